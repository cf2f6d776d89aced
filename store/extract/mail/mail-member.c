/* SPDX-License-Identifier: MIT */
#include "mail-member.h"

#include "mail-field.h"
#include "mail-message.h"
#include "mail-parameter.h"
#include "mail-sniff.h"

#include "../../util/utf8.h"

#include <errno.h>

enum {
	NAME_MAX_BYTES = 200,
	SUBJECT_MAX_BYTES = 80 /* of a message's subject that names its file */
};

/* ---- names ---- */

static const struct {
	const char *type, *subtype, *extension;
} extensions[] = {
	{"message", "rfc822", "eml"},
	{"message", "rfc2822", "eml"},
	{"message", "global", "eml"},
	{"message", "news", "eml"},
	{"text", "plain", "txt"},
	{"text", "rfc822-headers", "txt"},
	{"text", "html", "html"},
	{"text", "calendar", "ics"},
	{"text", "vcard", "vcf"},
	{"text", "x-vcard", "vcf"},
	{"text", "directory", "vcf"},
	{"text", "csv", "csv"},
	{"text", "rtf", "rtf"},
	{"text", "xml", "xml"},
	{"text", "*", "txt"},
	{"image", "jpeg", "jpg"},
	{"image", "jpg", "jpg"},
	{"image", "png", "png"},
	{"image", "gif", "gif"},
	{"image", "tiff", "tif"},
	{"image", "bmp", "bmp"},
	{"application", "pdf", "pdf"},
	{"application", "rtf", "rtf"},
	{"application", "msword", "doc"},
	{"application", "vnd.ms-excel", "xls"},
	{"application", "vnd.ms-powerpoint", "ppt"},
	{"application", "vnd.ms-outlook", "msg"},
	{"application", "vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
	{"application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
	{"application", "vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
	{"application", "vnd.oasis.opendocument.text", "odt"},
	{"application", "zip", "zip"},
	{"application", "json", "json"},
	{"application", "xml", "xml"},
	{"application", "pgp-signature", "asc"},
	{"application", "pgp-encrypted", "asc"},
	{"application", "pkcs7-signature", "p7s"},
	{"application", "x-pkcs7-signature", "p7s"},
	{"application", "pkcs7-mime", "p7m"},
	{"application", "ms-tnef", "tnef"},
};

static const char *extension_of(const struct mail_leaf *leaf)
{
	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (mail_leaf_is(leaf, extensions[i].type, extensions[i].subtype))
			return extensions[i].extension;
	return "bin";
}

static bool is_message(const struct mail_leaf *leaf)
{
	return strcmp(extension_of(leaf), "eml") == 0;
}

/* The name that the part has, with its folders: senders leak those of their own machine. */
static int given_name(const struct mail_leaf *leaf, struct buf *out)
{
	int r = mail_parameter(mail_header(leaf->object, "Content-Disposition"), "filename", out);

	if (r == 0 && out->length == 0)
		r = mail_parameter(mail_header(leaf->object, "Content-Type"), "name", out);
	return r;
}

static struct slice last_component(struct slice path)
{
	size_t at = path.length;

	while (at > 0 && path.at[at - 1] != '/' && path.at[at - 1] != '\\')
		at--;
	return slice_sub(path, at, path.length);
}

static bool has_extension(struct slice name)
{
	size_t dot = slice_find(name, SLICE("."), 1);

	return dot + 1 < name.length;
}

/* The subject of a message within. */
static int subject_of(const struct mail_leaf *leaf, struct buf *out)
{
	for (size_t at = 0; at < leaf->raw.length;) {
		struct slice line = mail_line(leaf->raw, at);

		if (slice_trim(line).length == 0)
			break;
		if (slice_starts_ci(line, SLICE("subject:")))
			return mail_field_decode(slice_sub(line, 8, line.length), MAIL_FIELD_TEXT, NULL, out);
		at += line.length;
	}
	return 0;
}

static void put_flat(struct slice name, struct buf *out)
{
	for (size_t i = 0; i < name.length; i++)
		buf_byte(out, name.at[i] == '/' ? '_' : name.at[i]);
}

static int put_name(const struct mail_leaf *leaf, size_t number, struct slice given, struct buf *out)
{
	struct buf subject = {0};
	int r = given.length == 0 && is_message(leaf) ? subject_of(leaf, &subject) : 0;

	if (given.length > 0)
		put_flat(utf8_cut(given, NAME_MAX_BYTES), out);
	else if (subject.length > 0)
		put_flat(utf8_cut((struct slice){subject.data, subject.length}, SUBJECT_MAX_BYTES), out);
	else
		buf_format(out, "attachment-%zu", number);
	if (given.length == 0 || (is_message(leaf) && !has_extension(given)))
		buf_format(out, ".%s", extension_of(leaf));
	buf_finish(&subject);
	return r;
}

static int name_of(const struct mail_leaf *leaf, size_t number, struct buf *out)
{
	struct buf given = {0};
	int r = given_name(leaf, &given);

	if (r == 0)
		r = put_name(leaf, number, last_component((struct slice){given.data, given.length}), out);
	if (given.failed || out->failed)
		r = -ENOMEM;
	buf_finish(&given);
	return r;
}

/* ---- contents ---- */

static int send_piece(void *context, struct slice piece)
{
	const struct member_sink *sink = context;

	return sink->bytes(sink->context, piece);
}

int mail_member_send(const struct mail_leaf *leaf, size_t number, const struct member_sink *sink)
{
	struct buf name = {0};
	int r = name_of(leaf, number, &name);
	struct member member = {.path = {name.data, name.length}, .is_attachment = true};

	if (r == 0)
		r = sink->begin(sink->context, &member);
	if (r == 0)
		r = mail_leaf_decode(leaf, send_piece, (void *)(uintptr_t)sink);
	if (r == 0)
		r = sink->end(sink->context, NULL);
	buf_finish(&name);
	return r;
}
