/* SPDX-License-Identifier: MIT */
#include "query-score.h"

#include "fts5.h"

#include <math.h>
#include <stddef.h>

enum {
	COMMON_SHARE = 3, /* a phrase that stands alone weighs as if one document of so many had it */
	TITLE = 1         /* column of the index; the other is the body */
};

static const double TITLE_WEIGHT = 10, BODY_WEIGHT = 1, SATURATION = 1.2 /* k1 */,
		    LENGTH_SHARE = 0.75 /* b */;

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

static int fill(const Fts5ExtensionApi *api, Fts5Context *fts, int whole, struct weights *w)
{
	sqlite3_int64 rows = 0, tokens = 0;
	double found = 1;
	int rc = api->xRowCount(fts, &rows);

	if (rc == SQLITE_OK)
		rc = api->xColumnTotalSize(fts, -1, &tokens);
	w->mean_length = rows > 0 && tokens > 0 ? (double)tokens / (double)rows : 1;
	for (int i = 0; i < w->count && rc == SQLITE_OK; i++) {
		if (whole)
			rc = w->count > 1 ? count_phrase(api, fts, i, (double)rows, &found)
					  : guess((double)rows, &found);
		w->of_phrase[i] = weight(fmax((double)rows, 3), found);
	}
	return rc;
}

static int find_weights(const Fts5ExtensionApi *api, Fts5Context *fts, int whole, struct weights **ret)
{
	struct weights *w = api->xGetAuxdata(fts, 0);
	int count = api->xPhraseCount(fts);

	if (w) {
		*ret = w;
		return SQLITE_OK;
	}
	w = sqlite3_malloc64(sizeof *w + (sqlite3_uint64)count * sizeof w->of_phrase[0]);
	if (!w)
		return SQLITE_NOMEM;
	w->count = count;
	int rc = fill(api, fts, whole, w);

	if (rc != SQLITE_OK) {
		sqlite3_free(w);
		return rc;
	}
	*ret = w;
	return api->xSetAuxdata(fts, w, sqlite3_free);
}

/* ---- one document ---- */

/* How often a phrase stands in it. */
static int find_frequency(const Fts5ExtensionApi *api, Fts5Context *fts, int phrase, double *ret)
{
	Fts5PhraseIter at;
	int column, offset;
	double frequency = 0;
	int rc = api->xPhraseFirst(fts, phrase, &at, &column, &offset);

	for (; rc == SQLITE_OK && column >= 0; api->xPhraseNext(fts, &at, &column, &offset))
		frequency += column == TITLE ? TITLE_WEIGHT : BODY_WEIGHT;
	*ret = frequency;
	return rc;
}

static int find_score(const Fts5ExtensionApi *api, Fts5Context *fts, const struct weights *w, double *ret)
{
	double score = 0, frequency;
	int length = 0, rc = api->xColumnSize(fts, -1, &length);
	double damp = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / w->mean_length);

	for (int i = 0; i < w->count && rc == SQLITE_OK; i++) {
		rc = find_frequency(api, fts, i, &frequency);
		score -= w->of_phrase[i] * frequency * (SATURATION + 1) / (frequency + damp);
	}
	*ret = score;
	return rc;
}

static void score(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int count,
		  sqlite3_value **values)
{
	struct weights *w = NULL;
	double value = 0;
	int rc = count == 1 ? find_weights(api, fts, sqlite3_value_int(values[0]), &w) : SQLITE_ERROR;

	if (rc == SQLITE_OK)
		rc = find_score(api, fts, w, &value);
	if (rc == SQLITE_OK)
		sqlite3_result_double(context, value);
	else
		sqlite3_result_error_code(context, rc);
}

/* ---- the connection ---- */

int query_score_prepare(sqlite3 *db)
{
	fts5_api *api = fts5_of(db);

	return api ? api->xCreateFunction(api, "dossier_score", NULL, score, NULL) : SQLITE_ERROR;
}
