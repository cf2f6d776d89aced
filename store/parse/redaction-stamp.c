/* SPDX-License-Identifier: MIT */
#include "redaction-stamp.h"

#include "redaction-judge.h"
#include "release.h"

enum {
	CONFIDENCE_STAMP = 95,
	CONFIDENCE_OVER = 70 /* true of the paper, perhaps of another part of it */
};

static bool has_placed(const struct finder *f)
{
	for (size_t i = 0; i < f->placed; i++)
		if (f->marks[i].class != MARK_CITED)
			return true;
	return false;
}

/* The stamp above a document that is true of it has no place in it but its beginning. */
static int add_release_over(struct finder *f)
{
	const struct release *over = release_over(f->rules.regimes, f->first_line, f->last_line);
	size_t first = line_first(f->lines, f->first_line);

	while (first < f->lines->text.length && f->lines->text.at[first] == '\f')
		first++;
	if (!over || over->count == 0 || has_placed(f) || (f->count > 0 && f->marks[0].where.first <= first))
		return 0;
	return mark_add(f, (struct span){first, first}, over->grounds, over->count, MARK_PAGE,
			CONFIDENCE_OVER);
}

static bool is_placed(const struct finder *f, const struct ground *ground)
{
	for (size_t i = 0; i < f->placed; i++)
		for (size_t k = 0; k < f->marks[i].citation_count; k++)
			if (f->marks[i].class != MARK_CITED &&
			    f->marks[i].citations[k].code == ground->code &&
			    f->marks[i].citations[k].regime == ground->regime)
				return true;
	return false;
}

/* What stands over a paper and again in it counts where it stands in it. */
static int add_release_within(struct finder *f, const struct release *release)
{
	const struct ground *left[RELEASE_GROUNDS];
	size_t count = 0;

	for (size_t i = 0; i < release->count; i++)
		if (!release->carries || !is_placed(f, release->grounds[i]))
			left[count++] = release->grounds[i];
	return count > 0 ? mark_add(f, release->where, left, count, MARK_PAGE, CONFIDENCE_STAMP) : 0;
}

/* The line that begins the document's second page; its end where it has but one. */
static size_t second_page(const struct finder *f)
{
	size_t line = lines_next_words(f->lines, f->first_line, f->last_line);

	while (line < f->last_line &&
	       (!line_begins_page(f->lines, line) || release_is_line(f->rules.regimes, f->lines, line)))
		line++;
	return line;
}

/* A paper is stamped on its first page: what stands on a later one heads the paper below, whose letterhead
 * was taken for the end of this. */
int stamps_add(struct finder *f)
{
	const struct release *releases = f->rules.regimes->releases;
	size_t below = f->first_release < f->last_release ? second_page(f) : 0;
	int r;

	f->placed = f->count;
	r = add_release_over(f);
	for (size_t i = f->first_release; r == 0 && i < f->last_release; i++)
		if (!releases[i].carries || releases[i].first_line < below)
			r = add_release_within(f, &releases[i]);
	return r;
}

static size_t releases_before(const struct regimes *regimes, size_t line)
{
	const struct release *last = line > 0 ? release_at(regimes, line - 1) : NULL;

	return last ? (size_t)(last - regimes->releases) + 1 : 0;
}

void stamps_find(struct finder *f)
{
	f->first_release = releases_before(f->rules.regimes, f->first_line);
	f->last_release = releases_before(f->rules.regimes, f->last_line);
	if (f->last_release > f->first_release &&
	    f->rules.regimes->releases[f->last_release - 1].last_line > f->last_line)
		f->last_release--;
}
