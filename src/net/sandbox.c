#include "net/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/buf.h"

/*
 * Landlock's interface, from the kernel's documentation (userspace-api/landlock.rst): Debian 12's
 * header ends with version 2, and libc wraps none of the calls.
 */
struct ruleset {
	uint64_t fs, net, scoped; /* what is refused unless a rule allows it */
};
struct beneath {
	uint64_t allowed;
	int32_t parent_fd;
} __attribute__((packed));

#define ASK_VERSION 1u
#define RULE_PATH_BENEATH 1
#define FS_READ_FILE (UINT64_C(1) << 2)
#define FS_READ_DIR (UINT64_C(1) << 3)
#define FS_REMOVE_FILE (UINT64_C(1) << 5)

/* What each version added; the last one stands for those to come. */
static const struct ruleset versions[] = {
	[1] = { .fs = (UINT64_C(1) << 13) - 1 },
	[2] = { .fs = (UINT64_C(1) << 14) - 1 }, /* linking and renaming elsewhere */
	[3] = { .fs = (UINT64_C(1) << 15) - 1 }, /* truncating */
	[4] = { .fs = (UINT64_C(1) << 15) - 1, .net = 3 }, /* TCP: bind, connect */
	[5] = { .fs = (UINT64_C(1) << 16) - 1, .net = 3 }, /* ioctl of devices */
	[6] = { .fs = (UINT64_C(1) << 16) - 1, .net = 3, .scoped = 3 }, /* abstract sockets,
									   signals */
};

#define N_VERSIONS (sizeof(versions) / sizeof(versions[0]))

static int
fail(struct diag *d, const char *what, int error)
{
	return diag_error(
	    d, (struct loc){ NULL, 0, 0 }, "sandbox: cannot %s: %s", what, strerror(error));
}

int
sandbox_privileges(struct diag *d)
{
	const struct rlimit none = { 0, 0 };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return fail(d, "give up new privileges", errno);
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
		return fail(d, "forbid core files", errno);
	return 0;
}

/* The folder of PATH, as written. */
static void
folder_of(struct buf *out, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		buf_addc(out, '.');
	else if (slash == path)
		buf_addc(out, '/');
	else
		buf_add(out, path, (size_t)(slash - path));
}

static int
allow(struct diag *d, int ruleset, const char *folder, uint64_t rights)
{
	struct beneath rule = { .allowed = rights };
	int error;
	long rc;

	rule.parent_fd = open(folder, O_PATH | O_CLOEXEC | O_DIRECTORY);
	if (rule.parent_fd < 0)
		return diag_error(
		    d, (struct loc){ folder, 0, 0 }, "cannot open: %s", strerror(errno));
	rc = syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0);
	error = errno;
	(void)close(rule.parent_fd); /* a path, nothing to lose */
	return rc == 0 ? 0 : fail(d, "add a rule to Landlock", error);
}

static int
allow_index(struct diag *d, int ruleset, const char *index)
{
	struct buf folder = BUF_INIT, above = BUF_INIT;
	struct stat st;
	int rc;

	folder_of(&folder, index);
	rc = allow(
	    d, ruleset, folder.p, FS_READ_FILE | FS_READ_DIR); /* as the link stands now */
	if (rc == 0 && lstat(folder.p, &st) == 0 && S_ISLNK(st.st_mode)) {
		folder_of(&above, folder.p);
		rc = allow(d, ruleset, above.p, FS_READ_FILE | FS_READ_DIR);
	}
	buf_free(&folder);
	buf_free(&above);
	return rc;
}

int
sandbox_files(struct diag *d, const char *index, const char *socket, int *version)
{
	const struct ruleset *refused;
	struct buf folder = BUF_INIT;
	long offered, fd;
	int rc;

	offered = syscall(SYS_landlock_create_ruleset, NULL, 0, ASK_VERSION);
	*version = offered > 0 ? (int)offered : 0;
	if (*version == 0)
		return 0; /* not compiled in, or switched off at boot */
	refused = &versions[(size_t)*version < N_VERSIONS ? (size_t)*version : N_VERSIONS - 1];
	/* An older kernel takes a longer structure whose end is zero. */
	fd = syscall(SYS_landlock_create_ruleset, refused, sizeof(*refused), 0);
	if (fd < 0)
		return fail(d, "make a ruleset of Landlock", errno);
	rc = allow_index(d, (int)fd, index);
	if (rc == 0 && socket != NULL) {
		folder_of(&folder, socket);
		rc = allow(d, (int)fd, folder.p, FS_REMOVE_FILE);
		buf_free(&folder);
	}
	if (rc == 0 && syscall(SYS_landlock_restrict_self, (int)fd, 0) != 0)
		rc = fail(d, "enter Landlock", errno);
	(void)close((int)fd); /* what it says is in force */
	return rc;
}

/* Allowed whatever their arguments: none of them opens, makes or reaches anything new. */
static const int plain[] = {
	/* connections */
	SCMP_SYS(accept4),
	SCMP_SYS(recvfrom),
	SCMP_SYS(sendto),
	SCMP_SYS(shutdown),
	SCMP_SYS(close),
	SCMP_SYS(epoll_ctl),
	SCMP_SYS(epoll_wait),
	SCMP_SYS(epoll_pwait),
	SCMP_SYS(poll),
	/* files that are open: the index, a log, the gaps */
	SCMP_SYS(read),
	SCMP_SYS(pread64),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(lseek),
	SCMP_SYS(fsync),
	SCMP_SYS(fdatasync),
	SCMP_SYS(flock),
	SCMP_SYS(fcntl),
	SCMP_SYS(fstat),
	/* names: what they are, not what they hold */
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getcwd),
	SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	/* memory */
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	/* threads, time, signals */
	SCMP_SYS(futex),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(gettid),
	SCMP_SYS(getpid),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigtimedwait),
	/* the rest of what libc and SQLite ask */
	SCMP_SYS(getrandom),
	SCMP_SYS(geteuid),
	SCMP_SYS(getuid),
	SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
};

/* Calls that are allowed when (argument & mask) == value. */
static const struct {
	int call;
	unsigned arg;
	uint64_t mask, value;
} masked[] = {
	{ SCMP_SYS(openat), 2, O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY),
	    O_RDONLY },
	{ SCMP_SYS(mmap), 2, PROT_EXEC, 0 }, { SCMP_SYS(mprotect), 2, PROT_EXEC, 0 },
	{ SCMP_SYS(clone), 0, CLONE_THREAD, CLONE_THREAD }, /* a thread, no process */
	{ SCMP_SYS(prlimit64), 2, UINT64_MAX, 0 }, /* asking, for a thread's stack */
};

/* Calls that are refused politely: libc does without. */
static const struct {
	int call, error;
} polite[] = {
	{ SCMP_SYS(clone3), ENOSYS }, /* its flags cannot be seen; clone is the fallback */
	{ SCMP_SYS(ioctl), ENOTTY }, /* is standard error a terminal? */
};

static int
add_rules(scmp_filter_ctx ctx)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < sizeof(plain) / sizeof(plain[0]); i++)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, plain[i], 0);
	for (i = 0; rc == 0 && i < sizeof(masked) / sizeof(masked[0]); i++)
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, masked[i].call, 1,
		    SCMP_CMP64(
			masked[i].arg, SCMP_CMP_MASKED_EQ, masked[i].mask, masked[i].value));
	if (rc == 0) /* abort() signals the process itself; no other is anybody's business */
		rc = seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
		    SCMP_CMP64(0, SCMP_CMP_EQ, (uint64_t)getpid(), 0));
	for (i = 0; rc == 0 && i < sizeof(polite) / sizeof(polite[0]); i++)
		rc = seccomp_rule_add(
		    ctx, SCMP_ACT_ERRNO((uint32_t)polite[i].error), polite[i].call, 0);
	return rc;
}

int
sandbox_calls(struct diag *d)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	int rc;

	if (ctx == NULL)
		return fail(d, "prepare the list of system calls", ENOMEM);
	rc = add_rules(ctx);
	if (rc == 0)
		rc = seccomp_load(ctx);
	seccomp_release(ctx);
	return rc == 0 ? 0 : fail(d, "install the list of system calls", -rc);
}
