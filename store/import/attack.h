/* SPDX-License-Identifier: MIT */
/*
 * What a hostile file may have its reader try, or a program that helps. What an attempt does where it is not
 * blocked is harmless.
 */
#ifndef IMPORT_ATTACK_H
#define IMPORT_ATTACK_H

#include <stdbool.h>

struct attack {
	const char *name;
	int (*run)(void);  /* 0: it worked; else errno */
	bool by_a_program; /* a program that helps may not do it either */
};

extern const struct attack attacks[]; /* the last has no name */
#endif
