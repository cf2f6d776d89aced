/* SPDX-License-Identifier: MIT */
#include "html-charset.h"

#include "html-lex.h"

enum { HEAD_MAX = 16 * 1024 }; /* bytes in which a page says it */

/* What pages write, and what browsers make of it: the superset that is in use. UTF-8 and UTF-16 are missing,
 * since they show. */
static const struct {
	const char *written, *meant;
} charsets[] = {
	{"ascii", "windows-1252"},
	{"us-ascii", "windows-1252"},
	{"latin1", "windows-1252"},
	{"iso-8859-1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"windows-1252", "windows-1252"},
	{"cp1252", "windows-1252"},
	{"x-cp1252", "windows-1252"},
	{"iso-8859-2", "ISO-8859-2"},
	{"iso-8859-3", "ISO-8859-3"},
	{"iso-8859-4", "ISO-8859-4"},
	{"iso-8859-5", "ISO-8859-5"},
	{"iso-8859-6", "ISO-8859-6"},
	{"iso-8859-7", "ISO-8859-7"},
	{"iso-8859-8", "ISO-8859-8"},
	{"iso-8859-8-i", "ISO-8859-8"},
	{"iso-8859-9", "windows-1254"},
	{"iso-8859-10", "ISO-8859-10"},
	{"iso-8859-13", "ISO-8859-13"},
	{"iso-8859-14", "ISO-8859-14"},
	{"iso-8859-15", "ISO-8859-15"},
	{"windows-1250", "windows-1250"},
	{"windows-1251", "windows-1251"},
	{"cp1251", "windows-1251"},
	{"windows-1253", "windows-1253"},
	{"windows-1254", "windows-1254"},
	{"windows-1255", "windows-1255"},
	{"windows-1256", "windows-1256"},
	{"windows-1257", "windows-1257"},
	{"windows-1258", "windows-1258"},
	{"windows-874", "windows-874"},
	{"tis-620", "windows-874"},
	{"iso-8859-11", "windows-874"},
	{"koi8-r", "KOI8-R"},
	{"koi8-u", "KOI8-U"},
	{"ibm866", "IBM866"},
	{"macintosh", "macintosh"},
	{"gb2312", "GB18030"},
	{"gbk", "GB18030"},
	{"gb18030", "GB18030"},
	{"big5", "Big5"},
	{"big5-hkscs", "Big5-HKSCS"},
	{"shift_jis", "windows-31j"},
	{"shift-jis", "windows-31j"},
	{"x-sjis", "windows-31j"},
	{"sjis", "windows-31j"},
	{"windows-31j", "windows-31j"},
	{"euc-jp", "EUC-JP"},
	{"x-euc-jp", "EUC-JP"},
	{"iso-2022-jp", "ISO-2022-JP"},
	{"euc-kr", "windows-949"},
	{"ks_c_5601-1987", "windows-949"},
	{"windows-949", "windows-949"},
};

static const char *known(struct slice name)
{
	for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
		if (slice_equal_ci(name, slice_of(charsets[i].written)))
			return charsets[i].meant;
	return NULL;
}

/* "text/html; charset=iso-8859-1" */
static struct slice in_content(struct slice content)
{
	size_t first = slice_find_ci(content, SLICE("charset="), 0) + strlen("charset="), last = first;

	while (last < content.length && !byte_is_space(content.at[last]) &&
	       !strchr(";\"',", content.at[last]))
		last++;
	return slice_sub(content, first, last);
}

static const char *in_meta(struct html_lex *lex)
{
	struct html_attribute attribute;
	const char *found = NULL;
	bool is_empty;

	while (html_lex_attribute(lex, &attribute, &is_empty)) {
		const char *name = NULL;

		if (slice_equal_ci(attribute.name, SLICE("charset")))
			name = known(slice_trim(attribute.value));
		else if (slice_equal_ci(attribute.name, SLICE("content")))
			name = known(in_content(attribute.value));
		found = found ? found : name;
	}
	return found;
}

/* <?xml version="1.0" encoding="..."?> */
static const char *in_xml(struct slice page)
{
	struct slice head = slice_trim(slice_sub(page, 0, 200));
	size_t end = slice_find(head, SLICE("?>"), 0), at = slice_find(head, SLICE("encoding="), 0);

	if (!slice_starts(head, SLICE("<?xml")) || at >= end)
		return NULL;
	at += strlen("encoding=") + 1;
	return known(slice_sub(head, at, slice_find(head, slice_sub(head, at - 1, at), at)));
}

const char *html_charset(struct slice page)
{
	struct html_lex lex = {slice_sub(page, 0, HEAD_MAX), 0};
	const char *found = in_xml(page);
	struct slice name;

	while (!found && lex.at < lex.html.length) {
		enum html_token token = html_lex_next(&lex, &name);

		if (token == HTML_START && slice_equal_ci(name, SLICE("meta")))
			found = in_meta(&lex);
		else if (token == HTML_START && slice_equal_ci(name, SLICE("body")))
			break;
	}
	return found;
}
