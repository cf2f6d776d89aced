/* SPDX-License-Identifier: MIT */
#include "../../store/extract/pdf/page-lines.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
	ADVANCE = 5 * PAGE_POINT,  /* width of a character */
	HEIGHT = 12 * PAGE_POINT,  /* of a line */
	LEADING = 13 * PAGE_POINT, /* distance of two lines */
	LEFT = 72 * PAGE_POINT,    /* where the text of these pages begins */
	WIDTH = 595 * PAGE_POINT,  /* of the page */
	MARGIN = 530 * PAGE_POINT  /* where the right margin begins */
};

static struct page_words page;

static void start(void)
{
	page = (struct page_words){.width = WIDTH};
}

static void finish(void)
{
	page_words_finish(&page);
}

TestSuite(page_lines, .init = start, .fini = finish);

/* Words of one line as a reader gives them, `ADVANCE` wide a character, in `block`. */
static void put_high(uint32_t block, int32_t left, int32_t top, int32_t height, const char *text)
{
	static uint32_t line;
	struct slice words = slice_of(text);

	line++;
	for (size_t at = 0; at < words.length;) {
		size_t end = slice_find(words, SLICE(" "), at);
		int32_t x = left + (int32_t)at * ADVANCE;
		struct page_word word = {
			{x, top, x + (int32_t)(end - at) * ADVANCE, top + height}, block, line, 0, 0};

		page_words_add(&page, &word, slice_sub(words, at, end));
		at = end + 1;
	}
}

static void put(uint32_t block, int32_t left, int32_t top, const char *text)
{
	put_high(block, left, top, HEIGHT, text);
}

/* A block of lines, of which a null pointer ends the list. */
static void put_block(uint32_t block, int32_t left, int32_t top, const char *const *lines)
{
	for (size_t i = 0; lines[i]; i++)
		put(block, left, top + (int32_t)i * LEADING, lines[i]);
}

static void expect(const char *text)
{
	struct buf out = {0};

	cr_assert_eq(page_lines_write(&page, &out), 0);
	cr_expect_str_eq(buf_string(&out), text);
	buf_finish(&out);
}

static const char *const paragraph[] = {"The harbour master of Port Amity keeps two books, one for the ships",
					"that come and one for those that go. Every spring he adds up both,",
					"and every spring there is a ship too many in the first of them.",
					NULL};

Test(page_lines, a_page_without_words_has_no_lines)
{
	expect("");
}

Test(page_lines, labels_keep_their_values_although_they_are_blocks_of_their_own)
{
	static const char *const labels[] = {"From:", "Sent:", "To:", "Subject:", NULL};
	static const char *const values[] = {"HARBOUR OFFICE", "Monday, 3 March 2031 9:05 a.m.",
					     "QUAY; LIGHTHOUSE", "SHIPS THAT DO NOT LEAVE", NULL};

	put_block(1, LEFT, 7000, labels);
	put_block(2, 15000, 7020, values);
	expect("From:           HARBOUR OFFICE\n"
	       "Sent:           Monday, 3 March 2031 9:05 a.m.\n"
	       "To:             QUAY; LIGHTHOUSE\n"
	       "Subject:        SHIPS THAT DO NOT LEAVE\n");
}

Test(page_lines, a_value_that_is_broken_goes_on_in_its_column)
{
	put(1, LEFT, 7000, "To:");
	put(2, 15000, 7000, "QUAY; LIGHTHOUSE;");
	put(2, 15000, 7000 + LEADING, "CUSTOMS");
	expect("To:             QUAY; LIGHTHOUSE;\n"
	       "                CUSTOMS\n");
}

Test(page_lines, rows_of_a_table_stay_rows)
{
	static const char *const numbers[] = {"No", "1", "2", NULL};
	static const char *const titles[] = {"Title", "Ships that come", "Ships that go", NULL};
	static const char *const dates[] = {"Date", "March 2031", "April 2031", NULL};

	put_block(3, 40000, 7000, dates);
	put_block(1, LEFT, 7000, numbers);
	put_block(2, 11000, 7000, titles);
	expect("No      Title                                                     Date\n"
	       "1       Ships that come                                           March 2031\n"
	       "2       Ships that go                                             April 2031\n");
}

Test(page_lines, a_wider_space_is_an_empty_line)
{
	put_block(1, LEFT, 7000, paragraph);
	put_block(2, LEFT, 7000 + 3 * LEADING + 800, paragraph);
	put(3, LEFT, 7000 + 6 * LEADING + 1600, "Harbour Office");
	expect("The harbour master of Port Amity keeps two books, one for the ships\n"
	       "that come and one for those that go. Every spring he adds up both,\n"
	       "and every spring there is a ship too many in the first of them.\n"
	       "\n"
	       "The harbour master of Port Amity keeps two books, one for the ships\n"
	       "that come and one for those that go. Every spring he adds up both,\n"
	       "and every spring there is a ship too many in the first of them.\n"
	       "\n"
	       "Harbour Office\n");
}

Test(page_lines, double_spaced_text_has_no_empty_lines_within_a_paragraph)
{
	for (int32_t i = 0; i < 3; i++)
		put(1, LEFT, 7000 + i * 2800, paragraph[i]);
	put(1, LEFT, 7000 + 3 * 2800, "Nobody knows which.");
	put(1, LEFT, 7000 + 4 * 2800, "The lighthouse was asked.");
	expect("The harbour master of Port Amity keeps two books, one for the ships\n"
	       "that come and one for those that go. Every spring he adds up both,\n"
	       "and every spring there is a ship too many in the first of them.\n"
	       "Nobody knows which.\n"
	       "\n"
	       "The lighthouse was asked.\n");
}

Test(page_lines, a_code_in_the_right_margin_is_a_line_of_its_own_below)
{
	put_block(1, LEFT, 7000, paragraph);
	put(2, MARGIN, 7000 + LEADING, "s9(2)(g)(i)");
	expect("The harbour master of Port Amity keeps two books, one for the ships\n"
	       "that come and one for those that go. Every spring he adds up both,\n"
	       "s9(2)(g)(i)\n"
	       "and every spring there is a ship too many in the first of them.\n");
}

Test(page_lines, a_code_in_the_left_margin_is_one_too_also_within_the_readers_line)
{
	put_block(1, LEFT, 7000, paragraph);
	put(2, 2000, 7000, "(b)(6)");
	put(3, 2000, 7000 + 2 * LEADING, "B5");
	expect("The harbour master of Port Amity keeps two books, one for the ships\n"
	       "(b)(6)\n"
	       "that come and one for those that go. Every spring he adds up both,\n"
	       "and every spring there is a ship too many in the first of them.\n"
	       "B5\n");
}

Test(page_lines, a_code_that_the_reader_put_at_the_end_of_a_line_still_stands_in_the_margin)
{
	put_block(1, LEFT, 7000, paragraph);
	/* two blanks more than its line: 14 points */
	put(2, LEFT, 7000 + 3 * LEADING,
	    "It was never found, and nobody has looked for it since the second of those   "
	    "                  OUT OF SCOPE");
	expect("The harbour master of Port Amity keeps two books, one for the ships\n"
	       "that come and one for those that go. Every spring he adds up both,\n"
	       "and every spring there is a ship too many in the first of them.\n"
	       "It was never found, and nobody has looked for it since the second of those\n"
	       "OUT OF SCOPE\n");
}

Test(page_lines, a_code_that_the_margin_broke_is_whole)
{
	put_block(1, LEFT, 7000, paragraph);
	put_high(2, MARGIN, 7000, 900, "s9(2)");
	put_high(2, MARGIN, 8000, 900, "(g)(i)");
	expect("The harbour master of Port Amity keeps two books, one for the ships\n"
	       "s9(2)(g)(i)\n"
	       "that come and one for those that go. Every spring he adds up both,\n"
	       "and every spring there is a ship too many in the first of them.\n");
}

Test(page_lines, codes_in_the_text_and_numbers_of_paragraphs_stay_where_they_stand)
{
	put_block(1, LEFT, 7000, paragraph);
	put(2, LEFT, 7000 + 3 * LEADING, "The first ship is s6(a) and the next");
	put(3, LEFT + 39 * ADVANCE, 7000 + 3 * LEADING, "s6(b)");
	put(4, 4000, 7000 + 4 * LEADING, "4(a)");
	put(5, LEFT, 7000 + 4 * LEADING, "Nothing more is known of it.");
	expect("      The harbour master of Port Amity keeps two books, one for the ships\n"
	       "      that come and one for those that go. Every spring he adds up both,\n"
	       "      and every spring there is a ship too many in the first of them.\n"
	       "      The first ship is s6(a) and the next   s6(b)\n"
	       "4(a)   Nothing more is known of it.\n");
}

static const char *const left_column[] = {"Port Amity has a new",
					  "lighthouse, taller by a",
					  "yard than the old one and",
					  "a good deal whiter. It",
					  "was lit on Friday by the",
					  "mayor, who is afraid of",
					  NULL};
static const char *const right_column[] = {"heights and did it from",
					   "below, with a stick. The",
					   "old one will be sold to",
					   "the sea, says the owner",
					   "of the quay, for there is",
					   "nobody else who asks.",
					   NULL};

Test(page_lines, columns_of_prose_are_read_one_after_the_other)
{
	put(1, LEFT, 5000, "LIGHTHOUSE LIT FROM BELOW, AND NOT BY LIGHTNING");
	put_block(3, 25000, 7000, right_column);
	put_block(2, LEFT, 7000, left_column);
	put(4, LEFT, 20000, "The Amity Gazette, which has told you so before now");
	expect("LIGHTHOUSE LIT FROM BELOW, AND NOT BY LIGHTNING\n"
	       "\n"
	       "Port Amity has a new\nlighthouse, taller by a\nyard than the old one and\n"
	       "a good deal whiter. It\nwas lit on Friday by the\nmayor, who is afraid of\n"
	       "\n"
	       "heights and did it from\nbelow, with a stick. The\nold one will be sold to\n"
	       "the sea, says the owner\nof the quay, for there is\nnobody else who asks.\n"
	       "\n"
	       "The Amity Gazette, which has told you so before now\n");
}

Test(page_lines, a_raised_number_stays_in_its_line)
{
	put(1, LEFT, 7000, "The book of the harbour");
	put_high(2, LEFT + 23 * ADVANCE, 6950, 700, "12");
	put(3, LEFT, 7000 + LEADING, "is bound in sailcloth.");
	expect("The book of the harbour 12\n"
	       "is bound in sailcloth.\n");
}

Test(page_lines, a_bullet_whose_box_is_as_small_as_itself_stays_in_its_line)
{
	put_high(1, LEFT, 7500, 250, "*");
	put(2, LEFT + 3 * ADVANCE, 7000, "The book of the harbour");
	expect("*   The book of the harbour\n");
}

Test(page_lines, one_word_in_two_fonts_is_one)
{
	struct page_word small = {{LEFT, 7000, LEFT + 500, 7000 + HEIGHT}, 1, 1, 0, 0}, rest = small;

	rest.box.left = small.box.right;
	rest.box.right += 3000;
	page_words_add(&page, &small, SLICE("H"));
	page_words_add(&page, &rest, SLICE("ARBOUR"));
	expect("HARBOUR\n");
}

Test(page_lines, what_is_written_upwards_breaks_no_line_and_comes_last)
{
	static const char *const stamp[] = {"RELEASED", "BY", "PORT", NULL};
	struct page_word word = {.block = 9, .line = UINT32_MAX};

	for (int32_t i = 0; stamp[i]; i++) {
		word.box = (struct page_box){3000, 30000 - i * 6000, 4200, 35000 - i * 6000};
		page_words_add(&page, &word, slice_of(stamp[i]));
	}
	for (int32_t i = 0; i < 20; i++)
		put(1, LEFT, 7000 + i * 2 * LEADING, "A line of the page");
	struct buf out = {0};

	cr_assert_eq(page_lines_write(&page, &out), 0);
	cr_expect(
		slice_ends_ci((struct slice){out.data, out.length}, SLICE("the page\n\nRELEASED BY PORT\n")));
	buf_finish(&out);
}

Test(page_lines, text_over_other_text_is_a_line_of_its_own)
{
	put(1, LEFT, 7000, "What was written first");
	put(2, LEFT, 7000, "WITHHELD BY THE PORT");
	expect("What was written first\n"
	       "WITHHELD BY THE PORT\n");
}

Test(page_lines, lines_of_a_crooked_scan_stay_apart)
{
	for (int32_t i = 0; i < 3; i++)
		for (int32_t k = 0; k < 3; k++)
			put((uint32_t)k, LEFT + k * 9000, 7000 + i * 1400 + k * 350, "part of a line");
	expect("part of a line    part of a line    part of a line\n"
	       "part of a line    part of a line    part of a line\n"
	       "part of a line    part of a line    part of a line\n");
}

/* ---- words ---- */

static void expect_word(const char *raw, const char *text)
{
	page_words_clear(&page);
	put(1, LEFT, 7000, raw);
	expect(text);
}

Test(page_lines, words_are_plain_text_in_normal_form)
{
	expect_word("Whanga\xcc\x84rei", "Whang\xc4\x81rei\n");
	expect_word("of\xef\xac\x81"
		    "ce",
		    "of\xef\xac\x81"
		    "ce\n");
	expect_word("co\xc2\xadoperate", "co-operate\n");
	expect_word("a\x01\x0c\x7f\xc2\x85"
		    "b\xef\xbb\xbf",
		    "a  b\n");
	expect_word("\xef\x82\xb7", "\xe2\x80\xa2\n");
	expect_word("\x01\x02", "");
	expect_word("\xff", "\xef\xbf\xbd\n");
}

Test(page_lines, coordinates_are_numbers_or_nothing)
{
	cr_expect_eq(page_coordinate(SLICE("12.345600")), 1234);
	cr_expect_eq(page_coordinate(SLICE("-3.1")), -310);
	cr_expect_eq(page_coordinate(SLICE("7")), 700);
	cr_expect_eq(page_coordinate(SLICE("nan")), 0);
	cr_expect_eq(page_coordinate(SLICE("-inf")), 0);
	cr_expect_eq(page_coordinate(SLICE("1e30")), 0);
	cr_expect_eq(page_coordinate(SLICE("")), 0);
	cr_expect_eq(page_coordinate(SLICE("99999999999999999999.5")), PAGE_EXTENT_MAX);
	cr_expect_eq(page_coordinate(SLICE("-99999999999999999999")), -PAGE_EXTENT_MAX);
}

/* ---- pages that nobody wrote ---- */

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void write_anything(void)
{
	struct buf out = {0};
	double begun = seconds();

	cr_assert_eq(page_lines_write(&page, &out), 0);
	cr_expect_lt(seconds() - begun, 5.0);
	cr_expect_lt(out.length, page.text.length + page.count * 512 + 512);
	buf_finish(&out);
}

static void put_many(size_t count, int32_t step, uint32_t line_step, int32_t down)
{
	for (size_t i = 0; i < count; i++) {
		int32_t x = (int32_t)i * step, y = 7000 + (int32_t)i * down;
		struct page_word word = {{x, y, x + 400, y + HEIGHT},
					 (uint32_t)(i * line_step),
					 (uint32_t)(i * line_step),
					 0,
					 0};

		page_words_add(&page, &word, i % 7 ? SLICE("word") : SLICE("s6(a)"));
	}
}

Test(page_lines, a_hundred_thousand_words_in_one_line_cost_no_more_than_elsewhere)
{
	put_many(100 * 1000, 100, 0, 0);
	write_anything();
	page_words_clear(&page);
	put_many(100 * 1000, 100, 1, 0);
	write_anything();
	page_words_clear(&page);
	put_many(100 * 1000, 0, 1, 0);
	write_anything();
	page_words_clear(&page);
	put_many(100 * 1000, 1, 1, 1);
	write_anything();
}

Test(page_lines, words_beyond_the_limit_are_left_out_and_it_says_so)
{
	put_many(PAGE_WORDS_MAX, 1, 0, 0);
	cr_expect_not(page.cut);
	put(1, LEFT, 7000, "more");
	cr_expect(page.cut);
	cr_expect_eq(page.count, PAGE_WORDS_MAX);
}

Test(page_lines, any_boxes_give_lines)
{
	srandom(7);
	for (int n = 0; n < 300; n++) {
		page_words_clear(&page);
		page.width = n % 2 ? WIDTH : 0;
		for (long i = random() % 300; i > 0; i--) {
			int32_t reach = n % 3 ? 60000 : PAGE_EXTENT_MAX;
			struct page_word word = {{(int32_t)(random() % reach) - reach / 4,
						  (int32_t)(random() % reach), (int32_t)(random() % reach),
						  (int32_t)(random() % reach) - reach / 4},
						 (uint32_t)random() % 9,
						 (uint32_t)random() % 40,
						 0,
						 0};

			page_words_add(&page, &word, random() % 3 ? SLICE("some words") : SLICE("s9(2)(a)"));
		}
		write_anything();
	}
}
