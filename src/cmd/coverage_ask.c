#include "cmd/coverage_ask.h"

#include <string.h>

#include "search/answer.h"

#define TRIES 5

/* Among the pages shown, where a choice leads, or linked in a pinned answer's text. */
static bool
names_page(const struct answer *an, const char *url)
{
	size_t i;

	for (i = 0; i < an->pages.n; i++)
		if (strcmp(an->pages.v[i].url, url) == 0)
			return true;
	for (i = 0; i < an->n_choices; i++)
		if (an->choices[i].url != NULL && strcmp(an->choices[i].url, url) == 0)
			return true;
	return an->pinned != NULL && strstr(an->pinned->html, url) != NULL;
}

/* The search gives up on pages after a time, and says nothing of it; on a busy machine that is no
 * news of the content.  So what was not found is asked again. */
static bool
reaches(struct arena *a, const struct store *s, const struct coverage_question *q)
{
	struct answer_request req = { .q = str_of(q->text) };
	struct answer an;
	unsigned tries;

	for (tries = 0; tries < TRIES; tries++) {
		arena_reset(a);
		answer_make(&an, a, s, &req);
		if (names_page(&an, q->url))
			return true;
	}
	return false;
}

int
coverage_ask(struct diag *d, const char *path, struct coverage_question *q, size_t n)
{
	struct store *s = store_open(d, path);
	struct arena a;
	size_t i;

	if (s == NULL)
		return -1;
	arena_init(&a, 0);
	for (i = 0; i < n; i++)
		q[i].reached = reaches(&a, s, &q[i]);
	arena_free(&a);
	store_close(s);
	return 0;
}
