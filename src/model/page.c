/* page.c - one content file to a struct page: front matter, dates, URL, Markdown. */
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/work.h"
#include "markup/outline.h"
#include "model/kept.h"
#include "model/load.h"
#include "model/spill.h"

/* What each folder below content/ holds. */
static const struct folder {
	const char *dir;
	const char *name; /* of one such page, for messages */
	const struct schema_key *schema;
	const char *title_key;
	const struct schema_key *words; /* of translations; NULL: there are none */
} folders[PAGE__MAX] = {
	[PAGE_CENTER] = { "centers/", "Center", schema_center, "name", schema_center_words },
	[PAGE_SCOPE] = { "scopes/", "chapter", schema_scope, "title", NULL },
	[PAGE_FAQ] = { "faqs/", "question", schema_faq, "question", schema_faq_words },
	[PAGE_PAGE] = { "pages/", "page", schema_page, "title", schema_page_words },
	[PAGE_TERM] = { "glossary/", "term", schema_term, "term", NULL },
	[PAGE_ANSWER] = { "answers/", "pinned answer", schema_answer, "reason",
	    schema_answer_words },
	[PAGE_CHANGE] = { "changes/", "change", schema_change, "title", NULL },
};

const char *
page_type_name(enum page_type t)
{
	return folders[t].name;
}

static bool
folder_of(const char *file, enum page_type *type)
{
	enum page_type t;

	for (t = 0; t < PAGE__MAX; t++) {
		if (str_starts(str_of(file), folders[t].dir)) {
			*type = t;
			return true;
		}
	}
	return false;
}

/* The language of FILE by its name: English, or that of "NAME.es.md". */
static enum lang
lang_of(const char *file)
{
	struct str s = str_of(file);
	enum lang lang = LANG_EN;

	if (!str_ends(s, ".md") || s.n < 6 || s.p[s.n - 6] != '.')
		return LANG_EN;
	s = str_skip(s, s.n - 5);
	s.n = 2;
	return lang_parse(s, &lang) ? lang : LANG_EN;
}

/* "pages/about/index.md" is "about", "pages/index.md" is "", "faqs/x.md" and "faqs/x.es.md" are "x". */
static char *
slug_of(struct arena *a, const char *file, enum page_type type)
{
	struct str s = str_skip(str_of(file), strlen(folders[type].dir));

	if (lang_of(file) != LANG_EN)
		s.n -= 3;
	if (str_ends(str_of(file), ".md"))
		s.n -= 3;
	if (type == PAGE_PAGE && (str_is(s, "index") || str_ends(s, "/index")))
		s.n -= s.n > 5 ? 6 : 5;
	return arena_strndup(a, s.p, s.n);
}

char *
page_url(struct arena *a, const char *file)
{
	const char *in = lang_info[lang_of(file)].prefix;
	enum page_type type;
	char *slug;

	if (!folder_of(file, &type) || !str_ends(str_of(file), ".md"))
		return arena_strdup(a, "");
	slug = slug_of(a, file, type);
	switch (type) {
	case PAGE_CENTER:
		return arena_printf(a, "%s/centers/%s/", in, slug);
	case PAGE_SCOPE:
		return arena_printf(a, "/hts/%s/", slug);
	case PAGE_FAQ:
		return arena_join(a, in, "/faq/", arena_join(a, slug, "/", ""));
	case PAGE_PAGE:
		return slug[0] != '\0' ? arena_join(a, in, arena_join(a, "/", slug, "/"), "")
				       : arena_join(a, in, "/", "");
	case PAGE_TERM:
		return arena_printf(a, "/glossary/#%s", slug);
	case PAGE_CHANGE:
		return arena_printf(a, "/changes/#%s", slug);
	case PAGE_ANSWER:
	case PAGE__MAX:
		break;
	}
	return arena_strdup(a, "");
}

/* Where relative links of one file start from. */
struct link_base {
	struct arena *arena;
	const char *file; /* below the content root */
};

char *
page_target(struct arena *a, const char *file, struct str dest)
{
	struct str dir = str_of(file), part;
	struct buf b = BUF_INIT;
	char *path;
	size_t i;

	while (dir.n > 0 && dir.p[dir.n - 1] != '/')
		dir.n--;
	buf_addstr(&b, dir);
	while (str_split(&dest, '/', &part)) {
		if (str_is(part, "..")) {
			for (i = b.n > 0 ? b.n - 1 : 0; i > 0 && b.p[i - 1] != '/'; i--)
				;
			buf_truncate(&b, i);
		} else if (!str_is(part, ".") && part.n > 0) {
			buf_addstr(&b, part);
			if (dest.n > 0)
				buf_addc(&b, '/');
		}
	}
	path = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return path;
}

/* "../faqs/x.md#part", seen from the file that holds it, to "/faq/x/#part". */
static bool
rewrite_link(void *ctx, struct str dest, struct buf *out)
{
	const struct link_base *base = ctx;
	size_t hash = str_chr(dest, '#');
	struct str path = { dest.p, hash };
	char *url;

	if (!str_ends(path, ".md") || str_starts(path, "/") || str_find(path, ":") < path.n)
		return false;
	url = page_url(base->arena, page_target(base->arena, base->file, path));
	if (url[0] == '\0')
		return false;
	buf_adds(out, url);
	buf_addstr(out, str_skip(dest, hash));
	return true;
}

/* The start of TEXT, cut at a word, at most MAX bytes. */
static char *
summary(struct arena *a, struct str text, size_t max)
{
	size_t n = text.n;

	if (n > max) {
		for (n = max; n > max / 2 && text.p[n] != ' '; n--)
			;
		while (n > 0 && ((unsigned char)text.p[n] & 0xC0) == 0x80)
			n--; /* not within a character */
		return arena_printf(a, "%.*s\xE2\x80\xA6", (int)n, text.p);
	}
	return arena_strndup(a, text.p, n);
}

static int64_t
time_at(struct loader *l, const struct front *f, const char *key)
{
	const char *s = front_text(f, key);
	int64_t t = 0;

	if (s != NULL)
		(void)time_parse(str_of(s), l->site->config.time_zone, &t); /* checked */
	return t;
}

static void
due(struct site *site, int64_t t)
{
	if (t > site->at && (site->next_due == 0 || t < site->next_due))
		site->next_due = t;
}

enum held
page_held(const struct page *p, int64_t at)
{
	if (p->draft)
		return HELD_DRAFT;
	if (p->publish_on > at)
		return HELD_NOT_YET;
	return p->expires_on != 0 && at >= p->expires_on ? HELD_EXPIRED : HELD_NOT;
}

static void
common(struct loader *l, struct page *p)
{
	struct site *site = l->site;
	const struct front *f = p->front;
	const char *s = front_text(f, "draft");

	p->draft = s != NULL && strcmp(s, "true") == 0;
	p->publish_on = time_at(l, f, "publish_on");
	p->expires_on = time_at(l, f, "expires_on");
	p->owner = front_text(f, "owner");
	s = front_text(f, "reviewed");
	if (s != NULL) /* else it is an error, and the rest is checked all the same */
		(void)date_parse(str_of(s), &p->reviewed); /* checked */
	s = front_text(f, "review_by");
	if (s != NULL)
		(void)date_parse(str_of(s), &p->review_by); /* checked */
	p->redirect_from = front_strings(l, f, "redirect_from");
	if (p->publish_on != 0 && p->expires_on != 0 && p->expires_on <= p->publish_on) {
		p->faulty = true;
		(void)diag_error(l->diag, front_get(f, "expires_on")->loc, /* counted */
		    "expires_on must be later than publish_on");
	}
	p->live = l->opt.all || page_held(p, site->at) == HELD_NOT;
	if (!p->draft) {
		due(site, p->publish_on);
		due(site, p->expires_on);
	}
	resolve_sources(l, front_get(f, "sources"), &p->sources);
}

/* One file, as a thread reads it: nothing here but what is its own. */
struct reading {
	const char *file; /* below the content root */
	const struct fs_stamp *stamp; /* as it was looked at; NULL: it was not */
	struct page *page; /* where it will stay, unless others before it do not */
	struct diag diag;
	bool sound; /* can be used */
};

/* All of them, and what each thread needs. */
struct readings {
	const struct loader *l;
	struct reading *v; /* N of them, by file */
	size_t n;
	struct arena *keep; /* of each thread: what stays */
	struct arena *scratch; /* of each thread, reset after each file */
	struct buf *text; /* of each thread */
};

/* Read the front matter and the body; false when the file cannot be used for anything else. */
static bool
parse_page(struct reading *r, struct arena *keep, struct arena *scratch, struct str bytes,
    const struct site_options *opt)
{
	struct page *p = r->page;
	struct link_base base = { scratch, r->file };
	struct markdown_options o = {
		.loc = { p->file, 1, 0 }, .link = rewrite_link, .ctx = &base
	};
	bool english = p->lang == LANG_EN;
	const struct schema_key *schema =
	    english ? folders[p->type].schema : folders[p->type].words;
	const struct schema_key *shared = english ? schema_common : NULL;
	struct diag *d = &r->diag;
	struct str yaml, body;
	struct front *front;
	unsigned line;
	bool sound;

	if (front_split(d, p->file, bytes, &yaml, &body, &line) != 0 && yaml.p == NULL)
		return false;
	front = front_parse(d, keep, p->file, 2, yaml);
	p->front = front;
	sound = front != NULL && (schema_check(d, front, schema, shared) == 0 ||
				     schema_prune(front, schema, shared));
	o.loc.line = line;
	if (opt->lean && p->type != PAGE_SCOPE)
		o.flags = MARKDOWN_NO_BLOCKS;
	if (opt->lean && opt->no_texts && p->type == PAGE_PAGE && front != NULL &&
	    front_text(front, "description") != NULL)
		o.flags |= MARKDOWN_NO_TEXT; /* else it begins with its text */
	if (markdown_parse(d, scratch, &o, body, &p->doc) != 0)
		sound = false;
	p->faulty = d->errors > 0;
	return sound;
}

static void
check_slug(struct diag *d, const struct page *p)
{
	struct str s = str_of(p->slug), part;
	struct buf want = BUF_INIT;

	while (str_split(&s, '/', &part)) {
		buf_clear(&want);
		outline_slug(&want, part);
		if (!str_eq(buf_str(&want), part))
			(void)diag_error(d, (struct loc){ p->file, 0, 0 }, /* counted */
			    "file names are lower-case words joined by \"-\"; rename it to "
			    "\"%s.md\"",
			    want.p);
	}
	buf_free(&want);
}

static int
by_file(const void *key, const void *element)
{
	return strcmp(key, ((const struct page *)element)->file);
}

/* What BEFORE has of FILE. */
static const struct page *
former(const struct site *before, const char *file)
{
	const struct page *p = NULL;

	if (before->n_pages > 0)
		p = bsearch(file, before->pages, before->n_pages, sizeof(*p), by_file);
	if (p == NULL && before->n_translations > 0)
		p = bsearch(
		    file, before->translations, before->n_translations, sizeof(*p), by_file);
	return p;
}

/* Take what was read before of a file that is as it was. */
static bool
take_over(const struct site *before, struct reading *r)
{
	const struct page *old = former(before, r->page->file);

	if (old == NULL || old->said || !fs_stamp_same(&old->stamp, &r->page->stamp))
		return false;
	*r->page = (struct page){ .type = old->type,
		.lang = old->lang,
		.file = old->file,
		.slug = old->slug,
		.url = old->url,
		.title = old->title,
		.description = old->description,
		.front = old->front,
		.doc = old->doc,
		.lists = old->lists,
		.leads = old->leads,
		.stamp = old->stamp,
		.sha = old->sha,
		.source = old->source };
	r->sound = true;
	return true;
}

/* What follows from its front matter and its body; then the body's texts may go. */
static void
finish_page(struct reading *r, const struct readings *all, unsigned thread)
{
	struct page *p = r->page;
	struct arena *keep = &all->keep[thread];
	struct spill *spill = all->l->opt.spill;
	struct buf *text = &all->text[thread];

	if (p->type == PAGE_SCOPE)
		load_check_items(&r->diag, p->file, buf_str(text));
	p->title = front_text(p->front, folders[p->type].title_key);
	p->description = front_text(p->front, "description");
	if (p->description == NULL)
		p->description = front_text(p->front, "summary");
	if (p->description == NULL)
		p->description = summary(keep, p->doc.text, 155);
	check_slug(&r->diag, p);
	p->said = r->diag.n > 0;
	buf_clear(text); /* its bytes are needed no more */
	if (links_leads(text, &p->doc))
		p->leads = (struct str){ arena_strndup(keep, text->p, text->n), text->n };
	if (spill == NULL || !spill_put(spill, text, keep, p))
		markdown_keep(keep, &p->doc);
}

/* How is the file now, as far as is known?  False: it cannot be looked at. */
static bool
look_at(struct reading *r)
{
	if (r->stamp == NULL)
		return fs_stamp(r->page->file, &r->page->stamp);
	r->page->stamp = *r->stamp;
	return r->stamp->size >= 0;
}

static void
read_page(void *ctx, unsigned thread, size_t i)
{
	const struct readings *all = ctx;
	const struct site_options *opt = &all->l->opt;
	struct reading *r = &all->v[i];
	struct page *p = r->page;
	struct arena *keep = &all->keep[thread];
	struct buf *text = &all->text[thread];
	int rc;

	p->file = fs_join(keep, all->l->site->root, r->file);
	if ((opt->before != NULL || opt->kept != NULL) && look_at(r) &&
	    ((opt->before != NULL && take_over(opt->before, r)) ||
		(opt->kept != NULL && kept_take(opt->kept, keep, r->file, NULL, p)))) {
		r->sound = true;
		return;
	}
	buf_clear(text);
	rc = fs_read_stamped(&r->diag, text, p->file, LIMIT_CONTENT_FILE, &p->stamp);
	if (opt->lean) {
		char sha[HASH_QUICK_HEX];

		hash_quick(sha, buf_str(text));
		p->sha = arena_strdup(keep, sha);
	} else {
		p->source = (struct str){ arena_strndup(keep, text->p, text->n), text->n };
	}
	if (rc == 0 && opt->kept != NULL && kept_take(opt->kept, keep, r->file, p->sha, p)) {
		r->sound = true;
		return;
	}
	p->slug = slug_of(keep, r->file, p->type);
	p->url = page_url(keep, r->file);
	r->sound = rc == 0 && parse_page(r, keep, &all->scratch[thread], buf_str(text), opt);
	if (r->sound)
		finish_page(r, all, thread);
	arena_reset(&all->scratch[thread]);
}

void
load_add_broken(
    struct loader *l, enum page_type type, const char *file, const char *slug, const char *url)
{
	l->broken = arena_grow(
	    &l->site->arena, l->broken, l->n_broken, &l->cap_broken, sizeof(*l->broken));
	l->broken[l->n_broken++] = (struct load_broken){ type, file, slug, url };
}

/* Edits one after the other share what they left alone, until so many loads have a part in it. */
#define MEMORIES_MAX 32

/* The arenas that THREADS threads read into; with those of the former load, if it is of use. */
static struct arena *
new_memory(struct loader *l, unsigned threads)
{
	const struct site *before = l->opt.before;
	struct site *site = l->site;
	struct site_memory *m = xalloc(sizeof(*m));
	size_t i;

	if (before != NULL &&
	    (before->lean != l->opt.lean || before->n_memory >= MEMORIES_MAX ||
		strcmp(before->root, site->root) != 0))
		before = l->opt.before = NULL;
	m->arenas = xalloc(threads * sizeof(*m->arenas));
	m->n = threads;
	atomic_init(&m->sites, 1);
	for (i = 0; i < threads; i++)
		arena_init(&m->arenas[i], 0);
	site->memory = arena_alloc(&site->arena,
	    ((before != NULL ? before->n_memory : 0) + 1) * sizeof(struct site_memory *));
	site->memory[site->n_memory++] = m;
	for (i = 0; before != NULL && i < before->n_memory; i++) {
		(void)atomic_fetch_add(
		    &before->memory[i]->sites, 1); /* no use for the number */
		site->memory[site->n_memory++] = before->memory[i];
	}
	return m->arenas;
}

/* Read the N files of V on all threads, each with its messages to itself. */
static void
read_pages(struct loader *l, struct reading *v, size_t n)
{
	struct site *site = l->site;
	unsigned i, threads = work_threads(l->opt.jobs);
	struct readings all = { .l = l, .v = v, .n = n };

	all.keep = new_memory(l, threads);
	all.scratch = arena_alloc(&site->arena, threads * sizeof(*all.scratch));
	all.text = arena_alloc(&site->arena, threads * sizeof(*all.text));
	for (i = 0; i < threads; i++) {
		arena_init(&all.scratch[i], 0);
		buf_init(&all.text[i]);
	}
	work_each(threads, n, read_page, &all);
	for (i = 0; i < threads; i++) {
		arena_free(&all.scratch[i]);
		buf_free(&all.text[i]);
	}
}

/* What a thread read, in the order of the files. */
static void
take_page(struct loader *l, struct reading *r)
{
	struct site *site = l->site;
	struct page *p = r->page;
	size_t i;

	for (i = 0; i < r->diag.n; i++)
		diag_add(
		    l->diag, r->diag.msgs[i].level, r->diag.msgs[i].loc, r->diag.msgs[i].text);
	diag_free(&r->diag);
	if (!r->sound) {
		load_add_broken(l, p->type, p->file, p->slug, p->url);
		return;
	}
	if (p->lang != LANG_EN) {
		site->translations = arena_grow(&site->arena, site->translations,
		    site->n_translations, &site->cap_translations, sizeof(*site->translations));
		site->translations[site->n_translations++] = *p;
		return;
	}
	common(l, p);
	site_seen(site);
	if (p != &site->pages[site->n_pages])
		site->pages[site->n_pages] = *p;
	site->n_pages++;
}

/* The English page that T is a translation of, or NULL. */
static struct page *
english_of(struct site *site, const struct page *t)
{
	size_t i;

	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].type == t->type && strcmp(site->pages[i].slug, t->slug) == 0)
			return &site->pages[i];
	return NULL;
}

/* All that is no word a translation has from the English file beside it. */
static void
pair(struct loader *l, struct page *t)
{
	struct page *p = english_of(l->site, t);
	size_t n = strlen(t->file) - strlen(".es.md");

	t->in[t->lang] = t;
	if (p == NULL) {
		if (load_broken(l, t->type, t->slug, NULL) == NULL)
			(void)diag_error(l->diag, (struct loc){ t->file, 0, 0 }, /* counted */
			    "there is no English file %.*s.md that this translates", (int)n,
			    t->file);
		return;
	}
	(void)date_parse(
	    str_of(front_text(t->front, "translated")), &t->translated); /* checked */
	if (t->doc.html.n == 0 && p->doc.html.n > 0) /* plain texts may be left out */
		(void)diag_error(l->diag, (struct loc){ t->file, 0, 0 }, /* counted */
		    "has no text, where %s says something", p->file);
	p->in[t->lang] = t;
	t->in[LANG_EN] = p;
	t->reviewed = date_cmp(t->translated, p->reviewed) < 0 ? t->translated : p->reviewed;
	t->sources = p->sources;
	t->owner = p->owner;
	t->draft = p->draft;
	t->publish_on = p->publish_on;
	t->expires_on = p->expires_on;
	t->live = p->live;
}

/* Pages that stay where they are from now on are tied to each other. */
static void
pair_all(struct loader *l)
{
	struct site *site = l->site;
	size_t i;

	for (i = 0; i < site->n_pages; i++)
		site->pages[i].in[LANG_EN] = &site->pages[i];
	for (i = 0; i < site->n_translations; i++)
		pair(l, &site->translations[i]);
}

const struct load_broken *
load_broken(const struct loader *l, enum page_type type, const char *slug, const char *url)
{
	size_t i;

	for (i = 0; i < l->n_broken; i++) {
		const struct load_broken *b = &l->broken[i];

		if (slug != NULL ? b->type == type && strcmp(b->slug, slug) == 0
				 : url != NULL && b->url[0] != '\0' && strcmp(b->url, url) == 0)
			return b;
	}
	return NULL;
}

void
load_pages(struct loader *l)
{
	struct site *site = l->site;
	struct reading *v;
	enum page_type type;
	size_t i, n = 0;

	if (l->opt.files != NULL)
		site->files = l->opt.files->list;
	else if (fs_walk(l->diag, &site->arena, site->root, &site->files) != 0)
		return;
	v = xalloc((site->files.n + 1) * sizeof(*v));
	site->pages = arena_alloc(&site->arena, (site->files.n + 1) * sizeof(*site->pages));
	site->cap_pages = site->files.n + 1;
	for (i = 0; i < site->files.n; i++) {
		const char *file = site->files.path[i];

		if (strcmp(file, "site.yml") == 0 || strcmp(file, "sources.yml") == 0 ||
		    strcmp(file, "README.md") == 0 || str_starts(str_of(file), "images/"))
			continue;
		if (!str_ends(str_of(file), ".md"))
			(void)diag_error(l->diag, /* counted */
			    (struct loc){ fs_join(&site->arena, site->root, file), 0, 0 },
			    "not a Markdown file; expected a name that ends in .md, or "
			    "images/");
		else if (!folder_of(file, &type))
			(void)diag_error(l->diag, /* counted */
			    (struct loc){ fs_join(&site->arena, site->root, file), 0, 0 },
			    "no such kind of content; move the file to centers/, scopes/, "
			    "faqs/, "
			    "pages/, glossary/, answers/ or changes/");
		else if (lang_of(file) != LANG_EN && folders[type].words == NULL)
			(void)diag_error(l->diag, /* counted */
			    (struct loc){ fs_join(&site->arena, site->root, file), 0, 0 },
			    "%s files have no translations; Centers, questions, pages "
			    "and pinned answers have",
			    folders[type].dir);
		else {
			v[n] = (struct reading){ .file = file,
				.stamp = l->opt.files != NULL ? &l->opt.files->stamps[i] : NULL,
				.page = &site->pages[n] };
			v[n].page->type = type;
			v[n++].page->lang = lang_of(file);
		}
	}
	for (i = 0; i < n; i++)
		diag_init(&v[i].diag);
	read_pages(l, v, n);
	for (i = 0; i < n; i++)
		take_page(l, &v[i]);
	free(v);
	pair_all(l);
	check_urls(l);
}
