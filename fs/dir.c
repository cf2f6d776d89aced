/* SPDX-License-Identifier: MIT */
/*
 * Directories: answers of listings, and what is done beside them for who will ask again.
 *
 * The kernel keeps listings as long as a directory's mtime is what it was when the listing began; that of a
 * query directory it may believe for a second (search.h).
 */
#include "ops.h"
#include "reader.h"

#include <errno.h>

/* Answered once: from then on the kernel opens directories by itself and keeps their listings. */
void dir_open(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *info)
{
	(void)ino, (void)info;
	(void)mount_of(req, MESSAGE_OPENDIR);
	fuse_reply_err(req, ENOSYS);
}

/* ---- what will be asked next ---- */

/* Nothing but its end is still to come: whoever comes there may be about to read all of it. */
static bool is_all(const struct listing *listing)
{
	return listing->place.after == 0 && !listing->full && listing->batch.count > 0;
}

/* Before the answer: who asked then finds everything. True: who asked is trusted to read all that it lists.
 */
static bool prefetch(const struct listing *listing, pid_t asker)
{
	struct mount *mount = listing->mount;

	if (is_all(listing))
		prefetch_show(mount, &listing->batch, asker);
	return listing->used == 0 && listing->place.plus &&
	       prefetch_listed(mount, listing->reader, listing->place.directory, asker);
}

/* A query asks for the store's state itself, and an answer must not be of another second. */
static bool goes_on(const struct listing *listing)
{
	return listing->full && listing->used > 0 &&
	       dossier_node_kind(listing->place.directory) == DOSSIER_DIRECTORY;
}

/*
 * Remembers the directory beside this one. True: this one was remembered; whoever lists a directory and then
 * the one beside it, as find does, will list the next.
 */
static bool take_turn(const struct listing *listing, dossier_node beside)
{
	return atomic_exchange(&listing->mount->beside, beside) == listing->place.directory;
}

/* The directory beside one whose end is all that is still to come, or one whose asker is trusted. */
static bool find_beside(const struct listing *listing, bool trusted, dossier_node *ret)
{
	bool is_last = !listing->full && listing->used > 0;

	if (!is_last && !trusted)
		return false;
	if (dossier_next_directory(listing->reader->store, listing->place.directory, ret) != 0)
		*ret = 0;
	bool wanted = trusted || take_turn(listing, *ret);
	return *ret != 0 && wanted;
}

/* After the answer: the rest of the directory, or the beginning of the one beside it. */
static void go_on(const struct listing *listing, bool trusted)
{
	struct listing_place place = listing->place;

	reader_finish_request(listing->reader);
	place.after = goes_on(listing) ? listing->last : 0;
	if (place.after != 0 || find_beside(listing, trusted, &place.directory))
		answers_make(&listing->mount->answers, listing->mount, listing->reader, &place);
}

/* ---- answers ---- */

/* An answer that was made before it was asked for. */
static bool list_made(fuse_req_t req, struct mount *mount, struct reader *reader,
		      const struct listing_place *place)
{
	struct answer *made = answers_take(&mount->answers, place);

	if (!made)
		return false;
	struct listing listing = made->listing;
	listing.reader = reader;
	bool trusted = prefetch(&listing, fuse_req_ctx(req)->pid);
	fuse_reply_buf(req, listing.bytes, listing.used);
	answers_release(&mount->answers, made);
	go_on(&listing, trusted);
	return true;
}

static void list_now(fuse_req_t req, struct mount *mount, struct reader *reader,
		     const struct listing_place *place)
{
	struct listing listing = {.place = *place, .mount = mount, .reader = reader, .bytes = reader->buffer};

	int r = listing_make(&listing);
	bool trusted = !r && prefetch(&listing, fuse_req_ctx(req)->pid);
	if (r && listing.used == 0)
		fuse_reply_err(req, -r);
	else
		fuse_reply_buf(req, listing.bytes, listing.used);
	if (!r)
		go_on(&listing, trusted);
}

static void list(fuse_req_t req, const struct listing_place *place)
{
	struct mount *mount = mount_of(req, place->plus ? MESSAGE_READDIRPLUS : MESSAGE_READDIR);
	struct reader *reader;

	int r = reader_of(req, mount, place->size, &reader);
	if (r)
		fuse_reply_err(req, -r);
	else if (!list_made(req, mount, reader, place))
		list_now(req, mount, reader, place);
}

void dir_read(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info)
{
	(void)info;
	list(req, &(struct listing_place){ino, (uint64_t)offset, size, false});
}

void dir_read_plus(fuse_req_t req, fuse_ino_t ino, size_t size, off_t offset, struct fuse_file_info *info)
{
	(void)info;
	list(req, &(struct listing_place){ino, (uint64_t)offset, size, true});
}
