/* SPDX-License-Identifier: MIT */
/* The table of named attributes by kind of node, and how one or all of them are given. */
#include "xattr.h"

#include "../util/utf8.h"
#include "facts.h"
#include "tree.h"

#include <errno.h>

#define FACT(member) offsetof(struct dossier_facts, member)

/* Names of others (freedesktop.org's Common Extended Attributes, Dublin Core) where they have one; ours
 * besides. */
static const struct attribute of_documents[] = {
	{.name = "user.mime_type", .make = xattr_word, .key = "text/plain"},
	{.name = "user.charset", .make = xattr_word, .key = "utf-8"},
	{.name = "user.dossier.id", .make = xattr_id},
	{.name = "user.dossier.type", .make = xattr_fact, .field = FACT(type)},
	{.name = "user.dossier.date", .make = xattr_fact, .field = FACT(date)},
	{.name = "user.dossier.sender", .make = xattr_fact, .field = FACT(sender)},
	{.name = "user.dossier.recipients", .make = xattr_recipients},
	{.name = "user.dossier.title", .make = xattr_fact, .field = FACT(title)},
	{.name = "user.dossier.codes", .make = xattr_fact, .field = FACT(codes)},
	{.name = "user.dossier.countries", .make = xattr_fact, .field = FACT(countries)},
	{.name = "user.dossier.source", .make = xattr_fact, .field = FACT(source)},
	{.name = "user.dossier.source_parent", .make = xattr_parent_path},
	{.name = "user.dossier.original_path", .make = xattr_path_met},
	{.name = "user.dossier.pages", .make = xattr_pages},
	{.name = "user.dossier.byte_range", .make = xattr_byte_range},
	{.name = "user.dossier.sha256", .make = xattr_sha256},
	{.name = "user.dossier.confidence", .make = xattr_confidence},
	{.name = "user.dossier.message_id", .make = xattr_message_id},
	{.name = "user.dossier.references", .make = xattr_references},
	{.name = "user.xdg.origin.url", .make = xattr_property, .key = "url"},
	{.name = "user.xdg.origin.email.subject", .make = xattr_message_fact, .field = FACT(title)},
	{.name = "user.xdg.origin.email.from", .make = xattr_message_fact, .field = FACT(sender)},
	{.name = "user.xdg.origin.email.sender",
	 .make = xattr_message_fact,
	 .field = FACT(sender)}, /* as KDE calls it */
	{.name = "user.xdg.origin.email.message-id", .make = xattr_message_id},
	{.name = "user.xdg.language", .make = xattr_property, .key = "language"},
	{.name = "user.xdg.tags", .make = xattr_tags},
	{.name = "user.dublincore.title", .make = xattr_fact, .field = FACT(title)},
	{.name = "user.dublincore.creator", .make = xattr_fact, .field = FACT(sender)},
	{.name = "user.dublincore.date", .make = xattr_fact, .field = FACT(date)},
	{.name = "user.dublincore.type", .make = xattr_fact, .field = FACT(type)},
	{.name = "user.dublincore.subject", .make = xattr_country_names},
	{.name = "user.dublincore.source", .make = xattr_fact, .field = FACT(source)},
	{.name = "user.dublincore.identifier", .make = xattr_sha256, .key = "sha256:"},
	{.name = "user.dublincore.language", .make = xattr_property, .key = "language"},
};

static const struct attribute of_originals[] = {
	{.name = "user.mime_type", .make = xattr_media},
	{.name = "user.charset", .make = xattr_charset},
	{.name = "user.dossier.id", .make = xattr_source_number},
	{.name = "user.dossier.source", .make = xattr_source_path},
	{.name = "user.dossier.source_parent", .make = xattr_parent_path},
	{.name = "user.dossier.original_path", .make = xattr_path_met},
	{.name = "user.dossier.sha256", .make = xattr_source_hash},
	{.name = "user.dossier.unassigned", .make = xattr_unassigned},
	{.name = "user.dossier.author", .make = xattr_property, .key = "author"},
	{.name = "user.dossier.created", .make = xattr_property, .key = "created"},
	{.name = "user.dossier.generator", .make = xattr_property, .key = "generator"},
	{.name = "user.dossier.language", .make = xattr_property, .key = "language"},
	{.name = "user.dossier.modified", .make = xattr_property, .key = "modified"},
	{.name = "user.dossier.published", .make = xattr_property, .key = "published"},
	{.name = "user.dossier.title", .make = xattr_property, .key = "title"},
	{.name = "user.dossier.url", .make = xattr_property, .key = "url"},
	{.name = "user.dossier.warning", .make = xattr_property, .key = "warning"},
	{.name = "user.xdg.origin.url", .make = xattr_property, .key = "url"},
	{.name = "user.xdg.language", .make = xattr_property, .key = "language"},
	{.name = "user.dublincore.title", .make = xattr_property, .key = "title"},
	{.name = "user.dublincore.creator", .make = xattr_property, .key = "author"},
	{.name = "user.dublincore.date", .make = xattr_property, .key = "published"},
	{.name = "user.dublincore.source", .make = xattr_property, .key = "url"},
	{.name = "user.dublincore.identifier", .make = xattr_source_hash, .key = "sha256:"},
	{.name = "user.dublincore.language", .make = xattr_property, .key = "language"},
};

static const struct attribute of_directories[] = {
	{.name = "user.dossier.view", .make = xattr_view},
	{.name = "user.dossier.value", .make = xattr_value},
	{.name = "user.dossier.count", .make = xattr_count},
	{.name = "user.xdg.comment", .make = xattr_label},
};

static const struct attribute of_texts[] = {
	{.name = "user.mime_type", .make = xattr_word, .key = "text/plain"},
	{.name = "user.charset", .make = xattr_word, .key = "utf-8"},
};

/* ---- what to do with a node's attributes ---- */

struct request {
	const struct attribute *attributes; /* of the node's kind */
	size_t count;
	const char *name; /* of the one that is asked for; NULL: all names are */
	struct buf answer;
	bool found;
};

static int make(const struct subject *s, const struct attribute *attribute, struct buf *value)
{
	int r = attribute->make(s, attribute, value);

	if (r == 0 && value->failed)
		r = -ENOMEM;
	value->length = utf8_cut((struct slice){value->data, value->length}, DOSSIER_ATTRIBUTE_MAX).length;
	return r;
}

static int add_name(struct request *request, const struct subject *s, const struct attribute *attribute)
{
	struct buf value = {0};
	int r = make(s, attribute, &value);

	if (r == 0 && value.length > 0)
		buf_append(&request->answer, attribute->name, strlen(attribute->name) + 1);
	buf_finish(&value);
	return r;
}

static int answer(struct request *request, const struct subject *s)
{
	int r = 0;

	request->found = true;
	for (size_t i = 0; i < request->count && r == 0; i++)
		if (!request->name)
			r = add_name(request, s, &request->attributes[i]);
		else if (strcmp(request->name, request->attributes[i].name) == 0)
			r = make(s, &request->attributes[i], &request->answer);
	return r == 0 && request->answer.failed ? -ENOMEM : r;
}

/* ---- the subjects ---- */

struct document_request {
	struct request *request;
	struct subject subject;
	int result;
};

static bool answer_facts(void *context, const struct dossier_facts *facts, const char *snippet)
{
	struct document_request *d = context;

	(void)snippet;
	d->subject.facts = facts;
	d->result = answer(d->request, &d->subject);
	return true;
}

static int answer_document(struct dossier_reader *reader, uint64_t id, struct request *request)
{
	struct document_request d = {.request = request, .subject = {.reader = reader, .number = id}};
	struct document_row row;
	bool more;
	int r = id > INT64_MAX ? -ESTALE : reader_document(reader, id, &row);

	if (r == 0) {
		d.subject.source = row.source;
		r = facts_give(reader, id, DOSSIER_WITH_LISTS, NULL, answer_facts, &d, &more);
	}
	return r < 0 ? r : d.result;
}

static int answer_row(struct subject *s, enum stmt statement, struct request *request)
{
	int r = stmt_row(&s->reader->statements, statement, &s->row, "i", (int64_t)s->number);

	if (r != 1)
		return r < 0 ? r : -ESTALE;
	r = answer(request, s);
	stmt_end(s->row);
	return r;
}

static int answer_original(struct dossier_reader *reader, uint64_t id, struct request *request)
{
	return answer_row(&(struct subject){.reader = reader, .number = id, .source = id}, STMT_SOURCE_FACTS,
			  request);
}

static int answer_directory(struct dossier_reader *reader, dossier_node node, struct request *request)
{
	struct directory_row row;
	int r = tree_directory(reader, node, &row);

	if (r < 0)
		return r;
	struct subject s = {.reader = reader, .number = row.id, .view = row.view, .depth = row.depth};

	return answer_row(&s, STMT_DIRECTORY_FACTS, request);
}

static int answer_node(struct dossier_reader *reader, dossier_node node, struct request *request)
{
	uint64_t number = dossier_node_number(node);

	switch (dossier_node_kind(node)) {
	case DOSSIER_DOCUMENT:
		return answer_document(reader, number, request);
	case DOSSIER_ORIGINAL:
		return answer_original(reader, number, request);
	case DOSSIER_DIRECTORY:
		return answer_directory(reader, node, request);
	default: /* texts, whose attributes are words of ours */
		return answer(request, &(struct subject){.reader = reader});
	}
}

/* ---- the calls ---- */

#define ALL(table)                                                                                           \
	(struct request)                                                                                     \
	{                                                                                                    \
		.attributes = (table), .count = sizeof(table) / sizeof *(table)                              \
	}

/* Links have none: Linux lets only files and directories have user attributes. */
static struct request request_for(dossier_node node)
{
	switch (dossier_node_kind(node)) {
	case DOSSIER_DOCUMENT:
		return ALL(of_documents);
	case DOSSIER_ORIGINAL:
		return ALL(of_originals);
	case DOSSIER_DIRECTORY:
		return ALL(of_directories);
	case DOSSIER_TEXT:
		return ALL(of_texts);
	default:
		return (struct request){NULL, 0, NULL, {0}, false};
	}
}

static bool knows(const struct request *request)
{
	bool known = !request->name && request->count > 0;

	for (size_t i = 0; i < request->count && !known; i++)
		known = strcmp(request->name, request->attributes[i].name) == 0;
	return known;
}

static int ask(struct dossier_reader *reader, dossier_node node, struct request *request)
{
	int r = knows(request) ? reader_begin(reader) : 0;

	if (r < 0 || !knows(request))
		return r;
	return reader_end(reader, answer_node(reader, node, request));
}

static int hand_over(const struct buf *answer, char *buffer, size_t size, size_t *ret_length)
{
	if (size > 0 && answer->length > size)
		return -ERANGE;
	if (size > 0 && answer->length > 0)
		memcpy(buffer, answer->data, answer->length);
	*ret_length = answer->length;
	return 0;
}

static int respond(struct dossier_reader *reader, dossier_node node, const char *name, char *buffer,
		   size_t size, size_t *ret_length)
{
	if (!dossier_node_valid(node))
		return -ESTALE;
	struct request request = request_for(node);

	request.name = name;
	int r = ask(reader, node, &request);

	if (r == 0 && name && request.answer.length == 0)
		r = -ENODATA;
	if (r == 0)
		r = hand_over(&request.answer, buffer, size, ret_length);
	buf_finish(&request.answer);
	return r;
}

int dossier_attribute_list(struct dossier_reader *reader, dossier_node node, char *buffer, size_t size,
			   size_t *ret_length)
{
	return respond(reader, node, NULL, buffer, size, ret_length);
}

int dossier_attribute_get(struct dossier_reader *reader, dossier_node node, const char *name, char *buffer,
			  size_t size, size_t *ret_length)
{
	return respond(reader, node, name, buffer, size, ret_length);
}
