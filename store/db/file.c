/* SPDX-License-Identifier: MIT */
/* Bytes of regular files: documents, originals, rendered texts. */
#include "reader.h"

#include "catalogue.h"
#include "checksum.h"

#include <errno.h>
#include <stdlib.h>

int reader_content(struct dossier_reader *reader, uint64_t content, uint64_t offset, uint64_t length,
		   void *buffer, size_t size, size_t *ret_read)
{
	struct content_reader *chunk = &reader->content;
	size_t done = 0;

	if (offset >= length)
		size = 0;
	else if (size > length - offset)
		size = (size_t)(length - offset);
	while (done < size) {
		const char *why = "";
		uint64_t at = offset + done;
		int r = content_load(chunk, &reader->statements, content, at, &why);

		if (r == -EIO)
			reader_log(reader, "%s %llu, byte %llu: chunk unreadable: %s",
				   content & CATALOGUE_CONTENT ? "file of the catalogue" : "content",
				   (unsigned long long)(content & ~CATALOGUE_CONTENT), (unsigned long long)at,
				   why);
		if (r < 0)
			return r;
		size_t from = (size_t)(at - chunk->first), part = (size_t)chunk->length - from;

		if (part > size - done)
			part = size - done;
		memcpy((char *)buffer + done, chunk->plain + from, part);
		done += part;
	}
	*ret_read = done;
	return 0;
}

int reader_document(struct dossier_reader *reader, uint64_t id, struct document_row *ret)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_DOCUMENT, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	bool sound = document_read_row(row, ret);

	stmt_end(row);
	if (sound)
		return 0;
	reader_log(reader, "document %llu: its row fails its checksum", (unsigned long long)id);
	return -EIO;
}

static int read_document(struct dossier_reader *reader, uint64_t id, uint64_t offset, void *buffer,
			 size_t size, size_t *ret_read)
{
	struct document_row d;
	int r = reader_document(reader, id, &d);

	if (r < 0)
		return r;
	if (offset > d.last - d.first)
		offset = d.last - d.first;
	return reader_content(reader, d.text, d.first + offset, d.last, buffer, size, ret_read);
}

int dossier_read_extent(struct dossier_reader *reader, const struct dossier_extent *extent, void *buffer,
			size_t size, size_t *ret_read)
{
	int r = reader_begin(reader);

	if (r < 0)
		return r;
	reader->quiet = true;
	r = reader_end(reader, reader_content(reader, extent->content, extent->first, extent->first + size,
					      buffer, size, ret_read));
	reader->quiet = false;
	return r;
}

static int read_original(struct dossier_reader *reader, uint64_t id, uint64_t offset, void *buffer,
			 size_t size, size_t *ret_read)
{
	uint64_t content, length;
	int r = source_original(&reader->statements, id, &content, &length);

	if (r == -EBADMSG) {
		reader_log(reader, "source %llu: its row fails its checksum", (unsigned long long)id);
		return -EIO;
	}
	if (r != 1)
		return r < 0 ? r : -ESTALE;
	return reader_content(reader, content, offset, length, buffer, size, ret_read);
}

static int read_text(struct dossier_reader *reader, uint64_t id, uint64_t offset, void *buffer, size_t size,
		     size_t *ret_read)
{
	sqlite3_stmt *row;
	int r = stmt_row(&reader->statements, STMT_FILE_NAME_TEXT, &row, "i", (int64_t)id);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	if (sqlite3_column_type(row, 1) != SQLITE_NULL) {
		int64_t length = sqlite3_column_int64(row, 1);

		stmt_end(row);
		return reader_content(reader, catalogue_content(id), offset,
				      length > 0 ? (uint64_t)length : 0, buffer, size, ret_read);
	}
	struct slice text = stmt_blob(row, 0);
	size_t from = offset < text.length ? (size_t)offset : text.length;
	struct slice part = slice_sub(text, from, size < text.length - from ? from + size : text.length);

	if (part.length > 0)
		memcpy(buffer, part.at, part.length);
	*ret_read = part.length;
	stmt_end(row);
	return 0;
}

int dossier_read(struct dossier_reader *reader, dossier_node file, uint64_t offset, void *buffer, size_t size,
		 size_t *ret_read)
{
	uint64_t id = dossier_node_number(file);
	int r = dossier_node_valid(file) ? reader_begin(reader) : -ESTALE;

	if (r < 0)
		return r;
	switch (dossier_node_kind(file)) {
	case DOSSIER_DIRECTORY:
		r = -EISDIR;
		break;
	case DOSSIER_DOCUMENT:
		r = read_document(reader, id, offset, buffer, size, ret_read);
		break;
	case DOSSIER_ORIGINAL:
		r = read_original(reader, id, offset, buffer, size, ret_read);
		break;
	case DOSSIER_TEXT:
		r = read_text(reader, id, offset, buffer, size, ret_read);
		break;
	default:
		r = -EINVAL;
	}
	return reader_end(reader, r);
}
