/* SPDX-License-Identifier: MIT */
/*
 * Documents in a query directory as symbolic links to those below documents/. A link's number holds its
 * document and the depth that it stands in, so nothing is kept for it.
 */
#ifndef FS_SEARCH_LINK_H
#define FS_SEARCH_LINK_H

#include "dossier/store.h"

#define SEARCH_DOCUMENTS "documents"

/* Of a document's attributes, those of the link to it in a directory of this depth. */
void search_make_link(unsigned depth, const char *name, struct dossier_attributes *attributes);
/* `number`: search_number_of() the link. -ESTALE: there is no such document any more. */
int search_stat_link(struct dossier_reader *reader, uint64_t number, struct dossier_attributes *ret);
#endif
