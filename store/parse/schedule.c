/* SPDX-License-Identifier: MIT */
#include "schedule.h"

#include "kind.h"
#include "shape.h"

#include <errno.h>

enum { ROW_MAX = 2048, NUMBER_MAX = 8 };

static bool is_cell_end(struct slice s, size_t at)
{
	return s.at[at] == '\t' || s.at[at] == '|' || slice_starts(slice_sub(s, at, s.length), SLICE("  "));
}

static struct slice next_cell(struct slice s, size_t *at)
{
	size_t first;

	while (*at < s.length && (byte_is_space(s.at[*at]) || s.at[*at] == '|'))
		(*at)++;
	first = *at;
	while (*at < s.length && !is_cell_end(s, *at))
		(*at)++;
	return slice_trim(slice_sub(s, first, *at));
}

static bool is_row_number(struct slice cell)
{
	size_t digits = 0;

	for (size_t i = 0; i < cell.length; i++)
		digits += byte_is_digit(cell.at[i]);
	return digits > 0 && cell.length <= NUMBER_MAX && cell.length - digits <= 2;
}

/* "12 Email from X" has one blank between number and text; layouts with cells have more. */
static bool take_number(struct slice line, size_t *at)
{
	size_t end = 0, cell_end = 0;

	while (end < line.length && !byte_is_space(line.at[end]) && line.at[end] != '|')
		end++;
	if (end > 0 && end < line.length && is_row_number(slice_sub(line, 0, end))) {
		*at = end;
		return true;
	}
	if (is_row_number(next_cell(line, &cell_end))) {
		*at = cell_end;
		return true;
	}
	return false;
}

bool schedule_is_row(struct slice line)
{
	size_t at = 0;

	line = slice_trim(slice_sub(line, 0, ROW_MAX));
	return take_number(line, &at) && next_cell(line, &at).length > 0;
}

bool schedule_is_head(struct slice line)
{
	static const char *const heads[] = {"#",       "no",   "num",    "doc",   "date",   "descr", "title",
					    "subject", "item", "author", "page",  "folio",  "ref",   "type",
					    "record",  "from", "to",     "paper", "details"};
	static const char *const fates[] = {"decision", "outcome", "exempt", "section", "release", "status",
					    "ground",   "refus",   "withh",  "access",  "redact",  "basis"};
	size_t at = 0, found = 0, decided = 0;

	line = slice_trim(slice_sub(line, 0, ROW_MAX));
	while (at < line.length) {
		struct slice cell = next_cell(line, &at);

		found += slice_starts_with_one_of_ci(cell, heads, sizeof heads / sizeof *heads);
		decided += slice_holds_one_of_ci(cell, fates, sizeof fates / sizeof *fates);
	}
	return found >= 2 && decided > 0;
}

static size_t letters_of(struct slice s)
{
	size_t letters = 0;

	for (size_t i = 0; i < s.length; i++)
		letters += byte_is_letter(s.at[i]);
	return letters;
}

int schedule_add(struct schedule *schedule, struct slice line, struct arena *arena)
{
	struct slice best = {NULL, 0};
	struct kind kind;
	size_t at = 0;

	line = slice_trim(slice_sub(line, 0, ROW_MAX));
	if (schedule->count == SCHEDULE_ROWS_MAX || !take_number(line, &at))
		return 0;
	while (at < line.length) {
		struct slice cell = next_cell(line, &at);

		if (letters_of(cell) > letters_of(best))
			best = cell;
	}
	if (best.length == 0)
		return 0;
	struct schedule_row *row =
		arena_push(arena, &schedule->rows, &schedule->count, &schedule->capacity, sizeof *row);

	if (!row)
		return -ENOMEM;
	best = shape_bare(best);
	*row = (struct schedule_row){best, TYPE_DOCUMENT};
	if (kind_read(best, &kind) && kind.sense == KIND_PREFIX)
		*row = (struct schedule_row){shape_bare(slice_sub(best, kind.title, best.length)), kind.type};
	return 0;
}

static bool same_words(struct slice a, struct slice b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.length && byte_is_space(a.at[i]))
			i++;
		while (k < b.length && byte_is_space(b.at[k]))
			k++;
		if (i == a.length || k == b.length)
			return i == a.length && k == b.length;
		if (byte_lower(a.at[i++]) != byte_lower(b.at[k++]))
			return false;
	}
}

const struct schedule_row *schedule_find(const struct schedule *schedule, struct slice title)
{
	for (size_t i = 0; i < schedule->count; i++)
		if (same_words(schedule->rows[i].title, title))
			return &schedule->rows[i];
	return NULL;
}
