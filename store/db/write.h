/* SPDX-License-Identifier: MIT */
/*
 * The writer's side of the store: what an import adds. One writer a store, one thread. Sources are written
 * one by one; a source is whole or not there at all. Functions return 0 or -errno: -ENOSPC, -EROFS, -EIO end
 * the run.
 */
#ifndef DB_WRITE_H
#define DB_WRITE_H

#include "../data/facts.h"
#include "dossier/import.h"

#include <sys/types.h>
#include <time.h>

struct writer;

/*
 * Opens or makes (0600) a store for writing, holds it against other writers. -EBUSY after waiting
 * WRITER_WAIT_SECONDS: *ret_holder is the process that holds it, 0 if not known. -EMEDIUMTYPE: no store;
 * -EPROTO: newer. An older one is brought up to date; -ENOTSUP: it is too old for that.
 */
enum { WRITER_WAIT_SECONDS = 5 };
int writer_open(const char *path, struct writer **ret_writer, pid_t *ret_holder);
/*
 * After a large run: makes one piece of its index, in as many transactions as it takes. 0 also where `stop`
 * said so.
 */
int writer_merge(struct writer *writer, bool (*stop)(void *context), void *context);
/*
 * Ends the run: commits, renders README.txt, truncates the log and turns it off where nobody else has the
 * store open. Frees the writer also on failure.
 */
int writer_close(struct writer *writer);
/* Frees the writer and leaves what was committed. */
void writer_abandon(struct writer *writer);

/*
 * Makes these the store's only aliases of parties, for the documents written from now on. *ret_outdated:
 * sources with documents that are filed otherwise and are to be read again.
 */
int writer_aliases(struct writer *writer, const struct dossier_alias *aliases, size_t count,
		   uint64_t *ret_outdated);

/* ---- what was met on disk ---- */

struct file_row {
	const char *path; /* absolute, as the kernel has it */
	uint64_t size, inode;
	int64_t mtime; /* nanoseconds */
};

/*
 * What is known of a file with this path, size, mtime and inode, read by this parser. Returns DOSSIER_KNOWN,
 * DOSSIER_SKIPPED or DOSSIER_FAILED as recorded, or -ENOENT: read it. `*ret_source` is 0 for skipped and
 * failed;
 * `*ret_reason` is the caller's to free, or NULL.
 */
int writer_file_known(struct writer *writer, const struct file_row *file, int parser, uint64_t *ret_source,
		      char **ret_reason);
/* Records how a file ended; source 0: skipped or failed for `reason`. */
int writer_file_done(struct writer *writer, const struct file_row *file, int parser, uint64_t source,
		     enum dossier_outcome outcome, const char *reason);

/* ---- sources ---- */

enum { WRITER_HASH_SIZE = 32 };
/* Bytes of a source: 64 GiB, as CONTENT_SIZE_MAX. */
#define WRITER_SOURCE_SIZE_MAX (UINT64_C(1) << 36)

/* A source with these bytes; -ENOENT. */
int writer_source_find(struct writer *writer, const unsigned char sha256[static WRITER_HASH_SIZE],
		       uint64_t *ret_source);
/*
 * Gives a source its name under originals/: `components` from the imported argument's last component down,
 * raw bytes. A name that the source has already is kept as it is.
 */
int writer_source_name(struct writer *writer, uint64_t source, const char *const components[], size_t count);

struct source_row {
	const char *media, *charset; /* libmagic's type; "" unknown */
	const char *zone;            /* IANA name: mtimes of its documents follow it */
	int parser;
	int64_t mtime;               /* of the file, seconds */
	const unsigned char *sha256; /* of the file */
	int file;                    /* descriptor of the file's bytes; read with pread(2) */
	uint64_t file_size;
	int text; /* descriptor of the extracted text; -1: the file is the text */
	uint64_t text_size;
	const uint64_t *pages; /* first byte of each page in the text */
	size_t page_count;
	uint64_t parent;  /* the source that held it; 0: none */
	bool has_members; /* it holds files that are to be unpacked */
	const struct property *properties;
	size_t property_count;
	/*
	 * All its documents are at hand, and nothing in them is contradictory: it is written without a
	 * savepoint, which costs more than a message, and cannot be given up: what goes wrong ends the run,
	 * but for -ESTALE from writer_source_begin(), after which nothing of it was written.
	 */
	bool whole;
};

/*
 * Begins a source; its descriptors must stay open until writer_source_end(). Documents then come in order of
 * their ranges. -ESTALE from any of these: the file changed while it was read; give the source up with
 * writer_source_abandon(), which leaves no trace of it.
 */
int writer_source_begin(struct writer *writer, const struct source_row *row, uint64_t *ret_source);
int writer_document(struct writer *writer, const struct document_facts *facts);
/* *ret_unassigned: bytes of the text in no document. *ret_unindexed: bytes beyond the index's limit. */
int writer_source_end(struct writer *writer, uint64_t *ret_unassigned, uint64_t *ret_unindexed);
int writer_source_abandon(struct writer *writer);

/* ---- reading again ---- */

struct update_counts { /* documents of sources that were read again */
	uint64_t kept, changed, added, gone;
};

enum { WRITER_MEDIA_SIZE = 256 };

struct outdated {
	uint64_t id, size;
	int64_t mtime;   /* of the file it came in, seconds */
	uint64_t parent; /* the source that held it; 0: none */
	char holder_media[WRITER_MEDIA_SIZE];
};

/* The next source above `after`, in order of id, that a parser before `parser` read. -ENOENT: there is none.
 */
int writer_source_outdated(struct writer *writer, uint64_t after, int parser, struct outdated *ret_outdated);
/*
 * In place of writer_source_begin() for a source that is there, with the file's bytes as they were: documents
 * of the same range and bytes keep their numbers, those that do not come again go. Its zone, mtime and ctime
 * stay. `totals` is added to by writer_source_end(). -ENOENT: no such source.
 */
int writer_source_again(struct writer *writer, uint64_t source, const struct source_row *row,
			struct update_counts *totals);
/* There is nothing to be read in it by this parser, and it stays what it is. */
int writer_source_parsed(struct writer *writer, uint64_t source, int parser);

/* ---- taking out ---- */

/* As dossier_remove(), within the open transaction; the file is written anew by writer_close(). */
int writer_remove(struct writer *writer, char *const sources[], size_t count,
		  const struct dossier_removal *how);

/* ---- files within files ---- */

/* What became of the files that a source holds. The numbers stand in stores. */
enum member_state {
	MEMBERS_NONE,
	MEMBERS_PENDING, /* some are still to be unpacked */
	MEMBERS_UNPACKED,
	MEMBERS_PARTLY, /* unpacked; some could not be read */
	MEMBER_STATES
};

enum {
	WRITER_MEMBER_DEPTH = 64 /* components of a member's name; of longer paths the middle is left out */
};

struct pending {
	uint64_t id, size; /* size: bytes of the original */
	unsigned depth;    /* how many sources it is in */
	char media[WRITER_MEDIA_SIZE];
};

int writer_source_members(struct writer *writer, uint64_t source, enum member_state state);
/*
 * The next source above `after`, in order of id, whose members are to be unpacked; those that were unpacked
 * in part are among them if `retry`. -ENOENT: there is none.
 */
int writer_source_pending(struct writer *writer, bool retry, uint64_t after, struct pending *ret_pending);
/* The file from disk that a source came in, which may be itself, and that one's size. -ENOENT. */
int writer_source_root(struct writer *writer, uint64_t source, uint64_t *ret_root, uint64_t *ret_size);
/*
 * The bytes of a source that is whole, verified, in a new memfd at offset 0, which is the caller's to close.
 * -ENOENT: no such source; -EIO: damaged.
 */
int writer_source_original(struct writer *writer, uint64_t source, int *ret_file);
/* Its first path below originals/, the caller's to free. -ENOENT: it has none; -EIO: damaged. */
int writer_source_path(struct writer *writer, uint64_t source, char **ret_path);
/*
 * Gives a source a name as a member of another, which must have a name: for a first name `a.zip`, below
 * `a.zip.d/`. `components` are raw bytes, and nothing in them leads elsewhere: empty ones and "." are left
 * out, ".." is a name like others ("%2E."). If none is left it is named after the parent, without its
 * extension. -EINVAL: the parent has no name.
 */
int writer_member_name(struct writer *writer, uint64_t source, uint64_t parent,
		       const char *const components[], size_t count);

/* ---- the run ---- */

/* Commits what was written if it is worth a transaction, or anyway if `now`. */
int writer_commit(struct writer *writer, bool now);
/* A line of this run's ledger, kept in the store; -ENOSPC as above. `source` 0: none. */
int writer_ledger_line(struct writer *writer, enum dossier_outcome outcome, const char *path, uint64_t source,
		       const char *reason);
int writer_ledger_totals(struct writer *writer, const struct dossier_ledger *ledger);
#endif
