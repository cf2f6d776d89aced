/* SPDX-License-Identifier: MIT */
/* Values of an original's attributes, and those that a document has from its source. */
#include "xattr.h"

#include "facts.h"
#include "path.h"

#include <errno.h>
#include <stdlib.h>

int xattr_word(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)s;
	buf_text(value, attribute->key);
	return 0;
}

void xattr_item(struct buf *list, const char *separator, const char *item)
{
	buf_text(list, list->length ? separator : "");
	for (; *item != '\0'; item++)
		buf_byte(list, *item == *separator ? ' ' : *item);
}

void xattr_hash(struct buf *value, struct slice sha256)
{
	for (size_t i = 0; i < sha256.length; i++)
		buf_format(value, "%02x", (unsigned char)sha256.at[i]);
}

int xattr_property(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	sqlite3_stmt *row;
	int r = stmt_row(&s->reader->statements, STMT_PROPERTY_LIST, &row, "i", (int64_t)s->source);

	for (; r == 1; r = stmt_next(row))
		if (strcmp(stmt_text(row, 0), attribute->key) == 0)
			buf_text(value, stmt_text(row, 1));
	return r;
}

/* ---- paths ---- */

static int take(char *path, int r, struct buf *value)
{
	if (r == 0)
		buf_text(value, path);
	free(path);
	return r;
}

int xattr_source_path(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	char *path = NULL;
	int r = facts_source_path(s->reader, s->source, &path);

	(void)attribute;
	return take(path, r, value);
}

/* A path that is damaged costs itself: facts_source_path() has told of it. */
int xattr_path_met(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	char *path = NULL;
	int r = path_met_of_source(&s->reader->statements, s->source, &path);

	(void)attribute;
	if (r == -EIO || r == -ENOENT)
		return 0;
	return take(path, r, value);
}

int xattr_parent_path(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	int64_t parent;
	char *path = NULL;
	int r = stmt_number(&s->reader->statements, STMT_SOURCE_PARENT, &parent, "i", (int64_t)s->source);

	(void)attribute;
	if (r == 0)
		r = facts_source_path(s->reader, (uint64_t)parent, &path);
	return r == -ENOENT ? 0 : take(path, r, value);
}

/* ---- its row ---- */

int xattr_source_number(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	buf_format(value, "%llu", (unsigned long long)s->number);
	return 0;
}

int xattr_source_hash(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	buf_text(value, attribute->key ? attribute->key : "");
	xattr_hash(value, stmt_blob(s->row, 0));
	return 0;
}

int xattr_media(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	buf_text(value, stmt_text(s->row, 1));
	return 0;
}

int xattr_charset(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	struct slice charset = stmt_blob(s->row, 2);

	(void)attribute;
	for (size_t i = 0; i < charset.length; i++)
		buf_byte(value, byte_lower(charset.at[i]));
	return 0;
}

int xattr_unassigned(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	buf_format(value, "%lld", (long long)sqlite3_column_int64(s->row, 3));
	return 0;
}
