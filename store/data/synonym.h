/* SPDX-License-Identifier: MIT */
/* Spellings that stand for each other in a search: synonyms.tsv beside this file, embedded at build. Any
 * thread. */
#ifndef DATA_SYNONYM_H
#define DATA_SYNONYM_H

#include "tsv.h"

/*
 * The forms that `word` stands for, itself among them, whatever their case; an English plural has those of
 * its singular. Borrowed from the table. 0: it has no other spelling.
 */
size_t synonyms_of(struct slice word, struct slice ret_forms[static TSV_FIELDS_MAX]);
#endif
