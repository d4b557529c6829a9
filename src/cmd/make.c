#include "cmd/make.h"

#include "base/date.h"
#include "cmd/when.h"
#include "db/db.h"
#include "index/indexer.h"
#include "index/wordnet.h"

static int
write_index(void *ctx, struct diag *d, const struct site *site,
    const struct build_index_input *in, const char *path)
{
	struct index_template *t;
	struct index_extra extra = {
		.release = in->release, .n_templates = in->n_templates, .wordnet = WORDNET_DIR
	};
	struct arena a;
	size_t i;
	int rc;

	(void)ctx;
	arena_init(&a, 0);
	t = arena_alloc(&a, (in->n_templates + 1) * sizeof(*t));
	for (i = 0; i < in->n_templates; i++)
		t[i] = (struct index_template){ in->templates[i].name, in->templates[i].text };
	extra.templates = t;
	rc = index_write(d, site, &extra, path);
	arena_free(&a);
	return rc;
}

int
make_site(struct diag *d, const struct make_dirs *dirs, int64_t at, struct build_report *report)
{
	struct build_options o = {
		.content = dirs->content,
		.templates = dirs->templates,
		.assets = dirs->assets,
		.out = dirs->out,
		.at = at,
		.stage = dirs->stage,
		.preview = dirs->preview,
		.compress = dirs->compress,
		.index = write_index,
		.index_version = DB_VERSION,
	};

	return build_run(d, &o, report);
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* A report that cannot be written has no reader. */
static void
report_held(FILE *out, const struct build_report *r, const struct build_held *h)
{
	struct buf when = BUF_INIT;

	when_words(&when, h->when, r->time_zone);
	switch (h->why) {
	case BUILD_DRAFT:
		(void)fprintf(out,
		    "held back: %s: a draft; remove its line \"draft: true\" to publish it\n",
		    h->file);
		break;
	case BUILD_NOT_YET:
		(void)fprintf(out, "held back: %s: until %s\n", h->file, when.p);
		break;
	case BUILD_EXPIRED:
		(void)fprintf(out, "expired: %s: on %s\n", h->file, when.p);
		break;
	case BUILD_LATER_RULE:
		(void)fprintf(out, "held back: %s:%u: the rule that %s goes to %s, until %s\n",
		    h->file, h->line, h->code, h->center, when.p);
		break;
	}
	buf_free(&when);
}

void
make_report(FILE *out, const struct build_report *r)
{
	struct buf when = BUF_INIT;
	size_t i;

	/* A report that cannot be written has no reader. */
	(void)fprintf(out,
	    "release %s: %zu new page%s, %zu changed, %zu unchanged, %zu removed; "
	    "%zu files, %.1f MiB\n",
	    r->release, r->pages_new, plural(r->pages_new), r->pages_changed,
	    r->pages_unchanged, r->pages_removed, r->n_files, (double)r->bytes / 1048576);
	for (i = 0; i < r->n_held; i++)
		report_held(out, r, &r->held[i]);
	if (r->next_due != 0) {
		when_words(&when, r->next_due, r->time_zone);
		buf_adds(&when, ", which is ");
		time_iso(&when, r->next_due);
		(void)fprintf(out, "the next build is due on %s\n", when.p);
	}
	buf_free(&when);
}
