/* SPDX-License-Identifier: MIT */
/*
 * Linked data (JSON-LD) that a page carries for machines: an article alone, in an array or in a @graph, whose
 * author is a name, an object, a list of them, or a reference to an object elsewhere in the graph.
 */
#include "html-meta.h"
#include "html-text.h"

#include <errno.h>
#include <json-c/json.h>

enum {
	DEPTH_MAX = 32,     /* of the data; so the recursion over it is as deep at most */
	AUTHORS_MAX = 16,   /* whose references are looked up */
	OBJECTS_MAX = 1000, /* among which they are */
	DATA_MAX = 4 * 1024 * 1024,
	HIDING_MAX = 64 /* bytes in which data are hidden from old browsers */
};

struct linked {
	struct html_meta *meta;
	json_object *const *objects; /* the top level, where @id may stand */
	size_t object_count, authors;
	const char *page_title;
};

static struct slice string_of(json_object *value)
{
	if (!json_object_is_type(value, json_type_string))
		return SLICE("");
	return (struct slice){json_object_get_string(value), (size_t)json_object_get_string_len(value)};
}

static json_object *member(json_object *object, const char *key)
{
	json_object *value = NULL;

	if (json_object_is_type(object, json_type_object))
		json_object_object_get_ex(object, key, &value);
	return value;
}

/* Values are plain text that often holds character references all the same. */
static void offer(struct html_meta *meta, enum html_field field, unsigned rank, struct slice value)
{
	struct buf text = {0};

	if (html_text(value, &text) == 0 && text.length > 0) {
		for (size_t i = 0; i < text.length; i++)
			if (text.data[i] == '\n')
				text.data[i] = ' ';
		html_offer(meta, field, rank, (struct slice){text.data, text.length}, 0);
	}
	buf_finish(&text);
}

static bool is_article_type(struct slice type)
{
	static const char *const ends[] = {"Article", "Posting", "Report", "APIReference"};

	return slice_ends_with_one_of_ci(type, ends, sizeof ends / sizeof *ends);
}

static bool is_article(json_object *object)
{
	json_object *type = member(object, "@type");

	if (!json_object_is_type(type, json_type_array))
		return is_article_type(string_of(type));
	for (size_t i = 0; i < json_object_array_length(type); i++)
		if (is_article_type(string_of(json_object_array_get_idx(type, i))))
			return true;
	return false;
}

static json_object *find_object(const struct linked *linked, struct slice id)
{
	for (size_t i = 0; i < linked->object_count && i < OBJECTS_MAX && id.length > 0; i++)
		if (slice_equal(string_of(member(linked->objects[i], "@id")), id))
			return linked->objects[i];
	return NULL;
}

/* As deep as the data, whose depth is capped. */
static void read_author(struct linked *linked, json_object *author)
{
	if (json_object_is_type(author, json_type_array)) {
		for (size_t i = 0; i < json_object_array_length(author); i++)
			read_author(linked, json_object_array_get_idx(author, i));
		return;
	}
	if (++linked->authors > AUTHORS_MAX)
		return;
	if (json_object_is_type(author, json_type_object)) {
		json_object *name = member(author, "name");

		if (!name)
			name = member(find_object(linked, string_of(member(author, "@id"))), "name");
		if (json_object_is_type(name, json_type_array))
			name = json_object_array_get_idx(name, 0);
		author = name;
	}
	offer(linked->meta, HTML_AUTHOR, RANK_LINKED, string_of(author));
}

/* Some pages call what kind of page they are a headline: the title of the page tells. */
static void offer_title(struct linked *linked, struct slice headline, struct slice name)
{
	struct slice page = slice_of(linked->page_title);
	bool by_name = name.length > 0 && slice_find_ci(page, name, 0) < page.length &&
		       slice_find_ci(page, headline, 0) == page.length;

	offer(linked->meta, HTML_TITLE, by_name ? RANK_LINKED_NAME : RANK_LINKED, headline);
	offer(linked->meta, HTML_TITLE, by_name ? RANK_LINKED : RANK_LINKED_NAME, name);
}

static void read_article(struct linked *linked, json_object *article)
{
	struct html_meta *meta = linked->meta;
	json_object *page = member(article, "mainEntityOfPage");

	offer_title(linked, string_of(member(article, "headline")), string_of(member(article, "name")));
	offer(meta, HTML_PUBLISHED, RANK_LINKED, string_of(member(article, "datePublished")));
	offer(meta, HTML_MODIFIED, RANK_LINKED, string_of(member(article, "dateModified")));
	offer(meta, HTML_LANGUAGE, RANK_LINKED_NAME, string_of(member(article, "inLanguage")));
	/* After the canonical link. */
	offer(meta, HTML_URL, RANK_VISIBLE, string_of(member(article, "url")));
	offer(meta, HTML_URL, RANK_VISIBLE, string_of(page));
	read_author(linked, member(article, "author"));
	read_author(linked, member(article, "creator"));
}

/* The first article there is. */
static bool read_objects(struct linked *linked, json_object *const *objects, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_object *entity = is_article(objects[i]) ? objects[i] : member(objects[i], "mainEntity");

		if (!is_article(entity))
			continue;
		read_article(linked, entity);
		return true;
	}
	return false;
}

static bool read_list(struct html_meta *meta, const char *page_title, json_object *list)
{
	size_t count = json_object_is_type(list, json_type_array) ? json_object_array_length(list) : 0;
	json_object **objects = arena_array(meta->arena, count ? count : 1, sizeof(json_object *));

	for (size_t i = 0; i < count && objects; i++)
		objects[i] = json_object_array_get_idx(list, i);
	return objects && read_objects(&(struct linked){meta, objects, count, 0, page_title}, objects, count);
}

static bool read_data(struct html_meta *meta, const char *page_title, json_object *data)
{
	bool found = read_list(meta, page_title, data) ||
		     read_list(meta, page_title, member(data, "@graph")) ||
		     read_objects(&(struct linked){meta, &data, 1, 0, page_title}, &data, 1);

	for (size_t i = 0;
	     !found && json_object_is_type(data, json_type_array) && i < json_object_array_length(data); i++)
		found = read_list(meta, page_title, member(json_object_array_get_idx(data, i), "@graph"));
	return found;
}

/* Without what hides it from old browsers: "//<![CDATA[" ... "//]]>", "<!--" ... "-->". */
static struct slice bare(struct slice text)
{
	size_t first = slice_find(slice_sub(text, 0, HIDING_MAX), SLICE("<![CDATA["), 0);

	if (first + strlen("<![CDATA[") <= text.length && first < HIDING_MAX) {
		text = slice_trim(slice_sub(text, first + strlen("<![CDATA["), text.length));
		if (slice_ends_ci(text, SLICE("]]>")))
			text.length -= strlen("]]>");
	}
	for (first = 0; first < text.length && text.at[first] != '{' && text.at[first] != '[';)
		first++;
	while (text.length > first && text.at[text.length - 1] != '}' && text.at[text.length - 1] != ']')
		text.length--;
	return slice_sub(text, first, text.length);
}

static bool read_script(struct slice text, const char *page_title, struct html_meta *meta)
{
	struct slice data = bare(text);
	json_tokener *tokener = data.length <= DATA_MAX ? json_tokener_new_ex(DEPTH_MAX) : NULL;
	json_object *root = NULL;
	bool found = false;

	if (tokener)
		root = json_tokener_parse_ex(tokener, data.at, (int)data.length);
	if (root)
		found = read_data(meta, page_title, root);
	json_object_put(root);
	if (tokener)
		json_tokener_free(tokener);
	return found;
}

int html_meta_linked(const struct html_tree *tree, struct html_meta *meta)
{
	const char *title = html_page_title(tree, meta->arena);
	bool found = false;

	/* The parser keeps no other scripts. */
	for (uint32_t i = 1; i < tree->count && title && !found; i++)
		if (html_is_text(&tree->nodes[i]) &&
		    tree->nodes[tree->nodes[i].parent].tag == GUMBO_TAG_SCRIPT)
			found = read_script(tree->nodes[i].text, title, meta);
	return meta->arena->failed ? -ENOMEM : 0;
}

/* Its hash tables are salted from a source of randomness that is opened once. */
void html_meta_prepare(void)
{
	json_object *object = json_object_new_object();

	if (object)
		json_object_object_add(object, "a", NULL);
	json_object_put(object);
}
