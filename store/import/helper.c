/* SPDX-License-Identifier: MIT */
#include "helper.h"

#include "../util/clock.h"
#include "../util/file.h"
#include "sandbox.h"
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	EXIT_UNBOXED = 125, /* of a step: its box could not be closed, or the program not be started */
	PAGE_SIZE = 16      /* of a page's number in digits */
};

#define SCRATCH_OPTIONS "mode=1777,size=1g"
#define SCRATCH "/tmp" /* where programs look for room; in a namespace of their own */

static const char page_word[] = "PAGE"; /* stands for the number of the page */

/* Each step reads what the one before wrote, the first the file; the last writes the output. */
struct program {
	const char *name;
	const char *package; /* of Debian */
	bool scratch;        /* needs a folder, and may start programs itself */
	const char *steps[HELPER_STEPS][HELPER_WORDS];
};

static const struct program programs[HELPERS] = {
	[HELPER_PDF_TEXT] = {"pdftotext",
			     "poppler-utils",
			     false,
			     {{"/usr/bin/pdftotext", "-bbox-layout", "-", "-"}}},
	[HELPER_PDF_OCR] = {"tesseract",
			    "poppler-utils and tesseract-ocr",
			    false,
			    {{"/usr/bin/pdftoppm", "-r", "300", "-gray", "-f", page_word, "-l", page_word,
			      "-"},
			     {"/usr/bin/tesseract", "-", "-", "tsv"}}},
	[HELPER_OFFICE] = {"soffice",
			   "libreoffice-writer-nogui",
			   true,
			   {{"/bin/dd", "bs=1M", "status=none", "of=" SCRATCH "/file"},
			    {"/usr/bin/soffice", "-env:UserInstallation=file://" SCRATCH "/profile",
			     "--headless", "--norestore", "--convert-to", "fodt", "--outdir", SCRATCH "/out",
			     SCRATCH "/file"},
			    {"/bin/cat", SCRATCH "/out/file.fodt"}}},
	[HELPER_SPREADSHEET] = {"xls2csv",
				"catdoc",
				true,
				{{"/bin/dd", "bs=1M", "status=none", "of=" SCRATCH "/file.xls"},
				 {"/usr/bin/xls2csv", "-d", "utf-8", SCRATCH "/file.xls"}}},
	[HELPER_OUTLOOK_MESSAGE] = {"msgconvert",
				    "libemail-outlook-message-perl and libemail-address-perl",
				    true,
				    {{"/bin/dd", "bs=1M", "status=none", "of=" SCRATCH "/message.msg"},
				     {"/usr/bin/msgconvert", "--outfile", "-", SCRATCH "/message.msg"}}},
	[HELPER_OUTLOOK_FOLDERS] = {"readpst",
				    "pst-utils",
				    true,
				    {{"/bin/dd", "bs=1M", "status=none", "of=" SCRATCH "/folders.pst"},
				     {"/usr/bin/readpst", "-e", "-q", "-o", SCRATCH, SCRATCH "/folders.pst"},
				     {"/bin/tar", "-cf", "-", "-C", SCRATCH, "--exclude=folders.pst", "."}}},
};

static bool is_installed(const struct program *program)
{
	for (size_t i = 0; i < HELPER_STEPS && program->steps[i][0]; i++)
		if (access(program->steps[i][0], X_OK) != 0)
			return false;
	return true;
}

/* ---- in the child that runs the steps ---- */

/* Only input and output are left open, as standard input and output. */
static int keep_only(int input, int output)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (null < 0 || dup2(input, STDIN_FILENO) < 0 || dup2(output, STDOUT_FILENO) < 0 ||
	    dup2(null, STDERR_FILENO) < 0)
		return -errno;
	return close_range(STDERR_FILENO + 1, ~0U, 0) == 0 ? 0 : -errno;
}

static _Noreturn void become(const char *const *words, const struct sandbox_limits *limits,
			     const char *scratch, uint32_t page, pid_t runner)
{
	static const char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=" SCRATCH,
						  "OMP_THREAD_LIMIT=1", NULL};
	char number[PAGE_SIZE];
	const char *argv[HELPER_WORDS + 1] = {NULL};

	snprintf(number, sizeof number, "%u", (unsigned)page);
	for (size_t i = 0; i < HELPER_WORDS && words[i]; i++)
		argv[i] = words[i] == page_word ? number : words[i];
	umask(077);
	if (chdir("/") == 0 && sandbox_enter_program(limits, scratch, runner) == 0)
		execve(argv[0], (char *const *)argv, (char *const *)environment);
	_exit(EXIT_UNBOXED);
}

static int wait_for(pid_t process)
{
	int status;

	while (waitpid(process, &status, 0) < 0)
		if (errno != EINTR)
			return EXIT_UNBOXED;
	return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE;
}

/* What a step wrote is what the next one reads. */
static int run_step(const char *const *words, const struct sandbox_limits *limits, const char *scratch,
		    uint32_t page, int input, int output)
{
	pid_t runner = getpid(), process = fork();

	if (process < 0)
		return EXIT_UNBOXED;
	if (process == 0) {
		if (keep_only(input, output) != 0)
			_exit(EXIT_UNBOXED);
		become(words, limits, scratch, page, runner);
	}
	return wait_for(process);
}

static int write_file(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t length = (ssize_t)strlen(text);

	if (file < 0)
		return -errno;
	int r = write(file, text, (size_t)length) == length ? 0 : -EIO;

	close(file);
	return r;
}

/* A user who is not root may mount only where he is alone; there he goes by his own number. */
static int enter_spaces(void)
{
	int spaces = CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC;
	unsigned user = (unsigned)geteuid(), group = (unsigned)getegid();
	char users[64], groups[64];

	if (user == 0)
		return unshare(spaces) == 0 ? 0 : -errno;
	snprintf(users, sizeof users, "%u %u 1", user, user);
	snprintf(groups, sizeof groups, "%u %u 1", group, group);
	if (unshare(spaces | CLONE_NEWUSER) != 0)
		return -errno;
	int r = write_file("/proc/self/setgroups", "deny");

	if (r == 0)
		r = write_file("/proc/self/uid_map", users);
	return r == 0 ? write_file("/proc/self/gid_map", groups) : r;
}

/* A file system in memory that only this process and its children see. */
static int mount_scratch(void)
{
	int r = enter_spaces();

	if (r != 0)
		return r;
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
	    mount("tmpfs", SCRATCH, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, SCRATCH_OPTIONS) != 0)
		return -errno;
	return 0;
}

static int run_steps(const struct program *program, uint32_t page, int input, int output,
		     const struct sandbox_limits *limits)
{
	const char *scratch = program->scratch ? SCRATCH : NULL;
	int status = 0;

	for (size_t i = 0; i < HELPER_STEPS && program->steps[i][0] && status == 0; i++) {
		bool is_last = i + 1 == HELPER_STEPS || !program->steps[i + 1][0];
		int out = is_last ? output : memfd_create("step", MFD_CLOEXEC);

		if (out < 0)
			return EXIT_UNBOXED;
		status = run_step(program->steps[i], limits, scratch, page, input, out);
		input = out;
		if (lseek(input, 0, SEEK_SET) < 0)
			return EXIT_UNBOXED;
	}
	return status;
}

static _Noreturn void run_program(const struct program *program, uint32_t page, int input, int output,
				  const struct sandbox_limits *limits, pid_t importer)
{
	signals_reset(NULL, 0);
	setsid();
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != importer ||
	    (program->scratch && mount_scratch() != 0))
		_exit(EXIT_UNBOXED);
	_exit(run_steps(program, page, input, output, limits));
}

/* ---- in the importer ---- */

static struct sandbox_limits limits_for(uint64_t size)
{
	uint64_t most = sandbox_output_max(size);

	return (struct sandbox_limits){.memory = SANDBOX_PROGRAM_MEMORY,
				       .cpu_seconds = sandbox_wall_seconds(size),
				       .output = most < HELPER_OUTPUT_MIN ? HELPER_OUTPUT_MIN : most};
}

enum help helper_start(enum helper helper, uint32_t page, int file, uint64_t size, struct helper_run *ret)
{
	const struct program *program = &programs[helper];
	struct sandbox_limits limits = limits_for(size);
	pid_t importer = getpid();

	*ret = (struct helper_run){.watch = -1, .output = -1, .output_max = limits.output};
	if (!is_installed(program))
		return HELP_MISSING;
	ret->output = memfd_create("output", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (ret->output < 0 || lseek(file, 0, SEEK_SET) < 0)
		return HELP_FAILED;
	ret->process = fork();
	if (ret->process == 0)
		run_program(program, page, file, ret->output, &limits, importer);
	if (ret->process < 0) {
		ret->process = 0;
		return HELP_FAILED;
	}
	ret->watch = pidfd_open(ret->process, 0);
	ret->deadline = clock_now() + sandbox_wall_seconds(size) * NANOSECONDS;
	return ret->watch < 0 ? HELP_FAILED : HELP_DONE;
}

bool helper_late(const struct helper_run *run)
{
	return clock_now() >= run->deadline;
}

static enum help judge(const struct helper_run *run, int status, uint64_t size, bool late)
{
	if (late && WIFSIGNALED(status))
		return HELP_SLOW;
	if (size >= run->output_max)
		return HELP_LARGE;
	if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_UNBOXED)
		return HELP_UNBOXED;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return HELP_FAILED;
	/* Nothing that it may have left behind can change the output any more. */
	return file_seal(run->output) == 0 ? HELP_DONE : HELP_FAILED;
}

enum help helper_end(struct helper_run *run, int *ret_output, uint64_t *ret_size)
{
	bool late = run->process > 0 && helper_late(run);
	enum help help = HELP_FAILED;
	struct stat st = {0};
	int status = 0;

	if (run->process > 0) {
		/* What it started, too: LibreOffice is a program that starts another. One that has ended
		 * keeps its status. */
		kill(-run->process, SIGKILL);
		kill(run->process, SIGKILL); /* it leads no group yet when it has only just begun */
		while (waitpid(run->process, &status, 0) < 0 && errno == EINTR)
			;
		if (fstat(run->output, &st) == 0)
			help = judge(run, status, (uint64_t)st.st_size, late);
	}
	if (help == HELP_DONE) {
		*ret_output = run->output;
		*ret_size = (uint64_t)st.st_size;
	} else if (run->output >= 0) {
		close(run->output);
	}
	if (run->watch >= 0)
		close(run->watch);
	*run = (struct helper_run){.watch = -1, .output = -1};
	return help;
}

void helper_reason(enum helper helper, enum help help, char reason[static HELPER_REASON])
{
	static const char *const how[HELPS] = {
		[HELP_DONE] = "%s was done",
		[HELP_MISSING] = "%s is not installed",
		[HELP_UNBOXED] = "no sandbox can be set up here for %s",
		[HELP_FAILED] = "%s could not read it",
		[HELP_SLOW] = "%s took too long",
		[HELP_LARGE] = "%s gave more than it may",
	};
	const struct program *program = &programs[helper];
	int n = snprintf(reason, HELPER_REASON, how[help], program->name);

	if (help == HELP_MISSING && n > 0 && n < HELPER_REASON)
		snprintf(reason + n, (size_t)(HELPER_REASON - n), "; install %s", program->package);
}
