/* SPDX-License-Identifier: MIT */
/* The parser over any text: documents are ranges in order, and what they say of themselves lies within them.
 */
#include "../../store/parse/parse.h"
#include "../../store/util/utf8.h"
#include "fuzz.h"

static bool within(struct span part, struct span whole)
{
	return part.first == part.last || (part.first >= whole.first && part.last <= whole.last);
}

static bool take_document(void *context, const struct document_facts *document)
{
	uint64_t *end = context;
	struct edtf date;

	check(document->range.first >= *end && document->range.first < document->range.last);
	check(edtf_parse(slice_of(document->date.value), &date));
	check(within(document->title.where, document->range) &&
	      within(document->date.where, document->range));
	struct span rest = document->range;

	for (size_t i = 0; i < document->mark_count; i++) {
		check(within(document->marks[i].where, rest) && document->marks[i].citation_count > 0);
		rest.first = document->marks[i].where.last;
	}
	for (size_t i = 0; i < document->country_count; i++)
		check(within(document->countries[i].first, document->range));
	for (size_t i = 0; i < document->party_count; i++)
		check(within(document->parties[i].where, document->range));
	*end = document->range.last;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = {(const char *)data, size};
	uint64_t end = 0;

	text = slice_sub(text, 0, utf8_valid(text));
	check(parse_text(text, NULL, take_document, &end) == 0);
	check(end <= text.length);
	return 0;
}
