/*
 * weights.h - the few numbers of the ranking, in one readable place (labels.h has those of the labels).
 * Layer: search.
 *
 * Chosen on the development queries by `cee eval`, each with one digit of care; what each does is
 * said beside it.
 */
#ifndef SEARCH_WEIGHTS_H
#define SEARCH_WEIGHTS_H

/* How exactly a name fits: (share of the query in the name)^ASKED x (share of the name in the
 * query)^SAID. */
#define WEIGHT_ASKED	0.24
#define WEIGHT_SAID	0.55
#define WEIGHT_NO_HEAD	0.91	/* times this when the name lacks the word that names the goods */
#define WEIGHT_OTHER_HEAD	0.77	/* times this when it has the word, but names other goods by it */
#define WEIGHT_FORM	0.9	/* times this when a Spanish name has it in another form only: "paño" for "pan" */
#define WEIGHT_STEM	0.8	/* a word counts so much where only the stem is the same: "towelling", "towel" */
#define WEIGHT_TAIL	0.7	/* times this when it names what stands after "with", "for": "case with a lock" */

/* A heading's score. */
#define WEIGHT_FIT	7.5	/* its best name */
#define WEIGHT_MORE	0.67	/* each of its two next names */
#define WEIGHT_COVERAGE	0.875	/* the query's words found in any of its names */
#define WEIGHT_LINES	0.5	/* full text over the words of an imported edition */
#define WEIGHT_TEXT	2.8	/* full text over title, prose and names */
#define WEIGHT_OPINION	0.29	/* the logarithm of its Center's chance by the second opinion */

/* A reading by WordNet that is no nearer than this lets nothing be "very likely". */
#define WEIGHT_GUESS	0.5

/* A Center's share: exp(score / TEMPERATURE), summed over its headings. */
#define WEIGHT_TEMPERATURE 0.38

/* A heading is shown when its evidence is at least this part of the first one's. */
#define SHOW_HEADING	0.03

#endif
