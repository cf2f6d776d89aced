/* SPDX-License-Identifier: MIT */
#include "country.h"
