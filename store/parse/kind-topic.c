/* SPDX-License-Identifier: MIT */
/*
 * Headings that name the matter first and then what kind of document they head. Press offices and ministers'
 * offices file lines under the matter; a heading that names the kind first is of kind.c.
 */
#include "kind.h"

#include "shape.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Where the last part of the heading begins, behind ": " or a dash; 0 where it has but one. */
static size_t tail_of(struct slice s, size_t *ret_topic)
{
	static const char *const signs[] = {": ", " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 "};
	size_t tail = 0;

	for (size_t i = 0; i < COUNT(signs); i++) {
		size_t at = slice_find(s, slice_of(signs[i]), tail);

		if (at == s.length)
			continue;
		*ret_topic = at;
		tail = at + strlen(signs[i]);
	}
	return tail;
}

/* "lines to take if asked" */
static struct slice without_occasion(struct slice s)
{
	static const char *const occasions[] = {" if asked",   " if pressed", " if raised",
						" (if asked)", " (reactive)", " (reactive only)"};

	for (size_t i = 0; i < COUNT(occasions); i++)
		if (slice_ends_ci(s, slice_of(occasions[i])))
			return slice_trim(slice_sub(s, 0, s.length - strlen(occasions[i])));
	return s;
}

bool kind_of_topic(struct slice s, enum document_type *ret)
{
	static const char *const annexes[] = {"annex", "attachment", "appendix", "tab ", "enclosure",
					      "re:",   "fw:",        "fwd:",     "item "};
	size_t topic = 0, tail = s.length <= SHAPE_TITLE_MAX ? tail_of(s, &topic) : 0;
	struct kind kind;

	if (tail == 0 || !byte_is_upper(s.at[0]) || shape_word_count(slice_sub(s, 0, topic), 2) < 2 ||
	    slice_starts_with_one_of_ci(s, annexes, COUNT(annexes)) ||
	    !kind_read(without_occasion(slice_sub(s, tail, s.length)), &kind) || kind.sense != KIND_HEADING ||
	    (kind.type != TYPE_MEDIA_LINES && kind.type != TYPE_BRIEFING))
		return false;
	*ret = kind.type;
	return true;
}
