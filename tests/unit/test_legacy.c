/* SPDX-License-Identifier: MIT */
/* Old files, which a program beside reads: here one that is made up. */
#include "office_kit.h"

#include "../../store/extract/media/media.h"

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

/* ---- old texts ---- */

static const char flat[] =
	"<?xml version=\"1.0\"?><office:document "
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>"
	"<text:tracked-changes><text:changed-region><text:deletion><text:p>The secret "
	"mole</text:p></text:deletion>"
	"</text:changed-region></text:tracked-changes><text:p>The harbour "
	"letter</text:p></office:text></office:body>"
	"</office:document>";

Test(legacy, an_old_text_is_read_by_way_of_opendocument_without_what_was_deleted)
{
	static const char *const media[] = {"application/msword", "text/rtf"};

	for (size_t i = 0; i < sizeof media / sizeof *media; i++) {
		struct helped helped = {.output = SLICE(flat)};
		struct office office;

		cr_assert_eq(read_with(media[i], SLICE("any"), &helped, &office), 0);
		cr_assert_eq(helped.helper, HELPER_OFFICE);
		cr_assert_str_eq(buf_string(&office.extracted.text), "The harbour letter\n");
		cr_assert_not_null(office.extracted.remark, "the ledger says that there was more");
		office_finish(&office);
	}
}
