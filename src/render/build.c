#include "render/build.h"

#include <pthread.h>
#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/work.h"
#include "model/tariff.h"
#include "render/again.h"
#include "render/data.h"
#include "render/feed.h"
#include "render/indexing.h"
#include "render/openapi.h"
#include "render/pages.h"
#include "render/published.h"
#include "render/reach.h"
#include "render/report.h"
#include "render/source_tree.h"
#include "render/stage.h"
#include "render/static_search.h"
#include "render/unchanged.h"

/* A page that a thread made. */
struct made_page {
	struct stage_made file;
	struct str sitemap; /* its entry; empty: none */
	bool late; /* put_data() puts it, when all it lists is there */
	struct again_page again; /* for the next build; without REACH: nothing */
	bool known; /* it was known, and its texts live on */
};

/* A build under way. */
struct build {
	struct diag *diag;
	const struct build_options *opt;
	struct source_tree *in;
	struct stage *stage;
	struct build_report *report;
	struct feed_sitemap sitemap;
	struct buf bytes;
	struct hand { /* what each thread has */
		struct buf scratch;
		char reach[HASH_HEX]; /* of the page that it is at; "": not known */
	} * hands;
	struct again *again;
	struct reach reach;
	unsigned jobs;
	size_t next_redirect;
	struct indexing indexing;
	struct put { /* N pages, in order */
		const char *url, *file;
		bool taken;
	} * put;
	size_t n_put, cap_put;
	bool any_taken;
};

/* Count the file PATH below DIR into the release's id. */
static int
add_input(struct build *b, const char *dir, const char *name, const char *path)
{
	struct arena a;
	int rc;

	arena_init(&a, 0);
	buf_clear(&b->bytes);
	rc = fs_read(b->diag, &b->bytes, fs_join(&a, dir, path), LIMIT_ASSET_FILE);
	if (rc == 0)
		stage_input(b->stage, fs_join(&a, name, path), buf_str(&b->bytes));
	arena_free(&a);
	return rc;
}

/* Every file of a directory. */
static int
add_inputs(struct build *b, const char *dir, const char *name)
{
	struct arena a;
	struct fs_list files;
	size_t i;
	int rc;

	arena_init(&a, 0);
	rc = fs_walk(b->diag, &a, dir, &files);
	for (i = 0; rc == 0 && i < files.n; i++)
		rc = add_input(b, dir, name, files.path[i]);
	arena_free(&a);
	return rc;
}

/* The content.  Pages are in the order of their files, and were read. */
static int
add_content(struct build *b)
{
	const struct site *site = &b->in->site;
	size_t root = strlen(site->root) + (site->root[0] != '\0'), i, page = 0;
	struct buf as = BUF_INIT;
	int rc = 0;

	for (i = 0; rc == 0 && i < site->files.n; i++) {
		const char *path = site->files.path[i];

		while (page < site->n_pages && strcmp(site->pages[page].file + root, path) < 0)
			page++;
		if (page < site->n_pages && strcmp(site->pages[page].file + root, path) == 0) {
			buf_clear(&as);
			buf_adds(&as, "content/");
			buf_adds(&as, path);
			stage_input_hash(b->stage, as.p, site->pages[page].sha);
		} else {
			rc = add_input(b, b->opt->content, "content", path);
		}
	}
	buf_free(&as);
	return rc;
}

static int
add_made_assets(struct build *b)
{
	if (b->opt->static_search != NULL &&
	    add_inputs(b, b->opt->static_search, "static-search") != 0)
		return -1;
	if (b->opt->assets == NULL || !fs_is_dir(b->opt->assets))
		return 0;
	return add_inputs(b, b->opt->assets, "assets");
}

/* The imported tariff schedule, which no walk comes to. */
static int
add_tariff(struct build *b)
{
	const struct tariff *t = b->in->site.tariff;

	if (t == NULL)
		return 0;
	buf_clear(&b->bytes);
	if (fs_read(b->diag, &b->bytes, t->file, LIMIT_HTS_FILE) != 0)
		return -1;
	stage_input(b->stage, "content/.hts/lines.tsv", buf_str(&b->bytes));
	return 0;
}

/* The file for the address URL; "/x/" is that of /x/index.html. */
static const char *
page_path(struct arena *a, const char *url)
{
	return arena_join(a, "public", url, str_ends(str_of(url), "/") ? "index.html" : "");
}

static int
put(struct build *b, const char *url, struct str bytes)
{
	return stage_put(b->stage, b->diag, page_path(&b->in->arena, url), bytes);
}

static const char data_page[] = "/data/";

/* A page that shows what it showed in a build before is linked, not rendered. */
static bool
known_page(void *ctx, unsigned thread, struct arena *a, struct arena *scratch,
    const struct pages_what *what, struct pages_done *done)
{
	const struct build *b = ctx;
	struct hand *h = &b->hands[thread];
	struct again_page was;
	struct made_page *m;

	h->reach[0] = '\0';
	if (!reach_of(&b->reach, scratch, what, h->reach)) {
		h->reach[0] = '\0';
		return false;
	}
	if (!again_find(b->again, what->url, h->reach, &was))
		return false;
	m = arena_alloc(a, sizeof(*m));
	if (!stage_make_again(
		b->stage, &h->scratch, page_path(a, what->url), was.sha, was.size, &m->file))
		return false;
	m->sitemap = was.sitemap;
	m->again = was;
	m->known = true;
	*done = (struct pages_done){ .url = was.url,
		.head_title = was.head_title,
		.indexed = was.indexed,
		.result = m };
	return true;
}

/* Make the page's file, on any thread. */
static void *
make_page(void *ctx, unsigned thread, size_t i, struct diag *d, struct arena *a,
    const struct pageview_page *page, struct str html)
{
	const struct build *b = ctx;
	struct made_page *m = arena_alloc(a, sizeof(*m));

	(void)i;
	if (page->indexed) {
		struct buf *entry = &b->hands[thread].scratch;

		buf_clear(entry);
		feed_sitemap_entry(entry, &b->in->site, page->url, page->reviewed,
		    value_get(value_get(page->root, STR("page")), STR("alternates")));
		m->sitemap = (struct str){ arena_strndup(a, entry->p, entry->n), entry->n };
	}
	if (strcmp(page->url, data_page) == 0)
		m->late = true;
	else
		(void)stage_make(b->stage, d, &b->hands[thread].scratch,
		    page_path(a, page->url), html, &m->file); /* counted in D */
	if (b->hands[thread].reach[0] != '\0')
		m->again =
		    (struct again_page){ .reach = arena_strdup(a, b->hands[thread].reach),
			    .head_title = arena_strdup(a, page->head_title),
			    .indexed = page->indexed };
	return m;
}

/*
 * Whichever thread came first, the second in the order of the pages is said to take the first's place;
 * of one whose place something else has, that is said of itself.
 */
static void
report_taken(struct build *b)
{
	size_t i, j, k;

	for (i = 0; i < b->n_put; i++) {
		if (!b->put[i].taken)
			continue;
		for (j = 0; j < b->n_put; j++)
			if (j != i && strcmp(b->put[j].url, b->put[i].url) == 0)
				break;
		k = j < b->n_put && j > i ? j : i;
		(void)diag_error(b->diag, (struct loc){ b->put[k].file, 0, 0 }, /* counted */
		    "has the address %s of another page that the build makes", b->put[k].url);
	}
}

/* Write down for the next build what this page was made of. */
static void
note_page(struct build *b, const struct made_page *m, const char *url)
{
	struct arena *a = &b->in->arena;
	struct again_page p = m->again;

	if (p.reach == NULL)
		return;
	if (!m->known) {
		p.url = url;
		p.reach = arena_strdup(a, p.reach);
		p.sha = arena_strdup(a, m->file.sha);
		p.size = m->file.size;
		p.head_title = arena_strdup(a, p.head_title);
		p.sitemap.n = m->sitemap.n;
		p.sitemap.p = arena_strndup(a, m->sitemap.p, m->sitemap.n);
	}
	again_note(b->again, &p);
}

static int
put_page(void *ctx, const struct pages_done *page)
{
	struct build *b = ctx;
	const struct made_page *m = page->result;

	if (m->sitemap.n > 0)
		feed_sitemap_add(&b->sitemap, m->sitemap);
	if (m->late)
		return 0;
	b->put = arena_grow(&b->in->arena, b->put, b->n_put, &b->cap_put, sizeof(*b->put));
	b->put[b->n_put++] =
	    (struct put){ arena_strdup(&b->in->arena, page->url), page->file, m->file.taken };
	b->any_taken |= m->file.taken;
	if (m->file.taken)
		return 0;
	stage_note(b->stage, &m->file);
	note_page(b, m, b->put[b->n_put - 1].url);
	report_page(b->report, stage_fate(b->stage), page->url, page->file);
	return 0;
}

static int
put_pages(struct build *b)
{
	struct pages pages = { .diag = b->diag,
		.pv = &b->in->pageview,
		.set = &b->in->templates.set[LANG_EN],
		.jobs = b->jobs,
		.known_page = known_page,
		.make = make_page,
		.put = put_page,
		.ctx = b };
	const struct pageview *pv[LANG__MAX] = { &b->in->pageview };

	enum lang lang;

	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++)
		if (b->in->templates.has[lang])
			pv[lang] = &b->in->in[lang];
	reach_init(&b->reach, pv, b->in->templates.sha);
	if (pages_render(&pages) != 0)
		return -1;
	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++) {
		pages.pv = &b->in->in[lang];
		pages.set = &b->in->templates.set[lang];
		if (b->in->templates.has[lang] && pages_render(&pages) != 0)
			return -1;
	}
	if (b->any_taken) {
		report_taken(b);
		return -1;
	}
	return 0;
}

/* The file of a former address is not that of the page it stands on. */
static void *
make_redirect(void *ctx, unsigned thread, size_t i, struct diag *d, struct arena *a,
    const struct pageview_page *page, struct str html)
{
	const struct build *b = ctx;
	struct made_page *m = arena_alloc(a, sizeof(*m));
	const char *path = arena_printf(a, "public%s", b->in->redirects.v[i].path);

	(void)page;
	(void)stage_make(
	    b->stage, d, &b->hands[thread].scratch, path, html, &m->file); /* counted in D */
	return m;
}

/* Pages of former addresses come last: whatever else is made goes before them. */
static int
put_redirect(void *ctx, const struct pages_done *page)
{
	struct build *b = ctx;
	const struct made_page *m = page->result;
	const struct redirect *r = &b->in->redirects.v[b->next_redirect++];

	if (m->file.taken) {
		(void)diag_error(b->diag, r->loc, /* counted */
		    "redirect_from %s is the address of a page that the build makes", r->from);
		return 0;
	}
	stage_note(b->stage, &m->file);
	report_page(b->report, stage_fate(b->stage), r->from, r->loc.file);
	return 0;
}

static int
put_redirects(struct build *b)
{
	struct pages pages = { .diag = b->diag,
		.pv = &b->in->pageview,
		.set = &b->in->templates.set[LANG_EN],
		.jobs = b->jobs,
		.make = make_redirect,
		.put = put_redirect,
		.ctx = b };

	if (pages_redirects(&pages, &b->in->redirects) != 0)
		return -1;
	buf_clear(&b->bytes);
	redirects_map(&b->bytes, &b->in->redirects);
	return stage_put(b->stage, b->diag, "redirects.map", buf_str(&b->bytes));
}

static int
put_sitemap(struct build *b)
{
	struct buf url = BUF_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0; i++) {
		buf_clear(&url);
		buf_clear(&b->bytes);
		if (!feed_sitemap_file(&b->sitemap, &b->in->site, i, &url, &b->bytes))
			break;
		rc = put(b, url.p, buf_str(&b->bytes));
	}
	buf_free(&url);
	return rc;
}

static int
put_feeds(struct build *b)
{
	const struct site *site = &b->in->site;
	static const struct {
		const char *url;
		void (*write)(struct buf *, const struct site *);
	} files[] = {
		{ "/feed.xml", feed_atom },
		{ "/robots.txt", feed_robots },
		{ "/data/mapping.csv", data_csv },
		{ "/data/mapping.json", data_json },
		{ "/data/openapi.json", openapi_json },
	};
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		buf_clear(&b->bytes);
		files[i].write(&b->bytes, site);
		if (put(b, files[i].url, buf_str(&b->bytes)) != 0)
			return -1;
	}
	buf_clear(&b->bytes);
	if (feed_opensearch(b->diag, &b->bytes, site) != 0 ||
	    put(b, "/opensearch.xml", buf_str(&b->bytes)) != 0)
		return -1;
	return put_sitemap(b);
}

/* Assets of the templates, images of the content. */
static int
put_assets(struct build *b)
{
	const struct assets *as = &b->in->assets;
	struct arena a;
	struct fs_list files;
	const char *dir;
	size_t i;
	int rc = 0;

	for (i = 0; i < as->n; i++)
		if (put(b, as->v[i].url, as->v[i].bytes) != 0)
			return -1;
	arena_init(&a, 0);
	dir = fs_join(&a, b->opt->content, "images");
	if (fs_is_dir(dir))
		rc = fs_walk(b->diag, &a, dir, &files);
	else
		files = (struct fs_list){ .n = 0 };
	for (i = 0; rc == 0 && i < files.n; i++) {
		buf_clear(&b->bytes);
		rc = fs_read(
		    b->diag, &b->bytes, fs_join(&a, dir, files.path[i]), LIMIT_ASSET_FILE);
		if (rc == 0)
			rc = put(b, fs_join(&a, "/images", files.path[i]), buf_str(&b->bytes));
	}
	arena_free(&a);
	return rc;
}

/* The page shell in each language. */
static int
add_shells(struct build *b, struct build_template *all, size_t *n)
{
	const struct templates *t = &b->in->templates;
	struct arena *a = &b->in->arena;
	enum lang lang;

	for (lang = 0; lang < LANG__MAX; lang++) {
		struct pages pages = { .diag = b->diag,
			.pv = lang == LANG_EN ? &b->in->pageview : &b->in->in[lang],
			.set = &t->set[lang] };

		if (!t->has[lang])
			continue;
		buf_clear(&b->bytes);
		if (pages_shell(&pages, &b->bytes) != 0)
			return -1;
		all[(*n)++] = (struct build_template){
			lang == LANG_EN ? "shell"
					: arena_printf(a, "%s/shell", lang_info[lang].code),
			{ arena_strndup(a, b->bytes.p, b->bytes.n), b->bytes.n }
		};
	}
	return 0;
}

/* The search index, which ends once the release has its id. */
static int
put_index(struct build *b)
{
	const struct templates *t = &b->in->templates;
	struct build_template *all =
	    arena_alloc(&b->in->arena, (t->n_answers + LANG__MAX) * sizeof(*all));
	struct build_index_input input = { stage_seal(b->stage), all, t->n_answers,
		t->catalog };
	struct manifest_figure *figures = NULL;
	size_t n = 0;

	if (b->opt->index == NULL)
		return 0;
	if (t->n_answers > 0)
		memcpy(all, t->answers, t->n_answers * sizeof(*all));
	if (add_shells(b, all, &input.n_templates) != 0)
		return -1;
	if (indexing_end(&b->indexing, b->diag, &input) != 0)
		return -1;
	if (b->opt->measure != NULL &&
	    b->opt->measure(b->opt->ctx, b->diag, &b->report->arena,
		stage_path(b->stage, "search.db"), &figures, &n) != 0)
		return -1;
	stage_carry(b->stage, b->report->revision, figures, n);
	return stage_adopt(b->stage, b->diag, "search.db", "public/data/search.db");
}

static void *
make_late(void *ctx, unsigned thread, size_t i, struct diag *d, struct arena *a,
    const struct pageview_page *page, struct str html)
{
	struct build *b = ctx;

	(void)thread;
	(void)i;
	if (stage_put(b->stage, d, page_path(a, page->url), html) == 0)
		report_page(b->report, stage_fate(b->stage), page->url, page->file);
	return NULL;
}

/* Add the file NAME below /data/, if there is one. */
static void
add_download(struct build *b, struct downloads *d, const char *name)
{
	struct arena *a = &b->in->arena;
	const struct manifest_file *f =
	    stage_file(b->stage, arena_printf(a, "public%s%s", data_page, name));

	if (f != NULL)
		d->v[d->n++] = (struct download){ name, f->size, arena_strdup(a, f->sha) };
}

/* The page that lists the files to download, and their checksums.  They follow from the release's
 * id: search.db holds it. */
static int
put_data(struct build *b)
{
	struct pageview *pv = &b->in->pageview;
	struct pages pages = { .diag = b->diag,
		.pv = pv,
		.set = &b->in->templates.set[LANG_EN],
		.make = make_late,
		.ctx = b };
	struct downloads *d = arena_alloc(&b->in->arena, sizeof(*d));

	*d = (struct downloads){ .release = stage_seal(b->stage),
		.built = date_from_days(b->opt->at / 86400),
		.index_version = b->opt->index != NULL ? b->opt->index_version : 0 };
	add_download(b, d, "mapping.csv");
	add_download(b, d, "mapping.json");
	add_download(b, d, "search.db");
	add_download(b, d, "openapi.json");
	pv->downloads = d;
	buf_clear(&b->bytes);
	downloads_sums(&b->bytes, d);
	if (put(b, "/data/SHA256SUMS", buf_str(&b->bytes)) != 0)
		return -1;
	return pages_again(&pages, MADE_DATA);
}

/* What browsers need to search by themselves, when all that they may keep is there. */
static int
put_static_search(struct build *b)
{
	buf_clear(&b->bytes);
	if (b->opt->static_search == NULL)
		return 0;
	if (b->opt->pack(b->opt->ctx, b->diag, &b->bytes, stage_path(b->stage, "search.db")) !=
	    0)
		return -1;
	return static_search_put(b->stage, b->diag, &b->in->assets, buf_str(&b->bytes));
}

static int
finish(struct build *b, struct build_report *r)
{
	struct stage_counts c;

	if (stage_finish(b->stage, b->diag, !b->opt->stage, &c) != 0)
		return -1;
	if (!b->opt->stage && !b->opt->preview &&
	    published_record(b->diag, b->opt->out, stage_manifest(b->stage)) != 0)
		return -1;
	report_removed(b->report, b->stage, &b->in->site);
	r->release = arena_strdup(&r->arena, stage_seal(b->stage));
	r->pages_new = c.pages[STAGE_NEW];
	r->pages_changed = c.pages[STAGE_CHANGED];
	r->pages_unchanged = c.pages[STAGE_SAME];
	r->pages_removed = c.pages[STAGE_REMOVED];
	r->n_files = c.files;
	r->bytes = c.bytes;
	return 0;
}

static bool
made(void *ctx, const char *file)
{
	return stage_has(ctx, file);
}

/* No address that readers have may die unseen. */
static int
keep_addresses(struct build *b)
{
	if (b->opt->preview)
		return 0;
	return published_check(b->diag, b->opt->out, &b->in->site, made, b->stage);
}

/* The revision that is known, or a hash of the content, which is all that was read so far. */
static void
carry_revision(struct build *b)
{
	struct arena *a = &b->report->arena;
	char sha[HASH_HEX];

	stage_inputs_hash(b->stage, sha);
	b->report->revision = b->opt->revision != NULL ? arena_strdup(a, b->opt->revision)
						       : arena_printf(a, "content:%s", sha);
	stage_carry(b->stage, b->report->revision, NULL, 0);
}

/* All that comes before the index's end; whatever fails, the rest has its say too. */
static int
put_all(struct build *b)
{
	int pages, feeds, redirects;

	if (add_content(b) != 0 || add_tariff(b) != 0)
		return -1;
	carry_revision(b);
	if (add_inputs(b, b->opt->templates, "templates") != 0 || add_made_assets(b) != 0 ||
	    put_assets(b) != 0)
		return -1;
	pages = put_pages(b);
	feeds = put_feeds(b);
	redirects = put_redirects(b);
	return pages != 0 || feeds != 0 || redirects != 0 ? -1 : 0;
}

/* What is written down for the next build, whatever comes of this one, beside what this one does. */
struct keeping {
	void (*keep)(const struct build *);
	const struct build *build;
	pthread_t thread;
	bool started;
};

static void
keep_site(const struct build *b)
{
	kept_save(b->opt->out, &b->in->site, b->in->kept, b->opt->index != NULL);
}

static void
keep_pages(const struct build *b)
{
	again_save(b->again, b->opt->out);
}

static void *
keep(void *arg)
{
	const struct keeping *k = arg;

	k->keep(k->build);
	return NULL;
}

static void
keep_start(struct keeping *k, const struct build *b, void (*what)(const struct build *))
{
	*k = (struct keeping){ .keep = what, .build = b };
	k->started = b->jobs > 1 && pthread_create(&k->thread, NULL, keep, k) == 0;
	if (!k->started)
		(void)keep(k); /* NULL */
}

static void
keep_end(struct keeping *k)
{
	if (k->started)
		(void)pthread_join(k->thread, NULL); /* ours and joinable */
}

static int
write_release(struct diag *d, const struct build_options *o, struct source_tree *in,
    struct build_report *r)
{
	struct build b = { .diag = d,
		.opt = o,
		.in = in,
		.report = r,
		.bytes = BUF_INIT,
		.jobs = work_threads(o->jobs) };
	struct keeping site, pages = { .started = false };
	unsigned i;
	int rc = -1;

	b.hands = arena_alloc(&in->arena, b.jobs * sizeof(*b.hands));
	for (i = 0; i < b.jobs; i++)
		buf_init(&b.hands[i].scratch);
	feed_sitemap_init(&b.sitemap, FEED_SITEMAP_URLS);
	b.again = again_open(o->clean ? NULL : o->out);
	b.stage = stage_open(d, o->out, o->at, in->site.config.mapping_date, o->jobs);
	if (b.stage != NULL) {
		indexing_start(&b.indexing, o, &in->site, stage_path(b.stage, "search.db"));
		keep_start(&site, &b, keep_site);
		source_views(in);
		rc = put_all(&b);
		if (rc == 0) /* while the index is on its way; what comes of all this or not */
			keep_start(&pages, &b, keep_pages);
		if (rc == 0 &&
		    (put_index(&b) != 0 || put_data(&b) != 0 || put_static_search(&b) != 0 ||
			keep_addresses(&b) != 0 ||
			(o->compress && stage_compress(b.stage, d) != 0) || finish(&b, r) != 0))
			rc = -1;
		keep_end(&pages);
		keep_end(&site);
		(void)indexing_end(
		    &b.indexing, d, NULL); /* when all that failed before it was asked */
	}
	stage_close(b.stage);
	for (i = 0; i < b.jobs; i++)
		buf_free(&b.hands[i].scratch);
	again_close(b.again);
	feed_sitemap_free(&b.sitemap);
	buf_free(&b.bytes);
	return rc;
}

int
build_run(struct diag *d, const struct build_options *o, struct build_report *r)
{
	struct unchanged *inputs = unchanged_look(o);
	struct source_tree in;
	size_t said = d->n;
	int rc = 0;

	*r = (struct build_report){ .n_held = 0 };
	arena_init(&r->arena, 0);
	if (!unchanged_is(inputs, r)) {
		rc = source_load(d, o, true, unchanged_content(inputs), &in);
		if (rc == 0) {
			report_held(r, &in.site);
			rc = write_release(d, o, &in, r);
		}
		source_unload(&in);
		if (rc == 0 && d->n == said) /* a warning is said at every build */
			unchanged_keep(inputs, r);
	}
	unchanged_free(inputs);
	return rc;
}

int
build_check(struct diag *d, const struct build_options *o,
    void (*look)(void *ctx, const struct site *, bool sound), void *ctx)
{
	struct source_tree in;
	int rc = source_load(d, o, false, NULL, &in);

	if (look != NULL)
		look(ctx, &in.site, in.site_sound);
	source_unload(&in);
	return rc;
}
