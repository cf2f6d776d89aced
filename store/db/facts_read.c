/* SPDX-License-Identifier: MIT */
#include "facts_read.h"

#include "document.h"

#include <errno.h>
#include <stdio.h>

struct reading {
	struct statements *statements;
	struct arena *arena;
	struct document_facts *facts;
	size_t capacity;          /* of the list that the rows of one table make */
	size_t citation_capacity; /* the same of the citations of its last mark */
};

static uint64_t number(sqlite3_stmt *row, int column)
{
	return (uint64_t)sqlite3_column_int64(row, column);
}

static struct span span_at(sqlite3_stmt *row, int column)
{
	return (struct span){number(row, column), number(row, column + 1)};
}

static char *string_at(const struct reading *reading, sqlite3_stmt *row, int column)
{
	return arena_string(reading->arena, slice_of(stmt_text(row, column)));
}

static void read_document(struct reading *reading, sqlite3_stmt *row)
{
	struct document_facts *f = reading->facts;

	f->range = span_at(row, 0);
	f->first_page = (uint32_t)number(row, 2);
	f->last_page = (uint32_t)number(row, 3);
	f->type = (enum document_type)number(row, 4);
	f->date.value = string_at(reading, row, 5);
	f->title.value = string_at(reading, row, 6);
}

static void read_evidence(struct reading *reading, sqlite3_stmt *row)
{
	struct document_facts *f = reading->facts;
	unsigned confidence = (unsigned)number(row, 3);
	struct text_fact *text = number(row, 0) == FACT_DATE ? &f->date : &f->title;

	if (number(row, 0) == FACT_TYPE) {
		f->type_confidence = confidence;
	} else {
		text->where = span_at(row, 1);
		text->confidence = confidence;
	}
}

static void read_role(struct reading *reading, sqlite3_stmt *row)
{
	struct document_facts *f = reading->facts;
	struct party_fact *party =
		arena_push(reading->arena, &f->parties, &f->party_count, &reading->capacity, sizeof *party);

	if (party)
		*party = (struct party_fact){
			(enum role)number(row, 0),
			number(row, 1) ? PARTY_WITHHELD : (enum party_kind)number(row, 2),
			string_at(reading, row, 4), string_at(reading, row, 3), span_at(row, 5)};
}

/* A row a citation; those of one mark follow each other. */
static void read_mark(struct reading *reading, sqlite3_stmt *row)
{
	struct document_facts *f = reading->facts;
	struct span where = span_at(row, 0);
	struct mark_fact *mark = f->mark_count ? (struct mark_fact *)&f->marks[f->mark_count - 1] : NULL;

	if (!mark || mark->where.first != where.first) {
		mark = arena_push(reading->arena, &f->marks, &f->mark_count, &reading->capacity,
				  sizeof *mark);
		reading->citation_capacity = 0;
		if (mark)
			*mark = (struct mark_fact){where, (enum mark_class)number(row, 2),
						   (unsigned)number(row, 3), NULL, 0};
	}
	if (!mark || sqlite3_column_type(row, 4) == SQLITE_NULL)
		return;
	struct citation *citation = arena_push(reading->arena, &mark->citations, &mark->citation_count,
					       &reading->citation_capacity, sizeof *citation);

	if (citation)
		*citation = (struct citation){string_at(reading, row, 4), string_at(reading, row, 5)};
}

static void read_country(struct reading *reading, sqlite3_stmt *row)
{
	struct document_facts *f = reading->facts;
	struct country_fact *country = arena_push(reading->arena, &f->countries, &f->country_count,
						  &reading->capacity, sizeof *country);

	if (!country)
		return;
	*country = (struct country_fact){.filed = number(row, 1) != 0, .first = span_at(row, 6)};
	snprintf(country->code, sizeof country->code, "%s", stmt_text(row, 0));
	for (int kind = 0; kind < MENTION_KINDS; kind++)
		country->counts[kind] = (uint32_t)number(row, 2 + kind);
}

static void read_message_id(struct reading *reading, sqlite3_stmt *row)
{
	struct thread_fact *thread = &reading->facts->thread;

	if (number(row, 0) == 0) {
		thread->id = string_at(reading, row, 1);
		return;
	}
	const char **id = arena_push(reading->arena, &thread->references, &thread->reference_count,
				     &reading->capacity, sizeof *id);

	if (id)
		*id = string_at(reading, row, 1);
}

/* Each row of a statement over the document; how many there were in *ret_rows. */
static int read_rows(struct reading *reading, enum stmt statement, uint64_t document,
		     void (*read_row)(struct reading *reading, sqlite3_stmt *row), size_t *ret_rows)
{
	sqlite3_stmt *row;
	int r = stmt_row(reading->statements, statement, &row, "i", (int64_t)document);

	reading->capacity = 0;
	for (*ret_rows = 0; r == 1; r = stmt_next(row), (*ret_rows)++)
		read_row(reading, row);
	return r < 0 ? r : reading->arena->failed ? -ENOMEM : 0;
}

int facts_read(struct statements *s, uint64_t document, struct arena *arena, struct document_facts *ret)
{
	static const struct {
		enum stmt statement;
		void (*read_row)(struct reading *reading, sqlite3_stmt *row);
	} tables[] = {{STMT_EVIDENCE_LIST, read_evidence},
		      {STMT_ROLE_FACTS, read_role},
		      {STMT_MARK_FACTS, read_mark},
		      {STMT_COUNTRY_LIST, read_country},
		      {STMT_MESSAGE_ID_LIST, read_message_id}};
	struct reading reading = {.statements = s, .arena = arena, .facts = ret};
	size_t rows;

	*ret = (struct document_facts){.type = TYPE_DOCUMENT};
	int r = read_rows(&reading, STMT_DOCUMENT_FACTS, document, read_document, &rows);

	if (r == 0 && rows == 0)
		return -ENOENT;
	for (size_t i = 0; i < sizeof tables / sizeof *tables && r == 0; i++)
		r = read_rows(&reading, tables[i].statement, document, tables[i].read_row, &rows);
	return r;
}

/* ---- as bytes ---- */

static void print_string(struct buf *out, const char *string)
{
	buf_format(out, "%zu:%s ", strlen(string), string);
}

static void print_number(struct buf *out, uint64_t value)
{
	buf_format(out, "%llu ", (unsigned long long)value);
}

static void print_span(struct buf *out, struct span span)
{
	print_number(out, span.first);
	print_number(out, span.last);
}

/* Of one that is empty there is no evidence. */
static void print_text(struct buf *out, const struct text_fact *text)
{
	print_string(out, text->value);
	if (text->value[0] == '\0')
		return;
	print_span(out, text->where);
	print_number(out, text->confidence);
}

static void print_party(struct buf *out, const struct party_fact *party, const struct party_fact *filed)
{
	bool keyless = filed->kind == PARTY_WITHHELD || filed->key[0] == '\0';

	print_number(out, party->role);
	print_string(out, keyless ? "" : filed->key);
	print_string(out, party->name);
	print_span(out, party->where);
}

static void print_mark(struct buf *out, const struct mark_fact *mark)
{
	print_span(out, mark->where);
	print_number(out, mark->class);
	print_number(out, mark->confidence);
	print_number(out, mark->citation_count);
	for (size_t i = 0; i < mark->citation_count; i++) {
		print_string(out, mark->citations[i].regime);
		print_string(out, mark->citations[i].code);
	}
}

static void print_country(struct buf *out, const struct country_fact *country)
{
	print_string(out, country->code);
	print_number(out, country->filed);
	for (int kind = 0; kind < MENTION_KINDS; kind++)
		print_number(out, country->counts[kind]);
	print_span(out, country->first);
}

static void print_thread(struct buf *out, const struct thread_fact *thread)
{
	print_number(out, thread->id != NULL);
	print_string(out, thread->id ? thread->id : "");
	for (size_t i = 0; i < thread->reference_count; i++)
		print_string(out, thread->references[i]);
}

void facts_print(struct buf *out, const struct document_facts *f, const struct document_facts *filed)
{
	print_span(out, f->range);
	print_number(out, f->type);
	print_number(out, f->type_confidence);
	print_number(out, f->first_page);
	print_number(out, f->last_page);
	print_text(out, &f->title);
	print_text(out, &f->date);
	print_number(out, f->party_count);
	for (size_t i = 0; i < f->party_count; i++)
		print_party(out, &f->parties[i], &filed->parties[i]);
	print_number(out, f->mark_count);
	for (size_t i = 0; i < f->mark_count; i++)
		print_mark(out, &f->marks[i]);
	print_number(out, f->country_count);
	for (size_t i = 0; i < f->country_count; i++)
		print_country(out, &f->countries[i]);
	print_thread(out, &f->thread);
}
