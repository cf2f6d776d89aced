/* SPDX-License-Identifier: MIT */
/* The file that joins names of parties. */
#include "../../store/command/aliases.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct aliases aliases;
static struct aliases_error error;

static void begin(void)
{
	aliases = (struct aliases){.count = 0};
	error = (struct aliases_error){.line = 0};
}

static void finish(void)
{
	aliases_finish(&aliases);
}

TestSuite(aliases, .init = begin, .fini = finish);

static int parse(const char *text)
{
	finish();
	begin();
	return aliases_parse(slice_of(text), &aliases, &error);
}

static void expect(size_t number, const char *name, const char *party)
{
	cr_assert_gt(aliases.count, number);
	cr_expect_str_eq(aliases.at[number].name, name);
	cr_expect_str_eq(aliases.at[number].party, party);
}

static void expect_error(const char *text, size_t line, const char *words)
{
	cr_assert_eq(parse(text), -EINVAL, "%s", text);
	cr_expect_eq(error.line, line, "%s: line %zu", text, error.line);
	cr_expect(strstr(error.text, words), "%s: %s", text, error.text);
}

Test(aliases, a_line_joins_names_to_the_one_before_the_equals_sign)
{
	cr_assert_eq(parse("\xef\xbb\xbf# who is who\r\n\n  Marlowe, Judith (NAD)\t= MARLOWE,   "
			   "J;jm@squid.example ;\n"
			   "Poe, Ann=Ann #2 Poe"),
		     0);
	cr_expect_eq(aliases.count, 3u);
	expect(0, "MARLOWE, J", "Marlowe, Judith (NAD)");
	expect(1, "jm@squid.example", "Marlowe, Judith (NAD)");
	expect(2, "Ann #2 Poe", "Poe, Ann");
}

Test(aliases, a_file_without_groups_has_none)
{
	cr_assert_eq(parse(""), 0);
	cr_assert_eq(parse("# nothing\n   \n"), 0);
	cr_expect_eq(aliases.count, 0u);
}

Test(aliases, a_line_that_is_no_group_is_named_with_what_is_wrong)
{
	expect_error("A = b\n\nMarlowe", 3, "no \"=\"");
	expect_error("= b\n", 1, "before \"=\"");
	expect_error("A =\n", 1, "behind \"=\"");
	expect_error("A = ; ;\n", 1, "behind \"=\"");
	expect_error("A = b <b@squid.example>\n", 1, "two names");
	expect_error("A <a@squid.example> = b\n", 1, "two names");
	expect_error("A = b\xff\n", 1, "UTF-8");
	expect_error("A = b\001c\n", 1, "UTF-8");
}

Test(aliases, a_name_is_in_one_group_only)
{
	expect_error("A = b\nC = B\n", 2, "line 1");
	expect_error("A = b\nB = c\n", 2, "line 1");
	expect_error("A = b\nC = a\n", 2, "line 1");
	cr_expect_eq(parse("A = b; B; a\na = c\n"), 0, "the same group in two lines");
}

Test(aliases, what_is_too_long_is_refused)
{
	size_t length = 70000;
	char *text = calloc(1, length + 8);

	memset(text, 'x', length);
	expect_error(text, 1, "longer");
	memcpy(text, "A = ", 4);
	text[2000] = '\0';
	expect_error(text, 1, "a name is longer");
	memset(text, 'x', 2000);
	memcpy(text + 1990, "= b", 4);
	expect_error(text, 1, "a name is longer");
	free(text);
}

Test(aliases, a_file_that_is_missing_says_so)
{
	cr_expect_eq(aliases_read("/nowhere/at/all", &aliases, &error), -ENOENT);
}
