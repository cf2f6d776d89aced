/* SPDX-License-Identifier: MIT */
/*
 * One format's reader over any bytes, and the parser over what it reads: FORMAT is a media type that it
 * takes. Checks what every caller relies on: text is UTF-8, pages rise, documents are ranges in order,
 * members are opened and closed in turn. A program that would help answers with the bytes themselves.
 */
#include "../../store/extract/extract.h"
#include "../../store/parse/parse.h"
#include "../../store/util/utf8.h"
#include "fuzz.h"

#include <errno.h>
#include <stdlib.h>

enum {
	PAGES_OCR = 4,      /* pages that a program of OCR would read */
	MEMBERS_MAX = 4096, /* beyond these an importer stops */
	MEMBER_BYTES = 16 << 20
};

struct state {
	struct slice file;
	uint64_t end; /* of the document before */
	size_t text;
	bool open;
	size_t members, bytes;
};

static int help(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
		const char **ret_reason)
{
	struct state *state = context;

	check(helper < HELPERS);
	*ret_output = state->file;
	if (page <= PAGES_OCR)
		return 0;
	*ret_reason = "no more";
	return -EBADMSG;
}

static int begin_member(void *context, const struct member *member)
{
	struct state *state = context;

	check(!state->open && !memchr(member->path.at ? member->path.at : "", '\0', member->path.length));
	state->open = true;
	return state->members++ < MEMBERS_MAX ? 0 : -E2BIG;
}

static int member_bytes(void *context, struct slice bytes)
{
	struct state *state = context;

	check(state->open);
	state->bytes += bytes.length;
	return state->bytes < MEMBER_BYTES ? 0 : -E2BIG;
}

static int end_member(void *context, const char *reason)
{
	struct state *state = context;

	check(state->open && (!reason || reason[0] != '\0'));
	state->open = false;
	return 0;
}

static bool take_document(void *context, const struct document_facts *document)
{
	struct state *state = context;

	check(document->range.first >= state->end && document->range.first < document->range.last);
	check(document->range.last <= state->text);
	state->end = document->range.last;
	return true;
}

static void check_extracted(struct state *state, const struct input *input, const struct extracted *extracted)
{
	struct slice text = extracted->is_source
				    ? input->bytes
				    : (struct slice){extracted->text.data, extracted->text.length};

	if (text.length == 0)
		text = SLICE("");
	check(utf8_valid(text) == text.length);
	for (size_t i = 0; i < extracted->page_count; i++)
		check(extracted->pages[i] <= text.length &&
		      (i == 0 || extracted->pages[i - 1] <= extracted->pages[i]));
	check(extracted->declared.head <= text.length);
	state->text = text.length;
	check(parse_text(text, &extracted->declared, take_document, state) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct state state = {.file = {(const char *)data, size}};
	const struct input input = {.bytes = state.file};
	const struct aid aid = {.ocr = true, .run = help, .context = &state};
	const struct member_sink sink = {begin_member, member_bytes, end_member, &state};
	const struct format *format = format_for(FORMAT);
	struct extracted extracted = {.is_source = false};
	const char *reason = NULL;

	check(format != NULL);
	if (format->prepare)
		format->prepare();
	int r = format->extract ? format->extract(&input, &aid, &extracted, &reason) : -EBADMSG;

	check(r == 0 || r == -ENOMEM || !format->extract || reason);
	if (r == 0)
		check_extracted(&state, &input, &extracted);
	extracted_finish(&extracted);
	reason = NULL;
	r = format->unpack ? format->unpack(&input, &aid, &sink, &reason) : 0;
	check(r == 0 || r == -ENOMEM || r == -E2BIG || reason);
	return 0;
}
