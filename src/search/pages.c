#include "search/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "search/spanish.h"
#include "words/forms.h"
#include "words/table.h"

#define QUESTION_WORDS 14 /* a longer text that does not say it asks describes goods */

/* Words that only a question about the Centers or their work uses.  Sorted. */
static const char *const topics[] = {
	"7501",
	"ace",
	"adcvd",
	"antidumping",
	"appeal",
	"appeals",
	"assigned",
	"assignment",
	"broker",
	"brokers",
	"cbp",
	"cf",
	"cf19",
	"cf28",
	"cf29",
	"cfr",
	"clearance",
	"coac",
	"countervailing",
	"csms",
	"ctpat",
	"customs",
	"deadline",
	"disclosure",
	"drawback",
	"duties",
	"excellence",
	"expertise",
	"ftz",
	"htsus",
	"importer",
	"importers",
	"isa",
	"isf",
	"liquidated",
	"liquidation",
	"mailbox",
	"penalties",
	"penalty",
	"predominant",
	"protest",
	"protests",
	"psc",
	"reassign",
	"reassignment",
	"reconciliation",
	"recordkeeping",
	"regulation",
	"ruling",
	"rulings",
	"tib",
	"usc",
};

/* Words of such questions that goods have too: "phone case", "cargo pants".  Sorted. */
static const char *const weak_topics[] = {
	"account",
	"accounts",
	"address",
	"atlanta",
	"bond",
	"buffalo",
	"cargo",
	"chicago",
	"classification",
	"compliance",
	"contact",
	"detroit",
	"director",
	"duty",
	"email",
	"entries",
	"entry",
	"extension",
	"forms",
	"history",
	"houston",
	"laredo",
	"manifest",
	"mapping",
	"miami",
	"mission",
	"office",
	"offices",
	"petition",
	"petitions",
	"phone",
	"port",
	"ports",
	"quota",
	"release",
	"specialist",
	"statute",
	"summary",
	"trusted",
	"website",
};

/* What a question about goods wraps them in.  Sorted. */
static const char *const wrapping[] = {
	"agency",
	"assigned",
	"belong",
	"belongs",
	"bring",
	"bringing",
	"buy",
	"cbp",
	"cee",
	"center",
	"centers",
	"centre",
	"classified",
	"code",
	"cover",
	"covers",
	"customs",
	"deal",
	"deals",
	"excellence",
	"expertise",
	"fall",
	"falls",
	"find",
	"for",
	"go",
	"goes",
	"goods",
	"handle",
	"handled",
	"handles",
	"handling",
	"hts",
	"import",
	"imported",
	"importing",
	"imports",
	"number",
	"office",
	"process",
	"processed",
	"processes",
	"product",
	"products",
	"responsible",
	"take",
	"takes",
	"under",
	"want",
};

static int
by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

#define CENTER_WORDS 32 /* of one Center's name, city and office */

void
pages_prepare(struct store *s)
{
	struct word words[CENTER_WORDS];
	size_t i, j, n, at = 0;

	s->named =
	    arena_alloc(&s->arena, (s->n_centers * CENTER_WORDS + 1) * sizeof(*s->named));
	for (i = 0; i < s->n_centers; i++) {
		const struct store_center *c = &s->centers[i];
		const char *text =
		    arena_printf(&s->arena, "%s %s %s", c->name, c->city, c->field_office);

		n = words_split(s->words, &s->arena, str_of(text), words, CENTER_WORDS);
		for (j = 0; j < n; j++)
			if ((words[j].flags & WORD_STOP) == 0)
				s->named[at++] = words[j].surface;
	}
	qsort(s->named, at, sizeof(*s->named), by_text);
	s->n_named = at;
}

/* What the words of a query say of its intent. */
struct signs {
	size_t askers; /* "where", "does" */
	size_t topics, weak; /* words of questions only, and words that goods have too */
	size_t center; /* "center", "CEE" */
	size_t rest; /* what is left and may name goods */
	size_t rest_center; /* of them: words of a Center's name or city */
	bool mark; /* a question mark at the end */
	bool asks_first; /* the first word asks */
};

static bool
is_center(const char *w)
{
	return strncmp(w, "center", 6) == 0 || strcmp(w, "centro") == 0 ||
	       strcmp(w, "centros") == 0 || strncmp(w, "centre", 6) == 0 ||
	       strcmp(w, "cee") == 0 || strcmp(w, "cees") == 0;
}

static void
read_signs(struct signs *g, const struct store *s, const struct query *q, struct buf *goods)
{
	size_t i;

	*g = (struct signs){ .mark = q->text.n > 0 && q->text.p[q->text.n - 1] == '?' };
	for (i = 0; i < q->n_words; i++) {
		const char *w = q->words[i].surface;
		bool named = table_has(s->named, s->n_named, w), es = q->lang == LANG_ES;

		if (is_center(w)) {
			g->center++;
		} else if (es ? spanish_asks(w) : forms_asks(w)) {
			g->askers++;
			g->asks_first |= i == 0;
		} else if (es ? spanish_is_topic(w) : TABLE_HAS(topics, w)) {
			g->topics++;
		} else if ((es ? spanish_is_weak_topic(w) : TABLE_HAS(weak_topics, w)) &&
			   !named) {
			g->weak++;
			buf_addf(goods, " %.*s", (int)q->words[i].typed.n, q->words[i].typed.p);
		} else if (es ? !spanish_is_wrapping(w) && !forms_stop_spanish(w)
			      : !TABLE_HAS(wrapping, w) && !words_is_stop(w)) {
			g->rest++;
			g->rest_center += named;
			buf_addf(goods, " %.*s", (int)q->words[i].typed.n, q->words[i].typed.p);
		}
	}
}

enum intent
intent_of(const struct store *s, struct arena *a, const struct query *q, struct str *goods)
{
	struct buf b = BUF_INIT;
	struct signs g;
	bool asks;

	read_signs(&g, s, q, &b);
	*goods = str_trim((struct str){ arena_strndup(a, b.p, b.n), b.n });
	buf_free(&b);
	asks = g.mark || g.asks_first;
	/* A description of goods has "is" and "does" too; a question is short or says that it is one. */
	if (q->n_words > QUESTION_WORDS && !asks)
		return INTENT_GOODS;
	if (g.center > 0) {
		if (g.rest == g.rest_center || g.topics + g.weak > 0)
			return INTENT_QUESTION; /* "where is the Machinery Center" */
		return INTENT_BOTH; /* "which center handles steel screws" */
	}
	if (g.topics > 0)
		return g.rest <= 2 || asks || g.topics > 1 ? INTENT_QUESTION : INTENT_BOTH;
	if (g.weak > 0 && (asks || g.rest == 0))
		return g.rest <= 1 ? INTENT_QUESTION : INTENT_BOTH;
	if (g.rest > 0 && g.rest == g.rest_center && q->n_words <= 2 && !asks)
		return INTENT_BOTH; /* "laredo", "electronics" */
	if (asks || g.askers > 1)
		return g.rest == 0 ? INTENT_QUESTION : INTENT_BOTH;
	return INTENT_GOODS;
}

/* How much a page of each kind is worth to somebody who asks: a page that answers, before one that only
 * mentions the words. */
static double
kind_weight(const char *kind)
{
	static const struct {
		const char *kind;
		double weight;
	} table[] = {
		{ "page", 1.25 },
		{ "center", 1.2 },
		{ "term", 0.8 },
		{ "change", 0.5 },
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (strcmp(kind, table[i].kind) == 0)
			return table[i].weight;
	return 1;
}

/* The terms of the query's words that carry something, each between spaces: N of them. */
static const char **
carriers(const struct store *s, struct arena *a, const struct query *q, size_t *n)
{
	const char **v = arena_alloc(a, (q->n_words + 1) * sizeof(const char *));
	size_t i;

	*n = 0;
	for (i = 0; i < q->n_words; i++) {
		const char *surface = q->words[i].surface;

		if (is_center(surface) ||
		    (q->lang == LANG_ES ? forms_stop_spanish(surface) || spanish_asks(surface)
					: words_is_stop(surface) || forms_asks(surface)))
			continue;
		v[(*n)++] =
		    arena_join(a, " ", words_term_in(s->words, q->lang, a, surface), " ");
	}
	return v;
}

/* How many of those N are terms of TEXT. */
static size_t
words_in(const struct store *s, struct arena *a, enum lang lang, const char *const *carrier,
    size_t n, const char *text)
{
	const char *terms =
	    arena_join(a, " ", words_terms_in(s->words, lang, a, str_of(text)), " ");
	size_t i, in = 0;

	for (i = 0; i < n; i++)
		in += strstr(terms, carrier[i]) != NULL;
	return in;
}

/* Does the query name a Center by TITLE, in a language but English?  "Productos" asks about goods. */
static bool
names_title(const struct store *s, struct arena *a, const struct query *q, const char *title)
{
	const char *terms =
	    arena_printf(a, " %s ", words_terms_in(s->words, q->lang, a, str_of(title)));
	size_t i;

	for (i = 0; i < q->n_words; i++) {
		const char *w = q->words[i].surface;

		if (!spanish_is_word(w) &&
		    strstr(terms, arena_printf(a, " %s ",
				      words_term_in(s->words, q->lang, a, w))) != NULL)
			return true;
	}
	return false;
}

/* A page that is asked in just the words of a query is worth three that hold them. */
#define FIT_GAIN 2.0
/* What a word that asks ("cuándo") tells, or "centro", of what others do. */
#define FIT_LITTLE 0.25

/* What a word in a language but English tells of a question; 0 for stop words. */
static double
tells(const char *w)
{
	if (is_center(w) || spanish_asks(w))
		return FIT_LITTLE;
	return forms_stop_spanish(w) ? 0 : 1;
}

/* A word, and what it tells. */
struct told {
	const char *term;
	double tells;
};

/* The words of TEXT that tell something, each once. */
static size_t
told_of(
    struct told *out, const struct store *s, struct arena *a, enum lang lang, struct str text)
{
	struct word w[QUESTION_WORDS * 2];
	size_t n = words_split_in(s->words, lang, a, text, w, sizeof(w) / sizeof(w[0])), i, k,
	       m = 0;

	for (i = 0; i < n; i++) {
		struct told t = { w[i].term, tells(w[i].surface) };

		for (k = 0; k < m && strcmp(out[k].term, t.term) != 0; k++)
			;
		if (k == m && t.tells > 0)
			out[m++] = t;
	}
	return m;
}

/* How much two wordings have in common, of all that they tell: 0 to 1. */
static double
in_common(const struct told *x, size_t n, const struct told *y, size_t m)
{
	double all = 0, both = 0;
	size_t i, k;

	for (k = 0; k < m; k++)
		all += y[k].tells;
	for (i = 0; i < n; i++) {
		all += x[i].tells;
		for (k = 0; k < m && strcmp(x[i].term, y[k].term) != 0; k++)
			;
		if (k < m)
			both += 2 * x[i].tells;
	}
	return all > 0 ? both / all : 0;
}

/* How near the query comes to the nearest wording of a page: its title, or one of ALSO, apart by "; ". */
static double
fit_of(const struct store *s, struct arena *a, const struct query *q, const char *title,
    const char *also)
{
	struct told mine[QUESTION_WORDS * 2], theirs[QUESTION_WORDS * 2];
	size_t n = told_of(mine, s, a, q->lang, q->text), m;
	struct str rest = str_of(also), phrase = str_of(title);
	double best = 0, fit;

	do {
		m = told_of(theirs, s, a, q->lang, phrase);
		fit = in_common(mine, n, theirs, m);
		best = fit > best ? fit : best;
	} while (str_split(&rest, ';', &phrase));
	return best;
}

static int
by_score(const void *x, const void *y)
{
	const struct page_hit *a = x, *b = y;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return strcmp(a->url, b->url);
}

#define PAGES_MAX 12 /* of an answer */

void
pages_find(struct page_hits *out, struct arena *a, const struct store *s, const struct query *q)
{
	const struct store *in = s->in[q->lang] != NULL ? s->in[q->lang] : s;
	struct db_stmt *st = in->find_pages;
	struct buf match = BUF_INIT;
	const char **carrier;
	size_t cap = 0, n;
	enum db_step step;

	*out = (struct page_hits){ .n = 0 };
	query_match_pages(&match, a, s, q);
	if (match.n == 0) {
		buf_free(&match);
		return;
	}
	carrier = carriers(s, a, q, &n);
	db_deadline(s->db, s->patience_ms);
	db_bind_str(st, 1, buf_str(&match));
	while ((step = db_step(st)) == DB_ROW) {
		struct page_hit *h;

		out->v = arena_grow(a, out->v, out->n, &cap, sizeof(*out->v));
		h = &out->v[out->n++];
		h->url = arena_strdup(a, db_col_text(st, 0));
		h->kind = arena_strdup(a, db_col_text(st, 1));
		h->title = arena_strdup(a, db_col_text(st, 2));
		h->snippet = arena_strdup(a, db_col_text(st, 3));
		h->score = db_col_real(st, 4) * kind_weight(h->kind);
		h->covers = n > 0 && words_in(s, a, q->lang, carrier, n,
					 arena_join(a, h->title, " ", db_col_text(st, 5))) == n;
		h->fit = 0;
		if (q->lang != LANG_EN) {
			h->fit = fit_of(s, a, q, h->title, db_col_text(st, 5));
			h->score *= 1 + FIT_GAIN * h->fit;
		}
		/* A Center that the question names comes first. */
		if (strcmp(h->kind, "center") == 0 &&
		    words_in(s, a, q->lang, carrier, n, h->title) > 0 &&
		    (q->lang == LANG_EN || names_title(s, a, q, h->title)))
			h->score *= 3;
	}
	out->timed_out = step == DB_TIMEOUT;
	db_reset(st);
	db_deadline(s->db, 0);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_score);
	if (out->n > PAGES_MAX)
		out->n = PAGES_MAX;
	buf_free(&match);
}
