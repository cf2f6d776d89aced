/* SPDX-License-Identifier: MIT */
#include "view.h"

#include "../data/country.h"
#include "../data/ground.h"
#include "../util/arena.h"
#include "../util/edtf.h"
#include "dossier/store.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>

/* A new place, or NULL without memory. */
static struct place *add_place(struct places *places)
{
	return arena_push(places->arena, &places->at, &places->count, &places->capacity, sizeof *places->at);
}

static struct place_step *add_step(struct places *places, struct place *place, struct slice value,
				   struct slice name)
{
	if (!place)
		return NULL;
	struct place_step *step = &place->steps[place->depth++];

	step->value = arena_string(places->arena, value);
	step->value_length = value.length;
	step->name = arena_string(places->arena, name);
	return step;
}

/* The directory for documents without a value: "\0name" is its value, which no printed value can be. */
static void add_static(struct places *places, const char *name)
{
	char value[32] = "";
	size_t length = strlen(name);

	memcpy(value + 1, name, length);
	add_step(places, add_place(places), (struct slice){value, length + 1}, slice_of(name));
}

static void place_documents(const struct document_facts *facts, struct places *places)
{
	(void)facts;
	add_place(places);
}

static void place_date(const struct document_facts *facts, struct places *places)
{
	struct edtf date;
	char year[8], month[4] = "XX", day[4] = "XX";

	if (!edtf_parse(slice_of(facts->date.value), &date) || date.precision == EDTF_NONE) {
		add_static(places, "undated");
		return;
	}
	snprintf(year, sizeof year, "%04d", date.year % (EDTF_YEAR_MAX + 1));
	if (date.precision >= EDTF_MONTH)
		snprintf(month, sizeof month, "%02d", date.month % 100);
	if (date.precision >= EDTF_DAY)
		snprintf(day, sizeof day, "%02d", date.day % 100);
	struct place *place = add_place(places);

	add_step(places, place, slice_of(year), slice_of(year));
	add_step(places, place, slice_of(month), slice_of(month));
	add_step(places, place, slice_of(day), slice_of(day));
}

static const struct party_fact *sender_of(const struct document_facts *facts)
{
	for (size_t i = 0; i < facts->party_count; i++)
		if (facts->parties[i].role == ROLE_SENDER)
			return &facts->parties[i];
	return NULL;
}

static void place_sender(const struct document_facts *facts, struct places *places)
{
	const struct party_fact *sender = sender_of(facts);

	if (!sender || (sender->kind != PARTY_WITHHELD && sender->key[0] == '\0'))
		add_static(places, "unknown");
	else if (sender->kind == PARTY_WITHHELD)
		add_static(places, "withheld");
	else
		add_step(places, add_place(places), slice_of(sender->key), slice_of(sender->name));
}

static void place_country(const struct document_facts *facts, struct places *places)
{
	for (size_t i = 0; i < facts->country_count; i++) {
		const struct country_fact *fact = &facts->countries[i];
		const struct country *country = fact->filed ? country_find(slice_of(fact->code)) : NULL;
		char lower[] = {byte_lower(fact->code[0]), byte_lower(fact->code[1]), '\0'};

		if (!country)
			continue;
		struct place_step *step =
			add_step(places, add_place(places), slice_of(country->code), slice_of(country->name));

		if (step) {
			step->aliases[0] = arena_string(places->arena, slice_of(fact->code));
			step->aliases[1] = arena_string(places->arena, slice_of(lower));
		}
	}
	if (places->count == 0)
		add_static(places, "none");
}

static bool has_place(const struct places *places, struct slice first, struct slice second)
{
	for (size_t i = 0; i < places->count; i++) {
		const struct place_step *steps = places->at[i].steps;

		if (slice_equal((struct slice){steps[0].value, steps[0].value_length}, first) &&
		    slice_equal((struct slice){steps[1].value, steps[1].value_length}, second))
			return true;
	}
	return false;
}

static void place_citation(const struct citation *citation, struct places *places)
{
	struct slice regime = slice_of(citation->regime), code = slice_of(citation->code);

	if (has_place(places, regime, code))
		return;
	const struct ground *ground = ground_find(regime, code);
	struct place *place = add_place(places);

	add_step(places, place, regime, regime);
	struct place_step *step = add_step(places, place, code, code);

	if (step && ground)
		step->aliases[0] = arena_string(places->arena, slice_of(ground->fs));
}

/* What is only cited speaks of other pages: a covering letter would stand under every code. */
static void place_redaction(const struct document_facts *facts, struct places *places)
{
	for (size_t i = 0; i < facts->mark_count && !places->arena->failed; i++)
		for (size_t j = 0; facts->marks[i].class != MARK_CITED && j < facts->marks[i].citation_count;
		     j++)
			place_citation(&facts->marks[i].citations[j], places);
	if (places->count == 0)
		add_static(places, "none");
}

static const char *const date_statics[] = {"undated", NULL};
static const char *const sender_statics[] = {"withheld", "unknown", NULL};
static const char *const none_statics[] = {"none", NULL};

/* A store keeps these numbers: add at the end, never reorder. */
static const struct view views[] = {
	[VIEW_DOCUMENTS] = {.name = "documents", .place = place_documents},
	[VIEW_ORIGINALS] = {.name = "originals"},
	{.name = "by-date", .option = "date", .statics = date_statics, .place = place_date},
	{.name = "by-sender", .option = "sender", .statics = sender_statics, .place = place_sender},
	{.name = "by-country", .option = "country", .statics = none_statics, .place = place_country},
	{.name = "by-redaction", .option = "redaction", .statics = none_statics, .place = place_redaction},
	{.name = "search", .queries = true},
};
_Static_assert(sizeof views / sizeof *views <= VIEWS_MAX, "a bit each");

size_t view_count(void)
{
	return sizeof views / sizeof *views;
}

const struct view *view_at(int number)
{
	assert(number >= 0 && (size_t)number < view_count());
	return &views[number];
}

bool view_is_mounted(int number, const struct dossier_tree *tree)
{
	if (number == VIEW_ROOT)
		return true;
	if (number < 0 || (size_t)number >= view_count())
		return false;
	if (views[number].queries)
		return tree->queries;
	return !views[number].option || (tree->views >> number & 1);
}

int dossier_tree_parse_views(const char *list, uint64_t *ret_views, const char **ret_bad,
			     size_t *ret_bad_length)
{
	uint64_t bits = 0;

	while (*list) {
		struct slice word = {list, strcspn(list, ":")};
		uint64_t bit = 0;

		for (size_t i = 0; i < view_count(); i++)
			if (views[i].option && slice_equal(word, slice_of(views[i].option)))
				bit = (uint64_t)1 << i;
		if (bit == 0) {
			*ret_bad = word.at;
			*ret_bad_length = word.length;
			return -EINVAL;
		}
		bits |= bit;
		list += word.length + (list[word.length] == ':');
	}
	*ret_views = bits;
	return 0;
}

static const struct static_file files[] = {
	{.name = "README.txt", .in_root = true, .in_search = true},
	{.name = ".ignore", .in_root = true},
	{.name = ".trackerignore", .in_views = true},
};

const struct static_file *static_files(size_t *ret_count)
{
	*ret_count = sizeof files / sizeof *files;
	return files;
}

bool static_is_dot_name(const char *name)
{
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (strcmp(name, files[i].name) == 0)
			return true;
	return false;
}
