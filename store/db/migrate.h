/* SPDX-License-Identifier: MIT */
/*
 * Brings a store of an older schema up to date. What schema.sql says is compared with what the store has:
 * tables that differ are made anew and filled with the columns that both have, so that a new column needs a
 * DEFAULT; indexes that differ are made anew, that of words from the documents' texts. A change of schema.sql
 * is: a new STORE_SCHEMA.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "writer.h"

enum { STORE_SCHEMA_OLDEST = 2 /* that can be brought up to date */ };

/*
 * In one transaction: killed at any point the store is as it was, or done. For whoever holds the store as its
 * writer. -ENOTSUP: too old.
 */
int migrate(struct writer *writer);
#endif
