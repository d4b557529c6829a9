/*
 * scale.c - the index of a site many times this one's size: `scale [-n NAMES] CONTENT INDEX TIMES OUT`.
 *
 * Reads CONTENT, puts TIMES headings, questions, terms and pages where one was, at most NAMES names to a
 * heading, and has the indexer write OUT; the templates are those of INDEX, built from the same content.
 * Prints "headings names pages load-s grow-s index-s".  The same number gives the same bytes everywhere.
 *
 * The first of the copies is this site's own, so that the same queries have answers at every size.  In
 * the others words give way to made-up ones, and a word does so alike wherever one copy has it.  Texts of
 * a language bring ever fewer new words: N copies have about N ** 0.6 times the words of one (Heaps' law).
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "db/db.h"
#include "index/indexer.h"
#include "index/wordnet.h"

#define WORDS_GROW 0.6
#define LETTERS_MIN 4 /* of a word that gives way: shorter ones are mostly grammar */

static struct arena arena;
static size_t most = SIZE_MAX; /* names of a heading */

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Which of its variants WORD has in COPY; 0: itself. */
static unsigned
variant(struct str word, unsigned copy)
{
	uint64_t h = 14695981039346656037u + copy * 0x9E3779B97F4A7C15u;
	size_t i;

	for (i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)ascii_lower(word.p[i])) * 1099511628211u;
	h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u; /* splitmix64 */
	h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
	h ^= h >> 31;
	return (unsigned)((double)(h >> 11) / 9007199254740992.0 *
			  pow((double)copy + 1, WORDS_GROW));
}

/* Vowels turn into vowels and consonants into consonants, the end stays as it is: "garnets" "kervets". */
static void
add_word(struct buf *out, struct str word, unsigned v)
{
	static const char consonants[] = "bcdfghjklmnpqrstvwxz", vowels[] = "aeiouy";
	size_t i, end = word.n - (word.n > 5 ? 3 : 1);

	for (i = 0; i < word.n; i++) {
		char c = word.p[i];
		const char *at, *set = strchr(vowels, ascii_lower(c)) ? vowels : consonants;
		size_t n = strlen(set);

		at = strchr(set, ascii_lower(c));
		if (v == 0 || at == NULL || i >= end)
			buf_addc(out, c);
		else
			buf_addc(out, set[((size_t)(at - set) + v * (i % 2 + 1)) % n]);
	}
}

static const char *
changed(const char *text, unsigned copy)
{
	struct buf b = BUF_INIT;
	const char *kept;
	size_t i = 0, n;

	if (copy == 0 || text == NULL)
		return text;
	while (text[i] != '\0') {
		struct str word = { text + i, 0 };

		for (n = 0; ascii_isalpha(text[i + n]); n++)
			continue;
		word.n = n > 0 ? n : 1;
		if (n >= LETTERS_MIN)
			add_word(&b, word, variant(word, copy));
		else
			buf_addstr(&b, word);
		i += word.n;
	}
	kept = arena_strndup(&arena, b.p, b.n);
	buf_free(&b);
	return kept;
}

static struct strings
changed_all(struct strings from, unsigned copy)
{
	struct strings to = { arena_alloc(&arena, (from.n + 1) * sizeof(*to.v)), from.n };
	size_t i;

	for (i = 0; i < from.n; i++)
		to.v[i] = changed(from.v[i], copy);
	return to;
}

static const struct page *
page(const struct page *from, unsigned copy)
{
	struct page *p = arena_alloc(&arena, sizeof(*p));
	const char *text;

	if (copy == 0)
		return from;
	*p = *from;
	text = changed(arena_strndup(&arena, from->doc.text.p, from->doc.text.n), copy);
	p->title = changed(from->title, copy);
	p->doc.text = str_of(text);
	p->url = arena_printf(&arena, "%s%u/", from->url, copy);
	return p;
}

/* Four digits are too few: a copy's last two places are any of 94 marks, but not two digits, the NTH such pair. */
static void
code(char out[5], const char *chapter, unsigned nth)
{
	unsigned a, b;

	for (a = '!'; a <= '~'; a++)
		for (b = '!'; b <= '~'; b++)
			if ((!ascii_isdigit((char)a) || !ascii_isdigit((char)b)) &&
			    nth-- == 0) {
				(void)snprintf(out, 5, "%.2s%c%c", chapter, (int)a, (int)b);
				return;
			}
	fputs("scale: too many headings in a chapter\n", stderr);
	exit(1);
}

static void
grow_heading(struct heading *to, const struct heading *from, unsigned copy, unsigned nth)
{
	size_t i;

	*to = *from;
	to->n_names = from->n_names < most ? from->n_names : most;
	if (copy == 0)
		return;
	code(to->code, from->code, nth);
	to->title = changed(from->title, copy);
	to->text = changed(from->text, copy);
	to->n_splits = 0;
	to->names = arena_alloc(&arena, (to->n_names + 1) * sizeof(*to->names));
	for (i = 0; i < to->n_names; i++) {
		to->names[i] = from->names[i];
		to->names[i].text = changed(from->names[i].text, copy);
		to->names[i].code = to->code;
	}
}

static int
by_code(const void *x, const void *y)
{
	return strcmp(((const struct heading *)x)->code, ((const struct heading *)y)->code);
}

static void
grow_chapter(struct chapter *c, unsigned times)
{
	struct heading *v = arena_alloc(&arena, (c->n_headings * times + 1) * sizeof(*v));
	unsigned copy, nth = 0;
	size_t i, n = 0;

	for (copy = 0; copy < times; copy++)
		for (i = 0; i < c->n_headings; i++)
			grow_heading(&v[n++], &c->headings[i], copy, copy > 0 ? nth++ : 0);
	qsort(v, n, sizeof(*v), by_code);
	/* A name's code is its heading's, which has moved. */
	for (i = 0; i < n; i++) {
		size_t k;

		for (k = 0; k < v[i].n_names; k++)
			if (strlen(v[i].names[k].code) == 4)
				v[i].names[k].code = v[i].code;
	}
	c->headings = v;
	c->n_headings = n;
}

#define GROW(field) \
	do { \
		size_t k, was = site->n_##field; \
		void *old = site->field; \
\
		site->field = arena_alloc(&arena, (was * times + 1) * sizeof(*site->field)); \
		for (k = 0; k < times; k++) \
			memcpy(site->field + k * was, old, was * sizeof(*site->field)); \
		site->n_##field = was * times; \
	} while (0)

static void
grow(struct site *site, unsigned times)
{
	size_t i, n_pages = site->n_pages, n_faqs = site->n_faqs, n_terms = site->n_terms;

	for (i = 0; i < site->n_chapters; i++)
		grow_chapter(&site->chapters[i], times);
	GROW(faqs);
	GROW(terms);
	for (i = n_faqs; i < site->n_faqs; i++) {
		site->faqs[i].page = page(site->faqs[i].page, (unsigned)(i / n_faqs));
		site->faqs[i].also_asked =
		    changed_all(site->faqs[i].also_asked, (unsigned)(i / n_faqs));
	}
	for (i = n_terms; i < site->n_terms; i++)
		site->terms[i].page = page(site->terms[i].page, (unsigned)(i / n_terms));
	/* Those that are pages and nothing else: the others are found by what they are. */
	GROW(pages);
	for (i = n_pages; i < site->n_pages; i++)
		if (site->pages[i].type == PAGE_PAGE && strcmp(site->pages[i].url, "/") != 0)
			site->pages[i] = *page(&site->pages[i], (unsigned)(i / n_pages));
		else
			site->pages[i].live = false;
}

static size_t
templates_of(struct diag *d, struct index_extra *extra, const char *index)
{
	struct db *db = db_open(d, index);
	struct db_stmt *s =
	    db != NULL ? db_prepare(d, db, "SELECT name, text FROM template ORDER BY name")
		       : NULL;
	struct index_template *v = NULL;
	size_t n = 0, cap = 0;

	while (s != NULL && db_step(s) == DB_ROW) {
		struct str text = db_col_str(s, 1);

		v = arena_grow(&arena, v, n, &cap, sizeof(*v));
		v[n++] = (struct index_template){ arena_strdup(&arena, db_col_text(s, 0)),
			{ arena_strndup(&arena, text.p, text.n), text.n } };
	}
	db_stmt_free(s);
	db_close(db);
	extra->templates = v;
	return extra->n_templates = n;
}

static void
say(const struct site *site, const double t[4])
{
	size_t headings = 0, names = 0, i, k;

	for (i = 0; i < site->n_chapters; i++)
		for (k = 0; k < site->chapters[i].n_headings; k++) {
			headings++;
			names += site->chapters[i].headings[k].n_names;
		}
	printf("%zu %zu %zu %.3f %.3f %.3f\n", headings, names, site->n_faqs + site->n_terms,
	    t[1] - t[0], t[2] - t[1], t[3] - t[2]);
}

int
main(int argc, char *argv[])
{
	struct index_extra extra = { .release = "scale", .wordnet = WORDNET_DIR };
	struct diag d;
	struct site site;
	double t[4];
	int rc;

	if (argc == 7 && strcmp(argv[1], "-n") == 0) {
		most = (size_t)atoi(argv[2]);
		argv += 2;
		argc -= 2;
	}
	if (argc != 5 || atoi(argv[3]) < 1)
		return 2;
	arena_init(&arena, 0);
	diag_init(&d);
	t[0] = seconds();
	rc = site_load_as(
	    &d, &site, argv[1], 1795269600, &(struct site_options){ .lean = true });
	t[1] = seconds();
	if (rc == 0)
		grow(&site, (unsigned)atoi(argv[3]));
	t[2] = seconds();
	if (rc == 0 && (templates_of(&d, &extra, argv[2]) == 0 ||
			   index_write(&d, &site, &extra, argv[4]) != 0))
		rc = -1;
	t[3] = seconds();
	if (rc == 0)
		say(&site, t);
	diag_print(&d, stderr);
	diag_free(&d);
	site_free(&site);
	arena_free(&arena);
	return rc == 0 ? 0 : 1;
}
