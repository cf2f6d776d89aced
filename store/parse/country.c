/* SPDX-License-Identifier: MIT */
/*
 * One pass over the words of each span. A phrase of the dictionary is a mention unless what stands around it
 * says that it is an address, a pronoun, a sum of money or a person. Every look around is bounded.
 */
#include "country.h"

#include "../data/country.h"
#include "country-around.h"
#include "phrase.h"

#include <errno.h>
#include <pthread.h>

enum {
	LETTERS = 26,
	CODES = LETTERS * LETTERS, /* one slot for each alpha-2 code, so that the result is in order */
	SHOUT_LEAST = 4,           /* letters of a demonym in capitals that may be another word misread */
	NEAR = 40,                 /* bytes between a doubtful name and another country that vouches for it */
	WORD_LOOK = 64,            /* bytes behind a mention in which the next word stands */
};

static struct {
	pthread_once_t once;
	struct phrases *phrases; /* NULL: out of memory */
	const struct country_form *forms;
} dictionary = {.once = PTHREAD_ONCE_INIT};

struct country_search {
	struct slice text;
	struct arena *arena;
	struct country_fact *found; /* in order of their first mention */
	size_t count, capacity;
	uint16_t at[CODES]; /* of each code, one more than its index there; 0: not found yet */
};

struct scan {
	struct country_search *search;
	struct slice text;        /* ends where the span ends */
	size_t first;             /* where the span begins */
	struct word_range before; /* the last word that was no mention; empty: none */
	size_t mention_last;      /* where the last mention in this span ended; 0: none */
	unsigned mention_slot;
	bool after_city; /* the last mention was of a city */
	bool pending;    /* the last mention was a doubtful one and counts as weak so far */
};

/* "Ms Jordan", "Dr Holland". */
static const char *const titles[] = {"Mr",        "Mrs",     "Ms",   "Mx",      "Dr",   "Prof",
				     "Professor", "Sir",     "Dame", "Lord",    "Lady", "Madam",
				     "Judge",     "Justice", "Sen",  "Senator", "Rep",  NULL};

/* Words that have a capital because a sentence or a heading begins with them. */
static const char *const openers[] = {
	"A",       "About",     "Across",  "After", "Against", "All",     "Also",   "Although", "Among",
	"An",      "And",       "Are",     "As",    "At",      "Because", "Before", "Both",     "But",
	"By",      "Can",       "Despite", "Does",  "Even",    "For",     "From",   "Has",      "Have",
	"How",     "However",   "I",       "If",    "In",      "Inside",  "Into",   "Is",       "It",
	"Like",    "Meanwhile", "Near",    "Not",   "Of",      "On",      "Only",   "Or",       "Our",
	"Outside", "Over",      "Should",  "Since", "So",      "That",    "The",    "Their",    "Then",
	"This",    "Through",   "Thus",    "To",    "Today",   "Under",   "Unlike", "Via",      "Was",
	"We",      "Were",      "What",    "When",  "Where",   "While",   "Why",    "Will",     "With",
	"Within",  "Without",   NULL};

/* What stands before a place and hardly before a person. */
static const char *const places[] = {"in",     "In",      "into",    "across",   "throughout", "inside",
				     "within", "outside", "Kingdom", "Republic", NULL};

static bool among(struct slice word, const char *const *list)
{
	while (*list && !slice_equal(word, slice_of(*list)))
		list++;
	return *list != NULL;
}

static struct slice part(const struct scan *s, struct word_range range)
{
	return slice_sub(s->text, range.first, range.last);
}

static char byte_at(const struct scan *s, size_t at)
{
	return at < s->text.length ? s->text.at[at] : '\0';
}

/* "Michael", but not "The" or "NATO"; an initial too. */
static bool looks_like_name(struct slice word)
{
	bool capitalised = word.length > 1 ? byte_is_upper(word.at[0]) && byte_is_lower(word.at[1])
					   : word.length == 1 && byte_is_upper(word.at[0]);

	return capitalised && !among(word, openers);
}

/* Does only one blank, or a full stop and one, stand between the bytes? */
static bool one_blank(const struct scan *s, size_t from, size_t to)
{
	struct slice gap = slice_sub(s->text, from, to);

	return from < to && (slice_equal(gap, SLICE(" ")) || slice_equal(gap, SLICE(". ")));
}

/* "Marlowe, India R; Poe, Ann": a given name between a surname and an initial, in a list of persons. */
static bool is_listed_person(const struct scan *s, struct word_range m)
{
	char end = byte_at(s, m.last + 2);

	return looks_like_name(part(s, s->before)) && byte_at(s, m.last) == ' ' &&
	       byte_is_upper(byte_at(s, m.last + 1)) && (end == ';' || end == ' ' || end == '<') &&
	       slice_equal(slice_sub(s->text, s->before.last, m.first), SLICE(", ")) &&
	       (end != ' ' || byte_at(s, m.last + 3) == '<');
}

static bool is_person(const struct scan *s, struct word_range m, enum form_doubt doubt)
{
	struct slice before = part(s, s->before), gap;
	struct word_range after;
	bool initial, joined;
	uint32_t ignored;
	size_t last;

	if (one_blank(s, s->before.last, m.first) && among(before, titles))
		return true;
	if (is_listed_person(s, m))
		return true;
	if (doubt == DOUBT_NONE)
		return false;
	if (one_blank(s, s->before.last, m.first) && looks_like_name(before))
		return true;
	if (!word_next(slice_sub(s->text, 0, m.last + WORD_LOOK), m.last, &after))
		return false;
	gap = slice_sub(s->text, m.last, after.first);
	initial = after.last - after.first == 1 &&
		  byte_is_upper(byte_at(s, after.first)); /* "Virginia A (OLC)" */
	/* "JORDAN, Mary (AMER)" */
	joined = byte_is_upper(byte_at(s, m.first + 1))
			 ? slice_equal(gap, SLICE(", "))
			 : doubt >= DOUBT_GIVEN && slice_equal(gap, SLICE(" "));
	return joined && (initial || looks_like_name(part(s, after))) &&
	       !phrases_find(dictionary.phrases, s->text, after, &ignored, &last);
}

/* "Atlanta, Georgia": a place that is no country before the comma. */
static bool is_state(const struct scan *s, struct word_range m)
{
	return s->before.last > s->mention_last && looks_like_name(part(s, s->before)) &&
	       slice_equal(slice_sub(s->text, s->before.last, m.first), SLICE(", "));
}

static unsigned slot_of(const char *code)
{
	return (unsigned)(code[0] - 'A') * LETTERS + (unsigned)(code[1] - 'A');
}

static bool near_another(const struct scan *s, struct word_range m, unsigned slot)
{
	return s->mention_last > 0 && slot != s->mention_slot && m.first - s->mention_last <= NEAR;
}

/* The fact of the code in `slot`, with its first mention if it is new. NULL out of memory. */
static struct country_fact *fact_of(struct country_search *search, unsigned slot, const char *code,
				    struct word_range mention)
{
	struct country_fact *c;

	if (search->at[slot] > 0)
		return &search->found[search->at[slot] - 1];
	c = arena_push(search->arena, &search->found, &search->count, &search->capacity, sizeof *c);
	if (!c)
		return NULL;
	search->at[slot] = (uint16_t)search->count;
	c->first = (struct span){mention.first, mention.last};
	memcpy(c->code, code, 2);
	return c;
}

static void count(struct scan *s, struct word_range m, const struct country_form *form,
		  enum mention_kind kind)
{
	unsigned slot = slot_of(form->code);
	struct country_fact *c = fact_of(s->search, slot, form->code, m), *last;
	bool near = near_another(s, m, slot);
	bool weak = form->doubt == DOUBT_ALONE && !near && !among(part(s, s->before), places);

	if (!c)
		return;
	if (s->pending && near) { /* the doubtful one just before is a country after all */
		last = &s->search->found[s->search->at[s->mention_slot] - 1];
		last->counts[MENTION_CITY]--;
		last->counts[MENTION_NAME]++;
	}
	c->counts[weak ? MENTION_CITY : kind]++;
	s->after_city = kind == MENTION_CITY;
	s->mention_last = m.last;
	s->mention_slot = slot;
	s->pending = weak;
}

/* "THAI" in a line of capitals is as likely a misread "THAT", "FINN" a "FINE". */
static bool is_short_shout(const struct scan *s, struct word_range m, enum mention_kind kind)
{
	return kind == MENTION_DEMONYM && m.last - m.first <= SHOUT_LEAST &&
	       byte_is_upper(byte_at(s, m.first + 1));
}

/* "HELSINKI, HONG KONG, LIMA": among posts such a name is that of the city. */
static bool is_post(const struct scan *s, struct word_range m, const struct country_form *form)
{
	static const char *const cities[] = {"DJ", "GI", "HK", "KW", "LU", "MC", "MO", "SG", "SM", NULL};

	if (form->kind != MENTION_NAME || !s->after_city || byte_at(s, s->mention_last) != ',' ||
	    m.first - s->mention_last > NEAR)
		return false;
	return slice_trim(slice_sub(s->text, s->mention_last + 1, m.first)).length == 0 &&
	       among(slice_of(form->code), cities);
}

static bool names_none(const struct scan *s, struct word_range m, const struct country_form *form)
{
	struct around around = {s->text, s->first, s->before, m};

	return form->kind == MENTION_KINDS || byte_at(s, m.last) == '$' || around_is_pronoun(&around) ||
	       is_short_shout(s, m, form->kind) || is_person(s, m, form->doubt) ||
	       (form->doubt == DOUBT_ALONE && is_state(s, m)) ||
	       around_is_seat(&around, form->kind == MENTION_DIVISION) || around_is_street(&around) ||
	       around_is_tag(&around) || (form->kind == MENTION_DEMONYM && around_is_language(&around)) ||
	       around_is_address(&around);
}

static void look_at(struct scan *s, struct word_range m, const struct country_form *form)
{
	if (names_none(s, m, form))
		s->before = m;
	else
		count(s, m, form, is_post(s, m, form) ? MENTION_CITY : form->kind);
}

static void scan_span(struct scan *s)
{
	struct word_range word;
	size_t at = s->first, last;
	uint32_t form;

	while (word_next(s->text, at, &word)) {
		if (!byte_is_lower(s->text.at[word.first]) &&
		    phrases_find(dictionary.phrases, s->text, word, &form, &last)) {
			look_at(s, (struct word_range){word.first, last}, &dictionary.forms[form]);
			at = last;
			continue;
		}
		s->before = word;
		at = word.last;
	}
}

static void dictionary_make(void)
{
	size_t form_count, bytes = 0;

	dictionary.forms = country_forms(&form_count);
	for (size_t i = 0; dictionary.forms && i < form_count; i++)
		bytes += strlen(dictionary.forms[i].form);
	dictionary.phrases = dictionary.forms ? phrases_create(bytes) : NULL;
	for (size_t i = 0; dictionary.phrases && i < form_count; i++)
		phrases_add(dictionary.phrases, slice_of(dictionary.forms[i].form), (uint32_t)i);
}

struct country_search *country_search_begin(struct slice text, struct arena *arena)
{
	struct country_search *search;

	pthread_once(&dictionary.once, dictionary_make);
	search = dictionary.phrases ? arena_alloc(arena, sizeof *search) : NULL;
	if (search)
		*search = (struct country_search){.text = text, .arena = arena};
	return search;
}

void country_search_span(struct country_search *search, struct span span)
{
	size_t last = span.last < search->text.length ? (size_t)span.last : search->text.length;
	struct scan s = {.search = search,
			 .text = {search->text.at, last},
			 .first = span.first < last ? (size_t)span.first : last};

	s.before = (struct word_range){s.first, s.first};
	scan_span(&s);
}

static bool enough(const struct country_fact *c)
{
	return c->counts[MENTION_NAME] > 0 || c->counts[MENTION_DEMONYM] > 0 ||
	       c->counts[MENTION_DIVISION] > 0 || c->counts[MENTION_CITY] >= COUNTRY_CITIES_NEEDED;
}

int country_search_end(struct country_search *search, const struct country_fact **ret_countries,
		       size_t *ret_count)
{
	struct country_fact *kept = arena_array(search->arena, search->count, sizeof *kept);
	size_t n = 0;

	if (!kept || search->arena->failed)
		return -ENOMEM;
	for (size_t i = 0; i < CODES && n < search->count; i++)
		if (search->at[i] > 0) {
			kept[n] = search->found[search->at[i] - 1];
			kept[n].filed = enough(&kept[n]);
			n++;
		}
	*ret_countries = kept;
	*ret_count = n;
	return 0;
}
