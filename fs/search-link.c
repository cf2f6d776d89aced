/* SPDX-License-Identifier: MIT */
/* See search-link.h. */
#include "search-link.h"
#include "search-node.h"
#include "search.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* "../../documents/NAME", from a directory of this depth. */
static void link_text(unsigned depth, const char *name, char *buffer, size_t size)
{
	size_t used = 0;

	for (unsigned i = 0; i <= depth && used < size; i++)
		used += (size_t)snprintf(buffer + used, size - used, "../");
	if (used < size)
		snprintf(buffer + used, size - used, "%s/%s", SEARCH_DOCUMENTS, name);
}

void search_make_link(unsigned depth, const char *name, struct dossier_attributes *attributes)
{
	uint64_t document = dossier_node_number(attributes->node);

	attributes->node = search_pack(SEARCH_LINK, (uint64_t)depth << DOSSIER_DOCUMENT_BITS | document);
	attributes->type = S_IFLNK;
	attributes->links = 1;
	attributes->size = 3 * ((uint64_t)depth + 1) + strlen(SEARCH_DOCUMENTS) + 1 + strlen(name);
}

/* A dossier_name_sink that wants one. */
static bool copy_name(void *context, const struct dossier_name *name)
{
	snprintf(context, DOSSIER_NAME_MAX + 1, "%s", name->name);
	return false;
}

static int name_document(struct dossier_reader *reader, uint64_t document,
			 char name[static DOSSIER_NAME_MAX + 1])
{
	uint32_t number = (uint32_t)document;

	name[0] = '\0';
	int r = dossier_documents(reader, &number, 1, copy_name, name);
	return r ? r : name[0] ? 0 : -ESTALE;
}

int search_read_link(struct dossier_reader *reader, dossier_node link, char *buffer, size_t size)
{
	char name[DOSSIER_NAME_MAX + 1];
	uint64_t number = search_number_of(link);

	if (search_sort_of(link) != SEARCH_LINK)
		return -EINVAL;
	int r = name_document(reader, number & DOSSIER_DOCUMENT_MAX, name);
	if (!r)
		link_text((unsigned)(number >> DOSSIER_DOCUMENT_BITS), name, buffer, size);
	return r;
}

int search_stat_link(struct dossier_reader *reader, uint64_t number, struct dossier_attributes *ret)
{
	char name[DOSSIER_NAME_MAX + 1];
	uint64_t document = number & DOSSIER_DOCUMENT_MAX;

	int r = name_document(reader, document, name);
	if (!r)
		r = dossier_stat(reader, dossier_node_pack(DOSSIER_DOCUMENT, document), ret);
	if (!r)
		search_make_link((unsigned)(number >> DOSSIER_DOCUMENT_BITS), name, ret);
	return r;
}
