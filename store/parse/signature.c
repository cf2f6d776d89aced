/* SPDX-License-Identifier: MIT */
#include "signature.h"

#include "opening.h"
#include "redaction.h"
#include "shape.h"

enum {
	NAME_MAX = 60, /* bytes of a line that is a name */
	NAME_WORDS = 6,
	DEGREE_MAX = 6, /* bytes of "Ph.D.", "Esq." */
	LAST_LINES = 8, /* lines with words at a letter's end in which any words may close it */
	CLOSING_BYTES = 40,
	CLOSING_WORDS = 8,
	FROM_MAX = 200,      /* of a value that ran over lines no more is looked at */
	LABELLED_MAX = 140,  /* bytes of a line such as "Prepared by: Squid Office" */
	END_LINES = 5,       /* lines with words at its end in which it stands else */
	LABEL_LINES = 12,    /* lines with words at the head of a document in which it stands */
	PLACEHOLDERS = 3,    /* lines in the place of a signature */
	HEAD_LINES = 6,      /* lines with words of a letterhead that may name who writes */
	SIGNATURE_LINES = 40 /* lines with words at the end of a letter in which its closing stands */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* clang-format off */
static const char *const labels[] = {
	"prepared by:", "produced by:", "drafted by:", "written by:", "author:", "inspector:",
	"compiled by:", "completed by:", "report by:", "signed:", "signed by:", "(signed)",
	"[signed]", "(sgd)", "(sgd.)", "(signed:)", "sgd:", "sgd.", "/s/", "report author:",
	"author of report:", "paper by:", "note by:", "minute by:", "briefing by:",
	"submitted by:", "drafter:", "drafting officer:", "originator:", "responsible officer:",
	"pr\303\251par\303\251 par", "r\303\251dig\303\251 par", "auteur :", "auteur:", "from:",
};
/* clang-format on */
/* Only at the end of a briefing, in a line of their own: elsewhere they say whom to ask. */
static const char *const end_labels[] = {"contact:", "contact person:"};
/* There too, and in the last cell of a line: "Contact officer: A. Poe      Cleared by: B. Roe". */
static const char *const clearance_labels[] = {
	"cleared by:", "approved by:", "authorised by:", "authorized by:"};

/* The next run of letters and what is no ASCII. */
static struct slice next_name(struct slice s, size_t *at)
{
	size_t first;

	while (*at < s.length && !byte_is_letter(s.at[*at]) && (unsigned char)s.at[*at] < 0x80)
		(*at)++;
	first = *at;
	while (*at < s.length && (byte_is_letter(s.at[*at]) || (unsigned char)s.at[*at] >= 0x80))
		(*at)++;
	return slice_sub(s, first, *at);
}

static bool holds_name(struct slice from, struct slice name)
{
	size_t at = 0;

	for (struct slice word = next_name(from, &at); word.length > 0; word = next_name(from, &at))
		if (slice_equal_ci(word, name) ||
		    (name.length == 1 && byte_is_upper(name.at[0]) && slice_starts(word, name)))
			return true;
	return false;
}

bool signature_is_sender(struct slice line, struct slice from)
{
	size_t at = 0, words = 0;

	line = shape_bare(line);
	from = slice_trim(slice_sub(from, 0, FROM_MAX));
	if (line.length == 0 || line.length > NAME_MAX || from.length == 0 ||
	    strchr(":.?!", line.at[line.length - 1]))
		return false;
	for (size_t i = 0; i < line.length; i++)
		if (byte_is_digit(line.at[i]))
			return slice_equal(line, from); /* a withheld sender signs with the same mark */
	for (struct slice name = next_name(line, &at); name.length > 0; name = next_name(line, &at), words++)
		if (words == NAME_WORDS || !holds_name(from, name))
			return false;
	return words > 0 && byte_is_upper(line.at[0]);
}

/* "Evander P. Loomis, Ph.D.", "A. Wren, M.P.", "J. Roe Jr.": the full stop is that of a short word. */
static struct slice without_full_stop(struct slice s)
{
	size_t first = s.length;

	while (first > 0 && !byte_is_space(s.at[first - 1]))
		first--;
	if (first > 0 && s.length - first <= DEGREE_MAX && s.at[s.length - 1] == '.')
		s.length--;
	return s;
}

static bool is_name_line(struct slice s, const struct regimes *regimes)
{
	s = without_full_stop(s);
	return s.length <= NAME_MAX && (redaction_is_whole(s, regimes) || shape_is_title(s, regimes)) &&
	       !shape_is_prose(s) && !shape_is_unit(s);
}

bool signature_is_placeholder(struct slice s)
{
	static const char *const words[] = {"signed",       "signature",          "sgd",
					    "/s/",          "e-signed",           "unterschrift",
					    "sign\xc3\xa9", "signature redacted", "electronically signed"};
	size_t letters = 0;

	for (size_t i = 0; i < s.length; i++)
		letters += byte_is_letter(s.at[i]) || (unsigned char)s.at[i] >= 0x80;
	if (letters == 0)
		return true;
	while (s.length > 0 && strchr("([_{ ", s.at[0]) && s.at[0])
		s = slice_sub(s, 1, s.length);
	while (s.length > 0 && strchr(")]_}: ", s.at[s.length - 1]) && s.at[s.length - 1])
		s.length--;
	return slice_is_one_of_ci(s, words, sizeof words / sizeof *words);
}

/* "Associate Deputy Minister", "Pacific Aviation Section" */
bool signature_is_position(struct slice s)
{
	static const char *const words[] = {"director",
					    "minister",
					    "secretary",
					    "manager",
					    "advis",
					    "officer",
					    "chief",
					    "commissioner",
					    "head of",
					    "president",
					    "analyst",
					    "counsel",
					    "engineer",
					    "executive",
					    "chair",
					    "mayor",
					    "deputy",
					    "inspector",
					    "superintendent",
					    "referent",
					    "leader",
					    "directeur",
					    "directrice",
					    "pr\xc3\xa9sident",
					    "pr\xc3\xa9sidente",
					    "gestionnaire",
					    "conseill",
					    "ministre",
					    "chef"};

	return s.length <= LABELLED_MAX && !shape_is_prose(s) &&
	       (slice_holds_one_of_ci(s, words, COUNT(words)) || shape_is_unit(s));
}

bool signature_is_person(struct slice s)
{
	size_t words = shape_word_count(s, NAME_WORDS + 1);

	if (s.length > NAME_MAX || words < 2 || words > NAME_WORDS || shape_is_unit(s) ||
	    signature_is_position(s))
		return false;
	for (size_t i = 0; i < s.length; i++)
		if (byte_is_digit(s.at[i]) || strchr(":;?!()[]/", s.at[i]) ||
		    (byte_is_lower(s.at[i]) && (i == 0 || s.at[i - 1] == ' ')))
			return false;
	return true;
}

/* Below the mark of a signature, and a blank line, the name may be typed in full above the position. */
static size_t typed_below(const struct lines *lines, size_t mark, size_t last)
{
	size_t name = lines_next_words(lines, mark + 1, last);

	return name > mark + 1 && name + 1 < last && line_has_words(lines, name + 1) &&
			       signature_is_person(line_text(lines, name)) &&
			       signature_is_position(line_text(lines, name + 1))
		       ? name
		       : mark;
}

static bool is_short_unit(struct slice s)
{
	return shape_is_unit(s) && s.length <= NAME_MAX && !shape_is_prose(s);
}

/* "Disclosure Team" between blank lines, or above "Department for Lights": nobody is named, the office signs.
 */
static bool is_unit_alone(const struct lines *lines, size_t line, size_t last)
{
	if (!is_short_unit(line_text(lines, line)) || !opening_is_parted(lines, line))
		return false;
	return opening_stands_alone(lines, line) ||
	       (line + 1 < last && is_short_unit(line_text(lines, line + 1)));
}

/* "s 22  [signature]": the mark and what it is of in one line. */
static bool is_marked_placeholder(struct slice s, const struct regimes *regimes)
{
	size_t at = s.length;

	while (at > 0 && s.at[at - 1] != '[' && s.at[at - 1] != '(')
		at--;
	struct slice words = slice_sub(s, at > 0 ? at - 1 : 0, s.length);

	return at > 1 && shape_letter_count(words) > 1 && signature_is_placeholder(words) &&
	       redaction_is_whole(slice_trim(slice_sub(s, 0, at - 1)), regimes);
}

/* The line with the name below the closing at `line`. A mark above "[signature]" is that of the signature. */
static size_t name_below(const struct lines *lines, size_t line, size_t last, const struct regimes *regimes)
{
	size_t at = line + 1;

	/* A sentence that closes may go on in the next line. */
	while (line_text(lines, line).length > NAME_MAX && at < last && line_has_words(lines, at))
		at++;
	at = lines_next_words(lines, at, last);
	for (size_t n = 0; n < PLACEHOLDERS && at < last; n++) {
		size_t next = lines_next_words(lines, at + 1, last);

		if (!signature_is_placeholder(line_text(lines, at)) &&
		    !is_marked_placeholder(line_text(lines, at), regimes) &&
		    !(next < last && redaction_is_whole(line_text(lines, at), regimes) &&
		      signature_is_placeholder(line_text(lines, next))))
			break;
		at = next;
	}
	if (at < last && redaction_is_whole(line_text(lines, at), regimes))
		at = typed_below(lines, at, last);
	return at < last && (is_name_line(line_text(lines, at), regimes) || is_unit_alone(lines, at, last))
		       ? at
		       : last;
}

/* "Hoping for the best," alone among the last lines of a letter, with a name below: it closes in words of its
 * own. */
static size_t last_comma(const struct lines *lines, const struct part *part, const struct regimes *regimes)
{
	size_t words = 0;

	for (size_t i = part->last_line; i > part->first_line && words < LAST_LINES; i--) {
		struct slice text = line_text(lines, i - 1);

		if (!line_has_words(lines, i - 1))
			continue;
		words++;
		if (i - 1 > part->salutation_line && text.length <= CLOSING_BYTES &&
		    text.at[text.length - 1] == ',' &&
		    shape_word_count(text, CLOSING_WORDS + 1) <= CLOSING_WORDS && i < part->last_line &&
		    !line_has_words(lines, i) && !line_has_words(lines, i - 2))
			return name_below(lines, i - 1, part->last_line, regimes);
	}
	return part->last_line;
}

size_t signature_line(const struct lines *lines, const struct part *part, const struct regimes *regimes)
{
	size_t words = 0;

	for (size_t i = part->last_line; i > part->first_line && words < SIGNATURE_LINES; i--) {
		if (!line_has_words(lines, i - 1))
			continue;
		if (shape_is_closing(line_text(lines, i - 1)))
			return name_below(lines, i - 1, part->last_line, regimes);
		words++;
	}
	return part->type == TYPE_LETTER ? last_comma(lines, part, regimes) : part->last_line;
}

/* "GETHIN MARCHPANE MP": members and mayors sign with their first name, and the letterhead prints the whole.
 */
struct slice signature_in_full(const struct lines *lines, const struct part *part, struct slice name)
{
	size_t line = lines_next_words(lines, part->first_line, part->last_line);

	if (shape_word_count(name, 2) != 1 || name.length < 3 || !part->has_salutation)
		return name;
	for (size_t n = 0; n < HEAD_LINES && line < part->salutation_line; n++) {
		struct slice text = line_text(lines, line);

		if (text.length <= NAME_MAX && slice_starts_ci(text, name) && text.length > name.length &&
		    text.at[name.length] == ' ' && !shape_is_unit(text))
			return text;
		line = lines_next_words(lines, line + 1, part->last_line);
	}
	return name;
}

struct slice signature_first_cell(struct slice s)
{
	return slice_trim(slice_sub(s, 0, slice_find(s, SLICE("   "), 0)));
}

/* The French print a blank before the colon. */
static struct slice behind_label(struct slice s)
{
	s = shape_bare(s);
	return s.length > 0 && s.at[0] == ':' ? shape_bare(slice_sub(s, 1, s.length)) : s;
}

static struct slice without_one_of(struct slice line, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (slice_starts_ci(line, slice_of(words[i])))
			return behind_label(slice_sub(line, strlen(words[i]), line.length));
	return line;
}

/* The name behind such a label in the line's last cell; the whole line where there is none. */
static struct slice without_clearance(struct slice line)
{
	struct slice cell = shape_last_cell(line),
		     name = without_one_of(cell, clearance_labels, COUNT(clearance_labels));

	return name.length < cell.length ? name : line;
}

struct slice signature_unlabelled(struct slice line)
{
	struct slice bare = shape_bare(line), name = without_one_of(bare, labels, COUNT(labels));

	if (name.length < bare.length)
		return signature_first_cell(name); /* "Prepared by: A. Poe      Approved by: B. Roe" */
	name = without_clearance(bare);
	if (name.length < bare.length)
		return name;
	name = without_one_of(bare, end_labels, COUNT(end_labels));
	if (name.length == bare.length || bare.length > LABELLED_MAX)
		return bare;
	/* "Contact: A. Poe, LIGHTS 2; [Art. 4(1)(b)]": the telephone's number stands behind. */
	return slice_trim(slice_sub(name, 0, slice_find(name, SLICE(";"), 0)));
}

/* Does the line say behind a label who answers for the paper, in words and not in a row of dots? */
static bool names_author(struct slice line, bool ends)
{
	struct slice text = shape_bare(line);
	bool is = without_one_of(text, labels, COUNT(labels)).length < text.length ||
		  (ends && without_clearance(text).length < text.length) ||
		  (ends && text.length == signature_first_cell(text).length &&
		   without_one_of(text, end_labels, COUNT(end_labels)).length < text.length);

	return is && text.length <= LABELLED_MAX && !signature_is_placeholder(signature_unlabelled(text));
}

size_t signature_label_line(const struct lines *lines, const struct part *part, const struct regimes *regimes)
{
	size_t line = lines_next_words(lines, part->first_line, part->last_line), words = 0;

	for (; words < LABEL_LINES && line < part->last_line; words++) {
		if (names_author(line_text(lines, line), false))
			return line;
		line = lines_next_words(lines, line + 1, part->last_line);
	}
	words = 0;
	for (size_t i = part->last_line; i > part->first_line && words < END_LINES; i--) {
		if (names_author(line_text(lines, i - 1), false))
			return i - 1;
		/* Whom to ask counts only where nobody signs below. */
		if (part->type == TYPE_BRIEFING && names_author(line_text(lines, i - 1), true))
			return (line = signature_block(lines, part, regimes)) < part->last_line ? line
												: i - 1;
		words += line_has_words(lines, i - 1);
	}
	return part->last_line;
}
