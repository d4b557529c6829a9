/* The FastCGI server in a process of its own, on a Unix socket in a temporary folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "net/listen.h"
#include "net/socket.h"

#include "unit/net/echo.h"
#include "unit/net/peer.h"

#define SOON 5000 /* ms; what takes longer has failed */
#define SHORT 400 /* ms; of the deadlines that tests wait for */

struct server {
	char dir[32];
	char path[64];
	pid_t pid; /* 0: not running */
	int out; /* what ready() and hup() write */
	int err; /* standard error */
	rlim_t files; /* 0: as they are */
	struct listen_options o;
};

static int
say(const void *fd, char c)
{
	return write(*(const int *)fd, &c, 1) == 1 ? 0 : -1;
}

static int
ready(struct diag *d, void *fd)
{
	(void)d;
	return say(fd, 'r');
}

static void
hup(void *fd)
{
	(void)say(fd, 'h'); /* the test misses it */
}

static int
setup(void **state)
{
	struct server *s = test_calloc(1, sizeof(*s));

	(void)snprintf(s->dir, sizeof(s->dir), "/tmp/listen-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	(void)snprintf(s->path, sizeof(s->path), "%s/s", s->dir);
	s->o = (struct listen_options){ .where = s->path, .threads = 2 };
	*state = s;
	return 0;
}

/* In the child: never returns to the tests. */
static _Noreturn void
child(struct server *s, int out, int err)
{
	const struct rlimit files = { s->files, s->files };
	struct diag d;
	int rc;

	if (dup2(err, STDERR_FILENO) < 0)
		_exit(99);
	if (s->files != 0 && setrlimit(RLIMIT_NOFILE, &files) != 0)
		_exit(98);
	diag_init(&d);
	if (s->o.ready == NULL)
		s->o.ready = ready;
	s->o.ready_arg = s->o.hup_arg = &out;
	rc = listen_run(&d, &s->o, &echo_handler);
	diag_print(&d, stderr);
	diag_free(&d);
	exit(rc);
}

static void
start(struct server *s)
{
	int out[2], err[2];
	char c;

	assert_int_equal(pipe2(out, O_CLOEXEC), 0);
	assert_int_equal(pipe2(err, O_CLOEXEC), 0);
	assert_int_equal(fflush(NULL), 0); /* the child must not print it again */
	s->pid = fork();
	assert_true(s->pid >= 0);
	if (s->pid == 0)
		child(s, out[1], err[1]);
	(void)close(out[1]); /* the child's */
	(void)close(err[1]);
	s->out = out[0];
	s->err = err[0];
	if (s->o.ready == NULL)
		assert_int_equal(read(s->out, &c, 1), 1);
}

/* Wait for its end: its exit status, or 256 and the signal, and in ERR its standard error. */
static int
finish(struct server *s, char err[1024])
{
	ssize_t got, n = 0;
	int status;

	while (n < 1023 && (got = read(s->err, err + n, (size_t)(1023 - n))) > 0)
		n += got;
	err[n] = '\0';
	assert_true(waitpid(s->pid, &status, 0) == s->pid);
	s->pid = 0;
	(void)close(s->out); /* read only */
	(void)close(s->err);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

static int
stop(struct server *s, char err[1024])
{
	assert_int_equal(kill(s->pid, SIGTERM), 0);
	return finish(s, err);
}

static int
teardown(void **state)
{
	struct server *s = *state;
	char err[1024];
	int rc = 0;

	if (s->pid != 0)
		rc = stop(s, err);
	if (rc != 0)
		print_error("server ended with %d: %s\n", rc, err);
	assert_int_equal(rc, 0);
	assert_int_equal(access(s->path, F_OK), -1); /* it removed its socket */
	assert_int_equal(rmdir(s->dir), 0);
	test_free(s);
	return 0;
}

static int
dial(const struct server *s)
{
	int fd = peer_connect(s->path);

	assert_true(fd >= 0);
	return fd;
}

static void
ask(int fd, int flags, const char *path)
{
	struct buf b = BUF_INIT;

	peer_request(&b, flags, path, NULL);
	assert_true(peer_send(fd, &b));
	buf_free(&b);
}

/* The answer that is to come on FD begins with STATUS and holds TEXT. */
static void
expect(int fd, const char *status, const char *text)
{
	struct buf b = BUF_INIT;

	assert_true(peer_answer(fd, &b, SOON));
	if (!str_starts(buf_str(&b), status) || strstr(b.p, text) == NULL)
		print_error("got: %s\n", b.p);
	assert_true(str_starts(buf_str(&b), status));
	assert_non_null(strstr(b.p, text));
	buf_free(&b);
}

/* The server is well. */
static void
once(const struct server *s)
{
	int fd = dial(s);

	ask(fd, 0, "/well");
	expect(fd, "Status: 200 OK\r\n", "\npath=/well\n");
	assert_true(peer_closed(fd, SOON));
	(void)close(fd); /* done with */
}

static void
test_once(void **state)
{
	struct server *s = *state;
	char err[1024];
	int fd;

	start(s);
	once(s);
	fd = dial(s);
	ask(fd, PEER_KEEP, "/zero");
	expect(fd, "Status: 500 Internal Server Error\r\n", "application/problem+json");
	ask(fd, PEER_KEEP, "/see");
	expect(fd, "Status: 303 See Other\r\n", "\r\nLocation: /elsewhere?a=b\r\n");
	(void)close(fd); /* done with */
	assert_int_equal(stop(s, err), 0);
	assert_string_equal(err, "");
}

static void
test_keep(void **state)
{
	struct server *s = *state;
	struct buf b = BUF_INIT, body = BUF_INIT;
	int fd, i;

	start(s);
	fd = dial(s);
	for (i = 0; i < 100; i++) {
		ask(fd, PEER_KEEP, "/a");
		expect(fd, "Status: 200", "\nmethod=GET\npath=/a\nquery=q=1\n");
	}
	buf_adds(&body, "6109,5");
	peer_request(&b, PEER_KEEP, "/codes", &body);
	assert_true(peer_send(fd, &b));
	expect(fd, "Status: 200", "\nbody=6109,5\n");
	/* several before an answer is read: answered in turn */
	buf_clear(&b);
	for (i = 0; i < 300; i++)
		peer_request(&b, PEER_KEEP, "/piped", NULL);
	assert_true(peer_send(fd, &b));
	for (i = 0; i < 300; i++)
		expect(fd, "Status: 200", "\npath=/piped\n");
	ask(fd, 0, "/last");
	expect(fd, "Status: 200", "\npath=/last\n");
	assert_true(peer_closed(fd, SOON));
	(void)close(fd); /* done with */
	buf_free(&b);
	buf_free(&body);
}

static void
test_parallel(void **state)
{
	struct server *s = *state;
	struct buf body = BUF_INIT, b = BUF_INIT;
	int fd[50], i;

	start(s);
	while (body.n < 100000)
		buf_adds(&body, "6109.10.00 ");
	peer_request(&b, 0, "/p", &body);
	for (i = 0; i < 50; i++)
		fd[i] = dial(s);
	for (i = 0; i < 50; i++) {
		if (i % 2 == 0)
			ask(fd[i], 0, "/p");
		else
			assert_true(peer_send(fd[i], &b));
	}
	for (i = 49; i >= 0; i--) {
		expect(fd[i], "Status: 200", i % 2 == 0 ? "bytes=0\n" : "bytes=100001\n");
		(void)close(fd[i]); /* done with */
	}
	buf_free(&body);
	buf_free(&b);
}

static void
test_half_open(void **state)
{
	struct server *s = *state;
	struct buf b = BUF_INIT;
	int fd[40], i;
	char err[1024];

	s->o.request_ms = SHORT;
	start(s);
	peer_request(&b, PEER_KEEP, "/half", NULL);
	for (i = 0; i < 40; i++) {
		fd[i] = dial(s);
		buf_truncate(&b, (size_t)i < b.n ? (size_t)(39 - i) : 0);
		assert_true(peer_send(fd[i], &b)); /* the last sends nothing at all */
	}
	for (i = 0; i < 20; i++)
		once(s);
	for (i = 0; i < 40; i++) {
		assert_true(peer_closed(fd[i], SOON));
		(void)close(fd[i]); /* done with */
	}
	once(s);
	assert_int_equal(stop(s, err), 0);
	assert_non_null(strstr(err, "a peer sent no whole request in time"));
	assert_true(strchr(err, '\n') != NULL && strlen(err) < 400); /* few lines */
	buf_free(&b);
}

static void
test_malformed(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} table[] = {
		{ "GET / HTTP/1.0\r\n\r\n", 18 },
		{ "\1\1\0\1\0\4\0\0ABCD", 12 },
		{ "\1\4\0\0\0\4\0\0ABCD", 12 },
		{ "\1\1\0\1\0\10\0\0\0\1\1\0\0\0\0\0\1\1\0\1\0\10\0\0\0\1\1\0\0\0\0\0", 32 },
		{ "\1\11\0\0\0\4\0\0\50AAA", 12 },
	};
	struct server *s = *state;
	struct buf b = BUF_INIT;
	char err[1024];
	size_t i;
	int fd;

	start(s);
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		fd = dial(s);
		buf_clear(&b);
		buf_add(&b, table[i].bytes, table[i].n);
		assert_true(peer_send(fd, &b));
		assert_true(peer_closed(fd, SOON));
		(void)close(fd); /* done with */
		once(s);
	}
	assert_int_equal(stop(s, err), 0);
	assert_non_null(strstr(err, ": record of another version than 1"));
	assert_null(strstr(err, "HTTP"));
	assert_null(strstr(err, "ABCD"));
	buf_free(&b);
}

/* Peak resident memory in KiB. */
static long
peak(const struct server *s)
{
	char path[64], line[256];
	long kib = -1;
	FILE *f;

	(void)snprintf(path, sizeof(path), "/proc/%ld/status", (long)s->pid);
	f = fopen(path, "re");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, "VmHWM:", 6) == 0)
			kib = strtol(line + 6, NULL, 10);
	assert_int_equal(fclose(f), 0);
	assert_true(kib > 0);
	return kib;
}

static void
test_params_flood(void **state)
{
	const char begin[8] = { 0, 1, PEER_KEEP };
	struct server *s = *state;
	struct buf b = BUF_INIT, x = BUF_INIT;
	long before;
	int fd, i;

	start(s);
	once(s);
	before = peak(s);
	while (x.n < 65000)
		buf_adds(&x, "0123456789");
	peer_record(&b, 1, 1, begin, 8);
	for (i = 0; i < 80; i++) /* 5 MB */
		peer_record(&b, 4, 1, x.p, x.n);
	peer_record(&b, 4, 1, "", 0);
	peer_record(&b, 5, 1, "", 0);
	fd = dial(s);
	assert_true(peer_send(fd, &b));
	expect(fd, "Status: 400 Bad Request\r\n", "over the limit");
	assert_true(peer_closed(fd, SOON));
	(void)close(fd); /* done with */
	assert_true(peak(s) - before < 1024);
	once(s);
	buf_free(&b);
	buf_free(&x);
}

static void
test_body_too_large(void **state)
{
	struct server *s = *state;
	struct buf b = BUF_INIT, body = BUF_INIT;
	int fd;

	start(s);
	buf_reserve(&body, 9u << 20);
	while (body.n < 9u << 20)
		buf_adds(&body, "0123456789abcdef");
	peer_request(&b, PEER_KEEP, "/large", &body);
	fd = dial(s);
	assert_true(peer_send(fd, &b));
	expect(fd, "Status: 413 Content Too Large\r\n", "over the limit");
	ask(fd, PEER_KEEP, "/next");
	expect(fd, "Status: 200", "path=/next");
	(void)close(fd); /* done with */
	buf_free(&b);
	buf_free(&body);
}

static void
test_slow_reader(void **state)
{
	struct server *s = *state;
	struct buf b = BUF_INIT;
	char err[1024], piece[10000];
	ssize_t got;
	int fd, stuck;

	s->o.write_ms = SHORT;
	start(s);
	stuck = dial(s);
	ask(stuck, PEER_KEEP, "/big"); /* and never takes it */
	fd = dial(s);
	ask(fd, 0, "/big");
	once(s);
	while (b.n < 2u << 20) { /* slower than SHORT in all, but steady */
		got = peer_read(fd, piece, sizeof(piece), SOON);
		assert_true(got > 0);
		buf_add(&b, piece, (size_t)got);
		if (b.n / 100000 != (b.n - (size_t)got) / 100000)
			assert_int_equal(usleep(SHORT * 1000 / 10), 0);
	}
	while ((got = peer_read(fd, piece, sizeof(piece), SOON)) > 0)
		buf_add(&b, piece, (size_t)got);
	assert_int_equal(got, 0);
	assert_true(b.n > 4u << 20);
	(void)close(fd); /* done with */
	once(s);
	assert_int_equal(stop(s, err), 0);
	assert_non_null(strstr(err, "a peer did not take its answer in time"));
	(void)close(stuck); /* done with */
	buf_free(&b);
}

static void
test_idle(void **state)
{
	struct server *s = *state;
	int fd;

	s->o.idle_ms = SHORT;
	start(s);
	fd = dial(s);
	ask(fd, PEER_KEEP, "/a");
	expect(fd, "Status: 200", "path=/a");
	assert_false(peer_closed(fd, SHORT / 4));
	assert_true(peer_closed(fd, SOON));
	(void)close(fd); /* done with */
}

static void
test_connection_limit(void **state)
{
	struct server *s = *state;
	struct buf b = BUF_INIT;
	int kept[3], busy[3], i;

	s->o.threads = 1;
	s->o.connections = 2;
	s->o.request_ms = SHORT;
	start(s);
	for (i = 0; i < 3; i++) { /* the third takes the place of the first */
		kept[i] = dial(s);
		ask(kept[i], PEER_KEEP, "/kept");
		expect(kept[i], "Status: 200", "path=/kept");
		assert_int_equal(usleep(5000), 0); /* so that one is older */
	}
	assert_true(peer_closed(kept[0], SOON));
	ask(kept[1], PEER_KEEP, "/again");
	expect(kept[1], "Status: 200", "path=/again");
	peer_request(&b, 0, "/busy", NULL);
	buf_truncate(&b, 20);
	for (i = 0; i < 3; i++) { /* two have begun a request: the third has to wait */
		busy[i] = dial(s);
		assert_true(peer_send(busy[i], &b));
	}
	once(s);
	for (i = 0; i < 3; i++) {
		(void)close(kept[i]); /* done with */
		(void)close(busy[i]);
	}
	buf_free(&b);
}

static void
test_drain(void **state)
{
	struct server *s = *state;
	struct buf b = BUF_INIT, head = BUF_INIT;
	int slow, half, kept;
	char err[1024];

	start(s);
	peer_request(&b, PEER_KEEP, "/half", NULL);
	buf_add(&head, b.p, 30);
	kept = dial(s);
	ask(kept, PEER_KEEP, "/kept");
	expect(kept, "Status: 200", "path=/kept");
	half = dial(s);
	assert_true(peer_send(half, &head));
	slow = dial(s);
	ask(slow, PEER_KEEP, "/slow");
	assert_int_equal(usleep(100000), 0); /* it is being answered */
	assert_int_equal(kill(s->pid, SIGTERM), 0);
	assert_int_equal(kill(s->pid, SIGTERM), 0); /* impatience changes nothing */
	assert_true(peer_closed(kept, SOON));
	assert_int_equal(peer_connect(s->path), -1);
	assert_int_equal(kill(s->pid, SIGTERM), 0);
	expect(slow, "Status: 200", "path=/slow");
	assert_true(peer_closed(slow, SOON));
	buf_clear(&head);
	buf_add(&head, b.p + 30, b.n - 30);
	assert_true(peer_send(half, &head));
	expect(half, "Status: 200", "path=/half");
	assert_int_equal(kill(s->pid, 0), 0);
	assert_true(peer_closed(half, SOON));
	assert_int_equal(finish(s, err), 0);
	assert_string_equal(err, "");
	(void)close(slow); /* done with */
	(void)close(half);
	(void)close(kept);
	buf_free(&b);
	buf_free(&head);
}

/* Connections that wait unaccepted while the one thread is busy are served too. */
static void
test_drain_backlog(void **state)
{
	struct server *s = *state;
	int slow, waiting[60], i; /* more than are accepted at once */
	char err[1024];

	s->o.threads = 1;
	start(s);
	slow = dial(s);
	ask(slow, 0, "/slow");
	assert_int_equal(usleep(100000), 0); /* it is being answered */
	for (i = 0; i < 60; i++) {
		waiting[i] = dial(s);
		ask(waiting[i], 0, "/waiting");
	}
	assert_int_equal(kill(s->pid, SIGINT), 0);
	expect(slow, "Status: 200", "path=/slow");
	for (i = 0; i < 60; i++) {
		expect(waiting[i], "Status: 200", "path=/waiting");
		(void)close(waiting[i]); /* done with */
	}
	assert_int_equal(finish(s, err), 0);
	(void)close(slow); /* done with */
}

static void
test_hup(void **state)
{
	struct server *s = *state;
	char c = 0;

	s->o.hup = hup;
	start(s);
	assert_int_equal(kill(s->pid, SIGHUP), 0);
	assert_int_equal(read(s->out, &c, 1), 1);
	assert_int_equal(c, 'h');
	once(s);
}

static void
test_hup_ignored(void **state)
{
	struct server *s = *state;

	start(s);
	assert_int_equal(kill(s->pid, SIGHUP), 0);
	once(s);
}

/* Out of descriptors: those that got in are served, the others later. */
static void
test_descriptors(void **state)
{
	struct server *s = *state;
	int fd[40], i;
	char err[1024];

	s->o.threads = 1;
	s->files = 24;
	start(s);
	for (i = 0; i < 40; i++)
		fd[i] = dial(s);
	for (i = 0; i < 40; i++)
		ask(fd[i], PEER_KEEP, "/f");
	assert_int_equal(usleep(300000), 0); /* several back-offs */
	for (i = 0; i < 40; i++) {
		expect(fd[i], "Status: 200", "path=/f");
		(void)close(fd[i]); /* makes room for one more */
	}
	once(s);
	assert_int_equal(stop(s, err), 0);
	assert_non_null(strstr(err, "cannot accept a connection: Too many open files"));
}

/* Who had to wait for too long is told so, and the next one is served again. */
static void
test_late(void **state)
{
	struct server *s = *state;
	int fd[5], i;

	s->o.threads = 1;
	start(s);
	for (i = 0; i < 5; i++) {
		fd[i] = dial(s);
		ask(fd[i], 0, "/slow");
		assert_int_equal(usleep(5000), 0); /* in this order */
	}
	expect(fd[0], "Status: 200", "path=/slow");
	expect(fd[4], "Status: 503", "");
	once(s);
	for (i = 0; i < 5; i++)
		(void)close(fd[i]); /* done with */
}

/* Half a request keeps a place for a second, when somebody wants it. */
static void
test_patience(void **state)
{
	struct server *s = *state;
	struct buf b = BUF_INIT;
	int busy[2], i;

	s->o.threads = 1;
	s->o.connections = 2;
	s->o.request_ms = 60000;
	start(s);
	peer_request(&b, 0, "/busy", NULL);
	buf_truncate(&b, 20);
	for (i = 0; i < 2; i++) {
		busy[i] = dial(s);
		assert_true(peer_send(busy[i], &b));
		assert_int_equal(usleep(5000), 0); /* so that one is older */
	}
	once(s);
	assert_true(peer_closed(busy[0], SOON));
	assert_false(peer_closed(busy[1], SHORT / 4));
	for (i = 0; i < 2; i++)
		(void)close(busy[i]); /* done with */
	buf_free(&b);
}

static int
not_ready(struct diag *d, void *arg)
{
	(void)arg;
	return diag_error(d, (struct loc){ NULL, 0, 0 }, "no sandbox");
}

static void
test_not_ready(void **state)
{
	struct server *s = *state;
	char err[1024];

	s->o.ready = not_ready;
	start(s);
	assert_int_equal(finish(s, err), 1);
	assert_string_equal(err, "error: no sandbox\n");
}

static void
test_bad_address(void **state)
{
	struct server *s = *state;
	char err[1024];

	s->o.where = "0.0.0.0:9000";
	s->o.ready = not_ready; /* is not reached */
	start(s);
	assert_int_equal(finish(s, err), 1);
	assert_non_null(strstr(err, "0.0.0.0:9000: error: cannot listen there"));
}

/* A socket that somebody else made, as standard input: used, not removed. */
static void
test_inherited(void **state)
{
	int saved = dup(STDIN_FILENO);
	struct server *s = *state;
	struct socket made;
	struct diag d;
	char err[1024];

	diag_init(&d);
	assert_int_equal(socket_open(&d, &made, s->path, 0, NULL), 0);
	assert_int_equal(dup2(made.fd, STDIN_FILENO), STDIN_FILENO);
	s->o.where = "-";
	start(s);
	assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
	once(s);
	assert_int_equal(stop(s, err), 0);
	assert_int_equal(access(s->path, F_OK), 0);
	assert_true(socket_unlink(&made));
	socket_close(&made);
	(void)close(saved); /* back where it was */
	diag_free(&d);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_once),
		TEST(test_keep),
		TEST(test_parallel),
		TEST(test_half_open),
		TEST(test_malformed),
		TEST(test_params_flood),
		TEST(test_body_too_large),
		TEST(test_slow_reader),
		TEST(test_idle),
		TEST(test_connection_limit),
		TEST(test_drain),
		TEST(test_drain_backlog),
		TEST(test_hup),
		TEST(test_hup_ignored),
		TEST(test_descriptors),
		TEST(test_late),
		TEST(test_patience),
		TEST(test_not_ready),
		TEST(test_bad_address),
		TEST(test_inherited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
