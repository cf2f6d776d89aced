/* SPDX-License-Identifier: MIT */
/*
 * One file of the tree into one directory of an export: its bytes the first time, a hard link after. What
 * concerns one file is reported and counted; only what ends the whole export is an error. Internal to
 * tree_copy.c.
 */
#ifndef COMMAND_FILE_COPY_H
#define COMMAND_FILE_COPY_H

#include "../util/buf.h"
#include "node_map.h"
#include "tree_copy.h"

struct file_copier {
	struct tree_copy *copy;
	struct buf path;     /* of the directory below the target, with a final / unless it is the target */
	int documents;       /* descriptor of documents/, -1 until it is written */
	struct node_map map; /* nodes with further names; those that could not be written have no path */
	char *buffer;
};

/* False: out of memory. */
bool file_copier_init(struct file_copier *files, struct tree_copy *copy);
void file_copier_finish(struct file_copier *files);
/* `directory` is that of files->path. 0 or -errno of what ends the export. */
int file_copy(struct file_copier *files, int directory, const char *name,
	      const struct dossier_attributes *file);
int file_copy_link(struct file_copier *files, int directory, const char *name,
		   const struct dossier_attributes *link);
/* Says why a name of the current directory is not in the copy. */
void file_copy_fault(struct file_copier *files, const char *name, const char *reason);
/* The same for what the target would not have. -errno if it will have nothing else either, else 0. */
int file_copy_refused(struct file_copier *files, const char *name, int error);
/* Sets the times of an open file or directory; `name` for the message. */
void file_copy_times(struct file_copier *files, int descriptor, const char *name,
		     const struct timespec *mtime);
#endif
