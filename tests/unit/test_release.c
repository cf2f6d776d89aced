/* SPDX-License-Identifier: MIT */
#include "../../store/parse/parse.h"
#include "../../store/parse/release.h"
#include "../../store/util/buf.h"

#include <criterion/criterion.h>

#define STATE                                                                                                \
	"UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C09900001 Date: 08/31/2019\n\n"

struct releases {
	struct arena arena;
	struct lines lines;
	struct regimes regimes;
};

static struct releases find(const char *text)
{
	struct releases r = {.arena = {0}};

	cr_assert_eq(lines_split(slice_of(text), &r.arena, &r.lines), 0);
	regime_weigh(&r.lines, &r.regimes);
	cr_assert_eq(release_find(&r.lines, &r.arena, &r.regimes), 0);
	return r;
}

/* The codes of all stamps, "|" between two. */
static void expect_codes(const char *text, const char *expected)
{
	struct releases r = find(text);
	struct buf out = {0};

	for (size_t i = 0; i < r.regimes.release_count; i++) {
		const struct release *release = &r.regimes.releases[i];

		buf_text(&out, i > 0 ? " | " : "");
		for (size_t k = 0; k < release->count; k++)
			buf_format(&out, "%s%s", k > 0 ? "+" : "", release->grounds[k]->code);
	}
	cr_expect_str_eq(buf_string(&out), expected, "%s: found \"%s\", want \"%s\"", text, buf_string(&out),
			 expected);
	buf_finish(&out);
	arena_finish(&r.arena);
}

Test(release, a_stamp_names_its_codes_on_its_line_or_below)
{
	expect_codes(STATE "RELEASE IN PART B5,B6\n", "(b)(5)+(b)(6)");
	expect_codes(STATE "          RELEASE IN PART\n          B1,1.4(B)(D),\n          B6\n",
		     "(b)(1)+1.4(b)+1.4(d)+(b)(6)");
	expect_codes(STATE "          RELEASE IN\n          PART B5, B6\n", "(b)(5)+(b)(6)");
	expect_codes(STATE "RELEASE IN PART\n\nB6\n", "(b)(6)");
	expect_codes(STATE "RELEASE IN PART B3 CIA\nPERS/ORG, B6\n", "(b)(3)+(b)(6)");
	expect_codes(STATE "RELEASE IN PART B7(A)\n\nFrom: A\n", "(b)(7)(A)");
}

Test(release, a_stamp_is_read_through_a_bad_scan)
{
	expect_codes(STATE "IRELEASE IN PART B6\n", "(b)(6)");
	expect_codes(STATE "REL EASE IN PART\nBS,86\n", "(b)(5)+(b)(6)");
	expect_codes(STATE "RFLEASE 1N PART |\nBl\n", "(b)(1)");
	expect_codes(STATE "To: Conch, Ann                         RELEASE IN PART B6\n", "(b)(6)");
}

Test(release, in_full_withholds_nothing_and_sentences_are_no_stamps)
{
	expect_codes(STATE "RELEASE IN FULL\n\nB6\n", "");
	expect_codes(STATE "We ask for their release in part B6 of the plan.\n", "");
	expect_codes("RELEASED IN PARIS, B6\n", "");
	expect_codes("FOR IMMEDIATE RELEASE\nB6\n", "");
}

Test(release, sheets_for_missing_pages_are_one_stamp)
{
	expect_codes("FOI/PA# 1200000-0\nPage 3 ~ b6; b7C;\nPage 4 ~ bl;\n", "(b)(6)+(b)(7)(C)+(b)(1)");
	expect_codes("JFK ASSASSINATION SYSTEM\nRESTRICTIONS : 1A, 4\n", "6(1)(A)+6(4)");
	expect_codes("JFK ASSASSINATION SYSTEM\nRESTRICTIONS : OPEN\n", "");
}

Test(release, a_stamp_above_a_document_is_its_head)
{
	struct releases r = find(STATE "RELEASE IN PART\nB6\n\nFrom: A\nTo: B\n");

	cr_assert_eq(release_head(&r.regimes, &r.lines, 5), 2);
	cr_assert(release_is_line(&r.regimes, &r.lines, 2) && release_is_line(&r.regimes, &r.lines, 3));
	cr_assert_not(release_is_line(&r.regimes, &r.lines, 5));
	cr_assert_eq(release_head(&r.regimes, &r.lines, 6), 6, "a line of the document stands between");
	cr_assert_null(release_over(&r.regimes, 2, 7), "it stands in the document");
	cr_assert_not_null(release_over(&r.regimes, 5, 7));
	arena_finish(&r.arena);
}

static bool count_page_marks(void *context, const struct document_facts *document)
{
	size_t *counts = context;

	for (size_t i = 0; i < document->mark_count; i++) {
		cr_assert_leq(document->range.first, document->marks[i].where.first);
		cr_assert_geq(document->range.last, document->marks[i].where.last);
		counts[0] += document->marks[i].class == MARK_PAGE;
		counts[1] += document->marks[i].class != MARK_PAGE;
	}
	return true;
}

Test(release, every_message_below_a_stamp_is_filed_up_to_the_next)
{
	static const char text[] =
		STATE "RELEASE IN PART B5\n\nFrom: A\nSent: Friday, May 3, 2019 4:02 PM\nTo: B\nSubject: "
		      "Boats\n\nYes.\n\n"
		      "From: B\nSent: Friday, May 3, 2019 3:02 PM\nTo: A\nSubject: Boats\n\nDry?\n\fRELEASE "
		      "IN FULL\n\n"
		      "From: C\nSent: Friday, May 3, 2019 2:02 PM\nTo: A\nSubject: Nets\n\nMended.\n";
	size_t counts[2] = {0, 0};

	cr_assert_eq(parse_text(SLICE(text), NULL, count_page_marks, counts), 0);
	cr_assert_eq(counts[0], 2);
	cr_assert_eq(counts[1], 0);
}

static bool keep_first(void *context, const struct document_facts *document)
{
	*(size_t *)context = document->range.first;
	return true;
}

Test(release, a_document_begins_below_its_stamp)
{
	static const char text[] = STATE "RELEASE IN PART B5\n\nFrom: A\nSent: Friday, May 3, 2019 4:02 "
					 "PM\nTo: B\nSubject: Boats\n\nYes.\n";
	size_t first = 0, counts[2] = {0, 0};

	cr_assert_eq(parse_text(SLICE(text), NULL, keep_first, &first), 0);
	cr_expect_eq(first, (size_t)(strstr(text, "From:") - text));
	cr_assert_eq(parse_text(SLICE(text), NULL, count_page_marks, counts), 0);
	cr_expect_eq(counts[0], 1, "the stamp speaks of it nevertheless");
}
