/* SPDX-License-Identifier: MIT */
#include "part.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

enum {
	PARTS_MAX = 256,          /* read for one name */
	ENTRIES_MAX = 100 * 1000, /* looked at for one name; a document of many pictures has some hundreds */
	PART_SIZE_MAX = 1024 * 1024 * 1024 /* bytes of XML */
};

static const char damaged[] = "it is damaged or cut short",
		  too_large[] = "it holds too much to be a document";

struct walk {
	struct archive *archive;
	const struct part_name *name;
	const struct part_reader *reader;
	const char **ret_reason;
};

static int fail(const struct walk *w, const char *reason)
{
	*w->ret_reason = reason;
	return archive_errno(w->archive) == ENOMEM ? -ENOMEM : -EBADMSG;
}

static int read_pieces(const struct walk *w, struct xml *xml)
{
	const struct part_reader *reader = w->reader;
	uint64_t total = 0;
	int r = 0;

	while (r == 0) {
		const void *piece = NULL;
		size_t length = 0;
		int64_t offset;
		int status = archive_read_data_block(w->archive, &piece, &length, &offset);

		if (status == ARCHIVE_EOF)
			return 0;
		total += length;
		if (status != ARCHIVE_OK || total > PART_SIZE_MAX)
			return fail(w, status == ARCHIVE_OK ? too_large : damaged);
		r = xml_read(xml, (struct slice){piece, length}, w->ret_reason);
		if (r == 0 && reader->check)
			r = reader->check(reader->context);
	}
	return r;
}

static int read_xml(const struct walk *w)
{
	struct xml *xml = xml_create(w->reader->xml, w->reader->context);
	int r = xml ? read_pieces(w, xml) : -ENOMEM;

	if (r == 0)
		r = xml_end(xml, w->ret_reason);
	xml_destroy(xml);
	return r;
}

static int read_part(const struct walk *w, struct archive_entry *entry, struct slice path)
{
	const struct part_reader *reader = w->reader;
	int r = reader->begin ? reader->begin(reader->context, path) : 0;

	if (r == 0 && archive_entry_is_encrypted(entry))
		r = fail(w, "it is encrypted");
	if (r == 0)
		r = read_xml(w);
	return r == 0 && reader->end ? reader->end(reader->context) : r;
}

static bool is_wanted(const struct walk *w, struct slice path)
{
	return slice_starts(path, slice_of(w->name->first)) && slice_ends_ci(path, slice_of(w->name->last));
}

static int walk(const struct walk *w, size_t *ret_count)
{
	struct archive_entry *entry;
	int r = 0;

	for (size_t seen = 0; r == 0 && seen < ENTRIES_MAX && *ret_count < PARTS_MAX; seen++) {
		int status = archive_read_next_header(w->archive, &entry);
		const char *path = status == ARCHIVE_EOF ? NULL : archive_entry_pathname(entry);

		if (status == ARCHIVE_EOF)
			return 0;
		if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
			return fail(w, damaged);
		if (path && is_wanted(w, slice_of(path))) {
			++*ret_count;
			r = read_part(w, entry, slice_of(path));
		}
	}
	return r;
}

int parts_read(struct slice zip, const struct part_name *name, const struct part_reader *reader,
	       size_t *ret_count, const char **ret_reason)
{
	struct walk w = {archive_read_new(), name, reader, ret_reason};
	int r = -ENOMEM;

	*ret_count = 0;
	if (w.archive && archive_read_support_format_zip(w.archive) == ARCHIVE_OK)
		r = archive_read_open_memory(w.archive, zip.at, zip.length) == ARCHIVE_OK
			    ? walk(&w, ret_count)
			    : fail(&w, damaged);
	archive_read_free(w.archive);
	return r;
}

void parts_prepare(void)
{
	xml_prepare();
}
