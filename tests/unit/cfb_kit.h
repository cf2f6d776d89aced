/* SPDX-License-Identifier: MIT */
/* Compound files of two streams, made in memory for tests. */
#ifndef TESTS_CFB_KIT_H
#define TESTS_CFB_KIT_H

#include "../../store/util/slice.h"

#include <stdint.h>

enum { SECTOR = 512, STREAM = 8 * 1024 }; /* bytes; STREAM of each of the two */

struct cfb_made {
	char first[STREAM], second[STREAM]; /* what they hold */
	char file[SECTOR * 3 + 2 * STREAM];
};

static inline void put16(char *at, unsigned value)
{
	at[0] = (char)(value & 0xff);
	at[1] = (char)(value >> 8 & 0xff);
}

static inline void put32(char *at, uint32_t value)
{
	put16(at, value & 0xffff);
	put16(at + 2, value >> 16);
}

static inline void cfb_put_entry(char *entry, const char *name, unsigned type, uint32_t first, uint32_t size)
{
	for (size_t i = 0; name[i]; i++)
		entry[i * 2] = name[i];
	put16(entry + 0x40, (unsigned)(strlen(name) + 1) * 2);
	entry[0x42] = (char)type;
	memset(entry + 0x44, 0xff, 12);
	put32(entry + 0x74, first);
	put32(entry + 0x78, size);
}

/* Sector 0 is the table of sectors, 1 the directory; the streams follow. The second name is the longer one.
 */
static inline struct slice cfb_make(struct cfb_made *made, const char *first, const char *second)
{
	char *table = made->file + SECTOR, *directory = table + SECTOR;
	uint32_t per_stream = STREAM / SECTOR;

	memset(made->file, 0, sizeof made->file);
	memcpy(made->file, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
	put16(made->file + 0x18, 0x3e);
	put16(made->file + 0x1a, 3);
	put16(made->file + 0x1c, 0xfffe);
	put16(made->file + 0x1e, 9);
	put16(made->file + 0x20, 6);
	put32(made->file + 0x2c, 1);
	put32(made->file + 0x30, 1);
	put32(made->file + 0x38, 4096);
	put32(made->file + 0x3c, 0xfffffffe);
	put32(made->file + 0x44, 0xfffffffe);
	memset(made->file + 0x4c, 0xff, 436);
	put32(made->file + 0x4c, 0);
	memset(table, 0xff, SECTOR);
	put32(table, 0xfffffffd);
	put32(table + 4, 0xfffffffe);
	for (uint32_t i = 0; i < 2 * per_stream; i++)
		put32(table + 8 + i * 4, i % per_stream == per_stream - 1 ? 0xfffffffe : i + 3);
	cfb_put_entry(directory, "Root Entry", 5, 0xfffffffe, 0);
	put32(directory + 0x4c, 1);
	cfb_put_entry(directory + 128, first, 2, 2, STREAM);
	put32(directory + 128 + 0x48, 2);
	cfb_put_entry(directory + 256, second, 2, 2 + per_stream, STREAM);
	memcpy(directory + SECTOR, made->first, STREAM);
	memcpy(directory + SECTOR + STREAM, made->second, STREAM);
	return (struct slice){made->file, sizeof made->file};
}
#endif
