/* SPDX-License-Identifier: MIT */
/* Writing one source: its bytes, its text cut into chunks where documents begin, its documents and their facts. */
#include "writer.h"

#include "document.h"
#include "dossier/node.h"
#include "name.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <unistd.h>

enum { INDEXED_BYTES = 16 * 1024 * 1024 /* of a document, in the full-text index */ };
_Static_assert(WRITER_HASH_SIZE == SHA256_DIGEST_SIZE, "SHA-256");

/* Stands for NULL in date_min and date_max; see STMT_DOCUMENT_INSERT. */
static const int64_t NO_DAY = -INT64_MAX;

/* All of it: a file that is shorter than it was, or cannot be read, has changed. */
static int read_piece(int fd, uint64_t offset, char *bytes, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t got = pread(fd, bytes + done, size - done, (off_t)(offset + done));

		if (got <= 0 && !(got < 0 && errno == EINTR))
			return -ESTALE;
		done += got > 0 ? (size_t)got : 0;
	}
	return 0;
}

static size_t piece_size(uint64_t at, uint64_t end)
{
	return end - at < CHUNK_SIZE ? (size_t)(end - at) : CHUNK_SIZE;
}

/* ---- contents ---- */

static int find_content(struct writer *w, const unsigned char *sha256, uint64_t *ret)
{
	int64_t id;
	int r = stmt_number(&w->statements, STMT_CONTENT_BY_HASH, &id, "b",
	                    (struct slice){(const char *)sha256, WRITER_HASH_SIZE});

	if (r == 0)
		*ret = (uint64_t)id;
	return r;
}

static int add_content(struct writer *w, uint64_t size, const unsigned char *sha256, uint64_t *ret)
{
	int r = stmt_run(&w->statements, STMT_CONTENT_INSERT, "ib", (int64_t)size,
	                 (struct slice){(const char *)sha256, WRITER_HASH_SIZE});

	*ret = (uint64_t)sqlite3_last_insert_rowid(w->statements.db);
	return r;
}

static int hash_file(struct writer *w, int fd, uint64_t size, unsigned char *ret_sha256)
{
	struct sha256_ctx hash;
	int r = 0;

	sha256_init(&hash);
	for (uint64_t at = 0; at < size && r == 0; at += piece_size(at, size)) {
		r = read_piece(fd, at, w->piece, piece_size(at, size));
		if (r == 0)
			sha256_update(&hash, piece_size(at, size), (const uint8_t *)w->piece);
	}
	sha256_digest(&hash, SHA256_DIGEST_SIZE, ret_sha256);
	return r;
}

/* Bytes that another source has as its text, or as its original, are kept once. *ret_new: they are to be written. */
static int have_content(struct writer *w, uint64_t size, const unsigned char *sha256, uint64_t *ret, bool *ret_new)
{
	int r = find_content(w, sha256, ret);

	*ret_new = r == -ENOENT;
	return *ret_new ? add_content(w, size, sha256, ret) : r;
}

/* An original that is not its own text: cut only by size. */
static int write_original(struct writer *w, const struct source_row *row)
{
	int r = 0;

	for (uint64_t at = 0; at < row->file_size && r == 0; at += piece_size(at, row->file_size)) {
		size_t size = piece_size(at, row->file_size);

		r = read_piece(row->file, at, w->piece, size);
		if (r == 0)
			r = content_write(w->content, w->source.content, at, (struct slice){w->piece, size});
	}
	return r;
}

/* The original, and the text where it is another: then both are contents, else the text is written as it is cut. */
static int begin_contents(struct writer *w, const struct source_row *row)
{
	struct open_source *source = &w->source;
	unsigned char sha256[WRITER_HASH_SIZE];
	bool is_new = false;
	int r = have_content(w, row->file_size, row->sha256, &source->content, &is_new);

	source->text = source->content;
	source->keep_text = is_new;
	if (r < 0 || row->text < 0)
		return r;
	if (is_new)
		r = write_original(w, row);
	if (r == 0)
		r = hash_file(w, row->text, row->text_size, sha256);
	return r < 0 ? r : have_content(w, row->text_size, sha256, &source->text, &source->keep_text);
}

/* Writes text from where it was left up to `end`; hashes and collects it where the caller wants that. */
static int write_text(struct writer *w, uint64_t end, struct sha256_ctx *hash, struct buf *body)
{
	struct open_source *source = &w->source;

	while (source->at < end) {
		size_t size = piece_size(source->at, end);
		struct slice piece = {w->piece, size};
		int r = read_piece(source->text_file, source->at, w->piece, size);

		if (r == 0 && source->keep_text)
			r = content_write(w->content, source->text, source->at, piece);
		if (r < 0)
			return r;
		if (hash)
			sha256_update(hash, size, (const uint8_t *)w->piece);
		if (body)
			buf_slice(body, slice_sub(piece, 0, INDEXED_BYTES - body->length));
		source->at += size;
		w->uncommitted += size;
	}
	return body && body->failed ? -ENOMEM : 0;
}

/* ---- the source ---- */

static int insert_source(struct writer *w, const struct source_row *row)
{
	struct open_source *source = &w->source;

	source->ctime = writer_tick(w);
	source->mtime = row->mtime < MTIME_MIN ? MTIME_MIN : row->mtime > MTIME_MAX ? MTIME_MAX : row->mtime;
	source->size = (int64_t)row->file_size;
	int r = stmt_run(&w->statements, STMT_SOURCE_INSERT, "iiitttiii", (int64_t)source->content, source->size,
	                 (int64_t)source->text, row->media, row->charset, row->zone, (int64_t)row->parser, source->mtime,
	                 source->ctime);

	source->id = (uint64_t)sqlite3_last_insert_rowid(w->statements.db);
	for (size_t i = 0; i < row->page_count && r == 0; i++)
		r = stmt_run(&w->statements, STMT_PAGE_INSERT, "iii", (int64_t)source->id, (int64_t)i + 1,
		             (int64_t)row->pages[i]);
	return r;
}

int writer_source_begin(struct writer *w, const struct source_row *row, uint64_t *ret)
{
	struct open_source *source = &w->source;
	int r = stmt_run(&w->statements, STMT_SAVEPOINT, "");

	*source = (struct open_source){.text_file = row->text < 0 ? row->file : row->text,
	                               .text_size = row->text < 0 ? row->file_size : row->text_size};
	filing_keep(&w->filing);
	if (r == 0)
		r = mtime_zone_create(row->zone, &source->zone);
	if (r == 0)
		r = begin_contents(w, row);
	if (r == 0)
		r = insert_source(w, row);
	if (r == 0)
		*ret = source->id;
	return r;
}

static void end_source(struct writer *w)
{
	mtime_zone_destroy(w->source.zone);
	w->source = (struct open_source){0};
}

int writer_source_end(struct writer *w, uint64_t *ret_unassigned, uint64_t *ret_unindexed)
{
	struct open_source *source = &w->source;

	source->unassigned += source->text_size - source->at;
	int r = write_text(w, source->text_size, NULL, NULL);

	if (r == 0)
		r = stmt_run(&w->statements, STMT_SOURCE_SET_UNASSIGNED, "iii", (int64_t)source->unassigned,
		             source_checksum((int64_t)source->id, (int64_t)source->content, source->size,
		                             (int64_t)source->text, source->mtime, source->ctime),
		             (int64_t)source->id);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_SAVEPOINT_RELEASE, "");
	if (r < 0)
		return r;
	*ret_unassigned = source->unassigned;
	*ret_unindexed = source->unindexed;
	filing_keep(&w->filing);
	end_source(w);
	return 0;
}

int writer_source_abandon(struct writer *w)
{
	int r = stmt_run(&w->statements, STMT_SAVEPOINT_ROLLBACK, "");

	if (r == 0)
		r = stmt_run(&w->statements, STMT_SAVEPOINT_RELEASE, "");
	filing_undo(&w->filing);
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

int writer_source_name(struct writer *w, uint64_t source, const char *const components[], size_t count)
{
	bool is_new = false;
	int r = count == 0 ? -EINVAL : filing_original(&w->filing, source, components, count, writer_tick(w), &is_new);

	if (r == 0 && is_new)
		r = stmt_run(&w->statements, STMT_SOURCE_LINK_ADD, "i", (int64_t)source);
	filing_keep(&w->filing);
	return r;
}

/* ---- facts ---- */

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

static int write_parties(struct writer *w, int64_t document, const struct document_facts *facts)
{
	int r = 0;

	for (size_t i = 0; i < facts->party_count && r == 0; i++) {
		const struct party_fact *party = &facts->parties[i];
		int64_t id;

		r = write_party(w, party, &id);
		if (r == 0)
			r = stmt_run(&w->statements, STMT_ROLE_INSERT, "iiiitii", document, (int64_t)party->role, (int64_t)i, id,
			             party->name, (int64_t)party->where.first, (int64_t)party->where.last);
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
			r = stmt_run(&w->statements, STMT_CITATION_INSERT, "iiii", document, (int64_t)mark->where.first, (int64_t)i,
			             ground);
	}
	return r;
}

static int write_country(struct writer *w, int64_t document, const struct country_fact *country)
{
	return stmt_run(&w->statements, STMT_COUNTRY_INSERT, "itiiiiiii", document, country->code, (int64_t)country->filed,
	                (int64_t)country->counts[MENTION_NAME], (int64_t)country->counts[MENTION_DEMONYM],
	                (int64_t)country->counts[MENTION_DIVISION], (int64_t)country->counts[MENTION_CITY],
	                (int64_t)country->first.first, (int64_t)country->first.last);
}

static int write_evidence(struct writer *w, int64_t document, enum fact fact, struct span where, unsigned confidence)
{
	return stmt_run(&w->statements, STMT_EVIDENCE_INSERT, "iiiii", document, (int64_t)fact, (int64_t)where.first,
	                (int64_t)where.last, (int64_t)confidence);
}

static int write_facts(struct writer *w, int64_t document, const struct document_facts *facts)
{
	int r = write_evidence(w, document, FACT_TYPE, (struct span){0, 0}, facts->type_confidence);

	if (r == 0 && facts->date.value[0])
		r = write_evidence(w, document, FACT_DATE, facts->date.where, facts->date.confidence);
	if (r == 0 && facts->title.value[0])
		r = write_evidence(w, document, FACT_TITLE, facts->title.where, facts->title.confidence);
	if (r == 0)
		r = write_parties(w, document, facts);
	for (size_t i = 0; i < facts->mark_count && r == 0; i++)
		r = write_mark(w, document, &facts->marks[i]);
	for (size_t i = 0; i < facts->country_count && r == 0; i++)
		r = write_country(w, document, &facts->countries[i]);
	return r;
}

/* ---- documents ---- */

static int next_document(struct writer *w, uint64_t *ret)
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

static int insert_document(struct writer *w, const struct document_row *row, const struct document_facts *facts,
                           const unsigned char *sha256, struct slice links)
{
	struct edtf date;
	struct buf name = {0};
	int64_t ctime = writer_tick(w), first_day = NO_DAY, last_day = NO_DAY;

	if (!edtf_parse(slice_of(facts->date.value), &date))
		return -EINVAL;
	if (date.precision != EDTF_NONE)
		edtf_range(&date, &first_day, &last_day);
	int64_t mtime = mtime_of(w->source.zone, &date);

	name_document(&name, facts, row->id);
	struct slice text = {name.data, name.length};
	int r = name.failed ? -ENOMEM
	                    : stmt_run(&w->statements, STMT_DOCUMENT_INSERT, "iiiiiiisiibitiitbi", (int64_t)row->id,
	                               (int64_t)row->source, (int64_t)row->text, (int64_t)row->first, (int64_t)row->last,
	                               (int64_t)facts->first_page, (int64_t)facts->last_page, text, mtime, ctime, links,
	                               (int64_t)facts->type, facts->date.value, first_day, last_day, facts->title.value,
	                               (struct slice){(const char *)sha256, WRITER_HASH_SIZE},
	                               document_checksum(row, mtime, ctime, text, links));

	buf_finish(&name);
	return r;
}

/* Filing goes first: the row holds, under its checksum, how many names the document got in each view. */
static int file_document(struct writer *w, const struct document_row *row, const struct document_facts *facts,
                         const unsigned char *sha256)
{
	struct buf links = {0};
	int r = filing_document(&w->filing, row->id, facts, writer_tick(w), &links);

	if (r == 0)
		r = insert_document(w, row, facts, sha256, (struct slice){links.data, links.length});
	if (r == 0)
		r = write_facts(w, (int64_t)row->id, facts);
	if (r == 0)
		r = stmt_run(&w->statements, STMT_WORDS_INSERT, "its", (int64_t)row->id, facts->title.value,
		             (struct slice){w->body.data, w->body.length});
	buf_finish(&links);
	return r;
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
		r = next_document(w, &row.id);
	if (r == 0)
		r = file_document(w, &row, facts, sha256);
	if (r == 0 && row.last - row.first > INDEXED_BYTES)
		source->unindexed += row.last - row.first - INDEXED_BYTES;
	return r;
}
