#include "index/aside.h"

#include "model/spill.h"

#define TEXT_WORDS 4096 /* words of one text that count */

static void
count_pages(
    struct vocabulary *v, struct words *w, const struct found_list *l, struct spill *spill)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		words_tally(w, str_of(l->v[i].page->title), TEXT_WORDS);
		words_tally(w, l->v[i].also, TEXT_WORDS);
		words_tally(w, l->v[i].page->doc.text, TEXT_WORDS);
		spill_seen(spill);
	}
	vocabulary_add_tallied(v);
}

static void *
work_aside(void *arg)
{
	struct aside *a = arg;

	a->words = words_new();
	words_remember(a->words);
	a->vocabulary = vocabulary_new(a->words);
	count_pages(a->vocabulary, a->words, a->pages, a->site->spill);
	a->opinion = opinion_learn(a->site, a->words);
	if (a->dir != NULL)
		a->input = wordnet_input_read(a->dir);
	while (sem_wait(&a->ready) != 0)
		; /* a signal */
	if (a->failed)
		return NULL;
	vocabulary_merge(a->vocabulary, a->others);
	if (a->input != NULL)
		a->wordnet = wordnet_make(a->words, a->input, a->terms, a->vocabulary);
	return NULL;
}

/* A thread that cannot be started leaves the work for aside_end(). */
void
aside_start(struct aside *a)
{
	(void)sem_init(&a->ready, 0, 0); /* valid arguments */
	a->started = pthread_create(&a->thread, NULL, work_aside, a) == 0;
}

/* The words of all but pages are counted. */
void
aside_ready(struct aside *a, bool failed, const struct writer *w)
{
	a->failed = failed;
	a->terms = w->terms;
	a->others = w->vocabulary;
	(void)sem_post(&a->ready); /* once */
}

void
aside_end(struct aside *a)
{
	if (a->started)
		(void)pthread_join(a->thread, NULL); /* ours and joinable */
	else
		(void)work_aside(a); /* no result */
	(void)sem_destroy(&a->ready);
}

void
aside_free(struct aside *a)
{
	opinion_free(a->opinion);
	wordnet_rows_free(a->wordnet);
	wordnet_input_free(a->input);
	vocabulary_free(a->vocabulary);
	words_free(a->words);
}
