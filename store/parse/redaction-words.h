/* SPDX-License-Identifier: MIT */
/*
 * Marks that are words or blocks and no code: OUT OF SCOPE in its spellings, [redacted], rows of block
 * glyphs, and labels such as "Free and frank opinions" that some agencies print instead of a section.
 */
#ifndef PARSE_REDACTION_WORDS_H
#define PARSE_REDACTION_WORDS_H

#include "../data/ground.h"

/* How far the spelling alone tells a mark from prose. */
enum word_form {
	WORDS_CLEAR,  /* OUT OF SCOPE in capitals, glyphs, [redacted]: a mark wherever it stands */
	WORDS_CAPPED, /* Out of scope, REDACTED: a mark where it fills a line, a field or brackets */
	WORDS_LOWER   /* out of scope: only in brackets */
};

struct words_read {
	size_t last;
	enum word_form form;
	bool repaired; /* read through misread letters */
	bool outside;  /* about scope, not about withholding */
};

/* Could an OUT OF SCOPE begin at `at`, by its first byte? */
bool words_may_be_scope(struct slice text, size_t at);
/* A mark in words that begins at `at`; the longest. */
bool words_read(struct slice text, size_t at, struct words_read *ret);

struct label {
	const char *regime, *text, *code;
	bool heading; /* also a common heading of sections */
};

/* The label of the regime that is all of `text`, any case; NULL if it is none. */
const struct label *label_find(const char *regime, struct slice text);
#endif
