/* SPDX-License-Identifier: MIT */
/* The `dossier` program: finds the command that is asked for and lets it run. */
#include "command.h"

#include <stdio.h>
#include <string.h>

static const struct command *const commands[] = {
	&command_import, &command_list,  &command_show, &command_search, &command_update,
	&command_remove, &command_check, &command_pack, &command_export, &command_complete};
enum { COMMANDS = sizeof commands / sizeof *commands };

static void print_usage(FILE *file)
{
	fputs("usage: dossier COMMAND [options] STORE [operands]\n\n"
	      "Imports documents released under freedom-of-information laws into a store, and explores "
	      "it.\n\n"
	      "commands:\n",
	      file);
	for (size_t i = 0; i < COMMANDS; i++)
		if (commands[i]->summary)
			fprintf(file, "  %-7s %-18s %s\n", commands[i]->name, commands[i]->operands,
				commands[i]->summary);
	fputs("\ndossier COMMAND --help says more of one; --version prints the version. dossierfs(1) mounts "
	      "a store.\n",
	      file);
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	const struct command *command = find_command(name);

	if (command)
		return command_finish(command->run(command, argc - 1, argv + 1));
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_usage(stdout);
		return command_finish(COMMAND_WELL);
	}
	if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
		puts("dossier " DOSSIER_VERSION);
		return command_finish(COMMAND_WELL);
	}
	if (*name)
		command_say(name, "no such command");
	print_usage(stderr);
	return COMMAND_USAGE;
}
