/* SPDX-License-Identifier: MIT */
#include "output.h"

#include "../util/utf8.h"
#include "command.h"
#include "escape.h"
#include "record.h"

#include <inttypes.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_WIDTH = 100 };
enum {
	ID_WIDTH = 6,
	DATE_WIDTH = 16,
	TYPE_WIDTH = 11,
	SENDER_WIDTH = 20,
	TITLE_WIDTH_MIN = 20,
	KEY_WIDTH = 13
};
static const char bold[] = "\033[1m", plain[] = "\033[0m", indent[] = "        ";

static void in_bold(struct output *out, const char *text)
{
	buf_format(&out->line, "%s%s%s", out->colour ? bold : "", text, out->colour ? plain : "");
}

static size_t title_width(const struct output *out)
{
	size_t before = ID_WIDTH + 1 + DATE_WIDTH + 1 + TYPE_WIDTH + 1 + SENDER_WIDTH + 1;

	return out->width > before + TITLE_WIDTH_MIN ? out->width - before : TITLE_WIDTH_MIN;
}

static void table_header(struct output *out)
{
	char text[DEFAULT_WIDTH];

	if (out->snippets)
		return;
	snprintf(text, sizeof text, "%*s %-*s %-*s %-*s %s", ID_WIDTH, "ID", DATE_WIDTH, "DATE", TYPE_WIDTH,
		 "TYPE", SENDER_WIDTH, "SENDER", "TITLE");
	in_bold(out, text);
	buf_byte(&out->line, '\n');
}

static void table_row(struct output *out, const struct dossier_facts *facts)
{
	struct buf *line = &out->line;

	buf_format(line, "%*" PRIu64 " ", ID_WIDTH, facts->id);
	/* Zone and seconds are for programs; what stays is the printed day and minute. */
	escape_fit(line, utf8_cut(slice_of(facts->date), DATE_WIDTH), DATE_WIDTH, true);
	buf_byte(line, ' ');
	escape_fit(line, slice_of(facts->type), TYPE_WIDTH, true);
	buf_byte(line, ' ');
	escape_fit(line, slice_of(facts->sender), SENDER_WIDTH, true);
	buf_byte(line, ' ');
	escape_fit(line, slice_of(facts->title), title_width(out), false);
	buf_byte(line, '\n');
}

/* A hit is a title line and an indented snippet, which is what one reads. */
static void table_hit(struct output *out, const struct dossier_facts *facts, const char *snippet)
{
	struct buf head = {0};
	size_t wide = out->width > sizeof indent ? out->width - (sizeof indent - 1) : TITLE_WIDTH_MIN;

	buf_format(&head, "%" PRIu64 "  %s  %s  %s", facts->id, *facts->date ? facts->date : "undated",
		   *facts->sender ? facts->sender : "unknown", facts->title);
	out->line.failed |= head.failed;
	buf_text(&out->line, out->colour ? bold : "");
	escape_fit(&out->line, slice_of(buf_string(&head)), out->width, false);
	buf_format(&out->line, "%s\n%s", out->colour ? plain : "", indent);
	escape_fit(&out->line, slice_of(snippet), wide, false);
	buf_byte(&out->line, '\n');
	buf_finish(&head);
}

/* ---- the formats: each writes its header and its rows into out->line, with the line's end ---- */

static const struct {
	const char *name;
	void (*header)(struct buf *line, bool snippets);
	void (*row)(struct buf *line, const struct dossier_facts *facts, const char *snippet);
	bool raw; /* values come as they are, control characters too */
} formats[OUTPUT_FORMATS] = {
	[OUTPUT_TABLE] = {"table", NULL, NULL, false},
	[OUTPUT_TSV] = {"tsv", record_tsv_header, record_tsv, true},
	[OUTPUT_CSV] = {"csv", record_csv_header, record_csv, true},
	[OUTPUT_JSON] = {"json", NULL, record_json, false},
};

bool output_parse_format(const char *name, enum output_format *ret_format)
{
	for (int i = 0; i < OUTPUT_FORMATS; i++)
		if (strcmp(formats[i].name, name) == 0) {
			*ret_format = (enum output_format)i;
			return true;
		}
	return false;
}

/* Writes out->line and empties it; false once writing failed. */
static bool flush_line(struct output *out, bool raw)
{
	struct buf *line = &out->line;

	if (raw && out->terminal) {
		buf_clear(&out->shown);
		escape_text(&out->shown, (struct slice){line->data, line->length});
		line = &out->shown;
	}
	if (out->line.failed || line->failed) {
		/* A row left out would be a lie that nobody sees. */
		fputs("dossier: out of memory\n", stderr);
		exit(COMMAND_FATAL);
	}
	if (line->length > 0)
		fwrite(line->data, 1, line->length, out->file);
	buf_clear(&out->line);
	return !ferror(out->file);
}

void output_header(struct output *out)
{
	if (out->format == OUTPUT_TABLE)
		table_header(out);
	else if (formats[out->format].header)
		formats[out->format].header(&out->line, out->snippets);
	flush_line(out, false);
}

unsigned output_wants(const struct output *out)
{
	return (out->format != OUTPUT_TABLE ? DOSSIER_WITH_LISTS : 0) |
	       (out->snippets ? DOSSIER_WITH_SNIPPET : 0);
}

bool output_row(void *context, const struct dossier_facts *facts, const char *snippet)
{
	struct output *out = context;
	const char *shown = out->snippets ? (snippet ? snippet : "") : NULL;

	out->rows++;
	if (out->format != OUTPUT_TABLE)
		formats[out->format].row(&out->line, facts, shown);
	else if (shown)
		table_hit(out, facts, shown);
	else
		table_row(out, facts);
	return flush_line(out, formats[out->format].raw);
}

void output_pair(struct output *out, const char *key, struct slice value)
{
	size_t used = strlen(key) + 1;

	buf_format(&out->line, "%s:", key);
	if (value.length > 0)
		buf_format(&out->line, "%*s", used < KEY_WIDTH ? (int)(KEY_WIDTH - used) : 1, "");
	escape_line(&out->line, value);
	buf_byte(&out->line, '\n');
	flush_line(out, false);
}

static bool may_colour(int descriptor)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(descriptor) && !(no && *no) && term && strcmp(term, "dumb") != 0;
}

void output_init(struct output *out, FILE *file, enum output_format format, bool snippets)
{
	struct winsize size = {0};

	*out = (struct output){.file = file, .format = format, .snippets = snippets, .width = DEFAULT_WIDTH};
	out->terminal = isatty(fileno(file));
	out->colour = may_colour(fileno(file));
	if (out->terminal && ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		out->width = size.ws_col;
}

void output_finish(struct output *out)
{
	buf_finish(&out->line);
	buf_finish(&out->shown);
}
