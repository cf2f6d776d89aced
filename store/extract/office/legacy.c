/* SPDX-License-Identifier: MIT */
#include "legacy.h"

#include "odt.h"
#include "part.h"
#include "../text.h"

#include <errno.h>

/* Line ends are LF; other control characters but tabs and form feeds, which part the sheets, go. */
static void clean(struct buf *text)
{
	size_t to = 0;

	for (size_t i = 0; i < text->length; i++) {
		unsigned char c = (unsigned char)text->data[i];

		if ((c >= 0x20 && c != 0x7f) || c == '\t' || c == '\n' || c == '\f')
			text->data[to++] = text->data[i];
	}
	while (to > 0 && text->data[to - 1] == '\f')
		to--;
	text->length = to;
}

/* By way of OpenDocument, which says what is deleted or hidden; programs that give text print that, too. */
static int extract_old_text(const struct input *input, const struct aid *aid, struct extracted *ret,
			    const char **ret_reason)
{
	struct slice output;
	int r = aid->run(aid->context, HELPER_OFFICE, 0, &output, ret_reason);

	(void)input;
	return r == 0 ? odt_extract_flat(output, ret, ret_reason) : r;
}

static int extract_xls(const struct input *input, const struct aid *aid, struct extracted *ret,
		       const char **ret_reason)
{
	struct slice output;
	int r = aid->run(aid->context, HELPER_SPREADSHEET, 0, &output, ret_reason);

	(void)input;
	if (r == 0) {
		*ret_reason = "what the program that helps wrote could not be read";
		r = text_decode(output, NULL, &ret->text);
	}
	if (r != 0)
		return r;
	clean(&ret->text);
	ret->charset = "UTF-8";
	return text_divide((struct slice){ret->text.data, ret->text.length}, ret);
}

static int refuse(const struct input *input, const struct aid *aid, struct extracted *ret,
		  const char **ret_reason)
{
	(void)input;
	(void)aid;
	(void)ret;
	*ret_reason = "it is encrypted";
	return -EBADMSG;
}

static const char *const old_text_media[] = {"application/msword", "text/rtf", "application/rtf", NULL};
static const char *const xls_media[] = {"application/vnd.ms-excel", NULL};
static const char *const encrypted_media[] = {"application/encrypted", NULL};

const struct format old_text_format = {.name = "old text",
				       .media = old_text_media,
				       .fresh_worker = true,
				       .extract = extract_old_text,
				       .prepare = parts_prepare};
const struct format xls_format = {
	.name = "xls", .media = xls_media, .fresh_worker = true, .extract = extract_xls};
const struct format encrypted_format = {.name = "encrypted", .media = encrypted_media, .extract = refuse};
