/* SPDX-License-Identifier: MIT */
/* For party.c: the mailbox and the name that are printed in one field, parted. */
#ifndef PARSE_PARTY_NAME_H
#define PARSE_PARTY_NAME_H

#include "../util/slice.h"

/* May the byte stand in a mailbox, on either side of its sign? */
bool party_is_address_byte(char c);
/* The mailbox in `s`, as far as its bytes can belong to one; empty where there is none. */
struct slice party_mailbox(struct slice s);
/* `s` without an address in brackets behind the name, whatever OCR made of the address, and without quotes
 * around it. */
struct slice party_without_address(struct slice s);
#endif
