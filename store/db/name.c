/* SPDX-License-Identifier: MIT */
#include "name.h"

#include "../util/utf8.h"

#include <stdio.h>

enum { ENDING_BYTES = 32 };

const struct name_kind name_of_facet = {.most = NAME_MAX_BYTES};
const struct name_kind name_of_original_directory = {.most = ORIGINAL_MAX_BYTES};
const struct name_kind name_of_original = {.most = ORIGINAL_MAX_BYTES, .is_file = true};

/* In documents' names only what needs no thought in a shell. */
static bool is_plain(uint32_t c)
{
	return utf8_is_alnum(c) || (c < 0x80 && strchr("-.,+@", (int)c) && c != 0);
}

/* In facets all that people write but what shells, globs and terminals act on. */
static bool is_kept_in_facet(uint32_t c)
{
	static const char refused[] = "/\\`*?[]{}$|<>;!~";

	return c != 0 && c != UTF8_REPLACEMENT && !utf8_is_control(c) && !utf8_is_space(c) &&
	       !utf8_is_quote(c) && !(c < 0x80 && strchr(refused, (int)c));
}

/*
 * Appends what `keep` keeps of `s`; each run of anything else becomes one "_", at the ends nothing. An
 * apostrophe inside a word goes without a trace, so that China's is one word.
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

/*
 * Appends the cleaned part, in NFC and at most `most` bytes, without a "_" at the end. Normalised before it
 * is cleaned, since a normal form may be a refused character (U+037E is ";"), and after, since what is taken
 * out may have stood between a letter and its accent.
 */
static void append_part(struct buf *out, struct slice part, bool (*keep)(uint32_t), size_t most)
{
	struct buf normal = {0}, clean = {0}, name = {0};

	utf8_nfc(&normal, utf8_cut(part, 4 * NAME_MAX_BYTES));
	append_clean(&clean, (struct slice){normal.data, normal.length}, keep);
	utf8_nfc(&name, (struct slice){clean.data, clean.length});
	struct slice cut = utf8_cut((struct slice){name.data, name.length}, most);

	while (cut.length > 0 && cut.at[cut.length - 1] == '_')
		cut.length--;
	buf_slice(out, cut);
	out->failed = out->failed || normal.failed || clean.failed || name.failed;
	buf_finish(&normal);
	buf_finish(&clean);
	buf_finish(&name);
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
			return facts->parties[i].kind == PARTY_WITHHELD ? SLICE("withheld")
									: slice_of(facts->parties[i].name);
	return SLICE("");
}

/* Appends "_" and the part, if anything is left of it within `most` bytes. */
static void append_joined(struct buf *out, struct slice part, size_t most)
{
	size_t before = out->length;

	buf_byte(out, '_');
	append_part(out, part, is_plain, most);
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
	append_joined(out, sender_name(facts), NAME_SENDER_BYTES);
	if (title.length == 0)
		title = slice_of(document_type_name(facts->type));
	append_joined(out, title, NAME_MAX_BYTES - (size_t)length - (out->length - start) - 1);
	buf_text(out, ending);
}

void name_facet(struct buf *out, struct slice value)
{
	size_t start = out->length;

	append_part(out, value, is_kept_in_facet, NAME_MAX_BYTES);
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

/* What could end a name, or a line that shows one; spaces of other kinds stay. */
static bool is_unsafe(uint32_t c)
{
	return c == '/' || utf8_is_control(c) || c == 0x2028 || c == 0x2029;
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

		if (malformed || is_unsafe(c) || (before == 0 && c == '.') || reads_as_escape(s, before))
			append_escaped(out, bytes);
		else
			buf_slice(out, bytes);
	}
	if (!out->failed)
		out->length = start + utf8_cut((struct slice){out->data + start, out->length - start},
					       ORIGINAL_MAX_BYTES)
					      .length;
}

/* Where the extension of a file's name begins; its end where it has none, or an odd one. */
static size_t stem_of(struct slice name, size_t most)
{
	const char *dot = memrchr(name.at, '.', name.length);
	size_t stem = dot ? (size_t)(dot - name.at) : 0;

	return stem == 0 || name.length - stem > most / 2 ? name.length : stem;
}

void name_members(struct buf *out, struct slice original)
{
	struct slice ending = SLICE(".d");

	buf_slice(out, utf8_cut(original, ORIGINAL_MAX_BYTES - ending.length));
	buf_slice(out, ending);
}

struct slice name_stem(struct slice original)
{
	return slice_sub(original, 0, stem_of(original, ORIGINAL_MAX_BYTES));
}

void name_numbered(struct buf *out, struct slice name, unsigned number, const struct name_kind *kind)
{
	size_t stem = kind->is_file ? stem_of(name, kind->most) : name.length;
	struct slice extension = slice_sub(name, stem, name.length);
	char mark[16];
	int length = snprintf(mark, sizeof mark, "~%u", number);

	buf_slice(out, utf8_cut(slice_sub(name, 0, stem), kind->most - (size_t)length - extension.length));
	buf_text(out, mark);
	buf_slice(out, extension);
}
