/* SPDX-License-Identifier: MIT */
#include "sandbox.h"

#include "landlock.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- how much ---- */

static uint64_t times(uint64_t size, uint64_t factor)
{
	uint64_t product;

	return __builtin_mul_overflow(size, factor, &product) ? UINT64_MAX / 2 : product;
}

struct sandbox_limits sandbox_limits_for(uint64_t size)
{
	struct sandbox_limits limits = {.memory = SANDBOX_MEMORY, .cpu_seconds = SANDBOX_CPU_SECONDS};
	struct rlimit now;

	if (size > SANDBOX_LARGE) {
		limits.memory += times(size, SANDBOX_MEMORY_RATIO);
		limits.cpu_seconds += sandbox_wall_seconds(size);
	}
	if (getrlimit(RLIMIT_AS, &now) == 0 && now.rlim_cur < limits.memory)
		limits.memory = now.rlim_cur; /* what the caller was limited to stays */
	return limits;
}

unsigned sandbox_wall_seconds(uint64_t size)
{
	uint64_t more = size / SANDBOX_MIB / SANDBOX_WALL_MIB;

	return SANDBOX_WALL_SECONDS + (more < INT32_MAX ? (unsigned)more : INT32_MAX);
}

uint64_t sandbox_output_max(uint64_t size)
{
	uint64_t by_ratio = times(size, SANDBOX_OUTPUT_RATIO),
		 large = times(size, SANDBOX_OUTPUT_LARGE_RATIO);
	uint64_t most = large > SANDBOX_OUTPUT_MAX ? large : SANDBOX_OUTPUT_MAX;

	if (by_ratio < SANDBOX_OUTPUT_ALWAYS)
		by_ratio = SANDBOX_OUTPUT_ALWAYS;
	return by_ratio < most ? by_ratio : most;
}

#ifdef SANDBOX_DISABLED /* a build for measurements */

int sandbox_available(void)
{
	return 0;
}

int sandbox_enter(const struct sandbox_limits *limits, pid_t parent)
{
	(void)limits;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return -errno;
	return getppid() == parent ? 0 : -ESRCH;
}

int sandbox_enter_program(const struct sandbox_limits *limits, const char *scratch, pid_t parent)
{
	(void)scratch;
	return sandbox_enter(limits, parent);
}

#else

/* At the hard limit of processor time there is no saying why. */
static int limit(int resource, uint64_t most)
{
	uint64_t hard = resource == RLIMIT_CPU ? most + 1 : most;
	struct rlimit now;

	if (getrlimit(resource, &now) != 0)
		return -errno;
	if (now.rlim_max > hard)
		now.rlim_max = hard;
	now.rlim_cur = now.rlim_max < most ? now.rlim_max : most;
	return setrlimit(resource, &now) == 0 ? 0 : -errno;
}

/* One that needs a folder of its own is of the kind that starts others. */
static int limit_program(const struct sandbox_limits *limits, bool starts_others)
{
	int r = limit(RLIMIT_AS, limits->memory);

	if (r == 0)
		r = limit(RLIMIT_CPU, limits->cpu_seconds);
	if (r == 0)
		r = limit(RLIMIT_FSIZE, limits->output);
	if (r == 0)
		r = limit(RLIMIT_NOFILE, SANDBOX_PROGRAM_FILES);
	if (r == 0)
		r = limit(RLIMIT_CORE, 0);
	return r == 0 && !starts_others ? limit(RLIMIT_NPROC, 0) : r;
}

static int limit_all(const struct sandbox_limits *limits)
{
	const struct {
		int resource;
		uint64_t most;
	} all[] = {
#ifndef SANDBOX_SANITIZED /* its shadow takes terabytes */
		{RLIMIT_AS, limits->memory},
#endif
		{RLIMIT_CPU, limits->cpu_seconds},
		{RLIMIT_NOFILE, SANDBOX_FILES},
		{RLIMIT_FSIZE, 0},
		{RLIMIT_CORE, 0},
		{RLIMIT_NPROC, 0},
		{RLIMIT_MEMLOCK, 0},
	};
	int r = 0;

	for (size_t i = 0; i < COUNT(all) && r == 0; i++)
		r = limit(all[i].resource, all[i].most);
	return r;
}

/* ---- who ---- */

/* A user namespace may know no such user; the capabilities go all the same. */
static int become_nobody(void)
{
	if (geteuid() != 0)
		return 0;
	bool alone = setgroups(0, NULL) == 0 || errno == EPERM;
	bool done = alone && setresgid(SANDBOX_USER, SANDBOX_USER, SANDBOX_USER) == 0 &&
		    setresuid(SANDBOX_USER, SANDBOX_USER, SANDBOX_USER) == 0;

	return done || errno == EINVAL || errno == EPERM ? 0 : -errno;
}

static int drop_capabilities(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};

	return syscall(SYS_capset, &head, none) == 0 ? 0 : -errno;
}

/* In this order: another user's process forgets what it was to die of, and can be dumped again. */
static int drop_rights(pid_t parent)
{
	int r = become_nobody();

	if (r == 0)
		r = drop_capabilities();
	if (r != 0)
		return r;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
	    prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return -errno;
	return getppid() == parent ? 0 : -ESRCH;
}

/* ---- seccomp ---- */

/* All that readers, parser, allocator and the socket that is open need. Memory that can run has a rule of its
 * own. */
static const int allowed[] = {
	SCMP_SYS(brk),           SCMP_SYS(munmap),         SCMP_SYS(mremap),
	SCMP_SYS(madvise),       SCMP_SYS(read),           SCMP_SYS(pread64),
	SCMP_SYS(lseek),         SCMP_SYS(close),          SCMP_SYS(recvmsg),
	SCMP_SYS(sendto),        SCMP_SYS(futex),          SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),   SCMP_SYS(time),
	SCMP_SYS(getpid),        SCMP_SYS(gettid),         SCMP_SYS(sysinfo),
	SCMP_SYS(rt_sigreturn),  SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall),
	SCMP_SYS(exit),          SCMP_SYS(exit_group),
#ifdef SANDBOX_SANITIZED
	SCMP_SYS(sigaltstack),   SCMP_SYS(sched_yield),
#endif
};

/* What libraries try and can do without: they get an error, not an end. */
static const struct {
	int call, error;
} refused[] = {
	{SCMP_SYS(open), EACCES},      {SCMP_SYS(openat), EACCES},     {SCMP_SYS(access), EACCES},
	{SCMP_SYS(faccessat), EACCES}, {SCMP_SYS(faccessat2), EACCES}, {SCMP_SYS(stat), EACCES},
	{SCMP_SYS(lstat), EACCES},     {SCMP_SYS(newfstatat), EACCES}, {SCMP_SYS(statx), EACCES},
	{SCMP_SYS(readlink), EACCES},  {SCMP_SYS(readlinkat), EACCES}, {SCMP_SYS(fstat), EACCES},
	{SCMP_SYS(write), EPERM},      {SCMP_SYS(writev), EPERM},      {SCMP_SYS(ioctl), ENOTTY},
};

static int allow_memory(scmp_filter_ctx filter, int call)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1,
				SCMP_A2_64(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

static int add_reader_rules(scmp_filter_ctx filter)
{
	int r = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);

	for (size_t i = 0; i < COUNT(allowed) && r == 0; i++)
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; i < COUNT(refused) && r == 0; i++)
		r = seccomp_rule_add(filter, SCMP_ACT_ERRNO((unsigned)refused[i].error), refused[i].call, 0);
	if (r == 0)
		r = allow_memory(filter, SCMP_SYS(mmap));
	if (r == 0)
		r = allow_memory(filter, SCMP_SYS(mprotect));
	/* abort() ends this process by its own name, and no other. */
	if (r == 0)
		r = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
				     SCMP_A0_64(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
	return r;
}

/*
 * What no program that reads a file has to do with: other processes, the network, the kernel itself. A list
 * of what it may do would be another one for each program and each of its versions; files are Landlock's
 * part.
 */
static const int denied[] = {
	SCMP_SYS(kill),
	SCMP_SYS(tkill),
	SCMP_SYS(pidfd_send_signal),
	SCMP_SYS(rt_sigqueueinfo),
	SCMP_SYS(connect),
	SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv),
	SCMP_SYS(process_vm_writev),
	SCMP_SYS(pidfd_getfd),
	SCMP_SYS(mount),
	SCMP_SYS(umount2),
	SCMP_SYS(pivot_root),
	SCMP_SYS(chroot),
	SCMP_SYS(setns),
	SCMP_SYS(unshare),
	SCMP_SYS(open_tree),
	SCMP_SYS(move_mount),
	SCMP_SYS(fsopen),
	SCMP_SYS(bpf),
	SCMP_SYS(perf_event_open),
	SCMP_SYS(userfaultfd),
	SCMP_SYS(keyctl),
	SCMP_SYS(add_key),
	SCMP_SYS(request_key),
	SCMP_SYS(io_uring_setup),
	SCMP_SYS(io_uring_enter),
	SCMP_SYS(io_uring_register),
	SCMP_SYS(init_module),
	SCMP_SYS(finit_module),
	SCMP_SYS(kexec_load),
	SCMP_SYS(reboot),
	SCMP_SYS(swapon),
	SCMP_SYS(acct),
	SCMP_SYS(settimeofday),
	SCMP_SYS(clock_settime),
	SCMP_SYS(open_by_handle_at),
	SCMP_SYS(name_to_handle_at),
};

/* Sockets, which some programs make to find others of their kind. */
static const int local[] = {SCMP_SYS(socketpair), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
			    SCMP_SYS(accept4)};

static int deny_sockets(scmp_filter_ctx filter)
{
	int r = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 0);

	for (size_t i = 0; i < COUNT(local) && r == 0; i++)
		r = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), local[i], 0);
	return r;
}

static int add_program_rules(scmp_filter_ctx filter)
{
	int r = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);

	for (size_t i = 0; i < COUNT(denied) && r == 0; i++)
		r = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), denied[i], 0);
	if (r == 0)
		r = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 1,
				     SCMP_A0_64(SCMP_CMP_NE, (scmp_datum_t)getpid(), 0));
	/* Its flags cannot be seen; without it the C library takes clone(). */
	if (r == 0)
		r = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	if (r == 0)
		r = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
				     SCMP_A0_64(SCMP_CMP_MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER));
	return r;
}

static int enter_seccomp(int (*add_rules)(scmp_filter_ctx filter), uint32_t otherwise)
{
	scmp_filter_ctx filter = seccomp_init(otherwise);
	int r = filter ? add_rules(filter) : -ENOMEM;

	if (r == 0)
		r = seccomp_load(filter);
	seccomp_release(filter);
	return r;
}

/* ---- the boxes ---- */

/* The system's programs, their libraries, fonts and settings: the same on every machine, and nobody's secret.
 */
static const struct landlock_path system_paths[] = {
	{"/usr", LANDLOCK_READ},
	{"/lib", LANDLOCK_READ},
	{"/lib64", LANDLOCK_READ},
	{"/bin", LANDLOCK_READ},
	{"/etc/ld.so.cache", LANDLOCK_READ},
	{"/etc/alternatives", LANDLOCK_READ},
	{"/etc/fonts", LANDLOCK_READ},
	{"/etc/perl", LANDLOCK_READ},
	{"/etc/libreoffice", LANDLOCK_READ},
	{"/var/lib/libreoffice", LANDLOCK_READ},
	{"/var/spool/libreoffice", LANDLOCK_READ},
	{"/var/cache/fontconfig", LANDLOCK_READ},
	{"/dev/urandom", LANDLOCK_READ},
	{"/dev/null", LANDLOCK_WRITE},
};

int sandbox_available(void)
{
	uint32_t action = SECCOMP_RET_KILL_PROCESS;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0 ? 0 : -EOPNOTSUPP;
}

int sandbox_enter(const struct sandbox_limits *limits, pid_t parent)
{
	int r = drop_rights(parent);

	if (r == 0)
		r = landlock_enter(NULL);
	if (r == 0 || r == -EOPNOTSUPP) /* seccomp denies as much */
		r = limit_all(limits);
	return r == 0 ? enter_seccomp(add_reader_rules, SCMP_ACT_KILL_PROCESS) : r;
}

/* It stands alone in its network; it may listen there, and has nobody to call. */
static int add_lone_program_rules(scmp_filter_ctx filter)
{
	int r = add_program_rules(filter);

	return r == 0 ? seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(socket), 1,
					 SCMP_A0_64(SCMP_CMP_NE, AF_UNIX, 0))
		      : r;
}

static int add_plain_program_rules(scmp_filter_ctx filter)
{
	int r = add_program_rules(filter);

	return r == 0 ? deny_sockets(filter) : r;
}

int sandbox_enter_program(const struct sandbox_limits *limits, const char *scratch, pid_t parent)
{
	struct landlock_path paths[COUNT(system_paths) + 2] = {{0}};
	int r = drop_rights(parent);

	memcpy(paths, system_paths, sizeof system_paths);
	if (scratch)
		paths[COUNT(system_paths)] = (struct landlock_path){scratch, LANDLOCK_WRITE};
	if (r == 0)
		r = landlock_enter(paths);
	if (r == 0)
		r = enter_seccomp(scratch ? add_lone_program_rules : add_plain_program_rules, SCMP_ACT_ALLOW);
	return r == 0 ? limit_program(limits, scratch != NULL) : r;
}

#endif
