/* SPDX-License-Identifier: MIT */
#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>

enum {
	FAULTS_MAX = 1000, /* of one archive, after which it is given up */
	REOPEN_MAX = 16,   /* times that a zip file is opened again to get past a member */
	HOLE_PIECE = 64 * 1024
};

static const char damaged[] = "it is damaged or cut short", encrypted[] = "it is encrypted";

/* ---- libarchive ---- */

typedef int registers(struct archive *archive);

/* Only what the library reads by itself: all others would run programs. `raw` is what a filter unpacked and
 * is no archive. */
static registers *const packed[] = {archive_read_support_filter_gzip,
				    archive_read_support_filter_bzip2,
				    archive_read_support_filter_compress,
				    archive_read_support_filter_lzma,
				    archive_read_support_filter_lzip,
				    archive_read_support_filter_lz4,
				    archive_read_support_filter_xz,
				    archive_read_support_filter_zstd,
				    archive_read_support_format_tar,
				    archive_read_support_format_cpio,
				    archive_read_support_format_raw,
				    archive_read_support_format_empty,
				    NULL};

/* Formats that look for what is inside of them; a compressed zip file is to stay one, so no filters. */
static registers *const plain[] = {archive_read_support_format_zip, archive_read_support_format_7zip, NULL};

/* ARCHIVE_OK, or what went wrong; *ret_archive is the caller's also then, NULL out of memory. */
static int open_as(struct slice bytes, registers *const *all, struct archive **ret_archive)
{
	struct archive *archive = *ret_archive = archive_read_new();
	int r = archive ? ARCHIVE_OK : ARCHIVE_FATAL;

	for (size_t i = 0; all[i] && r == ARCHIVE_OK; i++)
		r = all[i](archive);
	return r == ARCHIVE_OK ? archive_read_open_memory(archive, bytes.at, bytes.length) : r;
}

/* As no archive at all it would be one member: itself. */
static registers *const *way_in(struct slice bytes)
{
	struct archive *archive;
	struct archive_entry *entry;
	bool as_it_is = open_as(bytes, packed, &archive) != ARCHIVE_OK ||
			(archive_read_next_header(archive, &entry) == ARCHIVE_OK &&
			 archive_format(archive) == ARCHIVE_FORMAT_RAW &&
			 archive_filter_code(archive, 0) == ARCHIVE_FILTER_NONE);

	archive_read_free(archive);
	return as_it_is ? plain : packed;
}

/* ---- one member ---- */

struct unpacking {
	struct archive *archive;
	const struct member_sink *sink;
	size_t entries;  /* headers that were read */
	unsigned faults; /* of headers and data */
	bool lost;       /* something was left out that the sink never heard of */
	bool broken;     /* nothing more can be read from `archive` */
};

static int fill_hole(const struct member_sink *sink, int64_t length)
{
	static const char zeros[HOLE_PIECE];
	int r = 0;

	while (length > 0 && r == 0) {
		size_t piece = length < HOLE_PIECE ? (size_t)length : HOLE_PIECE;

		r = sink->bytes(sink->context, (struct slice){zeros, piece});
		length -= (int64_t)piece;
	}
	return r;
}

struct piece {
	const void *at;
	size_t length;
	int64_t offset;
};

static int pass_on(struct unpacking *u, const struct piece *piece, int64_t *written)
{
	int r;

	if (piece->length == 0 || !piece->at)
		return 0;
	r = fill_hole(u->sink, piece->offset - *written);
	if (r == 0)
		r = u->sink->bytes(u->sink->context, (struct slice){piece->at, piece->length});
	*written = piece->offset + (int64_t)piece->length;
	return r;
}

/* A warning still comes with its bytes; after a failure there are none. */
static bool is_usable(int status)
{
	return status == ARCHIVE_OK || status == ARCHIVE_WARN;
}

/* *ret_fault: why the rest of the member could not be read, NULL if it is whole. */
static int unpack_data(struct unpacking *u, bool sparse, const char **ret_fault)
{
	int64_t written = 0;
	int r = 0;

	for (*ret_fault = NULL; r == 0;) {
		struct piece piece = {NULL, 0, 0};
		int status = archive_read_data_block(u->archive, &piece.at, &piece.length, &piece.offset);

		if (status == ARCHIVE_EOF)
			return sparse ? fill_hole(u->sink, piece.offset - written) : 0;
		if (status != ARCHIVE_OK)
			*ret_fault = damaged;
		u->broken = status == ARCHIVE_FATAL || (status != ARCHIVE_OK && ++u->faults > FAULTS_MAX);
		if (u->broken || piece.offset < written || status == ARCHIVE_FAILED) {
			*ret_fault = damaged;
			return 0;
		}
		if (is_usable(status))
			r = pass_on(u, &piece, &written);
	}
	return r;
}

static struct slice path_of(struct unpacking *u, struct archive_entry *entry)
{
	const char *path =
		archive_format(u->archive) == ARCHIVE_FORMAT_RAW ? "" : archive_entry_pathname(entry);

	return slice_of(path ? path : "unnamed");
}

static int unpack_member(struct unpacking *u, struct archive_entry *entry)
{
	const struct member member = {.path = path_of(u, entry),
				      .has_mtime = archive_entry_mtime_is_set(entry),
				      .mtime = (int64_t)archive_entry_mtime(entry)};
	bool sparse = archive_entry_sparse_count(entry) > 0;
	const char *fault = encrypted;
	int r = u->sink->begin(u->sink->context, &member);

	if (r == 0 && !archive_entry_is_encrypted(entry))
		r = unpack_data(u, sparse, &fault);
	return r == 0 ? u->sink->end(u->sink->context, fault) : r;
}

/* A hard link holds no bytes of its own, but for the last one in a cpio archive. */
static bool is_file(struct archive_entry *entry)
{
	return archive_entry_filetype(entry) == AE_IFREG &&
	       (!archive_entry_hardlink(entry) || archive_entry_size(entry) > 0);
}

/* ---- all of them ---- */

static void header_failed(struct unpacking *u, int status)
{
	u->lost = true;
	u->broken = status == ARCHIVE_FATAL || ++u->faults > FAULTS_MAX;
}

/* Until the end, or until nothing more can be read. */
static int unpack_open(struct unpacking *u)
{
	struct archive_entry *entry;
	int r = 0;

	while (r == 0 && !u->broken) {
		int status = archive_read_next_header(u->archive, &entry);

		if (status == ARCHIVE_EOF)
			return 0;
		u->entries++;
		if (!is_usable(status))
			header_failed(u, status);
		else if (is_file(entry))
			r = unpack_member(u, entry);
	}
	return r;
}

/* Goes past `count` entries without reading them. */
static bool pass_over(struct archive *archive, size_t count)
{
	struct archive_entry *entry;

	for (size_t i = 0; i < count; i++) {
		int status = archive_read_next_header(archive, &entry);

		if (status == ARCHIVE_EOF || status == ARCHIVE_FATAL)
			return false;
	}
	return true;
}

/* In a zip file the next member is found even where this one broke the reader. */
static bool reopen(struct unpacking *u, struct slice bytes)
{
	bool is_zip =
		u->archive && (archive_format(u->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;

	if (!is_zip || u->lost)
		return false;
	archive_read_free(u->archive);
	u->broken = open_as(bytes, plain, &u->archive) != ARCHIVE_OK || !pass_over(u->archive, u->entries);
	u->lost = u->broken;
	return !u->broken;
}

/* The library asks a reader that it has not got where it knows no format. */
static bool is_closed(struct archive *archive)
{
	return archive_format(archive) != 0 && archive_read_has_encrypted_entries(archive) > 0;
}

static int outcome(struct unpacking *u, const char **ret_reason)
{
	bool alone = archive_format(u->archive) == ARCHIVE_FORMAT_RAW; /* its member said it already */

	if (!u->lost && (!u->broken || alone))
		return 0;
	if (archive_errno(u->archive) == ENOMEM)
		return -ENOMEM;
	*ret_reason = is_closed(u->archive) ? encrypted : damaged;
	return -EBADMSG;
}

static int unpack(struct slice bytes, const struct member_sink *sink, const char **ret_reason)
{
	struct unpacking u = {.sink = sink};
	int r;

	u.lost = u.broken = open_as(bytes, way_in(bytes), &u.archive) != ARCHIVE_OK;
	r = unpack_open(&u);
	for (unsigned i = 0; r == 0 && u.broken && i < REOPEN_MAX && reopen(&u, bytes); i++)
		r = unpack_open(&u);
	if (r == 0)
		r = u.archive ? outcome(&u, ret_reason) : -ENOMEM;
	archive_read_free(u.archive);
	return r;
}

/* ---- names ---- */

/* The library gives names in the charset of the locale, and loses those that it has no letters for. */
static locale_t names;

static void prepare(void)
{
	if (!names)
		names = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

int archive_unpack(struct slice bytes, const struct member_sink *sink, const char **ret_reason)
{
	locale_t before = names ? uselocale(names) : (locale_t)0;
	int r = unpack(bytes, sink, ret_reason);

	if (before)
		uselocale(before);
	return r;
}

/* ---- the format ---- */

static int unpack_input(const struct input *input, const struct aid *aid, const struct member_sink *sink,
			const char **ret_reason)
{
	(void)aid;
	return archive_unpack(input->bytes, sink, ret_reason);
}

/* Not rar: its reader in the library runs a machine of its own and has had many faults. */
static const char *const media[] = {
	"application/zip",
	"application/x-zip-compressed",
	"application/x-7z-compressed",
	"application/x-tar",
	"application/x-gtar",
	"application/x-ustar",
	"application/x-cpio",
	"application/gzip",
	"application/x-gzip",
	"application/x-bzip2",
	"application/x-compress",
	"application/x-lz4",
	"application/x-lzip",
	"application/x-lzma",
	"application/x-xz",
	"application/zstd",
	"application/x-zstd",
	NULL,
};

const struct format unpack_format = {
	.name = "archive", .media = media, .fresh_worker = true, .unpack = unpack_input, .prepare = prepare};
