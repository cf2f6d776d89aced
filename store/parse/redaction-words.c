/* SPDX-License-Identifier: MIT */
#include "redaction-words.h"

#include "../util/utf8.h"
#include "redaction-read.h"

#include "../util/initials.h"

#include <assert.h>

enum {
	GLYPHS_NEEDED = 3,  /* block glyphs in a row; fewer are bullets and boxes to tick */
	CROSSES_NEEDED = 7, /* XXXXXXX */
	CROSSES_MAX = 20,   /* more are the frame of a form */
	BRACKETED_MAX = 48, /* bytes between the brackets of [name withheld] */
	WORDS_MAX = 4,      /* words there */
	PHRASE_SPACES_MAX = 3
};

/* Longest first where one begins another. Small letters; a blank may be lost, as in OUTOFSCOPE. */
static const char *const scope_phrases[] = {
	"out of scope of the request",
	"out of scope of this request",
	"out of scope of request",
	"out of scope",
	"outside the scope of the request",
	"outside the scope of this request",
	"outside scope of request",
	"outside the scope",
	"outside of scope",
	"outside scope",
	"not in scope",
	"not within scope",
	"not relevant to the request",
	"not relevant to this request",
	"not relevant to request",
	"not relevant",
	"n/r",
};

/* Letters of the phrases as scans read them. */
static const struct {
	char want;
	const char *reads;
} letters[] = {{'o', "0Qaq"}, {'c', "eE"}, {'s', "5"}, {'i', "1l"}, {'t', "7"}};

static const char *const withholding[] = {"redacted", "withheld", "deleted", "removed", "redaction"};
static const char *const withheld_things[] = {
	"name",    "names",   "information", "text",   "details",   "paragraph", "sentence",
	"content", "email",   "phone",       "number", "signature", "personal",  "contact",
	"address", "section", "page",        "pages",  "words",     "line",      "lines"};

/* What some print in the box instead of a ground. */
static const char *const reasons[] = {"[personal privacy]",
				      "[harm to ongoing matter]",
				      "[hom]",
				      "[investigative technique]",
				      "[harm to ongoing matter - grand jury]",
				      "[it]",
				      "[grand jury]"};

/* Those in capitals are read in capitals only. */
static const struct label labels[] = {
	{"nz-oia", "privacy of natural persons", "s9(2)(a)", false},
	{"nz-oia", "confidential advice to government", "s9(2)(f)(iv)", false},
	{"nz-oia", "free and frank opinions", "s9(2)(g)(i)", false},
	{"nz-oia", "commercial information", "s9(2)(b)(ii)", true},
	{"nz-oia", "commercially sensitive", "s9(2)(b)(ii)", false},
	{"nz-oia", "legal professional privilege", "s9(2)(h)", false},
	{"nz-oia", "negotiations", "s9(2)(j)", true},
	{"nz-oia", "national security or defence", "s6(a)", true},
	{"nz-oia", "international relations", "s6(a)", true},
	{"nz-oia", "maintenance of the law", "s6(c)", false},
	{"us-foia", "non-responsive", "NR", false},
	{"us-foia", "non responsive", "NR", false},
	{"us-foia", "non-responsive record", "NR", false},
	{"us-foia", "non responsive record", "NR", false},
	{"us-foia", "not responsive", "NR", false},
	{"us-foia", "not responsive to request", "NR", false},
	{"us-foia", "NR", "NR", false},
	{"us-foia", "referral/consult", "OGA", false},
	{"us-foia", "OGA", "OGA", false},
	{"us-foia", "duplicate", "DUP", true},
	{"us-foia", "STATINTL", "STATINTL", false},
	{"us-foia", "STATI NTL", "STATINTL", false},
	{"us-foia", "STAT", "STAT", false},
	{"us-foia", "ILLEGIB", "ILLEGIB", false},
	{"us-foia", "p.l. 86-36", "(b)(3) P.L. 86-36", false},
	{"ca-atia", "not relevant", "NR", false},
	{"ca-atia", "not relevant / non pertinent", "NR", false},
	{"ca-atia", "non pertinent", "NR", false},
	{"ca-atia", "N/R", "NR", false},
};

static bool is_alnum(struct slice text, size_t at)
{
	return at < text.length && (byte_is_letter(text.at[at]) || byte_is_digit(text.at[at]));
}

/* One letter of a phrase. Returns the bytes it takes, 0 if it is not there. */
static size_t read_letter(char want, struct slice text, size_t at, bool *repaired)
{
	if (at >= text.length)
		return 0;
	if (byte_lower(text.at[at]) == want) /* a scan may double a letter: O0UT */
		return want == 'o' && at + 1 < text.length && text.at[at + 1] == '0' ? (*repaired = true, 2)
										     : 1;
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].want == want && text.at[at] != '\0' && strchr(letters[i].reads, text.at[at])) {
			*repaired = true;
			return 1;
		}
	return 0;
}

/* End of the phrase that begins at `at`, 0 if it does not. */
static size_t read_phrase(const char *phrase, struct slice text, size_t at, bool *repaired)
{
	*repaired = false;
	for (; *phrase; phrase++) {
		size_t next;

		if (*phrase == ' ') {
			next = blanks_skip(text, at, PHRASE_SPACES_MAX);
			*repaired |= next == at;
		} else {
			size_t length = *phrase == '/' ? (at < text.length && text.at[at] == '/')
						       : read_letter(*phrase, text, at, repaired);

			if (length == 0)
				return 0;
			next = at + length;
		}
		at = next;
	}
	return is_alnum(text, at) ? 0 : at;
}

static enum word_form form_of(struct slice words)
{
	size_t lower = 0;

	for (size_t i = 0; i < words.length; i++)
		lower += byte_is_lower(words.at[i]);
	if (lower > 0)
		return byte_is_lower(words.at[0]) ? WORDS_LOWER : WORDS_CAPPED;
	return words.length > sizeof "N/R" ? WORDS_CLEAR : WORDS_CAPPED;
}

bool words_may_be_scope(struct slice text, size_t at)
{
	switch (text.at[at]) {
	case 'o':
	case 'O':
	case '0':
	case 'Q':
	case 'q':
	case 'n':
	case 'N':
		return true;
	default:
		return false;
	}
}

/* After "o" a phrase goes on with "u", after "n" with "o" or "/", misread or doubled; most words do not. */
static bool may_be_scope(struct slice text, size_t at)
{
	char next = byte_lower(byte_at(text, at + 1));

	return byte_lower(text.at[at]) == 'n' ? next != '\0' && strchr("o0qa/", next)
					      : next == 'u' || next == '0';
}

static bool read_scope(struct slice text, size_t at, struct words_read *ret)
{
	if (!may_be_scope(text, at))
		return false;
	bool negated = byte_lower(text.at[at]) == 'n';

	for (size_t i = 0; i < sizeof scope_phrases / sizeof *scope_phrases; i++) {
		if ((scope_phrases[i][0] == 'n') != negated)
			continue;
		bool repaired;
		size_t last = read_phrase(scope_phrases[i], text, at, &repaired);

		if (last == 0)
			continue;
		*ret = (struct words_read){last, form_of(slice_sub(text, at, last)), repaired, true};
		if (repaired && ret->form == WORDS_CLEAR)
			ret->form = WORDS_CAPPED;
		return true;
	}
	return false;
}

static bool is_glyph(uint32_t c)
{
	return (c >= 0x2585 && c <= 0x2588) || c == 0x2593 || c == 0x25a0 || c == 0x25ae || c == 0x2b1b;
}

/* The only lead byte of those glyphs; looked at first because most bytes are not it. */
#define GLYPH_LEAD '\xe2'

static bool read_glyphs(struct slice text, size_t at, struct words_read *ret)
{
	size_t count = 0, last = at;

	while (last < text.length && text.at[last] == GLYPH_LEAD) {
		size_t next = last;

		if (!is_glyph(utf8_next(text, &next)))
			break;
		last = next;
		count++;
	}
	*ret = (struct words_read){.last = last, .form = WORDS_CLEAR};
	return count >= GLYPHS_NEEDED;
}

static size_t word_end(struct slice text, size_t at)
{
	while (at < text.length && byte_is_letter(text.at[at]))
		at++;
	return at;
}

/* "[name withheld]", "(redacted)", "[deleted]"; round brackets are too common for more than one word. */
static bool read_bracketed(struct slice text, size_t at, struct words_read *ret)
{
	char close = text.at[at] == '[' ? ']' : ')';
	struct slice inside = slice_sub(text, at + 1, at + 1 + BRACKETED_MAX);
	size_t count = 0, verbs = 0;

	if (inside.length == 0 || !memchr(inside.at, close, inside.length))
		return false;
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (slice_starts_ci(slice_sub(text, at, text.length), slice_of(reasons[i]))) {
			*ret = (struct words_read){.last = at + strlen(reasons[i]), .form = WORDS_CLEAR};
			return byte_is_upper(text.at[at + 1]);
		}
	for (size_t i = 0; i < inside.length;) {
		size_t end = word_end(inside, i);
		struct slice word = slice_sub(inside, i, end);

		if (inside.at[i] == close) {
			*ret = (struct words_read){.last = at + 1 + i + 1, .form = WORDS_CLEAR};
			return verbs == 1 && (close == ']' || count == 1);
		}
		if (slice_is_one_of_ci(word, withholding, sizeof withholding / sizeof *withholding))
			verbs++;
		else if (end > i && !slice_is_one_of_ci(word, withheld_things,
							sizeof withheld_things / sizeof *withheld_things))
			return false;
		count += end > i;
		if (count > WORDS_MAX || (end == i && inside.at[i] != ' '))
			return false;
		i = end > i ? end : i + 1;
	}
	return false;
}

/* REDACTED, Withheld; XXXXXXXX: marks only where nothing else stands. */
static bool read_bare(struct slice text, size_t at, struct words_read *ret)
{
	size_t end = at;

	*ret = (struct words_read){.form = WORDS_CAPPED};
	while (end < text.length && text.at[end] == 'X')
		end++;
	ret->last = end;
	if (end > at)
		return end - at >= CROSSES_NEEDED && end - at <= CROSSES_MAX && !is_alnum(text, end);
	end = word_end(text, at);
	ret->last = end;
	end = blanks_skip(text, end, PHRASE_SPACES_MAX);
	/* "Redacted - s40" is the code's */
	if (end + 1 < text.length && strchr("-:\xe2", text.at[end]) && text.at[end] != '\0')
		return false;
	return byte_is_upper(text.at[at]) && !is_alnum(text, end) &&
	       slice_is_one_of_ci(slice_sub(text, at, ret->last), withholding, 2);
}

bool words_read(struct slice text, size_t at, struct words_read *ret)
{
	switch (text.at[at]) {
	case GLYPH_LEAD:
		return read_glyphs(text, at, ret);
	case '[':
	case '(':
		return read_bracketed(text, at, ret);
	case 'R':
	case 'W':
	case 'X':
		return read_bare(text, at, ret);
	default:
		return words_may_be_scope(text, at) && read_scope(text, at, ret);
	}
}

static_assert(sizeof labels / sizeof *labels <= INITIALS_END,
	      "more labels than can be told by their first byte");

static struct initials initials = INITIALS(labels, text);

const struct label *label_find(const char *regime, struct slice text)
{
	for (size_t i = initials_first(&initials, text); i != INITIALS_END; i = initials_next(&initials, i))
		if (strcmp(labels[i].regime, regime) == 0 &&
		    (byte_is_upper(labels[i].text[0]) ? slice_equal(text, slice_of(labels[i].text))
						      : slice_equal_ci(text, slice_of(labels[i].text))))
			return &labels[i];
	return NULL;
}
