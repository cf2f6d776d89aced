/* SPDX-License-Identifier: MIT */
#include "redaction_kit.h"

#include "../../store/data/tsv.h"
#include "../../store/parse/parse.h"

#include <stdlib.h>

/* Evidence for New Zealand's Act that holds no code. */
#define STAMP "Released under the Official Information Act 1982\n"

struct vector {
	const char *line, *expected;
};

static void expect_all(const struct vector *vectors, size_t count, enum document_type type)
{
	for (size_t i = 0; i < count; i++) {
		struct buf text = {0};

		buf_format(&text, STAMP "\n%s\n", vectors[i].line);
		expect_marks(buf_string(&text), type, vectors[i].expected);
		buf_finish(&text);
	}
}

#define EXPECT_ALL(vectors, type) expect_all((vectors), sizeof(vectors) / sizeof *(vectors), (type))

Test(redaction, a_code_alone_in_a_field_or_where_a_word_is_missing_is_a_mark)
{
	static const struct vector vectors[] = {
		{"s6(a)", "s6(a)"},
		{"  - s9(2)(g)(i)", "s9(2)(g)(i)"},
		{"12. s6(b)(ii)", "s6(b)(ii)"},
		{"To: s9(2)(a) s9(2)(g)(i)", "s9(2)(a)+s9(2)(g)(i)"},
		{"Dear s9(2)(a)", "s9(2)(a)"},
		{"We met s6(a) at the embassy on Tuesday, before lunch.", "s6(a)"},
		{"The minister's s6(a) was noted.", "s6(a)"},
		{"Ministers agreed to [s9(2)(f)(iv)] before the budget was read.", "s9(2)(f)(iv)"},
		{"Subject: RE: URGENT: s6(a) LETTER", "s6(a)"},
		{"6(b)", "s6(b)"},
		{"| s6(a) | Three words stand here in another cell |", "s6(a)"},
		{"The harbour asked s6(a) because the ships were late.", "s6(a)"},
		{"The ships sail under s6(a) flags for two reasons s6(b) in May", "s6(a) | s6(b)"},
		{"7. s6(b) to sign a letter about trade, kept in confidence until May", "s6(b)"},
		{"From: s9(2)(a) <s9(2)(a)@harbour.example>", "s9(2)(a) | s9(2)(a)"},
		{"Withheld in full under s6(a)", "s6(a)"},
		{"One harbour s6(a) and another s6(b)", "s6(a) | s6(b)"},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, a_citing_word_does_not_reach_over_the_end_of_its_sentence)
{
	static const struct vector vectors[] = {
		{"The meeting came within one delegation of a rule. s6(a), s6(b)", "s6(a)+s6(b)"},
		{"The meeting closed without a rule. s9(2)(a) had with him the director of the register.",
		 "s9(2)(a)"},
		{"The meeting closed without the rule s9(2)(a) had with him the director of the register.",
		 ""},
		{"The two lawyers asked us whether sec. s6(a) was meant for ships.", ""},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, a_bare_code_that_ends_a_paragraph_needs_a_clear_one_of_its_section)
{
	static const struct vector vectors[] = {
		{"s6(a)\nThe ships ask for less than the harbour gives. 6(b)", "s6(a) | s6(b)"},
		{"s6(a)\n\"The ships ask for less.\" 6(b)\n", "s6(a) | s6(b)"},
		{"s9(2)(a)\nThe ships ask for less than the harbour gives. 6(b)", "s9(2)(a)"},
		{"The ships ask for less than the harbour gives. 6(b)", ""},
		{"s6(a)\nThe ships ask for less than the harbour gives in 6(b)", "s6(a)"},
		{"s6(a)\nThe ships ask for less. 6(b) is what the harbour gives.", "s6(a)"},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, a_section_in_words_is_a_mark_where_no_sentence_can_go_on)
{
	static const struct vector vectors[] = {
		{"The ships cannot all be mended by then. Section 9(2)(f)(iv)", "s9(2)(f)(iv)"},
		{"The harbour is small. Section 9(2)(g)(i) Could we begin with the other?", "s9(2)(g)(i)"},
		{"The former captain, Section 9(2)(a), may be present.", "s9(2)(a)"},
		{"Harbour board: Alba Quill, Section 9(2)(a)", "s9(2)(a)"},
		{"The harbour is small. Section 9(2)(g)(i) protects opinions of officials.", ""},
		{"The harbour is small. Section 9(2)(g)(i) of the Act", ""},
		{"The harbour is small. Section 9(2)(g)(i)\nprotects the opinions of officials.", ""},
		{"The letter was withheld, section 9(2)(a), in May by the harbour board.", ""},
		{"The board relied on privacy, Section 9(2)(a), in May.", ""},
		{"The ships cannot all be mended under Section 9(2)(f)(iv)", ""},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

#define BARE "6(c)\n\n9(2)(a)\n\n"

Test(redaction, bare_codes_in_sentences_need_a_source_that_prints_its_marks_so)
{
	static const struct vector vectors[] = {
		{BARE "We have had a call about the huts at 9(2)(a). The men want to leave.",
		 "s6(c) | s9(2)(a) | s9(2)(a)"},
		{BARE "The men are afraid of being sent home. 6(d)", "s6(c) | s9(2)(a) | s6(d)"},
		{BARE "So do they. 9(2)(g)(i) I do not want them to go.", "s6(c) | s9(2)(a) | s9(2)(g)(i)"},
		{BARE "Harbour board; 9(2)(a)", "s6(c) | s9(2)(a) | s9(2)(a)"},
		{BARE "We have withheld the names of the men under 9(2)(a).", "s6(c) | s9(2)(a)"},
		{BARE "The 9(2)(a) grounds were weighed by the board.", "s6(c) | s9(2)(a)"},
		{"We have had a call about the huts at 9(2)(g)(i). The men want to leave.", ""},
		{"The men are afraid of being sent home. 6(d)", ""},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

#define BOX "\xe2\x96\xa0\xe2\x96\xa0\xe2\x96\xa0\xe2\x96\xa0"

Test(redaction, a_code_in_the_margin_and_its_box_are_one_mark)
{
	static const struct vector vectors[] = {
		{"The list of sites is            s6(c)\n   " BOX " and lie on roads.", "s6(c)"},
		{"The list of sites is            s6(c)\n   " BOX "\n   " BOX " on roads.", "s6(c)"},
		{"The list " BOX " of " BOX " sites      s6(c)", "s6(c)"},
		{"s6(c)      The list " BOX " of sites", "s6(c)"},
		{"The list of sites is            s6(c)\non " BOX " roads.", "s6(c) | unspecified"},
		{"The list of sites is            s6(c)\n\n\n" BOX " roads.", "s6(c) | unspecified"},
		{"The list s6(c) of sites\n" BOX " roads.", "s6(c) | unspecified"},
		{"The list of " BOX " sites", "unspecified"},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, the_names_of_a_letter_are_marks_and_its_grounds_are_cited)
{
	static const struct vector vectors[] = {
		{"s9(2)(a)\n\nDear s9(2)(a)\n\nI refer to your request.\n\ns9(2)(b)(ii)\n\n"
		 "Yours sincerely\n\ns9(2)(a)\nManager",
		 "s9(2)(a) | s9(2)(a) | cited s9(2)(b)(ii) | s9(2)(a)"},
		{"Dear Tui\n\nI refer to your request.\n\nYours sincerely\n\ns9(2)(a)", "s9(2)(a)"},
		{"I refer to your request.\n\ns9(2)(a)", "cited s9(2)(a)"},
	};

	EXPECT_ALL(vectors, TYPE_LETTER);
}

Test(redaction, names_between_semicolons_are_marks_of_their_own)
{
	static const struct vector vectors[] = {
		{"Cc: s9(2)(a); s9(2)(a)", "s9(2)(a) | s9(2)(a)"},
		{"Cc: s9(2)(a), s9(2)(a)", "s9(2)(a)"},
		{"s9(2)(a) and s9(2)(a)", "s9(2)(a) | s9(2)(a)"},
		{"s6(a); s9(2)(a)", "s6(a)+s9(2)(a)"},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, codes_that_stand_together_are_one_mark_with_many_citations)
{
	static const struct vector vectors[] = {
		{"s6(a), s6(b)", "s6(a)+s6(b)"},
		{"s6(a), 6(b)(i)", "s6(a)+s6(b)(i)"},
		{"s9(2)(b)(ii), (ba)(i)", "s9(2)(b)(ii)+s9(2)(ba)(i)"},
		{"s9(2)(g)(i) & (ii)", "s9(2)(g)(i)+s9(2)(g)(ii)"},
		{"s9(2)(g)(i)(ii)", "s9(2)(g)(i)+s9(2)(g)(ii)"},
		{"ss6(a), 9(2)(g)(i)", "s6(a)+s9(2)(g)(i)"},
		{"s6(b), s9(2)(g)(i), s6(a)", "s6(b)+s9(2)(g)(i)+s6(a)"},
		{"s9(2)(a)s9(2)(a)", "s9(2)(a)"},
		{"OUT OF SCOPE, s6(a)", "OUT OF SCOPE+s6(a)"},
		{"[redacted] s6(a)", "s6(a)"},
	};

	EXPECT_ALL(vectors, TYPE_BRIEFING);
}

Test(redaction, a_sentence_about_the_law_is_no_mark)
{
	static const struct vector vectors[] = {
		{"Section 9(2)(a) of the Act protects the privacy of natural persons.", ""},
		{"We considered whether section 6(a) could be relied on in this case.", ""},
		{"The advice is privileged under s9(2)(h) and was not sent to the committee.", ""},
		{"The minister asked whether s9(2)(f)(iv) applies to drafts.", ""},
		{"The contract says in paragraph 6(a) that rent is due monthly.", ""},
		{"s6(a)(iii)", ""},
		{"Subject: Use of section 9(2)(a) in our answers", ""},
		{"The words were withheld under s6(a) and s9(2)(a) of the OIA.", ""},
		{"We can release it once the s6(a) redactions have been checked again.", ""},
		{"Section 16(a) and section 552(b)(6) are other laws.", ""},
		{"See 3.6(a) and 12-6(b) for the numbers of the tender.", ""},
		{"THESE PAPERS ARE OUTSIDE THE SCOPE OF THE INQUIRY", ""},
		{"The gates S6, S7 and S8 stay shut", ""},
		{"so (a) we should leave, and (b) we should pay", ""},
		{"The remainder of this thread is out of scope", ""},
		{"That question is OUT OF SCOPE of the review we were asked for", ""},
		{"6(a) The tenant must pay the rent on the first day of the month", ""},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, a_key_and_a_letter_and_a_schedule_cite)
{
	static const struct vector keys[] = {
		{"6(a): to avoid prejudice to the security of the country", "cited s6(a)"},
		{"s9(2)(a) - to protect the privacy of natural persons, living or dead", "cited s9(2)(a)"},
	};
	static const struct vector letters[] = {
		{"Your request is refused in part under section 9(2)(a) of the Act.", "cited s9(2)(a)"},
		{"I answer your request.\n\n  s6(a)\n", "cited s6(a)"},
		{"Dear s9(2)(a)\n\nI answer your request of 1 May.", "s9(2)(a)"},
		{"Dear colleague, the harbour is open.\n\ns9(2)(a)\n", "s9(2)(a)"},
	};
	static const struct vector schedules[] = {
		{"Parts withheld | 9(2)(a), 9(2)(h), out of scope", "cited s9(2)(a)+s9(2)(h)+OUT OF SCOPE"},
		{"s6(a)", "cited s6(a)"},
	};

	EXPECT_ALL(keys, TYPE_DOCUMENT);
	EXPECT_ALL(letters, TYPE_LETTER);
	EXPECT_ALL(schedules, TYPE_SCHEDULE);
}

Test(redaction, a_misread_code_is_mended_where_a_mark_can_stand)
{
	static const struct vector vectors[] = {
		{"s9(2Xa)", "s9(2)(a)"},
		{"s9(2)(9)(i)", "s9(2)(g)(i)"},
		{"s9(2)(f)Gv)", "s9(2)(f)(iv)"},
		{"s9(2)(b)Gi)", "s9(2)(b)(ii)"},
		{"s9(2)(lc)", "s9(2)(k)"},
		{"sS(a)", "s6(a)"},
		{"i(a), s6(b)", "s6(a)+s6(b)"},
		{"i(a)", ""},
		{"s6(a)\n\ni(a)", "s6(a) | s6(a)"},
		{"86(3)", ""},
		{"The list begins with i(a) and goes on from there", ""},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, what_is_out_of_scope_is_a_mark_in_capitals_or_on_its_own)
{
	static const struct vector vectors[] = {
		{"OUT OF SCOPE", "OUT OF SCOPE"},
		{"1. OUT OF SCOPE Harbour ('free ports') take much trade; OUT OF SCOPE ships",
		 "OUT OF SCOPE | OUT OF SCOPE"},
		{"Out of scope", "OUT OF SCOPE"},
		{"[out of scope]", "OUT OF SCOPE"},
		{"0UT 0F SCOPE", "OUT OF SCOPE"},
		{"OUTOFSCOPE", "OUT OF SCOPE"},
		{"out of scope", ""},
		{"Out of scope items were listed by the team in May", ""},
		{"Not relevant to request", "OUT OF SCOPE"},
	};

	EXPECT_ALL(vectors, TYPE_BRIEFING);
}

Test(redaction, words_that_end_a_paragraph_are_a_mark)
{
	static const struct vector vectors[] = {
		{"No decision is needed from the Minister. Out of scope", "OUT OF SCOPE"},
		{"- that hunters leave gates open. Not relevant to request", "OUT OF SCOPE"},
		{"No decision is needed. Out of scope\nitems are in the annex.", ""},
		{"No decision is needed. Out of scope items are in the annex.", ""},
		{"No decision is needed, being out of scope", ""},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, a_gap_that_names_no_ground_is_unspecified)
{
	static const struct vector vectors[] = {
		{"He met \xe2\x96\x88\xe2\x96\x88\xe2\x96\x88\xe2\x96\x88 in May", "unspecified"},
		{"Phone: [redacted]", "unspecified"},
		{"She said that [name withheld] had called", "unspecified"},
		{"From: REDACTED", "unspecified"},
		{"The names were redacted before release (see above)", ""},
		{"[email address]", ""},
		{"\xe2\x96\xa0 a bullet", ""},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}

Test(redaction, numbers_in_brackets_need_the_key_of_the_source)
{
	static const char key[] = STAMP "[1] 6(a) - to avoid prejudice to security\n"
					"[33] 9(2)(f)(iv) - to maintain the confidentiality of advice\n\n";
	struct buf text = {0};

	expect_marks(STAMP "\nThe cost was [33] in total\n", TYPE_BRIEFING, "");
	buf_format(&text, "%sThe cost was [33] in total, [7] of it late\n", key);
	expect_marks(buf_string(&text), TYPE_BRIEFING, "cited s6(a) | cited s9(2)(f)(iv) | s9(2)(f)(iv)");
	buf_finish(&text);
}

Test(redaction, without_evidence_of_the_act_a_bare_code_says_nothing)
{
	expect_marks("Rules of the club\n\n6(a)\n\n9 (a)\n", TYPE_DOCUMENT, "");
	expect_marks("A lone note\n\ns6(a)\n", TYPE_DOCUMENT, "s6(a)");
}

Test(redaction, a_mark_knows_its_bytes_with_brackets_and_verb)
{
	static const char text[] = STAMP "\nIt cost [Withheld under section 9(2)(a) of the OIA] in May\n";
	struct found found = find_in(slice_of(text), 0, SIZE_MAX, TYPE_MESSAGE);

	cr_assert_eq(found.count, 1);
	cr_assert_eq(text[found.marks[0].where.first], '[');
	cr_assert_eq(text[found.marks[0].where.last - 1], ']');
	cr_assert_eq(found.marks[0].class, MARK_IN_PLACE);
	cr_assert_str_eq(found.marks[0].citations[0].regime, "nz-oia");
	arena_finish(&found.arena);
}

Test(redaction, a_value_that_is_nothing_but_marks_is_withheld)
{
	static const char *const whole[] = {
		"s9(2)(a) s9(2)(g)(i)", "[withheld]",   "Redacted",
		"s 9(2)(a);",           "OUT OF SCOPE", "Withheld under section 9(2)(a) of the OIA",
		"s9(2)(a)\ns6(a)"};
	static const char *const not_whole[] = {"",        "SMITH, Jo", "s9(2)(a) SMITH", "SMITH s6(a)",
						"BEIJING", "the"};
	struct regimes regimes = regimes_of(STAMP);

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		cr_expect(redaction_is_whole(slice_of(whole[i]), &regimes), "%s", whole[i]);
	for (size_t i = 0; i < sizeof not_whole / sizeof *not_whole; i++)
		cr_expect_not(redaction_is_whole(slice_of(not_whole[i]), &regimes), "%s", not_whole[i]);
}

Test(redaction, out_of_scope_around_a_title_is_no_part_of_it)
{
	static const struct {
		const char *text, *title;
	} pairs[] = {
		{"OUT OF SCOPE Harbour", "Harbour"},
		{"Ports and ships OUT OF SCOPE", "Ports and ships"},
		{"[OUT OF SCOPE] Harbour, OUT OF SCOPE", "Harbour"},
		{"MESSAGE: s6(a) LETTER", "MESSAGE: s6(a) LETTER"},
		{"What is out of scope", "What is out of scope"},
		{"OUT OF SCOPE", ""},
	};

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		cr_expect(slice_equal(redaction_trim_out_of_scope(slice_of(pairs[i].text)),
				      slice_of(pairs[i].title)),
			  "%s", pairs[i].text);
	cr_expect(redaction_is_out_of_scope(SLICE("- OUT OF SCOPE")));
	cr_expect(redaction_is_out_of_scope(SLICE("OUT OF SCOPE OUT OF SCOPE")));
	cr_expect_not(redaction_is_out_of_scope(SLICE("OUT OF SCOPE Harbour")));
	cr_expect_not(redaction_is_out_of_scope(SLICE("The remainder is out of scope")));
	cr_expect_not(redaction_is_out_of_scope(SLICE("s6(a)")));
	cr_expect_not(redaction_is_out_of_scope(SLICE("")));
}

/* --- Text that nobody printed --- */

Test(redaction, any_bytes_and_very_long_lines_are_read_in_reasonable_time, .timeout = 60)
{
	static const char *const pieces[] = {
		"s6(a)",      "s6(a)x ", "s9(2)(",        "(((((",        "[1][2", "OUT OF ", "i(i(",
		"[redacted ", "6(6(6(",  "s9(2)(a) and ", "\xe2\x96\x88", "    ",  "\xff\xfe"};
	enum { SIZE = 1 << 18 };

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct buf text = {0};

		buf_text(&text, STAMP);
		while (text.length < SIZE)
			buf_text(&text, pieces[i]);
		buf_append(&text, "\0s6(a)\0", 7);
		struct found found =
			find_in((struct slice){text.data, text.length}, 0, SIZE_MAX, TYPE_DOCUMENT);

		for (size_t k = 0; k < found.count; k++)
			cr_assert(found.marks[k].where.first < found.marks[k].where.last &&
				  found.marks[k].where.last <= text.length);
		for (size_t k = 1; k < found.count; k++)
			cr_assert_leq(found.marks[k - 1].where.last, found.marks[k].where.first);
		arena_finish(&found.arena);
		buf_finish(&text);
	}
}

Test(redaction, random_bytes_do_no_harm)
{
	static const char alphabet[] =
		"s69(2)(abgiv)[]{}.,;&/ OUTFSCPE\n\t|\0\xc2\xa0\xe2\x96\x88:-1XbBRL47kjArteo";
	static const char laws[] = STATE "FOIREQ1 GESTDEM 1049/2001 Access to Information Act, "
					 "Freedom of Information Act 2000, Presidential Records Act\n\n";
	enum { LAWS = sizeof laws - 1 };
	char text[LAWS + 200];
	struct regimes regimes = regimes_of(STAMP "[1] 6(a)\n");

	srand(1);
	for (unsigned round = 0; round < 5000; round++) {
		struct slice s = {text, LAWS + (size_t)rand() % 200};

		memcpy(text, laws, LAWS);
		for (size_t i = round % 2 ? LAWS : 0; i < s.length; i++)
			text[i] = round % 4 == 0 ? (char)rand()
						 : alphabet[(size_t)rand() % (sizeof alphabet - 1)];
		struct found found = find_in(s, 0, SIZE_MAX, TYPE_DOCUMENT);

		redaction_is_whole(s, &regimes);
		redaction_is_out_of_scope(s);
		redaction_trim_out_of_scope(s);
		arena_finish(&found.arena);
	}
}

/* --- Other laws --- */

static void expect_under(const char *evidence, const struct vector *vectors, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf text = {0};

		buf_format(&text, "%s\n%s\n", evidence, vectors[i].line);
		expect_marks(buf_string(&text), TYPE_MESSAGE, vectors[i].expected);
		buf_finish(&text);
	}
}

#define EXPECT_UNDER(evidence, vectors)                                                                      \
	expect_under((evidence), (vectors), sizeof(vectors) / sizeof *(vectors))

Test(redaction, codes_of_the_united_states_are_boxes_and_labels_of_the_margin)
{
	static const struct vector vectors[] = {
		{"B6", "(b)(6)"},
		{"From: Conch, Ann <                                     B6", "(b)(6)"},
		{"He asked for the boat's papers on Monday.               B5", "(b)(5)"},
		{"B5 B6", "(b)(5)+(b)(6)"},
		{"He told (b) (6), (b) (7)(C) of the boat.", "(b)(6)+(b)(7)(C)"},
		{"(b)(7XC)", "(b)(7)(C)"},
		{"Ex. 6 - Personal Privacy", "(b)(6)"},
		{"Call me tonight:      Ex. 6 - Personal Privacy", "(b)(6)"},
		{"As for the boat,      Ex. 5 - Deliberative Process", "(b)(5)"},
		{"It is late.      Ex. 5 - Deliberative Process      , so come to the pier.", "(b)(5)"},
		{"(b)(3):10 USC \xc2\xa7"
		 "424",
		 "(b)(3) 10 USC 424"},
		{"b7C -2", "(b)(7)(C)"},
		{"EO 3.3b(1)", "3.3(b)(1)"},
		{"25X1", "25X1"},
		{"1.4(D)", "1.4(d)"},
		{"(k)(2)", "(k)(2)"},
		{"Non-Responsive", "NR"},
	};

	EXPECT_UNDER(STATE, vectors);
}

Test(redaction, what_looks_like_a_code_of_the_united_states_is_none_in_a_sentence)
{
	static const struct vector vectors[] = {
		{"The divers took vitamin B6 for a week.", ""},
		{"Visa class B1/B2", ""},
		{"as paragraph (b)(1) of this clause has it, all boats stay", ""},
		{"18 U.S.C. 1512(b)(3) and 5 U.S.C. 552 (b)(6)", ""},
		{"and (b)(1)(D).", ""},
		{"(a) the boats were painted\n(b) (5) boats were moved", ""},
		{"Sent: Tue Mar 15 J1:33:03 2011", ""},
		{"Be", "(b)(6)"},
		{"Be with us.", ""},
		{"Classification reason: 1.4(d), declassify on 2034", "cited 1.4(d)"},
	};

	EXPECT_UNDER(STATE, vectors);
}

Test(redaction, a_form_that_explains_exemptions_cites_them)
{
	static const struct vector vectors[] = {
		{"EXPLANATION OF EXEMPTIONS\n(b)(2) related to the rules of a harbour;\n(b)(6) the files of "
		 "sailors",
		 "cited (b)(2) | cited (b)(6)"},
		{"Section 552            Section 552a\n(b)(1)   (b)(7)(A)   (d)(5)",
		 "cited (b)(1)+(b)(7)(A)+(d)(5)"},
	};

	EXPECT_UNDER(STATE, vectors);
}

Test(redaction, the_letter_of_a_paragraph_is_never_mended_to_another)
{
	static const struct vector state[] = {{"(b)(7)(G)", ""}, {"b7O", ""}};
	static const struct vector kelp[] = {{"s47E(e)", ""}, {"s 4TF", "s47F"}};

	EXPECT_UNDER(STATE, state);
	EXPECT_UNDER("FOIREQ24/00001", kelp);
}

Test(redaction, a_section_alone_is_a_mark_where_its_law_prints_such)
{
	static const struct vector vectors[] = {
		{"s 22", "s22"},
		{"Phone: s 22", "s22"},
		{"s22 - irrelevant", "s22"},
		{"The keeper s 47F rang.", "s47F"},
		{"s 22\n\nWe spoke with s 22 about the kelp.", "s22 | s22"},
		{"We spoke with s 22 about the kelp.", ""},
		{"s 22 of the FOI Act - irrelevant to request", ""},
		{"Section 47F of the FOI Act", ""},
		{"Section 11A", ""},
	};

	EXPECT_UNDER("FOIREQ24/00001", vectors);
}

Test(redaction, a_regulation_in_words_is_a_mark_where_the_source_fills_fields_with_it)
{
	expect_marks(
		"Environmental Information Regulations 2004\n\nFrom: Regulation 13\n\nDear Regulation 13\n\n"
		"Present: Ada Moss (chair), Regulation 13, Regulation 13\n"
		"A survey by Regulation 13       in the spring.\n"
		"It is given under regulation 13 of the Weirs Regulations.\n",
		TYPE_MESSAGE, "reg 13 | reg 13 | reg 13 | reg 13 | reg 13");
	expect_marks("Environmental Information Regulations 2004\n\nRegulation 13\n\nThe weir is dry.\n",
		     TYPE_MESSAGE, "");
}

Test(redaction, a_code_before_a_gap_or_behind_the_last_label_of_its_line_is_a_mark)
{
	expect_marks("Access to Information Act\n\nA packer has offered 20(1)(c)          a drum. Legal "
		     "Services: s.23\n",
		     TYPE_DOCUMENT, "s.20(1)(c) | s.23");
	expect_marks(
		"Access to Information Act\n\nA packer relied on paragraph 20(1)(c)          a year ago.\n",
		TYPE_DOCUMENT, "");
}

Test(redaction, a_box_wider_than_its_code_leaves_room_for_the_sentence)
{
	expect_marks("Freedom of Information Act 1982 (Cth)\n\nAuthor:      s 22             , Field Works\n"
		     "The winch was stopped by s 22                . Boats wait.\n",
		     TYPE_DOCUMENT, "s22 | s22");
	expect_marks(
		"Environmental Information Regulations 2004\n\nThe yard has sold under a contract for\n"
		"12(5)(e)             tonnes a month. If the pump stops it floods and we lose 12(5)(e)\n\n"
		"The keeper says that reg 12(4)(e)\n",
		TYPE_MESSAGE, "reg 12(5)(e) | reg 12(5)(e) | reg 12(4)(e)");
	expect_marks("Environmental Information Regulations 2004\n\nThe exceptions are in 12(5)(e)\n",
		     TYPE_MESSAGE, "");
	expect_marks("approved for release\n\nThe price of each is\n(b) (4)          , and (b) (4)          "
		     "for the rope.\n",
		     TYPE_MESSAGE, "(b)(4) | (b)(4)");
}

Test(redaction, a_misread_code_in_a_column_needs_a_clean_one_of_its_section)
{
	static const char range[] = "The range of the rent is                        57(2)(b)(ii)\n";
	struct buf text = {0};

	buf_format(&text, "LGOIMA\n\n%sThe board would have it fall over\n%50ss7(2)(i)\n", range, "");
	expect_marks(buf_string(&text), TYPE_DOCUMENT, "s7(2)(b)(ii) | s7(2)(i)");
	buf_finish(&text);
	buf_format(&text, "LGOIMA\n\n%s", range);
	expect_marks(buf_string(&text), TYPE_DOCUMENT, "");
	buf_finish(&text);
}

Test(redaction, the_law_of_a_code_is_the_one_that_the_source_shows)
{
	static const struct vector vectors[] = {{"s40(2)", "s40(2)"}, {"38(1)(b)", "s38(1)(b)"}};
	struct found found;

	EXPECT_UNDER("Released under the Freedom of Information Act 2000\n", vectors);
	found = find_in(SLICE("Released under the Freedom of Information (Scotland) Act 2002\n\ns38(1)(b)\n"),
			0, SIZE_MAX, TYPE_MESSAGE);
	cr_assert_eq(found.count, 1);
	cr_assert_str_eq(found.marks[0].citations[0].regime, "scot-foisa");
	arena_finish(&found.arena);
}

/* --- Whole texts: golden/NAME.txt with golden/NAME.codes, a line a mark: its line, class and codes --- */

static bool print_marks(void *context, const struct document_facts *d)
{
	static const char *const names[MARK_CLASSES] = {"place", "page", "cited"};
	struct golden_printer *p = context;

	for (size_t i = 0; i < d->mark_count; i++) {
		const struct mark_fact *mark = &d->marks[i];

		buf_format(&p->rows, "%u\t%s\t", golden_line(p->text, mark->where.first), names[mark->class]);
		for (size_t k = 0; k < mark->citation_count; k++)
			buf_format(&p->rows, "%s%s:%s", k > 0 ? " + " : "", mark->citations[k].regime,
				   mark->citations[k].code);
		buf_byte(&p->rows, '\n');
	}
	return true;
}

static int parse_marks(struct golden_printer *p)
{
	return parse_text(p->text, NULL, print_marks, p);
}

static void check_codes(const char *name)
{
	golden_check(name, "codes", parse_marks);
}

Test(redaction, golden_texts_of_every_law_give_the_marks_that_their_pairs_list)
{
	cr_assert_geq(golden_each(SLICE(".codes"), check_codes), 12u);
}

/* --- Over the reference beside the source, where it is there --- */

static bool load(const char *name, struct buf *out)
{
	struct buf path = {0};
	const char *end = strrchr(__FILE__, '/');
	FILE *file;
	char chunk[4096];

	buf_append(&path, __FILE__, end ? (size_t)(end - __FILE__) : 0);
	buf_format(&path, "/../../../shared/%s", name);
	file = fopen(buf_string(&path), "rb");
	buf_finish(&path);
	if (!file)
		return false;
	for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
		buf_append(out, chunk, n);
	fclose(file);
	return true;
}

#define SKIP(what) cr_skip_test("skipped: no %s beside the source", what)

enum {
	FORM_REGIME,
	FORM_CODE,
	FORM_SURFACE,
	FORM_TYPE,
	FORM_PLACE,
	FORM_VERDICT,
	FORM_EVIDENCE,
	FORM_FIELDS
};

static void expected_codes(struct slice code, struct buf *out)
{
	if (slice_equal(code, SLICE("out-of-scope")))
		buf_text(out, "OUT OF SCOPE");
	else
		buf_slice(out, code);
}

/* The key that Treasury's numbers need, made from the rows themselves. */
static void surface_text(const struct slice *fields, struct buf *out)
{
	bool key = slice_equal(fields[FORM_TYPE], SLICE("key"));

	buf_text(out, STAMP);
	if (slice_equal(fields[FORM_TYPE], SLICE("extraction")))
		buf_text(out, "fol owing wil not al ow\n");
	if (key) {
		buf_slice(out, fields[FORM_SURFACE]);
		buf_format(out, " %.*s - to be explained here\n", (int)fields[FORM_CODE].length - 1,
			   fields[FORM_CODE].at + 1);
	}
	buf_text(out, "\n");
}

/* What is left of a section number is read only beside a clean one. */
static bool is_lossy(const struct slice *fields)
{
	return slice_starts(fields[FORM_SURFACE], SLICE("i("));
}

static bool surface_is_read(const struct slice *fields)
{
	struct buf text = {0}, expected = {0}, got = {0};
	struct lines lines;
	struct arena arena = {0};

	surface_text(fields, &text);
	buf_text(&text, is_lossy(fields) ? "s6(a), " : "");
	buf_slice(&text, fields[FORM_SURFACE]);
	buf_text(&text, "\n");
	expected_codes(fields[FORM_CODE], &expected);
	cr_assert_eq(lines_split((struct slice){text.data, text.length}, &arena, &lines), 0);
	struct found found =
		find_in((struct slice){text.data, text.length}, lines.count - 1, SIZE_MAX, TYPE_DOCUMENT);

	describe(&found, &got);
	bool right = strcmp(buf_string(&got), buf_string(&expected)) == 0;

	if (!right)
		fprintf(stderr, "surface \"%.*s\": \"%s\", want \"%s\"\n", (int)fields[FORM_SURFACE].length,
			fields[FORM_SURFACE].at, buf_string(&got), buf_string(&expected));
	arena_finish(&found.arena);
	arena_finish(&arena);
	buf_finish(&text);
	buf_finish(&expected);
	buf_finish(&got);
	return right;
}

static bool surface_is_rejected(const struct slice *fields)
{
	struct buf text = {0};
	bool right = true;

	buf_text(&text, STAMP "\n");
	buf_slice(&text, fields[FORM_SURFACE]);
	struct found found = find_in((struct slice){text.data, text.length}, 0, SIZE_MAX, TYPE_DOCUMENT);

	for (size_t i = 0; i < found.count; i++)
		right &= found.marks[i].class != MARK_IN_PLACE;
	if (!right)
		fprintf(stderr, "surface \"%.*s\" is no mark\n", (int)fields[FORM_SURFACE].length,
			fields[FORM_SURFACE].at);
	arena_finish(&found.arena);
	buf_finish(&text);
	return right;
}

Test(redaction, the_known_surface_forms_are_accepted_and_rejected)
{
	struct buf table = {0};
	struct slice rest, fields[TSV_FIELDS_MAX];
	double accept = 0, accepted = 0, reject = 0, rejected = 0;

	if (!load("reference/redaction/surface-forms.tsv", &table))
		SKIP("table of surface forms");
	rest = (struct slice){table.data, table.length};
	while (tsv_next(&rest, fields) >= FORM_EVIDENCE) {
		bool any = slice_equal(fields[FORM_REGIME], SLICE("*"));

		if (slice_equal(fields[FORM_REGIME], SLICE("nz-oia")) || any) {
			if (slice_starts(fields[FORM_VERDICT], SLICE("reject"))) {
				reject++;
				rejected += surface_is_rejected(fields);
			} else if (!any && !slice_equal(fields[FORM_CODE], SLICE("-")) &&
				   (slice_starts(fields[FORM_VERDICT], SLICE("accept")) ||
				    slice_starts(fields[FORM_VERDICT], SLICE("repair")))) {
				accept++;
				accepted += surface_is_read(fields);
			}
		}
	}
	buf_finish(&table);
	fprintf(stderr, "surface forms: %.0f of %.0f accepted, %.0f of %.0f rejected\n", accepted, accept,
		rejected, reject);
	cr_assert_geq(accepted, 0.97 * accept);
	cr_assert_geq(rejected, 0.98 * reject);
}

enum { TRUTH_SOURCE, TRUTH_FIRST, TRUTH_LAST, TRUTH_TYPE, TRUTH_CODES = 7 };
enum { CODES_MAX = 64 };

struct tally {
	char codes[CODES_MAX][32];
	long counts[CODES_MAX]; /* found less expected */
	size_t used;
	double hits, found, expected;
};

static long *tally_of(struct tally *tally, struct slice code)
{
	size_t i = 0;

	while (i < tally->used && !slice_equal(slice_of(tally->codes[i]), code))
		i++;
	cr_assert(i < CODES_MAX && code.length < sizeof tally->codes[i]);
	if (i == tally->used) {
		memcpy(tally->codes[tally->used++], code.at, code.length);
	}
	return &tally->counts[i];
}

/* "nz-oia:OUT_OF_SCOPE=1,nz-oia:s6(a)=5" */
static void tally_expected(struct tally *tally, struct slice codes)
{
	while (codes.length > 0) {
		size_t colon = slice_find(codes, SLICE(":"), 0), equals = slice_find(codes, SLICE("="), 0);
		size_t comma = slice_find(codes, SLICE(","), 0);
		long count = strtol(codes.at + equals + 1, NULL, 10);

		*tally_of(tally, slice_sub(codes, colon + 1, equals)) -= count;
		tally->expected += (double)count;
		codes = slice_sub(codes, comma + 1, codes.length);
	}
}

static bool tally_document(const struct slice *fields, const struct buf *text, struct tally *total)
{
	enum document_type type = TYPE_DOCUMENT;
	struct tally tally = {.used = 0};
	struct found found;
	double over = 0;
	bool exact = true;

	for (enum document_type t = TYPE_DOCUMENT; t < DOCUMENT_TYPES; t++)
		if (slice_equal(slice_of(document_type_name(t)), fields[TRUTH_TYPE]))
			type = t;
	tally_expected(&tally, fields[TRUTH_CODES]);
	found = find_in((struct slice){text->data, text->length},
			strtoul(fields[TRUTH_FIRST].at, NULL, 10) - 1,
			strtoul(fields[TRUTH_LAST].at, NULL, 10), type);
	for (size_t i = 0; i < found.count; i++)
		for (size_t k = 0; found.marks[i].class != MARK_CITED && k < found.marks[i].citation_count;
		     k++) {
			const char *code = found.marks[i].citations[k].code;

			++*tally_of(&tally, strcmp(code, "OUT OF SCOPE") == 0 ? SLICE("OUT_OF_SCOPE")
									      : slice_of(code));
			total->found++;
		}
	for (size_t i = 0; i < tally.used; i++) {
		over += tally.counts[i] > 0 ? (double)tally.counts[i] : 0;
		exact &= tally.counts[i] == 0;
		if (tally.counts[i] != 0)
			fprintf(stderr, "lines %.*s: %s %+ld\n", (int)fields[TRUTH_FIRST].length,
				fields[TRUTH_FIRST].at, tally.codes[i], tally.counts[i]);
	}
	total->expected += tally.expected;
	total->hits -= over; /* found - over = hits, added up at the end */
	arena_finish(&found.arena);
	return exact;
}

Test(redaction, the_release_that_was_read_by_hand_is_counted_as_there)
{
	struct buf table = {0}, text = {0}, name = {0};
	struct slice rest, fields[TSV_FIELDS_MAX];
	struct tally total = {.used = 0};
	unsigned documents = 0, exact = 0;

	if (!load("seeds/truth.tsv", &table))
		SKIP("release with counts");
	rest = (struct slice){table.data, table.length};
	tsv_next(&rest, fields);
	while (tsv_next(&rest, fields) > TRUTH_CODES) {
		buf_clear(&name);
		buf_clear(&text);
		buf_format(&name, "seeds/%.*s", (int)fields[TRUTH_SOURCE].length, fields[TRUTH_SOURCE].at);
		cr_assert(load(buf_string(&name), &text));
		documents++;
		exact += tally_document(fields, &text, &total);
	}
	total.hits += total.found;
	fprintf(stderr, "%u of %u documents exact, F1 %.4f over %.0f citations\n", exact, documents,
		2 * total.hits / (total.found + total.expected), total.expected);
	cr_assert_geq(2 * total.hits, 0.99 * (total.found + total.expected));
	cr_assert_geq(exact + 3, documents);
	buf_finish(&table);
	buf_finish(&text);
	buf_finish(&name);
}

Test(redaction, a_word_before_the_bracket_of_a_mark_is_not_what_was_deleted)
{
	static const struct vector vectors[] = {
		{"2. For your own information, [deleted - s6(a)]", "s6(a)"},
		{"She gave us the paragraph (withheld - s6(a))", "s6(a)"},
		{"[information deleted - s6(a)]", "s6(a)"},
	};

	EXPECT_ALL(vectors, TYPE_MESSAGE);
}
