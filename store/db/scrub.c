/* SPDX-License-Identifier: MIT */
#include "scrub.h"

#include "connection.h"
#include "pack.h"

#include <errno.h>

static const char *const debts[] = {[DEBT_STALE] = "stale", [DEBT_SCRUB] = "scrub"};

static int owes(struct statements *s, enum debt debt, bool *ret)
{
	int64_t value;
	int r = stmt_number(s, STMT_SETTING_GET, &value, "t", debts[debt]);

	*ret = r == 0;
	return r == -ENOENT ? 0 : r;
}

static int settle(struct statements *s, enum debt debt)
{
	return stmt_run(s, STMT_SETTING_ERASE, "t", debts[debt]);
}

int scrub_owe(struct writer *w, enum debt debt)
{
	return stmt_run(&w->statements, STMT_SETTING_PUT, "ti", debts[debt], (int64_t)1);
}

int scrub_catalogue(struct writer *w)
{
	bool stale;
	int r = owes(&w->statements, DEBT_STALE, &stale);

	if (r < 0 || !stale)
		return r;
	r = catalogue_rebuild(w->catalogue, writer_tick(w));
	return r < 0 ? r : settle(&w->statements, DEBT_STALE);
}

/*
 * Pages that were shared out anew may hold bytes of rows that moved, secure_delete or not: the file is
 * written anew from its rows. Of what went, a dictionary may hold bytes, and the index words.
 */
int scrub_file(struct statements *s)
{
	static const struct dossier_pack_options options = {.stop = NULL};
	struct dossier_pack_report report = {.chunks = 0};
	bool owed;
	int r = owes(s, DEBT_SCRUB, &owed);

	if (r < 0 || !owed)
		return r;
	r = stmt_run(s, STMT_SECURE_DELETE, "");
	if (r == 0)
		r = pack_store(s, PACK_TRACES, &options, &report);
	if (r == 0)
		r = connection_empty_log(s);
	return r < 0 ? r : settle(s, DEBT_SCRUB);
}
