/* SPDX-License-Identifier: MIT */
#include "doc.h"

#include "../util/cursor.h"
#include "cfb.h"
#include "doc-text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

/* Where things stand in the file information block (MS-DOC 2.5.1). */
enum {
	FIB_VERSION = 0x02,
	FIB_FLAGS = 0x0a,
	FIB_COUNTS = 0x4c, /* characters of the text, then of what follows it; see struct counts */
	FIB_PLACES = 0x9a, /* pairs of an offset and a size in the table stream */
	FIB_SIZE = 0x22a,  /* with all of them that are read here */
	FLAG_ENCRYPTED = 0x100,
	FLAG_TABLE_1 = 0x200,
	VERSION_1997 = 0xc0
};
enum {
	PLACE_NOTE_MARKS = 2,
	PLACE_NOTE_TEXTS = 3,
	PLACE_CHARACTERS = 12,
	PLACE_PARAGRAPHS = 13,
	PLACE_CLX = 33,
	PLACE_END_MARKS = 46,
	PLACE_END_TEXTS = 47
};
enum { NOTE_MARK_SIZE = 2 }; /* bytes beside the position of a mark */

struct counts { /* characters, in the order in which they follow one another */
	uint32_t text, notes, headers, macros, comments, end_notes, boxes;
};

struct doc {
	struct cfb cfb;
	struct buf stream, table;
	struct doc_file file;
	struct counts counts;
	struct prose prose;
	struct office_left_out left_out;
	bool has_rule; /* between the text and its notes */
	const char **ret_reason;
};

static const char damaged[] = "it is damaged or cut short";

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

static int fail(struct doc *d, const char *reason)
{
	*d->ret_reason = reason;
	return -EBADMSG;
}

static struct slice place(const struct doc *d, unsigned number)
{
	struct slice stream = of_buf(&d->stream);
	size_t first = u32_at(stream, FIB_PLACES + number * 8),
	       size = u32_at(stream, FIB_PLACES + number * 8 + 4);

	return slice_sub(of_buf(&d->table), first, first + size);
}

/* ---- the file's parts ---- */

static int open_streams(struct doc *d)
{
	int r = cfb_read(&d->cfb, "WordDocument", &d->stream);
	struct slice fib = of_buf(&d->stream);
	unsigned flags = u32_at(fib, FIB_FLAGS) & 0xffff;

	if (r != 0)
		return r;
	if (!slice_starts(fib, SLICE("\xec\xa5")) || fib.length < FIB_SIZE)
		return -EBADMSG;
	if ((u32_at(fib, FIB_VERSION) & 0xffff) < VERSION_1997)
		return fail(d, "a Word of before 1997 wrote it: what was deleted in it cannot be told");
	if (flags & FLAG_ENCRYPTED)
		return fail(d, "it is encrypted");
	return cfb_read(&d->cfb, flags & FLAG_TABLE_1 ? "1Table" : "0Table", &d->table);
}

/* The Clx: Prcs, each a byte 1, then a byte 2 and the pieces. */
static int find_pieces(struct doc *d)
{
	struct slice clx = place(d, PLACE_CLX);
	struct cursor c = cursor_of(clx.at, clx.length);
	uint8_t kind;

	while ((kind = cursor_u8(&c)) == 1)
		cursor_bytes(&c, cursor_u16(&c));
	if (kind != 2)
		return -EBADMSG;
	d->file.piece_formats = slice_sub(clx, 0, clx.length - cursor_left(&c) - 1);
	d->file.pieces = cursor_bytes(&c, cursor_u32(&c));
	d->file.piece_count = d->file.pieces.length >= 4 ? (d->file.pieces.length - 4) / 12 : 0;
	return c.failed || d->file.piece_count == 0 ? -EBADMSG : 0;
}

static void read_counts(struct doc *d)
{
	struct slice fib = of_buf(&d->stream);

	d->counts = (struct counts){
		.text = u32_at(fib, FIB_COUNTS),
		.notes = u32_at(fib, FIB_COUNTS + 4),
		.headers = u32_at(fib, FIB_COUNTS + 8),
		.macros = u32_at(fib, FIB_COUNTS + 12),
		.comments = u32_at(fib, FIB_COUNTS + 16),
		.end_notes = u32_at(fib, FIB_COUNTS + 20),
		.boxes = u32_at(fib, FIB_COUNTS + 24),
	};
}

static int open_file(struct doc *d, struct slice bytes)
{
	int r = cfb_open(&d->cfb, bytes);

	if (r == 0)
		r = open_streams(d);
	if (r != 0)
		return r;
	d->file.stream = of_buf(&d->stream);
	read_counts(d);
	r = find_pieces(d);
	if (r == 0)
		r = doc_ranges_read(&d->file.characters, d->file.stream, place(d, PLACE_CHARACTERS),
				    DOC_CHARACTERS);
	if (r == 0)
		r = doc_ranges_read(&d->file.paragraphs, d->file.stream, place(d, PLACE_PARAGRAPHS),
				    DOC_PARAGRAPHS);
	return r;
}

/* ---- the text and what follows it ---- */

/* `marks` names a list of n + 1 positions and n of what is not read here, `before` notes with lower numbers.
 */
static int find_notes(const struct doc *d, unsigned marks, size_t before, struct doc_notes *ret)
{
	struct slice all = place(d, marks);
	size_t count = all.length >= 4 ? (all.length - 4) / (4 + NOTE_MARK_SIZE) : 0;

	*ret = (struct doc_notes){.marks = slice_sub(all, 0, count * 4), .count = count, .before = before};
	ret->shown = calloc(count + 1, sizeof *ret->shown);
	return ret->shown ? 0 : -ENOMEM;
}

static struct doc_text text_of(struct doc *d)
{
	return (struct doc_text){.file = &d->file, .prose = &d->prose, .left_out = &d->left_out};
}

/* Of those whose texts begin at character `first`. One whose mark is deleted is so itself. */
static int write_notes(struct doc *d, const struct doc_notes *notes, struct slice texts, uint32_t first)
{
	int r = 0;

	for (size_t i = 0; i < notes->count && r == 0; i++) {
		struct doc_text t = text_of(d);

		if (!notes->shown[i])
			continue;
		if (!d->has_rule)
			prose_rule(&d->prose);
		d->has_rule = true;
		snprintf(t.lead, sizeof t.lead, "[%zu]", notes->before + i + 1);
		r = doc_text_write(&t, first + u32_at(texts, i * 4), first + u32_at(texts, i * 4 + 4),
				   d->ret_reason);
	}
	return r;
}

static int write_boxes(struct doc *d, uint32_t first)
{
	struct doc_text t = text_of(d);

	return doc_text_write(&t, first, first + d->counts.boxes, d->ret_reason);
}

/* Headers and comments are between notes and endnotes, and are not read. */
static int write_all(struct doc *d, struct doc_notes *notes)
{
	const struct counts *n = &d->counts;
	uint32_t end_notes = n->text + n->notes + n->headers + n->macros + n->comments;
	struct doc_text t = text_of(d);
	int r;

	t.notes = notes;
	r = doc_text_write(&t, 0, n->text, d->ret_reason);
	if (r == 0 && !t.lost_shape)
		r = write_boxes(d, end_notes + n->end_notes);
	d->left_out.deleted |= t.lost_shape && n->boxes > 0;
	if (r == 0)
		r = write_notes(d, &notes[0], place(d, PLACE_NOTE_TEXTS), n->text);
	return r == 0 ? write_notes(d, &notes[1], place(d, PLACE_END_TEXTS), end_notes) : r;
}

static int write_text(struct doc *d)
{
	struct doc_notes notes[DOC_NOTES] = {{.count = 0}};
	int r = find_notes(d, PLACE_NOTE_MARKS, 0, &notes[0]);

	if (r == 0)
		r = find_notes(d, PLACE_END_MARKS, notes[0].count, &notes[1]);
	if (r == 0)
		r = write_all(d, notes);
	free(notes[0].shown);
	free(notes[1].shown);
	return r;
}

/* ---- the format ---- */

static void finish(struct doc *d)
{
	doc_ranges_finish(&d->file.characters);
	doc_ranges_finish(&d->file.paragraphs);
	buf_finish(&d->stream);
	buf_finish(&d->table);
	cfb_finish(&d->cfb);
	prose_finish(&d->prose);
}

static int extract(const struct input *input, const struct aid *aid, struct extracted *ret,
		   const char **ret_reason)
{
	struct doc d = {.ret_reason = ret_reason};
	int r;

	(void)aid;
	*ret_reason = damaged;
	r = open_file(&d, input->bytes);
	if (r == 0)
		r = write_text(&d);
	if (r == 0) {
		office_remark(&d.left_out, ret);
		r = prose_give(&d.prose, ret);
	}
	finish(&d);
	return r == -ENOENT ? -EBADMSG : r;
}

static const char *const media[] = {"application/msword", NULL};

const struct format doc_format = {.name = "doc", .media = media, .fresh_worker = true, .extract = extract};
