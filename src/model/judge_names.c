/* judge_names.c - headings hard to find, names said twice, names that two Centers share. */
#include <stdlib.h>
#include <string.h>

#include "model/judge_parts.h"

/* Words for so many goods that none is told by them alone; as judge_key() leaves them. */
static const char *const common_words[] = {
	"accessorie",
	"accessory",
	"appliance",
	"article",
	"assemblie",
	"assembly",
	"component",
	"device",
	"equipment",
	"fabric",
	"fitting",
	"food",
	"gear",
	"good",
	"instrument",
	"item",
	"kit",
	"machine",
	"machinery",
	"material",
	"merchandise",
	"metal",
	"misc",
	"other",
	"part",
	"piece",
	"plastic",
	"preparation",
	"product",
	"set",
	"sheet",
	"stuff",
	"supplie",
	"supply",
	"thing",
	"tool",
	"unit",
	"ware",
};

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

static void
collect(struct judge *j, struct places *p)
{
	const struct site *site = j->site;
	size_t c, h, i, n = 1, pins = 1;

	for (c = 0; c < site->n_chapters; c++)
		for (h = 0; h < site->chapters[c].n_headings; h++)
			n += site->chapters[c].headings[h].n_names;
	for (i = 0; i < site->n_answers; i++)
		pins += site->answers[i].queries.n;
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
		for (h = 0; h < site->answers[i].queries.n; h++)
			p->pins[p->n_pins++] =
			    judge_key(j, judge_words(j, str_of(site->answers[i].queries.v[h])));
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

/* Two "also:" of one name may each name another heading; a number has no other order. */
static bool
may_stand_twice(const struct place *a, const struct place *b)
{
	if (a->name->kind == NAME_ALSO && b->name->kind == NAME_ALSO)
		return a->name->other != b->name->other;
	if (strcmp(a->words, b->words) == 0)
		return false;
	return a->name->kind == NAME_CAS || has_capital_s(a->name->text) ||
	       has_capital_s(b->name->text);
}

static void
warn_twice(struct judge *j, const struct place *first, const struct place *again)
{
	const char *code = again->heading->code;
	const struct place *plain = again->name->kind == NAME_ALSO ? first : again;
	const struct place *also = plain == again ? first : again;

	if (strcmp(first->words, again->words) != 0)
		diag_warn(j->diag, again->name->loc,
		    "\"%s\" is \"%s\" of line %u in another order or "
		    "number; drop one, the search finds both",
		    again->name->text, first->name->text, first->name->loc.line);
	else if ((first->name->kind == NAME_ALSO) != (again->name->kind == NAME_ALSO))
		diag_warn(j->diag, plain->name->loc,
		    "\"%s\" stands under %s as a name and as \"also:\" "
		    "(line %u); drop the plain one, so that the question is asked",
		    plain->name->text, code, also->name->loc.line);
	else
		diag_warn(j->diag, again->name->loc,
		    "\"%s\" stands twice under %s, first on line %u; "
		    "drop one",
		    again->name->text, code, first->name->loc.line);
}

/* P sorted by_key_within: what was said before under the same heading. */
static void
said_twice(struct judge *j, const struct places *p)
{
	size_t i, first = 0, k;

	for (i = 1; i < p->n; i++) {
		const struct place *a = &p->v[first], *b = &p->v[i];

		if (a->heading != b->heading || strcmp(a->key, b->key) != 0 ||
		    group_of(a->name->kind) != group_of(b->name->kind)) {
			first = i;
			continue;
		}
		/* The exact twin explains more than the first that is merely near. */
		for (k = first; k < i; k++)
			if (strcmp(p->v[k].words, b->words) == 0)
				break;
		if (k == i)
			k = first;
		if (!may_stand_twice(&p->v[k], b))
			warn_twice(j, &p->v[k], b);
	}
}

/* True when an "also:" for these words under one of two headings names the other. */
static bool
linked(const struct place *a, const struct place *b)
{
	return (a->name->kind == NAME_ALSO && a->name->other == b->heading) ||
	       (b->name->kind == NAME_ALSO && b->name->other == a->heading);
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
			continue;
		if (n > 1 && bsearch(&p->v[i].key, p->pins, p->n_pins, sizeof(*p->pins),
				 by_text) == NULL)
			shared_name(j, &p->v[i], n);
	}
}

static bool
is_common(struct judge *j, const char *name)
{
	const char *key = judge_key(j, judge_words(j, str_of(name)));
	size_t i;

	for (i = 0; i < sizeof(common_words) / sizeof(common_words[0]); i++)
		if (strcmp(key, common_words[i]) == 0)
			return true;
	return false;
}

static void
one_heading(struct judge *j, const struct heading *h)
{
	const struct name *only = NULL;
	size_t i, n = 0;

	for (i = 0; i < h->n_names; i++) {
		if (h->names[i].kind == NAME_ES) {
			judge_spanish(j, &h->names[i]);
			continue;
		}
		only = &h->names[i];
		n++;
	}
	if (n == 0)
		diag_warn(j->diag, h->loc,
		    "heading %s has no product names; add at least %d, as "
		    "people type them",
		    h->code, JUDGE_NAMES_MIN);
	else if (n == 1 && is_common(j, only->text))
		diag_warn(j->diag, only->loc,
		    "heading %s is known only as \"%s\", a word for goods of "
		    "every kind; add names that tell these from others",
		    h->code, only->text);
	else if (n < JUDGE_NAMES_MIN)
		diag_warn(j->diag, h->loc,
		    "heading %s has only %zu product name%s; add at least %zu "
		    "more, as people type them",
		    h->code, n, n == 1 ? "" : "s", JUDGE_NAMES_MIN - n);
	if (h->text[0] == '\0')
		diag_warn(j->diag, h->loc,
		    "heading %s has no text; add a paragraph that says what "
		    "decides it",
		    h->code);
}

void
judge_names(struct judge *j)
{
	struct places p = { .n = 0 };
	size_t c, h;

	for (c = 0; c < j->site->n_chapters; c++)
		for (h = 0; h < j->site->chapters[c].n_headings; h++)
			one_heading(j, &j->site->chapters[c].headings[h]);
	collect(j, &p);
	qsort(p.v, p.n, sizeof(*p.v), by_key_within);
	said_twice(j, &p);
	qsort(p.v, p.n, sizeof(*p.v), by_words);
	shared_names(j, &p);
}
