/* SPDX-License-Identifier: MIT */
/* The language of queries: trees, errors, limits, what print gives; then what queries find in a store. */
#include "../../store/db/query-parse.h"
#include "../../store/db/query-rank.h"
#include "../../store/db/query-where.h"
#include "store_kit.h"

/* ---- trees ---- */

static void show(struct buf *out, const struct query_node *node)
{
	static const char *const names[] = {[QUERY_AND] = "and", [QUERY_OR] = "or", [QUERY_NOT] = "not"};

	if (node->kind == QUERY_TERM) {
		query_print(out, node);
		return;
	}
	buf_format(out, "(%s", names[node->kind]);
	for (const struct query_node *child = node->child; child; child = child->next) {
		buf_byte(out, ' ');
		show(out, child);
	}
	buf_byte(out, ')');
}

static struct dossier_query *parse(const char *text)
{
	struct dossier_query *query = NULL;
	struct dossier_query_error error = {0};
	int r = dossier_query_parse(text, &query, &error);

	cr_assert_eq(r, 0, "%s: at %zu expected %s", text, error.at, error.expected);
	return query;
}

static void expect_tree(const char *text, const char *tree)
{
	struct dossier_query *query = parse(text);
	struct buf shown = {0};

	show(&shown, query->root);
	cr_expect_str_eq(buf_string(&shown), tree, "%s is %s", text, buf_string(&shown));
	buf_finish(&shown);
	dossier_query_destroy(query);
}

static void expect_error(const char *text, size_t at, const char *expected)
{
	struct dossier_query *query = NULL;
	struct dossier_query_error error = {0};

	cr_expect_eq(dossier_query_parse(text, &query, &error), -EINVAL, "%s", text);
	cr_expect_eq(error.at, at, "%s: at %zu", text, error.at);
	cr_expect(strstr(error.expected, expected), "%s: expected %s", text, error.expected);
	dossier_query_destroy(query);
}

Test(query, blanks_join_by_and_and_or_binds_less)
{
	expect_tree("squid", "squid");
	expect_tree("  squid   camera ", "(and squid camera)");
	expect_tree("squid AND camera", "(and squid camera)");
	expect_tree("a b OR c d", "(or (and a b) (and c d))");
	expect_tree("a (b OR c) d", "(and a (or b c) d)");
	expect_tree("a OR b OR c", "(or a b c)");
	expect_tree("(a OR (b OR c))", "(or a b c)");
	expect_tree("a (b (c d))", "(and a b c d)");
}

Test(query, operators_are_in_capitals)
{
	expect_tree("camera or observer and not carrier", "(and camera or observer and not carrier)");
	expect_tree("\"OR\" OR \"NOT\"", "(or \"OR\" \"NOT\")");
	expect_tree("NOT camera", "(not camera)");
	expect_tree("a AND NOT b", "(and a (not b))");
}

Test(query, a_minus_denies_what_it_touches)
{
	expect_tree("-camera", "(not camera)");
	expect_tree("squid -(camera OR -observer)", "(and squid (not (or camera (not observer))))");
	expect_tree("-from:beijing -\"two words\"", "(and (not from:beijing) (not \"two words\"))");
	expect_tree("--camera", "camera");
	expect_tree("-(-camera)", "camera");
	expect_tree("squid - camera", "(and squid camera)");
	expect_tree("squid -- camera", "(and squid camera)");
	expect_tree("distant-water", "distant-water");
	expect_tree("NOT -(NOT a)", "(not a)");
}

Test(query, words_keep_what_stands_in_them)
{
	expect_tree("s6(a) 10:30 China's", "(and s6(a) 10:30 China's)");
	expect_tree("(s6(a) OR s6(b))", "(or s6(a) s6(b))");
	expect_tree("squid & camera / , * x", "(and squid camera x)");
	expect_tree("RE: FORMAL MESSAGE: CHINA", "(and RE: FORMAL MESSAGE: CHINA)");
	expect_tree("squid(camera OR x)", "(and squid (or camera x))");
	expect_tree("\xc3\xa9tat", "\xc3\xa9tat");
}

Test(query, phrases_stand_between_marks_of_any_kind)
{
	expect_tree("\"formal message\"", "\"formal message\"");
	expect_tree("\xe2\x80\x9c"
		    "formal message\xe2\x80\x9d",
		    "\"formal message\"");
	expect_tree("camera*", "camera*");
	expect_tree("\"formal mess\"*", "\"formal mess\"*");
	expect_tree("a\"b c\"d", "(and a \"b c\" d)");
}

Test(query, fields_take_words_phrases_exact_values_and_groups)
{
	expect_tree("FROM:geels", "from:geels");
	expect_tree("subject:squid", "title:squid");
	expect_tree("from:=BEIJING", "from:=BEIJING");
	expect_tree("from:=A*", "from:=A*");
	expect_tree("title:=\"\"", "title:=\"\"");
	expect_tree("from:\"two words\"", "from:\"two words\"");
	expect_tree("from:(beijing OR \"post two\" -x)",
		    "(or from:beijing (and from:\"post two\" (not from:x)))");
	expect_tree("from:-x", "from:-x");
	expect_tree("from:OR", "from:OR");
	expect_tree("code:s9(2)(g)(i)", "code:s9(2)(g)(i)");
	expect_tree("code:(b)(6)", "code:(b)(6)");
	expect_tree("(code:(b)(6))", "code:(b)(6)");
	expect_tree("code:(s6(a) OR s6(b))", "(or code:s6(a) code:s6(b))");
	expect_tree("code:nz-oia:s6(a)", "code:nz-oia:s6(a)");
	expect_tree("after:2019-07-01 before:2019/8/1", "(and after:2019-07-01 before:2019/8/1)");
}

Test(query, errors_say_where_and_what_was_expected)
{
	expect_error("", 0, "a word");
	expect_error("   ", 3, "a word");
	expect_error("---", 3, "a word");
	expect_error("a OR", 4, "a word");
	expect_error("OR a", 0, "a word");
	expect_error("a AND OR b", 6, "a word");
	expect_error("a NOT", 5, "a word");
}

Test(query, errors_of_parentheses_and_marks)
{
	expect_error("a (b", 4, "closing parenthesis for the one at 3");
	expect_error("a) b", 1, "opening parenthesis");
	expect_error("()", 1, "a word");
	expect_error("a \"b", 2, "quotation marks that close");
	expect_error("\"\"", 0, "letter or a digit");
	expect_error("from:\"x", 5, "quotation marks that close");
	expect_error("a\xff", 1, "UTF-8");
}

Test(query, errors_of_fields_and_values)
{
	expect_error("foo:bar", 0, "from, to, party");
	expect_error("see http://example.org", 4, "quotation marks around");
	expect_error("from: geels", 5, "a value right after from:");
	expect_error("from:= geels", 6, "a value right after from:=");
	expect_error("from:(to:x)", 6, "belong to a field");
	expect_error("a date:2019-13", 7, "a date");
	expect_error("date:..", 5, "letter");
	expect_error("date:2019-07-02..2019-07-01", 5, "a date");
	expect_error("date:2019*", 5, "a date");
	expect_error("country:atlantis", 8, "a country");
	expect_error("code:s99999", 5, "a code");
	expect_error("regime:none", 7, "a regime");
	expect_error("type:novel", 5, "media-lines");
	expect_error("redacted:maybe", 9, "yes or no");
	expect_error("id:x", 3, "number");
	expect_error("id:0", 3, "number");
	expect_error("a*", 0, "two letters");
}

/* ---- limits ---- */

static char *repeat(const char *before, const char *unit, size_t count, const char *after)
{
	struct buf text = {0};

	buf_text(&text, before);
	for (size_t i = 0; i < count; i++)
		buf_text(&text, unit);
	buf_text(&text, after);
	return buf_steal(&text);
}

static void expect_limit(char *text, size_t at, const char *expected)
{
	if (at == SIZE_MAX)
		dossier_query_destroy(parse(text));
	else
		expect_error(text, at, expected);
	free(text);
}

Test(query, length_depth_and_terms_have_limits)
{
	expect_limit(repeat("", "a", DOSSIER_QUERY_MAX, ""), SIZE_MAX, NULL);
	expect_limit(repeat("", "a", DOSSIER_QUERY_MAX + 1, ""), DOSSIER_QUERY_MAX, "at most 4096 bytes");
	expect_limit(repeat("", "a ", QUERY_TERMS_MAX, ""), SIZE_MAX, NULL);
	expect_limit(repeat("", "a ", QUERY_TERMS_MAX + 1, ""), 2 * QUERY_TERMS_MAX, "at most 64 words");
	expect_limit(repeat("", "(", 1000, ""), QUERY_DEPTH_MAX, "at most 32 parentheses");
	expect_limit(repeat("", "a(", 1000, ""), 2 * QUERY_DEPTH_MAX + 1, "at most 32 parentheses");
	expect_limit(repeat("", "-", 4000, "a"), SIZE_MAX, NULL);
	expect_limit(repeat("", "-(", QUERY_DEPTH_MAX, "a"), 2 * QUERY_DEPTH_MAX + 1, "closing");
	expect_limit(repeat("((((((((((((((((((((((((((((((((", "a", 1, "))))))))))))))))))))))))))))))))"),
		     SIZE_MAX, NULL);
}

/* ---- random strings ---- */

static const char *const pieces[] = {"a",
				     "bc",
				     " ",
				     "  ",
				     "(",
				     ")",
				     "\"",
				     "-",
				     "*",
				     ":",
				     "=",
				     "OR",
				     "AND",
				     "NOT",
				     " OR ",
				     "from:",
				     "title:",
				     "code:",
				     "s6(a)",
				     "date:",
				     "2019",
				     "..",
				     "country:",
				     "nz",
				     ".",
				     "/",
				     "\xc3\xa9",
				     "\xe2\x80\x9c",
				     "\xe2\x80\x9d",
				     "RE:",
				     "id:",
				     "7",
				     "\xff",
				     "\t",
				     "&",
				     "to:(",
				     "type:",
				     "media-lines",
				     "redacted:",
				     "yes",
				     "source:",
				     "after:"};

static void compose(char *text, size_t size, unsigned *seed)
{
	size_t count = (size_t)rand_r(seed) % 14, length = 0;

	text[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		const char *piece = pieces[(size_t)rand_r(seed) % (sizeof pieces / sizeof *pieces)];

		if (length + strlen(piece) + 1 < size)
			length += (size_t)snprintf(text + length, size - length, "%s", piece);
	}
}

static void expect_same_again(const struct dossier_query *query, const char *text)
{
	struct buf tree = {0}, again = {0};
	char *printed = NULL, *reprinted = NULL;

	cr_assert_eq(dossier_query_print(query, &printed), 0);
	struct dossier_query *other = parse(printed);

	show(&tree, query->root);
	show(&again, other->root);
	cr_assert_str_eq(buf_string(&again), buf_string(&tree), "[%s] is printed [%s]", text, printed);
	cr_assert_eq(dossier_query_print(other, &reprinted), 0);
	cr_assert_str_eq(printed, reprinted);
	dossier_query_destroy(other);
	buf_finish(&tree);
	buf_finish(&again);
	free(printed);
	free(reprinted);
}

Test(query, any_string_parses_or_has_an_error_in_it_and_what_is_printed_parses_the_same)
{
	unsigned seed = 7, parsed = 0;
	char text[256];

	for (int i = 0; i < 60000; i++) {
		struct dossier_query *query = NULL;
		struct dossier_query_error error = {.at = SIZE_MAX};

		compose(text, sizeof text, &seed);
		int r = dossier_query_parse(text, &query, &error);

		if (r == 0) {
			expect_same_again(query, text);
			dossier_query_destroy(query);
			parsed++;
			continue;
		}
		cr_assert_eq(r, -EINVAL);
		cr_assert_leq(error.at, strlen(text), "[%s]", text);
		cr_assert_neq(error.expected[0], '\0', "[%s]", text);
	}
	cr_assert_gt(parsed, 4000u);
}

/* ---- what is found ---- */

static const struct citation oia_a = {"nz-oia", "s6(a)"}, oia_g = {"nz-oia", "s9(2)(g)"},
			     oia_gi = {"nz-oia", "s9(2)(g)(i)"}, foia_6 = {"us-foia", "(b)(6)"};
static const struct mark_fact mark_a = {{0, 1}, MARK_IN_PLACE, 90, &oia_a, 1},
			      mark_g = {{0, 1}, MARK_IN_PLACE, 90, &oia_g, 1},
			      mark_gi = {{0, 1}, MARK_IN_PLACE, 90, &oia_gi, 1},
			      mark_6 = {{0, 1}, MARK_IN_PLACE, 90, &foia_6, 1},
			      mark_cited = {{0, 1}, MARK_CITED, 90, &oia_a, 1};
static const struct party_fact
	beijing[] = {{ROLE_SENDER, PARTY_NAMED, "BEIJING", "beijing", {0, 1}},
		     {ROLE_TO, PARTY_NAMED, "SUVA", "suva", {0, 1}},
		     {ROLE_CC, PARTY_NAMED, "Tait, Marama", "tait, marama", {0, 1}}},
	mail[] = {{ROLE_SENDER, PARTY_MAILBOX, "Zo\xc3\xab Marlowe", "zm@squid.example", {0, 1}},
		  {ROLE_BCC, PARTY_NAMED, "BEIJING", "beijing", {0, 1}}},
	withheld[] = {{ROLE_SENDER, PARTY_WITHHELD, "", "", {0, 1}}, //
		      {ROLE_TO, PARTY_NAMED, "BEIJING CENTRAL", "beijing central", {0, 1}}};
static const struct country_fact china[] = {{"CN", true, {1, 0, 0, 0}, {0, 1}},
					    {"FJ", false, {1, 0, 0, 0}, {0, 1}}},
				 both[] = {{"CN", true, {1, 0, 0, 0}, {0, 1}},
					   {"NZ", true, {1, 0, 0, 0}, {0, 1}}};

#define TEXT(words)                                                                                          \
	{                                                                                                    \
		.value = (words), .where = {0, 1}, .confidence = 90                                          \
	}

/* Numbered from 1. Each text is a word that is its own, and words that it shares. */
static const struct {
	const char *text, *name;
	struct document_facts facts;
} samples[] = {
	{"alpha squid camera camera",
	 "bundle.txt",
	 {.type = TYPE_MESSAGE,
	  .title = TEXT("Squid letter"),
	  .date = TEXT("2019-07-11T11:25"),
	  .parties = beijing,
	  .party_count = 3,
	  .marks = &mark_a,
	  .mark_count = 1,
	  .countries = china,
	  .country_count = 2}},
	{"bravo squid Uyghurs",
	 "two.txt",
	 {.type = TYPE_MEDIA_LINES,
	  .title = TEXT("Lines"),
	  .date = TEXT("2019-07"),
	  .parties = mail,
	  .party_count = 2,
	  .marks = &mark_gi,
	  .mark_count = 1,
	  .countries = both,
	  .country_count = 2}},
	{"charlie squid observer camera",
	 "three.txt",
	 {.type = TYPE_MESSAGE,
	  .title = TEXT("Harbour"),
	  .date = TEXT("2019"),
	  .parties = withheld,
	  .party_count = 2,
	  .marks = &mark_g,
	  .mark_count = 1}},
	{"delta distant water formal message",
	 "four.txt",
	 {.type = TYPE_DOCUMENT, .title = TEXT(""), .date = TEXT("")}},
	{"echo distant formal water message squids",
	 "five.txt",
	 {.type = TYPE_LETTER,
	  .title = TEXT("The squid, the squid"),
	  .date = TEXT("2018-12-31"),
	  .marks = &mark_6,
	  .mark_count = 1}},
	{"foxtrot university",
	 "six.txt",
	 {.type = TYPE_BRIEFING,
	  .title = TEXT("Harbour plan"),
	  .date = TEXT("2019-06-30"),
	  .marks = &mark_cited,
	  .mark_count = 1}},
};

static struct dossier_reader *open_samples(void)
{
	struct writer *w = open_writer();

	for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
		import_one(w, samples[i].text, strlen(samples[i].text), samples[i].facts, samples[i].name);
	cr_assert_eq(writer_close(w), 0);
	return open_reader(false);
}

static bool see_id(void *context, uint64_t document)
{
	char *all = context;

	sprintf(all + strlen(all), "%s%d", *all ? " " : "", (int)document);
	return true;
}

static bool see_facts(void *context, const struct dossier_facts *facts, const char *snippet)
{
	(void)snippet;
	return see_id(context, facts->id);
}

static void expect_found(struct dossier_reader *reader, const char *text, const char *ids)
{
	struct dossier_query *query = parse(text);
	char found[200] = "";

	cr_assert_eq(dossier_query_list(reader, query, 0, 0, see_facts, found), 0, "%s", text);
	cr_expect_str_eq(found, ids, "%s finds %s", text, found);
	dossier_query_destroy(query);
}

static void expect_ranked(struct dossier_reader *reader, const char *text, size_t limit, const char *ids)
{
	struct dossier_query *query = parse(text);
	char found[200] = "", told[200] = "";

	cr_assert_eq(dossier_query_ids(reader, query, limit, see_id, found), 0, "%s", text);
	cr_expect_str_eq(found, ids, "%s ranks %s", text, found);
	cr_assert_eq(dossier_query_search(reader, query, 0, DOSSIER_WITH_SNIPPET, see_facts, told), 0, "%s",
		     text);
	cr_expect(strncmp(told, found, strlen(found)) == 0, "%s tells %s", text, told);
	dossier_query_destroy(query);
}

struct found {
	const char *query, *ids;
};

static void expect_all(const struct found *all, size_t count)
{
	struct dossier_reader *reader = open_samples();

	for (size_t i = 0; i < count; i++)
		expect_found(reader, all[i].query, all[i].ids);
	close_reader(reader);
}

#define EXPECT_ALL(...)                                                                                      \
	expect_all((const struct found[]){__VA_ARGS__},                                                      \
		   sizeof((const struct found[]){__VA_ARGS__}) / sizeof(struct found))

TestSuite(query_store, .init = setup, .fini = teardown);

Test(query_store, words_are_found_in_text_and_title_in_any_form)
{
	EXPECT_ALL({"squid", "1 2 3 5"}, {"SQUIDS camera", "1 3"}, {"letter", "1"}, {"nowhere", ""},
		   {"title:squid", "1 5"}, {"title:camera", ""}, {"subject:harbour camera", "3"},
		   {"title:=Harbour", "3"}, {"title:=harbour", ""}, {"title:=\"\"", "4"});
}

Test(query_store, phrases_and_words_with_punctuation_stand_together)
{
	EXPECT_ALL({"\"distant water\"", "4"}, {"distant water", "4 5"}, {"distant-water", "4"},
		   {"\"formal mess\"*", "4"}, {"form*", "4 5"}, {"title:harb*", "3 6"}, {"universit*", "6"},
		   {"universi*", "6"}, {"title:universit*", ""});
}

Test(query_store, other_spellings_are_sought_but_not_in_quotation_marks)
{
	EXPECT_ALL({"Uighur", "2"}, {"uigurs", "2"}, {"Uighurs,", "2"}, {"\"Uighur\"", ""},
		   {"\"uyghur\"", "2"}, {"harbor", "3 6"}, {"title:harbor", "3 6"}, {"uighur -uygur", ""});
}

Test(query_store, what_is_denied_is_not_found)
{
	EXPECT_ALL({"squid -camera", "2 5"}, {"-squid", "4 6"}, {"-(squid OR harbour)", "4"},
		   {"squid -(camera observer)", "1 2 5"}, {"-from:beijing squid", "2 3 5"},
		   {"-(-squid)", "1 2 3 5"}, {"NOT squid NOT harbour", "4"}, {"squid -title:squid", "2 3"});
}

Test(query_store, words_and_fields_are_joined_as_said)
{
	EXPECT_ALL({"from:beijing OR observer", "1 3"}, {"(from:beijing OR observer) camera", "1 3"},
		   {"from:beijing OR (observer -camera)", "1"}, {"camera OR country:nz OR id:6", "1 2 3 6"},
		   {"squid (country:cn OR type:letter) -id:1", "2 5"},
		   {"-(from:beijing OR camera)", "2 4 5 6"});
}

Test(query_store, parties_are_matched_by_words_of_name_or_address)
{
	EXPECT_ALL({"from:beijing", "1"}, {"from:=BEIJING", "1"}, {"from:=beijing", ""}, {"from:zoe", "2"},
		   {"from:\"zo\xc3\xab marlowe\"", "2"}, {"from:squid.example", "2"},
		   {"from:=zm@squid.example", "2"}, {"from:mar*", "2"}, {"from:marl", ""},
		   {"from:withheld", "3"}, {"from:\"withheld\"", ""}, {"to:beijing", "2 3"},
		   {"to:=BEIJING", "2"}, {"to:marama", "1"}, {"party:beijing", "1 2 3"},
		   {"party:withheld", "3"}, {"to:withheld", ""}, {"from:(beijing OR zoe)", "1 2"});
}

Test(query_store, countries_are_named_as_people_do)
{
	EXPECT_ALL({"country:nz", "2"}, {"country:NZ", "2"}, {"country:\"New Zealand\"", "2"},
		   {"country:new-zealand", "2"}, {"country:zealand", "2"}, {"country:chinese", "1 2"},
		   {"country:=CN", "1 2"}, {"country:=China", "1 2"}, {"country:fj", ""},
		   {"country:none", "3 4 5 6"}, {"country:cn -country:nz", "1"});
}

Test(query_store, a_code_is_found_in_all_its_forms_and_with_its_children)
{
	EXPECT_ALL({"code:s6(a)", "1"}, {"code:s6-a", "1"}, {"code:nz-oia:s6(a)", "1"},
		   {"code:us-foia:b6", "5"}, {"code:b6", "5"}, {"code:\"(b)(6)\"", "5"}, {"code:(b)(6)", "5"},
		   {"code:s9(2)(g)", "2 3"}, {"code:s9-2-g", "2 3"}, {"code:S9-2-G-I", "2"},
		   {"code:=s9-2-g", "3"}, {"code:s9", "2 3"}, {"code:none", "4 6"},
		   {"regime:nz-oia", "1 2 3"}, {"regime:us", "5"}, {"regime:=us-foia", "5"},
		   {"code:(s6(a) OR b6)", "1 5"});
}

Test(query_store, a_date_holds_what_surely_lies_in_it)
{
	EXPECT_ALL({"date:2019", "1 2 3 6"}, {"date:2019-07", "1 2"}, {"date:2019-07-11", "1"},
		   {"date:2019-06-28..2019-07", "1 2 6"}, {"date:..2018", "5"}, {"date:2019-07..", "1 2"},
		   {"date:undated", "4"}, {"date:=2019", "3"}, {"date:=2019-07", "2"},
		   {"after:2019-06-30 before:2019-07-01", "6"}, {"after:2019", "1 2 3 6"},
		   {"before:2019", "5"}, {"date:2019/7/11", "1"}, {"-date:2019", "4 5"});
}

Test(query_store, types_sources_numbers_and_marks_are_fields_too)
{
	EXPECT_ALL({"type:media-lines", "2"}, {"type:\"media lines\"", "2"}, {"type:lines", "2"},
		   {"type:message", "1 3"}, {"type:(letter OR briefing)", "5 6"}, {"id:4", "4"},
		   {"id:99", ""}, {"source:bundle", "1"}, {"source:release", "1 2 3 4 5 6"},
		   {"source:two.txt", "2"}, {"source:=release/two.txt", "2"}, {"source:=two.txt", ""},
		   {"redacted:yes", "1 2 3 5"}, {"redacted:no", "4 6"}, {"-redacted:yes", "4 6"});
}

Test(query_store, the_best_comes_first_and_what_words_do_not_rank_is_in_order_of_date)
{
	struct dossier_reader *reader = open_samples();

	expect_ranked(reader, "squid", 0, "5 1 2 3");
	expect_ranked(reader, "squid", 2, "5 1");
	expect_ranked(reader, "country:cn OR code:b6", 0, "5 2 1");
	expect_ranked(reader, "-country:cn", 0, "5 3 6 4");
	expect_ranked(reader, "foxtrot OR from:withheld OR type:letter", 0, "6 5 3");
	close_reader(reader);
}

Test(query_store, conjunction_finds_what_all_of_its_queries_do)
{
	struct dossier_reader *reader = open_samples();
	struct dossier_query *list[] = {parse("squid OR plan"), parse("-from:beijing"),
					parse("title:harbour")};
	struct dossier_query *all = NULL;
	char *text = NULL, found[100] = "";

	cr_assert_eq(dossier_query_and((const struct dossier_query *const *)list, 3, &all), 0);
	cr_assert_eq(dossier_query_print(all, &text), 0);
	cr_expect_str_eq(text, "(squid OR plan) -from:beijing title:harbour");
	cr_assert_eq(dossier_query_list(reader, all, 0, 0, see_facts, found), 0);
	cr_expect_str_eq(found, "3 6");
	free(text);
	dossier_query_destroy(all);
	for (int i = 0; i < 3; i++)
		dossier_query_destroy(list[i]);
	close_reader(reader);
}

Test(query_store, too_much_in_a_conjunction_is_told)
{
	char *words = repeat("", "a ", QUERY_TERMS_MAX, "");
	struct dossier_query *many = parse(words), *all = NULL;
	const struct dossier_query *const list[] = {many, many};

	cr_expect_eq(dossier_query_and(list, 1, &all), 0);
	dossier_query_destroy(all);
	cr_expect_eq(dossier_query_and(list, 2, &all), -E2BIG);
	dossier_query_destroy(many);
	free(words);
	close_reader(open_samples());
}

/* Beyond what is ranked nothing is missing and nothing comes twice. */
Test(query_store, a_common_word_gives_every_document_once)
{
	enum { DOCUMENTS = QUERY_RANKED_MAX + 300, SIZE = 16 };
	struct writer *w = open_writer();
	static char text[DOCUMENTS * SIZE + 1], seen[DOCUMENTS * 8];
	static bool met[DOCUMENTS + 1];
	int fd;

	for (int i = 0; i < DOCUMENTS; i++)
		snprintf(text + i * SIZE, SIZE + 1, "common n%-8d", i);
	uint64_t source = begin(w, text, DOCUMENTS * SIZE, &fd);

	for (int i = 0; i < DOCUMENTS; i++) {
		struct document_facts facts = plain_facts();

		facts.title.value = i == DOCUMENTS - 1 ? "common" : "";
		facts.range = (struct span){(uint64_t)i * SIZE, (uint64_t)(i + 1) * SIZE};
		cr_assert_eq(writer_document(w, &facts), 0);
	}
	end(w, source, fd, "many.txt", 0);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	struct dossier_query *query = parse("common -nowhere");
	char *rest = seen;
	int count = 0;

	cr_assert_eq(dossier_query_ids(reader, query, 0, see_id, seen), 0);
	cr_expect_eq(atoi(seen), DOCUMENTS, "a title far behind comes first");
	for (size_t limit = 1; limit <= DOCUMENTS; limit += 433) {
		char first[sizeof seen] = "";

		cr_assert_eq(dossier_query_ids(reader, query, limit, see_id, first), 0);
		cr_expect_eq(strncmp(first, seen, strlen(first)), 0, "the first %zu are those of all", limit);
	}
	for (char *id = strsep(&rest, " "); id; id = strsep(&rest, " "), count++) {
		cr_assert(!met[atoi(id)], "%s twice", id);
		met[atoi(id)] = true;
	}
	cr_expect_eq(count, DOCUMENTS);
	dossier_query_destroy(query);
	close_reader(reader);
}

/* What decides the first screen lies at the beginning of the store. */
Test(query_store, what_is_imported_later_leaves_the_order_of_a_common_word_alone)
{
	enum { DOCUMENTS = QUERY_RANKED_MAX + 50, REACH = QUERY_RANKED_MAX * QUERY_TITLE_REACH };
	static char before[DOCUMENTS * 8], after[2 * REACH * 8];
	struct writer *w = open_writer();
	int fd;
	static char text[REACH * 4];
	uint64_t source;

	memset(text, 0, sizeof text);
	for (int i = 0; i < REACH + 100; i++)
		memcpy(text + 3 * i, "ye ", 3);
	source = begin(w, text, 3 * (REACH + 100), &fd);
	for (uint64_t i = 0; i < REACH + 100; i++) {
		struct document_facts facts = plain_facts();

		if (i == DOCUMENTS) {
			end(w, source, fd, "a.txt", 3 * (REACH + 100 - DOCUMENTS));
			cr_assert_eq(writer_close(w), 0);
			struct dossier_reader *reader = open_reader(false);
			struct dossier_query *query = parse("ye");

			cr_assert_eq(dossier_query_ids(reader, query, 0, see_id, before), 0);
			dossier_query_destroy(query);
			close_reader(reader);
			w = open_writer();
			text[0] = 'b';
			source = begin(w, text, 3 * (REACH + 100), &fd);
		}
		facts.title.value = i == 400 || i == REACH + 50 ? "ye" : "";
		facts.range = (struct span){3 * i, 3 * i + 3};
		cr_assert_eq(writer_document(w, &facts), 0);
	}
	end(w, source, fd, "b.txt", 3 * DOCUMENTS);
	cr_assert_eq(writer_close(w), 0);
	struct dossier_reader *reader = open_reader(false);
	struct dossier_query *query = parse("ye");

	cr_assert_eq(dossier_query_ids(reader, query, 0, see_id, after), 0);
	cr_expect_eq(atoi(before), 401);
	cr_expect_eq(strncmp(before, after, strlen(before)), 0, "%.60s; %.60s", before, after);
	dossier_query_destroy(query);
	close_reader(reader);
}

static sqlite3_stmt *explain(sqlite3 *db, const char *text, enum query_order order)
{
	struct dossier_query *query = parse(text);
	struct buf sql = {0};
	sqlite3_stmt *row;

	buf_text(&sql, "EXPLAIN QUERY PLAN ");
	query_plan_text(&sql, query->root, order);
	cr_assert_eq(sqlite3_prepare_v2(db, buf_string(&sql), -1, &row, NULL), SQLITE_OK, "%s: %s",
		     buf_string(&sql), sqlite3_errmsg(db));
	buf_finish(&sql);
	dossier_query_destroy(query);
	return row;
}

/* What a query asks of tables that grow with the store is asked by an index. */
static void expect_no_scan(sqlite3 *db, const char *text, enum query_order order)
{
	static const char *const growing[] = {"SCAN d",     "SCAN document", "SCAN e",
					      "SCAN entry", "SCAN role",     "SCAN citation"};
	sqlite3_stmt *row = explain(db, text, order);

	while (sqlite3_step(row) == SQLITE_ROW)
		for (size_t i = 0; i < sizeof growing / sizeof *growing; i++) {
			const char *step = (const char *)sqlite3_column_text(row, 3);
			size_t length = strlen(growing[i]);

			cr_expect(strncmp(step, growing[i], length) != 0 ||
					  (step[length] != ' ' && step[length] != '\0'),
				  "%s: %s: %s", text, sqlite3_sql(row), step);
		}
	sqlite3_finalize(row);
}

Test(query_store, no_query_of_words_or_fields_scans_what_grows)
{
	static const char *const texts[] = {"squid",
					    "squid -camera",
					    "from:x",
					    "to:x",
					    "party:x",
					    "from:withheld",
					    "country:nz",
					    "country:none",
					    "code:s9",
					    "code:none",
					    "regime:us",
					    "type:letter",
					    "date:2019",
					    "after:2019",
					    "before:2019",
					    "date:undated",
					    "id:7",
					    "source:x",
					    "squid from:x",
					    "squid country:nz",
					    "squid id:7",
					    "squid date:2019",
					    "squid redacted:yes",
					    "country:nz code:s9"};
	sqlite3 *db;

	close_reader(open_samples());
	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	cr_assert_eq(query_plan_prepare(db), SQLITE_OK);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		expect_no_scan(db, texts[i], QUERY_RANKED);
		expect_no_scan(db, texts[i], QUERY_BY_ID);
	}
	cr_assert_eq(sqlite3_close(db), SQLITE_OK);
}

/* In one step, of which a limit takes the first rows: none waits until all that the words choose are found.
 */
Test(query_store, a_list_by_words_asks_the_index_alone)
{
	static const char *const texts[] = {"squid",         "squid camera",     "squid OR camera",
					    "squid -camera", "\"squid camera\"", "title:squid",
					    "squ*"};
	sqlite3 *db;

	close_reader(open_samples());
	cr_assert_eq(sqlite3_open(path, &db), SQLITE_OK);
	cr_assert_eq(query_plan_prepare(db), SQLITE_OK);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		sqlite3_stmt *row = explain(db, texts[i], QUERY_BY_ID);

		cr_expect_eq(sqlite3_step(row), SQLITE_ROW, "%s", texts[i]);
		const char *step = (const char *)sqlite3_column_text(row, 3);

		cr_expect_not_null(strstr(step, "words VIRTUAL TABLE"), "%s: %s", texts[i], step);
		cr_expect_eq(sqlite3_step(row), SQLITE_DONE, "%s", texts[i]);
		sqlite3_finalize(row);
	}
	cr_assert_eq(sqlite3_close(db), SQLITE_OK);
}

/* ---- any query ---- */

enum { EVERY = (1 << (sizeof samples / sizeof *samples)) - 1 };

static bool see_bit(void *context, uint64_t document)
{
	unsigned *set = context;

	cr_assert_eq(*set >> (document - 1) & 1, 0u, "%d twice", (int)document);
	*set |= 1u << (document - 1);
	return true;
}

static bool see_facts_bit(void *context, const struct dossier_facts *facts, const char *snippet)
{
	(void)snippet;
	return see_bit(context, facts->id);
}

/* What a tree means, from what each of its terms finds alone. */
static unsigned expected_set(struct dossier_reader *reader, const struct query_node *node)
{
	unsigned set = node->kind == QUERY_AND ? EVERY : 0;

	if (node->kind == QUERY_TERM) {
		struct dossier_query alone = {.root = (struct query_node *)(uintptr_t)node};

		cr_assert_eq(dossier_query_list(reader, &alone, 0, 0, see_facts_bit, &set), 0);
		return set;
	}
	for (const struct query_node *child = node->child; child; child = child->next) {
		unsigned found = expected_set(reader, child);

		set = node->kind == QUERY_AND ? set & found : set | found;
	}
	return node->kind == QUERY_NOT ? EVERY & ~set : set;
}

static const char *const terms[] = {
	"squid",     "camera",       "harbour",      "distant",      "title:squid",
	"formal*",   "Uighur",       "from:beijing", "country:cn",   "code:s9",
	"date:2019", "type:message", "id:4",         "redacted:no",  "\"distant water\"",
	"nowhere",   "to:beijing",   "source:two",   "title:=Lines", "from:withheld"};

static void compose_tree(struct buf *out, unsigned depth, unsigned *seed)
{
	int kind = depth == 0 ? 0 : rand_r(seed) % 5;

	if (kind <= 1) {
		buf_text(out, terms[(size_t)rand_r(seed) % (sizeof terms / sizeof *terms)]);
		return;
	}
	buf_text(out, kind == 2 ? "-(" : "(");
	compose_tree(out, depth - 1, seed);
	if (kind > 2) {
		buf_text(out, kind == 3 ? " OR " : " ");
		compose_tree(out, depth - 1, seed);
	}
	buf_byte(out, ')');
}

static void expect_meaning(struct dossier_reader *reader, const char *text)
{
	struct dossier_query *query = parse(text);
	unsigned want = expected_set(reader, query->root), ranked = 0, listed = 0, told = 0;

	cr_assert_eq(dossier_query_list(reader, query, 0, 0, see_facts_bit, &listed), 0, "[%s]", text);
	cr_assert_eq(dossier_query_ids(reader, query, 0, see_bit, &ranked), 0, "[%s]", text);
	cr_assert_eq(dossier_query_search(reader, query, 0, DOSSIER_WITH_SNIPPET, see_facts_bit, &told), 0,
		     "[%s]", text);
	cr_assert_eq(listed, want, "[%s]: %x, not %x", text, listed, want);
	cr_assert_eq(ranked, want, "[%s]: %x, not %x", text, ranked, want);
	cr_assert_eq(told, want, "[%s]: %x, not %x", text, told, want);
	dossier_query_destroy(query);
}

Test(query_store, operators_mean_what_they_say_however_deep, .timeout = 60)
{
	struct dossier_reader *reader = open_samples();
	unsigned seed = 3;

	for (int i = 0; i < 1500; i++) {
		struct buf text = {0};

		compose_tree(&text, 4, &seed);
		expect_meaning(reader, buf_string(&text));
		buf_finish(&text);
	}
	close_reader(reader);
}

Test(query_store, whatever_parses_can_be_run, .timeout = 60)
{
	struct dossier_reader *reader = open_samples();
	unsigned seed = 11, ran = 0;
	char text[256];

	for (int i = 0; i < 10000; i++) {
		struct dossier_query *query = NULL;
		struct dossier_query_error error;

		compose(text, sizeof text, &seed);
		if (dossier_query_parse(text, &query, &error) < 0)
			continue;
		dossier_query_destroy(query);
		expect_meaning(reader, text);
		ran++;
	}
	cr_assert_gt(ran, 500u);
	close_reader(reader);
}
