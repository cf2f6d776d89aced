/* SPDX-License-Identifier: MIT */
/*
 * The value of a header field as one line of UTF-8: unfolded, encoded words (RFC 2047) and raw bytes of any
 * charset decoded, control characters and changes of direction gone, white space folded. By ICU and not by
 * GMime, whose iconv would load files.
 */
#ifndef EXTRACT_MAIL_FIELD_H
#define EXTRACT_MAIL_FIELD_H

#include "../../util/buf.h"
#include "../../util/slice.h"

enum mail_field_kind {
	MAIL_FIELD_TEXT,
	MAIL_FIELD_ADDRESSES /* what was encoded and would read as punctuation is put into quotes */
};

/* `charset` is a guess for raw bytes that are no UTF-8, or NULL. 0 or -ENOMEM. */
int mail_field_decode(struct slice raw, enum mail_field_kind kind, const char *charset, struct buf *out);
/* As text_decode(), and what cannot be converted is read as windows-1252. 0 or -ENOMEM. */
int mail_decode_charset(struct slice bytes, const char *charset, struct buf *out);
/* The byte that two hexadecimal digits at `at` stand for; -1 where there are none. */
int mail_hex_byte(struct slice s, size_t at);
/* What base64 lacks at its end where it was cut off: "", "=" or "==". */
struct slice mail_base64_rest(struct slice encoded);
/* Appends valid or nearly valid UTF-8 as one line. */
void mail_field_clean(struct slice text, struct buf *out);
#endif
