/* SPDX-License-Identifier: MIT */
/* What stands around a cable and is its own: how it was routed, above; what an archive says of it, below. */
#include "split-rule.h"

#include "shape.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	ROUTING_LINES = 24, /* lines of a page's head */
	ROUTING_MAX = 100,  /* bytes of one */
	BLOCK_LINES = 120,  /* lines of a block of attributes */
	ATTRIBUTE_MAX = 40  /* bytes of the label of one */
};

static bool has_lower(struct slice s)
{
	for (size_t i = 0; i < s.length; i++)
		if (byte_is_lower(s.at[i]))
			return true;
	return false;
}

/* "PAGE 01        ACCRA  00311  121410Z", "ACTION AF-06", "VZCZCXRO2217" */
static bool tells_routing(struct slice s)
{
	static const char *const starts[] = {"PAGE 01", "ACTION ", "VZCZC", "DE RUE", "ZNY "};

	for (size_t i = 0; i < COUNT(starts); i++)
		if (slice_starts(s, slice_of(starts[i])))
			return true;
	return false;
}

/* "PAGE 02 ...", "NNNN", "9. ADVISE.": the cable before this one. */
static bool ends_cable(struct slice s)
{
	return slice_starts(s, SLICE("NNN")) ||
	       (slice_starts(s, SLICE("PAGE 0")) && !slice_starts(s, SLICE("PAGE 01"))) ||
	       (s.length > 3 && byte_is_digit(s.at[0]) && slice_find(slice_sub(s, 0, 4), SLICE(". "), 0) < 3);
}

size_t cable_routing(const struct splitter *s, size_t line)
{
	bool told = false;
	size_t at = line;

	if (!s->open || s->page_prose || s->part.is_declared)
		return line;
	/* Only a form feed tells where the page begins: "PAGE 01" below it looks like the page's number. */
	while (at > 0 && line - at < ROUTING_LINES && !slice_starts(line_bytes(s->lines, at), SLICE("\f"))) {
		struct slice text = line_text(s->lines, --at);

		if (text.length > ROUTING_MAX || has_lower(text) || ends_cable(text))
			return line;
		told |= tells_routing(text);
	}
	bool begins = at == 0 || slice_starts(line_bytes(s->lines, at), SLICE("\f"));

	return begins && told && !(s->part.has_header && s->part.first_line >= at) ? at : line;
}

/* As the archives print them, up to the second word where others begin so. */
static const char *const attributes[] = {"automatic decaptioning",
					 "capture date",
					 "channel indicators",
					 "concepts",
					 "control number",
					 "copy",
					 "current ",
					 "decaption",
					 "disposition",
					 "document ",
					 "draft",
					 "enclosure",
					 "errors",
					 "executive",
					 "film number",
					 "format",
					 "from",
					 "handling",
					 "image path",
					 "isecure",
					 "legacy key",
					 "line count",
					 "litigation",
					 "locator",
					 "markings",
					 "message id",
					 "office",
					 "original ",
					 "page count",
					 "previous ",
					 "raw ",
					 "reference",
					 "retention",
					 "review ",
					 "sas id",
					 "secure",
					 "status",
					 "subject",
					 "tags",
					 "to",
					 "type",
					 "vdkvgwkey"};

static bool has_attribute(struct slice text)
{
	return slice_starts_with_one_of_ci(text, attributes, COUNT(attributes)) &&
	       slice_find(text, SLICE(":"), 0) < (text.length < ATTRIBUTE_MAX ? text.length : ATTRIBUTE_MAX);
}

/* Does the line go on with the block: a label and a colon, or what does not fit the line above? On another
 * page only a label below which another stands does. */
static bool is_attribute(const struct lines *lines, size_t line)
{
	bool labelled = has_attribute(line_text(lines, line));

	if (!line_is(lines, line, LINE_BREAK))
		return labelled || (line > 0 && line_has_words(lines, line - 1));
	size_t next = lines_next_words(lines, line + 1, lines->count);

	return labelled && next < lines->count && has_attribute(line_text(lines, next));
}

/* Does a header block begin at `line`, on another page than the line above `last` stands on? */
static bool begins_message(const struct splitter *s, size_t last, size_t line)
{
	struct header header;

	for (size_t i = last; i <= line; i++)
		if (line_is(s->lines, i, LINE_BREAK))
			return header_read(s->lines, line, s->lines->count, s->regimes, &header);
	return false;
}

size_t rule_attributes(struct splitter *s, size_t line)
{
	struct slice text = line_text(s->lines, line);
	size_t limit = s->lines->count, last = line + 1;
	const struct part *part = open_part(s);

	if (!part || !part->has_header || !slice_equal(text, SLICE("Message Attributes")))
		return 0;
	size_t next = lines_next_words(s->lines, last, limit);

	if (next == limit || !slice_starts(line_text(s->lines, next), SLICE("Automatic Decaptioning:")))
		return 0;
	for (; next < limit && next < line + BLOCK_LINES && is_attribute(s->lines, next) &&
	       !begins_message(s, last, next);
	     next = lines_next_words(s->lines, last, limit))
		last = next + 1;
	return last - line;
}
