/* SPDX-License-Identifier: MIT */
/*
 * Every SQL text of the program, in one table; prepared on first use, finalised in one loop. SQLite's result
 * codes become -errno here and nowhere else. A set of statements belongs to one connection and so to one
 * thread.
 */
#ifndef DB_STMT_H
#define DB_STMT_H

#include "../util/slice.h"

#include <sqlite3.h>
#include <stdatomic.h>
#include <stdint.h>

enum stmt {
	/* connection */
	STMT_APPLICATION_ID,
	STMT_BEGIN,
	STMT_BEGIN_IMMEDIATE,
	STMT_COMMIT,
	STMT_ROLLBACK,
	STMT_SAVEPOINT,
	STMT_SAVEPOINT_RELEASE,
	STMT_SAVEPOINT_ROLLBACK,
	STMT_USER_VERSION,
	STMT_WAL_OFF,
	STMT_WAL_ON,
	STMT_WAL_TRUNCATE,
	/* the tree */
	STMT_ALIAS,
	STMT_ALIAS_BY_NAME,
	STMT_ALIAS_INSERT,
	STMT_DIRECTORY,
	STMT_DIRECTORY_BY_NAME,
	STMT_DIRECTORY_BY_VALUE,
	STMT_DIRECTORY_COUNT_ADD,
	STMT_DIRECTORY_CHANGED,
	STMT_DIRECTORY_INSERT,
	STMT_DIRECTORY_LIST,
	STMT_DIRECTORY_NAME,
	STMT_ENTRY_BY_DOCUMENT,
	STMT_ENTRY_INSERT,
	STMT_ENTRY_INSERT_SOURCE,
	STMT_ENTRY_LIST,
	STMT_FILE_NAME_BY_NAME,
	STMT_FILE_NAME_INSERT,
	STMT_FILE_NAME_LIST,
	STMT_FILE_NAME_HAS,
	STMT_FILE_NAME_OF_SOURCE,
	STMT_FILE_NAME_TEXT,
	STMT_FILE_NAME_SET_TEXT,
	STMT_HOLDING_ADD,
	STMT_NAME_TAKEN,
	STMT_STAT_ORIGINAL,
	STMT_STAT_TEXT,
	STMT_TOTALS,
	/* contents */
	STMT_CHUNK_AT,
	STMT_CHUNK_INSERT,
	STMT_CONTENT_BY_HASH,
	STMT_CONTENT_INSERT,
	STMT_DICTIONARY,
	STMT_DICTIONARY_INSERT,
	STMT_DICTIONARY_NEWEST,
	/* sources */
	STMT_FILE_GET,
	STMT_FILE_PUT,
	STMT_PAGE_INSERT,
	STMT_PROPERTY_INSERT,
	STMT_PROPERTY_LIST,
	STMT_SOURCE,
	STMT_SOURCE_BY_HASH,
	STMT_SOURCE_DEPTH,
	STMT_SOURCE_INSERT,
	STMT_SOURCE_LINK_ADD,
	STMT_SOURCE_PARENT,
	STMT_SOURCE_PENDING,
	STMT_SOURCE_ROOT,
	STMT_SOURCE_SET_MEMBERS,
	STMT_SOURCE_SET_UNASSIGNED,
	/* documents */
	STMT_CITATION_INSERT,
	STMT_CITATION_LIST,
	STMT_CODES,
	STMT_COUNTRIES,
	STMT_COUNTRY_INSERT,
	STMT_COUNTRY_LIST,
	STMT_DOCUMENT,
	STMT_DOCUMENT_INSERT,
	STMT_DOCUMENT_LAST,
	STMT_EVIDENCE_INSERT,
	STMT_EVIDENCE_LIST,
	STMT_FACTS,
	STMT_FACTS_LIST,
	STMT_GROUND_BY_CODE,
	STMT_GROUND_INSERT,
	STMT_MARK_INSERT,
	STMT_MESSAGE_ID_INSERT,
	STMT_MESSAGE_ID_LIST,
	STMT_PARTY_ALIAS_ANY,
	STMT_PARTY_ALIAS_CLEAR,
	STMT_PARTY_ALIAS_FORGET,
	STMT_PARTY_ALIAS_GET,
	STMT_PARTY_ALIAS_INSERT,
	STMT_PARTY_ALIAS_KEEP,
	STMT_PARTY_ALIAS_OUTDATE,
	STMT_PARTY_BY_KEY,
	STMT_PARTY_INSERT,
	STMT_ROLE_INSERT,
	STMT_ROLE_LIST,
	STMT_THREAD_OF_MESSAGE_ID,
	STMT_THREAD_OF_TRACE,
	STMT_THREAD_TRACE_INSERT,
	/* words */
	STMT_SNIPPET,
	STMT_SNIPPET_CLEAR,
	STMT_SNIPPET_INSERT,
	STMT_SNIPPET_TABLE,
	STMT_WORDS_CHECK,
	STMT_WORDS_INSERT,
	/* the catalogue */
	STMT_CATALOGUE_BLOCK_AT,
	STMT_CATALOGUE_BLOCK_PUT,
	STMT_CATALOGUE_COUNTRIES,
	STMT_CATALOGUE_DOCUMENTS,
	STMT_CATALOGUE_FILE,
	STMT_CATALOGUE_FOUND,
	STMT_CATALOGUE_LAST,
	STMT_CATALOGUE_LEDGER,
	STMT_CATALOGUE_REDACTIONS,
	STMT_CATALOGUE_SENDERS,
	STMT_CATALOGUE_SET_SIZE,
	STMT_CATALOGUE_SOURCES,
	/* the run */
	STMT_LEDGER_INSERT,
	STMT_README_CODE,
	STMT_README_EXAMPLE,
	STMT_README_TITLE,
	STMT_RUN_INSERT,
	STMT_RUN_PROCESS,
	STMT_RUN_UPDATE,
	STMT_SETTING_GET,
	STMT_SETTING_PUT,
	/* check */
	STMT_CHECK_CATALOGUE,
	STMT_CHECK_CONTENTS,
	STMT_CHECK_DIRECTORIES,
	STMT_CHECK_DOCUMENTS,
	STMT_CHECK_FOREIGN_KEYS,
	STMT_CHECK_HOLDING,
	STMT_CHECK_INTEGRITY,
	STMT_CHECK_LINKS,
	STMT_CHECK_NAMES,
	STMT_CHECK_PARENTS,
	STMT_CHECK_PLACES,
	STMT_CHECK_PROPERTIES,
	STMT_CHECK_SCHEMA,
	STMT_CHECK_SOURCES,
	STMT_CHECK_UNINDEXED,
	/* changes */
	STMT_CHANGED_ALIASES,
	STMT_CHANGED_DIRECTORIES,
	STMT_CHANGED_NAMES,
	STMT_CHANGED_TEXTS,
	STMT_DATA_VERSION,
	STMT_NOW,
	/* attributes that have names */
	STMT_DIRECTORY_FACTS,
	STMT_SOURCE_FACTS,
	/* values, for completion */
	STMT_VALUES_BELOW,
	STMT_VALUES_PARTY,
	STMT_VALUES_TOP,
	STMT_COUNT
};

struct statements {
	sqlite3 *db;
	sqlite3_stmt *prepared[STMT_COUNT];
	_Atomic uint64_t *counter; /* of statements run; may be NULL */
};

/* 0 or -errno for a result code of SQLite's. */
int db_errno(int rc);

/*
 * Binds the values that `types` lists and steps once: i int64_t; t const char * (NULL: NULL); s struct slice
 * as text; b struct slice as blob; n NULL (no argument). Texts and blobs must live until stmt_end(). Returns
 * 1 with the first row in *ret_row, 0 without a row (ended already), or -errno.
 */
int stmt_row(struct statements *s, enum stmt id, sqlite3_stmt **ret_row, const char *types, ...);
/* The next row: 1; 0 and ended at the last; -errno and ended. */
int stmt_next(sqlite3_stmt *row);
void stmt_end(sqlite3_stmt *row); /* NULL is ignored */
/* The same for a statement without rows, or whose rows do not matter. 0 or -errno. */
int stmt_run(struct statements *s, enum stmt id, const char *types, ...);
/* The first column of the first row as a number: 0, -ENOENT without a row, or -errno. */
int stmt_number(struct statements *s, enum stmt id, int64_t *ret_value, const char *types, ...);
/* Columns; borrowed until the next stmt_next() or stmt_end(). Never NULL. */
struct slice stmt_blob(sqlite3_stmt *row, int column);
const char *stmt_text(sqlite3_stmt *row, int column);

/* The text of a statement, for tests. */
const char *stmt_sql(enum stmt id);

void statements_finish(struct statements *s);
#endif
