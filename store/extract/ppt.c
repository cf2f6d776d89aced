/* SPDX-License-Identifier: MIT */
#include "ppt.h"

#include "../util/cursor.h"
#include "../util/idmap.h"
#include "../util/utf8.h"
#include "cfb.h"
#include "prose.h"

#include <errno.h>

/* Kinds of records (MS-PPT 2.13.24). */
enum {
	DOCUMENT = 0x03e8,
	SLIDE_PLACE = 0x03f3, /* where a slide stands; its outline's text follows */
	SLIDE_LIST = 0x0ff0,
	TEXT_UNITS = 0x0fa0,
	TEXT_BYTES = 0x0fa8,
	EDIT = 0x0ff5,
	PLACES = 0x1772
};
enum { LIST_OF_SLIDES = 0, LIST_OF_NOTES = 2 };
enum { HEAD = 8, CONTAINER = 0xf, EDITS_MAX = 1024, PLACES_PER_RUN_SHIFT = 20 };
#define ENCRYPTED 0xf3d1c4dfu

struct ppt {
	struct cfb cfb;
	struct buf user, document;
	struct idmap places; /* id + 1: where its newest state stands, + 1 */
	struct prose prose;
	bool any_slide;
	const char **ret_reason;
};

struct record {
	unsigned version, instance, kind;
	struct slice body; /* of a container: records */
	size_t next;       /* of the record behind it; that within a container is at its body */
};

static struct slice of_buf(const struct buf *b)
{
	return (struct slice){b->data ? b->data : "", b->length};
}

static uint32_t u32_at(struct slice s, size_t offset)
{
	struct slice four = slice_sub(s, offset, offset + 4);
	struct cursor c = cursor_of(four.at, four.length);

	return cursor_u32(&c);
}

static bool record_at(struct slice s, size_t at, struct record *ret)
{
	struct slice head = slice_sub(s, at, at + HEAD);
	struct cursor c = cursor_of(head.at, head.length);
	unsigned both = cursor_u16(&c);

	ret->version = both & 0xf;
	ret->instance = both >> 4;
	ret->kind = cursor_u16(&c);
	size_t size = cursor_u32(&c);

	ret->body = slice_sub(s, at + HEAD, at + HEAD + size);
	ret->next = at + HEAD + ret->body.length;
	return !c.failed;
}

/* ---- which state of what is the newest ---- */

/* Runs of places, each of a first id and a count in one number. */
static int add_places(struct ppt *p, struct slice runs)
{
	struct cursor c = cursor_of(runs.at, runs.length);

	while (cursor_left(&c) >= 4) {
		uint32_t run = cursor_u32(&c), id = run & ((1u << PLACES_PER_RUN_SHIFT) - 1);

		for (uint32_t left = run >> PLACES_PER_RUN_SHIFT; left > 0 && cursor_left(&c) >= 4;
		     left--, id++) {
			struct idmap_item *item = idmap_at(&p->places, (uint64_t)id + 1);

			if (!item)
				return -ENOMEM;
			uint32_t place = cursor_u32(&c);

			item->a = item->a != 0 ? item->a : (int64_t)place + 1;
		}
	}
	return 0;
}

/* From the last edit back; *ret_document: the id of the document. */
static int read_edits(struct ppt *p, uint32_t *ret_document)
{
	struct slice document = of_buf(&p->document);
	uint32_t at = u32_at(of_buf(&p->user), 16);
	struct record edit, places;
	int r = 0;

	for (unsigned i = 0; r == 0 && i < EDITS_MAX && (i == 0 || at != 0); i++) {
		if (!record_at(document, at, &edit) || edit.kind != EDIT ||
		    !record_at(document, u32_at(edit.body, 12), &places) || places.kind != PLACES)
			return -EBADMSG;
		if (i == 0)
			*ret_document = u32_at(edit.body, 16);
		at = u32_at(edit.body, 8);
		r = add_places(p, places.body);
	}
	return r;
}

static bool record_of(struct ppt *p, uint32_t id, struct record *ret)
{
	struct idmap_item *item = idmap_at(&p->places, (uint64_t)id + 1);

	return item && item->a != 0 && record_at(of_buf(&p->document), (size_t)(item->a - 1), ret);
}

/* ---- text ---- */

static void write_character(struct ppt *p, uint32_t character)
{
	char bytes[8];
	struct buf one = {.data = bytes, .capacity = sizeof bytes};

	if (character == '\r' || character == 0x0b) {
		prose_line(&p->prose);
		return;
	}
	utf8_append(&one, character);
	prose_text(&p->prose, (struct slice){bytes, one.length});
}

static void write_units(struct ppt *p, struct slice text)
{
	struct cursor c = cursor_of(text.at, text.length);

	while (cursor_left(&c) >= 2) {
		uint32_t unit = cursor_u16(&c);

		if (unit >= 0xd800 && unit < 0xdc00 && cursor_left(&c) >= 2)
			unit = 0x10000 + ((unit - 0xd800) << 10) + ((cursor_u16(&c) - 0xdc00u) & 0x3ff);
		write_character(p, unit >= 0xd800 && unit < 0xe000 ? UTF8_REPLACEMENT : unit);
	}
}

static bool write_atom(struct ppt *p, const struct record *record)
{
	if (record->kind == TEXT_UNITS)
		write_units(p, record->body);
	else if (record->kind == TEXT_BYTES) /* the lower halves of units */
		for (size_t i = 0; i < record->body.length; i++)
			write_character(p, (unsigned char)record->body.at[i]);
	else
		return false;
	prose_close(&p->prose);
	return true;
}

/* All text in records within records. */
static void write_shapes(struct ppt *p, struct slice records)
{
	struct record record;

	for (size_t at = 0; at < records.length && record_at(records, at, &record);)
		at = write_atom(p, &record) || record.version != CONTAINER ? record.next : at + HEAD;
}

static void write_slide(struct ppt *p, uint32_t id)
{
	struct record slide;

	if (record_of(p, id, &slide))
		write_shapes(p, slide.body);
}

/* The outline's text of each slide, then that of its shapes. */
static int write_list(struct ppt *p, struct slice list, bool are_pages)
{
	uint32_t id = 0;
	bool any = false;
	struct record record;

	for (size_t at = 0; at < list.length && record_at(list, at, &record); at = record.next) {
		if (record.kind != SLIDE_PLACE) {
			write_atom(p, &record);
			continue;
		}
		if (any)
			write_slide(p, id);
		if (any && are_pages)
			prose_page(&p->prose, true);
		any = true;
		id = u32_at(record.body, 0);
		if (prose_check(&p->prose, p->ret_reason) != 0)
			return prose_check(&p->prose, p->ret_reason);
	}
	if (any)
		write_slide(p, id);
	return 0;
}

static int write_lists(struct ppt *p, struct slice document, unsigned instance)
{
	struct record record;
	int r = 0;

	for (size_t at = 0; r == 0 && at < document.length && record_at(document, at, &record);
	     at = record.next)
		if (record.kind == SLIDE_LIST && record.instance == instance)
			r = write_list(p, record.body, instance == LIST_OF_SLIDES);
	return r;
}

static int write_all(struct ppt *p)
{
	struct record document;
	uint32_t id = 0;
	int r = read_edits(p, &id);

	if (r == 0 && (!record_of(p, id, &document) || document.kind != DOCUMENT))
		r = -EBADMSG;
	if (r == 0)
		r = write_lists(p, document.body, LIST_OF_SLIDES);
	if (r != 0)
		return r;
	size_t before = prose_length(&p->prose);

	prose_rule(&p->prose);
	size_t notes = prose_length(&p->prose);

	r = write_lists(p, document.body, LIST_OF_NOTES);
	if (prose_length(&p->prose) == notes)
		prose_cut(&p->prose, before);
	return r;
}

/* ---- the format ---- */

static int read_file(struct ppt *p, struct slice file)
{
	int r = cfb_open(&p->cfb, file);

	if (r == 0)
		r = cfb_read(&p->cfb, "Current User", &p->user);
	if (r == 0)
		r = cfb_read(&p->cfb, "PowerPoint Document", &p->document);
	if (r == 0 && u32_at(of_buf(&p->user), 12) == ENCRYPTED) {
		*p->ret_reason = "it is encrypted";
		return -EBADMSG;
	}
	return r == 0 ? write_all(p) : r;
}

static int extract(const struct input *input, const struct aid *aid, struct extracted *ret,
		   const char **ret_reason)
{
	struct ppt p = {.ret_reason = ret_reason};
	int r;

	(void)aid;
	*ret_reason = "it is damaged or cut short";
	r = read_file(&p, input->bytes);
	if (r == 0)
		r = prose_give(&p.prose, ret);
	prose_finish(&p.prose);
	idmap_finish(&p.places);
	buf_finish(&p.user);
	buf_finish(&p.document);
	cfb_finish(&p.cfb);
	return r == -ENOENT ? -EBADMSG : r;
}

static const char *const media[] = {"application/vnd.ms-powerpoint", NULL};

const struct format ppt_format = {.name = "ppt", .media = media, .fresh_worker = true, .extract = extract};
