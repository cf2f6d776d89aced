/* SPDX-License-Identifier: MIT */
#include "../../store/extract/mail/mail-sniff.h"
#include "../../store/extract/media/media.h"

#include "cfb_kit.h"

#include <criterion/criterion.h>

static const char *const mails[] = {
	"Return-Path: <a@b.example>\nFrom: a@b.example\n\nx",
	"From: a@b.example\nTo: c@d.example\nMessage-ID: <x@b.example>\n\nx",
	"From: Desk\r\nSubject: tide\r\nMIME-Version: 1.0\r\n\r\nx",
	"Received: from a (b [10.0.0.1])\n\tby c with ESMTP id 1; Tue, 3 Mar 2020 09:14:30 +1300\nFrom: "
	"a\n\nx",
	"From: a@b.example\nSubject: =?utf-8?Q?tide?=\n\nx",
	"Date: Tue, 3 Mar 2020 09:14:30 +1300\nFrom: Ann <a@b.example>\n\nx",
	"Subject: tide\nContent-Type: text/html; charset=utf-8\n\nx",
	"Content-Type: multipart/mixed;\n boundary=b\n\n--b\n",
	"Delivered-To: a@b.example\nX-Odd: 1\nSubject: no body",
	"\xef\xbb\xbfMIME-Version: 1.0\nFrom: a@b.example\n\nx",
	"From: a\nSubject: b\nIn-Reply-To:\n\nx",
	"Path: news.b.example!not-for-mail\nFrom: a@b.example\nNewsgroups: tide.talk\nMessage-ID: "
	"<1@b.example>\n\nx",
};

static const char *const texts[] = {
	"From: MARLOWE, Judith (PORTS)\nSent: Tuesday, 3 March 2020 9:14 AM\nTo: OKAFOR, Ruth\nSubject: "
	"Tide\n\nx",
	"From: Ann Lee <a@b.example>\nDate: Tuesday, 3 March 2020 at 9:14 AM\nTo: Ben "
	"<b@b.example>\nSubject: x\n\ny",
	"From:\tAnn\nSent:\t3 March 2020 9:14:30 +13\nTo:\tBen\nSubject:\tTide\n\nx",
	"From:\nSent:\nTo:\nSubject:\nAnn Lee\n3 March 2020\n",
	"From: Ann\nTo: Ben\nReceived: 3 March 2020\nSubject: Tide\nReferences: PORT/12/3\n\nx",
	"From: Ann\nTo: Ben\nReceived: by hand; see file\nSubject: Tide\n\nx",
	"Subject : tide\nMIME-Version: 1.0\n\nx",
	"  From: Ann\n  MIME-Version: 1.0\n\nx",
	"RELEASED IN FULL\nFrom: a@b.example\nMIME-Version: 1.0\nMessage-ID: <x@b.example>\n\nx",
	"\nFrom: a@b.example\nMIME-Version: 1.0\n\nx",
	"From the harbour at 10:30 in 2020:\nnothing is seen.\n",
	"From 10:30 to 11:30 in the hall\nAgenda: tide\n\nx",
	"Date: Tue, 3 Mar 2020 09:14:30 GMT\nContent-Type: text/html\nServer: x\n\n<p>",
	"X-ray: clear\nName: Ann\n\nx",
	"Content-Type: text/plain\n\nx",
	"Title: tide\nAuthor: Ann\n\nx",
	"MIME-Version: 1.0\n\nx",
	"",
	"From",
	"From ",
	":",
};

static const char *const boxes[] = {
	"From a@b.example Tue Mar  3 09:14:30 2020\nFrom: a@b.example\nSubject: x\n\ny\n",
	"From - Tue Mar 03 09:14:30 2020\nX-Mozilla-Status: 0001\nFrom: a@b.example\n\ny\n",
	"From a@b.example Tue Mar  3 09:14:30 +1300 2020\n>From b@b.example\nFrom: a\nTo: b\n\ny\n",
};

static void expect(const char *const *files, size_t count, const char *type)
{
	struct media *media = media_create();

	cr_assert_not_null(media);
	for (size_t i = 0; i < count; i++) {
		char found[MEDIA_SIZE];

		cr_assert_eq(media_of(media, slice_of(files[i]), found), 0);
		if (type)
			cr_assert_str_eq(found, type, "%s", files[i]);
		else
			cr_assert(strncmp(found, "message/", 8) != 0 &&
					  strcmp(found, "application/mbox") != 0,
				  "%s: %s", found, files[i]);
	}
	media_destroy(media);
}

Test(mail_sniff, fields_that_no_one_prints_make_mail)
{
	expect(mails, sizeof mails / sizeof *mails, "message/rfc822");
}

Test(mail_sniff, printed_header_blocks_and_other_fields_are_text)
{
	expect(texts, sizeof texts / sizeof *texts, NULL);
}

Test(mail_sniff, a_from_line_above_a_header_makes_a_mailbox)
{
	expect(boxes, sizeof boxes / sizeof *boxes, "application/mbox");
}

static void expect_type(struct media *media, struct slice file, const char *type)
{
	char found[MEDIA_SIZE];

	cr_assert_eq(media_of(media, file, found), 0);
	cr_assert_str_eq(found, type);
}

Test(mail_sniff, outlooks_files_are_told_from_other_compound_files)
{
	static struct cfb_made made;
	struct media *media = media_create();

	cr_assert_not_null(media);
	expect_type(media, SLICE("!BDN\0\0\0\0SM\x17\0\x13\0\x01\x01"), "application/vnd.ms-outlook-pst");
	expect_type(media, cfb_make(&made, "Any", "__properties_version1.0"), "application/vnd.ms-outlook");
	expect_type(media, cfb_make(&made, "Any", "WordDocument"), "application/msword");
	expect_type(media, cfb_make(&made, "Book", "Other"), "application/vnd.ms-excel");
	expect_type(media, cfb_make(&made, "Any", "EncryptedPackage"), "application/encrypted");
	media_destroy(media);
}

Test(mail_sniff, a_beginning_that_is_cut_anywhere_is_looked_at)
{
	for (size_t i = 0; i < sizeof mails / sizeof *mails; i++)
		for (size_t length = 0; length <= strlen(mails[i]); length++) {
			char *copy = strndup(mails[i], length);
			char *alone = malloc(length + !length);

			cr_assert_not_null(alone);
			memcpy(alone, copy, length);
			mail_sniff((struct slice){alone, length});
			free(alone);
			free(copy);
		}
}
