/* SPDX-License-Identifier: MIT */
#include "dossier/import.h"
