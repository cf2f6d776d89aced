/* SPDX-License-Identifier: MIT */
/*
 * Parameters of Content-Type and Content-Disposition that hold words, such as file names: in pieces and with
 * a charset (RFC 2231), as encoded words, or raw.
 */
#ifndef EXTRACT_MAIL_PARAMETER_H
#define EXTRACT_MAIL_PARAMETER_H

#include "../../util/buf.h"
#include "../../util/slice.h"

/* Appends the value of `name` in the field's raw value, as one line of UTF-8; nothing where there is none. 0
 * or -ENOMEM. */
int mail_parameter(struct slice raw, const char *name, struct buf *out);
#endif
