#include "index/aside.h"

#include <sys/resource.h>

/* Steps of nice(1).  The rows take longest of all in a build of many pages, and this is there in time anyhow: where
 * processors are few, they come first. */
#define GIVES_WAY 5
#define TEXT_WORDS 4096 /* words of one text that count */

static void
count_pages(
    struct vocabulary *v, struct words *w, const struct found_list *l, const struct site *site)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		words_tally(w, str_of(l->v[i].page->title), TEXT_WORDS);
		words_tally(w, l->v[i].also, TEXT_WORDS);
		words_tally(w, l->v[i].page->doc.text, TEXT_WORDS);
		site_seen(site);
	}
	vocabulary_add_tallied(v);
}

/* Are there names that a word of WordNet could lead to? */
static bool
has_names(const struct site *site)
{
	size_t i, j;

	for (i = 0; i < site->n_chapters; i++)
		for (j = 0; j < site->chapters[i].n_headings; j++)
			if (site->chapters[i].headings[j].n_names > 0)
				return true;
	return false;
}

static void
wait_for(sem_t *s)
{
	while (sem_wait(s) != 0)
		; /* a signal */
}

/* The real words that no text has, unless the other thread is at it. */
static void
find_real(struct aside *a, struct words *w)
{
	if (a->input != NULL && !atomic_flag_test_and_set(&a->real_taken))
		wordnet_unwritten(&a->real, w, a->input, a->terms, a->vocabulary);
}

static void *
work_aside(void *arg)
{
	struct aside *a = arg;

	a->words = words_new();
	words_remember(a->words);
	a->vocabulary = vocabulary_new(a->words);
	count_pages(a->vocabulary, a->words, a->pages, a->site);
	a->opinion = opinion_learn(a->site, a->words);
	if (a->dir != NULL) {
		a->input = wordnet_input_read(a->dir);
		if (has_names(a->site))
			wordnet_input_nouns(a->input, a->words);
	}
	wait_for(&a->ready);
	if (!a->failed)
		vocabulary_merge(a->vocabulary, a->others);
	(void)sem_post(&a->merged); /* once */
	if (a->failed)
		return NULL;
	if (a->input != NULL)
		a->wordnet = wordnet_make(a->words, a->input, a->terms);
	find_real(a, a->words);
	return NULL;
}

static void *
work_thread(void *a)
{
	/* Of this thread alone, on Linux; where it may not be, that costs time and nothing else. */
	(void)setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + GIVES_WAY);
	return work_aside(a);
}

/* A thread that cannot be started leaves the work for aside_wait(). */
void
aside_start(struct aside *a)
{
	(void)sem_init(&a->ready, 0, 0); /* valid arguments */
	(void)sem_init(&a->merged, 0, 0);
	atomic_flag_clear(&a->real_taken);
	buf_init(&a->real);
	a->started = pthread_create(&a->thread, NULL, work_thread, a) == 0;
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
aside_wait(struct aside *a)
{
	if (!a->started)
		(void)work_aside(a); /* no result */
	wait_for(&a->merged);
}

void
aside_end(struct aside *a, struct words *w)
{
	if (!a->failed)
		find_real(a, w);
	if (a->started)
		(void)pthread_join(a->thread, NULL); /* ours and joinable */
	(void)sem_destroy(&a->ready);
	(void)sem_destroy(&a->merged);
}

void
aside_free(struct aside *a)
{
	opinion_free(a->opinion);
	wordnet_rows_free(a->wordnet);
	wordnet_input_free(a->input);
	buf_free(&a->real);
	vocabulary_free(a->vocabulary);
	words_free(a->words);
}
