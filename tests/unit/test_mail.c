/* SPDX-License-Identifier: MIT */
#include "../../store/extract/mail/mail-member.h"
#include "../../store/util/utf8.h"
#include "mail_kit.h"

TestSuite(mail, .init = formats_prepare);

#define MAIL "message/rfc822"

static void expect_text(const char *mail, const char *text)
{
	struct extracted extracted;

	extract_as(MAIL, slice_of(mail), &extracted);
	cr_assert_str_eq(buf_string(&extracted.text), text);
	extracted_finish(&extracted);
}

static void expect_body(const char *mail, const char *body)
{
	struct extracted extracted;

	extract_as(MAIL, slice_of(mail), &extracted);
	const char *text = buf_string(&extracted.text);

	cr_assert_str_eq(text + extracted.declared.head + (extracted.declared.head > 0), body);
	extracted_finish(&extracted);
}

static void expect_title(const char *field, const char *title)
{
	struct extracted extracted;
	struct buf mail = {0};

	buf_format(&mail, "MIME-Version: 1.0\nSubject: %s\n\nwords\n", field);
	extract_as(MAIL, slice_of(buf_string(&mail)), &extracted);
	cr_assert_str_eq(extracted.declared.title.value, title);
	extracted_finish(&extracted);
	buf_finish(&mail);
}

static void expect_date(const char *field, const char *date)
{
	struct extracted extracted;
	struct buf mail = {0};

	buf_format(&mail, "Date: %s\n\nwords\n", field);
	extract_as(MAIL, slice_of(buf_string(&mail)), &extracted);
	if (date)
		cr_assert_str_eq(extracted.declared.date.value, date);
	else
		cr_assert_null(extracted.declared.date.value, "%s", extracted.declared.date.value);
	extracted_finish(&extracted);
	buf_finish(&mail);
}

static void expect_party(const struct extracted *extracted, size_t index, enum role role, const char *name,
			 const char *key, const char *where)
{
	const struct party_fact *party = &extracted->declared.parties[index];

	cr_assert_lt(index, extracted->declared.party_count);
	cr_assert_eq(party->role, role);
	cr_assert_str_eq(party->name, name);
	cr_assert_str_eq(party->key, key);
	cr_assert_eq(party->kind, strchr(key, '@') ? PARTY_MAILBOX : PARTY_NAMED);
	cr_assert_eq(party->where.last - party->where.first, strlen(where));
	cr_assert_eq(strncmp(extracted->text.data + party->where.first, where, strlen(where)), 0);
}

/* One field To with this value. */
static struct extracted extract_to(const char *value)
{
	struct extracted extracted;
	struct buf mail = {0};

	buf_format(&mail, "MIME-Version: 1.0\nTo: %s\n\nwords\n", value);
	extract_as(MAIL, slice_of(buf_string(&mail)), &extracted);
	buf_finish(&mail);
	return extracted;
}

static void expect_to(const char *value, const char *name, const char *key)
{
	struct extracted extracted = extract_to(value);

	cr_assert_eq(extracted.declared.party_count, 1, "%s: %zu", value, extracted.declared.party_count);
	cr_assert_str_eq(extracted.declared.parties[0].name, name);
	cr_assert_str_eq(extracted.declared.parties[0].key, key);
	extracted_finish(&extracted);
}

/* ---- the header ---- */

static const char plain[] = "Received: from mx.harbour.example by mail.harbour.example; Tue, 3 Mar 2020 "
			    "09:15:02 +1300\r\n"
			    "Message-ID: <one@harbour.example>\r\n"
			    "References: <zero@harbour.example> <half@harbour.example>\r\n"
			    "In-Reply-To: <half@harbour.example>\r\n"
			    "Subject: Dredging of the\r\n"
			    "\tnorth channel\r\n"
			    "X-Mailer: Packet 2.1\r\n"
			    "To: \"Marlowe, Judith\" <J.Marlowe@Harbour.example>,\r\n"
			    "  pilots@harbour.example\r\n"
			    "From: Ruth Okafor <ruth@harbour.example>\r\n"
			    "Date: Tue, 3 Mar 2020 09:14:30 +1300\r\n"
			    "Cc: Tide Office <tides@harbour.example>\r\n"
			    "Bcc: log@harbour.example\r\n"
			    "\r\n"
			    "Dear Judith,\r\n"
			    "the dredger is late.\r\n";

Test(mail, the_header_is_printed_in_our_order_above_the_body)
{
	expect_text(plain, "From: Ruth Okafor <ruth@harbour.example>\n"
			   "To: \"Marlowe, Judith\" <J.Marlowe@Harbour.example>, pilots@harbour.example\n"
			   "Cc: Tide Office <tides@harbour.example>\n"
			   "Bcc: log@harbour.example\n"
			   "Date: Tue, 3 Mar 2020 09:14:30 +1300\n"
			   "Subject: Dredging of the north channel\n"
			   "\n"
			   "Dear Judith,\n"
			   "the dredger is late.\n");
}

Test(mail, the_header_declares_the_facts_of_a_message)
{
	struct extracted e;

	extract_as(MAIL, slice_of(plain), &e);
	cr_assert(e.declared.any);
	cr_assert_not(e.declared.is_whole);
	cr_assert_not(e.has_members);
	cr_assert_eq(e.declared.type, TYPE_MESSAGE);
	cr_assert_eq(strncmp(e.text.data + e.declared.head, "\nDear", 5), 0);
	cr_assert_str_eq(e.declared.title.value, "Dredging of the north channel");
	cr_assert_eq(strncmp(e.text.data + e.declared.title.where.first, "Dredging", 8), 0);
	cr_assert_str_eq(e.declared.date.value, "2020-03-03T09:14");
	cr_assert_eq(strncmp(e.text.data + e.declared.date.where.first, "Tue, 3", 6), 0);
	cr_assert_eq(e.declared.party_count, 5);
	expect_party(&e, 0, ROLE_SENDER, "Ruth Okafor", "ruth@harbour.example",
		     "Ruth Okafor <ruth@harbour.example>");
	expect_party(&e, 1, ROLE_TO, "Marlowe, Judith", "j.marlowe@harbour.example",
		     "\"Marlowe, Judith\" <J.Marlowe@Harbour.example>");
	expect_party(&e, 2, ROLE_TO, "pilots@harbour.example", "pilots@harbour.example",
		     "pilots@harbour.example");
	expect_party(&e, 3, ROLE_CC, "Tide Office", "tides@harbour.example",
		     "Tide Office <tides@harbour.example>");
	expect_party(&e, 4, ROLE_BCC, "log@harbour.example", "log@harbour.example", "log@harbour.example");
	cr_assert_str_eq(e.declared.thread.id, "one@harbour.example");
	cr_assert_eq(e.declared.thread.reference_count, 2);
	cr_assert_str_eq(e.declared.thread.references[0], "zero@harbour.example");
	cr_assert_str_eq(e.declared.thread.references[1], "half@harbour.example");
	cr_assert_eq(e.property_count, 1);
	cr_assert_str_eq(e.properties[0].key, "generator");
	cr_assert_str_eq(e.properties[0].value, "Packet 2.1");
	extracted_finish(&e);
}

Test(mail, what_the_header_does_not_say_is_declared_empty)
{
	struct extracted e;

	extract_as(MAIL, SLICE("MIME-Version: 1.0\nFrom: a@b.example\n\nOn 4 May 2019 it rained.\n"), &e);
	cr_assert_str_eq(e.declared.title.value, "");
	cr_assert_str_eq(e.declared.date.value, "");
	cr_assert_null(e.declared.thread.id);
	extracted_finish(&e);
}

Test(mail, encoded_words_of_any_charset_are_decoded)
{
	expect_title("=?iso-8859-1?Q?H=E9l=E8ne_=C0_bord?=", "H\xc3\xa9l\xc3\xa8ne \xc3\x80 bord");
	expect_title("=?koi8-r?B?7cnOydPU?= =?koi8-r?B?xdLT1NfP?=",
		     "\xd0\x9c\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82\xd0\xb5\xd1\x80\xd1\x81\xd1\x82\xd0"
		     "\xb2\xd0\xbe");
	expect_title("=?gb2312?B?uNu/2g==?=", "\xe6\xb8\xaf\xe5\x8f\xa3");
	expect_title("=?ISO-2022-JP?B?GyRCOUEbKEI=?=", "\xe6\xb8\xaf");
	expect_title("=?windows-1252?Q?=93tide=94?=", "\xe2\x80\x9ctide\xe2\x80\x9d");
	expect_title("=?utf-7?Q?caf+AOk-?=", "caf\xc3\xa9");
	expect_title("Re: =?UTF-8?q?caf=C3=A9?= and =?us-ascii*en?Q?tea?=", "Re: caf\xc3\xa9 and tea");
}

Test(mail, a_character_cut_in_two_by_encoded_words_is_joined)
{
	expect_title("=?utf-8?Q?caf=C3?=\n =?utf-8?Q?=A9_noir?=", "caf\xc3\xa9 noir");
}

Test(mail, words_that_are_not_encoded_well_are_kept_as_far_as_they_go)
{
	expect_title("=?utf-8?Q?caf=E9?=", "caf\xef\xbf\xbd");
	expect_title("=?no-such?Q?caf=E9?=", "caf\xc3\xa9");
	expect_title("=?utf-8?X?tide?=", "=?utf-8?X?tide?=");
	expect_title("=?utf-8?Q?tide", "=?utf-8?Q?tide");
	expect_title("a =? b ?= c", "a =? b ?= c");
	expect_title("=?utf-8?B?dGlkZQ?=", "tide");
	expect_title("=?utf-8?Q?"
		     "?=",
		     "");
}

Test(mail, raw_bytes_in_a_header_are_utf8_or_what_they_look_like)
{
	expect_title("caf\xc3\xa9", "caf\xc3\xa9");
	expect_title("caf\xe9", "caf\xc3\xa9");
}

Test(mail, a_title_is_one_line_without_controls)
{
	expect_title("  tide \t\n  table\a ", "tide table");
	expect_title("=?utf-8?Q?tide=0Atable=0D=E2=80=AEx?=", "tide table x");
}

Test(mail, the_first_of_fields_that_should_stand_once_counts)
{
	expect_text("MIME-Version: 1.0\nSubject: one\nSubject: two\nFrom: a@b.example\nFrom: c@d.example\n"
		    "To: e@f.example\nTo: g@h.example\n\nwords\n",
		    "From: a@b.example\nTo: e@f.example, g@h.example\nSubject: one\n\nwords\n");
}

Test(mail, the_sender_field_stands_in_for_from)
{
	struct extracted e;

	extract_as(MAIL, SLICE("MIME-Version: 1.0\nFrom: \nSender: Desk <desk@b.example>\n\nx\n"), &e);
	cr_assert_eq(e.declared.party_count, 1);
	expect_party(&e, 0, ROLE_SENDER, "Desk", "desk@b.example", "Desk <desk@b.example>");
	extracted_finish(&e);
}

Test(mail, a_message_of_several_authors_has_one_sender)
{
	struct extracted e;

	extract_as(MAIL, SLICE("From: Ann <a@b.example>, Ben <b@b.example>\n\nx\n"), &e);
	cr_assert_eq(e.declared.party_count, 1);
	cr_assert_str_eq(e.declared.parties[0].name, "Ann");
	extracted_finish(&e);
}

/* ---- addresses ---- */

Test(mail, addresses_are_read_in_all_their_forms)
{
	expect_to("ann@b.example", "ann@b.example", "ann@b.example");
	expect_to("<Ann@B.example>", "Ann@B.example", "ann@b.example");
	expect_to("Ann Lee (Ports) <ann@b.example>", "Ann Lee (Ports)", "ann@b.example");
	expect_to("Lee, Ann <ann@b.example>", "Lee, Ann", "ann@b.example");
	expect_to("'Ann Lee' <ann@b.example>", "Ann Lee", "ann@b.example");
	expect_to("\"Lee \\\"Tide\\\", Ann\" <ann@b.example>", "Lee \"Tide\", Ann", "ann@b.example");
	expect_to("ann@b.example (Ann Lee)", "ann@b.example (Ann Lee)", "ann@b.example");
	expect_to("=?utf-8?Q?Lee=2C_Ann_=3Cx=3E?= <ann@b.example>", "Lee, Ann <x>", "ann@b.example");
	expect_to("\"=?utf-8?Q?Lee=22=2C_Ann?=\" <ann@b.example>", "Lee\", Ann", "ann@b.example");
	expect_to("<mailto:ann@b.example>", "ann@b.example", "ann@b.example");
}

Test(mail, addresses_that_break_the_rules_are_parties_too)
{
	expect_to("HARBOUR_DESK", "HARBOUR_DESK", "harbour_desk");
	expect_to("Desk <HARBOUR_DESK>", "Desk", "desk");
	expect_to("<ann@b.example", "ann@b.example", "ann@b.example");
	expect_to("Ann [Ports] <ann@b.example>", "Ann [Ports]", "ann@b.example");
	expect_to("/O=PORTS/CN=ANN", "/O=PORTS/CN=ANN", "/o=ports/cn=ann");
	expect_to("\"Ann <ann@b.example>", "Ann", "ann@b.example");
}

Test(mail, commas_semicolons_and_groups_part_addresses)
{
	struct extracted e = extract_to("Crew: ann@b.example, Ben <b@b.example>; c@b.example;, ,d@b.example");
	static const char *const keys[] = {"ann@b.example", "b@b.example", "c@b.example", "d@b.example"};

	cr_assert_eq(e.declared.party_count, 4);
	for (size_t i = 0; i < 4; i++)
		cr_assert_str_eq(e.declared.parties[i].key, keys[i]);
	extracted_finish(&e);
	e = extract_to("undisclosed-recipients:;");
	cr_assert_eq(e.declared.party_count, 0);
	cr_assert_eq(strncmp(e.text.data, "To: undisclosed-recipients:;\n", 29), 0);
	extracted_finish(&e);
}

/* ---- dates ---- */

Test(mail, a_date_is_the_senders_own_clock)
{
	expect_date("Tue, 3 Mar 2020 09:14:30 +1300", "2020-03-03T09:14");
	expect_date("Tue, 03 Mar 2020 09:14:30 -0800 (PST)", "2020-03-03T09:14");
	expect_date("3 Mar 2020 9:14 GMT", "2020-03-03T09:14");
	expect_date("Tue, 3 Mar 98 09:14:30 +0000", "1998-03-03T09:14");
	expect_date("Tue Mar  3 09:14:30 2020", "2020-03-03T09:14");
	expect_date("Tue,3 Mar 2020 09:14:30 +1300", "2020-03-03T09:14");
	expect_date("2020-03-03 09:14:30 +0000", "2020-03-03T09:14");
	expect_date("3 Mar 2020", "2020-03-03");
}

Test(mail, a_date_that_gmime_would_guess_is_left_to_the_parser)
{
	expect_date("5/6/2011 10:00", NULL);
	expect_date("Tue, 3 Mar 2020 9:14 PM", NULL);
	expect_date("Tue, 3 Mar 2020 9:14 p.m.", NULL);
	expect_date("yesterday", NULL);
	expect_date("31 Feb 2020 10:00:00 +0000", NULL);
}

/* ---- bodies ---- */

#define PARTED(kind) "MIME-Version: 1.0\nContent-Type: multipart/" kind "; boundary=b\n\n"

Test(mail, a_body_is_decoded_and_its_lines_end_in_newlines)
{
	expect_body("MIME-Version: 1.0\nContent-Type: text/plain; charset=koi8-r\n"
		    "Content-Transfer-Encoding: base64\n\n0NLJ18XUDQrNydI=\n",
		    "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82\n\xd0\xbc\xd0\xb8\xd1\x80\n");
	expect_body("MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-8859-1\n"
		    "Content-Transfer-Encoding: quoted-printable\n\ncaf=E9 =\nnoir\n",
		    "caf\xc3\xa9 noir\n");
	expect_body("MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B9A\x1b(B\n",
		    "\xe6\xb8\xaf\n");
	expect_body("MIME-Version: 1.0\n\none\rtwo\r\nthree\fpage", "one\ntwo\nthree\npage\n");
}

Test(mail, a_charset_that_the_bytes_contradict_is_not_believed)
{
	expect_body("MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\ncaf\xc3\xa9\n",
		    "caf\xc3\xa9\n");
	expect_body("MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\nle caf\xe9 noir\n",
		    "le caf\xc3\xa9 noir\n");
	expect_body("MIME-Version: 1.0\nContent-Type: text/plain; charset=no-such\n\ncaf\xe9\n",
		    "caf\xc3\xa9\n");
}

Test(mail, of_alternatives_the_plain_text_is_read_if_it_has_words)
{
	expect_body(PARTED("alternative") "--b\nContent-Type: text/plain\n\nplain\n"
					  "--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--\n",
		    "plain\n");
	struct extracted e;

	extract_as(MAIL,
		   SLICE(PARTED("alternative") "--b\nContent-Type: text/plain\n\n \n\n"
					       "--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--\n"),
		   &e);
	cr_assert_not_null(strstr(buf_string(&e.text), "rich"));
	cr_assert_null(strstr(buf_string(&e.text), "<p>"));
	cr_assert_not(e.has_members);
	extracted_finish(&e);
}

Test(mail, mail_in_html_alone_is_read_as_text)
{
	struct extracted e;

	extract_as(MAIL,
		   SLICE("MIME-Version: 1.0\nContent-Type: text/html; charset=iso-8859-1\n\n"
			 "<html><head><style>p {}</style></head><body><p>caf\xe9</p></body></html>\n"),
		   &e);
	cr_assert_not_null(strstr(buf_string(&e.text), "caf\xc3\xa9"));
	cr_assert_null(strstr(buf_string(&e.text), "style"));
	cr_assert_null(strstr(buf_string(&e.text), "p {}"));
	extracted_finish(&e);
}

Test(mail, a_page_in_mail_may_name_its_charset_itself)
{
	struct extracted e;

	extract_as(MAIL,
		   SLICE("MIME-Version: 1.0\nContent-Type: text/html\n\n"
			 "<meta charset=\"koi8-r\"><p>\xd0\xd2\xc9</p>\n"),
		   &e);
	cr_assert_not_null(strstr(buf_string(&e.text), "\xd0\xbf\xd1\x80\xd0\xb8"));
	extracted_finish(&e);
}

Test(mail, text_parts_follow_each_other_parted_by_an_empty_line)
{
	expect_body(PARTED("mixed") "preamble\n--b\n\none\n--b\nContent-Type: "
				    "text/plain\n\ntwo\n\n--b--\nepilogue\n",
		    "one\n\ntwo\n");
}

Test(mail, flowed_lines_are_joined)
{
	static const char head[] = "MIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n";
	struct buf mail = {0};

	buf_format(&mail, "%sthe tide \nis \nhigh\n\n> so it \n> is\n>> x \nmine\n -- indented\n-- \nAnn \n",
		   head);
	expect_body(buf_string(&mail),
		    "the tide is high\n\n> so it is\n>> x \nmine\n-- indented\n-- \nAnn \n");
	buf_finish(&mail);
	expect_body("MIME-Version: 1.0\nContent-Type: text/plain; format=flowed; delsp=yes\n\nhar \nbour\n",
		    "harbour\n");
}

/* ---- members ---- */

static const char carrier[] =
	PARTED("mixed") "--b\n\nsee below\n"
			"--b\nContent-Type: application/pdf; name=\"=?utf-8?Q?caf=C3=A9.pdf?=\"\n"
			"Content-Transfer-Encoding: base64\n\naGVs\nbG8=\n"
			"--b\nContent-Type: text/plain\nContent-Disposition: attachment;\n"
			" filename*0*=koi8-r'ru'%D4; filename*1*=%C5; filename*2=\"x.txt\"\n\nwords\n"
			"--b\nContent-Type: image/png\nContent-Disposition: inline; "
			"filename=\"../../etc/map.png\"\n\npng\n"
			"--b\nContent-Type: image/jpeg\n\njpeg\n"
			"--b\nContent-Type: message/rfc822\n\nSubject: Old/tide\nTo: x\n\nFrom within\n\n"
			"--b\nContent-Type: application/ms-tnef; name=\"C:\\mail\\winmail.dat\"\n\ntnef\n"
			"--b--\n";

Test(mail, attachments_and_messages_within_are_members)
{
	struct kept *kept = unpack_as(MAIL, slice_of(carrier));

	cr_assert_eq(kept->count, 6);
	expect_member(kept, 0, "caf\xc3\xa9.pdf", "hello");
	expect_member(kept, 1, "\xd1\x82\xd0\xb5x.txt", "words");
	expect_member(kept, 2, "map.png", "png");
	expect_member(kept, 3, "attachment-4.jpg", "jpeg");
	expect_member(kept, 4, "Old_tide.eml", "Subject: Old/tide\nTo: x\n\nFrom within\n");
	expect_member(kept, 5, "winmail.dat", "tnef");
	cr_assert(kept->attached);
	kept_finish(kept);
}

Test(mail, the_text_of_a_carrier_is_its_own)
{
	struct extracted e;

	extract_as(MAIL, slice_of(carrier), &e);
	cr_assert(e.has_members);
	cr_assert_null(e.remark);
	cr_assert_str_eq(buf_string(&e.text), "see below\n");
	extracted_finish(&e);
}

Test(mail, what_the_sink_returns_ends_the_unpacking)
{
	struct kept *kept = calloc(1, sizeof *kept);
	const struct member_sink sink = {keep_begin, keep_bytes, keep_end, kept};
	const char *reason = NULL;

	cr_assert_not_null(kept);
	kept->fail_with = -ECANCELED;
	cr_assert_eq(
		format_for(MAIL)->unpack(&(struct input){.bytes = slice_of(carrier)}, NULL, &sink, &reason),
		-ECANCELED);
	cr_assert_eq(kept->count, 0);
	kept_finish(kept);
}

Test(mail, attachments_without_end_are_counted_and_left_out)
{
	struct buf mail = {0};
	struct extracted e;

	buf_text(&mail, PARTED("mixed"));
	for (int i = 0; i < MAIL_ATTACHMENTS_MAX + 5; i++)
		buf_text(&mail, "--b\nContent-Type: image/png\n\nx\n");
	struct slice bytes = slice_of(buf_string(&mail));
	struct kept *kept = unpack_as(MAIL, bytes);

	cr_assert_eq(kept->count, MAIL_ATTACHMENTS_MAX);
	extract_as(MAIL, bytes, &e);
	cr_assert_not_null(e.remark);
	extracted_finish(&e);
	kept_finish(kept);
	buf_finish(&mail);
}

Test(mail, pictures_of_a_page_and_signatures_are_members_and_no_text)
{
	struct kept *kept = unpack_as(
		MAIL, SLICE(PARTED("signed") "--b\n\nsigned words\n"
					     "--b\nContent-Type: application/pgp-signature\n\nsig\n--b--\n"));

	cr_assert_eq(kept->count, 1);
	expect_member(kept, 0, "attachment-1.asc", "sig");
	kept_finish(kept);
	kept = unpack_as(MAIL, SLICE(PARTED("related") "--b\nContent-Type: text/html\n\n<p>x</p>\n"
						       "--b\nContent-Type: text/plain\n\nlegend\n--b--\n"));
	cr_assert_eq(kept->count, 1);
	expect_member(kept, 0, "attachment-1.txt", "legend");
	kept_finish(kept);
}

/* ---- malformed ---- */

Test(mail, a_header_without_an_empty_line_below_it_ends_where_the_text_begins)
{
	expect_text("MIME-Version: 1.0\nSubject: tide\nThe tide is high.\nIt rains.\n",
		    "Subject: tide\n\nThe tide is high.\nIt rains.\n");
}

Test(mail, a_stray_line_among_fields_is_passed_over)
{
	expect_text("MIME-Version: 1.0\n>From nobody\nSubject: tide\n\nwords\n", "Subject: tide\n\nwords\n");
}

Test(mail, mail_of_headers_only_has_a_text)
{
	expect_text("MIME-Version: 1.0\nFrom: a@b.example\nSubject: tide",
		    "From: a@b.example\nSubject: tide\n\n");
	expect_text("MIME-Version: 1.0\nSubject: tide\n\n", "Subject: tide\n\n");
}

Test(mail, an_empty_message_has_none)
{
	expect_text("", "");
	expect_text("\n", "");
	expect_text("From a@b.example Tue Mar  3 09:14:30 2020\n", "");
}

Test(mail, parts_without_a_named_boundary_are_found_by_the_lines_between_them)
{
	static const char mail[] = "MIME-Version: 1.0\nContent-Type: multipart/mixed\nSubject: tide\n\n"
				   "--xyz\nContent-Type: text/plain\n\nwords\n"
				   "--xyz\nContent-Type: image/png; name=a.png\n\npng\n--xyz--\n";

	expect_text(mail, "Subject: tide\n\nwords\n");
	struct kept *kept = unpack_as(MAIL, slice_of(mail));

	cr_assert_eq(kept->count, 1);
	expect_member(kept, 0, "a.png", "png");
	kept_finish(kept);
}

Test(mail, a_multipart_without_parts_is_text)
{
	expect_body("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\njust caf\xe9\n",
		    "just caf\xc3\xa9\n");
}

Test(mail, parts_that_do_not_end_are_read_as_far_as_they_go)
{
	struct kept *kept =
		unpack_as(MAIL, SLICE(PARTED("mixed") "--b\n\nwords\n--b\nContent-Type: image/png\n"
						      "Content-Transfer-Encoding: base64\n\naGVsbG"));

	cr_assert_eq(kept->count, 1);
	expect_member(kept, 0, "attachment-1.png", "hell");
	kept_finish(kept);
}

static void put_nested(struct buf *out, size_t depth)
{
	buf_text(out, "MIME-Version: 1.0\nSubject: deep\nContent-Type: multipart/mixed; boundary=b0\n\n");
	for (size_t i = 0; i < depth; i++)
		buf_format(out, "--b%zu\nContent-Type: multipart/mixed; boundary=b%zu\n\n", i, i + 1);
	buf_format(out, "--b%zu\n\nwords\n", depth);
}

Test(mail, parts_nested_too_deep_are_left_out_and_said_so)
{
	static const size_t depths[] = {10, 60, 70, 1000, 10000};

	for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
		struct buf mail = {0};
		struct extracted e;

		put_nested(&mail, depths[i]);
		extract_as(MAIL, slice_of(buf_string(&mail)), &e);
		cr_assert_str_eq(buf_string(&e.text), depths[i] < MAIL_DEPTH_MAX ? "Subject: deep\n\nwords\n"
										 : "Subject: deep\n\n");
		cr_assert_eq(e.remark != NULL, depths[i] >= MAIL_DEPTH_MAX);
		extracted_finish(&e);
		buf_finish(&mail);
	}
}

Test(mail, messages_nested_in_messages_are_taken_out_one_by_one)
{
	struct buf mail = {0};

	for (int i = 0; i < 10000; i++)
		buf_text(&mail, "From: a@b.example\nContent-Type: message/rfc822\n\n");
	struct slice bytes = slice_of(buf_string(&mail));
	struct kept *kept = unpack_as(MAIL, bytes);

	cr_assert_eq(kept->count, 1);
	cr_assert_eq(kept->bytes[0].length, bytes.length - bytes.length / 10000);
	kept_finish(kept);
	buf_finish(&mail);
}

/* ---- damage ---- */

static const char *const samples[] = {
	plain,
	carrier,
	PARTED("alternative") "--b\nContent-Type: text/plain; format=flowed\n\nplain \nwords\n"
			      "--b\nContent-Type: text/html; charset=utf-8\n\n<p>rich &amp; <b>\n--b--\n",
	"From a@b.example Tue Mar  3 09:14:30 2020\nFrom: =?koi8-r?B?7cnOydPU?= <a@b.example>\n"
	"To: Crew: \"x\" <y@z.example>, (c) d@e.example;\nMIME-Version: 1.0\n"
	"Content-Type: multipart/mixed\n\n--z\nContent-Type: text/plain\n\nx\n--z--\n",
	"MIME-Version: 1.0\nContent-Type: text/plain; charset=iso-2022-jp\n"
	"Content-Transfer-Encoding: quoted-printable\n\n=1B$B9A=1B(B=\n",
	"MIME-Version: 1.0\nContent-Type: x/y; name*0*=utf-8''a%C3; name*1*=%A9; name*2=\"b\\\"\"\n"
	"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n%:&5L;&\\\n`\nend\n",
};

/* The bytes stand alone, so that a sanitizer sees whoever reads beyond them. */
static void read_alone(struct slice bytes)
{
	char *copy = malloc(bytes.length + !bytes.length);
	struct extracted e;

	cr_assert_not_null(copy);
	memcpy(copy, bytes.at, bytes.length);
	extract_as(MAIL, (struct slice){copy, bytes.length}, &e);
	struct slice text = {buf_string(&e.text), e.text.length};

	cr_assert_eq(utf8_valid(text), text.length);
	cr_assert_leq(e.declared.head, text.length);
	for (size_t i = 0; i < e.declared.party_count; i++)
		cr_assert_leq(e.declared.parties[i].where.last, e.declared.head);
	extracted_finish(&e);
	kept_finish(unpack_as(MAIL, (struct slice){copy, bytes.length}));
	free(copy);
}

Test(mail, mail_that_is_cut_anywhere_is_read, .timeout = 100)
{
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		for (size_t length = 0; length <= strlen(samples[i]); length++)
			read_alone((struct slice){samples[i], length});
}

Test(mail, mail_with_flipped_bits_is_read, .timeout = 100)
{
	srandom(1);
	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		for (int n = 0; n < 600; n++) {
			char *copy = strdup(samples[i]);
			size_t length = strlen(copy);

			for (int flips = 0; flips < 1 + n % 5; flips++)
				copy[(size_t)random() % length] ^= (char)(1 << random() % 8);
			read_alone((struct slice){copy, length});
			free(copy);
		}
}
