/* SPDX-License-Identifier: MIT */
/* The day and time in the head of a cable. */
#include "dating-search.h"

enum {
	NEAR_LINES = 15,   /* in which a day without month is that of the date beside it */
	WITNESSES_MAX = 32 /* dates that may confirm one that was read with doubt */
};

struct cable {
	struct dated sent, received;
	size_t sent_line, received_line;
	bool has_sent, has_received;
	struct edtf dates[WITNESSES_MAX]; /* of all lines of the head */
	size_t count;
};

static void note_cable(struct cable *c, size_t line, const struct dated *dated, bool received)
{
	struct dated *kept = received ? &c->received : &c->sent;
	bool *has = received ? &c->has_received : &c->has_sent;

	if (*has && kept->confidence >= dated->confidence)
		return;
	*kept = *dated;
	*has = true;
	*(received ? &c->received_line : &c->sent_line) = line;
}

static void look_at_cable(const struct dating_search *s, size_t line, struct cable *c)
{
	struct slice text = line_text(s->lines, line);
	struct dated dated;
	bool received;

	if (!dating_has_digit(text))
		return;
	if (dating_cable(text, s->style, &dated, &received)) {
		if (!dating_is_other(text))
			note_cable(c, line, &dated, received);
	} else if (!date_find_in(slice_sub(text, 0, DATING_VALUE_MAX), s->style, &dated.date, &dated.first,
				 &dated.last)) {
		return;
	}
	if (c->count < WITNESSES_MAX)
		c->dates[c->count++] = dated.date;
}

static bool is_confirmed(const struct cable *c, const struct edtf *date)
{
	size_t times = 0;

	for (size_t i = 0; i < c->count; i++)
		times += dating_same_day(&c->dates[i], date);
	return times >= 2;
}

void dating_of_cable(struct dating_search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	struct cable c = {.count = 0};

	for (size_t n = 0; n < DATING_HEAD_LINES && line < last;
	     n++, line = lines_next_words(s->lines, line + 1, last))
		look_at_cable(s, line, &c);
	if (c.has_sent && (c.sent.confidence >= 90 || is_confirmed(&c, &c.sent.date)))
		dating_keep(s, c.sent_line, &c.sent);
	else if (c.has_received && (c.received.confidence >= 90 || is_confirmed(&c, &c.received.date)))
		dating_keep(s, c.received_line, &c.received);
}

void dating_cable_by_day(struct dating_search *s)
{
	size_t last = s->part->last_line, line = lines_next_words(s->lines, s->first, last);
	struct dated dated, first = {.confidence = 0};
	size_t first_line = 0;
	int day = 0;

	for (size_t n = 0; n < NEAR_LINES && line < last;
	     n++, line = lines_next_words(s->lines, line + 1, last)) {
		struct slice text = slice_sub(line_text(s->lines, line), 0, DATING_VALUE_MAX);

		if (day == 0)
			day = dating_cable_day(text);
		if (first.confidence == 0 && !dating_is_other(text) &&
		    date_find_in(text, s->style, &dated.date, &dated.first, &dated.last) &&
		    dated.date.precision >= EDTF_DAY) {
			first = dated;
			first.confidence = 60;
			first_line = line;
		}
	}
	if (first.confidence > 0 && day == first.date.day)
		dating_keep(s, first_line, &first);
}
