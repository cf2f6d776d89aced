/* SPDX-License-Identifier: MIT */
#include "header.h"
