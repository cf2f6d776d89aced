/* SPDX-License-Identifier: MIT */
/* The styles of OpenDocument that do more than look: those that hide text, or begin a page. */
#ifndef EXTRACT_ODT_STYLE_H
#define EXTRACT_ODT_STYLE_H

#include "xml.h"

#include <stddef.h>

enum { ODT_STYLES_MAX = 1024, ODT_STYLE_SIZE = 64 };

struct odt_style {
	char name[ODT_STYLE_SIZE];
	bool is_hidden, breaks_page;
};

struct odt_styles {               /* private; zeroed is empty */
	struct odt_style defined; /* the one that is read */
	struct odt_style *at;
	size_t count;
};

void odt_styles_finish(struct odt_styles *styles);
/* Of the definition of a style: it begins, what it does to text and to paragraphs, it ends. False: out of
 * memory. */
void odt_style_start(struct odt_styles *styles, const struct xml_element *e);
void odt_style_of_text(struct odt_styles *styles, const struct xml_element *e);
void odt_style_of_paragraphs(struct odt_styles *styles, const struct xml_element *e);
bool odt_style_end(struct odt_styles *styles);
/* The style of an element; of none that matters, one that does nothing. */
struct odt_style odt_style_of(const struct odt_styles *styles, const struct xml_element *e);
#endif
