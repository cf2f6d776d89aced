/* SPDX-License-Identifier: MIT */
#include "outlook.h"

#include "mail.h"
#include "../unpack.h"

static int extract_message(const struct input *input, const struct aid *aid, struct extracted *ret_extracted,
			   const char **ret_reason)
{
	struct slice mail;
	int r = aid->run(aid->context, HELPER_OUTLOOK_MESSAGE, 0, &mail, ret_reason);

	(void)input;
	return r == 0 ? mail_extract(mail, ret_extracted, ret_reason) : r;
}

static int unpack_message(const struct input *input, const struct aid *aid, const struct member_sink *sink,
			  const char **ret_reason)
{
	struct slice mail;
	int r = aid->run(aid->context, HELPER_OUTLOOK_MESSAGE, 0, &mail, ret_reason);

	(void)input;
	return r == 0 ? mail_unpack(mail, sink, ret_reason) : r;
}

static int unpack_folders(const struct input *input, const struct aid *aid, const struct member_sink *sink,
			  const char **ret_reason)
{
	struct slice archive;
	int r = aid->run(aid->context, HELPER_OUTLOOK_FOLDERS, 0, &archive, ret_reason);

	(void)input;
	return r == 0 ? archive_unpack(archive, sink, ret_reason) : r;
}

static const char *const message_media[] = {"application/vnd.ms-outlook", NULL};

const struct format outlook_message_format = {.name = "outlook message",
					      .media = message_media,
					      .extract = extract_message,
					      .unpack = unpack_message,
					      .prepare = mail_prepare};

static const char *const folders_media[] = {"application/vnd.ms-outlook-pst", NULL};

/* What is read is an archive in the end: as unpack_format, whose prepare() it needs. */
const struct format outlook_folders_format = {
	.name = "outlook folders", .media = folders_media, .fresh_worker = true, .unpack = unpack_folders};
