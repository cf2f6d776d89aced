/* SPDX-License-Identifier: MIT */
/* A Word file of 1997 is made here byte by byte: a compound file with a text, its formats and its pieces. */
#include "cfb_kit.h"
#include "office_kit.h"

#include <errno.h>
#include <stdlib.h>

enum {
	TEXT_AT = 0x400, /* in the main stream */
	CHARACTERS_AT = 0x1400,
	PARAGRAPHS_AT = 0x1600,
	RUNS = 8
};

struct run { /* of a text: how many bytes look so */
	size_t length;
	const char *formats;
	size_t size;
};

/* A page of formats at `page`; `width` is that of an entry. Runs end with a length 0. */
static void put_page(char *page, const struct run *runs, size_t width)
{
	size_t count = 0, at = TEXT_AT, free_at = 510;

	while (runs[count].length > 0)
		count++;
	put32(page, (uint32_t)at);
	for (size_t i = 0; i < count; i++) {
		at += runs[i].length;
		put32(page + (i + 1) * 4, (uint32_t)at);
		if (runs[i].size == 0)
			continue;
		free_at = (free_at - runs[i].size - 4) / 2 * 2;
		page[(count + 1) * 4 + i * width] = (char)(free_at / 2);
		if (width == 1) {
			page[free_at] = (char)runs[i].size;
			memcpy(page + free_at + 1, runs[i].formats, runs[i].size);
		} else {
			bool odd = runs[i].size % 2 != 0; /* an even size stands in a second byte */

			page[free_at + !odd] = (char)((runs[i].size + 2 + odd) / 2);
			memcpy(page + free_at + !odd + 3, runs[i].formats, runs[i].size);
		}
	}
	page[511] = (char)count;
}

static struct cfb_made made;

/* The streams that the file keeps. */
static char *const table = made.first, *const main_stream = made.second;

static struct slice wrap(void)
{
	return cfb_make(&made, "1Table", "WordDocument");
}

static void put_place(unsigned number, uint32_t at, uint32_t size)
{
	put32(main_stream + 0x9a + number * 8, at);
	put32(main_stream + 0x9a + number * 8 + 4, size);
}

/* `text` is the main text in windows-1252, then `notes` characters of notes. */
static struct slice make(struct slice text, uint32_t notes, const struct run *characters,
			 const struct run *paragraphs)
{
	memset(&made, 0, sizeof made);
	put16(main_stream, 0xa5ec);
	put16(main_stream + 2, 0xc1);
	put16(main_stream + 0x0a, 0x200);
	put32(main_stream + 0x4c, (uint32_t)text.length - notes);
	put32(main_stream + 0x50, notes);
	memcpy(main_stream + TEXT_AT, text.at, text.length);
	put_page(main_stream + CHARACTERS_AT, characters, 1);
	put_page(main_stream + PARAGRAPHS_AT, paragraphs, 13);
	put32(table + 0 + 8, CHARACTERS_AT / 512);
	put_place(12, 0, 12);
	put32(table + 16 + 8, PARAGRAPHS_AT / 512);
	put_place(13, 16, 12);
	table[32] = 2; /* one piece */
	put32(table + 33, 16);
	put32(table + 37 + 4, (uint32_t)text.length);
	put32(table + 37 + 8 + 2, 1u << 30 | TEXT_AT * 2);
	put_place(33, 32, 21);
	return wrap();
}

static int read_file(struct slice file, struct extracted *extracted, const char **reason)
{
	*extracted = (struct extracted){.is_source = false};
	return format_for("application/msword")
		->extract(&(struct input){.bytes = file}, NULL, extracted, reason);
}

static void expect_file(struct slice file, const char *text, const char *remark)
{
	struct extracted extracted;
	const char *reason = "";

	cr_assert_eq(read_file(file, &extracted, &reason), 0, "%s", reason);
	cr_assert_str_eq(buf_string(&extracted.text), text);
	cr_assert_str_eq(extracted.remark ? extracted.remark : "", remark);
	extracted_finish(&extracted);
}

static const struct run plain[] = {{1000, "", 0}, {0, "", 0}};

static void expect(struct slice text, const char *wanted)
{
	expect_file(make(text, 0, plain, plain), wanted, "");
}

Test(doc, paragraphs_tabs_lines_and_pages)
{
	expect(SLICE("From:\tA\rcaf\xe9 \x93quoted\x94\x0bline\r\x0cnext\r"),
	       "From:\tA\ncaf\xc3\xa9 \xe2\x80\x9cquoted\xe2\x80\x9d\nline\n\fnext\n");
}

Test(doc, a_field_shows_its_result_only)
{
	expect(SLICE("See \x13 HYPERLINK \"\x13 PAGE \x14"
		     "7\x15\" \x14"
		     "the chart\x15.\r"),
	       "See the chart.\n");
}

#define DELETED "\x00\x08\x01"
#define HIDDEN "\x3c\x08\x01"

Test(doc, what_tracked_changes_deleted_is_never_read)
{
	static const struct run runs[] = {{3, "", 0}, {6, DELETED, 3}, {100, "", 0}, {0, "", 0}};

	expect_file(make(SLICE("We SECRETagree.\r"), 0, runs, plain), "We agree.\n",
		    "deleted text of tracked changes was left out");
}

Test(doc, a_deletion_is_found_behind_other_formats)
{
	static const char formats[] = "\x43\x4a\x18\x00"
				      "\x63\x48\x01\x00" DELETED;
	static const struct run runs[] = {
		{3, "", 0}, {6, formats, sizeof formats - 1}, {100, "", 0}, {0, "", 0}};

	expect_file(make(SLICE("We SECRETagree.\r"), 0, runs, plain), "We agree.\n",
		    "deleted text of tracked changes was left out");
}

Test(doc, a_whole_piece_may_be_deleted)
{
	make(SLICE("SECRET\r"), 0, plain, plain);
	put16(table + 37 + 8 + 6, 0x41 << 1 | 1 << 8);
	expect_file(wrap(), "", "deleted text of tracked changes was left out");
}

Test(doc, hidden_text_is_left_out)
{
	static const struct run runs[] = {{5, "", 0}, {6, HIDDEN, 3}, {100, "", 0}, {0, "", 0}};

	expect_file(make(SLICE("Seen.SECRET\r"), 0, runs, plain), "Seen.\n", "hidden text was left out");
}

#define IN_TABLE "\x16\x24\x01"
#define ROW_END "\x16\x24\x01\x17\x24\x01"

Test(doc, a_row_is_a_line)
{
	static const struct run paragraphs[] = {{5, IN_TABLE, 3}, {2, IN_TABLE, 3}, {1, ROW_END, 6},
						{3, IN_TABLE, 3}, {2, IN_TABLE, 3}, {1, ROW_END, 6},
						{100, "", 0},     {0, "", 0}};

	expect_file(make(SLICE("From\x07"
			       "A\x07\x07"
			       "To\x07"
			       "B\x07\x07"
			       "Below\r"),
			 0, plain, paragraphs),
		    "From\tA\nTo\tB\nBelow\n", "");
}

Test(doc, a_paragraph_of_a_list_has_a_dash)
{
	static const struct run paragraphs[] = {{6, "\x0b\x46\x01\x00", 4}, {100, "", 0}, {0, "", 0}};

	expect_file(make(SLICE("sand.\rmud\r"), 0, plain, paragraphs), "- sand.\nmud\n", "");
}

Test(doc, a_note_follows_the_text_but_not_that_of_a_deleted_mark)
{
	static const struct run runs[] = {{5, "", 0}, {1, DELETED, 3}, {100, "", 0}, {0, "", 0}};

	make(SLICE("Sand\x02\x02.\r\x02 Chart.\r\x02 SECRET\r"), 18, runs, plain);
	for (unsigned i = 0; i < 2; i++)
		put32(table + 100 + i * 4, 4 + i);
	put_place(2, 100, 4 * 3 + 2 * 2);
	put32(table + 200 + 4, 9);
	put32(table + 200 + 8, 18);
	put_place(3, 200, 16);
	expect_file(wrap(), "Sand[1].\n----------\n[1] Chart.\n", "");
}

Test(doc, comments_are_no_text)
{
	expect_file(make(SLICE("Seen\x05.\r"), 0, plain, plain), "Seen.\n", "comments were left out");
}

static void expect_failure(struct slice file, const char *wanted)
{
	struct extracted extracted;
	const char *reason = "";

	cr_assert_eq(read_file(file, &extracted, &reason), -EBADMSG);
	cr_assert_str_eq(reason, wanted);
	extracted_finish(&extracted);
}

Test(doc, what_cannot_be_told_is_not_read)
{
	make(SLICE("Text\r"), 0, plain, plain);
	put16(main_stream + 2, 0x68);
	expect_failure(wrap(), "a Word of before 1997 wrote it: what was deleted in it cannot be told");
	put16(main_stream + 2, 0xc1);
	put16(main_stream + 0x0a, 0x300);
	expect_failure(wrap(), "it is encrypted");
	put16(main_stream + 0x0a, 0x200);
	main_stream[CHARACTERS_AT + 511] = (char)200; /* its formats are no formats */
	expect_failure(wrap(), "it is damaged or cut short");
}

Test(doc, a_chain_that_bites_its_tail_ends)
{
	struct slice file = make(SLICE("Text\r"), 0, plain, plain);

	put32(made.file + SECTOR + 8 + 4 * 4, 2);
	put32(made.file + SECTOR * 2 + 128 + 0x78, 0xfffffff0);
	expect_failure(file, "it is damaged or cut short");
}

Test(doc, any_flipped_or_missing_byte_is_survived)
{
	static const struct run runs[] = {{3, "", 0}, {6, DELETED, 3}, {100, "", 0}, {0, "", 0}};
	static const struct run paragraphs[] = {{10, IN_TABLE, 3}, {1, ROW_END, 6}, {100, "", 0}, {0, "", 0}};
	struct slice file = make(SLICE("We SECRET\x07\x07"
				       "agree\x13 x\x14y\x15.\r"),
				 0, runs, paragraphs);

	for (size_t at = 0; at < file.length; at++) {
		static const char values[] = {0, 1, 0x7f, (char)0xff};
		char before = made.file[at];
		struct extracted extracted;
		const char *reason;

		for (size_t i = 0; i < sizeof values; i++) {
			made.file[at] = values[i];
			int r = read_file(file, &extracted, &reason);

			cr_assert(r == 0 || r == -EBADMSG || r == -ENOMEM);
			extracted_finish(&extracted);
		}
		made.file[at] = before;
		if (at % 16 == 0) {
			read_file(slice_sub(file, 0, at), &extracted, &reason);
			extracted_finish(&extracted);
		}
	}
}
