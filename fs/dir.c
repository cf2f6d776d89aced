/* SPDX-License-Identifier: MIT */
/*
 * Listings. A position in one is 0 before ".", 1 before "..", 2 before the first name, else the store's
 * cookie of the name before it; so a listing goes on where it stopped even if names came or went meanwhile.
 *
 * The kernel keeps listings as long as a directory's mtime is what it was when the listing began; that of a
 * query directory it may believe for a second (search.h).
 */
#include "entry.h"
#include "ops.h"
#include "reader.h"

#include <errno.h>

enum { AFTER_SELF = 1, AFTER_PARENT = 2 };

struct listing {
	fuse_req_t req;
	struct mount *mount;
	struct reader *reader;
	size_t size, used; /* of the reader's buffer */
	bool plus;
	fuse_ino_t directory;
	uint64_t last;      /* cookie of the last name */
	bool in_files;      /* which is one of a file that prefetch may push */
	bool full;          /* the answer */
	struct batch batch; /* the files in it that may be pushed */
};

/* Answered once: from then on the kernel opens directories by itself and keeps their listings. */
void dir_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *info)
{
	(void)ino, (void)info;
	(void)mount_of(req, MESSAGE_OPENDIR);
	fuse_reply_err(req, ENOSYS);
}

/* False if it does not fit. */
static bool add(struct listing *listing, const char *name, const struct fuse_entry_param *entry,
		uint64_t next)
{
	char *place = listing->reader->buffer + listing->used;
	size_t room = listing->size - listing->used;
	size_t needed =
		listing->plus ? fuse_add_direntry_plus(listing->req, place, room, name, entry, (off_t)next)
			      : fuse_add_direntry(listing->req, place, room, name, &entry->attr, (off_t)next);

	listing->full = needed > room;
	if (!listing->full)
		listing->used += needed;
	return !listing->full;
}

/* "." and ".." have no node in an entry: the kernel knows both and must not count them as looked up. */
static bool add_dots(struct listing *listing, fuse_ino_t self, dossier_node parent, off_t offset)
{
	struct fuse_entry_param entry = {.attr = {.st_ino = self, .st_mode = S_IFDIR}};

	if (offset < AFTER_SELF && !add(listing, ".", &entry, AFTER_SELF))
		return false;
	entry.attr.st_ino = parent;
	return offset >= AFTER_PARENT || add(listing, "..", &entry, AFTER_PARENT);
}

static void begin_files(struct listing *listing, dossier_node first)
{
	const struct walk walk = {
		.directory = listing->directory, .before = listing->last, .ahead = WALK_AHEAD_MAX};

	batch_begin(&listing->batch, &walk);
	prefetch_await(listing->mount, listing->directory, listing->last, first);
}

/* Who reads the first file of an answer may read those after it; the kernel must have been told of them. */
static void foresee(struct listing *listing, const struct dossier_name *name)
{
	bool fit = batch_is_fit(&name->attributes) && listing->plus;

	if (fit && !listing->in_files)
		begin_files(listing, name->attributes.node);
	if (fit && listing->batch.rest.next == 0)
		(void)batch_collect(&listing->batch, name);
	listing->in_files = fit;
	listing->last = name->cookie;
}

/* A search_sink. */
static bool add_passing(void *context, const struct dossier_name *name, double name_timeout)
{
	struct listing *listing = context;
	struct fuse_entry_param entry;

	entry_fill(listing->mount, &name->attributes, name_timeout, &entry);
	return add(listing, name->name, &entry, name->cookie);
}

/* A dossier_name_sink. */
static bool add_name(void *context, const struct dossier_name *name)
{
	if (!add_passing(context, name, ENTRY_TIMEOUT))
		return false;
	foresee(context, name);
	return true;
}

static int do_parent(const struct listing *listing, fuse_ino_t ino, dossier_node *ret)
{
	if (dossier_node_kind(ino) == DOSSIER_QUERY)
		return search_parent(&listing->mount->search, ino, ret);
	return dossier_parent(listing->reader->store, ino, ret);
}

static int do_list(struct listing *listing, fuse_ino_t ino, off_t offset)
{
	dossier_node parent = ino;

	if (offset < AFTER_PARENT) {
		int r = do_parent(listing, ino, &parent);
		if (r)
			return r;
		if (!add_dots(listing, ino, parent, offset))
			return 0;
	}
	if (dossier_node_kind(ino) == DOSSIER_QUERY)
		return search_list(&listing->mount->search, listing->reader->store, ino, listing->last,
				   add_passing, listing);
	return dossier_list(listing->reader->store, ino, listing->last, add_name, listing);
}

/* A query holds more than the store's state: it asks for that itself. */
static int do_list_at_once(struct listing *listing, fuse_ino_t ino, off_t offset)
{
	struct dossier_reader *reader = listing->reader->store;

	if (dossier_node_kind(ino) == DOSSIER_QUERY)
		return do_list(listing, ino, offset);
	int r = dossier_reader_hold(reader);
	if (r)
		return r;
	r = do_list(listing, ino, offset);
	dossier_reader_release(reader);
	return r;
}

/* Nothing but its end is still to come: whoever comes there may be about to read all of it. */
static bool is_all(const struct listing *listing, off_t offset)
{
	return offset == 0 && !listing->full && listing->batch.count > 0;
}

static void list(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, bool plus)
{
	struct mount *mount = mount_of(req, plus ? MESSAGE_READDIRPLUS : MESSAGE_READDIR);
	struct listing listing = {.req = req,
				  .mount = mount,
				  .directory = ino,
				  .size = size,
				  .plus = plus,
				  .last = offset > AFTER_PARENT ? (uint64_t)offset : 0};

	int r = reader_of(req, mount, size, &listing.reader);
	if (!r)
		r = do_list_at_once(&listing, ino, offset);
	if (!r && listing.used == 0 && plus)
		prefetch_listed(mount, listing.reader, ino, fuse_req_ctx(req)->pid);
	if (!r && is_all(&listing, offset))
		prefetch_show(mount, &listing.batch, fuse_req_ctx(req)->pid);
	/* What came before an error is given; the next call meets the error again, at its place. */
	if (r && listing.used == 0)
		fuse_reply_err(req, -r);
	else
		fuse_reply_buf(req, listing.reader->buffer, listing.used);
}

void dir_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info)
{
	(void)info;
	list(req, ino, size, offset, false);
}

void dir_read_plus(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info)
{
	(void)info;
	list(req, ino, size, offset, true);
}
