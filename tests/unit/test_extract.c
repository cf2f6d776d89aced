/* SPDX-License-Identifier: MIT */
#include "../../store/extract/extract.h"
#include "../../store/extract/media/media.h"
#include "../../store/util/utf8.h"

#include <criterion/criterion.h>
#include <stdlib.h>

/* Extracts `file` as plain text; the caller finishes the result. */
static struct extracted extract(struct slice file)
{
	struct extracted extracted = {.is_source = false};
	const char *reason = NULL;

	cr_assert_eq(
		format_for("text/plain")->extract(&(struct input){.bytes = file}, NULL, &extracted, &reason),
		0);
	return extracted;
}

static void expect_text(struct slice file, const char *charset, const char *text)
{
	struct extracted extracted = extract(file);

	cr_assert_not(extracted.is_source);
	cr_assert_str_eq(extracted.charset, charset);
	cr_assert_str_eq(buf_string(&extracted.text), text);
	extracted_finish(&extracted);
}

static void expect_source(struct slice file)
{
	struct extracted extracted = extract(file);

	cr_assert(extracted.is_source);
	cr_assert_eq(extracted.text.length, 0);
	extracted_finish(&extracted);
}

Test(extract, valid_utf8_is_its_own_text)
{
	expect_source(SLICE(""));
	expect_source(SLICE("plain"));
	expect_source(SLICE("Whang\xc4\x81rei \xe6\x96\xb0\xe7\x96\x86"));
	expect_source(SLICE("a\0b"));
}

Test(extract, a_byte_order_mark_says_the_charset_and_is_left_out)
{
	expect_text(SLICE("\xef\xbb\xbfT\xc5\xabr"), "UTF-8", "T\xc5\xabr");
	expect_text(SLICE("\xff\xfeT\0k\x01r\0"), "UTF-16LE", "T\xc5\xabr");
	expect_text(SLICE("\xfe\xff\0T\x01k\0r"), "UTF-16BE", "T\xc5\xabr");
	expect_text(SLICE("\xff\xfe\0\0T\0\0\0k\x01\0\0"), "UTF-32LE", "T\xc5\xab");
	expect_text(SLICE("\0\0\xfe\xff\0\0\0T\0\0\x01k"), "UTF-32BE", "T\xc5\xab");
	expect_text(SLICE("\xff\xfe"), "UTF-16LE", "");
}

Test(extract, utf16_that_is_cut_short_ends_in_a_replacement)
{
	expect_text(SLICE("\xff\xfeT\0k"), "UTF-16LE", "T\xef\xbf\xbd");
	expect_text(SLICE("\xff\xfeT\0\x3d\xd8"), "UTF-16LE", "T\xef\xbf\xbd");
}

Test(extract, few_bytes_that_no_charset_explains_are_windows_1252)
{
	expect_text(SLICE("The Ministry\x92s caf\xe9"), "windows-1252",
		    "The Ministry\xe2\x80\x99s caf\xc3\xa9");
	expect_text(SLICE("\xff"), "windows-1252", "\xc3\xbf");
}

Test(extract, utf8_with_a_few_bad_bytes_stays_utf8)
{
	expect_text(SLICE("na\xc3\xafve caf\xc3\xa9 \xe2\x80\x93 \xff!"), "UTF-8",
		    "na\xc3\xafve caf\xc3\xa9 \xe2\x80\x93 \xef\xbf\xbd!");
}

Test(extract, a_cyrillic_page_is_detected)
{
	static const char page[] = /* "Ministry of foreign affairs" in windows-1251 */
		"\xcc\xe8\xed\xe8\xf1\xf2\xe5\xf0\xf1\xf2\xe2\xee "
		"\xe8\xed\xee\xf1\xf2\xf0\xe0\xed\xed\xfb\xf5 "
		"\xe4\xe5\xeb "
		"\xf1\xee\xee\xe1\xf9\xe0\xe5\xf2 \xee \xe2\xf1\xf2\xf0\xe5\xf7\xe5 \xe2 "
		"\xcf\xe5\xea\xe8\xed\xe5";
	struct extracted extracted = extract(SLICE(page));

	cr_assert_str_eq(extracted.charset, "windows-1251");
	cr_assert(slice_starts((struct slice){extracted.text.data, extracted.text.length},
			       SLICE("\xd0\x9c\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82")));
	extracted_finish(&extracted);
}

Test(extract, any_bytes_give_valid_utf8)
{
	char bytes[512];

	srandom(1);
	for (int i = 0; i < 5000; i++) {
		size_t length = (size_t)random() % sizeof bytes;

		for (size_t k = 0; k < length; k++)
			bytes[k] = (char)random();
		struct extracted extracted = extract((struct slice){bytes, length});
		struct slice text = {buf_string(&extracted.text), extracted.text.length};

		cr_assert_eq(utf8_valid(text), text.length);
		extracted_finish(&extracted);
	}
}

Test(extract, text_longer_than_a_piece_is_converted_whole)
{
	enum { LENGTH = 3 * 1024 * 1024 + 1 };
	char *bytes = malloc(LENGTH);

	cr_assert_not_null(bytes);
	memset(bytes, 0xe9, LENGTH); /* e acute, which no piece may split in UTF-8 */
	memset(bytes, 'a', LENGTH / 2);
	struct extracted extracted = extract((struct slice){bytes, LENGTH});

	cr_assert_eq(extracted.text.length, LENGTH / 2 + (LENGTH - LENGTH / 2) * 2);
	extracted_finish(&extracted);
	free(bytes);
}

static void expect_pages(struct slice file, const uint64_t *pages, size_t count)
{
	struct extracted extracted = extract(file);

	cr_assert_eq(extracted.page_count, count);
	for (size_t i = 0; i < count; i++)
		cr_assert_eq(extracted.pages[i], pages[i]);
	extracted_finish(&extracted);
}

Test(extract, a_form_feed_ends_a_page_and_one_at_the_end_begins_none)
{
	expect_pages(SLICE(""), NULL, 0);
	expect_pages(SLICE("one"), NULL, 0);
	expect_pages(SLICE("\f"), (const uint64_t[]){0}, 1);
	expect_pages(SLICE("one\f"), (const uint64_t[]){0}, 1);
	expect_pages(SLICE("one\ftwo"), (const uint64_t[]){0, 4}, 2);
	expect_pages(SLICE("\f\ftwo\f"), (const uint64_t[]){0, 1, 2}, 3);
	expect_pages(SLICE("caf\xe9\ftwo"), (const uint64_t[]){0, 6}, 2);
}

/* ---- what a file is ---- */

static void expect_media(struct media *media, struct slice file, const char *type)
{
	char found[MEDIA_SIZE];

	cr_assert_eq(media_of(media, file, found), 0);
	cr_assert_str_eq(found, type);
}

Test(extract, binary_files_are_what_they_are_and_nobody_reads_them)
{
	struct media *media = media_create();
	static const char png[] =
		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0\x1f\xf3\xff\x61";
	static const char zip[] =
		"PK\x03\x04\x14\0\0\0\0\0\x80\x9b\x75\x5d\xf3\x31\xa2\x0d\x58\x02\0\0\x58\x02\0\0"
		"\x05\0\0\0a.txthello hello hello hello";

	cr_assert_not_null(media);
	expect_media(media, SLICE(png), "image/png");
	expect_media(media, SLICE("%PDF-1.4\n1 0 obj\n"), "application/pdf");
	expect_media(media, SLICE(zip), "application/zip");
	expect_media(media,
		     SLICE("\x7f"
			   "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0"),
		     "application/x-sharedlib");
	media_destroy(media);
	cr_assert_null(format_for("image/png"));
	cr_assert_null(format_for("image/jpeg"));
	cr_assert_null(format_for("application/octet-stream"));
}

Test(extract, text_with_stray_bytes_is_text)
{
	struct media *media = media_create();

	cr_assert_not_null(media);
	expect_media(media, SLICE("before\0after, and some more words\n"), "text/plain");
	expect_media(media, SLICE("na\xefve \x81\x8d\xff words \x01 and more words than stray bytes \n"),
		     "text/plain");
	expect_media(media, SLICE("GIF89a is a format of images\n"), "text/plain");
	expect_media(media, SLICE("From: A\nSubject: B\n\nSome words\n"), "text/plain");
	expect_media(media, SLICE("BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n"), "text/vcard");
	media_destroy(media);
}

Test(extract, random_bytes_are_data)
{
	struct media *media = media_create();
	char bytes[4096];

	cr_assert_not_null(media);
	srandom(2);
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)random();
	bytes[0] = '\xf0'; /* no magic begins so */
	expect_media(media, (struct slice){bytes, sizeof bytes}, "application/octet-stream");
	media_destroy(media);
}

Test(extract, printed_header_blocks_and_tables_are_read_as_text)
{
	static const char *const read[] = {"text/plain",           "text/csv",
					   "application/json",     "text/x-script.python",
					   "application/x-empty",  "inode/x-empty",
					   "application/x-ndjson", "application/csv",
					   "text/markdown",        "text/tab-separated-values"};
	static const char *const left[] = {"text/xml", "textual", "application/jsonnet", ""};

	for (size_t i = 0; i < sizeof read / sizeof *read; i++)
		cr_assert_str_eq(format_for(read[i])->name, "text", "%s", read[i]);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		cr_assert_null(format_for(left[i]), "%s", left[i]);
}

Test(extract, tables_and_data_in_text_are_read_as_text)
{
	struct media *media = media_create();
	static const char *const files[] = {"a,b,c\n1,2,3\n4,5,6\n7,8,9\n",
					    "a\tb\n1\t2\n3\t4\n",
					    "{\"a\": 1, \"b\": [1, 2]}\n",
					    "[1, 2]\n",
					    "{\"a\":1}\n{\"a\":2}\n",
					    "# Title\n\n* one\n* two\n",
					    "1\n00:00:01,000 --> 00:00:04,000\nWords\n"};
	char type[MEDIA_SIZE];

	cr_assert_not_null(media);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		cr_assert_eq(media_of(media, slice_of(files[i]), type), 0);
		cr_assert_not_null(format_for(type), "%s", type);
		cr_assert_str_eq(format_for(type)->name, "text", "%s", type);
	}
	media_destroy(media);
}

Test(extract, a_page_is_what_begins_as_one)
{
	struct media *media = media_create();

	cr_assert_not_null(media);
	expect_media(media, SLICE("<!DOCTYPE html>\n<p>x"), "text/html");
	expect_media(media, SLICE("\xef\xbb\xbf \n<!-- saved -->\n<!-- twice --><HTML\n><p>x"), "text/html");
	expect_media(media,
		     SLICE("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\">\n"
			   "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head/></html>"),
		     "text/html");
	expect_media(media, SLICE("<head><title>x</title></head><body>words</body>"), "text/html");
	expect_media(media, SLICE("Set the <title> of the page, as in <html> and <a href=\"x\">y</a>\n"),
		     "text/plain");
	expect_media(media, SLICE("<htmlish> is no tag\n"), "text/plain");
	expect_media(media, SLICE("<?xml version=\"1.0\"?>\n<feed><entry/></feed>\n"), "text/xml");
	media_destroy(media);
}
