/* SPDX-License-Identifier: MIT */
/* Values of a document's attributes; those that `dossier list` has too are written as there. */
#include "xattr.h"

#include "../data/country.h"
#include "../data/facts.h"

#include <inttypes.h>

/* Between items of a list that people read; commas are part of names. */
#define BETWEEN "; "

static const char *string_at(const struct dossier_facts *facts, size_t field)
{
	const char *string;

	memcpy(&string, (const char *)facts + field, sizeof string);
	return string;
}

int xattr_fact(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	buf_text(value, string_at(s->facts, attribute->field));
	return 0;
}

int xattr_message_fact(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	bool is_message = strcmp(s->facts->type, document_type_name(TYPE_MESSAGE)) == 0;

	return is_message ? xattr_fact(s, attribute, value) : 0;
}

int xattr_id(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	buf_format(value, "%" PRIu64, s->facts->id);
	return 0;
}

int xattr_pages(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	uint64_t first = s->facts->first_page, last = s->facts->last_page;

	(void)attribute;
	if (first > 0)
		buf_format(value, "%" PRIu64, first);
	if (first > 0 && last > first)
		buf_format(value, "-%" PRIu64, last);
	return 0;
}

int xattr_byte_range(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	buf_format(value, "%" PRIu64 "-%" PRIu64, s->facts->first_byte, s->facts->last_byte);
	return 0;
}

int xattr_sha256(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	buf_text(value, attribute->key ? attribute->key : "");
	xattr_hash(value, (struct slice){(const char *)s->facts->sha256, sizeof s->facts->sha256});
	return 0;
}

/* Calls `add` for each row of a statement over the document. */
static int each_row(const struct subject *s, enum stmt statement,
		    void (*add)(sqlite3_stmt *row, struct buf *value), struct buf *value)
{
	sqlite3_stmt *row;
	int r = stmt_row(&s->reader->statements, statement, &row, "i", (int64_t)s->number);

	for (; r == 1; r = stmt_next(row))
		add(row, value);
	return r;
}

static void add_recipient(sqlite3_stmt *row, struct buf *value)
{
	bool withheld = sqlite3_column_type(row, 1) == SQLITE_NULL;

	if (sqlite3_column_int64(row, 0) != ROLE_SENDER)
		xattr_item(value, BETWEEN, withheld ? "withheld" : stmt_text(row, 2));
}

int xattr_recipients(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	return each_row(s, STMT_ROLE_LIST, add_recipient, value);
}

static void add_confidence(sqlite3_stmt *row, struct buf *value)
{
	static const char *const names[FACTS] = {
		[FACT_TYPE] = "type", [FACT_DATE] = "date", [FACT_TITLE] = "title"};
	int64_t fact = sqlite3_column_int64(row, 0);

	if (fact >= 0 && fact < FACTS)
		buf_format(value, "%s%s=%d", value->length ? "," : "", names[fact],
			   sqlite3_column_int(row, 3));
}

int xattr_confidence(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	return each_row(s, STMT_EVIDENCE_LIST, add_confidence, value);
}

static void add_own_id(sqlite3_stmt *row, struct buf *value)
{
	if (sqlite3_column_int64(row, 0) == 0)
		buf_text(value, stmt_text(row, 1));
}

int xattr_message_id(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	return each_row(s, STMT_MESSAGE_ID_LIST, add_own_id, value);
}

static void add_reference(sqlite3_stmt *row, struct buf *value)
{
	if (sqlite3_column_int64(row, 0) > 0)
		xattr_item(value, BETWEEN, stmt_text(row, 1));
}

int xattr_references(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	return each_row(s, STMT_MESSAGE_ID_LIST, add_reference, value);
}

/* ---- words to find it by ---- */

static void add_countries(const char *codes, const char *separator, struct buf *value)
{
	for (size_t length; *codes != '\0'; codes += length + (codes[length] == ',')) {
		length = strcspn(codes, ",");
		const struct country *country = country_find((struct slice){codes, length});

		if (country)
			xattr_item(value, separator, country->name);
	}
}

int xattr_country_names(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	add_countries(s->facts->countries, BETWEEN, value);
	return 0;
}

static void add_code(sqlite3_stmt *row, struct buf *value)
{
	struct buf code = {0};

	buf_format(&code, "%s:%s", stmt_text(row, 0), stmt_text(row, 1));
	xattr_item(value, ",", buf_string(&code));
	value->failed = value->failed || code.failed;
	buf_finish(&code);
}

/* Tags stand between commas by the custom of those who read them. */
int xattr_tags(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	sqlite3_stmt *row;
	int r = stmt_row(&s->reader->statements, STMT_CODES, &row, "ii", (int64_t)s->number,
			 (int64_t)MARK_CITED);

	(void)attribute;
	for (; r == 1; r = stmt_next(row))
		add_code(row, value);
	add_countries(s->facts->countries, ",", value);
	return r;
}
