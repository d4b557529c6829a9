/*
 * vectors.h - tables of test cases kept as text: a line is a case, tabs between its columns.
 *
 * Lines that begin with "#" and empty lines are passed over.  In a column \n \r \t \\ and \xHH
 * stand for the bytes they name, so that any bytes can be written.
 */
#ifndef TESTS_BASE_VECTORS_H
#define TESTS_BASE_VECTORS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"

#define VECTORS_COLUMNS 4

struct vectors {
	struct arena arena;
	struct str rest;
	const char *path;
	unsigned line;
	struct str col[VECTORS_COLUMNS]; /* of the current case; missing ones are empty */
	size_t n;
	size_t cases; /* given out so far */
};

static inline void
vectors_open(struct vectors *v, const char *path)
{
	struct buf b = BUF_INIT;
	struct diag d;

	*v = (struct vectors){ .path = path };
	arena_init(&v->arena, 0);
	diag_init(&d);
	if (fs_read(&d, &b, path, 1u << 20) != 0) {
		diag_print(&d, stderr);
		fail_msg("cannot read %s; tests run from the top of the tree", path);
	}
	v->rest = (struct str){ arena_strndup(&v->arena, b.p, b.n), b.n };
	diag_free(&d);
	buf_free(&b);
}

static inline int
vectors_hex(char c)
{
	const char *digits = "0123456789abcdef", *at = strchr(digits, ascii_lower(c));

	assert_true(c != '\0' && at != NULL);
	return (int)(at - digits);
}

static inline struct str
vectors_column(struct vectors *v, struct str raw)
{
	char *out = arena_alloc(&v->arena, raw.n + 1);
	size_t i, n = 0;

	for (i = 0; i < raw.n; i++) {
		if (raw.p[i] != '\\') {
			out[n++] = raw.p[i];
			continue;
		}
		assert_true(++i < raw.n);
		switch (raw.p[i]) {
		case 'n':
			out[n++] = '\n';
			break;
		case 'r':
			out[n++] = '\r';
			break;
		case 't':
			out[n++] = '\t';
			break;
		case '\\':
			out[n++] = '\\';
			break;
		case 'x':
			assert_true(i + 2 < raw.n);
			out[n++] =
			    (char)(vectors_hex(raw.p[i + 1]) * 16 + vectors_hex(raw.p[i + 2]));
			i += 2;
			break;
		default:
			fail_msg("%s:%u: unknown escape", v->path, v->line);
		}
	}
	return (struct str){ out, n };
}

/* The next case into COL; false at the end, which fails when there was none at all. */
static inline bool
vectors_next(struct vectors *v)
{
	struct str line, raw;

	while (str_split(&v->rest, '\n', &line)) {
		v->line++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		memset(v->col, 0, sizeof(v->col));
		for (v->n = 0; str_split(&line, '\t', &raw); v->n++) {
			if (v->n >= VECTORS_COLUMNS)
				fail_msg("%s:%u: too many columns", v->path, v->line);
			v->col[v->n] = vectors_column(v, raw);
		}
		v->cases++;
		return true;
	}
	assert_true(v->cases > 0);
	arena_free(&v->arena);
	return false;
}

/* GOT is WANT, or the failure names the line of the table and shows both. */
static inline void
vectors_same(const struct vectors *v, struct str got, struct str want)
{
	if (!str_eq(got, want))
		fail_msg("%s:%u: got \"%.*s\", expected \"%.*s\"", v->path, v->line, (int)got.n,
		    got.n > 0 ? got.p : "", (int)want.n, want.n > 0 ? want.p : "");
}

#endif
