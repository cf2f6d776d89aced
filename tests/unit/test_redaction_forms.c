/* SPDX-License-Identifier: MIT */
/* Forms of marks that the releases of one law or another print, and prose that looks like them. */
#include "redaction_kit.h"

#include "../../store/parse/release.h"

#define UK "Released under the Freedom of Information Act 2000\n\n"
#define EIR "Released under the Environmental Information Regulations 2004\n\n"
#define IE "Released under the Freedom of Information Act 2014\n\n"
#define AU "Released under the Freedom of Information Act 1982 (Cth)\n\n"
#define CA "Released under the Access to Information Act\n\n"
#define EU "Ref. Ares(2031)4\n\n"
#define NZ "Released under the Official Information Act 1982\n\n"
struct form {
	const char *text, *expected;
};

static void expect_forms(const struct form *forms, size_t count, enum document_type type)
{
	for (size_t i = 0; i < count; i++)
		expect_marks(forms[i].text, type, forms[i].expected);
}

#define EXPECT_FORMS(forms, type) expect_forms((forms), sizeof(forms) / sizeof *(forms), (type))

Test(redaction_forms, a_long_dash_stands_between_the_word_and_the_code)
{
	static const struct form forms[] = {
		{UK "The firm has quoted [Redacted \xe2\x80\x93 s43(2)] for nine nights, or\n"
		    "[Redacted \xe2\x80\x94 s43(2)] for ten.\n",
		 "s43(2) | s43(2)"},
		{UK "My aunt, [Redacted \xe2\x80\x93 s40(2)], keeps bees on the roof of the mill.\n",
		 "s40(2)"},
		{UK "The names were redacted \xe2\x80\x93 s40(2) was the reason given in the answer.\n", ""},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, capitals_right_before_a_code_are_no_sentence_about_it)
{
	static const struct form forms[] = {
		{UK "Nobody stood under it. REDACTED s40(2) has a cut hand from moving the ladder.\n",
		 "s40(2)"},
		{UK "Keeper of Bees | Roofs and Mills | REDACTED s40(2)\n", "s40(2)"},
		{UK "The names have been redacted s40(2) in all of the papers that we sent to you.\n", ""},
		{UK "The names were WITHHELD under s40(2) in all of the papers that we sent to you.\n", ""},
		{UK "The miller told Redacted s40(2) that the boat would be late.\n", "s40(2)"},
		{UK "4 | 3 May 2031 | E-mail | Redacted s40(2)\n", "cited s40(2)"},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, a_short_word_before_the_dot_ends_its_sentence_too)
{
	static const struct form forms[] = {
		{UK "All stood under it. s40(2) had a cut hand from moving the ladder.\n", "s40(2)"},
		{UK "All was refused under sec. 40(2) and that is the end of the matter.\n", ""},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, sections_in_words_are_marks_in_sentences_where_the_source_fills_fields_with_them)
{
	static const struct form forms[] = {
		{IE
		 "From: Section 37(1)\nDear Section 37(1) ,\n"
		 "The owners will not go below Section 36(1)(b) and want a deposit of Section 36(1)(b) "
		 "soon.\n"
		 "My colleague Section 37(1) will meet you.\nThe ramp is to be cut, cost Section 36(1)(b)\n"
		 "ringing first on  Section 37(1)\n\nShe told her brother,   Section 37(1)\nwho wrote to "
		 "me.\n",
		 "s37(1) | s37(1) | s36(1)(b) | s36(1)(b) | s37(1) | s36(1)(b) | s37(1) | s37(1)"},
		{IE "We had         Section 37(1)         over for the race.\n"
		    "His foreman         Section 37(1)         is ill, and Section 37(1) keeps the boat.\n",
		 "s37(1) | s37(1) | s37(1)"},
		/* the law is argued from */
		{IE "From: Section 37(1)\nTo: Section 37(1)\n\n"
		    "The record was refused under Section 36(1)(b) of the Act by the harbour.\n"
		    "The council relied on Section 36(1)(b) when it wrote to the mill.\n"
		    "It is Section 36(1)(b) that protects what a firm tells the harbour in confidence.\n"
		    "The mill thinks that Section 36(1)(b) applies to the price of flour.\n"
		    "In the end Section 37(1) of the Harbours Act was read aloud to all of us.\n",
		 "s37(1) | s37(1)"},
		/* no field is filled */
		{IE "The mill spoke about Section 36(1)(b) for an hour and then about bread.\n", ""},
		{AU
		 "To: Section 47F\nDear Section 47F\n\nMy colleague Section 47F will be in town on Monday.\n",
		 "s47F | s47F | s47F"},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, a_section_alone_in_brackets_or_in_the_margin_is_a_mark)
{
	static const struct form forms[] = {
		{EIR "07:25   Spoke to a walker [Reg 13]. He comes on most mornings.\n", "reg 13"},
		{UK "May our diver, [Section 40], go with your men? He eats little.\n", "s40"},
		{AU "The mill belongs to [s 22] and to his cousins.\n", "s22"},
		{CA "The plan is not ours to give out. It is [20(1)(d)].\n", "s.20(1)(d)"},
		{EIR "twice. Her number is                                                     Reg 13\n"
		     "and the number of her son                                                 Reg l3\n",
		 "reg 13 | reg 13"},
		{EIR "CC:                                                                      Reg 13\n",
		 "reg 13"},
		{AU "3.  A man on the beach has told me without witnesses  s 45\n\n4.  The tide was out.\n",
		 "s45"},
		{AU "3.  The man on the beach was charged under  s 45\n\n4.  The tide was out.\n", ""},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, words_that_say_what_a_code_is_stand_in_its_brackets)
{
	static const struct form forms[] = {
		{UK "The miller told [s40 personal data] that the boat would be late.\n", "s40"},
		{UK "The miller told [Section 40(2) redaction] that the boat would be late.\n", "s40(2)"},
		{UK "The miller told us [s40 applies here] that the boat would be late.\n", ""},
		{EIR "The miller told [Redacted \xe2\x80\x93 Regulation 13] that the boat would be late.\n",
		 "reg 13"},
		{EIR "The miller told us of Regulation 13 and that the boat would be late.\n", ""},
		{EU "The miller told us [Article 4(3) TEU] that the boat would be late.\n", ""},
		{STATE "The miller told [b6] that the boat would be late.\n", "(b)(6)"},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, an_article_in_brackets_keeps_them)
{
	static const struct form forms[] = {
		{EU "The member for Malta asked for time. [Art. 4.3]\n", "Art 4(3)"},
		{EU "The legal service has seen the draft. [Art. 4(2)]\n", "Art 4(2)"},
		{EU "The chart is in the basket. [Art. 4(1)(b)] of the Maltese delegation read it.\n",
		 "Art 4(1)(b)"},
		{EU "The draft Art. 4(2) of the Directive was read aloud in the working party.\n", ""},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, a_letter_that_lists_grounds_with_what_they_protect_cites_them)
{
	static const struct form forms[] = {
		{EIR "Dear Ms Oat\n\nWhere something is gone the margin says why:\n\n"
		     "   Reg 13           personal data of people other than you\n"
		     "   Reg 12(5)(e)     confidentiality of commercial information\n"
		     "   Reg 12(4)(e)     internal communications\n\nYours faithfully\n",
		 "cited reg 13 | cited reg 12(5)(e) | cited reg 12(4)(e)"},
		{EIR "Dear Ms Oat\n\nThese exceptions have been applied:\n\n"
		     "Regulation 12(4)(e) - internal communications\nRegulation 12(5)(b) - the course of "
		     "justice\n",
		 "cited reg 12(4)(e) | cited reg 12(5)(b)"},
		{STATE "Dear Mr. Rye:\n\nThe papers were reviewed under the Freedom of Information Act.\n\n"
		       "    (b)(1)    (b)(3)    (b)(6)\n",
		 "cited (b)(1)+(b)(3)+(b)(6)"},
		/* a letter of the release itself */
		{EIR "Dear Ms Oat\n\nReg 13\n\nI saw the lorries.\n\nReg 12(5)(e)\n\nYours faithfully\n",
		 "reg 13 | reg 12(5)(e)"},
	};

	EXPECT_FORMS(forms, TYPE_LETTER);
}

Test(redaction_forms, the_same_code_in_two_cells_or_two_boxes_of_a_line_is_two_marks)
{
	static const struct form forms[] = {
		{NZ "Heron         s 9(2)(b)(ii)           s 9(2)(b)(ii)\n", "s9(2)(b)(ii) | s9(2)(b)(ii)"},
		{STATE "We would pay\n(b) (4)             at once and (b) (4)             over five years.\n",
		 "(b)(4) | (b)(4)"},
		/* the margin of the line says again what its box says */
		{STATE "        We would pay (b) (4) at once\n(b) (4)\n        over five years.\n",
		 "(b)(4) | (b)(4)"},
		{STATE "     We would pay\n(b) (4)     at once (b) (4) or never\n     and no more.\n",
		 "(b)(4)"},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, canadian_marks_stand_behind_labels_and_at_the_ends_of_lines)
{
	static const struct form forms[] = {
		{CA "Item 1        Not Relevant\nItem 2        A new boat was bought.\n", "NR"},
		{CA "Comment of the mill        Not relevant\n", ""},
		{CA "On whether we can hire a keeper and not a miller for the light:  s.23\n", "s.23"},
		{CA "Les juristes sont d'avis que art. 23\n\nLe phare est vendu.\n", "s.23"},
		{CA "Deux marcheurs de la ville ont \xc3\xa9t\xc3\xa9 bless\xc3\xa9s :    19(1)\n",
		 "s.19(1)"},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, what_is_left_of_a_sentence_or_a_signature_tells_a_mark)
{
	static const struct form forms[] = {
		{AU "Keeper of the Light\nT 03 5550 0101 M s22\n", "s22"},
		{NZ
		 "9(2)(a)\n\n9(2)(a)\n\n08:11   Mill    My new number is 9(2)(a)\n08:12   Oat     Thanks\n",
		 "s9(2)(a) | s9(2)(a) | s9(2)(a)"},
		{NZ "Present:   Ruth Oat,  9(2)(a)              (Mill)\n", "s9(2)(a)"},
		{AU "The owner says that the ship was sound. s 33[a)(iii)\n", "s33(a)(iii)"},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

Test(redaction_forms, a_short_code_misread_in_the_margin_needs_a_clean_one)
{
	static const struct form forms[] = {
		{STATE "My daughter                                                      B6\n"
		       "and her friend                                                   BG\nlive here.\n",
		 "(b)(6) | (b)(6)"},
		{STATE "The blood of the horse was of type                               BG\n", ""},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}

/* The marks of the first message of two, whose lines reach into the head of the second. */
static void expect_page_marks(const char *text, size_t last_line, size_t expected)
{
	struct arena arena = {0};
	struct lines lines;
	struct regimes regimes;
	const struct mark_fact *marks;
	size_t count, pages = 0;

	cr_assert_eq(lines_split(slice_of(text), &arena, &lines), 0);
	regime_weigh(&lines, &regimes);
	cr_assert_eq(release_find(&lines, &arena, &regimes), 0);
	cr_assert_eq(redaction_find(&lines, 2, last_line, &regimes, TYPE_MESSAGE, &arena, &marks, &count), 0);
	for (size_t i = 0; i < count; i++)
		pages += marks[i].class == MARK_PAGE;
	cr_expect_eq(pages, expected, "%s: %zu marks of pages, want %zu", text, pages, expected);
	arena_finish(&arena);
}

Test(redaction_forms, a_release_stamp_on_a_later_page_is_of_the_paper_below)
{
	expect_page_marks(STATE "From: Ruth Oat\nThe boat is late.\n" STATE
				"RELEASE IN PART\nB5\n\nHarbour Office\n\nThe mill is shut.\n",
			  9, 0);
	expect_page_marks(STATE "From: Ruth Oat\nRELEASE IN PART\nB5\n\nThe boat is late.\n" STATE, 7, 1);
}

Test(redaction_forms, a_comma_may_part_the_order_from_its_section)
{
	static const struct form forms[] = {
		{"5 U.S.C. 552\n(b)(1) (b)(6) (b)(5)\n\nIn return the board wants              E.O. 13526, "
		 "1.4(b)\n\nThe "
		 "squid are late.\n              E.O. 13526, 1.4(b), 1.4(d)\n",
		 "(b)(1)+(b)(6)+(b)(5) | 1.4(b) | 1.4(b)+1.4(d)"},
	};

	EXPECT_FORMS(forms, TYPE_MESSAGE);
}
