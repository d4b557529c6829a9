#include "base/sort.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define RUNS_MAX 16 /* with more, qsort() is as quick */

struct sort {
	char *v, *room; /* ROOM: for as much again */
	size_t n, size;
	int (*cmp)(const void *, const void *);
	size_t end[RUNS_MAX], n_runs; /* where each run ends */
};

static char *
at(const struct sort *s, size_t i)
{
	return s->v + i * s->size;
}

/* The elements from FROM to END, the other way round. */
static void
reverse(const struct sort *s, size_t from, size_t end)
{
	while (from + 1 < end) {
		end--;
		memcpy(s->room, at(s, from), s->size);
		memcpy(at(s, from), at(s, end), s->size);
		memcpy(at(s, end), s->room, s->size);
		from++;
	}
}

/* Where the run from FROM ends, which is in order then: one that falls has no equals. */
static size_t
run(const struct sort *s, size_t from)
{
	size_t end = from + 2;
	bool falls;

	if (end > s->n)
		return s->n;
	falls = s->cmp(at(s, from), at(s, from + 1)) > 0;
	while (end < s->n && (s->cmp(at(s, end - 1), at(s, end)) > 0) == falls)
		end++;
	if (falls)
		reverse(s, from, end);
	return end;
}

/* The two runs from FROM to MIDDLE and to END as one. */
static void
merge(const struct sort *s, size_t from, size_t middle, size_t end)
{
	size_t left = 0, n = middle - from, right = middle, out = from;

	memcpy(s->room, at(s, from), n * s->size);
	while (left < n && right < end) {
		const char *l = s->room + left * s->size;

		if (s->cmp(l, at(s, right)) <= 0) {
			memcpy(at(s, out++), l, s->size);
			left++;
		} else {
			memcpy(at(s, out++), at(s, right++), s->size);
		}
	}
	memcpy(at(s, out), s->room + left * s->size, (n - left) * s->size);
}

/* Each two neighbours, until one is left. */
static void
merge_all(struct sort *s)
{
	size_t i, n;

	while (s->n_runs > 1) {
		for (i = n = 0; i < s->n_runs; i += 2) {
			size_t from = i > 0 ? s->end[i - 1] : 0;

			if (i + 1 < s->n_runs)
				merge(s, from, s->end[i], s->end[i + 1]);
			s->end[n++] = s->end[i + 1 < s->n_runs ? i + 1 : i];
		}
		s->n_runs = n;
	}
}

void
sort_by(void *v, size_t n, size_t size, int (*cmp)(const void *, const void *))
{
	struct sort s = { .v = v, .n = n, .size = size, .cmp = cmp };
	size_t i;

	if (n < 2)
		return;
	s.room = xalloc(n * size);
	for (i = 0; i < n && s.n_runs < RUNS_MAX; s.n_runs++)
		s.end[s.n_runs] = i = run(&s, i);
	if (i < n)
		qsort(v, n, size, cmp);
	else
		merge_all(&s);
	free(s.room);
}
