/* SPDX-License-Identifier: MIT */
/* Names and attributes, and the table of everything that is answered. */
#include "ops.h"
#include "entry.h"
#include "log.h"
#include "reader.h"

#include <errno.h>
#include <string.h>

enum { STATFS_BLOCK = 4096 };

/*
 * Without these a walk costs several times the messages, or handles die with a mount (DESIGN.md 7).
 * Readdirplus is not left to the kernel's judgement: it guesses wrong for all that read a directory whole
 * before they stat (find -ls, du, tar, grep -r), which then cost a look-up a name.
 */
static const unsigned needed = FUSE_CAP_NO_OPEN_SUPPORT | FUSE_CAP_NO_OPENDIR_SUPPORT |
			       FUSE_CAP_EXPORT_SUPPORT | FUSE_CAP_READDIRPLUS;
static const unsigned welcome =
	FUSE_CAP_ASYNC_READ | FUSE_CAP_ASYNC_DIO | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_CACHE_SYMLINKS;

static void init(void *userdata, struct fuse_conn_info *connection)
{
	struct mount *mount = userdata;

	connection->want &= ~(unsigned)FUSE_CAP_READDIRPLUS_AUTO;
	connection->want |= connection->capable & (needed | welcome);
	if ((connection->capable & needed) == needed)
		return;
	log_line("this kernel's FUSE is too old: Linux 5.1 is needed");
	mount->refused = true;
	fuse_session_exit(mount->session);
}

/* "." and ".." are asked for by who opens a file handle, so the kernel can build the path up from it. */
static int look_up_stored(struct dossier_reader *reader, fuse_ino_t parent, const char *name,
			  struct dossier_attributes *ret)
{
	dossier_node up;

	if (!strcmp(name, "."))
		return dossier_stat(reader, parent, ret);
	if (strcmp(name, "..") != 0)
		return dossier_look_up(reader, parent, name, ret);
	int r = dossier_parent(reader, parent, &up);
	return r ? r : dossier_stat(reader, up, ret);
}

static int do_look_up(struct mount *mount, struct dossier_reader *reader, fuse_ino_t parent, const char *name,
		      struct search_found *ret)
{
	ret->name_timeout = ret->timeout = ENTRY_TIMEOUT;
	if (strlen(name) > DOSSIER_NAME_MAX) /* newer kernels pass on names of up to 4095 bytes */
		return -ENAMETOOLONG;
	if (search_is_parent(&mount->search, parent))
		return search_look_up(&mount->search, reader, parent, name, ret);
	return look_up_stored(reader, parent, name, &ret->attributes);
}

static void reply_entry(fuse_req_t req, struct mount *mount, int r, const struct search_found *found)
{
	struct fuse_entry_param entry = {.ino = 0};

	if (r != 0 && r != -ENOENT) {
		fuse_reply_err(req, r == -ENODATA ? ENOENT : -r);
		return;
	}
	if (r == 0) {
		entry_fill(mount, &found->attributes, found->name_timeout, &entry);
		entry.attr_timeout = found->timeout;
	} else /* node 0: no such name, and the kernel need not ask again */
		entry.entry_timeout = found->name_timeout;
	if (fuse_reply_entry(req, &entry) != 0 && r == 0)
		search_forget(&mount->search, entry.ino, 1); /* who asked has gone, and was given nothing */
}

static void look_up(fuse_req_t req, fuse_ino_t parent, const char *name)
{
	struct mount *mount = mount_of(req, MESSAGE_LOOKUP);
	struct search_found found;
	struct reader *reader;

	int r = reader_of(req, mount, 0, &reader);
	if (!r)
		r = do_look_up(mount, reader->store, parent, name, &found);
	reply_entry(req, mount, r, &found);
}

/* A node is computed, so there is nothing to forget; but for those of queries. */
static void forget(fuse_req_t req, fuse_ino_t ino, uint64_t count)
{
	struct mount *mount = mount_of(req, MESSAGE_FORGET);

	search_forget(&mount->search, ino, count);
	fuse_reply_none(req);
}

static void forget_multi(fuse_req_t req, size_t count, struct fuse_forget_data *forgets)
{
	struct mount *mount = mount_of(req, MESSAGE_FORGET);

	for (size_t i = 0; i < count; i++)
		search_forget(&mount->search, forgets[i].ino, forgets[i].nlookup);
	fuse_reply_none(req);
}

static int do_stat(struct mount *mount, struct dossier_reader *reader, fuse_ino_t ino,
		   struct search_found *ret)
{
	if (dossier_node_kind(ino) == DOSSIER_QUERY)
		return search_stat(&mount->search, reader, ino, ret);
	ret->timeout = ENTRY_TIMEOUT;
	return dossier_stat(reader, ino, &ret->attributes);
}

static void get_attributes(fuse_req_t req, fuse_ino_t ino, struct fuse_file_info *info)
{
	struct mount *mount = mount_of(req, MESSAGE_GETATTR);
	struct search_found found;
	struct reader *reader;
	struct stat stat;

	(void)info;
	int r = reader_of(req, mount, 0, &reader);
	if (!r)
		r = do_stat(mount, reader->store, ino, &found);
	if (r) {
		fuse_reply_err(req, -r);
		return;
	}
	entry_stat(mount, &found.attributes, &stat);
	fuse_reply_attr(req, &stat, found.timeout);
}

static void reply_totals(fuse_req_t req, const struct dossier_totals *totals)
{
	fuse_reply_statfs(req, &(struct statvfs){
				       .f_bsize = STATFS_BLOCK,
				       .f_frsize = STATFS_BLOCK,
				       .f_blocks = (totals->bytes + STATFS_BLOCK - 1) / STATFS_BLOCK,
				       .f_files = totals->files,
				       .f_namemax = DOSSIER_NAME_MAX,
			       });
}

static void get_totals(fuse_req_t req, fuse_ino_t ino)
{
	struct mount *mount = mount_of(req, MESSAGE_STATFS);
	struct dossier_totals totals;
	struct reader *reader;

	(void)ino;
	int r = reader_of(req, mount, 0, &reader);
	if (!r)
		r = dossier_totals(reader->store, &totals);
	if (r)
		fuse_reply_err(req, -r);
	else
		reply_totals(req, &totals);
}

/* What is missing here libfuse answers ENOSYS, which the kernel remembers. */
const struct fuse_lowlevel_ops ops = {
	.init = init,
	.lookup = look_up,
	.forget = forget,
	.forget_multi = forget_multi,
	.getattr = get_attributes,
	.readlink = file_read_link,
	.open = file_open,
	.read = file_read,
	.opendir = dir_open,
	.readdir = dir_read,
	.readdirplus = dir_read_plus,
	.statfs = get_totals,
	.getxattr = xattr_get,
	.listxattr = xattr_list,
	.setxattr = xattr_set,
	.removexattr = xattr_remove,
};
