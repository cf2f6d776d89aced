/* SPDX-License-Identifier: MIT */
#include "media.h"

#include "../util/utf8.h"

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
	return (c < 0x20 && !byte_is_space((char)c) && c != '\b' && c != 0x1b) || c == 0x7f;
}

static void count(struct share *share, struct slice s)
{
	size_t at = 0;

	while (at < s.length) {
		size_t before = at;
		unsigned char c = (unsigned char)s.at[at];

		if (c >= 0x80) {
			bool valid = utf8_next(s, &at) != UTF8_REPLACEMENT || at > before + 1;

			share->legible += valid ? at - before : 0;
			continue;
		}
		at++;
		share->control += is_control(c);
		share->legible += !is_control(c);
	}
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

/* ---- web pages ---- */

/* What may stand before a page's first tag. */
static struct slice behind_prolog(struct slice s)
{
	static const struct {
		struct slice first, last;
	} prologs[] = {{{"<!--", 4}, {"-->", 3}}, {{"<?xml", 5}, {"?>", 2}}, {{"\xef\xbb\xbf", 3}, {"", 0}}};
	size_t i = 0;

	while (i < sizeof prologs / sizeof *prologs) {
		s = slice_trim(s);
		if (!slice_starts(s, prologs[i].first)) {
			i++;
			continue;
		}
		size_t end = slice_find(s, prologs[i].last, prologs[i].first.length);

		s = slice_sub(s, end + prologs[i].last.length, s.length);
		i = 0;
	}
	return s;
}

static bool begins_with_tag(struct slice s, const char *const *tags, size_t count)
{
	s = behind_prolog(s);
	for (size_t i = 0; i < count; i++) {
		struct slice tag = slice_of(tags[i]);

		if (slice_starts_ci(s, tag) && (s.length == tag.length || byte_is_space(s.at[tag.length]) ||
						strchr(">/", s.at[tag.length])))
			return true;
	}
	return false;
}

/* libmagic takes a text for a page that mentions tags anywhere, and a page for XML or plain text. */
static bool is_page(const char *type, struct slice head)
{
	static const char *const pages[] = {"<!doctype html", "<html"};
	static const char *const tags[] = {"<head",   "<title",  "<meta", "<body", "<div",    "<p",  "<table",
					   "<span",   "<center", "<font", "<h1",   "<h2",     "<h3", "<br",
					   "<script", "<style",  "<link", "<ul",   "<article"};

	if (begins_with_tag(head, pages, sizeof pages / sizeof *pages))
		return strcmp(type, "text/html") == 0 || strcmp(type, "text/plain") == 0 ||
		       strcmp(type, "text/xml") == 0;
	return strcmp(type, "text/html") == 0 && begins_with_tag(head, tags, sizeof tags / sizeof *tags);
}

int media_of(struct media *media, struct slice file, char ret_type[static MEDIA_SIZE])
{
	struct slice head = slice_sub(file, 0, MAGIC_HEAD);
	const char *type = magic_buffer(media->magic, head.at, head.length);

	if (!type)
		return -EIO;
	if (is_text_after_all(type, file))
		type = "text/plain";
	if (is_page(type, head))
		type = "text/html";
	else if (strcmp(type, "text/html") == 0)
		type = "text/plain";
	snprintf(ret_type, MEDIA_SIZE, "%s", type);
	return 0;
}
