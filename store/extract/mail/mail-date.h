/* SPDX-License-Identifier: MIT */
/* The Date field of real mail: the sender's own clock, as it is written there. */
#ifndef EXTRACT_MAIL_DATE_H
#define EXTRACT_MAIL_DATE_H

#include "../../util/edtf.h"
#include "../../util/slice.h"

#include <stdbool.h>

/* False where GMime reads no date, or one that the value does not say: it guesses at what it does not know.
 */
bool mail_date_read(struct slice value, struct edtf *ret_date);
#endif
