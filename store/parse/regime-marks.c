/* SPDX-License-Identifier: MIT */
/*
 * Pages that came without their letter, as a council's bundle: "From: [Redacted s.37(1)]", sent from an
 * address in Ireland; "To: Art. 4(1)(b)". A code proves no law, but one that fills a line, a field or its
 * brackets is a mark, and the hint says of which country. Articles are a hint themselves: but one law here
 * has any.
 */
#include "regime-marks.h"

#include "redaction-run.h"
#include "redaction-tail.h"
#include "word.h"

#include <string.h>

enum {
	PLACES_NEEDED = 2, /* so many marks that the law can read */
	PLACE_MAX = 64,    /* bytes of what may be a mark */
	LABEL_MAX = 30,    /* of a field before it */
	DOMAIN_MAX = 80
};

/* Where an address ends so, the body may answer by that law. */
static const struct candidate {
	const char *regime, *domain;
	bool articles; /* needs no other hint */
} candidates[] = {
	{"ie-foi", ".ie", false},     {"eu-1049", ".europa.eu", true}, {"uk-foia", ".gov.uk", false},
	{"au-foi", ".gov.au", false}, {"ca-atia", ".gc.ca", false},    {"nz-oia", ".govt.nz", false},
};

enum { CANDIDATES = sizeof candidates / sizeof *candidates };

/* Does an electronic address in the text end with the domain? */
static bool has_address(struct slice text, const char *domain)
{
	for (size_t at = slice_find(text, SLICE("@"), 0); at < text.length;) {
		size_t last = ++at;

		while (last < text.length && last - at < DOMAIN_MAX &&
		       (byte_is_word(text.at[last]) || text.at[last] == '.' || text.at[last] == '-'))
			last++;
		if (slice_ends_ci(slice_sub(text, at, last), slice_of(domain)))
			return true;
		at = slice_find(text, SLICE("@"), at);
	}
	return false;
}

static bool has_weight(const struct regimes *regimes, const char *regime)
{
	for (size_t i = 0; i < regimes->count; i++)
		if (strcmp(regimes->at[i].regime, regime) == 0)
			return true;
	return false;
}

/* "Redacted under s.37(1)" from its code on. */
static struct slice drop_verb(struct slice text)
{
	for (;;) {
		size_t length = 0;

		while (length < text.length && byte_is_letter(text.at[length]))
			length++;
		if (length < 2 || !run_is_wrapping(slice_sub(text, 0, length)) ||
		    slice_starts_ci(text, SLICE("section")))
			return text;
		text = slice_trim(slice_sub(text, length, text.length));
	}
}

/* Is it a full code with its lead, or several? */
static bool is_codes(const struct reading *reading, struct slice text, bool articles)
{
	struct code_read code;
	size_t at;

	if (text.length == 0 || text.length > PLACE_MAX || (articles && byte_lower(text.at[0]) != 'a') ||
	    !code_read(reading, text, 0, false, &code) || code.repairs > 0 || !code.lead || code.whole)
		return false;
	at = code.last;
	tail_read(code.ground, text, &at);
	return at == text.length || strchr(",;/&", text.at[at]);
}

/* What stands between the first brackets, behind a label, or all of the line. */
static struct slice place_of(struct slice words)
{
	size_t open = slice_find(words, SLICE("["), 0), close = slice_find(words, SLICE("]"), open);
	size_t colon = slice_find(words, SLICE(":"), 0);

	if (close < words.length)
		words = slice_sub(words, open + 1, close);
	else if (colon < words.length && colon <= LABEL_MAX)
		words = slice_sub(words, colon + 1, words.length);
	return drop_verb(slice_trim(words));
}

static size_t count_places(const struct lines *lines, const struct candidate *candidate)
{
	const struct reading *reading = reading_of(candidate->regime);
	size_t places = 0;

	for (size_t i = 0; reading && i < lines->count && places < PLACES_NEEDED; i++) {
		struct slice words = line_text(lines, i);

		if (memchr(words.at, '(', words.length))
			places += is_codes(reading, place_of(words), candidate->articles);
	}
	return places;
}

const char *regime_of_marks(const struct lines *lines, const struct regimes *regimes)
{
	const char *found = NULL;

	for (size_t i = 0; i < CANDIDATES; i++) {
		const struct candidate *c = &candidates[i];

		if ((!c->articles && !has_weight(regimes, c->regime) &&
		     !has_address(lines->text, c->domain)) ||
		    count_places(lines, c) < PLACES_NEEDED)
			continue;
		if (found)
			return NULL;
		found = c->regime;
	}
	return found;
}
