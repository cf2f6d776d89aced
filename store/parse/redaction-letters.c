/* SPDX-License-Identifier: MIT */
/*
 * A code is taken apart into tokens of one character, each with its brackets or without, and those are held
 * against the patterns. The letter of a last paragraph is never mended: too many are valid.
 */
#include "redaction-letters.h"

#include "redaction-pattern.h"

enum {
	TOKENS = 3,
	REPAIRS_FULL = 3,  /* most in a code with brackets */
	REPAIRS_SHORT = 2, /* and in one without */
	CATEGORY_DIGITS = 2,
	REASON_BLANKS = 2 /* on each side of its dash */
};

struct token {
	char c;
	bool opened, closed, parted; /* parted: a blank before it */
	unsigned repairs;            /* of its brackets */
	size_t last;
};

struct tokens {
	struct token at[TOKENS];
	unsigned count;
};

/* How a digit is misread; of codes without brackets too. */
static const struct {
	char want;
	const char *reads, *short_reads;
} digits[] = {{'1', "lI!i", "lI"}, {'2', "Zz", ""}, {'5', "S", "S"}, {'6', "Gb", "Ge&"}, {'7', "T", ""}};

/* How the first letter is. */
static const struct {
	char want;
	const char *reads;
} letters[] = {{'b', "h6"}, {'j', "i"}};

static bool is_open(char c)
{
	return c == '(' || c == '[' || c == '{' || c == '<';
}

static bool is_close(char c)
{
	return c == ')' || c == ']' || c == '}' || c == '>';
}

/* The bracket behind a token; "X" stands for ")(". */
static void token_close(struct slice text, struct token *token)
{
	size_t near = token->opened ? blanks_skip(text, token->last, 1) : token->last;
	char c = byte_at(text, near);

	if (!token->opened) {
		token->closed = c == ')';
		token->last += token->closed;
	} else if (is_close(c)) {
		token->closed = true;
		token->repairs += c != ')';
		token->last = near + 1;
	} else if ((c == 'X' || c == 'x') && is_close(byte_at(text, near + 2))) {
		token->closed = true;
		token->last = near; /* the X is the next one's bracket */
	}
	token->repairs += token->opened && !token->closed;
}

static bool token_read(struct slice text, size_t at, bool first, struct token *ret)
{
	size_t near = first ? at : blanks_skip(text, at, 1);
	char open = byte_at(text, near);
	struct token token = {.parted = near > at};

	if (is_open(open) || (!first && (open == 'X' || open == 'x') && is_close(byte_at(text, near + 2)))) {
		token.opened = true;
		token.repairs = open != '(';
		near = blanks_skip(text, near + 1, 1);
	}
	token.c = byte_at(text, near);
	token.last = near + 1;
	if (!byte_is_letter(token.c) && !byte_is_digit(token.c) && token.c != '&' && token.c != '!')
		return false;
	token_close(text, &token);
	*ret = token;
	return true;
}

static struct tokens tokens_read(struct slice text, size_t at)
{
	struct tokens tokens = {.count = 0};

	while (tokens.count < TOKENS && token_read(text, at, tokens.count == 0, &tokens.at[tokens.count]))
		at = tokens.at[tokens.count++].last;
	return tokens;
}

static bool is_read_as(const char *reads, char c)
{
	return c != '\0' && strchr(reads, c);
}

/* *repairs rises for a misread digit. */
static bool is_digit_slot(char want, const struct token *token, bool bare, unsigned *repairs)
{
	if (token->c == want)
		return true;
	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
		if (digits[i].want == want &&
		    is_read_as(bare ? digits[i].short_reads : digits[i].reads, token->c)) {
			++*repairs;
			return true;
		}
	return false;
}

static bool is_first_letter(char want, const struct token *token, unsigned *repairs)
{
	if (byte_lower(token->c) == byte_lower(want))
		return true;
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].want == want && token->opened && is_read_as(letters[i].reads, token->c)) {
			++*repairs;
			return true;
		}
	return false;
}

/* Is the pattern from slot `from` what the first tokens say? */
static bool tokens_are(const struct tokens *tokens, const struct pattern *pattern, unsigned from,
		       unsigned *ret_repairs)
{
	unsigned repairs = 0, count = pattern->slot_count - from;
	bool bare = !tokens->at[0].opened;

	if (count > tokens->count)
		return false;
	for (unsigned i = 0; i < count; i++) {
		const struct token *token = &tokens->at[i];
		const struct slot *slot = &pattern->slots[from + i];
		bool is = slot->kind == SLOT_DIGITS ? is_digit_slot(slot->text[0], token, bare, &repairs)
			  : from + i == 0           ? is_first_letter(slot->text[0], token, &repairs)
						    : byte_lower(token->c) == byte_lower(slot->text[0]);

		if (!is || slot->length != 1 || (i + 1 < count && token->opened && !token->closed))
			return false;
		repairs += token->repairs;
	}
	*ret_repairs = repairs;
	return true;
}

/* "-2", " -1", "/": a category of the release, or that the label goes on below. */
static size_t skip_category(struct slice text, size_t at)
{
	size_t next = blanks_skip(text, at, 1), digit;

	if (byte_at(text, at) == '/' && (at + 1 >= text.length || byte_at(text, at + 1) == ' '))
		return at + 1;
	if (byte_at(text, next) != '-')
		return at;
	next = blanks_skip(text, next + 1, 1);
	for (digit = next; digit < text.length && (byte_is_digit(text.at[digit]) || text.at[digit] == 'l');)
		digit++;
	if (digit == next || digit - next > CATEGORY_DIGITS || byte_is_of_word(byte_at(text, digit)) ||
	    (byte_at(text, digit) == ' ' && byte_is_letter(byte_at(text, digit + 1)))) /* "-50 USC" */
		return at;
	return digit;
}

/* "B67", "J1:33" */
static bool goes_on(struct slice text, size_t at)
{
	char c = byte_at(text, at);

	return byte_is_of_word(c) ||
	       (c != '\0' && strchr(":.'@_", c) && byte_is_of_word(byte_at(text, at + 1)));
}

/* Do the tokens' brackets, blanks and surroundings make a code of this length? */
static bool is_well_formed(struct slice text, const struct tokens *tokens, unsigned count, unsigned repairs)
{
	const struct token *first = &tokens->at[0], *last = &tokens->at[count - 1];
	bool full = first->opened && tokens->at[1].opened;

	unsigned most = full ? REPAIRS_FULL : byte_is_upper(first->c) ? REPAIRS_SHORT : 1;

	/* only capitals are so much misread: "B S" */
	if (repairs > most || (first->opened && !tokens->at[1].opened))
		return false;
	if (!last->closed && goes_on(text, last->last))
		return false;
	for (unsigned i = 1; i < count; i++)
		if (tokens->at[i].parted && !tokens->at[i].opened && count > 2)
			return false;
	/* "b 6" is no code: only capitals are parted */
	return !(tokens->at[1].parted && !tokens->at[1].opened) || byte_is_upper(first->c);
}

static void consider(struct slice text, const struct tokens *tokens, const struct pattern *pattern,
		     unsigned from, struct code_read *best)
{
	unsigned count = pattern->slot_count - from, repairs;
	const struct token *last = &tokens->at[count - 1];
	bool full = tokens->at[0].opened && tokens->at[1].opened;
	bool parted = tokens->at[1].parted && !tokens->at[1].opened;

	if (!tokens_are(tokens, pattern, from, &repairs) || count < 2)
		return;
	repairs += from + parted;
	if (!is_well_formed(text, tokens, count, repairs) || last->last < best->last ||
	    (last->last == best->last && repairs >= best->repairs))
		return;
	*best = (struct code_read){.ground = pattern->ground,
				   .last = last->last,
				   .repairs = repairs,
				   .lead = full,
				   .short_form = !full};
}

/* Behind a letter that no bracket opened a digit stands, or a bracket; most words go on otherwise. */
static bool may_be_code(struct slice text, size_t at)
{
	char first = byte_at(text, at), next = byte_at(text, at + 1);

	if (!byte_is_letter(first))
		return true;
	next = next == ' ' && byte_is_upper(first) ? byte_at(text, at + 2) : next;
	return byte_is_digit(next) || next == ')' || is_read_as("([{lI&", next) ||
	       (byte_is_upper(first) && is_read_as("SGe", next));
}

static bool match_tokens(const struct reading *reading, struct slice text, size_t at, struct code_read *ret)
{
	struct tokens tokens;
	struct code_read best = {0};

	if (!may_be_code(text, at))
		return false;
	tokens = tokens_read(text, at);
	if (tokens.count < 2)
		return false;
	for (size_t i = 0; i < reading->count; i++) {
		consider(text, &tokens, &reading->patterns[i], 0, &best);
		/* "(7)(C)": the first bracket was lost, and only here is the rest enough. */
		if (reading->patterns[i].slot_count == TOKENS && tokens.at[0].opened)
			consider(text, &tokens, &reading->patterns[i], 1, &best);
	}
	if (best.last == 0)
		return false;
	at = skip_category(text, best.last);
	best.category = at > best.last;
	best.last = at;
	best.lead &= !reading->rules->weak;
	*ret = best;
	return true;
}

/* Behind " - Deliberative Process" at `at`, as the EPA prints for what an exemption was taken; `at` where no
 * such name stands. */
static size_t skip_reason(struct slice text, size_t at)
{
	static const char *const names[] = {"deliberative process",
					    "deliberative",
					    "attorney client",
					    "attorney-client privilege",
					    "attorney work product",
					    "personal privacy",
					    "personal matters",
					    "personal phone",
					    "personal email",
					    "confidential business information",
					    "cbi"};
	size_t name = blanks_skip(text, at, REASON_BLANKS), last = at;

	if (byte_at(text, name) != '-')
		return at;
	name = blanks_skip(text, name + 1, REASON_BLANKS);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t end = name + strlen(names[i]);

		if (end > last && slice_starts_ci(slice_sub(text, name, text.length), slice_of(names[i])) &&
		    byte_is_upper(byte_at(text, name)) && !byte_is_of_word(byte_at(text, end)))
			last = end;
	}
	return last;
}

/* "Ex. 6", "Exemption 7(C)": the law's first letter is understood. */
static bool match_exemption(const struct reading *reading, struct slice text, size_t at,
			    struct code_read *ret)
{
	static const char *const names[] = {"exemption ", "ex. "};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t digit = at + strlen(names[i]);

		if (!slice_starts_ci(slice_sub(text, at, text.length), slice_of(names[i])) ||
		    !byte_is_digit(byte_at(text, digit)) || !byte_is_upper(byte_at(text, at)))
			continue;
		for (size_t k = 0; k < reading->count; k++) {
			const struct pattern *pattern = &reading->patterns[k];
			struct tokens tokens = tokens_read(text, digit);
			unsigned count = pattern->slot_count - 1, repairs;

			if (!tokens_are(&tokens, pattern, 1, &repairs) || repairs > 0 ||
			    byte_is_of_word(byte_at(text, tokens.at[count - 1].last)) ||
			    tokens.at[count - 1].last <= ret->last)
				continue;
			*ret = (struct code_read){.ground = pattern->ground,
						  .last = tokens.at[count - 1].last,
						  .lead = true,
						  .word = true};
		}
		size_t last = ret->last > 0 ? skip_reason(text, ret->last) : 0;

		/* "Ex. 5 - Deliberative Process" is a mark by its form. */
		if (last > ret->last && names[i][2] == '.') {
			ret->last = last;
			ret->word = false;
		}
		return ret->last > 0;
	}
	return false;
}

bool letters_read(const struct reading *reading, struct slice text, size_t at, struct code_read *ret)
{
	struct code_read read = {0};
	bool exemptions = strcmp(reading->rules->regime, "us-foia") == 0;

	if (!match_tokens(reading, text, at, &read) && !(exemptions && byte_lower(byte_at(text, at)) == 'e' &&
							 match_exemption(reading, text, at, &read)))
		return false;
	*ret = read;
	return true;
}

void letters_starts(const struct reading *reading, unsigned bit, unsigned char *starts)
{
	static const char brackets[] = "([{<Ee";

	for (const char *c = brackets; *c; c++)
		starts[(unsigned char)*c] |= (unsigned char)bit;
	for (size_t i = 0; i < reading->count; i++) {
		char c = byte_lower(reading->patterns[i].slots[0].text[0]);

		starts[(unsigned char)c] |= (unsigned char)bit;
		starts[(unsigned char)(c - 'a' + 'A')] |= (unsigned char)bit;
	}
}
