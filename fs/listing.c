/* SPDX-License-Identifier: MIT */
/* See listing.h. */
#include "listing.h"
#include "entry.h"
#include "mount.h"
#include "reader.h"

enum { AFTER_SELF = 1, AFTER_PARENT = 2 };

/* False if it does not fit. */
static bool add(struct listing *listing, const char *name, const struct fuse_entry_param *entry,
		uint64_t next)
{
	char *place = listing->bytes + listing->used;
	size_t room = listing->place.size - listing->used;
	size_t needed = listing->place.plus
				? fuse_add_direntry_plus(NULL, place, room, name, entry, (off_t)next)
				: fuse_add_direntry(NULL, place, room, name, &entry->attr, (off_t)next);

	listing->full = needed > room;
	if (!listing->full)
		listing->used += needed;
	return !listing->full;
}

/* "." and ".." have no node in an entry: the kernel knows both and must not count them as looked up. */
static bool add_dots(struct listing *listing, dossier_node parent)
{
	const struct listing_place *place = &listing->place;
	struct fuse_entry_param entry = {.attr = {.st_ino = place->directory, .st_mode = S_IFDIR}};

	if (place->after < AFTER_SELF && !add(listing, ".", &entry, AFTER_SELF))
		return false;
	entry.attr.st_ino = parent;
	return place->after >= AFTER_PARENT || add(listing, "..", &entry, AFTER_PARENT);
}

static void begin_files(struct listing *listing, dossier_node first)
{
	const struct walk walk = {
		.directory = listing->place.directory, .before = listing->last, .ahead = WALK_AHEAD_MAX};

	batch_begin(&listing->batch, &walk);
	prefetch_await(listing->mount, listing->place.directory, listing->last, first);
}

/* Who reads the first file of an answer may read those after it. */
static void foresee(struct listing *listing, const struct dossier_name *name)
{
	bool fit = batch_is_fit(&name->attributes) && listing->place.plus;

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

static bool is_query(const struct listing *listing)
{
	return dossier_node_kind(listing->place.directory) == DOSSIER_QUERY;
}

static int do_parent(const struct listing *listing, dossier_node *ret)
{
	fuse_ino_t directory = listing->place.directory;

	if (is_query(listing))
		return search_parent(&listing->mount->search, directory, ret);
	return dossier_parent(listing->reader->store, directory, ret);
}

static int do_names(struct listing *listing)
{
	fuse_ino_t directory = listing->place.directory;
	struct dossier_reader *reader = listing->reader->store;

	if (is_query(listing))
		return search_list(&listing->mount->search, reader, directory, listing->last, add_passing,
				   listing);
	return dossier_list(reader, directory, listing->last, add_name, listing);
}

static int do_list(struct listing *listing)
{
	dossier_node parent;
	int r = listing->place.after < AFTER_PARENT ? do_parent(listing, &parent) : 0;

	if (r)
		return r;
	if (listing->place.after < AFTER_PARENT && !add_dots(listing, parent))
		return 0;
	return do_names(listing);
}

/* A query holds more than the store's state: it asks for that itself. */
int listing_make(struct listing *listing)
{
	struct dossier_reader *reader = listing->reader->store;

	listing->last = listing->place.after > AFTER_PARENT ? listing->place.after : 0;
	if (is_query(listing))
		return do_list(listing);
	int r = dossier_reader_hold(reader);
	if (r)
		return r;
	r = do_list(listing);
	dossier_reader_release(reader);
	return r;
}
