/* SPDX-License-Identifier: MIT */
/* Both tables are read together, once per process, and kept for its life; from then on threads only read
 * them. */
#include "country.h"

#include "../util/arena.h"
#include "tsv.h"

#include <stdlib.h>
#include <threads.h>

extern const char countries_tsv[], country_forms_tsv[];

static struct {
	once_flag once;
	struct arena arena;
	struct country *countries; /* NULL out of memory, as is `forms` */
	struct country_form *forms;
	size_t country_count, form_count;
} tables = {.once = ONCE_FLAG_INIT};

static const char *const kind_names[MENTION_KINDS + 1] = {
	[MENTION_NAME] = "name", [MENTION_DEMONYM] = "demonym", [MENTION_DIVISION] = "division",
	[MENTION_CITY] = "city", [MENTION_KINDS] = "none",
};

static const char *const doubt_names[FORM_DOUBTS] = {
	[DOUBT_NONE] = "",
	[DOUBT_SURNAME] = "surname",
	[DOUBT_GIVEN] = "given",
	[DOUBT_ALONE] = "alone",
};

/* The index of a word; that of the last name where there is no other. */
static size_t index_of(const char *const *names, size_t count, struct slice word)
{
	size_t i = 0;

	while (i + 1 < count && !slice_equal(word, slice_of(names[i])))
		i++;
	return i;
}

static void read_countries(struct arena *arena)
{
	struct slice rest = slice_of(countries_tsv), fields[TSV_FIELDS_MAX];
	size_t capacity = 0;

	while (tsv_next(&rest, fields) >= 2) {
		struct country *c =
			arena_push(arena, &tables.countries, &tables.country_count, &capacity, sizeof *c);

		if (!c)
			return;
		c->code = arena_string(arena, fields[0]);
		c->name = arena_string(arena, fields[1]);
	}
}

static void read_forms(struct arena *arena)
{
	struct slice rest = slice_of(country_forms_tsv), fields[TSV_FIELDS_MAX];
	size_t capacity = 0, count;

	while ((count = tsv_next(&rest, fields)) >= 3) {
		struct country_form *f =
			arena_push(arena, &tables.forms, &tables.form_count, &capacity, sizeof *f);

		if (!f)
			return;
		f->form = arena_string(arena, fields[0]);
		f->code = arena_string(arena, fields[1]);
		f->kind = (enum mention_kind)index_of(kind_names, MENTION_KINDS + 1, fields[2]);
		if (count > 3)
			f->doubt = (enum form_doubt)index_of(doubt_names, FORM_DOUBTS, fields[3]);
	}
}

static void read_tables(void)
{
	read_countries(&tables.arena);
	read_forms(&tables.arena);
	if (!tables.arena.failed)
		return;
	arena_finish(&tables.arena);
	tables.countries = NULL;
	tables.forms = NULL;
	tables.country_count = tables.form_count = 0;
}

const struct country *countries(size_t *ret_count)
{
	call_once(&tables.once, read_tables);
	*ret_count = tables.country_count;
	return tables.countries;
}

const struct country_form *country_forms(size_t *ret_count)
{
	call_once(&tables.once, read_tables);
	*ret_count = tables.form_count;
	return tables.forms;
}

static int compare_code(const void *key, const void *country)
{
	const struct slice *code = key;
	const struct country *c = country;

	return memcmp(code->at, c->code, 2);
}

/* The table is in order of codes. */
const struct country *country_find(struct slice code)
{
	size_t count;
	const struct country *table = countries(&count);

	return table && code.length == 2 ? bsearch(&code, table, count, sizeof *table, compare_code) : NULL;
}
