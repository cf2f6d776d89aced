/* SPDX-License-Identifier: MIT */
/* The sockets between the importer and a worker: records come one way as bytes, messages go both ways. */
#ifndef IMPORT_CHANNEL_H
#define IMPORT_CHANNEL_H

#include "../util/slice.h"

#include <stdint.h>

/* Sends all of it; a reader that has gone is -EPIPE, never a signal. */
int channel_send(int socket, struct slice bytes);
/* One thing said over a socket, perhaps with a descriptor; what the words mean is for the two sides. */
struct message {
	uint32_t word;
	uint64_t number;
	int file; /* -1: none. Of one that was received: close-on-exec, the receiver's to close */
};

/* -EPIPE: the other side has gone; else -errno. */
int channel_say(int socket, const struct message *message);
/* 1 and a message; 0: the other side has gone. -EBADMSG, else -errno. */
int channel_hear(int socket, struct message *ret_message);
#endif
