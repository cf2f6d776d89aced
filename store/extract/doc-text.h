/* SPDX-License-Identifier: MIT */
/*
 * The text of a Word file of 1997 to 2003, character by character: where its pieces stand, what its control
 * characters mean, and what of it is not shown.
 */
#ifndef EXTRACT_DOC_TEXT_H
#define EXTRACT_DOC_TEXT_H

#include "doc-format.h"
#include "office.h"
#include "prose.h"

enum { DOC_FIELDS = 32 }; /* within each other; of deeper ones nothing is shown */

/* The file's parts, borrowed. */
struct doc_file {
	struct slice stream; /* WordDocument */
	struct slice pieces; /* the PlcPcd */
	size_t piece_count;
	struct slice piece_formats; /* the Prcs before it */
	struct doc_ranges characters, paragraphs;
};

struct doc_notes {          /* footnotes, or endnotes */
	struct slice marks; /* u32 each: the characters that refer to them, in order */
	size_t count, next; /* the first that is not before the character that is written */
	size_t before;      /* notes of other kinds, with lower numbers */
	bool *shown;        /* of each: does shown text refer to it? */
};
enum { DOC_NOTES = 2 };

struct doc_text {
	const struct doc_file *file;
	struct prose *prose;
	struct office_left_out *left_out;
	struct doc_notes *notes; /* DOC_NOTES of them, or NULL */
	char lead[24];           /* what stands before the paragraph when its text begins */
	bool in_paragraph, in_row;
	bool instructions[DOC_FIELDS]; /* what the field does, not what it shows, is read */
	unsigned fields, instruction_count;
	uint32_t half;   /* the first of two units of UTF-16 */
	bool lost_shape; /* the mark of something drawn is deleted or hidden */
};

/* Writes characters [first, last). 0, -ENOMEM, -EBADMSG with *ret_reason. */
int doc_text_write(struct doc_text *t, uint32_t first, uint32_t last, const char **ret_reason);
#endif
