#include "index/wordnet_files.h"

#include <string.h>

#include "base/fs.h"
#include "base/limits.h"

#define KIND "@" /* pointer to a hypernym; "@i", an instance of it, is a proper name */

/* One line being read: what is left of it, and where it stands. */
struct line {
	struct str rest;
	struct loc loc;
	struct diag *diag;
	struct arena *arena;
};

static int
bad(const struct line *l, const char *expected)
{
	return diag_error(l->diag, l->loc, "not WordNet's format: expected %s", expected);
}

/* The field at the front; at the end: empty.  There are two million, of a few bytes each: to call memchr() for one takes
 * longer than to look at them. */
static struct str
next(struct line *l)
{
	struct str s = { l->rest.p, 0 };

	while (s.n < l->rest.n && s.p[s.n] != ' ')
		s.n++;
	l->rest = str_skip(l->rest, s.n + 1);
	return s;
}

/* S for as long as what is read: the files are twenty times as long as what is of use in them. */
static struct str
keep(const struct line *l, struct str s)
{
	return (struct str){ arena_strndup(l->arena, s.p, s.n), s.n };
}

/* A field of digits in BASE 10 or 16; false when it is something else. */
static bool
number(struct line *l, unsigned base, uint32_t *out)
{
	struct str s = next(l);
	uint32_t v = 0;
	size_t i;

	if (s.n == 0 || s.n > 8)
		return false;
	for (i = 0; i < s.n; i++) {
		char c = ascii_lower(s.p[i]);

		if (ascii_isdigit(c))
			v = v * base + (uint32_t)(c - '0');
		else if (base == 16 && c >= 'a' && c <= 'f')
			v = v * base + (uint32_t)(c - 'a' + 10);
		else
			return false;
	}
	*out = v;
	return true;
}

/* synset_offset lex_filenum ss_type w_cnt word lex_id [...] p_cnt [symbol offset pos nnnn ...] */
static int
read_synset(struct wordnet_synset *out, struct line *l)
{
	struct wordnet_synset s = { .offset = 0 };
	uint32_t file, n, i, offset;
	struct str symbol, pos;

	if (!number(l, 10, &s.offset) || !number(l, 10, &file))
		return bad(l, "an offset and the number of a file");
	s.file = file;
	(void)next(l); /* the type: a noun, a verb */
	if (!number(l, 16, &n) || n > l->rest.n)
		return bad(l, "a count of words");
	s.words = arena_alloc(l->arena, (n + 1) * sizeof(*s.words));
	for (i = 0; i < n; i++) {
		s.words[s.n_words++] = keep(l, next(l));
		(void)next(l); /* tells words of one spelling apart */
	}
	if (!number(l, 10, &n) || n > l->rest.n)
		return bad(l, "a count of pointers");
	s.kinds = arena_alloc(l->arena, (n + 1) * sizeof(*s.kinds));
	for (i = 0; i < n; i++) {
		symbol = next(l);
		if (!number(l, 10, &offset))
			return bad(l, "a pointer's offset");
		pos = next(l);
		(void)next(l); /* which of the words */
		if (str_is(symbol, KIND) && str_is(pos, "n"))
			s.kinds[s.n_kinds++] = offset;
	}
	*out = s;
	return 0;
}

static int
noun_line(struct wordnet *w, struct line *l)
{
	struct wordnet_synset s;

	if (read_synset(&s, l) != 0)
		return -1;
	if (w->n_synsets > 0 && w->synsets[w->n_synsets - 1].offset >= s.offset)
		return bad(l, "a greater offset than the line before");
	w->synsets = arena_grow(
	    l->arena, w->synsets, w->n_synsets, &w->cap_synsets, sizeof(*w->synsets));
	w->synsets[w->n_synsets++] = s;
	return 0;
}

/* lemma pos synset_cnt p_cnt [symbol ...] sense_cnt tagsense_cnt offset [...] */
static int
index_line(struct wordnet *w, struct line *l)
{
	struct wordnet_lemma m = { .word = keep(l, next(l)) };
	uint32_t n, symbols, i;

	(void)next(l); /* the part of speech */
	if (!number(l, 10, &n) || !number(l, 10, &symbols) || n > l->rest.n ||
	    symbols > l->rest.n)
		return bad(l, "counts of senses and pointers");
	for (i = 0; i < symbols + 2; i++) /* and two counts again */
		(void)next(l);
	m.senses = arena_alloc(l->arena, (n + 1) * sizeof(*m.senses));
	for (i = 0; i < n; i++)
		if (!number(l, 10, &m.senses[m.n_senses++]))
			return bad(l, "the offset of a sense");
	w->lemmas =
	    arena_grow(l->arena, w->lemmas, w->n_lemmas, &w->cap_lemmas, sizeof(*w->lemmas));
	w->lemmas[w->n_lemmas++] = m;
	return 0;
}

static int
other_line(struct wordnet *w, struct line *l)
{
	struct wordnet_synset s;

	if (read_synset(&s, l) != 0)
		return -1;
	w->others =
	    arena_grow(l->arena, w->others, w->n_others, &w->cap_others, sizeof(*w->others));
	w->others[w->n_others++] = s;
	return 0;
}

/* form base [...] */
static int
form_line(struct wordnet *w, struct line *l)
{
	struct wordnet_form f = { .form = keep(l, next(l)) };

	f.base = keep(l, next(l));
	if (f.base.n == 0)
		return bad(l, "a form and its base");
	w->forms = arena_grow(l->arena, w->forms, w->n_forms, &w->cap_forms, sizeof(*w->forms));
	w->forms[w->n_forms++] = f;
	return 0;
}

static const struct {
	const char *name;
	int (*line)(struct wordnet *, struct line *);
} files[] = {
	{ "data.noun", noun_line },
	{ "index.noun", index_line },
	{ "data.verb", other_line },
	{ "data.adj", other_line },
	{ "data.adv", other_line },
	{ "noun.exc", form_line },
	{ "verb.exc", form_line },
	{ "adj.exc", form_line },
};
#define N_FILES (sizeof(files) / sizeof(files[0]))

bool
wordnet_there(struct arena *a, const char *dir)
{
	size_t i;

	for (i = 0; i < N_FILES; i++)
		if (!fs_exists(fs_join(a, dir, files[i].name)))
			return false;
	return true;
}

/* Room for a line each of what file I adds to. */
static void
make_room(struct arena *a, struct wordnet *w, size_t i, struct str text)
{
	size_t n = 1, at;

	for (at = str_chr(text, '\n'); at < text.n; at = str_chr(text, '\n')) {
		text = str_skip(text, at + 1);
		n++;
	}
	if (files[i].line == noun_line) {
		w->synsets = arena_alloc(a, n * sizeof(*w->synsets));
		w->cap_synsets = n;
	} else if (files[i].line == index_line) {
		w->lemmas = arena_alloc(a, n * sizeof(*w->lemmas));
		w->cap_lemmas = n;
	}
}

static int
read_file(struct diag *d, struct arena *a, struct wordnet *w, const char *dir, size_t i)
{
	struct buf text = BUF_INIT;
	struct line l = { .diag = d, .arena = a };
	struct str rest;
	int rc;

	l.loc.file = fs_join(a, dir, files[i].name);
	rc = fs_read(d, &text, l.loc.file, LIMIT_WORDNET_FILE);
	make_room(a, w, i, buf_str(&text));
	for (rest = buf_str(&text); rc == 0 && str_split(&rest, '\n', &l.rest);) {
		l.loc.line++;
		if (l.rest.n == 0 || l.rest.p[0] == ' ')
			continue;
		rc = files[i].line(w, &l);
	}
	buf_free(&text);
	return rc;
}

int
wordnet_load(struct diag *d, struct arena *a, struct wordnet *w, const char *dir)
{
	size_t i;
	int rc = 0;

	*w = (struct wordnet){ .n_synsets = 0 };
	for (i = 0; rc == 0 && i < N_FILES; i++)
		rc = read_file(d, a, w, dir, i);
	return rc;
}

const struct wordnet_synset *
wordnet_synset(const struct wordnet *w, uint32_t offset)
{
	size_t low = 0, high = w->n_synsets;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (w->synsets[mid].offset == offset)
			return &w->synsets[mid];
		if (w->synsets[mid].offset > offset)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
