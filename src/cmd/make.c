#include "cmd/make.h"

#include "cmd/git.h"
#include "cmd/make_eval.h"
#include "db/db.h"
#include "index/indexer.h"
#include "index/pack.h"
#include "index/wordnet.h"

/* The words of every language but English. */
static const struct index_message *
messages(struct arena *a, const struct build_index_input *in, size_t *n)
{
	struct index_message *v;
	size_t i, max = 1;
	enum lang l;

	*n = 0;
	for (l = LANG_EN + 1; in->catalog != NULL && l < LANG__MAX; l++)
		max += in->catalog[l].n;
	v = arena_alloc(a, max * sizeof(*v));
	for (l = LANG_EN + 1; in->catalog != NULL && l < LANG__MAX; l++)
		for (i = 0; i < in->catalog[l].n; i++)
			v[(*n)++] = (struct index_message){ lang_info[l].code,
				in->catalog[l].v[i].en, in->catalog[l].v[i].to };
	return v;
}

/* What the index waits for, on its way from the build. */
struct waiting {
	const struct build_index_input *(*late)(void *wait);
	void *wait;
	struct arena arena;
};

static int
take_late(void *ctx, struct index_extra *extra)
{
	struct waiting *w = ctx;
	const struct build_index_input *in = w->late(w->wait);
	struct index_template *t;
	size_t i;

	if (in == NULL)
		return -1;
	t = arena_alloc(&w->arena, (in->n_templates + 1) * sizeof(*t));
	for (i = 0; i < in->n_templates; i++)
		t[i] = (struct index_template){ in->templates[i].name, in->templates[i].text };
	extra->release = in->release;
	extra->templates = t;
	extra->n_templates = in->n_templates;
	extra->messages = messages(&w->arena, in, &extra->n_messages);
	return 0;
}

static int
write_index(void *ctx, struct diag *d, const struct site *site,
    const struct build_index_input *(*late)(void *wait), void *wait, const char *path)
{
	struct waiting w = { .late = late, .wait = wait };
	struct index_extra extra = { .wordnet = WORDNET_DIR, .late = take_late, .ctx = &w };
	int rc;

	(void)ctx;
	arena_init(&w.arena, 0);
	rc = index_write(d, site, &extra, path);
	arena_free(&w.arena);
	return rc;
}

static int
measure(void *ctx, struct diag *d, struct arena *a, const char *path,
    struct manifest_figure **out, size_t *n)
{
	const struct make_dirs *dirs = ctx;

	return make_eval(d, a, path, dirs->queries, dirs->n_queries, out, n);
}

static int
write_pack(void *ctx, struct diag *d, struct buf *out, const char *path)
{
	(void)ctx;
	return pack_write(d, out, path);
}

int
make_site(struct diag *d, const struct make_dirs *dirs, int64_t at, struct build_report *report)
{
	struct make_dirs own = *dirs; /* for the hooks */
	struct arena a;
	struct build_options o = {
		.content = dirs->content,
		.templates = dirs->templates,
		.assets = dirs->assets,
		.out = dirs->out,
		.at = at,
		.now = dirs->now,
		.stage = dirs->stage,
		.preview = dirs->preview,
		.clean = dirs->clean,
		.compress = dirs->compress,
		.jobs = dirs->jobs,
		.index = dirs->no_index ? NULL : write_index,
		.index_version = DB_VERSION,
		.measure = dirs->n_queries > 0 ? measure : NULL,
		.pack = write_pack,
		.static_search = dirs->static_search,
		.ctx = &own,
	};
	int rc;

	arena_init(&a, 0);
	/* Nobody asks a preview where it is from. */
	o.revision = dirs->preview ? NULL : git_revision(&a, dirs->content);
	rc = build_run(d, &o, report);
	arena_free(&a);
	return rc;
}
