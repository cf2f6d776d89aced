/* SPDX-License-Identifier: MIT */
/* Writing one source: its row, its documents, its names. */
#include "writer.h"

#include "document.h"
#include "dossier/node.h"
#include "name.h"
#include "party_alias.h"

#include <errno.h>
#include <stdlib.h>

_Static_assert(WRITER_HASH_SIZE == SHA256_DIGEST_SIZE, "SHA-256");

/* Stands for NULL in date_min and date_max; see STMT_DOCUMENT_INSERT. */
static const int64_t NO_DAY = -INT64_MAX;

/* ---- the source ---- */

/* How many sources one with this parent is in. */
static int find_depth(struct writer *w, uint64_t parent, int64_t *ret)
{
	int r = 0;

	*ret = 0;
	if (parent != 0)
		r = stmt_number(&w->statements, STMT_SOURCE_DEPTH, ret, "i", (int64_t)parent);
	*ret += parent != 0;
	return r == -ENOENT ? -EINVAL : r;
}

static int insert_source(struct writer *w, const struct source_row *row)
{
	struct open_source *source = &w->source;

	source->ctime = writer_tick(w);
	source->mtime = row->mtime < MTIME_MIN ? MTIME_MIN : row->mtime > MTIME_MAX ? MTIME_MAX : row->mtime;
	source->size = (int64_t)row->file_size;
	int64_t depth, members = row->has_members ? MEMBERS_PENDING : MEMBERS_NONE;
	int r = find_depth(w, row->parent, &depth);

	if (r == 0)
		r = stmt_run(&w->statements, STMT_SOURCE_INSERT, "iiiiiitttiii", (int64_t)row->parent, depth,
			     members, (int64_t)source->content, source->size, (int64_t)source->text,
			     row->media, row->charset, row->zone, (int64_t)row->parser, source->mtime,
			     source->ctime);
	source->id = (uint64_t)sqlite3_last_insert_rowid(w->statements.db);
	return r;
}

int write_source_parts(struct writer *w, const struct source_row *row)
{
	int64_t source = (int64_t)w->source.id;
	int r = 0;

	for (size_t i = 0; i < row->page_count && r == 0; i++)
		r = stmt_run(&w->statements, STMT_PAGE_INSERT, "iii", source, (int64_t)i + 1,
			     (int64_t)row->pages[i]);
	for (size_t i = 0; i < row->property_count && r == 0; i++)
		r = stmt_run(&w->statements, STMT_PROPERTY_INSERT, "itt", source, row->properties[i].key,
			     row->properties[i].value);
	return r;
}

int write_zone(struct writer *w, const char *name)
{
	if (w->zone && strcmp(w->zone_name, name) == 0)
		return 0;
	mtime_zone_destroy(w->zone);
	free(w->zone_name);
	w->zone = NULL;
	w->zone_name = strdup(name);
	return w->zone_name ? mtime_zone_create(name, &w->zone) : -ENOMEM;
}

int writer_source_begin(struct writer *w, const struct source_row *row, uint64_t *ret)
{
	struct open_source *source = &w->source;
	int r = row->whole ? 0 : stmt_run(&w->statements, STMT_SAVEPOINT, "");

	*source = (struct open_source){.file = row->file,
				       .text_file = row->text < 0 ? row->file : row->text,
				       .text_size = row->text < 0 ? row->file_size : row->text_size,
				       .whole = row->whole};
	if (r == 0 && row->whole)
		r = write_contents_load(w, row);
	if (r == 0)
		r = write_zone(w, row->zone);
	if (r == 0)
		r = write_contents_begin(w, row);
	if (r == 0)
		r = insert_source(w, row);
	if (r == 0)
		r = write_source_parts(w, row);
	if (r == 0)
		*ret = source->id;
	return r;
}

static void end_source(struct writer *w)
{
	again_destroy(w->source.again);
	w->source = (struct open_source){0};
}

static int set_unassigned(struct writer *w)
{
	const struct open_source *source = &w->source;

	return stmt_run(&w->statements, STMT_SOURCE_SET_UNASSIGNED, "iii", (int64_t)source->unassigned,
			source_checksum((int64_t)source->id, (int64_t)source->content, source->size,
					(int64_t)source->text, source->mtime, source->ctime),
			(int64_t)source->id);
}

int writer_source_end(struct writer *w, uint64_t *ret_unassigned, uint64_t *ret_unindexed)
{
	struct open_source *source = &w->source;

	source->unassigned += source->text_size - source->at;
	int r = write_text(w, source->text_size, NULL, NULL);

	if (r == 0)
		r = write_text_flush(w);
	if (r == 0 && source->again)
		r = again_end(w);
	if (r == 0)
		r = set_unassigned(w);
	if (r == 0 && !source->whole)
		r = stmt_run(&w->statements, STMT_SAVEPOINT_RELEASE, "");
	if (r == 0)
		r = words_keep(&w->words, &w->statements);
	if (r < 0)
		return r;
	*ret_unassigned = source->unassigned;
	*ret_unindexed = source->unindexed;
	end_source(w);
	return filing_keep(&w->filing);
}

int writer_source_abandon(struct writer *w)
{
	int r = stmt_run(&w->statements, STMT_SAVEPOINT_ROLLBACK, "");

	if (r == 0)
		r = stmt_run(&w->statements, STMT_SAVEPOINT_RELEASE, "");
	filing_undo(&w->filing);
	words_undo(&w->words);
	if (r == 0)
		r = content_writer_reset(w->content);
	w->next_document = 0;
	end_source(w);
	return r;
}

int writer_source_find(struct writer *w, const unsigned char sha256[static WRITER_HASH_SIZE], uint64_t *ret)
{
	int64_t id;
	int r = stmt_number(&w->statements, STMT_SOURCE_BY_HASH, &id, "b",
			    (struct slice){(const char *)sha256, WRITER_HASH_SIZE});

	if (r == 0)
		*ret = (uint64_t)id;
	return r;
}

static int add_link(struct writer *w, uint64_t source, bool *ret_is_first)
{
	int64_t links = 0;
	int r = stmt_run(&w->statements, STMT_SOURCE_LINK_ADD, "i", (int64_t)source);

	if (r == 0)
		r = stmt_number(&w->statements, STMT_SOURCE_LINKS, &links, "i", (int64_t)source);
	*ret_is_first = links == 1;
	return r;
}

/* The first name is the one that its documents are filed by. */
static int file_source(struct writer *w, uint64_t source)
{
	char *path = NULL;
	int r = path_recall(&w->statements, &w->above, source, &path);

	if (r == 0)
		r = filing_source(&w->filing, source, path, writer_tick(w));
	free(path);
	return r;
}

static int keep_name(struct writer *w, uint64_t source, bool is_new)
{
	bool is_first = false;
	int r = is_new ? add_link(w, source, &is_first) : 0;

	if (r == 0 && is_first)
		r = file_source(w, source);
	return r < 0 ? r : filing_keep(&w->filing);
}

int writer_source_name(struct writer *w, uint64_t source, const char *const components[], size_t count)
{
	bool is_new = false;
	int r = count == 0 ? -EINVAL
			   : filing_original(&w->filing, source, components, count, writer_tick(w), &is_new);

	return r < 0 ? r : keep_name(w, source, is_new);
}

int writer_member_name(struct writer *w, uint64_t source, uint64_t parent, const char *const components[],
		       size_t count)
{
	bool is_new = false;
	int r = filing_member(&w->filing, source, parent, components, count, writer_tick(w), &is_new);

	return r < 0 ? r : keep_name(w, source, is_new);
}

/* ---- documents ---- */

int write_number(struct writer *w, uint64_t *ret)
{
	int64_t last = 0;

	if (w->next_document == 0) {
		int r = stmt_number(&w->statements, STMT_DOCUMENT_LAST, &last, "");

		if (r < 0 && r != -ENOENT)
			return r;
		w->next_document = (uint64_t)last + 1;
	}
	if (w->next_document > DOSSIER_DOCUMENT_MAX)
		return -EFBIG;
	*ret = w->next_document++;
	return 0;
}

static int insert_document(struct writer *w, const struct document_row *row,
			   const struct document_facts *facts, const unsigned char *sha256,
			   struct slice links, uint64_t thread)
{
	struct edtf date;
	struct buf name = {0};
	int64_t ctime = writer_tick(w), first_day = NO_DAY, last_day = NO_DAY;

	if (!edtf_parse(slice_of(facts->date.value), &date))
		return -EINVAL;
	if (date.precision != EDTF_NONE)
		edtf_range(&date, &first_day, &last_day);
	int64_t mtime = mtime_of(w->zone, &date);

	name_document(&name, facts, row->id);
	struct slice text = {name.data, name.length};
	int r = name.failed
			? -ENOMEM
			: stmt_run(&w->statements, STMT_DOCUMENT_INSERT, "iiiiiiisiibitiitbii",
				   (int64_t)row->id, (int64_t)row->source, (int64_t)row->text,
				   (int64_t)row->first, (int64_t)row->last, (int64_t)facts->first_page,
				   (int64_t)facts->last_page, text, mtime, ctime, links, (int64_t)facts->type,
				   facts->date.value, first_day, last_day, facts->title.value,
				   (struct slice){(const char *)sha256, WRITER_HASH_SIZE},
				   document_checksum(row, mtime, ctime, text, links), (int64_t)thread);

	buf_finish(&name);
	return r;
}

/* Filing goes first: the row holds, under its checksum, how many names the document got in each view. */
static int file_as(struct writer *w, const struct document_row *row, const struct document_facts *facts,
		   const struct document_facts *filed, const unsigned char *sha256)
{
	struct buf links = {0};
	uint64_t thread = 0;
	int r = filing_document(&w->filing, row, filed, writer_tick(w), &links, &thread);

	if (r == 0)
		r = insert_document(w, row, facts, sha256, (struct slice){links.data, links.length}, thread);
	if (r == 0)
		r = write_facts(w, (int64_t)row->id, facts, filed);
	buf_finish(&links);
	return r;
}

int write_filed(struct writer *w, const struct document_facts *facts, struct arena *arena,
		struct document_facts *ret)
{
	*ret = *facts;
	return w->has_aliases ? party_alias_apply(&w->statements, facts, arena, ret) : 0;
}

int write_document(struct writer *w, const struct document_row *row, const struct document_facts *facts,
		   const unsigned char *sha256)
{
	struct document_facts filed;
	struct arena arena = {0};
	int r = write_filed(w, facts, &arena, &filed);

	if (r == 0)
		r = file_as(w, row, facts, &filed, sha256);
	arena_finish(&arena);
	return r;
}

int write_words(struct writer *w, uint64_t document, const char *title)
{
	return words_add(&w->words, &w->statements, (int64_t)document, slice_of(title),
			 (struct slice){w->body.data, w->body.length});
}

static int add_document(struct writer *w, struct document_row *row, const struct document_facts *facts,
			const unsigned char *sha256)
{
	int r = write_number(w, &row->id);

	if (r == 0)
		r = write_document(w, row, facts, sha256);
	return r < 0 ? r : write_words(w, row->id, facts->title.value);
}

int writer_document(struct writer *w, const struct document_facts *facts)
{
	struct open_source *source = &w->source;
	struct document_row row = {0, source->id, source->text, facts->range.first, facts->range.last};
	unsigned char sha256[WRITER_HASH_SIZE];
	struct sha256_ctx hash;

	if (row.first < source->at || row.last <= row.first || row.last > source->text_size)
		return -EINVAL;
	source->unassigned += row.first - source->at;
	int r = write_text(w, row.first, NULL, NULL);

	sha256_init(&hash);
	buf_clear(&w->body);
	if (r == 0)
		r = write_text(w, row.last, &hash, &w->body);
	sha256_digest(&hash, sizeof sha256, sha256);
	if (r == 0)
		r = source->again ? again_document(w, &row, facts, sha256)
				  : add_document(w, &row, facts, sha256);
	if (r == 0 && row.last - row.first > INDEXED_BYTES)
		source->unindexed += row.last - row.first - INDEXED_BYTES;
	return r;
}
