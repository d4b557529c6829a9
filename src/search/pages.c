#include "search/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

/* Words of a question itself.  Sorted. */
static const char *const askers[] = {
	"am", "are", "can", "could", "did", "do", "does", "explain", "how", "i", "is",
	"may", "must", "my", "need", "should", "tell", "was", "what", "whats", "when",
	"where", "which", "who", "whom", "whose", "why", "will", "would",
};

/* Words that only a question about the Centers or their work uses.  Sorted. */
static const char *const topics[] = {
	"7501", "account", "accounts", "ace", "adcvd", "address", "antidumping", "appeal",
	"appeals", "assigned", "assignment", "atlanta", "bond", "broker", "brokers",
	"buffalo", "cargo", "cbp", "cee", "cees", "center", "centers", "cf", "cf19", "cf28",
	"cf29", "chicago", "classification", "clearance", "coac", "compliance", "contact",
	"countervailing", "csms", "ctpat", "customs", "deadline", "detroit", "director",
	"disclosure", "drawback", "duties", "duty", "email", "entries", "entry",
	"excellence", "expertise", "extension", "forms", "ftz", "history", "houston",
	"htsus", "importer", "importers", "isa", "isf", "laredo", "liquidated",
	"liquidation", "mailbox", "manifest", "mapping", "miami", "mission", "office",
	"offices", "penalties", "penalty", "petition", "petitions", "phone", "port",
	"ports", "predominant", "protest", "protests", "psc", "quota", "reassign",
	"reassignment", "reconciliation", "recordkeeping", "regulation", "release",
	"ruling", "rulings", "specialist", "statute", "summary", "tib", "trusted",
	"website",
};

/* What a question about goods wraps them in.  Sorted. */
static const char *const wrapping[] = {
	"agency", "assigned", "belong", "belongs", "bring", "bringing", "buy", "cbp", "cee",
	"center", "centers", "centre", "classified", "code", "cover", "covers", "customs",
	"deal", "deals", "excellence", "expertise", "fall", "falls", "find", "for", "go",
	"goes", "goods", "handle", "handled", "handles", "handling", "hts", "import",
	"imported", "importing", "imports", "number", "office", "process", "processed",
	"processes", "product", "products", "responsible", "take", "takes", "under", "want",
};

static int
cmp(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

#define HAS(table, word) \
	(bsearch((word), (table), sizeof(table) / sizeof((table)[0]), sizeof((table)[0]), cmp) != \
	    NULL)

/* Is W a word of some Center's name or city? */
static bool
names_center(const struct store *s, struct arena *a, const char *w)
{
	struct word words[32];
	size_t i, j, n;

	for (i = 0; i < s->n_centers; i++) {
		const struct store_center *c = &s->centers[i];
		const char *text = arena_printf(a, "%s %s %s", c->name, c->city, c->field_office);

		n = words_split(s->words, a, str_of(text), words, 32);
		for (j = 0; j < n; j++)
			if ((words[j].flags & WORD_STOP) == 0 && strcmp(words[j].surface, w) == 0)
				return true;
	}
	return false;
}

enum intent
intent_of(const struct store *s, struct arena *a, const struct query *q, struct str *goods)
{
	size_t i, asking = 0, topic = 0, rest = 0, center = 0, rest_center = 0;
	bool mark = q->text.n > 0 && q->text.p[q->text.n - 1] == '?';
	struct buf b = BUF_INIT;

	for (i = 0; i < q->n_words; i++) {
		const char *w = q->words[i].surface;

		if (strncmp(w, "center", 6) == 0 || strncmp(w, "cee", 3) == 0 ||
		    strcmp(w, "centre") == 0)
			center++;
		if (HAS(askers, w)) {
			asking++;
		} else if (HAS(wrapping, w)) {
			topic += HAS(topics, w);
		} else if (HAS(topics, w)) {
			topic += 2;
		} else if (!words_is_stop(w)) {
			rest++;
			rest_center += names_center(s, a, w);
			buf_addf(&b, "%s%.*s", b.n > 0 ? " " : "", (int)q->words[i].typed.n,
			    q->words[i].typed.p);
		}
	}
	goods->p = arena_strndup(a, b.p, b.n);
	goods->n = b.n;
	buf_free(&b);
	if (asking == 0 && !mark && topic == 0)
		return INTENT_GOODS;
	if (rest == 0)
		return topic > 0 || asking > 1 || mark ? INTENT_QUESTION : INTENT_GOODS;
	if (center > 0 && (rest_center == rest || (topic >= 3 && rest_center > 0)))
		return INTENT_QUESTION;		/* "where is the Machinery Center" */
	if (topic >= 2 && (asking > 0 || mark || rest <= 1))
		return topic >= 3 || rest_center > 0 || center == 0 ? INTENT_QUESTION : INTENT_BOTH;
	return asking > 0 || mark || topic > 0 ? INTENT_BOTH : INTENT_GOODS;
}

void
pages_find(struct page_hits *out, struct arena *a, const struct store *s, const struct query *q)
{
	struct db_stmt *st = s->find_pages;
	struct buf match = BUF_INIT;
	size_t cap = 0;

	*out = (struct page_hits){ .n = 0 };
	query_match_pages(&match, q);
	if (match.n == 0) {
		buf_free(&match);
		return;
	}
	db_deadline(s->db, LIMIT_SEARCH_MS);
	db_bind_str(st, 1, buf_str(&match));
	while (db_step(st) == DB_ROW) {
		struct page_hit *h;

		out->v = arena_grow(a, out->v, out->n, &cap, sizeof(*out->v));
		h = &out->v[out->n++];
		h->url = arena_strdup(a, db_col_text(st, 0));
		h->kind = arena_strdup(a, db_col_text(st, 1));
		h->title = arena_strdup(a, db_col_text(st, 2));
		h->snippet = arena_strdup(a, db_col_text(st, 3));
		h->score = db_col_real(st, 4);
	}
	db_reset(st);
	db_deadline(s->db, 0);
	buf_free(&match);
}
