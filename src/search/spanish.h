/*
 * spanish.h - whether a query is Spanish, and what its words are for.
 * Layer: search.  Pure but for the store's vocabulary.  Words are folded: without accents.
 */
#ifndef SEARCH_SPANISH_H
#define SEARCH_SPANISH_H

#include <stdbool.h>

#include "search/store.h"

/*
 * Which language TEXT is in: the one that knows more of its words.  Where both know as many it is that of the
 * store, so that a page in Spanish reads "pan" as bread and one in English as a pan.
 */
enum lang spanish_or_english(const struct store *, struct arena *, struct str text);

/* Is none of TEXT's words English, and some word Spanish or of neither? */
bool	spanish_alone(const struct store *, struct arena *, struct str text);

/*
 * Is the folded word B the folded word A, but for number?  The stemmer makes one of "pan", "paño" and "pana".
 */
bool	spanish_same(const char *a, const char *b);

/* A word that tells little of the goods beside another: a color, a size. */
bool	spanish_is_faint(const char *word);
/* A word of shops and invoices that says nothing of the goods. */
bool	spanish_is_noise(const char *word);
/* "juego", "caja" before "de": the goods follow. */
bool	spanish_is_measure(const char *word);
/* Words after which what follows is excluded: "sin", "excepto". */
bool	spanish_excludes(const char *word);
/* What a question about the Centers is told by, as in pages.c. */
bool	spanish_asks(const char *word);
bool	spanish_is_topic(const char *word);
bool	spanish_is_weak_topic(const char *word);
bool	spanish_is_wrapping(const char *word);
/* Is it any of these, or a stop word?  Then it is Spanish, whether names have it or not. */
bool	spanish_is_word(const char *word);

#endif
