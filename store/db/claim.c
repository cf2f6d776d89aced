/* SPDX-License-Identifier: MIT */
#include "claim.h"

#include "../util/utf8.h"
#include "dossier/node.h"

#include <errno.h>

struct claim { /* a name that nothing in its directory has, in any case */
	struct buf name, fold;
};

static void claim_finish(struct claim *c)
{
	buf_finish(&c->name);
	buf_finish(&c->fold);
}

static struct slice content_of(const struct buf *b)
{
	return (struct slice){b->data, b->length};
}

/* 1: the name, or one that differs in case only, is taken. */
static int is_taken(struct statements *s, uint64_t parent, struct claim *c)
{
	sqlite3_stmt *row;

	buf_clear(&c->fold);
	utf8_fold(&c->fold, content_of(&c->name));
	if (c->name.failed || c->fold.failed)
		return -ENOMEM;
	int r = stmt_row(s, STMT_NAME_TAKEN, &row, "is", (int64_t)parent, content_of(&c->fold));

	stmt_end(row);
	return r;
}

/* Finds `wanted`, else with ~2, ~3 ... */
static int claim_name(struct statements *s, uint64_t parent, struct slice wanted,
		      const struct name_kind *kind, struct claim *c)
{
	buf_slice(&c->name, wanted);
	int r = is_taken(s, parent, c);

	for (unsigned number = 2; r == 1; number++) {
		buf_clear(&c->name);
		name_numbered(&c->name, wanted, number, kind);
		r = is_taken(s, parent, c);
	}
	return r;
}

static int insert_directory(struct statements *s, const struct new_directory *d, const struct claim *c,
			    int64_t now, uint64_t *ret_id)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_DIRECTORY_INSERT, &row, "iiissbi", (int64_t)d->parent, (int64_t)d->view,
			 d->depth, content_of(&c->name), content_of(&c->fold), d->value, now);

	if (r != 1)
		return r < 0 ? r : -EIO;
	*ret_id = (uint64_t)sqlite3_column_int64(row, 0);
	while (r == 1)
		r = stmt_next(row);
	return r == 0 && *ret_id > DOSSIER_DIRECTORY_MAX ? -EFBIG : r;
}

int claim_directory(struct statements *s, const struct new_directory *d, struct slice name, int64_t now,
		    uint64_t *ret_id)
{
	struct claim c = {0};
	int r = claim_name(s, d->parent, name, d->kind, &c);

	if (r == 0)
		r = insert_directory(s, d, &c, now, ret_id);
	claim_finish(&c);
	return r;
}

int claim_original(struct statements *s, uint64_t directory, uint64_t source, struct slice value,
		   struct slice name)
{
	struct claim c = {0};
	int r = claim_name(s, directory, name, &name_of_original, &c);

	if (r == 0)
		r = stmt_run(s, STMT_FILE_NAME_INSERT, "issbinn", (int64_t)directory, content_of(&c.name),
			     content_of(&c.fold), value, (int64_t)source);
	claim_finish(&c);
	return r;
}
