/*
 * fixture.h - parse a body and look at what came of it; shared by the markup layer's tests.
 */
#ifndef TESTS_MARKUP_FIXTURE_H
#define TESTS_MARKUP_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "markup/markdown.h"

struct parsed {
	struct arena arena;
	struct diag diag;
	struct markdown_doc doc;
	int	status;
	char	*messages;	/* as diag_print writes them */
};

static inline void
parse_with(struct parsed *p, const struct markdown_options *opt, struct str body)
{
	size_t n;
	FILE *f;

	arena_init(&p->arena, 0);
	diag_init(&p->diag);
	p->status = markdown_parse(&p->diag, &p->arena, opt, body, &p->doc);
	f = open_memstream(&p->messages, &n);
	assert_non_null(f);
	diag_print(&p->diag, f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(p->status, p->diag.errors > 0 ? -1 : 0);
}

static inline void
parse(struct parsed *p, const char *body)
{
	const struct markdown_options opt = { .loc = { .file = "x.md", .line = 1 } };

	parse_with(p, &opt, str_of(body));
}

static inline void
parsed_free(struct parsed *p)
{
	free(p->messages);
	diag_free(&p->diag);
	arena_free(&p->arena);
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

/* A body, what is made of it, and what is said about it. */
struct body_case {
	const char *body, *html, *messages;
};

static inline void
check_bodies(const struct body_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct parsed p;

		parse(&p, cases[i].body);
		assert_string_equal(p.messages, cases[i].messages);
		if (cases[i].html != NULL)
			assert_str(p.doc.html, cases[i].html);
		parsed_free(&p);
	}
}

#define CHECK_BODIES(cases) check_bodies(cases, sizeof(cases) / sizeof((cases)[0]))

#endif
