/*
 * terms.h - words of a text as the search compares them, the same when indexing and when asking.
 * Layer: words.  terms.c alone includes <libstemmer.h>.
 *
 * A word is folded (case, accents, width), loses a possessive "'s", takes its American or singular
 * form from a table where it is irregular, and is stemmed (Snowball English) unless a table keeps it
 * apart: "glasses" is not "glass", "bearing" not "bear".
 */
#ifndef WORDS_TERMS_H
#define WORDS_TERMS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/lang.h"
#include "base/str.h"

struct words;	/* a stemmer and its scratch memory: one thread's */

struct words *words_new(void);
void	words_free(struct words *);	/* NULL is accepted */
/* Remember each word from now on: for who splits many texts, of people who can be trusted not to make
 * words without end. */
void	words_remember(struct words *);

/*
 * Count the words of TEXT, at most MAX of them, where words_remember() keeps them.  One pass that makes
 * no list: for who reads all of a site's pages to know how often each word stands there.
 */
void	words_tally(struct words *, struct str text, size_t max);

enum word_flag {
	WORD_STOP = 1,		/* of, for, with, and, the ...: carries no goods */
	WORD_NUMBER = 2,	/* digits, perhaps with a unit: 10pcs, 12v, 3.5 */
	WORD_HYPHEN = 4,	/* joined to the next word by a hyphen: t-shirt */
	WORD_COMMA = 8,		/* a comma or other break follows */
};

struct word {
	struct str typed;	/* as it stands in the text; borrows from it */
	const char *surface;	/* folded, without possessive; in the arena, or of struct words */
	const char *term;	/* to compare; likewise */
	unsigned flags;		/* of enum word_flag */
};

/* Split TEXT into at most MAX words at *OUT (room for MAX); returns how many. */
size_t	words_split(struct words *, struct arena *, struct str text, struct word *out, size_t max);
/* The word that is the AT-th of those remembered, from 0, as words_split() gives it but without what
 * follows it, and how often words_tally() met it; false past the last. */
bool	words_tallied(const struct words *, size_t at, struct word *out, size_t *n);
/* The term of one folded word. */
const char *words_term(struct words *, struct arena *, const char *surface);
/* The same for a word that the table of forms is not to change: "tyre" stays. */
const char *words_term_as_written(struct words *, struct arena *, const char *surface);
/* All terms of TEXT, stop words left out, separated by single spaces; a hyphenated pair adds its
 * joined form, marked with "+" ("t-shirt": "t +tshirt shirt"), another way to write the same words.
 * In the arena. */
const char *words_terms(struct words *, struct arena *, struct str text);
/* The same for N words that words_split() gave. */
const char *words_terms_of(struct words *, struct arena *, const struct word *, size_t n);
/* Bytes of the CAS registry number at the front of S ("7664-93-9", its check digit right), or 0. */
size_t	words_cas(struct str s);
/* Which of N words names the goods: the last that carries meaning before a comma, "for", "of",
 * "with" and the like ("leash" in "leather leash for dogs"); N when none does. */
size_t	words_head(const struct word *, size_t n);
/* TEXT as the key of a pinned answer: its terms in alphabetical order, each once, stop words and
 * numbers ("10 pallets") left out unless there is nothing else.  In the arena. */
const char *words_key(struct words *, struct arena *, struct str text);
/*
 * Which ending makes another word of its stem: "towelling" is not "towel", nor a "massager" "massage",
 * though the stemmer takes them for one.  0: none; a plural is as its singular.  W, of N bytes: one
 * word in any case.
 */
unsigned words_ending(const char *w, size_t n);
/* True for a word that carries no goods by itself (surface form). */
bool	words_is_stop(const char *surface);

/*
 * The same for words of another language.  A Spanish word is folded, which takes its accents away, and
 * stemmed (Snowball Spanish); its term begins with a mark that no English term has, so that "sal" is not
 * "sale".  The goods are what comes first: "correa" in "correa de cuero para perros".
 */
size_t	words_split_in(struct words *, enum lang, struct arena *, struct str text, struct word *out,
	    size_t max);
const char *words_term_in(struct words *, enum lang, struct arena *, const char *surface);
const char *words_terms_in(struct words *, enum lang, struct arena *, struct str text);
size_t	words_head_in(enum lang, const struct word *, size_t n);
/* The stemmer takes "articulación" for a form of "artículo", which ranking mends and a pinned answer cannot:
 * there a Spanish word is its own in the singular and the plural, and nothing else. */
const char *words_key_in(struct words *, enum lang, struct arena *, struct str text);
/* The same for one word that words_split_in() gave: what it is in a key. */
const char *words_pin_in(enum lang, struct arena *, const struct word *);

#endif
