/* SPDX-License-Identifier: MIT */
#include "../../store/data/country.h"
#include "../../store/data/tsv.h"
#include "../../store/parse/country.h"
#include "../../store/util/buf.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

TestSuite(country);

static void find(struct slice text, const struct span *spans, size_t span_count, struct arena *arena,
		 const struct country_fact **ret_found, size_t *ret_count)
{
	struct country_search *search = country_search_begin(text, arena);

	cr_assert_not_null(search);
	for (size_t i = 0; i < span_count; i++)
		country_search_span(search, spans[i]);
	cr_assert_eq(country_search_end(search, ret_found, ret_count), 0);
}

/* "CN:name2+city1 NZ:name1"; countries with too little evidence in parentheses. */
static void describe(struct slice text, const struct span *spans, size_t span_count, struct buf *out)
{
	static const char *const kinds[MENTION_KINDS] = {"name", "demonym", "division", "city"};
	struct arena arena = {0};
	const struct country_fact *found;
	size_t count;

	find(text, spans, span_count, &arena, &found, &count);
	for (size_t i = 0; i < count; i++) {
		const char *plus = "";

		cr_assert(i == 0 || memcmp(found[i - 1].code, found[i].code, 2) < 0, "in order of code");
		cr_assert(found[i].first.first < found[i].first.last && found[i].first.last <= text.length);
		buf_format(out, "%s%s%s:", i ? " " : "", found[i].filed ? "" : "(", found[i].code);
		for (size_t k = 0; k < MENTION_KINDS; k++)
			if (found[i].counts[k] > 0) {
				buf_format(out, "%s%s%u", plus, kinds[k], found[i].counts[k]);
				plus = "+";
			}
		buf_text(out, found[i].filed ? "" : ")");
	}
	arena_finish(&arena);
}

struct row {
	const char *text, *countries;
};

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct slice text = slice_of(rows[i].text);
		struct span all = {0, text.length};
		struct buf found = {0};

		describe(text, &all, 1, &found);
		cr_expect_str_eq(buf_string(&found), rows[i].countries, "\"%s\" gave \"%s\"", rows[i].text,
				 buf_string(&found));
		buf_finish(&found);
	}
}

#define CHECK(rows) check_rows(rows, sizeof rows / sizeof *rows)

Test(country, names_demonyms_and_divisions_file_a_document_and_few_cities_do_not)
{
	static const struct row rows[] = {
		{"China and New Zealand", "CN:name1 NZ:name1"},
		{"Australian officials, two Americans, the Dutch", "AU:demonym1 NL:demonym1 US:demonym1"},
		{"Xinjiang, then Guangdong and Tibet", "CN:division3"},
		{"Geneva, Geneva, Geneva", "(CH:city3)"},
		{"Geneva, Geneva, Geneva, Geneva", "CH:city4"},
		{"Hong Kong, Macao, Taiwan, Palestine", "HK:name1 MO:name1 PS:name1 TW:name1"},
		{"the EU, the United Nations and the UN", ""},
		{"Britain, Burma, Holland, T\xc3\xbcrkiye, Turkey, Aotearoa",
		 "GB:name1 MM:name1 NL:name1 NZ:name1 TR:name2"},
		{"C\xc3\xb4te d\xe2\x80\x99Ivoire and C\xc3\x94TE D'IVOIRE", "CI:name2"},
		{"", ""},
	};

	CHECK(rows);
}

Test(country, the_longest_form_wins)
{
	static const struct row rows[] = {
		{"Papua New Guinea, Equatorial Guinea, Guinea-Bissau", "GQ:name1 GW:name1 PG:name1"},
		{"People\xe2\x80\x99s Republic of China", "CN:name1"},
		{"the Republic of China", "TW:name1"},
		{"the Democratic Republic of the Congo", "CD:name1"},
		{"North Korean, South Korea", "KP:demonym1 KR:name1"},
		{"New Jersey and Northern Ireland", "GB:division1 US:division1"},
		{"the South China Sea, Latin American, the Indian Ocean", ""},
		{"United Kingdom of Great Britain and Northern Ireland", "GB:name1"},
		{"St. Lucia, St Lucia and Saint Lucia", "LC:name3"},
		{"the Republic of nowhere in China", "CN:name1"},
	};

	CHECK(rows);
}

Test(country, forms_match_over_line_ends_hyphens_and_glued_words)
{
	static const struct row rows[] = {
		{"New\nZealand, New\r\n   Zealand, New\xc2\xa0Zealand", "NZ:name3"},
		{"the China-New Zealand relationship", "CN:name1 NZ:name1"},
		{"ReleaseChad: ImagesChinese RichardsonChina", "CN:name1+demonym1 TD:name1"},
		{"China's, China\xe2\x80\x99s and (China)", "CN:name3"},
		{"pro-China, US-led, China/Taiwan", "CN:name2 TW:name1 US:name1"},
		{"\xe7\xae\x80\xe4\xbd\x93 China\xe2\x80\x94India", "CN:name1 IN:name1"},
	};

	CHECK(rows);
}

Test(country, upper_and_lower_case_matter)
{
	static const struct row rows[] = {
		{"CHINA, BEIJING, NEW ZEALAND", "CN:name1+city1 NZ:name1"},
		{"china, turkey, polish, us, jordan, new zealand", ""},
		{"Us and Uk and Nz", ""},
		{"CHinA", ""},
		{"the US, the U.S. and U.S.A., the USA; UK and NZ", "GB:name1 NZ:name1 US:name4"},
		{"The Republic Of Korea, Trinidad And Tobago", "KR:name1 TT:name1"},
		{"ChinaWare_China China2 2China", "CN:name1"},
	};

	CHECK(rows);
}

Test(country, us_in_a_line_of_capitals_is_a_pronoun)
{
	static const struct row rows[] = {
		{"PLEASE NOTIFY US AT ONCE", ""},
		{"It is said:\nPLEASE NOTIFY US AT ONCE\nby someone", ""},
		{"US-CHINA TRADE", "CN:name1 US:name1"},
		{"THE US said", "US:name1"},
		{"US$100 and NZ$5", ""},
	};

	CHECK(rows);
}

Test(country, addresses_and_names_of_files_name_no_country)
{
	static const struct row rows[] = {
		{"write to desk@China.org or China@desk.org", ""},
		{"see https://www.hrw.org/China/Tibet and www.news.org/US/UK", ""},
		{"hrw.org/asia/China, China.pdf, Xinjiang-report.docx, file_China", ""},
		{"He left China. The Chinese stayed in China.", "CN:name2+demonym1"},
		{"@China", ""},
	};

	CHECK(rows);
}

Test(country, names_of_persons_are_no_countries)
{
	static const struct row rows[] = {
		{"Ms Jordan Smith, Mr Holland and Dr. Ireland", ""},
		{"Michael Jordan met Chad Smith", ""},
		{"J. Holland wrote to Steve Israel", ""},
		{"JORDAN, Mary (AMER)", ""},
		{"University of Victoria", ""},
		{"Virginia Woolf; Virginia A (OLC)", ""},
		{"The Israel mission; While Ireland waits", "IE:name1 IL:name1"},
	};

	CHECK(rows);
}

Test(country, a_name_that_persons_and_states_have_counts_where_its_surroundings_vouch_for_it)
{
	static const struct row rows[] = {
		{"Chad said so", "(TD:city1)"},
		{"in Jordan", "JO:name1"},
		{"Egypt, Jordan and Syria", "EG:name1 JO:name1 SY:name1"},
		{"Jordan and Syria", "JO:name1 SY:name1"},
		{"Houston, Georgia, Montana", "US:division1"},
		{"Atlanta, Georgia", ""},
		{"Armenia, Georgia", "AM:name1 GE:name1"},
		{"the Georgian people", "GE:demonym1"},
	};

	CHECK(rows);
}

Test(country, streets_seats_and_languages_name_no_country)
{
	static const struct row rows[] = {
		{"20 Massachusetts Avenue NW, Holland Park, 4 Jordan Rd", ""},
		{"Squid Ltd is registered in England, and they won in England", "GB:division1"},
		{"Squid Ltd, registered in Ireland No 9; a bus first registered in Japan", "JP:name1"},
		{"an en-US page, US-ASCII text, a pro-US speech", "US:name1"},
		{"He speaks Spanish. A Russian translation, a French-speaking clerk, written in Chinese.",
		 ""},
		{"in Iraqi, Syrian and Turkish ports", "IQ:demonym1 SY:demonym1 TR:demonym1"},
		{"the Spanish minister speaks", "ES:demonym1"},
		{"a parkland in France", "FR:name1"},
	};

	CHECK(rows);
}

Test(country, a_given_name_in_a_list_of_persons_is_no_country)
{
	static const struct row rows[] = {
		{"Marlowe, India R; Poe, Ann", ""},
		{"Marlowe, China R <marlowe@squid.nz>", ""},
		{"Nepal, India; Ceylon", "IN:name1 LK:name1 NP:name1"},
		{"However, India A", "IN:name1"},
	};

	CHECK(rows);
}

Test(country, a_short_demonym_in_capitals_may_be_another_word_misread)
{
	static const struct row rows[] = {
		{"SAID THAI HE WOULD", ""},
		{"SAID THE THAIS WOULD, a Thai said", "TH:demonym2"},
		{"SAID PERU WOULD", "PE:name1"},
	};

	CHECK(rows);
}

Test(country, among_posts_a_country_that_is_a_city_is_a_post)
{
	static const struct row rows[] = {
		{"HELSINKI,\nHONG KONG, LIMA", "(FI:city1) (HK:city1) (PE:city1)"},
		{"Finland, Hong Kong, Peru", "FI:name1 HK:name1 PE:name1"},
		{"Helsinki and Hong Kong", "(FI:city1) HK:name1"},
	};

	CHECK(rows);
}

Test(country, words_do_not_cross_spans_and_what_is_outside_does_not_count)
{
	struct slice text = SLICE("New Zealand: From China to New Zealand");
	struct span spans[] = {{0, 3}, {3, 12}, {13, 18}, {24, 38}, {30, 900}, {800, 900}};
	struct buf found = {0};

	describe(text, spans, sizeof spans / sizeof *spans, &found);
	cr_expect_str_eq(buf_string(&found), "NZ:name1");
	buf_finish(&found);
	describe(text, spans, 3, &found);
	cr_expect_str_eq(buf_string(&found), "");
	buf_finish(&found);
}

Test(country, the_first_mention_is_where_it_stands)
{
	struct slice text = SLICE("In Beijing, China");
	struct span all = {0, text.length};
	struct arena arena = {0};
	const struct country_fact *found;
	size_t count;

	find(text, &all, 1, &arena, &found, &count);
	cr_assert_eq(count, 1);
	cr_expect_str_eq(found->code, "CN");
	cr_expect_eq(found->first.first, 3);
	cr_expect_eq(found->first.last, 10);
	arena_finish(&arena);
}

Test(country, the_table_lists_the_entries_of_iso_3166_in_order)
{
	size_t count;
	const struct country *table = countries(&count);

	cr_assert_not_null(table);
	cr_expect_eq(count, 249);
	for (size_t i = 1; i < count; i++)
		cr_expect(strcmp(table[i - 1].code, table[i].code) < 0, "%s", table[i].code);
	cr_expect_str_eq(country_find(SLICE("KR"))->name, "South Korea");
	cr_expect_str_eq(country_find(SLICE("AD"))->name, "Andorra");
	cr_expect_str_eq(country_find(SLICE("ZW"))->name, "Zimbabwe");
	cr_expect_null(country_find(SLICE("EU")));
	cr_expect_null(country_find(SLICE("UN")));
	cr_expect_null(country_find(SLICE("kr")));
	cr_expect_null(country_find(SLICE("")));
	cr_expect_null(country_find(SLICE("KRX")));
}

Test(country, every_name_in_the_table_and_every_form_is_found_as_its_country)
{
	size_t count, form_count;
	const struct country *table = countries(&count);
	const struct country_form *forms = country_forms(&form_count);

	cr_expect_gt(form_count, 1500);
	for (size_t i = 0; i < form_count + count; i++) {
		const char *form = i < form_count ? forms[i].form : table[i - form_count].name;
		const char *code = i < form_count ? forms[i].code : table[i - form_count].code;
		struct buf text = {0}, found = {0};
		bool none = i < form_count && forms[i].kind == MENTION_KINDS;

		cr_expect(none || country_find(slice_of(code)), "%s", code);
		buf_format(&text, "it is in %s now", form);
		describe((struct slice){text.data, text.length}, &(struct span){0, text.length}, 1, &found);
		cr_expect(none ? found.length == 0
			       : slice_find((struct slice){found.data, found.length}, slice_of(code), 0) <= 1,
			  "%s is %s, but \"%s\" was found", form, code, buf_string(&found));
		buf_finish(&text);
		buf_finish(&found);
	}
}

Test(country, any_bytes_are_scanned_in_linear_time)
{
	static const char *const fillers[] = {"US ",
					      "China/",
					      "New ",
					      "a",
					      " ",
					      "Republic of ",
					      "Republic ",
					      "\xe2\x80",
					      "\xff",
					      "Jordan ",
					      "United Kingdom of Great Britain and Northern ",
					      "A"};
	enum { SIZE = 4 * 1000 * 1000 / FEWER };
	char *bytes = malloc(SIZE);
	struct span all = {0, SIZE};

	cr_assert_not_null(bytes);
	for (size_t i = 0; i <= sizeof fillers / sizeof *fillers; i++) {
		bool nul = i == sizeof fillers / sizeof *fillers;
		struct slice text = {bytes, SIZE};
		size_t length = nul ? 1 : strlen(fillers[i]), count;
		struct arena arena = {0};
		const struct country_fact *found;
		clock_t begin = clock();

		for (size_t at = 0; at < SIZE; at++)
			bytes[at] = nul ? '\0' : fillers[i][at % length];
		find(text, &all, 1, &arena, &found, &count);
		cr_expect((clock() - begin) / CLOCKS_PER_SEC < 30, "\"%s\"", nul ? "NUL" : fillers[i]);
		arena_finish(&arena);
	}
	free(bytes);
}

/* Pieces of forms and stray bytes, in memory that ends where the text does, for the sanitizers. */
Test(country, no_bytes_whatever_are_read_outside_the_text)
{
	static const char *const pieces[] = {
		"New",          "Zealand", " ",  "\n",       "U",  ".",     "S", "-",
		"\xe2\x80\x99", "\xc3",    "'",  "Republic", "of", "China", ",", "@",
		"Jordan",       "Ms",      "US", "\xff",     "$",  "www."};
	uint64_t state = 88172645463325252u;

	for (int i = 0; i < 100000; i++) {
		struct buf text = {0}, found = {0};

		for (int n = 0; n < 8; n++) {
			state ^= state << 13;
			state ^= state >> 7;
			state ^= state << 17;
			buf_text(&text, pieces[state % (sizeof pieces / sizeof *pieces)]);
		}
		char *exact = malloc(text.length);

		cr_assert_not_null(exact);
		memcpy(exact, text.data, text.length);
		describe((struct slice){exact, text.length}, &(struct span){0, text.length}, 1, &found);
		free(exact);
		buf_finish(&text);
		buf_finish(&found);
	}
}

/*
 * The seeds: released documents with hand-made truth that stand beside the source tree of developers and are
 * not part of it. Spans are simple: whole documents less header lines and addresses.
 */
struct tally {
	size_t right, missed, wrong;
};

static const char *const seed_folders[] = {"../shared/seeds", "../../shared/seeds"};

static bool read_seed(struct slice name, struct buf *out)
{
	char path[256], bytes[4096];
	FILE *file = NULL;
	size_t n;

	for (size_t i = 0; !file && i < sizeof seed_folders / sizeof *seed_folders; i++) {
		snprintf(path, sizeof path, "%s/%.*s", seed_folders[i], (int)name.length, name.at);
		file = fopen(path, "rb");
	}
	if (!file)
		return false;
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		buf_append(out, bytes, n);
	fclose(file);
	return true;
}

static struct slice all_of(const struct buf *b)
{
	return (struct slice){b->data, b->length};
}

/* The last line of the document that truth.tsv lists with this first line; 0 where it does not. */
static size_t last_line_of(struct slice truth, struct slice source, struct slice first_line)
{
	struct slice fields[TSV_FIELDS_MAX];

	while (tsv_next(&truth, fields) >= 3)
		if (slice_equal(fields[0], source) && slice_equal(fields[1], first_line))
			return strtoul(fields[2].at, NULL, 10);
	return 0;
}

/* Spans of the lines of a document without From, Sent, To, Cc and the lines that continue To and Cc. */
static size_t spans_of_lines(struct slice text, size_t first_line, size_t last_line, struct span *spans,
			     size_t most)
{
	size_t line = 1, count = 0, skipping = 0;

	for (size_t at = 0; at < text.length && line <= last_line && count < most; line++) {
		size_t end = slice_find(text, SLICE("\n"), at);
		struct slice words = slice_trim(slice_sub(text, at, end));
		bool list = slice_starts_ci(words, SLICE("To:")) || slice_starts_ci(words, SLICE("Cc:"));
		bool label = list || slice_starts_ci(words, SLICE("From:")) ||
			     slice_starts_ci(words, SLICE("Sent:"));

		if (list)
			skipping = 1;
		else if (label || words.length == 0 || slice_starts_ci(words, SLICE("Subject:")))
			skipping = 0;
		if (line >= first_line && !label && !skipping)
			spans[count++] = (struct span){at, end};
		at = end + 1;
	}
	return count;
}

static bool listed(struct slice list, const char *code)
{
	return slice_find(list, slice_of(code), 0) < list.length;
}

static void score(struct slice text, struct slice fields[static TSV_FIELDS_MAX], const struct span *spans,
		  size_t span_count, struct tally *tally)
{
	struct slice expected = fields[2], rest = fields[2];
	struct arena arena = {0};
	const struct country_fact *found;
	size_t count, right = 0, wanted = expected.length == 0 ? 0 : (expected.length + 1) / 3;

	find(text, spans, span_count, &arena, &found, &count);
	for (size_t i = 0; i < count; i++) {
		if (!found[i].filed)
			continue;
		if (listed(expected, found[i].code)) {
			right++;
		} else if (!listed(fields[3], found[i].code)) {
			tally->wrong++;
			fprintf(stderr, "%.*s:%.*s: %s is wrong: \"%.*s\"\n", (int)fields[0].length,
				fields[0].at, (int)fields[1].length, fields[1].at, found[i].code,
				(int)(found[i].first.last - found[i].first.first),
				text.at + found[i].first.first);
		}
	}
	if (right < wanted)
		fprintf(stderr, "%.*s:%.*s: %zu missed of %.*s\n", (int)fields[0].length, fields[0].at,
			(int)fields[1].length, fields[1].at, wanted - right, (int)rest.length, rest.at);
	tally->right += right;
	tally->missed += wanted - right;
	arena_finish(&arena);
}

Test(country, seeds_are_filed_as_a_reader_would)
{
	enum { SPANS_MOST = 4096 };
	struct buf truth = {0}, parts = {0};
	struct slice rest, fields[TSV_FIELDS_MAX];
	struct tally tally = {0};
	struct span *spans = calloc(SPANS_MOST, sizeof *spans);

	cr_assert_not_null(spans);
	if (!read_seed(SLICE("truth-countries.tsv"), &truth) || !read_seed(SLICE("truth.tsv"), &parts)) {
		free(spans);
		cr_skip_test("no seeds beside the source tree");
	}
	rest = all_of(&truth);
	tsv_next(&rest, fields);
	while (tsv_next(&rest, fields) >= 4) {
		struct buf text = {0};
		size_t last_line = last_line_of(all_of(&parts), fields[0], fields[1]);

		cr_assert(last_line > 0 && read_seed(fields[0], &text));
		size_t count = spans_of_lines(all_of(&text), strtoul(fields[1].at, NULL, 10), last_line,
					      spans, SPANS_MOST);

		score(all_of(&text), fields, spans, count, &tally);
		buf_finish(&text);
	}
	double f1 = 2.0 * (double)tally.right / (double)(2 * tally.right + tally.missed + tally.wrong);

	fprintf(stderr, "countries of the seeds: right %zu, missed %zu, wrong %zu, F1 %.4f\n", tally.right,
		tally.missed, tally.wrong, f1);
	cr_expect_geq(f1, 0.97);
	free(spans);
	buf_finish(&truth);
	buf_finish(&parts);
}
