/* SPDX-License-Identifier: MIT */
#include "charset.h"

#include <stddef.h>
#include <strings.h>
#include <string.h>

/* As browsers read them (WHATWG Encoding Standard); NULL: look at the bytes. */
static const struct {
	const char *name, *meant;
} meanings[] = {
	{"utf-8", NULL},
	{"utf8", NULL},
	{"us-ascii", NULL},
	{"ascii", NULL},
	{"ansi_x3.4-1968", NULL},
	{"iso-ir-6", NULL},
	{"unknown", NULL},
	{"unknown-8bit", NULL},
	{"x-unknown", NULL},
	{"default", NULL},
	{"x-user-defined", NULL},
	{"iso-8859-1", "windows-1252"},
	{"iso8859-1", "windows-1252"},
	{"latin1", "windows-1252"},
	{"iso-8859-9", "windows-1254"},
	{"iso-8859-8-i", "iso-8859-8"},
	{"iso-8859-11", "windows-874"},
	{"tis-620", "windows-874"},
	{"gb2312", "GB18030"},
	{"gb_2312-80", "GB18030"},
	{"gbk", "GB18030"},
	{"x-gbk", "GB18030"},
	{"cp936", "GB18030"},
	{"ks_c_5601-1987", "windows-949"},
	{"ks_c_5601", "windows-949"},
	{"euc-kr", "windows-949"},
	{"shift_jis", "windows-31j"},
	{"x-sjis", "windows-31j"},
};

const char *charset_meant(const char *name)
{
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (strcasecmp(name, meanings[i].name) == 0)
			return meanings[i].meant;
	return name;
}

bool charset_is_seven_bit(const char *name)
{
	static const char *const begins[] = {"utf-7", "unicode-1-1-utf-7", "iso-2022-", "csiso2022", "hz"};

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (strncasecmp(name, begins[i], strlen(begins[i])) == 0)
			return true;
	return false;
}
