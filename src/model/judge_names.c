/* judge_names.c - names said twice under a heading, and names that two Centers share. */
#include <stdlib.h>
#include <string.h>

#include "model/judge_parts.h"

/* A name where it stands, and what it is compared by. */
struct place {
	const struct name *name;
	const struct heading *heading;
	const struct center *center;
	const char *words, *key;
	size_t seq; /* order in the files */
};

struct places {
	struct place *v;
	size_t n;
	const char **pins; /* keys of pinned queries, sorted */
	size_t n_pins;
};

/* Names of one group may not be said twice under a heading; a word may well be both English and
 * Spanish. */
static int
group_of(enum name_kind k)
{
	return k == NAME_ALSO ? NAME_PLAIN : (int)k;
}

static int
cmp_seq(const struct place *a, const struct place *b)
{
	return (a->seq > b->seq) - (a->seq < b->seq);
}

static int
by_key_within(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	int d = strcmp(a->heading->code, b->heading->code);

	if (d == 0)
		d = group_of(a->name->kind) - group_of(b->name->kind);
	if (d == 0)
		d = strcmp(a->key, b->key);
	return d != 0 ? d : cmp_seq(a, b);
}

static int
by_words(const void *x, const void *y)
{
	const struct place *a = x, *b = y;
	int d = strcmp(a->words, b->words);

	return d != 0 ? d : cmp_seq(a, b);
}

static int
by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* What ANSWER, in one language, is asked by; NULL: it is not in that one. */
static void
pin_keys(struct judge *j, struct places *p, const struct answer *answer)
{
	size_t i;

	for (i = 0; answer != NULL && i < answer->queries.n; i++)
		p->pins[p->n_pins++] =
		    judge_key(j, judge_words(j, str_of(answer->queries.v[i])));
}

static void
collect(struct judge *j, struct places *p)
{
	const struct site *site = j->site;
	size_t c, h, i, n = 1, pins = 1;
	enum lang lang;

	for (c = 0; c < site->n_chapters; c++)
		for (h = 0; h < site->chapters[c].n_headings; h++)
			n += site->chapters[c].headings[h].n_names;
	for (i = 0; i < site->n_answers; i++)
		for (lang = 0; lang < LANG__MAX; lang++)
			if (site->answers[i].in[lang] != NULL)
				pins += site->answers[i].in[lang]->queries.n;
	p->v = arena_alloc(&j->arena, n * sizeof(*p->v));
	p->pins = arena_alloc(&j->arena, pins * sizeof(*p->pins));
	for (c = 0; c < site->n_chapters; c++) {
		for (h = 0; h < site->chapters[c].n_headings; h++) {
			const struct heading *hd = &site->chapters[c].headings[h];

			for (i = 0; i < hd->n_names; i++) {
				struct place *at = &p->v[p->n];

				*at = (struct place){ .name = &hd->names[i],
					.heading = hd,
					.center = judge_center(hd, &hd->names[i]),
					.words = judge_words(j, str_of(hd->names[i].text)),
					.seq = p->n++ };
				at->key = judge_key(j, at->words);
			}
		}
	}
	for (i = 0; i < site->n_answers; i++)
		for (lang = 0; lang < LANG__MAX; lang++)
			pin_keys(j, p, site->answers[i].in[lang]);
	qsort(p->pins, p->n_pins, sizeof(*p->pins), by_text);
}

/* True when TEXT has a word such as MBTS, whose "s" is no plural: MBT is another chemical. */
static bool
has_capital_s(const char *text)
{
	size_t i;

	for (i = 1; text[i - 1] != '\0' && text[i] != '\0'; i++)
		if (text[i] == 'S' && text[i - 1] >= 'A' && text[i - 1] <= 'Z')
			return true;
	return false;
}

/* Words that say how goods are and never what they are: at the end of a name they stand aside, as in
 * "electric whisk" and "whisk electric". */
static const char *const qualifiers[] = {
	"boiled",
	"chilled",
	"cooked",
	"crude",
	"cured",
	"dried",
	"edible",
	"electric",
	"electronic",
	"empty",
	"fresh",
	"frozen",
	"raw",
};

static bool
is_qualifier(struct str word)
{
	size_t i;

	for (i = 0; i < sizeof(qualifiers) / sizeof(qualifiers[0]); i++)
		if (str_is(word, qualifiers[i]))
			return true;
	return false;
}

/* The word that names the goods, as judge_key() has it: the last one, in Spanish the first. */
static struct str
goods_of(const struct place *p)
{
	struct str s = str_of(p->words);
	size_t n = s.n;

	if (p->name->kind == NAME_ES) {
		s.n = str_chr(s, ' ');
	} else {
		while (n > 0 && s.p[n - 1] != ' ')
			n--;
		s = str_skip(s, n);
	}
	if (s.n > 3 && s.p[s.n - 1] == 's')
		s.n--;
	return s;
}

/* True when two names of one key say the same: a ball valve is no valve ball, while steel pipes are
 * steel pipe.  A CAS number has no other order. */
static bool
says_the_same(const struct place *a, const struct place *b)
{
	struct str x = goods_of(a), y = goods_of(b);

	if (strcmp(a->words, b->words) == 0)
		return true;
	if (a->name->kind == NAME_CAS || has_capital_s(a->name->text) ||
	    has_capital_s(b->name->text))
		return false;
	if (strstr(a->words, " to ") != NULL) /* "analog to digital" is not the way back */
		return false;
	return str_eq(x, y) || is_qualifier(x) || is_qualifier(y);
}

/* Two "also:" of one name may each name another heading. */
static bool
repeats(const struct place *a, const struct place *b)
{
	return says_the_same(a, b) &&
	       !(a->name->kind == NAME_ALSO && b->name->kind == NAME_ALSO &&
		   a->name->other != b->name->other);
}

static void
warn_twice(struct judge *j, const struct place *first, const struct place *again)
{
	const char *code = again->heading->code;
	const struct place *plain = again->name->kind == NAME_ALSO ? first : again;
	const struct place *also = plain == again ? first : again;

	if ((first->name->kind == NAME_ALSO) != (again->name->kind == NAME_ALSO))
		diag_warn(j->diag, plain->name->loc,
		    "\"%s\" stands under %s as a name and as \"also:\" (line %u); drop the "
		    "plain "
		    "one, so that the question is asked",
		    plain->name->text, code, also->name->loc.line);
	else if (strcmp(first->words, again->words) != 0)
		diag_warn(j->diag, again->name->loc,
		    "\"%s\" is \"%s\" of line %u in another order or number; drop one, the "
		    "search "
		    "finds both",
		    again->name->text, first->name->text, first->name->loc.line);
	else
		diag_warn(j->diag, again->name->loc,
		    "\"%s\" stands twice under %s, first on line %u; drop one",
		    again->name->text, code, first->name->loc.line);
}

/* What AT repeats of the names from FIRST to before it, all of one key: best a twin, since that
 * explains more than what is merely near; NULL when nothing. */
static const struct place *
repeated(const struct place *first, const struct place *at)
{
	const struct place *p, *near = NULL;

	for (p = first; p < at; p++) {
		if (!repeats(p, at))
			continue;
		if (strcmp(p->words, at->words) == 0)
			return p;
		if (near == NULL)
			near = p;
	}
	return near;
}

/* P sorted by_key_within: what was said before under the same heading. */
static void
said_twice(struct judge *j, const struct places *p)
{
	const struct place *before;
	size_t i, first = 0;

	for (i = 1; i < p->n; i++) {
		const struct place *a = &p->v[first], *b = &p->v[i];

		if (a->heading != b->heading || strcmp(a->key, b->key) != 0 ||
		    group_of(a->name->kind) != group_of(b->name->kind)) {
			first = i;
			continue;
		}
		before = repeated(a, b);
		if (before != NULL)
			warn_twice(j, before, b);
	}
}

/* True when A asks what is meant and names B's heading, or another of its Center. */
static bool
asks_about(const struct place *a, const struct place *b)
{
	return a->name->kind == NAME_ALSO &&
	       (a->name->other == b->heading || a->name->other->rule->center == b->center);
}

/* True when one of two places asks about the other, or both about a third. */
static bool
linked(const struct place *a, const struct place *b)
{
	if (a->name->kind == NAME_ALSO && b->name->kind == NAME_ALSO &&
	    a->name->other == b->name->other)
		return true;
	return asks_about(a, b) || asks_about(b, a);
}

/* The same for the N places of one name: under one heading it may stand more than once. */
static bool
settled(const struct place *v, size_t n, const struct place *a, const struct place *b)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < n; k++)
			if (v[i].heading == a->heading && v[k].heading == b->heading &&
			    linked(&v[i], &v[k]))
				return true;
	return false;
}

/* One name at the N places V: each but the first is held against those before it. */
static void
shared_name(struct judge *j, const struct place *v, size_t n)
{
	size_t i, k;

	for (i = 1; i < n; i++) {
		const struct place *b = &v[i];

		for (k = 0; k < i; k++)
			if (v[k].center != b->center && v[k].heading != b->heading &&
			    !settled(v, n, &v[k], b))
				break;
		if (k == i)
			continue;
		diag_warn(j->diag, b->name->loc,
		    "\"%s\" stands under %s (%s) and at %s:%u under %s "
		    "(%s); say in one what is meant, drop one, or add \"also: %s | %s | "
		    "question that "
		    "decides?\"",
		    b->name->text, b->heading->code, b->center->name, v[k].name->loc.file,
		    v[k].name->loc.line, v[k].heading->code, v[k].center->name, b->name->text,
		    v[k].heading->code);
	}
}

/* P sorted by_words.  What is pinned is answered before any name is looked at. */
static void
shared_names(struct judge *j, const struct places *p)
{
	size_t i, n;

	for (i = 0; i < p->n; i += n) {
		for (n = 1; i + n < p->n && strcmp(p->v[i].words, p->v[i + n].words) == 0; n++)
			;
		if (n > 1 && bsearch(&p->v[i].key, p->pins, p->n_pins, sizeof(*p->pins),
				 by_text) == NULL)
			shared_name(j, &p->v[i], n);
	}
}

void
judge_names(struct judge *j)
{
	struct places p = { .n = 0 };

	collect(j, &p);
	qsort(p.v, p.n, sizeof(*p.v), by_key_within);
	said_twice(j, &p);
	qsort(p.v, p.n, sizeof(*p.v), by_words);
	shared_names(j, &p);
}
