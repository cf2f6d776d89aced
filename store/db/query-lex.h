/* SPDX-License-Identifier: MIT */
/*
 * The text of a query as tokens. A word runs to the next blank or quotation mark and keeps what stands in it:
 * "distant-water", "10:30", and parentheses that close in it, "s6(a)". Runs without a letter or digit are
 * passed over, as mail programs do. Pure; bounded by the length of the text.
 */
#ifndef DB_QUERY_LEX_H
#define DB_QUERY_LEX_H

#include "query-tree.h"

enum query_token_kind {
	TOKEN_END,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,  /* also a - before what it denies */
	TOKEN_WORD, /* as written, a final * taken off */
	TOKEN_PHRASE,
	TOKEN_FIELD,   /* "from:", and its value stands right behind it */
	TOKEN_STRANGE, /* "word:value" of no field */
	TOKEN_UNCLOSED /* quotation marks that do not close */
};

struct query_token {
	enum query_token_kind kind;
	size_t at;
	struct slice text; /* of a word or phrase, without quotation marks */
	enum query_field field;
	bool prefix; /* a * stood behind it */
};

struct query_lexer {
	struct slice text; /* valid UTF-8 */
	size_t at;
};

struct query_token query_lex(struct query_lexer *lexer);
/* After TOKEN_FIELD: is its value exact, as a = says? Takes the =. */
bool query_lex_exact(struct query_lexer *lexer);
/*
 * After that, the value: a word in which no operator means anything, a phrase, TOKEN_OPEN of a group, or
 * TOKEN_END where there is none. `in_parentheses`: "(b)(6)" is a value and opens no group.
 */
struct query_token query_lex_value(struct query_lexer *lexer, bool in_parentheses);

bool query_has_word(struct slice text); /* a letter or a digit */
#endif
