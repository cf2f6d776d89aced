/* SPDX-License-Identifier: MIT */
/*
 * Headings that name the matter first and then what kind of document they head. Press offices and ministers'
 * offices file lines under the matter; a heading that names the kind first is of kind.c.
 */
#include "kind.h"

#include "shape.h"

enum { HEAD_WORDS = 3 /* before the name of a kind */ };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Where the last part of the heading begins, behind ": " or a dash; 0 where it has but one. */
static size_t tail_of(struct slice s, size_t *ret_topic, size_t *ret_head)
{
	static const char *const signs[] = {": ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 "};
	size_t tail = 0;

	*ret_head = s.length;
	for (size_t i = 0; i < COUNT(signs); i++) {
		size_t at = slice_find(s, slice_of(signs[i]), tail);

		if (at == s.length)
			continue;
		*ret_head = at < *ret_head ? at : *ret_head;
		*ret_topic = at;
		tail = at + strlen(signs[i]);
	}
	return tail;
}

/* "lines to take if asked", "Q&As (as at 10am Tuesday)" */
static struct slice without_occasion(struct slice s)
{
	static const char *const occasions[] = {" if asked", " if pressed", " if raised"};

	if (slice_last(s) == ')')
		return slice_trim(slice_sub(s, 0, slice_find(s, SLICE(" ("), 0)));
	for (size_t i = 0; i < COUNT(occasions); i++)
		if (slice_ends_ci(s, slice_of(occasions[i])))
			return slice_trim(slice_sub(s, 0, s.length - strlen(occasions[i])));
	return s;
}

static bool is_kind(struct slice s, struct kind *ret)
{
	return kind_read(s, ret) && (ret->sense == KIND_HEADING || ret->sense == KIND_CAPTION);
}

/* "WHA PRESS GUIDANCE: URUGUAY", "Core media lines - the fire": a word or more before the name of the kind.
 */
static bool has_kind_behind_words(struct slice head, struct kind *ret)
{
	for (size_t n = 0; n < HEAD_WORDS; n++) {
		size_t blank = slice_find(head, SLICE(" "), 0);

		head = slice_trim(slice_sub(head, blank, head.length));
		if (is_kind(head, ret))
			return true;
	}
	return false;
}

bool kind_of_topic(struct slice s, enum document_type *ret)
{
	static const char *const annexes[] = {"annex", "attachment", "appendix", "tab ", "enclosure",
					      "re:",   "fw:",        "fwd:",     "item "};
	size_t topic = 0, head = 0, tail = s.length <= SHAPE_TITLE_MAX ? tail_of(s, &topic, &head) : 0;
	struct kind kind;
	/* "Lock Steering Group - Minutes of Meeting 14" */
	bool is_meeting = tail > 0 && slice_starts_ci(slice_sub(s, tail, s.length), SLICE("minutes"));

	if (tail == 0 || !byte_is_upper(s.at[0]) || shape_word_count(slice_sub(s, 0, topic), 2) < 2 ||
	    slice_starts_with_one_of_ci(s, annexes, COUNT(annexes)) ||
	    !(is_kind(without_occasion(slice_sub(s, tail, s.length)), &kind) ||
	      has_kind_behind_words(slice_sub(s, 0, head), &kind)) ||
	    (kind.type != TYPE_MEDIA_LINES && kind.type != TYPE_BRIEFING && !is_meeting))
		return false;
	*ret = kind.type;
	return true;
}
