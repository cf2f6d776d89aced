/* SPDX-License-Identifier: MIT */
#include "redaction-lead.h"

#include "../util/initials.h"

#include <limits.h>

enum { BLANKS_MAX = 2 }; /* between a lead and its number */

#define SECTION_SIGN "\xc2\xa7"

enum { ANY_SECTION = LEADS_SECTION | LEADS_RETAINED };

/* Longest first where one begins another. */
static const struct lead_form {
	const char *text;
	unsigned leads;
	unsigned repairs;
	bool word;
	bool parted; /* must have a paragraph behind it: too common a word else */
} leads[LEADS] = {
	{"sections", ANY_SECTION, 0, true, true},
	{"section", ANY_SECTION, 0, true, false},
	{"sec", ANY_SECTION | LEADS_ORDER, 0, true, true},
	{"ss", LEADS_SECTION, 0, false, false},
	{"sch 3 s", LEADS_SCHEDULE, 0, false, false},
	{"schedule 3 section", LEADS_SCHEDULE, 0, true, false},
	{"s", ANY_SECTION, 0, false, false},
	{SECTION_SIGN, LEADS_SECTION, 0, false, false},
	{"$", LEADS_SECTION, 1, false, true},
	{"5.", LEADS_FRENCH, 1, false, true},
	{"5", LEADS_SECTION, 1, false, true},
	{"8", LEADS_SECTION, 1, false, true},
	{"article", LEADS_FRENCH | LEADS_ARTICLE, 0, true, true},
	{"artikel", LEADS_ARTICLE, 0, true, true},
	{"art\xc3\xad"
	 "culo",
	 LEADS_ARTICLE, 0, true, true},
	{"art", LEADS_FRENCH | LEADS_ARTICLE, 0, false, false},
	{"paragraphe", LEADS_FRENCH, 0, true, true},
	{"par", LEADS_FRENCH, 0, true, true},
	{"alin\xc3\xa9"
	 "a",
	 LEADS_FRENCH, 0, true, true},
	{"al", LEADS_FRENCH, 0, false, true},
	{"a.", LEADS_FRENCH, 0, false, true},
	{"regulation", LEADS_REGULATION, 0, true, false},
	{"reg", LEADS_REGULATION, 0, false, false},
	{"r", LEADS_REGULATION, 0, false, false},
	{"eir reg", LEADS_REGULATION, 0, false, false},
	{"eir", LEADS_REGULATION, 0, false, true},
	{"e.o. 13526, sec", LEADS_ORDER, 0, false, false},
	{"e.o. 13526,", LEADS_ORDER, 0, false, false},
	{"e.o. 13526", LEADS_ORDER, 0, false, false},
	{"eo 13526", LEADS_ORDER, 0, false, false},
	{"e.o. 12958, sec", LEADS_ORDER_12958, 0, false, true},
	{"e.o. 12958", LEADS_ORDER_12958, 0, false, true},
	{"eo 12958", LEADS_ORDER_12958, 0, false, true},
	{"e.o. 12356", LEADS_ORDER_12356, 0, false, true},
	{"eo 12356", LEADS_ORDER_12356, 0, false, true},
	{"e.o.", LEADS_ORDER, 0, false, false},
	{"eo", LEADS_ORDER, 0, false, false},
	{"jfk act section", LEADS_JFK, 0, false, false},
	{"jfk act", LEADS_JFK, 0, false, false},
};

_Static_assert(sizeof leads / sizeof *leads == LEADS, "a row for each");

static struct initials initials = INITIALS(leads, text);

static size_t row_or_none(size_t row)
{
	return row == INITIALS_END ? LEADS : row;
}

size_t lead_begin(struct slice text, size_t at)
{
	return row_or_none(initials_first(&initials, slice_sub(text, at, text.length)));
}

size_t lead_next(size_t i)
{
	return i < LEADS ? row_or_none(initials_next(&initials, i)) : LEADS + 1;
}

bool lead_read(size_t i, struct slice text, size_t at, struct lead *ret)
{
	struct lead lead = {.last = at, .leads = UINT_MAX};

	if (i < LEADS) {
		const struct lead_form *form = &leads[i];

		if (!slice_starts_ci(slice_sub(text, at, text.length), slice_of(form->text)))
			return false;
		lead = (struct lead){.last = at + strlen(form->text),
				     .repairs = form->repairs,
				     .present = true,
				     .word = form->word,
				     .parted = form->parted,
				     .capital = byte_is_upper(byte_at(text, at)),
				     .leads = form->leads};
	}
	if (lead.present && lead.repairs == 0) {
		lead.last += byte_at(text, lead.last) == '.';
		lead.last = blanks_skip(text, lead.last, BLANKS_MAX);
	}
	*ret = lead;
	return true;
}

bool lead_fits(const struct reading *reading, const struct pattern *pattern, const struct lead *lead)
{
	return lead->present ? (pattern->leads & lead->leads) != 0
			     : !reading->rules->led && pattern->leads != LEADS_RETAINED;
}

unsigned lead_families(size_t i)
{
	return leads[i].leads;
}

char lead_first(size_t i)
{
	return leads[i].text[0];
}
