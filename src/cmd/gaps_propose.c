#include "cmd/gaps_propose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/limits.h"
#include "index/wordnet.h"
#include "search/find.h"
#include "search/opinion.h"
#include "search/weights.h"
#include "search/wordnet.h"

/*
 * Headings are weighed by what the search itself finds for each wording in several readings: as typed,
 * with WordNet's word for the missing one, with a known word that the missing one ends with, and without
 * it; by names like the word, and by what a dictionary says of it.  Each of these is a witness, often
 * sure of a wrong heading, so that a heading that several of them name stands before one that a single
 * one is sure of.  The second opinion and what visitors expected weigh the Centers.
 *
 * AGREED, NAMES and WEIGHT_TOGETHER were fitted on 513 goods, drawn by lot from names of one to three
 * headings, many of them rare, and taken out of the content: the first heading was right for 323 without
 * the three, for 353 with them.
 */
#define WORDINGS_MAX 12 /* of a group: the rarer ones add nothing */
#define WORDS_MAX 24
#define HEADINGS_EACH 8 /* of one search */
#define ENDINGS 64 /* names that end alike */
#define PART_MIN 4 /* letters of a known word at the end of the missing one */
#define WEIGHT_TYPED 1.0
#define WEIGHT_MENDED 0.15 /* a spelling was mended: it may not have been one */
#define WEIGHT_READ 1.0
#define WEIGHT_PART 0.25
#define WEIGHT_REST 0.25 /* the other words alone */
#define WEIGHT_ABOUT 0.15 /* the same when the missing one names the goods */
#define WEIGHT_GLOSS 0.8
#define WEIGHT_TOGETHER 0.2 /* the gloss beside what people typed: the sense that they mean */
#define WEIGHT_KNOWN 0.5 /* of all this when the site has the word: it may mean other goods */
#define WEIGHT_SAME 0.6
#define WEIGHT_KIN 2.0 /* all that are known and agree; most are not */
#define WEIGHT_ENDING 0.6 /* names that end like the word */
#define EVEN 0.8 /* power of a share: what many agree on beats what one is sure of */
#define AGREED 1.5 /* power of how many witnesses name a heading */
#define NAMES 0.05 /* share of a witness's weight from which it names the heading */
#define OPINION_POWER 0.5
#define EXPECTED_GAIN 3.0
#define RIVAL 0.6 /* of the first's share: as likely */

/* Of the glosses there is one witness for each sense: add its number. */
enum witness {
	AS_TYPED,
	READ,
	PART,
	ABOUT,
	REST,
	ENDING,
	GLOSS,
	SAME = GLOSS + GLOSS_SENSES,
	KIN = SAME + GLOSS_SENSES,
	TOGETHER = KIN + GLOSS_SENSES,
	WITNESSES = TOGETHER + GLOSS_SENSES
};

struct weigher {
	struct arena words; /* of the group */
	struct arena once; /* of one search: a hundred of them take a megabyte or two each */
	const struct store *s;
	const struct gaps_sources *src;
	double *says[WITNESSES], *score; /* by heading */
};

static void
search(struct weigher *w, size_t witness, const char *text, double weight)
{
	struct query q;
	struct find_result r;
	const double *opinion;
	double sum = 0, e;
	size_t i;
	bool mended = false;

	arena_reset(&w->once);
	query_read(&q, &w->once, w->s, str_of(text), NULL, 0);
	if (q.n_content == 0)
		return;
	for (i = 0; i < q.n_words; i++)
		mended |= q.words[i].how == HOW_SPELLING;
	if (mended && weight > WEIGHT_MENDED)
		weight *= WEIGHT_MENDED;
	find_run(&r, &w->once, w->s, &q);
	opinion = opinion_of(w->s, &w->once, &q);
	for (i = 0; i < r.n_headings && i < HEADINGS_EACH; i++)
		sum += exp((r.headings[i].score - r.headings[0].score) / WEIGHT_TEMPERATURE);
	for (i = 0; i < r.n_headings && i < HEADINGS_EACH; i++) {
		size_t c = (size_t)(r.headings[i].rule->center - w->s->centers);

		e = exp((r.headings[i].score - r.headings[0].score) / WEIGHT_TEMPERATURE) / sum;
		e = pow(e, EVEN);
		w->says[witness][r.headings[i].heading - w->s->headings] +=
		    weight * e * exp(OPINION_POWER * opinion[c]) *
		    (0.2 + 0.8 * r.headings[i].coverage);
	}
}

/* TEXT's words with BY for word AT; BY empty: without it. */
static const char *
with(struct arena *a, const struct word *w, size_t n, size_t at, const char *by)
{
	const char *out = "";
	size_t i;

	for (i = 0; i < n; i++) {
		const char *word = i == at ? by : w[i].surface;

		if (word[0] != '\0')
			out = arena_printf(a, "%s%s%s", out, out[0] != '\0' ? " " : "", word);
	}
	return out;
}

/* The longest word of the names that SURFACE ends with: "drone" in "microdrone". */
static const char *
part_of(struct arena *a, const struct store *s, const char *surface)
{
	size_t n = strlen(surface), i;

	for (i = 1; i + PART_MIN <= n; i++) {
		uint32_t term = store_term(s, words_term(s->words, a, surface + i));

		if (term != UINT32_MAX && store_word(s, surface + i) != NULL)
			return surface + i;
	}
	return NULL;
}

static int
by_key(const void *x, const void *y)
{
	const struct gaps_named *a = x, *b = y;
	int c = strcmp(a->key, b->key);

	return c != 0 ? c : (a->heading > b->heading) - (a->heading < b->heading);
}

void
gaps_sources_open(
    struct gaps_sources *out, struct arena *a, const struct store *s, const char *content)
{
	size_t i;

	*out = (struct gaps_sources){ .store = s,
		.content = content,
		.named = arena_alloc(a, (s->n_names + 1) * sizeof(*out->named)) };
	gloss_open(&out->glosses, WORDNET_DIR);
	for (i = 0; i < s->n_names; i++)
		out->named[out->n_named++] =
		    (struct gaps_named){ words_key(s->words, a, str_of(s->names[i].text)),
			    s->names[i].heading };
	if (out->n_named > 0)
		qsort(out->named, out->n_named, sizeof(*out->named), by_key);
}

void
gaps_sources_close(struct gaps_sources *s)
{
	gloss_close(&s->glosses);
}

/* The headings that have TEXT as a name share WEIGHT. */
static void
vote(struct weigher *w, size_t witness, const char *text, double weight)
{
	const char *key = words_key(w->s->words, &w->words, str_of(text));
	size_t low = 0, high = w->src->n_named, n, i;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(w->src->named[mid].key, key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (n = low; n < w->src->n_named && strcmp(w->src->named[n].key, key) == 0; n++)
		;
	for (i = low; i < n && key[0] != '\0'; i++)
		w->says[witness][w->src->named[i].heading] += weight / (double)(n - low);
}

/* Names that end as WORD does, with a word before it: "barbell", "dumbbell" for "kettlebell". */
static void
weigh_ending(struct weigher *w, const char *word)
{
	const char *part = part_of(&w->words, w->s, word), *found[ENDINGS];
	size_t i, n = 0;

	if (part == NULL)
		return;
	for (i = 0; i < w->s->n_words && n < ENDINGS; i++)
		if (str_ends(str_of(w->s->word[i].surface), part) &&
		    w->s->word[i].len > strlen(part) + 2)
			found[n++] = w->s->word[i].surface;
	for (i = 0; i < n; i++)
		vote(w, ENDING, found[i], WEIGHT_ENDING / (double)n);
}

/* What the dictionary says of the word: its definition, other words for it, things of the same kind. */
static void
weigh_gloss(struct weigher *w, const char *word, const char *typed, double n)
{
	struct gloss g;
	size_t i, j;

	gloss_read(&g, &w->words, &w->src->glosses, word);
	for (i = 0; i < g.n; i++) {
		const struct gloss_sense *s = &g.senses[i];
		double weight = n / (double)(i + 1);

		search(w, GLOSS + i, s->text, weight * WEIGHT_GLOSS);
		search(w, TOGETHER + i, arena_printf(&w->words, "%s %s", typed, s->text),
		    weight * WEIGHT_TOGETHER);
		for (j = 0; j < s->n_same; j++)
			vote(w, SAME + i, s->same[j], weight * WEIGHT_SAME / (double)s->n_same);
		for (j = 0; j < s->n_kin; j++)
			vote(w, KIN + i, s->kin[j], weight * WEIGHT_KIN / (double)s->n_kin);
	}
}

static void
weigh_wording(struct weigher *w, const char *text, double n)
{
	struct word words[WORDS_MAX];
	struct wordnet_reading r[WORDNET_READINGS];
	size_t n_words = words_split(w->s->words, &w->words, str_of(text), words, WORDS_MAX), i,
	       k;
	const char *rest, *part;
	bool head;

	search(w, AS_TYPED, text, n * WEIGHT_TYPED);
	for (i = 0; i < n_words; i++) {
		if (!gaps_is_missing(&w->words, w->s, words[i].surface))
			continue;
		k = wordnet_read(w->s, &w->words, words[i].surface, r);
		while (k-- > 0)
			search(w, READ, with(&w->words, words, n_words, i, r[k].target),
			    n * WEIGHT_READ * (double)r[k].share);
		part = part_of(&w->words, w->s, words[i].surface);
		if (part != NULL)
			search(
			    w, PART, with(&w->words, words, n_words, i, part), n * WEIGHT_PART);
		head = words_head(words, n_words) == i;
		rest = with(&w->words, words, n_words, i, "");
		if (rest[0] != '\0')
			search(w, head ? ABOUT : REST, rest,
			    n * (head ? WEIGHT_ABOUT : WEIGHT_REST));
	}
}

/* Visitors who marked an answer wrong and named a Center know their goods. */
static void
weigh_expected(struct weigher *w, const struct gaps_tally *t)
{
	size_t i, h;

	for (i = 0; i < t->n_expected; i++) {
		const struct store_center *c = store_center(w->s, str_of(t->expected[i].slug));

		for (h = 0; c != NULL && h < w->s->n_headings; h++)
			if (w->s->headings[h].rule->center == c)
				w->score[h] *= 1 + EXPECTED_GAIN * (double)t->expected[i].n /
						       (double)t->n[GAPS_WRONG];
	}
}

/* What all witnesses say together, and how many of them say it. */
static void
hear(struct weigher *w)
{
	double total[WITNESSES] = { 0 };
	size_t k, h, named;

	for (k = 0; k < WITNESSES; k++)
		for (h = 0; h < w->s->n_headings; h++)
			total[k] += w->says[k][h];
	for (h = 0; h < w->s->n_headings; h++) {
		named = 0;
		for (k = 0; k < WITNESSES; k++) {
			w->score[h] += w->says[k][h];
			named += w->says[k][h] > NAMES * total[k];
		}
		w->score[h] *= pow((double)named + 0.5, AGREED);
	}
}

static void
choose(struct gaps_proposal *out, const struct weigher *w)
{
	double sum = 0;
	size_t h, i;

	for (h = 0; h < w->s->n_headings; h++)
		sum += w->score[h];
	while (sum > 0 && out->n_candidates < GAPS_CANDIDATES) {
		size_t best = 0;

		for (h = 1; h < w->s->n_headings; h++)
			if (w->score[h] > w->score[best])
				best = h;
		if (w->score[best] <= 0)
			break;
		i = out->n_candidates++;
		out->candidates[i].heading = &w->s->headings[best];
		out->candidates[i].share = w->score[best] / sum;
		w->score[best] = 0;
	}
}

/* The last line of the first lists under the heading, before what is not an ordinary list of names. */
static void
find_line(struct gaps_candidate *c, struct arena *a, const char *content)
{
	const char *mark = arena_printf(a, "## %s", c->heading->code);
	struct buf b = BUF_INIT;
	struct str rest, line;
	unsigned at = 0;
	bool inside = false;
	struct diag d;

	c->file = arena_printf(a, "%s/scopes/%.2s.md", content, c->heading->code);
	diag_init(&d);
	if (fs_exists(c->file) && fs_read(&d, &b, c->file, LIMIT_CONTENT_FILE) == 0) {
		rest = buf_str(&b);
		while (str_split(&rest, '\n', &line)) {
			at++;
			if (str_starts(line, "## "))
				inside = str_starts(line, mark);
			if (inside && (c->line == 0 || (str_starts(line, "- ") &&
							   !str_starts(line, "- es:"))))
				c->line = at;
		}
	}
	diag_free(&d);
	buf_free(&b);
}

/* Wordings as names: those that say more than one that stands there already are left out. */
static const char *
paste_line(struct arena *a, const struct gaps_group *g)
{
	const char *out = "- ";
	size_t i;

	for (i = 0; i < g->n_wordings && i < GAPS_NAMES; i++)
		out = arena_printf(a, "%s%s%s", out, i > 0 ? ", " : "", g->wordings[i]->text);
	return out;
}

static const char *
also_line(struct arena *a, const struct gaps_proposal *p)
{
	const struct gaps_candidate *first = &p->candidates[0], *second = &p->candidates[1];

	if (p->n_candidates < 2 || second->share < RIVAL * first->share ||
	    second->heading->rule->center == first->heading->rule->center)
		return NULL;
	return arena_printf(a, "- also: %s | %s | (what decides?)", p->group->wordings[0]->text,
	    second->heading->code);
}

/* The word of TEXT that names the goods. */
static const char *
head_of(struct arena *a, const struct store *s, const char *text)
{
	struct word w[WORDS_MAX];
	size_t n = words_split(s->words, a, str_of(text), w, WORDS_MAX),
	       head = words_head(w, n);

	return head < n ? w[head].surface : text;
}

/* Fill NOW; true when the answer is one that is counted. */
static bool
answer_now(struct gaps_now *now, struct arena *a, struct weigher *w, const char *text)
{
	struct answer_request req = { .q = str_of(text) };
	enum gaps_kind kind;
	struct answer an;

	answer_make(&an, &w->once, w->s, &req);
	*now = (struct gaps_now){ .kind = an.kind, .label = an.label };
	if (an.n_centers > 0)
		now->center = an.centers[0].center;
	if (an.n_headings > 0)
		now->heading = an.headings[0].heading;
	if (an.pages.n > 0)
		now->page = arena_strdup(a, an.pages.v[0].title);
	return gaps_kind_of(&an, &kind);
}

static void
weigh(struct weigher *w, const struct gaps_group *group)
{
	/* The first is as a rule the word alone. */
	const char *typed = group->wordings[group->n_wordings > 1 ? 1 : 0]->text;
	size_t i;

	for (i = 0; i < group->n_wordings && i < WORDINGS_MAX; i++)
		weigh_wording(w, group->wordings[i]->text,
		    (double)group->wordings[i]->tally.total / (double)group->tally.total);
	if (group->word != NULL) {
		weigh_gloss(w, group->word, typed, 1);
		weigh_ending(w, group->word);
	} else {
		weigh_gloss(
		    w, head_of(&w->words, w->s, group->wordings[0]->text), typed, WEIGHT_KNOWN);
	}
	hear(w);
	if (group->tally.n[GAPS_WRONG] > 0)
		weigh_expected(w, &group->tally);
}

void
gaps_propose(struct gaps_proposal *out, struct arena *a, const struct gaps_sources *src,
    const struct gaps_group *group)
{
	const struct store *s = src->store;
	struct weigher w = { .s = s, .src = src };
	size_t i;

	*out = (struct gaps_proposal){ .group = group };
	arena_init(&w.words, 0);
	arena_init(&w.once, 0);
	out->mended = !answer_now(&out->now, a, &w, group->wordings[0]->text) &&
		      group->tally.n[GAPS_WRONG] == 0;
	if (!out->mended) {
		w.score = arena_alloc(&w.words, (s->n_headings + 1) * sizeof(*w.score));
		for (i = 0; i < WITNESSES; i++)
			w.says[i] =
			    arena_alloc(&w.words, (s->n_headings + 1) * sizeof(*w.says[i]));
		weigh(&w, group);
		choose(out, &w);
		for (i = 0; i < out->n_candidates; i++)
			find_line(&out->candidates[i], a, src->content);
		if (out->n_candidates > 0)
			out->paste = paste_line(a, group);
		out->also = also_line(a, out);
	}
	arena_free(&w.once);
	arena_free(&w.words);
}
