/* SPDX-License-Identifier: MIT */
/*
 * The text of OpenDocument (ISO/IEC 26300-1): one reader for the parts of a zip file and for a flat file, in
 * which all of them stand in one. Never what tracked changes deleted, what is hidden, or what comments say.
 */
#ifndef EXTRACT_ODT_BODY_H
#define EXTRACT_ODT_BODY_H

#include "odt-change.h"
#include "odt-style.h"
#include "office.h"
#include "prose.h"
#include "xml.h"

struct odt {
	struct prose prose;
	struct office_properties properties;
	struct office_left_out left_out;
	unsigned skip;                    /* elements deep in what is left out; 0: in what is shown */
	bool in_text, in_margin, in_meta; /* of the document; a header or a footer; the properties */
	unsigned paragraphs;              /* deep */
	bool is_blank;                    /* the next white space adds none */
	bool in_citation, is_item;
	char lead[48];     /* what stands before the paragraph when its text begins */
	char citation[24]; /* of the note that is read */
	unsigned masters;  /* page styles */
	struct odt_styles styles;
	struct odt_changes changes;
};

extern const struct xml_reader odt_body;
void odt_finish(struct odt *o);
#endif
