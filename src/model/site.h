/*
 * site.h - the whole of content/ in memory: what every page, rule and name says, checked.
 * Layer: model.
 *
 * site_load() reads everything and reports everything that is wrong before it fails.  All of it lives
 * in the site's arena until site_free().  Arrays are sorted (by file path unless said otherwise), so
 * that output made from them is the same at every build.  Nothing here knows any Center by name.
 */
#ifndef MODEL_SITE_H
#define MODEL_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/lang.h"
#include "base/lookup.h"
#include "base/str.h"
#include "markup/markdown.h"
#include "model/front.h"

enum page_type {
	PAGE_CENTER, PAGE_SCOPE, PAGE_FAQ, PAGE_PAGE, PAGE_TERM, PAGE_ANSWER, PAGE_CHANGE,
	PAGE__MAX
};

/* A source of facts: an entry of content/sources.yml or one written in place. */
struct source {
	const char *key;	/* in sources.yml; NULL when written in place */
	const char *title;
	struct date date;	/* year 0: undated */
	const char *url;	/* NULL: none */
};

struct strings {
	const char **v;
	size_t	n;
};

struct sources {
	const struct source **v;	/* in the order written */
	size_t	n;
};

/* Why a page is not on the site; NOT_YET: until publish_on, EXPIRED: since expires_on. */
enum held { HELD_NOT, HELD_DRAFT, HELD_NOT_YET, HELD_EXPIRED };

/* SIZE bytes of a file, and their hash_sum(); none: it is not there. */
struct page_place {
	uint64_t at, size, sum;
};

/*
 * One content file, whatever its type.  A translation (NAME.es.md) has words alone: its sources, dates and
 * whether it is live are those of the English file.
 */
struct page {
	enum page_type type;
	enum lang lang;
	const struct page *in[LANG__MAX];	/* the page in each language; NULL: not in that one */
	const char *file;		/* "content/faqs/what-is-a-center.md" */
	const char *slug;		/* file name without ".md"; pages: path below pages/ */
	const char *url;		/* "/faq/what-is-a-center/"; "" when it has no page of its own */
	const char *title;		/* plain text */
	const char *description;	/* for result lists; never NULL */
	const struct front *front;	/* checked by its schema */
	struct markdown_doc doc;	/* of the body; its lists by page_doc() alone */
	struct str leads;		/* addresses of pages that its links lead to, each with its NUL, if they
					 * lead nowhere else on the site; p NULL: not known */
	struct str lists;		/* where they stand on disk (spill.h, kept.h); empty: in doc */
	struct sources sources;
	struct strings redirect_from;
	struct date reviewed, review_by;	/* review_by.year 0: none */
	struct date translated;		/* of a translation: the day it agreed with the English file */
	const char *owner;		/* NULL: none */
	bool	draft;
	int64_t	publish_on, expires_on;	/* 0: none */
	bool	live;			/* to be on the site at the build's time */
	bool	faulty;			/* has errors; what was wrong in its front matter is left out */
	struct fs_stamp stamp;		/* of the file when it was read */
	struct page_place spilled;	/* where it stands on disk (spill.h) */
	size_t	kept;			/* its place among what was kept (kept.h), from 1; 0: it was read */
	bool	said;			/* something was said of it as such */
	bool	plain;			/* it is live, and each of its links leads out, or to a live page as a whole: of
					 * those that site.addresses tells of */
	const char *sha;		/* hash_quick() of the file's bytes; lean loads only */
	struct str source;		/* the file's bytes; empty when the site was loaded lean */
};

/* PAGE's document with its outline, links and blocks, in the arena unless it has them in memory. */
const struct markdown_doc *page_doc(const struct page *, struct arena *);

struct center {
	const struct page *page;
	const struct center *in[LANG__MAX];	/* in each language's words; NULL: not in that one */
	const char *slug, *name, *summary, *city, *field_office;
	const char *mailbox;		/* NULL: none published */
	struct strings also_called, industries;
	unsigned number;		/* CBP's own */
	struct date opened;		/* year 0: unknown */
};

enum basis { BASIS_STATED, BASIS_SCOPE, BASIS_INFERRED, BASIS__MAX };

struct tariff;

/* Codes FROM to TO (digits, equally long: 2, 4, 6 or 8) go to one Center. */
struct rule {
	char	from[9], to[9];
	size_t	len;			/* of both */
	const struct center *center;
	enum basis basis;
	struct sources sources;		/* at least one */
	struct date since, until;	/* year 0: open; UNTIL is the first day it does not hold */
	const char *note;		/* NULL: none */
	struct loc loc;
};

enum name_kind { NAME_PLAIN, NAME_ES, NAME_BRAND, NAME_CAS, NAME_ALSO, NAME__MAX };

struct heading;

/* What somebody calls goods of a heading. */
struct name {
	const char *text;		/* as written */
	enum name_kind kind;
	const char *code;		/* the line it belongs to, digits; the heading's code if none */
	const struct heading *other;	/* NAME_ALSO: the other heading */
	const char *question;		/* NAME_ALSO: what decides */
	const char *question_in[LANG__MAX];	/* the same in each language; NULL: not in that one */
	struct loc loc;
};

/* A six- or eight-digit line with words of its own, since its Center differs. */
struct split {
	char	code[9];		/* digits */
	const char *title;
	const char *html;		/* its prose */
	const char *text;
	const struct rule *rule;
	struct loc loc;
};

struct heading {
	char	code[5];
	const char *title;
	const char *html;		/* scope prose, links resolved */
	const char *text;		/* the same as plain words: searched */
	const char *not_html;		/* the "Not here" paragraphs; shown, never searched */
	struct chapter *chapter;
	const struct rule *rule;	/* that gives its Center */
	struct name *names;		/* in the order written */
	size_t	n_names, cap_names;
	struct split *splits;
	size_t	n_splits, cap_splits;
	struct loc loc;
};

struct chapter {
	const struct page *page;
	char	number[3];
	const char *title, *section;	/* section: roman numeral */
	const char *intro_html;		/* what stands before the first heading */
	const char *intro_text;
	const struct rule *rule;	/* of the chapter itself; NULL: none holds at AT */
	struct heading *headings;	/* by code */
	size_t	n_headings, cap_headings;
};

struct topic {
	const char *id, *title;
};

struct faq {
	const struct page *page;
	const struct faq *in[LANG__MAX];	/* in each language's words; NULL: not in that one */
	const struct topic *topic;
	struct strings also_asked;
	const struct center **centers;
	size_t	n_centers;
};

/* Whom a letter goes to when it is not the Center: by topic, by words, or both. */
struct channel {
	const struct faq *faq;		/* that says so, with its sources */
	const char *to;			/* whom it is addressed to; NULL: the Center */
	bool	port;			/* at the port of entry */
	const char *mailbox;		/* NULL: none published */
	const char *advice;		/* one or two sentences */
	struct strings topics, words;	/* ids; words or phrases.  Empty: any */
};

struct term {
	const struct page *page;
	const char *term;
	struct strings also;
};

struct choice {
	const char *label;
	const struct center *center;	/* NULL: none */
	const struct heading *heading;	/* NULL: none */
	const char *query;		/* NULL: none */
	const char *url;		/* NULL: none */
};

enum action { ACTION_ANSWER, ACTION_ASK, ACTION_DECLINE, ACTION__MAX };

struct answer {
	const struct page *page;
	const struct answer *in[LANG__MAX];	/* in each language's words; NULL: not in that one */
	enum action action;
	struct strings queries;
	const struct center *center;	/* NULL: none */
	const struct heading *heading;	/* NULL: none */
	struct choice *choices;
	size_t	n_choices;
	const char *reason;
	bool	within;			/* also when one of the queries' words stands in a longer text */
};

struct change {
	const struct page *page;
	struct date date;
	const char *title;
	const struct center **centers;
	size_t	n_centers;
	struct strings headings;	/* codes as written */
};

struct config {
	const char *title, *short_title, *description, *base_url, *agency, *mailbox, *time_zone;
	struct date mapping_date;
	bool	official_banner;
	bool	static_search;			/* browsers can search by themselves: the build's doing, no
						 * key of site.yml */
	struct topic *topics;		/* FAQ topics, in the file's order */
	size_t	n_topics;
	struct topic *sections;		/* of the tariff schedule, in the file's order */
	size_t	n_sections;
	struct strings gone;		/* addresses that were published and given up */
	const struct front *channels;	/* checked; NULL: none */
	char	sha[HASH_HEX];			/* of the file's bytes */
};

struct site_memory;
struct kept;
struct spill;

struct site {
	struct arena arena;
	struct site_memory **memory;	/* N of them: what this load read, and others before it */
	size_t	n_memory;
	bool	lean;			/* as it was loaded */
	struct spill *spill;		/* likewise */
	const struct kept *kept;	/* likewise: what it was loaded with */
	const char *root;		/* the content directory as given */
	int64_t	at;			/* the build's stated time */
	struct date today;		/* AT in the site's time zone */
	struct config config;
	struct source *sources;		/* sources.yml, by key */
	size_t	n_sources;
	struct fs_list files;		/* all of them, whatever they are; below ROOT */
	char	sources_sha[HASH_HEX];	/* of that file's bytes */
	struct page *pages;		/* every content file, live or not, by file */
	size_t	n_pages, cap_pages;
	struct page *translations;	/* content files in other languages, by file */
	size_t	n_translations, cap_translations;
	const struct page **by_url;	/* those of both that have an address, by it */
	size_t	n_by_url;
	struct lookup url_lookup;	/* in by_url */
	uint64_t addresses;		/* a sum over the addresses of all pages, and which are live */
	/* The rest holds only what is live. */
	struct center *centers;		/* by number */
	size_t	n_centers;
	struct rule *rules;		/* those that hold at AT, by length, then FROM */
	size_t	n_rules, cap_rules;
	struct chapter *chapters;	/* by number */
	size_t	n_chapters;
	struct faq *faqs;
	size_t	n_faqs;
	struct channel *channels;	/* in site.yml's order: the first that fits */
	size_t	n_channels;
	struct term *terms;		/* by term, ASCII case folded */
	size_t	n_terms;
	struct answer *answers;
	size_t	n_answers;
	struct change *changes;		/* newest first */
	size_t	n_changes;
	int64_t	next_due;		/* the next publish_on or expires_on after AT; 0: none */
	const struct tariff *tariff;	/* an imported edition (tariff_load); NULL: none */
};

/*
 * Read the content tree at ROOT as of the time AT (seconds since 1970).  Returns 0, or -1 with every
 * error reported.  SITE is initialised either way and is for site_free().
 */
int	site_load(struct diag *, struct site *, const char *root, int64_t at);

/* The files below a content root, as fs_walk() lists them, and how each was: somebody looked at them. */
struct site_files {
	struct fs_list list;
	const struct fs_stamp *stamps;
};

/*
 * BEFORE: an earlier load of the same root, likewise lean or not, which nobody need keep longer.  What was
 * read of files that did not change since is taken over: it belongs to both.
 */
struct site_options {
	bool	all;		/* as site_load_all() */
	bool	lean;		/* leave out what only judges of texts need: sources, blocks but of scopes */
	bool	no_texts;	/* and plain texts of pages/, which only an index needs */
	unsigned jobs;		/* threads that read; 0: one for each processor */
	const struct site *before;	/* NULL: none */
	const struct kept *kept;	/* what builds before kept of it; for lean loads; NULL: none */
	const struct site_files *files;	/* as they are taken to be, or were since; NULL: not known.  They outlive the site */
	struct spill *spill;		/* where texts go; for lean loads; NULL: they stay in memory */
};

/* The same as OPTIONS have it. */
int	site_load_as(struct diag *, struct site *, const char *root, int64_t at,
	    const struct site_options *);
/* The same, but what is held back (drafts, pages not yet due or expired) is live: for its author. */
int	site_load_all(struct diag *, struct site *, const char *root, int64_t at);
void	site_free(struct site *);

/* Once for each page whose texts were looked at: those that stand on disk (spill.h, kept.h) do not stay in memory. */
void	site_seen(const struct site *);
const struct center *site_center(const struct site *, const char *slug);
const struct chapter *site_chapter(const struct site *, const char *number);
const struct heading *site_heading(const struct site *, const char *code);
const struct page *site_page_by_url(const struct site *, const char *url);
/* Make that ready, once pages and translations are all there and stay where they are. */
void	site_find_urls(struct site *);
/* The rule with the longest prefix for DIGITS (2 to 10 of them); NULL when none matches. */
const struct rule *site_route(const struct site *, const char *digits);
const char *basis_name(enum basis);
/* Why PAGE is not on the site at the time AT, whatever its "live" says. */
enum held page_held(const struct page *, int64_t at);
const char *page_type_name(enum page_type);

#endif
