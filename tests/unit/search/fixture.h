/*
 * fixture.h - the store of fixture_db.h, opened in a temporary file, for the search layer's tests.
 */
#ifndef TESTS_SEARCH_FIXTURE_H
#define TESTS_SEARCH_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture_db.h"
#include "search/store.h"

struct fixture {
	char dir[32], path[64]; /* a new directory, and the index in it */
	struct store *store;
	struct arena arena; /* of one test */
};

/* An index that is not opened. */
static inline void
fixture_write(struct fixture *f)
{
	(void)snprintf(f->dir, sizeof(f->dir), "/tmp/cee-search-XXXXXX"); /* fits */
	assert_non_null(mkdtemp(f->dir));
	(void)snprintf(f->path, sizeof(f->path), "%s/search.db", f->dir); /* fits */
	fixture_db_write(f->path, "r1", NULL);
}

static inline int
fixture_setup(void **state)
{
	struct fixture *f = xalloc(sizeof(*f));
	struct diag d;

	*f = (struct fixture){ .store = NULL };
	arena_init(&f->arena, 0);
	fixture_write(f);
	diag_init(&d);
	f->store = store_open(&d, f->path);
	diag_print(&d, stderr);
	diag_free(&d);
	*state = f;
	return f->store != NULL ? 0 : -1;
}

static inline int
fixture_teardown(void **state)
{
	struct fixture *f = *state;
	struct diag d;

	diag_init(&d);
	store_close(f->store);
	arena_free(&f->arena);
	assert_int_equal(fs_remove(&d, f->dir), 0);
	diag_free(&d);
	free(f);
	return 0;
}

/* S is WANT; both are shown when it is not. */
static inline void
assert_str(struct str s, const char *want)
{
	char *got = strndup(s.n > 0 ? s.p : "", s.n);

	assert_non_null(got);
	assert_string_equal(got, want);
	free(got);
}

/* Equal, or both NULL. */
static inline void
assert_text(const char *got, const char *want)
{
	if (want == NULL)
		assert_null(got);
	else
		assert_string_equal(got != NULL ? got : "(null)", want);
}

#endif
