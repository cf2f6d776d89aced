/* SPDX-License-Identifier: MIT */
/*
 * The reader's side of a store: what is known about documents, for the commands list, show, search and check,
 * and which of them a query means.
 * Conventions as in store.h. Strings in structs are never NULL, UTF-8, and borrowed until the sink returns.
 */
#ifndef DOSSIER_FACTS_H
#define DOSSIER_FACTS_H

#include "dossier/store.h"

enum { DOSSIER_HASH_SIZE = 32 }; /* SHA-256 */

/* One document. */
struct dossier_facts {
	uint64_t id;
	const char *name;   /* its file name below documents/ */
	const char *type;   /* DESIGN.md 2 */
	const char *sender; /* as printed; "withheld"; "" unknown */
	const char *date;   /* EDTF; "" undated */
	const char *title;  /* as printed, continuation lines joined */
	const char *codes;  /* "regime:code=citations", blanks as _, joined by commas, in order of regime and
			       code */
	const char *countries;                   /* ISO 3166 alpha-2, joined by commas, in order of code */
	const char *source;                      /* first path under originals/ */
	uint64_t first_byte, last_byte;          /* half-open range in the source's text */
	uint64_t first_page, last_page;          /* 1-based, inclusive; 0 where the source has no pages */
	unsigned char sha256[DOSSIER_HASH_SIZE]; /* of the document's bytes as mounted */
};

/* `snippet`: a line of the document around the words sought, or NULL. Return false to stop. */
typedef bool dossier_facts_sink(void *context, const struct dossier_facts *facts, const char *snippet);

/* What costs more than the rest, and is wanted of documents; what is not is "", or no snippet. */
enum {
	DOSSIER_WITH_LISTS = 1, /* codes, countries, source */
	DOSSIER_WITH_SNIPPET = 2
};

/* All documents in order of id. */
int dossier_facts_list(struct dossier_reader *reader, unsigned with, dossier_facts_sink *sink, void *context);
/* -ENOENT: no such document. */
int dossier_facts_get(struct dossier_reader *reader, uint64_t document, dossier_facts_sink *sink,
		      void *context);

/* ---- queries: dossier(1) describes the language ---- */

enum { DOSSIER_QUERY_MAX = 4096 /* bytes */ };

struct dossier_query;
struct dossier_query_error {
	size_t at;          /* the byte of the text that was not expected; its length: the end */
	char expected[256]; /* what was: a phrase without full stop */
};

/*
 * Reads a query; asks no store. -EINVAL: it is none, and *ret_error says where and why. A query never changes
 * and may be shared by threads. Free with dossier_query_destroy().
 */
int dossier_query_parse(const char *text, struct dossier_query **ret_query,
			struct dossier_query_error *ret_error);
void dossier_query_destroy(struct dossier_query *query);
/* What all of one or more queries want. -E2BIG: that is too much for one. */
int dossier_query_and(const struct dossier_query *const queries[], size_t count,
		      struct dossier_query **ret_query);
/* The query in its shortest form, with a final NUL: the same for queries that are one but for blanks and
 * parentheses. Free with free(). */
int dossier_query_print(const struct dossier_query *query, char **ret_text);

/* Return false to stop. */
typedef bool dossier_id_sink(void *context, uint64_t document);

/*
 * The numbers of at most `limit` documents (0: all), best first, each once. Best is what bm25 says, where a
 * word in the title weighs ten of the body; equals are in order of id. Of a query that more than a thousand
 * documents match, the first thousand by id are ranked, and up to a thousand whose title matches, of the
 * first sixteen times as many documents as hold that thousand; the rest follows in order of id: so the time
 * to the first screen does not grow with a common word, and an import leaves its order alone. What no word
 * decides is in order of date, undated last, then id.
 */
int dossier_query_ids(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
		      dossier_id_sink *sink, void *context);
/* The facts of these; a snippet is made around words of the query. */
int dossier_query_search(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
			 unsigned with, dossier_facts_sink *sink, void *context);
/* The same in order of id, without snippets. */
int dossier_query_list(struct dossier_reader *reader, const struct dossier_query *query, size_t limit,
		       unsigned with, dossier_facts_sink *sink, void *context);

/* Why a fact was believed: where it was read. */
struct dossier_evidence {
	const char *fact;     /* "type", "date", "sender", "recipient", "title", "code", "country" */
	const char *value;    /* the fact in its normal form, such as "nz-oia:s6(a)" */
	const char *detail;   /* how it was read: "in place", "cited", "name 4, demonym 1"; "" */
	const char *surface;  /* the bytes that say so, cut to a line; "" where the fact was inferred */
	uint64_t first, last; /* their range in the document; 0, 0 where inferred */
	unsigned confidence;  /* 0..100 */
};
typedef bool dossier_evidence_sink(void *context, const struct dossier_evidence *evidence);
int dossier_evidence(struct dossier_reader *reader, uint64_t document, dossier_evidence_sink *sink,
		     void *context);

/*
 * What else is known: "message_id" and each "reference" of a message, oldest first; of its source
 * "source_parent", the path under originals/ of the one that held it, and what its format says, as
 * "source_author", "source_title" ... Return false to stop. -ENOENT: no such document.
 */
typedef bool dossier_detail_sink(void *context, const char *key, const char *value);
int dossier_details(struct dossier_reader *reader, uint64_t document, dossier_detail_sink *sink,
		    void *context);

/* ---- the same as named values, which a mount shows as extended attributes: dossierfs(1) lists them ---- */

enum { DOSSIER_ATTRIBUTE_MAX = 65536 }; /* bytes of a value, as xattr(7); what is longer is cut */

/*
 * Names of all attributes of a node that have a value, each with its NUL, one after the other. `size` 0: only
 * *ret_length is set. -ERANGE: they need more than `size` bytes; -ESTALE: no such node.
 */
int dossier_attribute_list(struct dossier_reader *reader, dossier_node node, char *buffer, size_t size,
			   size_t *ret_length);
/*
 * One value, without a final NUL; `size` as above. -ENODATA: the node has no such attribute, which asks no
 * store where no node of its kind has; -ERANGE; -ESTALE.
 */
int dossier_attribute_get(struct dossier_reader *reader, dossier_node node, const char *name, char *buffer,
			  size_t size, size_t *ret_length);

/* ---- values that fields of a query have in this store ---- */

/* Return false to stop. */
typedef bool dossier_value_sink(void *context, const char *value);
/*
 * Values of `field` ("from", "country", "code" ...) that begin with `prefix`, each once or nearly so, as one
 * word of a query that no shell touches: "geels-deborah-nad", "s9-2-g-i". Of very many the first. The
 * field "view" is that of -o views=. -EINVAL: no such field, or it has no values to be listed.
 */
int dossier_values(struct dossier_reader *reader, const char *field, const char *prefix,
		   dossier_value_sink *sink, void *context);

/* `fault` is one sentence. */
typedef void dossier_fault_sink(void *context, const char *fault);
/*
 * Examines structure, index, invariants and every checksum; reads the whole store. Whether the index holds
 * what it should is left out where the store's file may not be written. -EBUSY: another process writes.
 */
int dossier_check(struct dossier_reader *reader, dossier_fault_sink *sink, void *context,
		  uint64_t *ret_faults);

/*
 * Undoes what an importer that was killed had begun, and turns the write-ahead log off that an importer had
 * to leave on, if nobody else has the store open: a store at rest is one file. Cheap, silent, and never an
 * error.
 */
void dossier_settle(const char *path);
#endif
