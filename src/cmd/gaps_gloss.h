/*
 * gaps_gloss.h - what a dictionary says of a word that the site does not have.
 * Layer: cmd.
 *
 * Reads the noun files of WordNet (wndb(5WN)) where they are installed.
 */
#ifndef CMD_GAPS_GLOSS_H
#define CMD_GAPS_GLOSS_H

#include "base/arena.h"
#include "base/buf.h"

#define GLOSS_SENSES	3	/* of one word */
#define GLOSS_KIN	64	/* words for the same, and of the same kind */

struct gloss_files {
	struct buf index, data;		/* empty when WordNet is not there */
};

struct gloss_sense {
	const char *text;		/* the definition, without examples */
	const char **same, **kin;	/* other words for it; words for things of the same kind */
	size_t	n_same, n_kin;
};

struct gloss {
	struct gloss_sense senses[GLOSS_SENSES];
	size_t	n;
};

/* Read the files in DIR; without them everything has no gloss. */
void	gloss_open(struct gloss_files *, const char *dir);
void	gloss_close(struct gloss_files *);
/* The senses of WORD, lower case, or of its singular, that are things; in the arena.  Damaged files give
 * less. */
void	gloss_read(struct gloss *out, struct arena *, const struct gloss_files *, const char *word);

#endif
