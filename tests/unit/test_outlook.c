/* SPDX-License-Identifier: MIT */
#include "archive_kit.h"
#include "mail_kit.h"

TestSuite(outlook, .init = formats_prepare);

#define OUTLOOK "application/vnd.ms-outlook"

#define FOLDERS "application/vnd.ms-outlook-pst"

static enum helper expected = HELPER_OUTLOOK_MESSAGE;

static int answer(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
		  const char **ret_reason)
{
	(void)page;
	cr_assert_eq(helper, expected);
	if (!context) {
		*ret_reason = "msgconvert is not installed";
		return -ENOPKG;
	}
	*ret_output = *(const struct slice *)context;
	return 0;
}

Test(outlook, a_message_is_read_as_the_mail_that_a_program_makes_of_it)
{
	struct slice mail =
		SLICE("MIME-Version: 1.0\nSubject: tide\nContent-Type: image/png; name=a.png\n\npng");
	const struct aid aid = {.run = answer, .context = &mail};
	struct kept *kept = calloc(1, sizeof *kept);
	const struct member_sink sink = {keep_begin, keep_bytes, keep_end, kept};
	const struct input input = {.bytes = SLICE("compound")};
	struct extracted e = {.is_source = false};
	const char *reason = NULL;

	cr_assert_not_null(kept);
	cr_assert_eq(format_for(OUTLOOK)->extract(&input, &aid, &e, &reason), 0);
	cr_assert_str_eq(e.declared.title.value, "tide");
	cr_assert(e.has_members);
	cr_assert_eq(format_for(OUTLOOK)->unpack(&input, &aid, &sink, &reason), 0);
	expect_member(kept, 0, "a.png", "png");
	extracted_finish(&e);
	kept_finish(kept);
}

Test(outlook, without_the_program_the_reason_is_passed_on)
{
	const struct aid aid = {.run = answer};
	struct extracted e = {.is_source = false};
	const char *reason = NULL;

	cr_assert_eq(format_for(OUTLOOK)->extract(&(struct input){.bytes = SLICE("x")}, &aid, &e, &reason),
		     -ENOPKG);
	cr_assert_str_eq(reason, "msgconvert is not installed");
	extracted_finish(&e);
}

Test(outlook, folders_are_the_messages_of_the_archive_that_a_program_makes_of_them)
{
	struct making making;

	making_begin(&making, "ustar", NULL, NULL);
	making_file(&making, "Inbox/1.eml", "Subject: tide\n\nhigh\n");
	making_file(&making, "Sent/1.eml", "Subject: moon\n\nfull\n");
	struct slice archive = making_end(&making);
	const struct aid aid = {.run = answer, .context = &archive};
	struct kept *kept = calloc(1, sizeof *kept);
	const struct member_sink sink = {keep_begin, keep_bytes, keep_end, kept};
	const struct input input = {.bytes = SLICE("!BDN")};
	const char *reason = NULL;

	cr_assert_not_null(kept);
	expected = HELPER_OUTLOOK_FOLDERS;
	cr_assert_null(format_for(FOLDERS)->extract);
	cr_assert_eq(format_for(FOLDERS)->unpack(&input, &aid, &sink, &reason), 0);
	cr_assert_eq(kept->count, 2);
	expect_member(kept, 0, "Inbox/1.eml", "Subject: tide\n\nhigh\n");
	kept_finish(kept);
	buf_finish(&making.bytes);
}
