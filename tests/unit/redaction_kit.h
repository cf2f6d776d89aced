/* SPDX-License-Identifier: MIT */
/* For the suites of redaction marks: finds those of a text and prints them in one line. */
#ifndef TESTS_REDACTION_KIT_H
#define TESTS_REDACTION_KIT_H

#include "parse_kit.h"

#include "../../store/parse/redaction.h"

/* Evidence for the American law, and that its codes stand in margins. */
#define STATE                                                                                                \
	"UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C09900001 Date: 08/31/2019\n\n"

struct found {
	struct arena arena;
	const struct mark_fact *marks;
	size_t count;
};

static struct found find_in(struct slice text, size_t first, size_t last, enum document_type type)
{
	struct found found = {0};
	struct lines lines;
	struct regimes regimes;

	cr_assert_eq(lines_split(text, &found.arena, &lines), 0);
	regime_weigh(&lines, &regimes);
	last = last < lines.count ? last : lines.count;
	cr_assert_eq(
		redaction_find(&lines, first, last, &regimes, type, &found.arena, &found.marks, &found.count),
		0);
	return found;
}

static const char *const class_names[MARK_CLASSES] = {"", "page ", "cited "};

/* "s6(a)+s6(b) | cited s9(2)(h)": marks in order. */
static void describe(const struct found *found, struct buf *out)
{
	for (size_t i = 0; i < found->count; i++) {
		buf_text(out, i > 0 ? " | " : "");
		buf_text(out, class_names[found->marks[i].class]);
		for (size_t k = 0; k < found->marks[i].citation_count; k++)
			buf_format(out, "%s%s", k > 0 ? "+" : "", found->marks[i].citations[k].code);
	}
}

static void expect_marks(const char *text, enum document_type type, const char *expected)
{
	struct found found = find_in(slice_of(text), 0, SIZE_MAX, type);
	struct buf out = {0};

	describe(&found, &out);
	cr_expect_str_eq(buf_string(&out), expected, "%s: found \"%s\", want \"%s\"", text, buf_string(&out),
			 expected);
	buf_finish(&out);
	arena_finish(&found.arena);
}
#endif
