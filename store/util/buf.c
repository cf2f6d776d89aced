/* SPDX-License-Identifier: MIT */
#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { BUF_FIRST_CAPACITY = 256 };

void buf_finish(struct buf *b)
{
	free(b->data);
	*b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
	b->length = 0;
}

bool buf_reserve(struct buf *b, size_t more)
{
	if (b->failed)
		return false;
	if (more <= b->capacity - b->length)
		return true;
	size_t want = b->capacity ? b->capacity : BUF_FIRST_CAPACITY;

	while (want - b->length < more && want <= SIZE_MAX / 2)
		want *= 2;
	char *data = want - b->length < more ? NULL : realloc(b->data, want);

	if (!data) {
		b->failed = true;
		return false;
	}
	b->data = data;
	b->capacity = want;
	return true;
}

void buf_append(struct buf *b, const void *bytes, size_t length)
{
	if (length == 0 || !buf_reserve(b, length))
		return;
	memcpy(b->data + b->length, bytes, length);
	b->length += length;
}

void buf_slice(struct buf *b, struct slice s)
{
	buf_append(b, s.at, s.length);
}

void buf_text(struct buf *b, const char *string)
{
	buf_append(b, string, strlen(string));
}

void buf_byte(struct buf *b, char c)
{
	buf_append(b, &c, 1);
}

void buf_format(struct buf *b, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	int n = vsnprintf(NULL, 0, format, list);
	va_end(list);
	if (n < 0 || !buf_reserve(b, (size_t)n + 1)) {
		b->failed = true;
		return;
	}
	va_start(list, format);
	vsnprintf(b->data + b->length, (size_t)n + 1, format, list);
	va_end(list);
	b->length += (size_t)n;
}

static void append_number(struct buf *b, uint64_t value, size_t size)
{
	unsigned char bytes[sizeof value];

	for (size_t i = 0; i < size; i++)
		bytes[i] = (unsigned char)(value >> (8 * i));
	buf_append(b, bytes, size);
}

void buf_u8(struct buf *b, uint8_t value)
{
	append_number(b, value, sizeof value);
}

void buf_u16(struct buf *b, uint16_t value)
{
	append_number(b, value, sizeof value);
}

void buf_u32(struct buf *b, uint32_t value)
{
	append_number(b, value, sizeof value);
}

void buf_u64(struct buf *b, uint64_t value)
{
	append_number(b, value, sizeof value);
}

const char *buf_string(struct buf *b)
{
	if (!buf_reserve(b, 1))
		return "";
	b->data[b->length] = '\0';
	return b->data;
}

char *buf_steal(struct buf *b)
{
	char *data = NULL;

	buf_string(b);
	if (!b->failed) {
		data = b->data;
		b->data = NULL;
	}
	buf_finish(b);
	return data;
}
