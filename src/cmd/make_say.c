#include "cmd/make_say.h"

#include <string.h>

#include "base/date.h"
#include "base/fs.h"
#include "base/jsonw.h"
#include "cmd/diff_say.h"
#include "cmd/when.h"

#define SHOWN 12 /* of each list; all are in the JSON */

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static void
say_held(struct buf *out, const struct build_report *r, const struct build_held *h)
{
	struct buf when = BUF_INIT;

	when_words(&when, h->when, r->time_zone);
	switch (h->why) {
	case BUILD_DRAFT:
		buf_addf(out,
		    "held back: %s: a draft; remove its line \"draft: true\" to publish it\n",
		    h->file);
		break;
	case BUILD_NOT_YET:
		buf_addf(out, "held back: %s: until %s\n", h->file, when.p);
		break;
	case BUILD_EXPIRED:
		buf_addf(out, "expired: %s: on %s\n", h->file, when.p);
		break;
	case BUILD_LATER_RULE:
		buf_addf(out, "held back: %s:%u: the rule that %s goes to %s, until %s\n",
		    h->file, h->line, h->code, h->center, when.p);
		break;
	}
	buf_free(&when);
}

/* ", 1 draft, 2 held, the first until December 1, 2026, 09:00 (New York time), 1 expired" */
static void
count_held(struct buf *out, const struct build_report *r)
{
	size_t n[BUILD_LATER_RULE + 1] = { 0 }, i, held;
	int64_t first = 0;

	for (i = 0; i < r->n_held; i++) {
		const struct build_held *h = &r->held[i];

		n[h->why]++;
		if ((h->why == BUILD_NOT_YET || h->why == BUILD_LATER_RULE) &&
		    (first == 0 || h->when < first))
			first = h->when;
	}
	held = n[BUILD_NOT_YET] + n[BUILD_LATER_RULE];
	if (n[BUILD_DRAFT] > 0)
		buf_addf(out, ", %zu draft%s", n[BUILD_DRAFT], plural(n[BUILD_DRAFT]));
	if (held > 0) {
		buf_addf(out, ", %zu held%s until ", held, held > 1 ? ", the first" : "");
		when_words(out, first, r->time_zone);
	}
	if (n[BUILD_EXPIRED] > 0)
		buf_addf(out, ", %zu expired", n[BUILD_EXPIRED]);
}

static void
say_pages(struct buf *out, const char *title, const struct build_pages *p)
{
	size_t i;

	if (p->n == 0)
		return;
	buf_addf(out, "%s:\n", title);
	for (i = 0; i < p->n && i < SHOWN; i++)
		buf_addf(out, "  %s%s%s\n", p->v[i].url, p->v[i].file != NULL ? "  " : "",
		    p->v[i].file != NULL ? p->v[i].file : "");
	if (p->n > SHOWN)
		buf_addf(out, "  and %zu more\n", p->n - SHOWN);
}

void
make_say_text(struct buf *out, const struct build_report *r, const struct diff_index *x)
{
	size_t i;

	buf_addf(out, "release %s: %zu new, %zu changed, %zu removed", r->release, r->pages_new,
	    r->pages_changed, r->pages_removed);
	count_held(out, r);
	/* A broken link is an error, and there were none. */
	buf_addf(out, ", 0 links broken; %zu pages, %zu files, %.1f MiB\n",
	    r->pages_new + r->pages_changed + r->pages_unchanged, r->n_files,
	    (double)r->bytes / 1048576);
	/* At first all pages are new. */
	if (r->before != NULL) {
		say_pages(out, "new", &r->new);
		say_pages(out, "changed", &r->changed);
		say_pages(out, "removed", &r->removed);
	}
	if (x != NULL && x->n_centers > 0) {
		buf_addf(out, "%zu heading%s or longer code%s with another Center:\n",
		    x->n_centers, plural(x->n_centers), plural(x->n_centers));
		diff_text_centers(out, x->centers, x->n_centers, SHOWN);
	}
	if (x != NULL && x->n_gained + x->n_lost > 0)
		buf_addf(out, "names: %zu gained, %zu lost\n", x->n_gained, x->n_lost);
	for (i = 0; i < r->n_held; i++)
		say_held(out, r, &r->held[i]);
	if (r->next_due != 0) {
		buf_adds(out, "the next build is due on ");
		when_words(out, r->next_due, r->time_zone);
		buf_adds(out, ", which is ");
		time_iso(out, r->next_due);
		buf_addc(out, '\n');
	}
}

static void
json_pages(struct jsonw *w, const char *key, const struct build_pages *p)
{
	size_t i;

	jsonw_key(w, key);
	jsonw_array(w);
	for (i = 0; i < p->n; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "url", p->v[i].url);
		jsonw_kcstr(w, "file", p->v[i].file);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
json_time(struct jsonw *w, const char *key, int64_t t)
{
	struct buf b = BUF_INIT;

	if (t != 0)
		time_iso(&b, t);
	jsonw_kcstr(w, key, t != 0 ? b.p : NULL);
	buf_free(&b);
}

static void
json_held(struct jsonw *w, const struct build_report *r)
{
	static const char *const why[] = {
		[BUILD_DRAFT] = "draft",
		[BUILD_NOT_YET] = "not-yet",
		[BUILD_EXPIRED] = "expired",
		[BUILD_LATER_RULE] = "later-rule",
	};
	size_t i;

	jsonw_key(w, "held");
	jsonw_array(w);
	for (i = 0; i < r->n_held; i++) {
		const struct build_held *h = &r->held[i];

		jsonw_object(w);
		jsonw_kcstr(w, "file", h->file);
		jsonw_kint(w, "line", h->line);
		jsonw_kcstr(w, "why", why[h->why]);
		json_time(w, "when", h->when);
		jsonw_kcstr(w, "code", h->code);
		jsonw_kcstr(w, "center", h->center);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
make_say_json(struct buf *out, const struct build_report *r, const struct diff_index *x)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_kcstr(&w, "release", r->release);
	jsonw_kcstr(&w, "before", r->before);
	jsonw_kcstr(&w, "revision", r->revision);
	jsonw_kint(
	    &w, "pages", (int64_t)(r->pages_new + r->pages_changed + r->pages_unchanged));
	jsonw_kint(&w, "files", (int64_t)r->n_files);
	jsonw_kint(&w, "bytes", (int64_t)r->bytes);
	jsonw_kint(&w, "links_broken", 0);
	json_pages(&w, "new", &r->new);
	json_pages(&w, "changed", &r->changed);
	json_pages(&w, "removed", &r->removed);
	jsonw_key(&w, "centers");
	jsonw_array(&w);
	for (i = 0; x != NULL && i < x->n_centers; i++) {
		jsonw_object(&w);
		jsonw_kcstr(&w, "code", x->centers[i].code);
		jsonw_kcstr(&w, "title", x->centers[i].title);
		jsonw_kcstr(&w, "before", x->centers[i].before);
		jsonw_kcstr(&w, "after", x->centers[i].after);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_kint(&w, "names_gained", x != NULL ? (int64_t)x->n_gained : 0);
	jsonw_kint(&w, "names_lost", x != NULL ? (int64_t)x->n_lost : 0);
	json_held(&w, r);
	json_time(&w, "next_due", r->next_due);
	jsonw_end(&w);
	buf_addc(out, '\n');
}

bool
make_say_effects(
    struct diff_index *x, struct arena *a, const char *out, const struct build_report *r)
{
	const char *old, *new;
	struct diag unread;
	bool known;

	if (r->before == NULL || r->release == NULL)
		return false;
	if (strcmp(r->before, r->release) == 0) { /* built again, or found to be as it was */
		*x = (struct diff_index){ .release = r->before, .built = "" };
		return true;
	}
	old = arena_printf(a, "%s/releases/%s/search.db", out, r->before);
	new = arena_printf(a, "%s/releases/%s/search.db", out, r->release);
	/* The old one may be of another version; the build went well all the same. */
	diag_init(&unread);
	known = fs_exists(old) && fs_exists(new) && diff_index(x, &unread, a, old, new) == 0;
	diag_free(&unread);
	return known;
}
