/* SPDX-License-Identifier: MIT */
/* For split.c, its rules and split-text.c: where a split stands, and what begins and ends a document. */
#ifndef PARSE_SPLITTER_H
#define PARSE_SPLITTER_H

#include "schedule.h"
#include "split.h"

enum signing {
	NOT_SIGNING,
	SIGNING_BELOW /* the closing was printed */,
	SIGNING /* in the signature's block */
};

struct splitter {
	const struct lines *lines;
	const struct regimes *regimes;
	split_sink *sink;
	void *context;
	struct arena arena;
	struct part held; /* the last one that was closed: more is to be judged of it if it is the only one */
	size_t count;     /* of those closed and kept */
	struct schedule schedule;
	struct slice divider; /* the last one that was seen */
	struct slice number;  /* that the last page with one has of its document in the release */
	bool has_furniture;   /* the source's pages can be told apart */
	int error;

	/* of the document that is open */
	struct part part;
	bool open;
	bool ended;      /* its end was printed: the next title begins another */
	bool to_desk;    /* its header block, or a line alone above its title, is addressed to who decides */
	bool dated;      /* its heading stands above or beside a day */
	bool signed_off; /* its end may have been printed: the next title at the head of a page begins another
			  */
	bool prose;      /* running text was seen in it: the next two are of what stands above that */
	size_t marks;    /* lines above it that are nothing but a withheld place */
	size_t titles;   /* a line above it may be a title */
	size_t end_line; /* where `ended`: the line that said so */
	size_t rows;     /* lines that are numbered or listed, with some words */
	size_t words;    /* lines with words in it */
	size_t unit_line;      /* the last line that names a unit */
	size_t unit_words;     /* `words` at that line; 0: none yet */
	size_t sign_off_words; /* `words` where it was signed off */
	size_t floor;          /* lines above are surely its own: text, a signature */
	enum signing signing;
	size_t sheet, sheet_last; /* lines of the last pages in the place of withheld ones; equal: none */

	/* of the page */
	bool page_start;   /* nothing but furniture since the page began */
	bool page_marked;  /* and a classification */
	size_t page_words; /* `words` above it */
	size_t page_first; /* its first line with words */
	bool page_prose;
	bool has_breaks;     /* the source has form feeds */
	bool page_has_words; /* words stand between the last of these and this line */
	size_t page, pages;  /* the last "Page 2 of 3"; 0: none */
	bool goes_on;        /* and the page is of the document that the one before was of */
	bool cover;          /* what stands on it was added when the source was released */
};

/* The open document, or NULL. */
static inline const struct part *open_part(const struct splitter *s)
{
	return s->open ? &s->part : NULL;
}

/* May another document begin here without a header of its own? */
static inline bool at_boundary(const struct splitter *s)
{
	return !s->open || s->ended || s->page_start;
}

/* Does nothing but blanks and furniture part `line` from a page in the place of withheld ones? */
static inline bool is_below_sheet(const struct splitter *s, size_t line)
{
	return s->sheet < s->sheet_last && lines_next_words(s->lines, s->sheet_last, line) == line;
}

/* "Annex B" and no more: what follows is the document that is annexed. */
static inline bool is_bare_annex(const struct splitter *s, const struct part *part)
{
	return part->type == TYPE_ATTACHMENT && s->words == 1;
}

struct part *begin_part(struct splitter *s, size_t line, enum document_type type, unsigned confidence);
void close_part(struct splitter *s, size_t line);
/* Takes a line with words as text of the open document. 0 or -ENOMEM. */
int split_text(struct splitter *s, size_t line);
/* Looks at one line: how many lines that open or part documents were taken; 0 where it is text. */
size_t split_rules(struct splitter *s, size_t line);
#endif
