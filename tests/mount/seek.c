/* SPDX-License-Identifier: MIT */
/*
 * seek DIRECTORY...: a listing resumed at any of its positions, in any order, goes on with the same name;
 * prints where it does not.
 */
#include <dirent.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRIDE = 7919 }; /* a prime, to visit places out of order */

struct place {
	long position; /* before the name */
	char *name;
};

static size_t list(DIR *directory, struct place **ret)
{
	struct place *places = NULL;
	size_t count = 0;

	for (;;) {
		long position = telldir(directory);
		const struct dirent *entry = readdir(directory);

		if (!entry)
			break;
		places = realloc(places, (count + 1) * sizeof *places);
		if (!places)
			err(2, "realloc");
		places[count++] = (struct place){position, strdup(entry->d_name)};
	}
	*ret = places;
	return count;
}

static int check(DIR *directory, const struct place *place, const char *path)
{
	seekdir(directory, place->position);
	const struct dirent *entry = readdir(directory);

	if (entry && !strcmp(entry->d_name, place->name))
		return 0;
	printf("%s: at %ld: %s in place of %s\n", path, place->position, entry ? entry->d_name : "the end",
	       place->name);
	return 1;
}

static int check_directory(const char *path)
{
	DIR *directory = opendir(path);
	struct place *places;
	int faults = 0;

	if (!directory)
		err(2, "%s", path);
	size_t count = list(directory, &places);
	for (size_t i = count; i-- > 0;)
		faults += check(directory, &places[i], path);
	for (size_t i = 0; i < count; i++)
		faults += check(directory, &places[i * STRIDE % count], path);
	for (size_t i = 0; i < count; i++)
		free(places[i].name);
	free(places);
	closedir(directory);
	return faults;
}

int main(int argc, char **argv)
{
	int faults = 0;

	for (int i = 1; i < argc; i++)
		faults += check_directory(argv[i]);
	return faults != 0;
}
