/* SPDX-License-Identifier: MIT */
#include "query.h"

#include "../util/buf.h"
#include "open.h"
#include "output.h"

#include <errno.h>

const struct option query_options[] = {{"format", required_argument, NULL, 'f'}, COMMAND_COMMON_OPTIONS};

/* The operands as one query, with a blank between them: nobody has to quote. */
static void join(struct buf *query, char **words)
{
	for (size_t i = 0; words[i]; i++) {
		buf_text(query, i ? " " : "");
		buf_text(query, words[i]);
	}
}

static int print_all(const struct session *session, struct output *out)
{
	int r = dossier_facts_list(session->reader, output_row, out);

	return r < 0 ? session_fail(session, r) : COMMAND_WELL;
}

static int print_hits(const struct session *session, struct output *out, const char *query)
{
	int r = dossier_facts_search(session->reader, query, out->snippets, output_row, out);

	if (r == -EINVAL) {
		command_say(session->path, "no word to seek is in the query: %s", query);
		return COMMAND_USAGE;
	}
	if (r < 0)
		return session_fail(session, r);
	if (out->rows == 0)
		command_say(session->path, "no document holds %s", query);
	return COMMAND_WELL;
}

static int print_rows(const struct session *session, char **words, enum output_format format, bool snippets)
{
	struct output out;
	struct buf query = {0};
	int code;

	output_init(&out, stdout, format, snippets);
	output_header(&out);
	join(&query, words);
	const char *text = buf_string(&query);

	if (query.failed)
		code = session_fail(session, -ENOMEM);
	else
		code = words[0] ? print_hits(session, &out, text) : print_all(session, &out);
	buf_finish(&query);
	output_finish(&out);
	return code;
}

int query_run(const struct command *self, int argc, char **argv, bool all, bool snippets)
{
	enum output_format format = OUTPUT_TABLE;
	struct session session;
	int code = COMMAND_FATAL;

	while (command_option(self, argc, argv) != -1)
		if (!output_parse_format(optarg, &format))
			command_misuse(self, "no format is called %s", optarg);
	command_operands(self, argc, all ? 1 : 2, 0);
	if (session_open(&session, argv[optind], NULL))
		code = print_rows(&session, argv + optind + 1, format, snippets);
	session_close(&session);
	return code;
}
