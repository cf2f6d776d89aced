/* SPDX-License-Identifier: MIT */
/*
 * The line's end and the white space before the next words are left out, so that the code is read as if it
 * had never been torn. What is a code of its own on the next line is no part of one.
 */
#include "redaction-torn.h"

enum { PIECE_MAX = 5 }; /* bytes of "(iii)" */

/* "(g)", "(iii)" at the beginning of the words. */
static bool begins_with_slot(struct slice words)
{
	size_t at = 1;

	if (words.length < 3 || words.at[0] != '(')
		return false;
	while (at < words.length && at < PIECE_MAX &&
	       (byte_is_letter(words.at[at]) || byte_is_digit(words.at[at])))
		at++;
	return at > 1 && at < words.length && words.at[at] == ')';
}

/* Ends with the number of a section or with a paragraph of it. */
static bool ends_with_slot(struct slice line)
{
	char last = line.length > 1 ? line.at[line.length - 1] : '\0';

	if (last != ')' && !byte_is_digit(last) && !byte_is_upper(last))
		return false;
	for (size_t i = line.length, most = 0; i-- > 0 && most < PIECE_MAX; most++)
		if (byte_is_digit(line.at[i]))
			return true;
	return false;
}

/* "(b)   S.36(1)(b)" above "(c)   S.29(1)": the next item of a list. */
static bool begins_next_item(struct slice above, struct slice below)
{
	above = slice_trim(above);
	return above.length > 3 && above.at[0] == '(' && above.at[2] == ')' && below.length > 3 &&
	       below.at[2] == ')' && below.at[3] == ' ' && below.at[1] == above.at[1] + 1;
}

bool torn_join(struct finder *f, size_t line, struct slice *ret)
{
	struct slice above = line_bytes(f->lines, line), below;
	struct run own;

	if (line + 1 >= f->last_line || !line_has_words(f->lines, line + 1))
		return false;
	below = line_text(f->lines, line + 1);
	if (!begins_with_slot(below) || begins_next_item(above, below))
		return false;
	while (above.length > 0 && byte_is_space(above.at[above.length - 1]))
		above.length--;
	if (!ends_with_slot(above) || above.length + below.length > TORN_MAX ||
	    run_read(&f->rules, below, 0, &own))
		return false;
	memcpy(f->torn_text, above.at, above.length);
	memcpy(f->torn_text + above.length, below.at, below.length);
	f->torn_at = above.length;
	*ret = (struct slice){f->torn_text, above.length + below.length};
	return true;
}

static size_t indent(const struct finder *f, size_t line)
{
	return (size_t)(line_text(f->lines, line).at - line_bytes(f->lines, line).at);
}

bool torn_take(struct finder *f, size_t line, const struct run *run)
{
	if (run->first >= f->torn_at || run->last <= f->torn_at || !run->coded || !run->clean)
		return false;
	f->torn_line = line + 1;
	f->torn_last = indent(f, line + 1) + run->last - f->torn_at;
	return true;
}

struct span torn_span(const struct finder *f, size_t line, const struct run *run)
{
	size_t first = line_first(f->lines, line);

	/* only a torn run reaches beyond its own line */
	if (f->torn_line == line + 1 && run->last > f->torn_at)
		return (struct span){first + run->first, line_first(f->lines, line + 1) + f->torn_last};
	return (struct span){first + run->first, first + run->last};
}
