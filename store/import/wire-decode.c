/* SPDX-License-Identifier: MIT */
#include "wire.h"

#include "../data/country.h"
#include "../data/ground.h"
#include "../util/cursor.h"
#include "../util/utf8.h"

#include <errno.h>
#include <string.h>

enum { CONFIDENCE_MAX = 100 };

/* A frame being read. The first thing wrong with it is remembered, as a cursor does. */
struct reading {
	struct cursor cursor;
	struct arena *arena;
	bool bad;
};

static bool failed(const struct reading *r)
{
	return r->bad || r->cursor.failed || r->arena->failed;
}

static void require(struct reading *r, bool condition)
{
	r->bad = r->bad || !condition;
}

/* ---- parts ---- */

/* A number below `end`, as every enum, flag and confidence is. */
static unsigned get_below(struct reading *r, unsigned end)
{
	unsigned value = cursor_u8(&r->cursor);

	require(r, value < end);
	return failed(r) ? 0 : value;
}

/* A count of things that take at least `least` bytes each, so that no count asks for more memory than was
 * sent. */
static size_t get_count(struct reading *r, size_t most, size_t least)
{
	size_t count = cursor_u32(&r->cursor);

	require(r, count <= most && count <= cursor_left(&r->cursor) / least);
	return failed(r) ? 0 : count;
}

/* Bytes of any kind but NUL. */
static struct slice get_raw(struct reading *r, size_t most)
{
	struct slice s = cursor_bytes(&r->cursor, get_count(r, most, 1));

	require(r, s.length == 0 || !memchr(s.at, '\0', s.length));
	return failed(r) ? SLICE("") : s;
}

static struct slice get_bytes(struct reading *r, size_t most)
{
	struct slice s = get_raw(r, most);

	require(r, utf8_valid(s) == s.length);
	return failed(r) ? SLICE("") : s;
}

static const char *get_string(struct reading *r, size_t most)
{
	const char *copy = arena_string(r->arena, get_bytes(r, most));

	return copy ? copy : "";
}

/* One line that can be shown: no control characters. */
static const char *get_word(struct reading *r, bool empty_too)
{
	const char *word = get_string(r, WIRE_WORD_MAX);

	require(r, empty_too || *word != '\0');
	for (const char *c = word; *c != '\0'; c++)
		require(r, (unsigned char)*c >= ' ' && *c != 0x7f);
	return word;
}

static bool inside(struct span span, struct span whole)
{
	return whole.first <= span.first && span.first < span.last && span.last <= whole.last;
}

static struct span get_span(struct reading *r)
{
	struct span span;

	span.first = cursor_u64(&r->cursor);
	span.last = cursor_u64(&r->cursor);
	return span;
}

static struct span get_span_inside(struct reading *r, struct span whole)
{
	struct span span = get_span(r);

	require(r, inside(span, whole));
	return span;
}

/* {0, 0}: inferred, read nowhere. Empty elsewhere: a line that has no value, such as a bare "Subject:". */
static struct span get_evidence(struct reading *r, struct span whole)
{
	struct span span = get_span(r);
	bool empty = span.first == span.last && whole.first <= span.first && span.first <= whole.last;

	require(r, (span.first == 0 && span.last == 0) || empty || inside(span, whole));
	return span;
}

/* ---- lists of a document ---- */

static struct party_fact get_party(struct reading *r, struct span whole)
{
	struct party_fact party;

	party.role = (enum role)get_below(r, ROLES);
	party.kind = (enum party_kind)get_below(r, PARTY_KINDS);
	party.name = get_string(r, WIRE_VALUE_MAX);
	party.key = get_string(r, WIRE_VALUE_MAX);
	party.where = get_evidence(r, whole);
	require(r, party.kind != PARTY_WITHHELD || (*party.name == '\0' && *party.key == '\0'));
	return party;
}

static void get_parties(struct reading *r, struct document_facts *document)
{
	enum { LEAST = 1 + 1 + 4 + 4 + 16 };
	size_t count = get_count(r, WIRE_PARTIES_MAX, LEAST), senders = 0;
	struct party_fact *parties = arena_array(r->arena, count, sizeof *parties);

	for (size_t i = 0; parties && i < count && !failed(r); i++) {
		parties[i] = get_party(r, document->range);
		senders += parties[i].role == ROLE_SENDER;
	}
	require(r, senders <= 1);
	document->parties = parties;
	document->party_count = count;
}

static struct citation get_citation(struct reading *r)
{
	struct slice regime = get_bytes(r, WIRE_WORD_MAX);
	struct slice code = get_bytes(r, WIRE_WORD_MAX);
	const struct ground *ground = failed(r) ? NULL : ground_find(regime, code);

	require(r, ground != NULL);
	return ground ? (struct citation){ground->regime, ground->code} : (struct citation){"", ""};
}

static struct mark_fact get_mark(struct reading *r, struct span whole)
{
	enum { LEAST = 4 + 4 };
	struct mark_fact mark = {.where = get_span(r)};
	struct citation *citations;

	mark.class = (enum mark_class)get_below(r, MARK_CLASSES);
	/* Empty: a stamp outside the document, which is true of it. */
	require(r, inside(mark.where, whole) ||
			   (mark.class == MARK_PAGE && mark.where.first == mark.where.last &&
			    whole.first <= mark.where.first && mark.where.last <= whole.last));
	mark.confidence = get_below(r, CONFIDENCE_MAX + 1);
	mark.citation_count = get_count(r, WIRE_CITATIONS_MAX, LEAST);
	citations = arena_array(r->arena, mark.citation_count, sizeof *citations);
	for (size_t i = 0; citations && i < mark.citation_count && !failed(r); i++)
		citations[i] = get_citation(r);
	mark.citations = citations;
	return mark;
}

static void get_marks(struct reading *r, struct document_facts *document)
{
	enum { LEAST = 16 + 1 + 1 + 4 };
	size_t count = get_count(r, WIRE_MARKS_MAX, LEAST);
	struct mark_fact *marks = arena_array(r->arena, count, sizeof *marks);
	struct span rest = document->range;

	for (size_t i = 0; marks && i < count && !failed(r); i++) {
		marks[i] = get_mark(r, rest);
		rest.first = marks[i].where.last;
	}
	document->marks = marks;
	document->mark_count = count;
}

static struct country_fact get_country(struct reading *r, struct span whole)
{
	struct country_fact country = {.filed = false};
	struct slice code = cursor_bytes(&r->cursor, sizeof country.code - 1);

	memcpy(country.code, code.at, code.length);
	require(r, code.length == sizeof country.code - 1 && country_find(code) != NULL);
	country.filed = get_below(r, 2) == 1;
	for (size_t i = 0; i < MENTION_KINDS; i++)
		country.counts[i] = cursor_u32(&r->cursor);
	country.first = get_span_inside(r, whole);
	return country;
}

static void get_countries(struct reading *r, struct document_facts *document)
{
	enum { LEAST = 2 + 1 + 4 * MENTION_KINDS + 16 };
	size_t count = get_count(r, WIRE_COUNTRIES_MAX, LEAST);
	struct country_fact *countries = arena_array(r->arena, count, sizeof *countries);

	for (size_t i = 0; countries && i < count && !failed(r); i++) {
		countries[i] = get_country(r, document->range);
		require(r, i == 0 || strcmp(countries[i - 1].code, countries[i].code) < 0);
	}
	document->countries = countries;
	document->country_count = count;
}

static void get_thread(struct reading *r, struct thread_fact *thread)
{
	enum { LEAST = 4 + 1 };
	const char *id = get_string(r, WIRE_ID_MAX), **references;
	size_t count = get_count(r, WIRE_REFERENCES_MAX, LEAST);

	references = arena_array(r->arena, count, sizeof *references);
	for (size_t i = 0; references && i < count && !failed(r); i++) {
		references[i] = get_string(r, WIRE_ID_MAX);
		require(r, *references[i] != '\0');
	}
	*thread = (struct thread_fact){*id != '\0' ? id : NULL, references, count};
}

/* ---- records ---- */

static struct text_fact get_text_fact(struct reading *r, struct span whole, size_t most)
{
	struct text_fact fact;

	fact.value = get_string(r, most);
	fact.where = get_evidence(r, whole);
	fact.confidence = get_below(r, CONFIDENCE_MAX + 1);
	return fact;
}

static void get_document(struct reading *r, struct document_facts *document)
{
	struct edtf date;

	document->range = get_span(r);
	require(r, document->range.first < document->range.last);
	document->type = (enum document_type)get_below(r, DOCUMENT_TYPES);
	document->type_confidence = get_below(r, CONFIDENCE_MAX + 1);
	document->first_page = cursor_u32(&r->cursor);
	document->last_page = cursor_u32(&r->cursor);
	require(r, document->first_page <= document->last_page &&
			   (document->first_page == 0) == (document->last_page == 0));
	document->title = get_text_fact(r, document->range, WIRE_VALUE_MAX);
	document->date = get_text_fact(r, document->range, EDTF_SIZE - 1);
	require(r, edtf_parse(slice_of(document->date.value), &date));
	get_parties(r, document);
	get_marks(r, document);
	get_countries(r, document);
	get_thread(r, &document->thread);
}

/* A value for each key that there is, "" for those that the source does not have. */
static void get_properties(struct reading *r, struct record_source *source)
{
	struct property *properties = arena_array(r->arena, PROPERTY_KEYS, sizeof *properties);
	size_t count = 0;

	for (size_t i = 0; properties && i < PROPERTY_KEYS && !failed(r); i++) {
		const char *value = get_string(r, WIRE_VALUE_MAX);

		if (*value != '\0')
			properties[count++] = (struct property){property_keys[i], value};
	}
	source->properties = properties;
	source->property_count = count;
}

static void get_source(struct reading *r, struct record_source *source)
{
	source->media = get_word(r, false);
	source->charset = get_word(r, true);
	source->is_file = get_below(r, 2) == 1;
	source->text_size = cursor_u64(&r->cursor);
	source->page_count = cursor_u64(&r->cursor);
	require(r, source->text_size <= INT64_MAX && source->page_count <= WIRE_SOURCE_PAGES_MAX);
	source->has_members = get_below(r, 2) == 1;
	source->remark = get_word(r, true);
	get_properties(r, source);
}

static void get_failure(struct reading *r, struct record_failure *failure)
{
	failure->reason = get_word(r, false);
	failure->lasting = get_below(r, 2) == 1;
}

static void get_piece(struct reading *r, struct slice *piece)
{
	*piece = cursor_bytes(&r->cursor, cursor_left(&r->cursor));
	require(r, piece->length > 0 && piece->length <= WIRE_TEXT_MAX);
}

static void get_text(struct reading *r, struct slice *text)
{
	get_piece(r, text);
	require(r, utf8_valid(*text) == text->length);
}

static void get_pages(struct reading *r, struct record_pages *pages)
{
	size_t count = get_count(r, WIRE_PAGES_MAX, sizeof *pages->first);
	uint64_t *first = arena_array(r->arena, count, sizeof *first);

	for (size_t i = 0; first && i < count; i++) {
		first[i] = cursor_u64(&r->cursor);
		require(r, i == 0 || first[i - 1] <= first[i]);
	}
	require(r, count > 0);
	*pages = (struct record_pages){first, count};
}

static void get_member(struct reading *r, struct member *member)
{
	member->path = get_raw(r, WIRE_PATH_MAX);
	member->is_attachment = get_below(r, 2) == 1;
	member->has_mtime = get_below(r, 2) == 1;
	member->mtime = (int64_t)cursor_u64(&r->cursor);
}

static void get_record(struct reading *r, struct record *record)
{
	switch (record->type) {
	case RECORD_MEDIA:
	case RECORD_SKIPPED:
	case RECORD_MEMBER_END:
		record->word = get_word(r, record->type == RECORD_MEMBER_END);
		break;
	case RECORD_SOURCE:
		get_source(r, &record->source);
		break;
	case RECORD_TEXT:
		get_text(r, &record->text);
		break;
	case RECORD_BYTES:
		get_piece(r, &record->text);
		break;
	case RECORD_PAGES:
		get_pages(r, &record->pages);
		break;
	case RECORD_DOCUMENT:
		get_document(r, &record->document);
		break;
	case RECORD_FAILED:
		get_failure(r, &record->failure);
		break;
	case RECORD_MEMBER:
		get_member(r, &record->member);
		break;
	default:
		require(r, record->type == RECORD_END);
	}
}

int wire_frame(struct slice bytes, struct slice *ret_frame)
{
	struct cursor c = cursor_of(bytes.at, bytes.length);
	size_t length = cursor_u32(&c);

	if (c.failed)
		return 0;
	if (length < 1 || length > WIRE_FRAME_MAX)
		return -EBADMSG;
	if (cursor_left(&c) < length)
		return 0;
	*ret_frame = cursor_bytes(&c, length);
	return 1;
}

int wire_decode(struct slice frame, struct arena *arena, struct record *ret_record)
{
	struct reading r = {.cursor = cursor_of(frame.at, frame.length), .arena = arena};
	struct record record = {.type = (enum record_type)get_below(&r, RECORD_TYPES)};

	get_record(&r, &record);
	if (arena->failed)
		return -ENOMEM;
	if (r.bad || !cursor_done(&r.cursor))
		return -EBADMSG;
	*ret_record = record;
	return 0;
}
