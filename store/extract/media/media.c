/* SPDX-License-Identifier: MIT */
#include "media.h"

#include "../../util/utf8.h"
#include "../mail/mail-sniff.h"
#include "media-cfb.h"
#include "media-page.h"
#include "media-zip.h"

#include <errno.h>
#include <magic.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	MAGIC_HEAD = 1024 * 1024,  /* bytes that libmagic sees */
	SAMPLE = 64 * 1024,        /* bytes looked at in each of three places */
	CONTROL_FEW_PERCENT = 2,   /* control bytes that a text in any charset may have */
	CONTROL_SOME_PERCENT = 12, /* and one that is otherwise legible; random bytes have 10 per cent ... */
	LEGIBLE_PERCENT = 75       /* ... but are legible to less than half */
};

struct media {
	magic_t magic;
};

struct media *media_create(void)
{
	struct media *media = calloc(1, sizeof *media);

	if (!media)
		return NULL;
	media->magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS);
	if (!media->magic || magic_load(media->magic, NULL) != 0) {
		media_destroy(media);
		return NULL;
	}
	return media;
}

void media_destroy(struct media *media)
{
	if (media && media->magic)
		magic_close(media->magic);
	free(media);
}

struct share { /* of the bytes of samples */
	uint64_t all, control, legible;
};

static bool is_control(unsigned char c)
{
	return c < 0x20 ? !byte_is_space((char)c) && c != '\b' && c != 0x1b : c == 0x7f;
}

static bool is_printable(char c)
{
	return (unsigned char)(c - ' ') < 0x7f - ' ';
}

static void count(struct share *share, struct slice s)
{
	size_t at = 0, control = 0, broken = 0;

	while (at < s.length) {
		while (at < s.length && is_printable(s.at[at])) /* most bytes */
			at++;
		if (at == s.length)
			break;
		size_t before = at;
		unsigned char c = (unsigned char)s.at[at];

		if (c >= 0x80) {
			bool valid = utf8_next(s, &at) != UTF8_REPLACEMENT || at > before + 1;

			broken += valid ? 0 : at - before;
			continue;
		}
		at++;
		control += is_control(c);
	}
	share->control += control;
	share->legible += s.length - control - broken;
	share->all += s.length;
}

static struct share share_of(struct slice s)
{
	size_t middle = s.length / 2;
	struct share share = {0};

	if (s.length <= (size_t)3 * SAMPLE) {
		count(&share, s);
	} else {
		count(&share, slice_sub(s, 0, SAMPLE));
		count(&share, slice_sub(s, middle, middle + SAMPLE));
		count(&share, slice_sub(s, s.length - SAMPLE, s.length));
	}
	return share;
}

/* Text with stray bytes, or data. */
static bool looks_like_text(struct slice file)
{
	struct share share = share_of(file);

	if (share.control * 100 <= share.all * CONTROL_FEW_PERCENT)
		return true;
	return share.control * 100 <= share.all * CONTROL_SOME_PERCENT &&
	       share.legible * 100 >= share.all * LEGIBLE_PERCENT;
}

/* Formats that are written in text and are no prose; all others but text itself are never without control
 * bytes. */
static bool is_written(struct slice type)
{
	static const char *const written[] = {
		"application/pdf",  "application/postscript", "application/rtf", "application/vnd.fdf",
		"application/xml",  "application/xhtml",      "image/svg",       "image/x-portable",
		"image/x-xpm",      "audio/x-mpegurl",        "text/",           "message/",
		"application/json", "application/x-ndjson",   "application/csv", "application/mbox",
	};

	for (size_t i = 0; i < sizeof written / sizeof *written; i++)
		if (slice_starts(type, slice_of(written[i])))
			return true;
	return false;
}

/* libmagic goes by a few bytes, and a sentence may begin with them: "GIF89a is a format". */
static bool is_text_after_all(const char *type, struct slice file)
{
	if (strcmp(type, "application/octet-stream") == 0)
		return looks_like_text(file);
	return file.length > 0 && !is_written(slice_of(type)) && share_of(file).control == 0;
}

/* OpenDocument in one XML file, which to libmagic is like any other. */
static bool is_flat_text(const char *type, struct slice file)
{
	enum { ROOT_MAX = 8 * 1024 }; /* bytes within which the first element stands */
	struct slice head = slice_sub(file, 0, ROOT_MAX),
		     text = SLICE("application/vnd.oasis.opendocument.text");

	return (strcmp(type, "text/xml") == 0 || strcmp(type, "application/xml") == 0) &&
	       slice_find(head, SLICE("office:document"), 0) < head.length &&
	       slice_find(head, text, 0) < head.length;
}

static bool is_any_zip(const char *type, struct slice file)
{
	return slice_starts(file, SLICE("PK\3\4")) &&
	       (strcmp(type, "application/zip") == 0 || strcmp(type, "application/octet-stream") == 0 ||
		slice_starts(slice_of(type), SLICE("application/vnd.openxmlformats-officedocument.")));
}

/* What libmagic calls mail or a page may be a text that looks like one. */
static const char *written(const char *type, struct slice file, struct slice head)
{
	if (slice_starts(slice_of(type), SLICE("message/")) || strcmp(type, "application/mbox") == 0 ||
	    is_text_after_all(type, file))
		type = "text/plain";
	if (media_is_page(type, head))
		return "text/html";
	return strcmp(type, "text/html") == 0 ? "text/plain" : type;
}

/* What kind of file it is where libmagic says `type`, which goes by fewer bytes. */
static const char *refine(const char *type, struct slice file, struct slice head)
{
	const char *known = is_any_zip(type, file) ? media_of_zip(file) : media_of_cfb(file);

	if (!known && slice_starts(file, SLICE("!BDN")))
		known = "application/vnd.ms-outlook-pst";
	if (!known && is_flat_text(type, file))
		known = "application/vnd.oasis.opendocument.text-flat-xml";
	return known ? known : written(type, file, head);
}

/* A field as people print it, "Subject: ...", or some words of a sentence: nothing that a format begins with.
 */
static bool begins_as_prose(struct slice file)
{
	enum { LINE_MAX = 1000, SPACES_MIN = 3, LABEL_MAX = 16 };
	struct slice line = slice_sub(file, 0, LINE_MAX);
	size_t spaces = 0;

	line = slice_sub(line, 0, slice_find(line, SLICE("\n"), 0));
	if (line.length == 0 || !byte_is_letter(line.at[0]))
		return false;
	for (size_t at = 1; at < line.length; at++) {
		if (line.at[at] == ':' && spaces == 0)
			return at <= LABEL_MAX && at + 1 < line.length && line.at[at + 1] == ' ';
		if (!byte_is_letter(line.at[at]) && !byte_is_digit(line.at[at]) &&
		    !strchr(" .'-()\r", line.at[at]))
			return false;
		spaces += line.at[at] == ' ';
	}
	return spaces >= SPACES_MIN;
}

/*
 * Most files of a release. libmagic, which tries its hundreds of patterns on each, takes longer to say so
 * than the file takes to parse.
 */
static bool is_plainly_text(struct slice file)
{
	return file.length <= (size_t)3 * SAMPLE && begins_as_prose(file) && share_of(file).control == 0 &&
	       utf8_valid(file) == file.length;
}

int media_of(struct media *media, struct slice file, char ret_type[static MEDIA_SIZE])
{
	struct slice head = slice_sub(file, 0, MAGIC_HEAD);
	const char *mail = mail_sniff(file);

	if (!mail && is_plainly_text(file)) {
		snprintf(ret_type, MEDIA_SIZE, "text/plain");
		return 0;
	}
	const char *type = mail ? mail : magic_buffer(media->magic, head.at, head.length);

	if (!type)
		return -EIO;
	snprintf(ret_type, MEDIA_SIZE, "%s", mail ? mail : refine(type, file, head));
	return 0;
}
