/* SPDX-License-Identifier: MIT */
/*
 * What no shell command does: random reads, random stats, a bare listing. Prints the seconds that it took.
 *
 * usage: access read|stat ROOT LIST COUNT THREADS      LIST: a file of paths below ROOT, one a line
 *        access names DIR
 */
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MOST = 64, PATH_SIZE = 4096, READ_SIZE = 128 << 10, SEED = 20 };

struct task {
	const char *root;
	char **paths;
	size_t path_count, count;
	bool reads;
	unsigned threads;
};

struct worker {
	const struct task *task;
	pthread_t thread;
	unsigned number;
	uint64_t faults;
};

static void give_up(const char *what)
{
	perror(what);
	exit(EXIT_FAILURE);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool read_whole(const char *path, char *buffer)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = -1;

	if (descriptor < 0)
		return false;
	do
		got = read(descriptor, buffer, READ_SIZE);
	while (got > 0);
	close(descriptor);
	return got == 0;
}

static void *work(void *context)
{
	struct worker *worker = context;
	const struct task *task = worker->task;
	char *buffer = malloc(READ_SIZE), path[PATH_SIZE];
	uint64_t random = SEED + worker->number;
	struct stat status;

	if (!buffer)
		give_up("memory");
	for (size_t i = worker->number; i < task->count; i += task->threads) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		snprintf(path, sizeof path, "%s/%s", task->root,
			 task->paths[(random >> 33) % task->path_count]);
		worker->faults += !(task->reads ? read_whole(path, buffer) : lstat(path, &status) == 0);
	}
	free(buffer);
	return NULL;
}

/* Returns how many could not be read. */
static uint64_t run(const struct task *task)
{
	struct worker workers[THREADS_MOST];
	uint64_t faults = 0;

	for (unsigned i = 0; i < task->threads; i++) {
		workers[i] = (struct worker){.task = task, .number = i};
		if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
			give_up("thread");
	}
	for (unsigned i = 0; i < task->threads; i++) {
		pthread_join(workers[i].thread, NULL);
		faults += workers[i].faults;
	}
	return faults;
}

static void read_list(const char *list, struct task *task)
{
	FILE *file = fopen(list, "r");
	size_t room = 0, size = 0;
	char *line = NULL;
	ssize_t length;

	if (!file)
		give_up(list);
	while ((length = getline(&line, &size, file)) > 0) {
		line[length - 1] = '\0';
		if (task->path_count == room) {
			room = room ? 2 * room : 1024;
			task->paths = realloc(task->paths, room * sizeof *task->paths);
		}
		if (!task->paths || !(task->paths[task->path_count++] = strdup(line)))
			give_up("memory");
	}
	free(line);
	fclose(file);
}

static int list_names(const char *path)
{
	DIR *directory = opendir(path);
	size_t count = 0;

	if (!directory)
		give_up(path);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count > 2 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int at_random(char **argv)
{
	struct task task = {.root = argv[2], .reads = strcmp(argv[1], "read") == 0};

	read_list(argv[3], &task);
	task.count = strtoul(argv[4], NULL, 10);
	task.threads = (unsigned)strtoul(argv[5], NULL, 10);
	if (task.path_count == 0 || task.threads < 1 || task.threads > THREADS_MOST)
		return 2;
	double began = now();
	uint64_t faults = run(&task);

	printf("%.6f\n", now() - began);
	for (size_t i = 0; i < task.path_count; i++)
		free(task.paths[i]);
	free(task.paths);
	return faults ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	if (argc == 6)
		return at_random(argv);
	if (argc != 3 || strcmp(argv[1], "names") != 0)
		return 2;
	double began = now();
	int status = list_names(argv[2]);

	printf("%.6f\n", now() - began);
	return status;
}
