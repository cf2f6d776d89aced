/* SPDX-License-Identifier: MIT */
#include "cfb.h"

#include "../../util/cursor.h"

#include <errno.h>

enum {
	HEADER_SIZE = 512,
	HEADER_TABLE = 109, /* sectors of the table that the header names */
	ENTRY_SIZE = 128,
	NAME_MAX_UNITS = 32,
	TYPE_STREAM = 2,
};
#define NO_ENTRY 0xffffffffu
#define SECTOR_MAX 0xfffffffau /* larger numbers mean an end, or no sector */

static uint32_t u32_at(struct slice s, size_t offset)
{
	struct slice four = slice_sub(s, offset, offset + 4);
	struct cursor c = cursor_of(four.at, four.length);
	uint32_t value = cursor_u32(&c);

	return c.failed ? 0xffffffffu : value;
}

static uint16_t u16_at(struct slice s, size_t offset)
{
	struct slice two = slice_sub(s, offset, offset + 2);
	struct cursor c = cursor_of(two.at, two.length);

	return cursor_u16(&c);
}

static struct slice of_buf(const struct buf *b)
{
	return (struct slice){b->data ? b->data : "", b->length};
}

/* ---- chains of sectors ---- */

static struct slice sector_at(const struct cfb *cfb, uint32_t number)
{
	size_t first = ((size_t)number + 1) * cfb->sector;

	return slice_sub(cfb->file, first, first + cfb->sector);
}

static uint32_t next_sector(const struct cfb *cfb, uint32_t number)
{
	size_t per_sector = cfb->sector / 4;
	uint32_t holder = u32_at(of_buf(&cfb->table), number / per_sector * 4);

	return holder < SECTOR_MAX ? u32_at(sector_at(cfb, holder), number % per_sector * 4) : 0xffffffffu;
}

/* A chain has no more sectors than the file. */
static int read_chain(const struct cfb *cfb, uint32_t first, struct buf *out)
{
	size_t left = cfb->file.length / cfb->sector + 1;

	for (uint32_t at = first; at < SECTOR_MAX; at = next_sector(cfb, at)) {
		struct slice sector = sector_at(cfb, at);

		if (left-- == 0 || sector.length == 0)
			return -EBADMSG;
		buf_slice(out, sector);
	}
	return out->failed ? -ENOMEM : 0;
}

/* ---- opening ---- */

static int read_table(struct cfb *cfb)
{
	size_t left = cfb->file.length / cfb->sector + 1;
	uint32_t at = u32_at(cfb->file, 0x44);

	buf_slice(&cfb->table, slice_sub(cfb->file, 0x4c, 0x4c + HEADER_TABLE * 4));
	while (at < SECTOR_MAX && left-- > 0) {
		struct slice sector = sector_at(cfb, at);

		if (sector.length < cfb->sector)
			return -EBADMSG;
		buf_slice(&cfb->table, slice_sub(sector, 0, sector.length - 4));
		at = u32_at(sector, sector.length - 4);
	}
	return cfb->table.failed ? -ENOMEM : 0;
}

static struct slice entry_at(const struct cfb *cfb, uint32_t number)
{
	size_t first = (size_t)number * ENTRY_SIZE;

	return slice_sub(of_buf(&cfb->directory), first, first + ENTRY_SIZE);
}

static int read_parts(struct cfb *cfb)
{
	int r = read_table(cfb);

	if (r == 0)
		r = read_chain(cfb, u32_at(cfb->file, 0x30), &cfb->directory);
	return r == 0 && entry_at(cfb, 0).length < ENTRY_SIZE ? -EBADMSG : r;
}

int cfb_open(struct cfb *cfb, struct slice file)
{
	unsigned shift = u16_at(file, 0x1e);

	*cfb = (struct cfb){.file = file};
	if (file.length < HEADER_SIZE || !slice_starts(file, SLICE("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) ||
	    (shift != 9 && shift != 12))
		return -EBADMSG;
	cfb->sector = (size_t)1 << shift;
	return read_parts(cfb);
}

void cfb_finish(struct cfb *cfb)
{
	buf_finish(&cfb->table);
	buf_finish(&cfb->directory);
}

/* ---- by name ---- */

static unsigned upper(unsigned unit)
{
	return unit >= 'a' && unit <= 'z' ? unit - 'a' + 'A' : unit;
}

/* The order of a directory's tree: shorter names first. */
static int compare(const char *name, struct slice entry)
{
	size_t length = strlen(name), size = u16_at(entry, 0x40), units = size >= 2 ? size / 2 - 1 : 0;

	if (length != units)
		return length < units ? -1 : 1;
	for (size_t i = 0; i < length && i < NAME_MAX_UNITS; i++) {
		unsigned a = upper((unsigned char)name[i]), b = upper(u16_at(entry, i * 2));

		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

bool cfb_has(const struct cfb *cfb, const char *name)
{
	size_t left = cfb->directory.length / ENTRY_SIZE;
	uint32_t at = u32_at(entry_at(cfb, 0), 0x4c);

	while (at != NO_ENTRY && left-- > 0) {
		struct slice entry = entry_at(cfb, at);
		int order = entry.length == ENTRY_SIZE ? compare(name, entry) : 0;

		if (order == 0)
			return entry.length == ENTRY_SIZE && entry.at[0x42] == TYPE_STREAM;
		at = u32_at(entry, order < 0 ? 0x44 : 0x48);
	}
	return false;
}
