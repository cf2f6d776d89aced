/* SPDX-License-Identifier: MIT */
/* dossier show: one document's bytes, or what is known about it and why. */
#include "../util/arena.h"
#include "../util/utf8.h"
#include "command.h"
#include "escape.h"
#include "open.h"
#include "output.h"
#include "record.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

enum { READ_SIZE = 256 * 1024 };

static const struct option options[] = {{"metadata", no_argument, NULL, 'm'}, COMMAND_COMMON_OPTIONS};

static bool parse_id(const char *text, uint64_t *ret_id)
{
	uint64_t id = 0;

	if (!*text)
		return false;
	for (; *text; text++) {
		if (!byte_is_digit(*text) || id > DOSSIER_DOCUMENT_MAX)
			return false;
		id = 10 * id + (uint64_t)(*text - '0');
	}
	*ret_id = id;
	return true;
}

static int no_document(const struct session *session, uint64_t id)
{
	command_say(session->path, "no document %" PRIu64, id);
	return COMMAND_PARTLY;
}

/* ---- the text ---- */

/*
 * What of `bytes` to print before reading on: nothing that hangs together is cut, neither a character nor CR
 * LF. Any byte string makes progress.
 */
static size_t whole_characters(struct slice bytes)
{
	size_t length = utf8_cut(bytes, bytes.length - 1).length;

	if (length > 1 && bytes.at[length - 1] == '\r')
		length--;
	return length > 0 ? length : bytes.length;
}

static void print_escaped(struct slice bytes)
{
	struct buf shown = {0};

	escape_text(&shown, bytes);
	fputs(buf_string(&shown), stdout);
	buf_finish(&shown);
}

static int print_text(const struct session *session, uint64_t id, char *buffer)
{
	dossier_node node = dossier_node_pack(DOSSIER_DOCUMENT, id);
	bool terminal = isatty(STDOUT_FILENO);
	uint64_t offset = 0;
	size_t got;

	do {
		int r = dossier_read(session->reader, node, offset, buffer, READ_SIZE, &got);

		if (r == -ESTALE || r == -ENOENT)
			return no_document(session, id);
		if (r < 0) {
			command_say(session->path, "document %" PRIu64 ": %s", id, dossier_store_error(r));
			return r == -EIO ? COMMAND_PARTLY : COMMAND_FATAL;
		}
		struct slice bytes = {buffer, got};

		if (terminal && got == READ_SIZE)
			bytes.length = whole_characters(bytes);
		if (terminal)
			print_escaped(bytes);
		else
			fwrite(bytes.at, 1, bytes.length, stdout);
		offset += bytes.length;
	} while (got == READ_SIZE && !ferror(stdout));
	return COMMAND_WELL;
}

static int show_text(const struct session *session, uint64_t id)
{
	char *buffer = malloc(READ_SIZE);
	int code = buffer ? print_text(session, id, buffer) : session_fail(session, -ENOMEM);

	free(buffer);
	return code;
}

/* ---- the facts ---- */

/* Evidence has to be gathered first: a sink may not ask the reader again. */
struct metadata {
	struct arena arena;
	struct dossier_evidence *evidence;
	size_t count, capacity;
	struct output out;
};

static bool keep_evidence(void *context, const struct dossier_evidence *evidence)
{
	struct metadata *all = context;
	struct dossier_evidence *kept =
		arena_push(&all->arena, &all->evidence, &all->count, &all->capacity, sizeof *all->evidence);

	if (!kept)
		return false;
	*kept = *evidence;
	kept->fact = arena_string(&all->arena, slice_of(evidence->fact));
	kept->value = arena_string(&all->arena, slice_of(evidence->value));
	kept->detail = arena_string(&all->arena, slice_of(evidence->detail));
	kept->surface = arena_string(&all->arena, slice_of(evidence->surface));
	return !all->arena.failed;
}

/* "nz-oia:s6(a), in place, 100 %, bytes 812-819: [s6(a)]" */
static void print_evidence(struct metadata *all, const struct dossier_evidence *evidence)
{
	struct buf line = {0};

	buf_format(&line, "%s%s%s, %u %%", evidence->value, *evidence->detail ? ", " : "", evidence->detail,
		   evidence->confidence);
	if (evidence->last > evidence->first)
		buf_format(&line, ", bytes %" PRIu64 "-%" PRIu64, evidence->first, evidence->last);
	if (*evidence->surface)
		buf_format(&line, ": %s", evidence->surface);
	output_pair(&all->out, "  because", slice_of(buf_string(&line)));
	buf_finish(&line);
}

static void print_evidence_for(struct metadata *all, const char *fact)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->evidence[i].fact, fact) == 0)
			print_evidence(all, &all->evidence[i]);
}

/* Recipients are no column: they are known from their evidence only. */
static void print_recipients(struct metadata *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->evidence[i].fact, "recipient") == 0) {
			output_pair(&all->out, "recipient", slice_of(all->evidence[i].value));
			print_evidence(all, &all->evidence[i]);
		}
}

static void print_fact(void *context, const char *column, struct slice value)
{
	/* What evidence calls a fact, where that differs from the column. */
	static const char *const names[][2] = {{"codes", "code"}, {"countries", "country"}};
	struct metadata *all = context;
	const char *fact = column;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(column, names[i][0]) == 0)
			fact = names[i][1];
	output_pair(&all->out, column, value);
	print_evidence_for(all, fact);
	if (strcmp(column, "sender") == 0)
		print_recipients(all);
}

static bool print_facts(void *context, const struct dossier_facts *facts, const char *snippet)
{
	(void)snippet;
	record_each(facts, print_fact, context);
	return true;
}

static bool print_detail(void *context, const char *key, const char *value)
{
	struct metadata *all = context;

	output_pair(&all->out, key, slice_of(value));
	return true;
}

static int show_metadata(const struct session *session, uint64_t id)
{
	struct metadata all = {0};

	output_init(&all.out, stdout, OUTPUT_TABLE, false);
	int r = dossier_evidence(session->reader, id, keep_evidence, &all);

	if (r == 0 && all.arena.failed)
		r = -ENOMEM;
	if (r == 0)
		r = dossier_facts_get(session->reader, id, print_facts, &all);
	if (r == 0)
		r = dossier_details(session->reader, id, print_detail, &all);
	output_finish(&all.out);
	arena_finish(&all.arena);
	if (r == -ENOENT)
		return no_document(session, id);
	return r < 0 ? session_fail(session, r) : COMMAND_WELL;
}

static int show(const struct session *session, const char *operand, bool metadata)
{
	uint64_t id;

	if (!parse_id(operand, &id)) {
		command_say(session->path, "%s is no number of a document", operand);
		return COMMAND_USAGE;
	}
	if (id == 0 || id > DOSSIER_DOCUMENT_MAX)
		return no_document(session, id);
	return metadata ? show_metadata(session, id) : show_text(session, id);
}

static int run(const struct command *self, int argc, char **argv)
{
	struct session session;
	bool metadata = false;
	int code = COMMAND_FATAL;

	while (command_option(self, argc, argv) != -1)
		metadata = true;
	command_operands(self, argc, 2, 2);
	if (session_open(&session, argv[optind], NULL))
		code = show(&session, argv[optind + 1], metadata);
	session_close(&session);
	return code;
}

const struct command command_show = {
	.name = "show",
	.operands = "STORE ID",
	.summary = "one document's text, byte for byte; control characters are escaped on a terminal",
	.help = "      --metadata          what is known about it, and the words that say so\n",
	.options = options,
	.run = run,
};
