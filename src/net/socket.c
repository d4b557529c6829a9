#include "net/socket.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/str.h"

#define BACKLOG 511 /* connections that may wait; the kernel cuts it to its own limit */

static int
fail(struct diag *d, const char *where, const char *what)
{
	return diag_error(
	    d, (struct loc){ where, 0, 0 }, "cannot %s: %s", what, strerror(errno));
}

static int
set_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	return flags < 0 ? -1 : fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

static int
open_inherited(struct diag *d, struct socket *out)
{
	int listening = 0, type = 0;
	socklen_t n = sizeof(listening), m = sizeof(type);

	if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_ACCEPTCONN, &listening, &n) != 0 ||
	    getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &m) != 0 || listening == 0 ||
	    type != SOCK_STREAM)
		return diag_error(d, (struct loc){ "-", 0, 0 },
		    "standard input is not a listening stream socket, as spawn-fcgi or a "
		    "systemd "
		    "socket unit would pass");
	if (set_nonblocking(STDIN_FILENO) != 0)
		return fail(d, "-", "use standard input");
	out->fd = STDIN_FILENO;
	return 0;
}

/* An old socket file is removed if nobody accepts on it. */
static int
clear_path(struct diag *d, const struct sockaddr_un *addr, const char *path)
{
	struct stat st;
	int fd, rc, error;

	if (lstat(path, &st) != 0)
		return errno == ENOENT ? 0 : fail(d, path, "look at");
	if (!S_ISSOCK(st.st_mode))
		return diag_error(d, (struct loc){ path, 0, 0 },
		    "exists and is not a socket: remove it or choose another path");
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return fail(d, path, "make a socket");
	rc = connect(fd, (const struct sockaddr *)addr, sizeof(*addr));
	error = errno;
	(void)close(fd); /* was only for asking */
	if (rc == 0 || error == EAGAIN) /* EAGAIN: a listener with a full backlog */
		return diag_error(
		    d, (struct loc){ path, 0, 0 }, "another process accepts connections on it");
	errno = error;
	if (error != ECONNREFUSED)
		return fail(d, path, "find out whether the socket is in use");
	return unlink(path) == 0 || errno == ENOENT ? 0
						    : fail(d, path, "remove the stale socket");
}

static int
set_group(struct diag *d, const char *path, const char *group)
{
	const struct group *g = getgrnam(group);
	unsigned long id;

	if (g != NULL)
		id = g->gr_gid;
	else if (!str_to_uint(str_of(group), 0x7fffffff, &id))
		return diag_error(d, (struct loc){ path, 0, 0 }, "unknown group \"%s\"", group);
	/* the file itself, should someone have put a link there */
	return lchown(path, (uid_t)-1, (gid_t)id) == 0 ? 0 : fail(d, path, "set the group of");
}

static int
bind_unix(struct diag *d, struct socket *out, const struct sockaddr_un *addr, mode_t mode,
    const char *group)
{
	struct stat st;
	mode_t mask;
	int rc;

	out->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (out->fd < 0)
		return fail(d, out->path, "make a socket");
	mask = umask(~mode & 0777); /* no moment with wider permissions, no chmod by name */
	rc = bind(out->fd, (const struct sockaddr *)addr, sizeof(*addr));
	(void)umask(mask); /* cannot fail */
	if (rc != 0 || lstat(out->path, &st) != 0)
		return fail(d, out->path, "listen on");
	out->own = true;
	out->dev = st.st_dev;
	out->ino = st.st_ino;
	out->made = st.st_mtim;
	if (group != NULL && set_group(d, out->path, group) != 0)
		return -1;
	return listen(out->fd, BACKLOG) == 0 ? 0 : fail(d, out->path, "listen on");
}

static int
open_unix(struct diag *d, struct socket *out, const char *path, mode_t mode, const char *group)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	size_t n = strlen(path);

	if (n >= sizeof(addr.sun_path))
		return diag_error(d, (struct loc){ path, 0, 0 },
		    "path of a socket is %zu bytes long, the most is %zu", n,
		    sizeof(addr.sun_path) - 1);
	memcpy(addr.sun_path, path, n);
	if (clear_path(d, &addr, path) != 0)
		return -1;
	out->path = path;
	if (bind_unix(d, out, &addr, mode != 0 ? mode : SOCKET_MODE, group) != 0) {
		(void)socket_unlink(out); /* the first failure is the one reported */
		socket_close(out);
		return -1;
	}
	return 0;
}

/* "127.0.0.1:9000" and "[::1]:9000" */
static int
open_loopback(struct diag *d, struct socket *out, const char *where)
{
	struct str s = str_of(where), v4 = STR("127.0.0.1:"), v6 = STR("[::1]:");
	unsigned long port;

	if (str_starts(s, v4.p) && str_to_uint(str_skip(s, v4.n), 65535, &port) && port > 0)
		return socket_open_tcp(d, out, "127.0.0.1", (unsigned)port);
	if (str_starts(s, v6.p) && str_to_uint(str_skip(s, v6.n), 65535, &port) && port > 0)
		return socket_open_tcp(d, out, "::1", (unsigned)port);
	return diag_error(d, (struct loc){ where, 0, 0 },
	    "cannot listen there: expected a path with a slash, \"-\" for an inherited socket, "
	    "127.0.0.1:PORT or [::1]:PORT (FastCGI is not for other hosts)");
}

int
socket_open(
    struct diag *d, struct socket *out, const char *where, mode_t mode, const char *group)
{
	*out = (struct socket)SOCKET_NONE;
	if (strcmp(where, "-") == 0)
		return open_inherited(d, out);
	if (strchr(where, '/') != NULL)
		return open_unix(d, out, where, mode, group);
	return open_loopback(d, out, where);
}

int
socket_open_tcp(struct diag *d, struct socket *out, const char *host, unsigned port)
{
	const struct addrinfo hints = {
		.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM,
	};
	struct addrinfo *found = NULL;
	struct buf service = BUF_INIT;
	int on = 1, rc;

	*out = (struct socket)SOCKET_NONE;
	buf_addf(&service, "%u", port);
	rc = getaddrinfo(host, service.p, &hints, &found);
	buf_free(&service);
	if (rc != 0)
		return diag_error(d, (struct loc){ host, 0, 0 }, "not a numeric address: %s",
		    gai_strerror(rc));
	out->fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (out->fd < 0) {
		rc = fail(d, host, "make a socket");
	} else if (setsockopt(out->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) != 0 ||
		   bind(out->fd, found->ai_addr, found->ai_addrlen) != 0 ||
		   listen(out->fd, BACKLOG) != 0) {
		rc = errno != EADDRINUSE
			 ? diag_error(d, (struct loc){ host, 0, 0 },
			       "cannot listen on port %u: %s", port, strerror(errno))
			 : diag_error(d, (struct loc){ host, 0, 0 },
			       "port %u is taken by another program: stop it or choose another "
			       "port",
			       port);
		socket_close(out);
	}
	out->own = rc == 0;
	freeaddrinfo(found);
	return rc;
}

bool
socket_unlink(struct socket *s)
{
	struct stat st;
	bool ours;

	if (s->path == NULL || !s->own)
		return true;
	ours = lstat(s->path, &st) == 0 && st.st_dev == s->dev && st.st_ino == s->ino &&
	       st.st_mtim.tv_sec == s->made.tv_sec && st.st_mtim.tv_nsec == s->made.tv_nsec;
	s->own = false;
	return !ours || unlink(s->path) == 0;
}

void
socket_close(struct socket *s)
{
	if (s->fd >= 0)
		(void)close(s->fd); /* a listening socket has nothing to lose */
	s->fd = -1;
}
