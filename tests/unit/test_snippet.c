/* SPDX-License-Identifier: MIT */
/* Snippets of texts, without a store. */
#include "../../store/db/query-snippet.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>

static sqlite3 *db;

static void setup(void)
{
	cr_assert_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
}

static void teardown(void)
{
	sqlite3_close(db);
}

TestSuite(snippet, .init = setup, .fini = teardown);

static void expect(const char *query_text, const char *text, const char *snippet)
{
	struct dossier_query *query;
	struct dossier_query_error error;
	struct query_snippets snippets;
	struct buf out = {0};

	cr_assert_eq(dossier_query_parse(query_text, &query, &error), 0, "%s", query_text);
	cr_assert_eq(query_snippets_init(&snippets, db, query->root), 0, "%s", query_text);
	cr_assert_eq(query_snippet_of(&snippets, slice_of(text), &out), 0, "%s", query_text);
	cr_expect_str_eq(buf_string(&out), snippet, "%s: [%s]", query_text, buf_string(&out));
	buf_finish(&out);
	query_snippets_finish(&snippets);
	dossier_query_destroy(query);
}

Test(snippet, a_short_text_is_shown_whole_with_its_white_space_folded)
{
	expect("squid", "  The squid\n\tis  late. ", "The squid is late.");
	expect("nowhere", "The squid is late.", "");
	expect("title:squid", "The squid is late.", "");
	expect("-squid", "The squid is late.", "");
	expect("squid", "", "");
}

#define TEN "one two three four five six seven eight nine ten"
#define DOTS TEN " " TEN

Test(snippet, sixteen_words_about_the_hit_are_shown)
{
	expect("squid", DOTS " squid, " DOTS,
	       "...four five six seven eight nine ten squid, one two three four five six seven eight...");
	expect("squid", "squid " DOTS, "squid " TEN " one two three four five...");
	expect("squid", DOTS " squid", "...four five six seven eight nine ten squid");
}

Test(snippet, a_sentence_is_shown_from_its_beginning)
{
	expect("squid", DOTS ". This is about the squid. " DOTS,
	       "...This is about the squid. " TEN " one...");
	expect("squid", DOTS ". " TEN " squid", "..." TEN " squid");
}

Test(snippet, the_place_with_the_most_words_is_shown)
{
	expect("squid camera", "A squid. " DOTS " Camera. " DOTS ". A camera for squid. " DOTS,
	       "...A camera for squid. " TEN " one two...");
	expect("squid camera", "A squid. " DOTS " The squid.", "A squid. " TEN " one two three four...");
}

Test(snippet, phrases_prefixes_stems_and_spellings_are_found_as_the_index_finds_them)
{
	expect("\"a squid\"", "Squid a. " DOTS ". A squid. " DOTS,
	       "...A squid. " TEN " one two three four...");
	expect("\"a a squid\"", "a a a squid", "a a a squid");
	expect("distant-water", "The distant squid, distant water.", "The distant squid, distant water.");
	expect("cam*", "No. " DOTS ". Cameras", "...Cameras");
	expect("universit*", "no. " DOTS ". University", "...University");
	expect("cameras", "CAMERA", "CAMERA");
	expect("camera", "camerawork", "");
	expect("uighur", "an Uyghur", "an Uyghur");
	expect("meeting", "They met. She meets.", "...She meets.");
}

Test(snippet, letters_beyond_ascii_are_words_as_the_index_has_them)
{
	expect("elan", "with \xc3\xa9lan", "with \xc3\xa9lan");
	expect("\xc3\x89lan", "with elan", "with elan");
	expect("squid", "the\xe2\x80\x94squid\xe2\x80\x99s ink", "the\xe2\x80\x94squid\xe2\x80\x99s ink");
	expect("\"squid s ink\"", "the squid\xe2\x80\x99s ink", "the squid\xe2\x80\x99s ink");
	expect("kelvin",
	       "\xe2\x84\xaa"
	       "elvin",
	       "\xe2\x84\xaa"
	       "elvin");
	expect("squid", "\xff\xfe squid", "\xff\xfe squid");
}

Test(snippet, what_is_sought_beyond_the_places_that_there_are_is_left_out)
{
	char query[DOSSIER_QUERY_MAX] = "squid \"";

	for (int i = 0; i < QUERY_PLACES_MAX; i++)
		strcat(query, "long ");
	strcat(query, "\"");
	expect(query, "long squid", "long squid");
	expect(query, "long", "");
}

Test(snippet, of_a_phrase_longer_than_a_snippet_its_end_is_shown)
{
	expect("\"" DOTS "\"", DOTS, "...five six seven eight nine ten " TEN);
}
