/*
 * forms.h - tables of word forms that no rule gets right.
 * Layer: words.  Adding a form is adding a row; tables are sorted, and a test says so.
 */
#ifndef WORDS_FORMS_H
#define WORDS_FORMS_H

#include <stdbool.h>

/* The form to use for a folded word: an irregular plural's singular, the American spelling of a
 * British word; NULL when the word is regular. */
const char *forms_canonical(const char *word);
/* True when that form is another word or another spelling ("tyres": "tire"), not just the singular. */
bool	forms_renames(const char *word);
/* True when the word must not be stemmed, since its stem means other goods. */
bool	forms_keep(const char *word);
bool	forms_stop(const char *word);
bool	forms_stop_spanish(const char *word);
/* True for a word that asks: "where", "does", "can". */
bool	forms_asks(const char *word);
/* True for a word that begins a later part of a phrase, about the goods and not naming them: "for",
 * "of", "with", "made" and the like, Spanish ones too. */
bool	forms_opens(const char *word);

/* For the test: the tables' sizes and rows. */
struct forms_pair {
	const char *from, *to;
	bool	number;			/* one and many of the same word: nothing to tell anybody */
};
extern const struct forms_pair forms_pairs[];
extern const char *const forms_kept[];
extern const char *const forms_stops[];
extern const char *const forms_askers[];
extern const unsigned forms_pairs_n, forms_kept_n, forms_stops_n, forms_askers_n;

#endif
