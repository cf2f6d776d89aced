/* SPDX-License-Identifier: MIT */
/* Documents for benchmarks: who wrote when, about which country, and what was taken out under which law. */
#include "corpus.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_DAY = 1230768000, /* 2009-01-01 */
	DAY = 86400,
	NONE_IN = 10, /* one document in so many names no country; the same of codes */
	TEXT_LEAST = 400,
	TEXT_MOST = 100000,
	PARAGRAPH = 600,
	HEAD = 350,        /* bytes of a document that are no body, about */
	RARE_IN = 5000,    /* documents of which one has the rare word */
	COMMON_OF_100 = 13 /* and so many of a hundred the common one */
};

static const char common[] = "albatross", rare[] = "quillfish";

static const char *const countries[CORPUS_COUNTRIES] = {
	"Chile",    "Mexico",   "Japan",     "Norway",    "Peru",        "Kenya",     "Egypt",
	"France",   "Germany",  "Italy",     "Spain",     "Portugal",    "Poland",    "Sweden",
	"Finland",  "Denmark",  "Iceland",   "Austria",   "Belgium",     "Hungary",   "Romania",
	"Bulgaria", "Greece",   "Cyprus",    "Malta",     "Ukraine",     "Armenia",   "Kazakhstan",
	"Mongolia", "China",    "India",     "Pakistan",  "Nepal",       "Bhutan",    "Thailand",
	"Cambodia", "Malaysia", "Singapore", "Indonesia", "Philippines", "Australia", "Fiji",
	"Vanuatu",  "Kiribati", "Argentina", "Uruguay",   "Paraguay",    "Bolivia",   "Brazil",
	"Colombia", "Ecuador",  "Guatemala", "Honduras",  "Nicaragua",   "Jamaica",   "Haiti",
	"Morocco",  "Algeria",  "Tunisia",   "Senegal"};

/* A law: what its releases print on them, how its codes are printed, and how a listing has them. */
static const struct regime {
	const char *name, *stamp, *printed[CORPUS_CODES], *listed[CORPUS_CODES];
} regimes[CORPUS_REGIMES] = {
	{"nz-oia",
	 "Released under the Official Information Act 1982",
	 {"s6(a)", "s6(b)", "s9(2)(a)", "s9(2)(g)(i)", "s9(2)(h)", "s9(2)(ba)(i)", "s9(2)(f)(iv)",
	  "s9(2)(j)"},
	 {"s6(a)", "s6(b)", "s9(2)(a)", "s9(2)(g)(i)", "s9(2)(h)", "s9(2)(ba)(i)", "s9(2)(f)(iv)",
	  "s9(2)(j)"}},
	{"us-foia",
	 "RELEASE IN PART. Case No. F-2014-00123",
	 {"(b)(7)(C)", "B5", "(b)(6)", "(b)(4)", "(b)(1)", "(b)(7)(E)", "(b)(7)(A)", "(b)(7)(D)"},
	 {"(b)(7)(C)", "(b)(5)", "(b)(6)", "(b)(4)", "(b)(1)", "(b)(7)(E)", "(b)(7)(A)", "(b)(7)(D)"}},
	{"au-foi",
	 "Released under the Freedom of Information Act 1982",
	 {"s 47F(1)", "s 33(a)(iii)", "s 22(1)(a)(ii)", "s 47C(1)", "s 47E(d)", "s 42(1)", "s 37(1)(a)",
	  "s 33(b)"},
	 {"s47F(1)", "s33(a)(iii)", "s22(1)(a)(ii)", "s47C(1)", "s47E(d)", "s42(1)", "s37(1)(a)", "s33(b)"}},
	{"uk-foia",
	 "Disclosed under the Freedom of Information Act 2000",
	 {"[Redacted: s.40(2)]", "[Redacted: s.27(1)(a)]", "[Redacted: s.43(2)]", "[Redacted: s.35(1)(a)]",
	  "[Redacted: s.42(1)]", "[Redacted: s.31(1)(a)]", "[Redacted: s.23(1)]", "[Redacted: s.41(1)]"},
	 {"s40(2)", "s27(1)(a)", "s43(2)", "s35(1)(a)", "s42(1)", "s31(1)(a)", "s23(1)", "s41(1)"}},
	{"ca-atia",
	 "Document released under the Access to Information Act",
	 {"s.19(1)", "s.21(1)(a)", "s.15(1)", "s.13(1)(a)", "s.20(1)(b)", "s.23", "s.21(1)(b)", "s.16(2)"},
	 {"s.19(1)", "s.21(1)(a)", "s.15(1)", "s.13(1)(a)", "s.20(1)(b)", "s.23", "s.21(1)(b)", "s.16(2)"}},
};

static const char *sender(size_t number)
{
	static const char *const first[20] = {"Alma", "Bram", "Clio", "Dov",  "Edda", "Finn", "Greta",
					      "Hal",  "Ines", "Jory", "Kaia", "Lars", "Mina", "Nils",
					      "Orla", "Piet", "Rhea", "Sten", "Tove", "Ulla"};
	static const char *const last[CORPUS_SENDERS / 20] = {
		"Abbotsley", "Brackwater", "Copperfell", "Dunmarrow", "Eastholme",
		"Fenwright", "Garrowby",   "Hollinmere", "Islewick",  "Jesperdal"};
	static char names[CORPUS_SENDERS][32];

	snprintf(names[number], sizeof names[number], "%s %s", first[number % 20], last[number / 20]);
	return names[number];
}

static void make_title(struct matter *matter, struct chance *chance)
{
	size_t words = 2 + chance_below(chance, 5);
	int at = 0;

	if (matter->country)
		at = snprintf(matter->title, sizeof matter->title, "%s: ", matter->country);
	for (size_t i = 0; i < words; i++)
		at += snprintf(matter->title + at, sizeof matter->title - (size_t)at, "%s%s", i ? " " : "",
			       words_pick(chance));
}

struct matter matter_make(struct chance *chance, unsigned number, unsigned days)
{
	struct matter matter = {.number = number};

	matter.sent =
		FIRST_DAY + (time_t)chance_below(chance, days) * DAY + (time_t)chance_below(chance, DAY);
	matter.sender = sender(chance_rank(chance, CORPUS_SENDERS));
	if (chance_below(chance, NONE_IN) > 0)
		matter.country = countries[chance_rank(chance, CORPUS_COUNTRIES)];
	matter.regime = (unsigned)chance_below(chance, CORPUS_REGIMES);
	if (chance_below(chance, NONE_IN) > 0)
		for (size_t i = 1 + chance_below(chance, 3); i > 0; i--)
			matter.codes |= 1u << chance_rank(chance, CORPUS_CODES);
	make_title(&matter, chance);
	return matter;
}

void matter_set_regime(struct matter *matter, unsigned regime)
{
	matter->regime = regime;
}

static void print_time(time_t time, const char *format, struct buf *buf)
{
	struct tm tm;
	char text[64];

	gmtime_r(&time, &tm);
	strftime(text, sizeof text, format, &tm);
	buf_text(buf, text);
}

static void print_address(const char *name, struct buf *buf)
{
	buf_format(buf, "%s <", name);
	for (const char *p = name; *p; p++)
		buf_byte(buf, *p == ' ' ? '.' : (char)(*p | 0x20));
	buf_text(buf, "@office.example>");
}

static void print_head(const struct matter *matter, struct chance *chance, struct buf *buf)
{
	buf_text(buf, "From: ");
	print_address(matter->sender, buf);
	buf_text(buf, "\nSent: ");
	print_time(matter->sent, "%A, %d %B %Y %I:%M %p", buf);
	buf_format(buf, "\nTo: %s\n", sender(chance_below(chance, CORPUS_SENDERS)));
	if (chance_below(chance, 3) == 0) {
		buf_format(buf, "Cc: %s; ", sender(chance_below(chance, CORPUS_SENDERS)));
		buf_format(buf, "%s\n", sender(chance_below(chance, CORPUS_SENDERS)));
	}
	buf_format(buf, "Subject: %s\n\n", matter->title);
}

/* log-normal, so most are short and a few are long. */
static size_t body_size(struct chance *chance, size_t mean)
{
	enum { SIGMA_OF_10 = 9 };
	const double sigma = SIGMA_OF_10 / 10.0;
	double gauss = sqrt(-2 * log(1 - chance_unit(chance))) * cos(2 * M_PI * chance_unit(chance));
	double size = exp(log((double)mean) - sigma * sigma / 2 + sigma * gauss);

	return size < TEXT_LEAST ? TEXT_LEAST : size > TEXT_MOST ? TEXT_MOST : (size_t)size;
}

static void print_codes(const struct matter *matter, struct buf *buf)
{
	for (unsigned i = 0; i < CORPUS_CODES; i++)
		if (matter->codes & 1u << i)
			buf_format(buf, "%s\n\n", regimes[matter->regime].printed[i]);
}

/* Sentences with the words that are searched, and the country a second time. */
static void print_seldom(const struct matter *matter, struct chance *chance, struct buf *buf)
{
	if (matter->country)
		buf_format(buf, "Officials of %s were told.\n\n", matter->country);
	if (chance_below(chance, 100) < COMMON_OF_100)
		buf_format(buf, "The %s was seen off the pier.\n\n", common);
	if (matter->number % RARE_IN == RARE_IN / 2)
		buf_format(buf, "A %s was landed.\n\n", rare);
}

void matter_print(const struct matter *matter, struct chance *chance, size_t mean, struct buf *buf)
{
	size_t begin = buf->length, size = body_size(chance, mean - HEAD) + HEAD;

	print_head(matter, chance, buf);
	buf_format(buf, "%s. Reference %07u/%u.\n\n", regimes[matter->regime].stamp, matter->number,
		   (unsigned)chance_below(chance, 100));
	words_paragraph(buf, chance, PARAGRAPH / 2);
	print_codes(matter, buf);
	print_seldom(matter, chance, buf);
	while (buf->length - begin < size && !buf->failed) {
		size_t left = size - (buf->length - begin),
		       want = PARAGRAPH / 4 + chance_below(chance, PARAGRAPH);

		words_paragraph(buf, chance, want < left ? want : left);
	}
}

void matter_facts(const struct matter *matter, struct buf *buf)
{
	const char *comma = "";

	buf_format(buf, "%u\t", matter->number);
	print_time(matter->sent, "%Y-%m-%dT%H:%M", buf);
	buf_format(buf, "\t%s\t%s\t%s\t", matter->sender, matter->country ? matter->country : "",
		   regimes[matter->regime].name);
	for (unsigned i = 0; i < CORPUS_CODES; i++) {
		if (!(matter->codes & 1u << i))
			continue;
		buf_format(buf, "%s%s", comma, regimes[matter->regime].listed[i]);
		comma = ",";
	}
	buf_byte(buf, '\n');
}

void matter_mail_head(const struct matter *matter, struct buf *buf)
{
	buf_format(buf, "Message-ID: <%07u@office.example>\nFrom: ", matter->number);
	print_address(matter->sender, buf);
	buf_text(buf, "\nTo: files@office.example\nDate: ");
	print_time(matter->sent, "%a, %d %b %Y %H:%M:%S +0000", buf);
	buf_format(buf,
		   "\nSubject: %s\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
		   "Content-Transfer-Encoding: 8bit\n\n",
		   matter->title);
}
