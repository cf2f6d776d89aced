/* SPDX-License-Identifier: MIT */
#include "html-hint.h"

enum { NAMES_MAX = 1024 }; /* bytes of a class that are looked at */

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Beginnings of words; one with a final blank is a whole word. */
static const char *const around[] = {
	"ad ",      "ads ",      "advert",      "adslot",  "addthis", "banner ",    "breadcrumb", "consent",
	"cookie",   "dialog",    "editsection", "footer",  "gdpr",    "login",      "masthead",   "menu",
	"modal",    "mostread",  "nav ",        "navbar",  "navbox",  "navigation", "newsletter", "noprint",
	"outbrain", "overlay",   "pager",       "paginat", "paywall", "popular",    "popup",      "promo",
	"recirc",   "recommend", "related",     "share",   "sharing", "sidebar",    "signin",     "signup",
	"skip ",    "social",    "sponsor",     "sronly",  "subscri", "taboola",    "tagcloud",   "toolbar",
	"trending", "upsell",    "widget ",     "widgets "};
static const char *const comment[] = {"comment ",  "comments ", "commentlist", "commenting ",
				      "commenter", "disqus",    "respond ",    "livefyre"};
/* "has-sidebar" is the part beside it. */
static const char *const without[] = {"has", "with", "no", "non", "without", "is"};
static const char *const never_roles[] = {"navigation",  "complementary", "menu",   "menubar", "search",
					  "contentinfo", "dialog",        "banner", "alert",   "alertdialog"};

/* The next word of a list of names; false at the end. */
static bool next_word(struct slice names, size_t *at, struct slice *ret)
{
	size_t first;

	while (*at < names.length && !byte_is_letter(names.at[*at]) && !byte_is_digit(names.at[*at]))
		++*at;
	first = *at;
	while (*at < names.length && (byte_is_letter(names.at[*at]) || byte_is_digit(names.at[*at])) &&
	       !(*at > first && byte_is_upper(names.at[*at]) && byte_is_lower(names.at[*at - 1])))
		++*at;
	*ret = slice_sub(names, first, *at);
	return ret->length > 0;
}

static bool fits(struct slice word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice one = slice_of(words[i]);

		if (one.at[one.length - 1] == ' ' ? slice_equal_ci(word, slice_sub(one, 0, one.length - 1))
						  : slice_starts_ci(word, one))
			return true;
	}
	return false;
}

static bool names_hold(struct slice names, const char *const *words, size_t count)
{
	struct slice word, before = {"", 0};
	size_t at = 0;

	names = slice_sub(names, 0, NAMES_MAX);
	while (next_word(names, &at, &word)) {
		bool denied = slice_is_one_of_ci(before, without, COUNT(without)) && word.at > names.at &&
			      !byte_is_space(word.at[-1]);

		if (!denied && fits(word, words, count))
			return true;
		before = word;
	}
	return false;
}

bool html_named(const struct html_node *node, const char *const *words, size_t count)
{
	return names_hold(html_attribute_of(node, "class"), words, count) ||
	       names_hold(html_attribute_of(node, "id"), words, count);
}

enum html_hint html_hint(const struct html_node *node)
{
	struct slice role = html_attribute_of(node, "role");

	if (html_is_text(node) || node->tag == GUMBO_TAG_HTML || node->tag == GUMBO_TAG_BODY)
		return HINT_NONE;
	if (html_is_hidden(node) || node->tag == GUMBO_TAG_NAV || node->tag == GUMBO_TAG_BUTTON ||
	    slice_is_one_of_ci(role, never_roles, COUNT(never_roles)))
		return HINT_NEVER;
	if (node->tag == GUMBO_TAG_ASIDE || node->tag == GUMBO_TAG_FOOTER)
		return HINT_AROUND;
	if (html_named(node, comment, COUNT(comment)))
		return HINT_COMMENT;
	return html_named(node, around, COUNT(around)) ? HINT_AROUND : HINT_NONE;
}
