/* SPDX-License-Identifier: MIT */
#include "parse_kit.h"

static void expect_regime(const char *text, const char *expected)
{
	struct regimes regimes = regimes_of(text);
	const char *decided = regime_decided(&regimes);

	cr_expect_str_eq(decided ? decided : "", expected, "%s: %s", text, decided ? decided : "none");
}

Test(regime, a_stamp_or_a_code_of_one_law_only_decides)
{
	expect_regime("Released under the Official Information Act 1982", "nz-oia");
	expect_regime("RELEASED UNDER THE\nOFFICIAL INFORMATION ACT 1982", "nz-oia");
	expect_regime("He met s9(2)(a) there", "nz-oia");
	expect_regime("A note\n\ns6(a), s6(b)\n", "nz-oia");
	expect_regime("Answered under LGOIMA", "nz-lgoima");
	expect_regime("a request under the Freedom of Information Act 2000", "uk-foia");
	expect_regime("RELEASE IN PART B6", "us-foia");
	expect_regime("FOIREQ24/00001 002", "au-foi");
	expect_regime("Released under the Freedom of Information Act 1982 (Vic)", "au-vic-foi");
	expect_regime("under the Right to Information Act 2009", "au-qld-rti");
	expect_regime("under the Freedom of Information (Scotland) Act 2002", "scot-foisa");
	expect_regime("under the Freedom of Information Act 2014", "ie-foi");
	expect_regime("Loi sur l'acc\xc3\xa8s \xc3\xa0 l'information", "ca-atia");
	expect_regime("Ref. Ares(2021)1", "eu-1049");
	expect_regime("Promotion of Access to Information Act", "za-paia");
}

Test(regime, a_stamp_that_a_scan_ruined_is_known_by_most_of_its_words)
{
	expect_regime("UNCLASSIFIED US Deparmert of Slate Case No, F-2099 Duc No, C0999 Date: 0831",
		      "us-foia");
	expect_regime("UNCLASSIFIED papers of the state and of its ports lay on the quay for years", "");
}

Test(regime, the_name_of_a_law_is_known_through_misread_strokes_and_rings)
{
	expect_regime("Released under the Freedom of lnformation Act 20l4", "ie-foi");
	expect_regime("RELEASED UNDER THE FREEDOM OF |NFORMAT1ON ACT 2O14", "ie-foi");
	expect_regime("Released under the Freedom of Inforrnation Act 2014", "");
	expect_regime("the Environmenta1 lnformation Regulations", "uk-eir");
}

Test(regime, less_evidence_than_needed_decides_nothing)
{
	expect_regime("", "");
	expect_regime("See www.example.govt.nz for more", "");
	expect_regime("The release was in part. Rule 6(a) applies; section 119(2)(b) does not", "");
	expect_regime("The COIAT and the doialogue", "");
}

Test(regime, codes_that_fill_fields_and_brackets_are_of_the_law_that_an_address_points_to)
{
	expect_regime(
		"From: Una Roche <uroche@glenmore.ie>\nCc: [Redacted s.37(1)]\n\nThe price is [Redacted "
		"s.36(1)(b), s.29(1)]\n",
		"ie-foi");
	expect_regime("To: Art. 4(1)(b)\nSubject: Eels\n\nArt. 4(1)(a) third indent\n", "eu-1049");
	expect_regime("Cc: [Redacted s.37(1)]\n\nThe price is [Redacted s.36(1)(b)]\n", "");
	expect_regime("From: Una Roche <uroche@glenmore.ie>\n\nThe closure is under section 37(1) of the "
		      "Harbours Act.\nCc: [s.37(1)]\n",
		      "");
	expect_regime("Art. 4(1)(b) of the treaty was read.\nNobody knew Art. 4(1)(a).\n", "");
}

Test(regime, evidence_is_counted_up_to_a_limit_and_the_heaviest_comes_first)
{
	struct regimes regimes = regimes_of("FOIREQ1 FOIREQ2 FOIREQ3 FOIREQ4\nDOIA 12\n");

	cr_assert_eq(regimes.count, 3);
	cr_assert_str_eq(regimes.at[0].regime, "au-foi");
	cr_assert_eq(regimes.at[0].weight, 15);
	cr_assert_str_eq(regimes.at[1].regime, "nz-oia");
	cr_assert_str_eq(regimes.at[2].regime, "au-foi-pre2010", "what comes with another weighs least");
	cr_assert(regime_has(&regimes, "nz-oia"));
	cr_assert_not(regime_has(&regimes, "uk-foia"));
}

Test(regime, a_printed_key_gives_numbers_their_grounds)
{
	struct regimes regimes =
		regimes_of("[1] 6(a) - security\n[25]  9(2)(b)(ii) - position\n[2] see above\n[1] 6(b)(i)\n");

	cr_assert_eq(regimes.key_count, 2);
	cr_assert_str_eq(regime_key_find(&regimes, 1)->code, "s6(a)", "the first of two stays");
	cr_assert_str_eq(regime_key_find(&regimes, 25)->code, "s9(2)(b)(ii)");
	cr_assert_null(regime_key_find(&regimes, 2));
}

Test(regime, a_key_longer_than_any_is_cut)
{
	struct buf text = {0};
	struct regimes regimes;

	for (unsigned i = 1; i < 3 * REGIME_KEYS_MAX; i++)
		buf_format(&text, "[%u] 6(a)\n", i);
	regimes = regimes_of(buf_string(&text));
	cr_assert_eq(regimes.key_count, REGIME_KEYS_MAX);
	buf_finish(&text);
}

Test(regime, a_copy_that_drops_doubled_letters_is_known_by_its_words)
{
	cr_assert(regimes_of("the fol owing wil be seen at the of ice").drops_doubles);
	cr_assert_not(regimes_of("the following will be seen at the office").drops_doubles);
	cr_assert_not(regimes_of("one wil be enough for a slip").drops_doubles);
}
