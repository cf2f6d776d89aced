/* SPDX-License-Identifier: MIT */
#include "facts.h"

const char *document_type_name(enum document_type type)
{
	static const char *const names[DOCUMENT_TYPES] = {
		[TYPE_DOCUMENT] = "document",       [TYPE_MESSAGE] = "message",
		[TYPE_BRIEFING] = "briefing",       [TYPE_LETTER] = "letter",
		[TYPE_MEDIA_LINES] = "media lines", [TYPE_SCHEDULE] = "schedule",
		[TYPE_ARTICLE] = "article",         [TYPE_ATTACHMENT] = "attachment",
	};

	return names[type];
}

const char *const property_keys[PROPERTY_KEYS] = {"author",    "created", "generator", "language", "modified",
						  "published", "title",   "url",       "warning"};
