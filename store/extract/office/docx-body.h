/* SPDX-License-Identifier: MIT */
/*
 * The text of WordprocessingML (ISO/IEC 29500-1, 17): what Word shows of a body, of notes and of headers.
 * Never what tracked changes deleted or moved away, what is formatted as hidden, or what comments say.
 */
#ifndef EXTRACT_DOCX_BODY_H
#define EXTRACT_DOCX_BODY_H

#include "docx-note.h"
#include "docx-section.h"
#include "office.h"
#include "prose.h"
#include "xml.h"

struct docx {
	struct prose prose;
	struct office_left_out left_out;
	unsigned skip;    /* elements deep in what is left out; 0: in what is shown */
	bool skip_counts; /* and its text is deleted text */
	bool in_text, in_paragraph_properties, in_row_properties;
	bool is_hidden; /* the run */
	bool is_heading;
	bool is_list; /* the paragraph; with what stands before it when its text begins: */
	char lead[32];
	bool joins_next;   /* its mark is deleted */
	bool section_ends; /* with it, and the next begins a page */
	bool notes_begun;
	struct docx_notes notes;
	struct docx_sections sections;
};

extern const struct xml_reader docx_body;
void docx_finish(struct docx *d);
#endif
