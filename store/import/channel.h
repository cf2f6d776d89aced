/* SPDX-License-Identifier: MIT */
/* The socket between the importer and a worker: bytes one way, one descriptor at a time the other. */
#ifndef IMPORT_CHANNEL_H
#define IMPORT_CHANNEL_H

#include "../util/slice.h"

#include <stdint.h>

/* Sends all of it; a reader that has gone is -EPIPE, never a signal. */
int channel_send(int socket, struct slice bytes);
/* A descriptor with the size of its file, which a box does not let the other side ask for. */
int channel_send_file(int socket, int file, uint64_t size);
/* 1 and a descriptor, close-on-exec; 0: the other side has gone. Else -errno. */
int channel_receive_file(int socket, int *ret_file, uint64_t *ret_size);
#endif
