/* SPDX-License-Identifier: MIT */
#include "mail-part.h"

#include "mail-field.h"

#include <errno.h>

struct walk {
	struct slice bytes;
	mail_leaf_sink *sink;
	void *context;
	bool has_text; /* a part of the text has been met */
};

static bool object_is(GMimeObject *object, const char *type, const char *subtype)
{
	GMimeContentType *content_type = g_mime_object_get_content_type(object);

	return content_type && g_mime_content_type_is_type(content_type, type, subtype);
}

bool mail_leaf_is(const struct mail_leaf *leaf, const char *type, const char *subtype)
{
	return object_is(leaf->object, type, subtype);
}

/* ---- what a part is ---- */

static bool is_readable(GMimeObject *object)
{
	static const struct {
		const char *type, *subtype;
	} readable[] = {
		{"text", "plain"},
		{"text", "html"},
		{"text", "enriched"},
		{"text", "richtext"},
		{"text", "x-amp-html"},
		{"message", "delivery-status"},
		{"message", "disposition-notification"},
	};

	for (size_t i = 0; i < sizeof readable / sizeof *readable; i++)
		if (object_is(object, readable[i].type, readable[i].subtype))
			return true;
	return false;
}

static bool is_attached(GMimeObject *object)
{
	const char *disposition = g_mime_object_get_disposition(object);

	return disposition && g_ascii_strcasecmp(disposition, "attachment") == 0;
}

static bool is_named(GMimeObject *object)
{
	const char *name = GMIME_IS_PART(object) ? g_mime_part_get_filename(GMIME_PART(object)) : NULL;

	return name && name[0];
}

/* `use`: what becomes of text here. A name makes a file of it, but for the first text of a message. */
static enum mail_use use_of(const struct walk *w, GMimeObject *object, enum mail_use use, unsigned depth)
{
	if (!is_readable(object))
		return MAIL_MEMBER;
	if (depth > 0 && is_attached(object))
		return MAIL_MEMBER;
	return use == MAIL_TEXT && w->has_text && is_named(object) ? MAIL_MEMBER : use;
}

static struct slice content_of(const struct walk *w, GMimePart *part)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream = content ? g_mime_data_wrapper_get_stream(content) : NULL;

	if (!stream || stream->bound_start < 0)
		return (struct slice){w->bytes.at, 0};
	return slice_sub(w->bytes, (size_t)stream->bound_start,
			 stream->bound_end < 0 ? w->bytes.length : (size_t)stream->bound_end);
}

static int send_leaf(struct walk *w, GMimeObject *object, enum mail_use use)
{
	struct mail_leaf leaf = {.use = use, .object = object};

	if (GMIME_IS_PART(object)) {
		leaf.raw = content_of(w, GMIME_PART(object));
		leaf.encoding = g_mime_part_get_content_encoding(GMIME_PART(object));
	}
	w->has_text |= use == MAIL_TEXT;
	return w->sink(w->context, &leaf);
}

/* A multipart without parts: what stands in their place is text. */
static int send_rest(struct walk *w, GMimeMultipart *multipart, enum mail_use use)
{
	const char *rest = g_mime_multipart_get_prologue(multipart);
	struct mail_leaf leaf = {.use = use, .object = GMIME_OBJECT(multipart)};

	if (!rest)
		return 0;
	leaf.raw = slice_of(rest);
	w->has_text |= use == MAIL_TEXT;
	return w->sink(w->context, &leaf);
}

/* ---- which of several ---- */

enum rank { RANK_NONE, RANK_HTML, RANK_OTHER_TEXT, RANK_PLAIN };

static bool has_words(const struct walk *w, GMimeObject *object)
{
	struct slice raw = content_of(w, GMIME_PART(object));

	for (size_t i = 0; i < raw.length; i++)
		if (byte_is_letter(raw.at[i]) || byte_is_digit(raw.at[i]) || (unsigned char)raw.at[i] >= 0x80)
			return true;
	return false;
}

/* How well the text of a part can be read, at best. */
static enum rank rank_of(const struct walk *w, GMimeObject *object, unsigned depth)
{
	enum rank best = RANK_NONE;

	if (GMIME_IS_MULTIPART(object) && depth < MAIL_DEPTH_MAX) {
		GMimeMultipart *multipart = GMIME_MULTIPART(object);
		int count = g_mime_multipart_get_count(multipart);

		for (int i = 0; i < count && best < RANK_PLAIN; i++) {
			enum rank rank = rank_of(w, g_mime_multipart_get_part(multipart, i), depth + 1);

			best = rank > best ? rank : best;
		}
		return best;
	}
	if (!GMIME_IS_PART(object) || !is_readable(object) || is_attached(object) || !has_words(w, object))
		return RANK_NONE;
	if (object_is(object, "text", "plain"))
		return RANK_PLAIN;
	return object_is(object, "text", "html") ? RANK_HTML : RANK_OTHER_TEXT;
}

static int best_alternative(const struct walk *w, GMimeMultipart *multipart, unsigned depth)
{
	int count = g_mime_multipart_get_count(multipart), best = 0;
	enum rank rank = RANK_NONE;

	for (int i = 0; i < count && rank < RANK_PLAIN; i++) {
		enum rank one = rank_of(w, g_mime_multipart_get_part(multipart, i), depth + 1);

		if (one > rank) {
			rank = one;
			best = i;
		}
	}
	return best;
}

/* What becomes of the text of the `index`th part. */
static enum mail_use use_within(GMimeMultipart *multipart, int index, int best, enum mail_use use)
{
	GMimeObject *object = GMIME_OBJECT(multipart);

	if (use != MAIL_TEXT || index == best)
		return use;
	if (object_is(object, "multipart", "alternative"))
		return MAIL_TWIN;
	/* Behind the first of these come its pictures, or its signature. */
	return object_is(object, "multipart", "related") || object_is(object, "multipart", "signed")
		       ? MAIL_MEMBER
		       : use;
}

static int walk(struct walk *w, GMimeObject *object, enum mail_use use, unsigned depth);

static int walk_parts(struct walk *w, GMimeMultipart *multipart, enum mail_use use, unsigned depth)
{
	bool alternative = object_is(GMIME_OBJECT(multipart), "multipart", "alternative");
	int count = g_mime_multipart_get_count(multipart), r = 0;
	int best = alternative ? best_alternative(w, multipart, depth) : 0;

	if (depth == MAIL_DEPTH_MAX)
		return send_leaf(w, GMIME_OBJECT(multipart), MAIL_TOO_DEEP);
	if (count == 0)
		return send_rest(w, multipart, use);
	for (int i = 0; i < count && r == 0; i++)
		r = walk(w, g_mime_multipart_get_part(multipart, i), use_within(multipart, i, best, use),
			 depth + 1);
	return r;
}

/* As deep as MAIL_DEPTH_MAX. */
static int walk(struct walk *w, GMimeObject *object, enum mail_use use, unsigned depth)
{
	if (GMIME_IS_MULTIPART(object))
		return walk_parts(w, GMIME_MULTIPART(object), use, depth);
	return send_leaf(w, object, use_of(w, object, use, depth));
}

int mail_walk(const struct mail_message *message, mail_leaf_sink *sink, void *context)
{
	struct walk w = {.bytes = message->bytes, .sink = sink, .context = context};

	return walk(&w, message->root, MAIL_TEXT, 0);
}

/* ---- transfer encoding ---- */

static bool is_encoded(GMimeContentEncoding encoding)
{
	return encoding == GMIME_CONTENT_ENCODING_BASE64 ||
	       encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE ||
	       encoding == GMIME_CONTENT_ENCODING_UUENCODE;
}

struct decoding {
	GMimeEncoding state;
	struct buf out;
	mail_piece_sink *sink;
	void *context;
};

static int decode_piece(struct decoding *d, struct slice piece)
{
	buf_clear(&d->out);
	if (!buf_reserve(&d->out, g_mime_encoding_outlen(&d->state, piece.length)))
		return -ENOMEM;
	d->out.length = g_mime_encoding_step(&d->state, piece.at, piece.length, d->out.data);
	return d->out.length > 0 ? d->sink(d->context, (struct slice){d->out.data, d->out.length}) : 0;
}

int mail_leaf_decode(const struct mail_leaf *leaf, mail_piece_sink *sink, void *context)
{
	struct decoding d = {.sink = sink, .context = context};
	int r = 0;

	if (!is_encoded(leaf->encoding))
		return leaf->raw.length > 0 ? sink(context, leaf->raw) : 0;
	g_mime_encoding_init_decode(&d.state, leaf->encoding);
	for (size_t at = 0; at < leaf->raw.length && r == 0; at += MAIL_PIECE)
		r = decode_piece(&d, slice_sub(leaf->raw, at, at + MAIL_PIECE));
	if (r == 0 && leaf->encoding == GMIME_CONTENT_ENCODING_BASE64)
		r = decode_piece(&d, mail_base64_rest(leaf->raw));
	buf_finish(&d.out);
	return r;
}
