/* SPDX-License-Identifier: MIT */
/*
 * The text of a file in Rich Text Format: bytes in many charsets, in groups within groups. rtf.c finds the
 * words, rtf-word.c knows what each of them does.
 */
#ifndef EXTRACT_RTF_TEXT_H
#define EXTRACT_RTF_TEXT_H

#include "../util/edtf.h"
#include "../util/idmap.h"
#include "office.h"
#include "prose.h"

enum {
	RTF_DEPTH = 512, /* groups within groups */
	RTF_PIECE = 256  /* bytes that are converted together */
};

/* Where the text of a group goes. */
enum rtf_place { RTF_TEXT, RTF_SKIPPED, RTF_FONTS, RTF_INFO, RTF_PROPERTY, RTF_DATE };

struct rtf_group {
	enum rtf_place place;
	const char *property; /* of RTF_PROPERTY and RTF_DATE */
	const char *charset;  /* of bytes; NULL: signs of a font of signs */
	bool is_deleted, is_hidden, in_table;
	bool is_note, is_box; /* began here, and end with it */
	unsigned fallback;    /* characters after a \u, for those who cannot read it */
};

struct rtf {
	struct prose prose;
	struct office_left_out left_out;
	struct extracted *extracted;
	struct rtf_group groups[RTF_DEPTH];
	unsigned depth; /* of the group that is read; 0: outside of all */
	const char *charset;
	struct idmap fonts; /* number + 1: its charset, by RTF's number */
	uint32_t font, default_font;
	char bytes[RTF_PIECE]; /* of text, not converted yet */
	size_t byte_count;
	uint32_t half;    /* the first of two units of UTF-16 */
	unsigned to_skip; /* characters: the fallback of a \u */
	struct buf value; /* of a property */
	struct edtf date;
	char lead[32]; /* what stands before the paragraph when its text begins */
	unsigned note_count;
	unsigned asides; /* notes and boxes that are read */
	bool in_row, page_follows;
};

/* A group begins and ends. False: too deep. */
bool rtf_open(struct rtf *r);
void rtf_close(struct rtf *r);
/* A byte of text. */
void rtf_byte(struct rtf *r, char byte);
/* A word without backslash, and its number: `has_number` false where it has none. `is_starred`: whoever does
 * not know it passes its group over. In rtf-word.c. */
void rtf_word(struct rtf *r, const char *word, bool has_number, int32_t number, bool is_starred);
/* Writes what is held back. */
void rtf_flush(struct rtf *r);
void rtf_finish(struct rtf *r);

/* ---- for rtf-word.c ---- */

/* UTF-8, a character, a unit of UTF-16 (modulo 65536), to where the text of the group goes. */
void rtf_say(struct rtf *r, struct slice text);
void rtf_say_character(struct rtf *r, uint32_t character);
void rtf_say_unit(struct rtf *r, int32_t number);
/* What has to stand before anything that is shown: the row, the page; and the lead. */
void rtf_begin_paragraph(struct rtf *r);
void rtf_say_lead(struct rtf *r);
const char *rtf_charset_of_font(struct rtf *r, uint32_t font);
void rtf_set_code_page(struct rtf *r, int32_t number);
#endif
