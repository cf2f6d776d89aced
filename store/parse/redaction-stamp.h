/* SPDX-License-Identifier: MIT */
/* Marks that the stamps of a release make: what a stamp says was withheld, where no line says it again. For
 * redaction.c. */
#ifndef PARSE_REDACTION_STAMP_H
#define PARSE_REDACTION_STAMP_H

#include "redaction-place.h"

/* Finds the stamps that stand in the document. */
void stamps_find(struct finder *f);
/* Adds their marks behind those of its lines. 0 or -ENOMEM. */
int stamps_add(struct finder *f);
#endif
