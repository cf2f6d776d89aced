/* SPDX-License-Identifier: MIT */
/*
 * parse-listing ROOT FILE...: parses UTF-8 files and prints the rows that `dossier list --format=tsv` prints
 * for them, without a store: names are empty. ROOT is cut from the front of the paths. For measuring the
 * parser alone.
 */
#include "../../store/parse/parse.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct listing {
	struct slice text;
	const char *source;
	unsigned id;
};

static void print_escaped(const char *s)
{
	for (; *s; s++)
		if (*s == '\t')
			fputs("\\t", stdout);
		else if (*s == '\n')
			fputs("\\n", stdout);
		else if (*s == '\\')
			fputs("\\\\", stdout);
		else
			putchar(*s);
}

static void print_sender(const struct document_facts *document)
{
	for (size_t i = 0; i < document->party_count; i++) {
		const struct party_fact *party = &document->parties[i];

		if (party->role == ROLE_SENDER)
			print_escaped(party->kind == PARTY_WITHHELD ? "withheld" : party->name);
	}
}

static bool same_code(const struct citation *a, const struct citation *b)
{
	return strcmp(a->regime, b->regime) == 0 && strcmp(a->code, b->code) == 0;
}

/* How often a code is cited, counted from the mark and citation of its first mention; 0 at a later mention.
 */
static size_t count_code(const struct document_facts *document, size_t mark, size_t citation)
{
	const struct citation *wanted = &document->marks[mark].citations[citation];
	size_t count = 0;

	for (size_t i = 0; i < document->mark_count; i++)
		for (size_t k = 0; k < document->marks[i].citation_count; k++) {
			if (!same_code(&document->marks[i].citations[k], wanted))
				continue;
			if (i < mark || (i == mark && k < citation))
				return 0;
			count++;
		}
	return count;
}

static void print_codes(const struct document_facts *document)
{
	const char *comma = "";

	for (size_t i = 0; i < document->mark_count; i++)
		for (size_t k = 0; k < document->marks[i].citation_count; k++) {
			const struct citation *citation = &document->marks[i].citations[k];
			size_t count = count_code(document, i, k);

			if (count == 0)
				continue;
			printf("%s%s:", comma, citation->regime);
			for (const char *c = citation->code; *c; c++)
				putchar(*c == ' ' ? '_' : *c);
			printf("=%zu", count);
			comma = ",";
		}
}

static void print_countries(const struct document_facts *document)
{
	const char *comma = "";

	for (size_t i = 0; i < document->country_count; i++)
		if (document->countries[i].filed) {
			printf("%s%s", comma, document->countries[i].code);
			comma = ",";
		}
}

static void print_sha256(struct slice bytes)
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_init(&context);
	sha256_update(&context, bytes.length, (const uint8_t *)bytes.at);
	sha256_digest(&context, sizeof digest, digest);
	for (size_t i = 0; i < sizeof digest; i++)
		printf("%02x", digest[i]);
}

static bool print_row(void *context, const struct document_facts *document)
{
	struct listing *listing = context;

	printf("%u\t\t%s\t", ++listing->id, document_type_name(document->type));
	print_sender(document);
	printf("\t%s\t", document->date.value);
	print_escaped(document->title.value);
	putchar('\t');
	print_codes(document);
	putchar('\t');
	print_countries(document);
	putchar('\t');
	print_escaped(listing->source);
	printf("\t%ju\t%ju\t%u\t%u\t", (uintmax_t)document->range.first, (uintmax_t)document->range.last,
	       (unsigned)document->first_page, (unsigned)document->last_page);
	print_sha256(slice_sub(listing->text, document->range.first, document->range.last));
	putchar('\n');
	return true;
}

static int list_file(const char *path, struct listing *listing)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), r = -1;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size == 0) {
		r = 0;
	} else if (fd >= 0 && st.st_size > 0) {
		char *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);

		if (bytes != MAP_FAILED) {
			listing->text = (struct slice){bytes, (size_t)st.st_size};
			if (slice_starts(listing->text, SLICE("\xef\xbb\xbf")))
				listing->text = slice_sub(listing->text, 3, listing->text.length);
			r = parse_text(listing->text, NULL, print_row, listing);
			munmap(bytes, (size_t)st.st_size);
		}
	}
	if (fd >= 0)
		close(fd);
	if (r != 0)
		fprintf(stderr, "parse-listing: %s: not parsed (%d)\n", path, r);
	return r;
}

int main(int argc, char **argv)
{
	struct listing listing = {.id = 0};
	int failed = 0;

	if (argc < 3) {
		fputs("usage: parse-listing ROOT FILE...\n", stderr);
		return 2;
	}
	puts("id\tname\ttype\tsender\tdate\ttitle\tcodes\tcountries\tsource\tfirst_byte\tlast_byte\tfirst_"
	     "page\tlast_page\tsha256");
	for (int i = 2; i < argc; i++) {
		size_t root = strlen(argv[1]);

		listing.source = argv[i];
		if (strncmp(argv[i], argv[1], root) == 0)
			listing.source += root + (argv[i][root] == '/');
		failed |= list_file(argv[i], &listing) != 0;
	}
	return failed ? 1 : 0;
}
