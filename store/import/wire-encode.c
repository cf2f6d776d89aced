/* SPDX-License-Identifier: MIT */
#include "wire.h"

#include "../util/utf8.h"

#include <assert.h>
#include <string.h>

/* ---- frames ---- */

static size_t begin(struct buf *out, enum record_type type)
{
	size_t at = out->length;

	buf_u32(out, 0); /* end() puts the length here */
	buf_u8(out, (uint8_t)type);
	return at;
}

static size_t frame_length(const struct buf *out, size_t at)
{
	return out->length - at - WIRE_HEAD;
}

static void end(struct buf *out, size_t at)
{
	if (out->failed)
		return;
	size_t length = frame_length(out, at);

	for (size_t i = 0; i < WIRE_HEAD; i++)
		out->data[at + i] = (char)(length >> (8 * i));
}

static void put_string(struct buf *out, const char *string, size_t most)
{
	struct slice s = utf8_cut(slice_of(string), most);

	buf_u32(out, (uint32_t)s.length);
	buf_slice(out, s);
}

/* ---- records ---- */

static void put_word(struct buf *out, enum record_type type, const char *word)
{
	size_t at = begin(out, type);

	put_string(out, word, WIRE_WORD_MAX);
	end(out, at);
}

void wire_put_media(struct buf *out, const char *media)
{
	put_word(out, RECORD_MEDIA, media);
}

static const char *property_value(const struct record_source *source, const char *key)
{
	for (size_t i = 0; i < source->property_count; i++)
		if (strcmp(source->properties[i].key, key) == 0)
			return source->properties[i].value;
	return "";
}

void wire_put_source(struct buf *out, const struct record_source *source)
{
	size_t at = begin(out, RECORD_SOURCE);

	put_string(out, source->media, WIRE_WORD_MAX);
	put_string(out, source->charset, WIRE_WORD_MAX);
	buf_u8(out, source->is_file);
	buf_u64(out, source->text_size);
	buf_u64(out, source->page_count);
	buf_u8(out, source->has_members);
	put_string(out, source->remark ? source->remark : "", WIRE_WORD_MAX);
	for (size_t i = 0; i < PROPERTY_KEYS; i++)
		put_string(out, property_value(source, property_keys[i]), WIRE_VALUE_MAX);
	end(out, at);
}

static void put_piece(struct buf *out, enum record_type type, struct slice piece)
{
	size_t at = begin(out, type);

	assert(piece.length <= WIRE_TEXT_MAX);
	buf_slice(out, piece);
	end(out, at);
}

void wire_put_text(struct buf *out, struct slice piece)
{
	put_piece(out, RECORD_TEXT, piece);
}

void wire_put_pages(struct buf *out, const uint64_t *first, size_t count)
{
	size_t at = begin(out, RECORD_PAGES);

	assert(count <= WIRE_PAGES_MAX);
	buf_u32(out, (uint32_t)count);
	for (size_t i = 0; i < count; i++)
		buf_u64(out, first[i]);
	end(out, at);
}

void wire_put_end(struct buf *out)
{
	end(out, begin(out, RECORD_END));
}

void wire_put_skipped(struct buf *out, const char *media)
{
	put_word(out, RECORD_SKIPPED, media);
}

void wire_put_failed(struct buf *out, const char *reason, bool lasting)
{
	size_t at = begin(out, RECORD_FAILED);

	put_string(out, reason, WIRE_WORD_MAX);
	buf_u8(out, lasting);
	end(out, at);
}

/* ---- files within the file, programs that help ---- */

void wire_put_member(struct buf *out, const struct member *member)
{
	size_t at = begin(out, RECORD_MEMBER);
	struct slice path = slice_sub(member->path, 0, WIRE_PATH_MAX);

	path.length = slice_find(path, SLICE("\0"), 0);
	buf_u32(out, (uint32_t)path.length);
	buf_slice(out, path);
	buf_u8(out, member->is_attachment);
	buf_u8(out, member->has_mtime);
	buf_u64(out, (uint64_t)member->mtime);
	end(out, at);
}

void wire_put_bytes(struct buf *out, struct slice piece)
{
	put_piece(out, RECORD_BYTES, piece);
}

void wire_put_member_end(struct buf *out, const char *reason)
{
	put_word(out, RECORD_MEMBER_END, reason ? reason : "");
}

/* ---- documents ---- */

static void put_span(struct buf *out, struct span span)
{
	buf_u64(out, span.first);
	buf_u64(out, span.last);
}

static void put_text_fact(struct buf *out, const struct text_fact *fact)
{
	put_string(out, fact->value, WIRE_VALUE_MAX);
	put_span(out, fact->where);
	buf_u8(out, (uint8_t)fact->confidence);
}

static void put_party(struct buf *out, const struct party_fact *party)
{
	buf_u8(out, (uint8_t)party->role);
	buf_u8(out, (uint8_t)party->kind);
	put_string(out, party->name, WIRE_VALUE_MAX);
	put_string(out, party->key, WIRE_VALUE_MAX);
	put_span(out, party->where);
}

static bool put_mark(struct buf *out, const struct mark_fact *mark)
{
	put_span(out, mark->where);
	buf_u8(out, (uint8_t)mark->class);
	buf_u8(out, (uint8_t)mark->confidence);
	buf_u32(out, (uint32_t)mark->citation_count);
	if (mark->citation_count > WIRE_CITATIONS_MAX)
		return false;
	for (size_t i = 0; i < mark->citation_count; i++) {
		put_string(out, mark->citations[i].regime, WIRE_WORD_MAX);
		put_string(out, mark->citations[i].code, WIRE_WORD_MAX);
	}
	return true;
}

static void put_country(struct buf *out, const struct country_fact *country)
{
	buf_append(out, country->code, 2);
	buf_u8(out, country->filed);
	for (size_t i = 0; i < MENTION_KINDS; i++)
		buf_u32(out, country->counts[i]);
	put_span(out, country->first);
}

static bool id_fits(const char *id)
{
	struct slice s = slice_of(id);

	return s.length > 0 && s.length <= WIRE_ID_MAX && utf8_valid(s) == s.length;
}

static void put_thread(struct buf *out, const struct thread_fact *thread)
{
	size_t end = thread->reference_count, count = 0;
	size_t first = end > WIRE_REFERENCES_MAX ? end - WIRE_REFERENCES_MAX : 0;

	put_string(out, thread->id && id_fits(thread->id) ? thread->id : "", WIRE_ID_MAX);
	for (size_t i = first; i < end; i++)
		count += id_fits(thread->references[i]);
	buf_u32(out, (uint32_t)count);
	for (size_t i = first; i < end; i++)
		if (id_fits(thread->references[i]))
			put_string(out, thread->references[i], WIRE_ID_MAX);
}

static bool put_lists(struct buf *out, const struct document_facts *document)
{
	buf_u32(out, (uint32_t)document->party_count);
	for (size_t i = 0; i < document->party_count; i++)
		put_party(out, &document->parties[i]);
	buf_u32(out, (uint32_t)document->mark_count);
	for (size_t i = 0; i < document->mark_count; i++)
		if (!put_mark(out, &document->marks[i]))
			return false;
	buf_u32(out, (uint32_t)document->country_count);
	for (size_t i = 0; i < document->country_count; i++)
		put_country(out, &document->countries[i]);
	put_thread(out, &document->thread);
	return true;
}

bool wire_put_document(struct buf *out, const struct document_facts *document)
{
	size_t at = out->length;

	if (document->party_count > WIRE_PARTIES_MAX || document->mark_count > WIRE_MARKS_MAX ||
	    document->country_count > WIRE_COUNTRIES_MAX)
		return false;
	begin(out, RECORD_DOCUMENT);
	put_span(out, document->range);
	buf_u8(out, (uint8_t)document->type);
	buf_u8(out, (uint8_t)document->type_confidence);
	buf_u32(out, document->first_page);
	buf_u32(out, document->last_page);
	put_text_fact(out, &document->title);
	put_text_fact(out, &document->date);
	if (!put_lists(out, document) || frame_length(out, at) > WIRE_FRAME_MAX) {
		out->length = at;
		return false;
	}
	end(out, at);
	return true;
}
