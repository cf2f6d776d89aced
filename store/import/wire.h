/* SPDX-License-Identifier: MIT */
/*
 * What a worker tells the importer about one file, as records in frames: a length (32 bits, little endian), a
 * type, a body. The order of a file's records:
 *
 *   MEDIA SOURCE TEXT* PAGES* DOCUMENT* END    it was read
 *   SKIPPED                                    no format takes it
 *   (MEMBER BYTES* MEMBER_END)* END            it was unpacked
 *   FAILED                                     also after any of the above but END and SKIPPED
 *
 * MEDIA is sent before a format sees the file, so that no byte read after it can change what it says.
 *
 * A worker has parsed a stranger's bytes, so whatever it says is taken for hostile: wire_decode() checks what
 * can be seen in one record, intake.h what only the order of records shows.
 */
#ifndef IMPORT_WIRE_H
#define IMPORT_WIRE_H

#include "../data/facts.h"
#include "../extract/extract.h"
#include "../util/arena.h"
#include "../util/buf.h"
#include "../util/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WIRE_HEAD = 4,                     /* bytes of the length before a frame's type */
	WIRE_FRAME_MAX = 48 * 1024 * 1024, /* bytes of type and body */
	WIRE_TEXT_MAX = 128 * 1024,        /* bytes of one TEXT or BYTES */
	WIRE_PAGES_MAX = 16 * 1024,        /* pages of one PAGES */
	WIRE_VALUE_MAX = 64 * 1024,   /* bytes of a title or a name; longer ones are cut at a character */
	WIRE_WORD_MAX = 256,          /* bytes of a media type, charset, date, remark or reason */
	WIRE_ID_MAX = 1024,           /* bytes of a message's id */
	WIRE_PATH_MAX = 4096,         /* bytes of a member's path */
	WIRE_PARTIES_MAX = 16 * 1024, /* of one document; so are these */
	WIRE_MARKS_MAX = 256 * 1024,
	WIRE_COUNTRIES_MAX = 300,
	WIRE_REFERENCES_MAX = 1000,
	WIRE_CITATIONS_MAX = 64 /* of one mark */
};

#define WIRE_SOURCE_PAGES_MAX ((uint64_t)1 << 24)

enum record_type {
	RECORD_MEDIA = 1,
	RECORD_SOURCE,
	RECORD_TEXT,
	RECORD_PAGES,
	RECORD_DOCUMENT,
	RECORD_END,
	RECORD_SKIPPED,
	RECORD_FAILED,
	RECORD_MEMBER,
	RECORD_BYTES,
	RECORD_MEMBER_END,
	RECORD_TYPES
};

struct record_source {
	const char *media, *charset;
	bool is_file; /* the text is the file: no TEXT follows */
	uint64_t text_size, page_count;
	bool has_members;                  /* there are files in it to be unpacked */
	const char *remark;                /* for the ledger; "", or NULL to be put: none */
	const struct property *properties; /* of known keys, each once, with a value */
	size_t property_count;
};

struct record_pages {
	const uint64_t *first; /* byte of the text at which each page begins */
	size_t count;
};

struct record_failure {
	const char *reason;
	bool lasting; /* the same bytes would fail again */
};

struct record {
	enum record_type type;
	union {
		struct record_source source;
		struct slice text; /* borrowed from the frame; TEXT: whole characters, BYTES: any bytes */
		struct record_pages pages;
		struct document_facts document;
		struct record_failure failure;
		struct member member; /* its path is borrowed from the frame; no NUL in it, else any bytes */
		const char *word; /* MEDIA, SKIPPED: the media type; MEMBER_END: why it is not whole, or "" */
	};
};

/* ---- worker ---- */

void wire_put_media(struct buf *out, const char *media);
void wire_put_source(struct buf *out, const struct record_source *source);
void wire_put_text(struct buf *out, struct slice piece);                   /* at most WIRE_TEXT_MAX */
void wire_put_pages(struct buf *out, const uint64_t *first, size_t count); /* at most WIRE_PAGES_MAX */
/*
 * False, and nothing put: more facts than a record holds. Ids of messages that are too long for it are left
 * out, and so are the oldest of too many references.
 */
bool wire_put_document(struct buf *out, const struct document_facts *document);
void wire_put_end(struct buf *out);
void wire_put_skipped(struct buf *out, const char *media);
void wire_put_failed(struct buf *out, const char *reason, bool lasting);
/* Of its path what a record holds is put, up to a NUL. */
void wire_put_member(struct buf *out, const struct member *member);
void wire_put_bytes(struct buf *out, struct slice piece);      /* 1 to WIRE_TEXT_MAX */
void wire_put_member_end(struct buf *out, const char *reason); /* NULL: it is whole */

/* ---- importer ---- */

/* The frame that `bytes` begin with, without its length. 1; 0: more bytes are needed; -EBADMSG: it is too
 * long. */
int wire_frame(struct slice bytes, struct slice *ret_frame);
/* Reads a frame; what the record points to lives in `arena`. 0, -EBADMSG, -ENOMEM. */
int wire_decode(struct slice frame, struct arena *arena, struct record *ret_record);
#endif
