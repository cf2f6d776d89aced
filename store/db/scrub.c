/* SPDX-License-Identifier: MIT */
#include "scrub.h"

#include "erase.h"

#include <errno.h>

static const char *const debts[] = {[DEBT_STALE] = "stale", [DEBT_SCRUB] = "scrub"};

static int owes(struct writer *w, enum debt debt, bool *ret)
{
	int64_t value;
	int r = stmt_number(&w->statements, STMT_SETTING_GET, &value, "t", debts[debt]);

	*ret = r == 0;
	return r == -ENOENT ? 0 : r;
}

static int settle(struct writer *w, enum debt debt)
{
	return stmt_run(&w->statements, STMT_SETTING_ERASE, "t", debts[debt]);
}

int scrub_owe(struct writer *w, enum debt debt)
{
	return stmt_run(&w->statements, STMT_SETTING_PUT, "ti", debts[debt], (int64_t)1);
}

int scrub_catalogue(struct writer *w)
{
	bool stale;
	int r = owes(w, DEBT_STALE, &stale);

	if (r < 0 || !stale)
		return r;
	r = catalogue_rebuild(w->catalogue, writer_tick(w));
	return r < 0 ? r : settle(w, DEBT_STALE);
}

/* Merging all of the index leaves out the words that went. */
static int rewrite(struct writer *w)
{
	int r = stmt_run(&w->statements, STMT_BEGIN_IMMEDIATE, "");

	if (r == 0)
		r = stmt_run(&w->statements, STMT_WORDS_OPTIMIZE, "");
	if (r == 0)
		r = content_retrain(w->content, &w->reader);
	return r < 0 ? r : stmt_run(&w->statements, STMT_COMMIT, "");
}

/* Pages of the log are gone once it is empty: not while another reads there. */
static int empty_log(struct writer *w)
{
	int64_t busy = 0;
	int r = stmt_number(&w->statements, STMT_WAL_TRUNCATE, &busy, "");

	return r < 0 && r != -EBUSY ? r : r == -EBUSY || busy ? -EINPROGRESS : 0;
}

/*
 * Pages that were shared out anew may hold bytes of rows that moved, secure_delete or not: the file is
 * written anew from its rows.
 */
int scrub_file(struct writer *w)
{
	bool owed;
	int r = owes(w, DEBT_SCRUB, &owed);

	if (r < 0 || !owed)
		return r;
	r = stmt_run(&w->statements, STMT_SECURE_DELETE, "");
	if (r == 0)
		r = rewrite(w);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_VACUUM, "");
	if (r == 0)
		r = empty_log(w);
	return r < 0 ? r : settle(w, DEBT_SCRUB);
}
