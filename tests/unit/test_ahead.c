/* SPDX-License-Identifier: MIT */
/* Which files are pushed ahead: only those of a directory that somebody is seen to read. */
#include "../../fs/ahead.h"

#include <criterion/criterion.h>

enum { DIRECTORY = 7, FIRST = 100, READER = 4000, OTHER = READER + 1 };

static struct walks walks;

static void await(dossier_node directory, dossier_node next, unsigned ahead)
{
	walks_await(&walks,
		    &(struct walk){.directory = directory, .next = next, .before = 3, .ahead = ahead});
}

Test(ahead, a_directory_that_is_only_listed_moves_nothing)
{
	await(DIRECTORY, FIRST, WALK_AHEAD);
	cr_assert_not(walks_spend_trust(&walks, READER));
}

Test(ahead, the_read_of_the_awaited_file_moves_it)
{
	struct walk walk = {0};

	await(DIRECTORY, FIRST, WALK_AHEAD);
	cr_assert(walks_reach(&walks, FIRST, READER, &walk));
	cr_assert_eq(walk.directory, (dossier_node)DIRECTORY);
	cr_assert_eq(walk.next, (dossier_node)FIRST);
	cr_assert_eq(walk.before, 3U);
}

Test(ahead, a_read_of_another_file_leaves_it_waiting)
{
	struct walk walk;

	await(DIRECTORY, FIRST, WALK_AHEAD);
	for (dossier_node file = 1; file < 10 * (dossier_node)WALKS_MAX; file++)
		cr_assert_eq(walks_reach(&walks, file, READER, &walk), file == FIRST, "%d", (int)file);
}

Test(ahead, a_walk_moves_once)
{
	struct walk walk;

	await(DIRECTORY, FIRST, WALK_AHEAD);
	cr_assert(walks_reach(&walks, FIRST, READER, &walk));
	cr_assert_not(walks_reach(&walks, FIRST, READER, &walk));
}

Test(ahead, nobody_awaits_node_0)
{
	struct walk walk;

	cr_assert_not(walks_reach(&walks, 0, READER, &walk));
}

Test(ahead, each_move_goes_further_up_to_a_limit)
{
	struct walk walk;
	unsigned before = WALK_AHEAD;

	await(DIRECTORY, FIRST, WALK_AHEAD / 2);
	for (dossier_node file = FIRST; file < FIRST + 10; file++) {
		cr_assert(walks_reach(&walks, file, READER, &walk));
		cr_assert_eq(walk.ahead, before);
		before = before < WALK_AHEAD_MAX ? 2 * before : WALK_AHEAD_MAX;
		walk.next = file + 1;
		walks_await(&walks, &walk);
	}
	cr_assert_eq(walk.ahead, (unsigned)WALK_AHEAD_MAX);
}

Test(ahead, the_directory_listed_last_is_the_one_that_a_shared_file_belongs_to)
{
	struct walk walk;

	await(DIRECTORY, FIRST, WALK_AHEAD);
	await(DIRECTORY + 1, FIRST, WALK_AHEAD);
	cr_assert(walks_reach(&walks, FIRST, READER, &walk));
	cr_assert_eq(walk.directory, (dossier_node)DIRECTORY + 1);
}

Test(ahead, trust_ends_unless_it_is_earned_again)
{
	struct walk walk;
	int spent = 0;

	await(DIRECTORY, FIRST, WALK_AHEAD);
	cr_assert(walks_reach(&walks, FIRST, READER, &walk));
	while (walks_spend_trust(&walks, READER))
		spent++;
	cr_assert_eq(spent, WALK_TRUST);
	cr_assert_not(walks_spend_trust(&walks, READER));
	await(DIRECTORY, FIRST, WALK_AHEAD);
	cr_assert(walks_reach(&walks, FIRST, READER, &walk));
	cr_assert(walks_spend_trust(&walks, READER));
}

Test(ahead, who_only_lists_has_no_part_in_the_trust_of_a_reader)
{
	struct walk walk;

	await(DIRECTORY, FIRST, WALK_AHEAD);
	cr_assert(walks_reach(&walks, FIRST, READER, &walk));
	cr_assert_not(walks_spend_trust(&walks, OTHER));
	cr_assert_not(walks_spend_trust(&walks, READER + WALK_READERS));
	cr_assert(walks_spend_trust(&walks, READER));
}

Test(ahead, many_walks_are_kept_apart)
{
	struct walk walk;
	int kept = 0;

	for (dossier_node file = 1; file <= 64; file++)
		await(file + 1000, file, WALK_AHEAD);
	for (dossier_node file = 1; file <= 64; file++) {
		if (!walks_reach(&walks, file, READER, &walk))
			continue;
		cr_assert_eq(walk.directory, file + 1000);
		kept++;
	}
	cr_assert_gt(kept, 60);
}
