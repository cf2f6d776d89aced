/* SPDX-License-Identifier: MIT */
#include "../../store/import/wire.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>

static const struct citation citations[] = {{"nz-oia", "s6(a)"}, {"nz-oia", "s6(b)"}};
static const struct mark_fact marks[] = {
	{.where = {20, 30},
	 .class = MARK_IN_PLACE,
	 .confidence = 100,
	 .citations = citations,
	 .citation_count = 2},
	{.where = {30, 35},
	 .class = MARK_CITED,
	 .confidence = 60,
	 .citations = citations,
	 .citation_count = 1},
};
static const struct party_fact parties[] = {
	{ROLE_SENDER, PARTY_NAMED, "MARLOWE, Judith (NAD)", "marlowe, judith (nad)", {11, 19}},
	{ROLE_TO, PARTY_WITHHELD, "", "", {20, 30}},
};
static const struct country_fact countries[] = {
	{"CN", true, {4, 1, 2, 0}, {40, 45}},
	{"NZ", false, {1, 0, 0, 0}, {50, 61}},
};
static const char *const references[] = {"first@post.example", "second@post.example"};
static const struct document_facts document = {
	.range = {10, 100},
	.type = TYPE_MESSAGE,
	.type_confidence = 90,
	.first_page = 2,
	.last_page = 3,
	.title = {"RE: T\xc5\xabr", {12, 15}, 80},
	.date = {"2019-07-11T11:25", {15, 20}, 100},
	.parties = parties,
	.party_count = 2,
	.marks = marks,
	.mark_count = 2,
	.countries = countries,
	.country_count = 2,
	.thread = {"third@post.example", references, 2},
};
static const struct property properties[] = {{"title", "T\xc5\xabr"}, {"author", "J. Marlowe"}};
static const struct record_source source = {
	.media = "text/plain",
	.charset = "windows-1252",
	.text_size = 123456789012,
	.page_count = 7,
	.has_members = true,
	.remark = "two of its pictures were left out",
	.properties = properties,
	.property_count = 2,
};
static const struct member member = {
	.path = {"caf\xe9/../a.txt", 13}, .is_attachment = true, .has_mtime = true, .mtime = -86400};

static struct slice bytes_of(const struct buf *b)
{
	cr_assert_not(b->failed);
	return (struct slice){b->data, b->length};
}

/* Decodes what was put, which is one frame. */
static struct record decoded(const struct buf *out, struct arena *arena)
{
	struct record record;
	struct slice frame;

	cr_assert_eq(wire_frame(bytes_of(out), &frame), 1);
	cr_assert_eq(frame.length, out->length - WIRE_HEAD);
	cr_assert_eq(wire_decode(frame, arena, &record), 0);
	return record;
}

static int decode_document(const struct document_facts *facts)
{
	struct arena arena = {0};
	struct buf out = {0};
	struct record record;
	struct slice frame;

	cr_assert(wire_put_document(&out, facts));
	cr_assert_eq(wire_frame(bytes_of(&out), &frame), 1);
	int r = wire_decode(frame, &arena, &record);

	arena_finish(&arena);
	buf_finish(&out);
	return r;
}

static void expect_span(struct span span, struct span wanted)
{
	cr_assert_eq(span.first, wanted.first);
	cr_assert_eq(span.last, wanted.last);
}

/* ---- round trips ---- */

Test(wire, a_source_comes_back)
{
	struct arena arena = {0};
	struct buf out = {0};

	wire_put_source(&out, &source);
	struct record record = decoded(&out, &arena);

	cr_assert_eq(record.type, RECORD_SOURCE);
	cr_assert_str_eq(record.source.media, source.media);
	cr_assert_str_eq(record.source.charset, source.charset);
	cr_assert_not(record.source.is_file);
	cr_assert_eq(record.source.text_size, source.text_size);
	cr_assert_eq(record.source.page_count, source.page_count);
	cr_assert(record.source.has_members);
	cr_assert_str_eq(record.source.remark, source.remark);
	cr_assert_eq(record.source.property_count, 2);
	cr_assert_str_eq(record.source.properties[0].key, "author");
	cr_assert_str_eq(record.source.properties[0].value, "J. Marlowe");
	cr_assert_str_eq(record.source.properties[1].key, "title");
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, a_source_comes_back_without_what_was_not_said_of_it)
{
	static const struct property unknown[] = {{"colour", "red"}, {"url", ""}};
	struct record_source bare = {
		.media = "text/plain", .charset = "", .properties = unknown, .property_count = 2};
	struct arena arena = {0};
	struct buf out = {0};

	wire_put_source(&out, &bare);
	struct record record = decoded(&out, &arena);

	cr_assert_not(record.source.has_members);
	cr_assert_str_eq(record.source.remark, "");
	cr_assert_eq(record.source.property_count, 0, "a key that nobody knows and one without a value");
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, text_comes_back_with_its_nul_bytes)
{
	struct arena arena = {0};
	struct buf out = {0};

	wire_put_text(&out, SLICE("a\0b\xc5\xab"));
	struct record record = decoded(&out, &arena);

	cr_assert_eq(record.type, RECORD_TEXT);
	cr_assert(slice_equal(record.text, SLICE("a\0b\xc5\xab")));
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, pages_come_back)
{
	static const uint64_t first[] = {0, 10, 10, (uint64_t)1 << 40};
	struct arena arena = {0};
	struct buf out = {0};

	wire_put_pages(&out, first, 4);
	struct record record = decoded(&out, &arena);

	cr_assert_eq(record.type, RECORD_PAGES);
	cr_assert_eq(record.pages.count, 4);
	cr_assert_arr_eq(record.pages.first, first, sizeof first);
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, the_last_records_of_a_file_come_back)
{
	struct arena arena = {0};
	struct buf out = {0};

	wire_put_end(&out);
	cr_assert_eq(decoded(&out, &arena).type, RECORD_END);
	buf_clear(&out);
	wire_put_skipped(&out, "image/png");
	cr_assert_eq(decoded(&out, &arena).type, RECORD_SKIPPED);
	cr_assert_str_eq(decoded(&out, &arena).word, "image/png");
	buf_clear(&out);
	wire_put_failed(&out, "no memory", true);
	cr_assert_eq(decoded(&out, &arena).type, RECORD_FAILED);
	cr_assert_str_eq(decoded(&out, &arena).failure.reason, "no memory");
	cr_assert(decoded(&out, &arena).failure.lasting);
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, a_document_comes_back_with_all_its_facts)
{
	struct arena arena = {0};
	struct buf out = {0};

	cr_assert(wire_put_document(&out, &document));
	struct document_facts got = decoded(&out, &arena).document;

	expect_span(got.range, document.range);
	cr_assert_eq(got.type, TYPE_MESSAGE);
	cr_assert_eq(got.type_confidence, 90);
	cr_assert_eq(got.first_page, 2);
	cr_assert_eq(got.last_page, 3);
	cr_assert_str_eq(got.title.value, document.title.value);
	expect_span(got.title.where, document.title.where);
	cr_assert_str_eq(got.date.value, document.date.value);
	cr_assert_eq(got.party_count, 2);
	cr_assert_str_eq(got.parties[0].key, parties[0].key);
	cr_assert_eq(got.parties[1].kind, PARTY_WITHHELD);
	cr_assert_eq(got.mark_count, 2);
	cr_assert_eq(got.marks[0].citation_count, 2);
	cr_assert_str_eq(got.marks[0].citations[1].code, "s6(b)");
	cr_assert_eq(got.marks[1].class, MARK_CITED);
	cr_assert_eq(got.country_count, 2);
	cr_assert_str_eq(got.countries[0].code, "CN");
	cr_assert_eq(got.countries[0].counts[MENTION_DIVISION], 2);
	expect_span(got.countries[1].first, countries[1].first);
	cr_assert_str_eq(got.thread.id, "third@post.example");
	cr_assert_eq(got.thread.reference_count, 2);
	cr_assert_str_eq(got.thread.references[0], references[0]);
	cr_assert_str_eq(got.thread.references[1], references[1]);
	arena_finish(&arena);
	buf_finish(&out);
}

static struct thread_fact decoded_thread(const struct thread_fact *thread, struct arena *arena)
{
	struct document_facts facts = document;
	struct buf out = {0};

	facts.thread = *thread;
	cr_assert(wire_put_document(&out, &facts));
	struct thread_fact got = decoded(&out, arena).document.thread;

	buf_finish(&out);
	return got;
}

Test(wire, ids_of_messages_that_are_too_long_or_malformed_are_left_out)
{
	char longest[WIRE_ID_MAX + 1], longer[WIRE_ID_MAX + 2];
	const char *const mixed[] = {longest, longer, "", "caf\xe9", "last"};
	struct arena arena = {0};

	memset(longest, 'x', sizeof longest);
	memset(longer, 'y', sizeof longer);
	longest[WIRE_ID_MAX] = longer[WIRE_ID_MAX + 1] = '\0';
	struct thread_fact got = decoded_thread(&(struct thread_fact){longer, mixed, 5}, &arena);

	cr_assert_null(got.id);
	cr_assert_eq(got.reference_count, 2);
	cr_assert_str_eq(got.references[0], longest);
	cr_assert_str_eq(got.references[1], "last");
	arena_finish(&arena);
}

Test(wire, of_too_many_references_the_newest_are_kept)
{
	const char *many[WIRE_REFERENCES_MAX + 1];
	struct arena arena = {0};

	for (size_t i = 0; i <= WIRE_REFERENCES_MAX; i++)
		many[i] = i == 0 ? "oldest" : i == 1 ? "older" : "newest";
	struct thread_fact got =
		decoded_thread(&(struct thread_fact){NULL, many, WIRE_REFERENCES_MAX + 1}, &arena);

	cr_assert_null(got.id);
	cr_assert_eq(got.reference_count, WIRE_REFERENCES_MAX);
	cr_assert_str_eq(got.references[0], "older");
	arena_finish(&arena);
}

/* ---- files within the file, programs that help ---- */

Test(wire, a_member_comes_back_with_its_raw_path)
{
	struct arena arena = {0};
	struct buf out = {0};

	wire_put_member(&out, &member);
	struct record record = decoded(&out, &arena);

	cr_assert_eq(record.type, RECORD_MEMBER);
	cr_assert(slice_equal(record.member.path, member.path));
	cr_assert(record.member.is_attachment);
	cr_assert(record.member.has_mtime);
	cr_assert_eq(record.member.mtime, -86400);
	buf_clear(&out);
	wire_put_member(&out, &(struct member){.path = {"", 0}});
	cr_assert_eq(decoded(&out, &arena).member.path.length, 0);
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, of_a_members_path_is_put_what_a_record_holds)
{
	static char path[WIRE_PATH_MAX + 1];
	struct arena arena = {0};
	struct buf out = {0};

	memset(path, 'x', sizeof path);
	wire_put_member(&out, &(struct member){.path = {path, sizeof path}});
	cr_assert_eq(decoded(&out, &arena).member.path.length, WIRE_PATH_MAX);
	buf_clear(&out);
	wire_put_member(&out, &(struct member){.path = {"a\0b", 3}});
	cr_assert(slice_equal(decoded(&out, &arena).member.path, SLICE("a")));
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, a_members_bytes_and_its_end_come_back)
{
	struct arena arena = {0};
	struct buf out = {0};

	wire_put_bytes(&out, SLICE("\0\xff\xc5"));
	cr_assert_eq(decoded(&out, &arena).type, RECORD_BYTES);
	cr_assert(slice_equal(decoded(&out, &arena).text, SLICE("\0\xff\xc5")));
	buf_clear(&out);
	wire_put_member_end(&out, NULL);
	cr_assert_eq(decoded(&out, &arena).type, RECORD_MEMBER_END);
	cr_assert_str_eq(decoded(&out, &arena).word, "");
	buf_clear(&out);
	wire_put_member_end(&out, "it needs a password");
	cr_assert_str_eq(decoded(&out, &arena).word, "it needs a password");
	arena_finish(&arena);
	buf_finish(&out);
}

Test(wire, a_very_long_title_is_cut_at_a_character)
{
	enum { LENGTH = 100001 };
	char *title = malloc(LENGTH + 1);
	struct document_facts facts = document;
	struct arena arena = {0};
	struct buf out = {0};

	cr_assert_not_null(title);
	title[0] = 'x';
	for (size_t i = 1; i < LENGTH; i += 2)
		memcpy(title + i, "\xc5\xab", 2);
	title[LENGTH] = '\0';
	facts.title.value = title;
	cr_assert(wire_put_document(&out, &facts));
	cr_assert_eq(strlen(decoded(&out, &arena).document.title.value), WIRE_VALUE_MAX - 1);
	arena_finish(&arena);
	buf_finish(&out);
	free(title);
}

Test(wire, more_facts_than_a_record_holds_are_refused_and_leave_nothing_behind)
{
	struct document_facts facts = document;
	struct mark_fact mark = marks[0];
	struct buf out = {0};

	facts.mark_count = WIRE_MARKS_MAX + 1;
	cr_assert_not(wire_put_document(&out, &facts));
	mark.citation_count = WIRE_CITATIONS_MAX + 1;
	struct citation many[WIRE_CITATIONS_MAX + 1];

	for (size_t i = 0; i <= WIRE_CITATIONS_MAX; i++)
		many[i] = citations[0];
	mark.citations = many;
	facts.marks = &mark;
	facts.mark_count = 1;
	cr_assert_not(wire_put_document(&out, &facts));
	cr_assert_eq(out.length, 0);
	buf_finish(&out);
}

/* ---- hostile records ---- */

Test(wire, a_frame_is_whole_or_waited_for_or_refused)
{
	struct slice frame = {"", 0};

	cr_assert_eq(wire_frame(SLICE("\x02\0\0"), &frame), 0);
	cr_assert_eq(wire_frame(SLICE("\x02\0\0\0a"), &frame), 0);
	cr_assert_eq(wire_frame(SLICE("\x02\0\0\0abc"), &frame), 1);
	cr_assert(slice_equal(frame, SLICE("ab")));
	cr_assert_eq(wire_frame(SLICE("\0\0\0\0abc"), &frame), -EBADMSG);
	cr_assert_eq(wire_frame(SLICE("\xff\xff\xff\xff"), &frame), -EBADMSG);
}

Test(wire, facts_outside_their_document_are_refused)
{
	struct document_facts facts = document;
	struct mark_fact mark = marks[0];
	struct country_fact country = countries[0];

	facts.range = (struct span){10, 10};
	cr_assert_eq(decode_document(&facts), -EBADMSG, "an empty document");
	facts = document;
	facts.title.where.last = 101;
	cr_assert_eq(decode_document(&facts), -EBADMSG, "a title beyond the end");
	facts.title.where = (struct span){15, 15};
	cr_assert_eq(decode_document(&facts), 0, "a line for a title without one");
	facts.title.where = (struct span){0, 0};
	cr_assert_eq(decode_document(&facts), 0, "a title that was inferred");
	facts.title.where = (struct span){15, 14};
	cr_assert_eq(decode_document(&facts), -EBADMSG, "an end before the beginning");
	facts = document;
	facts.marks = &mark;
	facts.mark_count = 1;
	mark.where = (struct span){9, 20};
	cr_assert_eq(decode_document(&facts), -EBADMSG, "a mark before the beginning");
	facts = document;
	facts.countries = &country;
	facts.country_count = 1;
	country.first = (struct span){0, 0};
	cr_assert_eq(decode_document(&facts), -EBADMSG, "a country read nowhere");
}

Test(wire, marks_that_overlap_and_countries_out_of_order_are_refused)
{
	const struct mark_fact overlapping[] = {marks[0], marks[0]};
	const struct country_fact unordered[] = {countries[1], countries[0]};
	struct document_facts facts = document;

	facts.marks = overlapping;
	cr_assert_eq(decode_document(&facts), -EBADMSG);
	facts = document;
	facts.countries = unordered;
	cr_assert_eq(decode_document(&facts), -EBADMSG);
}

Test(wire, grounds_countries_and_dates_that_nobody_knows_are_refused)
{
	const struct citation no_citation = {"nz-oia", "s999"};
	struct mark_fact mark = marks[0];
	struct country_fact country = countries[0];
	struct document_facts facts = document;

	mark.citations = &no_citation;
	mark.citation_count = 1;
	facts.marks = &mark;
	facts.mark_count = 1;
	cr_assert_eq(decode_document(&facts), -EBADMSG);
	facts = document;
	memcpy(country.code, "QQ", 3);
	facts.countries = &country;
	facts.country_count = 1;
	cr_assert_eq(decode_document(&facts), -EBADMSG);
	facts = document;
	facts.date.value = "2019-02-30";
	cr_assert_eq(decode_document(&facts), -EBADMSG);
	facts.date.value = "";
	cr_assert_eq(decode_document(&facts), 0);
}

Test(wire, two_senders_and_malformed_text_are_refused)
{
	const struct party_fact senders[] = {parties[0], parties[0]};
	struct document_facts facts = document;

	facts.parties = senders;
	cr_assert_eq(decode_document(&facts), -EBADMSG);
	facts = document;
	facts.title.value = "caf\xe9";
	cr_assert_eq(decode_document(&facts), -EBADMSG);
	facts = document;
	facts.type = DOCUMENT_TYPES;
	cr_assert_eq(decode_document(&facts), -EBADMSG);
	facts = document;
	facts.last_page = 1;
	cr_assert_eq(decode_document(&facts), -EBADMSG);
}

static int decode_last(struct buf *out)
{
	struct arena arena = {0};
	struct record record;
	struct slice frame;

	cr_assert_eq(wire_frame(bytes_of(out), &frame), 1);
	int r = wire_decode(frame, &arena, &record);

	arena_finish(&arena);
	buf_clear(out);
	return r;
}

Test(wire, empty_pieces_and_words_of_several_lines_are_refused)
{
	struct record_source lines = source;
	struct buf out = {0};

	wire_put_bytes(&out, SLICE(""));
	cr_assert_eq(decode_last(&out), -EBADMSG);
	wire_put_member_end(&out, "one\ntwo");
	cr_assert_eq(decode_last(&out), -EBADMSG);
	lines.remark = "one\ntwo";
	wire_put_source(&out, &lines);
	cr_assert_eq(decode_last(&out), -EBADMSG);
	buf_finish(&out);
}

Test(wire, a_member_is_refused_whose_path_is_too_long_or_has_a_nul)
{
	static char path[WIRE_PATH_MAX];
	struct buf out = {0};

	memset(path, 'x', sizeof path);
	wire_put_member(&out, &(struct member){.path = {path, sizeof path}});
	out.data[WIRE_HEAD + 1 + 4 + 7] = '\0';
	cr_assert_eq(decode_last(&out), -EBADMSG);
	wire_put_member(&out, &(struct member){.path = {path, sizeof path}});
	out.data[WIRE_HEAD + 1]++; /* the length says one more, taken from what follows */
	out.data[0]++;
	buf_byte(&out, 1);
	cr_assert_eq(decode_last(&out), -EBADMSG);
	buf_finish(&out);
}

static void put_one_of_each(struct buf *out, size_t ends[static RECORD_TYPES])
{
	static const uint64_t pages[] = {0, 10, 20};
	size_t n = 0;

	wire_put_media(out, "text/plain");
	ends[n++] = out->length;
	wire_put_source(out, &source);
	ends[n++] = out->length;
	wire_put_text(out, SLICE("T\xc5\xabr"));
	ends[n++] = out->length;
	wire_put_pages(out, pages, 3);
	ends[n++] = out->length;
	cr_assert(wire_put_document(out, &document));
	ends[n++] = out->length;
	wire_put_end(out);
	ends[n++] = out->length;
	wire_put_skipped(out, "image/png");
	ends[n++] = out->length;
	wire_put_failed(out, "no memory", true);
	ends[n++] = out->length;
	wire_put_member(out, &member);
	ends[n++] = out->length;
	wire_put_bytes(out, SLICE("\xff"));
	ends[n++] = out->length;
	wire_put_member_end(out, "it needs a password");
	ends[n++] = out->length;
	cr_assert_eq(n, RECORD_TYPES - 1);
}

/* Of a copy of its own, so that a sanitizer sees a read beyond the end. */
static int decode_copy(struct slice frame)
{
	char *copy = malloc(frame.length > 0 ? frame.length : 1);
	struct arena arena = {0};
	struct record record;

	cr_assert_not_null(copy);
	memcpy(copy, frame.at, frame.length);
	int r = wire_decode((struct slice){copy, frame.length}, &arena, &record);

	cr_assert(r == 0 || r == -EBADMSG);
	arena_finish(&arena);
	free(copy);
	return r;
}

Test(wire, a_record_cut_short_is_refused)
{
	size_t ends[RECORD_TYPES], begin = 0;
	struct buf out = {0};

	put_one_of_each(&out, ends);
	for (int i = 0; i < RECORD_TYPES - 1; i++) {
		struct slice frame = slice_sub(bytes_of(&out), begin + WIRE_HEAD, ends[i]);
		bool is_text =
			frame.at[0] == RECORD_TEXT || frame.at[0] == RECORD_BYTES; /* as long as its frame */

		cr_assert_eq(decode_copy(frame), 0);
		for (size_t length = 0; length < frame.length && !is_text; length++)
			cr_assert_eq(decode_copy(slice_sub(frame, 0, length)), -EBADMSG);
		begin = ends[i];
	}
	buf_finish(&out);
}

Test(wire, a_record_with_any_byte_changed_is_refused_or_reads_as_another_valid_one)
{
	size_t ends[RECORD_TYPES], begin = 0;
	struct buf out = {0};

	put_one_of_each(&out, ends);
	for (int i = 0; i < RECORD_TYPES - 1; i++) {
		struct slice frame = slice_sub(bytes_of(&out), begin + WIRE_HEAD, ends[i]);

		for (size_t at = 0; at < frame.length; at++) {
			char *byte = out.data + begin + WIRE_HEAD + at, before = *byte;

			for (int value = 0; value < 256; value++) {
				*byte = (char)value;
				decode_copy(frame);
			}
			*byte = before;
		}
		begin = ends[i];
	}
	buf_finish(&out);
}
