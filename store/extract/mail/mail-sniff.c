/* SPDX-License-Identifier: MIT */
#include "mail-sniff.h"

enum {
	FIELD_NAME_MAX = 76,
	FROM_LINE_MAX = 1000,
	FIELDS_SEEN = 400, /* fields looked at */
	VALUE_SEEN = 4000  /* bytes of a value looked at */
};

/* ---- lines ---- */

struct slice mail_line(struct slice file, size_t at)
{
	struct slice rest = slice_sub(file, at, file.length);
	const char *end = rest.length > 0 ? memchr(rest.at, '\n', rest.length) : NULL;

	return end ? slice_sub(rest, 0, (size_t)(end - rest.at) + 1) : rest;
}

static bool is_folded(struct slice line)
{
	return line.length > 0 && (line.at[0] == ' ' || line.at[0] == '\t') && slice_trim(line).length > 0;
}

size_t mail_field_name(struct slice line)
{
	size_t at = 0;

	while (at < line.length && at < FIELD_NAME_MAX && line.at[at] > ' ' && line.at[at] < 0x7f &&
	       line.at[at] != ':')
		at++;
	return at < line.length && line.at[at] == ':' ? at : 0;
}

/* ---- fields ---- */

static bool has_address(struct slice value)
{
	size_t at = slice_find(value, SLICE("@"), 0);

	return at > 0 && at + 1 < value.length && !byte_is_space(value.at[at - 1]) &&
	       !byte_is_space(value.at[at + 1]);
}

static bool has_anything(struct slice value)
{
	return value.length > 0;
}

static bool is_said(struct slice value)
{
	return value.at != NULL;
}

static bool has_angle(struct slice value)
{
	return value.length > 1 && value.at[0] == '<';
}

static bool is_identifier(struct slice value)
{
	return has_angle(value) || (has_address(value) && slice_find(value, SLICE(" "), 0) == value.length);
}

static bool is_version(struct slice value)
{
	return slice_starts(value, SLICE("1.0"));
}

static bool is_media(struct slice value)
{
	static const char *const kinds[] = {"text/", "multipart/", "message/", "application/", "image/"};

	return slice_starts_with_one_of_ci(value, kinds, sizeof kinds / sizeof *kinds);
}

static bool is_encoding(struct slice value)
{
	static const char *const encodings[] = {"7bit", "8bit", "binary", "base64", "quoted-printable"};

	return slice_is_one_of_ci(value, encodings, sizeof encodings / sizeof *encodings);
}

/* "from a by b with smtp; date": a registry's "Received: 12 May" is none. */
static bool is_trace(struct slice value)
{
	size_t semicolon = slice_find(value, SLICE(";"), 0);

	return semicolon + 8 < value.length && slice_find(value, SLICE(":"), semicolon) < value.length &&
	       (slice_find(value, SLICE("by "), 0) < semicolon || slice_starts_ci(value, SLICE("from ")));
}

/* "Thu, 17 Apr 2008 16:44:53 +0100": a clock and a zone in digits. */
static bool is_strict_date(struct slice value)
{
	size_t colon = slice_find(value, SLICE(":"), 0);
	struct slice rest = slice_sub(value, colon, value.length);
	size_t zone = slice_find(rest, SLICE(" +"), 0);

	if (zone == rest.length)
		zone = slice_find(rest, SLICE(" -"), 0);
	if (zone + 6 > rest.length || colon == 0 || !byte_is_digit(value.at[colon - 1]))
		return false;
	for (size_t i = zone + 2; i < zone + 6; i++)
		if (!byte_is_digit(rest.at[i]))
			return false;
	return true;
}

/* Fields that mail has and no one prints, and what their values look like. */
static const struct {
	const char *name;
	bool (*fits)(struct slice value);
} unprinted[] = {
	{"message-id", is_identifier},
	{"references", has_angle},
	{"in-reply-to", is_said},
	{"return-path", is_identifier},
	{"received", is_trace},
	{"mime-version", is_version},
	{"content-type", is_media},
	{"content-transfer-encoding", is_encoding},
	{"delivered-to", has_address},
	{"envelope-to", has_address},
	{"delivery-date", is_strict_date},
	{"dkim-signature", has_anything},
	{"authentication-results", has_anything},
	{"arc-seal", has_anything},
	{"received-spf", has_anything},
	{"list-unsubscribe", has_anything},
	{"thread-index", has_anything},
	{"user-agent", has_anything},
	{"x-mailer", has_anything},
	{"x-originating-ip", has_anything},
	{"x-original-to", has_address},
	{"x-mozilla-status", has_anything},
	{"x-mimeole", has_anything},
	{"x-uidl", has_anything},
	{"x-gmail-labels", has_anything},
	{"x-gm-thrid", has_anything},
	{"x-spam-status", has_anything},
	{"x-ms-has-attach", has_anything},
};

/* Fields that mail has and people print too; web servers' answers have a date as well. */
static const char *const printed[] = {"from", "to", "cc", "bcc", "subject", "sender"};

static bool is_unprinted(struct slice name, struct slice value)
{
	for (size_t i = 0; i < sizeof unprinted / sizeof *unprinted; i++)
		if (slice_equal_ci(name, slice_of(unprinted[i].name)))
			return unprinted[i].fits(value);
	return false;
}

bool mail_field_known(struct slice name)
{
	for (size_t i = 0; i < sizeof unprinted / sizeof *unprinted; i++)
		if (slice_equal_ci(name, slice_of(unprinted[i].name)))
			return true;
	return slice_equal_ci(name, SLICE("date")) ||
	       slice_is_one_of_ci(name, printed, sizeof printed / sizeof *printed);
}

/* ---- the beginning ---- */

struct evidence {
	size_t fields, printed;
	bool unprinted; /* a field that no one prints, an encoded word, ... */
	bool addressed, dated;
	bool multipart; /* its parts are named: enough on its own */
};

static bool has_encoded_word(struct slice value)
{
	size_t at = slice_find(value, SLICE("=?"), 0), mark = slice_find(value, SLICE("?"), at + 2);

	return mark + 3 < value.length && value.at[mark + 2] == '?' &&
	       slice_find(value, SLICE("?="), mark + 3) < value.length;
}

static void weigh(struct slice name, struct slice value, struct evidence *evidence)
{
	evidence->fields++;
	evidence->printed += slice_is_one_of_ci(name, printed, sizeof printed / sizeof *printed);
	evidence->unprinted |= is_unprinted(name, value) || has_encoded_word(value);
	evidence->addressed |= slice_equal_ci(name, SLICE("from")) && has_address(value);
	evidence->dated |= slice_equal_ci(name, SLICE("date")) && is_strict_date(value);
	evidence->multipart |= slice_equal_ci(name, SLICE("content-type")) &&
			       slice_starts_ci(value, SLICE("multipart/")) &&
			       slice_find_ci(value, SLICE("boundary="), 0) < value.length;
}

/* Where the lines end that continue a field. */
static size_t end_of_field(struct slice file, size_t at)
{
	struct slice line = mail_line(file, at);

	do {
		at += line.length;
		line = mail_line(file, at);
	} while (is_folded(line));
	return at;
}

static struct evidence weigh_fields(struct slice file, size_t at)
{
	struct evidence evidence = {0};

	while (at < file.length && evidence.fields < FIELDS_SEEN) {
		size_t name = mail_field_name(mail_line(file, at)), end;

		if (name == 0)
			break;
		end = end_of_field(file, at);
		weigh(slice_sub(file, at, at + name),
		      slice_trim(slice_sub(slice_sub(file, at + name + 1, end), 0, VALUE_SEEN)), &evidence);
		at = end;
	}
	return evidence;
}

static bool is_mail(struct evidence e, bool from_line)
{
	if (e.multipart)
		return true;
	return e.fields > 1 && (e.unprinted || from_line || (e.dated && e.addressed)) && e.printed > 0;
}

/* ---- mailboxes ---- */

static bool digits(struct slice s, size_t at, size_t count)
{
	for (size_t i = at; i < at + count; i++)
		if (i >= s.length || !byte_is_digit(s.at[i]))
			return false;
	return true;
}

/* "16:45:16 2008": a clock and, behind it, a year. */
static bool has_clock(struct slice line)
{
	size_t at = slice_find(line, SLICE(":"), 0);

	if (at == 0 || !digits(line, at - 1, 1) || !digits(line, at + 1, 2))
		return false;
	while (at + 4 < line.length && !(line.at[at] == ' ' && digits(line, at + 1, 4)))
		at++;
	return at + 4 < line.length && (line.at[at + 1] == '1' || line.at[at + 1] == '2');
}

bool mail_from_line(struct slice file, size_t at)
{
	if (!slice_starts(slice_sub(file, at, at + 5), SLICE("From ")))
		return false;
	struct slice line = mail_line(slice_sub(file, 0, at + FROM_LINE_MAX), at);
	struct slice next =
		mail_line(slice_sub(file, 0, at + line.length + FIELD_NAME_MAX), at + line.length);

	return has_clock(line) && (mail_field_name(next) > 0 || slice_starts(next, SLICE(">From ")));
}

const char *mail_sniff(struct slice file)
{
	size_t at = slice_starts(file, SLICE("\xef\xbb\xbf")) ? 3 : 0;
	bool from_line = mail_from_line(file, at);

	if (from_line)
		at += mail_line(file, at).length;
	while (slice_starts(slice_sub(file, at, at + 6), SLICE(">From ")))
		at += mail_line(file, at).length;
	if (!is_mail(weigh_fields(file, at), from_line))
		return NULL;
	return from_line ? "application/mbox" : "message/rfc822";
}
