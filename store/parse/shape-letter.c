/* SPDX-License-Identifier: MIT */
/* Lines of letters: who is greeted, how the letter closes, where its writer can be reached. */
#include "shape.h"

enum {
	LOOK_MAX = 512, /* bytes of a line that are looked at */
	SALUTATION_MAX = 90,
	CLOSING_MAX = 40,
	OFFICE_WORDS = 8
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

bool shape_is_greeting(struct slice s)
{
	static const char *const words[] = {
		"dear",     "hi",           "hello",          "hey",  "kia ora",    "t\xc4\x93n\xc4\x81 koe",
		"tena koe", "good morning", "good afternoon", "all,", "colleagues", "madam",
		"sir"};

	for (size_t i = 0; s.length < SALUTATION_MAX && i < COUNT(words); i++) {
		struct slice word = slice_of(words[i]);

		if (slice_starts_ci(s, word) &&
		    (s.length == word.length || !byte_is_letter(s.at[word.length])))
			return true;
	}
	return false;
}

/* "Yours,", "Yours aye", "Yours etc.", "Your obedient servant,", "We remain, Sir," */
static bool is_yours(struct slice s)
{
	static const char *const words[] = {"your obedient",     "your humble",   "your most obedient",
					    "your servant",      "with every",    "with all good wishes",
					    "with gratitude",    "with thanks",   "in solidarity",
					    "i am, sir",         "we are, sir",   "yours,",
					    "i have the honour", "all the best,", "faithfully"};

	/* "Your Lordship's obedient servant" */
	static const char *const servants[] = {"obedient servant", "obedient servant,", "humble servant",
					       "humble servant,"};

	return slice_starts_with_one_of_ci(s, words, COUNT(words)) ||
	       slice_ends_with_one_of_ci(s, servants, COUNT(servants)) ||
	       (slice_starts_ci(s, SLICE("yours ")) && byte_is_upper(s.at[0]) &&
		shape_word_count(s, 5) < 5) ||
	       slice_equal_ci(s, SLICE("yours"));
}

bool shape_is_closing(struct slice s)
{
	static const char *const words[] = {
		"yours sincerely", "yours faithfully", "yours truly", "sincerely", "respectfully",
		"kind regards", "best regards", "regards", "n\xc4\x81ku noa", "naku noa", "ng\xc4\x81 mihi",
		"nga mihi", "n\xc4\x81ku iti nei", "naku iti nei", "n\xc4\x81ku n\xc4\x81", "is sinne",
		"le meas", "is mise", "warm regards", "best wishes", "yours ever", "yours fraternally",
		"with best wishes", "authorised for lodgement", "mise le meas", "mise, le meas",
		"with kind regards", "with best regards", "kindest regards", "warmest regards",
		"with regards", "many thanks and regards", "with warm regards", "yours very truly",
		"very truly yours", "yours respectfully", "cordially", "le gach dea-gh", "cofion", "yn gywir",
		/* French, German, Spanish, Portuguese, Italian, Dutch */
		"cordialement", "bien cordialement", "bien \xc3\xa0 vous", "salutations distingu",
		"mit freundlichen gr", "mit besten gr", "mit vorz", "hochachtungsvoll", "viele gr",
		"un cordial saludo", "un saludo", "saludos", "atentamente", "atenciosamente",
		"cordiali saluti", "distinti saluti", "met vriendelijke groet", "hoogachtend"};

	/* A French letter closes with a sentence. */
	static const char *const formulas[] = {"veuillez agr",       "veuillez recevoir", "je vous prie d",
					       "nous vous prions d", "agr\303\251ez",     "recevez, "};

	if (slice_starts_with_one_of_ci(s, formulas, COUNT(formulas)))
		return true;
	return s.length <= CLOSING_MAX && slice_last(s) != '.' &&
	       (slice_starts_with_one_of_ci(s, words, COUNT(words)) || is_yours(s));
}

/* "Madame Jos\xc3\xa9e Guillemot" without a comma is whom a French letter is sent to; "Madame la Ministre"
 * greets. */
static bool is_french_address(struct slice s)
{
	static const char *const titles[] = {"madame ", "monsieur "};

	for (size_t i = 0; i < COUNT(titles); i++)
		if (slice_starts_ci(s, slice_of(titles[i])))
			return slice_last(s) != ',' && slice_last(s) != ':' &&
			       byte_is_upper(s.at[strlen(titles[i])]);
	return false;
}

bool shape_is_salutation(struct slice s, bool *ret_public)
{
	static const char *const personal[] = {
		"dear ", "t\xc4\x93n\xc4\x81 koe", "t\xc4\x93n\xc4\x81 koutou", "tena koe", "a chara",
		"madame, monsieur", "your excellency", "excellency", "kia ora ", "a dhaoine uaisle",
		"to whom it may concern", "gentlemen", "dear,", "annwyl ",
		/* French, German, Italian, Spanish, Portuguese, Dutch */
		"monsieur", "madame", "cher ", "ch\xc3\xa8re ", "mesdames", "messieurs", "sehr geehrte",
		"egregio ", "gentile ", "gentili ", "spettabile", "estimado", "estimada", "muy se\xc3\xb1or",
		"exmo", "exma", "geachte", "distinguido", "distinguida"};
	/* A sentence may begin so too. */
	static const char *const honours[] = {"my lord",    "my lady",      "honourable ", "honorable ",
					      "your grace", "your worship", "your honour", "excellencies"};
	static const char *const friends[] = {", a chara,", ", a chairde,", ", a chara", ", a chairde"};
	static const char *const alone[] = {"sir,", "sir:",  "sirs,",   "madam,",  "sir",
					    "sirs", "madam", "kia ora", "kia ora,"};

	s = shape_bare(s);
	*ret_public = false;
	if (s.length == 0 || !byte_is_upper(s.at[0]))
		return false;
	if (slice_is_one_of_ci(s, alone, COUNT(alone)))
		return true;
	if (s.length > SALUTATION_MAX || s.length < 6)
		return false;
	/* "A Aire, a chara,": Irish letters greet the office first. */
	if (slice_starts(s, SLICE("A ")) && slice_ends_with_one_of_ci(s, friends, COUNT(friends)))
		return true;
	if (slice_last(s) == ',' && slice_starts_with_one_of_ci(s, honours, COUNT(honours)) &&
	    shape_word_count(s, 6) < 6)
		return true;
	*ret_public = slice_starts(s, SLICE("To the ")) && slice_last(s) == ',' && byte_is_upper(s.at[7]);
	if (*ret_public)
		return true;
	return slice_starts_with_one_of_ci(s, personal, COUNT(personal)) && slice_last(s) != '.' &&
	       !is_french_address(s) &&
	       (slice_last(s) == ',' || slice_last(s) == ':' || shape_word_count(s, 6) < 6);
}

bool shape_is_contact(struct slice s)
{
	static const char *const signs[] = {
		"www.",   "http://", "https://",    "@",      "ph:",     "tel:", "tel.",
		"phone:", "ddi",     "mobile:",     "mob:",   "fax:",    "+64 ", "+61 ",
		"+44 ",   "+353 ",   "private bag", "po box", "p.o. box"};

	return s.length <= LOOK_MAX && shape_word_count(s, 25) < 25 &&
	       slice_holds_one_of_ci(s, signs, COUNT(signs));
}

/* "Ministry of Tides Quarterly Report" is what an office wrote. */
static bool is_of_paper(struct slice s)
{
	static const char *const papers[] = {"report",  "review",    "plan",     "strategy",  "diary",
					     "brief",   "briefing",  "speech",   "update",    "submission",
					     "paper",   "programme", "budget",   "statement", "agenda",
					     "minutes", "survey",    "estimates"};

	return slice_ends_with_one_of_ci(s, papers, COUNT(papers));
}

/* Words with capitals but for "of", "for", "the", "and". */
bool shape_is_office(struct slice s)
{
	static const char *const joins[] = {"of ", "for ", "the ", "and ", "o te "};

	if (s.length > LOOK_MAX || is_of_paper(s))
		return false;
	for (size_t i = 0; i < s.length; i++) {
		bool begins = i == 0 || s.at[i - 1] == ' ';

		if (byte_is_digit(s.at[i]) || strchr(":;?!", s.at[i]) ||
		    (begins && byte_is_lower(s.at[i]) &&
		     !slice_starts_with_one_of_ci(slice_sub(s, i, s.length), joins, COUNT(joins))))
			return false;
	}
	return shape_word_count(s, OFFICE_WORDS + 1) <= OFFICE_WORDS;
}

bool shape_is_minister(struct slice s)
{
	static const char *const ministers[] = {"minister of ",
						"minister for ",
						"minister responsible for ",
						"associate minister of ",
						"associate minister for ",
						"deputy prime minister",
						"secretary of state for ",
						"parliamentary secretary "};

	return slice_equal_ci(s, SLICE("prime minister")) ||
	       (slice_starts_with_one_of_ci(s, ministers, COUNT(ministers)) && shape_is_office(s));
}
