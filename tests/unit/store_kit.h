/* SPDX-License-Identifier: MIT */
/* A store in a folder of its own, for suites that write one, damage it, and read it back. */
#ifndef TEST_STORE_KIT_H
#define TEST_STORE_KIT_H

#include "../../store/data/facts.h"
#include "../../store/db/write.h"
#include "dossier/facts.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64], path[96];

static inline void setup(void)
{
	strcpy(folder, "/tmp/dossier-test-XXXXXX");
	cr_assert_not_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/store.dossier", folder);
}

static inline void teardown(void)
{
	cr_assert_eq(unlink(path), 0);
	cr_assert_eq(rmdir(folder), 0, "a store at rest is one file");
}

static inline int file_of(const char *bytes, size_t size)
{
	int fd = memfd_create("source", MFD_CLOEXEC);

	cr_assert(fd >= 0);
	for (size_t done = 0; done < size;)
		done += (size_t)write(fd, bytes + done, size - done);
	return fd;
}

/* Begins a source that is its own text; of `row` what stands there besides. */
static inline uint64_t begin_row(struct writer *w, struct source_row row, const char *text, size_t size,
				 int *ret_fd)
{
	unsigned char sha256[WRITER_HASH_SIZE];
	struct sha256_ctx hash;
	uint64_t source = 0;

	sha256_init(&hash);
	sha256_update(&hash, size, (const uint8_t *)text);
	sha256_digest(&hash, sizeof sha256, sha256);
	*ret_fd = file_of(text, size);
	row.media = row.media ? row.media : "text/plain";
	row.charset = "UTF-8";
	row.zone = "Pacific/Auckland";
	row.parser = 1;
	row.mtime = 1000;
	row.sha256 = sha256;
	row.file = *ret_fd;
	row.file_size = size;
	row.text = -1;
	cr_assert_eq(writer_source_begin(w, &row, &source), 0);
	return source;
}

static inline uint64_t begin(struct writer *w, const char *text, size_t size, int *ret_fd)
{
	return begin_row(w, (struct source_row){.parent = 0}, text, size, ret_fd);
}

static inline void end(struct writer *w, uint64_t source, int fd, const char *name, uint64_t want_unassigned)
{
	uint64_t unassigned, unindexed;
	const char *components[] = {"release", name};

	cr_assert_eq(writer_source_end(w, &unassigned, &unindexed), 0);
	cr_assert_eq(unassigned, want_unassigned);
	cr_assert_eq(writer_source_name(w, source, components, 2), 0);
	close(fd);
}

static inline struct writer *open_writer(void)
{
	struct writer *w;
	pid_t holder;

	cr_assert_eq(writer_open(path, &w, &holder), 0);
	return w;
}

static char last_log[512];
static unsigned log_lines;

static inline void keep_log(void *context, const char *line)
{
	(void)context;
	snprintf(last_log, sizeof last_log, "%s", line);
	log_lines++;
}

static struct dossier_store *store;

static inline struct dossier_reader *open_tree(uint64_t views, bool symbolic)
{
	struct dossier_tree tree = {views, symbolic, false};
	struct dossier_reader *reader;

	cr_assert_eq(dossier_store_open(path, &tree, keep_log, NULL, &store), 0);
	cr_assert_eq(dossier_reader_create(store, &reader), 0);
	return reader;
}

static inline struct dossier_reader *open_reader(bool symbolic)
{
	return open_tree(DOSSIER_ALL_VIEWS, symbolic);
}

static inline void close_reader(struct dossier_reader *reader)
{
	dossier_reader_destroy(reader);
	dossier_store_close(store);
}

static inline int resolve(struct dossier_reader *reader, const char *name, struct dossier_attributes *ret)
{
	char copy[512], *rest = copy;
	int r = dossier_stat(reader, DOSSIER_ROOT, ret);

	snprintf(copy, sizeof copy, "%s", name);
	for (char *part = strsep(&rest, "/"); part && r == 0; part = strsep(&rest, "/"))
		r = dossier_look_up(reader, ret->node, part, ret);
	return r;
}

/* One source that is one document of these facts; its range is set here. */
static inline uint64_t import_one(struct writer *w, const char *text, size_t size,
				  struct document_facts facts, const char *name)
{
	int fd;
	uint64_t source = begin(w, text, size, &fd);

	facts.range = (struct span){0, size};
	cr_assert_eq(writer_document(w, &facts), 0);
	end(w, source, fd, name, 0);
	return source;
}

/* A source with one document, which comes to nothing. */
static inline void give_up(struct writer *w, const char *text, struct document_facts facts)
{
	int fd;

	facts.range = (struct span){0, strlen(text)};
	begin(w, text, strlen(text), &fd);
	cr_assert_eq(writer_document(w, &facts), 0);
	cr_assert_eq(writer_source_abandon(w), 0);
	close(fd);
}

static inline struct document_facts plain_facts(void)
{
	return (struct document_facts){.title.value = "Title", .date.value = "2019"};
}

static inline void print_fault(void *context, const char *line)
{
	char *all = context;

	if (all)
		snprintf(all + strlen(all), 4000 - strlen(all), "%s\n", line);
	else
		fprintf(stderr, "%s\n", line);
}

/* `faults`: 4000 bytes that get the sentences, or NULL. */
static inline uint64_t check_into(char *faults)
{
	struct dossier_reader *reader = open_reader(false);
	uint64_t count = 1000;

	if (faults)
		faults[0] = '\0';
	cr_assert_eq(dossier_check(reader, print_fault, faults, &count), 0);
	close_reader(reader);
	return count;
}

static inline uint64_t check(void)
{
	return check_into(NULL);
}

/* Changes the store behind the program's back. */
static inline void tamper(const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 0, (int *)NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL), SQLITE_OK);
	cr_assert_eq(sqlite3_exec(db, sql, NULL, NULL, &why), SQLITE_OK, "%s: %s", sql, why);
	cr_assert_eq(sqlite3_close(db), SQLITE_OK);
}

static inline int64_t ask(const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;

	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	cr_assert_eq(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK, "%s", sql);
	cr_assert_eq(sqlite3_step(stmt), SQLITE_ROW);
	int64_t value = sqlite3_column_int64(stmt, 0);

	sqlite3_finalize(stmt);
	cr_assert_eq(sqlite3_close(db), SQLITE_OK);
	return value;
}
#endif
