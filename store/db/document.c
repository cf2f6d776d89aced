/* SPDX-License-Identifier: MIT */
#include "document.h"

#include "checksum.h"

int64_t document_checksum(const struct document_row *row, int64_t mtime, int64_t ctime, struct slice name,
			  struct slice links)
{
	int64_t fields[] = {(int64_t)row->id,
			    (int64_t)row->source,
			    (int64_t)row->text,
			    (int64_t)row->first,
			    (int64_t)row->last,
			    mtime,
			    ctime};

	return checksum(fields, sizeof fields / sizeof *fields, name, links);
}

int64_t source_checksum(int64_t id, int64_t content, int64_t size, int64_t text, int64_t mtime, int64_t ctime)
{
	int64_t fields[] = {id, content, size, text, mtime, ctime};

	return checksum(fields, sizeof fields / sizeof *fields, (struct slice){"", 0}, (struct slice){"", 0});
}

unsigned document_links(struct slice links, int view)
{
	size_t at = 2 * (size_t)view;

	return at + 1 < links.length
		       ? (unsigned char)links.at[at] | (unsigned)(unsigned char)links.at[at + 1] << 8
		       : 0;
}
