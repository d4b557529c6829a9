#include "cmd/make_eval.h"

#include <string.h>

#include "cmd/eval_run.h"

/* Is this a group of a whole file, not of a style or a reason? */
static bool
is_whole(const char *group)
{
	static const char *const names[] = { "all", "questions", "not goods", "codes", "mixes",
		"pinned" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(group, names[i]) == 0)
			return true;
	return false;
}

static void
keep(struct arena *a, const struct eval_tally *t, struct manifest_figure **out, size_t *n)
{
	size_t i, j, cap = 0;

	for (i = 0; i < t->n; i++)
		for (j = 0; is_whole(t->groups[i].name) && j < t->groups[i].n; j++) {
			const struct eval_metric *m = &t->groups[i].metrics[j];

			/* "confident(vague: hostile)" is of a part. */
			if (strchr(m->name, ':') != NULL)
				continue;
			*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
			(*out)[(*n)++] =
			    (struct manifest_figure){ arena_printf(a, "%.4f", eval_value(m)),
				    m->of, arena_strdup(a, m->name) };
		}
}

int
make_eval(struct diag *d, struct arena *a, const char *path, const char *const *files, size_t n,
    struct manifest_figure **out, size_t *n_out)
{
	struct eval e = { .diag = d };
	struct eval_file *f;
	size_t i;
	int rc = -1;

	*out = NULL;
	*n_out = 0;
	arena_init(&e.arena, 0);
	e.tally.arena = &e.arena;
	e.store = store_open(d, path);
	if (e.store == NULL)
		goto out;
	e.store->patience_ms = 0;
	f = arena_alloc(&e.arena, (n + 1) * sizeof(*f));
	for (i = 0; i < n; i++)
		if (eval_file_read(&f[i], d, &e.arena, files[i]) != 0)
			goto out;
	for (i = 0; i < n; i++)
		if (f[i].kind != EVAL_FIGURES)
			eval_run(&e, &f[i]);
	keep(a, &e.tally, out, n_out);
	rc = 0;
out:
	store_close(e.store);
	arena_free(&e.arena);
	return rc;
}
