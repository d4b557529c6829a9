/*
 * store.h - one open search.db: what it holds in memory, and the full-text queries on it.
 * Layer: search.
 *
 * store_open() reads Centers, rules, headings, names, words and pins into memory once (some tens of
 * milliseconds); after that only questions and headings' prose go to SQLite.  A store is one
 * thread's and never changes; a replaced file is another store.
 */
#ifndef SEARCH_STORE_H
#define SEARCH_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/lang.h"
#include "db/db.h"
#include "view/catalog.h"
#include "words/terms.h"

struct store_center {
	const char *slug, *name, *summary, *city, *field_office, *url;
	const char *mailbox;		/* NULL: none published */
	unsigned number;
};

struct store_rule {
	const char *from, *to;		/* digits, equally long */
	size_t	len;
	const struct store_center *center;
	const char *basis;		/* "stated", "industry-scope", "inferred" */
	const char *source;		/* what to cite */
	const char *source_date;	/* NULL: undated */
	const char *note;		/* NULL: none */
};

struct store_chapter {
	const char *number, *title, *section;
};

struct store_heading {
	const char *code, *title, *scope;
	const struct store_chapter *chapter;
	const struct store_rule *rule;	/* of the heading itself; never NULL */
};

enum store_kind { STORE_NAME, STORE_ES, STORE_BRAND, STORE_CAS, STORE_ALSO };

struct store_name {
	const char *text;
	const char *code;		/* the heading's, or a longer line's */
	const struct store_rule *rule;	/* of that code */
	uint32_t heading;		/* index into headings */
	enum store_kind kind;
	uint32_t first, n;		/* its terms: store->name_terms[first .. first + n) */
	uint32_t n_plain;		/* of them, the first: the others repeat these, joined */
	uint32_t head;			/* the term that names the goods */
	float	weight;			/* sum of its plain terms' weights */
	const char *other, *question;	/* STORE_ALSO: the other heading's code, what decides */
};

/* What suggest.c knows of a name before it looks at it. */
struct store_rank {
	int16_t least;			/* its rank is not lower, unless it is just what was typed */
	uint16_t len;			/* bytes of its text, folded or not, whichever is less */
};

/* A term of the vocabulary of names. */
struct store_term {
	const char *text;
	float	weight;			/* inverse frequency over headings; rare is high */
	uint32_t first, n;		/* its names: store->postings[first .. first + n) */
	uint32_t headings;		/* in how many headings' names */
};

struct store_word {
	const char *surface;
	uint32_t n;			/* how often it stands in the texts */
	uint32_t letters;		/* bit i: it has the letter 'a' + i; bit 26: any other byte */
	uint32_t len;			/* bytes */
};

/* The `letters` of a word. */
uint32_t store_letters(const char *surface);

/* One Center's part of the second opinion (search/opinion.h). */
struct store_opinion {
	double	scale, bias;
	const signed char *weights;	/* by feature; NULL: the index has none */
};

struct store_answer {
	const char *action, *html, *text;
	enum lang lang;				/* of the texts, and of the choices' labels */
	const struct store_center *center;	/* NULL: none */
	const struct store_heading *heading;	/* NULL: none */
	struct store_choice *choices;
	size_t	n_choices;
};

struct store_choice {
	const char *label;
	const struct store_center *center;	/* NULL: none */
	const struct store_heading *heading;	/* NULL: none */
	const char *query, *url;		/* NULL: none */
};

struct store_pin {
	const char *key;			/* words_key() of the query */
	size_t	answer;				/* its place among the answers */
};

/* What decides between a name's headings, in a language but English. */
struct store_question {
	size_t	name;				/* its place among the names */
	const char *text;
};

struct store_topic {
	const char *id, *title;
};

/* Whom a letter goes to when it is not the Center. */
struct store_channel {
	const char *topics;		/* ids between spaces; empty: any */
	struct str words;		/* lines of terms; empty: any */
	const char *to;			/* NULL: the Center */
	bool	port;			/* at the port of entry */
	const char *mailbox;		/* NULL: none published */
	const char *advice;
	const char *url, *question;	/* of the page that says so */
};

struct store_faq {
	const char *question, *url;
};

struct store_template {
	const char *name;
	struct str text;
};

/*
 * The same store once for each language that the site has: all is shared but what stands first below, and
 * centers, whose words in a language store_in() gives.
 */
struct store {
	enum lang lang;
	const struct catalog *tr;		/* the words of the interface; NULL: English */
	const struct store_center *center_words;	/* by Center, in this language */
	struct store_answer *answers;		/* in this language, as far as there are words */
	struct store_question *questions;	/* in this language, by name; not in English */
	size_t	n_questions, cap_questions;
	struct store *in[LANG__MAX];		/* this store in each language; NULL: not in that one */
	struct catalog *messages;		/* what TR points to, and CENTER_WORDS; not in English */
	struct store_center *own_words;
	struct store_faq *urls;			/* the pages in this language, by URL; not in English */
	size_t	n_urls, cap_urls;
	struct arena arena;
	struct words *words;
	struct db *db;
	unsigned patience_ms;			/* of one search in SQLite: LIMIT_SEARCH_MS, but for tools
						 * that measure and may not depend on the machine: 0, none */
	const char *release, *mapping_date, *title, *base_url, *built, *mailbox;
	const char *hts_edition;		/* imported; NULL: none, and no lines */
	struct store_center *centers;		/* in the site's order */
	size_t	n_centers;
	const char **named;			/* words of their names and cities, sorted (pages.c) */
	size_t	n_named;
	struct store_rule *rules;		/* by length, then from; those of a length do not overlap */
	size_t	n_rules;
	struct store_chapter *chapters;
	size_t	n_chapters;
	struct store_heading *headings;		/* by code */
	size_t	n_headings;
	struct store_name *names;
	size_t	n_names;
	/* Names by the first two bytes of each word, in lower case (suggest.c): those of byte pair L are
	 * starts[starts_at[L] .. starts_at[L + 1]), by number; a name may stand there twice in a row. */
	uint32_t *starts_at, *starts;
	uint32_t *starts_next;			/* for each of starts, the next bytes (suggest.c) */
	struct store_rank *ranks;		/* by name: how special it is at least */
	uint32_t *name_terms;			/* term numbers */
	struct store_term *terms;
	size_t	n_terms;
	uint32_t *postings;			/* name numbers */
	unsigned char *posting_endings;		/* by posting: words_ending() of the word there */
	uint32_t *term_slots;			/* hash table: term number + 1, 0 free */
	size_t	n_term_slots;
	struct store_word *word;		/* by surface */
	size_t	n_words;
	struct store_opinion *opinion;		/* by Center */
	size_t	n_answers;			/* the same in every language */
	struct store_pin *pins;			/* by key */
	size_t	n_pins;
	struct store_topic *topics;		/* in the site's order */
	size_t	n_topics;
	struct store_channel *channels;		/* in the site's order: the first that fits */
	size_t	n_channels;
	struct store_faq *faqs;			/* by question */
	size_t	n_faqs, cap_faqs;
	struct store_template *templates;
	size_t	n_templates;
	struct db_stmt *find_headings, *find_pages;	/* used by find.c and pages.c */
	struct db_stmt *find_wordnet;		/* by wordnet.c */
	struct str real_words;			/* words that no name has, sorted lines */
	struct db_stmt *find_lines;		/* by find.c; this and the next NULL without lines */
	struct db_stmt *line_at, *line_before, *line_after;	/* by lines.c */
};

/* Of an index that is open, which the store takes over; closed when the store cannot be made of it. */
struct store *store_from(struct diag *, struct db *);
/* NULL after reporting. */
struct store *store_open(struct diag *, const char *path);
void	store_close(struct store *);	/* NULL is accepted */

/* C in the words of the store's language. */
const struct store_center *store_in(const struct store *, const struct store_center *c);
/* Is there a page at URL ("/faq/what-is-it/") in the store's language, which is not English? */
bool	store_has_page(const struct store *, struct str url);
const struct store_center *store_center(const struct store *, struct str slug);
const struct store_heading *store_heading(const struct store *, struct str code);
/* How many headings' codes come before DIGITS: what begins with these stands from there on. */
size_t	store_headings_before(const struct store *, struct str digits);
const struct store_chapter *store_chapter(const struct store *, struct str number);
/* The rule with the longest prefix for DIGITS; NULL when none matches. */
const struct store_rule *store_route(const struct store *, struct str digits);
/* The number of a term, or UINT32_MAX. */
uint32_t store_term(const struct store *, const char *term);
/* The word as it stands in the texts, or NULL. */
const struct store_word *store_word(const struct store *, const char *surface);
const struct store_answer *store_pin(const struct store *, const char *key);
/* NAME where it carries a question, or the name that does and is the same word of the same heading, read in
 * English ("lima" is the fruit in Spanish, and "also:" a file); else NULL. */
const struct store_name *store_asking(const struct store *, const struct store_name *name);
/* What decides between the headings of NAME, a name of the store, in its language or, where that has no words,
 * in English: *LANG says which.  NULL: nothing does. */
const char *store_question(const struct store *, const struct store_name *name, enum lang *lang);

#endif
