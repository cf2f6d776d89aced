/* SPDX-License-Identifier: MIT */
/* Old files but Word's: those that a program beside reads, here one that is made up, and slides. */
#include "cfb_kit.h"
#include "office_kit.h"

#include "../../store/extract/media.h"

#include <errno.h>

struct helped {
	int result;
	enum helper helper;
	struct slice output;
	const char *reason;
};

static int run(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
	       const char **ret_reason)
{
	struct helped *helped = context;

	cr_assert_eq(page, 0);
	helped->helper = helper;
	*ret_output = helped->output;
	*ret_reason = helped->reason;
	return helped->result;
}

static int read_with(const char *media, struct slice file, struct helped *helped, struct office *office)
{
	const struct aid aid = {.run = run, .context = helped};

	*office = (struct office){.reason = ""};
	return format_for(media)->extract(&(struct input){.bytes = file}, &aid, &office->extracted,
					  &office->reason);
}

Test(legacy, a_spreadsheet_is_what_the_helper_writes_without_control_characters)
{
	struct helped helped = {.output = SLICE("\"N\xc3\xa9\",1\r\n\"b\x01\x7f\",2\n\f\"Sheet 2\"\n\f")};
	struct office office;

	cr_assert_eq(read_with("application/vnd.ms-excel", SLICE("any"), &helped, &office), 0);
	cr_assert_eq(helped.helper, HELPER_SPREADSHEET);
	cr_assert_str_eq(buf_string(&office.extracted.text), "\"N\xc3\xa9\",1\n\"b\",2\n\f\"Sheet 2\"\n");
	cr_assert_eq(office.extracted.page_count, 2);
	office_finish(&office);
}

Test(legacy, what_a_helper_writes_becomes_valid_utf8)
{
	struct helped helped = {.output = SLICE("caf\xc3\xa9 na\xc3\xafve \xff\n")};
	struct office office;

	cr_assert_eq(read_with("application/vnd.ms-excel", SLICE("any"), &helped, &office), 0);
	cr_assert_str_eq(buf_string(&office.extracted.text), "caf\xc3\xa9 na\xc3\xafve \xef\xbf\xbd\n");
	office_finish(&office);
}

Test(legacy, a_helper_that_is_missing_or_fails_is_the_result)
{
	struct helped helped = {
		.result = -ENOPKG, .output = SLICE(""), .reason = "its program is not installed"};
	struct office office;

	cr_assert_eq(read_with("application/vnd.ms-excel", SLICE("any"), &helped, &office), -ENOPKG);
	cr_assert_str_eq(office.reason, "its program is not installed");
	office_finish(&office);
	helped.result = -EBADMSG;
	cr_assert_eq(read_with("application/vnd.ms-excel", SLICE("any"), &helped, &office), -EBADMSG);
	office_finish(&office);
}

Test(legacy, an_encrypted_file_says_so)
{
	struct office office;

	cr_assert_eq(read_with("application/encrypted", SLICE("any"), NULL, &office), -EBADMSG);
	cr_assert_str_eq(office.reason, "it is encrypted");
	office_finish(&office);
}

/* ---- slides ---- */

static struct cfb_made made;
static char *const user = made.first, *const document = made.second;

/* Puts a record and gives where it ends. */
static uint32_t put_record(uint32_t at, unsigned version, unsigned instance, unsigned kind, const void *body,
			   uint32_t size)
{
	put16(document + at, version | instance << 4);
	put16(document + at + 2, kind);
	put32(document + at + 4, size);
	memcpy(document + at + 8, body, size);
	return at + 8 + size;
}

/* A slide or a page of notes that holds text among its shapes. */
static void put_slide(uint32_t at, const char *text)
{
	uint32_t length = (uint32_t)strlen(text);

	put_record(at + 24, 0, 0, 0x0fa8, text, length);
	put_record(at + 8, 0xf, 0, 0xf00d, document + at + 16, length + 16);
	put_record(at + 24, 0, 0, 0x0fa8, text, length);
	put16(document + at + 16, 0xf);
	put16(document + at + 18, 0xf00d);
	put32(document + at + 20, length + 8);
	put_record(at, 0xf, 0, 0x03ee, document + at + 8, length + 24);
}

/* Two slides, one with an outline; one of them has an older state, and there are notes. */
static struct slice make_slides(void)
{
	char id[20] = {0}, places[20] = {0}, edit[20] = {0};
	uint32_t at = 16;

	memset(&made, 0, sizeof made);
	put32(id, 2);
	at = put_record(at, 0, 0, 0x03f3, id, sizeof id);
	at = put_record(at, 0, 0, 0x0fa0, "H\0a\0r\0b\0\x6b\x01r\0", 12);
	put32(id, 3);
	at = put_record(at, 0, 0, 0x03f3, id, sizeof id);
	put_record(8, 0xf, 0, 0x0ff0, document + 16, at - 16);
	put32(id, 4);
	uint32_t notes = at, end = put_record(at + 8, 0, 0, 0x03f3, id, sizeof id);

	put16(document + notes, 0xf | 2 << 4);
	put16(document + notes + 2, 0x0ff0);
	put32(document + notes + 4, end - notes - 8);
	put16(document, 0xf);
	put16(document + 2, 0x03e8);
	put32(document + 4, end - 8);
	put_slide(1000, "Sand\rMud");
	put_slide(1200, "OLD STATE");
	put_slide(1400, "Depth");
	put_slide(1600, "Say it slowly.");
	put32(places, 1 | 4u << 20); /* four, from id 1 */
	put32(places + 8, 1000);
	put32(places + 12, 1200);
	put32(places + 16, 1600);
	put_record(2000, 0, 0, 0x1772, places, sizeof places);
	put32(edit + 12, 2000);
	put32(edit + 16, 1);
	put_record(2200, 0, 0, 0x0ff5, edit, sizeof edit);
	put32(places, 3 | 1u << 20); /* a newer state of id 3 */
	put32(places + 4, 1400);
	put_record(2400, 0, 0, 0x1772, places, 8);
	put32(edit + 8, 2200);
	put32(edit + 12, 2400);
	put_record(2600, 0, 0, 0x0ff5, edit, sizeof edit);
	put32(user + 16, 2600);
	return cfb_make(&made, "Current User", "PowerPoint Document");
}

Test(legacy, slides_are_pages_in_their_newest_state)
{
	struct office office;

	cr_assert_eq(read_with("application/vnd.ms-powerpoint", make_slides(), NULL, &office), 0);
	cr_assert_str_eq(buf_string(&office.extracted.text),
			 "Harb\xc5\xabr\nSand\nMud\n\fDepth\n----------\nSay it slowly.\n");
	cr_assert_eq(office.extracted.page_count, 2);
	office_finish(&office);
}

Test(legacy, slides_that_are_damaged_are_survived)
{
	struct slice file = make_slides();

	for (size_t at = 0; at < file.length; at++) {
		char before = made.file[at];
		struct office office;

		made.file[at] ^= 0x55;
		int r = read_with("application/vnd.ms-powerpoint", file, NULL, &office);

		cr_assert(r == 0 || r == -EBADMSG);
		made.file[at] = before;
		office_finish(&office);
		if (at % 16 != 0)
			continue;
		read_with("application/vnd.ms-powerpoint", slice_sub(file, 0, at), NULL, &office);
		office_finish(&office);
	}
}

Test(legacy, edits_that_point_at_themselves_end)
{
	struct office office;

	make_slides();
	put32(document + 2200 + 8 + 8, 2600);
	cr_assert_eq(read_with("application/vnd.ms-powerpoint",
			       cfb_make(&made, "Current User", "PowerPoint Document"), NULL, &office),
		     0);
	office_finish(&office);
}

/* ---- which file is which ---- */

static void expect_media(struct slice file, const char *type)
{
	struct media *media = media_create();
	char got[MEDIA_SIZE];

	cr_assert_eq(media_of(media, file, got), 0);
	cr_assert_str_eq(got, type);
	media_destroy(media);
}

Test(legacy, a_compound_file_is_known_by_its_streams)
{
	expect_media(cfb_make(&made, "1Table", "WordDocument"), "application/msword");
	expect_media(cfb_make(&made, "Other", "Workbook"), "application/vnd.ms-excel");
	expect_media(cfb_make(&made, "Current User", "PowerPoint Document"), "application/vnd.ms-powerpoint");
	expect_media(cfb_make(&made, "EncryptionInfo", "EncryptedPackage"), "application/encrypted");
}
