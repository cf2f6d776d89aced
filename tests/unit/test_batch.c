/* SPDX-License-Identifier: MIT */
/* Which files of a listing are pushed together, and where the walk goes on after them. */
#include "../../fs/batch.h"

#include <criterion/criterion.h>

enum { DIRECTORY = 7, FIRST = 100 };

static struct batch batch;

static dossier_node document(unsigned i)
{
	return dossier_node_pack(DOSSIER_DOCUMENT, FIRST + i);
}

/* Cookies are ten times the place, counted from 1. */
static bool give(unsigned i, uint64_t size)
{
	struct dossier_name name = {
		.name = "a", .attributes = {.node = document(i), .size = size}, .cookie = 10 * (i + 1)};

	return batch_collect(&batch, &name);
}

static void begin(dossier_node reading, unsigned ahead)
{
	const struct walk walk = {.directory = DIRECTORY, .next = reading, .before = 5, .ahead = ahead};

	batch_begin(&batch, &walk);
}

Test(batch, all_files_of_a_small_directory_are_one_batch)
{
	begin(0, WALK_AHEAD_MAX);
	for (unsigned i = 0; i < 3; i++)
		cr_assert(give(i, 1000));
	cr_assert_eq(batch.count, 3U);
	cr_assert_eq(batch.files[0].before, 5U);
	cr_assert_eq(batch.files[2].before, 20U);
	cr_assert_eq(batch.rest.next, (dossier_node)0, "there is no more");
}

Test(batch, the_first_that_has_no_room_is_awaited)
{
	begin(0, 2);
	cr_assert(give(0, 1000));
	cr_assert(give(1, 1000));
	cr_assert_not(give(2, 1000));
	cr_assert_eq(batch.count, 2U);
	cr_assert_eq(batch.rest.next, document(2));
	cr_assert_eq(batch.rest.before, 20U, "listing goes on after the second");
}

Test(batch, bytes_are_bounded_as_files_are)
{
	unsigned taken = 0;

	begin(0, WALK_AHEAD_MAX);
	while (give(taken, BATCH_FILE_BYTES))
		taken++;
	cr_assert_eq(batch.count, taken);
	cr_assert_leq(batch.bytes, (uint64_t)1024 * 1024);
	cr_assert_lt(taken, (unsigned)WALK_AHEAD_MAX);
}

Test(batch, the_file_that_is_being_read_is_left_out)
{
	begin(document(0), WALK_AHEAD_MAX);
	cr_assert(give(0, 1000));
	cr_assert(give(1, 1000));
	cr_assert_eq(batch.count, 1U);
	cr_assert_eq(batch.files[0].node, document(1));
}

Test(batch, a_large_file_is_passed_over_and_an_empty_one_ends_it)
{
	begin(0, WALK_AHEAD_MAX);
	cr_assert(give(0, BATCH_FILE_BYTES + 1));
	cr_assert(give(1, 1));
	cr_assert_not(give(2, 0));
	cr_assert_eq(batch.count, 1U);
	cr_assert_eq(batch.files[0].node, document(1));
}

Test(batch, a_file_that_the_kernel_does_not_know_is_met_again)
{
	begin(0, WALK_AHEAD_MAX);
	for (unsigned i = 0; i < 5; i++)
		cr_assert(give(i, 1000));
	batch_cut(&batch, 3);
	cr_assert_eq(batch.count, 3U);
	cr_assert_eq(batch.rest.next, document(3));
	cr_assert_eq(batch.rest.before, 30U);
}

Test(batch, where_it_knows_none_the_walk_ends)
{
	begin(0, WALK_AHEAD_MAX);
	cr_assert(give(0, 1000));
	batch_cut(&batch, 0);
	cr_assert_eq(batch.rest.next, (dossier_node)0);
}
