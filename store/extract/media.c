/* SPDX-License-Identifier: MIT */
#include "media.h"
