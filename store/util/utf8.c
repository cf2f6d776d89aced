/* SPDX-License-Identifier: MIT */
#include "utf8.h"

#include "icu.h"

#include <stdlib.h>
#include <unicode/utf8.h>

enum { DELETE = 0x7f, SOFT_HYPHEN = 0xad };

uint32_t utf8_next(struct slice s, size_t *at)
{
	if ((unsigned char)s.at[*at] < 0x80)
		return (unsigned char)s.at[(*at)++];
	const unsigned char *bytes = (const unsigned char *)s.at + *at;
	size_t left = s.length - *at;
	int32_t i = 0, character;

	U8_NEXT(bytes, i, (int32_t)(left < U8_MAX_LENGTH ? left : U8_MAX_LENGTH), character);
	if (character < 0) {
		*at += 1;
		return UTF8_REPLACEMENT;
	}
	*at += (size_t)i;
	return (uint32_t)character;
}

/* Behind the ASCII bytes at `at`; eight at a time. */
static size_t after_ascii(struct slice s, size_t at)
{
	uint64_t eight;

	for (; s.length - at >= sizeof eight; at += sizeof eight) {
		memcpy(&eight, s.at + at, sizeof eight);
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < s.length && (unsigned char)s.at[at] < 0x80)
		at++;
	return at;
}

size_t utf8_valid(struct slice s)
{
	size_t at = 0;

	while (at < s.length) {
		size_t before = at;

		if ((unsigned char)s.at[at] < 0x80)
			at = after_ascii(s, at);
		else if (utf8_next(s, &at) == UTF8_REPLACEMENT && at == before + 1)
			return before;
	}
	return s.length;
}

void utf8_append(struct buf *out, uint32_t character)
{
	char bytes[U8_MAX_LENGTH];
	int32_t length = 0;
	UBool failed = false;

	if (character < 0x80) {
		buf_byte(out, (char)character);
		return;
	}
	U8_APPEND(bytes, length, U8_MAX_LENGTH, (int32_t)character, failed);
	if (!failed)
		buf_append(out, bytes, (size_t)length);
}

struct slice utf8_cut(struct slice s, size_t most)
{
	if (s.length <= most)
		return s;
	while (most > 0 && U8_IS_TRAIL((unsigned char)s.at[most]))
		most--;
	return (struct slice){s.at, most};
}

/* UTF-16 twin of `s`, malformed bytes replaced; NULL out of memory. */
static UChar *widen(struct slice s, int32_t *ret_length)
{
	UErrorCode error = U_ZERO_ERROR;
	UChar *wide = s.length < INT32_MAX / 4 ? malloc((s.length + 1) * sizeof *wide) : NULL;

	if (!wide)
		return NULL;
	icu()->u_strFromUTF8WithSub(wide, (int32_t)s.length + 1, ret_length, s.at, (int32_t)s.length,
				    UTF8_REPLACEMENT, NULL, &error);
	if (U_SUCCESS(error))
		return wide;
	free(wide);
	return NULL;
}

static void append_wide(struct buf *out, const UChar *wide, int32_t length)
{
	for (int32_t i = 0; i < length;) {
		UChar32 character;

		U16_NEXT(wide, i, length, character);
		utf8_append(out, U_IS_SURROGATE(character) ? UTF8_REPLACEMENT : (uint32_t)character);
	}
}

static void normalise(struct buf *out, struct slice s, const UNormalizer2 *form, UErrorCode error)
{
	int32_t length = 0, need;
	UChar *wide = widen(s, &length), *normal = NULL;

	if (!wide || U_FAILURE(error)) {
		out->failed = true;
		free(wide);
		return;
	}
	need = icu()->unorm2_normalize(form, wide, length, NULL, 0, &error);
	error = U_ZERO_ERROR;
	normal = malloc(((size_t)need + 1) * sizeof *normal);
	if (normal)
		need = icu()->unorm2_normalize(form, wide, length, normal, need + 1, &error);
	if (normal && U_SUCCESS(error))
		append_wide(out, normal, need);
	else
		out->failed = true;
	free(normal);
	free(wide);
}

static bool is_ascii(struct slice s)
{
	return s.length == 0 || ((s.at[0] & 0x80) == 0 && after_ascii(s, 0) == s.length);
}

void utf8_nfc(struct buf *out, struct slice s)
{
	UErrorCode error = U_ZERO_ERROR;

	if (is_ascii(s))
		buf_slice(out, s);
	else
		normalise(out, s, icu()->unorm2_getNFCInstance(&error), error);
}

static void append_lower(struct buf *out, struct slice s)
{
	if (!buf_reserve(out, s.length))
		return;
	for (size_t i = 0; i < s.length; i++)
		out->data[out->length++] = byte_lower(s.at[i]);
}

void utf8_fold(struct buf *out, struct slice s)
{
	UErrorCode error = U_ZERO_ERROR;

	if (is_ascii(s))
		append_lower(out, s);
	else
		normalise(out, s, icu()->unorm2_getNFKCCasefoldInstance(&error), error);
}

const char *utf8_folded(struct slice s, struct arena *arena)
{
	struct buf out = {0};
	char *copy;

	utf8_fold(&out, s);
	copy = out.failed ? NULL : arena_string(arena, (struct slice){out.data, out.length});
	buf_finish(&out);
	return copy;
}

static bool has_type(uint32_t character, uint32_t mask)
{
	return (U_MASK(icu()->u_charType((UChar32)character)) & mask) != 0;
}

void utf8_bare(struct buf *out, struct slice s)
{
	UErrorCode error = U_ZERO_ERROR;
	struct buf folded = {0}, apart = {0};

	if (is_ascii(s)) {
		append_lower(out, s);
		return;
	}
	utf8_fold(&folded, s);
	normalise(&apart, slice_of(buf_string(&folded)), icu()->unorm2_getNFDInstance(&error), error);
	struct slice text = {apart.data, apart.length};

	for (size_t at = 0; at < text.length;) {
		uint32_t character = utf8_next(text, &at);

		if (!has_type(character, U_GC_MN_MASK))
			utf8_append(out, character);
	}
	out->failed |= folded.failed || apart.failed;
	buf_finish(&folded);
	buf_finish(&apart);
}

bool utf8_is_letter(uint32_t character)
{
	if (character < 0x80)
		return byte_is_letter((char)character);
	return has_type(character, U_GC_L_MASK | U_GC_M_MASK);
}

bool utf8_is_upper(uint32_t character)
{
	if (character < 0x80)
		return byte_is_upper((char)character);
	return has_type(character, U_GC_LU_MASK | U_GC_LT_MASK);
}

bool utf8_is_lower(uint32_t character)
{
	if (character < 0x80)
		return byte_is_lower((char)character);
	return has_type(character, U_GC_LL_MASK);
}

bool utf8_is_alnum(uint32_t character)
{
	if (character < 0x80)
		return byte_is_letter((char)character) || byte_is_digit((char)character);
	return has_type(character, U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK);
}

bool utf8_is_space(uint32_t character)
{
	if (character < 0x80)
		return byte_is_space((char)character);
	return icu()->u_isUWhiteSpace((UChar32)character);
}

/* Letters of Europe, dashes, quotation marks, bullets and the euro: what most texts of its languages are in.
 */
static bool is_western(uint32_t character)
{
	return character < 0x250 || (character >= 0x2010 && character <= 0x2027) || character == 0x20ac;
}

bool utf8_is_control(uint32_t character)
{
	if (is_western(character))
		return character < ' ' || (character >= DELETE && character <= 0x9f) ||
		       character == SOFT_HYPHEN;
	return has_type(character, U_GC_C_MASK);
}

bool utf8_is_quote(uint32_t character)
{
	if (character < 0x80)
		return character == '"' || character == '\'';
	return icu()->u_hasBinaryProperty((UChar32)character, UCHAR_QUOTATION_MARK) || character == 0x2032 ||
	       character == 0x2033;
}

int utf8_columns(uint32_t character)
{
	if (is_western(character))
		return character != SOFT_HYPHEN;
	if (has_type(character, U_GC_MN_MASK | U_GC_ME_MASK))
		return 0;
	int width = icu()->u_getIntPropertyValue((UChar32)character, UCHAR_EAST_ASIAN_WIDTH);

	return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}
