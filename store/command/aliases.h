/* SPDX-License-Identifier: MIT */
/*
 * The user's file that joins names and addresses to one party, a group a line:
 *
 *   Marlowe, Judith (NAD) = MARLOWE, J; judith.marlowe@squid.example; Judy Marlowe
 *
 * The name before "=" is the one under which the others are filed. Lines that begin with "#" and blank lines
 * say nothing. A name stands in one group only.
 */
#ifndef COMMAND_ALIASES_H
#define COMMAND_ALIASES_H

#include "../util/arena.h"
#include "dossier/import.h"

struct aliases {
	struct dossier_alias *at;
	size_t count, capacity;
	struct arena arena; /* holds all of it */
};

struct aliases_error {
	size_t line; /* 0: of the file as a whole */
	char text[128];
};

/* 0; -EINVAL: *ret_error says what is wrong in the text; else -errno of reading the file. */
int aliases_read(const char *path, struct aliases *ret, struct aliases_error *ret_error);
/* The same for a text that was read. */
int aliases_parse(struct slice text, struct aliases *ret, struct aliases_error *ret_error);
void aliases_finish(struct aliases *aliases);
#endif
