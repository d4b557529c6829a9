/*
 * wordnet.h - words that no name holds, and what they are kinds of, by WordNet.
 * Layer: index.
 */
#ifndef INDEX_WORDNET_H
#define INDEX_WORDNET_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "db/db.h"
#include "index/vocabulary.h"
#include "words/terms.h"

/* Where Debian's package wordnet-base puts the files. */
#define WORDNET_DIR "/usr/share/wordnet"

/* The files in memory. */
struct wordnet_input;

/* Read the files in DIR (borrowed), on any thread; wordnet_put() reports what was wrong. */
struct wordnet_input *wordnet_input_read(const char *dir);
/* Find the terms of the nouns, once, for wordnet_make(): they follow from the files alone.  WORDS is scratch. */
void	wordnet_input_nouns(struct wordnet_input *, struct words *);
void	wordnet_input_free(struct wordnet_input *);	/* NULL is accepted */

/*
 * What will stand in `wordnet`, and in `real_word`: two things that two threads may find at once, each with WORDS of
 * its own and none of them changing the rest.  NAMES: the terms of the names; WRITTEN: the words of all texts.
 */
struct wordnet_rows;

/* A noun for goods whose term no name has gets the nearest synonyms and hypernyms whose words names do
 * have. */
struct wordnet_rows *wordnet_make(struct words *, const struct wordnet_input *,
	    const struct vocabulary *names);
void	wordnet_rows_free(struct wordnet_rows *);	/* NULL is accepted */
/* Append the real words that no text has, sorted, each with a line's end. */
void	wordnet_unwritten(struct buf *out, struct words *, const struct wordnet_input *,
	    const struct vocabulary *names, const struct vocabulary *written);
/* Write both.  Without the files the tables stay empty and a warning says so.  0, or -1 after reporting. */
int	wordnet_put(struct diag *, struct db *, const struct wordnet_input *,
	    const struct wordnet_rows *, struct str real);
/* All of that in one step, with the names and words that stand in DB. */
int	wordnet_write(struct diag *, struct db *, struct words *, struct wordnet_input *);

/* A reading of a word that misleads.  The table is sorted by lemma, then target. */
struct wordnet_trap {
	const char *lemma;	/* as WordNet has it, lower case */
	const char *target;	/* NULL: every reading of the word */
	const char *reason;
};
extern const struct wordnet_trap wordnet_traps[];
extern const unsigned wordnet_traps_n;

/* True when TARGET must not stand for LEMMA. */
bool	wordnet_trap(const char *lemma, const char *target);
/* True for a hypernym that says nothing of the goods: "thing", "artifact". */
bool	wordnet_vague(const char *target);

/* For the test: the sorted table of wordnet_vague(). */
extern const char *const wordnet_vagues[];
extern const unsigned wordnet_vagues_n;

#endif
