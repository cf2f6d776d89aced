/* SPDX-License-Identifier: MIT */
#include "query-parse.h"

#include "../util/utf8.h"
#include "query-lex.h"
#include "query-value.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct parser {
	struct query_lexer lexer;
	struct query_token token; /* the next one */
	struct arena *arena;
	struct dossier_query_error *error;
	enum query_field group; /* of the words in a group after a field */
	unsigned depth, terms;
};

static const char expected_term[] = "a word, a phrase in quotation marks, or a field";

/* Nobody reads on after an error: NULL goes up to the first caller. */
static struct query_node *fail(struct parser *p, size_t at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static struct query_node *fail(struct parser *p, size_t at, const char *format, ...)
{
	va_list list;

	p->error->at = at;
	va_start(list, format);
	vsnprintf(p->error->expected, sizeof p->error->expected, format, list);
	va_end(list);
	return NULL;
}

static void advance(struct parser *p)
{
	p->token = query_lex(&p->lexer);
}

static struct query_node *new_node(struct parser *p, enum query_kind kind)
{
	struct query_node *node = arena_alloc(p->arena, sizeof *node);

	if (node)
		node->kind = kind;
	return node;
}

/* ---- terms ---- */

static struct query_node *fail_strange(struct parser *p)
{
	struct buf fields = {0};

	query_field_list(&fields);
	fail(p, p->token.at, "a field before the colon (%s), or quotation marks around words that hold one",
	     buf_string(&fields));
	buf_finish(&fields);
	return NULL;
}

/* All that begins with one letter is a large part of the index. */
static bool is_short(struct slice text)
{
	size_t at = 0;

	while (at < text.length && !utf8_is_alnum(utf8_next(text, &at)))
		continue;
	return at >= text.length || !query_has_word(slice_sub(text, at, text.length));
}

static struct query_node *check_term(struct parser *p, struct query_node *term)
{
	const char *expected = "a word with a letter or a digit";

	if (++p->terms > QUERY_TERMS_MAX)
		return fail(p, term->at, "at most %d words, phrases and fields", QUERY_TERMS_MAX);
	if (!term->exact && !query_has_word(slice_of(term->text)))
		return fail(p, term->at, "%s", expected);
	if (term->prefix && is_short(slice_of(term->text)))
		return fail(p, term->at, "two letters or more before the *");
	return query_value_read(term, p->arena, &expected) ? term : fail(p, term->at, "%s", expected);
}

static struct query_node *new_term(struct parser *p, const struct query_token *token, enum query_field field,
				   bool exact)
{
	struct query_node *term = new_node(p, QUERY_TERM);
	struct slice text = token->text;

	if (!term)
		return NULL;
	if (field != QUERY_TEXT && !exact && token->kind == TOKEN_WORD && slice_starts(text, SLICE("="))) {
		text = slice_sub(text, 1, text.length);
		exact = true;
	}
	if (exact && token->kind == TOKEN_WORD) /* a star is one */
		text.length = p->lexer.text.at + p->lexer.at - text.at;
	term->at = token->at;
	term->field = field;
	term->quoted = token->kind == TOKEN_PHRASE;
	term->exact = exact;
	term->prefix = token->prefix && !exact;
	term->text = arena_string(p->arena, text);
	return term->text ? check_term(p, term) : NULL;
}

static struct query_node *parse_or(struct parser *p);

static struct query_node *parse_group(struct parser *p)
{
	size_t at = p->token.at;

	if (++p->depth > QUERY_DEPTH_MAX)
		return fail(p, at, "at most %d parentheses in each other", QUERY_DEPTH_MAX);
	advance(p);
	struct query_node *node = parse_or(p);

	if (node && p->token.kind != TOKEN_CLOSE)
		return fail(p, p->token.at, "a closing parenthesis for the one at %zu", at + 1);
	p->depth--;
	if (node)
		advance(p);
	return node;
}

static struct query_node *parse_field(struct parser *p)
{
	enum query_field field = p->token.field;

	if (p->group != QUERY_TEXT)
		return fail(p, p->token.at, "a word, since the parentheses belong to a field");
	bool exact = query_lex_exact(&p->lexer);

	p->token = query_lex_value(&p->lexer, field == QUERY_CODE);
	if (p->token.kind == TOKEN_END || (p->token.kind == TOKEN_OPEN && exact))
		return fail(p, p->token.at, "a value right after %s:%s", query_field_name(field),
			    exact ? "=" : "");
	if (p->token.kind == TOKEN_UNCLOSED)
		return fail(p, p->token.at, "quotation marks that close");
	if (p->token.kind == TOKEN_OPEN) {
		p->group = field;
		struct query_node *node = parse_group(p);

		p->group = QUERY_TEXT;
		return node;
	}
	struct query_node *term = new_term(p, &p->token, field, exact);

	advance(p);
	return term;
}

static struct query_node *parse_primary(struct parser *p)
{
	struct query_node *term;

	switch (p->token.kind) {
	case TOKEN_OPEN:
		return parse_group(p);
	case TOKEN_FIELD:
		return parse_field(p);
	case TOKEN_WORD:
	case TOKEN_PHRASE:
		term = new_term(p, &p->token, p->group, false);
		advance(p);
		return term;
	case TOKEN_STRANGE:
		return fail_strange(p);
	case TOKEN_UNCLOSED:
		return fail(p, p->token.at, "quotation marks that close");
	default:
		return fail(p, p->token.at, "%s", expected_term);
	}
}

/* ---- operators ---- */

static struct query_node *parse_not(struct parser *p)
{
	bool denied = false;

	for (; p->token.kind == TOKEN_NOT; advance(p))
		denied = !denied;
	struct query_node *child = parse_primary(p);

	if (!child || !denied)
		return child;
	if (child->kind == QUERY_NOT) /* -(-word) */
		return child->child;
	struct query_node *node = new_node(p, QUERY_NOT);

	if (node)
		node->child = child;
	return node;
}

/* Where the next child goes once `child` is in the list; the children of a child of its own kind join it. */
static struct query_node **add_child(struct query_node **end, enum query_kind kind, struct query_node *child)
{
	*end = child->kind == kind ? child->child : child;
	while (*end)
		end = &(*end)->next;
	return end;
}

static bool goes_on(const struct parser *p, enum query_kind kind)
{
	enum query_token_kind token = p->token.kind;

	if (kind == QUERY_OR)
		return token == TOKEN_OR;
	return token != TOKEN_OR && token != TOKEN_CLOSE && token != TOKEN_END;
}

static struct query_node *parse_list(struct parser *p, enum query_kind kind,
				     struct query_node *parse_child(struct parser *))
{
	struct query_node *first = parse_child(p), *node, **end;

	if (!first || !goes_on(p, kind))
		return first;
	node = new_node(p, kind);
	if (!node)
		return NULL;
	end = add_child(&node->child, kind, first);
	while (goes_on(p, kind)) {
		if (p->token.kind == TOKEN_OR || p->token.kind == TOKEN_AND)
			advance(p);
		struct query_node *child = parse_child(p);

		if (!child)
			return NULL;
		end = add_child(end, kind, child);
	}
	return node;
}

static struct query_node *parse_and(struct parser *p)
{
	return parse_list(p, QUERY_AND, parse_not);
}

static struct query_node *parse_or(struct parser *p)
{
	return parse_list(p, QUERY_OR, parse_and);
}

/* ---- the whole ---- */

static struct query_node *parse_text(struct parser *p, size_t most)
{
	struct slice text = p->lexer.text;
	size_t valid = utf8_valid(text);

	if (text.length > most)
		return fail(p, most, "at most %zu bytes", most);
	if (valid < text.length)
		return fail(p, valid, "text in UTF-8");
	advance(p);
	struct query_node *root = parse_or(p);

	if (root && p->token.kind != TOKEN_END)
		return fail(p, p->token.at, "an opening parenthesis before this closing one");
	return root;
}

int query_parse(struct slice text, size_t most, struct dossier_query **ret,
		struct dossier_query_error *ret_error)
{
	struct dossier_query *query = calloc(1, sizeof *query);
	struct dossier_query_error error = {0};

	if (!query)
		return -ENOMEM;
	struct parser p = {.lexer.text = text, .arena = &query->arena, .error = &error};

	query->root = parse_text(&p, most);
	if (query->root && !query->arena.failed) {
		*ret = query;
		return 0;
	}
	bool no_memory = query->arena.failed;

	dossier_query_destroy(query);
	if (!no_memory)
		*ret_error = error;
	return no_memory ? -ENOMEM : -EINVAL;
}
