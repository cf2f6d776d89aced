/* SPDX-License-Identifier: MIT */
#include "mail_kit.h"

TestSuite(outlook, .init = formats_prepare);

#define OUTLOOK "application/vnd.ms-outlook"

static int answer(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
		  const char **ret_reason)
{
	(void)page;
	cr_assert_eq(helper, HELPER_OUTLOOK_MESSAGE);
	if (!context) {
		*ret_reason = "msgconvert is not installed";
		return -ENOPKG;
	}
	*ret_output = slice_of(context);
	return 0;
}

Test(outlook, a_message_is_read_as_the_mail_that_a_program_makes_of_it)
{
	static char mail[] = "MIME-Version: 1.0\nSubject: tide\nContent-Type: image/png; name=a.png\n\npng";
	const struct aid aid = {.run = answer, .context = mail};
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
