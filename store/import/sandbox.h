/* SPDX-License-Identifier: MIT */
/*
 * The box around a process that reads a stranger's bytes: what it may ask of the kernel, and how much it may
 * use. The wall that must stand is seccomp; Landlock, where the kernel has it, and the rights of nobody stand
 * behind it. The limits are the kernel's to enforce, but for time by the clock and output, which are the
 * importer's.
 */
#ifndef IMPORT_SANDBOX_H
#define IMPORT_SANDBOX_H

#include <stdint.h>
#include <sys/types.h>

enum {
	SANDBOX_MIB = 1024 * 1024,
	SANDBOX_LARGE =
		32 * SANDBOX_MIB, /* bytes; up to here a file needs no more than the limits that stand here */
	SANDBOX_MEMORY = 1024 * SANDBOX_MIB, /* bytes of address space ... */
	SANDBOX_MEMORY_RATIO = 8,            /* ... and so many more for each byte of a large file */
	SANDBOX_WALL_SECONDS = 60,           /* for one file ... */
	SANDBOX_WALL_MIB = 2,                /* ... and a second more for each so many MiB of it */
	SANDBOX_CPU_SECONDS = 1200,          /* for a worker's life ... */
	SANDBOX_CPU_FRESH =
		300, /* ... which ends in order once it used so many, lest a file pay for others */
	SANDBOX_OUTPUT_RATIO = 100,             /* bytes that may come back for each byte of a file ... */
	SANDBOX_OUTPUT_ALWAYS = SANDBOX_MIB,    /* ... but so many may always ... */
	SANDBOX_OUTPUT_MAX = 512 * SANDBOX_MIB, /* ... and no more than this ... */
	SANDBOX_OUTPUT_LARGE_RATIO = 8, /* ... or than so many for each byte, which no plain text reaches */
	SANDBOX_FILES = 16,             /* open descriptors */
	SANDBOX_PROGRAM_MEMORY = INT32_MAX, /* bytes of address space of a program that helps */
	SANDBOX_PROGRAM_FILES = 256,        /* of a program that helps */
	SANDBOX_USER = 65534                /* who a worker of root is: nobody */
};

struct sandbox_limits {
	uint64_t memory;      /* bytes of address space */
	unsigned cpu_seconds; /* of the process's life */
	uint64_t output;      /* bytes of a file that a program writes; a worker writes none */
};

/* For files of up to this size. */
struct sandbox_limits sandbox_limits_for(uint64_t size);
/* For one file of this size. */
unsigned sandbox_wall_seconds(uint64_t size);
uint64_t sandbox_output_max(uint64_t size);

/* 0, or -EOPNOTSUPP: this kernel has no seccomp. To be asked once before the first fork. */
int sandbox_available(void);
/*
 * Boxes the calling process, which has one thread, for good; it dies with `parent`. Descriptors that are open
 * stay open and can be read; only sockets can be written. 0; -ESRCH: the parent is gone; else -errno of what
 * stood not.
 */
int sandbox_enter(const struct sandbox_limits *limits, pid_t parent);
/*
 * The same for a process that is to become a program of the system's (helper.h), which must open its
 * libraries: it reads what every program may read, writes to descriptors that are open and below `scratch`
 * (NULL: nowhere), and knows no network. -EOPNOTSUPP also where there is no Landlock: nothing else would keep
 * it from other files.
 */
int sandbox_enter_program(const struct sandbox_limits *limits, const char *scratch, pid_t parent);
#endif
