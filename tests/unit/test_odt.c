/* SPDX-License-Identifier: MIT */
#include "office_kit.h"

#include "../../store/extract/media/media.h"

#include <errno.h>

#define MEDIA "application/vnd.oasis.opendocument.text"
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACES                                                                                               \
	" xmlns:office='" OASIS "office:1.0' xmlns:text='" OASIS "text:1.0' xmlns:table='" OASIS             \
	"table:1.0'"                                                                                         \
	" xmlns:draw='" OASIS "drawing:1.0' xmlns:style='" OASIS "style:1.0' xmlns:meta='" OASIS "meta:1.0'" \
	" xmlns:fo='" OASIS "xsl-fo-compatible:1.0' xmlns:svg='" OASIS "svg-compatible:1.0'"                 \
	" xmlns:dc='http://purl.org/dc/elements/1.1/'"
#define STYLED(styles, content)                                                                              \
	"<office:document-content" SPACES "><office:automatic-styles>" styles                                \
	"</office:automatic-styles><office:body><office:text>" content                                       \
	"</office:text></office:body></office:document-content>"
#define BODY(content) STYLED("", content)
#define P(text) "<text:p>" text "</text:p>"

static void expect_both(const struct part *parts, const char *text, const char *remark)
{
	struct office office;

	cr_assert_eq(office_read(&office, MEDIA, parts), 0, "%s", office.reason);
	cr_assert_str_eq(buf_string(&office.extracted.text), text);
	cr_assert_str_eq(office.extracted.remark ? office.extracted.remark : "", remark);
	office_finish(&office);
}

static void expect(const char *xml, const char *text, const char *remark)
{
	expect_both((struct part[]){{"content.xml", xml}, {NULL, NULL}}, text, remark);
}

Test(odt, a_paragraph_is_a_line)
{
	expect(BODY("<text:h>Head</text:h>" P("One") P("") P("T\xc5\xab &amp; <text:span>two</text:span>")),
	       "Head\nOne\n\nT\xc5\xab & two\n", "");
}

Test(odt, white_space_is_as_elements_say)
{
	expect(BODY(P("\n  From:<text:tab/>A \n B<text:s text:c='3'/>C<text:s/><text:line-break/> D")),
	       "From:\tA B   C \nD\n", "");
	expect(BODY(P("a<text:s text:c='999999999999'/>b")),
	       "a" /* as many as a page is wide */
	       "                                                                "
	       "                                                                "
	       "                                                                "
	       "                                                                b\n",
	       "");
}

#define CHANGED(what)                                                                                        \
	"<text:tracked-changes><text:changed-region>" what "</text:changed-region></text:tracked-changes>"

Test(odt, what_tracked_changes_deleted_is_never_read)
{
	expect(BODY(CHANGED("<text:deletion><text:p>SECRET</text:p></text:deletion>")
			    P("We <text:change text:change-id='1'/>agree.")),
	       "We agree.\n", "deleted text of tracked changes was left out");
	expect(BODY(CHANGED("<text:insertion/>") P("We <text:change-start/>agree<text:change-end/>.")),
	       "We agree.\n", "");
}

Test(odt, comments_are_left_out)
{
	expect(BODY(P("Seen<office:annotation><dc:creator>SECRET</dc:creator><text:p>SECRET</text:p>"
		      "</office:annotation>.")),
	       "Seen.\n", "comments were left out");
}

#define HIDING "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>"

Test(odt, hidden_text_is_left_out)
{
	expect(STYLED(HIDING, P("Seen<text:span text:style-name='T1'>SECRET</text:span>.")), "Seen.\n",
	       "hidden text was left out");
	expect(STYLED(HIDING, P("Seen.") "<text:p text:style-name='T1'>SECRET</text:p>"), "Seen.\n",
	       "hidden text was left out");
	expect(BODY(P("Seen.") "<text:section text:display='none'><text:p>SECRET</text:p></text:section>"),
	       "Seen.\n", "hidden text was left out");
	expect(BODY(P("<text:hidden-text text:is-hidden='true'>SECRET</text:hidden-text>")), "\n",
	       "hidden text was left out");
}

Test(odt, pages_are_those_of_the_last_layout_and_of_styles)
{
	struct office office;
	static const char xml[] =
		STYLED("<style:style style:name='P1'><style:paragraph-properties "
		       "fo:break-before='page'/></style:style>",
		       P("One <text:soft-page-break/>two") "<text:p text:style-name='P1'>Three</text:p>");

	cr_assert_eq(office_read(&office, MEDIA, (struct part[]){{"content.xml", xml}, {NULL, NULL}}), 0);
	cr_assert_str_eq(buf_string(&office.extracted.text), "One \n\ftwo\n\fThree\n");
	cr_assert_eq(office.extracted.page_count, 3);
	office_finish(&office);
}

Test(odt, lists_have_dashes_and_rows_are_lines)
{
	expect(BODY("<text:list><text:list-item><text:p>sand</text:p><text:p>more of it</text:p>"
		    "</text:list-item><text:list-item><text:h>Purpose</text:h></text:list-item></text:list>"),
	       "- sand\nmore of it\nPurpose\n", "");
	expect(BODY("<table:table><table:table-row><table:table-cell><text:p>From:</text:p>"
		    "</table:table-cell><table:table-cell><text:p>A</text:p></table:table-cell>"
		    "</table:table-row></table:table>"),
	       "From:\tA\n", "");
}

Test(odt, boxes_follow_their_paragraph_and_notes_the_text)
{
	expect(BODY("<text:p>Sand<draw:frame><svg:desc>a picture</svg:desc><draw:text-box>"
		    "<text:p>Boxed</text:p></draw:text-box></draw:frame><text:note>"
		    "<text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p>"
		    "</text:note-body></text:note>, mud.</text:p><text:p>More.</text:p>"),
	       "Sand[1], mud.\nBoxed\nMore.\n----------\n[1] A note.\n", "");
}

Test(odt, the_header_of_the_page_stands_once_at_the_end)
{
	static const char styles[] =
		"<office:document-styles" SPACES "><style:master-page><style:header>"
		"<text:p>IN CONFIDENCE</text:p></style:header></style:master-page><style:master-page>"
		"<style:header><text:p>NOT USED</text:p></style:header></style:master-page>"
		"</office:document-styles>";

	expect_both((struct part[]){{"content.xml", BODY(P("Text"))}, {"styles.xml", styles}, {NULL, NULL}},
		    "Text\n----------\nIN CONFIDENCE\n", "");
}

#define META                                                                                                 \
	"<office:meta><dc:title>Dredging</dc:title><meta:initial-creator>J Marlowe</meta:initial-creator>"   \
	"<dc:creator>T Fisher</dc:creator><meta:creation-date>2019-07-01T00:00:00</meta:creation-date>"      \
	"<dc:date>2019-07-02T00:00:00</dc:date></office:meta>"

static void expect_properties(const struct office *office)
{
	cr_assert_str_eq(office_property_of(office, "title"), "Dredging");
	cr_assert_str_eq(office_property_of(office, "author"), "J Marlowe");
	cr_assert_str_eq(office_property_of(office, "created"), "2019-07-01T00:00:00");
	cr_assert_str_eq(office_property_of(office, "modified"), "2019-07-02T00:00:00");
}

Test(odt, properties_are_those_of_the_file)
{
	struct office office;

	cr_assert_eq(office_read(&office, MEDIA,
				 (struct part[]){{"content.xml", BODY(P("A note."))},
						 {"meta.xml", "<office:document-meta" SPACES ">" META
							      "</office:document-meta>"},
						 {NULL, NULL}}),
		     0);
	expect_properties(&office);
	cr_assert_str_eq(office_parse(&office).documents[0].date, "");
	office_finish(&office);
}

Test(odt, a_flat_file_is_read_too)
{
	static const char flat[] =
		"<?xml version='1.0' encoding='UTF-8'?>\n<office:document" SPACES " office:mimetype='" MEDIA
		"'>" META
		"<office:body><office:text>" P("Flat.") "</office:text></office:body></office:document>";
	struct office office = {.reason = ""};
	struct media *media = media_create();
	char type[MEDIA_SIZE];

	cr_assert_eq(media_of(media, slice_of(flat), type), 0);
	cr_assert_str_eq(type, MEDIA "-flat-xml");
	cr_assert_eq(format_for(type)->extract(&(struct input){.bytes = slice_of(flat)}, NULL,
					       &office.extracted, &office.reason),
		     0);
	cr_assert_str_eq(buf_string(&office.extracted.text), "Flat.\n");
	expect_properties(&office);
	office_finish(&office);
	media_destroy(media);
}

Test(odt, printed_headers_parse_as_messages)
{
	struct office office;
	struct parsed parsed;
	static const char xml[] = BODY(
		P("From:<text:tab/>MARLOWE, Judith (NAD)") P("Sent:<text:tab/>Monday, 1 July 2019 11:25 AM")
			P("To:<text:tab/>BEIJING") P("Subject:<text:tab/>Harbour dredging") P("")
				P("It is dredged again."));

	cr_assert_eq(office_read(&office, MEDIA, (struct part[]){{"content.xml", xml}, {NULL, NULL}}), 0);
	parsed = office_parse(&office);
	cr_assert_eq(parsed.count, 1);
	cr_assert_eq(parsed.documents[0].type, TYPE_MESSAGE);
	cr_assert_str_eq(parsed.documents[0].sender, "MARLOWE, Judith (NAD)");
	cr_assert_str_eq(parsed.documents[0].date, "2019-07-01T11:25");
	cr_assert_str_eq(parsed.documents[0].title, "Harbour dredging");
	office_finish(&office);
}

Test(odt, what_is_no_text_says_so)
{
	struct office office;

	cr_assert_eq(office_read(&office, MEDIA, (struct part[]){{"content.xml", "?"}, {NULL, NULL}}),
		     -EBADMSG);
	cr_assert_str_eq(office.reason, "a part of it is no XML that can be read");
	office_finish(&office);
	cr_assert_eq(office_read(&office, MEDIA, (struct part[]){{"other.xml", "<x/>"}, {NULL, NULL}}),
		     -EBADMSG);
	cr_assert_str_eq(office.reason, "it holds no text where OpenDocument keeps it");
	office_finish(&office);
}
