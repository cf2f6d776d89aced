/* SPDX-License-Identifier: MIT */
#include "doc-format.h"

#include "../util/cursor.h"

#include <errno.h>
#include <stdlib.h>

enum {
	PAGE = 512,           /* bytes of a formatted disk page (MS-DOC 2.9.33, 2.9.175) */
	PARAGRAPH_ENTRY = 13, /* bytes in it for each run; of characters it is 1 */
};

/* ---- formats (MS-DOC 2.6.1, 2.6.2) ---- */

/* Bytes of the operand; the first of a variable one says how many follow, but for two formats. */
static size_t operand_size(uint16_t format, struct cursor c)
{
	static const unsigned char sizes[] = {1, 1, 2, 4, 2, 2, 0, 3};
	size_t size = sizes[format >> 13], left = cursor_left(&c);

	if (format == 0xd608) /* sprmTDefTable */
		return (size_t)cursor_u16(&c) + 1;
	if (size == 0)
		size = (size_t)cursor_u8(&c) + 1;
	return format == 0xc615 && size > UINT8_MAX ? left : size; /* sprmPChgTabs: more than it can say */
}

static unsigned look_of(uint16_t format)
{
	switch (format) {
	case 0x0800: /* sprmCFRMarkDel */
		return DOC_DELETED;
	case 0x083c: /* sprmCFVanish */
		return DOC_HIDDEN;
	case 0x2416: /* sprmPFInTable */
		return DOC_IN_TABLE;
	case 0x2417: /* sprmPFTtp */
		return DOC_ROW_END;
	case 0x460b: /* sprmPIlfo */
		return DOC_LIST;
	default:
		return 0;
	}
}

/* 0x80: as the style has it, which is not known here and is no for all of these. */
static bool is_on(struct slice operand)
{
	bool any = false;

	for (size_t i = 0; i < operand.length; i++)
		any |= operand.at[i] != 0 && (operand.length > 1 || (unsigned char)operand.at[i] != 0x80);
	return any;
}

unsigned doc_looks_of(struct slice formats)
{
	struct cursor c = cursor_of(formats.at, formats.length);
	unsigned looks = 0;

	while (cursor_left(&c) >= 3) {
		uint16_t format = cursor_u16(&c);
		struct slice operand = cursor_bytes(&c, operand_size(format, c));
		unsigned look = look_of(format);

		looks = is_on(operand) ? looks | look : looks & ~look;
	}
	return looks;
}

/* ---- pages ---- */

static struct slice formats_of_characters(struct slice page, size_t run, size_t count)
{
	size_t at = (size_t)(unsigned char)page.at[(count + 1) * 4 + run] * 2;
	size_t size = at > 0 ? (unsigned char)page.at[at] : 0;

	return slice_sub(page, at + 1, at + 1 + size);
}

/* Behind the number of the style. */
static struct slice formats_of_paragraph(struct slice page, size_t run, size_t count)
{
	size_t at = (size_t)(unsigned char)page.at[(count + 1) * 4 + run * PARAGRAPH_ENTRY] * 2;
	size_t half = at > 0 ? (unsigned char)page.at[at] : 0, first = at + 1, size = half * 2 - (half > 0);

	if (at > 0 && half == 0) {
		size = at + 1 < page.length ? (size_t)(unsigned char)page.at[at + 1] * 2 : 0;
		first = at + 2;
	}
	return size > 2 ? slice_sub(page, first + 2, first + size) : SLICE("");
}

static int add(struct doc_ranges *ranges, const struct doc_range *range)
{
	if (ranges->count == ranges->capacity) {
		size_t capacity = ranges->capacity ? ranges->capacity * 2 : 64;
		struct doc_range *larger = realloc(ranges->at, capacity * sizeof *larger);

		if (!larger)
			return -ENOMEM;
		ranges->at = larger;
		ranges->capacity = capacity;
	}
	ranges->at[ranges->count++] = *range;
	return 0;
}

static int add_run(struct doc_ranges *ranges, const struct doc_range *range)
{
	const struct doc_range *before = ranges->count > 0 ? &ranges->at[ranges->count - 1] : NULL;

	if (range->looks == 0)
		return 0;
	if (range->first >= range->last || (before && before->last > range->first))
		return -EBADMSG;
	return add(ranges, range);
}

static int read_page(struct doc_ranges *ranges, struct slice page, enum doc_kind kind)
{
	struct cursor c = cursor_of(page.at, page.length);
	size_t count = page.length == PAGE ? (unsigned char)page.at[PAGE - 1] : 0;
	size_t entry = kind == DOC_PARAGRAPHS ? PARAGRAPH_ENTRY : 1;
	int r = count > 0 && (count + 1) * 4 + count * entry < PAGE ? 0 : -EBADMSG;

	for (size_t run = 0, first = r == 0 ? cursor_u32(&c) : 0; run < count && r == 0; run++) {
		uint32_t last = cursor_u32(&c);
		struct slice formats = kind == DOC_PARAGRAPHS ? formats_of_paragraph(page, run, count)
							      : formats_of_characters(page, run, count);

		r = add_run(ranges, &(struct doc_range){(uint32_t)first, last, doc_looks_of(formats)});
		first = last;
	}
	return r;
}

/* n + 1 offsets and n numbers of pages, of four bytes each. */
int doc_ranges_read(struct doc_ranges *ranges, struct slice stream, struct slice bins, enum doc_kind kind)
{
	size_t count = bins.length >= 4 ? (bins.length - 4) / 8 : 0;
	struct cursor c = cursor_of(bins.at, bins.length);
	int r = 0;

	cursor_bytes(&c, (count + 1) * 4);
	for (size_t i = 0; i < count && r == 0; i++) {
		size_t first = (size_t)(cursor_u32(&c) & 0x3fffff) * PAGE;

		r = read_page(ranges, slice_sub(stream, first, first + PAGE), kind);
	}
	return r;
}

void doc_ranges_finish(struct doc_ranges *ranges)
{
	free(ranges->at);
	*ranges = (struct doc_ranges){0};
}

unsigned doc_looks_at(const struct doc_ranges *ranges, uint32_t offset, uint32_t *ret_last)
{
	size_t low = 0, high = ranges->count; /* the first range that ends behind `offset` */

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ranges->at[middle].last <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	*ret_last = UINT32_MAX;
	if (low == ranges->count)
		return 0;
	bool inside = ranges->at[low].first <= offset;

	*ret_last = inside ? ranges->at[low].last : ranges->at[low].first;
	return inside ? ranges->at[low].looks : 0;
}
