/* SPDX-License-Identifier: MIT */
/*
 * The calls of import.h as this program has them: each loads the module that holds them, once. Loading the
 * libraries that read formats takes longer than most answers of a store do.
 */
#include "dossier/import.h"

#include "../util/buf.h"
#include "command.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

static const char module_name[] = "/dossier-import.so";

/* In the program's own folder, where a build has it, else where it is installed. A search path in the program
 * would cost each start of it two hundred looks for libraries that are elsewhere. */
static void *load_module(void)
{
	struct buf path = {0};
	char program[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program);

	while (length > 0 && program[length - 1] != '/')
		length--;
	buf_append(&path, program, length > 0 ? (size_t)length - 1 : 0);
	buf_text(&path, module_name);
	if (length <= 0 || access(buf_string(&path), F_OK) < 0) {
		buf_clear(&path);
		buf_text(&path, MODULE_DIR);
		buf_text(&path, module_name);
	}
	void *module = dlopen(buf_string(&path), RTLD_LAZY | RTLD_LOCAL);

	buf_finish(&path);
	return module;
}

/* Stays loaded. Ends the program where it is missing. */
static const struct dossier_importer *importer(void)
{
	static const struct dossier_importer *loaded;
	void *module = loaded ? NULL : load_module();

	if (module)
		loaded = dlsym(module, "dossier_importer");
	if (loaded)
		return loaded;
	command_say("what reads files cannot be loaded", "%s", dlerror());
	exit(command_finish(COMMAND_FATAL));
}

int dossier_import(const char *store, char *const paths[], size_t count,
		   const struct dossier_import_options *options, struct dossier_ledger *ret_ledger,
		   pid_t *ret_holder)
{
	return importer()->import(store, paths, count, options, ret_ledger, ret_holder);
}

int dossier_update(const char *store, bool all, const struct dossier_import_options *options,
		   struct dossier_update *ret, pid_t *ret_holder)
{
	return importer()->update(store, all, options, ret, ret_holder);
}

int dossier_remove(const char *store, char *const sources[], size_t count, const struct dossier_removal *how,
		   pid_t *ret_holder)
{
	return importer()->remove(store, sources, count, how, ret_holder);
}

int dossier_pack(const char *store, const struct dossier_pack_options *options,
		 struct dossier_pack_report *ret_report, pid_t *ret_holder)
{
	return importer()->pack(store, options, ret_report, ret_holder);
}

int dossier_check(struct dossier_reader *reader, dossier_fault_sink *sink, void *context,
		  uint64_t *ret_faults)
{
	return importer()->check(reader, sink, context, ret_faults);
}

int dossier_sandbox_selftest(dossier_attempt *tell, void *context)
{
	return importer()->sandbox_selftest(tell, context);
}
