/* SPDX-License-Identifier: MIT */
/*
 * The calls of import.h as this program has them: each loads the module that holds them, once. Loading the
 * libraries that read formats takes longer than most answers of a store do.
 */
#include "dossier/import.h"

#include "command.h"

#include <dlfcn.h>
#include <stdlib.h>

/* Looked for where the program was told at build to look. Stays loaded. Ends the program where it is missing.
 */
static const struct dossier_importer *importer(void)
{
	static const struct dossier_importer *loaded;
	void *module = loaded ? NULL : dlopen(IMPORT_MODULE, RTLD_LAZY | RTLD_LOCAL);

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

int dossier_sandbox_selftest(dossier_attempt *tell, void *context)
{
	return importer()->sandbox_selftest(tell, context);
}
