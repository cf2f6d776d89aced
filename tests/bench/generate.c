/* SPDX-License-Identifier: MIT */
/*
 * generate [-n DOCUMENTS] [-s SEED] [-d DAYS] [-m MAILDIR] DIR: writes an invented corpus, the same for the
 * same arguments: DIR/texts/NNN/NNNNNNN.txt with one document each, for every hundred of them a bundle
 * DIR/bundles/NNNNN.txt of fifty others with -b, and DIR/facts.tsv, what is known of each.
 */
#include "corpus.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER = 1000, BUNDLE = 50, BUNDLE_EVERY = 500, DAYS = 1500, DOCUMENTS = 10000, PATH_SIZE = 4096 };

struct plan {
	const char *folder, *maildir; /* maildir NULL: none */
	unsigned documents, days;
	uint64_t seed;
	bool bundles;
	FILE *facts;
};

static void give_up(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static void make_folder(const char *path)
{
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		give_up(path);
}

static void make_folders(const struct plan *plan)
{
	static const char *const mail[] = {"", "/cur", "/new", "/tmp"};
	static const char *const own[] = {"", "/texts", "/bundles"};
	char path[PATH_SIZE];

	for (size_t i = 0; i < 2u + plan->bundles; i++) {
		snprintf(path, sizeof path, "%s%s", plan->folder, own[i]);
		make_folder(path);
	}
	for (size_t i = 0; plan->maildir && i < sizeof mail / sizeof *mail; i++) {
		snprintf(path, sizeof path, "%s%s", plan->maildir, mail[i]);
		make_folder(path);
	}
}

static void write_all(const char *path, const struct buf *head, const struct buf *body)
{
	int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (descriptor < 0)
		give_up(path);
	if (head->failed || body->failed ||
	    write(descriptor, head->data, head->length) != (ssize_t)head->length ||
	    write(descriptor, body->data, body->length) != (ssize_t)body->length)
		give_up(path);
	close(descriptor);
}

static void write_text(const struct plan *plan, unsigned number, const struct buf *text)
{
	const struct buf nothing = {0};
	char path[PATH_SIZE];

	snprintf(path, sizeof path, "%s/texts/%03u", plan->folder, number / FOLDER);
	if (number % FOLDER == 0)
		make_folder(path);
	snprintf(path, sizeof path, "%s/texts/%03u/%07u.txt", plan->folder, number / FOLDER, number);
	write_all(path, &nothing, text);
}

static void write_mail(const struct plan *plan, const struct matter *matter, const struct buf *text,
		       struct buf *scratch)
{
	char path[PATH_SIZE];

	buf_clear(scratch);
	matter_mail_head(matter, scratch);
	snprintf(path, sizeof path, "%s/cur/%07u.office:2,S", plan->maildir, matter->number);
	write_all(path, scratch, text);
}

static void note(const struct plan *plan, const struct matter *matter, struct buf *scratch)
{
	buf_clear(scratch);
	matter_facts(matter, scratch);
	if (fwrite(scratch->data, 1, scratch->length, plan->facts) != scratch->length)
		give_up("facts.tsv");
}

static void make_texts(const struct plan *plan)
{
	struct buf text = {0}, scratch = {0};

	for (unsigned number = 0; number < plan->documents; number++) {
		struct chance chance = chance_of(plan->seed, number);
		struct matter matter = matter_make(&chance, number, plan->days);

		buf_clear(&text);
		matter_print(&matter, &chance, CORPUS_TEXT, &text);
		write_text(plan, number, &text);
		note(plan, &matter, &scratch);
		if (plan->maildir)
			write_mail(plan, &matter, &text, &scratch);
	}
	buf_finish(&text);
	buf_finish(&scratch);
}

/* Its documents are numbered behind those of all texts. */
static void make_bundle(const struct plan *plan, unsigned bundle, struct buf *text)
{
	const struct buf nothing = {0};
	char path[PATH_SIZE];

	buf_clear(text);
	for (unsigned i = 0; i < BUNDLE; i++) {
		unsigned number = plan->documents + bundle * BUNDLE + i;
		struct chance chance = chance_of(plan->seed, number);
		struct matter matter = matter_make(&chance, number, plan->days);

		matter_set_regime(&matter, bundle % CORPUS_REGIMES);
		matter_print(&matter, &chance, CORPUS_TEXT, text);
	}
	snprintf(path, sizeof path, "%s/bundles/%05u.txt", plan->folder, bundle);
	write_all(path, &nothing, text);
}

static void make_bundles(const struct plan *plan)
{
	struct buf text = {0};

	for (unsigned bundle = 0; bundle < plan->documents / BUNDLE_EVERY; bundle++)
		make_bundle(plan, bundle, &text);
	buf_finish(&text);
}

static void usage(void)
{
	fputs("usage: generate [-b] [-n DOCUMENTS] [-s SEED] [-d DAYS] [-m MAILDIR] DIR\n", stderr);
	exit(2);
}

static struct plan read_arguments(int argc, char **argv)
{
	struct plan plan = {.documents = DOCUMENTS, .days = DAYS, .seed = 1};
	int option;

	while ((option = getopt(argc, argv, "bn:s:d:m:")) != -1)
		switch (option) {
		case 'b':
			plan.bundles = true;
			break;
		case 'n':
			plan.documents = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 's':
			plan.seed = strtoull(optarg, NULL, 10);
			break;
		case 'd':
			plan.days = (unsigned)strtoul(optarg, NULL, 10);
			break;
		case 'm':
			plan.maildir = optarg;
			break;
		default:
			usage();
		}
	if (argc - optind != 1 || plan.days == 0)
		usage();
	plan.folder = argv[optind];
	return plan;
}

int main(int argc, char **argv)
{
	struct plan plan = read_arguments(argc, argv);
	char path[PATH_SIZE];

	words_init();
	make_folders(&plan);
	snprintf(path, sizeof path, "%s/facts.tsv", plan.folder);
	plan.facts = fopen(path, "w");
	if (!plan.facts)
		give_up(path);
	make_texts(&plan);
	if (plan.bundles)
		make_bundles(&plan);
	if (fclose(plan.facts) != 0)
		give_up(path);
	return EXIT_SUCCESS;
}
