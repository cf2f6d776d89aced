/* SPDX-License-Identifier: MIT */
#include "../../store/parse/split.h"

#include <criterion/criterion.h>
#include <stdio.h>

static struct arena arena;
static struct part parts[64];
static size_t count;

static void finish(void)
{
	arena_finish(&arena);
}

TestSuite(split, .fini = finish);

#define MESSAGE                                                                                              \
	"From: A\nSent: 1 May 2019\nTo: B\nSubject: x\n\nThe squid are in the harbour and have been for "    \
	"days.\n"
#define PROSE "The squid are in the harbour and nobody knows where they came from.\n"

static int keep(void *context, const struct part *part)
{
	(void)context;
	cr_assert_lt(count, sizeof parts / sizeof *parts);
	parts[count++] = *part;
	return 0;
}

static void split(const char *text)
{
	struct lines lines;
	struct regimes regimes;

	cr_assert_eq(lines_split(slice_of(text), &arena, &lines), 0);
	regime_weigh(&lines, &regimes);
	count = 0;
	cr_assert_eq(split_lines(&lines, &regimes, NULL, keep, NULL), 0);
}

/* Types as letters in order: "mm" is two messages. */
static const char *types(void)
{
	static const char letters[DOCUMENT_TYPES + 1] = "dmbl-sa+";
	static char out[64];

	for (size_t i = 0; i < count && i + 1 < sizeof out; i++) {
		out[i] = parts[i].type == TYPE_MEDIA_LINES ? 'M' : letters[parts[i].type];
		out[i + 1] = '\0';
	}
	return out;
}

Test(split, every_header_block_begins_a_message)
{
	split(MESSAGE MESSAGE "-----Original Message-----\n" MESSAGE);
	cr_expect_str_eq(types(), "mmm");
}

Test(split, after_ends_a_title_with_text_begins_a_document)
{
	split(MESSAGE "ENDS\n\nSquid in spring\n\n- " PROSE);
	cr_assert_eq(count, 2u);
	split(MESSAGE "(ENDS)\n\nJane Roe\nSquid Office\njane@squid.nz\n\n" MESSAGE);
	cr_expect_str_eq(types(), "mm", "a signature is no document");
	split(MESSAGE "[ENDS]\n\nx\ty\tz is a row of a table that follows the end\n");
	cr_expect_eq(count, 1u);
}

Test(split, a_heading_inside_a_document_begins_none)
{
	split(MESSAGE "\nSquid in spring\n\n" PROSE "\nBriefing\n\n" PROSE);
	cr_expect_eq(count, 1u);
}

Test(split, a_unit_and_a_month_sign_a_briefing)
{
	split("Squid\n\n" PROSE
	      "\nSquid Division, Ministry of Squid, May 2019\nReleased under the Official Information Act\n"
	      "Eels\n\n" PROSE
	      "\nEel Division\n\n\xc2\xb9 Report of the eel committee, 30 August 2018\n\nJune 2019\n");
	cr_expect_str_eq(types(), "bb");
	cr_assert(parts[1].has_sign_off);
	cr_expect_eq(parts[1].unit_line, 10u);
	cr_expect_eq(parts[1].date_line, 14u);
}

Test(split, a_month_in_the_middle_signs_nothing)
{
	char text[4096];
	int n = snprintf(text, sizeof text, "Squid\n\n" PROSE "Squid Division\nMay 2019\n");

	for (unsigned i = 0; i < 20; i++)
		n += snprintf(text + n, sizeof text - (size_t)n, "%s", PROSE);
	split(text);
	cr_expect_str_eq(types(), "d");
}

Test(split, a_bundle_s_own_schedule_names_its_documents)
{
	split("Schedule of documents\n1\tSubmission: Squid in spring\tMay 2019\n2\tEels\tJune 2019\n\f"
	      "Squid in spring\n\n" PROSE "\n\fEELS\n\n" PROSE);
	cr_expect_str_eq(types(), "sbd");
}

Test(split, a_divider_parts_documents_and_belongs_to_none)
{
	split("Document 1\n" PROSE "\n\fDocument 2\n" PROSE);
	cr_assert_eq(count, 2u);
	cr_expect_eq(parts[0].first_line, 1u);
	cr_expect_eq(parts[1].first_line, 4u);
}

Test(split, a_salutation_makes_a_letter_and_a_greeting_does_not)
{
	split("Squid Office\n1 Quay\n\n5 May 2019\n\nDear Ms Roe\n\n" PROSE
	      "\nYours sincerely\nJohn Doe\n\f" MESSAGE);
	cr_expect_str_eq(types(), "lm");
	cr_expect_eq(parts[0].first_line, 0u, "the letterhead is the letter's");
	split("From: A\nSent: 1 May 2019\nTo: B\nSubject: x\n\nDear B,\n\n" PROSE);
	cr_expect_str_eq(types(), "m");
	split(MESSAGE "\nTo the President of the Squid Council,\n\n" PROSE);
	cr_expect_str_eq(types(), "ml");
}

Test(split, a_cover_is_no_document)
{
	split("Squid Office\nRelease of May 2019\n\f" MESSAGE);
	cr_expect_str_eq(types(), "m");
	cr_expect_eq(parts[0].first_line, 2u);
}

Test(split, headings_name_their_documents)
{
	split("Media lines\n\nSquid\n\n- " PROSE "\fBRIEFING NOTE\nEels\n\n" PROSE
	      "\fMEMORANDUM\n\n" MESSAGE);
	cr_expect_str_eq(types(), "Mbm");
}

Test(split, a_text_without_structure_is_one_document_or_article)
{
	split("Squid\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
	split("By Jane Roe\n\n\"We saw squid,\" said a fisher on the pier at the harbour.\n\n\"So did we,\" "
	      "said another fisher.\n");
	cr_expect_str_eq(types(), "a");
}

Test(split, a_sign_off_is_a_unit_and_a_date)
{
	struct slice unit, date;

	cr_assert(split_sign_off(SLICE("Squid Embassy, Lima, 14 March 2019"), &unit, &date));
	cr_expect(slice_equal(unit, SLICE("Squid Embassy, Lima")));
	cr_expect(slice_equal(date, SLICE("14 March 2019")));
	cr_assert(split_sign_off(SLICE("June 2019"), &unit, &date));
	cr_expect_eq(unit.length, 0u);
	cr_expect_not(split_sign_off(SLICE("Squid Embassy, Lima"), &unit, &date));
	cr_expect_not(split_sign_off(SLICE("about June 2019 or later"), &unit, &date));
}

Test(split, a_heading_above_a_table_of_whom_it_is_for_begins_a_briefing_anywhere)
{
	split(MESSAGE "\nAide-m\xc3\xa9moire\n\nSquid in spring\n\nTo: The Minister\nFrom: Jane Roe\nDate: 2 "
		      "May 2019\n\n" PROSE);
	cr_expect_str_eq(types(), "mb");
	cr_expect_eq(parts[1].first_line, 7u);
	split(MESSAGE
	      "\nHealth Report\n\nSquid\n\nTo: The Minister\nFrom: Jane Roe\nDate: 2 May 2019\n\n" PROSE);
	cr_expect_str_eq(types(), "mb");
	split(MESSAGE "\nHealth Report\n\n" MESSAGE);
	cr_expect_str_eq(types(), "mm", "a message below is no table");
}

Test(split, without_pages_a_heading_with_a_title_of_its_own_begins_a_document)
{
	split(MESSAGE "\nMedia lines\n\nSquid in the harbour\n\n- " PROSE);
	cr_expect_str_eq(types(), "mM");
	split(MESSAGE "\nMedia lines\n\n- " PROSE);
	cr_expect_str_eq(types(), "m");
}

Test(split, minutes_begin_with_the_heading_above_them)
{
	split(MESSAGE "\nSquid group\nMinutes of the meeting of 5 May 2019\n\nPresent: A, B\n\n" PROSE
		      "\nMeeting closed 3pm\n\n6 May 2019\n\nJohn Doe\n\nDear John\n\n" PROSE
		      "\nYours sincerely\n\nJane Roe\n");
	cr_expect_str_eq(types(), "mdl");
	cr_expect_eq(parts[1].first_line, 7u);
	cr_expect_eq(parts[2].first_line, 16u);
}

Test(split, a_dated_letterhead_begins_a_letter_below_another_s_signature)
{
	split("Jane Roe\nMinister\n\n5 May 2019\n\nDear John\n\n" PROSE
	      "\nYours sincerely\n\n\nJane Roe\nMinister\n\n"
	      "John Doe\nMinister of Eels\n\n6 May 2019\n\nJane Roe\nHarbour\n\nDear Jane\n\n" PROSE
	      "\nYours sincerely\n\nJohn Doe\n");
	cr_expect_str_eq(types(), "ll");
	cr_expect_eq(parts[1].first_line, 15u);
}

Test(split, a_form_is_a_heading_above_fields_with_a_date)
{
	split(MESSAGE "\nCERTIFICATE OF ANALYSIS\n\nClient:  Squid Office\nReceived:  3 May 2019\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
	split(MESSAGE "\nNext steps\n\nJane: buy nets\nJohn: sell nets\n\n" PROSE);
	cr_expect_str_eq(types(), "m");
}

Test(split, below_a_message_that_its_sender_signed_a_title_begins_a_document)
{
#define SIGNED "From: Jane Roe\nSent: 1 May 2019\nTo: B\nSubject: x\n\n" PROSE "\nJane\n\n"
	split(SIGNED "Squid in the harbour\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
	split(SIGNED "Squid Office\n1 Quay\nwww.squid.nz\n\n" PROSE);
	cr_expect_str_eq(types(), "m", "a contact block is no document");
	split(SIGNED "Eleven squid in one net\n\nMarama Tait\n2 May 2019, 5:00 am\n\n" PROSE
		     "\n\"They were cold,\" a fisher said.\n\nAnother said that they were not.\n");
	cr_expect_str_eq(types(), "ma");
}

Test(split, a_classification_heads_the_page_of_what_follows)
{
	split("Squid\n\n" PROSE "\nSquid Office\nMay 2019\n\fSECRET\n\nEels in spring\n\n" PROSE);
	cr_expect_str_eq(types(), "bd");
	cr_expect_eq(parts[1].first_line, 6u);
}

Test(split, a_sheet_put_in_front_of_the_papers_is_a_cover)
{
	split("Cover sheet\n\n" PROSE "\n\fBriefing\n\nSquid\n\n" PROSE);
	cr_expect_str_eq(types(), "b");
	cr_expect_eq(parts[0].first_line, 4u);
}

Test(split, a_heading_that_speaks_of_documents_within_scope_begins_a_schedule)
{
	split("Dear Jane\n\n" PROSE
	      "\nYours sincerely\nJohn Doe\n\fAnnex 1: Documents within scope\n\n1\tEels\tMay 2019\n");
	cr_expect_str_eq(types(), "ls");
}

#define FOOT "\nReleased by the Squid Office\n\f"
#define PAGES MESSAGE "\nJane\n" FOOT MESSAGE FOOT

Test(split, who_sat_in_a_meeting_tells_minutes_whatever_their_heading_says)
{
	split(PAGES "Squid group\n4 May 2019, 10am, Level 1\n\nAttendees: A, B\n\n" PROSE FOOT);
	cr_expect_str_eq(types(), "mmd");
}

Test(split, the_office_above_a_memorandum_is_its_first_line)
{
	split(PAGES "SQUID OFFICE\n\nTO: A\nFROM: B\nDATE: 4 May 2019\nSUBJECT: Eels\n\n" PROSE FOOT);
	cr_expect_str_eq(types(), "mmm");
	cr_expect_lt(parts[2].first_line, parts[2].header.first_line);
}

Test(split, a_letter_may_greet_nobody)
{
	split(PAGES "Squid Ltd\n4 May 2019\n\nThe Harbour\n\n" PROSE "\nKind regards\n\nJane Roe\n" FOOT);
	cr_expect_str_eq(types(), "mml");
}

Test(split, a_cable_without_addresses_is_a_message)
{
	split("UNCLAS LIMA 001234\n\nTAGS: EFIS\nSUBJECT: SQUID\n\n1. " PROSE);
	cr_expect_str_eq(types(), "m");
}

Test(split, what_stands_at_the_head_or_foot_of_a_page_belongs_to_no_document)
{
	split("Ref. Ares(2031)1744206 - 10/03/2031\n\n" MESSAGE
	      "\n\fRef. Ares(2031)1801177 - 12/03/2031\n\n" MESSAGE "\n12\n");
	cr_expect_str_eq(types(), "mm");
	cr_expect_eq(parts[0].first_line, 2u);
	cr_expect_eq(parts[0].last_line, 8u);
	cr_expect_eq(parts[1].first_line, 11u);
	cr_expect_eq(parts[1].last_line, 17u);
}

Test(split, fields_below_a_sentence_make_no_form)
{
	split(MESSAGE "\nThe squid were sold by the drum to a buyer who came from the next harbour\n\n"
		      "Contact: J Roe, Squid Office\nDate: 3 May 2019\n");
	cr_expect_str_eq(types(), "m");
}

Test(split, an_author_among_a_form_s_fields_makes_it_no_message)
{
	split(MESSAGE
	      "\nIncident note - north pier\n\nDate of incident:  3 May 2019\nAuthor:  J Roe\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
}

Test(split, who_prepared_a_paper_and_when_ends_it)
{
	split("BRIEFING NOTE\n\nSquid\n\n" PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE
	      "\nPrepared by:  J Roe, Squid Branch\nDate:  3 May 2019\n");
	cr_expect_str_eq(types(), "b");
}

Test(split, a_copy_below_a_letter_s_signature_is_no_header_of_the_next_paper)
{
	split("Squid Ltd\n\n5 May 2019\n\nDear Jane\n\n" PROSE "\nYours sincerely\n\nJohn Doe\ncc: Nets\n\n\n"
	      "MEMORANDUM\n\nTo: A\nFrom: B\nDate: 4 May 2019\nSubject: Eels\n\n" PROSE);
	cr_expect_str_eq(types(), "lm");
	cr_expect_eq(parts[0].last_line, 12u);
	cr_expect_eq(parts[1].first_line, 14u);
}

Test(split, a_heading_may_name_the_matter_before_the_kind)
{
	split(PAGES "Squid ferries: lines to take if asked\n\n- " PROSE FOOT);
	cr_expect_str_eq(types(), "mmM");
	split(SIGNED "Squid ferries - Q&A\n\n5 May 2019\n\n- " PROSE);
	cr_expect_str_eq(types(), "mM");
	split(PAGES "Attachment A: media lines\n\n- " PROSE FOOT);
	cr_expect_str_neq(types(), "mmM", "an annex is one whatever it holds");
}

Test(split, a_sheet_for_deleted_pages_parts_papers_wherever_it_stands)
{
	split(MESSAGE "\n\nBUREAU OF SQUID\nDELETED PAGE INFORMATION SHEET\nFOI/PA# 12-0\n\n"
		      "Total Deleted Page(s) = 2\nPage 6 ~ b6; b7C;\nPage 7 ~ b7E;\n\n\n"
		      "Memorandum\n\nTo: A\nFrom: B\nDate: 4 May 2019\nSubject: Eels\n\n" PROSE);
	cr_expect_str_eq(types(), "mm");
	cr_expect_eq(parts[0].last_line, 6u);
	cr_expect_eq(parts[1].first_line, 17u);
}

Test(split, a_precedence_and_a_day_stand_above_a_block_and_belong_to_it)
{
	split(MESSAGE "\nPrecedence:  ROUTINE            Date:  12/02/1994\n\nTo:  A\n\nFrom:  B\n\n"
		      "Title:  EELS\n\n" PROSE);
	cr_expect_str_eq(types(), "mm");
	cr_expect_eq(parts[1].first_line, 7u);
	cr_expect(parts[1].header.fields[HEADER_SENT].present);
}

Test(split, a_calendar_s_invitation_is_a_message)
{
	split(MESSAGE
	      "\nSubject:    Nets - daily call\nLocation:   Pier\n\nStart:      Mon 6/21/2021 9:00 AM\n"
	      "End:        Mon 6/21/2021 9:30 AM\n\nRecurrence: Daily\nOrganizer:  Roe, Jane\n"
	      "Required Attendees:  Doe, John\n\nAgenda: nets.\n");
	cr_expect_str_eq(types(), "mm");
	cr_expect_eq(parts[1].first_line, 7u);
}

#define TO_MINISTER "To: Minister for Squid\nFrom: Jane Roe, Nets\nDate: 6 February 2019\n\n"

Test(split, a_block_for_a_minister_above_an_issue_heads_a_submission)
{
	split(TO_MINISTER "Squid in the harbour\n\nIssue\n1.  " PROSE "\nRecommendation\n2.  " PROSE);
	cr_expect_str_eq(types(), "b");
	split(TO_MINISTER PROSE);
	cr_expect_str_eq(types(), "m", "a minister gets messages too");
}

Test(split, a_schedule_may_follow_its_letter_on_the_page)
{
	split("Squid Ltd\n\n5 May 2019\n\nDear Jane\n\n" PROSE "\nYours sincerely\n\nJohn Doe\n\n"
	      "Schedule of Records\n\nNo.  Date  Description\n1      14/04/2016   Email re. nets     1\n"
	      "2      20/04/2016   Reply              1\n");
	cr_expect_str_eq(types(), "ls");
}

Test(split, without_pages_a_divider_that_names_the_request_parts_documents)
{
	split(MESSAGE
	      "\nFOI 20417                                                                 Document 2\n\n"
	      "Eels in spring\n\n" PROSE "\nFOI 20417                                                        "
	      "         Document 2\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
	cr_expect_eq(parts[0].last_line, 6u);
	cr_expect_eq(parts[1].first_line, 9u);
}

Test(split, a_name_in_two_languages_is_no_running_text)
{
	split("Squid and Harbours Atlantis           Calmars et Havres Atlantide\n\n5 May 2019\n\nDear "
	      "Jane\n\n" PROSE "\nSincerely,\n\nJohn Doe\n");
	cr_expect_str_eq(types(), "l");
}

Test(split, a_byline_behind_the_day_tells_an_article)
{
	split(SIGNED "Eleven squid in one net\n\nSquid Bay, 5 October 2022 - by Jane Roe\n\n" PROSE
		     "\n\"They were cold,\" says a fisher at the pier of the harbour.\n");
	cr_expect_str_eq(types(), "ma");
}

Test(split, the_number_of_a_printed_form_begins_it_at_the_head_of_a_page)
{
	split(PAGES
	      "SQ-302 (Rev. 3-90)\n\nBUREAU OF SQUID\n\nDate of transcription  02/18/1997\n\n" PROSE FOOT
	      "SQ-302a (Rev. 3-90)\n\n" PROSE FOOT);
	cr_expect_str_eq(types(), "mmd", "the letter names a page that goes on with it");
}

Test(split, a_page_that_the_release_numbers_anew_begins_a_document)
{
	split("LEX 7  Document 1\n\n" PROSE "\fLEX 7  Document 1\n\nThey stayed there until a storm came.\n"
	      "\fLEX 7  Document 2\n\nThe eels had seen all of it and said nothing.\n"
	      "\fLEX 7          Document 3 (found late)\n\nIn the end the crabs took over.\n");
	cr_assert_eq(count, 3u);
	cr_expect_eq(parts[0].last_line, 6u, "the same number goes on");
	cr_expect_eq(parts[2].first_line, 11u, "the number stands on the page");
	split("Ref. Ares(2021)7 - 1/2/2021\n\n" PROSE "\fRef. Ares(2021)8 - 2/2/2021\n\n" PROSE);
	cr_expect_eq(count, 2u);
	split("OFFICIAL\nRecord 7\n\n" PROSE "\fOFFICIAL\nRecord 7 (contd.)\n\nThe eels had seen all of it.\n"
	      "\fOFFICIAL\nRecord 8\n\nIn the end the crabs took over.\n");
	cr_assert_eq(count, 2u);
	cr_expect_eq(parts[0].last_line, 8u, "what stands above the number goes with it");
}

Test(split, a_page_s_own_number_and_the_second_of_two_number_no_document)
{
	split("FOI 24/013 Document 1 Page 1\n\n" PROSE
	      "\fFOI 24/013 Document 1 Page 2\n\nThey stayed there until a storm came.\n"
	      "\fFOI 24/013 Document 1 Page 3\n\nThe eels had seen all of it.\n");
	cr_expect_eq(count, 1u);
	split("Ref. Ares(2019)1 - 1/2/2019\nRef. Ares(2021)7 - 1/2/2021\n\n" PROSE
	      "\fRef. Ares(2019)1 - 1/2/2019\nRef. Ares(2021)7 - 1/2/2021\n\nThey stayed there.\n");
	cr_expect_eq(count, 1u);
	split("HARBOUR BOARD\nAGENDA\n\nITEM 1\n\n" PROSE);
	cr_expect_eq(parts[0].first_line, 0u);
}

Test(split, no_row_of_a_table_and_no_foot_of_a_page_numbers_a_document)
{
	split(PROSE "\fDocument 4    12 May 2019    a letter of squid\n" PROSE);
	cr_expect_eq(count, 1u);
	split(PROSE "\fDocument 4    12/05/2019    3\n" PROSE);
	cr_expect_eq(count, 1u);
	split(PROSE "\n\nRef. Ares(2021)7 - 1/2/2021\n\f" PROSE "\n\nRef. Ares(2021)8 - 2/2/2021\n");
	cr_expect_eq(count, 1u);
}

Test(split, a_schedule_may_stand_below_what_the_release_says_of_itself)
{
	split("FOI 7 - Papers released under the Squid Act in May of this year\n\nSchedule of documents - "
	      "FOI 7\n\n"
	      "No.  Date  Description\n1      14/04/2016   Email re. nets     1\n"
	      "2      20/04/2016   Reply              1\n");
	cr_expect_str_eq(types() + count - 1, "s");
	split("Squid at night\n\n" PROSE PROSE PROSE PROSE PROSE PROSE PROSE PROSE
	      "\nList of documents\n\n1. Lease of the pier\n2. Lease of the squid\n");
	cr_expect_str_eq(types(), "d", "not where a paper comes to its own list");
}

Test(split, a_submission_that_is_sent_up_need_not_say_by_whom)
{
	split("To:  Minister for Squid (for decision)\nSubject:  Eels\n\n" PROSE);
	cr_expect_str_eq(types(), "b");
	split("To:  Minister for Squid\nSubject:  Eels\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
	split("To:  All staff (for those in Port Ada)\nSubject:  Eels\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
	split("Action:  Board (for approval)\nTitle:  Eels\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
}

Test(split, a_letter_may_greet_a_lord_but_no_sentence_does)
{
	split("Squid Ltd\n\n5 May 2019\n\nMy Lord,\n\n" PROSE "\nYours faithfully\n\nJohn Doe\n");
	cr_expect_str_eq(types(), "l");
	split("Squid Ltd\n\n5 May 2019\n\nHonourable people wept.\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
}

Test(split, a_heading_that_runs_over_numbered_pages_begins_no_document)
{
#define PAPER "SQUID IN THE HARBOUR\n\n" PROSE "\nA Poe\nHarbour Division\n3 May 2023\n"
	split("Note of 3 May 2023\n\n" PAPER "Page 1 of 2\n\fSquid in the harbour\n\nReport\n\n" PROSE
	      "Page 2 of 2\n");
	cr_expect_eq(count, 1u, "%zu", count);
	split("Page 1 of 2\n\nNote of 3 May 2023\n\n" PAPER
	      "\fPage 2 of 2\nSquid in the harbour\n\nReport\n\n" PROSE);
	cr_expect_eq(count, 1u, "%zu", count);
}

Test(split, a_heading_again_begins_a_document_where_the_last_page_is_done)
{
	split("Note of 3 May 2023\n\n" PAPER "Page 1 of 1\n\fSquid in the harbour\n\nReport\n\n" PROSE
	      "Page 1 of 1\n");
	cr_expect_eq(count, 2u, "%zu", count);
	split("Note of 3 May 2023\n\n" PAPER "Page 1 of 2\n\f" MESSAGE "Page 2 of 2\n");
	cr_expect_eq(count, 2u, "%zu", count);
}

Test(split, what_is_said_of_a_meeting_is_a_section_of_its_brief)
{
	split("Meeting with the Squid Board\n5 May 2019\n\nLines to take\n\n- We are late.\n\n" PROSE);
	cr_expect_eq(count, 1u, "%zu", count);
	cr_expect_neq(parts[0].type, TYPE_MEDIA_LINES);
}

Test(split, a_table_s_head_may_be_the_last_line)
{
	char text[512] = "";

	for (int i = 0; i < 126; i++)
		strcat(text, "x\n");
	split(strcat(text, "\fDocument 2\nNo   Date   Title   Decision"));
	cr_expect_geq(count, 1u);
}

Test(split, the_end_of_a_cable_is_not_how_the_next_was_routed)
{
	split(MESSAGE "\fPAGE 02        LIMA  01187\n9. ADVISE.\nROE\n\nNNNN\n\n"
		      "R 121330Z JUN 75\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 2215\n\nSUBJECT: SQUID\n\n"
		      "1. THE BOARD SAID THAT THE SQUID ARE LATE.\n");
	cr_expect_str_eq(types(), "mm");
	cr_expect_eq(parts[1].first_line, 12u, "%zu", parts[1].first_line);
}

Test(split, a_catalogue_s_entry_is_no_message)
{
	split("Title: Harbour plan\nCreator: Jane Roe\nDate: 5 May 2010\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
}

Test(split, lines_to_take_that_are_annexed_are_media_lines)
{
	split("Weir gates\n\n" PROSE
	      "\nA Poe\n\fANNEX A: LINES TO TAKE - THE WEIR\n\n- The weir is open.\n\n" PROSE);
	cr_expect_str_eq(types(), "dM");
	split("Weir gates\n\n" PROSE "\fAnnex A: Lines to take - the weir\nAnnex B: Map\n");
	cr_expect_str_eq(types(), "d");
}

Test(split, a_meeting_below_its_classification_is_one_document)
{
	split(MESSAGE
	      "\fIN CONFIDENCE\n\nWEIR GROUP\n\nNote of meeting - Tuesday 15 November 2016\nRoom 8\n\n"
	      "Present:     A Poe (Chair); B Roe\n\nApologies:   C Doe\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
	cr_expect_eq(parts[1].first_line, 6u, "%zu", parts[1].first_line);
}

Test(split, a_cutting_below_an_office_s_note_is_an_article)
{
	split(MESSAGE "\fMedia clip - for information\n\nQuay Ledger, 21 March 2017, page 3\n\n"
		      "Squid to stay in the harbour\n\nANN POE\n\n" PROSE PROSE);
	cr_expect_str_eq(types(), "ma");
}

Test(split, the_files_above_a_telegram_s_block_are_its_own)
{
#define TELEGRAM                                                                                             \
	"YOUR FILE:                    OUR FILE: SQD/1\n\n          19:05 (4460)      700/QUA/00000      "   \
	"$98.75\n\n"                                                                                         \
	"FROM:    QUAYSIDE      C1/QUA      17-May-1999\nTO:      WEIR\nSubject\nSQUID\n\n" PROSE
	split("\f" TELEGRAM "\f" TELEGRAM);
	cr_expect_str_eq(types(), "mm");
	cr_expect_eq(parts[1].first_line, 10u, "%zu", parts[1].first_line);
}

Test(split, a_page_of_contents_that_tells_what_is_withheld_is_no_document)
{
	split(MESSAGE "\fREQ 20240011\n\nTable of Contents\n\n1.  Weir gates      1\n\n"
		      "Key to sections under which information has been withheld:\n\n[1]   6(a) - harm to "
		      "the weir\n\n"
		      "A number in square brackets stands wherever words of the papers are gone.\n\n"
		      "\fWeir Report: Gates of the Lower Weir\n\n5 May 2019\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
	cr_expect_eq(parts[0].last_line, 6u, "%zu", parts[0].last_line);
	cr_expect_eq(parts[1].first_line, 18u, "%zu", parts[1].first_line);
	split("Weir gates\n\n5 May 2019\n\n" PROSE "\fContents\n\n1.  Weir gates      1\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
	cr_expect_eq(parts[0].last_line, 10u, "%zu", parts[0].last_line);
	split("Weir gates\n\n5 May 2019\n\n" PROSE "\fContents\n\n1.  What was withheld      1\n\n\f" PROSE);
	cr_expect_str_eq(types(), "d");
	cr_expect_eq(parts[0].last_line, 10u, "%zu", parts[0].last_line);
}

Test(split, a_paper_for_a_minister_with_a_purpose_is_a_briefing)
{
	split("3 May 2023\n\nMinister for Weirs\n\nGATES OF THE LOWER WEIR\n\nPurpose\n\n" PROSE);
	cr_expect_str_eq(types(), "b");
	split("3 May 2023\n\nGATES OF THE LOWER WEIR\n\nPurpose\n\n" PROSE);
	cr_expect_str_eq(types(), "d");
}

Test(split, an_office_over_two_lines_above_a_kind_heads_its_page)
{
	split("Note of 3 May 2019\n\n" PROSE
	      "\fMINISTRY OF TIDES,\nLOCKS & WEIRS\n\nAIDE MEMOIRE\n\nGates of the lower "
	      "weir\n\n" PROSE);
	cr_expect_str_eq(types(), "db");
	cr_expect_eq(parts[1].first_line, 3u, "%zu", parts[1].first_line);
}

Test(split, a_number_or_a_rule_may_stand_above_the_heading_of_a_page)
{
	split(MESSAGE
	      "\f                    3391\n\n    THE HARBOUR HOUSE\n      ADA\n\n  MEMORANDUM OF TELEPHONE "
	      "CONVERSATION\n\nSUBJECT:   Squid\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
	cr_expect_eq(parts[1].first_line, 6u);
}

Test(split, a_library_s_sheet_for_withdrawn_papers_is_a_schedule_and_its_marker_nothing)
{
	split("     FOIA MARKER\n\nThis is not a record of squid. It is a marker by the staff of the "
	      "library.\n"
	      "\f\n     Withdrawal/Redaction Sheet\n\n001. memo    Roe to Doe re: squid   05/22/1998   "
	      "P1/b(1)\n"
	      "\f" MESSAGE);
	cr_expect_str_eq(types(), "sm");
	cr_expect_eq(parts[0].first_line, 4u);
}

Test(split, a_classification_at_the_head_of_a_page_is_not_of_the_paper_before)
{
	split(MESSAGE "\f      CONFIDENTIAL\n\n\n" MESSAGE);
	cr_expect_str_eq(types(), "mm");
	cr_expect_eq(parts[0].last_line, 6u);
	split(MESSAGE "CONFIDENTIAL\n\f\n\n" MESSAGE);
	cr_expect_eq(parts[0].last_line, 7u, "what ends its own page is");
}

#define CABLE_TEXT "1. THE BOARD SAID THAT THE SQUID ARE LATE. IT WILL MEET AGAIN IN THE HARBOUR.\n"

Test(split, how_a_cable_was_routed_stands_above_its_head_and_its_attributes_below)
{
	split(MESSAGE
	      "\f         CONFIDENTIAL\n\nPAGE 01        LIMA  01187  121410Z\n\n45\nACTION AF-06\n"
	      "R 121330Z JUN 75\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 2215\n\nSUBJECT: SQUID\n\n" CABLE_TEXT
	      "\nMessage Attributes\n\nAutomatic Decaptioning: X\nCapture Date: 26 AUG 1999\n"
	      "From: LIMA\nLine Count: '41'\nSubject: SQUID\nTo: STATE\n\n\f" MESSAGE);
	cr_expect_str_eq(types(), "mmm");
	cr_expect_eq(parts[1].first_line, 6u);
	cr_expect_eq(parts[2].first_line, 29u);
}

Test(split, a_letterhead_that_says_what_to_refer_to_begins_a_paper)
{
	split(MESSAGE
	      "\f\n\n      U.S. Department of Nets\n\n      Bureau of Squid\n\n\nIn Reply, Please Refer to   "
	      "Port "
	      "Ada\nFile No.  19-12              April 22, 1997\n\n\n      SQUID OF THE HARBOUR\n\n" PROSE);
	cr_expect_str_eq(types(), "md");
	split(MESSAGE "\f\n\n      U.S. Department of Nets\n\n" PROSE);
	cr_expect_str_eq(types(), "m");
}

Test(split, a_desk_statement_and_a_response_to_a_query_are_media_lines)
{
	split(MESSAGE "\fRESPONSE TO QUERY - April 2, 2024\nHarbour lights\n\n" PROSE);
	cr_expect_str_eq(types(), "mM");
	split(MESSAGE "\fDESK STATEMENT (use only if asked)\n\nHarbour lights\n\n" PROSE);
	cr_expect_str_eq(types(), "mM");
}
