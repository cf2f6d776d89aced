/* SPDX-License-Identifier: MIT */
#include "date.h"
