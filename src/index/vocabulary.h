/*
 * vocabulary.h - the surface words of the indexed texts and how often they stand there.
 * Layer: index.
 */
#ifndef INDEX_VOCABULARY_H
#define INDEX_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "db/db.h"
#include "words/terms.h"

struct vocabulary;

/* WORDS is borrowed until vocabulary_free(). */
struct vocabulary *vocabulary_new(struct words *);
void	vocabulary_free(struct vocabulary *);	/* NULL is accepted */
/* Count the words of a name, title or prose text; stop words and bare numbers are left out. */
void	vocabulary_add(struct vocabulary *, struct str text);
/* The same for N words that words_split() gave, RARE or not. */
void	vocabulary_add_words(struct vocabulary *, const struct word *, size_t n, bool rare);
/* The same for all that words_tally() met; once. */
void	vocabulary_add_tallied(struct vocabulary *);
/* The same for words that are mended to only when no other is near: they count as seen once. */
void	vocabulary_add_rare(struct vocabulary *, struct str text);
/* Count one word as it stands. */
void	vocabulary_add_surface(struct vocabulary *, struct str surface);
/* How many words there are. */
size_t	vocabulary_count(const struct vocabulary *);
/* Is there such a word? */
bool	vocabulary_has(const struct vocabulary *, const char *surface);
/* Add all that MORE has. */
void	vocabulary_merge(struct vocabulary *, const struct vocabulary *more);
/* Rows into `word`, in the order of the words. */
int	vocabulary_write(struct vocabulary *, struct diag *, struct db *);

#endif
