/* SPDX-License-Identifier: MIT */
/* The numbers of foot- and endnotes: counted together, in the order in which the text shows their marks. */
#ifndef EXTRACT_DOCX_NOTE_H
#define EXTRACT_DOCX_NOTE_H

#include "../../util/idmap.h"
#include "xml.h"

enum docx_note { DOCX_FOOTNOTE, DOCX_ENDNOTE };

struct docx_notes { /* private; zeroed is empty */
	struct idmap numbers;
	unsigned count;
};

void docx_notes_finish(struct docx_notes *notes);
/* The number that a mark in the text shows; 0: it refers to nothing. */
unsigned docx_note_refer(struct docx_notes *notes, const struct xml_element *e, enum docx_note kind);
/* That of a note; 0: nothing referred to it. */
unsigned docx_note_number(struct docx_notes *notes, const struct xml_element *e, enum docx_note kind);
#endif
