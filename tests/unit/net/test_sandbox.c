/*
 * The walls of sandbox.h, one at a time and together: a child enters, tries to get out, and says how that
 * ended.  What a responder does every day is tried in the same way and must go on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "net/sandbox.h"

enum walls { FILES, CALLS, BOTH };

static char room[] =
    "/tmp/test_sandbox.XXXXXX"; /* holds site/ (releases/a, releases/b, current) and run/ */
static int landlock; /* what the kernel offers */

static const char *
in_room(const char *name)
{
	static char path[4][256]; /* a test's own: up to four at once */
	static unsigned turn;
	char *p = path[turn++ % 4];

	assert_true(snprintf(p, sizeof(path[0]), "%s/%s", room, name) < (int)sizeof(path[0]));
	return p;
}

static pid_t tester; /* the process that makes the attempts' processes */

static int
result(int rc)
{
	return rc >= 0 ? 0 : errno;
}

static int
read_file(const char *name)
{
	char c;
	int fd = open(in_room(name), O_RDONLY | O_CLOEXEC);

	return fd < 0 ? errno : read(fd, &c, 1) == 1 ? 0 : EIO;
}

static int
read_index(void)
{
	return read_file("site/current/search.db");
}
static int
read_other_release(void)
{
	return read_file("site/releases/b/search.db");
}
static int
read_outside(void)
{
	return read_file("secret");
}
static int
read_by_link(void)
{
	return read_file("site/way-out");
}
static int
read_passwd(void)
{
	return result(open("/etc/passwd", O_RDONLY));
}
static int
write_index(void)
{
	return result(open(in_room("site/current/search.db"), O_WRONLY));
}
static int
append_outside(void)
{
	return result(open(in_room("secret"), O_WRONLY | O_APPEND));
}
static int
create(void)
{
	return result(open(in_room("site/new"), O_WRONLY | O_CREAT, 0600));
}
static int
create_readable(void)
{
	return result(open(in_room("site/new"), O_RDONLY | O_CREAT, 0600));
}
static int
temporary(void)
{
	return result(open(in_room("site"), O_RDWR | O_TMPFILE, 0600));
}
static int
truncate_it(void)
{
	return result(truncate(in_room("site/current/search.db"), 0));
}
static int
rename_it(void)
{
	return result(rename(in_room("site/current"), in_room("site/gone")));
}
static int
make_folder(void)
{
	return result(mkdir(in_room("site/folder"), 0700));
}
static int
make_link(void)
{
	return result(symlink("/etc", in_room("site/etc")));
}
static int
remove_index(void)
{
	return result(unlink(in_room("site/current/search.db")));
}
static int
remove_socket(void)
{
	return result(unlink(in_room("run/socket")));
}
static int
make_socket(void)
{
	return result(socket(AF_UNIX, SOCK_STREAM, 0));
}
static int
trace(void)
{
	return result((int)ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}
static int
signal_parent(void)
{
	return result(kill(tester, 0));
}
static int
signal_thread_of_parent(void)
{
	return result((int)syscall(SYS_tgkill, tester, tester, 0));
}
static int
signal_own_thread(void)
{
	return result((int)syscall(SYS_tgkill, getpid(), gettid(), 0));
}
static int
attributes(void)
{
	return result(chmod(in_room("site/current/search.db"), 0777));
}
static int
make_namespace(void)
{
	return result((int)syscall(SYS_unshare, 0x10000000));
}
static int
set_limit(void)
{
	return result(setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 9, 9 }));
}

static int
connect_tcp(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(9) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return result(connect(fd, (const struct sockaddr *)&to, sizeof(to)));
}

static int
execute(void)
{
	char *argv[] = { NULL };

	return result(execve("/bin/true", argv, argv));
}

static int
fork_it(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return result(pid);
}

static int
map_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
		   -1, 0) == MAP_FAILED
		   ? errno
		   : 0;
}

static int
turn_to_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p == MAP_FAILED ? EIO : result(mprotect(p, 4096, PROT_READ | PROT_EXEC));
}

static void *
nothing(void *arg)
{
	return arg;
}

static int
start_thread(void)
{
	pthread_t t;
	int rc = pthread_create(&t, NULL, nothing, NULL);

	return rc != 0 ? rc : pthread_join(t, NULL);
}

static int
dump_core(void)
{
	struct rlimit r;

	return getrlimit(RLIMIT_CORE, &r) == 0 && r.rlim_max == 0 ? 0 : EIO;
}

/* The other release goes into force, as a build does it. */
static int
read_after_switch(void)
{
	int fd;
	char c;

	/* the test moves the link before; the path is the same */
	fd = open(in_room("site/moved/search.db"), O_RDONLY);
	return fd >= 0 && read(fd, &c, 1) == 1 && c == 'b' ? 0 : EIO;
}

static const struct attempt {
	const char *what;
	enum walls walls;
	int (*run)(void);
	int error, signal; /* how it ends; both 0: it succeeds */
} attempts[] = {
	{ "read the index", BOTH, read_index, 0, 0 },
	{ "read another release", BOTH, read_other_release, 0, 0 },
	{ "read what the link moved to", BOTH, read_after_switch, 0, 0 },
	{ "remove the socket", BOTH, remove_socket, 0, 0 },
	{ "start a thread", BOTH, start_thread, 0, 0 },
	{ "have no core", BOTH, dump_core, 0, 0 },

	{ "read outside", FILES, read_outside, EACCES, 0 },
	{ "read outside by a link", FILES, read_by_link, EACCES, 0 },
	{ "read /etc/passwd", FILES, read_passwd, EACCES, 0 },
	{ "write the index", FILES, write_index, EACCES, 0 },
	{ "append outside", FILES, append_outside, EACCES, 0 },
	{ "create", FILES, create, EACCES, 0 },
	{ "truncate", FILES, truncate_it, EACCES, 0 },
	{ "rename", FILES, rename_it, EACCES, 0 },
	{ "make a folder", FILES, make_folder, EACCES, 0 },
	{ "make a link", FILES, make_link, EACCES, 0 },
	{ "remove the index", FILES, remove_index, EACCES, 0 },
	{ "execute", FILES, execute, EACCES, 0 },
	{ "connect by TCP", FILES, connect_tcp, EACCES, 0 },
	{ "signal the parent", FILES, signal_parent, EPERM, 0 },

	{ "open for writing", CALLS, write_index, 0, SIGSYS },
	{ "open to append", CALLS, append_outside, 0, SIGSYS },
	{ "create", CALLS, create, 0, SIGSYS },
	{ "create for reading", CALLS, create_readable, 0, SIGSYS },
	{ "a nameless file", CALLS, temporary, 0, SIGSYS },
	{ "truncate", CALLS, truncate_it, 0, SIGSYS },
	{ "rename", CALLS, rename_it, 0, SIGSYS },
	{ "make a folder", CALLS, make_folder, 0, SIGSYS },
	{ "make a link", CALLS, make_link, 0, SIGSYS },
	{ "change permissions", CALLS, attributes, 0, SIGSYS },
	{ "make a socket", CALLS, make_socket, 0, SIGSYS },
	{ "connect", CALLS, connect_tcp, 0, SIGSYS },
	{ "execute", CALLS, execute, 0, SIGSYS },
	{ "fork", CALLS, fork_it, 0, SIGSYS },
	{ "trace", CALLS, trace, 0, SIGSYS },
	{ "signal", CALLS, signal_parent, 0, SIGSYS },
	{ "signal a thread of the parent", CALLS, signal_thread_of_parent, 0, SIGSYS },
	{ "signal oneself", CALLS, signal_own_thread, 0, 0 },
	{ "map code", CALLS, map_code, 0, SIGSYS },
	{ "turn memory to code", CALLS, turn_to_code, 0, SIGSYS },
	{ "make a namespace", CALLS, make_namespace, 0, SIGSYS },
	{ "set a limit", CALLS, set_limit, 0, SIGSYS },
};

#define N_ATTEMPTS (sizeof(attempts) / sizeof(attempts[0]))

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(in_room(name), "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int
make_room(void **state)
{
	(void)state;
	tester = getpid();
	assert_non_null(mkdtemp(room));
	assert_int_equal(mkdir(in_room("site"), 0700), 0);
	assert_int_equal(mkdir(in_room("run"), 0700), 0);
	assert_int_equal(mkdir(in_room("site/releases"), 0700), 0);
	assert_int_equal(mkdir(in_room("site/releases/a"), 0700), 0);
	assert_int_equal(mkdir(in_room("site/releases/b"), 0700), 0);
	put("site/releases/a/search.db", "a");
	put("site/releases/b/search.db", "b");
	put("secret", "secret");
	put("run/socket", "");
	assert_int_equal(symlink("releases/a", in_room("site/current")), 0);
	assert_int_equal(symlink("releases/b", in_room("site/moved")), 0);
	assert_int_equal(symlink("../secret", in_room("site/way-out")), 0);
	return 0;
}

static int
clear_room(void **state)
{
	struct buf command = BUF_INIT;
	int rc;

	(void)state;
	buf_addf(&command, "rm -rf %s", room);
	rc = system(command.p);
	buf_free(&command);
	return rc;
}

static int
enter(enum walls walls)
{
	struct diag d;
	int version = 0, rc;

	diag_init(&d);
	rc = sandbox_privileges(&d);
	if (rc == 0 && walls != CALLS)
		rc = sandbox_files(
		    &d, in_room("site/current/search.db"), in_room("run/socket"), &version);
	if (rc == 0 && walls != FILES)
		rc = sandbox_calls(&d);
	if (rc != 0)
		diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}

/* The exit status of a child that entered and tried: 0 or errno; 128 and more: the signal. */
static int
try(const struct attempt *a)
{
	pid_t pid = fork();
	int status;

	assert_true(pid >= 0);
	if (pid == 0)
		_exit(enter(a->walls) != 0 ? 127 : a->run());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* valgrind makes calls of its own. */
static bool
watched(void)
{
	const char *preloaded = getenv("LD_PRELOAD");

	return preloaded != NULL && strstr(preloaded, "vgpreload") != NULL;
}

static void
test_walls(void **state)
{
	int wanted, got, wrong = 0;
	size_t i;

	(void)state;
	if (!SANDBOX_WORKS || watched())
		skip();
	landlock = (int)syscall(SYS_landlock_create_ruleset, NULL, 0, 1u);
	for (i = 0; i < N_ATTEMPTS; i++) {
		const struct attempt *a = &attempts[i];

		if (a->walls == FILES &&
		    (landlock < 1 || (a->run == truncate_it && landlock < 3) ||
			(a->run == connect_tcp && landlock < 4) ||
			(a->run == signal_parent && landlock < 6))) {
			print_message(
			    "skipped: this kernel's Landlock (%d) does not refuse to %s\n",
			    landlock, a->what);
			continue;
		}
		wanted = a->signal != 0 ? 128 + a->signal : a->error;
		got = try(a);
		if (got != wanted) {
			print_error("%s, walls %d: ended with %d, not %d\n", a->what,
			    (int)a->walls, got, wanted);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* The same attempts succeed outside, or they would prove nothing. */
static void
test_no_walls(void **state)
{
	(void)state;
	assert_int_equal(read_outside(), 0);
	assert_int_equal(read_by_link(), 0);
	assert_int_equal(read_passwd(), 0);
	assert_int_equal(write_index(), 0);
	assert_int_equal(append_outside(), 0);
	assert_int_equal(create(), 0);
	assert_int_equal(make_folder(), 0);
	assert_int_equal(make_socket(), 0);
	assert_int_equal(connect_tcp(), ECONNREFUSED);
	assert_int_equal(fork_it(), 0);
	assert_int_equal(signal_parent(), 0);
	assert_int_equal(signal_thread_of_parent(), 0);
	assert_int_equal(turn_to_code(), 0);
	assert_int_equal(attributes(), 0);
}

/* A folder that is not there is a fault of the start, not a sandbox without it. */
static void
test_missing(void **state)
{
	struct diag d;
	int version;

	(void)state;
	if (landlock < 1)
		skip();
	diag_init(&d);
	assert_int_equal(sandbox_files(&d, in_room("nowhere/search.db"), NULL, &version), -1);
	assert_int_equal(d.errors, 1);
	diag_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walls),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_no_walls),
	};

	return cmocka_run_group_tests(tests, make_room, clear_room);
}
