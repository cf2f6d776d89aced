/* SPDX-License-Identifier: MIT */
/* Where a mark stands among the lines of its document, beyond what its own line says. For redaction.c. */
#ifndef PARSE_REDACTION_PLACE_H
#define PARSE_REDACTION_PLACE_H

#include "../util/arena.h"
#include "lines.h"
#include "redaction-run.h"
#include "redaction-words.h"

enum {
	LABEL_LINE_MAX = 60, /* bytes of a line that may be a label */
	TORN_MAX = 512       /* bytes of two lines that a code is torn over */
};

struct finder {
	const struct lines *lines;
	struct arena *arena;
	struct run_rules rules;
	enum document_type type;
	bool decision;              /* a letter that answers a request: its codes stand for other pages */
	const struct ground *table; /* of which these have a flag for every row */
	bool *clean, *clear, *alone;
	size_t rows;
	size_t letter_first, letter_last; /* lines of a decision from its greeting to its closing words */
	size_t first_line, last_line;
	size_t first_release, last_release; /* numbers of the stamps that stand in it */
	size_t boxed;                       /* after the line of the last marks, where those are boxes */
	size_t boxes;                       /* so many */
	size_t told_line, told_first;       /* the line of the last marks, the number of its first */
	char torn_text[TORN_MAX];           /* a line joined with the one that its last code goes on in */
	size_t torn_at;                     /* bytes of it that are the first line's */
	size_t torn_line;                   /* the line below the last code so torn */
	size_t torn_last;                   /* bytes of that line which are the code's */
	size_t table_last;                  /* a table of decisions ends before this line */
	size_t cited_open;                  /* the line below that with a list which is no mark and goes on */
	size_t key_last;   /* the list of exemptions that a form explains ends before this line */
	bool told_edge;    /* one of them stands in the margin */
	bool told_goes_on; /* and its label may go on below */
	size_t labelled; /* after the last line with a code in the margin, or with the box that belongs to it
			  */
	unsigned char *has_runs; /* a bit for each line */
	struct mark_fact *marks;
	size_t count, capacity;
	size_t placed; /* of them, those of lines, not of stamps */
};

/* "... the Minister. Out of scope" and the next line goes on with the sentence. */
bool place_goes_on_below(const struct finder *f, size_t line, const struct run *run);
/* "and we lose 12(5)(e)", and the paragraph ends: a sentence that wants the words which stood there. */
bool place_ends_torn(const struct finder *f, size_t line, const struct run *run);
/* Nothing but blanks on one side of it, so many on the other that it stands apart from the line. */
bool place_is_in_margin(const struct finder *f, size_t line, const struct run *run);
/*
 * A box of glyphs and the code in the margin beside it are one mark: the code's. The box may stand on its
 * line or begin the next ones.
 */
bool place_is_labelled_box(struct finder *f, size_t line, const struct run *run);
/* Notes a code in the margin, and takes back the boxes before it on its line. */
void place_note_label(struct finder *f, size_t line, const struct run *run);
/* A code in its box and again in the margin of its line, or of the next where the margin's goes on. */
bool place_is_told_twice(struct finder *f, size_t line, const struct run *run);
/* On a sheet for pages that are missing, a few lines below what it says of them. */
bool place_is_below_sheet(const struct finder *f, size_t line);
/* "(b) (5) staff were moved" under "(a) the boats were": the items of a list. */
bool place_is_item(const struct finder *f, size_t line, const struct run *run);
/* Notes a line that begins the list of exemptions on a form; what stands there is cited. */
void place_note_key(struct finder *f, size_t line);
/* A stamp's own codes are no marks in place. */
bool place_is_in_release(const struct finder *f, size_t line, struct span where);
/* Words that stand for a code in the laws of the source; NULL where they do not. */
const struct label *redaction_label(const struct regimes *regimes, struct slice text);
#endif
