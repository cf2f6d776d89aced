/* SPDX-License-Identifier: MIT */
#include "redaction.h"
