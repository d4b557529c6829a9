/*
 * judge_parts.h - what the files of the judge share.  Private to the layer model.
 */
#ifndef MODEL_JUDGE_PARTS_H
#define MODEL_JUDGE_PARTS_H

#include "model/judge.h"

/* One run; everything made on the way lives in the arena. */
struct judge {
	struct diag *diag;
	const struct site *site;
	struct arena arena;
};

/* TEXT folded (case, accents, width) into words with one space between, in their order; apostrophes
 * vanish, other marks separate, but for a point, comma or slash between two digits. */
const char *judge_words(struct judge *, struct str text);
/* WORDS (of judge_words) in alphabetical order, each of four letters or more without a trailing "s":
 * the same for names that differ in order or number alone. */
const char *judge_key(struct judge *, const char *words);
/* The Center that N goes to by its own line, which is H or one below it. */
const struct center *judge_center(const struct heading *h, const struct name *n);

/* judge_headings.c: names and prose of each heading; calls judge_spanish() */
void judge_headings(struct judge *);
/* judge_names.c: names held against each other */
void judge_names(struct judge *);
/* judge_spanish.c: a Spanish name that seems to have lost its accents */
void judge_spanish(struct judge *, const struct name *);
/* judge_text.c: marks that are left in the text, images that nobody shows (unless a page
 * that could not be read may show them: not SOUND) */
void judge_text(struct judge *, bool sound);
/* judge_pages.c: dates, sources, questions, descriptions; rules */
void judge_pages(struct judge *);

#endif
