/* SPDX-License-Identifier: MIT */
#include "../../store/parse/title.h"

#include <criterion/criterion.h>

static struct arena arena;

static void finish(void)
{
	arena_finish(&arena);
}

TestSuite(title, .fini = finish);

#define PROSE "\n\nThe squid are in the harbour and nobody knows where they came from.\n"
#define HEAD "From: A\nSent: 1 May 2019\nTo: B\n"

static int keep_first(void *context, const struct part *part)
{
	struct part *first = context;

	if (first->last_line == 0)
		*first = *part;
	return 0;
}

static void expect(const char *text, const char *title)
{
	struct lines lines;
	struct regimes regimes;
	struct part part = {.last_line = 0};
	struct text_fact fact;

	cr_assert_eq(lines_split(slice_of(text), &arena, &lines), 0);
	regime_weigh(&lines, &regimes);
	cr_assert_eq(split_lines(&lines, &regimes, NULL, keep_first, &part), 0);
	cr_assert_gt(part.last_line, 0u);
	cr_assert_eq(title_read(&lines, &part, &regimes, &arena, &fact), 0);
	cr_expect_str_eq(fact.value, title);
}

Test(title, a_message_has_its_subject_with_the_marks_inside)
{
	expect(HEAD "Subject: RE: s6(a) SQUID\n\nText.\n", "RE: s6(a) SQUID");
	expect(HEAD "Subject: Squid OUT OF SCOPE\n\nText.\n", "Squid");
	expect("From: A\nSent: 1 May 2019\nTo: B\n\nText.\n", "");
}

Test(title, out_of_scope_around_a_heading_is_not_part_of_it)
{
	expect("OUT OF SCOPE Squid" PROSE, "Squid");
	expect("Squid and eels OUT OF SCOPE" PROSE, "Squid and eels");
}

Test(title, a_label_for_it_counts_before_the_first_line_of_a_form)
{
	expect("QUESTION PERIOD NOTE\nDepartment: Harbours and Lights\n\nSubject: Missing squid" PROSE,
	       "Missing squid");
}

Test(title, a_letters_first_sentence_is_no_subject)
{
	expect("Harbour Board\n1 Quay Street\n\n1 May 2019\n\nNets for the spring: sizes\n\nDear Judith\n\n"
	       "Following our meeting we send you the sizes, in metres:\n\n12\n\nYours sincerely\n\nAda "
	       "Moss\n",
	       "Nets for the spring: sizes");
}

Test(title, marks_of_heading_and_emphasis_go)
{
	expect("# **Squid and eels**" PROSE, "Squid and eels");
	expect("<b>Squid and eels</b>" PROSE, "Squid and eels");
}

Test(title, a_heading_over_two_lines_is_joined)
{
	expect("SQUID IN THE HARBOUR AND\nEELS IN THE RIVER" PROSE,
	       "SQUID IN THE HARBOUR AND EELS IN THE RIVER");
	expect("Squid\nKey points" PROSE, "Squid");
}

Test(title, media_lines_have_the_heading_below_their_name)
{
	expect("Media lines\n\nSquid in the harbour" PROSE, "Squid in the harbour");
	expect("Media lines" PROSE, "Media lines");
	expect("Document schedule\n1\tSquid\tMay 2019\n", "Document schedule");
}

Test(title, a_letter_has_its_subject_else_its_salutation)
{
	expect("5 May 2019\n\nDear Ms Roe\n\nRe: Squid" PROSE, "Squid");
	expect("5 May 2019\n\nDear Ms Roe\n\nSquid in the harbour" PROSE, "Squid in the harbour");
	expect("5 May 2019\n\nDear Ms Roe," PROSE, "Dear Ms Roe");
}

Test(title, an_agenda_s_first_item_is_no_heading)
{
	expect("Winch Board\nMinutes of the meeting held on 5 May 2019, Oak Room\n\nPresent:   Ada Poe\n\n"
	       "1.   Minutes of the last meeting\n     Agreed.\n\n2.   Rope\n     Bought.\n",
	       "Winch Board");
}

Test(title, a_subject_stands_below_a_block_above_the_first_section)
{
	expect("To:     Minister for Tides\nFrom:   Ada Poe, Coastal Works\nDate:   5 May 2019\nMarking:   "
	       "OFFICIAL\n\nWinches at Saltport: next steps\n\nIssue\n\n1.   The rope is old.\n",
	       "Winches at Saltport: next steps");
}

Test(title, a_letter_s_subject_may_begin_with_your)
{
	expect("Winch Works\nSaltport\n\n5 May 2019\n\nThe Agency\nSaltport\n\nYour enquiry: price of a "
	       "winch\n\nDear Ms Poe,\n\nWe can have a winch at the slip in May, and the rope with it, for "
	       "the price "
	       "that we named.\n\nYours sincerely\n\nAda Roe\n",
	       "Your enquiry: price of a winch");
}

Test(title, a_reply_in_the_line_below_its_label_is_the_subject)
{
	expect("From:\nA Poe\nTo:\nB Roe\nSubject:\nRE: Squid in the harbour\nDate:\n"
	       "Friday, 18 May 2018 3:31:44 PM" PROSE,
	       "RE: Squid in the harbour");
}

Test(title, an_addressee_a_letterhead_and_a_number_above_a_heading_are_none)
{
	expect("3 May 2023\n\nMinister for Weirs\n\nSquid in the Lower Harbour\n\nPurpose" PROSE,
	       "Squid in the Lower Harbour");
	expect("Prime Minister\n\nSQUID IN THE HARBOUR" PROSE, "SQUID IN THE HARBOUR");
	expect("MINISTRY OF TIDES\nQUAYSIDE\n\n21 May 1999        SQD/1\n\nMinister for Tides\n\n"
	       "SQUID: ARREST OF A TRAWLER\n\nPurpose" PROSE,
	       "SQUID: ARREST OF A TRAWLER");
	expect("IN CONFIDENCE\n\nMINISTRY OF TIDES\nQUAYSIDE\n\n21 May 1999        SQD/1\n\n"
	       "SQUID: ARREST OF A TRAWLER\n\nPurpose" PROSE,
	       "SQUID: ARREST OF A TRAWLER");
	expect("WHB 20240011\n\nSquid in the Lower Harbour" PROSE, "Squid in the Lower Harbour");
	/* where nothing else is a title, or it is a part of one */
	expect("FY 2019/20\n\nSquid in the Lower Harbour" PROSE, "FY 2019/20");
	expect("Minister for Weirs\n\nSquid" PROSE, "Minister for Weirs");
	expect("Minister for Weirs opens the fourth lock\n\nThe Lower Lock Gate" PROSE,
	       "Minister for Weirs opens the fourth lock");
	expect("DEPARTMENT OF TIDES REVIEW\n\nThe Lower Lock Gate" PROSE, "DEPARTMENT OF TIDES REVIEW");
}

Test(title, a_number_between_the_kind_and_its_block_leaves_the_title_below_that)
{
	expect("BRIEFING\nSub20-0031\n\nDate:   3 February 2020\n\nTo:     Alba Wren, Minister\n\n"
	       "From:   B Roe, Director\n\nSquid: finds in the harbour\n\nPurpose" PROSE,
	       "Squid: finds in the harbour");
}

Test(title, the_state_of_a_draft_is_none)
{
	expect("DRAFT - NOT YET CLEARED\n\nSQUID IN THE HARBOUR" PROSE, "SQUID IN THE HARBOUR");
	expect("DRAFT v3 - 3/15/2017 - NOT FOR RELEASE\n\nSquid in the Harbour" PROSE,
	       "Squid in the Harbour");
	expect("DRAFT - NOT YET CLEARED\n\nMEDIA STATEMENT          28 MAY 1999\nHon Alba Wren\n"
	       "Minister for Weirs\n\nSQUID ARE HERE TO STAY" PROSE,
	       "SQUID ARE HERE TO STAY");
	expect("Draft harbour plan of the weir\n\nThe Lower Lock Gate" PROSE,
	       "Draft harbour plan of the weir");
}

Test(title, when_media_lines_are_to_be_used_is_none)
{
	expect("MEDIA LINES - REACTIVE\n\nLower weir" PROSE, "Lower weir");
	expect("MEDIA LINES - LOWER WEIR\n\nThe weir" PROSE, "MEDIA LINES - LOWER WEIR");
}

Test(title, a_newspaper_and_its_section_are_none)
{
	expect("Quayside Weekly | Rural\n\nSquid held at the harbour wall\n\nBy Ann Poe\n\n20 February "
	       "2020\n\n"
	       "The harbour master said that the squid were held at the wall until Friday.\n\n"
	       "\"They were in the way,\" he said. Nobody else would say where they came from.\n",
	       "Squid held at the harbour wall");
}

Test(title, who_met_above_the_note_of_a_meeting_is_the_title)
{
	expect("Letter\n\fIN CONFIDENCE\n\nWEIR GROUP\n\nNote of meeting - Tuesday 15 November 2016\nRoom "
	       "8\n\n"
	       "Present:     A Poe (Chair); B Roe\n\nApologies:   C Doe" PROSE,
	       "WEIR GROUP");
	expect("Letter\n\fWEIR RESTORATION BOARD\n\nMinutes of the 61st meeting of the Board\n\n"
	       "Present:     A Poe (Chair); B Roe\n\nApologies:   C Doe" PROSE,
	       "Minutes of the 61st meeting of the Board");
}
