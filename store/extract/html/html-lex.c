/* SPDX-License-Identifier: MIT */
#include "html-lex.h"

/* What HTML calls white space. */
static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static bool ends_name(char c)
{
	return is_blank(c) || c == '/' || c == '>';
}

static struct slice rest(const struct html_lex *lex)
{
	return slice_sub(lex->html, lex->at, lex->html.length);
}

static char here(const struct html_lex *lex)
{
	return lex->at < lex->html.length ? lex->html.at[lex->at] : '\0';
}

static bool more(const struct html_lex *lex)
{
	return lex->at < lex->html.length;
}

static size_t find_byte(struct slice s, char c, size_t from)
{
	const char *at = from < s.length ? memchr(s.at + from, c, s.length - from) : NULL;

	return at ? (size_t)(at - s.at) : s.length;
}

static void skip_behind(struct html_lex *lex, size_t found, size_t length)
{
	lex->at = found + length < lex->html.length ? found + length : lex->html.length;
}

/* Behind "<!--": "-->" or "--!>" ends it, and "<!-->" and "<!--->" are whole. */
static void skip_comment(struct html_lex *lex)
{
	size_t at = lex->at + 2;

	for (;;) {
		at = find_byte(lex->html, '>', at);
		struct slice before = slice_sub(lex->html, lex->at + 2, at);

		if (at == lex->html.length || slice_ends_ci(before, SLICE("--")) ||
		    (before.length > 4 && slice_ends_ci(before, SLICE("--!"))))
			break;
		at++;
	}
	skip_behind(lex, at, 1);
}

static enum html_token lex_declaration(struct html_lex *lex, struct slice *ret)
{
	size_t first = lex->at;

	if (slice_starts(rest(lex), SLICE("<!--"))) {
		skip_comment(lex);
		return HTML_NOTHING;
	}
	bool is_doctype = slice_starts_ci(rest(lex), SLICE("<!doctype"));

	skip_behind(lex, find_byte(lex->html, '>', lex->at), 1);
	*ret = slice_sub(lex->html, first, lex->at);
	return is_doctype ? HTML_DOCTYPE : HTML_NOTHING;
}

static struct slice lex_name(struct html_lex *lex)
{
	size_t first = lex->at;

	while (more(lex) && !ends_name(here(lex)))
		lex->at++;
	return slice_sub(lex->html, first, lex->at);
}

static enum html_token lex_tag(struct html_lex *lex, struct slice *ret)
{
	struct slice tag = rest(lex);
	char second = tag.length > 1 ? tag.at[1] : '\0', third = tag.length > 2 ? tag.at[2] : '\0';

	if (byte_is_letter(second) || (second == '/' && byte_is_letter(third))) {
		lex->at += second == '/' ? 2 : 1;
		*ret = lex_name(lex);
		return second == '/' ? HTML_END : HTML_START;
	}
	if (second == '!')
		return lex_declaration(lex, ret);
	if (second == '?' || (second == '/' && tag.length > 2)) {
		skip_behind(lex, find_byte(lex->html, '>', lex->at), 1);
		return HTML_NOTHING;
	}
	*ret = slice_sub(tag, 0, 1);
	lex->at++;
	return HTML_TEXT;
}

enum html_token html_lex_next(struct html_lex *lex, struct slice *ret)
{
	size_t first = lex->at;

	if (here(lex) == '<')
		return lex_tag(lex, ret);
	lex->at = find_byte(lex->html, '<', lex->at);
	*ret = slice_sub(lex->html, first, lex->at);
	return HTML_TEXT;
}

static void skip_blanks(struct html_lex *lex)
{
	while (more(lex) && is_blank(here(lex)))
		lex->at++;
}

static struct slice lex_value(struct html_lex *lex)
{
	size_t first = lex->at;
	char quote = here(lex);

	if (quote == '"' || quote == '\'') {
		size_t last = find_byte(lex->html, quote, first + 1);

		skip_behind(lex, last, 1);
		return slice_sub(lex->html, first + 1, last);
	}
	while (more(lex) && !is_blank(here(lex)) && here(lex) != '>')
		lex->at++;
	return slice_sub(lex->html, first, lex->at);
}

bool html_lex_attribute(struct html_lex *lex, struct html_attribute *ret, bool *ret_empty)
{
	*ret_empty = false;
	while (more(lex) && (is_blank(here(lex)) || here(lex) == '/')) {
		*ret_empty = here(lex) == '/';
		lex->at++;
	}
	if (!more(lex) || here(lex) == '>') {
		lex->at += more(lex);
		return false;
	}
	size_t first = lex->at++;

	while (more(lex) && !ends_name(here(lex)) && here(lex) != '=')
		lex->at++;
	*ret = (struct html_attribute){.name = slice_sub(lex->html, first, lex->at), .value = {"", 0}};
	skip_blanks(lex);
	if (here(lex) == '=') {
		lex->at++;
		skip_blanks(lex);
		ret->value = lex_value(lex);
	}
	return true;
}

/* "</NAME" stands at `at`. */
static bool ends_here(struct slice html, size_t at, struct slice name)
{
	struct slice tag = slice_sub(html, at, at + 2 + name.length);

	return slice_starts(tag, SLICE("</")) && slice_equal_ci(slice_sub(tag, 2, tag.length), name) &&
	       (at + 2 + name.length == html.length || ends_name(html.at[at + 2 + name.length]));
}

size_t html_lex_find_end(const struct html_lex *lex, struct slice name)
{
	size_t at = find_byte(lex->html, '<', lex->at);

	while (at < lex->html.length && !ends_here(lex->html, at, name))
		at = find_byte(lex->html, '<', at + 1);
	return at;
}

size_t html_lex_find_script_end(const struct html_lex *lex)
{
	bool hidden = false, nested = false;

	for (size_t at = lex->at; at < lex->html.length; at++) {
		struct slice s = slice_sub(lex->html, at, lex->html.length);

		if (s.at[0] != '<' && !(hidden && s.at[0] == '-'))
			continue;
		if (slice_starts(s, SLICE("<!--")))
			hidden = true;
		else if (slice_starts(s, SLICE("-->")))
			hidden = nested = false;
		else if (hidden && slice_starts_ci(s, SLICE("<script")) && s.length > 7 && ends_name(s.at[7]))
			nested = true;
		else if (ends_here(lex->html, at, SLICE("script"))) {
			if (!nested)
				return at;
			nested = false;
		}
	}
	return lex->html.length;
}
