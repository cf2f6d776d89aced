/* SPDX-License-Identifier: MIT */
#include "media-page.h"

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
bool media_is_page(const char *type, struct slice head)
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
