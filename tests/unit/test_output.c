/* SPDX-License-Identifier: MIT */
#include "../../store/command/escape.h"
#include "../../store/command/node_map.h"
#include "../../store/command/output.h"
#include "../../store/command/record.h"
#include "../../store/util/utf8.h"

#include <criterion/criterion.h>
#include <stdlib.h>

typedef void escape(struct buf *out, struct slice s);

static struct slice bytes(const char *text, size_t length)
{
	return (struct slice){text, length};
}

static void expect(escape *f, struct slice in, const char *wanted)
{
	struct buf out = {0};

	f(&out, in);
	cr_assert_str_eq(buf_string(&out), wanted);
	buf_finish(&out);
}

Test(output, a_terminal_is_never_given_a_control_character)
{
	expect(escape_line, SLICE("a\033[31mred"), "a\\x1b[31mred");
	expect(escape_line, SLICE("bell\a null\0 del\177"), "bell\\x07 null\\x00 del\\x7f");
	expect(escape_line,
	       SLICE("csi \xc2\x9b"
		     "31m"),
	       "csi \\u009b31m");
	expect(escape_line, SLICE("two\nlines\tand\r"), "two\\nlines\\tand\\r");
}

Test(output, a_terminal_is_never_given_a_bidi_override_that_turns_words_round)
{
	expect(escape_line, SLICE("exe.\xe2\x80\xaetxt"), "exe.\\u202etxt");
	expect(escape_line, SLICE("\xe2\x81\xa6isolate"), "\\u2066isolate");
}

Test(output, malformed_bytes_are_shown_and_a_printed_replacement_character_stays)
{
	expect(escape_line, SLICE("caf\xe9!"), "caf\\xe9!");
	expect(escape_line, SLICE("\xef\xbf\xbd"), "\xef\xbf\xbd");
	expect(escape_line, SLICE("cut \xe2\x80"), "cut \\xe2\\x80");
}

Test(output, words_of_every_script_stay_as_they_are)
{
	expect(escape_line, SLICE("M\xc4\x81ori \xe6\x96\xb0\xe7\x96\x86 \xd0\x96"),
	       "M\xc4\x81ori \xe6\x96\xb0\xe7\x96\x86 \xd0\x96");
	expect(escape_line, SLICE("\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae"),
	       "\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae");
}

Test(output, text_keeps_its_lines_and_loses_a_carriage_return_that_would_overwrite_one)
{
	expect(escape_text, SLICE("one\r\ntwo\tthree\n"), "one\r\ntwo\tthree\n");
	expect(escape_text, SLICE("seen\runseen"), "seen\\runseen");
	expect(escape_text, SLICE("page\fpage"), "page\\x0cpage");
}

Test(output, a_tsv_value_never_holds_a_tab_or_a_line_end)
{
	expect(escape_tsv, SLICE("a\tb\nc\rd\\e"), "a\\tb\\nc\\rd\\\\e");
	expect(escape_tsv, SLICE("plain, \"quoted\""), "plain, \"quoted\"");
}

Test(output, a_csv_value_is_quoted_where_rfc_4180_asks_for_it)
{
	expect(escape_csv, SLICE("plain"), "plain");
	expect(escape_csv, SLICE(""), "");
	expect(escape_csv, SLICE("a,b"), "\"a,b\"");
	expect(escape_csv, SLICE("say \"no\""), "\"say \"\"no\"\"\"");
	expect(escape_csv, SLICE("two\nlines"), "\"two\nlines\"");
}

Test(output, a_json_string_is_valid_whatever_the_bytes)
{
	expect(escape_json, SLICE("a\"b\\c\n\t\r"), "\"a\\\"b\\\\c\\n\\t\\r\"");
	expect(escape_json, bytes("\0\x1b", 2), "\"\\u0000\\u001b\"");
	expect(escape_json, SLICE("caf\xe9"), "\"caf\xef\xbf\xbd\"");
	expect(escape_json, SLICE("\xf3\xa0\x80\x81"), "\"\\udb40\\udc01\"");
	expect(escape_json, SLICE("\xf0\x9f\x98\x80"), "\"\xf0\x9f\x98\x80\"");
}

static void expect_fit(const char *in, size_t columns, bool pad, const char *wanted)
{
	struct buf out = {0};

	escape_fit(&out, slice_of(in), columns, pad);
	cr_assert_str_eq(buf_string(&out), wanted);
	buf_finish(&out);
}

Test(output, a_value_is_cut_to_columns_not_to_bytes)
{
	expect_fit("abcdef", 6, false, "abcdef");
	expect_fit("abcdef", 4, false, "abc\xe2\x80\xa6");
	expect_fit("ab", 4, true, "ab  ");
	expect_fit("\xc4\x81\xc4\x81\xc4\x81", 3, false, "\xc4\x81\xc4\x81\xc4\x81");
	expect_fit("a\033", 3, false, "a\\\xe2\x80\xa6");
}

Test(output, wide_characters_count_twice_and_marks_not_at_all)
{
	expect_fit("\xe6\x96\xb0\xe7\x96\x86", 5, true, "\xe6\x96\xb0\xe7\x96\x86 ");
	expect_fit("e\xcc\x81", 2, true, "e\xcc\x81 ");
	expect_fit("\xe6\x96\xb0\xe7\x96\x86", 3, true, "\xe6\x96\xb0\xe2\x80\xa6");
	expect_fit("\xe6\x96\xb0\xe7\x96\x86", 2, true, "\xe2\x80\xa6 ");
}

static const struct dossier_facts message = {
	.id = 17,
	.name = "2019-07-11T1125_NAD_RE_A.17.txt",
	.type = "message",
	.sender = "NAD",
	.date = "2019-07-11T11:25",
	.title = "RE: \"A\", B\tC",
	.codes = "nz-oia:s6(a)=3,nz-oia:s9(2)(g)(i)=1",
	.countries = "CN,NZ",
	.source = "release/bundle one.txt",
	.first_byte = 1024,
	.last_byte = 18446744073709551615u,
	.first_page = 2,
	.last_page = 3,
	.sha256 = {0x00, 0xff, 0x10},
};
#define SHA                                                                                                  \
	"00ff10"                                                                                             \
	"0000000000000000000000000000000000000000000000000000000000"

static void expect_line(struct buf *line, const char *wanted)
{
	cr_assert_str_eq(buf_string(line), wanted);
	buf_finish(line);
}

Test(output, tsv_has_the_promised_columns_in_the_promised_order)
{
	struct buf line = {0};

	record_tsv_header(&line, false);
	expect_line(&line,
		    "id\tname\ttype\tsender\tdate\ttitle\tcodes\tcountries\tsource\tfirst_byte\tlast_byte\t"
		    "first_page\tlast_page\tsha256\n");
	record_tsv(&line, &message, NULL);
	expect_line(&line,
		    "17\t2019-07-11T1125_NAD_RE_A.17.txt\tmessage\tNAD\t2019-07-11T11:25\tRE: \"A\", B\\tC\t"
		    "nz-oia:s6(a)=3,nz-oia:s9(2)(g)(i)=1\tCN,NZ\trelease/bundle one.txt\t1024\t"
		    "18446744073709551615\t2\t3\t" SHA "\n");
}

Test(output, csv_ends_its_lines_as_rfc_4180_does_and_has_the_snippet_last)
{
	struct buf line = {0};

	record_csv_header(&line, true);
	expect_line(&line,
		    "id,name,type,sender,date,title,codes,countries,source,first_byte,last_byte,first_page,"
		    "last_page,sha256,snippet\r\n");
	record_csv(&line, &message, "words, sought");
	expect_line(&line,
		    "17,2019-07-11T1125_NAD_RE_A.17.txt,message,NAD,2019-07-11T11:25,\"RE: \"\"A\"\", B\tC\","
		    "\"nz-oia:s6(a)=3,nz-oia:s9(2)(g)(i)=1\",\"CN,NZ\",release/bundle one.txt,1024,"
		    "18446744073709551615,2,3," SHA ",\"words, sought\"\r\n");
}

Test(output, json_has_numbers_as_numbers_and_lists_as_lists)
{
	struct buf line = {0};

	record_json(&line, &message, "hit");
	expect_line(&line,
		    "{\"id\":17,\"name\":\"2019-07-11T1125_NAD_RE_A.17.txt\",\"type\":\"message\","
		    "\"sender\":\"NAD\",\"date\":\"2019-07-11T11:25\",\"title\":\"RE: \\\"A\\\", B\\tC\","
		    "\"codes\":[\"nz-oia:s6(a)=3\",\"nz-oia:s9(2)(g)(i)=1\"],\"countries\":[\"CN\",\"NZ\"],"
		    "\"source\":\"release/bundle one.txt\",\"first_byte\":1024,"
		    "\"last_byte\":18446744073709551615,\"first_page\":2,\"last_page\":3,"
		    "\"sha256\":\"" SHA "\",\"snippet\":\"hit\"}\n");
}

Test(output, a_document_without_marks_and_countries_has_empty_lists_in_json)
{
	struct dossier_facts bare = message;
	struct buf line = {0};

	bare.codes = bare.countries = "";
	record_json(&line, &bare, NULL);
	cr_assert(strstr(buf_string(&line), "\"codes\":[],\"countries\":[],"));
	buf_finish(&line);
}

/* What a row looks like in a file, where no terminal is. */
static char *table(const struct dossier_facts *facts, const char *snippet)
{
	struct output out;
	FILE *file = tmpfile();
	char *text = calloc(1, 4096);

	output_init(&out, file, OUTPUT_TABLE, snippet != NULL);
	output_header(&out);
	cr_assert(output_row(&out, facts, snippet));
	output_finish(&out);
	rewind(file);
	cr_assert_gt(fread(text, 1, 4095, file), 0);
	fclose(file);
	return text;
}

static size_t characters(struct slice s)
{
	size_t count = 0;

	for (size_t at = 0; at < s.length; count++)
		utf8_next(s, &at);
	return count;
}

Test(output, a_table_in_a_file_is_a_hundred_columns_wide_and_has_no_colour)
{
	struct dossier_facts hostile = message;

	hostile.title = "\033]0;own\a a title that is far too long for one row of a table in a file, so it "
			"is cut somewhere";
	char *text = table(&hostile, NULL), *row = strchr(text, '\n') + 1;

	cr_assert_null(strchr(text, '\033'));
	cr_assert(strncmp(text, "    ID DATE ", 12) == 0);
	cr_assert_eq(characters(bytes(row, strcspn(row, "\n"))), 100);
	free(text);
}

Test(output, a_hit_is_a_title_line_and_an_indented_snippet)
{
	char *text = table(&message, "the words\nsought");

	cr_assert_str_eq(text, "17  2019-07-11T11:25  NAD  RE: \"A\", B\\tC\n        the words\\nsought\n");
	free(text);
}

Test(output, a_map_finds_what_was_put_and_nothing_else_while_it_grows)
{
	struct node_map map = {0};
	const char *path = "untouched";

	cr_assert_not(node_map_get(&map, 1, &path));
	for (uint64_t i = 1; i <= 1000; i++)
		cr_assert(node_map_put(&map, dossier_node_pack(DOSSIER_ORIGINAL, i), i % 2 ? "odd" : NULL));
	for (uint64_t i = 1; i <= 1000; i++) {
		cr_assert(node_map_get(&map, dossier_node_pack(DOSSIER_ORIGINAL, i), &path));
		cr_assert_eq(path != NULL, i % 2);
	}
	cr_assert_not(node_map_get(&map, dossier_node_pack(DOSSIER_DOCUMENT, 1), &path));
	node_map_finish(&map);
}
