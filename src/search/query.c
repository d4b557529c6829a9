#include "search/query.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "search/noise.h"
#include "search/spanish.h"
#include "search/spell.h"
#include "search/wordnet.h"
#include "words/forms.h"

#define LONG_WORDS 12 /* from here on a text describes, and says other things besides */
#define COPULA_WORDS 25 /* where "is a" is looked for */
#define WORDNET_WORDS 8 /* of a target; the indexer writes fewer */
#define MEND_KNOWN 0.95 /* the cost of a slip that a word met by its stem may be */
#define FINISH_COST 0.5 /* of the last word's missing end; a slip that costs less is likelier */
#define THING_WORDS 5 /* words that say what the thing is: more belong to its description */

/* Words after which what follows is excluded. */
static bool
opens_exclusion(enum lang lang, const struct word *w, size_t i, size_t n)
{
	static const char *const words[] = { "excluding", "except", "without", "exc", "excl" };
	size_t k;

	if (lang == LANG_ES)
		return spanish_excludes(w[i].surface);
	for (k = 0; k < sizeof(words) / sizeof(words[0]); k++)
		if (strcmp(w[i].surface, words[k]) == 0)
			return true;
	if (strcmp(w[i].surface, "not") == 0)
		return true;
	return i + 1 < n && strcmp(w[i].surface, "other") == 0 &&
	       strcmp(w[i + 1].surface, "than") == 0;
}

/* "set of", "box of", "pair of": the goods follow. */
static bool
is_measure(enum lang lang, const struct word *w, size_t i, size_t n)
{
	static const char *const words[] = {
		"assortment",
		"bag",
		"bags",
		"bottle",
		"bottles",
		"box",
		"boxes",
		"bundle",
		"can",
		"carton",
		"cartons",
		"case",
		"collection",
		"dozen",
		"jar",
		"kind",
		"lot",
		"pack",
		"packs",
		"pair",
		"pairs",
		"pallet",
		"piece",
		"pieces",
		"sample",
		"samples",
		"set",
		"sets",
		"variety",
	};
	size_t k;

	if (lang == LANG_ES)
		return i + 2 < n && strcmp(w[i + 1].surface, "de") == 0 &&
		       spanish_is_measure(w[i].surface);
	if (i + 1 >= n || strcmp(w[i + 1].surface, "of") != 0)
		return false;
	for (k = 0; k < sizeof(words) / sizeof(words[0]); k++)
		if (strcmp(w[i].surface, words[k]) == 0)
			return true;
	return false;
}

struct reader {
	struct query *q;
	struct arena *a;
	const struct store *s;
	const struct str *keep;
	const struct word *w; /* as split */
	size_t n_w, n_keep, cap, cap_corrections;
};

static struct query_word *
push(struct reader *r, const struct query_word *w)
{
	struct query *q = r->q;

	q->words = arena_grow(r->a, q->words, q->n_words, &r->cap, sizeof(*q->words));
	q->words[q->n_words] = *w;
	if (w->how != HOW_WORDNET)
		q->words[q->n_words].share = 1;
	return &q->words[q->n_words++];
}

static void
correct(struct reader *r, struct str from, const char *to, enum query_how how)
{
	struct query *q = r->q;

	q->corrections = arena_grow(r->a, q->corrections, q->n_corrections, &r->cap_corrections,
	    sizeof(*q->corrections));
	q->corrections[q->n_corrections++] =
	    (struct query_correction){ .from = from, .to = to, .how = how };
}

static void
set_word(struct reader *r, struct query_word *w, const char *surface)
{
	bool english = r->q->lang == LANG_EN;
	const char *term = words_term_in(r->s->words, r->q->lang, r->a, surface),
		   *spanish = term;

	w->surface = surface;
	w->term = term;
	w->id = store_term(r->s, term);
	if (!english && w->id == UINT32_MAX) { /* a brand, or a word that both have: "tablet" */
		term = words_term(r->s->words, r->a, surface);
		w->id = store_term(r->s, term);
		if (w->id != UINT32_MAX)
			w->term = term;
	}
	w->ending = 0;
	if (english || spanish != w->term)
		w->ending = words_ending(surface, strlen(surface));
	w->known = w->id != UINT32_MAX || (english && store_word(r->s, surface) != NULL);
}

static bool
may_correct(const struct reader *r, struct str typed)
{
	size_t i;

	for (i = 0; i < r->n_keep; i++)
		if (str_eq(r->keep[i], typed))
			return false;
	return true;
}

/* The words of READING, which BASE is read as; OTHER when there is a nearer reading. */
static void
push_reading(
    struct reader *r, struct query_word base, const struct wordnet_reading *reading, bool other)
{
	struct word w[WORDNET_WORDS];
	size_t n = words_split(r->s->words, r->a, str_of(reading->target), w, WORDNET_WORDS), i;

	base.how = HOW_WORDNET;
	base.share = reading->share;
	base.other = other;
	for (i = 0; i < n; i++) {
		set_word(r, &base, w[i].surface);
		if (base.id != UINT32_MAX)
			(void)push(r, &base);
	}
}

/* The last word, which no name holds, by WordNet where that has something for it. */
static void
read_last(struct reader *r)
{
	struct query *q = r->q;
	size_t at = q->n_words - 1, i, n;
	struct query_word base = q->words[at];
	struct wordnet_reading reading[WORDNET_READINGS];

	n = wordnet_read(r->s, r->a, base.surface, reading);
	q->n_words = at; /* its readings take its place */
	for (i = 0; i < n; i++) {
		bool other = q->n_words > at;

		push_reading(r, base, &reading[i], other);
		if (other || q->n_words == at)
			continue;
		correct(r, base.typed, reading[i].target, HOW_WORDNET);
		q->corrections[q->n_corrections - 1].steps = reading[i].steps;
	}
	if (q->n_words == at)
		(void)push(r, &base);
}

/* WordNet guesses, so it is asked only where nothing else speaks for any goods. */
static void
read_wordnet(struct reader *r)
{
	struct query *q = r->q, old = *q;
	size_t i;

	for (i = 0; i < old.n_words; i++)
		if (old.words[i].role != ROLE_ASIDE && old.words[i].known &&
		    !noise_is_faint(old.words[i].surface))
			return;
	q->words = NULL;
	q->n_words = r->cap = 0;
	for (i = 0; i < old.n_words; i++) {
		const struct query_word *w = push(r, &old.words[i]);

		if (w->role != ROLE_ASIDE && !w->known && may_correct(r, w->typed))
			read_last(r);
	}
}

/* The terms of the words that stand beside word AT, in OUT (room for all of them). */
static size_t
others_of(const struct reader *r, size_t at, uint32_t *out)
{
	size_t i, n = 0;

	for (i = 0; i < r->n_w; i++) {
		uint32_t id = UINT32_MAX;

		if (i != at && (r->w[i].flags & (WORD_STOP | WORD_NUMBER)) == 0)
			id = store_term(r->s, r->w[i].term);
		if (id != UINT32_MAX)
			out[n++] = id;
	}
	return n;
}

static void
read_split(struct reader *r, struct query_word *w, const struct spell_split *split)
{
	struct query_word other = *w;

	correct(
	    r, w->typed, arena_printf(r->a, "%s %s", split->first, split->second), HOW_SPLIT);
	set_word(r, w, split->first);
	w->how = other.how = HOW_SPLIT;
	set_word(r, &other, split->second);
	(void)push(r, &other); /* W may have moved: not used after this */
}

/*
 * Word AT, which no text holds as it is written: two words written as one, or a misspelling, whichever
 * is likelier.  A real word is no misspelling, and two words only where a name holds both; one that
 * meets a name by its stem is changed only for what is much likelier.
 */
static void
understand(struct reader *r, struct query_word *w, size_t at)
{
	const char *form = forms_canonical(w->surface), *to = NULL;
	uint32_t others[LIMIT_QUERY_WORDS];
	double cost = w->known ? MEND_KNOWN : HUGE_VAL, mended = cost;
	bool real = wordnet_real(r->s, w->surface), cut;
	struct spell_split split;

	if (!may_correct(r, w->typed) || (real && w->known))
		return;
	if (r->q->lang == LANG_ES && spanish_is_word(w->surface))
		return; /* a word of questions ("cuántos"), if of no name */
	cut = spell_split(r->s, r->a, form != NULL ? form : w->surface, &split) &&
	      split.cost < cost && (split.pair || !(real || w->known));
	if (!real)
		to = spell_mend(
		    r->s, r->a, w->surface, others, others_of(r, at, others), &mended);
	if (!real && !w->known && at + 1 == r->n_w && mended > FINISH_COST && !cut) {
		const char *whole = spell_finish(r->s, r->a, w->surface);

		if (whole != NULL) {
			to = whole;
			mended = FINISH_COST;
		}
	}
	if (to != NULL && w->known && strcmp(words_term(r->s->words, r->a, to), w->term) == 0)
		return; /* the same word to the index */
	if (to != NULL && mended < (cut ? split.cost : cost)) {
		correct(r, w->typed, to, HOW_SPELLING);
		set_word(r, w, to);
		w->how = HOW_SPELLING;
	} else if (cut) {
		read_split(r, w, &split);
	}
}

/* What the table of forms says for SURFACE, in the same number: "tires" for "tyres". */
static const char *
form_shown(struct arena *a, const char *surface)
{
	const char *to = forms_canonical(surface);
	size_t n = strlen(surface), m = strlen(to);

	if (surface[n - 1] != 's' || to[m - 1] == 's' || to[m - 1] == 'x')
		return to;
	if (to[m - 1] == 'y' && m > 1 && strchr("aeiou", to[m - 2]) == NULL)
		return arena_printf(a, "%.*sies", (int)m - 1, to);
	return arena_printf(a, "%ss", to);
}

/* A word that the table of forms reads as another one: said, and left alone on request. */
static void
read_form(struct reader *r, struct query_word *w)
{
	if (!may_correct(r, w->typed)) {
		w->term = words_term_as_written(r->s->words, r->a, w->surface);
		w->id = store_term(r->s, w->term);
		w->known = w->id != UINT32_MAX;
	} else if (w->id != UINT32_MAX) {
		correct(r, w->typed, form_shown(r->a, w->surface), HOW_FORM);
	}
}

/* Does the word stand in the texts as it is written?  A stem that it shares may be chance. */
static bool
is_written(const struct reader *r, const struct query_word *w)
{
	return w->known &&
	       (store_word(r->s, w->surface) != NULL || forms_canonical(w->surface) != NULL);
}

/* "t shirt" and "t-shirt" as "tshirt", when the index knows that word and not both parts. */
static bool
join(struct reader *r, const struct word *w, struct query_word *out)
{
	const char *both = arena_printf(r->a, "%s%s", w[0].surface, w[1].surface);

	if (strlen(w[0].surface) + strlen(w[1].surface) < 4 ||
	    ((w[0].flags | w[1].flags) & WORD_STOP) != 0)
		return false;
	*out = (struct query_word){
		.typed = { w[0].typed.p, (size_t)(w[1].typed.p + w[1].typed.n - w[0].typed.p) }
	};
	set_word(r, out, both);
	out->how = HOW_JOINED;
	if (out->id == UINT32_MAX || !may_correct(r, out->typed) ||
	    strlen(out->term) < strlen(w[0].surface) + 2)
		return false; /* not known, or not joined: the stem is the first word's alone */
	if ((w[0].flags & WORD_HYPHEN) == 0)
		correct(r, out->typed, both, HOW_JOINED);
	return true;
}

/* Does any name hold both words?  Then they are two words to somebody. */
static bool
known_pair(const struct reader *r, const struct word *w)
{
	return strlen(w[0].surface) > 1 && strlen(w[1].surface) > 1 &&
	       spell_pair(r->s, store_term(r->s, w[0].term), store_term(r->s, w[1].term));
}

/* A Spanish word that no name has, as one that some name has. */
static void
mend_spanish(struct reader *r, struct query_word *w, size_t at)
{
	uint32_t others[LIMIT_QUERY_WORDS];
	double cost = HUGE_VAL;
	const char *to;
	struct query_word as = *w;

	if (w->known || !may_correct(r, w->typed) || wordnet_real(r->s, w->surface) ||
	    (r->q->lang == LANG_ES && spanish_is_word(w->surface)))
		return;
	to = spell_mend(r->s, r->a, w->surface, others, others_of(r, at, others), &cost);
	if (to == NULL)
		return;
	set_word(r, &as, to);
	if (!as.known)
		return;
	correct(r, w->typed, to, HOW_SPELLING);
	*w = as;
	w->how = HOW_SPELLING;
}

/* Word I by itself: in the names, in another form, or to be understood. */
static void
read_word(struct reader *r, struct query_word *q, size_t i)
{
	struct query_word *p;

	set_word(r, q, r->w[i].surface);
	p = push(r, q);
	if (r->q->lang != LANG_EN) {
		mend_spanish(r, p, i);
		return;
	}
	if (forms_renames(p->surface))
		read_form(r, p);
	else if (!is_written(r, p))
		understand(r, p, i);
}

/* "2 tubes", "1 carton": how much of the goods. */
static bool
is_amount(const struct reader *r, size_t i)
{
	return i > 0 && (r->w[i - 1].flags & (WORD_NUMBER | WORD_COMMA)) == WORD_NUMBER &&
	       noise_is_counted(r->w[i].surface);
}

/* "no battery": the one word is what the goods lack. */
static bool
is_lacking(const struct reader *r, size_t i)
{
	return i > 1 && strcmp(r->w[i - 1].surface, "no") == 0 &&
	       (r->w[i - 1].flags & (WORD_COMMA | WORD_HYPHEN)) == 0;
}

/* A word that says nothing of the goods: a stop word, a number, an amount, a shop's noise, a word of
 * any description, what they lack.  The visitor may want it all the same. */
static bool
is_idle(const struct reader *r, size_t i)
{
	bool noise = (r->w[i].flags & (WORD_STOP | WORD_NUMBER)) != 0;

	if (r->q->lang == LANG_ES)
		noise |= spanish_is_noise(r->w[i].surface);
	else
		noise |= noise_is(r->w, i, r->n_w) || is_amount(r, i) || is_lacking(r, i) ||
			 (r->n_w > LONG_WORDS && noise_is_told(r->w[i].surface));
	return noise && may_correct(r, r->w[i].typed);
}

static void
read_words(struct reader *r)
{
	bool context = false, excluded = false, comma = false, said = false;
	const struct word *w = r->w;
	struct query_word q, joined;
	size_t i, n = r->n_w;

	for (i = 0; i < n; i++) {
		q = (struct query_word){ .typed = w[i].typed,
			.surface = w[i].surface,
			.term = w[i].term,
			.id = UINT32_MAX,
			.role = ROLE_MODIFIER };
		if (opens_exclusion(r->q->lang, w, i, n) && r->q->n_words > 0)
			excluded = true;
		if (is_measure(r->q->lang, w, i, n) && may_correct(r, w[i].typed)) {
			q.role = ROLE_ASIDE;
			(void)push(r, &q);
			q.typed = w[++i].typed; /* "of" */
			q.surface = q.term = w[i].surface;
			(void)push(r, &q);
			continue;
		}
		if ((excluded && may_correct(r, w[i].typed)) || is_idle(r, i)) {
			q.role = ROLE_ASIDE;
			(void)push(r, &q);
			/* "taza de barro" is said as "clay mug" is: what follows "de" counts in full. */
			context |= r->q->lang == LANG_EN ? said && forms_opens(w[i].surface)
							 : strcmp(w[i].surface, "con") == 0;
		} else {
			said = true;
			q.context = context || comma;
			q.tail = context && r->q->lang == LANG_EN;
			if (r->q->lang == LANG_EN && i + 1 < n && !known_pair(r, w + i) &&
			    join(r, w + i, &joined)) {
				joined.context = q.context;
				joined.tail = q.tail;
				joined.role = ROLE_MODIFIER;
				(void)push(r, &joined);
				i++;
			} else {
				read_word(r, &q, i);
			}
		}
		if ((w[i].flags & WORD_COMMA) != 0) {
			r->q->words[r->q->n_words - 1].ends = true;
			comma = true;
			context = excluded = false;
		}
	}
}

/* "is a", "are", "identified as a" among the first words of a description: what follows is what the
 * thing is.  The number of the word after it, or 0. */
static size_t
after_copula(const struct query *q)
{
	size_t i;

	for (i = 1; i + 2 < q->n_words && i < COPULA_WORDS; i++) {
		const char *w = q->words[i].surface, *next = q->words[i + 1].surface;

		if ((strcmp(w, "is") == 0 || strcmp(w, "are") == 0 || strcmp(w, "as") == 0) &&
		    (strcmp(next, "a") == 0 || strcmp(next, "an") == 0))
			return i + 2;
	}
	return 0;
}

/* In a description everything but what the thing is, is about it. */
static void
find_thing(struct query *q)
{
	size_t start = after_copula(q), i, n = 0;
	bool about = false;

	for (i = 0; i < q->n_words; i++) {
		struct query_word *w = &q->words[i];

		if (i < start || about)
			w->context = true;
		else if (start > 0 && i >= start)
			w->context = false;
		if (i < start || w->role != ROLE_ASIDE)
			n += i >= start && w->role != ROLE_ASIDE && !w->other;
		if (i >= start && n > 0 && (forms_opens(w->surface) || w->ends))
			about = true;
		if (n >= THING_WORDS)
			about = true;
	}
}

/* A word said twice tells no more; the last one stays, where the goods are named. */
static void
set_repeats_aside(struct query *q)
{
	size_t i, j;

	for (i = 0; i < q->n_words; i++)
		for (j = i + 1; j < q->n_words && q->words[i].role != ROLE_ASIDE; j++)
			if (q->words[j].role != ROLE_ASIDE && q->words[i].term != NULL &&
			    strcmp(q->words[i].term, q->words[j].term) == 0 &&
			    q->words[i].context == q->words[j].context)
				q->words[i].role = ROLE_ASIDE;
}

/*
 * The head is the last searched word before the first context that says more than a color or a size;
 * the rest gets its role.
 */
static void
assign_roles(struct query *q)
{
	size_t i, head = SIZE_MAX, faint = SIZE_MAX;

	if (q->n_words > LONG_WORDS && q->lang == LANG_EN)
		find_thing(q);
	set_repeats_aside(q);
	for (i = 0; i < q->n_words; i++) {
		struct query_word *w = &q->words[i];

		if (w->role == ROLE_ASIDE)
			continue;
		w->faint = q->lang == LANG_ES ? spanish_is_faint(w->surface)
					      : noise_is_faint(w->surface);
		if (w->faint)
			faint = faint == SIZE_MAX ? i : faint;
		else if (head == SIZE_MAX ? !w->other
					  : q->lang == LANG_EN && !w->context &&
						!w->other) /* Spanish: the first */
			head = i;
		if (w->context)
			w->role = ROLE_LATER;
	}
	if (head == SIZE_MAX)
		head = faint;
	if (head != SIZE_MAX) {
		q->words[head].role = ROLE_HEAD;
		q->words[head].faint = false;
	}
}

static int
by_weight(const void *x, const void *y)
{
	float a = *(const float *)x, b = *(const float *)y;

	return (a < b) - (a > b);
}

/* What each word tells: rare words more, words of later parts less; of a long text only the
 * LIMIT_SEARCH_WORDS that tell most are searched. */
static void
weigh(struct query *q, struct arena *a, const struct store *s)
{
	float *all = arena_alloc(a, (q->n_words + 1) * sizeof(*all)), cut = 0;
	size_t i, n = 0;

	for (i = 0; i < q->n_words; i++) {
		struct query_word *w = &q->words[i];

		if (w->role == ROLE_ASIDE)
			continue;
		/* An unknown word tells much, but nothing that we could find. */
		w->weight = w->id != UINT32_MAX ? s->terms[w->id].weight : 5.0f;
		if (w->how == HOW_SPELLING)
			w->weight *= 0.9f;
		if (w->role == ROLE_LATER)
			w->weight *= 0.35f;
		if (w->faint)
			w->weight *= 0.3f;
		if (w->role == ROLE_HEAD)
			w->weight *= 1.3f;
		if (w->other)
			w->weight = i > 0 ? q->words[i - 1].weight : 0;
		else
			all[n++] = w->weight;
	}
	q->n_content = n;
	if (n <= LIMIT_SEARCH_WORDS)
		return;
	qsort(all, n, sizeof(*all), by_weight);
	cut = all[LIMIT_SEARCH_WORDS - 1];
	q->truncated = true;
	for (i = n = 0; i < q->n_words; i++) {
		struct query_word *w = &q->words[i];

		if (w->role == ROLE_ASIDE)
			continue;
		if (w->weight < cut || n >= LIMIT_SEARCH_WORDS || w->other) {
			w->role = ROLE_ASIDE;
			w->weight = 0;
		} else {
			n++;
		}
	}
	q->n_content = n;
}

static void
read_as(struct query *q, struct arena *a, const struct store *s, struct str text,
    enum lang lang, const struct str *keep, size_t n_keep)
{
	struct reader r = { .q = q, .a = a, .s = s, .keep = keep, .n_keep = n_keep };
	struct word *w = arena_alloc(a, (LIMIT_QUERY_WORDS + 1) * sizeof(*w));
	size_t i, n;

	*q = (struct query){ .text = text, .lang = lang };
	n = words_split_in(s->words, q->lang, a, q->text, w, LIMIT_QUERY_WORDS + 1);
	if (n > LIMIT_QUERY_WORDS) {
		n = LIMIT_QUERY_WORDS;
		q->truncated = true;
	}
	r.w = w;
	r.n_w = n;
	read_words(&r);
	if (q->lang == LANG_EN)
		read_wordnet(&r);
	/* Nothing left but what was set aside ("new set"): then it is all there is. */
	for (i = 0; i < q->n_words && q->words[i].role == ROLE_ASIDE; i++)
		;
	if (i == q->n_words)
		for (i = 0; i < q->n_words; i++)
			if (i < n && (w[i].flags & WORD_STOP) == 0) {
				set_word(&r, &q->words[i], q->words[i].surface);
				q->words[i].role = ROLE_MODIFIER;
			}
	assign_roles(q);
	weigh(q, a, s);
}

/* Does any name hold a word of it? */
static bool
is_named(const struct query *q)
{
	size_t i;

	for (i = 0; i < q->n_words; i++)
		if (q->words[i].role != ROLE_ASIDE && q->words[i].id != UINT32_MAX)
			return true;
	return false;
}

/* Does it ask, in Spanish, or speak of customs?  Then it is Spanish, though no name has its words. */
static bool
is_spanish_question(const struct query *q)
{
	size_t i;

	for (i = 0; q->lang == LANG_ES && i < q->n_words; i++)
		if (spanish_asks(q->words[i].surface) || spanish_is_topic(q->words[i].surface))
			return true;
	return false;
}

void
query_read(struct query *q, struct arena *a, const struct store *s, struct str text,
    const struct str *keep, size_t n_keep)
{
	enum lang lang;
	struct query other;

	text = str_trim(text);
	lang = spanish_or_english(s, a, text);
	read_as(q, a, s, text, lang, keep, n_keep);
	/* Words that no name has, mended or not: they may be mistyped ones of the other language. */
	lang = lang == LANG_EN ? LANG_ES : LANG_EN;
	if (q->n_words == 0 || is_named(q) || is_spanish_question(q) || s->in[lang] == NULL)
		return;
	read_as(&other, a, s, text, lang, keep, n_keep);
	if (is_named(&other))
		*q = other;
}

static void
quoted(struct buf *out, const char *s)
{
	if (out->n > 0)
		buf_adds(out, " OR ");
	buf_addc(out, '"');
	for (; *s != '\0'; s++) /* a folded word holds no quote; double one all the same */
		buf_addf(out, "%s%c", *s == '"' ? "\"" : "", *s);
	buf_addc(out, '"');
}

void
query_match(struct buf *out, const struct query *q)
{
	size_t i;

	for (i = 0; i < q->n_words; i++)
		if (q->words[i].role != ROLE_ASIDE && q->words[i].known)
			quoted(out, q->words[i].term);
}

/* The term of word I as it was typed: it is mended to names of goods, and pages have other words. */
static const char *
as_typed(struct arena *a, const struct store *s, const struct query *q, size_t i)
{
	struct word w[2];
	size_t n = words_split_in(s->words, q->lang, a, q->words[i].typed, w, 2);

	return n > 0 ? w[0].term : q->words[i].term;
}

void
query_match_pages(
    struct buf *out, struct arena *a, const struct store *s, const struct query *q)
{
	size_t i, n = 0;

	for (i = 0; i < q->n_words && n < LIMIT_SEARCH_WORDS; i++) {
		const char *w = q->words[i].surface;

		if (q->lang == LANG_EN ? words_is_stop(w) || forms_asks(w)
				       : forms_stop_spanish(w) || spanish_asks(w))
			continue;
		quoted(out, q->lang == LANG_EN ? w : words_term_in(s->words, q->lang, a, w));
		if (q->lang != LANG_EN && q->words[i].how != HOW_NAME)
			quoted(out, as_typed(a, s, q, i));
		n++;
	}
}
