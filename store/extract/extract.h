/* SPDX-License-Identifier: MIT */
/*
 * From the bytes of one file to its text and to the files that it holds. One file a format; formats.c holds
 * the one table that registers them. Runs in the worker only.
 */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "../util/buf.h"
#include "../util/slice.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct input {
	struct slice bytes;
	bool mapped; /* pages of a file that nobody wrote to: they may be dropped and come back from the file
		      */
};

/* Tells the kernel that the first `end` bytes are not needed soon; so a large file and its text fit side by
 * side. */
void input_drop(const struct input *input, size_t end);

struct extracted {
	bool is_source;      /* the text is the file itself: valid UTF-8 without BOM */
	struct buf text;     /* else: UTF-8, pages parted by form feeds */
	const char *charset; /* static: "UTF-8", "windows-1252" ... */
	uint64_t *pages;     /* first byte of each page, NULL where the format has none; heap */
	size_t page_count;
	bool has_members;   /* unpack() would find some */
	const char *remark; /* for the ledger, without full stop: what of the file was left out; NULL */
	struct declared_facts declared;
	struct property *properties; /* of the file; each key once */
	size_t property_count;
	struct arena arena; /* of the strings of all these */
};

void extracted_finish(struct extracted *extracted);
/* Sets a property; an empty value is none. */
void extracted_property(struct extracted *extracted, const char *key, struct slice value);

/* ---- programs that help ---- */

enum helper {
	HELPER_PDF_TEXT,        /* pdftotext -bbox-layout: XHTML */
	HELPER_PDF_OCR,         /* one page through pdftoppm and tesseract: its TSV */
	HELPER_OFFICE,          /* old Word, RTF: OpenDocument in one XML file */
	HELPER_SPREADSHEET,     /* old Excel: CSV in UTF-8 */
	HELPER_OUTLOOK_MESSAGE, /* .msg: a mail message */
	HELPER_OUTLOOK_FOLDERS, /* .pst: a tar archive of mail messages */
	HELPERS
};

/* Whom a format may ask for help; the importer answers from outside the box. */
struct aid {
	bool ocr; /* the user wants pages without text to be read by OCR */
	/*
	 * Runs a program on the file that is read; `page` is 1-based where it reads one page, else 0. What it
	 * wrote is borrowed until the next run. -ENOPKG: it is not installed; -EBADMSG: it failed or went
	 * beyond a limit; both with *ret_reason for the ledger; -ENOMEM.
	 */
	int (*run)(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
		   const char **ret_reason);
	void *context;
};

/* ---- files within files ---- */

struct member {
	/* Raw bytes, components parted by '/'; "": named after the file that holds it. Nothing in it is
	 * trusted. */
	struct slice path;
	bool is_attachment; /* a document in it that is nothing else is an attachment */
	bool has_mtime;
	int64_t mtime; /* seconds */
};

/* Gets members one after the other. What is not 0 is to be the result of unpack() at once. */
struct member_sink {
	int (*begin)(void *context, const struct member *member);
	int (*bytes)(void *context, struct slice piece);
	/* NULL: it is whole; else why the rest of it could not be read. */
	int (*end)(void *context, const char *reason);
	void *context;
};

/* ---- formats ---- */

struct format {
	const char *name;
	const char *const *media; /* libmagic types it takes, NULL at the end; "text/" takes all below it */
	const char *const *but;   /* types below those that it leaves to others, NULL at the end */
	bool fresh_worker; /* its reader is so intricate that a worker that ran it reads nothing after */
	/*
	 * The text. NULL: files of this format have none of their own. 0, -ENOMEM, -EBADMSG or -ENOPKG with
	 * *ret_reason without full stop, static or in the arena of `ret_extracted`, which is finished by the
	 * caller also then.
	 */
	int (*extract)(const struct input *input, const struct aid *aid, struct extracted *ret_extracted,
		       const char **ret_reason);
	/* The files within. NULL: there are none. As extract(), and what the sink returned. *ret_reason is
	 * static. */
	int (*unpack)(const struct input *input, const struct aid *aid, const struct member_sink *sink,
		      const char **ret_reason);
	void (*prepare)(void); /* loads what the reader would load from files on first use; or NULL */
};

/* NULL: no format takes this media type. */
const struct format *format_for(const char *media);
/* For a worker that will have no files: prepare() of all formats. */
void formats_prepare(void);
#endif
