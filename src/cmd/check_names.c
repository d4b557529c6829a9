#include "cmd/check_names.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "index/indexer.h"

static const enum check_kind kind_of[] = {
	[NAME_PLAIN] = CHECK_NAME,
	[NAME_ES] = CHECK_ES,
	[NAME_BRAND] = CHECK_BRAND,
	[NAME_CAS] = CHECK_CAS,
	[NAME_ALSO] = CHECK_ALSO,
};

static const struct check_name *
list(struct arena *a, const struct site *site, size_t *n)
{
	struct check_name *out = NULL;
	size_t c, h, i, cap = 0;

	*n = 0;
	for (c = 0; c < site->n_chapters; c++) {
		for (h = 0; h < site->chapters[c].n_headings; h++) {
			const struct heading *hd = &site->chapters[c].headings[h];

			for (i = 0; i < hd->n_names; i++) {
				const struct name *nm = &hd->names[i];

				out = arena_grow(a, out, *n, &cap, sizeof(*out));
				out[(*n)++] = (struct check_name){ .text = nm->text,
					.heading = hd->code,
					.code = nm->code,
					.kind = kind_of[nm->kind],
					.loc = nm->loc };
			}
		}
	}
	return out;
}

/* The index goes to a directory of its own: SQLite may put files beside it. */
int
check_names(struct check_search *out, struct diag *d, const struct site *site)
{
	struct index_extra extra = { .release = "check" };
	char dir[] = "/tmp/cee-check-XXXXXX";
	const struct check_name *names;
	struct arena a;
	const char *path;
	size_t n;
	int rc;

	if (mkdtemp(dir) == NULL)
		return diag_error(d, (struct loc){ dir, 0, 0 },
		    "cannot make a directory for the index: %s", strerror(errno));
	arena_init(&a, 0);
	path = fs_join(&a, dir, "search.db");
	names = list(&a, site, &n);
	rc = index_write(d, site, &extra, path);
	if (rc == 0)
		rc = check_search(out, d, path, names, n);
	if (fs_remove(d, dir) != 0)
		rc = -1;
	arena_free(&a);
	return rc;
}
