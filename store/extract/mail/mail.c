/* SPDX-License-Identifier: MIT */
#include "mail.h"

#include "mail-body.h"
#include "mail-head.h"
#include "mail-member.h"
#include "mail-message.h"
#include "mail-part.h"

#include <errno.h>

static const char *const unreadable = "its parts could not be told apart";

static int open_message(struct slice bytes, struct mail_message *ret_message, const char **ret_reason)
{
	int r = mail_message_open(bytes, ret_message);

	if (r == -EBADMSG)
		*ret_reason = unreadable;
	return r;
}

/* ---- text ---- */

struct reading {
	struct extracted *extracted;
	size_t members;
};

static int read_leaf(void *context, const struct mail_leaf *leaf)
{
	struct reading *reading = context;

	if (leaf->use == MAIL_TEXT)
		return mail_body_append(leaf, &reading->extracted->text);
	if (leaf->use == MAIL_TOO_DEEP)
		reading->extracted->remark = "parts that lie too deep within others were left out";
	reading->members += leaf->use == MAIL_MEMBER;
	return 0;
}

static int read_message(const struct mail_message *message, struct extracted *extracted)
{
	struct reading reading = {.extracted = extracted};
	int r = mail_head_print(message, extracted);

	if (r == 0)
		r = mail_walk(message, read_leaf, &reading);
	extracted->has_members = reading.members > 0;
	if (reading.members > MAIL_ATTACHMENTS_MAX)
		extracted->remark = "of its attachments only the first thousand were read";
	return r;
}

int mail_extract(struct slice bytes, struct extracted *ret, const char **ret_reason)
{
	struct mail_message message;
	int r = open_message(bytes, &message, ret_reason);

	if (r != 0)
		return r;
	ret->charset = "UTF-8";
	r = read_message(&message, ret);
	mail_message_close(&message);
	return r;
}

/* ---- members ---- */

struct sending {
	const struct member_sink *sink;
	size_t members;
};

static int send_leaf(void *context, const struct mail_leaf *leaf)
{
	struct sending *sending = context;

	if (leaf->use != MAIL_MEMBER || ++sending->members > MAIL_ATTACHMENTS_MAX)
		return 0;
	return mail_member_send(leaf, sending->members, sending->sink);
}

int mail_unpack(struct slice bytes, const struct member_sink *sink, const char **ret_reason)
{
	struct sending sending = {.sink = sink};
	struct mail_message message;
	int r = open_message(bytes, &message, ret_reason);

	if (r != 0)
		return r;
	r = mail_walk(&message, send_leaf, &sending);
	mail_message_close(&message);
	return r;
}

/* ---- the format ---- */

void mail_prepare(void)
{
	mail_message_prepare();
}

static int extract(const struct input *input, const struct aid *aid, struct extracted *ret_extracted,
		   const char **ret_reason)
{
	(void)aid;
	return mail_extract(input->bytes, ret_extracted, ret_reason);
}

static int unpack(const struct input *input, const struct aid *aid, const struct member_sink *sink,
		  const char **ret_reason)
{
	(void)aid;
	return mail_unpack(input->bytes, sink, ret_reason);
}

static const char *const media[] = {"message/rfc822", NULL};

const struct format mail_format = {
	.name = "mail", .media = media, .extract = extract, .unpack = unpack, .prepare = mail_prepare};
