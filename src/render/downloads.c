#include "render/downloads.h"

#include <inttypes.h>

#define NBSP "\xC2\xA0" /* a number and its unit stay together */

void
downloads_sums(struct buf *out, const struct downloads *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		buf_addf(out, "%s  %s\n", d->v[i].sha, d->v[i].name);
}

/* "1,234,567" */
static const char *
with_commas(struct arena *a, uint64_t n)
{
	char *digits = arena_printf(a, "%" PRIu64, n);
	size_t len = str_of(digits).n, i;
	struct buf b = BUF_INIT;
	const char *out;

	for (i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_addc(&b, ',');
		buf_addc(&b, digits[i]);
	}
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}

static const char *
rounded(struct arena *a, uint64_t n)
{
	if (n < 1024)
		return arena_printf(a, "%" PRIu64 NBSP "bytes", n);
	if (n < UINT64_C(1024) * 1024)
		return arena_printf(a, "%" PRIu64 NBSP "KiB", (n + 512) / 1024);
	return arena_printf(a, "%.1f" NBSP "MiB", (double)n / (1024 * 1024));
}

void
downloads_fill(struct arena *a, struct value *map, const struct downloads *d)
{
	struct value *list = value_set_list(map, "files");
	size_t i;

	value_set_cstr(map, "release", d != NULL ? d->release : NULL);
	if (d != NULL && d->index_version != 0)
		value_set_int(map, "index_version", d->index_version);
	else
		value_set_null(map, "index_version");
	for (i = 0; d != NULL && i < d->n; i++) {
		struct value *v = value_push_map(list);

		value_set_cstr(v, "name", d->v[i].name);
		value_set_cstr(v, "url", arena_printf(a, "/data/%s", d->v[i].name));
		value_set_cstr(v, "bytes", with_commas(a, d->v[i].size));
		value_set_cstr(v, "size", rounded(a, d->v[i].size));
		value_set_cstr(v, "sha", d->v[i].sha);
	}
}
