/* SPDX-License-Identifier: MIT */
#include "docx.h"

#include "docx-body.h"
#include "part.h"

#include <errno.h>
#include <stdlib.h>

/* What is read of a file, part by part; readers of the body get what it begins with. */
struct reading {
	struct docx docx;
	struct slice zip;
	struct office_properties properties;
	const char **ret_reason;
	struct { /* headers and footers that were printed: bytes of the body */
		size_t first, last;
	} printed[DOCX_MARGINS_MAX];
	size_t printed_count, part_first;
	bool part_is_shown;
};

static int check(void *context)
{
	const struct reading *r = context;

	return prose_check(&r->docx.prose, r->ret_reason);
}

static int read_parts(struct reading *r, const struct part_name *name, const struct xml_reader *xml,
		      size_t *ret_count)
{
	const struct part_reader reader = {.xml = xml, .check = check, .context = r};

	return parts_read(r->zip, name, &reader, ret_count, r->ret_reason);
}

/* ---- text and notes ---- */

static int read_text(struct reading *r)
{
	/* Some writers number the part. */
	static const struct part_name body = {"word/document", ".xml"},
				      footnotes = {"word/footnotes", ".xml"},
				      endnotes = {"word/endnotes", ".xml"};
	size_t count;
	int result = read_parts(r, &body, &docx_body, &count);

	if (result == 0 && count == 0) {
		*r->ret_reason = "it holds no text where Word keeps it";
		return -EBADMSG;
	}
	if (result == 0)
		result = read_parts(r, &footnotes, &docx_body, &count);
	return result == 0 ? read_parts(r, &endnotes, &docx_body, &count) : result;
}

/* ---- headers and footers: each once, at the end ---- */

static void relation_start(void *context, const char *name, const struct xml_element *element)
{
	struct docx *d = &((struct reading *)context)->docx;
	struct slice id, target;

	if (strcmp(name, "pr:Relationship") != 0 || !xml_attribute(element, "Id", &id) ||
	    !xml_attribute(element, "Target", &target) || target.length >= DOCX_TARGET_SIZE)
		return;
	for (size_t i = 0; i < d->sections.margin_count; i++)
		if (slice_equal(id, slice_of(d->sections.margins[i].id)))
			memcpy(d->sections.margins[i].target, target.at, target.length);
}

static void ignore_end(void *context, const char *name)
{
	(void)context;
	(void)name;
}

static void ignore_text(void *context, struct slice text)
{
	(void)context;
	(void)text;
}

static const struct xml_space relation_spaces[] = {
	{"http://schemas.openxmlformats.org/package/2006/relationships", "pr"}, {NULL, NULL}};
static const struct xml_reader relations = {relation_spaces, relation_start, ignore_end, ignore_text};

/* A target is a path below word/, or from the top of the file. */
static bool is_target(struct slice path, const char *target)
{
	struct slice t = slice_of(target), folder = SLICE("word/");

	if (t.length > 0 && t.at[0] == '/')
		return slice_equal(path, slice_sub(t, 1, t.length));
	return slice_equal(slice_sub(path, folder.length, path.length), t);
}

static int margin_begin(void *context, struct slice path)
{
	struct reading *r = context;

	r->part_first = prose_length(&r->docx.prose);
	r->part_is_shown = false;
	for (size_t i = 0; i < r->docx.sections.margin_count; i++)
		r->part_is_shown |= is_target(path, r->docx.sections.margins[i].target);
	return 0;
}

static struct slice words_since(const struct reading *r, size_t first, size_t last)
{
	return slice_trim(slice_sub(prose_since(&r->docx.prose, 0), first, last));
}

static bool is_new(const struct reading *r)
{
	struct slice words = words_since(r, r->part_first, SIZE_MAX);

	for (size_t i = 0; i < r->printed_count; i++)
		if (slice_equal(words, words_since(r, r->printed[i].first, r->printed[i].last)))
			return false;
	return words.length > 0;
}

static int margin_end(void *context)
{
	struct reading *r = context;

	if (!r->part_is_shown || r->printed_count >= DOCX_MARGINS_MAX || !is_new(r)) {
		prose_cut(&r->docx.prose, r->part_first);
		return 0;
	}
	r->printed[r->printed_count].first = r->part_first;
	r->printed[r->printed_count++].last = prose_length(&r->docx.prose);
	return 0;
}

/* They stand in no order with the text, so at its beginning they would part it from its own heading. */
static int read_margins(struct reading *r)
{
	static const struct part_name relation = {"word/_rels/document", ".rels"},
				      headers = {"word/header", ".xml"}, footers = {"word/footer", ".xml"};
	const struct part_reader reader = {&docx_body, margin_begin, margin_end, check, r};
	size_t count, before = prose_length(&r->docx.prose);
	int result = r->docx.sections.margin_count > 0 ? read_parts(r, &relation, &relations, &count) : 0;

	if (result != 0 || r->docx.sections.margin_count == 0)
		return result;
	prose_rule(&r->docx.prose);
	result = parts_read(r->zip, &headers, &reader, &count, r->ret_reason);
	if (result == 0)
		result = parts_read(r->zip, &footers, &reader, &count, r->ret_reason);
	if (r->printed_count == 0)
		prose_cut(&r->docx.prose, before);
	return result;
}

/* ---- properties ---- */

static void property_start(void *context, const char *name, const struct xml_element *element)
{
	(void)element;
	office_property_start(&((struct reading *)context)->properties, name);
}

static void property_end(void *context, const char *name)
{
	(void)name;
	office_property_end(&((struct reading *)context)->properties);
}

static void property_text(void *context, struct slice text)
{
	office_property_text(&((struct reading *)context)->properties, text);
}

static const struct xml_space property_spaces[] = {
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{"http://purl.org/dc/terms/", "dcterms"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", "ep"},
	{NULL, NULL},
};
static const struct xml_reader property_reader = {property_spaces, property_start, property_end,
						  property_text};
static const struct office_property property_table[] = {
	{"dc:title", "title"},
	{"dc:creator", "author"},
	{"dcterms:created", "created"},
	{"dcterms:modified", "modified"},
	{"dc:language", "language"},
	{"ep:Application", "generator"},
	{NULL, NULL},
};

/* Damage there costs the properties only. */
static void read_properties(struct reading *r)
{
	static const struct part_name core = {"docProps/core", ".xml"}, app = {"docProps/app", ".xml"};
	const char *reason, **ret_reason = r->ret_reason;
	size_t count;

	r->ret_reason = &reason;
	read_parts(r, &core, &property_reader, &count);
	read_parts(r, &app, &property_reader, &count);
	r->ret_reason = ret_reason;
}

/* ---- the format ---- */

static int extract(const struct input *input, const struct aid *aid, struct extracted *ret,
		   const char **ret_reason)
{
	struct reading *r = calloc(1, sizeof *r);
	int result;

	(void)aid;
	if (!r)
		return -ENOMEM;
	r->zip = input->bytes;
	r->ret_reason = ret_reason;
	r->properties = (struct office_properties){.table = property_table, .extracted = ret};
	result = read_text(r);
	if (result == 0)
		result = read_margins(r);
	if (result == 0) {
		read_properties(r);
		office_remark(&r->docx.left_out, ret);
		result = prose_give(&r->docx.prose, ret);
	}
	docx_finish(&r->docx);
	office_properties_finish(&r->properties);
	free(r);
	return result;
}

static const char *const media[] = {
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.template",
	"application/vnd.ms-word.document.macroenabled.12",
	NULL,
};

const struct format docx_format = {
	.name = "docx", .media = media, .fresh_worker = true, .extract = extract, .prepare = parts_prepare};
