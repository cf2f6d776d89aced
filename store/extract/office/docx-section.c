/* SPDX-License-Identifier: MIT */
#include "docx-section.h"

void docx_section_start(struct docx_sections *sections)
{
	sections->is_open = true;
	sections->has_first_page = false;
	sections->first_margin = sections->margin_count;
}

/* Those of even pages repeat those of odd ones, or are not shown at all. */
void docx_section_margin(struct docx_sections *sections, const struct xml_element *e)
{
	struct slice id;

	if (!xml_attribute(e, "r:id", &id) || id.length >= DOCX_ID_SIZE ||
	    sections->margin_count >= DOCX_MARGINS_MAX || xml_attribute_is(e, "w:type", "even"))
		return;
	struct docx_margin *margin = &sections->margins[sections->margin_count++];

	*margin = (struct docx_margin){.first = xml_attribute_is(e, "w:type", "first")};
	memcpy(margin->id, id.at, id.length);
}

void docx_section_end(struct docx_sections *sections)
{
	size_t kept = sections->first_margin;

	for (size_t i = kept; i < sections->margin_count; i++)
		if (!sections->margins[i].first || sections->has_first_page)
			sections->margins[kept++] = sections->margins[i];
	sections->margin_count = kept;
	sections->is_open = false;
}
