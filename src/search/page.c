#include "search/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "search/answer_view.h"
#include "view/mustache.h"

/* What the build leaves in the shell for us; no text of a page can hold these bytes. */
#define MARK_TITLE "\1title\1"
#define MARK_QUERY "\1query\1"
#define MARK_MAIN "\1main\1"

struct page_set {
	struct arena arena;
	struct mustache_set set;
	struct str shell;
};

struct page_set *
page_set_new(struct diag *d, const struct store *s)
{
	struct page_set *p = xalloc(sizeof(*p));
	size_t i;
	int rc = 0;

	*p = (struct page_set){ .shell = STR(MARK_MAIN) };
	arena_init(&p->arena, 0);
	mustache_set_init(&p->set, &p->arena);
	for (i = 0; i < s->n_templates; i++) {
		const struct store_template *t = &s->templates[i];

		if (strcmp(t->name, "shell") == 0)
			p->shell = t->text;
		else if (mustache_add(d, &p->set, t->name, t->name, t->text) != 0)
			rc = -1;
	}
	if (rc == 0 && mustache_check(d, &p->set) != 0)
		rc = -1;
	if (rc != 0) {
		page_set_free(p);
		return NULL;
	}
	return p;
}

void
page_set_free(struct page_set *p)
{
	if (p == NULL)
		return;
	arena_free(&p->arena);
	free(p);
}

static void
fill(struct buf *out, struct str shell, const char *title, struct str query, struct str body)
{
	struct str rest = shell;

	while (rest.n > 0) {
		size_t at = str_chr(rest, '\1');

		buf_add(out, rest.p, at);
		rest = str_skip(rest, at);
		if (str_starts(rest, MARK_TITLE)) {
			escape_html(out, str_of(title));
			rest = str_skip(rest, strlen(MARK_TITLE));
		} else if (str_starts(rest, MARK_QUERY)) {
			escape_attr(out, query);
			rest = str_skip(rest, strlen(MARK_QUERY));
		} else if (str_starts(rest, MARK_MAIN)) {
			buf_addstr(out, body);
			rest = str_skip(rest, strlen(MARK_MAIN));
		} else {
			rest = str_skip(rest, 1);
		}
	}
}

int
page_render(const struct page_set *p, struct buf *out, const char *template, const char *title,
    struct str query, const struct value *v)
{
	struct buf body = BUF_INIT;
	struct diag d;
	int rc;

	diag_init(&d);
	rc = mustache_render(&d, &p->set, template, v, &body, MUSTACHE_STRICT);
	if (rc == 0)
		fill(out, p->shell, title, query, buf_str(&body));
	else
		diag_print(&d, stderr);
	diag_free(&d);
	buf_free(&body);
	return rc;
}

int
page_part(
    const struct page_set *p, struct buf *out, const char *template, const struct value *v)
{
	struct diag d;
	int rc;

	diag_init(&d);
	rc = mustache_render(&d, &p->set, template, v, out, MUSTACHE_STRICT);
	if (rc != 0)
		diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}

int
page_problem(
    const struct page_set *p, struct arena *a, struct buf *out, int status, const char *detail)
{
	if (!mustache_has(&p->set, "problem"))
		return -1;
	return page_render(p, out, "problem", say_problem(status), (struct str){ "", 0 },
	    problem_view(a, status, detail));
}
