/* SPDX-License-Identifier: MIT */
/*
 * The text of a page as it is read: paragraphs parted by blank lines, lines where the page breaks them, items
 * with
 * "- ", rows of tables as lines with two blanks between cells, white space folded but in <pre>. What a
 * browser does not show as text (scripts, styles, forms' choices) is left out, and of a link only its text is
 * printed.
 */
#ifndef EXTRACT_HTML_TEXT_H
#define EXTRACT_HTML_TEXT_H

#include "../../util/buf.h"
#include "html-tree.h"

/*
 * Appends all text of a page or of a mail's body in HTML, which is UTF-8; what mail programs quote begins
 * with "> ". Text that the page hides is left out, if there is other text. 0, -ENOMEM.
 */
int html_text(struct slice html, struct buf *out);

struct html_print {
	uint32_t node;             /* what is in it is printed */
	const unsigned char *skip; /* not 0: this node is left out; one a node; or NULL */
	bool hidden;               /* also what the page hides */
	bool quotes;               /* a quotation of a mail program begins its lines with "> " */
};

/* Appends the text of one node. Nothing is written before its first and behind its last word. */
void html_print(const struct html_tree *tree, const struct html_print *what, struct buf *out);

/* Line ends that an element asks for around itself: 0 in a line, 1 a line, 2 a paragraph. */
unsigned html_breaks(GumboTag tag);
/* Its text has no place in a page: what a head or a form holds. */
bool html_is_no_text(GumboTag tag);
/* The text in a node, white space folded to blanks; in `arena`. NULL: no memory. */
const char *html_folded(const struct html_tree *tree, uint32_t node, struct arena *arena);
#endif
