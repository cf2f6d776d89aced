/* SPDX-License-Identifier: MIT */
#include "mail-message.h"

#include "mail-sniff.h"

#include <errno.h>

enum {
	BOUNDARY_MAX = 200, /* bytes of a boundary that is looked for; RFC 2046 allows 70 */
	STRAY_LINES = 3     /* lines among header fields that are none */
};

/* ---- GMime ---- */

static void say_nothing(const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data)
{
	(void)domain;
	(void)level;
	(void)message;
	(void)data;
}

/* GMime loses its own entries below where they are replaced, once a process; a search for leaks is to pass it
 * over. */
extern void __lsan_disable(void) __attribute__((weak));
extern void __lsan_enable(void) __attribute__((weak));

static void start(void)
{
	if (__lsan_disable)
		__lsan_disable();
	g_mime_init();
	if (__lsan_enable)
		__lsan_enable();
}

/* Messages in messages are to be parts whose bytes stay as they are. */
void mail_message_prepare(void)
{
	static const char *const messages[] = {"rfc822", "rfc2822", "global", "news"};
	static bool done;

	if (done)
		return;
	done = true;
	g_log_set_default_handler(say_nothing, NULL); /* its own asks what it writes to: a call that kills */
	start();
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		g_mime_object_register_type("message", messages[i], GMIME_TYPE_PART);
}

static int parse(struct mail_message *m)
{
	GMimeParser *parser;

	if (m->bytes.length > G_MAXUINT)
		return -EBADMSG;
	/* Borrowed: nothing writes to it, and its array is given up without the bytes. */
	m->array = g_byte_array_new_take((guint8 *)(uintptr_t)m->bytes.at, m->bytes.length);
	m->stream = g_mime_stream_mem_new_with_byte_array(m->array);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(m->stream), FALSE);
	parser = g_mime_parser_new_with_stream(m->stream);
	m->root = g_mime_parser_construct_part(parser, NULL);
	g_object_unref(parser);
	return m->root ? 0 : -EBADMSG;
}

static void release(struct mail_message *m)
{
	g_clear_object(&m->root);
	g_clear_object(&m->stream);
	if (m->array)
		g_byte_array_free(m->array, FALSE);
	m->array = NULL;
}

void mail_message_close(struct mail_message *m)
{
	release(m);
	buf_finish(&m->mended);
	*m = (struct mail_message){.root = NULL};
}

bool mail_header_next(GMimeObject *object, const char *name, int *index, struct slice *ret)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);

	while (*index < g_mime_header_list_get_count(list)) {
		GMimeHeader *header = g_mime_header_list_get_header_at(list, (*index)++);
		const char *value = g_mime_header_get_raw_value(header);

		if (value && g_ascii_strcasecmp(g_mime_header_get_name(header), name) == 0) {
			*ret = slice_of(value);
			return true;
		}
	}
	return false;
}

struct slice mail_header(GMimeObject *object, const char *name)
{
	struct slice value = {NULL, 0};
	int index = 0;

	mail_header_next(object, name, &index, &value);
	return value;
}

/* ---- where the header ends ---- */

struct head {
	size_t end;  /* of its last line */
	bool parted; /* an empty line follows */
};

static bool is_blank(struct slice line)
{
	return slice_equal(line, SLICE("\n")) || slice_equal(line, SLICE("\r\n"));
}

/* A field that mail has stands soon below, so the header goes on. */
static bool goes_on(struct slice file, size_t at)
{
	for (size_t n = 0; n < STRAY_LINES && at < file.length; n++) {
		struct slice line = mail_line(file, at);

		if (is_blank(line))
			return false;
		if (mail_field_known(slice_sub(line, 0, mail_field_name(line))))
			return true;
		at += line.length;
	}
	return false;
}

static struct head find_head(struct slice file)
{
	size_t at = 0;

	while (at < file.length) {
		struct slice line = mail_line(file, at);
		bool folded = at > 0 && (line.at[0] == ' ' || line.at[0] == '\t');

		if (is_blank(line))
			return (struct head){at, true};
		if (!folded && mail_field_name(line) == 0 && !(at > 0 && goes_on(file, at + line.length)))
			break;
		at += line.length;
	}
	return (struct head){at, false};
}

/* Lines that mailboxes put before the header. */
static struct slice without_from_line(struct slice file)
{
	size_t at = slice_starts(file, SLICE("\xef\xbb\xbf")) ? 3 : 0;

	while (slice_starts(slice_sub(file, at, at + 5), SLICE("From ")) ||
	       slice_starts(slice_sub(file, at, at + 6), SLICE(">From ")))
		at += mail_line(file, at).length;
	return slice_sub(file, at, file.length);
}

/* ---- mending ---- */

static int part_head(struct mail_message *m, struct slice file, struct head head)
{
	buf_slice(&m->mended, slice_sub(file, 0, head.end));
	if (head.end > 0 && file.at[head.end - 1] != '\n')
		buf_byte(&m->mended, '\n');
	buf_byte(&m->mended, '\n');
	buf_slice(&m->mended, slice_sub(file, head.end, file.length));
	m->bytes = (struct slice){m->mended.data, m->mended.length};
	return m->mended.failed ? -ENOMEM : 0;
}

/* The boundary that the text uses: "--" and more, above a field of a part. */
static struct slice find_boundary(struct slice file, size_t at)
{
	for (; at < file.length; at += mail_line(file, at).length) {
		struct slice line = mail_line(file, at);
		struct slice next = slice_sub(file, at + line.length, at + line.length + 8);
		struct slice word = slice_trim(line);

		if (slice_starts(word, SLICE("--")) && word.length > 2 && word.length < BOUNDARY_MAX &&
		    slice_equal_ci(next, SLICE("content-")) && !memchr(word.at, '"', word.length) &&
		    !memchr(word.at, '\\', word.length))
			return slice_sub(word, 2, word.length);
	}
	return (struct slice){NULL, 0};
}

/* Copies the header without the type that misled. */
static void copy_head(struct buf *out, struct slice head)
{
	bool left_out = false;

	for (size_t at = 0; at < head.length;) {
		struct slice line = mail_line(head, at);

		if (line.at[0] != ' ' && line.at[0] != '\t')
			left_out = slice_starts_ci(line, SLICE("content-type:"));
		if (!left_out)
			buf_slice(out, line);
		at += line.length;
	}
}

static bool lost_its_parts(const struct mail_message *m)
{
	return GMIME_IS_MULTIPART(m->root) && g_mime_multipart_get_count(GMIME_MULTIPART(m->root)) == 0;
}

static int mend_boundary(struct mail_message *m)
{
	struct head head = find_head(m->bytes);
	struct slice boundary = find_boundary(m->bytes, head.end);
	struct buf mended = {0};

	if (boundary.length == 0)
		return 0;
	buf_format(&mended, "Content-Type: multipart/mixed; boundary=\"%.*s\"\n", (int)boundary.length,
		   boundary.at);
	copy_head(&mended, slice_sub(m->bytes, 0, head.end));
	buf_slice(&mended, slice_sub(m->bytes, head.end, m->bytes.length));
	release(m);
	buf_finish(&m->mended);
	m->mended = mended;
	m->bytes = (struct slice){mended.data, mended.length};
	return mended.failed ? -ENOMEM : parse(m);
}

int mail_message_open(struct slice file, struct mail_message *ret)
{
	struct mail_message m = {.bytes = without_from_line(file)};
	struct head head = find_head(m.bytes);
	int r = 0;

	if (!head.parted)
		r = part_head(&m, m.bytes, head);
	if (r == 0)
		r = parse(&m);
	if (r == 0 && lost_its_parts(&m))
		r = mend_boundary(&m);
	if (r == 0)
		*ret = m;
	else
		mail_message_close(&m);
	return r;
}
