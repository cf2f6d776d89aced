/* SPDX-License-Identifier: MIT */
#include "readme.h"

#include "../util/buf.h"
#include "readme-search.h"
#include "view.h"

#include <errno.h>

/*
 * An example is the directory of the lowest number, the first that was stored: it stays the same when more is
 * imported, and with it the text and its time.
 */
static int append_example(struct statements *s, const char *view, const char *before, const char *after,
			  struct buf *out)
{
	sqlite3_stmt *row;
	int r = stmt_row(s, STMT_README_EXAMPLE, &row, "t", view);

	if (r != 1)
		return r;
	buf_format(out, "%s%s%s", before, stmt_text(row, 0), after);
	stmt_end(row);
	return 0;
}

static int render_readme(struct statements *s, struct buf *out)
{
	static const char *const lines[] = {
		"This is a dossierfs mount: released documents, split, dated and filed. It is read-only.\n\n"
		"documents/      every document once: back up, index and grep this\n"
		"by-date/        YEAR/MONTH/DAY as printed; XX where only the month or year is known; "
		"undated/\n"
		"by-sender/      who sent or signed it, as printed; withheld/ where the name was taken out; "
		"unknown/\n"
		"by-country/     what it is about (ISO 3166; nz and NZ are New_Zealand); none/\n"
		"by-redaction/   LAW/GROUND under which words were withheld (s6-a is s6(a)); none/\n"
		"by-recipient/   who it was sent to, by To, Cc or Bcc; withheld/; unknown/; none/\n"
		"by-type/        message, briefing, letter, media_lines, schedule, article ...\n"
		"by-source/      the documents of each file that was imported, in its order\n"
		"by-thread/      messages that answer each other, under their subject; none/ for what is no "
		"message\n"
		"catalogue/      all that is known, as tables: documents, redactions, countries, senders, "
		"sources, "
		"ledger\n"
		"originals/      the files as they were imported, byte for byte\n"
		"search/         QUERY, any: what matches it, best first (in a mount); see search/README.txt"
		"\n\n"
		"A name under two directories is one document: the same inode. A directory's size is the "
		"number of documents\n"
		"below it, so that ls -lS ranks. A file's time is the date that is printed in it.\n\n"
		"Try:\n",
		NULL};
	static const struct {
		const char *view, *before, *after;
	} examples[] = {{"by-sender", "  grep -rl WORD '", "'\n"},
			{"by-redaction", "  ls -lS '", "'\n"},
			{"by-country", "  ls '", "'\n"},
			{"by-date", "  find '", "' -type f\n"}};
	int r = 0;

	for (size_t i = 0; lines[i]; i++)
		buf_text(out, lines[i]);
	for (size_t i = 0; i < sizeof examples / sizeof *examples && r == 0; i++)
		r = append_example(s, examples[i].view, examples[i].before, examples[i].after, out);
	buf_text(out, "  rg WORD               (each document once; inside a view all of it)\n");
	return r;
}

/* One line a top directory but documents/: rg and fd then find each document once from the root (measured).
 */
static void render_ignore(struct buf *out)
{
	for (int view = 0; (size_t)view < view_count(); view++)
		if (view != VIEW_DOCUMENTS)
			buf_format(out, "/%s/\n", view_at(view)->name);
}

static int set_text(struct statements *s, int64_t directory, const char *name, const struct buf *text,
		    int64_t now)
{
	return text->failed ? -ENOMEM
			    : stmt_run(s, STMT_FILE_NAME_SET_TEXT, "biit",
				       (struct slice){text->data, text->length}, now, directory, name);
}

/* A store that has no search/ needs none. */
static int set_search(struct statements *s, int64_t now)
{
	struct buf text = {0};
	int64_t directory;
	int r = stmt_number(s, STMT_DIRECTORY_BY_VALUE, &directory, "ib", (int64_t)DOSSIER_ROOT,
			    SLICE("search"));

	if (r < 0)
		return r == -ENOENT ? 0 : r;
	r = readme_search(s, &text);
	if (r == 0)
		r = set_text(s, directory, "README.txt", &text, now);
	buf_finish(&text);
	return r;
}

/* .trackerignore stays empty: that it is there is what it says. */
int readme_render(struct statements *s, int64_t now)
{
	struct buf readme = {0}, ignore = {0};
	int r = render_readme(s, &readme);

	render_ignore(&ignore);
	if (r == 0)
		r = set_text(s, DOSSIER_ROOT, "README.txt", &readme, now);
	if (r == 0)
		r = set_text(s, DOSSIER_ROOT, ".ignore", &ignore, now);
	if (r == 0)
		r = set_search(s, now);
	buf_finish(&readme);
	buf_finish(&ignore);
	return r;
}
