#include "index/vocabulary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define SPLIT_MAX 4096 /* words of one text */

struct entry {
	const char *surface; /* NULL: free slot */
	int64_t n;
};

struct vocabulary {
	struct words *words;
	struct arena arena; /* the surfaces */
	struct arena scratch;
	struct word *word; /* scratch, room for SPLIT_MAX */
	struct entry *slots; /* open addressing, CAP a power of two */
	size_t n, cap;
};

static uint64_t
hash(const char *s)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return h;
}

static struct entry *
slot(struct entry *slots, size_t cap, const char *s)
{
	size_t i = (size_t)hash(s) & (cap - 1);

	while (slots[i].surface != NULL && strcmp(slots[i].surface, s) != 0)
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static void
grow(struct vocabulary *v)
{
	size_t i, cap = v->cap != 0 ? v->cap * 2 : 4096;
	struct entry *slots = xalloc(cap * sizeof(*slots));

	memset(slots, 0, cap * sizeof(*slots));
	for (i = 0; i < v->cap; i++)
		if (v->slots[i].surface != NULL)
			*slot(slots, cap, v->slots[i].surface) = v->slots[i];
	free(v->slots);
	v->slots = slots;
	v->cap = cap;
}

struct vocabulary *
vocabulary_new(struct words *w)
{
	struct vocabulary *v = xalloc(sizeof(*v));

	*v = (struct vocabulary){ .words = w };
	arena_init(&v->arena, 0);
	arena_init(&v->scratch, 0);
	grow(v);
	return v;
}

void
vocabulary_free(struct vocabulary *v)
{
	if (v == NULL)
		return;
	arena_free(&v->arena);
	arena_free(&v->scratch);
	free(v->word);
	free(v->slots);
	free(v);
}

/* SURFACE stands there N times more. */
static void
count(struct vocabulary *v, const char *surface, int64_t n)
{
	struct entry *e;

	if (v->n * 2 >= v->cap)
		grow(v);
	e = slot(v->slots, v->cap, surface);
	if (e->surface == NULL) {
		e->surface = arena_strdup(&v->arena, surface);
		v->n++;
	}
	e->n += n;
}

void
vocabulary_add_words(struct vocabulary *v, const struct word *w, size_t n, bool rare)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((w[i].flags & (WORD_STOP | WORD_NUMBER)) == 0)
			count(v, w[i].surface, !rare);
}

void
vocabulary_add_tallied(struct vocabulary *v)
{
	struct word word;
	size_t i, n;

	for (i = 0; words_tallied(v->words, i, &word, &n); i++)
		if (n > 0 && (word.flags & (WORD_STOP | WORD_NUMBER)) == 0)
			count(v, word.surface, (int64_t)n);
}

void
vocabulary_add_surface(struct vocabulary *v, struct str surface)
{
	count(v, arena_strndup(&v->scratch, surface.p, surface.n), 1);
	arena_reset(&v->scratch);
}

size_t
vocabulary_count(const struct vocabulary *v)
{
	return v->n;
}

bool
vocabulary_has(const struct vocabulary *v, const char *surface)
{
	return slot(v->slots, v->cap, surface)->surface != NULL;
}

void
vocabulary_merge(struct vocabulary *v, const struct vocabulary *more)
{
	size_t i;

	for (i = 0; i < more->cap; i++)
		if (more->slots[i].surface != NULL)
			count(v, more->slots[i].surface, more->slots[i].n);
}

static void
add(struct vocabulary *v, struct str text, bool rare)
{
	size_t n;

	if (v->word == NULL)
		v->word = xalloc(SPLIT_MAX * sizeof(*v->word));
	n = words_split(v->words, &v->scratch, text, v->word, SPLIT_MAX);
	vocabulary_add_words(v, v->word, n, rare);
	arena_reset(&v->scratch);
}

void
vocabulary_add(struct vocabulary *v, struct str text)
{
	add(v, text, false);
}

void
vocabulary_add_rare(struct vocabulary *v, struct str text)
{
	add(v, text, true);
}

static int
by_surface(const void *x, const void *y)
{
	return strcmp(((const struct entry *)x)->surface, ((const struct entry *)y)->surface);
}

int
vocabulary_write(struct vocabulary *v, struct diag *d, struct db *db)
{
	struct entry *rows = xalloc((v->n + 1) * sizeof(*rows));
	struct db_stmt *s = db_prepare(d, db, "INSERT INTO word VALUES (?, ?)");
	size_t i, n = 0;
	int rc = s == NULL ? -1 : 0;

	for (i = 0; i < v->cap; i++)
		if (v->slots[i].surface != NULL)
			rows[n++] = v->slots[i];
	qsort(rows, n, sizeof(*rows), by_surface);
	for (i = 0; rc == 0 && i < n; i++) {
		db_bind_text(s, 1, rows[i].surface);
		db_bind_int(s, 2, rows[i].n > 0 ? rows[i].n : 1);
		rc = db_run(d, s);
	}
	db_stmt_free(s);
	free(rows);
	return rc;
}
