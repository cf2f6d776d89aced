/* SPDX-License-Identifier: MIT */
/* Names below search/ as queries. */
#include "../../fs/search-parse.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct query_table table;

/* Of a path below search/; borrowed until the next. */
static const char *meaning(const char *path, char problem[static SEARCH_PROBLEM_SIZE], int *ret)
{
	static char text[8192];
	struct query *query = NULL;
	struct dossier_query *wanted = NULL;
	char names[1024], *rest = names, *printed = NULL;

	cr_assert_eq(query_table_init(&table, QUERIES_MAX), 0);
	snprintf(names, sizeof names, "%s", path);
	for (char *name = strsep(&rest, "/"); name; name = strsep(&rest, "/"))
		cr_assert_eq(query_enter(&table, query, name, &query), 0);
	*ret = search_parse(query, &wanted, problem);
	text[0] = '\0';
	if (*ret == 0 && dossier_query_print(wanted, &printed) == 0)
		snprintf(text, sizeof text, "%s", printed);
	free(printed);
	dossier_query_destroy(wanted);
	query_table_finish(&table);
	return text;
}

static void expect(const char *path, const char *query)
{
	char problem[SEARCH_PROBLEM_SIZE];
	struct dossier_query *wanted = NULL;
	struct dossier_query_error error;
	char *printed = NULL;
	int r;

	cr_assert_eq(dossier_query_parse(query, &wanted, &error), 0, "%s", query);
	cr_assert_eq(dossier_query_print(wanted, &printed), 0);
	const char *found = meaning(path, problem, &r);
	cr_assert_eq(r, 0, "%s", path);
	cr_assert_str_eq(found, printed, "%s", path);
	free(printed);
	dossier_query_destroy(wanted);
}

static void expect_problem(const char *path, const char *part)
{
	char problem[SEARCH_PROBLEM_SIZE] = "";
	int r;

	meaning(path, problem, &r);
	cr_assert_eq(r, -EBADMSG, "%s", path);
	cr_assert(strstr(problem, part), "%s: %s", path, problem);
}

Test(search_parse, names_in_one_another_are_a_conjunction)
{
	expect("squid", "squid");
	expect("squid/camera", "squid camera");
	expect("squid OR camera/code:s6(a)/date:2019-07", "(squid OR camera) code:s6(a) date:2019-07");
	expect("-squid/-camera", "-squid -camera");
}

Test(search_parse, what_a_name_cannot_hold_is_escaped)
{
	expect("source:release%2Fbundle", "source:release/bundle");
	expect("source:release%2fbundle", "source:release/bundle");
	expect("%22two words%22", "\"two words\"");
	expect("squid%20camera", "squid camera");
	expect("100%", "100%");
	expect("100%2", "100%2");
	expect("squid%00", "squid%00");
	expect("squid%zz", "squid%zz");
	expect("squid%252F", "squid%2F");
}

Test(search_parse, a_problem_says_what_and_where)
{
	expect_problem("from:(beijing", "\n  from:(beijing\n               ^\nAt byte 14: expected ");
	expect_problem("squid/date:spring", "date:spring");
	expect_problem("date:spring/squid", "date:spring");
	expect_problem("caf\xc3\xa9 (", "\n  caf\xc3\xa9 (\n        ^\n");
	expect_problem("two\nlines (", "  two?lines (\n");
	expect_problem("()", "expected");
	expect_problem("...", "expected");
}

Test(search_parse, too_many_names_are_no_query)
{
	char path[256] = "a";

	for (int i = 1; i < SEARCH_DEPTH_MAX; i++)
		strcat(path, "/b");
	char problem[SEARCH_PROBLEM_SIZE];
	int r;

	meaning(path, problem, &r);
	cr_assert_eq(r, 0);
	strcat(path, "/c");
	expect_problem(path, "too much");
}
