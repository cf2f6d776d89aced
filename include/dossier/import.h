/* SPDX-License-Identifier: MIT */
/*
 * The writer's side of a store: one run at a time. What concerns one file goes to the ledger and is no error
 * of the run. Killed at any point, the store holds whole sources only, and the same call finishes the work.
 */
#ifndef DOSSIER_IMPORT_H
#define DOSSIER_IMPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum dossier_outcome {
	DOSSIER_ADDED,   /* a new source */
	DOSSIER_KNOWN,   /* its bytes were in the store */
	DOSSIER_SKIPPED, /* not a format that is read */
	DOSSIER_FAILED,  /* could not be read */
	DOSSIER_OUTCOMES
};

struct dossier_ledger {
	uint64_t sources[DOSSIER_OUTCOMES];
	uint64_t bytes;      /* of the sources added */
	uint64_t pages;      /* of the sources added */
	uint64_t documents;  /* in the sources added */
	uint64_t unassigned; /* bytes of their text in no document */
	uint64_t outdated;   /* sources read earlier that the aliases would file otherwise */
};

struct dossier_ledger_line {
	enum dossier_outcome outcome;
	const char *path; /* as met; bytes of the kernel's, not always UTF-8 */
	const char
		*reason; /* skipped, failed: why, without full stop; also a remark on one added; else NULL */
};

/* A name or an address, and the name under which it is filed; both as people write them. */
struct dossier_alias {
	const char *name, *party;
};

/* Callbacks may be NULL; they are called from the calling thread only, with `context`. */
struct dossier_import_options {
	const char *timezone; /* IANA name; NULL: UTC */
	unsigned workers;     /* 0: one a core */
	bool retry;           /* files whose reader failed are read again, not only by a newer parser */
	const struct dossier_alias *aliases; /* replace those of the store, unless NULL */
	size_t alias_count;
	bool ocr; /* pages without text are read by OCR, where the programs for it are installed */
	void (*progress)(void *context, uint64_t bytes_done, uint64_t bytes_all);
	void (*line)(void *context, const struct dossier_ledger_line *line);
	bool (*stop)(void *context); /* asked between sources; true ends the run with -EINTR after a commit */
	void *context;
};

/*
 * Imports files and folders into a store, which is made (0600) if it is missing. `ret_ledger` is filled also
 * on failure. -EBUSY: another run holds the store, *ret_holder is its process (0: not known). -EINVAL: no
 * such time zone. -EOPNOTSUPP: no sandbox can be set up here for the readers. -EMEDIUMTYPE, -EPROTO, -ESTALE,
 * -ENOSPC, -EROFS, -EACCES as dossier_store_error() says them.
 */
int dossier_import(const char *store, char *const paths[], size_t count,
		   const struct dossier_import_options *options, struct dossier_ledger *ret_ledger,
		   pid_t *ret_holder);

/*
 * Tries from inside the sandbox what a hostile file may try, and tells how each attempt ended. 0: all were
 * blocked; 1: not all; else -errno.
 */
typedef void dossier_attempt(void *context, const char *attack, bool blocked, const char *how);
int dossier_sandbox_selftest(dossier_attempt *tell, void *context);

/*
 * The calls above as one object, by the name of `dossier_importer`: what the module exports that holds them
 * and the libraries which read formats. So a program that only reads a store loads none of these.
 */
struct dossier_importer {
	__typeof__(dossier_import) *import;
	__typeof__(dossier_sandbox_selftest) *sandbox_selftest;
};
#endif
