/* SPDX-License-Identifier: MIT */
#include "../../store/extract/pdf/pdf-text.h"
#include "../../store/extract/pdf/pdf.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdlib.h>

enum { SCANS_MAX = 8 };

struct help { /* what the programs that help write */
	const char *xhtml;
	struct slice large; /* instead, where it is not empty */
	int error;
	const char *scans[SCANS_MAX]; /* TSV of each page; NULL: OCR fails */
	size_t runs[HELPERS];
};

static int run(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
	       const char **ret_reason)
{
	struct help *help = context;

	help->runs[helper]++;
	*ret_reason = "it does not work";
	if (helper == HELPER_PDF_OCR) {
		cr_assert(page >= 1 && page <= SCANS_MAX);
		*ret_output = slice_of(help->scans[page - 1] ? help->scans[page - 1] : "");
		return help->scans[page - 1] ? 0 : -EBADMSG;
	}
	cr_assert_eq(helper, HELPER_PDF_TEXT);
	cr_assert_eq(page, 0);
	*ret_output = help->large.length > 0 ? help->large : slice_of(help->xhtml);
	return help->error;
}

static struct extracted extracted;
static const char *reason;

static int extract_file(struct help *help, struct slice file, bool ocr)
{
	const struct aid aid = {.ocr = ocr, .run = run, .context = help};

	extracted_finish(&extracted);
	reason = NULL;
	return pdf_format.extract(&(struct input){.bytes = file}, &aid, &extracted, &reason);
}

static int extract(const char *xhtml)
{
	return extract_file(&(struct help){.xhtml = xhtml}, SLICE("%PDF-1.4"), false);
}

static void expect_text(const char *text)
{
	cr_expect_str_eq(buf_string(&extracted.text), text);
	cr_expect_str_eq(extracted.charset, "UTF-8");
	cr_expect_not(extracted.is_source);
}

static void expect_property(const char *key, const char *value)
{
	for (size_t i = 0; i < extracted.property_count; i++)
		if (strcmp(extracted.properties[i].key, key) == 0) {
			cr_expect_str_eq(extracted.properties[i].value, value);
			return;
		}
	cr_expect_null(value, "%s", key);
}

static void prepare(void)
{
	pdf_format.prepare();
}

static void finish(void)
{
	extracted_finish(&extracted);
}

TestSuite(pdf, .init = prepare, .fini = finish);

#define HEAD                                                                                                 \
	"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "                                  \
	"\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">"                                       \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title></title>\n</head>\n<body>\n<doc>\n"
#define TAIL "</doc>\n</body>\n</html>\n"
#define PAGE(lines)                                                                                          \
	"<page width=\"595.0\" height=\"842.0\">\n<flow>\n<block xMin=\"72\" yMin=\"70\" xMax=\"500\" "      \
	"yMax=\"80\">\n" lines "</block>\n</flow>\n</page>\n"
#define EMPTY "<page width=\"595.0\" height=\"842.0\">\n</page>\n"
#define LINE(words) "<line xMin=\"72\" yMin=\"70\" xMax=\"500\" yMax=\"80\">\n" words "</line>\n"
#define WORD(left, top, right, bottom, text)                                                                 \
	"<word xMin=\"" left "\" yMin=\"" top "\" xMax=\"" right "\" yMax=\"" bottom "\">" text "</word>\n"
#define HARBOUR LINE(WORD("72", "70", "120", "82", "Harbour") WORD("124", "70", "170", "82", "lights"))

Test(pdf, each_page_ends_with_a_form_feed_but_the_last)
{
	cr_assert_eq(extract(HEAD PAGE(HARBOUR) PAGE(HARBOUR) PAGE(HARBOUR) TAIL), 0);
	expect_text("Harbour lights\n\fHarbour lights\n\fHarbour lights\n");
	cr_assert_eq(extracted.page_count, 3);
	cr_expect_eq(extracted.pages[0], 0);
	cr_expect_eq(extracted.pages[1], 16);
	cr_expect_eq(extracted.pages[2], 32);
	cr_expect_null(extracted.remark);
}

Test(pdf, a_single_page_is_one_page)
{
	cr_assert_eq(extract(HEAD PAGE(HARBOUR) TAIL), 0);
	expect_text("Harbour lights\n");
	cr_assert_eq(extracted.page_count, 1);
	cr_expect_eq(extracted.pages[0], 0);
}

Test(pdf, pages_without_words_are_counted_and_named)
{
	cr_assert_eq(extract(HEAD EMPTY PAGE(HARBOUR) EMPTY TAIL), 0);
	expect_text("\fHarbour lights\n\f");
	cr_assert_eq(extracted.page_count, 3);
	cr_expect_eq(extracted.pages[2], 17);
	cr_expect_str_eq(extracted.remark, "no text on 2 of 3 pages; --ocr reads them");
	cr_assert_eq(extract(HEAD EMPTY TAIL), 0);
	expect_text("");
	cr_expect_eq(extracted.page_count, 1);
	cr_assert_eq(extract(HEAD TAIL), 0);
	expect_text("");
	cr_expect_eq(extracted.page_count, 0);
}

Test(pdf, what_the_file_says_of_itself_are_properties)
{
	cr_assert_eq(extract("<html><head><title> The &amp; book </title>"
			     "<meta name=\"Author\" content=\"Ama &quot;Amy&quot; Okoro\"/>"
			     "<meta name=\"Keywords\" content=\"none\"/>"
			     "<meta name=\"Creator\" content=\"Quill 3\"/><meta name=\"Producer\" "
			     "content=\"Press 1\"/>"
			     "<meta name=\"CreationDate\" content=\"2031-03-03T09:05:00+13'00\"/>"
			     "<meta name=\"ModDate\" content=\"\"/></head><body><doc>" EMPTY TAIL),
		     0);
	expect_property("title", "The & book");
	expect_property("author", "Ama \"Amy\" Okoro");
	expect_property("generator", "Quill 3");
	expect_property("created", "2031-03-03T09:05:00+13'00");
	expect_property("modified", NULL);
	cr_expect_not(extracted.declared.any);
}

/* ---- OCR ---- */

#define TSV_HEAD                                                                                             \
	"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"    \
	"1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n2\t1\t1\t0\t0\t0\t300\t290\t900\t60\t-1\t\n"
#define SCAN                                                                                                 \
	TSV_HEAD "5\t1\t1\t1\t1\t1\t300\t300\t250\t40\t96.1\tScanned\n"                                      \
		 "5\t1\t1\t1\t1\t2\t570\t300\t200\t40\t12\twords\n5\t1\t1\t1\t2\t1\t300\t350\t200\t40\t95\t" \
		 "below\n"

Test(pdf, pages_without_words_are_read_by_ocr_if_the_user_wants_it)
{
	struct help help = {.xhtml = HEAD EMPTY PAGE(HARBOUR) EMPTY TAIL, .scans = {SCAN, NULL, TSV_HEAD}};

	cr_assert_eq(extract_file(&help, SLICE("%PDF"), true), 0);
	expect_text("Scanned words\nbelow\n\fHarbour lights\n\f");
	cr_expect_eq(help.runs[HELPER_PDF_OCR], 2);
	cr_expect_str_eq(extracted.remark, "1 of 3 pages were read by OCR; no text on 1 of 3 pages");
	cr_assert_eq(extracted.page_count, 3);
	cr_expect_eq(extracted.pages[1], 21);
}

Test(pdf, a_page_that_ocr_cannot_read_stays_empty)
{
	struct help help = {.xhtml = HEAD EMPTY EMPTY TAIL, .scans = {NULL, SCAN}};

	cr_assert_eq(extract_file(&help, SLICE("%PDF"), true), 0);
	expect_text("\fScanned words\nbelow\n");
	cr_expect_str_eq(extracted.remark,
			 "1 of 2 pages were read by OCR; no text on 1 of 2 pages (it does not work)");
}

Test(pdf, without_ocr_nobody_is_asked)
{
	struct help help = {.xhtml = HEAD EMPTY TAIL, .scans = {SCAN}};

	cr_assert_eq(extract_file(&help, SLICE("%PDF"), false), 0);
	cr_expect_eq(help.runs[HELPER_PDF_OCR], 0);
}

Test(pdf, rows_that_are_no_words_are_left_out)
{
	struct help help = {.xhtml = HEAD EMPTY TAIL,
			    .scans = {"no table\n\t\t\t\n5\t1\n5\t1\t1\t1\t1\t1\t-3\t0\t9\t9\t9\tminus\n"
				      "5\t1\t1\t1\t1\t1\t99999999999999999999\t1\t1\t1\t1\tfar\n5\t1\t1\t1\t1"
				      "\t1\t1\t1\t1\t1\t1"}};

	cr_assert_eq(extract_file(&help, SLICE("%PDF"), true), 0);
	expect_text("far\n");
}

/* ---- files that cannot be read ---- */

static void expect_refusal(const char *file, const char *expected)
{
	struct help help = {.xhtml = "", .error = -EBADMSG};

	cr_expect_eq(extract_file(&help, slice_of(file), false), -EBADMSG);
	cr_assert_not_null(reason);
	cr_expect_str_eq(reason, expected);
}

Test(pdf, an_encrypted_file_is_called_so)
{
	expect_refusal("%PDF-1.4 trailer << /Encrypt 5 0 R >>", "it is encrypted");
	expect_refusal("%PDF-1.4 /Encrypt<</Filter/Standard>>", "it is encrypted");
	expect_refusal("%PDF-1.4 /EncryptMetadata true", "it does not work");
	expect_refusal("%PDF-1.4 /Encrypt", "it does not work");
	expect_refusal("", "it does not work");
}

Test(pdf, an_encrypted_file_that_opens_without_a_password_is_read)
{
	struct help help = {.xhtml = HEAD PAGE(HARBOUR) TAIL};

	cr_assert_eq(extract_file(&help, SLICE("/Encrypt 5 0 R"), false), 0);
	expect_text("Harbour lights\n");
}

Test(pdf, a_missing_program_is_said)
{
	struct help help = {.xhtml = "", .error = -ENOPKG};

	cr_expect_eq(extract_file(&help, SLICE("%PDF"), false), -ENOPKG);
	cr_expect_str_eq(reason, "it does not work");
}

/* ---- XHTML that pdftotext does not write ---- */

static void expect_damaged(const char *xhtml)
{
	cr_expect_eq(extract(xhtml), -EBADMSG, "%s", xhtml);
	cr_expect_str_eq(reason, "what pdftotext wrote of it is damaged");
}

Test(pdf, xhtml_that_is_malformed_or_cut_off_is_refused)
{
	expect_damaged("");
	expect_damaged("no markup");
	expect_damaged("<html></html>");
	expect_damaged("<html><doc>" PAGE(HARBOUR) "</html>");
	expect_damaged(HEAD PAGE(HARBOUR));
	expect_damaged(HEAD PAGE(HARBOUR) "</doc>");
	expect_damaged(HEAD "<page width=\"595\"><word xMin=\"7");
	expect_damaged(HEAD "<page width=595></page>" TAIL);
	expect_damaged(HEAD "<page></word></page>" TAIL);
}

Test(pdf, boxes_that_are_none_lose_no_word)
{
	cr_assert_eq(extract(HEAD PAGE(LINE(WORD("nan", "-inf", "inf", "1e99", "one")) LINE(
			     WORD("99999999999999999999", "-99999999999999999999", "1", "2", "two"))
					       LINE(WORD("", "", "", "", "three") "<word>four</word>")) TAIL),
		     0);
	static const char *const words[] = {"one", "two", "three", "four"};

	for (size_t i = 0; i < 4; i++)
		cr_expect(strstr(buf_string(&extracted.text), words[i]), "%s", words[i]);
}

Test(pdf, control_characters_that_xml_forbids_end_nothing)
{
	cr_assert_eq(extract(HEAD PAGE(LINE(WORD("72", "70", "120", "82",
						 "Har\x01\x0c"
						 "bour\xff\xef\xbf\xbf"))) TAIL),
		     0);
	expect_text("Harbour\xef\xbf\xbd\xef\xbf\xbd\n");
}

Test(pdf, markup_in_words_is_text)
{
	cr_assert_eq(extract(HEAD PAGE(LINE(WORD("72", "70", "120", "82", "&lt;doc&gt;&amp;amp;"))) TAIL), 0);
	expect_text("<doc>&amp;\n");
}

Test(pdf, entities_are_never_expanded_and_nothing_is_loaded)
{
	static const char bomb[] =
		"<!DOCTYPE html SYSTEM \"file:///etc/hostname\" [<!ENTITY a \"aaaaaaaaaaaaaaaaaaaa\">"
		"<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
		"<!ENTITY d SYSTEM \"file:///etc/hostname\">]>"
		"<html><body><doc>" PAGE(LINE(WORD("72", "70", "120", "82", "x&c;y&d;z"))) TAIL;
	int r = extract(bomb);

	cr_expect(r == 0 || r == -EBADMSG);
	cr_expect_lt(extracted.text.length, 32);
}

Test(pdf, deep_markup_is_refused)
{
	struct buf xhtml = {0};

	buf_text(&xhtml, HEAD);
	for (int i = 0; i < 100 * 1000; i++)
		buf_text(&xhtml, "<flow>");
	expect_damaged(buf_string(&xhtml));
	buf_finish(&xhtml);
}

Test(pdf, a_hundred_thousand_words_in_one_line_are_read)
{
	struct buf xhtml = {0};
	struct help help = {.error = 0};

	buf_text(&xhtml, HEAD "<page width=\"595.0\"><block><line>");
	for (int i = 0; i < 100 * 1000; i++)
		buf_format(&xhtml, "<word xMin=\"%d\" yMin=\"70\" xMax=\"%d\" yMax=\"82\">word%d</word>\n",
			   i * 9, i * 9 + 6, i);
	buf_text(&xhtml, "</line></block></page>" TAIL);
	help.large = (struct slice){xhtml.data, xhtml.length};
	cr_assert_eq(extract_file(&help, SLICE("%PDF"), false), 0);
	cr_expect(slice_ends_ci((struct slice){extracted.text.data, extracted.text.length},
				SLICE("word99999\n")));
	buf_finish(&xhtml);
}

Test(pdf, pages_beyond_the_limit_are_left_out_and_it_says_so)
{
	struct buf xhtml = {0};
	struct help help = {.error = 0};

	buf_text(&xhtml, HEAD PAGE(HARBOUR));
	for (int i = 0; i < PDF_PAGES_MAX + 5; i++)
		buf_text(&xhtml, "<page/>");
	buf_text(&xhtml, TAIL);
	help.large = (struct slice){xhtml.data, xhtml.length};
	cr_assert_eq(extract_file(&help, SLICE("%PDF"), false), 0);
	cr_expect_eq(extracted.page_count, PDF_PAGES_MAX);
	cr_expect(strstr(extracted.remark, "are left out"));
	buf_finish(&xhtml);
}

Test(pdf, any_piece_of_xhtml_is_read_or_refused)
{
	static const char whole[] = HEAD PAGE(HARBOUR) PAGE(HARBOUR) TAIL;
	char bytes[sizeof whole];

	srandom(5);
	for (size_t length = 0; length < sizeof whole; length += 3) {
		struct help help = {.xhtml = bytes};
		int r;

		memcpy(bytes, whole, length);
		bytes[length] = '\0';
		for (long i = random() % 3; length > 0 && i > 0; i--)
			bytes[(size_t)random() % length] = (char)(1 + random() % 255);
		r = extract_file(&help, SLICE("%PDF"), false);
		cr_expect(r == 0 || r == -EBADMSG);
	}
}
