#include "cmd/hts_report.h"

#include "base/htsno.h"
#include "base/jsonw.h"

#define CODES_MAX 20 /* headings on one line of text */

enum fate { FATE_NEW, FATE_GONE, FATE_RETITLED, FATE__MAX };

static const struct {
	const char *key; /* in JSON */
	const char *title; /* in text */
} fates[] = {
	[FATE_NEW] = { "new", "new lines" },
	[FATE_GONE] = { "gone", "lines gone" },
	[FATE_RETITLED] = { "retitled", "lines with another text" },
};

void
hts_report_make(struct hts_report *r, struct arena *a, const struct tariff *old,
    const struct tariff *new, const struct site *site)
{
	*r = (struct hts_report){ .old = old, .new = new };
	tariff_compare(&r->diff, a, old, new);
	r->unmapped = tariff_unknown(a, new, site, true);
	r->unwritten = tariff_unknown(a, new, site, false);
}

static enum fate
fate_of(const struct tariff_change *c)
{
	if (c->old == TARIFF_NONE)
		return FATE_NEW;
	return c->new == TARIFF_NONE ? FATE_GONE : FATE_RETITLED;
}

static size_t
count_of(const struct tariff_diff *d, enum fate f)
{
	switch (f) {
	case FATE_NEW:
		return d->n_new;
	case FATE_GONE:
		return d->n_gone;
	case FATE_RETITLED:
		return d->n_retitled;
	case FATE__MAX:
		break;
	}
	return 0;
}

void
hts_report_codes(struct buf *out, const char *label, const struct strings *codes)
{
	size_t i;

	if (codes->n == 0)
		return;
	buf_addf(out, "%s: ", label);
	for (i = 0; i < codes->n && i < CODES_MAX; i++)
		buf_addf(out, "%s%s", i > 0 ? ", " : "", codes->v[i]);
	if (i < codes->n)
		buf_addf(out, " and %zu more", codes->n - i);
	buf_addc(out, '\n');
}

/* The row's number, with its dots. */
static void
add_code(struct buf *out, const struct tariff *t, size_t row)
{
	htsno_dotted(out, str_of(t->rows[row].code));
}

static void
add_change(struct buf *out, const struct hts_report *r, const struct tariff_change *c)
{
	buf_adds(out, "  ");
	if (c->old == TARIFF_NONE)
		add_code(out, r->new, c->new);
	else
		add_code(out, r->old, c->old);
	buf_adds(out, "  ");
	if (c->old != TARIFF_NONE)
		tariff_title(out, r->old, c->old);
	if (c->old != TARIFF_NONE && c->new != TARIFF_NONE)
		buf_adds(out, "\n    now: ");
	if (c->new != TARIFF_NONE)
		tariff_title(out, r->new, c->new);
	buf_addc(out, '\n');
}

void
hts_report_text(struct buf *out, const struct hts_report *r)
{
	const struct tariff_diff *d = &r->diff;
	enum fate f;
	size_t i;

	buf_addf(out, "%s to %s\n", r->old->edition, r->new->edition);
	for (f = 0; f < FATE__MAX; f++) {
		buf_addf(out, "%s: %zu\n", fates[f].title, count_of(d, f));
		for (i = 0; i < d->n; i++)
			if (fate_of(&d->v[i]) == f)
				add_change(out, r, &d->v[i]);
	}
	hts_report_codes(out, "headings that no rule gives a Center", &r->unmapped);
	hts_report_codes(out, "headings without a section in scopes/", &r->unwritten);
}

static void
put_edition(struct jsonw *w, const char *key, const struct tariff *t)
{
	jsonw_key(w, key);
	jsonw_object(w);
	jsonw_kcstr(w, "edition", t->edition);
	jsonw_kcstr(w, "source", t->source);
	jsonw_kcstr(w, "sha256", t->sha256);
	jsonw_kint(w, "headings", (int64_t)t->n_headings);
	jsonw_end(w);
}

static void
put_title(struct jsonw *w, const char *key, const struct tariff *t, size_t row)
{
	struct buf b = BUF_INIT;

	if (row == TARIFF_NONE)
		return;
	tariff_title(&b, t, row);
	jsonw_kstr(w, key, buf_str(&b));
	buf_free(&b);
}

static void
put_change(struct jsonw *w, const struct hts_report *r, const struct tariff_change *c)
{
	jsonw_object(w);
	jsonw_kcstr(w, "code",
	    c->old != TARIFF_NONE ? r->old->rows[c->old].code : r->new->rows[c->new].code);
	put_title(w, "old", r->old, c->old);
	put_title(w, "new", r->new, c->new);
	jsonw_end(w);
}

static void
put_codes(struct jsonw *w, const char *key, const struct strings *codes)
{
	size_t i;

	jsonw_key(w, key);
	jsonw_array(w);
	for (i = 0; i < codes->n; i++)
		jsonw_cstr(w, codes->v[i]);
	jsonw_end(w);
}

void
hts_report_json(struct buf *out, const struct hts_report *r)
{
	struct jsonw w;
	enum fate f;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	put_edition(&w, "from", r->old);
	put_edition(&w, "to", r->new);
	for (f = 0; f < FATE__MAX; f++) {
		jsonw_key(&w, fates[f].key);
		jsonw_array(&w);
		for (i = 0; i < r->diff.n; i++)
			if (fate_of(&r->diff.v[i]) == f)
				put_change(&w, r, &r->diff.v[i]);
		jsonw_end(&w);
	}
	put_codes(&w, "unmapped", &r->unmapped);
	put_codes(&w, "unwritten", &r->unwritten);
	jsonw_end(&w);
	buf_addc(out, '\n');
}
