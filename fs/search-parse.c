/* SPDX-License-Identifier: MIT */
/* See search-parse.h. */
#include "search-parse.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- names ---- */

static int hexadecimal(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* The byte that "%2F" stands for; -1: it stands for itself. */
static int escaped(const char *at)
{
	int high = *at == '%' ? hexadecimal(at[1]) : -1;
	int low = high < 0 ? -1 : hexadecimal(at[2]);

	return low < 0 || high + low == 0 ? -1 : high << 4 | low;
}

/* No name can hold a slash, so a query's are written %2F. */
static void unescape(const char *name, char text[static DOSSIER_NAME_MAX + 1])
{
	size_t length = 0;

	while (*name && length < DOSSIER_NAME_MAX) {
		int byte = escaped(name);

		text[length++] = byte < 0 ? *name : (char)byte;
		name += byte < 0 ? 1 : 3;
	}
	text[length] = '\0';
}

/* ---- problems ---- */

static bool is_control(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f;
}

/* Bytes in front of `at` that begin a character: where it stands in the line. */
static int column(const char *text, size_t at)
{
	int count = 0;

	for (size_t i = 0; i < at && text[i]; i++)
		count += ((unsigned char)text[i] & 0xc0) != 0x80;
	return count;
}

static void describe(char text[static DOSSIER_NAME_MAX + 1], const struct dossier_query_error *error,
		     char problem[SEARCH_PROBLEM_SIZE])
{
	for (char *c = text; *c; c++)
		if (is_control(*c))
			*c = '?';
	snprintf(problem, SEARCH_PROBLEM_SIZE,
		 "The name of this directory is no query:\n\n  %s\n  %*s^\nAt byte %zu: expected %s.\n\n"
		 "README.txt in search/ describes the language.\n",
		 text, column(text, error->at), "", error->at + 1, error->expected);
}

static const char too_much[] = "This is too much for one query: leave some of the names out.\n";

/* ---- queries ---- */

static int parse_name(const struct query *query, struct dossier_query **ret,
		      char problem[SEARCH_PROBLEM_SIZE])
{
	char text[DOSSIER_NAME_MAX + 1];
	struct dossier_query_error error;

	unescape(query->name, text);
	int r = dossier_query_parse(text, ret, &error);
	if (r != -EINVAL)
		return r;
	if (problem)
		describe(text, &error, problem);
	return -EBADMSG;
}

static int parse_names(const struct query *query, struct dossier_query *parts[], struct dossier_query **ret,
		       char problem[SEARCH_PROBLEM_SIZE])
{
	size_t count = query->depth;
	int r = 0;

	for (; query && r == 0; query = query->parent)
		r = parse_name(query, &parts[query->depth - 1], problem);
	if (r)
		return r;
	r = dossier_query_and((const struct dossier_query *const *)parts, count, ret);
	if (r == -E2BIG && problem)
		snprintf(problem, SEARCH_PROBLEM_SIZE, "%s", too_much);
	return r == -E2BIG ? -EBADMSG : r;
}

int search_parse(const struct query *query, struct dossier_query **ret, char problem[SEARCH_PROBLEM_SIZE])
{
	struct dossier_query *parts[SEARCH_DEPTH_MAX] = {NULL};

	if (query->depth > SEARCH_DEPTH_MAX) {
		if (problem)
			snprintf(problem, SEARCH_PROBLEM_SIZE, "%s", too_much);
		return -EBADMSG;
	}
	int r = parse_names(query, parts, ret, problem);
	for (size_t i = 0; i < SEARCH_DEPTH_MAX; i++)
		dossier_query_destroy(parts[i]);
	return r;
}
