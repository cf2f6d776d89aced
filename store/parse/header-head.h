/* SPDX-License-Identifier: MIT */
/*
 * For header.c: what stands above the labels of a header block and belongs to it, or needs no labels with
 * colons: the dateline of a memorandum, the name and time above the labels of Lotus Notes, the lines FM and
 * TO of a cable.
 */
#ifndef PARSE_HEADER_HEAD_H
#define PARSE_HEADER_HEAD_H

#include "header.h"

/*
 * A dateline at `line`, or a name and a time, above labels. Gives `header` the fields that it prints;
 * *ret_next: the line where the labels begin. Nothing is touched where it is false.
 */
bool header_head_read(const struct lines *lines, size_t line, size_t limit, struct header *header,
		      size_t *ret_next);
/* The same of the head of a print of Gmail: the subject and "2 messages" above the first name and time. */
bool header_gmail_read(const struct lines *lines, size_t line, size_t limit, struct header *header,
		       size_t *ret_next);
/* The head of a cable: "R 221530Z NOV 63", "FM AMEMBASSY X", "TO SECSTATE", and its subject below. */
bool header_cable_read(const struct lines *lines, size_t line, size_t limit, struct header *ret_header);
#endif
