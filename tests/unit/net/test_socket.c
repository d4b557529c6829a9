/* Where the responder listens, and where it will not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"
#include "net/socket.h"

struct place {
	char dir[32];
	char path[64];
	struct diag d;
};

static int
setup(void **state)
{
	struct place *p = test_calloc(1, sizeof(*p));

	(void)snprintf(p->dir, sizeof(p->dir), "/tmp/socket-XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	(void)snprintf(p->path, sizeof(p->path), "%s/s", p->dir);
	diag_init(&p->d);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;

	(void)unlink(p->path); /* may be gone */
	assert_int_equal(rmdir(p->dir), 0);
	diag_free(&p->d);
	test_free(p);
	return 0;
}

static bool
can_connect(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), rc;

	memcpy(a.sun_path, path, strlen(path));
	rc = connect(fd, (const struct sockaddr *)&a, sizeof(a));
	(void)close(fd); /* only asked */
	return rc == 0;
}

static void
test_unix(void **state)
{
	struct place *p = *state;
	struct socket s;
	struct stat st;
	mode_t mask = umask(0);
	char group[16];

	(void)umask(mask);
	assert_int_equal(socket_open(&p->d, &s, p->path, 0, NULL), 0);
	assert_int_equal(lstat(p->path, &st), 0);
	assert_true(S_ISSOCK(st.st_mode));
	assert_int_equal(st.st_mode & 07777, 0660);
	assert_int_equal(umask(mask), mask); /* as it was */
	assert_true(can_connect(p->path));
	assert_true(socket_unlink(&s));
	assert_int_not_equal(lstat(p->path, &st), 0);
	assert_true(socket_unlink(&s)); /* once is enough */
	socket_close(&s);

	(void)snprintf(group, sizeof(group), "%u", (unsigned)getgid());
	assert_int_equal(socket_open(&p->d, &s, p->path, 0600, group), 0);
	assert_int_equal(lstat(p->path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_gid, getgid());
	socket_close(&s);
}

static void
test_stale(void **state)
{
	struct place *p = *state;
	struct socket s, second;
	struct stat st;

	assert_int_equal(socket_open(&p->d, &s, p->path, 0, NULL), 0);
	/* in use: refused, and the one that is there goes on */
	assert_int_equal(socket_open(&p->d, &second, p->path, 0, NULL), -1);
	assert_non_null(strstr(p->d.msgs[0].text, "another process accepts"));
	assert_true(can_connect(p->path));
	/* its process ended without removing it: replaced */
	socket_close(&s);
	assert_false(can_connect(p->path));
	assert_int_equal(usleep(20000), 0); /* a tick of the file system's clock */
	assert_int_equal(socket_open(&p->d, &second, p->path, 0, NULL), 0);
	assert_true(can_connect(p->path));
	/* not ours any more: not removed */
	assert_true(socket_unlink(&s));
	assert_int_equal(lstat(p->path, &st), 0);
	socket_close(&second);
}

static void
test_other_file(void **state)
{
	struct place *p = *state;
	struct socket s;
	struct stat st;
	int fd = open(p->path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	(void)close(fd); /* empty */
	assert_int_equal(socket_open(&p->d, &s, p->path, 0, NULL), -1);
	assert_non_null(strstr(p->d.msgs[0].text, "is not a socket"));
	assert_int_equal(lstat(p->path, &st), 0);
	assert_true(S_ISREG(st.st_mode));
}

static void
test_bad_group(void **state)
{
	struct place *p = *state;
	struct socket s;
	struct stat st;

	assert_int_equal(socket_open(&p->d, &s, p->path, 0, "no such group"), -1);
	assert_non_null(strstr(p->d.msgs[0].text, "unknown group \"no such group\""));
	assert_int_not_equal(lstat(p->path, &st), 0);
	assert_int_equal(s.fd, -1);
}

static void
test_refused(void **state)
{
	static const char *const where[] = {
		"0.0.0.0:9000",
		"localhost:9000",
		"127.0.0.1",
		"127.0.0.1:",
		"127.0.0.1:0",
		"127.0.0.1:65536",
		"127.0.0.1:9000x",
		"127.0.0.2:9000",
		"[::]:9000",
		"::1:9000",
		"[::1]",
		"9000",
		"",
		"cee.sock",
		"*:80",
		"192.168.1.1:9000",
	};
	struct place *p = *state;
	struct socket s;
	size_t i;

	for (i = 0; i < sizeof(where) / sizeof(where[0]); i++) {
		assert_int_equal(socket_open(&p->d, &s, where[i], 0, NULL), -1);
		assert_int_equal(s.fd, -1);
		assert_int_equal(p->d.errors, i + 1);
		assert_non_null(strstr(p->d.msgs[i].text, "expected a path with a slash"));
		assert_string_equal(p->d.msgs[i].loc.file, where[i]);
	}
}

static void
test_long_path(void **state)
{
	struct place *p = *state;
	struct buf path = BUF_INIT;
	struct socket s;

	buf_adds(&path, "./");
	while (path.n < 108)
		buf_addc(&path, 'x');
	assert_int_equal(socket_open(&p->d, &s, path.p, 0, NULL), -1);
	assert_non_null(strstr(p->d.msgs[0].text, "the most is 107"));
	buf_free(&path);
}

static void
test_tcp(void **state)
{
	struct sockaddr_in a;
	socklen_t n = sizeof(a);
	struct place *p = *state;
	struct socket s, t;
	char where[32];

	assert_int_equal(socket_open_tcp(&p->d, &s, "127.0.0.1", 0), 0);
	assert_int_equal(getsockname(s.fd, (struct sockaddr *)&a, &n), 0);
	assert_int_equal(a.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	(void)snprintf(where, sizeof(where), "127.0.0.1:%d", ntohs(a.sin_port));
	assert_int_equal(socket_open(&p->d, &t, where, 0, NULL), -1);
	assert_non_null(strstr(p->d.msgs[0].text, "is taken by another program"));
	socket_close(&s);
	assert_int_equal(socket_open(&p->d, &t, where, 0, NULL), 0);
	socket_close(&t);
	assert_int_equal(socket_open_tcp(&p->d, &s, "localhost", 0), -1);
	assert_non_null(strstr(p->d.msgs[1].text, "not a numeric address"));
}

static void
test_inherited(void **state)
{
	struct place *p = *state;
	struct socket s, t;
	int saved = dup(STDIN_FILENO), null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	assert_true(saved >= 0 && null >= 0);
	assert_true(dup2(null, STDIN_FILENO) == STDIN_FILENO);
	assert_int_equal(socket_open(&p->d, &s, "-", 0, NULL), -1);
	assert_non_null(strstr(p->d.msgs[0].text, "not a listening stream socket"));

	assert_int_equal(socket_open(&p->d, &t, p->path, 0, NULL), 0);
	assert_true(dup2(t.fd, STDIN_FILENO) == STDIN_FILENO);
	assert_int_equal(socket_open(&p->d, &s, "-", 0, NULL), 0);
	assert_int_equal(s.fd, STDIN_FILENO);
	assert_false(s.own);
	assert_true(socket_unlink(&s)); /* not ours to remove */
	assert_true(can_connect(p->path));
	assert_true(dup2(saved, STDIN_FILENO) == STDIN_FILENO);
	(void)close(saved); /* back where it was */
	(void)close(null); /* read only */
	socket_close(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_unix, setup, teardown),
		cmocka_unit_test_setup_teardown(test_stale, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_file, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bad_group, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_path, setup, teardown),
		cmocka_unit_test_setup_teardown(test_tcp, setup, teardown),
		cmocka_unit_test_setup_teardown(test_inherited, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
