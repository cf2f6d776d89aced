/* SPDX-License-Identifier: MIT */
#include "redaction-place.h"

#include "release.h"

enum {
	TOLD_MAX = 16,  /* marks on a line that are compared with the next one */
	KEY_LINES = 40, /* of a form that explains exemptions */
	SHEET_REACH = 4 /* lines between the words of a sheet for missing pages and its codes */
};

bool place_goes_on_below(const struct finder *f, size_t line, const struct run *run)
{
	struct slice below = line + 1 < f->last_line ? line_text(f->lines, line + 1) : (struct slice){0};
	struct slice rest = line_bytes(f->lines, line);

	rest = slice_sub(rest, run->last, rest.length);
	return slice_trim(rest).length == 0 && below.length > 0 && byte_is_lower(below.at[0]);
}

/* Do so many blanks stand beside the run, or nothing, that it is in the margin? */
static bool is_in_margin(struct slice line, const struct run *run)
{
	struct slice before = slice_sub(line, 0, run->first);
	struct slice after = slice_sub(line, run->last, line.length);

	return slice_trim(before).length == 0
		       ? slice_trim(after).length == 0 || slice_starts(after, SLICE("   "))
		       : slice_trim(after).length == 0 && slice_ends_ci(before, SLICE("   "));
}

bool place_is_labelled_box(struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_bytes(f->lines, line);
	bool begins = slice_trim(slice_sub(text, 0, run->first)).length == 0;

	if (!run->box || f->labelled == 0 || !(f->labelled == line + 1 || (f->labelled == line && begins)))
		return false;
	f->labelled = line + 1;
	return true;
}

void place_note_label(struct finder *f, size_t line, const struct run *run)
{
	if (!run->coded || !is_in_margin(line_bytes(f->lines, line), run))
		return;
	f->labelled = line + 1;
	if (f->boxed == line + 1)
		f->count -= f->boxes;
}

static bool cites(const struct mark_fact *mark, const struct ground *ground)
{
	for (size_t i = 0; i < mark->citation_count; i++)
		if (mark->citations[i].code == ground->code && mark->citations[i].regime == ground->regime)
			return true;
	return false;
}

/* Is each ground of the run cited by the marks from number `first`? */
static bool are_cited(const struct finder *f, size_t first, const struct run *run)
{
	first = f->count > first + TOLD_MAX ? f->count - TOLD_MAX : first;
	for (size_t i = 0; i < run->count; i++) {
		size_t k = first;

		while (k < f->count && !cites(&f->marks[k], run->grounds[i]))
			k++;
		if (k == f->count)
			return false;
	}
	return f->count > first;
}

bool place_is_told_twice(struct finder *f, size_t line, const struct run *run)
{
	bool edge = run->category || is_in_margin(line_bytes(f->lines, line), run), told;

	if (!run->margins)
		return false;
	if (line != f->told_line) {
		f->told_first = f->told_goes_on && line == f->told_line + 1 ? f->told_first : f->count;
		f->told_edge = f->told_goes_on = false;
		f->told_line = line;
	}
	told = (edge || f->told_edge) && are_cited(f, f->told_first, run);
	f->told_edge |= edge;
	f->told_goes_on |= run->category;
	return told;
}

bool place_is_below_sheet(const struct finder *f, size_t line)
{
	static const char *const sheet[] = {"withheld pursuant to", "retenue(s) conform", NULL};

	for (size_t i = line; i > f->first_line && i + SHEET_REACH > line; i--)
		if (has_any(slice_sub(line_text(f->lines, i - 1), 0, RUN_WINDOW), sheet))
			return true;
	return false;
}

bool place_is_item(const struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_text(f->lines, line), words = line_bytes(f->lines, line);
	struct slice above = line > f->first_line ? line_text(f->lines, line - 1) : (struct slice){0};

	if (!run->margins || run->last + 1 >= words.length || words.at[run->last] != ' ' ||
	    !byte_is_lower(words.at[run->last + 1]) || text.at != words.at + run->first || above.length < 3 ||
	    text.length < 3)
		return false;
	return above.at[0] == '(' && above.at[2] == ')' && text.at[0] == '(' && above.at[1] + 1 == text.at[1];
}

void place_note_key(struct finder *f, size_t line)
{
	static const char *const titles[] = {"explanation of exemptions", "subsections of title 5",
					     "section 552a", "foia exemptions", NULL};

	if (f->rules.margins && has_any(slice_sub(line_text(f->lines, line), 0, RUN_WINDOW), titles))
		f->key_last = line + KEY_LINES;
}

bool place_is_in_release(const struct finder *f, size_t line, struct span where)
{
	const struct release *release = release_at(f->rules.regimes, line);

	return release && where.first < release->where.last && where.last > release->where.first;
}
