/* SPDX-License-Identifier: MIT */
#include "header-label.h"

enum {
	TAG_MAX = 8,
	LABEL_MAX = 24, /* bytes before the colon */
	JUNK_MAX = 4,   /* marks of emphasis, table rules, specks that OCR read before a label */
	WIDE_GAP = 3    /* blanks that stand for a colon in a column of labels */
};

static const struct label_form {
	const char *name;
	enum header_label label;
} label_forms[] = {
	{"from", HEADER_FROM},
	{"sent", HEADER_SENT},
	{"date", HEADER_SENT},
	{"date sent", HEADER_SENT},
	{"sent on", HEADER_SENT},
	{"date/time", HEADER_SENT},
	{"dated", HEADER_SENT},
	{"to", HEADER_TO},
	{"cc", HEADER_CC},
	{"c.c.", HEADER_CC},
	{"c.c", HEADER_CC},
	{"copy", HEADER_CC},
	{"copy to", HEADER_CC},
	{"copies to", HEADER_CC},
	{"bcc", HEADER_BCC},
	{"subject", HEADER_SUBJECT},
	{"subj", HEADER_SUBJECT},
	{"re", HEADER_SUBJECT},
	/* French: Canada, the EU */
	{"de", HEADER_FROM},
	{"envoy\xc3\xa9", HEADER_SENT},
	{"envoy\xc3\xa9 le", HEADER_SENT},
	{"\xc3\x80", HEADER_TO},
	{"\xc3\xa0", HEADER_TO},
	{"cci", HEADER_BCC},
	{"objet", HEADER_SUBJECT},
	/* German: the EU */
	{"von", HEADER_FROM},
	{"gesendet", HEADER_SENT},
	{"datum", HEADER_SENT},
	{"an", HEADER_TO},
	{"betreff", HEADER_SUBJECT},
	{"attachments", HEADER_OTHER},
	{"attachment", HEADER_OTHER},
	{"importance", HEADER_OTHER},
	{"categories", HEADER_OTHER},
	{"sensitivity", HEADER_OTHER},
	{"classification", HEADER_OTHER},
	{"priority", HEADER_OTHER},
	/* of briefings and memoranda */
	{"prepared by", HEADER_FROM},
	{"prepared for", HEADER_TO},
	{"title", HEADER_SUBJECT},
	{"reference", HEADER_OTHER},
	{"report number", HEADER_OTHER},
	{"report no", HEADER_OTHER},
	{"security level", HEADER_OTHER},
	{"precedence", HEADER_OTHER},
	{"reply-to", HEADER_OTHER},
	{"follow up flag", HEADER_OTHER},
	{"flag status", HEADER_OTHER},
	{"message-id", HEADER_OTHER},
	{"through", HEADER_OTHER},
	{"thru", HEADER_OTHER},
	{"via", HEADER_OTHER},
	{"file ref", HEADER_OTHER},
	{"file no", HEADER_OTHER},
};

static bool find_form(struct slice name, enum header_label *ret)
{
	for (size_t i = 0; i < sizeof label_forms / sizeof *label_forms; i++)
		if (slice_equal_ci(name, slice_of(label_forms[i].name))) {
			*ret = label_forms[i].label;
			return true;
		}
	return false;
}

/* Behind a tag such as <b> or </b> that begins at `at`; `at` where none does. */
static size_t skip_tag(struct slice s, size_t at)
{
	size_t last = at + 1;

	if (at >= s.length || s.at[at] != '<')
		return at;
	while (last < s.length && last - at < TAG_MAX && (byte_is_letter(s.at[last]) || s.at[last] == '/'))
		last++;
	return last < s.length && s.at[last] == '>' ? last + 1 : at;
}

static size_t skip_junk(struct slice s)
{
	size_t at = 0, junk = 0;

	for (; at < s.length && junk <= JUNK_MAX; at++) {
		char c = s.at[at];
		size_t tag = skip_tag(s, at);

		if (tag > at) {
			at = tag - 1;
			continue;
		}
		if (byte_is_space(c))
			continue;
		/* a bullet is three bytes: what OCR makes of a speck */
		if (!(c && strchr("*_|'`.\xe2\x80\xa2", c)))
			break;
		junk++;
	}
	return at;
}

static size_t skip_space(struct slice s, size_t at)
{
	while (at < s.length && byte_is_space(s.at[at]))
		at++;
	return at;
}

/* "From:", "**From:**", "| From |"; without a colon only where `columns` and a wide gap follows. */
static bool match_label(struct slice s, bool columns, enum header_label *ret_label, size_t *ret_after)
{
	size_t first = skip_junk(s), last = first, after;

	while (last < s.length && last - first <= LABEL_MAX && s.at[last] != ':' && s.at[last] != '\t' &&
	       s.at[last] != '|' &&
	       !(s.at[last] == ' ' && slice_starts(slice_sub(s, last, s.length), SLICE("   "))))
		last++;
	after = skip_space(s, last);
	struct slice name = slice_trim(slice_sub(s, first, last));

	while (name.length > 0 && (name.at[name.length - 1] == '*' || name.at[name.length - 1] == '_'))
		name.length--;
	if (name.length > LABEL_MAX || !find_form(name, ret_label))
		return false;
	if (after < s.length && s.at[after] == ':')
		after = skip_tag(s, after + 1);
	else if (!columns || (*ret_label == HEADER_OTHER && after == s.length) ||
		 (last < s.length && s.at[last] != '|' && after - last < WIDE_GAP && s.at[last] != '\t'))
		return false;
	while (after < s.length && (byte_is_space(s.at[after]) || s.at[after] == '*' || s.at[after] == '|'))
		after++;
	*ret_after = after;
	return true;
}

bool header_label_at(const struct lines *lines, size_t line, bool columns, enum header_label *ret,
		     size_t *ret_value)
{
	size_t after;

	if (!match_label(line_bytes(lines, line), columns, ret, &after))
		return false;
	*ret_value = line_first(lines, line) + after;
	return true;
}

bool header_label(const struct lines *lines, size_t line, enum header_label *ret_label, size_t *ret_value)
{
	return line_has_words(lines, line) && header_label_at(lines, line, false, ret_label, ret_value);
}
