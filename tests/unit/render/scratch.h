/*
 * scratch.h - a directory of one test's own, and the messages that its calls made.
 */
#ifndef TESTS_RENDER_SCRATCH_H
#define TESTS_RENDER_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"

struct scratch {
	struct arena arena;
	struct diag diag;
	char dir[64];
	const char *out; /* dir "/site" */
};

static inline int
scratch_setup(void **state)
{
	struct scratch *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return -1;
	arena_init(&s->arena, 0);
	diag_init(&s->diag);
	memcpy(s->dir, "/tmp/render-XXXXXX", 19);
	if (mkdtemp(s->dir) == NULL)
		return -1;
	s->out = fs_join(&s->arena, s->dir, "site");
	*state = s;
	return 0;
}

static inline int
scratch_teardown(void **state)
{
	struct scratch *s = *state;
	int rc = fs_remove(&s->diag, s->dir);

	diag_free(&s->diag);
	arena_free(&s->arena);
	free(s);
	return rc;
}

/* DIR/PATH as text; NULL when there is no such file. */
static inline const char *
scratch_read(struct scratch *s, const char *path)
{
	struct buf b = BUF_INIT;
	const char *full = fs_join(&s->arena, s->dir, path), *text = NULL;

	if (fs_exists(full) && !fs_is_dir(full)) {
		assert_int_equal(fs_read(&s->diag, &b, full, 1 << 20), 0);
		text = arena_strndup(&s->arena, b.p, b.n);
	}
	buf_free(&b);
	return text;
}

static inline void
scratch_write(struct scratch *s, const char *path, const char *text)
{
	const char *full = fs_join(&s->arena, s->dir, path);

	assert_int_equal(fs_mkdirs_for(&s->diag, full), 0);
	assert_int_equal(fs_write(&s->diag, full, str_of(text)), 0);
}

static inline nlink_t
scratch_links(struct scratch *s, const char *path)
{
	struct stat st;

	assert_int_equal(stat(fs_join(&s->arena, s->dir, path), &st), 0);
	return st.st_nlink;
}

/* The messages so far hold TEXT. */
static inline bool
scratch_says(const struct scratch *s, const char *text)
{
	size_t i;

	for (i = 0; i < s->diag.n; i++)
		if (strstr(s->diag.msgs[i].text, text) != NULL)
			return true;
	return false;
}

#endif
