/* SPDX-License-Identifier: MIT */
#include "query-lex.h"

#include "../util/utf8.h"

/* Straight, and the curly ones that editors put in their place. */
static bool is_mark(uint32_t character)
{
	return character == '"' || character == 0x201c || character == 0x201d;
}

bool query_has_word(struct slice text)
{
	for (size_t at = 0; at < text.length;)
		if (utf8_is_alnum(utf8_next(text, &at)))
			return true;
	return false;
}

/* The end of the run that begins at `at`: a blank, a mark, a parenthesis that is not of a pair inside. */
static size_t run_end(struct slice text, size_t at)
{
	size_t depth = 0, opened = at;

	while (at < text.length) {
		size_t next = at;
		uint32_t c = utf8_next(text, &next);

		if (utf8_is_space(c) || is_mark(c) || (c == ')' && depth == 0))
			break;
		if (c == '(' && depth++ == 0)
			opened = at;
		depth -= c == ')';
		at = next;
	}
	return depth > 0 ? opened : at;
}

static bool opens(struct slice text, size_t at)
{
	return at < text.length && (text.at[at] == '(' || is_mark(utf8_next(text, &at)));
}

static size_t skip_blanks(struct slice text, size_t at)
{
	for (size_t next = at; at < text.length; at = next)
		if (!utf8_is_space(utf8_next(text, &next)))
			break;
	return at;
}

/* A - denies what it touches: "-word", "-(", not "word - word". */
static bool is_minus(struct slice text, size_t at)
{
	size_t behind = at;

	while (behind < text.length && text.at[behind] == '-')
		behind++;
	return behind > at &&
	       (opens(text, behind) || query_has_word(slice_sub(text, behind, run_end(text, behind))));
}

static struct query_token take(struct query_lexer *l, enum query_token_kind kind, size_t end)
{
	struct query_token token = {.kind = kind, .at = l->at, .text = slice_sub(l->text, l->at, end)};

	l->at = end;
	return token;
}

static bool take_star(struct query_lexer *l)
{
	bool is_star = l->at < l->text.length && l->text.at[l->at] == '*';

	l->at += is_star;
	return is_star;
}

static struct query_token take_phrase(struct query_lexer *l)
{
	size_t at = l->at, first, last;

	utf8_next(l->text, &at);
	first = last = at;
	while (at < l->text.length && !is_mark(utf8_next(l->text, &at)))
		last = at;
	if (at == last)
		return take(l, TOKEN_UNCLOSED, at);
	struct query_token token = take(l, TOKEN_PHRASE, at);

	token.text = slice_sub(l->text, first, last);
	token.prefix = take_star(l);
	return token;
}

static struct query_token take_word(struct query_lexer *l, size_t end)
{
	struct query_token token = take(l, TOKEN_WORD, end);

	while (token.text.length > 0 && token.text.at[token.text.length - 1] == '*') {
		token.text.length--;
		token.prefix = true;
	}
	return token;
}

static enum query_token_kind operator_of(struct slice run)
{
	if (slice_equal(run, SLICE("OR")))
		return TOKEN_OR;
	if (slice_equal(run, SLICE("AND")))
		return TOKEN_AND;
	return slice_equal(run, SLICE("NOT")) ? TOKEN_NOT : TOKEN_WORD;
}

/* A run "name:..." is a field's, or of none: then only "RE: " is a word, since titles are pasted. */
static bool take_field(struct query_lexer *l, size_t end, struct query_token *ret)
{
	size_t colon = l->at;

	while (colon < end && byte_is_letter(l->text.at[colon]))
		colon++;
	if (colon == l->at || colon == end || l->text.at[colon] != ':')
		return false;
	enum query_field field = query_field_find(slice_sub(l->text, l->at, colon));

	if (field == QUERY_TEXT && colon + 1 == end && !opens(l->text, end))
		return false;
	*ret = take(l, field == QUERY_TEXT ? TOKEN_STRANGE : TOKEN_FIELD, colon + 1);
	ret->field = field;
	return true;
}

static struct query_token take_run(struct query_lexer *l, size_t end)
{
	enum query_token_kind kind = operator_of(slice_sub(l->text, l->at, end));
	struct query_token token;

	if (kind != TOKEN_WORD)
		return take(l, kind, end);
	return take_field(l, end, &token) ? token : take_word(l, end);
}

struct query_token query_lex(struct query_lexer *l)
{
	for (;;) {
		l->at = skip_blanks(l->text, l->at);
		if (l->at == l->text.length)
			return take(l, TOKEN_END, l->at);
		char c = l->text.at[l->at];

		if (c == '(' || c == ')')
			return take(l, c == '(' ? TOKEN_OPEN : TOKEN_CLOSE, l->at + 1);
		if (opens(l->text, l->at))
			return take_phrase(l);
		if (is_minus(l->text, l->at))
			return take(l, TOKEN_NOT, l->at + 1);
		size_t end = run_end(l->text, l->at);

		if (query_has_word(slice_sub(l->text, l->at, end)))
			return take_run(l, end);
		l->at = end;
	}
}

bool query_lex_exact(struct query_lexer *l)
{
	bool exact = l->at < l->text.length && l->text.at[l->at] == '=';

	l->at += exact;
	return exact;
}

struct query_token query_lex_value(struct query_lexer *l, bool in_parentheses)
{
	size_t end = run_end(l->text, l->at);

	if (opens(l->text, l->at) && l->text.at[l->at] != '(')
		return take_phrase(l);
	if (end == l->at || (l->text.at[l->at] == '(' && !in_parentheses))
		return take(l, opens(l->text, l->at) ? TOKEN_OPEN : TOKEN_END, l->at + opens(l->text, l->at));
	return take_word(l, end);
}
