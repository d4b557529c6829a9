#include "index/wordnet.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/near.h"
#include "index/wordnet_files.h"

#define SENSES 2 /* of a lemma: later ones are rare */
#define UP 3 /* steps from a word to what it is a kind of */
#define WORDS_OF_SENSE 2 /* targets from one synset; the first words are the commonest */
#define TARGETS 2 /* kept for a lemma */
#define WEIGHT_MIN 10 /* of a target, in hundredths: fainter ones are guesses */
#define LETTERS_MIN 3 /* of a lemma: shorter ones are abbreviations */
#define VARIANT 2 /* edits between two spellings of one word */
#define REAL_MIN 4 /* of a word that spelling would change */

/* What a target counts, in hundredths, by the steps up to it. */
static const double level_weight[UP + 1] = { 80, 50, 25, 12.5 };
#define LATER_SENSE 0.5 /* times this for the second sense */
#define LATER_WORD 0.6 /* for the second word of a sense */
#define SEVERAL_WORDS 0.8 /* for a target that is a phrase */

/* A set of strings: open addressing, CAP a power of two. */
struct set {
	const char **slot;
	size_t n, cap;
};

struct row {
	const char *lemma; /* or an irregular form of it */
	const char *target; /* as written, spaces between words */
	const char *path; /* steps between, apart by " > "; "=" for a synonym */
	double weight;
};

struct wordnet_input {
	const char *dir;
	bool there; /* all files are */
	struct diag diag; /* what was wrong with them */
	struct arena arena; /* of what is in NET, and the terms */
	struct wordnet net;
	struct noun { /* of each lemma */
		const char *text; /* NULL: none that a visitor's word can be */
		const char *term;
	} * nouns; /* NULL: not asked for */
};

/* A word of a synset that can be a target of any lemma but itself. */
struct target {
	const char *text;
	size_t words;
};

/* The targets of a synset, found when they are first asked for. */
struct targets {
	bool known;
	struct target *v; /* N of them */
	size_t n;
};

struct wordnet_rows {
	struct arena arena;
	struct row *rows; /* N of them, by lemma, the best target first */
	size_t n_rows, cap_rows;
};

struct maker {
	struct wordnet_rows *out;
	struct words *words;
	struct arena arena; /* what is gone when all is made */
	const struct wordnet_input *in;
	const struct wordnet *net;
	const struct vocabulary *names; /* terms of our names */
	const struct vocabulary *written; /* words as our texts write them */
	struct targets *targets; /* of each synset */
};

static const char **
slot(const struct set *s, const char *text)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */
	const char *p;
	size_t i;

	for (p = text; *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * 1099511628211u;
	for (i = (size_t)h & (s->cap - 1); s->slot[i] != NULL; i = (i + 1) & (s->cap - 1))
		if (strcmp(s->slot[i], text) == 0)
			break;
	return &s->slot[i];
}

static bool
has(const struct set *s, const char *text)
{
	return s->cap > 0 && *slot(s, text) != NULL;
}

static void
add(struct set *s, struct arena *a, const char *text)
{
	struct set bigger = { .cap = s->cap != 0 ? s->cap * 2 : 4096 };
	size_t i;

	if (s->n * 2 >= s->cap) {
		bigger.slot = arena_alloc(a, bigger.cap * sizeof(*bigger.slot));
		for (i = 0; i < s->cap; i++)
			if (s->slot[i] != NULL)
				*slot(&bigger, s->slot[i]) = s->slot[i];
		bigger.n = s->n;
		*s = bigger;
	}
	if (*slot(s, text) == NULL) {
		*slot(s, text) = arena_strdup(a, text);
		s->n++;
	}
}

static bool
of_goods(unsigned file)
{
	return file == WORDNET_ANIMAL || file == WORDNET_ARTIFACT || file == WORDNET_BODY ||
	       file == WORDNET_FOOD || file == WORDNET_OBJECT || file == WORDNET_PLANT ||
	       file == WORDNET_SUBSTANCE;
}

static bool
has_capital(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] >= 'A' && s.p[i] <= 'Z')
			return true;
	return false;
}

/* Families and genera of animals and plants, rivers and stars: names that no importer types. */
static bool
is_proper(const struct wordnet_synset *s, struct str word)
{
	return has_capital(word) && s->file != WORDNET_FOOD && s->file != WORDNET_ARTIFACT &&
	       s->file != WORDNET_SUBSTANCE;
}

/* A word of the files in lower case with spaces. */
static const char *
plain(struct arena *a, struct str word)
{
	char *s = arena_strndup(a, word.p, word.n), *p;

	for (p = s; *p != '\0'; p++)
		*p = (char)(*p == '_' ? ' ' : ascii_lower(*p));
	return s;
}

/* A word of letters only, no stop word, in lower case; NULL for any other: visitors' words are cut at
 * what is not a letter. */
static const char *
lettered(struct arena *a, struct str word, size_t min)
{
	const char *s;
	size_t i;

	if (word.n < min)
		return NULL;
	for (i = 0; i < word.n; i++)
		if (!ascii_isalpha(word.p[i]))
			return NULL;
	s = plain(a, word);
	return words_is_stop(s) ? NULL : s;
}

/* The same when no name has it in any form, in the arena. */
static const char *
unnamed(struct maker *m, struct arena *a, struct str word, size_t min)
{
	const char *s = lettered(a, word, min);

	return s != NULL && !vocabulary_has(m->names, words_term(m->words, &m->arena, s))
		   ? s
		   : NULL;
}

/* The same when no text has it as it is written. */
static const char *
unwritten(struct maker *m, struct str word, size_t min)
{
	const char *s = lettered(&m->arena, word, min);

	return s != NULL && !vocabulary_has(m->written, s) ? s : NULL;
}

/* Do names have every word of TARGET?  *N is how many words it has. */
static bool
in_names(struct maker *m, const char *target, size_t *n)
{
	struct word w[8];
	size_t i, max = sizeof(w) / sizeof(w[0]);

	if (vocabulary_count(m->names) == 0)
		return false;
	*n = words_split(m->words, &m->arena, str_of(target), w, max);
	for (i = 0; i < *n; i++)
		if ((w[i].flags & WORD_STOP) != 0 || !vocabulary_has(m->names, w[i].term))
			return false;
	return *n > 0 && *n < max;
}

static const struct targets *
targets_of(struct maker *m, const struct wordnet_synset *sense)
{
	struct targets *t = &m->targets[sense - m->net->synsets];
	size_t i;

	if (t->known)
		return t;
	t->known = true;
	if (sense->n_words > 0 && wordnet_vague(plain(&m->arena, sense->words[0])))
		return t;
	t->v = arena_alloc(&m->arena, (sense->n_words + 1) * sizeof(*t->v));
	for (i = 0; i < sense->n_words; i++) {
		struct target *w = &t->v[t->n];

		w->text = plain(&m->out->arena, sense->words[i]);
		if (!is_proper(sense, sense->words[i]) && !wordnet_vague(w->text) &&
		    in_names(m, w->text, &w->words))
			t->n++;
	}
	return t;
}

/* The words of SENSE as targets of LEMMA, each WEIGHT or less.  How many there are. */
static size_t
add_targets(struct maker *m, const char *lemma, const struct wordnet_synset *sense,
    const char *path, double weight)
{
	const struct targets *t = targets_of(m, sense);
	struct wordnet_rows *out = m->out;
	size_t i, n = 0;

	for (i = 0; i < t->n && n < WORDS_OF_SENSE; i++) {
		const char *target = t->v[i].text;

		if (strcmp(target, lemma) == 0 || wordnet_trap(lemma, target))
			continue;
		out->rows = arena_grow(
		    &out->arena, out->rows, out->n_rows, &out->cap_rows, sizeof(*out->rows));
		out->rows[out->n_rows++] = (struct row){ lemma, target, path,
			weight * (n > 0 ? LATER_WORD : 1) *
			    (t->v[i].words > 1 ? SEVERAL_WORDS : 1) };
		n++;
	}
	return n;
}

/* What SENSE is a kind of, LEVEL steps from the lemma, and so on up. */
static void
climb(struct maker *m, const char *lemma, const struct wordnet_synset *sense, const char *path,
    size_t level, double factor)
{
	size_t i;

	if (add_targets(
		m, lemma, sense, level == 0 ? "=" : path, level_weight[level] * factor) > 0 &&
	    level > 0)
		return; /* farther up says less */
	if (level == UP)
		return;
	for (i = 0; i < sense->n_kinds; i++) {
		const struct wordnet_synset *kind = wordnet_synset(m->net, sense->kinds[i]);
		const char *to = path;

		if (kind == NULL || kind->n_words == 0)
			continue;
		if (level > 0)
			to = arena_printf(&m->out->arena, "%s%s%s", path,
			    path[0] != '\0' ? " > " : "", plain(&m->arena, sense->words[0]));
		climb(m, lemma, kind, to, level + 1, factor);
	}
}

static void
add_lemma(struct maker *m, const struct wordnet_lemma *l, const char *lemma)
{
	size_t i, j, taken = 0;

	for (i = 0; i < l->n_senses && taken < SENSES; i++) {
		const struct wordnet_synset *s = wordnet_synset(m->net, l->senses[i]);
		bool proper = false;

		if (s == NULL || !of_goods(s->file))
			continue;
		for (j = 0; j < s->n_words; j++)
			if (strcmp(plain(&m->arena, s->words[j]), lemma) == 0)
				proper = is_proper(s, s->words[j]);
		if (proper)
			continue;
		climb(m, lemma, s, "", 0, taken > 0 ? LATER_SENSE : 1);
		taken++;
	}
}

static void
add_lemmas(struct maker *m)
{
	size_t i;

	for (i = 0; i < m->net->n_lemmas; i++) {
		const struct noun *noun = &m->in->nouns[i];

		if (noun->text != NULL && !vocabulary_has(m->names, noun->term))
			add_lemma(m, &m->net->lemmas[i], noun->text);
	}
}

static int
by_lemma(const void *x, const void *y)
{
	const struct row *a = x, *b = y;
	int c = strcmp(a->lemma, b->lemma);

	if (c != 0)
		return c;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	c = strcmp(a->target, b->target);
	return c != 0 ? c : strcmp(a->path, b->path);
}

/* The rows of a lemma again for its irregular forms: visitors' words lose regular endings only. */
static void
add_forms(struct maker *m)
{
	struct wordnet_rows *out = m->out;
	size_t i, low, high, n = out->n_rows;

	if (n > 0)
		qsort(out->rows, n, sizeof(*out->rows), by_lemma);
	for (i = 0; i < m->net->n_forms; i++) {
		const char *form = unnamed(m, &out->arena, m->net->forms[i].form, LETTERS_MIN);
		const char *base = plain(&m->arena, m->net->forms[i].base);

		if (form == NULL)
			continue;
		for (low = 0, high = n; low < high;) { /* to the base's first row */
			size_t mid = low + (high - low) / 2;

			if (strcmp(out->rows[mid].lemma, base) < 0)
				low = mid + 1;
			else
				high = mid;
		}
		for (; low < n && strcmp(out->rows[low].lemma, base) == 0; low++) {
			struct row r = out->rows[low];

			r.lemma = form;
			out->rows = arena_grow(&out->arena, out->rows, out->n_rows,
			    &out->cap_rows, sizeof(*out->rows));
			out->rows[out->n_rows++] = r;
		}
	}
}

static int
put_row(struct diag *d, struct db_stmt *st, const struct row *r)
{
	db_bind_text(st, 1, r->lemma);
	db_bind_text(st, 2, r->target);
	db_bind_int(st, 3, (int64_t)(r->weight + 0.5));
	db_bind_text(st, 4, r->path);
	return db_run(d, st);
}

/* Each lemma's best targets, each once. */
static int
put_rows(struct diag *d, struct db *db, const struct wordnet_rows *out)
{
	struct db_stmt *st = db_prepare(d, db, "INSERT INTO wordnet VALUES (?, ?, ?, ?)");
	size_t i, j, first = 0, kept = 0;
	int rc = st == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < out->n_rows; i++) {
		const struct row *r = &out->rows[i];

		if (strcmp(r->lemma, out->rows[first].lemma) != 0) {
			first = i;
			kept = 0;
		}
		for (j = first; j < i && strcmp(out->rows[j].target, r->target) != 0; j++)
			;
		if (j < i || kept == TARGETS || r->weight < WEIGHT_MIN)
			continue;
		kept++;
		rc = put_row(d, st, r);
	}
	db_stmt_free(st);
	return rc;
}

/* Is WORD another spelling of a word of S that names have ("liquified": "liquefied")? */
static bool
is_variant(struct maker *m, const struct wordnet_synset *s, struct str word)
{
	size_t i, n;

	if (vocabulary_count(m->names) == 0)
		return false;
	for (i = 0; i < s->n_words; i++)
		if (s->words[i].p[0] == word.p[0] && !str_eq(s->words[i], word) &&
		    near_distance(s->words[i], word, VARIANT) <= VARIANT &&
		    in_names(m, plain(&m->arena, s->words[i]), &n))
			return true;
	return false;
}

/* The words of N synsets that no text has: variants of what names have, and all others. */
static void
sort_out(struct maker *m, struct set *variants, struct set *real,
    const struct wordnet_synset *synsets, size_t n)
{
	size_t i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < synsets[i].n_words; j++) {
			const struct wordnet_synset *s = &synsets[i];
			const char *word = unwritten(m, s->words[j], REAL_MIN);

			if (word == NULL ||
			    (has_capital(s->words[j]) &&
				(!of_goods(s->file) || is_proper(s, s->words[j]))))
				continue;
			add(is_variant(m, s, s->words[j]) &&
				    unnamed(m, &m->arena, s->words[j], REAL_MIN) != NULL
				? variants
				: real,
			    &m->arena, word);
		}
}

static int
by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* All words that no text has, one a line, sorted: spelling leaves them alone.  Variants are for it to
 * mend, and so are their forms. */
static void
find_real(struct maker *m, struct buf *out)
{
	struct set variants = { .n = 0 }, real = { .n = 0 };
	size_t i, n = 0;

	sort_out(m, &variants, &real, m->net->synsets, m->net->n_synsets);
	sort_out(m, &variants, &real, m->net->others, m->net->n_others);
	for (i = 0; i < m->net->n_forms; i++) {
		const char *form = unwritten(m, m->net->forms[i].form, REAL_MIN);
		const char *base = unnamed(m, &m->arena, m->net->forms[i].base, REAL_MIN);

		if (form != NULL && (base == NULL || !has(&variants, base)))
			add(&real, &m->arena, form);
	}
	for (i = 0; i < real.cap; i++)
		if (real.slot[i] != NULL && !has(&variants, real.slot[i]))
			real.slot[n++] = real.slot[i];
	if (n > 0)
		qsort(real.slot, n, sizeof(*real.slot), by_text);
	for (i = 0; i < n; i++) {
		buf_adds(out, real.slot[i]);
		buf_addc(out, '\n');
	}
}

struct wordnet_input *
wordnet_input_read(const char *dir)
{
	struct wordnet_input *in = xalloc(sizeof(*in));

	*in = (struct wordnet_input){ .dir = dir };
	arena_init(&in->arena, 0);
	diag_init(&in->diag);
	in->there = wordnet_there(&in->arena, dir);
	if (in->there)
		(void)wordnet_load(&in->diag, &in->arena, &in->net, dir); /* counted */
	return in;
}

void
wordnet_input_free(struct wordnet_input *in)
{
	if (in == NULL)
		return;
	diag_free(&in->diag);
	arena_free(&in->arena);
	free(in);
}

/* Is all of it there and sound? */
static bool
usable(const struct wordnet_input *in)
{
	return in->there && in->diag.n == 0;
}

void
wordnet_input_nouns(struct wordnet_input *in, struct words *words)
{
	struct arena scratch;
	size_t i;

	if (!usable(in))
		return;
	arena_init(&scratch, 0);
	in->nouns = arena_alloc(&in->arena, (in->net.n_lemmas + 1) * sizeof(*in->nouns));
	for (i = 0; i < in->net.n_lemmas; i++) {
		const char *text = lettered(&scratch, in->net.lemmas[i].word, LETTERS_MIN);

		if (text != NULL && !wordnet_trap(text, NULL))
			in->nouns[i] = (struct noun){ arena_strdup(&in->arena, text),
				arena_strdup(&in->arena, words_term(words, &scratch, text)) };
		arena_reset(&scratch);
	}
	arena_free(&scratch);
}

struct wordnet_rows *
wordnet_make(
    struct words *words, const struct wordnet_input *in, const struct vocabulary *names)
{
	struct wordnet_rows *out = xalloc(sizeof(*out));
	struct maker m = {
		.out = out, .words = words, .in = in, .net = &in->net, .names = names
	};

	*out = (struct wordnet_rows){ .n_rows = 0 };
	arena_init(&out->arena, 0);
	if (in->nouns == NULL || vocabulary_count(names) == 0)
		return out; /* there is nothing to lead to */
	arena_init(&m.arena, 0);
	m.targets = arena_alloc(&m.arena, (in->net.n_synsets + 1) * sizeof(*m.targets));
	add_lemmas(&m);
	add_forms(&m);
	if (out->n_rows > 0)
		qsort(out->rows, out->n_rows, sizeof(*out->rows), by_lemma);
	arena_free(&m.arena);
	return out;
}

void
wordnet_rows_free(struct wordnet_rows *r)
{
	if (r == NULL)
		return;
	arena_free(&r->arena);
	free(r);
}

void
wordnet_unwritten(struct buf *out, struct words *words, const struct wordnet_input *in,
    const struct vocabulary *names, const struct vocabulary *written)
{
	struct maker m = {
		.words = words, .in = in, .net = &in->net, .names = names, .written = written
	};

	if (!usable(in))
		return;
	arena_init(&m.arena, 0);
	find_real(&m, out);
	arena_free(&m.arena);
}

static int
put_real(struct diag *d, struct db *db, struct str lines)
{
	struct db_stmt *st = db_prepare(d, db, "INSERT INTO real_word VALUES (?)");
	int rc = -1;

	if (st != NULL) {
		db_bind_str(st, 1, lines);
		rc = db_run(d, st);
	}
	db_stmt_free(st);
	return rc;
}

int
wordnet_put(struct diag *d, struct db *db, const struct wordnet_input *in,
    const struct wordnet_rows *r, struct str real)
{
	size_t i;

	if (!in->there) {
		diag_warn(d, (struct loc){ in->dir, 0, 0 },
		    "WordNet is not there (package wordnet-base): words that no name holds "
		    "stay unknown");
		return 0;
	}
	for (i = 0; i < in->diag.n; i++)
		(void)diag_error(d, in->diag.msgs[i].loc, "%s", in->diag.msgs[i].text);
	if (in->diag.n > 0)
		return -1;
	return put_rows(d, db, r) == 0 ? put_real(d, db, real) : -1;
}

/* The words of a column of lists into V; a joined form's "+" is left out. */
static int
read_words(struct diag *d, struct db *db, struct vocabulary *v, const char *sql)
{
	struct db_stmt *st = db_prepare(d, db, sql);
	enum db_step step;

	if (st == NULL)
		return -1;
	while ((step = db_step(st)) == DB_ROW) {
		struct str list = db_col_str(st, 0), t;

		while (str_split(&list, ' ', &t))
			vocabulary_add_surface(v, str_skip(t, str_starts(t, "+")));
	}
	db_stmt_free(st);
	return step == DB_DONE ? 0 : db_damaged(d, db);
}

int
wordnet_write(struct diag *d, struct db *db, struct words *words, struct wordnet_input *in)
{
	struct vocabulary *names = vocabulary_new(words), *written = vocabulary_new(words);
	struct wordnet_rows *rows = NULL;
	struct buf real = BUF_INIT;
	int rc = -1;

	if (read_words(d, db, names, "SELECT coalesce(terms, text) FROM name") == 0 &&
	    read_words(d, db, written, "SELECT surface FROM word") == 0) {
		wordnet_input_nouns(in, words);
		rows = wordnet_make(words, in, names);
		wordnet_unwritten(&real, words, in, names, written);
		rc = wordnet_put(d, db, in, rows, buf_str(&real));
	}
	buf_free(&real);
	wordnet_rows_free(rows);
	vocabulary_free(names);
	vocabulary_free(written);
	return rc;
}
