/* SPDX-License-Identifier: MIT */
#include "icu.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_OF(name) #name
#define NAME_OF(name) TEXT_OF(name)

static struct icu functions;

static void *find(void *library, const char *name)
{
	void *function = library ? dlsym(library, name) : NULL;

	if (function)
		return function;
	fprintf(stderr, "ICU cannot be loaded: %s\n", dlerror());
	exit(127);
}

/* Stays loaded. */
static void load(void)
{
	void *library = dlopen("libicuuc.so." NAME_OF(U_ICU_VERSION_MAJOR_NUM), RTLD_LAZY | RTLD_LOCAL);
	void *function;

#define LOAD(name)                                                                                           \
	function = find(library, NAME_OF(name));                                                             \
	memcpy(&functions.name, &function, sizeof function);
	ICU_FUNCTIONS(LOAD)
}

const struct icu *icu(void)
{
	static pthread_once_t loaded = PTHREAD_ONCE_INIT;

	pthread_once(&loaded, load);
	return &functions;
}
