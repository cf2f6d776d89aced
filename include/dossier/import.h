/* SPDX-License-Identifier: MIT */
/*
 * The writer's side of a store: one run at a time. What concerns one file goes to the ledger and is no error
 * of the run. Killed at any point, the store holds whole sources only, and the same call finishes the work.
 */
#ifndef DOSSIER_IMPORT_H
#define DOSSIER_IMPORT_H

#include "dossier/facts.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum dossier_outcome {
	DOSSIER_ADDED,   /* a new source */
	DOSSIER_KNOWN,   /* its bytes were in the store */
	DOSSIER_SKIPPED, /* not a format that is read */
	DOSSIER_FAILED,  /* could not be read */
	DOSSIER_UPDATED, /* read again from the store by dossier_update() */
	DOSSIER_OUTCOMES
};

struct dossier_ledger {
	uint64_t sources[DOSSIER_OUTCOMES];
	uint64_t bytes;      /* of the sources added or read again */
	uint64_t pages;      /* of the sources added or read again */
	uint64_t documents;  /* in the sources added or read again */
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

/* ---- reading again ---- */

struct dossier_update {
	struct dossier_ledger ledger;
	uint64_t kept, changed, added, gone; /* documents of the sources that were read again */
};

/*
 * Reads sources again that an older parser read, or all of them, from the originals in the store. A document
 * of the same range and bytes keeps its number; where its facts have changed, its name and places follow them
 * and its ctime is new. One that does not come again goes, and its number is not used again. What cannot be
 * read now keeps its documents: a failed line. Time zones stay those of the import. Else as dossier_import();
 * -ENOENT, -EMEDIUMTYPE: no store. Killed at any point, each source is as it was or as it is read now.
 */
int dossier_update(const char *store, bool all, const struct dossier_import_options *options,
		   struct dossier_update *ret_update, pid_t *ret_holder);

/* ---- taking out ---- */

struct dossier_removed {  /* a source that goes */
	const char *path; /* below originals/; "": it has none */
	uint64_t id, size, documents;
	bool is_member; /* it goes with the source that held it */
};

/* Called from the calling thread with `context`; none may be NULL. */
struct dossier_removal {
	bool dry_run; /* only told */
	void (*tell)(void *context, const struct dossier_removed *removed);
	void (*refuse)(void *context, const char *source, const char *reason); /* the others go */
	void *context;
};

/*
 * Takes sources out for good, each named by a path below originals/ or by its number, with the files that
 * they held and no other source holds: rows, names, index; then the file is written anew, so that no byte of
 * them is left in it. Numbers are not used again. -EINPROGRESS: they are out, but another process reads the
 * store's log, in which bytes may be left until a later run ends. Killed at any point, the store is as before
 * or without them, and the next run of any kind cleans the file. Else as dossier_update().
 */
int dossier_remove(const char *store, char *const sources[], size_t count, const struct dossier_removal *how,
		   pid_t *ret_holder);

/* ---- packing: a store to hand on ---- */

struct dossier_pack_options { /* callbacks may be NULL */
	void (*progress)(void *context, uint64_t chunks_done, uint64_t chunks_all);
	bool (*stop)(void *context); /* asked often; true ends it with -EINTR, and the store is valid */
	void *context;
};

struct dossier_pack_report {
	uint64_t bytes_before, bytes_after; /* of the store's file */
	uint64_t chunks;                    /* of contents */
	uint64_t chunks_packed;             /* that were compressed anew */
	uint64_t chunks_damaged;            /* that could not be read, and are as they were */
	uint64_t bytes_needed;              /* -ENOSPC: free on its disk; 0: not known */
};

/*
 * Makes a store as small, and as quick to read, as it can be: compresses its contents anew with a dictionary
 * made from all of them, brings the full-text index into one piece, and leaves no free page. No byte, name,
 * number or time of the tree changes; a mount goes on while it is done. Wants twice the size of the store
 * free on its disk, and memory that does not grow with it. Killed at any point it leaves the store whole.
 * `ret_report` is filled also on failure. -EBUSY: an import holds the store, *ret_holder is its process (0:
 * not known); others as dossier_import().
 */
int dossier_pack(const char *store, const struct dossier_pack_options *options,
		 struct dossier_pack_report *ret_report, pid_t *ret_holder);

/*
 * Tries from inside the sandbox what a hostile file may try, and tells how each attempt ended. 0: all were
 * blocked; 1: not all; else -errno.
 */
typedef void dossier_attempt(void *context, const char *attack, bool blocked, const char *how);
int dossier_sandbox_selftest(dossier_attempt *tell, void *context);

/*
 * The calls above as one object, by the name of `dossier_importer`: what the module exports that holds them
 * and the libraries which read formats. So a program that only reads a store loads none of these. `check` is
 * there for the library that it hashes with; its reader is the program's, which comes from the same build.
 */
struct dossier_importer {
	__typeof__(dossier_import) *import;
	__typeof__(dossier_update) *update;
	__typeof__(dossier_remove) *remove;
	__typeof__(dossier_pack) *pack;
	__typeof__(dossier_check) *check;
	__typeof__(dossier_sandbox_selftest) *sandbox_selftest;
};
#endif
