/* SPDX-License-Identifier: MIT */
#include "office_kit.h"

#include "../../store/extract/media/media.h"

#include <errno.h>

#define MEDIA "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define MAIN "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define SPACES                                                                                               \
	" xmlns:w='" MAIN "' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"  \
	" xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:v='urn:v'"
#define BODY(content) "<w:document" SPACES "><w:body>" content "</w:body></w:document>"
#define RUN(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define P(text) "<w:p>" RUN(text) "</w:p>"
#define TAB "<w:r><w:tab/></w:r>"
#define CELL(content) "<w:tc>" content "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"

static int read_one(struct office *office, const char *xml)
{
	return office_read(office, MEDIA, (struct part[]){{"word/document.xml", xml}, {NULL, NULL}});
}

static void expect_both(const struct part *parts, const char *text, const char *remark)
{
	struct office office;

	cr_assert_eq(office_read(&office, MEDIA, parts), 0, "%s", office.reason);
	cr_assert_str_eq(buf_string(&office.extracted.text), text);
	cr_assert_str_eq(office.extracted.remark ? office.extracted.remark : "", remark);
	cr_assert_str_eq(office.extracted.charset, "UTF-8");
	cr_assert_not(office.extracted.declared.any);
	office_finish(&office);
}

static void expect(const char *xml, const char *text, const char *remark)
{
	expect_both((struct part[]){{"word/document.xml", xml}, {NULL, NULL}}, text, remark);
}

Test(docx, a_paragraph_is_a_line_and_an_empty_one_an_empty_line)
{
	expect(BODY(P("First.") "<w:p/><w:p>" RUN("Second, ")
			    RUN("in two ") "</w:p>" P("T\xc5\xab &amp; &#x2014;")),
	       "First.\n\nSecond, in two \nT\xc5\xab & \xe2\x80\x94\n", "");
}

Test(docx, tabs_and_breaks_are_what_they_are)
{
	expect(BODY("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>" RUN("From:")
			    TAB RUN("A") "<w:r><w:br/><w:t>Sent:</w:t></w:r></w:p>"),
	       "From:\tA\nSent:\n", "");
}

Test(docx, the_strict_form_is_read_too)
{
	expect("<x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body><x:p><x:r>"
	       "<x:t>Strict.</x:t></x:r></x:p></x:body></x:document>",
	       "Strict.\n", "");
}

Test(docx, pages_are_those_of_breaks_and_of_the_last_layout)
{
	struct office office;

	cr_assert_eq(read_one(&office, BODY("<w:p><w:r><w:lastRenderedPageBreak/><w:t>One</w:t></w:r></w:p>"
					    "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
					    "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r></w:p>"
					    "<w:p>" RUN("and ") "<w:r><w:lastRenderedPageBreak/><w:t>three"
								"</w:t></w:r></w:p>")),
		     0);
	cr_assert_str_eq(buf_string(&office.extracted.text), "One\n\f\nTwo\nand \n\fthree\n");
	cr_assert_eq(office.extracted.page_count, 3);
	office_finish(&office);
	expect(BODY("<w:p><w:pPr><w:sectPr><w:type w:val='nextPage'/></w:sectPr></w:pPr>" RUN(
		       "One") "</w:p>"
			      "<w:p><w:pPr><w:sectPr><w:type w:val='continuous'/></w:sectPr></w:pPr>" RUN(
				      "Two") "</w:p>"
					     "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>" RUN(
						     "Three") "</w:p>"),
	       "One\n\fTwo\n\fThree\n", "");
}

Test(docx, what_tracked_changes_deleted_is_never_read)
{
	expect(BODY("<w:p>" RUN("We ") "<w:del w:id='1'><w:r><w:delText>SECRET</w:delText></w:r></w:del>"
				       "<w:del><w:r><w:t>SECRET</w:t></w:r></w:del>"
				       "<w:ins w:id='2'>" RUN("agree") "</w:ins>" RUN(".") "</w:p>"),
	       "We agree.\n", "deleted text of tracked changes was left out");
	expect(BODY("<w:p><w:moveFrom>" RUN("SECRET") "</w:moveFrom><w:moveTo>" RUN(
		       "Moved") "</w:moveTo></w:p>"),
	       "Moved\n", "deleted text of tracked changes was left out");
	expect(BODY("<w:p><w:ins><w:del>" RUN("SECRET") "</w:del></w:ins>" RUN(
		       "Kept") "</w:p>"
			       "<w:del><w:p>" RUN("SECRET") "</w:p></w:del>"),
	       "Kept\n", "deleted text of tracked changes was left out");
	expect(BODY("<w:tbl>" ROW("<w:trPr><w:del w:id='3'/></w:trPr>" CELL(P("SECRET")) CELL(P("SECRET")))
			    ROW(CELL(P("a")) CELL(P("b"))) "</w:tbl>"),
	       "a\tb\n", "deleted text of tracked changes was left out");
}

Test(docx, a_deleted_paragraph_mark_joins_two_paragraphs)
{
	expect(BODY("<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" RUN("One ") "</w:p>" P("line.")),
	       "One line.\n", "");
}

Test(docx, formats_of_before_are_no_text)
{
	expect(BODY("<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId "
		    "w:val='1'/></w:numPr></w:pPr></w:pPrChange>"
		    "</w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
		    "<w:t>Shown</w:t></w:r></w:p>"),
	       "Shown\n", "");
}

Test(docx, hidden_text_and_comments_are_left_out)
{
	expect(BODY("<w:p>" RUN("Seen") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>SECRET</w:t><w:tab/></w:r>"
					"<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>.</w:t></w:r></w:p>"),
	       "Seen.\n", "hidden text was left out");
	expect_both(
		(struct part[]){{"word/comments.xml", "<w:comments" SPACES "><w:comment w:id='0'>" P(
							      "SECRET") "</w:comment></w:comments>"},
				{"word/document.xml", BODY("<w:p>" RUN("Seen.") "<w:r><w:commentReference "
										"w:id='0'/></w:r></w:p>")},
				{NULL, NULL}},
		"Seen.\n", "comments were left out");
}

Test(docx, all_that_was_left_out_is_said)
{
	expect(BODY("<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:r><w:commentReference/></"
		    "w:r></w:p>"),
	       "\n", "deleted text of tracked changes was left out; comments were left out");
}

Test(docx, fields_show_their_result_only)
{
	expect(BODY("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK "
		    "x</w:instrText></w:r>"
		    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:hyperlink r:id='r1'>" RUN(
			    "a link") "</w:hyperlink></w:p>"),
	       "a link\n", "");
}

Test(docx, a_row_of_a_table_is_a_line)
{
	expect(BODY(P("Above") "<w:tbl>" ROW(CELL(P("From:")) CELL(P("MARLOWE, Judith (NAD)"))) ROW(
		       CELL(P("To:")) CELL(P("Beijing") P("Geneva")) CELL("<w:p/>")) "</w:tbl>" P("Below")),
	       "Above\nFrom:\tMARLOWE, Judith (NAD)\nTo:\tBeijing Geneva\nBelow\n", "");
}

Test(docx, a_table_for_the_layout_stays_paragraphs)
{
	expect(BODY("<w:tbl>" ROW(CELL(P("A") P("letter")))
			    ROW(CELL(P("margin")) CELL(P("1") P("2") P("3") P("4"))) "</w:tbl>"),
	       "A\nletter\nmargin\n1\n2\n3\n4\n", "");
}

Test(docx, a_table_in_a_table_is_rows_within_the_cell)
{
	expect(BODY("<w:tbl>" ROW(CELL("<w:tbl>" ROW(CELL(P("a")) CELL(P("b")))
					       ROW(CELL(P("c")) CELL(P("d"))) "</w:tbl><w:p/>")) "</w:tbl>"),
	       "a\tb\nc\td\n\n", "");
}

Test(docx, a_text_box_is_read_once_and_after_its_paragraph)
{
	expect(BODY("<w:p>" RUN("Before ") "<w:r><mc:AlternateContent><mc:Choice "
					   "Requires='wps'><v:txbx><w:txbxContent>" P(
						   "Boxed") "</w:txbxContent></v:txbx></"
							    "mc:Choice><mc:Fallback><v:txbx><w:"
							    "txbxContent>" P("Boxed") "</w:txbxContent></"
										      "v:txbx></"
										      "mc:Fallback></"
										      "mc:AlternateContent></"
										      "w:r>" RUN(
											      "after") "</"
												       "w:"
												       "p"
												       ">"),
	       "Before after\nBoxed\n", "");
}

#define LIST "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr>"

Test(docx, a_paragraph_of_a_list_has_a_dash)
{
	expect(BODY("<w:p><w:pPr>" LIST
		    "</w:pPr>" RUN("sand") "</w:p><w:p><w:pPr>" LIST "</w:pPr></w:p>"
					   "<w:p><w:pPr><w:pStyle w:val='ListBullet'/></w:pPr>" RUN(
						   "mud") "</w:p>"
							  "<w:p><w:pPr><w:pStyle w:val='Heading1'/>" LIST
							  "</w:pPr>" RUN("Purpose") "</w:p>"),
	       "- sand\n\n- mud\nPurpose\n", "");
}

#define NOTE(id, text) "<w:footnote w:id='" id "'>" P(text) "</w:footnote>"

Test(docx, notes_follow_the_text_under_a_line)
{
	expect_both(
		(struct part[]){
			{"word/footnotes.xml",
			 "<w:footnotes" SPACES "><w:footnote w:type='separator' w:id='-1'>"
			 "<w:p/></w:footnote>" NOTE("2", "See the chart.")
				 NOTE("3", "SECRET") "</w:footnotes>"},
			{"word/document.xml",
			 BODY("<w:p>" RUN("Sand") "<w:r><w:footnoteReference w:id='2'/></w:r>"
						  "<w:del><w:r><w:footnoteReference w:id='3'/></w:r></w:del>"
						  "</w:p>")},
			{NULL, NULL}},
		"Sand[1]\n----------\n[1] See the chart.\n", "");
}

Test(docx, headers_and_footers_that_are_shown_stand_once_at_the_end)
{
	static const char rels[] =
		"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
		"<Relationship Id='r1' Target='header1.xml'/><Relationship Id='r2' "
		"Target='/word/footer1.xml'/>"
		"<Relationship Id='r3' Target='header2.xml'/><Relationship Id='r4' "
		"Target='header3.xml'/></Relationships>";

	expect_both(
		(struct part[]){
			{"word/header1.xml", "<w:hdr" SPACES ">" P("IN CONFIDENCE") "</w:hdr>"},
			{"word/header2.xml", "<w:hdr" SPACES ">" P("NOT SHOWN") "</w:hdr>"},
			{"word/header3.xml", "<w:hdr" SPACES ">" P("IN CONFIDENCE") "</w:hdr>"},
			{"word/footer1.xml", "<w:ftr" SPACES ">" P("Harbour Office") "</w:ftr>"},
			{"word/_rels/document.xml.rels", rels},
			{"word/document.xml",
			 BODY(P("Text") "<w:sectPr><w:headerReference w:type='default' r:id='r1'/>"
					"<w:headerReference w:type='first' r:id='r3'/>"
					"<w:footerReference w:type='default' r:id='r2'/>"
					"<w:headerReference w:type='default' r:id='r4'/></w:sectPr>")},
			{NULL, NULL}},
		"Text\n----------\nIN CONFIDENCE\nHarbour Office\n", "");
}

Test(docx, properties_are_those_of_the_file_and_no_date_of_a_document)
{
	static const char core[] =
		"<p:coreProperties xmlns:p='urn:p' xmlns:dc='http://purl.org/dc/elements/1.1/' "
		"xmlns:dcterms='http://purl.org/dc/terms/'><dc:title>Dredging </dc:title>"
		"<dc:creator>J Marlowe</dc:creator><dcterms:created>2019-07-01T00:00:00Z"
		"</dcterms:created><dcterms:modified>2019-07-02T00:00:00Z</dcterms:modified>"
		"</p:coreProperties>";
	struct office office;

	cr_assert_eq(office_read(&office, MEDIA,
				 (struct part[]){{"word/document.xml", BODY(P("A note."))},
						 {"docProps/core.xml", core},
						 {NULL, NULL}}),
		     0);
	cr_assert_str_eq(office_property_of(&office, "title"), "Dredging");
	cr_assert_str_eq(office_property_of(&office, "author"), "J Marlowe");
	cr_assert_str_eq(office_property_of(&office, "created"), "2019-07-01T00:00:00Z");
	cr_assert_str_eq(office_property_of(&office, "modified"), "2019-07-02T00:00:00Z");
	cr_assert_str_eq(office_parse(&office).documents[0].date, "");
	office_finish(&office);
}

Test(docx, printed_headers_parse_as_messages)
{
	struct office office;
	struct parsed parsed;

	cr_assert_eq(
		read_one(&office,
			 BODY("<w:p>" RUN("From:") TAB RUN("MARLOWE, Judith (NAD)") "</w:p><w:p>" RUN(
				 "Sent:") TAB RUN("Monday, 1 July 2019 11:25 AM") "</w:p><w:p>" RUN("To:")
				      TAB RUN("BEIJING") "</w:p><w:p>" RUN("Subject:")
					      TAB RUN("Harbour dredging") "</w:p>" P(
						      "The harbour is dredged "
						      "again.") "<w:tbl>" ROW(CELL(P("From:"))
										      CELL(P("FISHER, Tom")))
						      ROW(CELL(P("Sent:")) CELL(
							      P("Sunday, 30 June 2019 9:00 "
								"AM"))) ROW(CELL(P("To:")) CELL(P("NAD")))
							      ROW(CELL(P("Subject:")) CELL(
								      P("Sand"))) "</w:tbl>" P("How much "
											       "sand?"))),
		0);
	parsed = office_parse(&office);
	cr_assert_eq(parsed.count, 2);
	cr_assert_eq(parsed.documents[0].type, TYPE_MESSAGE);
	cr_assert_str_eq(parsed.documents[0].sender, "MARLOWE, Judith (NAD)");
	cr_assert_str_eq(parsed.documents[0].date, "2019-07-01T11:25");
	cr_assert_str_eq(parsed.documents[0].title, "Harbour dredging");
	cr_assert_eq(parsed.documents[1].type, TYPE_MESSAGE);
	cr_assert_str_eq(parsed.documents[1].sender, "FISHER, Tom");
	cr_assert_str_eq(parsed.documents[1].title, "Sand");
	office_finish(&office);
}

static void expect_failure(const char *xml, const char *reason)
{
	struct office office;

	cr_assert_eq(read_one(&office, xml), -EBADMSG);
	cr_assert_str_eq(office.reason, reason);
	office_finish(&office);
}

Test(docx, a_document_type_is_refused_before_anything_grows)
{
	expect_failure("<!DOCTYPE w:document [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
		       "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><w:document" SPACES
		       "><w:body>" P("&c;") "</w:body></w:document>",
		       "it declares a document type, as no such file does");
	expect_failure("<!DOCTYPE w:document SYSTEM 'http://nowhere.example/x.dtd'><w:document" SPACES "/>",
		       "it declares a document type, as no such file does");
	expect_failure(BODY(P("&unknown;")), "a part of it is no XML that can be read");
}

Test(docx, depth_has_an_end)
{
	struct buf xml = {0};

	buf_text(&xml, "<w:document" SPACES "><w:body>");
	for (int i = 0; i < 100000; i++)
		buf_text(&xml, "<w:tbl><w:tr><w:tc>");
	expect_failure(buf_string(&xml), "a part of it is no XML that can be read");
	buf_clear(&xml);
	buf_text(&xml, "<w:document" SPACES "><w:body>");
	for (int i = 0; i < 60; i++)
		buf_text(&xml, "<w:tbl><w:tr><w:tc>");
	buf_text(&xml, P("deep"));
	for (int i = 0; i < 60; i++)
		buf_text(&xml, "</w:tc></w:tr></w:tbl>");
	buf_text(&xml, "</w:body></w:document>");
	expect(buf_string(&xml), "deep\n", "");
	buf_finish(&xml);
}

Test(docx, what_is_no_word_file_says_so)
{
	struct office office;

	expect_failure("no XML", "a part of it is no XML that can be read");
	cr_assert_eq(office_read(&office, MEDIA, (struct part[]){{"other.xml", "<x/>"}, {NULL, NULL}}),
		     -EBADMSG);
	cr_assert_str_eq(office.reason, "it holds no text where Word keeps it");
	office_finish(&office);
}

Test(docx, a_file_that_is_cut_or_flipped_is_survived)
{
	const struct format *format = format_for(MEDIA);
	struct office office;
	struct slice whole;

	cr_assert_eq(read_one(&office,
			      BODY(P("One") P("Two") "<w:tbl>" ROW(CELL(P("a")) CELL(P("b"))) "</w:tbl>")),
		     0);
	whole = (struct slice){office.making.bytes.data, office.making.bytes.length};
	for (size_t at = 0; at < whole.length; at++) {
		for (int flip = 0; flip < 2; flip++) {
			struct input input = {.bytes = flip ? whole : slice_sub(whole, 0, at)};
			struct extracted extracted = {.is_source = false};
			int r;

			office.making.bytes.data[at] ^= flip ? 0x41 : 0;
			r = format->extract(&input, NULL, &extracted, &office.reason);
			cr_assert(r == 0 || r == -EBADMSG);
			office.making.bytes.data[at] ^= flip ? 0x41 : 0;
			extracted_finish(&extracted);
		}
	}
	office_finish(&office);
}

static void expect_media(const struct part *parts, const char *type)
{
	struct media *media = media_create();
	struct making making;
	char got[MEDIA_SIZE];

	making_begin(&making, "zip", NULL, "zip:compression=store");
	for (; parts->path; parts++)
		making_file(&making, parts->path, parts->xml);
	cr_assert_eq(media_of(media, making_end(&making), got), 0);
	cr_assert_str_eq(got, type);
	buf_finish(&making.bytes);
	media_destroy(media);
}

Test(docx, it_is_known_by_its_parts_in_any_order)
{
	expect_media((struct part[]){{"word/styles.xml", "<x/>"},
				     {"word/document.xml", "<x/>"},
				     {"[Content_Types].xml", "<x/>"},
				     {NULL, NULL}},
		     MEDIA);
	expect_media((struct part[]){{"content.xml", "<x/>"},
				     {"mimetype", "application/vnd.oasis.opendocument.text"},
				     {NULL, NULL}},
		     "application/vnd.oasis.opendocument.text");
	expect_media((struct part[]){{"word/document.xml", "<x/>"}, {"letter.txt", "Dear"}, {NULL, NULL}},
		     "application/zip");
}
