/* SPDX-License-Identifier: MIT */
/* See readme-search.h. Values are those of the directories that were made first, and of the first document.
 */
#include "readme-search.h"

#include "../util/slice.h"

#include <string.h>

enum { YEAR_LENGTH = 4 };

static const char language[] =
	"Any name below search/ is a query, and a directory of the documents that match, best first (ls -U "
	"keeps the order).\n"
	"It is made when you ask for it and listed nowhere. A directory in it narrows: search/A/B is A and "
	"B.\n\n"
	"  word           in the title or the text, in any form; other spellings are found, too\n"
	"  \"two words\"    one after the other; two_words is the same\n"
	"  wor*           words that begin so\n"
	"  A B, A OR B    both; at least one\n"
	"  -A, (A OR B)   not A; a group\n"
	"  from:NAME      also to: party: country: code: regime: type: source: title: redacted: id:\n"
	"  from:=\"ALL\"     the whole value; from:(A OR B) one of several; from:withheld, code:none\n"
	"  date:2019-07   also 2019 and 2019-06-28..2019-07-08; after: and before: take a day\n"
	"  %2F            a slash, which no name can hold; %XX is any byte, %25 the percent sign itself\n\n"
	"What is no query holds one file, ERROR.txt, which says what is wrong and where. A directory shows "
	"the best\n"
	"million of its documents. dossier(1) has more on the language.\n\n";

/* The longest word of letters that a title has: a word that finds it. */
static struct slice longest_word(struct slice title)
{
	struct slice best = {title.at, 0};

	for (size_t at = 0; at < title.length; at++) {
		size_t first = at;

		while (at < title.length && byte_is_letter(title.at[at]))
			at++;
		if (at - first > best.length)
			best = slice_sub(title, first, at);
	}
	return best;
}

static void append_lower(struct buf *out, struct slice word)
{
	for (size_t i = 0; i < word.length; i++)
		buf_byte(out, byte_lower(word.at[i]));
}

static int append_words(struct statements *s, struct buf *out)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_README_TITLE, &row, "");

	if (r != 1)
		return r;
	struct slice word = longest_word(stmt_blob(row, 0)), date = stmt_blob(row, 1);

	if (word.length > 0 && date.length >= YEAR_LENGTH) {
		buf_text(out, "  ls -U search/");
		append_lower(out, word);
		buf_text(out, "\n  ls search/");
		append_lower(out, word);
		buf_text(out, "/date:");
		buf_slice(out, slice_sub(date, 0, YEAR_LENGTH));
		buf_text(out, "\n");
	}
	stmt_end(row);
	return 0;
}

/* The directory of a view that was made first, as the value of a field. */
static int append_field(struct statements *s, const char *view, const char *before, struct buf *out)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_README_EXAMPLE, &row, "t", view);

	if (r != 1)
		return r;
	const char *name = strrchr(stmt_text(row, 0), '/');

	if (name && strcmp(name, "/unknown") != 0)
		buf_format(out, "%s%s'\n", before, name + 1);
	stmt_end(row);
	return 0;
}

static int append_code(struct statements *s, struct buf *out)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_README_CODE, &row, "");

	if (r != 1)
		return r;
	buf_format(out, "  find 'search/code:%s' -type f\n", stmt_text(row, 0));
	stmt_end(row);
	return 0;
}

int readme_search(struct statements *s, struct buf *out)
{
	buf_text(out, language);
	buf_text(out, "Try, where search/ stands:\n");
	int r = append_words(s, out);

	if (r == 0)
		r = append_field(s, "by-sender", "  grep -rl WORD 'search/from:", out);
	if (r == 0)
		r = append_field(s, "by-country", "  ls 'search/country:", out);
	return r < 0 ? r : append_code(s, out);
}
