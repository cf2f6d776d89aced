/* SPDX-License-Identifier: MIT */
#include "office.h"

#include "../../util/utf8.h"

enum { VALUE_MAX = 4096 }; /* bytes of a property */

void office_remark(const struct office_left_out *left_out, struct extracted *extracted)
{
	const struct {
		bool is_so;
		const char *words;
	} all[] = {
		{left_out->deleted, "deleted text of tracked changes was left out"},
		{left_out->hidden, "hidden text was left out"},
		{left_out->comments, "comments were left out"},
	};
	struct buf remark = {0};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].is_so)
			buf_format(&remark, "%s%s", remark.length > 0 ? "; " : "", all[i].words);
	if (remark.length > 0)
		extracted->remark =
			arena_string(&extracted->arena, (struct slice){remark.data, remark.length});
	buf_finish(&remark);
}

void office_property_start(struct office_properties *p, const char *name)
{
	p->key = NULL;
	for (const struct office_property *row = p->table; row->element; row++)
		if (strcmp(row->element, name) == 0)
			p->key = row->key;
	buf_clear(&p->value);
}

void office_property_text(struct office_properties *p, struct slice text)
{
	if (p->key && p->value.length < VALUE_MAX)
		buf_slice(&p->value, utf8_cut(text, VALUE_MAX - p->value.length));
}

void office_property_end(struct office_properties *p)
{
	struct slice value = slice_trim((struct slice){p->value.data, p->value.length});

	if (p->key && !p->value.failed && value.length > 0)
		extracted_property(p->extracted, p->key, value);
	p->key = NULL;
}

void office_properties_finish(struct office_properties *p)
{
	buf_finish(&p->value);
}
