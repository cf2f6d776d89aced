/* SPDX-License-Identifier: MIT */
/* Names in the tree: for people and for shells (DESIGN.md 3.6). UTF-8 NFC, cut at a character. */
#ifndef DB_NAME_H
#define DB_NAME_H

#include "../data/facts.h"
#include "../util/buf.h"
#include "../util/slice.h"

enum {
	NAME_MAX_BYTES = 120,    /* below the views */
	NAME_SENDER_BYTES = 40,  /* of it in a document's name */
	ORIGINAL_MAX_BYTES = 255 /* below originals/: what filesystems hold */
};

/* "<date>[T<hhmm>]_<sender>_<title>.<id>.txt"; what is not known is left out, but "undated" and the type. */
void name_document(struct buf *out, const struct document_facts *facts, uint64_t id);
/*
 * A facet's value as people write it: white space and "/" become "_"; quotes, glob characters and what shells
 * read as commands go; no leading "." or "-". "_" where nothing is left.
 */
void name_facet(struct buf *out, struct slice value);
/* A path component as it was on disk; bytes that cannot stand in a name become %XX, and so does a leading
 * dot. */
void name_original(struct buf *out, struct slice component);
/* The directory of the files that the one called `original` holds: "a.zip.d". */
void name_members(struct buf *out, struct slice original);
/* What is left of a file's name without its extension; all of it where that is none, or an odd one. */
struct slice name_stem(struct slice original);

/* What a number makes of a name that is taken. */
struct name_kind {
	size_t most;  /* bytes */
	bool is_file; /* has an extension, which stays at the end */
};
extern const struct name_kind name_of_facet, name_of_original_directory, name_of_original;
/* `name` with "~2" before its extension, `number` >= 2; the stem is cut so that the whole fits. */
void name_numbered(struct buf *out, struct slice name, unsigned number, const struct name_kind *kind);
#endif
