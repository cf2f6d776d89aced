/* SPDX-License-Identifier: MIT */
/*
 * A run: what stands together in one place and becomes one mark, such as "s6(a), 6(b)(i)" or
 * "[Withheld under section 9(2)(a) of the OIA]". Whether it is a mark at all is for redaction-score.h.
 */
#ifndef PARSE_REDACTION_RUN_H
#define PARSE_REDACTION_RUN_H

#include "redaction-read.h"
#include "regime.h"

enum {
	RUN_MAX = 16,    /* grounds in one place; more begin another run */
	RUN_WINDOW = 160 /* bytes of a line that are looked at on either side of a run */
};

/* What may be read in one source. */
struct run_rules {
	const struct regimes *regimes;
	const struct reading *readings[REGIME_READINGS];
	size_t reading_count;
	bool margins; /* a law of the source prints its codes in the margin */
	bool capped;  /* words alone, such as WITHHELD, are marks */
};

struct run {
	size_t first, last; /* in the line, with brackets, verb and name of the Act around it */
	const struct ground *grounds[RUN_MAX];
	size_t count;
	bool clear;     /* something in it is a mark by its form: "s6(a)", OUT OF SCOPE in capitals, glyphs */
	bool clean;     /* a code in it was read without repair */
	bool led;       /* its first code begins "s6", "S9": the lead at least is certain */
	bool paragraph; /* a code in it names more than a section */
	bool lossy;     /* a code in it wants a clean one beside it */
	bool bare;      /* its first code has no lead */
	bool habitual;  /* its first code is bare, as the source prints its marks */
	bool full;      /* that, and it names more than a paragraph of a section: "9(2)(a)" */
	bool twice;     /* its first code has two brackets: "36(1)(b)" */
	bool word;      /* a code in it has "section" before it */
	bool capital;   /* its first code begins "Section" */
	bool article;   /* its law has articles, and the lead says so: "Art. 4(2)" */
	bool box;       /* block glyphs, nothing else */
	bool lower;     /* small letters, which are a mark in brackets only */
	bool titled;    /* words for the scope, each with a capital: "Not Relevant" */
	bool brief;     /* its first code has no brackets: "B6" */
	bool mended;    /* and was misread */
	bool category;  /* a code in it is the label of a margin: "(b)(7)(C)-2", "(b)(6)/" */
	bool wholes;    /* its law's sections alone are marks: "s 22" */
	bool margins;   /* its law's codes stand in the margin of what was taken out */
	bool sectioned; /* its first code is a section behind a sign: "s 22", no word */
	bool keyed;     /* it begins with a number of the key; with its code behind, a line of the key */
	bool coded;     /* it has a code or a number of a key, not words alone */
	bool square, round; /* brackets around all of it */
	bool verb;          /* "withheld under" before it */
	bool stamped;       /* that verb stands right before it, as no sentence has it: "REDACTED s40(2)" */
	bool overlong;      /* goes on into a bracket that fits no code */
};

void run_rules_make(const struct regimes *regimes, struct run_rules *ret_rules);
/* The run that begins at `at` of the line; `at` is at no letter or digit of a word that began before. */
bool run_read(const struct run_rules *rules, struct slice line, size_t at, struct run *ret_run);
/* First byte at or after `from` where a run may begin; line.length where there is none. */
size_t run_next_start(const struct regimes *regimes, struct slice line, size_t from);

/* True for words that stand around codes in a mark: "withheld", "under", "section", "OIA". */
bool run_is_wrapping(struct slice word);
#endif
