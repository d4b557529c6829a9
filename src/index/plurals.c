#include "index/plurals.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "words/forms.h"

struct plurals {
	const char *
	    *name; /* N of them, sorted: what the content has and ends with a word apart */
	size_t n;
};

/* True when NAME has several words and the last is kept apart. */
static bool
is_apart(const char *name)
{
	const char *last = strrchr(name, ' ');

	return last != NULL && forms_keep(last + 1);
}

static int
compare(const void *a, const void *b)
{
	return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* Count such names of the site, and take them if there is room. */
static size_t
gather(const struct site *site, const char **out)
{
	size_t i, j, k, n = 0;

	for (i = 0; i < site->n_chapters; i++)
		for (j = 0; j < site->chapters[i].n_headings; j++)
			for (k = 0; k < site->chapters[i].headings[j].n_names; k++) {
				const char *text = site->chapters[i].headings[j].names[k].text;

				if (!is_apart(text))
					continue;
				if (out != NULL)
					out[n] = text;
				n++;
			}
	return n;
}

struct plurals *
plurals_new(struct arena *a, const struct site *site)
{
	struct plurals *p = arena_alloc(a, sizeof(*p));

	p->n = gather(site, NULL);
	p->name = arena_alloc(a, (p->n + 1) * sizeof(*p->name));
	(void)gather(site, p->name); /* as many as before */
	qsort(p->name, p->n, sizeof(*p->name), compare);
	return p;
}

const char *
plurals_of(const struct plurals *p, struct arena *a, const char *name)
{
	size_t n = strlen(name);
	const char *plural =
	    arena_printf(a, "%s%s", name, n > 0 && name[n - 1] == 's' ? "es" : "s");

	if (!is_apart(plural) ||
	    bsearch(&plural, p->name, p->n, sizeof(*p->name), compare) != NULL)
		return NULL;
	return plural;
}
