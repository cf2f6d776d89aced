/* SPDX-License-Identifier: MIT */
#include "query-value.h"

#include "../data/country.h"
#include "../data/facts.h"
#include "../data/ground.h"
#include "../util/edtf.h"
#include "../util/utf8.h"

#include <stdint.h>

/* ---- words ---- */

static bool is_ascii(struct slice s)
{
	for (size_t i = 0; i < s.length; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

/* `s` is folded. */
static void append_words(struct buf *out, struct slice s)
{
	bool inside = false;

	for (size_t at = 0; at < s.length;) {
		size_t first = at;
		bool part = utf8_is_alnum(utf8_next(s, &at));

		if (part && !inside && (out->length == 0 || out->data[out->length - 1] != ' '))
			buf_byte(out, ' ');
		for (size_t i = first; part && i < at; i++)
			buf_byte(out, byte_lower(s.at[i]));
		if (!part && inside)
			buf_byte(out, ' ');
		inside = part;
	}
	if (inside)
		buf_byte(out, ' ');
}

void query_words(struct buf *out, struct slice s)
{
	struct buf bare = {0};

	if (is_ascii(s)) {
		append_words(out, s);
		return;
	}
	utf8_bare(&bare, s);
	append_words(out, (struct slice){bare.data, bare.length});
	out->failed |= bare.failed;
	buf_finish(&bare);
}

/* Has `value` the words of the term, in this order? Both as query_words() has them, of the term in `words`.
 */
static bool has_words(const char *value, const struct buf *words, bool whole)
{
	struct buf own = {0};

	query_words(&own, slice_of(value));
	struct slice a = {own.data, own.length}, b = {words->data, words->length};
	bool has = b.length == 0 ? false : whole ? slice_equal(a, b) : slice_find(a, b, 0) < a.length;

	buf_finish(&own);
	return has;
}

/* The words of the term to be found; a prefix ends without its blank. */
static struct buf words_of(const struct query_node *term)
{
	struct buf words = {0};

	query_words(&words, slice_of(term->text));
	if (term->prefix && words.length > 0)
		words.length--;
	return words;
}

/* ---- lists of values ---- */

static void add_value(struct buf *list, struct slice first, const char *between, struct slice second)
{
	if (list->length == 0)
		buf_byte(list, '\n');
	buf_slice(list, first);
	buf_text(list, between);
	buf_slice(list, second);
	buf_byte(list, '\n');
}

static bool keep_list(struct query_node *term, struct arena *arena, struct buf *list)
{
	bool any = list->length > 0;

	if (list->failed)
		arena->failed = true;
	else if (any)
		term->value.list = arena_string(arena, (struct slice){list->data, list->length});
	buf_finish(list);
	return any;
}

static bool is_none(struct query_node *term, const char *word)
{
	term->value.none = !term->quoted && !term->exact && !term->prefix &&
			   slice_equal_ci(slice_of(term->text), slice_of(word));
	return term->value.none;
}

/* ---- countries ---- */

/* "nz", "New Zealand", "chinese", "Xinjiang"; cities are weak evidence and name no country here either. */
static void find_whole_country(const struct query_node *term, const struct buf *words, struct buf *list)
{
	size_t count, form_count;
	const struct country *all = countries(&count);
	const struct country_form *forms = country_forms(&form_count);

	for (size_t i = 0; i < count && list->length == 0; i++)
		if (slice_equal_ci(slice_of(term->text), slice_of(all[i].code)) ||
		    has_words(all[i].name, words, true))
			add_value(list, slice_of(all[i].code), "", SLICE(""));
	for (size_t i = 0; i < form_count && list->length == 0; i++)
		if (forms[i].kind < MENTION_CITY && has_words(forms[i].form, words, true))
			add_value(list, slice_of(forms[i].code), "", SLICE(""));
}

static void find_exact_country(const struct query_node *term, struct buf *list)
{
	size_t count;
	const struct country *all = countries(&count);
	struct slice text = slice_of(term->text);

	for (size_t i = 0; i < count; i++)
		if (slice_equal(text, slice_of(all[i].code)) || slice_equal(text, slice_of(all[i].name)))
			add_value(list, slice_of(all[i].code), "", SLICE(""));
}

static bool read_country(struct query_node *term, struct arena *arena)
{
	struct buf list = {0}, words = words_of(term);
	size_t count;
	const struct country *all = countries(&count);

	if (term->exact)
		find_exact_country(term, &list);
	else if (!term->prefix)
		find_whole_country(term, &words, &list);
	bool known = term->exact || list.length > 0;

	for (size_t i = 0; i < count && !known; i++)
		if (has_words(all[i].name, &words, false))
			add_value(&list, slice_of(all[i].code), "", SLICE(""));
	list.failed |= words.failed;
	buf_finish(&words);
	return is_none(term, "none") || keep_list(term, arena, &list);
}

/* ---- grounds ---- */

/* "s9(2)(g)(i)", "s9-2-g-i" and "S9 2 g i" are one code. */
static void dashed(struct buf *out, struct slice code)
{
	for (size_t i = 0; i < code.length; i++) {
		bool part = byte_is_letter(code.at[i]) || byte_is_digit(code.at[i]);

		if (part && i > 0 && out->length > 0 && !byte_is_letter(code.at[i - 1]) &&
		    !byte_is_digit(code.at[i - 1]))
			buf_byte(out, '-');
		if (part)
			buf_byte(out, byte_lower(code.at[i]));
	}
}

static bool is_code(const struct ground *ground, struct slice wanted)
{
	struct buf own = {0};

	dashed(&own, slice_of(ground->code));
	bool is = slice_equal(wanted, (struct slice){own.data, own.length}) ||
		  slice_equal(wanted, slice_of(ground->fs));

	buf_finish(&own);
	return is;
}

/* A ground's children are written as it is, with more in parentheses. */
static bool is_child(const struct ground *child, const struct ground *parent)
{
	size_t length = strlen(parent->code);

	return strcmp(child->regime, parent->regime) == 0 &&
	       strncmp(child->code, parent->code, length) == 0 && child->code[length] == '(';
}

static void add_ground(struct buf *list, const struct ground *ground)
{
	add_value(list, slice_of(ground->regime), ":", slice_of(ground->code));
}

/* The regime that a code names, "nz-oia:s6(a)", is cut off; "" where it names none. */
static struct slice cut_regime(struct slice *code)
{
	size_t colon = slice_find(*code, SLICE(":"), 0);
	struct slice regime = slice_sub(*code, 0, colon < code->length ? colon : 0);

	if (colon < code->length)
		*code = slice_sub(*code, colon + 1, code->length);
	return regime;
}

static bool read_code(struct query_node *term, struct arena *arena)
{
	struct slice code = slice_of(term->text), regime = cut_regime(&code);
	struct buf list = {0}, wanted = {0};
	size_t count;
	const struct ground *all = grounds(&count);

	dashed(&wanted, code);
	for (size_t i = 0; i < count; i++) {
		if ((regime.length > 0 && !slice_equal_ci(regime, slice_of(all[i].regime))) ||
		    !is_code(&all[i], (struct slice){wanted.data, wanted.length}))
			continue;
		add_ground(&list, &all[i]);
		for (size_t j = 0; j < count && !term->exact; j++)
			if (is_child(&all[j], &all[i]))
				add_ground(&list, &all[j]);
	}
	list.failed |= wanted.failed;
	buf_finish(&wanted);
	return is_none(term, "none") || keep_list(term, arena, &list);
}

static bool read_regime(struct query_node *term, struct arena *arena)
{
	struct buf list = {0}, words = words_of(term);
	size_t count;
	const struct ground *all = grounds(&count);

	for (size_t i = 0; i < count; i++)
		if ((i == 0 || strcmp(all[i].regime, all[i - 1].regime) != 0) &&
		    has_words(all[i].regime, &words, term->exact))
			add_value(&list, slice_of(all[i].regime), "", SLICE(""));
	list.failed |= words.failed;
	buf_finish(&words);
	return keep_list(term, arena, &list);
}

/* ---- types, numbers, yes and no ---- */

static bool read_type(struct query_node *term, struct arena *arena)
{
	struct buf words = words_of(term);

	for (int type = 0; type < DOCUMENT_TYPES; type++)
		if (has_words(document_type_name((enum document_type)type), &words, term->exact))
			term->value.first |= (int64_t)1 << type;
	arena->failed |= words.failed;
	buf_finish(&words);
	return term->value.first != 0;
}

static bool read_redacted(struct query_node *term, struct arena *arena)
{
	struct slice text = slice_of(term->text);

	(void)arena;
	term->value.first = slice_equal_ci(text, SLICE("yes"));
	return term->value.first || slice_equal_ci(text, SLICE("no"));
}

enum { ID_DIGITS = 18 }; /* of the largest number that surely fits */

static bool read_id(struct query_node *term, struct arena *arena)
{
	size_t length = strlen(term->text);

	(void)arena;
	for (size_t i = 0; i < length && length <= ID_DIGITS; i++) {
		if (!byte_is_digit(term->text[i]))
			return false;
		term->value.first = term->value.first * 10 + (term->text[i] - '0');
	}
	return term->value.first > 0;
}

/* ---- dates ---- */

/* Takes up to `most` digits from *s. */
static bool take_number(struct slice *s, size_t least, size_t most, int *ret)
{
	size_t length = 0;

	*ret = 0;
	for (; length < s->length && length < most && byte_is_digit(s->at[length]); length++)
		*ret = *ret * 10 + (s->at[length] - '0');
	*s = slice_sub(*s, length, s->length);
	return length >= least;
}

/* "2019", "2019-07", "2019-07-11"; a day as web mail has it, "2019/7/11", too. */
static bool read_days(struct slice s, int64_t *ret_first, int64_t *ret_last)
{
	struct edtf date = {.precision = EDTF_YEAR};
	int *const parts[] = {&date.month, &date.day};

	if (!take_number(&s, 4, 4, &date.year))
		return false;
	for (size_t i = 0; i < 2 && s.length > 0; i++, date.precision++) {
		if (s.at[0] != '-' && s.at[0] != '/')
			return false;
		s = slice_sub(s, 1, s.length);
		if (!take_number(&s, 1, 2, parts[i]))
			return false;
	}
	if (s.length > 0 || !edtf_valid(&date))
		return false;
	edtf_range(&date, ret_first, ret_last);
	return true;
}

static bool read_date(struct query_node *term, struct arena *arena)
{
	struct slice text = slice_of(term->text), from, to;
	struct query_value *v = &term->value;
	size_t dots = slice_find(text, SLICE(".."), 0);
	int64_t other;

	(void)arena;
	if (term->exact || is_none(term, "undated"))
		return true;
	if (dots == text.length)
		return read_days(text, &v->first, &v->last);
	from = slice_sub(text, 0, dots);
	to = slice_sub(text, dots + 2, text.length);
	v->first = INT64_MIN;
	v->last = INT64_MAX;
	return (from.length > 0 || to.length > 0) &&
	       (from.length == 0 || read_days(from, &v->first, &other)) &&
	       (to.length == 0 || read_days(to, &other, &v->last)) && v->first <= v->last;
}

static bool read_after(struct query_node *term, struct arena *arena)
{
	int64_t last;

	(void)arena;
	term->value.last = INT64_MAX;
	return read_days(slice_of(term->text), &term->value.first, &last);
}

static bool read_before(struct query_node *term, struct arena *arena)
{
	int64_t first, last;

	(void)arena;
	if (!read_days(slice_of(term->text), &first, &last))
		return false;
	term->value.first = INT64_MIN;
	term->value.last = first - 1;
	return true;
}

/* ---- parties ---- */

/* Accents alone are no word. */
static bool read_words(struct query_node *term, struct arena *arena)
{
	struct buf words = words_of(term);
	bool any = words.length > 0;

	arena->failed |= words.failed;
	buf_finish(&words);
	return any || term->exact;
}

static bool read_party(struct query_node *term, struct arena *arena)
{
	return is_none(term, "withheld") || read_words(term, arena);
}

enum { WORDS = true }; /* so the last one may be cut, "from:gee*" */

static const struct {
	bool (*read)(struct query_node *term, struct arena *arena); /* NULL: any text is a value */
	bool words;
	const char *expected;
} fields[QUERY_FIELDS] = {
	[QUERY_TEXT] = {NULL, WORDS, ""},
	[QUERY_TITLE] = {NULL, WORDS, ""},
	[QUERY_FROM] = {read_party, WORDS, "a name or an address, or withheld"},
	[QUERY_TO] = {read_party, WORDS, "a name or an address, or withheld"},
	[QUERY_PARTY] = {read_party, WORDS, "a name or an address, or withheld"},
	[QUERY_COUNTRY] = {read_country, WORDS, "a country, such as nz, China or \"New Zealand\", or none"},
	[QUERY_CODE] = {read_code, false, "a code, such as s6(a), s9-2-g, b6 or nz-oia:s6(a), or none"},
	[QUERY_REGIME] = {read_regime, WORDS, "a regime, such as nz-oia or us-foia"},
	[QUERY_TYPE] = {read_type, WORDS,
			"message, briefing, letter, media-lines, schedule, article, attachment or document"},
	[QUERY_SOURCE] = {read_words, WORDS, "words of a path below originals/"},
	[QUERY_DATE] = {read_date, false,
			"a date, such as 2019, 2019-07, 2019-07-11, 2019-06-28..2019-07-08 or 2019-07.., or "
			"undated"},
	[QUERY_AFTER] = {read_after, false, "a date, such as 2019, 2019-07 or 2019-07-11"},
	[QUERY_BEFORE] = {read_before, false, "a date, such as 2019, 2019-07 or 2019-07-11"},
	[QUERY_REDACTED] = {read_redacted, false, "yes or no"},
	[QUERY_ID] = {read_id, false, "the number of a document"},
};

bool query_value_read(struct query_node *term, struct arena *arena, const char **ret_expected)
{
	enum query_field field = term->field;

	if ((fields[field].words || !term->prefix) &&
	    (!fields[field].read || fields[field].read(term, arena)))
		return true;
	*ret_expected = fields[field].expected;
	return false;
}
