/* SPDX-License-Identifier: MIT */
#include "query.h"

#include "../util/buf.h"
#include "open.h"
#include "output.h"

#include <errno.h>
#include <stdlib.h>

const struct option query_options[] = {{"format", required_argument, NULL, 'f'},
				       {"limit", required_argument, NULL, 'l'},
				       COMMAND_COMMON_OPTIONS};

struct wish {
	enum output_format format;
	bool snippets;
	size_t limit; /* 0: all */
};

/* The operands as one query, with a blank between them: nobody has to quote. */
static void join(struct buf *query, char **words)
{
	for (size_t i = 0; words[i]; i++) {
		buf_text(query, i ? " " : "");
		buf_text(query, words[i]);
	}
}

/* All documents up to the limit. */
struct listing {
	struct output *out;
	size_t left; /* 0 at first: no limit */
};

static bool print_next(void *context, const struct dossier_facts *facts, const char *snippet)
{
	struct listing *listing = context;

	return output_row(listing->out, facts, snippet) && --listing->left != 0;
}

static int print_all(const struct session *session, struct output *out, size_t limit)
{
	struct listing listing = {out, limit};
	int r = dossier_facts_list(session->reader, output_wants(out), print_next, &listing);

	return r < 0 ? session_fail(session, r) : COMMAND_WELL;
}

static int print_hits(const struct session *session, struct output *out, size_t limit,
		      const struct dossier_query *query, const char *text)
{
	int r = out->snippets ? dossier_query_search(session->reader, query, limit, output_wants(out),
						     output_row, out)
			      : dossier_query_list(session->reader, query, limit, output_wants(out),
						   output_row, out);

	if (r < 0)
		return session_fail(session, r);
	if (out->rows == 0)
		command_say(session->path, "no document matches %s", text);
	return COMMAND_WELL;
}

/* `query` NULL: all documents. */
static int print_rows(const struct session *session, const struct dossier_query *query, const char *text,
		      const struct wish *wish)
{
	struct output out;
	int code;

	output_init(&out, stdout, wish->format, wish->snippets);
	output_header(&out);
	code = query ? print_hits(session, &out, wish->limit, query, text)
		     : print_all(session, &out, wish->limit);
	output_finish(&out);
	return code;
}

/* A query that is none is told before the store is looked at, and ends the program. */
static struct dossier_query *parse(const struct command *self, const char *text)
{
	struct dossier_query *query = NULL;
	struct dossier_query_error error;
	int r = dossier_query_parse(text, &query, &error);

	if (r == -EINVAL)
		command_misuse(self, "the query, at byte %zu of %s: expected %s", error.at + 1, text,
			       error.expected);
	if (r < 0) {
		command_say(self->name, "%s", dossier_store_error(r));
		exit(COMMAND_FATAL);
	}
	return query;
}

static size_t parse_limit(const struct command *self, const char *text)
{
	char *end;
	unsigned long long limit;

	errno = 0;
	limit = strtoull(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || limit == 0 || limit > SIZE_MAX)
		command_misuse(self, "--limit wants a number from 1 on, not %s", text);
	return (size_t)limit;
}

static void read_options(const struct command *self, int argc, char **argv, struct wish *ret)
{
	for (int option; (option = command_option(self, argc, argv)) != -1;)
		if (option == 'l')
			ret->limit = parse_limit(self, optarg);
		else if (!output_parse_format(optarg, &ret->format))
			command_misuse(self, "no format is called %s", optarg);
}

int query_run(const struct command *self, int argc, char **argv, bool all, bool snippets)
{
	struct wish wish = {.format = OUTPUT_TABLE, .snippets = snippets};
	struct session session;
	struct buf words = {0};
	int code = COMMAND_FATAL;

	read_options(self, argc, argv, &wish);
	command_operands(self, argc, all ? 1 : 2, 0);
	join(&words, argv + optind + 1);
	const char *text = buf_string(&words);
	struct dossier_query *query = argv[optind + 1] ? parse(self, text) : NULL;

	if (session_open(&session, argv[optind], NULL))
		code = print_rows(&session, query, text, &wish);
	session_close(&session);
	dossier_query_destroy(query);
	buf_finish(&words);
	return code;
}
