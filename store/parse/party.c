/* SPDX-License-Identifier: MIT */
#include "party.h"
