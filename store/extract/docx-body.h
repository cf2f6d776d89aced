/* SPDX-License-Identifier: MIT */
/*
 * The text of WordprocessingML (ISO/IEC 29500-1, 17): what Word shows of a body, of notes and of headers.
 * Never what tracked changes deleted or moved away, what is formatted as hidden, or what comments say.
 */
#ifndef EXTRACT_DOCX_BODY_H
#define EXTRACT_DOCX_BODY_H

#include "../util/idmap.h"
#include "office.h"
#include "prose.h"
#include "xml.h"

enum docx_note { DOCX_FOOTNOTE, DOCX_ENDNOTE };
enum { DOCX_MARGINS_MAX = 64, DOCX_ID_SIZE = 32, DOCX_TARGET_SIZE = 64 };

struct docx_margin { /* a header or footer that a section shows */
	char id[DOCX_ID_SIZE], target[DOCX_TARGET_SIZE];
	bool first; /* on the first page only, if the section has such */
};

struct docx {
	struct prose prose;
	struct office_left_out left_out;
	unsigned skip;    /* elements deep in what is left out; 0: in what is shown */
	bool skip_counts; /* and its text is deleted text */
	bool in_text, in_paragraph_properties, in_row_properties, in_section;
	bool is_hidden; /* the run */
	bool is_heading;
	bool is_list; /* the paragraph; with what stands before it when its text begins: */
	char lead[32];
	bool joins_next;     /* its mark is deleted */
	bool section_ends;   /* with it, and the next begins a page */
	bool has_first_page; /* the section has margins of its own there */
	struct idmap notes;  /* of those that the text shows: their numbers */
	unsigned note_count;
	bool notes_begun;
	struct docx_margin margins[DOCX_MARGINS_MAX];
	size_t margin_count, section_margins; /* and the first of this section */
};

extern const struct xml_reader docx_body;
void docx_finish(struct docx *d);
#endif
