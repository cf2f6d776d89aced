/* SPDX-License-Identifier: MIT */
#include "name.h"

#include "../util/utf8.h"

#include <stdio.h>

enum { ENDING_BYTES = 32 };

/* In documents' names only what needs no thought in a shell. */
static bool is_plain(uint32_t c)
{
	return utf8_is_alnum(c) || (c < 0x80 && strchr("-.,+@", (int)c) && c != 0);
}

/* In facets all that people write but what shells, globs and terminals act on. */
static bool is_kept_in_facet(uint32_t c)
{
	static const char refused[] = "/\\\"'`*?[]{}$|<>;!~";
	static const uint32_t quotes[] = {0x2018, 0x2019, 0x201a, 0x201b, 0x201c, 0x201d, 0x201e, 0x201f,
	                                  0x2039, 0x203a, 0xab,   0xbb,   0x2032, 0x2033};

	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (c == quotes[i])
			return false;
	return c != 0 && c != UTF8_REPLACEMENT && !utf8_is_control(c) && !utf8_is_space(c) &&
	       !(c < 0x80 && strchr(refused, (int)c));
}

/*
 * Appends what `keep` keeps of `s`; each run of anything else becomes one "_", at the ends nothing. An apostrophe
 * inside a word goes without a trace, so that China's is one word.
 */
static void append_clean(struct buf *out, struct slice s, bool (*keep)(uint32_t))
{
	size_t start = out->length;
	bool gap = false;

	for (size_t at = 0; at < s.length;) {
		uint32_t c = utf8_next(s, &at);

		if (!keep(c) || c == '_') {
			gap = gap || !(c == '\'' || c == 0x2019);
			continue;
		}
		if (out->length == start && (c == '.' || c == '-'))
			continue;
		if (gap && out->length > start)
			buf_byte(out, '_');
		gap = false;
		utf8_append(out, c);
	}
}

/* Brings the bytes of `out` from `start` on into NFC and cuts them at `most` bytes, without a "_" at the end. */
static void normalise_and_cut(struct buf *out, size_t start, size_t most)
{
	struct buf normal = {0};

	if (out->failed || out->length == start)
		return;
	utf8_nfc(&normal, (struct slice){out->data + start, out->length - start});
	struct slice cut = utf8_cut((struct slice){normal.data, normal.length}, most);

	while (cut.length > 0 && cut.at[cut.length - 1] == '_')
		cut.length--;
	out->length = start;
	buf_slice(out, cut);
	out->failed = out->failed || normal.failed;
	buf_finish(&normal);
}

static void append_date(struct buf *out, struct slice text)
{
	struct edtf date;
	char day[EDTF_SIZE];

	if (!edtf_parse(text, &date) || date.precision == EDTF_NONE) {
		buf_text(out, "undated");
		return;
	}
	struct edtf without_time = date;

	without_time.uncertain = false;
	if (date.precision > EDTF_DAY)
		without_time.precision = EDTF_DAY;
	edtf_print(&without_time, day);
	buf_text(out, day);
	if (date.precision >= EDTF_MINUTE)
		buf_format(out, "T%02d%02d", date.hour, date.minute);
}

static struct slice sender_name(const struct document_facts *facts)
{
	for (size_t i = 0; i < facts->party_count; i++)
		if (facts->parties[i].role == ROLE_SENDER)
			return facts->parties[i].kind == PARTY_WITHHELD ? SLICE("withheld") : slice_of(facts->parties[i].name);
	return SLICE("");
}

/* Appends "_" and the cleaned part, if anything is left of it within `most` bytes. */
static void append_part(struct buf *out, struct slice part, size_t most)
{
	size_t before = out->length;

	buf_byte(out, '_');
	append_clean(out, utf8_cut(part, 4 * NAME_MAX_BYTES), is_plain);
	normalise_and_cut(out, before + 1, most);
	if (out->length == before + 1)
		out->length = before;
}

void name_document(struct buf *out, const struct document_facts *facts, uint64_t id)
{
	char ending[ENDING_BYTES];
	size_t start = out->length;
	int length = snprintf(ending, sizeof ending, ".%llu.txt", (unsigned long long)id);
	struct slice title = slice_of(facts->title.value);

	append_date(out, slice_of(facts->date.value));
	append_part(out, sender_name(facts), NAME_SENDER_BYTES);
	if (title.length == 0)
		title = slice_of(document_type_name(facts->type));
	append_part(out, title, NAME_MAX_BYTES - (size_t)length - (out->length - start) - 1);
	buf_text(out, ending);
}

void name_facet(struct buf *out, struct slice value)
{
	size_t start = out->length;

	append_clean(out, utf8_cut(value, 4 * NAME_MAX_BYTES), is_kept_in_facet);
	normalise_and_cut(out, start, NAME_MAX_BYTES);
	if (out->length == start)
		buf_byte(out, '_');
}

static bool is_hex(char c)
{
	return byte_is_digit(c) || (byte_lower(c) >= 'a' && byte_lower(c) <= 'f');
}

/* A percent sign is escaped where it would read as an escape. */
static bool reads_as_escape(struct slice s, size_t at)
{
	return s.at[at] == '%' && at + 2 < s.length && is_hex(s.at[at + 1]) && is_hex(s.at[at + 2]);
}

static void append_escaped(struct buf *out, struct slice bytes)
{
	for (size_t i = 0; i < bytes.length; i++)
		buf_format(out, "%%%02X", (unsigned)(unsigned char)bytes.at[i]);
}

void name_original(struct buf *out, struct slice s)
{
	size_t start = out->length;

	for (size_t at = 0; at < s.length;) {
		size_t before = at;
		uint32_t c = utf8_next(s, &at);
		struct slice bytes = slice_sub(s, before, at);
		bool malformed = c == UTF8_REPLACEMENT && bytes.length == 1;

		if (malformed || c == '/' || utf8_is_control(c) || (before == 0 && c == '.') || reads_as_escape(s, before))
			append_escaped(out, bytes);
		else
			buf_slice(out, bytes);
	}
	if (!out->failed)
		out->length = start + utf8_cut((struct slice){out->data + start, out->length - start}, ORIGINAL_MAX_BYTES).length;
}

void name_numbered(struct buf *out, struct slice name, unsigned number, size_t most)
{
	const char *dot = memrchr(name.at, '.', name.length);
	size_t stem = dot && dot != name.at ? (size_t)(dot - name.at) : name.length;
	struct slice extension = slice_sub(name, stem, name.length);
	char mark[16];
	int length = snprintf(mark, sizeof mark, "~%u", number);

	if (extension.length > most / 2)
		extension.length = 0;
	buf_slice(out, utf8_cut(slice_sub(name, 0, stem), most - (size_t)length - extension.length));
	buf_text(out, mark);
	buf_slice(out, extension);
}
