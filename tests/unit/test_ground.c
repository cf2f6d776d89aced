/* SPDX-License-Identifier: MIT */
#include "../../store/data/ground.h"

#include <criterion/criterion.h>

enum { GROUNDS = 735, REGIMES = 24 };

Test(ground, every_row_of_the_table_is_read_and_found_by_its_code)
{
	size_t count;
	const struct ground *all = grounds(&count);

	cr_assert_eq(count, GROUNDS);
	for (size_t i = 0; i < count; i++)
		cr_expect_eq(ground_find(slice_of(all[i].regime), slice_of(all[i].code)), &all[i], "%s %s",
			     all[i].regime, all[i].code);
}

Test(ground, no_field_is_empty_and_the_shell_form_is_unique_in_its_regime)
{
	size_t count, regimes = 0;
	const struct ground *all = grounds(&count);

	for (size_t i = 0; i < count; i++) {
		cr_expect(*all[i].regime && *all[i].code && *all[i].fs && *all[i].label && *all[i].kind);
		cr_expect_eq(strspn(all[i].fs, "abcdefghijklmnopqrstuvwxyz0123456789.-"), strlen(all[i].fs));
		regimes += i == 0 || strcmp(all[i].regime, all[i - 1].regime) != 0;
		for (size_t j = 0; j < i; j++)
			cr_expect(strcmp(all[i].fs, all[j].fs) != 0 ||
				  strcmp(all[i].regime, all[j].regime) != 0);
	}
	cr_assert_eq(regimes, REGIMES);
}

Test(ground, a_code_belongs_to_its_regime_and_is_found_exactly)
{
	const struct ground *privacy = ground_find(SLICE("nz-oia"), SLICE("s9(2)(a)"));

	cr_assert_not_null(privacy);
	cr_assert_str_eq(privacy->fs, "s9-2-a");
	cr_assert_str_eq(ground_find(SLICE("us-foia"), SLICE("(b)(7)(C)"))->fs, "b7c");
	cr_assert_null(ground_find(SLICE("nz-oia"), SLICE("(b)(7)(C)")));
	cr_assert_null(ground_find(SLICE("nz-oia"), SLICE("s9(2)(A)")));
	cr_assert_null(ground_find(SLICE("nz-oia"), SLICE("s9(2)(")));
	cr_assert_null(ground_find(SLICE(""), SLICE("")));
}

Test(ground, what_is_out_of_scope_and_what_states_no_ground_have_rows_of_their_own)
{
	const struct ground *scope = ground_find(SLICE("nz-oia"), SLICE("OUT OF SCOPE"));

	cr_assert_not_null(scope);
	cr_assert_str_eq(scope->fs, "out-of-scope");
	cr_assert_str_eq(scope->kind, "scope");
	cr_assert_str_eq(ground_find(SLICE("nz-oia"), SLICE("unspecified"))->kind, "pseudo");
}
