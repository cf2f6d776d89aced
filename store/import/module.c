/* SPDX-License-Identifier: MIT */
/* What the module exports; all else in it is its own. */
#include "dossier/import.h"

extern const struct dossier_importer dossier_importer;

const struct dossier_importer dossier_importer = {
	.import = dossier_import,
	.update = dossier_update,
	.remove = dossier_remove,
	.pack = dossier_pack,
	.check = dossier_check,
	.sandbox_selftest = dossier_sandbox_selftest,
};
