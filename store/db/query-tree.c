/* SPDX-License-Identifier: MIT */
#include "query-tree.h"

static const char *const names[QUERY_FIELDS] = {
	[QUERY_TEXT] = "",         [QUERY_TITLE] = "title",       [QUERY_FROM] = "from",
	[QUERY_TO] = "to",         [QUERY_PARTY] = "party",       [QUERY_COUNTRY] = "country",
	[QUERY_CODE] = "code",     [QUERY_REGIME] = "regime",     [QUERY_TYPE] = "type",
	[QUERY_SOURCE] = "source", [QUERY_DATE] = "date",         [QUERY_AFTER] = "after",
	[QUERY_BEFORE] = "before", [QUERY_REDACTED] = "redacted", [QUERY_ID] = "id",
};

enum query_field query_field_find(struct slice name)
{
	for (int field = QUERY_TEXT + 1; field < QUERY_FIELDS; field++)
		if (slice_equal_ci(name, slice_of(names[field])))
			return (enum query_field)field;
	return slice_equal_ci(name, SLICE("subject")) ? QUERY_TITLE : QUERY_TEXT;
}

const char *query_field_name(enum query_field field)
{
	return names[field];
}

void query_field_list(struct buf *out)
{
	for (int field = QUERY_TEXT + 1; field < QUERY_FIELDS; field++)
		buf_format(out, "%s%s", field > QUERY_TEXT + 1 ? ", " : "", names[field]);
}

bool query_is_text(const struct query_node *term)
{
	return term->field == QUERY_TEXT || (term->field == QUERY_TITLE && !term->exact);
}

/* ---- printing ---- */

static void print_term(struct buf *out, const struct query_node *term)
{
	if (term->field != QUERY_TEXT)
		buf_format(out, "%s:", names[term->field]);
	buf_text(out, term->exact ? "=" : "");
	buf_format(out, term->quoted ? "\"%s\"" : "%s", term->text);
	buf_text(out, term->prefix ? "*" : "");
}

static void print_child(struct buf *out, const struct query_node *parent, const struct query_node *child)
{
	bool apart = child->kind == QUERY_OR || (child->kind == QUERY_AND && parent->kind == QUERY_NOT);

	buf_text(out, apart ? "(" : "");
	query_print(out, child);
	buf_text(out, apart ? ")" : "");
}

void query_print(struct buf *out, const struct query_node *node)
{
	if (node->kind == QUERY_TERM) {
		print_term(out, node);
		return;
	}
	buf_text(out, node->kind == QUERY_NOT ? "-" : "");
	for (const struct query_node *child = node->child; child; child = child->next) {
		if (child != node->child)
			buf_text(out, node->kind == QUERY_OR ? " OR " : " ");
		print_child(out, node, child);
	}
}
