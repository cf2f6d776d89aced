/* SPDX-License-Identifier: MIT */
#include "odt.h"

#include "odt-body.h"
#include "part.h"

#include <errno.h>

static const struct office_property property_table[] = {
	{"dc:title", "title"},
	{"meta:initial-creator", "author"},
	{"meta:creation-date", "created"},
	{"dc:date", "modified"},
	{"dc:language", "language"},
	{"meta:generator", "generator"},
	{NULL, NULL},
};

struct reading {
	struct odt odt; /* what the reader gets */
	const char **ret_reason;
};

static int check(void *context)
{
	const struct reading *r = context;

	return prose_check(&r->odt.prose, r->ret_reason);
}

/* Styles first: they say what is hidden. */
static int read_zip(struct reading *r, struct slice zip)
{
	static const struct part_name names[] = {{"styles.xml", ""}, {"content.xml", ""}, {"meta.xml", ""}};
	const struct part_reader reader = {.xml = &odt_body, .check = check, .context = r};
	size_t count = 0, texts = 0;
	int result = 0;

	for (size_t i = 0; i < sizeof names / sizeof *names && result == 0; i++) {
		result = parts_read(zip, &names[i], &reader, &count, r->ret_reason);
		texts += i == 1 ? count : 0;
	}
	if (result != 0 || texts > 0)
		return result;
	*r->ret_reason = "it holds no text where OpenDocument keeps it";
	return -EBADMSG;
}

static int read_flat(struct reading *r, struct slice file)
{
	struct xml *xml = xml_create(&odt_body, r);
	int result = xml ? xml_read(xml, file, r->ret_reason) : -ENOMEM;

	if (result == 0)
		result = xml_end(xml, r->ret_reason);
	if (result == 0)
		result = check(r);
	xml_destroy(xml);
	return result;
}

typedef int reader(struct reading *r, struct slice file);

static int extract_by(reader *read, struct slice file, struct extracted *ret, const char **ret_reason)
{
	struct reading r = {.odt.properties = {.table = property_table, .extracted = ret},
			    .ret_reason = ret_reason};
	int result = read(&r, file);

	if (result == 0) {
		office_remark(&r.odt.left_out, ret);
		result = prose_give(&r.odt.prose, ret);
	}
	odt_finish(&r.odt);
	return result;
}

int odt_extract_flat(struct slice file, struct extracted *ret, const char **ret_reason)
{
	return extract_by(read_flat, file, ret, ret_reason);
}

static int extract(const struct input *input, const struct aid *aid, struct extracted *ret,
		   const char **ret_reason)
{
	(void)aid;
	return extract_by(slice_starts(input->bytes, SLICE("PK")) ? read_zip : read_flat, input->bytes, ret,
			  ret_reason);
}

static const char *const media[] = {
	"application/vnd.oasis.opendocument.text",
	"application/vnd.oasis.opendocument.text-template",
	"application/vnd.oasis.opendocument.text-master",
	"application/vnd.oasis.opendocument.text-flat-xml",
	NULL,
};

const struct format odt_format = {
	.name = "odt", .media = media, .fresh_worker = true, .extract = extract, .prepare = parts_prepare};
