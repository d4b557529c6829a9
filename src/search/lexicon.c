#include "search/lexicon.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#define TERMS_PER_NAME 24 /* more of one name are passed over */

struct loader {
	struct store *s;
	unsigned char *endings; /* by name term */
	size_t cap_terms, cap_name_terms, n_name_terms, cap_endings;
};

static uint64_t
hash(struct str t)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */
	size_t i;

	for (i = 0; i < t.n; i++)
		h = (h ^ (unsigned char)t.p[i]) * 1099511628211u;
	return h;
}

/* The slot where TERM is or would be. */
static size_t
slot(const struct store *s, struct str term)
{
	size_t i = (size_t)hash(term) & (s->n_term_slots - 1);

	while (s->term_slots[i] != 0 && !str_is(term, s->terms[s->term_slots[i] - 1].text))
		i = (i + 1) & (s->n_term_slots - 1);
	return i;
}

uint32_t
store_term(const struct store *s, const char *term)
{
	uint32_t v = s->term_slots[slot(s, str_of(term))];

	return v != 0 ? v - 1 : UINT32_MAX;
}

static void
rehash(struct store *s)
{
	size_t i;

	s->n_term_slots = s->n_term_slots != 0 ? s->n_term_slots * 2 : 16384;
	s->term_slots = arena_alloc(&s->arena, s->n_term_slots * sizeof(*s->term_slots));
	for (i = 0; i < s->n_terms; i++)
		s->term_slots[slot(s, str_of(s->terms[i].text))] = (uint32_t)i + 1;
}

static uint32_t
intern(struct loader *l, struct str term)
{
	struct store *s = l->s;
	size_t at;

	if (s->n_terms * 2 >= s->n_term_slots)
		rehash(s);
	at = slot(s, term);
	if (s->term_slots[at] != 0)
		return s->term_slots[at] - 1;
	s->terms =
	    arena_grow(&s->arena, s->terms, s->n_terms, &l->cap_terms, sizeof(*s->terms));
	s->terms[s->n_terms] = (struct store_term){
		.text = arena_strndup(&s->arena, term.p, term.n),
	};
	s->term_slots[at] = (uint32_t)++s->n_terms;
	return (uint32_t)s->n_terms - 1;
}

static enum store_kind
kind_of(struct str s)
{
	static const char *const kinds[] = {
		[STORE_NAME] = "", /* null */
		[STORE_ES] = "es",
		[STORE_BRAND] = "brand",
		[STORE_CAS] = "cas",
		[STORE_ALSO] = "also",
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_is(s, kinds[i]))
			return (enum store_kind)i;
	return STORE_NAME;
}

/* A column's text; never NULL, since a damaged file may hold null where the schema forbids it. */
static char *
kept(struct store *s, struct db_stmt *st, int col)
{
	struct str v = db_col_str(st, col);

	return arena_strndup(&s->arena, v.p, v.n);
}

/* The same for a column that may be null: NULL. */
static char *
kept_or_null(struct store *s, struct db_stmt *st, int col)
{
	return db_col_null(st, col) ? NULL : kept(s, st, col);
}

/* The distinct terms of the list TERMS that are JOINED forms ("+tshirt") or are not, appended. */
static void
add_kind(struct loader *l, struct store_name *n, struct str terms, bool joined)
{
	struct store *s = l->s;
	struct str t;
	uint32_t id, i;

	while (n->n < TERMS_PER_NAME && str_split(&terms, ' ', &t)) {
		if (str_starts(t, "+") != joined)
			continue;
		id = intern(l, str_skip(t, joined));
		for (i = 0; i < n->n; i++)
			if (s->name_terms[n->first + i] == id)
				break;
		if (i < n->n)
			continue;
		s->name_terms = arena_grow(&s->arena, s->name_terms, l->n_name_terms,
		    &l->cap_name_terms, sizeof(*s->name_terms));
		l->endings = arena_grow(&s->arena, l->endings, l->n_name_terms, &l->cap_endings,
		    sizeof(*l->endings));
		l->endings[l->n_name_terms] = 0;
		s->name_terms[l->n_name_terms++] = id;
		n->n++;
		s->terms[id].n++;
	}
}

/* The terms of a name, those that are the same words joined last. */
static void
add_terms(struct loader *l, struct store_name *n, struct str terms)
{
	n->first = (uint32_t)l->n_name_terms;
	add_kind(l, n, terms, false);
	n->n_plain = n->n;
	add_kind(l, n, terms, true);
}

/* Does the stemmer make TERM of the word W?  Its last letter may differ ("batteri"). */
static bool
is_stem(const char *term, struct str w)
{
	size_t n = strlen(term);

	return n > 2 && w.n >= n && strncasecmp(term, w.p, n - 1) == 0;
}

/* Which of a name's words are made of their stem by an ending. */
static void
add_endings(struct loader *l, const struct store_name *n, const char *text)
{
	const struct store *s = l->s;
	uint32_t k;

	while (*text != '\0') {
		struct str w = { text, strcspn(text, " -/,()") };
		unsigned ending = words_ending(w.p, w.n);

		for (k = 0; ending != 0 && k < n->n_plain; k++)
			if (is_stem(s->terms[s->name_terms[n->first + k]].text, w))
				l->endings[n->first + k] = (unsigned char)ending;
		text += w.n + (text[w.n] != '\0');
	}
}

/* The last of a name's own terms, of a Spanish name the first; UINT32_MAX when it has none. */
static uint32_t
usual_head(const struct store *s, const struct store_name *n)
{
	if (n->n_plain == 0)
		return UINT32_MAX;
	return s->name_terms[n->first + (n->kind == STORE_ES ? 0 : n->n_plain - 1)];
}

/* Fill every term's list of names, and count the headings that it occurs in. */
static void
invert(struct loader *l)
{
	struct store *s = l->s;
	uint32_t *last = arena_alloc(&s->arena, (s->n_terms + 1) * sizeof(*last)), at = 0;
	size_t i, j;

	s->postings = arena_alloc(&s->arena, (l->n_name_terms + 1) * sizeof(*s->postings));
	s->posting_endings = arena_alloc(&s->arena, l->n_name_terms + 1);
	for (i = 0; i < s->n_terms; i++) {
		s->terms[i].first = at;
		at += s->terms[i].n;
		s->terms[i].n = 0;
	}
	for (i = 0; i < s->n_names; i++) {
		const struct store_name *n = &s->names[i];

		for (j = 0; j < n->n; j++) {
			uint32_t id = s->name_terms[n->first + j];
			struct store_term *t = &s->terms[id];

			s->posting_endings[t->first + t->n] = l->endings[n->first + j];
			s->postings[t->first + t->n++] = (uint32_t)i;
			if (last[id] != n->heading + 1)
				t->headings++;
			last[id] = n->heading + 1;
		}
	}
}

static void
weigh(struct store *s)
{
	size_t i, j;

	for (i = 0; i < s->n_terms; i++)
		s->terms[i].weight = (float)log(
		    1.0 + (double)(s->n_headings + 1) / ((double)s->terms[i].headings + 0.5));
	for (i = 0; i < s->n_names; i++)
		for (j = 0; j < s->names[i].n_plain; j++)
			s->names[i].weight +=
			    s->terms[s->name_terms[s->names[i].first + j]].weight;
}

int
lexicon_load(struct diag *d, struct store *s)
{
	struct loader l = { .s = s };
	struct db_stmt *st;
	enum db_step step;
	size_t cap = 0;

	rehash(s);
	st = db_prepare(d, s->db,
	    "SELECT heading, code, kind, text, terms, head, other, question "
	    "FROM name ORDER BY id");
	if (st == NULL)
		return -1;
	while ((step = db_step(st)) == DB_ROW) {
		size_t h = (size_t)db_col_int(st, 0) - 1;
		struct store_name *n;

		if (h >= s->n_headings) {
			step = DB_FAILED;
			break;
		}
		s->names = arena_grow(&s->arena, s->names, s->n_names, &cap, sizeof(*s->names));
		n = &s->names[s->n_names++];
		*n = (struct store_name){
			.heading = (uint32_t)h,
			.code = db_col_null(st, 1) ? s->headings[h].code : kept(s, st, 1),
			.kind = kind_of(db_col_str(st, 2)),
			.text = kept(s, st, 3),
			.other = kept_or_null(s, st, 6),
			.question = kept_or_null(s, st, 7),
		};
		if (!db_col_null(st, 1))
			n->rule = store_route(s, str_of(n->code));
		if (n->rule == NULL) /* the heading's own; or a damaged file has such a code */
			n->rule = s->headings[h].rule;
		add_terms(&l, n, db_col_str(st, db_col_null(st, 4) ? 3 : 4));
		if (n->kind != STORE_ES)
			add_endings(&l, n, n->text);
		n->head = db_col_null(st, 5) ? usual_head(s, n) : intern(&l, db_col_str(st, 5));
	}
	db_stmt_free(st);
	if (step != DB_DONE)
		return db_damaged(d, s->db);
	invert(&l);
	weigh(s);
	return 0;
}
