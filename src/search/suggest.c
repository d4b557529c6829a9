#include "search/suggest.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"

/* How well NAME goes on from PREFIX: 0 not at all, 3 from its first letter, 2 from a later word. */
static int
goes_on(const char *name, struct str prefix)
{
	const char *p;
	size_t i;

	for (p = name; *p != '\0'; p++) {
		if (p != name && p[-1] != ' ' && p[-1] != '-')
			continue;
		for (i = 0; i < prefix.n && ascii_lower(p[i]) == prefix.p[i]; i++)
			continue;
		if (i == prefix.n)
			return p == name ? 3 : 2;
	}
	return 0;
}

struct pick {
	const struct store_name *name;
	long rank; /* lower is better */
};

static void
consider(struct pick *best, size_t *n, const struct store_name *name, long rank)
{
	size_t i, at = *n;

	for (i = 0; i < *n; i++)
		if (strcmp(best[i].name->text, name->text) == 0)
			return;
	while (at > 0 && rank < best[at - 1].rank)
		at--;
	if (at >= SUGGEST_MAX)
		return;
	if (*n < SUGGEST_MAX)
		(*n)++;
	memmove(best + at + 1, best + at, (*n - at - 1) * sizeof(*best));
	best[at] = (struct pick){ name, rank };
}

static const char *
find_url(struct arena *a, const char *query)
{
	struct buf b = BUF_INIT;
	const char *url;

	buf_adds(&b, "/find/?q=");
	escape_url_arg(&b, str_of(query));
	url = arena_strdup(a, b.p);
	buf_free(&b);
	return url;
}

static size_t
codes(struct suggestion *out, struct arena *a, const struct store *s, struct str digits)
{
	size_t i, n = 0;

	for (i = 0; i < s->n_headings && n < SUGGEST_MAX; i++) {
		const struct store_heading *h = &s->headings[i];

		if (strncmp(h->code, digits.p, digits.n < 4 ? digits.n : 4) != 0)
			continue;
		out[n++] = (struct suggestion){ arena_printf(a, "%s %s", h->code, h->title),
			"code", arena_printf(a, "/hts/%s/", h->code), h->rule->center };
	}
	return n;
}

size_t
suggest_find(struct suggestion *out, struct arena *a, const struct store *s, struct str text)
{
	struct pick best[SUGGEST_MAX + 1];
	struct buf folded = BUF_INIT;
	struct str prefix;
	size_t i, n = 0, m = 0;
	unsigned long v;

	utf8_fold(&folded, str_trim(text));
	prefix = (struct str){ arena_strndup(a, folded.p, folded.n), folded.n };
	buf_free(&folded);
	if (prefix.n < 2)
		return 0;
	if (str_to_uint(prefix, 9999999999u, &v))
		return codes(out, a, s, prefix);
	for (i = 0; i < s->n_centers && m < 2; i++)
		if (goes_on(s->centers[i].name, prefix) > 0)
			out[m++] = (struct suggestion){ arena_printf(
							    a, "%s Center", s->centers[i].name),
				"center", s->centers[i].url, &s->centers[i] };
	for (i = 0; i < s->n_names; i++) {
		const struct store_name *name = &s->names[i];
		int how;

		if (name->kind == STORE_CAS)
			continue;
		how = goes_on(name->text, prefix);
		if (how > 0)
			consider(best, &n, name,
			    (3L - how) * 100 + (long)strlen(name->text) +
				(name->kind == STORE_ES ? 50 : 0));
	}
	for (i = 0; i < n && m < SUGGEST_MAX; i++)
		out[m++] = (struct suggestion){ best[i].name->text, "product",
			find_url(a, best[i].name->text), best[i].name->rule->center };
	return m;
}
