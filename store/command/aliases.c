/* SPDX-License-Identifier: MIT */
#include "aliases.h"

#include "../util/buf.h"
#include "../util/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	FILE_MAX = 4 * 1024 * 1024,
	LINE_MAX_BYTES = 64 * 1024,
	NAME_MAX_BYTES = 1024, /* as parties have at most */
	NAMES_MAX = 100000,
	BLOCK = 16 * 1024
};

struct entry {                   /* a name of the file, to see which stand in two groups */
	const char *key, *party; /* folded */
	size_t line;
};

struct parser {
	struct aliases *aliases;
	struct aliases_error *error;
	struct entry *entries;
	size_t count, capacity;
	size_t line;
};

static int wrong(struct parser *p, size_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static int wrong(struct parser *p, size_t line, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	vsnprintf(p->error->text, sizeof p->error->text, format, list);
	va_end(list);
	p->error->line = line;
	return -EINVAL;
}

/* White space folded as in what documents print. */
static const char *copy_name(struct slice text, struct arena *arena)
{
	char *copy = arena_string(arena, text);
	size_t length = 0;

	for (size_t i = 0; copy && i < text.length; i++) {
		bool space = byte_is_space(text.at[i]);

		if (!space || (length > 0 && copy[length - 1] != ' '))
			copy[length++] = space ? ' ' : text.at[i];
	}
	if (copy)
		copy[length] = '\0';
	return copy;
}

static int check_name(struct parser *p, struct slice name)
{
	if (name.length > NAME_MAX_BYTES)
		return wrong(p, p->line, "a name is longer than %d bytes", (int)NAME_MAX_BYTES);
	if (memchr(name.at, '<', name.length) || memchr(name.at, '>', name.length))
		return wrong(p, p->line, "a name and an address are two names; part them by \";\"");
	return 0;
}

static int add_entry(struct parser *p, const char *name, const char *party)
{
	struct arena *arena = &p->aliases->arena;
	struct entry *entry = arena_push(arena, &p->entries, &p->count, &p->capacity, sizeof *entry);

	if (!entry)
		return -ENOMEM;
	*entry = (struct entry){utf8_folded(slice_of(name), arena), utf8_folded(slice_of(party), arena),
				p->line};
	return entry->key && entry->party ? 0 : -ENOMEM;
}

static int add_alias(struct parser *p, struct slice text, const char *party)
{
	struct aliases *a = p->aliases;
	struct dossier_alias *alias;
	int r = check_name(p, text);

	if (r < 0 || text.length == 0)
		return r;
	if (a->count == NAMES_MAX)
		return wrong(p, p->line, "there are more than %d names", (int)NAMES_MAX);
	alias = arena_push(&a->arena, &a->at, &a->count, &a->capacity, sizeof *alias);
	if (!alias)
		return -ENOMEM;
	*alias = (struct dossier_alias){copy_name(text, &a->arena), party};
	return alias->name ? add_entry(p, alias->name, party) : -ENOMEM;
}

static int parse_group(struct parser *p, struct slice line)
{
	size_t equals = slice_find(line, SLICE("="), 0), before = p->aliases->count;
	struct slice name = slice_trim(slice_sub(line, 0, equals)),
		     rest = slice_sub(line, equals + 1, line.length);
	int r = check_name(p, name);

	if (equals == line.length)
		return wrong(p, p->line, "there is no \"=\" behind the name under which to file");
	if (r == 0 && name.length == 0)
		return wrong(p, p->line, "there is no name before \"=\"");
	const char *party = r == 0 ? copy_name(name, &p->aliases->arena) : NULL;

	if (r == 0)
		r = party ? add_entry(p, party, party) : -ENOMEM;
	for (size_t first = 0; r == 0 && first < rest.length;) {
		size_t end = slice_find(rest, SLICE(";"), first);

		r = add_alias(p, slice_trim(slice_sub(rest, first, end)), party);
		first = end + 1;
	}
	if (r == 0 && p->aliases->count == before)
		return wrong(p, p->line, "there is no name behind \"=\"");
	return r;
}

static bool is_plain(struct slice line)
{
	for (size_t i = 0; i < line.length; i++)
		if (((unsigned char)line.at[i] < 0x20 && line.at[i] != '\t') || line.at[i] == 0x7f)
			return false;
	return utf8_valid(line) == line.length;
}

static int parse_line(struct parser *p, struct slice line)
{
	p->line++;
	if (line.length > LINE_MAX_BYTES)
		return wrong(p, p->line, "the line is longer than %d bytes", (int)LINE_MAX_BYTES);
	line = slice_trim(line);
	if (!is_plain(line))
		return wrong(p, p->line, "this is no text in UTF-8");
	return line.length == 0 || line.at[0] == '#' ? 0 : parse_group(p, line);
}

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* What stands in two groups could be filed under either. */
static int check_groups(struct parser *p)
{
	if (p->count > 1)
		qsort(p->entries, p->count, sizeof *p->entries, compare_entries);
	for (size_t i = 1; i < p->count; i++) {
		const struct entry *a = &p->entries[i - 1], *b = &p->entries[i];

		if (strcmp(a->key, b->key) == 0 && strcmp(a->party, b->party) != 0)
			return wrong(p, b->line, "a name of this line stands in line %zu, in another group",
				     a->line);
	}
	return 0;
}

int aliases_parse(struct slice text, struct aliases *ret, struct aliases_error *ret_error)
{
	static const char mark[] = "\xef\xbb\xbf"; /* some editors put it first */
	struct parser p = {.aliases = ret, .error = ret_error};
	int r = 0;

	if (slice_starts(text, slice_of(mark)))
		text = slice_sub(text, sizeof mark - 1, text.length);
	for (size_t first = 0; r == 0 && first < text.length;) {
		size_t end = slice_find(text, SLICE("\n"), first);

		r = parse_line(&p, slice_sub(text, first, end));
		first = end + 1;
	}
	return r < 0 ? r : check_groups(&p);
}

static int read_all(int fd, struct buf *out)
{
	char block[BLOCK];
	ssize_t n;

	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0)
			buf_append(out, block, (size_t)n);
		if (out->failed)
			return -ENOMEM;
		if (out->length > FILE_MAX)
			return -EFBIG;
	}
	return 0;
}

int aliases_read(const char *path, struct aliases *ret, struct aliases_error *ret_error)
{
	struct buf text = {0};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int r = fd < 0 ? -errno : read_all(fd, &text);

	if (r == 0)
		r = aliases_parse((struct slice){text.data, text.length}, ret, ret_error);
	if (fd >= 0)
		close(fd);
	buf_finish(&text);
	return r;
}

void aliases_finish(struct aliases *aliases)
{
	arena_finish(&aliases->arena);
	*aliases = (struct aliases){.count = 0};
}
