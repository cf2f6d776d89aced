/* SPDX-License-Identifier: MIT */
#include "mail-field.h"

#include "../../util/utf8.h"
#include "../text.h"

#include <errno.h>
#include <gmime/gmime.h>
#include <strings.h>

enum {
	CHARSET_SIZE = 64,
	WORD_MAX = 8192 /* bytes of one encoded word; RFC 2047 allows 75 */
};

/* ---- one line ---- */

struct line {
	struct buf *out;
	size_t first; /* where in `out` it begins */
	bool blank;   /* a blank is to come before what follows */
};

static bool turns_direction(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f;
}

static bool is_gap(uint32_t c)
{
	return c <= 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029;
}

static void put(struct line *line, struct slice s)
{
	size_t at = 0;

	while (at < s.length) {
		uint32_t c = utf8_next(s, &at);

		if (is_gap(c)) {
			line->blank = true;
			continue;
		}
		if (turns_direction(c) || c == 0xfeff)
			continue;
		if (line->blank && line->out->length > line->first)
			buf_byte(line->out, ' ');
		line->blank = false;
		utf8_append(line->out, c);
	}
}

void mail_field_clean(struct slice text, struct buf *out)
{
	struct line line = {out, out->length, false};

	put(&line, text);
}

int mail_decode_charset(struct slice bytes, const char *charset, struct buf *out)
{
	size_t before = out->length;
	int r = text_decode(bytes, charset, out);

	if (r != -EBADMSG)
		return r;
	out->length = before;
	return text_decode(bytes, "windows-1252", out) == 0 ? 0 : -ENOMEM;
}

/* ---- encoded words ---- */

struct word {
	struct slice charset, text;
	char encoding;
	size_t last; /* where it ends in the value */
};

/* "=?charset*language?encoding?text?=" at `at`. */
static bool read_word(struct slice s, size_t at, struct word *ret)
{
	size_t charset = at + 2, mark = charset;

	if (!slice_starts(slice_sub(s, at, s.length), SLICE("=?")))
		return false;
	while (mark < s.length && s.at[mark] > ' ' && s.at[mark] != '?' && mark - charset < CHARSET_SIZE)
		mark++;
	if (mark + 3 > s.length || mark == charset || s.at[mark] != '?' || s.at[mark + 2] != '?')
		return false;
	struct slice rest = slice_sub(s, mark + 3, mark + 3 + WORD_MAX);
	size_t end = slice_find(rest, SLICE("?="), 0);

	ret->charset = slice_sub(s, charset, mark);
	ret->charset.length = slice_find(ret->charset, SLICE("*"), 0);
	ret->encoding = byte_lower(s.at[mark + 1]);
	ret->text = slice_sub(rest, 0, end);
	ret->last = mark + 3 + end + 2;
	return end < rest.length && (ret->encoding == 'b' || ret->encoding == 'q');
}

static int hex_value(char c)
{
	c = byte_lower(c);
	return byte_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int mail_hex_byte(struct slice s, size_t at)
{
	int high = at + 1 < s.length ? hex_value(s.at[at]) : -1;
	int low = high >= 0 ? hex_value(s.at[at + 1]) : -1;

	return low >= 0 ? high * 16 + low : -1;
}

static void decode_q(struct slice s, struct buf *out)
{
	for (size_t i = 0; i < s.length; i++) {
		int coded = s.at[i] == '=' ? mail_hex_byte(s, i + 1) : -1;

		if (coded >= 0)
			buf_byte(out, (char)coded);
		else
			buf_byte(out, s.at[i] == '_' ? ' ' : s.at[i]);
		i += coded >= 0 ? 2 : 0;
	}
}

struct slice mail_base64_rest(struct slice s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.length; i++)
		count += byte_is_letter(s.at[i]) || byte_is_digit(s.at[i]) || s.at[i] == '+' ||
			 s.at[i] == '/' || s.at[i] == '=';
	return count % 4 == 2 ? SLICE("==") : count % 4 == 3 ? SLICE("=") : SLICE("");
}

static void decode_b(struct slice s, struct buf *out)
{
	const struct slice pieces[] = {s, mail_base64_rest(s)};
	guint32 save = 0;
	int state = 0;

	for (size_t i = 0; i < 2; i++)
		if (buf_reserve(out, pieces[i].length + 4))
			out->length += g_mime_encoding_base64_decode_step(
				(const unsigned char *)pieces[i].at, pieces[i].length,
				(unsigned char *)out->data + out->length, &state, &save);
}

/* Words that stand side by side: of one charset they are one run of bytes, since some programs cut
 * characters in two. */
struct words {
	char charset[CHARSET_SIZE + 1];
	struct buf bytes, text;
};

static int words_convert(struct words *words)
{
	struct slice bytes = {words->bytes.data, words->bytes.length};
	int r = 0;

	if (bytes.length == 0)
		return 0;
	/* So few bytes are no evidence against a charset that is named: what spoils it is U+FFFD. */
	if (strcasecmp(words->charset, "utf-8") == 0)
		buf_slice(&words->text, bytes);
	else
		r = mail_decode_charset(bytes, words->charset, &words->text);
	buf_clear(&words->bytes);
	return r;
}

static int words_add(struct words *words, const struct word *word)
{
	struct slice known = slice_of(words->charset);
	int r = slice_equal_ci(known, word->charset) ? 0 : words_convert(words);

	memcpy(words->charset, word->charset.at, word->charset.length);
	words->charset[word->charset.length] = '\0';
	if (word->encoding == 'q')
		decode_q(word->text, &words->bytes);
	else
		decode_b(word->text, &words->bytes);
	return words->bytes.failed ? -ENOMEM : r;
}

static void words_finish(struct words *words)
{
	buf_finish(&words->bytes);
	buf_finish(&words->text);
}

/* Reads words as long as nothing but white space parts them. Returns where they end. */
static size_t words_read(struct slice s, size_t at, struct words *words, int *r)
{
	struct word word;
	size_t last = at;

	while (*r == 0 && read_word(s, at, &word)) {
		*r = words_add(words, &word);
		last = at = word.last;
		while (at < s.length && byte_is_space(s.at[at]))
			at++;
	}
	if (*r == 0)
		*r = words_convert(words);
	return last;
}

/* ---- values ---- */

struct value {
	struct line line;
	enum mail_field_kind kind;
	bool quoted; /* inside quotes of the header's own */
};

static void put_raw(struct value *value, struct slice s)
{
	for (size_t i = 0; i < s.length; i++)
		if (s.at[i] == '\\' && value->quoted)
			i++;
		else
			value->quoted ^= s.at[i] == '"';
	put(&value->line, s);
}

static bool needs_quotes(struct slice s)
{
	for (size_t i = 0; i < s.length; i++)
		if (s.at[i] != '\0' && strchr(",;:<>@\"()[]\\", s.at[i]))
			return true;
	return false;
}

static void put_decoded(struct value *value, struct slice s)
{
	bool quote = value->kind == MAIL_FIELD_ADDRESSES && !value->quoted && needs_quotes(s);
	bool escape = quote || (value->kind == MAIL_FIELD_ADDRESSES && value->quoted);

	if (quote)
		put(&value->line, SLICE("\""));
	for (size_t i = 0, n; i < s.length; i += n) {
		n = 1;
		while (i + n < s.length && s.at[i + n] != '"' && s.at[i + n] != '\\')
			n++;
		if (escape && (s.at[i] == '"' || s.at[i] == '\\'))
			put(&value->line, SLICE("\\"));
		put(&value->line, slice_sub(s, i, i + n));
	}
	if (quote)
		put(&value->line, SLICE("\""));
}

static int put_words(struct value *value, struct slice s, size_t *at)
{
	struct words words = {.charset = ""};
	int r = 0;

	*at = words_read(s, *at, &words, &r);
	put_decoded(value, (struct slice){words.text.data, words.text.length});
	if (words.text.failed)
		r = -ENOMEM;
	words_finish(&words);
	return r;
}

static int put_value(struct value *value, struct slice s)
{
	size_t at = 0;
	int r = 0;

	while (r == 0 && at < s.length) {
		struct word word;
		size_t next = slice_find(s, SLICE("=?"), at + 1);

		if (read_word(s, at, &word)) {
			r = put_words(value, s, &at);
		} else {
			put_raw(value, slice_sub(s, at, next));
			at = next;
		}
	}
	return r == 0 && value->line.out->failed ? -ENOMEM : r;
}

int mail_field_decode(struct slice raw, enum mail_field_kind kind, const char *charset, struct buf *out)
{
	struct value value = {.line = {out, out->length, false}, .kind = kind};
	struct buf text = {0};
	int r;

	if (utf8_valid(raw) == raw.length)
		return put_value(&value, raw);
	r = mail_decode_charset(raw, charset, &text);
	if (r == 0)
		r = put_value(&value, (struct slice){text.data, text.length});
	buf_finish(&text);
	return r;
}
