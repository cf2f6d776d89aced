/* SPDX-License-Identifier: MIT */
/*
 * Attributes that have a name and a value: the table of them stands in xattr.c, what makes their values in
 * the xattr-*.c, a file a kind of node. attributes.c is another thing: what stat(2) tells.
 *
 * All of this is called within reader_begin() and reader_end().
 */
#ifndef DB_XATTR_H
#define DB_XATTR_H

#include "../util/buf.h"
#include "dossier/facts.h"
#include "reader.h"

/* What attributes are asked of. A maker reads what its kind of node has. */
struct subject {
	struct dossier_reader *reader;
	uint64_t number;                   /* of the document, the source or the directory */
	uint64_t source;                   /* of a document; else 0 */
	const struct dossier_facts *facts; /* of a document; else NULL */
	sqlite3_stmt *row; /* STMT_SOURCE_FACTS of an original, STMT_DIRECTORY_FACTS of a directory */
	int view;          /* of a directory */
	uint64_t depth;    /* of a directory */
};

struct attribute {
	const char *name;
	/* Appends the value; nothing where there is none. */
	int (*make)(const struct subject *subject, const struct attribute *attribute, struct buf *value);
	const char *key; /* a word for the maker */
	size_t field;    /* a place in struct dossier_facts for the maker */
};
typedef int attribute_make(const struct subject *subject, const struct attribute *attribute,
			   struct buf *value);

/* Shared: the word itself; lists; what a source's format says, by the key of the property. */
attribute_make xattr_word, xattr_property;
/* A list's next item. What `separator` begins with ends no item early: within one a blank stands for it. */
void xattr_item(struct buf *list, const char *separator, const char *item);
void xattr_hash(struct buf *value, struct slice sha256);

/* Documents: a string in struct dossier_facts by its place; the same if it is a message; other facts. */
attribute_make xattr_fact, xattr_message_fact, xattr_message_id, xattr_references, xattr_id, xattr_recipients,
	xattr_pages, xattr_byte_range, xattr_sha256, xattr_confidence, xattr_tags, xattr_country_names;
/* Sources and documents: of the document's source. `key` "source_": its parent. */
attribute_make xattr_source_path, xattr_path_met, xattr_parent_path;
/* Sources: by the number of their column. */
attribute_make xattr_source_number, xattr_source_hash, xattr_media, xattr_charset, xattr_unassigned;
/* Directories. */
attribute_make xattr_view, xattr_value, xattr_count, xattr_label;
#endif
