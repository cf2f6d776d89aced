/* SPDX-License-Identifier: MIT */
#include "connection.h"

#include "../util/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	READ_BUSY_MS = 250,
	WRITE_BUSY_MS = 5000,
	READ_CACHE_KIB = 2048, /* a connection a thread: reading a page again costs less than new memory */
	WRITE_CACHE_KIB = 65536,
	TRUNCATE_MS = 1000
};

/* SQLite's own list for files that it cannot trust; mmap is off since a truncated file would be a SIGBUS. */
static int harden(sqlite3 *db, enum access access)
{
	static const int off[] = {SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_ENABLE_TRIGGER,
				  SQLITE_DBCONFIG_ENABLE_VIEW, SQLITE_DBCONFIG_DQS_DDL,
				  SQLITE_DBCONFIG_DQS_DML};
	bool write = access == ACCESS_WRITE;
	char pragmas[256];
	int rc = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);

	for (size_t i = 0; i < sizeof off / sizeof *off && rc == SQLITE_OK; i++)
		rc = sqlite3_db_config(db, off[i], 0, (int *)NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(db, write ? WRITE_BUSY_MS : READ_BUSY_MS);
	/* A reader may have nowhere to write; a writer's savepoint of a large source wants a file. */
	sqlite3_snprintf(sizeof pragmas, pragmas,
			 "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA temp_store = %s; "
			 "PRAGMA synchronous = NORMAL; PRAGMA secure_delete = OFF; PRAGMA cache_size = -%d;",
			 write ? "FILE" : "MEMORY", write ? WRITE_CACHE_KIB : READ_CACHE_KIB);
	return rc == SQLITE_OK ? sqlite3_exec(db, pragmas, NULL, NULL, NULL) : rc;
}

/* SQLite's count of its memory takes one lock for all threads, and nobody asks for it. */
static void configure(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* refused after a first connection: then it counts */
}

/* A file: URI for `path`, in which no byte of the path means anything. */
static char *uri_of(const char *path, bool immutable)
{
	struct buf uri = {0};

	buf_text(&uri, *path == '/' ? "file://" : "file:"); /* else "//folder" would name a host */
	for (; *path; path++)
		if (byte_is_letter(*path) || byte_is_digit(*path) || strchr("/._-", *path))
			buf_byte(&uri, *path);
		else
			buf_format(&uri, "%%%02X", (unsigned)(unsigned char)*path);
	if (immutable)
		buf_text(&uri, "?immutable=1");
	return buf_steal(&uri);
}

int connection_examine(const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return -errno;
	if (S_ISDIR(st.st_mode))
		return -EISDIR;
	if (!S_ISREG(st.st_mode))
		return -EMEDIUMTYPE;
	return faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) < 0 ? -errno : 0;
}

int connection_open(const char *path, enum access access, struct statements *ret)
{
	static const int flags[] = {[ACCESS_READ] = SQLITE_OPEN_READONLY,
				    [ACCESS_IMMUTABLE] = SQLITE_OPEN_READONLY,
				    [ACCESS_WRITE] = SQLITE_OPEN_READWRITE};
	struct statements s = {0};
	static pthread_once_t configured = PTHREAD_ONCE_INIT;
	char *uri = uri_of(path, access == ACCESS_IMMUTABLE);

	if (!uri)
		return -ENOMEM;
	pthread_once(&configured, configure);
	int rc = sqlite3_open_v2(uri, &s.db, flags[access] | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);

	free(uri);
	if (rc == SQLITE_OK)
		rc = harden(s.db, access);
	if (rc != SQLITE_OK) {
		connection_finish(&s);
		return db_errno(rc);
	}
	*ret = s;
	return 0;
}

void connection_finish(struct statements *s)
{
	statements_finish(s);
	sqlite3_close(s->db);
	s->db = NULL;
}

/* Has a file without numbers no table either? */
static int is_blank(struct statements *s, bool *ret_blank)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_CHECK_SCHEMA, &row, "");

	if (r < 0)
		return r;
	*ret_blank = r == 0;
	stmt_end(row);
	return 0;
}

int connection_verify(struct statements *s, bool *ret_empty)
{
	int64_t application, schema;
	int r = stmt_number(s, STMT_APPLICATION_ID, &application, "");

	if (r == 0)
		r = stmt_number(s, STMT_USER_VERSION, &schema, "");
	*ret_empty = false;
	if (r == 0 && application == 0 && schema == 0)
		r = is_blank(s, ret_empty);
	if (r < 0 || *ret_empty)
		return r;
	if (application != STORE_APPLICATION_ID)
		return -EMEDIUMTYPE;
	if (schema != STORE_SCHEMA)
		return schema > STORE_SCHEMA ? -EPROTO : -ESTALE;
	return 0;
}

int connection_empty_log(struct statements *s)
{
	int64_t busy = 0;

	/* A mount that has heard of the commit reads just now, for milliseconds. */
	sqlite3_busy_timeout(s->db, TRUNCATE_MS);
	int r = stmt_number(s, STMT_WAL_TRUNCATE, &busy, "");

	sqlite3_busy_timeout(s->db, WRITE_BUSY_MS);
	return r < 0 && r != -EBUSY ? r : r == -EBUSY || busy ? -EINPROGRESS : 0;
}

void connection_rest(struct statements *s)
{
	connection_empty_log(s);
	sqlite3_busy_timeout(s->db, 0);
	stmt_run(s, STMT_WAL_OFF, "");
}
