/* SPDX-License-Identifier: MIT */
/*
 * From a source's text to its documents and their facts. Pure functions from bytes to records: no SQL, no
 * files, no printing, no global state that changes. Everything found lives in the caller's arena.
 */
#ifndef PARSE_PARSE_H
#define PARSE_PARSE_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "../util/slice.h"

/* Rises whenever the same bytes may give other facts; a store remembers which version read a source. */
enum { PARSE_VERSION = 9 };

/* Gets documents in order of their ranges, which do not overlap. False ends the parse with -ECANCELED. */
typedef bool parse_sink(void *context, const struct document_facts *document);

/*
 * `text` is valid UTF-8; NUL bytes are allowed. What lies in no document is unassigned. Memory for one
 * document's facts is given back after the sink returns. `declared` may be NULL. 0, -ENOMEM, -ECANCELED.
 */
int parse_text(struct slice text, const struct declared_facts *declared, parse_sink *sink, void *context);
#endif
