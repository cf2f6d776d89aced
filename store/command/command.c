/* SPDX-License-Identifier: MIT */
#include "command.h"

#include "../util/buf.h"
#include "escape.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One write, so that lines of several processes on one terminal stay whole. */
static void print_line(const char *prefix, const char *subject, const char *text)
{
	struct buf line = {0};

	buf_text(&line, prefix);
	escape_line(&line, slice_of(subject));
	buf_text(&line, ": ");
	escape_line(&line, slice_of(text));
	buf_byte(&line, '\n');
	if (line.failed)
		fputs("dossier: out of memory\n", stderr);
	else
		fwrite(line.data, 1, line.length, stderr);
	buf_finish(&line);
}

static void say(const char *subject, const char *format, va_list list)
{
	char *text = NULL;

	if (vasprintf(&text, format, list) < 0)
		text = NULL;
	print_line("dossier: ", subject, text ? text : "out of memory");
	free(text);
}

void command_say(const char *subject, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say(subject, format, list);
	va_end(list);
}

void command_remark(const char *subject, const char *text)
{
	print_line("", subject, text);
}

int command_finish(int code)
{
	/* errno of an earlier failed write is gone; a flush that fails now says why. */
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	command_say("standard output", "%s", errno ? strerror(errno) : "not all could be written");
	return COMMAND_FATAL;
}

static _Noreturn void help(const struct command *self)
{
	printf("usage: dossier %s [options] %s\n\n%s.\n\noptions:\n%s", self->name, self->operands,
	       self->summary ? self->summary : "for completion in shells", self->help);
	puts("  -h, --help              print this and exit\n"
	     "  -V, --version           print the version and exit");
	exit(command_finish(COMMAND_WELL));
}

void command_misuse(const struct command *self, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say(self->name, format, list);
	va_end(list);
	fprintf(stderr, "usage: dossier %s [options] %s\n", self->name, self->operands);
	exit(command_finish(COMMAND_USAGE));
}

int command_option(const struct command *self, int argc, char **argv)
{
	char letters[16];

	snprintf(letters, sizeof letters, ":hV%s", self->letters ? self->letters : "");
	opterr = 0;
	int option = getopt_long(argc, argv, letters, self->options, NULL);

	switch (option) {
	case 'h':
		help(self);
	case 'V':
		puts("dossier " DOSSIER_VERSION);
		exit(command_finish(COMMAND_WELL));
	case ':':
		command_misuse(self, "%s needs a value", argv[optind - 1]);
	case '?':
		/* Of a cluster of letters optind may still stand at the cluster itself. */
		if (optopt > ' ' && optopt < 0x7f && optopt != 'h' && optopt != 'V')
			command_misuse(self, "no option -%c", optopt);
		command_misuse(self, "no option %s", argv[optind - 1]);
	default:
		return option;
	}
}

void command_operands(const struct command *self, int argc, int least, int most)
{
	int count = argc - optind;

	if (count < least)
		command_misuse(self, "%s", count == 0 ? "no store is named" : "an operand is missing");
	if (most > 0 && count > most)
		command_misuse(self, "too many operands");
}
