/* SPDX-License-Identifier: MIT */
/*
 * What utf8.c asks ICU, loaded by the first call that needs it: that takes longer than most answers of a
 * store do, and texts in the Latin alphabet hardly ever need it. Any thread. Where ICU is missing the program
 * ends, as it would if it had been linked.
 */
#ifndef UTIL_ICU_H
#define UTIL_ICU_H

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* Their names are as the headers of ICU have them, which may add its version. */
#define ICU_FUNCTIONS(FUNCTION)                                                                              \
	FUNCTION(u_charType)                                                                                 \
	FUNCTION(u_getIntPropertyValue)                                                                      \
	FUNCTION(u_hasBinaryProperty)                                                                        \
	FUNCTION(u_isUWhiteSpace)                                                                            \
	FUNCTION(u_strFromUTF8WithSub)                                                                       \
	FUNCTION(unorm2_getNFCInstance)                                                                      \
	FUNCTION(unorm2_getNFDInstance)                                                                      \
	FUNCTION(unorm2_getNFKCCasefoldInstance)                                                             \
	FUNCTION(unorm2_normalize)

struct icu {
#define ICU_FIELD(name) __typeof__(&(name)) name;
	ICU_FUNCTIONS(ICU_FIELD)
#undef ICU_FIELD
};

const struct icu *icu(void);
#endif
