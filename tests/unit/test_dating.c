/* SPDX-License-Identifier: MIT */
#include "../../store/parse/dating-line.h"
#include "../../store/parse/dating.h"

#include <criterion/criterion.h>

static struct date_style style(void)
{
	struct date_style style = {0};

	date_style_of(SLICE("1963"), &style);
	style.order = DATE_MONTH_FIRST;
	return style;
}

struct row {
	const char *line, *edtf; /* NULL: no date */
};

typedef bool reader(struct slice line, const struct date_style *style, struct dated *ret);

static void check(reader *read, const struct row *rows, size_t count)
{
	const struct date_style known = style();

	for (size_t i = 0; i < count; i++) {
		struct dated dated = {.confidence = 0};
		char text[EDTF_SIZE] = "";
		bool found = read(slice_of(rows[i].line), &known, &dated);

		if (found)
			edtf_print(&dated.date, text);
		cr_expect_eq(found, rows[i].edtf != NULL, "\"%s\" gave \"%s\"", rows[i].line, text);
		if (found && rows[i].edtf)
			cr_expect_str_eq(text, rows[i].edtf, "\"%s\" gave \"%s\"", rows[i].line, text);
	}
}

#define CHECK(reader, rows) check(reader, rows, sizeof rows / sizeof *rows)

Test(dating, a_label_names_the_document_s_own_date)
{
	static const struct row rows[] = {
		{"DATE: 14 March 1963 CLASSIFIED MESSAGE", "1963-03-14"},
		{"DATE : 22 Novernber 1963", "1963-11-22"},
		{"PATE _2 October 1963", "1963-10-02"},
		{"Date ......... 5 June 1963", "1963-06-05"},
		{"TO : Head of Lights   DATE: 11/22/63", "1963-11-22"},
		{"TO: Head DATE: 11/22/63", "1963-11-22"},
		{"Dated 5 June 1963", "1963-06-05"},
		{"DTG 051423Z JUN 63", "1963-06-05T14:23Z"},
		{"Report date: 15 July 1963", "1963-07-15"},
		{"Visit date: 1 July 1963", NULL},
		{"* For WRITTEN answer on Wednesday, 5 June, 1963.", "1963-06-05"},
		{"DATE OF BIRTH: 5 June 1963", NULL},
		{"(REPORTED 4/21/63)", NULL},
		{"To date 5 June 1963", NULL},
	};

	CHECK(dating_labelled, rows);
}

Test(dating, a_paper_says_who_prepared_it_and_when_or_of_which_day_it_is)
{
	static const struct row rows[] = {
		{"Prepared by the Secretariat, 3 April 1963", "1963-04-03"},
		{"Prepared by the Secretariat of 3 April 1963 for all who asked", NULL},
		{"Parliamentary Question No. 214 for answer on 11 July 1963", "1963-07-11"},
		{"As of April 8, 1963               For response to query only", "1963-04-08"},
		{"As of April 8, 1963 the lamp is out", NULL},
	};

	CHECK(dating_own, rows);
}

Test(dating, a_release_begins_with_a_place_and_a_day_before_a_dash)
{
	static const struct row rows[] = {
		{"POINTE-AU-PHARE, le 3 novembre 1963 - Le phare sera vendu.", "1963-11-03"},
		{"Saltport (Maine), June 5, 1963 -- The lamp was lit.", "1963-06-05"},
		{"The keeper came on June 5, 1963 - and went.", NULL},
		{"We wrote in May, June 5, 1963 - and went.", NULL},
		{"Saltport, June 5, 1963", NULL},
	};

	CHECK(dating_press, rows);
}

Test(dating, a_dateline_begins_or_ends_a_short_line_and_is_no_part_of_a_phrase)
{
	static const struct row rows[] = {
		{"Canberra, 17 December 1949", "1949-12-17"},
		{"Press Office, 23 August 1963 (version 2)", "1963-08-23"},
		{"Press Office, 23 August 1963 (version 2) is out", NULL},
		{"Version 3, 13 January 1963. Not for publication", "1963-01-13"},
		{"Cablegram 123 LONDON, 5 June 1940, 9 p.m.", "1940-06-05T21:00"},
		{"= 19 April 1968 . ae", "1968-04-19"},
		{"Saltport, 5 June 1963, 10:00-12:30", "1963-06-05T10:00"},
		{"Le 5 juin 1963, 14 h, salle 3", "1963-06-05"},
		{"Si 5 juin 1963, 14 h, salle 3", NULL},
		{"Notes dated 5 June 1963", NULL},
		{"The keeper came on 5 June 1963", NULL},
		{"25 Jan 63, Same Subject", NULL},
		{"dated I March 1963", NULL},
		{"37 OCT. 1959", NULL},
		{"Lamp 5 June 1463", NULL},
		{"5 June 1963 is when he came, and on 6 June 1963 he left the North Light and went home to "
		 "the "
		 "capital by the night train.",
		 NULL},
		{"20ain: Mehefin 2019 / 20 June 2019", "2019-06-20"},
	};

	CHECK(dating_dateline, rows);
}

Test(dating, lines_of_a_paper_on_a_meeting_are_told)
{
	static const char *const meeting[] = {"Minutes of the Winch Board", "Date of visit: 5 June 1963",
					      "Participants: A. Poe", "Present:   Ada Poe (chair)"};

	for (size_t i = 0; i < sizeof meeting / sizeof *meeting; i++)
		cr_expect(dating_is_meeting(slice_of(meeting[i])), "%s", meeting[i]);
	cr_expect_not(dating_is_meeting(SLICE("Winches for Saltport")));
	cr_expect_not(
		dating_is_meeting(SLICE("We refer to the meeting which we had at the yard in May, and to "
					"your letter about the rope that was sent after it.")));
}

Test(dating, specks_around_a_date_are_none_of_it)
{
	static const struct row rows[] = {
		{"\xe2\x80\x98 7 December 1963", "1963-12-07"},
		{"18 August 1963.", "1963-08-18"},
		{"26 Ostober 1959", "1959-10-26"},
		{"7 December 1963 x", NULL},
		{"1963", "1963"},
		{"6537", NULL},
	};

	CHECK(dating_alone, rows);
}

Test(dating, lines_of_other_dates_are_told)
{
	static const char *const other[] = {"REFERENCE: LIG 12, 8 February 1963",
					    "Approved for release 1994",
					    "2022 RELEASE UNDER THE LIGHTS RECORDS ACT OF 1992",
					    "DATE OF LAST REVIEW : 07/29/93",
					    "Born 5 June 1963",
					    "Declassified 5 June 1963"};

	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		cr_expect(dating_is_other(slice_of(other[i])), "%s", other[i]);
	cr_expect_not(dating_is_other(SLICE("Canberra, 17 December 1949")));
	cr_expect(dating_is_undated(SLICE("Undated")));
}

Test(dating, a_day_torn_over_lines_is_joined)
{
	const struct slice pieces[] = {SLICE("\xe2\x80\xa2"
					     "20"),
				       SLICE("Sep"), SLICE("1963")},
			   not_one[] = {SLICE("20"), SLICE("lamps"), SLICE("1963")};
	const struct date_style known = style();
	struct edtf date;

	cr_assert(dating_torn(pieces, 3, &known, &date));
	cr_expect_eq(date.day, 20);
	cr_expect_eq(date.month, 9);
	cr_expect_not(dating_torn(pieces + 1, 2, &known, &date), "no day");
	cr_expect_not(dating_torn(not_one, 3, &known, &date));
}

Test(dating, a_cable_s_time_of_receipt_is_told_from_that_of_sending)
{
	const struct date_style known = style();
	struct dated dated;
	bool received;

	cr_assert(dating_cable(SLICE("SECRET 090945Z NOV 63 STAFF"), &known, &dated, &received));
	cr_expect_not(received);
	cr_assert(dating_cable(SLICE("TOR: 091021Z NOV 63"), &known, &dated, &received));
	cr_expect(received);
	cr_assert(dating_cable(SLICE("TOR: 0910212 NOV 63"), &known, &dated, &received));
	cr_expect_lt(dated.confidence, 90u, "the Z was read as 2");
	cr_expect_not(dating_cable(SLICE("SECRET 090945Z"), &known, &dated, &received));
	cr_expect_eq(dating_cable_day(SLICE("S E C R E T 131915Z")), 13);
	cr_expect_eq(dating_cable_day(SLICE("file 991915Z")), 0);
}

Test(dating, the_law_of_a_release_tells_the_order_where_its_dates_do_not)
{
	static const struct {
		const char *text;
		enum date_order order;
	} rows[] = {
		{"Released under the Official Information Act\ns6(a) s9(2)(a) s9(2)(ba)\n05/06/2019\n",
		 DATE_DAY_FIRST},
		{"FOIA release, 5 U.S.C. 552\n(b)(6) (b)(7)(C) (b)(5)\n05/06/2019\n", DATE_MONTH_FIRST},
		{"05/06/2019\n", DATE_ANY_ORDER},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct arena arena = {0};
		struct regimes regimes;
		struct date_style known;
		struct lines lines;

		cr_assert_eq(lines_split(slice_of(rows[i].text), &arena, &lines), 0);
		regime_weigh(&lines, &regimes);
		dating_style(&lines, &regimes, &known);
		cr_expect_eq(known.order, rows[i].order, "%s", rows[i].text);
		arena_finish(&arena);
	}
}
