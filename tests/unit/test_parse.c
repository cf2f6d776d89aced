/* SPDX-License-Identifier: MIT */
/*
 * Whole texts: golden pairs (golden/NAME.txt with golden/NAME.expected, a line a document: first-last line,
 * type, sender, date, title between tabs), the promises about ranges for any bytes, and time that grows with
 * the text only.
 */
#include "parse_kit.h"

#include "../../store/parse/parse.h"
#include "../../store/util/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { MUTATIONS = 400 / FEWER, EDITS_MAX = 12, SLOW_SECONDS = 30 };

static bool print_document(void *context, const struct document_facts *d)
{
	struct golden_printer *p = context;
	const char *sender = "";

	for (size_t i = 0; i < d->party_count; i++)
		if (d->parties[i].role == ROLE_SENDER)
			sender = d->parties[i].kind == PARTY_WITHHELD ? "withheld" : d->parties[i].name;
	buf_format(&p->rows, "%u-%u\t%s\t%s\t%s\t%s\n", golden_line(p->text, d->range.first),
		   golden_line(p->text, d->range.last - 1), document_type_name(d->type), sender,
		   d->date.value, d->title.value);
	return true;
}

static int parse_documents(struct golden_printer *p)
{
	return parse_text(p->text, NULL, print_document, p);
}

static void check_pair(const char *name)
{
	golden_check(name, "expected", parse_documents);
}

Test(parse, golden_texts_give_the_documents_that_their_pairs_list)
{
	cr_assert_geq(golden_each(SLICE(".txt"), check_pair), 8u);
}

struct checker {
	struct slice text;
	uint64_t last;
	unsigned documents;
	bool utf8;
};

static bool is_boundary(const struct checker *c, uint64_t at)
{
	return !c->utf8 || at == c->text.length || ((unsigned char)c->text.at[at] & 0xc0) != 0x80;
}

static void check_span(const struct checker *c, struct span span, const char *what)
{
	cr_assert(span.first <= span.last && span.last <= c->text.length, "%s out of bounds", what);
	cr_assert(is_boundary(c, span.first) && is_boundary(c, span.last), "%s cuts a character", what);
}

/* {0, 0}: inferred, read nowhere. The importer refuses a document whose evidence stands outside it. */
static void check_evidence(const struct checker *c, struct span whole, struct span span, const char *what)
{
	check_span(c, span, what);
	cr_assert((span.first == 0 && span.last == 0) ||
			  (whole.first <= span.first && span.last <= whole.last),
		  "%s stands outside its document", what);
}

static void check_marks(const struct checker *c, const struct document_facts *d)
{
	struct span rest = d->range;

	for (size_t i = 0; i < d->mark_count; i++) {
		check_evidence(c, rest, d->marks[i].where, "mark");
		cr_assert_gt(d->marks[i].citation_count, 0);
		rest.first = d->marks[i].where.last;
	}
}

static bool check_document(void *context, const struct document_facts *d)
{
	struct checker *c = context;

	check_span(c, d->range, "range");
	cr_assert(d->range.first < d->range.last, "an empty document");
	cr_assert_geq(d->range.first, c->last, "overlaps the one before");
	cr_assert(d->range.last == c->text.length || c->text.at[d->range.last - 1] == '\n',
		  "not whole lines");
	check_evidence(c, d->range, d->title.where, "title");
	check_evidence(c, d->range, d->date.where, "date");
	check_marks(c, d);
	for (size_t i = 0; i < d->country_count; i++)
		check_evidence(c, d->range, d->countries[i].first, "country");
	for (size_t i = 0; i < d->party_count; i++) {
		check_evidence(c, d->range, d->parties[i].where, "party");
		cr_assert(d->parties[i].name && d->parties[i].key);
	}
	cr_assert(d->title.value && d->date.value);
	c->last = d->range.last;
	c->documents++;
	return true;
}

static unsigned check_text(struct slice text)
{
	struct checker c = {.text = text, .utf8 = utf8_valid(text) == text.length};

	cr_assert_eq(parse_text(text, NULL, check_document, &c), 0);
	return c.documents;
}

/* A small generator of our own: the same numbers everywhere. */
static unsigned next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void edit(struct buf *text, uint32_t *state)
{
	static const char *const pieces[] = {"\n",
					     "\n\n",
					     "\f",
					     "From: ",
					     "\nTo: \nSubject:\n",
					     "ENDS\n",
					     "\nJune 2019\n",
					     "\xff",
					     "\n \n",
					     "Dear Sir,\n",
					     "\nDocument 3\n",
					     "@",
					     "s6(a)",
					     ";",
					     "\r\n",
					     "<",
					     "\nMEMORANDUM\n",
					     "\nAnnex A\n",
					     "\n\nBriefing\n\nTo: x\n",
					     "\nMinutes of the meeting\n",
					     "\nYours sincerely\n",
					     "-----Original Message-----\n",
					     "\nSECRET\n",
					     "\n---\n",
					     "\t",
					     "https://",
					     " | ",
					     "\xe2\x80"};
	size_t at = text->length ? next_random(state) % text->length : 0, cut = next_random(state) % 40;
	struct buf out = {0};

	if (cut > text->length - at)
		cut = text->length - at;
	buf_append(&out, text->data, at);
	if (next_random(state) % 8 == 0)
		buf_append(&out, "\0", 1);
	buf_text(&out, pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
	if (next_random(state) % 2)
		cut = 0;
	buf_append(&out, text->data + at + cut, text->length - at - cut);
	buf_finish(text);
	*text = out;
}

static void check_mutations(const char *name)
{
	uint32_t state = 1;

	for (unsigned i = 0; i < MUTATIONS; i++) {
		struct buf text = {0};

		golden_read(name, &text);
		for (unsigned edits = 1 + next_random(&state) % EDITS_MAX; edits > 0; edits--)
			edit(&text, &state);
		check_text((struct slice){text.data, text.length});
		buf_finish(&text);
	}
}

Test(parse, whatever_the_bytes_documents_are_in_order_disjoint_and_whole_lines)
{
	golden_each(SLICE(".txt"), check_mutations);
}

Test(parse, every_text_with_a_visible_character_gives_a_document)
{
	static const char *const texts[] = {"x",
					    "\n\n7\n",
					    "Released under the Official Information Act\n",
					    "s6(a)",
					    "From:",
					    "\xc2\xa0.\n",
					    "OUT OF SCOPE\n",
					    "Document 1\n",
					    "Annex A\n"};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cr_expect_geq(check_text(slice_of(texts[i])), 1u, "%s", texts[i]);
}

Test(parse, a_blank_text_gives_none)
{
	cr_expect_eq(check_text(SLICE("")), 0u);
	cr_expect_eq(check_text(SLICE(" \n\t\n\f\n")), 0u);
	cr_expect_eq(check_text(SLICE("\xef\xbb\xbf\n\xc2\xa0\n")), 0u);
}

static bool count_to_one(void *context, const struct document_facts *d)
{
	(void)d;
	return ++*(unsigned *)context < 1;
}

Test(parse, a_sink_that_refuses_ends_the_parse)
{
	unsigned calls = 0;

	cr_assert_eq(parse_text(SLICE("From: A\nSent: 1 May 2019\nTo: B\n\nx\nFrom: C\nSent: 2 May 2019\nTo: "
				      "D\n\ny\n"),
				NULL, count_to_one, &calls),
		     -ECANCELED);
	cr_assert_eq(calls, 1u);
}

static void check_time(const char *piece, size_t times)
{
	struct buf text = {0};
	clock_t start = clock();

	for (size_t i = 0; i < times; i++)
		buf_text(&text, piece);
	cr_assert_not(text.failed);
	check_text((struct slice){text.data, text.length});
	cr_expect_lt((clock() - start) / CLOCKS_PER_SEC, SLOW_SECONDS, "%s", piece);
	buf_finish(&text);
}

Test(parse, time_grows_with_the_text_and_not_with_its_square, .timeout = 600)
{
	static const char *const pieces[] = {"word ",
					     "x",
					     "; ",
					     "@",
					     "From: a\n",
					     "From: a\nTo: b\n",
					     "To: a;\n",
					     "Subject: x\n",
					     "\n",
					     "\f",
					     " ",
					     "ENDS\nTitle of a thing\n",
					     "Dear Sir,\n",
					     "June 2019\n",
					     "Date: 2019-02-03\nFrom: x\n",
					     "https://",
					     "Jan 1 ",
					     "From:\n\n",
					     "12\n",
					     "Jan",
					     "1\tRow of the schedule\n",
					     "<",
					     "The Division\n",
					     "Dear Sir\n\n",
					     "1 May 2019\n\nDear Sir\n",
					     "Briefing\n\n",
					     "Minutes of May 2019\n",
					     "A thing\n\nDate: 1 May 2019\nClient: x\n",
					     "Yours sincerely\n\n",
					     "-----Original Message-----\n",
					     "From\nx\n",
					     "SECRET\f",
					     "Cover sheet\f",
					     "\fDOC 7\n\fDOC 8\n",
					     "1/2/2019 ",
					     "Last updated 1 May 2019\n",
					     "a | "};

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
		check_time(pieces[i], 1000000 / FEWER / strlen(pieces[i]));
}

struct long_header {
	size_t recipients;
	size_t documents;
};

static bool count_recipients(void *context, const struct document_facts *d)
{
	struct long_header *h = context;

	for (size_t i = 0; i < d->party_count; i++)
		h->recipients += d->parties[i].role == ROLE_TO;
	h->documents++;
	return true;
}

Test(parse, a_header_of_a_hundred_thousand_characters_is_read_whole)
{
	struct buf text = {0};
	struct long_header h = {0};

	buf_text(&text, "From: NAD\nSent: 1 May 2019\nTo: ");
	for (unsigned i = 0; i < 8000; i++)
		buf_format(&text, "POST %u;%s", i, i % 10 == 9 ? "\n" : " ");
	buf_text(&text, "LAST\nSubject: x\n\nBody.\n");
	cr_assert_gt(text.length, 80000u);
	cr_assert_eq(parse_text((struct slice){text.data, text.length}, NULL, count_recipients, &h), 0);
	cr_expect_eq(h.documents, 1u);
	cr_expect_eq(h.recipients, 8001u);
	buf_finish(&text);
}
