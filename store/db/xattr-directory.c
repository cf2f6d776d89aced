/* SPDX-License-Identifier: MIT */
/* Values of a directory's attributes: what it stands for, unlike its name not made fit for a shell. */
#include "xattr.h"

#include "../data/ground.h"
#include "view.h"

int xattr_view(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	if (s->view != VIEW_ROOT)
		buf_text(value, view_at(s->view)->name);
	return 0;
}

/* A leading NUL byte marks a name of ours, such as none/: that stands for no value. So does a view. */
int xattr_value(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	struct slice raw = stmt_blob(s->row, 0);

	(void)attribute;
	if (s->depth > 1 && raw.length > 0 && raw.at[0] != '\0')
		buf_slice(value, raw);
	return 0;
}

int xattr_count(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	(void)attribute;
	if (s->view != VIEW_ROOT)
		buf_format(value, "%lld", (long long)sqlite3_column_int64(s->row, 1));
	return 0;
}

/* What the law says at a ground, in a few words. */
int xattr_label(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	const struct ground *ground =
		s->depth > 2 ? ground_find(stmt_blob(s->row, 2), stmt_blob(s->row, 0)) : NULL;

	(void)attribute;
	if (ground)
		buf_text(value, ground->label);
	return 0;
}
