/* SPDX-License-Identifier: MIT */
#include "thread.h"

#include "../util/utf8.h"
#include "checksum.h"
#include "facts_read.h"

#include <errno.h>
#include <stdio.h>

enum { MARKS_MAX = 16 /* that are looked for in a subject */ };

/* ---- subjects ---- */

/* In English, German, Dutch, the Nordic, Romance and Slavic languages. */
static const char *const prefixes[] = {"re", "fw", "fwd", "aw", "wg",   "sv",  "vs", "vb",
				       "vl", "tr", "rv",  "rr", "antw", "odp", "pd", "res"};

/* Bytes of "[...]" at the beginning of `s`; 0 where there is none, or nothing after it. */
static size_t tag_length(struct slice s)
{
	size_t end = s.length > 0 && s.at[0] == '[' ? slice_find(s, SLICE("]"), 0) : s.length;

	return end + 1 < s.length ? end + 1 : 0;
}

/* Bytes of "RE:", "Fwd :", "AW[2]:", "Re(3):" at the beginning of `s`; else 0. */
static size_t prefix_length(struct slice s)
{
	size_t word = 0, at;

	while (word < s.length && byte_is_letter(s.at[word]))
		word++;
	if (!slice_is_one_of_ci(slice_sub(s, 0, word), prefixes, sizeof prefixes / sizeof *prefixes))
		return 0;
	for (at = word; at < s.length && (byte_is_digit(s.at[at]) || strchr(" [](){}^", s.at[at])); at++)
		;
	return at < s.length && s.at[at] == ':' ? at + 1 : 0;
}

struct slice thread_subject(struct slice title)
{
	struct slice rest = slice_trim(title);

	for (;;) {
		size_t cut = prefix_length(rest);

		cut = cut ? cut : tag_length(rest);
		if (cut == 0)
			return rest;
		rest = slice_trim(slice_sub(rest, cut, rest.length));
	}
}

/* Appends `s` without the first place where `words` stand in it. */
static bool append_without(struct buf *out, struct slice s, struct slice words)
{
	size_t at = words.length > 0 ? slice_find_ci(s, words, 0) : s.length;

	buf_slice(out, slice_sub(s, 0, at));
	buf_byte(out, ' ');
	buf_slice(out, slice_sub(s, at + words.length, s.length));
	return at < s.length;
}

/* People print s9(2)(a) with and without the letter before it. */
static void cut_code(struct buf *subject, struct slice code)
{
	struct buf less = {0};
	struct slice s = {subject->data, subject->length};

	if (!append_without(&less, s, code) && slice_starts(code, SLICE("s"))) {
		buf_clear(&less);
		append_without(&less, s, slice_sub(code, 1, code.length));
	}
	subject->length = 0;
	buf_append(subject, less.data, less.length);
	subject->failed = subject->failed || less.failed;
	buf_finish(&less);
}

static void cut_marks(struct buf *subject, const struct document_facts *facts)
{
	struct span title = facts->title.where;
	size_t met = 0;

	for (size_t i = 0; i < facts->mark_count && met < MARKS_MAX; i++) {
		const struct mark_fact *mark = &facts->marks[i];

		if (mark->where.first < title.first || mark->where.last > title.last)
			continue;
		met++;
		for (size_t j = 0; j < mark->citation_count && j < MARKS_MAX; j++)
			cut_code(subject, slice_of(mark->citations[j].code));
	}
}

/* The words of `s` outside brackets, one blank between two. */
static void append_words(struct buf *out, struct slice s)
{
	const char *last = memrchr(s.at, ']', s.length); /* an opening bracket after it opens nothing */
	size_t start = out->length;
	bool gap = false, is_tag = false;

	for (size_t at = 0; at < s.length;) {
		uint32_t c = utf8_next(s, &at);

		is_tag = (is_tag && c != ']') || (c == '[' && last && s.at + at <= last);
		if (is_tag || !utf8_is_alnum(c)) {
			gap = true;
			continue;
		}
		if (gap && out->length > start)
			buf_byte(out, ' ');
		gap = false;
		utf8_append(out, c);
	}
}

void thread_key(struct buf *out, const struct document_facts *facts)
{
	struct buf subject = {0}, folded = {0};

	buf_slice(&subject, thread_subject(slice_of(facts->title.value)));
	cut_marks(&subject, facts);
	utf8_fold(&folded, (struct slice){subject.data, subject.length});
	if (folded.length > 0)
		append_words(out, (struct slice){folded.data, folded.length});
	out->failed = out->failed || subject.failed || folded.failed;
	buf_finish(&subject);
	buf_finish(&folded);
}

/* ---- by ids ---- */

static int of_id(struct statements *s, const char *id, uint64_t *ret)
{
	int64_t thread;
	int r = stmt_number(s, STMT_THREAD_OF_MESSAGE_ID, &thread, "t", id);

	if (r == 0)
		*ret = (uint64_t)thread;
	return r;
}

/* Its own id first: whoever answered it was here before it. -ENOENT: nobody names any of them. */
static int of_ids(struct statements *s, const struct thread_fact *ids, uint64_t *ret)
{
	int r = ids->id ? of_id(s, ids->id, ret) : -ENOENT;

	for (size_t i = 0; i < ids->reference_count && r == -ENOENT; i++)
		r = of_id(s, ids->references[i], ret);
	return r;
}

/* ---- by subject and parties ---- */

struct traces { /* of one message: its subject with each of its parties */
	int64_t at[THREAD_PARTIES_MAX];
	size_t count;
	int64_t day;
};

static int64_t trace_of(const struct party_fact *party, const struct document_row *row, struct slice subject)
{
	int64_t source = party->kind == PARTY_WITHHELD ? (int64_t)row->source : 0;

	return checksum(&source, 1, subject, slice_of(party->kind == PARTY_WITHHELD ? "" : party->key));
}

static int make_traces(const struct document_row *row, const struct document_facts *facts, struct traces *ret)
{
	struct edtf date;
	struct buf subject = {0};
	int64_t last;

	if (!edtf_parse(slice_of(facts->date.value), &date) || date.precision < EDTF_DAY)
		return 0;
	edtf_range(&date, &ret->day, &last);
	thread_key(&subject, facts);
	for (size_t i = 0; subject.length > 0 && i < facts->party_count && ret->count < THREAD_PARTIES_MAX;
	     i++) {
		const struct party_fact *party = &facts->parties[i];

		if (party->kind == PARTY_WITHHELD || party->key[0] != '\0')
			ret->at[ret->count++] =
				trace_of(party, row, (struct slice){subject.data, subject.length});
	}
	int r = subject.failed ? -ENOMEM : 0;

	buf_finish(&subject);
	return r;
}

/* Of several threads the oldest. -ENOENT: there is none. */
static int of_traces(struct statements *s, const struct traces *traces, uint64_t *ret)
{
	uint64_t oldest = UINT64_MAX;

	for (size_t i = 0; i < traces->count; i++) {
		int64_t thread;
		int r = stmt_number(s, STMT_THREAD_OF_TRACE, &thread, "iii", traces->at[i],
				    traces->day - THREAD_DAYS, traces->day + THREAD_DAYS);

		if (r < 0 && r != -ENOENT)
			return r;
		if (r == 0 && (uint64_t)thread < oldest)
			oldest = (uint64_t)thread;
	}
	if (oldest == UINT64_MAX)
		return -ENOENT;
	*ret = oldest;
	return 0;
}

static int leave_traces(struct statements *s, const struct traces *traces, uint64_t thread)
{
	int r = 0;

	for (size_t i = 0; i < traces->count && r == 0; i++)
		r = stmt_run(s, STMT_THREAD_TRACE_INSERT, "iii", traces->at[i], traces->day, (int64_t)thread);
	return r;
}

struct slice thread_called(struct slice title)
{
	struct slice subject = thread_subject(title);

	return subject.length > 0 ? subject : SLICE("no subject");
}

int thread_find(struct statements *s, const struct document_row *row, const struct document_facts *facts,
		struct thread *ret)
{
	const struct thread_fact *ids = &facts->thread;
	struct traces traces = {.count = 0};

	*ret = (struct thread){.first = 0};
	if (facts->type != TYPE_MESSAGE)
		return 0;
	int r = make_traces(row, facts, &traces);

	if (r == 0)
		r = ids->id || ids->reference_count > 0 ? of_ids(s, ids, &ret->first)
							: of_traces(s, &traces, &ret->first);
	if (r == -ENOENT) {
		ret->first = row->id;
		r = 0;
	}
	ret->subject = thread_called(slice_of(facts->title.value));
	snprintf(ret->value, sizeof ret->value, "%llu", (unsigned long long)ret->first);
	return r < 0 ? r : leave_traces(s, &traces, ret->first);
}

int thread_of(struct statements *s, uint64_t document, uint64_t *ret_source, uint64_t *ret_thread)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_DOCUMENT_THREAD, &row, "i", (int64_t)document);

	if (r != 1)
		return r < 0 ? r : -ENOENT;
	*ret_source = (uint64_t)sqlite3_column_int64(row, 0);
	*ret_thread = (uint64_t)sqlite3_column_int64(row, 1);
	stmt_end(row);
	return 0;
}

int thread_trace(struct statements *s, uint64_t document)
{
	struct document_row row = {.id = document};
	struct traces traces = {.count = 0};
	struct document_facts facts;
	struct arena arena = {0};
	uint64_t thread;
	int r = thread_of(s, document, &row.source, &thread);

	if (r == 0)
		r = facts_read(s, document, &arena, &facts);
	if (r == 0)
		r = make_traces(&row, &facts, &traces);
	arena_finish(&arena);
	return r < 0 ? r : leave_traces(s, &traces, thread);
}
