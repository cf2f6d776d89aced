/* SPDX-License-Identifier: MIT */
#include "odt-style.h"

#include <stdlib.h>

void odt_styles_finish(struct odt_styles *styles)
{
	free(styles->at);
}

void odt_style_start(struct odt_styles *styles, const struct xml_element *e)
{
	struct slice name;

	styles->defined = (struct odt_style){.is_hidden = false};
	if (xml_attribute(e, "style:name", &name) && name.length < ODT_STYLE_SIZE)
		memcpy(styles->defined.name, name.at, name.length);
}

void odt_style_of_text(struct odt_styles *styles, const struct xml_element *e)
{
	styles->defined.is_hidden = xml_attribute_is(e, "text:display", "none");
}

void odt_style_of_paragraphs(struct odt_styles *styles, const struct xml_element *e)
{
	styles->defined.breaks_page = xml_attribute_is(e, "fo:break-before", "page");
}

bool odt_style_end(struct odt_styles *styles)
{
	bool matters = styles->defined.is_hidden || styles->defined.breaks_page;

	if (!matters || styles->defined.name[0] == '\0' || styles->count >= ODT_STYLES_MAX)
		return true;
	if (!styles->at)
		styles->at = calloc(ODT_STYLES_MAX, sizeof *styles->at);
	if (!styles->at)
		return false;
	styles->at[styles->count++] = styles->defined;
	return true;
}

struct odt_style odt_style_of(const struct odt_styles *styles, const struct xml_element *e)
{
	struct slice name;

	if (styles->count > 0 && xml_attribute(e, "text:style-name", &name))
		for (size_t i = 0; i < styles->count; i++)
			if (slice_equal(name, slice_of(styles->at[i].name)))
				return styles->at[i];
	return (struct odt_style){.is_hidden = false};
}
