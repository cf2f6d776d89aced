/* SPDX-License-Identifier: MIT */
/*
 * How long a query of a store takes in the program that asks: the first 50 documents of what matches, as a
 * median over runs. Prints seconds and how many came.
 *
 * usage: latency STORE QUERY
 */
#include "dossier/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RUNS = 31, FIRST = 50 };

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool count(void *context, uint64_t document)
{
	size_t *hits = context;

	(void)document;
	++*hits;
	return true;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Parsing included, as whoever asks has to. */
static int ask(struct dossier_reader *reader, const char *text, double *ret_seconds, size_t *ret_hits)
{
	struct dossier_query *query;
	struct dossier_query_error error;
	double began = now();
	size_t hits = 0;

	int r = dossier_query_parse(text, &query, &error);
	if (r < 0)
		return r;
	r = dossier_query_ids(reader, query, FIRST, count, &hits);
	dossier_query_destroy(query);
	*ret_seconds = now() - began;
	*ret_hits = hits;
	return r;
}

static int measure(struct dossier_reader *reader, const char *text)
{
	double seconds[RUNS];
	size_t hits = 0;

	for (size_t i = 0; i < RUNS; i++) {
		int r = ask(reader, text, &seconds[i], &hits);
		if (r < 0)
			return r;
	}
	qsort(seconds, RUNS, sizeof *seconds, compare);
	printf("%.6f %zu\n", seconds[RUNS / 2], hits);
	return 0;
}

int main(int argc, char **argv)
{
	const struct dossier_tree tree = {.views = DOSSIER_ALL_VIEWS};
	struct dossier_store *store = NULL;
	struct dossier_reader *reader = NULL;

	if (argc != 3)
		return 2;
	int r = dossier_store_open(argv[1], &tree, NULL, NULL, &store);
	if (r == 0)
		r = dossier_reader_create(store, &reader);
	if (r == 0)
		r = measure(reader, argv[2]);
	if (r < 0)
		fprintf(stderr, "latency: %s: %s\n", argv[1], dossier_store_error(r));
	if (reader)
		dossier_reader_destroy(reader);
	if (store)
		dossier_store_close(store);
	return r < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
