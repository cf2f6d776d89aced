/* SPDX-License-Identifier: MIT */
/* Names: for people and for shells (DESIGN.md 3.6). */
#include "../../store/data/ground.h"
#include "../../store/db/name.h"
#include "../../store/util/utf8.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

static const char *text_of(struct buf *b)
{
	cr_assert(!b->failed);
	return buf_string(b);
}

static void expect_document(struct document_facts facts, uint64_t id, const char *want)
{
	struct buf name = {0};

	name_document(&name, &facts, id);
	cr_assert_str_eq(text_of(&name), want);
	buf_finish(&name);
}

Test(name, a_document_is_named_by_date_sender_title_and_number)
{
	struct party_fact nad = {ROLE_SENDER, PARTY_NAMED, "NAD", "nad", {0, 0}};
	struct party_fact parties[] = {{ROLE_TO, PARTY_NAMED, "BEIJING", "beijing", {0, 0}}, nad};
	struct party_fact withheld = {ROLE_SENDER, PARTY_WITHHELD, "", "", {0, 0}};
	static const char title[] =
		"RE: FORMAL MESSAGE: CHINA: XINJIANG UPDATE AND CONSIDERATION OF NEXT STEPS";

	expect_document((struct document_facts){.title.value = title,
						.date.value = "2019-07-11T11:25",
						.parties = parties,
						.party_count = 2},
			17,
			"2019-07-11T1125_NAD_RE_FORMAL_MESSAGE_CHINA_XINJIANG_UPDATE_AND_CONSIDERATION_OF_"
			"NEXT_STEPS.17.txt");
	expect_document(
		(struct document_facts){.title.value = "", .date.value = "", .type = TYPE_MEDIA_LINES}, 1,
		"undated_media_lines.1.txt");
	expect_document(
		(struct document_facts){
			.title.value = "T", .date.value = "2019-06?", .parties = &withheld, .party_count = 1},
		4294967295u, "2019-06_withheld_T.4294967295.txt");
	expect_document(
		(struct document_facts){.title.value = "?!*", .date.value = "2019-07-11T11:25:30+12:00"}, 2,
		"2019-07-11T1125.2.txt");
	expect_document((struct document_facts){.title.value = "China's \"way\" -- (a/b) C:\\x ~",
						.date.value = "2019"},
			3, "2019_Chinas_way_--_a_b_C_x.3.txt");
	expect_document(
		(struct document_facts){.title.value = "Ma\xcc\x84ori $(rm) `x` Pa\xcc\x84keha\xcc\x84",
					.date.value = "2019"},
		3, "2019_M\xc4\x81ori_rm_x_P\xc4\x81keh\xc4\x81.3.txt");
}

Test(name, a_facet_keeps_what_people_write)
{
	static const char *const cases[][2] = {
		{"s6(a)", "s6(a)"},
		{"MARLOWE, Judith (NAD)", "MARLOWE,_Judith_(NAD)"},
		{"FM.P/S MFA", "FM.P_S_MFA"},
		{"New Zealand", "New_Zealand"},
		{"C\xc3\xb4te d'Ivoire", "C\xc3\xb4te_dIvoire"},
		{"OUT OF SCOPE", "OUT_OF_SCOPE"},
		{" -.. \t hidden", "hidden"},
		{"-", "_"},
		{"", "_"},
		{"a\xe2\x80\xae"
		 "b",
		 "a_b"},
		{"\xff\xfe"
		 "a",
		 "a"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf name = {0};

		name_facet(&name, slice_of(cases[i][0]));
		cr_assert_str_eq(text_of(&name), cases[i][1]);
		buf_finish(&name);
	}
}

Test(name, what_a_normal_form_turns_into_a_refused_character_is_refused)
{
	struct buf name = {0};

	name_facet(&name, SLICE("a\xcd\xbe"
				"b\xe1\xbf\xaf"
				"c")); /* U+037E is ";", U+1FEF is "`" */
	cr_assert_str_eq(text_of(&name), "a_b_c");
	buf_clear(&name);
	name_facet(&name, SLICE("e'\xcc\x81")); /* the apostrophe goes: the accent meets its letter */
	cr_assert_str_eq(text_of(&name), "\xc3\xa9");
	buf_finish(&name);
}

Test(name, an_original_keeps_its_bytes_but_those_that_cannot_stand)
{
	static const char *const cases[][2] = {
		{"a b (1).txt", "a b (1).txt"},
		{".hidden", "%2Ehidden"},
		{"..", "%2E."},
		{"a\nb", "a%0Ab"},
		{"a\xff"
		 "b",
		 "a%FFb"},
		{"50%", "50%"},
		{"a%41", "a%2541"},
		{"%2Ehidden", "%252Ehidden"},
		{"a\xe2\x80\xae"
		 "b",
		 "a%E2%80%AEb"},
		{"a\xe2\x80\xa8"
		 "b",
		 "a%E2%80%A8b"},
		{"\xef\xbf\xbd", "\xef\xbf\xbd"},
	};
	char all[256];

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf name = {0};

		name_original(&name, slice_of(cases[i][0]));
		cr_assert_str_eq(text_of(&name), cases[i][1]);
		buf_finish(&name);
	}
	struct buf name = {0};

	memset(all, 'x', 255);
	all[255] = '\0';
	name_original(&name, slice_of(all));
	cr_assert_str_eq(text_of(&name), all);
	buf_clear(&name);
	all[0] = '.';
	name_original(&name, slice_of(all));
	cr_assert_eq(name.length, 255, "escaped and cut: %zu", name.length);
	buf_finish(&name);
}

static void expect_numbered(const char *name, unsigned number, const struct name_kind *kind, const char *want)
{
	struct buf out = {0};

	name_numbered(&out, slice_of(name), number, kind);
	cr_assert_str_eq(text_of(&out), want);
	cr_assert(out.length <= kind->most);
	buf_finish(&out);
}

Test(name, a_number_goes_before_the_extension_of_a_file_and_after_the_name_of_a_directory)
{
	char longest[256], want[256];

	expect_numbered("a.txt", 2, &name_of_original, "a~2.txt");
	expect_numbered("a.tar.gz", 13, &name_of_original, "a.tar~13.gz");
	expect_numbered("README", 2, &name_of_original, "README~2");
	expect_numbered("FM.P_S_MFA", 2, &name_of_facet, "FM.P_S_MFA~2");
	expect_numbered("release.v2", 2, &name_of_original_directory, "release.v2~2");
	memset(longest, 'x', 255);
	memcpy(longest + 251, ".pdf", 5);
	memset(want, 'x', 255);
	memcpy(want + 249, "~2.pdf", 7);
	expect_numbered(longest, 2, &name_of_original, want);
	memset(longest, 'x', 255);
	longest[2] = '.';
	memcpy(want, longest, 253);
	memcpy(want + 253, "~2", 3);
	expect_numbered(longest, 2, &name_of_original, want);
}

/* ---- whatever is in it ---- */

static uint32_t random_character(void)
{
	static const uint32_t likely[] = {' ',    '.',    '-',    '_',    '/',    '\'',   '"',     '`',
					  '*',    '~',    '%',    0x300,  0x301,  0x323,  0x338,   0x37e,
					  0x1fef, 0x2000, 0x2019, 0x202e, 0x2066, 0x212b, 0xac00,  0x1100,
					  0x1161, 0x11a8, 0xfb1d, 0xfeff, 0xfffd, 0xe000, 0x1f600, '\n',
					  0x85,   0xa0,   'e',    'A',    '7',    0x915,  0x93c};

	switch (rand() % 4) {
	case 0:
		return likely[(size_t)rand() % (sizeof likely / sizeof *likely)];
	case 1:
		return 0x20 + (uint32_t)rand() % 0x60;
	case 2:
		return 1 + (uint32_t)rand() % 0x3000;
	default:
		return 1 + (uint32_t)rand() % 0x10ffff;
	}
}

static void fill_randomly(struct buf *b)
{
	buf_clear(b);
	for (int left = rand() % (rand() % 8 ? 24 : 300); left > 0; left--) {
		uint32_t c = random_character();

		if (rand() % 50 == 0)
			buf_byte(b, (char)(0x80 + rand() % 0x80)); /* not UTF-8 */
		else
			utf8_append(b, c);
	}
}

static void expect_clean(struct slice name, bool is_document)
{
	struct buf normal = {0};

	cr_assert(name.length > 0 && name.length <= NAME_MAX_BYTES, "%.*s", (int)name.length, name.at);
	cr_assert_eq(utf8_valid(name), name.length);
	utf8_nfc(&normal, name);
	cr_assert(slice_equal((struct slice){normal.data, normal.length}, name), "NFC: %.*s",
		  (int)name.length, name.at);
	buf_finish(&normal);
	cr_assert(name.at[0] != '.' && name.at[0] != '-');
	for (size_t at = 0; at < name.length;) {
		uint32_t c = utf8_next(name, &at);

		cr_assert(!utf8_is_space(c) && !utf8_is_control(c) && c != 0xfffd, "U+%04X", c);
		cr_assert(c >= 0x80 || !strchr("/\\\"'`*?[]{}$|<>;!~", (int)c), "U+%04X in %.*s", c,
			  (int)name.length, name.at);
		cr_assert(c < 0x2018 || c > 0x201f, "U+%04X", c);
		cr_assert(!is_document || c >= 0x80 || strchr("-.,+@_", (int)c) || byte_is_digit((char)c) ||
			  byte_is_letter((char)c));
	}
}

Test(name, any_text_makes_a_clean_name)
{
	struct buf title = {0}, sender = {0}, name = {0};
	char ending[32];

	srand(20190711);
	for (int i = 0; i < 40000; i++) {
		uint64_t id = (uint64_t)rand() % 4294967295u + 1;

		fill_randomly(&title);
		fill_randomly(&sender);
		struct party_fact party = {ROLE_SENDER, PARTY_NAMED, buf_string(&sender), "k", {0, 0}};
		struct document_facts facts = {.title.value = buf_string(&title),
					       .date.value = i % 3 ? "2019-07-11T11:25" : "",
					       .parties = &party,
					       .party_count = 1};

		buf_clear(&name);
		name_document(&name, &facts, id);
		expect_clean((struct slice){name.data, name.length}, true);
		snprintf(ending, sizeof ending, ".%llu.txt", (unsigned long long)id);
		cr_assert(slice_ends_ci((struct slice){name.data, name.length}, slice_of(ending)),
			  "the number is always there");
		buf_clear(&name);
		name_facet(&name, slice_of(facts.title.value));
		expect_clean((struct slice){name.data, name.length}, false);
	}
	buf_finish(&title);
	buf_finish(&sender);
	buf_finish(&name);
}

Test(name, any_bytes_make_a_name_of_an_original)
{
	struct buf bytes = {0}, name = {0};

	srand(6);
	for (int i = 0; i < 20000; i++) {
		fill_randomly(&bytes);
		buf_byte(&bytes, 'x');
		buf_clear(&name);
		name_original(&name, slice_of(buf_string(&bytes)));
		struct slice s = {name.data, name.length};

		cr_assert(s.length > 0 && s.length <= ORIGINAL_MAX_BYTES && utf8_valid(s) == s.length &&
			  s.at[0] != '.');
		for (size_t at = 0; at < s.length;) {
			uint32_t c = utf8_next(s, &at);

			cr_assert(c != '/' && !utf8_is_control(c), "U+%04X", c);
		}
	}
	buf_finish(&bytes);
	buf_finish(&name);
}

Test(name, no_alias_of_a_ground_is_the_name_of_another)
{
	size_t count;
	const struct ground *all = grounds(&count);
	struct buf name = {0};

	for (size_t i = 0; i < count; i++) {
		buf_clear(&name);
		name_facet(&name, slice_of(all[i].code));
		for (size_t j = 0; j < count; j++)
			cr_assert(i == j || strcmp(all[i].regime, all[j].regime) != 0 ||
					  strcmp(buf_string(&name), all[j].fs) != 0,
				  "%s:%s", all[i].regime, all[i].code);
	}
	buf_finish(&name);
}
