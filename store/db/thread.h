/* SPDX-License-Identifier: MIT */
/*
 * Threads: which messages answer each other. A message joins, when it is imported, the thread of an earlier
 * one, or begins its own; a thread of one is a thread. It stays where it is whatever comes later, so two
 * threads are never made one.
 *
 * A message that names ids goes by them alone: to the first message that names or refers to the same id. Any
 * other goes by its subject without RE:, FW: and what was withheld in it: to a thread of this subject that
 * has a message of at most THREAD_DAYS before or after it with a party in common. A withheld party is taken
 * for the same inside one source only. Without a subject, a day or a party it stands alone.
 */
#ifndef DB_THREAD_H
#define DB_THREAD_H

#include "../data/facts.h"
#include "../util/buf.h"
#include "document.h"
#include "stmt.h"

enum {
	THREAD_DAYS = 60,
	THREAD_PARTIES_MAX = 32 /* of a message, in printed order; more are not compared */
};

struct thread {
	uint64_t first;       /* the message that it was begun with; 0: the document is no message */
	char value[24];       /* the same as text; "" */
	struct slice subject; /* as this message has it; borrowed from its facts, or static */
};

/* The thread of a document that is about to be written; remembers what later ones are recognised by. */
int thread_find(struct statements *statements, const struct document_row *row,
		const struct document_facts *facts, struct thread *ret_thread);

/* Remembers a message that is there as thread_find() does: its traces were taken out with others'. */
int thread_trace(struct statements *statements, uint64_t document);
/* Of a document. -ENOENT. */
int thread_of(struct statements *statements, uint64_t document, uint64_t *ret_source, uint64_t *ret_thread);
/* What a thread is called by a message of this title. */
struct slice thread_called(struct slice title);

/* A subject without what answering and forwarding put before it, and without tags in brackets there. */
struct slice thread_subject(struct slice title);
/* Appends what makes two subjects one: its words, folded, without tags and without the codes of marks. */
void thread_key(struct buf *out, const struct document_facts *facts);
#endif
