/* SPDX-License-Identifier: MIT */
#include "mbox.h"

#include "mail-sniff.h"
#include "mail.h"

#include <errno.h>
#include <stdio.h>

enum { NAME_SIZE = 32 };

/* ---- messages ---- */

struct messages {
	struct slice file;
	size_t at; /* of the next line that parts them */
};

/* Below an empty line. */
static bool begins_message(struct slice file, size_t at)
{
	struct slice above = slice_sub(file, at > 4 ? at - 4 : 0, at);

	return mail_from_line(file, at) &&
	       (slice_ends_ci(above, SLICE("\n\n")) || slice_ends_ci(above, SLICE("\n\r\n")));
}

static struct messages messages_of(struct slice file)
{
	return (struct messages){file, slice_starts(file, SLICE("\xef\xbb\xbf")) ? 3 : 0};
}

static size_t find_next(struct slice file, size_t at)
{
	do
		at += mail_line(file, at).length;
	while (at < file.length && !begins_message(file, at));
	return at;
}

/* The empty line above the next message is the mailbox's. */
static struct slice without_last_line(struct slice message)
{
	if (slice_ends_ci(message, SLICE("\r\n\r\n")))
		message.length -= 2;
	else if (slice_ends_ci(message, SLICE("\n\n")))
		message.length--;
	return message;
}

static bool next_message(struct messages *messages, struct slice *ret)
{
	struct slice file = messages->file;
	size_t first = messages->at;

	if (first >= file.length)
		return false;
	messages->at = find_next(file, first);
	first += mail_line(file, first).length;
	*ret = without_last_line(slice_sub(file, first, messages->at));
	return true;
}

/* No more than `most`. */
static size_t count_messages(const struct input *input, size_t most)
{
	struct messages messages = messages_of(input->bytes);
	struct slice message;
	size_t count = 0;

	while (count < most && next_message(&messages, &message)) {
		count++;
		input_drop(input, messages.at);
	}
	return count;
}

/* ---- contents ---- */

typedef int piece_sink(void *context, struct slice piece);

static bool is_quoted(struct slice line)
{
	size_t at = 0;

	while (at < line.length && line.at[at] == '>')
		at++;
	return at > 0 && slice_starts(slice_sub(line, at, line.length), SLICE("From "));
}

/* Where the next line begins that is ">From ", with more '>' or not; `at` begins a line. */
static size_t find_quoted(struct slice message, size_t at)
{
	while (at < message.length) {
		struct slice line = mail_line(message, at);

		if (is_quoted(line))
			break;
		at += line.length;
	}
	return at;
}

/* All but one '>' of each line that the mailbox quoted. */
static int send_unquoted(struct slice message, piece_sink *sink, void *context)
{
	size_t at = 0;
	int r = 0;

	while (at < message.length && r == 0) {
		size_t quoted = find_quoted(message, at);
		size_t next = quoted + mail_line(message, quoted).length;

		if (quoted > at)
			r = sink(context, slice_sub(message, at, quoted));
		if (r == 0 && quoted < message.length)
			r = sink(context, slice_sub(message, quoted + 1, next));
		at = next;
	}
	return r;
}

/* ---- members ---- */

static int send_message(const struct member_sink *sink, struct slice message, size_t number, int width)
{
	char name[NAME_SIZE];
	int length = snprintf(name, sizeof name, "%0*zu.eml", width, number);
	int r = sink->begin(sink->context, &(struct member){.path = {name, (size_t)length}});

	if (r == 0)
		r = send_unquoted(message, sink->bytes, sink->context);
	return r == 0 ? sink->end(sink->context, NULL) : r;
}

static int send_all(const struct input *input, size_t count, const struct member_sink *sink)
{
	struct messages messages = messages_of(input->bytes);
	int width = snprintf(NULL, 0, "%zu", count), r = 0;
	struct slice message;

	for (size_t number = 1; r == 0 && next_message(&messages, &message); number++) {
		r = send_message(sink, message, number, width);
		input_drop(input, messages.at);
	}
	return r;
}

/* ---- the only message ---- */

static int collect(void *context, struct slice piece)
{
	struct buf *bytes = context;

	buf_slice(bytes, piece);
	return bytes->failed ? -ENOMEM : 0;
}

/* The only message: a piece of the file, or a copy in `buf` where lines of it were quoted. */
static int only_message(struct slice file, struct buf *buf, struct slice *ret)
{
	struct messages messages = messages_of(file);
	int r = 0;

	*ret = SLICE("");
	if (next_message(&messages, ret) && find_quoted(*ret, 0) < ret->length) {
		r = send_unquoted(*ret, collect, buf);
		*ret = (struct slice){buf->data, buf->length};
	}
	return r;
}

/* ---- the format ---- */

static int extract(const struct input *input, const struct aid *aid, struct extracted *ret,
		   const char **ret_reason)
{
	struct buf copy = {0};
	struct slice message;
	int r;

	(void)aid;
	ret->charset = "UTF-8";
	if (count_messages(input, 2) > 1) {
		ret->has_members = true;
		return 0;
	}
	r = only_message(input->bytes, &copy, &message);
	if (r == 0)
		r = mail_extract(message, ret, ret_reason);
	buf_finish(&copy);
	return r;
}

static int unpack(const struct input *input, const struct aid *aid, const struct member_sink *sink,
		  const char **ret_reason)
{
	size_t count = count_messages(input, SIZE_MAX);
	struct buf copy = {0};
	struct slice message;
	int r;

	(void)aid;
	if (count > 1)
		return send_all(input, count, sink);
	r = only_message(input->bytes, &copy, &message);
	if (r == 0)
		r = mail_unpack(message, sink, ret_reason);
	buf_finish(&copy);
	return r;
}

static const char *const media[] = {"application/mbox", NULL};

const struct format mbox_format = {
	.name = "mbox", .media = media, .extract = extract, .unpack = unpack, .prepare = mail_prepare};
