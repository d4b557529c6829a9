#include "search/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "search/answer_view.h"
#include "view/mustache.h"
#include "view/relink.h"

/* What the build leaves in the shell for us; no text of a page can hold these bytes. */
#define MARK_TITLE "\1title\1"
#define MARK_QUERY "\1query\1"
#define MARK_MAIN "\1main\1"
#define MARK_OTHER "\1other\1"

struct page_set {
	struct arena arena;
	struct mustache_set set[LANG__MAX];
	struct str shell[LANG__MAX];
};

/* The templates of S, the store in one of its languages. */
static int
load(struct diag *d, struct page_set *p, const struct store *s)
{
	struct mustache_set *set = &p->set[s->lang];
	size_t i;
	int rc = 0;

	mustache_set_init(set, &p->arena);
	p->shell[s->lang] = STR(MARK_MAIN);
	for (i = 0; i < s->n_templates; i++) {
		const struct store_template *t = &s->templates[i];

		if (strcmp(t->name, "shell") == 0)
			p->shell[s->lang] = t->text;
		else if (strchr(t->name, '/') == NULL && /* else of another language */
			 mustache_add(d, set, t->name, t->name, t->text) != 0)
			rc = -1;
	}
	if (rc == 0 && mustache_check(d, set) != 0)
		rc = -1;
	return rc;
}

struct page_set *
page_set_new(struct diag *d, const struct store *s)
{
	struct page_set *p = xalloc(sizeof(*p));
	enum lang lang;
	int rc = 0;

	memset(p, 0, sizeof(*p));
	arena_init(&p->arena, 0);
	for (lang = 0; lang < LANG__MAX; lang++)
		if (s->in[lang] != NULL && load(d, p, s->in[lang]) != 0)
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
fill(struct buf *out, struct str shell, const char *title, struct str query, struct str body,
    const char *other)
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
		} else if (str_starts(rest, MARK_OTHER)) {
			escape_attr(out, str_of(other));
			rest = str_skip(rest, strlen(MARK_OTHER));
		} else {
			rest = str_skip(rest, 1);
		}
	}
}

/* Pages that the responder and the build make in every language. */
static bool
has_page(const void *ctx, struct str path)
{
	static const char *const made[] = { "/", "/find/", "/find/thanks/", "/account/",
		"/contact/", "/centers/", "/products/", "/faq/" };
	size_t i;

	for (i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		if (str_is(path, made[i]))
			return true;
	return store_has_page(ctx, path);
}

int
page_render(const struct page_set *p, const struct page_frame *frame, struct buf *out,
    const char *template, const char *title, struct str query, const struct value *v)
{
	enum lang lang = frame->store->lang;
	struct buf body = BUF_INIT, linked = BUF_INIT;
	struct diag d;
	int rc;

	diag_init(&d);
	rc = mustache_render(&d, &p->set[lang], template, v, &body, MUSTACHE_STRICT);
	if (rc == 0) {
		relink(&linked, buf_str(&body), lang, has_page, frame->store);
		fill(out, p->shell[lang], title, query, buf_str(&linked), frame->other);
	} else {
		diag_print(&d, stderr);
	}
	diag_free(&d);
	buf_free(&body);
	buf_free(&linked);
	return rc;
}

int
page_part(const struct page_set *p, const struct store *s, struct buf *out,
    const char *template, const struct value *v)
{
	struct diag d;
	int rc;

	diag_init(&d);
	rc = mustache_render(&d, &p->set[s->lang], template, v, out, MUSTACHE_STRICT);
	if (rc != 0)
		diag_print(&d, stderr);
	diag_free(&d);
	return rc;
}

int
page_problem(const struct page_set *p, const struct page_frame *frame, struct arena *a,
    struct buf *out, int status, const char *detail)
{
	const struct store *s = frame->store;

	if (!mustache_has(&p->set[s->lang], "problem"))
		return -1;
	return page_render(p, frame, out, "problem", say_problem(s, status),
	    (struct str){ "", 0 }, problem_view(a, s, status, detail));
}
