/* SPDX-License-Identifier: MIT */
/*
 * What a single line looks like: a heading, prose, a salutation, a sign-off, a divider between documents. No
 * context: split.c decides what a shape means where it stands. All functions look at a bounded part of a
 * line.
 */
#ifndef PARSE_SHAPE_H
#define PARSE_SHAPE_H

#include "../data/facts.h"
#include "../util/slice.h"
#include "regime.h"

enum { SHAPE_TITLE_MAX = 160 }; /* bytes of the longest line that may be a title */

/* No lower-case letter and at least two capitals. */
bool shape_is_capitals(struct slice s);
/* Words between blanks, counted up to `most`. */
size_t shape_word_count(struct slice s, size_t most);
/* Letters, also beyond ASCII. */
size_t shape_letter_count(struct slice s);
/* "Dear Ms Smith," "Hi both" "Kia ora". */
bool shape_is_greeting(struct slice s);
/* Breaks off in a way that asks for a next line: "...letter to the", "Review of:" */
bool shape_is_hanging(struct slice s);
/* A heading or title; not a mark, a bullet, a sentence, a classification. */
bool shape_is_title(struct slice s, const struct regimes *regimes);
/* A sentence or a part of running text. */
bool shape_is_prose(struct slice s);
/* What stands behind the last wide gap of a line: "12 May 2019" of "Ref: 7      12 May 2019"; all of `s`
 * where it has none. */
struct slice shape_last_cell(struct slice s);
/* What stands before the first wide gap; *rest becomes what stands behind it. */
struct slice shape_next_cell(struct slice *rest);
struct slice shape_first_cell(struct slice s);
bool shape_has_digit(struct slice s);
bool shape_is_bullet(struct slice s);
/* "ENDS", "(ENDS)", "- ENDS -", "END OF MESSAGE" */
bool shape_is_end(struct slice s);
/* "FD-302 (Rev. 5-8-10)", "SF 312 (Rev. 7-2013)": what a form prints in its corner; "FD-302a" goes on with
 * one. */
bool shape_is_form_number(struct slice s);
/* "The remainder of this thread is out of scope" */
bool shape_is_remainder_note(struct slice s);
/* "Yours sincerely", "Nga mihi" */
bool shape_is_closing(struct slice s);
/* "Dear X," alone; `public`: "To the President of the Council," */
bool shape_is_salutation(struct slice s, bool *ret_public);
/* "Document 3", "FOI 1234 - Document 3", "ITEM 4 OF 9": stands between documents. */
bool shape_is_divider(struct slice s);
/* The same, and the number that it has. */
bool shape_divider(struct slice s, struct slice *ret_number);
/* "3", "#3", "12a", "B": what numbers a document or an annex. */
bool shape_is_number(struct slice s);
/* "SECRET", "IN-CONFIDENCE", "OFFICIAL: Sensitive" */
bool shape_is_classification(struct slice s);
/* "DRAFT", "DRAFT - NOT FOR RELEASE", "Draft v3 - 3/15/2017": how far a paper has come, and no more. */
bool shape_is_draft(struct slice s);
/* "(For decision)", "(pour d\303\251cision) - PROT\303\211G\303\211 A": for what a paper is sent up. */
bool shape_is_purpose(struct slice s);
/* A division, embassy, ministry ... as it signs a briefing. */
bool shape_is_unit(struct slice s);
/* "Ministry of Lights": words with capitals but for "of", "for", "the", "and". */
bool shape_is_office(struct slice s);
/* "Prime Minister", "Minister for Lights": whom a paper is for. */
bool shape_is_minister(struct slice s);
/* An address, a telephone number, a web site: the line of a contact block. */
bool shape_is_contact(struct slice s);
/* `s` without marks of emphasis and heading, and without tags such as <i>, at both ends. */
struct slice shape_bare(struct slice s);
#endif
