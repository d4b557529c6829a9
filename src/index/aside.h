/*
 * aside.h - the part of an index that is made on a thread of its own while rows are written: the words
 * counted, the second opinion learned, WordNet read.  Private to the layer.
 * Layer: index.
 */
#ifndef INDEX_ASIDE_H
#define INDEX_ASIDE_H

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "index/opinion.h"
#include "index/texts.h"
#include "index/vocabulary.h"
#include "index/wordnet.h"
#include "index/writer.h"

/* What takes long and needs no row of the index: made while the rows are written. */
struct aside {
	const struct site *site;
	const struct found_list *pages;
	const char *dir; /* of WordNet; NULL: none */
	const struct vocabulary *terms, *others; /* of the writer, once READY */
	sem_t ready;
	bool failed; /* they never will be */
	sem_t merged; /* VOCABULARY and OPINION are there */
	struct words *words;
	struct vocabulary *vocabulary; /* all of it, in the end */
	struct opinion *opinion;
	struct wordnet_input *input;
	struct wordnet_rows *wordnet;
	struct buf real; /* words of WordNet that no text has, by whoever takes that first */
	atomic_flag real_taken;
	pthread_t thread;
	bool started;
};

/* SITE, PAGES and DIR are set and outlive it, the rest is zero. */
void	aside_start(struct aside *);
/* The words of all but pages are counted, in W; or FAILED, and it gives up. */
void	aside_ready(struct aside *, bool failed, const struct writer *w);
/* Wait until VOCABULARY and OPINION are there, or it gave up; once, after aside_ready(). */
void	aside_wait(struct aside *);
/* Wait for the rest, with WORDS of this thread's doing a part of it; then WORDNET and REAL are there too, unless it
 * gave up. */
void	aside_end(struct aside *, struct words *);
void	aside_free(struct aside *);

#endif
