/* SPDX-License-Identifier: MIT */
/* Which lines of a document speak of its matter, told by the countries that they name. */
#include "../../store/parse/parse.h"
#include "../../store/util/buf.h"

#include <criterion/criterion.h>

TestSuite(body);

static bool collect(void *context, const struct document_facts *d)
{
	struct buf *out = context;

	for (size_t i = 0; i < d->country_count; i++)
		if (d->countries[i].filed)
			buf_format(out, "%s%s", out->length ? " " : "", d->countries[i].code);
	return true;
}

static void expect(const char *text, const char *codes)
{
	struct buf found = {0};

	cr_assert_eq(parse_text(slice_of(text), NULL, collect, &found), 0);
	cr_expect_str_eq(buf_string(&found), codes, "%s", text);
	buf_finish(&found);
}

#define HEAD "From: Marlowe, Judith\nSent: Monday, 4 March 2019 10:15 AM\nTo: Poe, Ann\nSubject: Squid\n\n"

Test(body, the_senders_own_block_does_not_count)
{
	expect(HEAD "The squid of Peru are late.\n\nJudith Marlowe\nConsul\nEmbassy of Nepal\n", "PE");
	expect(HEAD
	       "The squid of Peru are late.\n\nThank you\nJudy\nConsul\nEmbassy of Nepal\n(202) 555-0100\n",
	       "PE");
	expect(HEAD "The squid of Peru are late.\n\nTwo ships\nOne from Nepal\n2019-03-04\n", "NP PE");
}

Test(body, the_address_above_a_greeting_does_not_count)
{
	expect(HEAD "Ann Poe\nEmbassy of Nepal\nTel: 555 0100\nDear Ann,\n\nThe squid of Peru are late.\n",
	       "PE");
	expect(HEAD "The squid of Nepal\nDear Ann,\n\nThe squid of Peru are late.\n", "NP PE");
}

Test(body, the_posts_that_a_cable_goes_to_do_not_count)
{
	expect("SECRET\n\nTO: LUXEMBOURG\n\nTHE SQUID OF PERU ARE LATE THIS YEAR AND NOBODY KNOWS WHY.\n",
	       "PE");
}

Test(body, a_stamp_torn_over_two_lines_does_not_count)
{
	expect("UNCLASSIFIED\nU.S. Department of State\nCase No. F-2031-00417\n\nThe squid of Peru are "
	       "late.\n",
	       "PE");
}
