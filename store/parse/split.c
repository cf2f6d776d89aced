/* SPDX-License-Identifier: MIT */
#include "split.h"
