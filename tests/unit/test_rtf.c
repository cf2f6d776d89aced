/* SPDX-License-Identifier: MIT */
#include "office_kit.h"

#include <errno.h>
#include <stdlib.h>

static int read_text(const char *rtf, size_t length, struct office *office)
{
	const struct format *format = format_for("text/rtf");

	*office = (struct office){.reason = ""};
	format->prepare();
	return format->extract(&(struct input){.bytes = {rtf, length}}, NULL, &office->extracted,
			       &office->reason);
}

static void expect_both(const char *rtf, const char *text, const char *remark)
{
	struct office office;

	cr_assert_eq(read_text(rtf, strlen(rtf), &office), 0, "%s", office.reason);
	cr_assert_str_eq(buf_string(&office.extracted.text), text);
	cr_assert_str_eq(office.extracted.remark ? office.extracted.remark : "", remark);
	office_finish(&office);
}

static void expect(const char *rtf, const char *text)
{
	expect_both(rtf, text, "");
}

Test(rtf, paragraphs_tabs_lines_and_pages)
{
	expect("{\\rtf1\\ansi{\\fonttbl{\\f0 Times;}}{\\colortbl;\\red0;}From:\\tab A\r\n\\par\r\nB\\line "
	       "C\\par}",
	       "From:\tA\nB\nC\n");
	expect("{\\rtf1 One\\par\\page Two\\sect\\sectd Three\\sect\\sectd\\sbknone Four\\\n}",
	       "One\n\fTwo\n\fThree\nFour\n");
	expect("{\\rtf1 a\\~b\\_c\\-d \\{\\\\\\} \\ldblquote q\\rdblquote\\endash\\par}",
	       "a\xc2\xa0"
	       "b-cd {\\} \xe2\x80\x9cq\xe2\x80\x9d\xe2\x80\x93\n");
}

Test(rtf, letters_in_any_charset)
{
	expect("{\\rtf1\\ansi\\ansicpg1252 caf\\'e9 \\'93q\\'94\\par}",
	       "caf\xc3\xa9 \xe2\x80\x9cq\xe2\x80\x9d\n");
	expect("{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset0 T;}{\\f1\\fcharset204 T;}{\\f2\\fcharset128 T;}}"
	       "{\\f1 \\'cc\\'e8\\'f0} {\\f2 \\'93\\'fa\\'96\\'7b}\\par}",
	       "\xd0\x9c\xd0\xb8\xd1\x80 \xe6\x97\xa5\xe6\x9c\xac\n");
	expect("{\\rtf1\\ansi{\\fonttbl{\\f3\\fcharset2 Symbol;}}{\\f3\\'b7}\\par}", "\xe2\x80\xa2\n");
}

Test(rtf, unicode_has_a_fallback_that_is_passed_over)
{
	expect("{\\rtf1\\uc1 T\\u363?r \\u26032 \\'90\\u-257?\\par}",
	       "T\xc5\xabr \xe6\x96\xb0\xef\xbb\xbf\n");
	expect("{\\rtf1\\uc2 a\\u8211--b\\uc0\\u8211 c\\par}", "a\xe2\x80\x93"
							       "b\xe2\x80\x93"
							       "c\n");
	expect("{\\rtf1 \\u-10179?\\u-8704?\\par \\u-10179?x\\par}", "\xf0\x9f\x98\x80\n\xef\xbf\xbdx\n");
}

Test(rtf, what_tracked_changes_deleted_is_never_read)
{
	expect_both("{\\rtf1 We {\\deleted\\revauthdel1 SECRET \\'e9\\u363?\\par}{\\revised agree}.\\par}",
		    "We agree.\n", "deleted text of tracked changes was left out");
	expect_both("{\\rtf1 We \\deleted SECRET{\\b SECRET}\\deleted0 agree {\\mvf SECRET}.\\par}",
		    "We agree .\n", "deleted text of tracked changes was left out");
	expect_both("{\\rtf1 Sand{\\deleted SECRET{\\footnote SECRET}}\\plain .\\par}", "Sand.\n",
		    "deleted text of tracked changes was left out");
}

Test(rtf, hidden_text_and_comments_are_left_out)
{
	expect_both("{\\rtf1 Seen{\\v SECRET}.{\\*\\atnid X}{\\*\\annotation{\\*\\atndate 1}SECRET}\\par}",
		    "Seen.\n", "hidden text was left out; comments were left out");
}

Test(rtf, what_is_no_text_is_passed_over)
{
	expect("{\\rtf1{\\stylesheet{\\s1 Heading;}}{\\*\\unknown{\\b x}}{\\pict 89504e47}{\\info{\\title T}}"
	       "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt a link}}{\\*\\bkmkstart b}\\bin3 {{{\\par}",
	       "a link\n");
}

Test(rtf, a_row_is_a_line)
{
	expect("{\\rtf1 Above\\par\\trowd\\pard\\intbl From:\\cell A\\cell\\row\\trowd\\pard\\intbl "
	       "To:\\cell B\\par C\\cell\\row"
	       "\\pard Below\\par}",
	       "Above\nFrom:\tA\nTo:\tB C\nBelow\n");
}

Test(rtf, lists_notes_boxes_and_margins)
{
	expect("{\\rtf1{\\header IN CONFIDENCE\\par}{\\pard{\\listtext\\'b7\\tab}sand\\par}{\\headerf NOT "
	       "SHOWN}"
	       "Mud{\\super\\chftn}{\\footnote\\pard See the chart.}, more.{\\shp{\\*\\shpinst{\\sp{\\sn "
	       "x}{\\sv y}}"
	       "{\\shptxt Boxed\\par}}{\\shprslt Boxed}}\\par}",
	       "- sand\nMud[1], more.\nBoxed\n----------\nIN CONFIDENCE\n[1] See the chart.\n");
}

Test(rtf, properties_are_those_of_the_file)
{
	static const char rtf[] =
		"{\\rtf1{\\info{\\title Dredging \\'93x\\'94}{\\author J Marlowe}{\\creatim\\yr2019\\mo7\\dy1"
		"\\hr11\\min25}{\\revtim\\yr2019\\mo13}}A note.\\par}";
	struct office office;

	cr_assert_eq(read_text(rtf, strlen(rtf), &office), 0);
	cr_assert_str_eq(office_property_of(&office, "title"), "Dredging \xe2\x80\x9cx\xe2\x80\x9d");
	cr_assert_str_eq(office_property_of(&office, "author"), "J Marlowe");
	cr_assert_str_eq(office_property_of(&office, "created"), "2019-07-01T11:25");
	cr_assert_str_eq(office_property_of(&office, "modified"), "");
	cr_assert_str_eq(office_parse(&office).documents[0].date, "");
	office_finish(&office);
}

Test(rtf, printed_headers_parse_as_messages)
{
	static const char rtf[] = "{\\rtf1{\\b From:}\\tab MARLOWE, Judith (NAD)\\line{\\b Sent:}\\tab "
				  "Monday, 1 July 2019 11:25 AM"
				  "\\line{\\b To:}\\tab BEIJING\\line{\\b Subject:}\\tab Harbour "
				  "dredging\\par\\par It is dredged.\\par}";
	struct office office;
	struct parsed parsed;

	cr_assert_eq(read_text(rtf, strlen(rtf), &office), 0);
	parsed = office_parse(&office);
	cr_assert_eq(parsed.count, 1);
	cr_assert_eq(parsed.documents[0].type, TYPE_MESSAGE);
	cr_assert_str_eq(parsed.documents[0].sender, "MARLOWE, Judith (NAD)");
	cr_assert_str_eq(parsed.documents[0].date, "2019-07-01T11:25");
	cr_assert_str_eq(parsed.documents[0].title, "Harbour dredging");
	office_finish(&office);
}

Test(rtf, depth_has_an_end)
{
	enum { DEEP = 100000 };
	char *rtf = malloc(DEEP);
	struct office office;

	memset(rtf, '{', DEEP);
	cr_assert_eq(read_text(rtf, DEEP, &office), -EBADMSG);
	cr_assert_str_eq(office.reason, "its groups are too deep");
	office_finish(&office);
	memset(rtf, '}', DEEP);
	cr_assert_eq(read_text(rtf, DEEP, &office), 0);
	office_finish(&office);
	free(rtf);
}

Test(rtf, any_flipped_or_missing_byte_is_survived)
{
	char rtf[] = "{\\rtf1\\ansi{\\fonttbl{\\f1\\fcharset204 T;}}{\\info{\\title T}}\\trowd\\intbl "
		     "a\\cell b\\cell\\row\\pard"
		     "{\\f1 \\'cc}\\u-10179?\\u-8704?{\\footnote n}{\\shp{\\*\\shpinst{\\shptxt "
		     "B\\par}}}{\\deleted S}\\bin2 xx\\par}";

	for (size_t at = 0; at < sizeof rtf - 1; at++) {
		static const char values[] = {0, '{', '}', '\\', '\'', '-', '9', 'u', (char)0xff};
		char before = rtf[at];
		struct office office;

		for (size_t i = 0; i < sizeof values; i++) {
			rtf[at] = values[i];
			cr_assert_eq(read_text(rtf, sizeof rtf - 1, &office), 0);
			office_finish(&office);
		}
		rtf[at] = before;
		cr_assert_eq(read_text(rtf, at, &office), 0);
		office_finish(&office);
	}
}
