/* SPDX-License-Identifier: MIT */
/*
 * A tail is compared by its letters and digits alone: "50 U.S.C. 3024(i)(1)" is "50usc3024i1". What is
 * said more is a row of the table of grounds whose code goes on so; a tail without one is a note.
 */
#include "redaction-tail.h"

#include "redaction-slot.h"

#include <stdio.h>

enum {
	CODE_MAX = 48,
	GAP_MAX = 4, /* bytes between two letters or digits of a tail */
};

/* `more` is what the code goes on with; empty for a note. '?' is any letter. */
static const struct tail {
	const char *regime, *text, *more;
} tails[] = {
	{"us-foia", "dpp", " DPP"},
	{"us-foia", "acp", " ACP"},
	{"us-foia", "awp", " AWP"},
	{"us-foia", "pcp", " PCP"},
	{"us-foia", "ciapersorg", " CIA PERS/ORG"},
	{"us-foia", "ciaact", " CIA PERS/ORG"},
	{"us-foia", "50usc403g", " CIA PERS/ORG"},
	{"us-foia", "50usc3507", " CIA PERS/ORG"},
	{"us-foia", "natsecact", " NatSecAct"},
	{"us-foia", "nsa1947", " NatSecAct"},
	{"us-foia", "50usc3024i1", " NatSecAct"},
	{"us-foia", "50usc3024i", " NatSecAct"},
	{"us-foia", "50usc3024", " NatSecAct"},
	{"us-foia", "pl8636", " P.L. 86-36"},
	{"us-foia", "18usc798", " 18 USC 798"},
	{"us-foia", "10usc424", " 10 USC 424"},
	{"us-foia", "10usc130b", " 10 USC 130b"},
	{"us-foia", "26usc6103", " 26 USC 6103"},
	{"us-foia", "ina", " INA"},
	{"us-foia", "8usc1202f", " INA"},
	{"us-foia", "fsact", " FS ACT"},
	{"us-foia", "armsexp", " ARMSEXP"},
	{"us-foia", "exportcontrol", " EXPORT CONTROL"},
	{"us-foia", "iran", " IRAN"},
	{"us-foia", "rule6e", " Rule 6(e)"},
	{"us-foia", "frcp6e", " Rule 6(e)"},
	{"us-foia", "low", "-low"},
	{"us-foia", "high", "-high"},
	{"us-foia", "percia", ""},
	{"us-foia", "perfbi", ""},
	{"us-foia", "pernsa", ""},
	{"us-foia", "perdos", ""},
	{"us-foia", "perdoj", ""},
	{"us-foia", "perdod", ""},
	{"us-eo13526", "25yrs", ""},
	{"ca-atia", "intl", " - Int'l"},
	{"ca-atia", "ia", " - Int'l"},
	{"ca-atia", "def", " - Def"},
	{"ca-atia", "subv", " - Subv"},
	{"ca-atia", "re?", ""},
	{"eu-1049", "firstindent", " indent 1"},
	{"eu-1049", "secondindent", " indent 2"},
	{"eu-1049", "thirdindent", " indent 3"},
	{"eu-1049", "fourthindent", " indent 4"},
	{"eu-1049", "1stindent", " indent 1"},
	{"eu-1049", "2ndindent", " indent 2"},
	{"eu-1049", "3rdindent", " indent 3"},
	{"eu-1049", "4thindent", " indent 4"},
	{"eu-1049", "indent1", " indent 1"},
	{"eu-1049", "indent2", " indent 2"},
	{"eu-1049", "indent3", " indent 3"},
	{"eu-1049", "indent4", " indent 4"},
	{"eu-1049", "premiertiret", " indent 1"},
	{"eu-1049",
	 "deuxi\xc3\xa8"
	 "metiret",
	 " indent 2"},
	{"eu-1049",
	 "troisi\xc3\xa8"
	 "metiret",
	 " indent 3"},
	{"eu-1049",
	 "quatri\xc3\xa8"
	 "metiret",
	 " indent 4"},
	{"eu-1049", "erstergedankenstrich", " indent 1"},
	{"eu-1049", "zweitergedankenstrich", " indent 2"},
	{"eu-1049", "drittergedankenstrich", " indent 3"},
	{"eu-1049", "1stsubparagraph", " subpara 1"},
	{"eu-1049", "2ndsubparagraph", " subpara 2"},
	{"eu-1049", "subparagraph1", " subpara 1"},
	{"eu-1049", "subparagraph2", " subpara 2"},
	{"eu-1049", "firstsubpara", " subpara 1"},
	{"eu-1049", "secondsubpara", " subpara 2"},
	{"eu-1049",
	 "premieralin\xc3\xa9"
	 "a",
	 " subpara 1"},
	{"eu-1049",
	 "deuxi\xc3\xa8"
	 "mealin\xc3\xa9"
	 "a",
	 " subpara 2"},
	{"eu-1049",
	 "secondalin\xc3\xa9"
	 "a",
	 " subpara 2"},
	{"eu-1049", "firstsubparagraph", " subpara 1"},
	{"eu-1049", "secondsubparagraph", " subpara 2"},
};

static bool is_gap(char c)
{
	return c != '\0' && strchr(" \t.,:-('/>)", c);
}

static bool is_letter_or_digit(char c)
{
	return byte_is_letter(c) || byte_is_digit(c);
}

/* Passes what may stand between two words of a tail. */
static size_t skip_gap(struct slice text, size_t at)
{
	static const struct slice sign = {"\xc2\xa7", 2}, dash = {"\xe2\x80\x93", 3};

	for (unsigned i = 0; i < GAP_MAX; i++)
		if (is_gap(byte_at(text, at)))
			at++;
		else if (slice_starts(slice_sub(text, at, text.length), sign))
			at += sign.length;
		else if (slice_starts(slice_sub(text, at, text.length), dash))
			at += dash.length;
		else
			break;
	return at;
}

/* Where the tail ends that begins at `at`; 0 where it does not. */
static size_t tail_end(const char *tail, struct slice text, size_t at)
{
	bool opened = false;

	for (; *tail; tail++) {
		size_t next = skip_gap(text, at);
		char c = byte_at(text, next);

		opened |= next > at && memchr(text.at + at, '(', next - at) != NULL;
		if (*tail == '?' ? !byte_is_letter(c) : byte_lower(c) != *tail)
			return 0;
		at = next + 1;
	}
	if (is_letter_or_digit(byte_at(text, at)))
		return 0;
	return opened && byte_at(text, at) == ')' ? at + 1 : at;
}

static const struct ground *ground_more(const struct ground *ground, const char *more)
{
	char code[CODE_MAX];
	int length = snprintf(code, sizeof code, "%s%s", ground->code, more);

	if (length < 0 || (size_t)length >= sizeof code)
		return NULL;
	return ground_find(slice_of(ground->regime), (struct slice){code, (size_t)length});
}

const struct ground *tail_read(const struct ground *ground, struct slice text, size_t *at)
{
	size_t first = skip_gap(text, *at);

	if (!is_letter_or_digit(byte_at(text, first)) || first == *at)
		return ground;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		const struct ground *more;
		size_t last;

		if (strcmp(tails[i].regime, ground->regime) != 0)
			continue;
		last = tail_end(tails[i].text, text, *at);
		more = last > 0 ? ground_more(ground, tails[i].more) : NULL;
		if (!more)
			continue;
		*at = last;
		return more;
	}
	return ground;
}
