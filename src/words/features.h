/*
 * features.h - what the second opinion sees of a text: numbers that stand for its words and their parts.
 * Layer: words.
 */
#ifndef WORDS_FEATURES_H
#define WORDS_FEATURES_H

#include <stdint.h>

#include "words/terms.h"

#define FEATURES_BUCKETS	(1u << 16)	/* a feature is a number below this */
#define FEATURES_MAX		400		/* of one text; a long one has its first words seen */

/*
 * The features of TEXT, into OUT (room for FEATURES_MAX); returns how many.  Each word that carries
 * meaning gives its term, the same marked if it names the goods, the pair with the word before it, and
 * every run of four or five bytes of its surface with marks at both ends; each is hashed to a bucket.
 */
size_t	words_features(struct words *, struct arena *, struct str text, uint32_t *out);

#endif
