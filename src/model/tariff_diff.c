#include "model/tariff_diff.h"

#include <stdlib.h>
#include <string.h>

/* A numbered row and its number, for sorting. */
struct numbered {
	const char *code;
	size_t row;
};

static int
by_code(const void *x, const void *y)
{
	return strcmp(((const struct numbered *)x)->code, ((const struct numbered *)y)->code);
}

static struct numbered *
sorted(struct arena *a, const struct tariff *t, size_t *n)
{
	struct numbered *v = arena_alloc(a, (t->n + 1) * sizeof(*v));
	size_t i;

	*n = 0;
	for (i = 0; i < t->n; i++)
		if (t->rows[i].code[0] != '\0')
			v[(*n)++] = (struct numbered){ t->rows[i].code, i };
	qsort(v, *n, sizeof(*v), by_code);
	return v;
}

static bool
same_title(const struct tariff *old, size_t o, const struct tariff *new, size_t n)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	tariff_title(&x, old, o);
	tariff_title(&y, new, n);
	same = str_eq(buf_str(&x), buf_str(&y));
	buf_free(&x);
	buf_free(&y);
	return same;
}

static void
add(struct tariff_diff *d, struct arena *a, size_t old, size_t new, size_t *count)
{
	d->v = arena_grow(a, d->v, d->n, &d->cap, sizeof(*d->v));
	d->v[d->n++] = (struct tariff_change){ old, new };
	++*count;
}

void
tariff_compare(
    struct tariff_diff *d, struct arena *a, const struct tariff *old, const struct tariff *new)
{
	size_t n_old, n_new, i = 0, j = 0;
	const struct numbered *x = sorted(a, old, &n_old), *y = sorted(a, new, &n_new);

	*d = (struct tariff_diff){ .n = 0 };
	while (i < n_old || j < n_new) {
		int c = i == n_old ? 1 : j == n_new ? -1 : strcmp(x[i].code, y[j].code);

		if (c < 0) {
			add(d, a, x[i++].row, TARIFF_NONE, &d->n_gone);
		} else if (c > 0) {
			add(d, a, TARIFF_NONE, y[j++].row, &d->n_new);
		} else {
			if (!same_title(old, x[i].row, new, y[j].row))
				add(d, a, x[i].row, y[j].row, &d->n_retitled);
			i++;
			j++;
		}
	}
}

struct strings
tariff_unknown(struct arena *a, const struct tariff *t, const struct site *site, bool rules)
{
	struct strings out = { arena_alloc(a, (t->n_headings + 1) * sizeof(char *)), 0 };
	size_t i;

	for (i = 0; i < t->n; i++) {
		const char *code = t->rows[i].heading;

		if (i > 0 && strcmp(code, t->rows[i - 1].heading) == 0)
			continue;
		if (rules ? site_route(site, code) == NULL : site_heading(site, code) == NULL)
			out.v[out.n++] = code;
	}
	return out;
}
