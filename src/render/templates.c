#include "render/templates.h"

#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "render/pages.h"
#include "render/sample.h"

static const char suffix[] = ".mustache";

/* The name of a page template, or of an answer template below "answer/"; NULL: it is
 * neither. */
static const char *
name_of(struct arena *a, struct str path, const char *below)
{
	path = str_skip(path, strlen(below));
	if (!str_ends(path, suffix))
		return NULL;
	return arena_strndup(a, path.p, path.n - strlen(suffix));
}

static void
add(struct diag *d, struct arena *a, struct templates *t, struct mustache_set *answers,
    const char *file, struct str path)
{
	bool answer = str_starts(path, "answer/");
	const char *name = name_of(a, path, answer ? "answer/" : "");
	struct buf b = BUF_INIT;
	struct str text;

	if (name == NULL) {
		(void)diag_error(d, (struct loc){ file, 0, 0 }, /* counted */
		    "not a template; expected a name that ends in .mustache, or assets/");
		return;
	}
	if (fs_read(d, &b, file, LIMIT_TEMPLATE_FILE) == 0) {
		text = (struct str){ arena_strndup(a, b.p, b.n), b.n };
		if (answer) {
			t->answers = arena_grow(
			    a, t->answers, t->n_answers, &t->cap_answers, sizeof(*t->answers));
			t->answers[t->n_answers++] = (struct build_template){ name, text };
		}
		(void)mustache_add(
		    d, answer ? answers : &t->set, name, file, text); /* counted */
	}
	buf_free(&b);
}

int
templates_load(struct diag *d, struct arena *a, const char *dir, struct templates *t)
{
	size_t before = d->errors, i;
	struct mustache_set answers;
	struct fs_list files;

	*t = (struct templates){ .n_answers = 0 };
	mustache_set_init(&t->set, a);
	mustache_set_init(&answers, a);
	if (fs_walk(d, a, dir, &files) != 0)
		return -1;
	for (i = 0; i < files.n; i++) {
		struct str path = str_of(files.path[i]);

		if (!str_starts(path, "assets/") && !str_is(path, "README.md"))
			add(d, a, t, &answers, fs_join(a, dir, files.path[i]), path);
	}
	(void)mustache_check(d, &t->set); /* counted */
	(void)mustache_check(d, &answers); /* counted */
	for (i = 0; pages_templates[i] != NULL; i++)
		if (!mustache_has(&t->set, pages_templates[i]))
			(void)diag_error(d, (struct loc){ dir, 0, 0 }, /* counted */
			    "there is no template %s%s", pages_templates[i], suffix);
	return d->errors == before ? 0 : -1;
}

int
templates_check(struct diag *d, const struct templates *t, const struct value *assets)
{
	size_t before = d->errors;
	int rich;

	/* What is wrong with a template as such was said when it was loaded. */
	for (rich = 0; rich < 2; rich++) {
		struct arena arena;
		struct pageview pv;
		struct redirects redirects;
		struct buf shell = BUF_INIT;
		struct pages pages = { .diag = d, .pv = &pv, .set = &t->set, .known = true };

		arena_init(&arena, 0);
		pageview_init(&pv, &arena, sample_site(&arena, rich == 1), assets);
		pv.downloads = sample_downloads(rich == 1);
		(void)pages_render(&pages); /* counted */
		(void)redirects_collect(d, &arena, pv.site, &redirects); /* has no faults */
		(void)pages_redirects(&pages, &redirects); /* counted */
		(void)pages_shell(&pages, &shell); /* counted */
		buf_free(&shell);
		arena_free(&arena);
	}
	return d->errors == before ? 0 : -1;
}
