/*
 * inject.c - run a command, and let one of the system calls by which it changes files go wrong.
 *
 *	inject count COMMAND...		how many such calls it makes; printed when it has ended well
 *	inject kill N COMMAND...	SIGKILL instead of the Nth
 *	inject fail N ERROR COMMAND...	the Nth fails, with ENOSPC, EIO, EROFS, EACCES, EMFILE or ENOMEM
 *	inject full N COMMAND...	from the Nth on, whatever needs room fails with ENOSPC
 *
 * Threads and children count with it; what goes to descriptors 0 to 2 does not.  The exit status is the
 * command's, 137 when it was killed, 125 when this program failed, 77 where the machine does not let it trace.
 *
 * How: a seccomp filter has the kernel stop the command before each of these calls (ptrace(2),
 * PTRACE_EVENT_SECCOMP); call number -1 makes it skip the call and give back what stands in its place.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum mode { COUNT, KILL, FAIL, FULL };

/* The calls; GROWS: needs room on the disk.  FD: the argument that is a descriptor to write to, or -1. */
static const struct {
	int call;
	bool grows;
	int fd;
} calls[] = {
	{ SCMP_SYS(openat), true, -1 }, /* with O_CREAT */
	{ SCMP_SYS(write), true, 0 },
	{ SCMP_SYS(pwrite64), true, 0 },
	{ SCMP_SYS(writev), true, 0 },
	{ SCMP_SYS(fallocate), true, 0 },
	{ SCMP_SYS(ftruncate), false, 0 },
	{ SCMP_SYS(mkdir), true, -1 },
	{ SCMP_SYS(mkdirat), true, -1 },
	{ SCMP_SYS(link), true, -1 },
	{ SCMP_SYS(linkat), true, -1 },
	{ SCMP_SYS(symlink), true, -1 },
	{ SCMP_SYS(symlinkat), true, -1 },
	{ SCMP_SYS(rename), false, -1 },
	{ SCMP_SYS(renameat), false, -1 },
	{ SCMP_SYS(renameat2), false, -1 },
	{ SCMP_SYS(unlink), false, -1 },
	{ SCMP_SYS(unlinkat), false, -1 },
	{ SCMP_SYS(rmdir), false, -1 },
	{ SCMP_SYS(fsync), false, -1 },
	{ SCMP_SYS(fdatasync), false, -1 },
	{ SCMP_SYS(syncfs), false, -1 },
};

static const struct {
	const char *name;
	int value;
} errors[] = {
	{ "ENOSPC", ENOSPC },
	{ "EIO", EIO },
	{ "EROFS", EROFS },
	{ "EACCES", EACCES },
	{ "EMFILE", EMFILE },
	{ "ENOMEM", ENOMEM },
};

#define N_CALLS (sizeof(calls) / sizeof(calls[0]))
#define N_ERRORS (sizeof(errors) / sizeof(errors[0]))

static _Noreturn void
die(const char *what)
{
	perror(what);
	exit(125);
}

#if defined(__x86_64__)
static bool
counts(pid_t pid, size_t i)
{
	struct user_regs_struct r;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &r) != 0)
		return false; /* it is gone */
	if (calls[i].call == SCMP_SYS(openat))
		return (r.rdx & O_CREAT) != 0;
	return calls[i].fd < 0 || r.rdi > 2;
}

static void
skip(pid_t pid, int error)
{
	struct user_regs_struct r;

	if (ptrace(PTRACE_GETREGS, pid, NULL, &r) != 0)
		return;
	r.orig_rax = (unsigned long long)-1;
	r.rax = (unsigned long long)-(long long)error;
	if (ptrace(PTRACE_SETREGS, pid, NULL, &r) != 0)
		die("inject: set the result");
}
#else
#define UNKNOWN_MACHINE
static bool
counts(pid_t pid, size_t i)
{
	(void)pid;
	return i < N_CALLS;
}

static void
skip(pid_t pid, int error)
{
	(void)pid;
	(void)error;
}
#endif

static _Noreturn void
child(char *argv[], bool quiet)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
	size_t i;
	int rc = ctx != NULL ? 0 : -ENOMEM;

	for (i = 0; rc == 0 && i < N_CALLS; i++)
		rc = seccomp_rule_add(ctx, SCMP_ACT_TRACE((uint16_t)i), calls[i].call, 0);
	if (quiet && dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
		_exit(125);
	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(77);
	if (raise(SIGSTOP) != 0 || rc != 0 || seccomp_load(ctx) != 0)
		_exit(77);
	(void)execvp(argv[0], argv); /* returns only when it failed */
	perror(argv[0]);
	_exit(125);
}

static int
status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* The stop of PID at call I: count it, and do what is to be done. */
static void
at_call(pid_t root, pid_t pid, size_t i, enum mode mode, unsigned long n, int error,
    unsigned long *seen)
{
	if (i >= N_CALLS || !counts(pid, i))
		return;
	++*seen;
	if (mode == KILL && *seen == n)
		(void)kill(root, SIGKILL); /* it is stopped, so it is there */
	else if (mode == FAIL && *seen == n)
		skip(pid, error);
	else if (mode == FULL && *seen >= n && calls[i].grows)
		skip(pid, ENOSPC);
}

static int
watch(pid_t root, enum mode mode, unsigned long n, int error, unsigned long *seen)
{
	int status, signal;
	unsigned long i;
	pid_t pid;

	for (;;) {
		pid = waitpid(-1, &status, __WALL);
		if (pid < 0 && errno == EINTR)
			continue;
		if (pid < 0)
			die("inject: wait");
		if (!WIFSTOPPED(status)) {
			if (pid == root)
				return status_of(status);
			continue;
		}
		signal = 0;
		if (status >> 8 == (SIGTRAP | PTRACE_EVENT_SECCOMP << 8)) {
			if (ptrace(PTRACE_GETEVENTMSG, pid, NULL, &i) == 0)
				at_call(root, pid, i, mode, n, error, seen);
		} else if (status >> 16 == 0 && WSTOPSIG(status) != SIGSTOP &&
			   WSTOPSIG(status) != SIGTRAP) {
			signal = WSTOPSIG(status);
		}
		(void)ptrace(PTRACE_CONT, pid, NULL, (void *)(long)signal); /* or it is gone */
	}
}

static int
usage(void)
{
	(void)fputs("usage: inject count COMMAND... | kill N COMMAND... | "
		    "fail N ERROR COMMAND... | full N COMMAND...\n",
	    stderr);
	return 125;
}

int
main(int argc, char *argv[])
{
	static const char *const modes[] = {
		[COUNT] = "count", [KILL] = "kill", [FAIL] = "fail", [FULL] = "full"
	};
	enum mode mode = COUNT;
	unsigned long n = 0, seen = 0;
	int at = 2, error = 0, status;
	size_t i;
	pid_t pid;

#ifdef UNKNOWN_MACHINE
	return 77;
#endif
	while (argc > 2 && mode <= FULL && strcmp(argv[1], modes[mode]) != 0)
		mode++;
	if (argc <= 2 || mode > FULL)
		return usage();
	if (mode != COUNT)
		n = strtoul(argv[at++], NULL, 10);
	if (mode == FAIL && at < argc) {
		for (i = 0; i < N_ERRORS; i++)
			if (strcmp(errors[i].name, argv[at]) == 0)
				error = errors[i].value;
		at++;
	}
	if (at >= argc || (mode != COUNT && n == 0) || (mode == FAIL && error == 0))
		return usage();
	pid = fork();
	if (pid < 0)
		die("inject: fork");
	if (pid == 0)
		child(argv + at, mode == COUNT);
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		return 77;
	if (ptrace(PTRACE_SETOPTIONS, pid, NULL,
		(void *)(long)(PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE |
			       PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_EXITKILL)) !=
	    0)
		return 77;
	(void)ptrace(PTRACE_CONT, pid, NULL, NULL); /* it cannot have gone */
	status = watch(pid, mode, n, error, &seen);
	if (mode == COUNT)
		printf("%lu\n", seen);
	return status;
}
