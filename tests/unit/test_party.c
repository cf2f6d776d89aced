/* SPDX-License-Identifier: MIT */
#include "../../store/parse/party.h"

#include <criterion/criterion.h>
#include <stdio.h>

static struct arena arena;
static struct parties parties;

static void finish(void)
{
	arena_finish(&arena);
}

TestSuite(party, .fini = finish);

static void read(const char *value, enum role role)
{
	static char text[1024];
	static struct lines lines;
	struct regimes regimes;
	struct header header;

	snprintf(text, sizeof text, "From: %s\nSent: 1 May 2019\nTo: %s\nSubject: x\n", role ? "A" : value,
		 role ? value : "B");
	parties = (struct parties){NULL, 0, 0};
	cr_assert_eq(lines_split(slice_of(text), &arena, &lines), 0);
	regime_weigh(&lines, &regimes);
	cr_assert(header_read(&lines, 0, lines.count, &regimes, &header));
	cr_assert_eq(party_read_field(&lines, &header.fields[role ? HEADER_TO : HEADER_FROM], role, &regimes,
				      &arena, &parties),
		     0);
}

static void expect(size_t number, enum party_kind kind, const char *name, const char *key)
{
	cr_assert_gt(parties.count, number);
	cr_expect_eq(parties.at[number].kind, kind, "%s", name);
	cr_expect_str_eq(parties.at[number].name, name);
	cr_expect_str_eq(parties.at[number].key, key);
}

Test(party, a_name_stays_as_printed)
{
	read("MARLOWE,  Judith (NAD)", ROLE_SENDER);
	expect(0, PARTY_NAMED, "MARLOWE, Judith (NAD)", "marlowe, judith (nad)");
	cr_expect_eq(parties.count, 1u);
}

Test(party, a_position_behind_a_name_is_no_part_of_it)
{
	read("Judith Marlowe, Director, Lights", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Judith Marlowe", "judith marlowe");
	read("J. Marlowe, A/Senior Executive Officer", ROLE_TO);
	expect(0, PARTY_NAMED, "J. Marlowe", "j. marlowe");
	read("Marlowe, Judith", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Marlowe, Judith", "marlowe, judith");
	read("Minister of Nets, Chief Secretary", ROLE_TO);
	expect(0, PARTY_NAMED, "Minister of Nets, Chief Secretary", "minister of nets, chief secretary");
}

Test(party, a_mailbox_makes_two_names_one)
{
	read("\"Roe, Jane\" <Jane.Roe@Squid.nz>", ROLE_SENDER);
	expect(0, PARTY_MAILBOX, "Roe, Jane", "jane.roe@squid.nz");
	read("Jane Roe [mailto:jane.roe@squid.nz]", ROLE_SENDER);
	expect(0, PARTY_MAILBOX, "Jane Roe", "jane.roe@squid.nz");
	read("jane.roe@squid.nz", ROLE_SENDER);
	expect(0, PARTY_MAILBOX, "jane.roe@squid.nz", "jane.roe@squid.nz");
}

Test(party, a_mark_in_place_of_a_name_is_a_withheld_party)
{
	read("s9(2)(a)", ROLE_SENDER);
	expect(0, PARTY_WITHHELD, "", "");
	read("s9(2)(a) s9(2)(g)(i)", ROLE_TO);
	expect(0, PARTY_WITHHELD, "", "");
	cr_expect_eq(parties.count, 1u);
}

Test(party, semicolons_part_recipients_and_commas_only_addresses)
{
	read("LOWE, Ann (DS PTS); ...CHINA POSTS; s9(2)(a); FM.P/S MFA (Seemail);", ROLE_TO);
	cr_assert_eq(parties.count, 4u);
	expect(0, PARTY_NAMED, "LOWE, Ann (DS PTS)", "lowe, ann (ds pts)");
	expect(1, PARTY_NAMED, "...CHINA POSTS", "...china posts");
	expect(2, PARTY_WITHHELD, "", "");
	expect(3, PARTY_NAMED, "FM.P/S MFA (Seemail)", "fm.p/s mfa (seemail)");
	read("Roe, Jane", ROLE_TO);
	cr_expect_eq(parties.count, 1u);
	read("\"Roe, Jane\" <a@b.nz>, c@d.nz, Ann Poe <e@f.nz>", ROLE_TO);
	cr_assert_eq(parties.count, 3u);
	expect(1, PARTY_MAILBOX, "c@d.nz", "c@d.nz");
	expect(2, PARTY_MAILBOX, "Ann Poe", "e@f.nz");
}

Test(party, an_empty_field_has_no_party)
{
	read("", ROLE_TO);
	cr_expect_eq(parties.count, 0u);
	read(" ; ; ", ROLE_TO);
	cr_expect_eq(parties.count, 0u);
}

Test(party, what_recognition_leaves_of_an_address_is_no_part_of_the_name)
{
	static const char *const values[] = {"Roe, Jane [mailto",   "Roe, Jane [malto.",
					     "Roe, Jane fmailto:x", "Roe, Jane |",
					     "Roe, Jane .",         "Roe, Jane \xe2\x80\x99"};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		read(values[i], ROLE_SENDER);
		expect(0, PARTY_NAMED, "Roe, Jane", "roe, jane");
	}
	read("Davis, Ann J.", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Davis, Ann J.", "davis, ann j.");
	read("Roe, Jane [RoeJ@squid.nz", ROLE_SENDER);
	expect(0, PARTY_MAILBOX, "Roe, Jane", "roej@squid.nz");
}

Test(party, a_torn_address_and_a_mark_before_the_name_are_no_part_of_it)
{
	read("Roe, Jane -:RoeJ@squidnz>", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Roe, Jane", "roe, jane");
}

Test(party, what_names_nobody_is_left_out)
{
	static const char *const values[] = {"CONF:", "1 .4(D)", "Marlowe 2B23 EXTENSION NO.", "5847-"};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		read(values[i], ROLE_SENDER);
		cr_expect_eq(parties.count, 0u, "%s", values[i]);
	}
	read("A2", ROLE_SENDER);
	cr_expect_eq(parties.count, 0u);
	read("Division 2B", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Division 2B", "division 2b");
}

Test(party, initials_go_with_the_address_beside_them)
{
	read("J <lights7@squid.nz >", ROLE_SENDER);
	expect(0, PARTY_MAILBOX, "J <lights7@squid.nz>", "lights7@squid.nz");
	read("J", ROLE_SENDER);
	expect(0, PARTY_NAMED, "J", "j");
}

Test(party, a_copyright_mark_in_an_address_is_its_sign)
{
	read("Jane <roe\xc2\xa9squid.nz>", ROLE_SENDER);
	expect(0, PARTY_MAILBOX, "Jane", "roe@squid.nz");
	read("Squid \xc2\xa9 Harbour", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Squid \xc2\xa9 Harbour", "squid \xc2\xa9 harbour");
}

Test(party, whoever_another_one_writes_for_is_the_sender)
{
	read("Poe, Ann [mailto:poe@squid.nz] On Behalf Of Head of Lights", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Head of Lights", "head of lights");
	read("Poe, Ann on behalf of", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Poe, Ann on behalf of", "poe, ann on behalf of");
}

Test(party, a_name_that_was_blacked_out_is_withheld)
{
	static const char *const values[] = {"[REDACTED]", "(name withheld)", "\xe2\x96\x88\xe2\x96\x88",
					     "Deleted"};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		read(values[i], ROLE_SENDER);
		expect(0, PARTY_WITHHELD, "", "");
	}
}

Test(party, a_cable_s_readers_are_no_part_of_who_sent_it)
{
	read("PORT SQUID INFO NORTH LIGHT", ROLE_SENDER);
	expect(0, PARTY_NAMED, "PORT SQUID", "port squid");
	read("Jane INFO Squid", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Jane INFO Squid", "jane info squid");
}

Test(party, a_mark_beside_a_name_is_of_its_address)
{
	read("Marlowe, Judith s 47F", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Marlowe, Judith", "marlowe, judith");
	read("Office of Squid s 47F", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Office of Squid", "office of squid");
	read("Personal Assistant to s 47F", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Personal Assistant to s 47F", "personal assistant to s 47f");
	read("Squid Policy Section 47F", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Squid Policy Section 47F", "squid policy section 47f");
}

Test(party, a_unit_behind_a_withheld_name_is_who_sends)
{
	read("[s9(2)(a)], Lights Department", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Lights Department", "lights department");
	read("[s9(2)(a)], [s9(2)(a)]", ROLE_SENDER);
	cr_expect_eq(parties.at[0].kind, PARTY_WITHHELD);
}

Test(party, the_account_behind_a_name_of_the_white_house_is_no_part_of_it)
{
	read("Jane Roe ( CN=Jane Roe/OU=NSC/O=EOP [ NSC ] )", ROLE_SENDER);
	expect(0, PARTY_NAMED, "Jane Roe", "jane roe");
}
