#include "render/data.h"

#include <string.h>

#include "base/jsonw.h"

/* One field, quoted when it must be (RFC 4180, 2.6). */
static void
field(struct buf *out, struct str s, bool last)
{
	size_t i;

	if (str_chr(s, ',') == s.n && str_chr(s, '"') == s.n && str_chr(s, '\n') == s.n &&
	    str_chr(s, '\r') == s.n) {
		buf_addstr(out, s);
	} else {
		buf_addc(out, '"');
		for (i = 0; i < s.n; i++) {
			if (s.p[i] == '"')
				buf_addc(out, '"');
			buf_addc(out, s.p[i]);
		}
		buf_addc(out, '"');
	}
	buf_adds(out, last ? "\r\n" : ",");
}

static struct date
newest(const struct sources *s)
{
	struct date best = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->v[i]->date.year != 0 && date_cmp(s->v[i]->date, best) > 0)
			best = s->v[i]->date;
	return best;
}

static void
date_field(struct buf *out, struct buf *scratch, struct date d, bool last)
{
	buf_clear(scratch);
	if (d.year != 0)
		date_iso(scratch, d);
	field(out, buf_str(scratch), last);
}

static void
row(struct buf *out, struct buf *scratch, const char *kind, const char *from, const char *to,
    const char *title, const struct rule *r, struct date mapping)
{
	struct date date = newest(&r->sources);
	size_t i;

	field(out, str_of(kind), false);
	field(out, str_of(from), false);
	field(out, str_of(to), false);
	field(out, str_of(title), false);
	field(out, str_of(r->center->slug), false);
	field(out, str_of(r->center->name), false);
	field(out, str_of(basis_name(r->basis)), false);
	buf_clear(scratch);
	for (i = 0; i < r->sources.n; i++)
		buf_addf(scratch, "%s%s", i > 0 ? "; " : "", r->sources.v[i]->title);
	field(out, buf_str(scratch), false);
	date_field(out, scratch, date, false);
	field(out, str_of(r->note), false);
	date_field(out, scratch, mapping, false);
	buf_clear(scratch);
	for (i = 0; i < r->sources.n; i++)
		if (r->sources.v[i]->url != NULL)
			buf_addf(
			    scratch, "%s%s", scratch->n > 0 ? " " : "", r->sources.v[i]->url);
	field(out, buf_str(scratch), false);
	date_field(out, scratch, r->since, false);
	date_field(out, scratch, r->until, true);
}

void
data_csv(struct buf *out, const struct site *site)
{
	struct date mapping = site->config.mapping_date;
	struct buf scratch = BUF_INIT;
	size_t i, j;

	buf_adds(out, "kind,from,to,title,center,center_name,basis,source,source_date,note,"
		      "mapping_date,source_url,since,until\r\n");
	for (i = 0; i < site->n_rules; i++) {
		const struct rule *r = &site->rules[i];

		row(out, &scratch, "rule", r->from, r->to, "", r, mapping);
	}
	for (i = 0; i < site->n_chapters; i++) {
		for (j = 0; j < site->chapters[i].n_headings; j++) {
			const struct heading *h = &site->chapters[i].headings[j];

			row(out, &scratch, "heading", h->code, h->code, h->title, h->rule,
			    mapping);
		}
	}
	buf_free(&scratch);
}

static void
json_date(struct jsonw *w, const char *key, struct date d)
{
	struct buf b = BUF_INIT;

	if (d.year != 0)
		date_iso(&b, d);
	jsonw_kcstr(w, key, d.year != 0 ? b.p : NULL);
	buf_free(&b);
}

static void
json_rule(struct jsonw *w, const struct rule *r)
{
	size_t i;

	jsonw_kcstr(w, "center", r->center->slug);
	jsonw_kcstr(w, "basis", basis_name(r->basis));
	jsonw_key(w, "sources");
	jsonw_array(w);
	for (i = 0; i < r->sources.n; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "title", r->sources.v[i]->title);
		json_date(w, "date", r->sources.v[i]->date);
		jsonw_kcstr(w, "url", r->sources.v[i]->url);
		jsonw_end(w);
	}
	jsonw_end(w);
	jsonw_kcstr(w, "note", r->note);
}

static void
json_centers(struct jsonw *w, const struct site *site)
{
	size_t i;

	jsonw_key(w, "centers");
	jsonw_array(w);
	for (i = 0; i < site->n_centers; i++) {
		const struct center *c = &site->centers[i];

		jsonw_object(w);
		jsonw_kcstr(w, "slug", c->slug);
		jsonw_kcstr(w, "name", c->name);
		jsonw_kint(w, "number", (int64_t)c->number);
		jsonw_kcstr(w, "city", c->city);
		jsonw_kcstr(w, "field_office", c->field_office);
		jsonw_kcstr(w, "url", c->page->url);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
json_headings(struct jsonw *w, const struct site *site)
{
	size_t i, j;

	jsonw_key(w, "headings");
	jsonw_array(w);
	for (i = 0; i < site->n_chapters; i++) {
		for (j = 0; j < site->chapters[i].n_headings; j++) {
			const struct heading *h = &site->chapters[i].headings[j];

			jsonw_object(w);
			jsonw_kcstr(w, "code", h->code);
			jsonw_kcstr(w, "title", h->title);
			json_rule(w, h->rule);
			jsonw_end(w);
		}
	}
	jsonw_end(w);
}

void
data_json(struct buf *out, const struct site *site)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	json_date(&w, "mapping_date", site->config.mapping_date);
	json_centers(&w, site);
	jsonw_key(&w, "rules");
	jsonw_array(&w);
	for (i = 0; i < site->n_rules; i++) {
		const struct rule *r = &site->rules[i];

		jsonw_object(&w);
		jsonw_kcstr(&w, "from", r->from);
		jsonw_kcstr(&w, "to", r->to);
		json_date(&w, "since", r->since);
		json_date(&w, "until", r->until);
		json_rule(&w, r);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	json_headings(&w, site);
	jsonw_end(&w);
	buf_addc(out, '\n');
}
