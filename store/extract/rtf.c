/* SPDX-License-Identifier: MIT */
#include "rtf.h"

#include "rtf-text.h"

#include <errno.h>
#include <stdlib.h>
#include <unicode/ucnv.h>

enum { WORD_SIZE = 32, CHECK_EVERY = 64 * 1024 };

struct scan {
	struct slice in;
	size_t at;
	bool is_starred; /* \* stood before the word that follows */
	struct rtf *rtf;
};

static bool more(const struct scan *s)
{
	return s->at < s->in.length;
}

static int hex(char c)
{
	if (byte_is_digit(c))
		return c - '0';
	c = byte_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static int32_t read_number(struct scan *s, bool *ret_has_number)
{
	bool negative = more(s) && s->in.at[s->at] == '-';
	int64_t number = 0;

	s->at += negative;
	*ret_has_number = more(s) && byte_is_digit(s->in.at[s->at]);
	for (; more(s) && byte_is_digit(s->in.at[s->at]); s->at++)
		if (number < INT32_MAX)
			number = number * 10 + (s->in.at[s->at] - '0');
	number = number > INT32_MAX ? INT32_MAX : number;
	return (int32_t)(negative ? -number : number);
}

/* Bytes of any kind follow \binN. */
static void pass_over(struct scan *s, int32_t count)
{
	size_t left = s->in.length - s->at;

	if (count > 0)
		s->at += (size_t)count < left ? (size_t)count : left;
}

static void read_word(struct scan *s)
{
	char word[WORD_SIZE] = "";
	bool has_number;

	for (size_t i = 0; more(s) && byte_is_letter(s->in.at[s->at]); s->at++, i++)
		if (i < WORD_SIZE - 1)
			word[i] = s->in.at[s->at];
	int32_t number = read_number(s, &has_number);

	if (more(s) && s->in.at[s->at] == ' ')
		s->at++;
	if (strcmp(word, "bin") == 0)
		pass_over(s, number);
	else
		rtf_word(s->rtf, word, has_number, number, s->is_starred);
	s->is_starred = false;
}

static void read_hex(struct scan *s)
{
	int high = s->at < s->in.length ? hex(s->in.at[s->at]) : -1;
	int low = s->at + 1 < s->in.length ? hex(s->in.at[s->at + 1]) : -1;

	if (high < 0 || low < 0)
		return;
	s->at += 2;
	rtf_byte(s->rtf, (char)(high << 4 | low));
}

/* Behind a backslash. */
static void read_control(struct scan *s)
{
	char c = more(s) ? s->in.at[s->at] : '\\';

	if (byte_is_letter(c)) {
		read_word(s);
		return;
	}
	s->at++;
	if (c == '\'')
		read_hex(s);
	else if (c == '*')
		s->is_starred = true;
	else if (c == '\\' || c == '{' || c == '}')
		rtf_byte(s->rtf, c);
	else
		rtf_word(s->rtf, (char[]){c == '\r' ? '\n' : c, '\0'}, false, 0, false);
}

static bool read_one(struct scan *s)
{
	char c = s->in.at[s->at++];

	if (c == '{')
		return rtf_open(s->rtf);
	if (c == '}')
		rtf_close(s->rtf);
	else if (c == '\\')
		read_control(s);
	else if (c == '\t')
		rtf_word(s->rtf, "tab", false, 0, false);
	else if (c != '\r' && c != '\n' && c != '\0')
		rtf_byte(s->rtf, c);
	return true;
}

static int read_all(struct scan *s, const char **ret_reason)
{
	int r = 0;

	for (size_t next = CHECK_EVERY; more(s) && r == 0;) {
		if (!read_one(s)) {
			*ret_reason = "its groups are too deep";
			return -EBADMSG;
		}
		if (s->at >= next) {
			next = s->at + CHECK_EVERY;
			r = prose_check(&s->rtf->prose, ret_reason);
		}
	}
	rtf_flush(s->rtf);
	return r == 0 ? prose_check(&s->rtf->prose, ret_reason) : r;
}

static int extract(const struct input *input, const struct aid *aid, struct extracted *ret,
		   const char **ret_reason)
{
	struct rtf *rtf = calloc(1, sizeof *rtf);
	struct scan scan = {.in = input->bytes, .rtf = rtf};
	int r;

	(void)aid;
	if (!rtf)
		return -ENOMEM;
	rtf->charset = "windows-1252";
	rtf->groups[0].place = RTF_SKIPPED;
	rtf->extracted = ret;
	r = read_all(&scan, ret_reason);
	if (r == 0) {
		office_remark(&rtf->left_out, ret);
		r = prose_give(&rtf->prose, ret);
	}
	rtf_finish(rtf);
	free(rtf);
	return r;
}

static void prepare(void)
{
	UErrorCode error = U_ZERO_ERROR;

	ucnv_close(ucnv_open("windows-1251", &error));
	ucnv_close(ucnv_open("windows-932", &error));
}

static const char *const media[] = {"text/rtf", "application/rtf", NULL};

const struct format rtf_format = {
	.name = "rtf", .media = media, .fresh_worker = true, .extract = extract, .prepare = prepare};
