/* SPDX-License-Identifier: MIT */
/*
 * A stamp's codes may stand on its own line, on the next ones, or in the last column beside other text; a
 * scan breaks them anywhere. So they are joined to one short text and read as one run of codes.
 */
#include "release.h"

#include "header-label.h"
#include "redaction-run.h"

#include <errno.h>

enum {
	LINES_MAX = 3,   /* lines of codes below the stamp */
	BLANKS_MAX = 2,  /* blank lines between the stamp and them */
	PIECE_MAX = 40,  /* bytes of a line that holds nothing but codes */
	CELL_BLANKS = 3, /* blanks before the last column of a line */
	JOINED_MAX = 256,
	LEFT_MAX = 8, /* bytes that are no code at the end of its lines: strokes, half a statute */
	JUNK_MAX = 2, /* bytes that a scan may put before a stamp */
	HALF_MIN = 7, /* bytes of "RELEASE", which goes on in the next line */
	HALF_MAX = 20,
	STAMP_BLANKS = 3 /* blanks within a word that a scan put there */
};

struct joined { /* the codes of one stamp */
	char text[JOINED_MAX];
	size_t length;
};

struct search {
	const struct lines *lines;
	struct arena *arena;
	struct run_rules rules;
	struct release *at;
	size_t count, capacity;
};

static const struct {
	const char *text;
	unsigned misread; /* letters that a scan may have got wrong */
	bool full;        /* nothing is withheld */
} stamps[] = {
	{"RELEASEDINPART", 2, false}, {"RELEASEINPART", 2, false}, {"RELEASEINPAR", 0, false},
	{"RELEASEDINFULL", 2, true},  {"RELEASEINFULL", 2, true},
};

/* Where the words of a stamp end that begins at `at`, whatever blanks stand in it; 0 where none does. */
static size_t stamp_end(const char *stamp, unsigned misread, struct slice line, size_t at)
{
	unsigned wrong = 0;

	for (; *stamp; stamp++) {
		char c;

		at = blanks_skip(line, at, STAMP_BLANKS);
		c = byte_at(line, at++);
		if (c != *stamp && (++wrong > misread || c == '\0' || byte_is_lower(c)))
			return 0;
	}
	return byte_is_lower(byte_at(line, at)) || (misread == 0 && byte_is_of_word(byte_at(line, at))) ? 0
													: at;
}

/* Where such a stamp begins and ends in the line. */
static bool find_stamp(struct slice line, size_t *ret_first, size_t *ret_last, bool *ret_full)
{
	for (size_t at = 0; at < line.length; at++) {
		/* its first letter is right, or its second where it begins a word */
		if (line.at[at] != 'R' &&
		    !(byte_at(line, at + 1) == 'E' && (at == 0 || line.at[at - 1] == ' ')))
			continue;
		for (size_t i = 0; i < sizeof stamps / sizeof *stamps; i++) {
			size_t last = stamp_end(stamps[i].text, stamps[i].misread, line, at);

			if (last == 0)
				continue;
			*ret_first = at;
			*ret_last = last;
			*ret_full = stamps[i].full;
			return true;
		}
	}
	return false;
}

/* "86" for B6: in a stamp nothing else begins with a digit and has but two. */
static void mend(struct joined *joined)
{
	struct slice text = {joined->text, joined->length};

	for (size_t i = 0; i + 1 < text.length; i++)
		if (text.at[i] == '8' && (i == 0 || strchr(" ,;/", text.at[i - 1])) &&
		    byte_is_digit(text.at[i + 1]) && !byte_is_of_word(byte_at(text, i + 2)))
			joined->text[i] = 'B';
}

static void join(struct joined *joined, struct slice piece)
{
	if (joined->length + piece.length + 1 > JOINED_MAX)
		return;
	if (joined->length > 0)
		joined->text[joined->length++] = ' ';
	if (piece.length > 0)
		memcpy(joined->text + joined->length, piece.at, piece.length);
	joined->length += piece.length;
	mend(joined);
}

/* A stamp over a paper names exemptions: the statute behind one is a matter of the place. */
static const struct ground *ground_over(const struct ground *ground)
{
	struct slice code = slice_of(ground->code);
	const struct ground *over = strcmp(ground->kind, "subcode") == 0
					    ? ground_find(slice_of(ground->regime),
							  slice_sub(code, 0, slice_find(code, SLICE(" "), 0)))
					    : NULL;

	return over ? over : ground;
}

static void add_ground(struct release *release, const struct ground *ground)
{
	ground = ground_over(ground);
	for (size_t i = 0; i < release->count; i++)
		if (release->grounds[i] == ground)
			return;
	if (release->count < RELEASE_GROUNDS)
		release->grounds[release->count++] = ground;
}

/* Reads the codes of `joined` into the stamp. Returns how many bytes of it are codes. */
static size_t read_codes(const struct run_rules *rules, const struct joined *joined, struct release *release)
{
	struct slice text = {joined->text, joined->length};
	size_t at = 0, last = 0;
	struct run run;

	release->count = 0;
	while (at < text.length && (byte_is_space(text.at[at]) || strchr(",;:|/.&_-'~", text.at[at])) &&
	       text.at[at] != '\0')
		at++;
	while (at < text.length && run_read(rules, text, at, &run) && run.coded) {
		for (size_t i = 0; i < run.count; i++)
			add_ground(release, run.grounds[i]);
		at = last = run.last;
		while (at < text.length && (byte_is_space(text.at[at]) || strchr(",;|/.&)", text.at[at])))
			at++;
	}
	return last;
}

/* The last column of a line; all of it where it has but one. */
static struct slice last_cell(struct slice words)
{
	size_t first = words.length, blanks = 0;

	for (; first > 0 && blanks < CELL_BLANKS; first--)
		blanks = words.at[first - 1] == ' ' ? blanks + 1 : 0;
	return slice_sub(words, blanks == CELL_BLANKS ? first + CELL_BLANKS : 0, words.length);
}

/* Does the line go on with the codes of the stamp? Adds them if so. */
static bool take_below(const struct search *s, size_t line, struct joined *joined, struct release *release)
{
	struct slice words = line_text(s->lines, line), cell = last_cell(words);
	bool alone = cell.length == words.length, open = joined->length == 0;
	struct joined more = *joined;
	struct release read = *release;
	enum header_label label;
	size_t value;

	/* "From: H" is no rest of a code, short as it is. */
	if (cell.length > PIECE_MAX || (!alone && !open) ||
	    (alone && header_label(s->lines, line, &label, &value)))
		return false;
	join(&more, cell);
	if (read_codes(&s->rules, &more, &read) + LEFT_MAX < more.length || read.count == 0)
		return false;
	*joined = more;
	*release = read;
	if (alone) {
		release->last_line = line + 1;
		release->where.last = lines_span(s->lines, words).last;
	}
	return true;
}

/* The line on which the codes or the rest of the stamp go on; `last` where none does. */
static size_t next_words(const struct lines *lines, size_t line, size_t most)
{
	size_t last = line + most + 1 < lines->count ? line + most + 1 : lines->count;

	while (line < last && line_is_blank(lines, line))
		line++;
	return line < last ? line : lines->count;
}

static void read_below(const struct search *s, struct joined *joined, struct release *release)
{
	size_t line = next_words(s->lines, release->last_line, BLANKS_MAX);

	for (unsigned i = 0; i < LINES_MAX && line < s->lines->count; i++) {
		if (!take_below(s, line, joined, release))
			break;
		line = line_is_blank(s->lines, line) ? s->lines->count : line + 1;
	}
}

/* The next line of a sheet for missing pages says more of what the line above says. */
static bool goes_on(const struct search *s, const struct release *release)
{
	struct release *above = s->count > 0 ? &s->at[s->count - 1] : NULL;

	if (!above || above->carries || release->carries || above->last_line != release->first_line)
		return false;
	for (size_t i = 0; i < release->count; i++)
		add_ground(above, release->grounds[i]);
	above->last_line = release->last_line;
	above->where.last = release->where.last;
	return true;
}

static int add_release(struct search *s, const struct release *release)
{
	struct release *added;

	if (goes_on(s, release))
		return 0;
	added = arena_push(s->arena, &s->at, &s->count, &s->capacity, sizeof *added);
	if (!added)
		return -ENOMEM;
	*added = *release;
	added->carrier = release->carries ? s->count : s->count > 1 ? s->at[s->count - 2].carrier : 0;
	return 0;
}

/* "RELEASE IN" of one line and "PART B5,B6" of the next, as one stamp. */
static bool join_stamp(const struct search *s, size_t line, struct joined *ret_text, size_t *ret_last_line)
{
	struct slice words = line_text(s->lines, line), tail = last_cell(words);
	size_t below = next_words(s->lines, line + 1, 1);

	*ret_text = (struct joined){.length = 0};
	*ret_last_line = below + 1;
	if (below == s->lines->count || tail.length < HALF_MIN || tail.length > HALF_MAX ||
	    (tail.at[0] != 'R' && tail.at[1] != 'E'))
		return false;
	join(ret_text, tail);
	join(ret_text, slice_sub(last_cell(line_text(s->lines, below)), 0, PIECE_MAX));
	return true;
}

/* "RELEASE IN PART" on one line or two. */
static bool read_stamp(const struct search *s, size_t line, struct release *ret)
{
	struct slice words = line_text(s->lines, line), rest;
	size_t base = (size_t)(words.at - s->lines->text.at), first, last, last_line;
	struct release release = {.first_line = line, .last_line = line + 1, .carries = true};
	struct joined two, codes = {.length = 0};
	bool full;

	if (find_stamp(words, &first, &last, &full)) {
		release.where = (struct span){base + (first > JUNK_MAX ? first : 0), base + words.length};
		rest = slice_sub(words, last, words.length);
	} else if (join_stamp(s, line, &two, &last_line) &&
		   find_stamp((struct slice){two.text, two.length}, &first, &last, &full)) {
		release.where = (struct span){base + words.length - last_cell(words).length + first,
					      lines_span(s->lines, line_text(s->lines, last_line - 1)).last};
		release.last_line = last_line;
		rest = (struct slice){two.text + last, two.length - last};
	} else {
		return false;
	}
	if (!full) {
		join(&codes, slice_trim(rest));
		read_codes(&s->rules, &codes, &release);
		read_below(s, &codes, &release);
	}
	*ret = release;
	return true;
}

/* "Page 21 ~ b7E;" */
static bool read_missing_page(const struct search *s, size_t line, struct release *ret)
{
	struct slice words = line_text(s->lines, line);
	struct release release = {
		.where = lines_span(s->lines, words), .first_line = line, .last_line = line + 1};
	struct joined codes = {.length = 0};
	size_t at = 5;

	if (words.length > PIECE_MAX || !slice_starts(words, SLICE("Page ")))
		return false;
	while (at < words.length && byte_is_digit(words.at[at]))
		at++;
	at = blanks_skip(words, at, STAMP_BLANKS);
	if (byte_at(words, at) != '~')
		return false;
	join(&codes, slice_trim(slice_sub(words, at + 1, words.length)));
	read_codes(&s->rules, &codes, &release);
	*ret = release;
	return release.count > 0;
}

/* How the sheet before a record of the Kennedy collection names the paragraphs of its Act. */
static const struct {
	const char *text, *code;
} restrictions[] = {{"1A", "6(1)(A)"}, {"1B", "6(1)(B)"}, {"1C", "6(1)(C)"}, {"2", "6(2)"},
		    {"3", "6(3)"},     {"4", "6(4)"},     {"5", "6(5)"}};

static const struct ground *restriction_find(struct slice word)
{
	for (size_t i = 0; i < sizeof restrictions / sizeof *restrictions; i++)
		if (slice_equal(word, slice_of(restrictions[i].text)))
			return ground_find(SLICE("us-jfk"), slice_of(restrictions[i].code));
	return NULL;
}

static size_t restriction_end(struct slice words, size_t at)
{
	while (at < words.length && (byte_is_letter(words.at[at]) || byte_is_digit(words.at[at])))
		at++;
	return at;
}

/* "RESTRICTIONS : 1A, 1B" */
static bool read_restrictions(const struct search *s, size_t line, struct release *ret)
{
	struct slice words = line_text(s->lines, line), label = SLICE("RESTRICTIONS");
	struct release release = {.where = lines_span(s->lines, words),
				  .first_line = line,
				  .last_line = line + 1,
				  .carries = true};

	if (words.length > PIECE_MAX || !slice_starts(words, label))
		return false;
	for (size_t at = label.length; at < words.length;) {
		size_t last = restriction_end(words, at);
		const struct ground *ground = restriction_find(slice_sub(words, at, last));

		if (last > at && !ground)
			return false;
		if (ground && release.count < RELEASE_GROUNDS)
			release.grounds[release.count++] = ground;
		at = last > at ? last : at + 1;
	}
	*ret = release;
	return release.count > 0;
}

/* Any of the stamps that the source's laws have. */
static bool read_any(const struct search *s, size_t line, struct release *ret)
{
	if (regime_has(s->rules.regimes, "us-foia") &&
	    (read_stamp(s, line, ret) || read_missing_page(s, line, ret)))
		return true;
	return regime_has(s->rules.regimes, "us-jfk") && read_restrictions(s, line, ret);
}

int release_find(const struct lines *lines, struct arena *arena, struct regimes *regimes)
{
	struct search s = {.lines = lines, .arena = arena};
	int r = 0;

	if (!regime_has(regimes, "us-foia") && !regime_has(regimes, "us-jfk"))
		return 0;
	run_rules_make(regimes, &s.rules);
	for (size_t i = 0; r == 0 && i < lines->count; i++) {
		struct release release;

		if (line_is_blank(lines, i) || !read_any(&s, i, &release))
			continue;
		r = add_release(&s, &release);
		i = release.last_line - 1;
	}
	regimes->releases = s.at;
	regimes->release_count = s.count;
	return r;
}

const struct release *release_at(const struct regimes *regimes, size_t line)
{
	size_t low = 0, high = regimes->release_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (regimes->releases[middle].first_line <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &regimes->releases[low - 1] : NULL;
}

bool release_is_line(const struct regimes *regimes, const struct lines *lines, size_t line)
{
	const struct release *release = release_at(regimes, line);

	return release && line < release->last_line &&
	       lines_span(lines, line_text(lines, line)).first >= release->where.first;
}

size_t release_head(const struct regimes *regimes, const struct lines *lines, size_t line)
{
	const struct release *release = line > 0 ? release_at(regimes, line - 1) : NULL;

	if (!release || release->last_line > line || !release_is_line(regimes, lines, release->first_line) ||
	    lines_next_words(lines, release->last_line, line) < line)
		return line;
	return release->first_line;
}

const struct release *release_over(const struct regimes *regimes, size_t first, size_t last)
{
	const struct release *release = release_at(regimes, last - 1);

	release = release && release->carrier > 0 ? &regimes->releases[release->carrier - 1] : NULL;
	return release && release->first_line < first ? release : NULL;
}
