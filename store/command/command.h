/* SPDX-License-Identifier: MIT */
/*
 * What every command of the program shares: its place in the table of main.c, its exit codes, its options,
 * and the one way to say something to the person who called. One thread.
 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <getopt.h>

enum command_exit {
	COMMAND_WELL,
	COMMAND_PARTLY,      /* done, but not all of it: see the messages */
	COMMAND_USAGE,       /* called wrongly; nothing was touched */
	COMMAND_FATAL,       /* could not be done */
	COMMAND_SIGNAL = 128 /* + number of the signal, as shells do */
};

struct command {
	const char *name;
	const char *operands; /* "STORE [QUERY...]" */
	const char *summary;  /* a line; NULL: for programs, not named to people */
	const char *help;     /* lines on options of its own; "" none */
	const struct option *options;
	const char *letters; /* those of its own that are options without a value; NULL: none */
	int (*run)(const struct command *self, int argc, char **argv); /* argv[0] is the command's name */
};

extern const struct command command_import, command_list, command_show, command_search, command_check,
	command_complete, command_export, command_update, command_remove, command_pack;

/* The options that every command has: the last rows of its table. */
/* clang-format off */
#define COMMAND_COMMON_OPTIONS \
	{"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}, {NULL, 0, NULL, 0}
/* clang-format on */

/*
 * The value of the next option, its argument in optarg; -1 after the last, when optind is the first operand.
 * Answers
 * --help and --version itself, and an option that is none: these end the program.
 */
int command_option(const struct command *self, int argc, char **argv);
/* Ends the program with a usage message unless at least `least` and at most `most` (0: any) operands are
 * left. */
void command_operands(const struct command *self, int argc, int least, int most);
/* Ends the program: says what was wrong and how to get help. */
_Noreturn void command_misuse(const struct command *self, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
/* Flushes standard output; what could not be written there makes any exit code COMMAND_FATAL. */
int command_finish(int code);

/* One line to standard error: "dossier: SUBJECT: text". Control characters are escaped, wherever it goes. */
void command_say(const char *subject, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same without "dossier: ": a line of an import's ledger. */
void command_remark(const char *subject, const char *text);
#endif
