/* SPDX-License-Identifier: MIT */
/*
 * parse-listing [--text] ROOT FILE...: reads files of any format and prints the rows that `dossier list
 * --format=tsv` prints for them, without a store: names are empty. ROOT is cut from the front of the paths.
 * --text: prints what is extracted instead. For measuring readers and parser alone; helper programs run
 * without their box here.
 */
#include "../../store/extract/extract.h"
#include "../../store/extract/media/media.h"
#include "../../store/parse/parse.h"

#include <errno.h>
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
	struct media *media;
	bool text_only;
	const char *path;  /* of the file that is read */
	struct buf output; /* of the program that helped */
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

/* What a schedule cites stands for other pages. */
static size_t cited_count(const struct mark_fact *mark)
{
	return mark->class == MARK_CITED ? 0 : mark->citation_count;
}

/* How often a code is cited, counted from the mark and citation of its first mention; 0 at a later mention.
 */
static size_t count_code(const struct document_facts *document, size_t mark, size_t citation)
{
	const struct citation *wanted = &document->marks[mark].citations[citation];
	size_t count = 0;

	for (size_t i = 0; i < document->mark_count; i++)
		for (size_t k = 0; k < cited_count(&document->marks[i]); k++) {
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
		for (size_t k = 0; k < cited_count(&document->marks[i]); k++) {
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

/* ---- reading ---- */

static int help(void *context, enum helper helper, uint32_t page, struct slice *ret_output,
		const char **ret_reason)
{
	static const char *const commands[HELPERS] = {
		[HELPER_PDF_TEXT] = "pdftotext -bbox-layout - - <\"$1\"",
		[HELPER_PDF_OCR] = "pdftoppm -r 300 -gray -f $2 -l $2 - <\"$1\" | tesseract - - tsv",
		[HELPER_SPREADSHEET] = "xls2csv -d utf-8 \"$1\"",
		[HELPER_OUTLOOK_MESSAGE] = "msgconvert --outfile - \"$1\"",
	};
	struct listing *listing = context;
	struct buf command = {0};
	char piece[4096];
	size_t n;

	buf_format(&command, "set -- '%s' %u; %s", listing->path, (unsigned)page,
		   commands[helper] ? commands[helper] : "false");
	FILE *pipe = popen(buf_string(&command), "r");

	buf_finish(&command);
	buf_clear(&listing->output);
	while (pipe && (n = fread(piece, 1, sizeof piece, pipe)) > 0)
		buf_append(&listing->output, piece, n);
	*ret_output = (struct slice){listing->output.data, listing->output.length};
	*ret_reason = "the program that helps failed";
	return pipe && pclose(pipe) == 0 ? 0 : -EBADMSG;
}

static int parse_input(struct listing *listing, const struct input *input, const struct extracted *extracted)
{
	listing->text = extracted->is_source ? input->bytes
					     : (struct slice){extracted->text.data, extracted->text.length};
	if (!listing->text_only)
		return parse_text(listing->text, &extracted->declared, print_row, listing);
	fwrite(listing->text.at, 1, listing->text.length, stdout);
	return 0;
}

static int list_input(struct listing *listing, const struct input *input)
{
	const struct aid aid = {.run = help, .context = listing, .ocr = getenv("OCR") != NULL};
	struct extracted extracted = {0};
	const char *reason = "no format takes it";
	const struct format *format;
	char type[MEDIA_SIZE];
	int r = media_of(listing->media, input->bytes, type);

	format = r == 0 ? format_for(type) : NULL;
	if (r == 0)
		r = format && format->extract ? format->extract(input, &aid, &extracted, &reason) : -EBADMSG;
	if (r == 0)
		r = parse_input(listing, input, &extracted);
	else
		fprintf(stderr, "parse-listing: %s (%s): %s\n", listing->path, type, reason);
	extracted_finish(&extracted);
	return r;
}

static int list_file(const char *path, struct listing *listing)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC), r = -1;
	char *bytes = MAP_FAILED;

	listing->path = path;
	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 0)
		bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes != MAP_FAILED) {
		r = list_input(listing,
			       &(struct input){.bytes = {bytes, (size_t)st.st_size}, .mapped = true});
		munmap(bytes, (size_t)st.st_size);
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

	listing.text_only = argc > 1 && strcmp(argv[1], "--text") == 0;
	argv += listing.text_only;
	argc -= listing.text_only;
	listing.media = media_create();
	if (argc < 3 || !listing.media) {
		fputs("usage: parse-listing [--text] ROOT FILE...\n", stderr);
		return 2;
	}
	formats_prepare();
	if (!listing.text_only)
		puts("id\tname\ttype\tsender\tdate\ttitle\tcodes\tcountries\tsource\tfirst_byte\tlast_"
		     "byte\tfirst_"
		     "page\tlast_page\tsha256");
	for (int i = 2; i < argc; i++) {
		size_t root = strlen(argv[1]);

		listing.source = argv[i];
		if (strncmp(argv[i], argv[1], root) == 0)
			listing.source += root + (argv[i][root] == '/');
		failed |= list_file(argv[i], &listing) != 0;
	}
	buf_finish(&listing.output);
	media_destroy(listing.media);
	return failed ? 1 : 0;
}
