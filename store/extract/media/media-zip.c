/* SPDX-License-Identifier: MIT */
#include "media-zip.h"

#include "../../util/cursor.h"

enum {
	ENTRIES_MAX = 4096, /* that are looked at */
	END_SIZE = 22,      /* of the record at the end, whose comment has a length of 16 bits */
	COMMENT_MAX = 65535,
	STORED = 0
};

#define OOXML "application/vnd.openxmlformats-officedocument."
#define ODF "application/vnd.oasis.opendocument."

/* ---- the directory (APPNOTE.TXT 4.3.12, 4.3.16) ---- */

struct entry {
	struct slice name;
	unsigned method;
	uint32_t size, header; /* of its bytes; where it stands */
};

static struct cursor directory_of(struct slice file)
{
	struct slice end = SLICE("PK\5\6");
	size_t least = file.length > END_SIZE + COMMENT_MAX ? file.length - END_SIZE - COMMENT_MAX : 0;
	size_t at = file.length >= END_SIZE ? file.length - END_SIZE + 1 : 0;
	struct cursor c;

	while (at > least && !slice_starts(slice_sub(file, at - 1, file.length), end))
		at--;
	if (at <= least)
		return cursor_of("", 0);
	c = cursor_of(file.at + at - 1 + 12, END_SIZE - 12);
	uint32_t size = cursor_u32(&c), first = cursor_u32(&c);
	struct slice directory = slice_sub(file, first, (size_t)first + size);

	return cursor_of(directory.at, directory.length);
}

static bool next_entry(struct cursor *c, struct entry *ret)
{
	if (cursor_u32(c) != 0x02014b50)
		return false;
	cursor_bytes(c, 6);
	ret->method = cursor_u16(c);
	cursor_bytes(c, 8);
	ret->size = cursor_u32(c);
	cursor_bytes(c, 4);
	size_t name = cursor_u16(c), rest = cursor_u16(c);

	rest += cursor_u16(c);
	cursor_bytes(c, 8);
	ret->header = cursor_u32(c);
	ret->name = cursor_bytes(c, name);
	cursor_bytes(c, rest);
	return !c->failed;
}

/* The bytes of an entry that is not compressed. */
static struct slice stored(struct slice file, const struct entry *entry)
{
	struct slice at = slice_sub(file, entry->header, file.length);
	struct cursor c = cursor_of(at.at, at.length);

	cursor_bytes(&c, 26);
	size_t name = cursor_u16(&c), rest = cursor_u16(&c);

	cursor_bytes(&c, name + rest);
	return entry->method == STORED ? cursor_bytes(&c, entry->size) : SLICE("");
}

/* ---- the type ---- */

static const char *opendocument(struct slice type)
{
	static const char *const types[] = {ODF "text",        ODF "text-template", ODF "text-master",
					    ODF "spreadsheet", ODF "presentation",  ODF "graphics"};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (slice_equal(slice_trim(type), slice_of(types[i])))
			return types[i];
	return "application/zip";
}

static const char *open_xml(struct slice name)
{
	static const struct {
		const char *first, *type;
	} mains[] = {
		{"word/document", OOXML "wordprocessingml.document"},
		{"xl/workbook", OOXML "spreadsheetml.sheet"},
		{"ppt/presentation", OOXML "presentationml.presentation"},
	};

	for (size_t i = 0; i < sizeof mains / sizeof *mains; i++)
		if (slice_starts(name, slice_of(mains[i].first)) && slice_ends_ci(name, SLICE(".xml")))
			return mains[i].type;
	return NULL;
}

const char *media_of_zip(struct slice file)
{
	struct cursor directory = directory_of(file);
	const char *type = NULL;
	bool has_types = false;
	struct entry entry;

	if (cursor_left(&directory) == 0)
		return NULL;
	for (size_t i = 0; i < ENTRIES_MAX && cursor_left(&directory) > 0 && next_entry(&directory, &entry);
	     i++) {
		if (slice_equal(entry.name, SLICE("mimetype")))
			return opendocument(stored(file, &entry));
		has_types |= slice_equal(entry.name, SLICE("[Content_Types].xml"));
		type = type ? type : open_xml(entry.name);
	}
	return has_types && type ? type : "application/zip";
}
