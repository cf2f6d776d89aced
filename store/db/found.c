/* SPDX-License-Identifier: MIT */
/* What every store has from its first day: the root, the views, the leaves for what is not known, the
 * program's files. */
#include "filing.h"

#include "catalogue.h"
#include "claim.h"

#include <errno.h>

static int found_root(struct statements *s, int64_t now)
{
	struct slice empty = {"", 0};

	return stmt_run(s, STMT_DIRECTORY_INSERT, "niissbi", (int64_t)VIEW_ROOT, (int64_t)0, empty, empty,
			empty, now);
}

static int found_file(struct statements *s, uint64_t directory, const char *name, int64_t now)
{
	return stmt_run(s, STMT_FILE_NAME_INSERT, "ittbnbi", (int64_t)directory, name, name, slice_of(name),
			(struct slice){"", 0}, now);
}

/* `view` NULL: in the root. */
static bool is_in(const struct static_file *file, const struct view *view)
{
	if (!view)
		return file->in_root;
	return view->queries ? file->in_search : view->option && file->in_views;
}

static int found_files(struct statements *s, uint64_t directory, const struct view *view, int64_t now)
{
	size_t count = 0;
	const struct static_file *file = static_files(&count);
	int r = 0;

	for (size_t i = 0; i < count && r == 0; i++)
		if (is_in(&file[i], view))
			r = found_file(s, directory, file[i].name, now);
	return r;
}

/* A static name's value is itself after a NUL byte, which no printed value can have. */
static int found_static(struct statements *s, int view, uint64_t top, const char *name, int64_t now)
{
	struct buf value = {0};
	uint64_t id;

	buf_byte(&value, '\0');
	buf_text(&value, name);
	struct new_directory d = {top, view, 2, {value.data, value.length}, &name_of_facet};
	int r = value.failed ? -ENOMEM : claim_directory(s, &d, slice_of(name), now, &id);

	buf_finish(&value);
	return r;
}

static int found_view(struct statements *s, int number, int64_t now)
{
	const struct view *view = view_at(number);
	struct new_directory top = {DOSSIER_ROOT, number, 1, slice_of(view->name), &name_of_facet};
	uint64_t id = 0;
	int r = claim_directory(s, &top, slice_of(view->name), now, &id);

	for (size_t i = 0; r == 0 && view->statics && view->statics[i]; i++)
		r = found_static(s, number, id, view->statics[i], now);
	if (r == 0 && number == VIEW_CATALOGUE)
		r = catalogue_found(s, id, now);
	return r < 0 ? r : found_files(s, id, view, now);
}

int filing_found(struct statements *s, int64_t now)
{
	int r = found_root(s, now);

	for (int view = 0; (size_t)view < view_count() && r == 0; view++)
		r = found_view(s, view, now);
	return r < 0 ? r : found_files(s, DOSSIER_ROOT, NULL, now);
}
