/* SPDX-License-Identifier: MIT */
/*
 * What is read from one document, as records: `parse` finds them, `import` carries them from the worker, `db`
 * keeps them. All spans are half-open bytes of the source's text. Strings are UTF-8 and belong to whoever
 * made the record.
 */
#ifndef DATA_FACTS_H
#define DATA_FACTS_H

#include "../util/edtf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
	uint64_t first, last;
};

enum document_type {
	TYPE_DOCUMENT, /* none of the others */
	TYPE_MESSAGE,
	TYPE_BRIEFING,
	TYPE_LETTER,
	TYPE_MEDIA_LINES,
	TYPE_SCHEDULE,
	TYPE_ARTICLE,
	TYPE_ATTACHMENT,
	DOCUMENT_TYPES
};

/* As DESIGN.md 2 names it, such as "media lines". */
const char *document_type_name(enum document_type type);

enum role { ROLE_SENDER, ROLE_TO, ROLE_CC, ROLE_BCC, ROLES };
enum party_kind {
	PARTY_NAMED,    /* a person, a unit or a post as printed */
	PARTY_MAILBOX,  /* key is an address */
	PARTY_WITHHELD, /* a mark stands in place of the name; name and key are "" */
	PARTY_KINDS
};

struct party_fact {
	enum role role;
	enum party_kind kind;
	const char *name; /* as printed, white space folded: "MARLOWE, Judith (NAD)", "BEIJING" */
	const char *key;  /* what makes two parties one: mailbox, else NFKC_Casefold of the name */
	struct span where;
};

/* Four kinds of mention of a ground (RULES.md 2); prose is none of them and is not kept. */
enum mark_class { MARK_IN_PLACE, MARK_PAGE, MARK_CITED, MARK_CLASSES };

struct citation {
	const char *regime, *code; /* a row of the table of grounds: "nz-oia", "s6(a)" */
};

/* Its surface is the bytes of `where`: none where a stamp of its page stands outside the document. */
struct mark_fact {
	struct span where;
	enum mark_class class;
	unsigned confidence; /* 0..100 */
	const struct citation *citations;
	size_t citation_count;
};

enum mention_kind { MENTION_NAME, MENTION_DEMONYM, MENTION_DIVISION, MENTION_CITY, MENTION_KINDS };

struct country_fact {                   /* one country in one document */
	char code[3];                   /* ISO 3166 alpha-2 */
	bool filed;                     /* evidence enough to file the document under it */
	uint32_t counts[MENTION_KINDS]; /* mentions by kind */
	struct span first;              /* the first of them */
};

struct text_fact { /* a fact that is a piece of text, with where it was read; {0,0}: inferred */
	const char *value;
	struct span where;
	unsigned confidence; /* 0..100 */
};

/* How a message names itself and those that it answers: Message-ID, In-Reply-To and References (RFC 5322
 * 3.6.4). */
struct thread_fact {
	const char *id;                /* without angle brackets; NULL: it names no id */
	const char *const *references; /* ids of earlier messages, oldest first */
	size_t reference_count;
};

/*
 * What a file's format itself says of the document that its text begins with: the headers of real mail, the
 * metadata of a page. It outranks what is printed. Spans are bytes of the text; {0,0}: it stands nowhere in
 * it.
 */
struct declared_facts {
	bool any;      /* false: the format says nothing, and nothing below counts */
	bool is_whole; /* the text is this one document: nothing in it begins another */
	size_t head;   /* bytes at its beginning that print what is declared: none of them opens a document */
	enum document_type type;
	struct text_fact title, date;     /* value NULL: not declared; "": declared, and empty */
	const struct party_fact *parties; /* none: those printed count, if any; at most one sender */
	size_t party_count;
	struct thread_fact thread;
};

struct document_facts {
	struct span range;
	enum document_type type;
	unsigned type_confidence;
	uint32_t first_page, last_page;   /* 1-based, inclusive; 0: the source has no pages */
	struct text_fact title;           /* "" unknown */
	struct text_fact date;            /* EDTF; "" undated */
	const struct party_fact *parties; /* in printed order; at most one sender */
	size_t party_count;
	const struct mark_fact *marks; /* in order, not overlapping */
	size_t mark_count;
	const struct country_fact *countries; /* in order of code */
	size_t country_count;
	struct thread_fact thread;
};

/* What is known of a source and no fact of a document, such as when a PDF says that it was made. */
struct property {
	const char *key; /* one of property_keys */
	const char *value;
};

enum { PROPERTY_KEYS = 9 };
/* "author", "created", "generator", "language", "modified", "published", "title", "url", "warning" */
extern const char *const property_keys[PROPERTY_KEYS];

#endif
