/* SPDX-License-Identifier: MIT */
#include "doc-text.h"

#include "../util/cursor.h"
#include "../util/utf8.h"

#include <errno.h>
#include <stdio.h>

enum {
	PIECE_SIZE = 8, /* bytes of a piece's descriptor (MS-DOC 2.9.177) */
	COMPRESSED = 1 << 30
};

/* ---- pieces ---- */

struct piece {
	uint32_t first, last; /* characters */
	uint32_t offset;      /* of the first one in the stream */
	bool is_wide;         /* two bytes each; else one, of windows-1252 */
	unsigned formats;     /* of all of it, that were saved beside it */
};

static uint32_t u32_at(struct slice s, size_t offset)
{
	struct slice four = slice_sub(s, offset, offset + 4);
	struct cursor c = cursor_of(four.at, four.length);

	return cursor_u32(&c);
}

/* The `number`th of the Prcs: a byte 1, a length of two bytes, formats. */
static struct slice formats_at(struct slice all, size_t number)
{
	struct cursor c = cursor_of(all.at, all.length);
	struct slice formats = {"", 0};

	for (size_t i = 0; i <= number && !c.failed; i++) {
		cursor_u8(&c);
		formats = cursor_bytes(&c, cursor_u16(&c));
	}
	return c.failed ? SLICE("") : formats;
}

/* Either one format of a table of its own, of which one matters, or the number of a list (MS-DOC 2.9.214). */
static unsigned looks_of_piece(const struct doc_file *file, unsigned formats)
{
	if (formats & 1)
		return doc_looks_of(formats_at(file->piece_formats, formats >> 1));
	return (formats >> 1 & 0x7f) == 0x41 && formats >> 8 != 0 ? DOC_DELETED : 0;
}

static struct piece piece_at(const struct doc_file *file, size_t number)
{
	size_t at = (file->piece_count + 1) * 4 + number * PIECE_SIZE;
	uint32_t offset = u32_at(file->pieces, at + 2);
	struct piece piece = {.first = u32_at(file->pieces, number * 4),
			      .last = u32_at(file->pieces, number * 4 + 4),
			      .offset = offset & (COMPRESSED - 1),
			      .is_wide = (offset & COMPRESSED) == 0,
			      .formats = u32_at(file->pieces, at + 4) >> 16};

	if (!piece.is_wide)
		piece.offset /= 2;
	return piece;
}

/* The first piece that ends behind a character. */
static size_t piece_of(const struct doc_file *file, uint32_t character)
{
	size_t low = 0, high = file->piece_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (u32_at(file->pieces, middle * 4 + 4) <= character)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static uint32_t unit_at(const struct doc_file *file, const struct piece *piece, uint32_t offset)
{
	/* What windows-1252 has between 0x80 and 0x9f. */
	static const uint16_t high[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
					  0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
					  0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
					  0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};
	const unsigned char *at = (const unsigned char *)file->stream.at + offset;

	if (piece->is_wide)
		return (uint32_t)at[0] | (uint32_t)at[1] << 8;
	return at[0] >= 0x80 && at[0] < 0xa0 ? high[at[0] - 0x80] : at[0];
}

/* ---- characters ---- */

static void begin_paragraph(struct doc_text *t, unsigned looks)
{
	bool in_table = looks & (DOC_IN_TABLE | DOC_ROW_END);
	size_t length = strlen(t->lead);

	t->in_paragraph = true;
	if (in_table && !t->in_row)
		prose_row_begin(t->prose);
	else if (!in_table && t->in_row)
		prose_row_end(t->prose);
	t->in_row = in_table;
	if (looks & DOC_LIST)
		snprintf(t->lead + length, sizeof t->lead - length, "- ");
}

static void say_lead(struct doc_text *t)
{
	if (t->lead[0] != '\0')
		prose_text(t->prose, slice_of(t->lead));
	t->lead[0] = '\0';
}

static void say(struct doc_text *t, uint32_t character)
{
	char bytes[8];
	struct buf one = {.data = bytes, .capacity = sizeof bytes};

	utf8_append(&one, character);
	say_lead(t);
	prose_text(t->prose, (struct slice){bytes, one.length});
}

static void say_unit(struct doc_text *t, uint32_t unit)
{
	bool is_first = unit >= 0xd800 && unit < 0xdc00, is_second = unit >= 0xdc00 && unit < 0xe000;

	if (is_second && t->half != 0)
		say(t, 0x10000 + ((t->half - 0xd800) << 10) + (unit - 0xdc00));
	else if (t->half != 0 || is_second)
		say(t, UTF8_REPLACEMENT);
	if (!is_first && !is_second)
		say(t, unit);
	t->half = is_first ? unit : 0;
}

static void end_paragraph(struct doc_text *t, unsigned looks)
{
	if (!(looks & DOC_DELETED))
		prose_paragraph(t->prose);
	t->in_paragraph = false;
	t->lead[0] = '\0';
}

static void end_cell(struct doc_text *t, unsigned looks)
{
	if (looks & DOC_ROW_END) {
		if (looks & DOC_DELETED)
			prose_row_drop(t->prose);
		prose_row_end(t->prose);
		t->in_row = false;
	} else {
		prose_paragraph(t->prose);
		prose_cell(t->prose);
	}
	t->in_paragraph = false;
	t->lead[0] = '\0';
}

/* A field: 0x13, what it does, 0x14, what it shows, 0x15. */
static void mark_field(struct doc_text *t, uint32_t mark)
{
	unsigned at = t->fields - (mark != 0x13);

	if (mark == 0x13 ? t->fields++ >= DOC_FIELDS : t->fields == 0)
		return;
	if (at < DOC_FIELDS) {
		t->instruction_count -= t->instructions[at];
		t->instructions[at] = mark == 0x13;
		t->instruction_count += t->instructions[at];
	}
	if (mark == 0x15)
		t->fields--;
}

static void mark_note(struct doc_text *t, struct doc_notes *notes, uint32_t position, bool is_shown)
{
	char mark[24];

	while (notes->next < notes->count && u32_at(notes->marks, notes->next * 4) < position)
		notes->next++;
	if (!is_shown || notes->next == notes->count || u32_at(notes->marks, notes->next * 4) != position)
		return;
	notes->shown[notes->next] = true;
	say_lead(t);
	snprintf(mark, sizeof mark, "[%zu]", notes->before + notes->next + 1);
	prose_text(t->prose, slice_of(mark));
}

static void write_shown(struct doc_text *t, uint32_t unit)
{
	switch (unit) {
	case '\t':
		say_lead(t);
		prose_tab(t->prose);
		break;
	case 0x0b: /* a line in the paragraph; a column */
	case 0x0e:
		prose_line(t->prose);
		break;
	case 0x1e:
		say(t, '-');
		break;
	default:
		if (unit >= 0x20)
			say_unit(t, unit);
	}
}

/* Marks of paragraphs, cells, pages and fields; false for what is text. Those that are deleted still part
 * cells. */
static bool write_mark(struct doc_text *t, uint32_t unit, uint32_t position, unsigned looks)
{
	bool is_shown = (looks & (DOC_DELETED | DOC_HIDDEN)) == 0;

	switch (unit) {
	case '\r':
		end_paragraph(t, looks);
		return true;
	case 0x07:
		end_cell(t, looks);
		return true;
	case '\f': /* of a page or a section */
		prose_page(t->prose, true);
		t->in_paragraph = false;
		return true;
	case 0x13:
	case 0x14:
	case 0x15:
		mark_field(t, unit);
		return true;
	case 0x05: /* a comment hangs here */
		t->left_out->comments |= (looks & DOC_DELETED) == 0;
		return true;
	case 0x02:
		for (size_t i = 0; t->notes && i < DOC_NOTES; i++)
			mark_note(t, &t->notes[i], position, is_shown);
		return true;
	case 0x08:
		t->lost_shape |= !is_shown;
		return true;
	default:
		return false;
	}
}

static void write_unit(struct doc_text *t, uint32_t unit, uint32_t position, unsigned looks,
		       unsigned paragraph)
{
	if (!t->in_paragraph)
		begin_paragraph(t, paragraph);
	if (write_mark(t, unit, position, looks | paragraph))
		return;
	if (t->instruction_count > 0 || t->fields > DOC_FIELDS)
		return;
	if (looks & DOC_DELETED)
		t->left_out->deleted = true;
	else if (looks & DOC_HIDDEN)
		t->left_out->hidden = true;
	else
		write_shown(t, unit);
}

/* ---- ranges of them ---- */

static int write_piece(struct doc_text *t, const struct piece *piece, uint32_t first, uint32_t last)
{
	const struct doc_file *file = t->file;
	uint32_t size = piece->is_wide ? 2 : 1, looks_last = 0, paragraph_last = 0;
	uint64_t begin = piece->offset + (uint64_t)(first - piece->first) * size;
	unsigned of_piece = looks_of_piece(file, piece->formats), looks = 0, paragraph = 0;

	if (begin + (uint64_t)(last - first) * size > file->stream.length)
		return -EBADMSG;
	for (uint32_t offset = (uint32_t)begin; first < last; first++, offset += size) {
		if (offset >= looks_last)
			looks = doc_looks_at(&file->characters, offset, &looks_last) | of_piece;
		if (offset >= paragraph_last)
			paragraph = doc_looks_at(&file->paragraphs, offset, &paragraph_last);
		write_unit(t, unit_at(file, piece, offset), first, looks, paragraph);
	}
	return 0;
}

int doc_text_write(struct doc_text *t, uint32_t first, uint32_t last, const char **ret_reason)
{
	int r = 0;

	*ret_reason = "it is damaged or cut short";
	for (size_t i = piece_of(t->file, first); i < t->file->piece_count && r == 0; i++) {
		struct piece piece = piece_at(t->file, i);
		uint32_t from = piece.first > first ? piece.first : first;
		uint32_t to = piece.last < last ? piece.last : last;

		if (piece.first >= last)
			break;
		if (from < to)
			r = write_piece(t, &piece, from, to);
		if (r == 0)
			r = prose_check(t->prose, ret_reason);
	}
	return r;
}
