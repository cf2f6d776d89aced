/* SPDX-License-Identifier: MIT */
/* The rows of a document's facts: parties, marks, countries, and where each was read. */
#include "writer.h"

#include "document.h"

#include <errno.h>

static int write_party(struct writer *w, const struct party_fact *party, int64_t *ret)
{
	*ret = 0;
	if (party->kind == PARTY_WITHHELD || party->key[0] == '\0')
		return 0;
	int r = stmt_number(&w->statements, STMT_PARTY_BY_KEY, ret, "t", party->key);

	if (r != -ENOENT)
		return r;
	r = stmt_run(&w->statements, STMT_PARTY_INSERT, "itt", (int64_t)party->kind, party->key, party->name);
	*ret = sqlite3_last_insert_rowid(w->statements.db);
	return r;
}

/* `filed` has the same parties as they are filed; the document keeps what it prints. */
static int write_parties(struct writer *w, int64_t document, const struct document_facts *facts,
			 const struct document_facts *filed)
{
	int r = 0;

	for (size_t i = 0; i < facts->party_count && r == 0; i++) {
		const struct party_fact *party = &facts->parties[i];
		int64_t id;

		r = write_party(w, &filed->parties[i], &id);
		if (r == 0)
			r = stmt_run(&w->statements, STMT_ROLE_INSERT, "iiiitii", document,
				     (int64_t)party->role, (int64_t)i, id, party->name,
				     (int64_t)party->where.first, (int64_t)party->where.last);
	}
	return r;
}

static int find_ground(struct writer *w, const struct citation *citation, int64_t *ret)
{
	int r = stmt_number(&w->statements, STMT_GROUND_BY_CODE, ret, "tt", citation->regime, citation->code);

	if (r != -ENOENT)
		return r;
	r = stmt_run(&w->statements, STMT_GROUND_INSERT, "tt", citation->regime, citation->code);
	*ret = sqlite3_last_insert_rowid(w->statements.db);
	return r;
}

static int write_mark(struct writer *w, int64_t document, const struct mark_fact *mark)
{
	int r = stmt_run(&w->statements, STMT_MARK_INSERT, "iiiii", document, (int64_t)mark->where.first,
			 (int64_t)mark->where.last, (int64_t)mark->class, (int64_t)mark->confidence);

	for (size_t i = 0; i < mark->citation_count && r == 0; i++) {
		int64_t ground;

		r = find_ground(w, &mark->citations[i], &ground);
		if (r == 0)
			r = stmt_run(&w->statements, STMT_CITATION_INSERT, "iiii", document,
				     (int64_t)mark->where.first, (int64_t)i, ground);
	}
	return r;
}

static int write_country(struct writer *w, int64_t document, const struct country_fact *country)
{
	return stmt_run(&w->statements, STMT_COUNTRY_INSERT, "itiiiiiii", document, country->code,
			(int64_t)country->filed, (int64_t)country->counts[MENTION_NAME],
			(int64_t)country->counts[MENTION_DEMONYM], (int64_t)country->counts[MENTION_DIVISION],
			(int64_t)country->counts[MENTION_CITY], (int64_t)country->first.first,
			(int64_t)country->first.last);
}

static int write_evidence(struct writer *w, int64_t document, enum fact fact, struct span where,
			  unsigned confidence)
{
	return stmt_run(&w->statements, STMT_EVIDENCE_INSERT, "iiiii", document, (int64_t)fact,
			(int64_t)where.first, (int64_t)where.last, (int64_t)confidence);
}

static int write_message_id(struct writer *w, int64_t document, size_t number, const char *id)
{
	return stmt_run(&w->statements, STMT_MESSAGE_ID_INSERT, "iit", document, (int64_t)number, id);
}

static int write_thread(struct writer *w, int64_t document, const struct thread_fact *thread)
{
	int r = thread->id ? write_message_id(w, document, 0, thread->id) : 0;

	for (size_t i = 0; i < thread->reference_count && r == 0; i++)
		r = write_message_id(w, document, i + 1, thread->references[i]);
	return r;
}

int write_facts(struct writer *w, int64_t document, const struct document_facts *facts,
		const struct document_facts *filed)
{
	int r = write_evidence(w, document, FACT_TYPE, (struct span){0, 0}, facts->type_confidence);

	if (r == 0 && facts->date.value[0])
		r = write_evidence(w, document, FACT_DATE, facts->date.where, facts->date.confidence);
	if (r == 0 && facts->title.value[0])
		r = write_evidence(w, document, FACT_TITLE, facts->title.where, facts->title.confidence);
	if (r == 0)
		r = write_parties(w, document, facts, filed);
	for (size_t i = 0; i < facts->mark_count && r == 0; i++)
		r = write_mark(w, document, &facts->marks[i]);
	for (size_t i = 0; i < facts->country_count && r == 0; i++)
		r = write_country(w, document, &facts->countries[i]);
	return r < 0 ? r : write_thread(w, document, &facts->thread);
}
