/* SPDX-License-Identifier: MIT */
#include "../../store/parse/header.h"

#include <criterion/criterion.h>

static struct arena arena;
static struct lines lines;
static struct regimes regimes;
static struct header header;

static void finish(void)
{
	arena_finish(&arena);
}

TestSuite(header, .fini = finish);

static bool read(const char *text)
{
	cr_assert_eq(lines_split(slice_of(text), &arena, &lines), 0);
	regime_weigh(&lines, &regimes);
	return header_read(&lines, 0, lines.count, &regimes, &header);
}

static const char *value(enum header_label label)
{
	return header_value(&lines, &header.fields[label], &arena);
}

Test(header, values_stand_on_the_line_of_their_label)
{
	cr_assert(read("From: NAD\nSent: 1 May 2019\nTo: A; B\nCc: C\nSubject: Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "NAD");
	cr_expect_str_eq(value(HEADER_SENT), "1 May 2019");
	cr_expect_str_eq(value(HEADER_TO), "A; B");
	cr_expect_str_eq(value(HEADER_CC), "C");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
	cr_expect_str_eq(value(HEADER_BCC), "", "a field that is not printed");
	cr_expect_eq(header.last_line, 5u);
}

Test(header, values_stand_on_the_line_below_also_below_a_blank_one)
{
	cr_assert(read("From:\nNAD\nSent:\n\n1 May 2019\n\nTo:\n\nA\n\nSubject:\n\nSquid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "NAD");
	cr_expect_str_eq(value(HEADER_SENT), "1 May 2019");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
}

Test(header, recipients_run_over_lines_blank_lines_and_page_ends)
{
	cr_assert(
		read("From: NAD\n\nSent: 1 May 2019\n\nTo: A;\nB;\n\nPage 2 of 9\n\nC\n\nSubject: Squid\n"));
	cr_expect_str_eq(value(HEADER_TO), "A; B; C");
}

Test(header, a_long_subject_is_continued_and_a_paragraph_is_not)
{
	cr_assert(read("From: A\nSent: 1 May 2019\nTo: B\n"
		       "Subject: Squid in the harbour and what we know about where they come from\nin "
		       "spring\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT),
			 "Squid in the harbour and what we know about where they come from in spring");
	cr_assert(read("From: A\nSent: 1 May 2019\nTo: B\nSubject: Squid\nHave you seen them?\n\nB\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
}

Test(header, a_subject_in_capitals_that_breaks_off_at_a_mark_goes_on_below)
{
	cr_assert(read(
		"From: A\n\nSent: 1 May 2019\n\nTo: B\n\nSubject: MESSAGE: s6(a)\n\nSQUID LETTER\n\nSummary\n"
		"Released under the Official Information Act\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "MESSAGE: s6(a) SQUID LETTER");
	cr_assert(read("From: A\n\nSent: 1 May 2019\n\nTo: B\n\nSubject: MESSAGE: s6(a)\n\nSUMMARY\n\nText\n"
		       "Released under the Official Information Act\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "MESSAGE: s6(a)", "a heading is one word");
}

Test(header, notes_in_the_margin_belong_to_no_value)
{
	cr_assert(read(
		"From:          A <a@b.nz>                               B6\nSent:          1 May 2019\nTo:\n"
		"Subject        Squid\n"));
	cr_expect_str_eq(value(HEADER_FROM), "A <a@b.nz>");
	cr_expect_str_eq(value(HEADER_TO), "");
	cr_expect(header.fields[HEADER_TO].present);
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid", "a column of labels needs no colon");
}

Test(header, labels_printed_before_their_values_get_them_in_order)
{
	cr_assert(read("From:\nSent:\nTo:\nSubject:\n\nA\n1 May 2019\nB\nSquid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "A");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
	cr_expect_eq(header.last_line, 9u);
}

Test(header, memoranda_and_other_languages_have_headers_too)
{
	cr_assert(read("TO:\tHead\nFROM:\tKeeper\nDATE:\t4 May 2018\nRE:\tOil\n"));
	cr_expect_str_eq(value(HEADER_FROM), "Keeper");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Oil");
	cr_assert(read("De : Anne\nEnvoy\xc3\xa9 : 4 mai\n\xc3\x80 : Jean\nObjet : Phares\n"));
	cr_expect_str_eq(value(HEADER_TO), "Jean");
}

Test(header, a_second_from_begins_another_block)
{
	cr_assert(read("From: A\nSent: 1 May 2019\nTo: B\nFrom: C\nSent: 2 May 2019\nTo: D\n"));
	cr_expect_eq(header.last_line, 3u);
}

Test(header, a_date_stamped_above_is_not_the_message_s)
{
	cr_assert_not(read("Date: 05/13/2015\n\nFrom: A\nSent: 1 May 2019\nTo: B\nSubject: Squid\n"));
	cr_assert(header_read(&lines, 2, lines.count, &regimes, &header));
	cr_expect_str_eq(value(HEADER_SENT), "1 May 2019");
}

Test(header, too_few_labels_quoted_text_and_sentences_are_no_header)
{
	cr_expect_not(read("From: A\nTo: B\n\nText.\n"));
	cr_expect_not(read("> From: A\n> Sent: 1 May 2019\n> To: B\n> Subject: x\n"));
	cr_expect_not(read("From the start: it was cold\nTo: those who know\nSent: away\n"));
	cr_expect_not(read("Subject: x\n\nText.\n"));
}

Test(header, labels_without_colons_stand_above_their_values)
{
	cr_assert(read("From\nSQUID, Jane\nSent\n1 May 2019\nTo\nA; B\nSubject\nRE: Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "SQUID, Jane");
	cr_expect_str_eq(value(HEADER_SENT), "1 May 2019");
	cr_expect_str_eq(value(HEADER_SUBJECT), "RE: Squid");
	cr_expect_eq(header.last_line, 8u);
	cr_expect_not(read("From\nthe harbour we went\nto\nthe sea and\nsent\nword home.\n"));
}

Test(header, re_below_an_empty_subject_is_its_value)
{
	cr_assert(read("From:\nA\nSent:\n1 May 2019\nTo:\nB\nSubject:\nRE: Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "RE: Squid");
}

Test(header, briefings_name_who_prepared_them_and_for_whom)
{
	cr_assert(read("Subject:  Squid\nPrepared for:  The Minister\nPrepared by:  Squid Office\nDate:  1 "
		       "May 2019\n"));
	cr_expect_str_eq(value(HEADER_FROM), "Squid Office");
	cr_expect_str_eq(value(HEADER_TO), "The Minister");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
}

Test(header, a_colon_may_stand_with_the_value)
{
	cr_assert(read("From\n: A\nTo\n:            B\nSubject\n: Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "A");
	cr_expect_str_eq(value(HEADER_TO), "B");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
}

Test(header, labels_that_recognition_spoilt_are_labels)
{
	cr_assert(read("Frorn: NAD\nScnt: 1 May 2019\nT0: A\nSubiect: Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "NAD");
	cr_expect_str_eq(value(HEADER_SENT), "1 May 2019");
	cr_expect_str_eq(value(HEADER_TO), "A");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
	cr_expect_not(read("Form: NAD\nRank: 1\nTa: A\nObject: Squid\n"), "two letters differ");
}

Test(header, dots_lead_from_a_label_to_its_value)
{
	cr_assert(
		read("FROM ....... NAD\nTO ......... : A\nDATE ....... 1 May 1959\nSUBJECT .... : Squid\n"));
	cr_expect_str_eq(value(HEADER_FROM), "NAD");
	cr_expect_str_eq(value(HEADER_TO), "A");
	cr_expect_str_eq(value(HEADER_SENT), "1 May 1959");
}

Test(header, a_form_has_two_labels_in_a_line)
{
	cr_assert(read("TO   : Head of Lights       DATE: 1 May 1959\nFROM : NAD\nSUBJECT: Squid  found\n"));
	cr_expect_str_eq(value(HEADER_TO), "Head of Lights");
	cr_expect_str_eq(value(HEADER_SENT), "1 May 1959");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid found");
}

Test(header, a_memorandum_prints_its_date_above_the_labels)
{
	cr_assert(read("- 1 May 1959\n\nSECRET\n\nMEMORANDUM FOR: A\nFROM: NAD\nSUBJECT: Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_SENT), "1 May 1959");
	cr_expect_str_eq(value(HEADER_TO), "A");
	cr_expect_eq(header.first_line, 0u);
	cr_expect_not(read("1 May 1959\n\nFrom: A\nSent: 2 May 1959\nTo: B\nSubject: C\n"),
		      "the block has a date of its own");
	cr_expect_not(read("Released 1 May 1959\nFROM: A\nTO: B\nSUBJECT: C\n"));
}

Test(header, a_name_and_a_time_stand_above_the_labels)
{
	cr_assert(read("Jane Roe\n09/10/2001 10:15 AM\nTo: A\ncc:\nSubject: Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "Jane Roe");
	cr_expect_str_eq(value(HEADER_SENT), "09/10/2001 10:15 AM");
	cr_expect_not(read("Jane Roe\n09/10/2001\nTo: A\ncc:\nSubject: Squid\n"), "no time");
}

Test(header, a_cable_names_sender_and_posts_without_colons)
{
	cr_assert(read(
		"P 051423Z JUN 63\nFM AMEMBASSY NORTH LIGHT\nTO SECHARBOUR CAPITAL\n"
		"AMCONSUL SOUTH LIGHT\nINFO FLEET\nBT\nUNCLAS NORTH LIGHT 12\nSUBJ: SQUID\n\n1. TEXT.\n"));
	cr_expect_str_eq(value(HEADER_SENT), "051423Z JUN 63");
	cr_expect_str_eq(value(HEADER_FROM), "AMEMBASSY NORTH LIGHT");
	cr_expect_str_eq(value(HEADER_TO), "SECHARBOUR CAPITAL AMCONSUL SOUTH LIGHT");
	cr_expect_str_eq(value(HEADER_CC), "FLEET");
	cr_expect_str_eq(value(HEADER_SUBJECT), "SQUID");
	cr_expect_not(read("FM is a radio\nTO WHOM IT MAY CONCERN\n"));
	cr_expect_not(read("FM AMEMBASSY\n\nTHE END\n"), "to nobody");
}

Test(header, labels_are_read_in_french_german_and_spanish)
{
	cr_assert(read("Exp\xc3\xa9"
		       "diteur\xc2\xa0: A\nDestinataire : B\nSujet : C\n"));
	cr_expect_str_eq(value(HEADER_FROM), "A");
	cr_assert(read("Absender: A\nEmpf\xc3\xa4nger: B\nKopie: C\nBetr.: D\n"));
	cr_expect_str_eq(value(HEADER_CC), "C");
	cr_expect_str_eq(value(HEADER_SUBJECT), "D");
	cr_assert(read("De: A\nEnviado el: 5 de junio de 2012\nPara: B\nAsunto: C\n"));
	cr_expect_str_eq(value(HEADER_SENT), "5 de junio de 2012");
	cr_expect_str_eq(value(HEADER_SUBJECT), "C");
}

Test(header, columns_of_notes_may_stand_below_the_name_and_the_day)
{
	cr_assert(read("Jane Roe/SQUID\n12/06/2018 16:52\n\n                  To   John Doe/SQUID\n"
		       "                  cc\n             Subject   Eels\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "Jane Roe/SQUID");
	cr_expect_str_eq(value(HEADER_SENT), "12/06/2018 16:52");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Eels");
	cr_expect_not(read("Best regards\n\n                  To   A\nJane Roe/SQUID    cc   B\n"
			   "2012-11-27 04:40  Subject   X\n\nText.\n") &&
		      strcmp(value(HEADER_FROM), "Best regards") == 0);
	cr_expect_not(read("Jane Roe/SQUID\nsaw the squid at night\n\n                  To   John Doe/SQUID\n"
			   "                  cc\n12/06/2018   Subject   Eels\n\nText.\n"));
}

Test(header, columns_of_notes_may_be_french)
{
	cr_assert(read("Jane Roe/CALMAR             A   John Doe\n2020-03-04 08:26           cc   Ann Poe\n"
		       "                         Objet   Anguilles\n\nTexte.\n"));
	cr_expect_str_eq(value(HEADER_TO), "John Doe");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Anguilles");
	cr_expect_not(read("Harbour Board\n  A meeting will be held\n5 May 2019\n  Subject to quorum\n"));
}

#define CABLE "R 121330Z JUN 75\nFM AMEMBASSY LIMA\nTO SECSTATE WASHDC 2215\n\n"

Test(header, a_cable_s_subject_goes_on_down_to_the_blank_line)
{
	cr_assert(
		read(CABLE "SUBJECT: HARBOUR TALKS: THE TWO BOARDS OF SQUID MEET AT\nPUERTO\n\n1. TEXT.\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "HARBOUR TALKS: THE TWO BOARDS OF SQUID MEET AT PUERTO");
	cr_assert(read(CABLE
		       "SUBJECT: SQUID BOARD CREDIT: WHAT THE MINISTER SAID\n         TO THE AMBASSADOR\n"
		       "\nREF: LIMA 12\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT),
			 "SQUID BOARD CREDIT: WHAT THE MINISTER SAID TO THE AMBASSADOR");
	cr_assert(
		read(CABLE "SUBJECT: SQUID BOARD CREDIT: WHAT THE MINISTER SAID\nREF LIMA 12\n\n1. TEXT.\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "SQUID BOARD CREDIT: WHAT THE MINISTER SAID");
	cr_assert(read(CABLE "SUBJECT: SQUID BOARD CREDIT: WHAT THE MINISTER SAID\nMINISTER SAID SQUID\n"
			     "ARE LATE THIS YEAR. WE AGREE.\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "SQUID BOARD CREDIT: WHAT THE MINISTER SAID");
}

Test(header, a_cable_s_number_stands_above_its_day_wherever_the_block_stands)
{
	cr_assert(read("      MRN:        11 LIMA 54\n      Date/DTG:   Jun 14, 2011 / 141845Z JUN 11\n"
		       "      From:       AMEMBASSY LIMA\n      Action:     SECSTATE\n"
		       "      Subject:    SQUID\n\n1. Text.\n"));
	cr_expect_str_eq(value(HEADER_SUBJECT), "SQUID");
}

Test(header, mail_of_the_white_house_names_who_created_it_and_when)
{
	cr_assert(read(
		"RECORD TYPE: PRESIDENTIAL (NOTES MAIL)\n\nCREATOR: Jane Roe ( CN=Jane Roe/OU=NSC/O=EOP [ "
		"NSC ] )"
		"\n\nCREATION DATE/TIME:18-MAY-1998 10:14:52.00\n\nSUBJECT:  Squid\n\n"
		"TO: John Doe ( CN=John Doe/OU=NSC/O=EOP @ EOP [ NSC ] )\nREAD:UNKNOWN\n\nTEXT:\nThe squid "
		"are late.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "Jane Roe ( CN=Jane Roe/OU=NSC/O=EOP [ NSC ] )");
	cr_expect_str_eq(value(HEADER_SENT), "18-MAY-1998 10:14:52.00");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
	cr_expect_str_eq(value(HEADER_TO), "John Doe ( CN=John Doe/OU=NSC/O=EOP @ EOP [ NSC ] )");
	cr_expect_eq(header.last_line, 12u);
	cr_assert(read(
		"Jane Roe\n05/15/98 06:31:07 PM\nRecord Type:    Record\n\nTo:      John Doe\ncc:\nSubject: "
		"Squid\n\nText.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "Jane Roe");
	cr_expect_str_eq(value(HEADER_SENT), "05/15/98 06:31:07 PM");
}

Test(header, a_memorandum_may_go_through_another_office)
{
	cr_assert(read(
		"MEMORANDUM FOR JOHN DOE\n\nTHROUGH:   ANN POE\n\nFROM:   JANE ROE\n\nSUBJECT:   Squid\n\n"
		"Text.\n"));
	cr_expect_str_eq(value(HEADER_TO), "JOHN DOE");
	cr_expect_str_eq(value(HEADER_FROM), "JANE ROE");
	cr_expect_str_eq(value(HEADER_SUBJECT), "Squid");
}

Test(header, a_telegram_of_the_department_names_the_post_beside_a_column_of_offices)
{
	cr_assert(read("          INCOMING TELEGRAM      Department of State\n\n   47\n Action            "
		       "Control:   "
		       "3318\n   AF              Rec'd:     April 4, 1962\n Info\n   SS      FROM:  Lima\n   "
		       "G\n   SP  "
		       "    TO:    Secretary of State\n   L\n   EUR     NO:    214, April 4, 7 p.m.\n\n      "
		       "     Called "
		       "on the board of squid.\n"));
	cr_expect_str_eq(value(HEADER_FROM), "Lima");
	cr_expect_str_eq(value(HEADER_TO), "Secretary of State");
	cr_expect_eq(header.last_line, 11u);
	cr_expect_not(read("INCOMING TELEGRAM\n\nThe squid came FROM: Lima\n\nand went on.\n"));
}
