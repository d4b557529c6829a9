/*
 * peer.h - a web server's side of FastCGI, for tests: its own encoder and decoder.
 */
#ifndef TEST_PEER_H
#define TEST_PEER_H

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/buf.h"

#define PEER_KEEP 1

static int
peer_connect(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	memcpy(a.sun_path, path, strlen(path));
	if (connect(fd, (const struct sockaddr *)&a, sizeof(a)) == 0)
		return fd;
	(void)close(fd);	/* never was connected */
	return -1;
}

/* False when the other side has closed. */
static bool
peer_send(int fd, const struct buf *b)
{
	size_t at = 0;
	ssize_t n;

	while (at < b->n) {
		n = send(fd, b->p + at, b->n - at, MSG_NOSIGNAL);
		if (n < 0)
			return false;
		at += (size_t)n;
	}
	return true;
}

static void
peer_record(struct buf *out, int type, unsigned id, const void *content, size_t n)
{
	const char header[8] = {
		1, (char)type, (char)(id >> 8), (char)id, (char)(n >> 8), (char)n,
	};

	buf_add(out, header, 8);
	buf_add(out, content, n);
}

static void
peer_pair(struct buf *out, const char *name, const char *value)
{
	size_t n = strlen(value);

	buf_addc(out, (char)strlen(name));
	if (n > 127) {
		buf_addc(out, (char)(0x80 | n >> 24));
		buf_addc(out, (char)(n >> 16));
		buf_addc(out, (char)(n >> 8));
	}
	buf_addc(out, (char)n);
	buf_adds(out, name);
	buf_adds(out, value);
}

/* A whole request; BODY NULL: a GET. */
static void
peer_request(struct buf *out, int flags, const char *path, const struct buf *body)
{
	const char begin[8] = { 0, 1, (char)flags };
	struct buf params = BUF_INIT;
	size_t at, n;

	peer_pair(&params, "REQUEST_METHOD", body != NULL ? "POST" : "GET");
	peer_pair(&params, "DOCUMENT_URI", path);
	peer_pair(&params, "QUERY_STRING", "q=1");
	peer_record(out, 1, 1, begin, 8);
	peer_record(out, 4, 1, params.p, params.n);
	peer_record(out, 4, 1, "", 0);
	for (at = 0; body != NULL && at < body->n; at += n) {
		n = body->n - at < 65535 ? body->n - at : 65535;
		peer_record(out, 5, 1, body->p + at, n);
	}
	peer_record(out, 5, 1, "", 0);
	buf_free(&params);
}

/* Bytes within MS; 0: closed, -1: time is up, -2: reset. */
static ssize_t
peer_read(int fd, char *p, size_t n, int ms)
{
	struct pollfd w = { .fd = fd, .events = POLLIN };
	ssize_t got;

	if (poll(&w, 1, ms) != 1)
		return -1;
	got = recv(fd, p, n, 0);
	return got < 0 ? -2 : got;
}

static bool
peer_exactly(int fd, char *p, size_t n, int ms)
{
	ssize_t got;

	while (n > 0) {
		got = peer_read(fd, p, n, ms);
		if (got <= 0)
			return false;
		p += got;
		n -= (size_t)got;
	}
	return true;
}

/* Read one answer, append its STDOUT; false when a part of it does not come within MS. */
static bool
peer_answer(int fd, struct buf *out, int ms)
{
	unsigned char h[8];
	char content[65536 + 255];
	size_t n;

	for (;;) {
		if (!peer_exactly(fd, (char *)h, 8, ms))
			return false;
		n = (size_t)h[4] * 256 + h[5];
		if (h[0] != 1 || !peer_exactly(fd, content, n + h[6], ms))
			return false;
		if (h[1] == 3)
			return n == 8 && content[4] == 0;
		if (h[1] != 6)
			return false;
		buf_add(out, content, n);
	}
}

/* True when the other side closes within MS. */
static bool
peer_closed(int fd, int ms)
{
	char c[256];
	ssize_t got;

	do
		got = peer_read(fd, c, sizeof(c), ms);
	while (got > 0);
	return got == 0 || got == -2;
}

#endif
