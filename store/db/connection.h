/* SPDX-License-Identifier: MIT */
/* One connection to a store's file, with everything switched off that an untrusted file could use. */
#ifndef DB_CONNECTION_H
#define DB_CONNECTION_H

#include "stmt.h"

#include <stdbool.h>

enum { STORE_APPLICATION_ID = 0x444f5346 /* "DOSF" */, STORE_SCHEMA = 5 };

enum access {
	ACCESS_READ,      /* another process may write */
	ACCESS_IMMUTABLE, /* read; nobody can write: no locks, no log */
	ACCESS_WRITE      /* made if it is missing */
};

/*
 * What the file system has against `path` as a store to be read: -ENOENT, -EACCES, -EISDIR ...; -EMEDIUMTYPE:
 * no regular file. Opens nothing: closing any descriptor of a file drops the locks that this process has on
 * it.
 */
int connection_examine(const char *path);
/* 0 or -errno. The connection belongs to the calling thread; close with connection_finish(). */
int connection_open(const char *path, enum access access, struct statements *ret_statements);
void connection_finish(struct statements *statements);
/* 0; -EMEDIUMTYPE: no store; -EPROTO: a newer schema; -ESTALE: an older one. *ret_empty: a file without a
 * page. */
int connection_verify(struct statements *statements, bool *ret_empty);
/* The log goes into the store's file, and its pages are gone. -EINPROGRESS: not while another reads there. */
int connection_empty_log(struct statements *statements);
/*
 * After the last commit: the log goes into the store's file, and is turned off. Where another process has the
 * store open it stays on; dossier_settle() finds it later.
 */
void connection_rest(struct statements *statements);
#endif
