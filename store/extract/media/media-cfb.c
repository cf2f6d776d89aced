/* SPDX-License-Identifier: MIT */
#include "media-cfb.h"

#include "cfb.h"

const char *media_of_cfb(struct slice file)
{
	static const struct {
		const char *stream, *type;
	} known[] = {
		{"EncryptedPackage", "application/encrypted"},
		{"WordDocument", "application/msword"},
		{"Workbook", "application/vnd.ms-excel"},
		{"Book", "application/vnd.ms-excel"},
		{"PowerPoint Document", "application/vnd.ms-powerpoint"},
		{"__properties_version1.0", "application/vnd.ms-outlook"},
	};
	const char *type = NULL;
	struct cfb cfb;

	if (cfb_open(&cfb, file) == 0)
		for (size_t i = 0; i < sizeof known / sizeof *known && !type; i++)
			type = cfb_has(&cfb, known[i].stream) ? known[i].type : NULL;
	cfb_finish(&cfb);
	return type;
}
