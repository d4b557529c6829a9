/*
 * wordnet_files.h - the noun files of WordNet in memory, and the words of its other files.
 * Layer: index.
 *
 * The formats are those of wndb(5WN): data.* has a line for each synset (what one sense means, and every
 * word for it), index.noun a line for each lemma with its senses, the commonest first, and *.exc the
 * irregular forms.  Lines that begin with a space are the license.
 */
#ifndef INDEX_WORDNET_FILES_H
#define INDEX_WORDNET_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

/* The lexicographer files that we use, by their numbers in lexnames(5WN). */
enum wordnet_file {
	WORDNET_ANIMAL = 5,
	WORDNET_ARTIFACT = 6,
	WORDNET_BODY = 8,
	WORDNET_FOOD = 13,
	WORDNET_OBJECT = 17,
	WORDNET_PLANT = 20,
	WORDNET_SUBSTANCE = 27
};

/* One sense and its words. */
struct wordnet_synset {
	uint32_t offset;	/* its name in the files */
	unsigned file;		/* of enum wordnet_file, or another */
	struct str *words;	/* as written: capitals kept, "_" for a space */
	size_t	n_words;
	uint32_t *kinds;	/* offsets of the hypernyms: what it is a kind of */
	size_t	n_kinds;
};

struct wordnet_lemma {
	struct str word;	/* lower case, "_" for a space */
	uint32_t *senses;	/* offsets, the commonest first */
	size_t	n_senses;
};

/* An irregular form and its base: "mice", "mouse". */
struct wordnet_form {
	struct str form, base;
};

struct wordnet {
	struct wordnet_synset *synsets;	/* by offset */
	size_t	n_synsets, cap_synsets;
	struct wordnet_lemma *lemmas;	/* nouns, in the order of the file */
	size_t	n_lemmas, cap_lemmas;
	struct wordnet_form *forms;	/* of nouns, verbs, adjectives */
	size_t	n_forms, cap_forms;
	struct wordnet_synset *others;	/* of verbs, adjectives, adverbs */
	size_t	n_others, cap_others;
};

/* True when every file that wordnet_load() needs is in DIR. */
bool	wordnet_there(struct arena *, const char *dir);
/* Read the files in DIR; what is read lives in the arena.  0, or -1 after reporting. */
int	wordnet_load(struct diag *, struct arena *, struct wordnet *w, const char *dir);
/* NULL when there is none. */
const struct wordnet_synset *wordnet_synset(const struct wordnet *, uint32_t offset);

#endif
