/* SPDX-License-Identifier: MIT */
/*
 * Countries as ISO 3166 lists them and the forms under which English text names them: countries.tsv and
 * country-forms.tsv beside this file, made by generate-countries.py from packaged sources, embedded at build.
 */
#ifndef DATA_COUNTRY_H
#define DATA_COUNTRY_H

#include "../util/slice.h"
#include "facts.h"

#include <stddef.h>

struct country {
	const char *code; /* alpha-2 */
	const char *name; /* English short name: "New Zealand" */
};

/* Persons have some of these names too. */
enum form_doubt {
	DOUBT_NONE,
	DOUBT_SURNAME, /* "Holland": a capitalised word before it makes a person */
	DOUBT_GIVEN,   /* "Virginia": also one behind it */
	DOUBT_ALONE,   /* "Chad": and where nothing near it speaks of countries, it is weak evidence */
	FORM_DOUBTS
};

struct country_form {
	const char *form;       /* "Xinjiang", "Chinese", "UK" */
	const char *code;       /* alpha-2 */
	enum mention_kind kind; /* MENTION_KINDS: a longer form that names no country, "South China Sea" */
	enum form_doubt doubt;
};

/* Read on first use, in order of the tables; NULL out of memory. */
const struct country *countries(size_t *ret_count);
const struct country_form *country_forms(size_t *ret_count);
/* NULL where there is none. */
const struct country *country_find(struct slice code);
#endif
