/* SPDX-License-Identifier: MIT */
#include "odt-change.h"

#include <stdlib.h>

void odt_changes_finish(struct odt_changes *changes)
{
	free(changes->deletions);
}

static void copy_name(char name[static ODT_CHANGE_SIZE], struct slice value)
{
	value = slice_sub(value, 0, ODT_CHANGE_SIZE - 1);
	memcpy(name, value.at, value.length);
	name[value.length] = '\0';
}

bool odt_change_describe(struct odt_changes *changes, const char *name, const struct xml_element *e,
			 bool *ret_deletes)
{
	struct slice id;

	if (strcmp(name, "text:changed-region") == 0 &&
	    (xml_attribute(e, "text:id", &id) || xml_attribute(e, "xml:id", &id)))
		copy_name(changes->described, id);
	if (strcmp(name, "text:deletion") != 0)
		return true;
	*ret_deletes = true;
	if (!changes->deletions)
		changes->deletions = calloc(ODT_DELETIONS_MAX, sizeof *changes->deletions);
	if (!changes->deletions)
		return false;
	if (changes->deletion_count++ < ODT_DELETIONS_MAX)
		copy_name(changes->deletions[changes->deletion_count - 1], slice_of(changes->described));
	return true;
}

static bool deletes(const struct odt_changes *changes, const struct xml_element *e)
{
	char name[ODT_CHANGE_SIZE] = "";
	struct slice id;

	if (changes->deletion_count > ODT_DELETIONS_MAX)
		return true;
	if (xml_attribute(e, "text:change-id", &id))
		copy_name(name, id);
	for (size_t i = 0; i < changes->deletion_count; i++)
		if (strcmp(changes->deletions[i], name) == 0)
			return true;
	return false;
}

void odt_change_start(struct odt_changes *changes, const struct xml_element *e)
{
	changes->deleted += deletes(changes, e);
}

void odt_change_end(struct odt_changes *changes, const struct xml_element *e)
{
	changes->deleted -= changes->deleted > 0 && deletes(changes, e);
}
