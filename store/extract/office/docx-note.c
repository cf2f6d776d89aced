/* SPDX-License-Identifier: MIT */
#include "docx-note.h"

void docx_notes_finish(struct docx_notes *notes)
{
	idmap_finish(&notes->numbers);
}

/* A key for the map of notes, which has no 0; 0: no id. */
static uint64_t note_key(const struct xml_element *e, enum docx_note kind)
{
	struct slice id;
	uint32_t number = 0;

	if (!xml_attribute(e, "w:id", &id) || id.length == 0 || id.length > 9)
		return 0;
	for (size_t i = 0; i < id.length; i++) {
		if (!byte_is_digit(id.at[i]))
			return 0;
		number = number * 10 + (uint32_t)(id.at[i] - '0');
	}
	return ((uint64_t)kind + 1) << 32 | number;
}

/* NULL: it has no id, or there is no memory. */
static struct idmap_item *item_of(struct docx_notes *notes, const struct xml_element *e, enum docx_note kind)
{
	uint64_t key = note_key(e, kind);

	return key != 0 ? idmap_at(&notes->numbers, key) : NULL;
}

unsigned docx_note_refer(struct docx_notes *notes, const struct xml_element *e, enum docx_note kind)
{
	struct idmap_item *item = item_of(notes, e, kind);

	if (item && item->a == 0)
		item->a = ++notes->count;
	return item ? (unsigned)item->a : 0;
}

unsigned docx_note_number(struct docx_notes *notes, const struct xml_element *e, enum docx_note kind)
{
	struct idmap_item *item = item_of(notes, e, kind);

	return item ? (unsigned)item->a : 0;
}
