/* SPDX-License-Identifier: MIT */
#include "write.h"
