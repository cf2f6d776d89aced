/* SPDX-License-Identifier: MIT */
#include "mail-body.h"

#include "../html/html-text.h"
#include "mail-field.h"
#include "mail-sniff.h"

#include <errno.h>

enum {
	META_SEEN = 2048, /* bytes of a page in which it names its charset */
	CHARSET_SIZE = 64
};

/* ---- charset ---- */

/* What a page says of itself: charset="koi8-r". */
static void page_charset(struct slice page, char ret[static CHARSET_SIZE])
{
	struct slice s = slice_sub(page, 0, META_SEEN);
	size_t at = slice_find_ci(s, SLICE("charset="), 0) + strlen("charset="), length = 0;

	while (at < s.length && (s.at[at] == '"' || s.at[at] == '\''))
		at++;
	while (at < s.length && length + 1 < CHARSET_SIZE &&
	       (byte_is_letter(s.at[at]) || byte_is_digit(s.at[at]) || strchr("-_.:", s.at[at])))
		ret[length++] = s.at[at++];
	ret[length] = '\0';
}

static int to_utf8(const struct mail_leaf *leaf, struct slice bytes, bool html, struct buf *out)
{
	const char *charset = g_mime_object_get_content_type_parameter(leaf->object, "charset");
	char named[CHARSET_SIZE] = "";

	if (!charset && html) {
		page_charset(bytes, named);
		charset = named[0] ? named : NULL;
	}
	return mail_decode_charset(bytes, charset, out);
}

/* ---- lines ---- */

/* Newlines end lines; a form feed would begin a page, and mail has none. */
static void put_lines(struct slice s, struct buf *out)
{
	for (size_t at = 0; at < s.length;) {
		size_t end = at;

		while (end < s.length && s.at[end] != '\r' && s.at[end] != '\f')
			end++;
		buf_slice(out, slice_sub(s, at, end));
		if (end < s.length && (end + 1 == s.length || s.at[end + 1] != '\n'))
			buf_byte(out, '\n');
		at = end + 1;
	}
}

/* ---- format=flowed (RFC 3676) ---- */

struct flow {
	bool open;    /* the line before goes on */
	size_t depth; /* how often it is quoted */
	bool delete_space;
};

static size_t quote_depth(struct slice line)
{
	size_t depth = 0;

	while (depth < line.length && line.at[depth] == '>')
		depth++;
	return depth;
}

static void put_flowed_line(struct flow *flow, struct slice line, struct buf *out)
{
	size_t depth = quote_depth(line), first = depth;
	bool signature, goes_on;

	first += first < line.length && line.at[first] == ' ';
	struct slice content = slice_sub(line, first, line.length);

	signature = slice_equal(content, SLICE("-- "));
	goes_on = !signature && content.length > 0 && content.at[content.length - 1] == ' ';
	if (flow->open && (depth != flow->depth || signature)) {
		buf_byte(out, '\n');
		flow->open = false;
	}
	buf_slice(out, flow->open ? content : depth > 0 ? line : content);
	if (goes_on && flow->delete_space && out->length > 0)
		out->length--;
	if (!goes_on)
		buf_byte(out, '\n');
	flow->open = goes_on;
	flow->depth = depth;
}

static void unflow(struct slice text, bool delete_space, struct buf *out)
{
	struct flow flow = {.delete_space = delete_space};

	for (size_t at = 0; at < text.length;) {
		struct slice line = mail_line(text, at);

		at += line.length;
		if (line.at[line.length - 1] == '\n')
			line.length--;
		put_flowed_line(&flow, line, out);
	}
	if (flow.open)
		buf_byte(out, '\n');
}

static bool says(const struct mail_leaf *leaf, const char *parameter, const char *value)
{
	const char *said = g_mime_object_get_content_type_parameter(leaf->object, parameter);

	return said && g_ascii_strcasecmp(said, value) == 0;
}

/* ---- one part ---- */

static void put_plain(const struct mail_leaf *leaf, struct slice text, struct buf *out)
{
	struct buf lines = {0};

	if (!says(leaf, "format", "flowed")) {
		put_lines(text, out);
		return;
	}
	put_lines(text, &lines);
	unflow((struct slice){lines.data, lines.length}, says(leaf, "delsp", "yes"), out);
	out->failed |= lines.failed;
	buf_finish(&lines);
}

static int put_text(const struct mail_leaf *leaf, struct slice bytes, struct buf *out)
{
	bool html = mail_leaf_is(leaf, "text", "html") || mail_leaf_is(leaf, "text", "x-amp-html");
	struct buf text = {0};
	int r = to_utf8(leaf, bytes, html, &text);
	struct slice s = {text.data, text.length};

	if (r == 0 && html)
		r = html_text(s, out);
	else if (r == 0)
		put_plain(leaf, s, out);
	if (text.failed)
		r = -ENOMEM;
	buf_finish(&text);
	return r;
}

static int collect(void *context, struct slice piece)
{
	struct buf *bytes = context;

	buf_slice(bytes, piece);
	return bytes->failed ? -ENOMEM : 0;
}

static void end_line(struct buf *out)
{
	if (out->length > 0 && out->data[out->length - 1] != '\n')
		buf_byte(out, '\n');
}

static void put_empty_line(struct buf *out)
{
	if (out->length > 0 && !slice_ends_ci((struct slice){out->data, out->length}, SLICE("\n\n")))
		buf_byte(out, '\n');
}

int mail_body_append(const struct mail_leaf *leaf, struct buf *out)
{
	struct buf bytes = {0};
	int r = mail_leaf_decode(leaf, collect, &bytes);

	put_empty_line(out);
	if (r == 0)
		r = put_text(leaf, (struct slice){bytes.data, bytes.length}, out);
	end_line(out);
	buf_finish(&bytes);
	return r == 0 && out->failed ? -ENOMEM : r;
}
