/* SPDX-License-Identifier: MIT */
/*
 * What is owed to a store after rows were changed or taken out, kept as settings so that a run that was
 * killed leaves it to the next: 'stale': the catalogue does not say what the rows say; 'scrub': the file
 * still holds bytes of what was taken out.
 */
#ifndef DB_SCRUB_H
#define DB_SCRUB_H

#include "writer.h"

enum debt { DEBT_STALE, DEBT_SCRUB };

/* Notes it within the transaction that is open. */
int scrub_owe(struct writer *writer, enum debt debt);
/* Within the last transaction of a run: makes the catalogue anew if it is stale. */
int scrub_catalogue(struct writer *writer);
/*
 * After it, out of any transaction, on a connection that may write: leaves no byte in the file of what was
 * taken out, if that is owed. -EINPROGRESS: but in the log, which another process reads; it is owed still.
 */
int scrub_file(struct statements *statements);
#endif
