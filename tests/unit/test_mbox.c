/* SPDX-License-Identifier: MIT */
#include "mail_kit.h"

TestSuite(mbox, .init = formats_prepare);

#define MBOX "application/mbox"
#define FROM "From ann@b.example Tue Mar  3 09:14:30 2020\n"

static struct kept *unpack(struct slice file)
{
	return unpack_as(MBOX, file);
}

static struct extracted extract(struct slice file)
{
	struct extracted extracted;

	extract_as(MBOX, file, &extracted);
	return extracted;
}

Test(mbox, each_message_is_a_member_without_the_line_above_it)
{
	struct kept *kept = unpack(SLICE(FROM "Subject: one\n\nfirst\n\n" FROM "Subject: two\n\nsecond\n"));

	cr_assert_eq(kept->count, 2);
	expect_member(kept, 0, "1.eml", "Subject: one\n\nfirst\n");
	expect_member(kept, 1, "2.eml", "Subject: two\n\nsecond\n");
	cr_assert_not(kept->attached);
	kept_finish(kept);
}

Test(mbox, a_mailbox_has_no_text_of_its_own)
{
	struct extracted e = extract(SLICE(FROM "Subject: one\n\nfirst\n\n" FROM "Subject: two\n\nsecond\n"));

	cr_assert(e.has_members);
	cr_assert_eq(e.text.length, 0);
	cr_assert_not(e.declared.any);
	extracted_finish(&e);
}

Test(mbox, one_message_is_read_as_itself)
{
	struct extracted e =
		extract(SLICE(FROM "Subject: one\nTo: a@b.example\n\nfirst\n>From here\n>>From there\n"));

	cr_assert_not(e.has_members);
	cr_assert_str_eq(e.declared.title.value, "one");
	cr_assert_str_eq(buf_string(&e.text),
			 "To: a@b.example\nSubject: one\n\nfirst\nFrom here\n>From there\n");
	extracted_finish(&e);
}

Test(mbox, the_attachments_of_one_message_are_its_members)
{
	struct kept *kept = unpack(SLICE(FROM "Subject: one\nContent-Type: image/png; name=a.png\n\npng\n"));

	cr_assert_eq(kept->count, 1);
	expect_member(kept, 0, "a.png", "png\n");
	kept_finish(kept);
}

Test(mbox, quoted_lines_lose_one_quote)
{
	struct kept *kept = unpack(SLICE(FROM "Subject: one\n\n>From x\n>>From y\n> From z\na>From b\n\n" FROM
					      "Subject: two\n\n>From x"));

	cr_assert_eq(kept->count, 2);
	expect_member(kept, 0, "1.eml", "Subject: one\n\nFrom x\n>From y\n> From z\na>From b\n");
	expect_member(kept, 1, "2.eml", "Subject: two\n\nFrom x");
	kept_finish(kept);
}

Test(mbox, a_sentence_that_begins_with_from_parts_nothing)
{
	struct kept *kept =
		unpack(SLICE(FROM "Subject: one\n\nx\n\nFrom here on: 10:30 or 2020\nTo: x\n"
				  "From ann@b.example Tue Mar  3 09:14:30 2020\nNo: blank above\n\n"
				  "From ann@b.example Tue Mar  3 09:14:30 2020\nno header below\n\n" FROM
				  "Subject: two\n\ny\n"));

	cr_assert_eq(kept->count, 2);
	kept_finish(kept);
}

Test(mbox, lines_may_end_as_on_windows)
{
	struct kept *kept =
		unpack(SLICE("From a@b.example Tue Mar  3 09:14:30 2020\r\nSubject: one\r\n\r\nx\r\n\r\n"
			     "From a@b.example Tue Mar  3 09:14:30 2020\r\nSubject: two\r\n\r\ny\r\n"));

	cr_assert_eq(kept->count, 2);
	expect_member(kept, 0, "1.eml", "Subject: one\r\n\r\nx\r\n");
	kept_finish(kept);
}

Test(mbox, names_of_many_messages_sort)
{
	struct buf file = {0};

	for (int i = 0; i < 101; i++)
		buf_text(&file, FROM "Subject: one\n\nx\n\n");
	struct kept *kept = unpack(slice_of(buf_string(&file)));

	cr_assert_eq(kept->count, 101);
	cr_assert_str_eq(kept->names[0], "001.eml");
	cr_assert_str_eq(kept->names[100], "101.eml");
	kept_finish(kept);
	buf_finish(&file);
}

Test(mbox, a_mailbox_that_is_cut_anywhere_is_read)
{
	static const char file[] = FROM "Subject: one\n\n>From x\n\n" FROM "Subject: two\n\n>From x\n\n" FROM;

	for (size_t length = 0; length < sizeof file; length++) {
		char *copy = malloc(length + !length);

		cr_assert_not_null(copy);
		memcpy(copy, file, length);
		struct extracted e = extract((struct slice){copy, length});

		extracted_finish(&e);
		kept_finish(unpack((struct slice){copy, length}));
		free(copy);
	}
}
