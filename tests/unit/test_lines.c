/* SPDX-License-Identifier: MIT */
#include "../../store/parse/lines.h"

#include <criterion/criterion.h>

static struct arena arena;

static struct lines split(const char *text)
{
	struct lines lines;

	cr_assert_eq(lines_split(slice_of(text), &arena, &lines), 0);
	return lines;
}

static bool is_stamp(const char *text)
{
	struct lines lines = split(text);

	return line_is_stamp(&lines, 0);
}

static bool is_page_number(const char *text)
{
	struct lines lines = split(text);

	return line_begins_page(&lines, 0) && !line_is_stamp(&lines, 0);
}

static void finish(void)
{
	arena_finish(&arena);
}

TestSuite(lines, .fini = finish);

Test(lines, both_line_ends_are_taken_off_and_a_last_line_needs_none)
{
	struct lines lines = split("a\r\nb\n\nc");

	cr_assert_eq(lines.count, 4u);
	cr_assert(slice_equal(line_text(&lines, 0), SLICE("a")));
	cr_assert_eq(line_last(&lines, 0), 1u);
	cr_assert(line_is_blank(&lines, 2));
	cr_assert(slice_equal(line_text(&lines, 3), SLICE("c")));
	cr_assert_eq(split("").count, 0u);
}

Test(lines, white_space_of_any_kind_is_blank)
{
	struct lines lines = split(" \t\n\xc2\xa0\n\xef\xbb\xbf\n\xc2\xa0x\n");

	for (size_t i = 0; i < 3; i++)
		cr_expect(line_is_blank(&lines, i), "%zu", i);
	cr_expect_not(line_is_blank(&lines, 3));
}

Test(lines, a_stamp_with_the_page_number_at_the_other_end_of_the_line_is_furniture)
{
	cr_expect(is_stamp("Released under the Official Information Act"
			   "                                                       Page 3 of 17"));
	cr_expect(is_stamp(
		"   3                                     Released under the Official Information Act"));
	cr_expect(is_stamp("Approved for release 2031        -3-        Released under the Official "
			   "Information Act"));
	cr_expect_not(is_stamp(
		"Released under the Official Information Act      The squid of the south swims at night"));
	cr_expect_not(is_stamp(
		"The squid of the south swims at night      Released under the Official Information Act"));
	cr_expect_not(is_stamp("3      4      5"));
}

Test(lines, release_stamps_of_several_laws_are_furniture)
{
	static const char *const stamps[] = {
		"Released under the Official Information Act",
		"Released under the Official Information Act 1982",
		"  RELEASE IN PART B5,B6",
		"Document released under the Freedom of Information Act 1982",
		"Proactively released by the Minister of Squid",
		"Approved for Release: 2018/06/01 C0123",
		"UNCLASSIFIED U.S. Department of State Case No. F-1 Doc No. C1 Date: 1/1/2015",
		"Case 1:31-cv-00417-ABC  Document 7   Filed 02/03/31  Page 3 of 17"};

	for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++)
		cr_expect(is_stamp(stamps[i]), "%s", stamps[i]);
}

Test(lines, a_sentence_that_begins_like_a_stamp_is_text)
{
	cr_expect_not(is_stamp("Released under the moon, the squid swam away and were not seen again."));
	cr_expect_not(is_stamp("Full of squid\n"));
	cr_expect_not(is_stamp("Case by case, the reports were filed on one page each."));
	cr_expect_not(is_stamp("Part of the fleet left\n"));
}

Test(lines, a_stamp_that_goes_on_in_the_next_line_is_one)
{
	struct lines lines = split("RELEASE IN\n\nPART B5, B6\nPart of the text");

	cr_expect(line_is_stamp(&lines, 0));
	cr_expect(line_is_stamp(&lines, 2));
	cr_expect_not(line_is_stamp(&lines, 3));
}

Test(lines, page_numbers_in_their_usual_dress_are_furniture)
{
	static const char *const numbers[] = {"7",        "- 7 -", "Page 7", "Page 7 of 12",
					      "7 | Page", "7/12",  "[7]"};
	static const char *const texts[] = {"2019", "7 boats", "Page", "1.5", "7.", "12/03/2019", ""};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		cr_expect(is_page_number(numbers[i]), "%s", numbers[i]);
	for (size_t i = 0; i + 1 < sizeof texts / sizeof *texts; i++)
		cr_expect_not(is_page_number(texts[i]), "%s", texts[i]);
}

Test(lines, a_footer_that_returns_on_three_pages_is_furniture)
{
	struct lines lines = split("Squid.\nSquid Office Paper 1\n\fShark.\nSquid Office Paper 2\n\fWhale.\n"
				   "Squid Office Paper 3\n");

	for (size_t i = 0; i < 6; i++)
		cr_expect_eq(line_is_stamp(&lines, i), i % 2 == 1, "%zu", i);
	cr_expect(line_begins_page(&lines, 2));
}

Test(lines, without_page_ends_a_line_that_returns_and_speaks_of_the_release_is_furniture)
{
	static const char text[] =
		"SQD FOI release F0004418\nEels.\nSQD FOI release F0004418\nSquid.\nJane Roe of "
		"the squid office\nSQD FOI release F0004418\nJane Roe of the squid office\n"
		"Nets.\nJane Roe of the squid office\n";
	struct lines lines = split(text);

	cr_expect(line_is_stamp(&lines, 0));
	cr_expect(line_is_stamp(&lines, 5));
	cr_expect_not(line_is_stamp(&lines, 4));
}

Test(lines, a_mark_that_returns_on_every_page_is_not_furniture)
{
	struct lines lines =
		split("Squid.\nOUT OF SCOPE\n\fShark.\nOUT OF SCOPE\n\fWhale.\nOUT OF SCOPE\n\fEel.\n");

	cr_expect_not(line_is_stamp(&lines, 1));
}

Test(lines, joined_lines_leave_furniture_and_spare_blanks_out)
{
	struct lines lines = split("To: A;  B;\nPage 2\n\n C\tD;\n");

	cr_expect_str_eq(lines_join(&lines, (struct span){4, line_last(&lines, 3)}, &arena), "A; B; C D;");
	cr_expect_str_eq(lines_join(&lines, (struct span){4, 4}, &arena), "");
}

Test(lines, an_offset_finds_its_line)
{
	struct lines lines = split("ab\ncd\n\nef");

	cr_expect_eq(lines_at(&lines, 0), 0u);
	cr_expect_eq(lines_at(&lines, 2), 0u, "the line end belongs to its line");
	cr_expect_eq(lines_at(&lines, 3), 1u);
	cr_expect_eq(lines_at(&lines, 99), 3u);
}

static bool is_parted(const char *text)
{
	struct lines lines = split(text);

	return line_is_parted(&lines, 0);
}

Test(lines, running_text_is_not_parted)
{
	cr_expect_not(is_parted("The ferry left at noon. Nobody was told of it.\n"));
	cr_expect_not(is_parted("        An indent parts nothing.\r\n"));
	cr_expect(is_parted("From: A"));
	cr_expect(is_parted("  Title  The ferry"));
	cr_expect(is_parted("Title\tThe ferry"));
	cr_expect(is_parted("| Title | The ferry |"));
	cr_expect(is_parted("Title .. The ferry"));
	cr_expect(is_parted("Title . . The ferry"));
}

Test(lines, a_line_tells_if_it_holds_a_word_that_readers_look_for)
{
	struct lines lines = split("REST OF the thread\nThe rest\nIt was ReLeased here\nforest offices\n");

	cr_expect(line_tells(&lines, 0));
	cr_expect_not(line_tells(&lines, 1));
	cr_expect(line_tells(&lines, 2));
	cr_expect(line_tells(&lines, 3), "\"rest of\" may be a part of words");
}
