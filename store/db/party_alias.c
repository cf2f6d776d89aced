/* SPDX-License-Identifier: MIT */
#include "party_alias.h"

#include "../util/utf8.h"

#include <errno.h>

/* ---- at the beginning of a run ---- */

/* The canonical name stands in the table too: what it is filed as is how the file writes it. */
static int insert(struct statements *s, const char *key, const char *name, const char *party)
{
	return stmt_run(s, STMT_PARTY_ALIAS_INSERT, "ttt", key, name, party);
}

static int put(struct statements *s, const struct dossier_alias *alias)
{
	struct arena arena = {0};
	const char *key = utf8_folded(slice_of(alias->name), &arena);
	const char *party = utf8_folded(slice_of(alias->party), &arena);
	int r = key && party ? insert(s, party, alias->party, party) : -ENOMEM;

	if (r == 0)
		r = insert(s, key, alias->name, party);
	arena_finish(&arena);
	return r;
}

int party_alias_replace(struct statements *s, const struct dossier_alias *aliases, size_t count,
			uint64_t *ret_outdated)
{
	int r = stmt_run(s, STMT_PARTY_ALIAS_KEEP, "");

	if (r == 0)
		r = stmt_run(s, STMT_PARTY_ALIAS_CLEAR, "");
	for (size_t i = 0; i < count && r == 0; i++)
		r = put(s, &aliases[i]);
	if (r == 0)
		r = stmt_run(s, STMT_PARTY_ALIAS_OUTDATE, "");
	if (r == 0)
		*ret_outdated = (uint64_t)sqlite3_changes64(s->db);
	return r < 0 ? r : stmt_run(s, STMT_PARTY_ALIAS_FORGET, "");
}

int party_alias_any(struct statements *s)
{
	int64_t any;
	int r = stmt_number(s, STMT_PARTY_ALIAS_ANY, &any, "");

	return r < 0 ? r : any != 0;
}

/* ---- a document ---- */

static int file_as(struct statements *s, struct arena *arena, struct party_fact *party)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_PARTY_ALIAS_GET, &row, "t", party->key);

	if (r != 1)
		return r;
	party->key = arena_string(arena, slice_of(stmt_text(row, 0)));
	party->name = arena_string(arena, slice_of(stmt_text(row, 1)));
	party->kind = strchr(party->key ? party->key : "", '@') ? PARTY_MAILBOX : PARTY_NAMED;
	stmt_end(row);
	return party->key && party->name ? 0 : -ENOMEM;
}

int party_alias_apply(struct statements *s, const struct document_facts *facts, struct arena *arena,
		      struct document_facts *ret)
{
	struct party_fact *parties = arena_array(arena, facts->party_count + 1, sizeof *parties);
	int r = parties ? 0 : -ENOMEM;

	for (size_t i = 0; i < facts->party_count && r == 0; i++) {
		parties[i] = facts->parties[i];
		if (parties[i].kind != PARTY_WITHHELD && parties[i].key[0] != '\0')
			r = file_as(s, arena, &parties[i]);
	}
	*ret = *facts;
	ret->parties = parties;
	return r;
}
