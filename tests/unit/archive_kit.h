/* SPDX-License-Identifier: MIT */
/* Archives made in memory for tests, by libarchive's own writer. */
#ifndef TESTS_ARCHIVE_KIT_H
#define TESTS_ARCHIVE_KIT_H

#include "../../store/util/buf.h"

#include <archive.h>
#include <archive_entry.h>
#include <criterion/criterion.h>

struct making {
	struct archive *archive;
	struct buf bytes;
};

static inline la_ssize_t making_write(struct archive *archive, void *context, const void *bytes,
				      size_t length)
{
	struct making *making = context;

	(void)archive;
	buf_append(&making->bytes, bytes, length);
	return (la_ssize_t)length;
}

/* `options` as archive_write_set_options(3) takes them, or NULL. */
static inline void making_begin(struct making *making, const char *format, const char *filter,
				const char *options)
{
	*making = (struct making){.archive = archive_write_new()};
	cr_assert_eq(archive_write_set_format_by_name(making->archive, format), ARCHIVE_OK);
	if (filter)
		cr_assert_eq(archive_write_add_filter_by_name(making->archive, filter), ARCHIVE_OK);
	if (options)
		cr_assert_eq(archive_write_set_options(making->archive, options), ARCHIVE_OK, "%s",
			     archive_error_string(making->archive));
	archive_write_set_passphrase(making->archive, "invented");
	archive_write_set_bytes_in_last_block(making->archive, 1);
	cr_assert_eq(archive_write_open(making->archive, making, NULL, making_write, NULL), ARCHIVE_OK);
}

/* `type` AE_IFREG, AE_IFDIR ...; a link points to `bytes`. */
static inline void making_add(struct making *making, const char *path, unsigned type, struct slice bytes)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, path);
	archive_entry_set_filetype(entry, type);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, 1562844300, 0);
	archive_entry_set_size(entry, type == AE_IFREG ? (int64_t)bytes.length : 0);
	if (type == AE_IFLNK)
		archive_entry_set_symlink(entry, bytes.at);
	cr_assert_geq(archive_write_header(making->archive, entry), ARCHIVE_WARN, "%s",
		      archive_error_string(making->archive));
	if (type == AE_IFREG && bytes.length > 0)
		cr_assert_eq(archive_write_data(making->archive, bytes.at, bytes.length),
			     (la_ssize_t)bytes.length);
	archive_entry_free(entry);
}

static inline void making_file(struct making *making, const char *path, const char *text)
{
	making_add(making, path, AE_IFREG, slice_of(text));
}

/* The archive; the caller finishes making->bytes. */
static inline struct slice making_end(struct making *making)
{
	cr_assert_eq(archive_write_close(making->archive), ARCHIVE_OK);
	archive_write_free(making->archive);
	making->archive = NULL;
	return (struct slice){making->bytes.data, making->bytes.length};
}
#endif
