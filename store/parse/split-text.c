/* SPDX-License-Identifier: MIT */
/* What the text of the open document says of it: who signed it and when, where it ends, which type it has. */
#include "date.h"
#include "opening.h"
#include "redaction.h"
#include "shape.h"
#include "signature.h"
#include "splitter.h"

enum {
	SIGN_OFF_MAX = 140, /* bytes of a line that signs and dates a briefing */
	SIGN_OFF_WORDS = 5, /* most words of a date: "14 June 2019", "Friday 14 June 2019" */
	UNIT_DISTANCE = 8,  /* lines with words between the unit and its date; footnotes stand between */
	SCHEDULE_HEAD = 6,  /* lines with words to the heads of a schedule's columns */
	ACTION_LINES = 30,  /* and to what a briefing asks for */
	TELEGRAM_BYTES = 60,
	TELEGRAM_WORDS = 9,
	TELEGRAM_LOOK = 512
};

/* ---- how it ends ---- */

bool split_sign_off(struct slice line, struct slice *ret_unit, struct slice *ret_date)
{
	struct edtf date;
	size_t at = line.length;

	if (line.length > SIGN_OFF_MAX)
		return false;
	for (size_t words = 0; words < SIGN_OFF_WORDS && at > 0; words++) {
		while (at > 0 && byte_is_space(line.at[at - 1]))
			at--;
		while (at > 0 && !byte_is_space(line.at[at - 1]))
			at--;
		struct slice tail = slice_sub(line, at, line.length);

		if (tail.length > 0 && tail.at[0] == '(')
			tail = slice_sub(tail, 1,
					 tail.at[tail.length - 1] == ')' ? tail.length - 1 : tail.length);
		if (!date_parse(tail, &date) || date.precision < EDTF_MONTH)
			continue;
		struct slice unit = slice_trim(slice_sub(line, 0, at));

		while (unit.length > 0 && strchr(",-|;/ ", unit.at[unit.length - 1]))
			unit.length--;
		*ret_unit = unit;
		*ret_date = tail;
		/* "6 November" before "2018" is still to come */
		if (unit.length > 0 && byte_is_digit(unit.at[unit.length - 1]))
			continue;
		return true;
	}
	return false;
}

static void note_sign_off(struct splitter *s, struct part *part, size_t line, struct slice text)
{
	struct slice unit, date;

	if (part->type != TYPE_DOCUMENT && part->type != TYPE_BRIEFING && part->type != TYPE_MEDIA_LINES)
		return;
	if (!split_sign_off(text, &unit, &date)) {
		if (shape_is_unit(text)) {
			s->unit_line = line;
			s->unit_words = s->words;
		}
		return;
	}
	if (unit.length > 0 && !shape_is_unit(unit))
		return;
	if (unit.length == 0 && (s->unit_words == 0 || s->words - s->unit_words > UNIT_DISTANCE))
		return;
	/* A date below a letterhead stands at the beginning, not the end. */
	if (!s->prose && s->marks == 0)
		return;
	part->has_sign_off = true;
	part->unit_line = unit.length > 0 ? line : s->unit_line;
	part->date_line = line;
	s->signed_off = true;
	s->sign_off_words = s->words;
	/* "Note of meeting", "Minutes": signed and dated too, but no briefing. */
	if (part->type == TYPE_DOCUMENT && !part->has_kind) {
		part->type = TYPE_BRIEFING;
		part->confidence = 85;
	}
}

/* The block of lines with the writer's name belongs to what was written, whatever follows it. */
static void note_signature(struct splitter *s, const struct part *part, size_t line, struct slice text)
{
	const struct header_field *from = &part->header.fields[HEADER_FROM];
	struct slice sender = slice_sub(s->lines->text, from->where.first, from->where.last);

	if (s->signing == SIGNING && opening_is_parted(s->lines, line))
		s->signing = NOT_SIGNING;
	if (s->signing != NOT_SIGNING) {
		s->signing = SIGNING;
		s->floor = line + 1;
	}
	if (part->type == TYPE_LETTER && shape_is_closing(text)) {
		s->signed_off = true;
		s->signing = SIGNING_BELOW;
		s->floor = line + 1;
	} else if (part->has_header && part->type == TYPE_MESSAGE && from->present &&
		   signature_is_sender(text, sender)) {
		s->signed_off = true;
		s->signing = SIGNING;
		s->floor = line + 1;
	}
}

/* ---- its type ---- */

/* "Action sought", "Recommended action": who reads it is to decide. */
static bool asks_for_action(struct slice s)
{
	static const char *const words[] = {"action sought",       "action required", "recommended action",
					    "recommended actions", "decision sought", "decision required",
					    "decisions sought",    "actions sought",  "action requested"};

	return slice_is_one_of_ci(shape_bare(s), words, sizeof words / sizeof *words);
}

/* "Issue", "2. Recommendation", "Purpose:": the sections of a paper that asks for a decision. */
static bool is_of_submission(struct slice s)
{
	static const char *const words[] = {"issue",
					    "issues",
					    "purpose",
					    "timing",
					    "recommendation",
					    "recommendations",
					    "decision",
					    "executive summary",
					    "summary of issue",
					    "reason for report",
					    "purpose of report"};

	while (s.length > 0 && (byte_is_digit(s.at[0]) || strchr(".) ", s.at[0])))
		s = slice_sub(s, 1, s.length);
	while (s.length > 0 && strchr(": ", slice_last(s)))
		s.length--;
	return slice_is_one_of_ci(s, words, sizeof words / sizeof *words) || asks_for_action(s);
}

static bool is_above_row(const struct lines *lines, size_t line)
{
	size_t next = lines_next_words(lines, line + 1, lines->count);

	return next < lines->count && schedule_is_row(line_text(lines, next));
}

/* What lines at the head of a document say of its type, where its heading did not. */
static void note_type(struct splitter *s, struct part *part, size_t line, struct slice text)
{
	bool plain = part->type == TYPE_DOCUMENT && !part->has_header && !part->has_kind &&
		     !part->has_salutation && !part->is_declared;

	/* "Minister for Weirs" alone above the title of a paper without a block */
	s->to_desk |= plain && !s->prose && s->words <= ACTION_LINES && shape_is_minister(text) &&
		      opening_stands_alone(s->lines, line);
	if (s->to_desk && (part->type == TYPE_MESSAGE || plain) && s->words <= ACTION_LINES &&
	    opening_is_parted(s->lines, line) && is_of_submission(plain ? shape_first_cell(text) : text)) {
		part->type = TYPE_BRIEFING;
		part->confidence = 80;
	}
	if (part->type != TYPE_DOCUMENT || part->has_header || part->has_salutation || part->is_declared)
		return;
	if (!part->has_kind && !s->prose && s->words <= SCHEDULE_HEAD && schedule_is_head(text) &&
	    is_above_row(s->lines, line)) {
		part->type = TYPE_SCHEDULE;
		part->confidence = 80;
	} else if (s->words <= ACTION_LINES && asks_for_action(text)) {
		part->type = TYPE_BRIEFING;
		part->confidence = 75;
	}
}

/* Telegrams print their sentences in capitals. */
static bool is_telegram_text(struct slice text)
{
	struct slice head = slice_sub(text, 0, TELEGRAM_LOOK);

	return text.length >= TELEGRAM_BYTES && shape_is_capitals(head) &&
	       shape_word_count(head, TELEGRAM_WORDS) == TELEGRAM_WORDS &&
	       slice_find(head, SLICE(". "), 0) < head.length &&
	       slice_find(head, SLICE("   "), 0) == head.length;
}

/* ---- */

int split_text(struct splitter *s, size_t line)
{
	struct part *part = &s->part;
	struct slice text = line_text(s->lines, line);
	enum header_label label;
	size_t value;
	/* A letter's "Subject:" is as long as a sentence and is none. */
	bool prose = (shape_is_prose(text) || is_telegram_text(text)) &&
		     !header_label(s->lines, line, &label, &value);

	s->words++;
	if (!s->prose) { /* nobody asks for them below running text */
		s->titles += s->titles == 0 && shape_is_title(text, s->regimes);
		s->marks += text.length <= SIGN_OFF_MAX &&
			    (redaction_is_whole(text, s->regimes) || redaction_is_out_of_scope(text));
	}
	s->rows += (shape_is_bullet(text) || byte_is_digit(text.at[0])) && shape_word_count(text, 4) == 4;
	if (shape_is_end(text) || (line_tells(s->lines, line) && shape_is_remainder_note(text))) {
		s->ended = true;
		s->end_line = line;
	}
	if (prose || shape_is_bullet(text) || s->ended)
		s->floor = line + 1;
	note_signature(s, part, line, text);
	note_sign_off(s, part, line, text);
	note_type(s, part, line, text);
	s->prose |= prose;
	s->page_prose |= prose;
	return part->type == TYPE_SCHEDULE ? schedule_add(&s->schedule, text, &s->arena) : 0;
}
