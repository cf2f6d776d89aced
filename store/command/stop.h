/* SPDX-License-Identifier: MIT */
/* Signals that ask a long command that writes to end in order. One thread. */
#ifndef COMMAND_STOP_H
#define COMMAND_STOP_H

/*
 * Catches SIGINT, SIGTERM and SIGHUP, each once: the second signal of a kind kills, which a store stands,
 * too. What the caller ignores stays ignored (nohup). System calls go on after the signal, since the command
 * asks stop_signal() between pieces of work.
 */
void stop_catch(void);
/* The signal that came; 0: none. */
int stop_signal(void);
#endif
