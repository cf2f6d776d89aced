/* SPDX-License-Identifier: MIT */
#include "query-score.h"

#include "../util/cursor.h"
#include "fts5.h"

#include <math.h>
#include <stddef.h>

enum { COMMON_SHARE = 3 /* a phrase that stands alone weighs as if one document of so many had it */ };
enum { NUMBER_BYTES = 8 };
enum { TITLE_OF_WORDS = 1, TITLE_OF_TITLES = 0 }; /* columns; the other is the body */

static const double TITLE_WEIGHT = 10, BODY_WEIGHT = 1, SATURATION = 1.2 /* k1 */,
		    LENGTH_SHARE = 0.75 /* b */;

struct totals { /* of all documents; tokens of both columns */
	double documents, tokens;
};
struct weights { /* of one query, kept with its cursor */
	double mean_length;
	int count;
	double of_phrase[];
};

/* ---- how rare each phrase is ---- */

struct counting {
	sqlite3_int64 found, last;
};

static int count_row(const Fts5ExtensionApi *api, Fts5Context *row, void *context)
{
	struct counting *counting = context;

	if (++counting->found < QUERY_COUNTED)
		return SQLITE_OK;
	counting->last = api->xRowid(row);
	return SQLITE_DONE;
}

/* Documents of a phrase: counted if they are few, else as if all were as densely with it as the first are. */
static int count_phrase(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, double all, double *ret)
{
	struct counting counting = {0, 0};
	int rc = api->xQueryPhrase(fts, phrase, &counting, count_row);
	double found = (double)counting.found;

	if (rc == SQLITE_OK && counting.last > 0)
		found *= fmax(all / (double)counting.last, 1);
	*ret = fmin(found, all);
	return rc;
}

/* Of one phrase alone the weight changes no order, and to count it may be half of the work: a prefix is
 * looked up in all of the index. */
static int guess(double all, double *ret)
{
	*ret = fmax(all / COMMON_SHARE, 1);
	return SQLITE_OK;
}

/* As FTS5 has it: a phrase that is in more than half of all documents still speaks for them, a little. */
static double weight(double all, double found)
{
	return fmax(log((all - found + 0.5) / (found + 0.5)), 1e-6);
}

static int fill(const Fts5ExtensionApi *api, Fts5Context *fts, const struct totals *all, bool whole,
		struct weights *w)
{
	double found = 1;
	int rc = SQLITE_OK;

	w->mean_length = all->documents > 0 && all->tokens > 0 ? all->tokens / all->documents : 1;
	for (int i = 0; i < w->count && rc == SQLITE_OK; i++) {
		if (whole)
			rc = w->count > 1 ? count_phrase(api, fts, i, all->documents, &found)
					  : guess(all->documents, &found);
		w->of_phrase[i] = weight(fmax(all->documents, 3), found);
	}
	return rc;
}

static int make_weights(const Fts5ExtensionApi *api, Fts5Context *fts, const struct totals *all, bool whole,
			struct weights **ret)
{
	int count = api->xPhraseCount(fts);
	struct weights *w = sqlite3_malloc64(sizeof *w + (sqlite3_uint64)count * sizeof w->of_phrase[0]);

	if (!w)
		return SQLITE_NOMEM;
	w->count = count;
	int rc = fill(api, fts, all, whole, w);

	if (rc != SQLITE_OK) {
		sqlite3_free(w);
		return rc;
	}
	*ret = w;
	return api->xSetAuxdata(fts, w, sqlite3_free);
}

/* ---- one document ---- */

/* How often a phrase stands in it. */
static int find_frequency(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, int title, double *ret)
{
	Fts5PhraseIter at;
	int column, offset;
	double frequency = 0;
	int rc = api->xPhraseFirst(fts, phrase, &at, &column, &offset);

	for (; rc == SQLITE_OK && column >= 0; api->xPhraseNext(fts, &at, &column, &offset))
		frequency += column == title ? TITLE_WEIGHT : BODY_WEIGHT;
	*ret = frequency;
	return rc;
}

/* Of a document with `length` tokens; `title` is the column of titles. */
static int find_score(const Fts5ExtensionApi *api, Fts5Context *fts, const struct weights *w, int title,
		      double length, double *ret)
{
	double score = 0, frequency;
	double damp = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / w->mean_length);
	int rc = SQLITE_OK;

	for (int i = 0; i < w->count && rc == SQLITE_OK; i++) {
		rc = find_frequency(api, fts, i, title, &frequency);
		score -= w->of_phrase[i] * frequency * (SATURATION + 1) / (frequency + damp);
	}
	*ret = score;
	return rc;
}

static void answer(sqlite3_context *context, int rc, double value)
{
	if (rc == SQLITE_OK)
		sqlite3_result_double(context, value);
	else
		sqlite3_result_error_code(context, rc);
}

/* ---- how long documents are ---- */

/* A number of FTS5's: seven bits a byte, the highest first; 0 where the bytes end too early. */
static uint64_t next_number(struct cursor *c)
{
	uint64_t number = 0;
	uint8_t byte = 0x80;

	for (int i = 0; i < NUMBER_BYTES && byte & 0x80; i++) {
		byte = cursor_u8(c);
		number = number << 7 | (byte & 0x7f);
	}
	return c->failed ? 0 : number;
}

static double sum_of_numbers(struct cursor *c)
{
	double sum = 0;

	while (cursor_left(c) > 0)
		sum += (double)next_number(c);
	return sum;
}

static struct cursor bytes_of(sqlite3_value *value)
{
	const void *bytes = sqlite3_value_blob(value);

	return cursor_of(bytes ? bytes : "", bytes ? (size_t)sqlite3_value_bytes(value) : 0);
}

static double length_of(sqlite3_value *lengths)
{
	struct cursor c = bytes_of(lengths);

	return sum_of_numbers(&c);
}

/* ---- of words ---- */

static int find_weights(const Fts5ExtensionApi *api, Fts5Context *fts, bool whole, struct weights **ret)
{
	sqlite3_int64 rows = 0, tokens = 0;
	struct weights *w = api->xGetAuxdata(fts, 0);
	int rc = w ? SQLITE_OK : api->xRowCount(fts, &rows);

	*ret = w;
	if (rc == SQLITE_OK && !w)
		rc = api->xColumnTotalSize(fts, -1, &tokens);
	if (rc != SQLITE_OK || w)
		return rc;
	return make_weights(api, fts, &(struct totals){(double)rows, (double)tokens}, whole, ret);
}

static void score(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
		  sqlite3_value **values)
{
	struct weights *w = NULL;
	double value = 0;
	int rc = count == 2 ? find_weights(api, fts, sqlite3_value_int(values[1]), &w) : SQLITE_ERROR;

	if (rc == SQLITE_OK)
		rc = find_score(api, fts, w, TITLE_OF_WORDS, length_of(values[0]), &value);
	answer(context, rc, value);
}

/* ---- of titles alone ---- */

static void score_title(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
			sqlite3_value **values)
{
	struct weights *w = api->xGetAuxdata(fts, 0);
	double value = 0;
	int rc = count == 2 ? SQLITE_OK : SQLITE_ERROR;

	if (rc == SQLITE_OK && !w) {
		struct cursor c = bytes_of(values[1]);
		struct totals all = {.documents = (double)next_number(&c)};

		all.tokens = sum_of_numbers(&c);
		rc = make_weights(api, fts, &all, false, &w);
	}
	if (rc == SQLITE_OK)
		rc = find_score(api, fts, w, TITLE_OF_TITLES, length_of(values[0]), &value);
	answer(context, rc, value);
}

/* ---- the connection ---- */

int query_score_prepare(sqlite3 *db)
{
	fts5_api *api = fts5_of(db);
	int rc = api ? api->xCreateFunction(api, "dossier_score", NULL, score, NULL) : SQLITE_ERROR;

	return rc == SQLITE_OK ? api->xCreateFunction(api, "dossier_title_score", NULL, score_title, NULL)
			       : rc;
}
