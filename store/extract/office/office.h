/* SPDX-License-Identifier: MIT */
/* What the readers of word processors' files share: what they leave out, and the files' properties. */
#ifndef EXTRACT_OFFICE_H
#define EXTRACT_OFFICE_H

#include "../extract.h"
#include "xml.h"

/* What a file holds that it does not show to those who read it. None of it is ever part of the text. */
struct office_left_out {
	bool deleted; /* text that tracked changes deleted */
	bool hidden;  /* text that is formatted as hidden */
	bool comments;
};

/* Sets the remark that says so, if anything was left out. */
void office_remark(const struct office_left_out *left_out, struct extracted *extracted);

/* ---- properties ---- */

struct office_property {
	const char *element, *key;
};

struct office_properties {                   /* being read */
	const struct office_property *table; /* element NULL at the end */
	struct extracted *extracted;
	const char *key; /* whose value is read, or NULL */
	struct buf value;
};

void office_property_start(struct office_properties *p, const char *name);
void office_property_text(struct office_properties *p, struct slice text);
void office_property_end(struct office_properties *p);
void office_properties_finish(struct office_properties *p);
#endif
