/* SPDX-License-Identifier: MIT */
#include "cursor.h"

struct cursor cursor_of(const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	return (struct cursor){.at = at, .end = at + length};
}

size_t cursor_left(const struct cursor *c)
{
	return c->failed ? 0 : (size_t)(c->end - c->at);
}

bool cursor_done(const struct cursor *c)
{
	return !c->failed && c->at == c->end;
}

struct slice cursor_bytes(struct cursor *c, size_t length)
{
	if (length > cursor_left(c)) {
		c->failed = true;
		return (struct slice){"", 0};
	}
	struct slice s = {(const char *)c->at, length};

	c->at += length;
	return s;
}

static uint64_t number(struct cursor *c, size_t size)
{
	struct slice s = cursor_bytes(c, size);
	uint64_t value = 0;

	for (size_t i = 0; i < s.length; i++)
		value |= (uint64_t)(unsigned char)s.at[i] << (8 * i);
	return value;
}

uint8_t cursor_u8(struct cursor *c)
{
	return (uint8_t)number(c, sizeof(uint8_t));
}

uint16_t cursor_u16(struct cursor *c)
{
	return (uint16_t)number(c, sizeof(uint16_t));
}

uint32_t cursor_u32(struct cursor *c)
{
	return (uint32_t)number(c, sizeof(uint32_t));
}

uint64_t cursor_u64(struct cursor *c)
{
	return number(c, sizeof(uint64_t));
}
