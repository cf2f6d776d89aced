/* SPDX-License-Identifier: MIT */
#include "html-tree.h"

#include "../../util/buf.h"
#include "html-prune.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>

/* ---- the parser's memory ---- */

/* An honest page takes some twenty times its length; a hostile one that repeats itself more. */
enum { HTML_MEMORY_MAX = 512 * 1024 * 1024 };

/*
 * Gumbo does not look whether it got memory, and frees a tree by a recursion as deep as the tree. So it gets
 * its memory from an arena that is freed as a whole, and is left by a jump when there is no more; it holds
 * nothing else.
 */
struct memory {
	struct arena *arena;
	size_t used;
	jmp_buf none_left;
};

static void *allocate(void *userdata, size_t size)
{
	struct memory *memory = userdata;
	void *at = NULL;

	if (size <= HTML_MEMORY_MAX - memory->used)
		at = arena_alloc(memory->arena, size);
	if (!at)
		longjmp(memory->none_left, 1);
	memory->used += size;
	return at;
}

static void deallocate(void *userdata, void *at)
{
	(void)userdata;
	(void)at;
}

static const GumboOutput *parse(struct slice html, struct memory *memory)
{
	GumboOptions options = kGumboDefaultOptions;

	options.allocator = allocate;
	options.deallocator = deallocate;
	options.userdata = memory;
	options.max_errors = 0;
	if (setjmp(memory->none_left) != 0)
		return NULL;
	return gumbo_parse_with_options(&options, html.at, html.length);
}

/* ---- the array ---- */

struct level { /* an element whose children are being laid out */
	const GumboVector *children;
	unsigned next;
	uint32_t node;
};

struct layout {
	struct html_tree *tree;
	size_t count, capacity;
	struct level *levels;
	size_t depth, level_capacity;
};

static bool is_text(const GumboNode *node)
{
	return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
	       node->type == GUMBO_NODE_CDATA;
}

static struct html_node *add_node(struct layout *layout, uint32_t parent)
{
	struct html_node *node = NULL;

	if (layout->count < UINT32_MAX)
		node = arena_push(&layout->tree->arena, &layout->tree->nodes, &layout->count,
				  &layout->capacity, sizeof *node);
	if (node)
		*node = (struct html_node){
			.tag = GUMBO_TAG_LAST, .parent = parent, .end = (uint32_t)layout->count};
	return node;
}

static int add_element(struct layout *layout, const GumboElement *element, uint32_t parent)
{
	struct html_node *node = add_node(layout, parent);
	struct level *level = node ? arena_push(&layout->tree->arena, &layout->levels, &layout->depth,
						&layout->level_capacity, sizeof *level)
				   : NULL;

	if (!level)
		return -ENOMEM;
	node->tag = element->tag < GUMBO_TAG_LAST ? element->tag : GUMBO_TAG_UNKNOWN;
	node->attributes = &element->attributes;
	*level = (struct level){&element->children, 0, (uint32_t)layout->count - 1};
	return 0;
}

static int add_child(struct layout *layout, const GumboNode *child, uint32_t parent)
{
	struct html_node *node;

	if (child->type == GUMBO_NODE_ELEMENT)
		return add_element(layout, &child->v.element, parent);
	if (!is_text(child))
		return 0;
	node = add_node(layout, parent);
	if (!node)
		return -ENOMEM;
	node->text = slice_of(child->v.text.text);
	return 0;
}

static int lay_out(const GumboNode *root, struct html_tree *tree)
{
	struct layout layout = {.tree = tree};
	int r = add_element(&layout, &root->v.element, 0);

	while (r == 0 && layout.depth > 0) {
		struct level *level = &layout.levels[layout.depth - 1];

		if (level->next < level->children->length) {
			r = add_child(&layout, level->children->data[level->next++], level->node);
			continue;
		}
		tree->nodes[level->node].end = (uint32_t)layout.count;
		layout.depth--;
	}
	tree->count = (uint32_t)layout.count;
	return r;
}

int html_tree_read(struct slice html, struct html_tree *ret)
{
	struct memory *memory = malloc(sizeof *memory);
	struct buf pruned = {0};
	const GumboOutput *output = NULL;
	const char *kept = NULL;

	*ret = (struct html_tree){.nodes = NULL};
	int r = memory ? html_prune(html, &pruned, &ret->too_deep) : -ENOMEM;

	/* Gumbo counts in 32 bits, and points into what it parsed. */
	if (r == 0 && pruned.length < UINT32_MAX)
		kept = arena_string(&ret->arena, (struct slice){pruned.data, pruned.length});
	if (kept) {
		*memory = (struct memory){.arena = &ret->arena};
		output = parse((struct slice){kept, pruned.length}, memory);
	}
	buf_finish(&pruned);
	free(memory);
	return output ? lay_out(output->root, ret) : -ENOMEM;
}

void html_tree_finish(struct html_tree *tree)
{
	arena_finish(&tree->arena);
	*tree = (struct html_tree){.nodes = NULL};
}

/* ---- what nodes say ---- */

static const GumboAttribute *find_attribute(const struct html_node *node, const char *name)
{
	return node->attributes ? gumbo_get_attribute(node->attributes, name) : NULL;
}

struct slice html_attribute_of(const struct html_node *node, const char *name)
{
	const GumboAttribute *attribute = find_attribute(node, name);

	return attribute ? slice_trim(slice_of(attribute->value)) : SLICE("");
}

bool html_has_attribute(const struct html_node *node, const char *name)
{
	return find_attribute(node, name) != NULL;
}

bool html_attribute_has(const struct html_node *node, const char *name, struct slice word)
{
	struct slice value = html_attribute_of(node, name);
	size_t at = 0;

	while (at < value.length) {
		size_t first = at;

		while (at < value.length && !byte_is_space(value.at[at]))
			at++;
		if (slice_equal_ci(slice_sub(value, first, at), word))
			return true;
		at++;
	}
	return false;
}

bool html_is_hidden(const struct html_node *node)
{
	struct slice style = html_attribute_of(node, "style");
	size_t at = slice_find_ci(style, SLICE("display"), 0) + strlen("display");

	while (at < style.length && (style.at[at] == ' ' || style.at[at] == ':'))
		at++;
	return html_has_attribute(node, "hidden") ||
	       slice_starts_ci(slice_sub(style, at, style.length), SLICE("none"));
}
