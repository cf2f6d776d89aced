/* SPDX-License-Identifier: MIT */
#include "document.h"

#include "checksum.h"
#include "stmt.h"

#include <errno.h>

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

bool document_read_row(sqlite3_stmt *row, struct document_row *ret)
{
	struct document_row d = {.id = (uint64_t)sqlite3_column_int64(row, 0),
				 .source = (uint64_t)sqlite3_column_int64(row, 6),
				 .text = (uint64_t)sqlite3_column_int64(row, 7),
				 .first = (uint64_t)sqlite3_column_int64(row, 8),
				 .last = (uint64_t)sqlite3_column_int64(row, 9)};
	bool possible = d.first <= d.last && d.last <= INT64_MAX;

	if (!possible ||
	    document_checksum(&d, sqlite3_column_int64(row, 3), sqlite3_column_int64(row, 4),
			      stmt_blob(row, 1), stmt_blob(row, 5)) != sqlite3_column_int64(row, 10))
		return false;
	*ret = d;
	return true;
}

int64_t source_checksum(int64_t id, int64_t content, int64_t size, int64_t text, int64_t mtime, int64_t ctime)
{
	int64_t fields[] = {id, content, size, text, mtime, ctime};

	return checksum(fields, sizeof fields / sizeof *fields, (struct slice){"", 0}, (struct slice){"", 0});
}

int source_original(struct statements *statements, uint64_t id, uint64_t *ret_content, uint64_t *ret_size)
{
	sqlite3_stmt *row;
	int r = stmt_row(statements, STMT_SOURCE, &row, "i", (int64_t)id);

	if (r != 1)
		return r;
	int64_t content = sqlite3_column_int64(row, 0), size = sqlite3_column_int64(row, 1);
	int64_t want = source_checksum((int64_t)id, content, size, sqlite3_column_int64(row, 2),
				       sqlite3_column_int64(row, 4), sqlite3_column_int64(row, 5));
	bool sound = size >= 0 && want == sqlite3_column_int64(row, 6);

	stmt_end(row);
	if (!sound)
		return -EBADMSG;
	*ret_content = (uint64_t)content;
	*ret_size = (uint64_t)size;
	return 1;
}

unsigned document_links(struct slice links, int view)
{
	size_t at = 2 * (size_t)view;

	return at + 1 < links.length
		       ? (unsigned char)links.at[at] | (unsigned)(unsigned char)links.at[at + 1] << 8
		       : 0;
}
