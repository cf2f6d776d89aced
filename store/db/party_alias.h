/* SPDX-License-Identifier: MIT */
/*
 * Names and addresses that the user's file joins to one party. The document keeps what it prints; where it is
 * filed, and who is found, follows the file. Exact folded match only.
 */
#ifndef DB_PARTY_ALIAS_H
#define DB_PARTY_ALIAS_H

#include "../data/facts.h"
#include "../util/arena.h"
#include "dossier/import.h"
#include "stmt.h"

/*
 * Makes these the only ones of the store. Sources that name anybody who is filed elsewhere from now on are
 * marked to be read again; *ret_outdated counts them.
 */
int party_alias_replace(struct statements *statements, const struct dossier_alias *aliases, size_t count,
			uint64_t *ret_outdated);
/* Are there any? 0, 1 or -errno. */
int party_alias_any(struct statements *statements);
/* Gives `facts` with each party as it is filed, key and name; made in the arena. 0 or -errno. */
int party_alias_apply(struct statements *statements, const struct document_facts *facts, struct arena *arena,
		      struct document_facts *ret_filed);
#endif
