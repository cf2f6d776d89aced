/* SPDX-License-Identifier: MIT */
/*
 * Tracked changes of OpenDocument: a list of what each does, and marks in the text that name one. Deleted
 * text stands apart, in that list, or in its place between marks that name the deletion.
 */
#ifndef EXTRACT_ODT_CHANGE_H
#define EXTRACT_ODT_CHANGE_H

#include "xml.h"

#include <stddef.h>

enum { ODT_DELETIONS_MAX = 4096, ODT_CHANGE_SIZE = 40 };

struct odt_changes {                        /* private but for `deleted`; zeroed is empty */
	char described[ODT_CHANGE_SIZE];    /* the one that is read in the list */
	char (*deletions)[ODT_CHANGE_SIZE]; /* names of those that delete; beyond the limit every change does
					     */
	size_t deletion_count;
	unsigned deleted; /* places of deleted text that are open: what comes now is none of the text */
};

void odt_changes_finish(struct odt_changes *changes);
/* An element of the list. *ret_deletes: true where it tells of a deletion, else as it was. False: out of
 * memory. */
bool odt_change_describe(struct odt_changes *changes, const char *name, const struct xml_element *e,
			 bool *ret_deletes);
/* The marks in the text. */
void odt_change_start(struct odt_changes *changes, const struct xml_element *e);
void odt_change_end(struct odt_changes *changes, const struct xml_element *e);
#endif
