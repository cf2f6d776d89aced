/* SPDX-License-Identifier: MIT */
#include "html-text.h"

#include <errno.h>

/* Where what is no text ends: a tag, or an element whose content is none. */
static size_t skip_tag(struct slice html, size_t at)
{
	static const char *const silent[] = {"script", "style", "head", "title"};
	struct slice rest = slice_sub(html, at + 1, at + 16);

	for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
		struct slice name = slice_of(silent[i]);
		bool whole = rest.length > name.length && !byte_is_letter(rest.at[name.length]);

		if (!whole || !slice_starts_ci(rest, name))
			continue;
		for (size_t end = at; end < html.length; end++) {
			end = slice_find(html, SLICE("</"), end);
			if (slice_starts_ci(slice_sub(html, end + 2, html.length), name))
				return slice_find(html, SLICE(">"), end) + 1;
		}
	}
	return slice_find(html, SLICE(">"), at) + 1;
}

static bool is_block(struct slice tag)
{
	static const char *const blocks[] = {"<p", "</p", "<div", "</div", "<br", "<tr", "<li", "<h"};

	return slice_starts_with_one_of_ci(tag, blocks, sizeof blocks / sizeof *blocks);
}

static size_t put_entity(struct slice html, size_t at, struct buf *out)
{
	static const char *const entities[] = {"&amp;", "&", "&lt;", "<", "&gt;", ">", "&nbsp;", " "};

	for (size_t i = 0; i < sizeof entities / sizeof *entities; i += 2)
		if (slice_starts_ci(slice_sub(html, at, html.length), slice_of(entities[i]))) {
			buf_text(out, entities[i + 1]);
			return at + strlen(entities[i]);
		}
	buf_byte(out, html.at[at]);
	return at + 1;
}

int html_text(struct slice html, struct buf *out)
{
	for (size_t at = 0; at < html.length;) {
		if (html.at[at] == '<') {
			if (is_block(slice_sub(html, at, at + 6)))
				buf_text(out, "\n");
			at = skip_tag(html, at);
		} else if (html.at[at] == '&') {
			at = put_entity(html, at, out);
		} else {
			buf_byte(out, html.at[at++]);
		}
	}
	return out->failed ? -ENOMEM : 0;
}
