/* SPDX-License-Identifier: MIT */
#include "text.h"

#include "../util/utf8.h"
#include "charset.h"

#include <errno.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum {
	PIECE = 1024 * 1024,        /* bytes converted at a time */
	PIVOT = 16 * 1024,          /* UTF-16 units between the two converters */
	DETECT_SAMPLE = 64 * 1024,  /* bytes that the detector sees, around the first that is not ASCII */
	DETECT_BEFORE = 4 * 1024,   /* of them before that byte */
	DETECT_CONFIDENCE_MIN = 25, /* of 100; a windows-1252 page of English gets about 40 */
	DETECT_HIGH_MIN = 8,        /* bytes above ASCII below which a guess is worse than windows-1252 */
	PAGES_MAX = 1024 * 1024,    /* more form feeds than this divide no pages */
	NEARLY_UTF8_PERCENT = 66    /* of the bytes above ASCII that stand in valid sequences */
};

struct charset {
	const char *name;
	size_t mark; /* bytes of the byte order mark */
};

/* ---- which charset ---- */

/* UTF-32LE first: its mark begins with that of UTF-16LE. */
static const struct {
	struct slice mark;
	const char *name;
} marks[] = {
	{{"\xff\xfe\0\0", 4}, "UTF-32LE"}, {{"\0\0\xfe\xff", 4}, "UTF-32BE"}, {{"\xef\xbb\xbf", 3}, "UTF-8"},
	{{"\xff\xfe", 2}, "UTF-16LE"},     {{"\xfe\xff", 2}, "UTF-16BE"},
};

static bool marked(struct slice s, struct charset *ret)
{
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (!slice_starts(s, marks[i].mark))
			continue;
		*ret = (struct charset){marks[i].name, marks[i].mark.length};
		return true;
	}
	return false;
}

static size_t count_high(struct slice s)
{
	size_t high = 0;

	for (size_t i = 0; i < s.length; i++)
		high += (unsigned char)s.at[i] >= 0x80;
	return high;
}

/* UTF-8 that a few bytes spoil: other charsets hardly ever look like it. `at` is the first byte that is
 * malformed. */
static bool nearly_utf8(struct slice s, size_t at)
{
	uint64_t valid = count_high(slice_sub(s, 0, at)), malformed = 0;

	while (at < s.length) {
		size_t before = at;

		if ((unsigned char)s.at[at] < 0x80)
			at++;
		else if (utf8_next(s, &at) == UTF8_REPLACEMENT && at == before + 1)
			malformed++;
		else
			valid += at - before;
	}
	return valid * 100 >= (valid + malformed) * NEARLY_UTF8_PERCENT;
}

/* Charsets that the detector may name. It guesses others (UTF-16 and EBCDIC among them) for what is none of
 * them. */
static const char *const detectable[] = {
	"Shift_JIS",    "Big5",         "EUC-JP",       "EUC-KR",       "GB18030",
	"ISO-8859-2",   "ISO-8859-5",   "ISO-8859-6",   "ISO-8859-7",   "ISO-8859-8",
	"ISO-8859-8-I", "ISO-8859-9",   "windows-1250", "windows-1251", "windows-1253",
	"windows-1254", "windows-1255", "windows-1256", "KOI8-R",
};

static const char *known_name(const char *name)
{
	for (size_t i = 0; name && i < sizeof detectable / sizeof *detectable; i++)
		if (strcmp(name, detectable[i]) == 0)
			return detectable[i];
	return NULL; /* also ISO-8859-1, whose superset windows-1252 is the last resort anyway */
}

static const char *best_match(UCharsetDetector *detector, struct slice sample)
{
	UErrorCode error = U_ZERO_ERROR;

	ucsdet_setText(detector, sample.at, (int32_t)sample.length, &error);
	const UCharsetMatch *match = ucsdet_detect(detector, &error);

	if (U_FAILURE(error) || !match || ucsdet_getConfidence(match, &error) < DETECT_CONFIDENCE_MIN)
		return NULL;
	return known_name(ucsdet_getName(match, &error));
}

static const char *detect(struct slice s, size_t first_malformed)
{
	size_t first = first_malformed > DETECT_BEFORE ? first_malformed - DETECT_BEFORE : 0;
	struct slice sample = slice_sub(s, first, first + DETECT_SAMPLE);
	UErrorCode error = U_ZERO_ERROR;
	UCharsetDetector *detector = ucsdet_open(&error);
	const char *name = NULL;

	if (U_SUCCESS(error) && count_high(sample) >= DETECT_HIGH_MIN)
		name = best_match(detector, sample);
	ucsdet_close(detector);
	return name ? name : "windows-1252";
}

/* ---- conversion ---- */

struct conversion {
	UConverter *from, *to;
	UChar pivot[PIVOT], *pivot_source, *pivot_target;
};

static int convert_piece(struct conversion *c, struct slice piece, bool last, struct buf *out)
{
	const char *source = piece.at, *end = piece.at + piece.length;
	UErrorCode error;

	do {
		char *target;

		if (!buf_reserve(out, PIECE))
			return -ENOMEM;
		target = out->data + out->length;
		error = U_ZERO_ERROR;
		ucnv_convertEx(c->to, c->from, &target, target + PIECE, &source, end, c->pivot,
			       &c->pivot_source, &c->pivot_target, c->pivot + PIVOT, false, last, &error);
		out->length = (size_t)(target - out->data);
	} while (error == U_BUFFER_OVERFLOW_ERROR);
	return U_FAILURE(error) ? -EBADMSG : 0;
}

static int convert_all(struct conversion *c, const struct input *input, size_t at, struct buf *out)
{
	int r = 0;

	while (r == 0 && at < input->bytes.length) {
		struct slice piece = slice_sub(input->bytes, at, at + PIECE);

		at += piece.length;
		r = convert_piece(c, piece, at == input->bytes.length, out);
		input_drop(input, at);
	}
	return r;
}

static int convert(const struct input *input, const struct charset *charset, struct buf *out,
		   const char **ret_reason)
{
	UErrorCode error = U_ZERO_ERROR;
	struct conversion *c = calloc(1, sizeof *c);
	int r = -EBADMSG;

	if (!c)
		return -ENOMEM;
	c->pivot_source = c->pivot_target = c->pivot;
	c->from = ucnv_open(charset->name, &error);
	c->to = ucnv_open("UTF-8", &error);
	if (U_SUCCESS(error))
		r = convert_all(c, input, charset->mark, out);
	if (r == -EBADMSG)
		*ret_reason = "its charset could not be converted";
	ucnv_close(c->from);
	ucnv_close(c->to);
	free(c);
	return r;
}

/* ---- pages ---- */

/* Form feeds that something follows. */
static size_t count_breaks(struct slice text)
{
	const char *end = text.at + text.length, *at = memchr(text.at, '\f', text.length);
	size_t count = 0;

	for (; at && at + 1 < end; at = memchr(at + 1, '\f', (size_t)(end - at - 1)))
		count++;
	return count;
}

/* A form feed ends a page; one at the end of the text begins none. A text without has no pages. */
int text_divide(struct slice text, struct extracted *extracted)
{
	bool any = text.length > 0 && memchr(text.at, '\f', text.length);
	size_t breaks = any ? count_breaks(text) : 0, count = 0;

	if (!any || breaks >= PAGES_MAX)
		return 0;
	extracted->pages = malloc((breaks + 1) * sizeof *extracted->pages);
	if (!extracted->pages)
		return -ENOMEM;
	extracted->pages[count++] = 0;
	for (size_t i = 0; count <= breaks; i++)
		if (text.at[i] == '\f')
			extracted->pages[count++] = i + 1;
	extracted->page_count = count;
	return 0;
}

static int extract_text(const struct input *input, const struct aid *aid, struct extracted *ret,
			const char **ret_reason)
{
	struct charset charset = {"UTF-8", 0};
	int r;

	(void)aid;
	if (!marked(input->bytes, &charset)) {
		size_t valid = utf8_valid(input->bytes);

		if (valid == input->bytes.length) {
			*ret = (struct extracted){.is_source = true, .charset = "UTF-8"};
			return text_divide(input->bytes, ret);
		}
		if (!nearly_utf8(input->bytes, valid))
			charset.name = detect(input->bytes, valid);
	}
	struct extracted extracted = {.charset = charset.name};

	input_drop(input, input->bytes.length);
	r = convert(input, &charset, &extracted.text, ret_reason);
	if (r == 0)
		r = text_divide((struct slice){extracted.text.data, extracted.text.length}, &extracted);
	if (r == 0)
		*ret = extracted;
	else
		extracted_finish(&extracted);
	return r;
}

static bool convertible(const char *name)
{
	UErrorCode error = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &error);

	ucnv_close(converter);
	return U_SUCCESS(error);
}

int text_decode(struct slice bytes, const char *declared, struct buf *out)
{
	struct charset charset = {"UTF-8", 0};
	const char *reason;
	size_t valid = utf8_valid(bytes);
	int r;

	declared = declared ? charset_meant(declared) : NULL;
	if (!marked(bytes, &charset)) {
		if (valid == bytes.length && !(declared && charset_is_seven_bit(declared))) {
			buf_slice(out, bytes);
			return out->failed ? -ENOMEM : 0;
		}
		if (declared && convertible(declared))
			charset.name = declared;
		else if (!nearly_utf8(bytes, valid))
			charset.name = detect(bytes, valid);
	}
	r = convert(&(struct input){.bytes = bytes}, &charset, out, &reason);
	return r;
}

static void prepare(void)
{
	UErrorCode error = U_ZERO_ERROR;

	ucnv_close(ucnv_open("windows-1252", &error));
	ucnv_close(ucnv_open("UTF-8", &error));
	ucsdet_close(ucsdet_open(&error));
}

static const char *const media[] = {
	"text/",
	"inode/x-empty",
	"application/x-empty",
	"application/csv",
	"application/javascript",
	"application/json",
	"application/x-ndjson",
	"application/x-setupscript",
	"application/x-wine-extension-ini",
	NULL,
};
static const char *const but[] = {"text/html", "text/rtf", "text/xml", NULL};

const struct format text_format = {
	.name = "text", .media = media, .but = but, .extract = extract_text, .prepare = prepare};
