/* SPDX-License-Identifier: MIT */
#include "prose.h"

#include "../text.h"

#include <errno.h>

enum {
	CELL_LINES_MAX = 3, /* of a cell in a line; with more its row is layout */
	BLANKS_MAX = 256,   /* that a file may ask for at once */
	CELL_END = '\v'     /* marks the end of a cell until its row ends; no text holds one */
};

void prose_finish(struct prose *p)
{
	buf_finish(&p->body.text);
	buf_finish(&p->boxes.text);
	buf_finish(&p->notes.text);
}

static struct prose_stream *stream(struct prose *p)
{
	return p->box_depth > 0 ? &p->boxes : p->in_note ? &p->notes : &p->body;
}

static char last_byte(const struct prose_stream *s)
{
	return s->text.length > 0 ? s->text.data[s->text.length - 1] : '\n';
}

static bool at_line_start(const struct prose_stream *s)
{
	char last = last_byte(s);

	return last == '\n' || last == '\f' || last == CELL_END;
}

/* ---- text ---- */

static bool is_control(char c)
{
	return ((unsigned char)c < 0x20) || c == 0x7f;
}

void prose_text(struct prose *p, struct slice text)
{
	struct prose_stream *s = stream(p);
	size_t from = s->text.length;

	buf_slice(&s->text, text);
	for (size_t i = from; i < s->text.length; i++) {
		if (is_control(s->text.data[i]))
			s->text.data[i] = ' ';
		s->is_used |= s->text.data[i] != ' ';
	}
}

void prose_tab(struct prose *p)
{
	buf_byte(&stream(p)->text, '\t');
}

void prose_blanks(struct prose *p, size_t count)
{
	for (size_t i = 0; i < count && i < BLANKS_MAX; i++)
		buf_byte(&stream(p)->text, ' ');
}

void prose_line(struct prose *p)
{
	buf_byte(&stream(p)->text, '\n');
}

static void append_boxes(struct prose *p, struct prose_stream *s)
{
	buf_slice(&s->text, (struct slice){p->boxes.text.data, p->boxes.text.length});
	s->text.failed |= p->boxes.text.failed;
	s->is_used |= p->boxes.is_used;
	buf_clear(&p->boxes.text);
	p->boxes.row_depth = 0;
	p->boxes.is_used = false;
}

/* A box within a note or a cell follows the paragraph there. */
void prose_paragraph(struct prose *p)
{
	struct prose_stream *s = stream(p);

	buf_byte(&s->text, '\n');
	if (p->box_depth == 0 && p->boxes.text.length > 0 && p->box_in_note == p->in_note)
		append_boxes(p, s);
}

void prose_page(struct prose *p, bool hard)
{
	struct prose_stream *s = stream(p);

	if (s != &p->body || (!hard && !s->is_used))
		return;
	if (!at_line_start(s))
		buf_byte(&s->text, '\n');
	buf_byte(&s->text, '\f');
	s->is_used = false;
}

/* ---- tables ---- */

static struct prose_row *row(struct prose_stream *s)
{
	return s->row_depth > 0 && s->row_depth <= PROSE_ROWS ? &s->rows[s->row_depth - 1] : NULL;
}

void prose_row_begin(struct prose *p)
{
	struct prose_stream *s = stream(p);

	s->row_depth++;
	if (row(s))
		*row(s) = (struct prose_row){.first = s->text.length};
}

void prose_row_drop(struct prose *p)
{
	struct prose_row *r = row(stream(p));

	if (r)
		r->dropped = true;
}

void prose_cell(struct prose *p)
{
	struct prose_stream *s = stream(p);

	if (row(s))
		buf_byte(&s->text, CELL_END);
}

/* A row of one cell, or with a cell of many lines. */
static bool is_layout(struct slice cells)
{
	size_t count = 0, lines = 0, most = 0;

	for (size_t i = 0; i < cells.length; i++) {
		lines += cells.at[i] == '\n';
		if (cells.at[i] != CELL_END)
			continue;
		count++;
		most = lines > most ? lines : most;
		lines = 0;
	}
	return count < 2 || most > CELL_LINES_MAX;
}

/* Both write over what they read: neither makes it longer. */
static size_t keep_lines(char *text, size_t length)
{
	size_t to = 0;

	for (size_t i = 0; i < length; i++)
		if (text[i] != CELL_END)
			text[to++] = text[i];
	return to;
}

static size_t trim(const char *text, size_t length, const char *blanks)
{
	while (length > 0 && strchr(blanks, text[length - 1]))
		length--;
	return length;
}

static size_t join_cells(char *text, size_t length)
{
	size_t to = 0, cell = 0;

	for (size_t i = 0; i < length; i++) {
		if (text[i] == CELL_END) {
			to = cell + trim(text + cell, to - cell, " \n");
			text[to++] = '\t';
			cell = to;
		} else if (text[i] != '\n' || to > cell) {
			text[to++] = text[i] == '\n' ? ' ' : text[i];
		}
	}
	to = trim(text, to, "\t ");
	text[to++] = '\n'; /* for one CELL_END at least */
	return to;
}

void prose_row_end(struct prose *p)
{
	struct prose_stream *s = stream(p);
	struct prose_row *r = row(s);

	if (s->row_depth > 0)
		s->row_depth--;
	if (!r || s->text.failed)
		return;
	size_t length = r->dropped ? 0 : s->text.length - r->first;

	if (length > 0) {
		char *text = s->text.data + r->first;

		length = is_layout((struct slice){text, length}) ? keep_lines(text, length)
								 : join_cells(text, length);
	}
	s->text.length = r->first + length;
}

/* ---- beside the text ---- */

void prose_box_begin(struct prose *p)
{
	if (p->box_depth++ == 0)
		p->box_in_note = p->in_note;
}

void prose_box_end(struct prose *p)
{
	if (p->box_depth > 0)
		p->box_depth--;
}

void prose_note_begin(struct prose *p)
{
	p->in_note = true;
}

void prose_note_end(struct prose *p)
{
	p->in_note = false;
}

void prose_rule(struct prose *p)
{
	if (!at_line_start(&p->body))
		prose_line(p);
	buf_text(&p->body.text, "----------\n");
}

size_t prose_length(const struct prose *p)
{
	return p->body.text.length;
}

struct slice prose_since(const struct prose *p, size_t from)
{
	return slice_sub((struct slice){p->body.text.data, p->body.text.length}, from, p->body.text.length);
}

void prose_cut(struct prose *p, size_t from)
{
	if (from < p->body.text.length)
		p->body.text.length = from;
}

/* ---- the end ---- */

int prose_check(const struct prose *p, const char **ret_reason)
{
	if (p->body.text.failed || p->boxes.text.failed || p->notes.text.failed)
		return -ENOMEM;
	if (p->body.text.length + p->boxes.text.length + p->notes.text.length <= PROSE_TEXT_MAX)
		return 0;
	*ret_reason = "it holds too much text to be a document";
	return -EBADMSG;
}

static void append_notes(struct prose *p)
{
	if (p->notes.text.length == 0)
		return;
	prose_rule(p);
	buf_slice(&p->body.text, (struct slice){p->notes.text.data, p->notes.text.length});
	p->body.text.failed |= p->notes.text.failed;
	buf_clear(&p->notes.text);
}

int prose_give(struct prose *p, struct extracted *ret)
{
	p->box_depth = 0;
	p->in_note = false;
	if (p->boxes.text.length > 0)
		append_boxes(p, &p->body);
	append_notes(p);
	if (p->body.text.failed)
		return -ENOMEM;
	ret->text = p->body.text;
	ret->charset = "UTF-8";
	p->body.text = (struct buf){0};
	return text_divide((struct slice){ret->text.data, ret->text.length}, ret);
}
