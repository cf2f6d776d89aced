/* SPDX-License-Identifier: MIT */
/*
 * An invented corpus, the same for the same seed: released messages and bundles of several regimes, whose
 * facets are known. Benchmarks only: memory that is lacking ends the program. One thread.
 */
#ifndef BENCH_CORPUS_H
#define BENCH_CORPUS_H

#include "../../store/util/buf.h"

#include <time.h>

enum {
	CORPUS_TEXT = 4096,
	CORPUS_SENDERS = 200,
	CORPUS_COUNTRIES = 60,
	CORPUS_REGIMES = 5,
	CORPUS_CODES = 8
};

struct chance {
	uint64_t state;
};

struct chance chance_of(uint64_t seed, uint64_t number);
uint64_t chance_next(struct chance *chance);
size_t chance_below(struct chance *chance, size_t limit);
double chance_unit(struct chance *chance); /* 0 <= x < 1 */
/* 0 is the most frequent, as Zipf has it. */
size_t chance_rank(struct chance *chance, size_t limit);

/* To be called once before the others. */
void words_init(void);
/* A word of running text; static. */
const char *words_pick(struct chance *chance);
/* Paragraphs until `buf` has grown by about `size` bytes. */
void words_paragraph(struct buf *buf, struct chance *chance, size_t size);

struct matter { /* what is known of one document */
	unsigned number;
	time_t sent;
	const char *sender;  /* as printed */
	const char *country; /* NULL: names none */
	unsigned regime;
	unsigned codes; /* bit n: cites code n of its regime */
	char title[128];
};

struct matter matter_make(struct chance *chance, unsigned number, unsigned days);
/* A bundle is of one law. */
void matter_set_regime(struct matter *matter, unsigned regime);
/* Appends the document as it is printed; `mean` bytes over all. */
void matter_print(const struct matter *matter, struct chance *chance, size_t mean, struct buf *buf);
/* Appends a line of facts: number, date, sender, country, regime, its codes joined by commas. */
void matter_facts(const struct matter *matter, struct buf *buf);
/* Appends the head of a mail with the same facts. */
void matter_mail_head(const struct matter *matter, struct buf *buf);
#endif
