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

struct wish { /* for a name in a directory */
	uint64_t parent;
	struct slice name;
	const struct name_kind *kind;
};

/* Tries the wanted name with a number; 1: it is taken. */
static int try_number(struct statements *s, const struct wish *wish, unsigned number, struct claim *c)
{
	buf_clear(&c->name);
	name_numbered(&c->name, wish->name, number, wish->kind);
	return is_taken(s, wish->parent, c);
}

/*
 * Finds `wanted`, else with ~2, ~3 ... A stranger's archive may hold any number of files of one name, so the
 * end of the numbers that are taken is looked for by doubling and halving. There may be gaps below it.
 */
static int claim_name(struct statements *s, const struct wish *wish, struct claim *c)
{
	unsigned taken = 1, free = 2;

	buf_slice(&c->name, wish->name);
	int r = is_taken(s, wish->parent, c);

	if (r != 1)
		return r;
	while ((r = try_number(s, wish, free, c)) == 1) {
		taken = free;
		free *= 2;
	}
	while (r >= 0 && free - taken > 1) {
		unsigned middle = taken + (free - taken) / 2;

		r = try_number(s, wish, middle, c);
		*(r == 1 ? &taken : &free) = middle;
	}
	return r == 1 ? try_number(s, wish, free, c) : r;
}

static int insert_directory(struct statements *s, const struct new_directory *d, const struct claim *c,
			    int64_t now, uint64_t *ret_id)
{
	int r = stmt_run(s, STMT_DIRECTORY_INSERT, "iiissbi", (int64_t)d->parent, (int64_t)d->view, d->depth,
			 content_of(&c->name), content_of(&c->fold), d->value, now);

	*ret_id = (uint64_t)sqlite3_last_insert_rowid(s->db);
	return r == 0 && *ret_id > DOSSIER_DIRECTORY_MAX ? -EFBIG : r;
}

int claim_directory(struct statements *s, const struct new_directory *d, struct slice name, int64_t now,
		    uint64_t *ret_id)
{
	struct claim c = {0};
	int r = claim_name(s, &(struct wish){d->parent, name, d->kind}, &c);

	if (r == 0)
		r = insert_directory(s, d, &c, now, ret_id);
	claim_finish(&c);
	return r;
}

int claim_original(struct statements *s, uint64_t directory, uint64_t source, struct slice value,
		   struct slice name)
{
	struct claim c = {0};
	int r = claim_name(s, &(struct wish){directory, name, &name_of_original}, &c);

	if (r == 0)
		r = stmt_run(s, STMT_FILE_NAME_INSERT, "issbinn", (int64_t)directory, content_of(&c.name),
			     content_of(&c.fold), value, (int64_t)source);
	claim_finish(&c);
	return r;
}
