/* SPDX-License-Identifier: MIT */
/*
 * Brings a store of an older schema up to date. What schema.sql says is compared with what the store has:
 * tables that differ are made anew and filled with the columns that both have, so that a new column needs a
 * DEFAULT; indexes that differ are made anew. What more a schema needs stands in a table of steps. A change
 * of schema.sql is: a new STORE_SCHEMA and, where it needs one, a step.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "stmt.h"

enum { STORE_SCHEMA_OLDEST = 2 /* that can be brought up to date */ };

/*
 * In one transaction: killed at any point the store is as it was, or done. For whoever holds the store as its
 * writer. -ENOTSUP: too old.
 */
int migrate(struct statements *statements);
#endif
