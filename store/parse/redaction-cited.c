/* SPDX-License-Identifier: MIT */
#include "redaction-cited.h"

#include "redaction-law.h"
#include "word.h"

enum {
	CELLS_NEEDED = 3,   /* columns of a table */
	DECISION_WORDS = 5, /* most words of a decision in a column */
	LIST_END_MAX = 5,   /* bytes of what stands between a list and its next line: ", and" */
	NOTE_WORDS = 4      /* "Withheld under" above a code is its mark; so many words are a sentence */
};

/* --- Tables of decisions --- */

static const char *const decisions[] = {"release in",  "released in", "part grant", "part-grant",
					"partial",     "partly",      "refuse",     "withh",
					"exempt",      "den",         "disclose",   "redact",
					"part releas", "not releas",  "grant",      NULL};
/* What a column of grounds is headed with. */
static const char *const column_heads[] = {
	"exemption", "basis of",   "ground",     "reason",   "refus",     "withheld",    "exception",
	"provision", "section of", "section(s)", "sections", "redaction", "act section", NULL};
static const char *const other_heads[] = {"doc",  "record", "date",  "no",     "description", "title", "page",
					  "item", "folio",  "paper", "author", "decision",    NULL};

/* The cell that begins at *at, which then is behind it and its gap. */
static struct slice next_cell(struct slice line, size_t *at)
{
	size_t first = *at, last;

	while (first < line.length && (byte_is_space(line.at[first]) || line.at[first] == '|'))
		first++;
	for (last = first; last < line.length; last++)
		if (line.at[last] == '|' || line.at[last] == '\t' ||
		    (line.at[last] == ' ' && last + 1 < line.length && line.at[last + 1] == ' '))
			break;
	*at = last;
	return slice_trim(slice_sub(line, first, last));
}

/* Few lines have cells enough, and most words are looked for in vain. */
static bool has_cells(struct slice text)
{
	unsigned cells = 0;

	for (size_t at = 0; at < text.length && cells < CELLS_NEEDED;)
		cells += next_cell(text, &at).length > 0;
	return cells >= CELLS_NEEDED;
}

void cited_note_table(struct finder *f, size_t line)
{
	struct slice text = slice_sub(line_text(f->lines, line), 0, 2 * RUN_WINDOW);
	unsigned grounds = 0, others = 0;

	if (line_begins_page(f->lines, line))
		f->table_last = line;
	if (!line_is_parted(f->lines, line) || !has_cells(text))
		return;
	for (size_t at = 0; at < text.length;) {
		struct slice cell = next_cell(text, &at);

		if (cell.length == 0)
			continue;
		if (starts_any(cell, other_heads))
			others++;
		else if (has_any(cell, column_heads))
			grounds++;
	}
	if (grounds > 0 && others > 0)
		f->table_last = f->last_line;
}

/* "| REDACTED s40(2)" in a signature: what stands for the words, no decision. */
static bool is_mark(struct slice cell)
{
	return slice_starts(cell, SLICE("REDACTED s")) || slice_starts(cell, SLICE("WITHHELD s"));
}

bool cited_in_table(const struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_bytes(f->lines, line);
	unsigned cells = 0;
	bool decided = false;

	if (line < f->table_last)
		return true;
	text = slice_sub(text, run->first > 2 * RUN_WINDOW ? run->first - 2 * RUN_WINDOW : 0, run->last);
	for (size_t at = 0; at < text.length;) {
		struct slice cell = next_cell(text, &at);
		struct slice verdict = slice_sub(cell, 0, slice_find(cell, SLICE(" - "), 0));

		if (cell.length == 0)
			continue;
		decided |= cells > 0 && starts_any(cell, decisions) && !is_mark(cell) &&
			   word_count(verdict, DECISION_WORDS + 1) <= DECISION_WORDS;
		cells++;
	}
	return decided && cells >= CELLS_NEEDED;
}

/* --- Lists and sentences that go on --- */

static bool begins_line(struct slice line, const struct run *run)
{
	return slice_trim(slice_sub(line, 0, run->first)).length == 0;
}

/* Nothing but a comma or "and" stands behind the run. */
static bool ends_list(struct slice line, const struct run *run)
{
	struct slice rest = slice_trim(slice_sub(line, run->last, line.length));

	return rest.length > 0 && rest.length <= LIST_END_MAX &&
	       (strchr(",;&", rest.at[0]) || slice_equal(rest, SLICE("and")) ||
		slice_equal(rest, SLICE("or")));
}

void cited_note(struct finder *f, size_t line, const struct run *run)
{
	f->cited_open = ends_list(line_bytes(f->lines, line), run) ? line + 1 : 0;
}

bool cited_goes_on(const struct finder *f, size_t line, const struct run *run)
{
	struct slice text = line_bytes(f->lines, line), above;

	if (line == f->first_line || !begins_line(text, run) || !run->coded || run->square)
		return false;
	if (f->cited_open == line)
		return true;
	above = line_text(f->lines, line - 1);
	if (above.length == 0 || !line_has_words(f->lines, line - 1))
		return false;
	above = slice_sub(above, above.length > RUN_WINDOW ? above.length - RUN_WINDOW : 0, above.length);
	if (word_count(above, NOTE_WORDS) < NOTE_WORDS)
		return false;
	return law_leads(above, 1) ||
	       (run->word && byte_is_lower(text.at[run->first]) &&
		(byte_is_word(above.at[above.length - 1]) || above.at[above.length - 1] == ','));
}
