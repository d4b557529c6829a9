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

/* What is filled while templates are read. */
struct reader {
	struct diag *diag;
	struct arena *arena;
	struct templates *t;
	struct mustache_set answers[LANG__MAX];
	struct buf read; /* hash and name of each file that pages are rendered with */
};

static void
note(struct reader *r, const char *name, const struct buf *bytes)
{
	char sha[HASH_HEX];

	hash_hex(sha, buf_str(bytes));
	buf_addf(&r->read, "%s %s\n", sha, name);
}

/* One template in one language. */
static void
add_in(struct reader *r, enum lang lang, const char *name, const char *file, struct str text,
    bool answer)
{
	const struct catalog *words = lang != LANG_EN ? &r->t->catalog[lang] : NULL;
	struct templates *t = r->t;
	struct buf b = BUF_INIT;
	struct build_template *row;

	if (catalog_template(r->diag, words, file, text, &b) == 0) {
		(void)mustache_add(r->diag, answer ? &r->answers[lang] : &t->set[lang], name,
		    file, buf_str(&b)); /* counted */
		if (answer) {
			t->answers = arena_grow(r->arena, t->answers, t->n_answers,
			    &t->cap_answers, sizeof(*t->answers));
			row = &t->answers[t->n_answers++];
			row->name = lang == LANG_EN ? name
						    : arena_printf(r->arena, "%s/%s",
							  lang_info[lang].code, name);
			row->text = (struct str){ arena_strndup(r->arena, b.p, b.n), b.n };
		}
	}
	buf_free(&b);
}

static void
add(struct reader *r, const char *file, struct str path)
{
	bool answer = str_starts(path, "answer/");
	const char *name = name_of(r->arena, path, answer ? "answer/" : "");
	struct buf b = BUF_INIT;
	enum lang lang;

	if (name == NULL) {
		(void)diag_error(r->diag, (struct loc){ file, 0, 0 }, /* counted */
		    "not a template; expected a name that ends in .mustache, words/ or "
		    "assets/");
		return;
	}
	if (fs_read(r->diag, &b, file, LIMIT_TEMPLATE_FILE) == 0) {
		if (!answer)
			note(r, name, &b);
		for (lang = LANG_EN; lang < LANG__MAX; lang++)
			if (r->t->has[lang])
				add_in(r, lang, name, file, buf_str(&b), answer);
	}
	buf_free(&b);
}

/* The catalogues: which languages there are. */
static void
load_words(struct reader *r, const char *dir)
{
	struct templates *t = r->t;
	struct buf b = BUF_INIT;
	enum lang lang;

	t->has[LANG_EN] = true;
	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++) {
		const char *file =
		    arena_printf(r->arena, "%s/words/%s.po", dir, lang_info[lang].code);

		if (!fs_exists(file))
			continue;
		buf_clear(&b);
		t->has[lang] = fs_read(r->diag, &b, file, LIMIT_TEMPLATE_FILE) == 0 &&
			       catalog_parse(r->diag, r->arena, &t->catalog[lang], lang, file,
				   buf_str(&b)) == 0;
		note(r, lang_info[lang].code, &b);
	}
	buf_free(&b);
}

int
templates_load(struct diag *d, struct arena *a, const char *dir, struct templates *t)
{
	struct reader r = { .diag = d, .arena = a, .t = t, .read = BUF_INIT };
	size_t before = d->errors, i;
	struct fs_list files;
	enum lang lang;

	*t = (struct templates){ .n_answers = 0 };
	for (lang = LANG_EN; lang < LANG__MAX; lang++) {
		mustache_set_init(&t->set[lang], a);
		mustache_set_init(&r.answers[lang], a);
	}
	if (fs_walk(d, a, dir, &files) != 0)
		return -1;
	load_words(&r, dir);
	for (i = 0; i < files.n; i++) {
		struct str path = str_of(files.path[i]);

		if (!str_starts(path, "assets/") && !str_starts(path, "words/") &&
		    !str_is(path, "README.md"))
			add(&r, fs_join(a, dir, files.path[i]), path);
	}
	for (lang = LANG_EN; lang < LANG__MAX; lang++) {
		(void)mustache_check(d, &t->set[lang]); /* counted */
		(void)mustache_check(d, &r.answers[lang]); /* counted */
	}
	for (i = 0; pages_templates[i] != NULL; i++)
		if (!mustache_has(&t->set[LANG_EN], pages_templates[i]))
			(void)diag_error(d, (struct loc){ dir, 0, 0 }, /* counted */
			    "there is no template %s%s", pages_templates[i], suffix);
	hash_hex(t->sha, buf_str(&r.read));
	buf_free(&r.read);
	return d->errors == before ? 0 : -1;
}

struct pageview_lang
templates_lang(const struct templates *t, enum lang lang)
{
	struct pageview_lang in = { .lang = lang,
		.words = lang != LANG_EN ? &t->catalog[lang] : NULL };

	memcpy(in.has, t->has, sizeof(in.has));
	return in;
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
		struct pageview_lang in = templates_lang(t, LANG_EN);
		struct pages pages = {
			.diag = d, .pv = &pv, .set = &t->set[LANG_EN], .known = true
		};

		arena_init(&arena, 0);
		pageview_init(&pv, &arena, sample_site(&arena, rich == 1), assets, &in);
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
