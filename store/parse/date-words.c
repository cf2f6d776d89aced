/* SPDX-License-Identifier: MIT */
/* The words of printed dates, in English and languages of Europe. Small letters; a NULL ends each table. */
#include "date-words.h"

#include <pthread.h>
#include <stdint.h>

/* English first: where two languages share a word it is the same day. */
const struct date_word date_weekdays[] = {
	{"sunday", 0},
	{"monday", 1},
	{"tuesday", 2},
	{"wednesday", 3},
	{"thursday", 4},
	{"friday", 5},
	{"saturday", 6},
	{"sun", 0},
	{"mon", 1},
	{"tue", 2},
	{"wed", 3},
	{"thu", 4},
	{"fri", 5},
	{"sat", 6},
	{"tues", 2},
	{"weds", 3},
	{"thur", 4},
	{"thurs", 4},
	/* French */
	{"dimanche", 0},
	{"lundi", 1},
	{"mardi", 2},
	{"mercredi", 3},
	{"jeudi", 4},
	{"vendredi", 5},
	{"samedi", 6},
	/* German */
	{"sonntag", 0},
	{"montag", 1},
	{"dienstag", 2},
	{"mittwoch", 3},
	{"donnerstag", 4},
	{"freitag", 5},
	{"samstag", 6},
	{"sonnabend", 6},
	/* Spanish */
	{"domingo", 0},
	{"lunes", 1},
	{"martes", 2},
	{"mi\xc3\xa9rcoles", 3},
	{"miercoles", 3},
	{"jueves", 4},
	{"viernes", 5},
	{"s\xc3\xa1"
	 "bado",
	 6},
	{"sabado", 6},
	/* Italian, Portuguese, Dutch, Swedish, Danish */
	{"luned\xc3\xac", 1},
	{"marted\xc3\xac", 2},
	{"mercoled\xc3\xac", 3},
	{"gioved\xc3\xac", 4},
	{"venerd\xc3\xac", 5},
	{"sabato", 6},
	{"domenica", 0},
	{"segunda-feira", 1},
	{"ter\xc3\xa7"
	 "a-feira",
	 2},
	{"quarta-feira", 3},
	{"quinta-feira", 4},
	{"sexta-feira", 5},
	{"maandag", 1},
	{"dinsdag", 2},
	{"woensdag", 3},
	{"donderdag", 4},
	{"vrijdag", 5},
	{"zaterdag", 6},
	{"zondag", 0},
	{"m\xc3\xa5ndag", 1},
	{"mandag", 1},
	{"tisdag", 2},
	{"tirsdag", 2},
	{"onsdag", 3},
	{"torsdag", 4},
	{"fredag", 5},
	{"l\xc3\xb6rdag", 6},
	{"l\xc3\xb8rdag", 6},
	{"s\xc3\xb6ndag", 0},
	{"s\xc3\xb8ndag", 0},
	{NULL, 0},
};

const struct date_word date_months[] = {
	{"january", 1},
	{"february", 2},
	{"march", 3},
	{"april", 4},
	{"may", 5},
	{"june", 6},
	{"july", 7},
	{"august", 8},
	{"september", 9},
	{"october", 10},
	{"november", 11},
	{"december", 12},
	{"jan", 1},
	{"feb", 2},
	{"mar", 3},
	{"apr", 4},
	{"jun", 6},
	{"jul", 7},
	{"aug", 8},
	{"sep", 9},
	{"sept", 9},
	{"oct", 10},
	{"nov", 11},
	{"dec", 12},
	/* French */
	{"janvier", 1},
	{"f\xc3\xa9vrier", 2},
	{"fevrier", 2},
	{"mars", NEEDS_DAY + 3},
	{"avril", 4},
	{"mai", 5},
	{"juin", 6},
	{"juillet", 7},
	{"ao\xc3\xbbt", 8},
	{"aout", 8},
	{"septembre", 9},
	{"octobre", 10},
	{"novembre", 11},
	{"d\xc3\xa9"
	 "cembre",
	 12},
	{"decembre", 12},
	/* German */
	{"januar", 1},
	{"j\xc3\xa4nner", 1},
	{"februar", 2},
	{"m\xc3\xa4rz", 3},
	{"maerz", 3},
	{"juni", 6},
	{"juli", 7},
	{"oktober", 10},
	{"dezember", 12},
	{"okt", 10},
	{"dez", 12},
	/* Spanish */
	{"enero", 1},
	{"febrero", 2},
	{"marzo", NEEDS_DAY + 3},
	{"abril", 4},
	{"mayo", NEEDS_DAY + 5},
	{"junio", 6},
	{"julio", 7},
	{"agosto", 8},
	{"septiembre", 9},
	{"setiembre", 9},
	{"octubre", 10},
	{"noviembre", 11},
	{"diciembre", 12},
	/* Italian */
	{"gennaio", 1},
	{"febbraio", 2},
	{"aprile", 4},
	{"maggio", 5},
	{"giugno", 6},
	{"luglio", 7},
	{"settembre", 9},
	{"ottobre", 10},
	{"dicembre", 12},
	/* Portuguese */
	{"janeiro", 1},
	{"fevereiro", 2},
	{"mar\xc3\xa7o", 3},
	{"maio", NEEDS_DAY + 5},
	{"junho", 6},
	{"julho", 7},
	{"setembro", 9},
	{"outubro", 10},
	{"novembro", 11},
	{"dezembro", 12},
	/* Dutch */
	{"januari", 1},
	{"februari", 2},
	{"maart", 3},
	{"mei", NEEDS_DAY + 5},
	{"augustus", 8},
	/* Swedish, Danish, Norwegian */
	{"marts", 3},
	{"maj", NEEDS_DAY + 5},
	{"augusti", 8},
	{"desember", 12},
	/* Irish */
	{"ean\xc3\xa1ir", 1},
	{"feabhra", 2},
	{"m\xc3\xa1rta", 3},
	{"aibre\xc3\xa1n", 4},
	{"bealtaine", 5},
	{"meitheamh", 6},
	{"i\xc3\xbail", 7},
	{"l\xc3\xbanasa", 8},
	{"samhain", 11},
	{"nollaig", 12},
	/* Welsh */
	{"ionawr", 1},
	{"chwefror", 2},
	{"mawrth", 3},
	{"ebrill", 4},
	{"mehefin", 6},
	{"gorffennaf", 7},
	{"awst", 8},
	{"medi", NEEDS_DAY + 9},
	{"hydref", 10},
	{"tachwedd", 11},
	{"rhagfyr", 12},
	{NULL, 0},
};

const struct date_word date_ordinals[] = {{"st", 0}, {"nd", 0},       {"rd", 0}, {"th", 0},
					  {"er", 0}, {"\xc2\xba", 0}, {NULL, 0}};

const struct date_word date_meridiems[] = {
	{"a.m.", DATE_AM}, {"p.m.", DATE_PM}, {"a.m", DATE_AM}, {"p.m", DATE_PM},
	{"am", DATE_AM},   {"pm", DATE_PM},   {NULL, 0},
};

/* Minutes east of UTC. The letters that several countries use (IST) are left out; "CST" and "EST" are the US
 * ones. */
const struct date_word date_zones[] = {
	{"utc", 0},
	{"gmt", 0},
	{"z", 0},
	{"nzst", 720},
	{"nzdt", 780},
	{"aest", 600},
	{"aedt", 660},
	{"acst", 570},
	{"acdt", 630},
	{"awst", 480},
	{"est", -300},
	{"edt", -240},
	{"cst", -360},
	{"cdt", -300},
	{"mst", -420},
	{"mdt", -360},
	{"pst", -480},
	{"pdt", -420},
	{"akst", -540},
	{"akdt", -480},
	{"hst", -600},
	{"bst", 60},
	{"cet", 60},
	{"cest", 120},
	{"et", ZONE_FLOATING},
	{"ct", ZONE_FLOATING},
	{"mt", ZONE_FLOATING},
	{"pt", ZONE_FLOATING},
	{"hrs", ZONE_FLOATING},
	{"hours", ZONE_FLOATING},
	{"uhr", ZONE_FLOATING},
	{NULL, 0},
};

/* --- How names begin --- */

enum { BEYOND = 26 /* any byte beyond ASCII */, LETTERS };

/* Of the names of weekdays and months: a bit for each third letter behind the first two. */
static struct {
	pthread_once_t once;
	uint32_t thirds[LETTERS][LETTERS];
} names = {PTHREAD_ONCE_INIT, {{0}}};

/* LETTERS for what is none. */
static unsigned letter_of(char c)
{
	c = byte_lower(c);
	return byte_is_lower(c) ? (unsigned)(c - 'a') : (unsigned char)c >= 0x80 ? BEYOND : LETTERS;
}

static void add_names(const struct date_word *table)
{
	for (; table->text; table++) {
		const char *t = table->text;

		names.thirds[letter_of(t[0])][letter_of(t[1])] |= 1u << letter_of(t[2]);
	}
}

static void make_names(void)
{
	add_names(date_weekdays);
	add_names(date_months);
}

bool date_name_begins(struct slice text, size_t at)
{
	unsigned letters[3];

	if (text.length - at < 3)
		return false;
	for (size_t i = 0; i < 3; i++)
		if ((letters[i] = letter_of(text.at[at + i])) == LETTERS)
			return false;
	pthread_once(&names.once, make_names);
	return names.thirds[letters[0]][letters[1]] >> letters[2] & 1;
}
