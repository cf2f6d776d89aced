/* SPDX-License-Identifier: MIT */
/*
 * One slot of a code after the other: its bracket, its content, each with the misreadings known for its kind.
 * For the parser's own files.
 */
#ifndef PARSE_REDACTION_SLOT_H
#define PARSE_REDACTION_SLOT_H

#include "../util/slice.h"

enum slot_kind { SLOT_DIGITS, SLOT_LETTER, SLOT_ROMAN };
enum {
	SLOTS_MAX = 5,
	SLOT_TEXT = 8,    /* bytes of the longest slot: "50X1-HUM" */
	SLOT_MERGERS = 2, /* ways in which a whole slot is misread */
	REPAIRS_MAX = 4,  /* more than that is not a reading but a guess */
	BRACKET = 2,      /* a bracket is evidence enough that this is a code; a dot is half of that */
	DOT = 1
};

struct slot {
	enum slot_kind kind;
	unsigned length;
	char text[SLOT_TEXT];
	const char *misread[SLOT_TEXT];   /* what each character is misread as */
	const char *merged[SLOT_MERGERS]; /* and the slot as a whole; NULL: none */
};

/* A code as read so far. */
struct match {
	const struct slot *slots;
	unsigned slot_count;
	struct slice text;
	bool drops_doubles;
	bool dotted; /* "4.1(b)" is as good as "4(1)(b)" */
	bool halved; /* "21(1)a)" as "21(1)(a)" */
	size_t last; /* of the best reading so far; 0: none */
	unsigned repairs;
};

struct step {
	size_t at;
	unsigned slot, repairs, brackets;
	bool dotted; /* a dot stands for this slot's bracket */
	bool opened; /* this slot's bracket stands there, so blanks may stand inside it */
};

/* `text` has 1 to SLOT_TEXT bytes. */
struct slot slot_make(enum slot_kind kind, struct slice text);
bool slot_equal(const struct slot *a, const struct slot *b);
/* True if `text` is the slot as written; letters in any case. */
bool slot_is(const struct slot *slot, struct slice text);
/* Bytes of the slot's content at `at`, misread or not; 0 if it is not there. *repairs rises for misreadings.
 */
size_t slot_content(const struct slot *slot, struct slice text, size_t at, unsigned *repairs);
/* Every way to read the slots after s.slot, which ends at s.at; the longest and cheapest is kept in `m`. */
void match_rest(struct match *m, struct step s);
/* Keeps a reading that ends at s.at. */
void match_record(struct match *m, struct step s);
/* Could brackets or content of another slot begin at `at`? */
bool match_may_go_on(struct slice text, size_t at);

char byte_at(struct slice text, size_t at); /* NUL beyond the end */
bool byte_is_of_word(char c);               /* a letter, also beyond ASCII, or a digit */
/* Passes blanks within a line: space, tab, no-break space, soft hyphen; at most `most` of them. */
size_t blanks_skip(struct slice text, size_t at, size_t most);
#endif
