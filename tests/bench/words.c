/* SPDX-License-Identifier: MIT */
/*
 * Running text for benchmarks: words of English that do the joining and of offices that fill files, then made
 * ones, as frequent as Zipf has it, and now and then a number that stands nowhere else. So an index and a
 * compressor meet about what real text gives them.
 */
#include "corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	VOCABULARY = 30000,
	DRAWS = 1 << 20, /* so many equal chances are dealt out to the vocabulary */
	WORD_SIZE = 40,
	LINE = 76,
	NUMBERS_SEED = 7
};

static const char joining[] =
	"the of and to in a that for is on with be was as it by at this will not are from have has we which "
	"an "
	"or they their been were would had but our its he she his her who what when there also may should "
	"can "
	"more other than any all some no if into about after before between under over during without within "
	"these those such each both only most many much very first last next same new own two three four "
	"five "
	"now then here where how why because so up out down off again further still already however "
	"therefore "
	"although while until since could must shall might do does did done being you your them him us me my";
static const char official[] =
	"meeting minister report office letter draft advice visit statement agency committee department "
	"delegation embassy counsel review policy press question answer schedule agenda paper annex note "
	"brief "
	"summary request response decision position proposal agreement treaty rule section paragraph "
	"officials "
	"government members secretary director adviser manager council commission authority ministry "
	"harbour ship fishery border customs passport market trade tariff grain water river forest mine road "
	"railway airport hospital school university library museum election court police budget audit tax "
	"loan "
	"contract tender supplier invoice pension housing energy grid turbine pipeline satellite telephone "
	"please thank regards attached forward received sent call spoke agreed asked noted raised confirmed "
	"expected planned public private national foreign local regional joint final early late recent "
	"current";

static char (*vocabulary)[WORD_SIZE];
static uint16_t *drawn; /* DRAWS indices into the vocabulary */

struct chance chance_of(uint64_t seed, uint64_t number)
{
	struct chance chance = {seed * 0x9e3779b97f4a7c15u ^ number * 0xd1342543de82ef95u};

	chance_next(&chance);
	return chance;
}

uint64_t chance_next(struct chance *chance) /* splitmix64 */
{
	uint64_t z = chance->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

double chance_unit(struct chance *chance)
{
	return (double)(chance_next(chance) >> 11) * 0x1p-53;
}

size_t chance_below(struct chance *chance, size_t limit)
{
	return (size_t)(chance_unit(chance) * (double)limit);
}

size_t chance_rank(struct chance *chance, size_t limit)
{
	size_t rank = (size_t)exp(chance_unit(chance) * log((double)limit + 1)) - 1;

	return rank < limit ? rank : limit - 1;
}

static void *need(void *memory)
{
	if (!memory) {
		perror("memory");
		exit(EXIT_FAILURE);
	}
	return memory;
}

/* Adds the words of a list; returns how many there are then. */
static size_t add_list(size_t count, const char *list)
{
	while (*list) {
		size_t length = strcspn(list, " ");

		memcpy(vocabulary[count++], list, length);
		list += length + strspn(list + length, " ");
	}
	return count;
}

static void make_word(struct chance *chance, size_t rank, char *word)
{
	static const char *const onsets[] = {"b",  "d",  "f",  "g",  "h",  "k",  "l",  "m",  "n",  "p",
					     "r",  "s",  "t",  "v",  "w",  "br", "cl", "dr", "fl", "gr",
					     "pl", "qu", "sc", "sh", "sp", "st", "th", "tr", ""};
	static const char *const vowels[] = {"a", "e", "i", "o", "u", "ai", "ea", "ee", "ou"};
	static const char *const ends[] = {"",  "",  "",  "",  "",   "",   "l", "n",
					   "r", "s", "t", "m", "ck", "nd", "st"};
	static const char *const tails[] = {"", "", "", "s", "ed", "er", "ing", "ion", "ly", "ment", "ness"};
	size_t syllables = 1 + chance_below(chance, 2) + (rank > 2000);
	int at = 0;

#define ONE_OF(list) list[chance_below(chance, sizeof list / sizeof *list)]
	for (size_t i = 0; i < syllables; i++)
		at += snprintf(word + at, WORD_SIZE - (size_t)at, "%s%s%s", ONE_OF(onsets), ONE_OF(vowels),
			       ONE_OF(ends));
	snprintf(word + at, WORD_SIZE - (size_t)at, "%s", ONE_OF(tails));
#undef ONE_OF
}

/* Word n gets a share of the draws that falls with its rank. */
static void deal(void)
{
	double sum = 0, reached = 0;
	size_t draw = 0;

	for (size_t i = 0; i < VOCABULARY; i++)
		sum += pow((double)i + 2.7, -1.05);
	for (size_t i = 0; i < VOCABULARY; i++) {
		reached += pow((double)i + 2.7, -1.05) / sum;
		while (draw < DRAWS && (double)draw < reached * DRAWS)
			drawn[draw++] = (uint16_t)i;
	}
	while (draw < DRAWS)
		drawn[draw++] = VOCABULARY - 1;
}

void words_init(void)
{
	struct chance chance = chance_of(NUMBERS_SEED, 0);
	size_t count;

	vocabulary = need(calloc(VOCABULARY, sizeof *vocabulary));
	drawn = need(calloc(DRAWS, sizeof *drawn));
	count = add_list(add_list(0, joining), official);
	for (; count < VOCABULARY; count++)
		make_word(&chance, count, vocabulary[count]);
	deal();
}

const char *words_pick(struct chance *chance)
{
	return vocabulary[drawn[chance_next(chance) % DRAWS]];
}

/* True if the next word begins a sentence. */
static bool end_word(struct buf *buf, struct chance *chance, unsigned *sentence)
{
	if (++*sentence > 6 && chance_below(chance, 9) == 0) {
		buf_byte(buf, '.');
		*sentence = 0;
		return true;
	}
	if (chance_below(chance, 14) == 0)
		buf_byte(buf, ',');
	return false;
}

void words_paragraph(struct buf *buf, struct chance *chance, size_t size)
{
	size_t begin = buf->length, line = begin;
	unsigned sentence = 0;
	bool first = true;

	while (buf->length - begin < size && !buf->failed) {
		size_t at = buf->length;

		if (chance_below(chance, 90) == 0)
			buf_format(buf, "%u", 100 + (unsigned)chance_below(chance, 900000));
		else
			buf_text(buf, words_pick(chance));
		if (first && buf->data[at] >= 'a' && buf->data[at] <= 'z')
			buf->data[at] = (char)(buf->data[at] - 'a' + 'A');
		first = end_word(buf, chance, &sentence);
		bool full = buf->length - line > LINE;

		buf_byte(buf, full ? '\n' : ' ');
		line = full ? buf->length : line;
	}
	while (buf->length > begin && strchr(" \n.,", buf->data[buf->length - 1]))
		buf->length--;
	buf_text(buf, ".\n\n");
}
