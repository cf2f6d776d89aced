/* SPDX-License-Identifier: MIT */
#include "view.h"

#include "../data/country.h"
#include "../data/ground.h"
#include "../util/arena.h"
#include "../util/edtf.h"
#include "dossier/store.h"
#include "name.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

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

static void place_documents(const struct placed *document, struct places *places)
{
	(void)document;
	add_place(places);
}

static void place_date(const struct placed *document, struct places *places)
{
	const struct document_facts *facts = document->facts;
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

/* Where a party stands, whatever its role. */
static void add_party(const struct party_fact *party, struct places *places)
{
	if (party->kind == PARTY_WITHHELD)
		add_static(places, "withheld");
	else if (party->key[0] == '\0')
		add_static(places, "unknown");
	else
		add_step(places, add_place(places), slice_of(party->key), slice_of(party->name));
}

static void place_sender(const struct placed *document, struct places *places)
{
	const struct document_facts *facts = document->facts;
	const struct party_fact *sender = sender_of(facts);

	if (sender)
		add_party(sender, places);
	else
		add_static(places, "unknown");
}

/* True for two that stand in one place. */
static bool is_same_party(const struct party_fact *a, const struct party_fact *b)
{
	if (a->kind == PARTY_WITHHELD || b->kind == PARTY_WITHHELD)
		return a->kind == b->kind;
	return strcmp(a->key, b->key) == 0;
}

/* Those of one place together, in printed order. */
static int compare_parties(const void *left, const void *right)
{
	const struct party_fact *a = *(const struct party_fact *const *)left;
	const struct party_fact *b = *(const struct party_fact *const *)right;
	int withheld = (a->kind == PARTY_WITHHELD) - (b->kind == PARTY_WITHHELD);
	int order = withheld ? withheld : is_same_party(a, b) ? 0 : strcmp(a->key, b->key);

	return order ? order : (a > b) - (a < b);
}

/* Sorted, since a list of recipients may be long and name anyone twice. */
static void place_recipient(const struct placed *document, struct places *places)
{
	const struct document_facts *facts = document->facts;
	const struct party_fact **to = arena_array(places->arena, facts->party_count + 1, sizeof *to);
	size_t count = 0;

	for (size_t i = 0; to && i < facts->party_count; i++)
		if (facts->parties[i].role != ROLE_SENDER)
			to[count++] = &facts->parties[i];
	if (count == 0) {
		add_static(places, "none");
		return;
	}
	qsort(to, count, sizeof *to, compare_parties);
	for (size_t i = 0; i < count; i++)
		if (i == 0 || !is_same_party(to[i - 1], to[i]))
			add_party(to[i], places);
}

static void place_type(const struct placed *document, struct places *places)
{
	struct slice type = slice_of(document_type_name(document->facts->type));

	add_step(places, add_place(places), type, type);
}

static void place_thread(const struct placed *document, struct places *places)
{
	if (document->thread.length == 0)
		add_static(places, "none");
	else
		add_step(places, add_place(places), document->thread, document->subject);
}

/* The path's end says most: of a longer one the first directories are left out. */
static void place_in_source(uint64_t source, struct slice path, struct places *places)
{
	char value[24];
	size_t start = 0;

	while (path.length - start > NAME_MAX_BYTES) {
		size_t slash = slice_find(path, SLICE("/"), start);

		if (slash == path.length)
			break;
		start = slash + 1;
	}
	int length = snprintf(value, sizeof value, "%llu", (unsigned long long)source);

	add_step(places, add_place(places), (struct slice){value, (size_t)length},
		 slice_sub(path, start, path.length));
}

static void place_country(const struct placed *document, struct places *places)
{
	const struct document_facts *facts = document->facts;
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
static void place_redaction(const struct placed *document, struct places *places)
{
	const struct document_facts *facts = document->facts;
	for (size_t i = 0; i < facts->mark_count && !places->arena->failed; i++)
		for (size_t j = 0; facts->marks[i].class != MARK_CITED && j < facts->marks[i].citation_count;
		     j++)
			place_citation(&facts->marks[i].citations[j], places);
	if (places->count == 0)
		add_static(places, "none");
}

static const char *const date_statics[] = {"undated", NULL};
static const char *const sender_statics[] = {"withheld", "unknown", NULL};
static const char *const recipient_statics[] = {"withheld", "unknown", "none", NULL};
static const char *const none_statics[] = {"none", NULL};

/* A store keeps these numbers: add at the end, never reorder. */
static const struct view views[] = {
	[VIEW_DOCUMENTS] = {.name = "documents", .place = place_documents},
	[VIEW_ORIGINALS] = {.name = "originals"},
	{.name = "by-date", .option = "date", .statics = date_statics, .place = place_date},
	{.name = "by-sender", .option = "sender", .statics = sender_statics, .place = place_sender},
	{.name = "by-country", .option = "country", .statics = none_statics, .place = place_country},
	{.name = "by-redaction", .option = "redaction", .statics = none_statics, .place = place_redaction},
	{.name = "by-recipient",
	 .option = "recipient",
	 .statics = recipient_statics,
	 .place = place_recipient},
	{.name = "by-type", .option = "type", .place = place_type},
	{.name = "by-source", .option = "source", .place_source = place_in_source},
	{.name = "by-thread", .option = "thread", .statics = none_statics, .place = place_thread},
	[VIEW_CATALOGUE] = {.name = "catalogue"},
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
