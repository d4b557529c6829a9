#include "search/say.h"

#include <string.h>

#include "base/date.h"
#include "base/escape.h"
#include "base/msg.h"
#include "search/answer_url.h"

#define SHORT_MAX 100 /* bytes of a query that a headline repeats whole */
#define PAGES_ASKED 6 /* pages of help shown for a question; more are a search of their own */
#define PAGES_BESIDE 3 /* and beside goods */
#define CITE_MAX 300 /* bytes of an address that a citation repeats; else the link tells */
#define LONG_CODE 4 /* digits of a heading; more are written with dots */

static const char *const names[] = {
	[SAY_LONG] = "long",
	[SAY_CITED] = "cited",
	[SAY_FOUND] = "found",
	[SAY_HEADLINE] = "headline",
	[SAY_HEADLINE_BASIS] = "headline_basis",
	[SAY_LEAD] = "lead",
	[SAY_MESSAGE] = "message",
	[SAY_NOTE] = "note",
	[SAY_SURE] = "sure",
	[SAY_SURE_FIGURE] = "sure_figure",
	[SAY_LIST] = "list",
	[SAY_LIST_MEANING] = "list_meaning",
	[SAY_SOURCE] = "source",
	[SAY_QUESTION] = "question",
	[SAY_ACCOUNT] = "account",
	[SAY_TIME] = "time",
	[SAY_GUIDANCE] = "guidance",
	[SAY_CITE] = "cite",
};

const char *
say_name(enum say_part p)
{
	return names[p];
}

static const struct {
	const char *basis, *words, *meaning;
} bases[] = {
	{ "stated", TR("Stated"),
	    TR("A source names these codes, or these goods and their Center, outright.") },
	{ "industry-scope", TR("Named in CBP’s published industry scope"),
	    TR("CBP lists the industry under this Center; which codes belong to the industry "
	       "is "
	       "read from its words.") },
	{ "inferred", TR("Inferred by this site"),
	    TR("No source that we read names the Center for these goods.  Ask CBP before you "
	       "rely on it.") },
};

/* S may be NULL: English. */
static const struct catalog *
catalog(const struct store *s)
{
	return s != NULL ? s->tr : NULL;
}

#define N_BASES (sizeof(bases) / sizeof(bases[0]))

const char *
say_basis(const struct store *s, const char *basis)
{
	size_t i;

	for (i = 0; i < N_BASES; i++)
		if (strcmp(basis, bases[i].basis) == 0)
			return tr(catalog(s), bases[i].words);
	return basis;
}

const char *
say_basis_meaning(const struct store *s, const char *basis)
{
	size_t i;

	for (i = 0; i < N_BASES; i++)
		if (strcmp(basis, bases[i].basis) == 0)
			return tr(catalog(s), bases[i].meaning);
	return basis;
}

static const struct {
	int status;
	const char *headline, *advice;
} problems[] = {
	{ 400, TR("We could not read this"),
	    TR("Type the goods or the code anew, or copy them from a plain text.") },
	{ 404, TR("There is nothing here"),
	    TR("Search for your goods, or go on from one of these.") },
	{ 405, TR("This page is only for reading"),
	    TR("Open the page by its link, or fill its form and send that.") },
	{ 413, TR("This list is too large"),
	    TR("Send it in parts, or only the columns for code, quantity and value.") },
	{ 414, TR("This text is too long"),
	    TR("Say in a sentence what the goods are, what they are made of and what they "
	       "do.") },
	{ 415, TR("We cannot read this kind of file"),
	    TR("Save a spreadsheet as CSV, or copy its lines into the text field.") },
	{ 422, TR("Something is missing in the form"),
	    TR("Go back, fill it and send it again.") },
	{ 500, TR("Something went wrong on our side"),
	    TR("Try again later; these pages need no search and lead to the same Centers.") },
	{ 503, TR("The search is busy"),
	    TR("Wait a few seconds and try again, with fewer lines if it was a long list.") },
};

#define N_PROBLEMS (sizeof(problems) / sizeof(problems[0]))

const char *
say_problem(const struct store *s, int status)
{
	size_t i;

	for (i = 0; i < N_PROBLEMS; i++)
		if (problems[i].status == status)
			return tr(catalog(s), problems[i].headline);
	return msg_reason(status);
}

const char *
say_problem_advice(const struct store *s, int status)
{
	size_t i;

	for (i = 0; i < N_PROBLEMS; i++)
		if (problems[i].status == status)
			return tr(catalog(s), problems[i].advice);
	return tr(catalog(s), "Start again, or go on from one of these.");
}

size_t
say_pages(const struct answer *an)
{
	size_t max = an->kind == ANSWER_QUESTION ? PAGES_ASKED : PAGES_BESIDE;

	return an->pages.n < max ? an->pages.n : max;
}

const char *
say_date(struct arena *a, const struct store *s, const char *iso)
{
	struct buf b = BUF_INIT;
	struct date d;
	const char *out;

	if (iso == NULL || !date_parse(str_of(iso), &d))
		return iso;
	date_long_in(&b, d, s != NULL ? s->lang : LANG_EN);
	out = arena_strdup(a, b.p);
	buf_free(&b);
	return out;
}

const char *
say_center(struct arena *a, const struct store *s, const struct store_center *c)
{
	return arena_printf(
	    a, tr(catalog(s), "%s Center"), s != NULL ? store_in(s, c)->name : c->name);
}

/* "1 Center", "3 Centers": ONE and MANY are texts with the number in them. */
#define COUNT(a, an, n, one, many) \
	arena_printf( \
	    a, (n) == 1 ? tr(catalog((an)->store), one) : tr(catalog((an)->store), many), n)

const char *
say_short(struct arena *a, struct str q)
{
	size_t n = q.n;

	if (n <= SHORT_MAX)
		return arena_strndup(a, q.n > 0 ? q.p : "", q.n);
	for (n = SHORT_MAX; n > SHORT_MAX / 2 && q.p[n] != ' '; n--)
		;
	while (n > 0 && ((unsigned char)q.p[n] & 0xC0) == 0x80)
		n--;
	return arena_printf(a, "%.*s …", (int)n, q.p);
}

/* 6109100012 as people write it: 6109.10.00.12. */
static const char *
dotted(struct arena *a, const char *code)
{
	struct buf b = BUF_INIT;
	const char *out;
	size_t i;

	for (i = 0; code[i] != '\0'; i++) {
		if (i >= LONG_CODE && i % 2 == 0)
			buf_addc(&b, '.');
		buf_addc(&b, code[i]);
	}
	out = arena_strdup(a, b.p);
	buf_free(&b);
	return out;
}

/* Is there one Center that the answer stands for? */
static bool
names_center(const struct answer *an)
{
	if (an->n_centers == 0 || an->kind == ANSWER_QUESTION || an->kind == ANSWER_CODES)
		return false;
	return an->label == LABEL_EXACT || an->label == LABEL_VERY_LIKELY ||
	       an->label == LABEL_PROBABLY;
}

static const char *
found(struct arena *a, const struct answer *an, bool center)
{
	size_t i, j, centers = 0, headings = 0;

	for (i = 0; i < an->n_headings; i++) {
		if (an->headings[i].weak)
			continue;
		headings++;
		for (j = 0; j < i; j++)
			if (!an->headings[j].weak &&
			    an->headings[j].rule->center == an->headings[i].rule->center)
				break;
		centers += j == i;
	}
	if (an->query.n == 0)
		return NULL;
	switch (an->kind) {
	case ANSWER_CODE:
		return center ? tr(catalog(an->store), "1 Center found for this code.")
			      : tr(catalog(an->store), "No Center follows from this code.");
	case ANSWER_CODES:
		return arena_printf(a, tr(catalog(an->store), "%s found for %zu of %s."),
		    COUNT(a, an, an->n_centers, "%zu Center", "%zu Centers"), an->codes.good,
		    COUNT(a, an, an->codes.n, "%zu code", "%zu codes"));
	case ANSWER_QUESTION:
		return arena_printf(a, tr(catalog(an->store), "%s found."),
		    COUNT(a, an, say_pages(an), "%zu page", "%zu pages"));
	case ANSWER_PRODUCT:
		return arena_printf(a, tr(catalog(an->store), "%s, %s found."),
		    COUNT(a, an, centers, "%zu Center", "%zu Centers"),
		    COUNT(a, an, headings, "%zu heading", "%zu headings"));
	case ANSWER_VAGUE:
	case ANSWER_PINNED:
		if (center)
			return tr(catalog(an->store), "1 Center found.");
		return an->label == LABEL_ASK
			   ? arena_printf(a,
				 tr(catalog(an->store), "No Center chosen yet; %s to go on."),
				 COUNT(a, an, an->n_choices, "%zu way", "%zu ways"))
			   : tr(catalog(an->store), "No Center is named.");
	case ANSWER_NONE:
		break;
	}
	return tr(catalog(an->store), "No Center found.");
}

/* What to say of a code without a Center. */
static const char *
headline_of_code(struct arena *a, const struct answer *an, const struct code_line *l)
{
	switch (l->status) {
	case CODE_SPECIAL:
		return tr(catalog(an->store), "Chapters 98 and 99 decide no Center");
	case CODE_RESERVED:
		return tr(catalog(an->store), "Chapter 77 holds no goods");
	case CODE_UNKNOWN:
		return arena_printf(
		    a, tr(catalog(an->store), "%s is not in the tariff"), dotted(a, l->code));
	case CODE_INVALID:
		return tr(catalog(an->store), "This is no complete tariff code");
	case CODE_OK:
		break;
	}
	return arena_printf(
	    a, tr(catalog(an->store), "%s goes to more than one Center"), dotted(a, l->code));
}

static const char *
headline(struct arena *a, const struct say *s, const struct answer *an)
{
	if (an->query.n == 0)
		return tr(catalog(an->store), "Find your Center");
	if (s->center)
		return say_center(a, an->store, an->centers[0].center);
	switch (an->kind) {
	case ANSWER_CODE:
		return headline_of_code(a, an, &an->codes.lines[0]);
	case ANSWER_CODES:
		if (an->n_centers == 0)
			return tr(catalog(an->store), "No Center follows from these codes");
		if (an->n_centers > 1)
			return arena_printf(a,
			    tr(catalog(an->store), "%zu Centers for these codes"),
			    an->n_centers);
		return arena_printf(a, tr(catalog(an->store), "%s for %s of these codes"),
		    say_center(a, an->store, an->centers[0].center),
		    an->codes.good == an->codes.n ? tr(catalog(an->store), "all")
						  : tr(catalog(an->store), "some"));
	case ANSWER_QUESTION:
		return arena_printf(a, tr(catalog(an->store), "Help with “%s”"), s->query);
	case ANSWER_NONE:
		return arena_printf(
		    a, tr(catalog(an->store), "We could not match “%s”"), s->query);
	case ANSWER_PRODUCT:
	case ANSWER_VAGUE:
	case ANSWER_PINNED:
		break;
	}
	return arena_printf(a,
	    an->label == LABEL_ASK ? tr(catalog(an->store), "Tell us a little more about “%s”")
				   : tr(catalog(an->store), "About “%s”"),
	    s->query);
}

static const char *
lead(const struct say *s, const struct answer *an)
{
	if (an->query.n == 0)
		return tr(catalog(an->store),
		    "Say what you import, in your own words, or give a tariff code.");
	if (s->center || an->kind == ANSWER_PINNED || an->kind == ANSWER_CODE ||
	    an->kind == ANSWER_CODES)
		return NULL;
	if (an->kind == ANSWER_QUESTION)
		return an->pages.n == 1
			   ? tr(catalog(an->store), "This page comes nearest to your question.")
			   : tr(catalog(an->store),
				 "These pages come nearest to your question.");
	if (an->kind == ANSWER_NONE)
		return tr(catalog(an->store),
		    "Nothing in our lists fits.  Say what the goods are, what they are made "
		    "of "
		    "or what they do.");
	return tr(catalog(an->store), "The words could mean goods of different Centers.");
}

static void
say_sure(struct say *s, struct arena *a, const struct answer *an)
{
	const char **p = s->part;

	if (an->label == LABEL_VERY_LIKELY || an->label == LABEL_PROBABLY) {
		bool likely = an->label == LABEL_VERY_LIKELY;

		p[SAY_SURE] = likely ? tr(catalog(an->store), "Very likely")
				     : tr(catalog(an->store), "Probably");
		p[SAY_SURE_FIGURE] = arena_printf(a,
		    tr(catalog(an->store), "right %d to %d of 100 times in our tests"),
		    likely ? LABEL_LIKELY_LEAST : LABEL_PROBABLY_LEAST,
		    likely ? LABEL_LIKELY_RIGHT : LABEL_PROBABLY_RIGHT);
	} else if (an->kind == ANSWER_CODE) {
		p[SAY_SURE] =
		    arena_printf(a, tr(catalog(an->store), "Decided by the tariff code %s"),
			dotted(a, an->codes.lines[0].code));
	} else {
		p[SAY_SURE] =
		    tr(catalog(an->store), "A settled answer, written by our editors");
	}
}

static void
say_list(struct say *s, struct arena *a, const struct answer *an, const struct store_rule *r)
{
	bool inferred = strcmp(r->basis, "inferred") == 0;
	const char **p = s->part;

	p[SAY_LIST] = say_basis(an->store, r->basis);
	p[SAY_LIST_MEANING] = say_basis_meaning(an->store, r->basis);
	s->cited = r;
	s->source_label = inferred ? tr(catalog(an->store), "Nearest source")
				   : tr(catalog(an->store), "Source");
	p[SAY_SOURCE] = arena_printf(a, "%s%s%s: %s.", r->note != NULL ? r->note : "",
	    r->note != NULL ? "  " : "", s->source_label, r->source);
	if (inferred)
		p[SAY_HEADLINE_BASIS] = tr(catalog(an->store), "inferred by this site");
}

static const char *
question(struct arena *a, struct say *s, const struct answer *an)
{
	if (an->kind == ANSWER_QUESTION)
		return NULL;
	if (an->question != NULL) {
		s->asks = an->question;
		if (!s->center || an->n_choices < 2)
			return an->question;
		s->asks_more = tr(catalog(an->store), "The answer may lead to another Center.");
		return arena_printf(a, "%s  %s", an->question, s->asks_more);
	}
	if (an->n_choices > 1 && an->kind != ANSWER_PINNED)
		return tr(catalog(an->store), "Which of these comes nearest to your goods?");
	return NULL;
}

static const char *
searched(struct arena *a, const struct answer *an)
{
	struct buf b = BUF_INIT;
	const char *out;
	size_t i;

	if (!an->truncated)
		return NULL;
	buf_adds(&b, tr(catalog(an->store),
			 "The text was long: only the words that tell most were searched"));
	for (i = 0; i < an->n_searched; i++)
		buf_addf(&b, "%s“%s”", i == 0 ? ", " : " ", an->searched[i]);
	buf_addc(&b, '.');
	out = arena_strdup(a, b.p);
	buf_free(&b);
	return out;
}

/* A link that cites another mapping or release than the one that answers now. */
static const char *
cited(struct arena *a, const struct store *s, const struct answer *an)
{
	const char *date;

	if (an->cited_mapping.n == 0 || an->cited_release.n == 0 ||
	    (str_is(an->cited_mapping, s->mapping_date) &&
		str_is(an->cited_release, s->release)))
		return NULL;
	date = say_date(a, s, arena_strndup(a, an->cited_mapping.p, an->cited_mapping.n));
	return arena_printf(a,
	    tr(catalog(an->store), "The link that you followed cites the mapping of %s, "
				   "release %.*s.  This answer is "
				   "by "
				   "that of %s, release %s, and may differ."),
	    date, (int)an->cited_release.n, an->cited_release.p,
	    say_date(a, s, s->mapping_date), s->release);
}

static const char *
take(struct arena *a, struct buf *b)
{
	const char *s = arena_strdup(a, b->p);

	buf_clear(b);
	return s;
}

static struct say_step
correction(struct arena *a, const struct answer *an, const struct query_correction *c)
{
	struct str from = c->from;
	int n = (int)from.n;
	struct say_step s = { .undo_text = arena_printf(a,
				  tr(catalog(an->store), "Search for “%.*s” as typed"), n,
				  from.p) };

	if (c->how == HOW_SPELLING) {
		s.text =
		    arena_printf(a, tr(catalog(an->store), "Showing results for “%s”."), c->to);
		s.undo_text = arena_printf(
		    a, tr(catalog(an->store), "Search instead for “%.*s”"), n, from.p);
	} else if (c->how != HOW_WORDNET || c->steps == NULL) {
		s.text = arena_printf(
		    a, tr(catalog(an->store), "Read “%.*s” as “%s”."), n, from.p, c->to);
	} else if (c->steps[0] == '>') {
		s.text = arena_printf(a,
		    tr(catalog(an->store), "Understood “%.*s” as a kind of “%s”, by the "
					   "dictionary WordNet: %.*s %s."),
		    n, from.p, c->to, n, from.p, c->steps);
	} else {
		s.text = arena_printf(a,
		    tr(catalog(an->store), "Understood “%.*s” as another word for “%s”, by the "
					   "dictionary WordNet."),
		    n, from.p, c->to);
	}
	return s;
}

static void
say_steps(struct say *s, struct arena *a, const struct answer *an)
{
	struct buf url = BUF_INIT;
	size_t i;

	s->steps = arena_alloc(a, (an->n_corrections + an->n_keep + 2) * sizeof(*s->steps));
	for (i = 0; i < an->n_corrections; i++) {
		struct say_step *step = &s->steps[s->n_steps++];

		*step = correction(a, an, &an->corrections[i]);
		answer_undo_url(&url, an, i);
		step->undo = take(a, &url);
	}
	for (i = 0; i < an->n_keep; i++) {
		struct say_step *step = &s->steps[s->n_steps++];

		*step = (struct say_step){ .text = arena_printf(a,
					       tr(catalog(an->store), "Kept “%.*s” as typed."),
					       (int)an->keep[i].n, an->keep[i].p),
			.undo_text = tr(catalog(an->store), "Let us read it again") };
		answer_read_url(&url, an, i);
		step->undo = take(a, &url);
	}
	if (an->is.n > 0) {
		struct say_step *step = &s->steps[s->n_steps++];

		*step = (struct say_step){ .text = arena_printf(a,
					       tr(catalog(an->store), "Your answer: “%.*s”."),
					       (int)an->is.n, an->is.p),
			.undo_text = tr(catalog(an->store), "Take it back") };
		answer_ask_url(&url, an);
		step->undo = take(a, &url);
	}
	buf_free(&url);
}

/* The same word is undone once. */
static bool
is_repeated(const struct answer *an, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (str_eq(an->aside[j], an->aside[i]))
			return true;
	return false;
}

static void
say_asides(struct say *s, struct arena *a, const struct answer *an)
{
	struct buf url = BUF_INIT;
	size_t i;

	s->asides = arena_alloc(a, (an->n_aside + 1) * sizeof(*s->asides));
	for (i = 0; i < an->n_aside; i++) {
		struct say_step *step;

		if (is_repeated(an, i))
			continue;
		step = &s->asides[s->n_asides++];
		step->text = arena_strndup(a, an->aside[i].p, an->aside[i].n);
		step->undo_text =
		    arena_printf(a, tr(catalog(an->store), "Search for “%s” too"), step->text);
		answer_keep_url(&url, an, an->aside[i]);
		step->undo = take(a, &url);
	}
	if (s->n_asides > 0 && an->truncated)
		s->aside = arena_printf(a, tr(catalog(an->store), "%s left out of the search."),
		    COUNT(a, an, s->n_asides, "%zu word", "%zu words"));
	else if (s->n_asides > 0)
		s->aside = arena_printf(a,
		    tr(catalog(an->store), "%s set aside: not what decides the Center."),
		    COUNT(a, an, s->n_asides, "%zu word", "%zu words"));
	buf_free(&url);
}

static void
say_guidance(struct say *s, struct arena *a, const struct store *st, const struct answer *an)
{
	const char *date = say_date(a, st, st->mapping_date);
	struct buf url = BUF_INIT;

	s->part[SAY_GUIDANCE] = arena_printf(a,
	    tr(catalog(an->store),
		"This is guidance, not a ruling.  Mapping as of %s, release %s."),
	    date, st->release);
	answer_cite_url(&url, st, an);
	s->url = arena_strdup(a, url.p);
	if (an->query.n > 0)
		s->part[SAY_CITE] = arena_printf(a,
		    tr(catalog(an->store), "“%s”, %s, mapping as of %s, release %s%s%s"),
		    s->query, st->title, date, st->release, url.n <= CITE_MAX ? ", " : "",
		    url.n <= CITE_MAX ? s->url : "");
	buf_clear(&url);
	answer_account_url(&url, an);
	s->account_url = take(a, &url);
	buf_free(&url);
}

void
say_answer(struct say *s, struct arena *a, const struct store *st, const struct answer *an)
{
	const char **p = s->part;

	*s = (struct say){ .query = say_short(a, an->query), .center = names_center(an) };
	p[SAY_FOUND] = found(a, an, s->center);
	p[SAY_HEADLINE] = headline(a, s, an);
	p[SAY_LEAD] = lead(s, an);
	p[SAY_MESSAGE] = an->pinned != NULL ? an->pinned->text : NULL;
	if (s->center) {
		say_sure(s, a, an);
		if (an->kind == ANSWER_CODE)
			say_list(s, a, an, an->codes.lines[0].rule);
		else if (an->n_headings > 0)
			say_list(s, a, an, an->headings[0].rule);
	}
	p[SAY_NOTE] = an->kind == ANSWER_CODE ? an->codes.lines[0].note : NULL;
	p[SAY_QUESTION] = question(a, s, an);
	if (an->n_centers > 0)
		p[SAY_ACCOUNT] = tr(catalog(an->store),
		    "CBP places your account, not each shipment: generally, the Center for the "
		    "predominant number of the goods that you import handles all of them.");
	p[SAY_LONG] = searched(a, an);
	if (an->timed_out)
		p[SAY_TIME] = tr(catalog(an->store),
		    "The search ran out of its time; these are the best results so far.");
	p[SAY_CITED] = cited(a, st, an);
	say_steps(s, a, an);
	say_asides(s, a, an);
	say_guidance(s, a, st, an);
}

/* The word as understood, and how it was typed when that was otherwise. */
static void
add_word(struct buf *b, const struct answer *an, const struct answer_match *m)
{
	size_t i;

	buf_addf(b, "“%s”", m->word);
	if (strcmp(m->how, "spelling") != 0)
		return;
	for (i = 0; i < an->n_corrections; i++)
		if (strcmp(an->corrections[i].to, m->word) == 0) {
			buf_addf(b, tr(catalog(an->store), " (typed “%.*s”)"),
			    (int)an->corrections[i].from.n, an->corrections[i].from.p);
			return;
		}
}

size_t
say_why(const char *out[SAY_WHY], struct arena *a, const struct answer *an,
    const struct answer_heading *h)
{
	struct buf words = BUF_INIT;
	size_t i, j, n, k = 0;

	for (i = 0; i < h->n_matched && k < SAY_WHY; i++) {
		const struct answer_match *m = &h->matched[i];

		for (j = 0; j < i; j++)
			if (strcmp(h->matched[j].term, m->term) == 0)
				break;
		if (j < i)
			continue; /* one sentence for each name, however many words it holds */
		for (j = i, n = 0; j < h->n_matched; j++) {
			if (strcmp(h->matched[j].term, m->term) != 0)
				continue;
			buf_adds(&words, n++ > 0 ? tr(catalog(an->store), " and ") : "");
			add_word(&words, an, &h->matched[j]);
		}
		if (strcmp(m->how, "text") == 0)
			out[k++] = arena_printf(a,
			    n == 1 ? tr(catalog(an->store), "%s stands in its description.")
				   : tr(catalog(an->store), "%s stand in its description."),
			    words.p);
		else if (n == 1 && strcmp(m->word, m->term) == 0)
			out[k++] = arena_printf(
			    a, tr(catalog(an->store), "%s is one of its names."), words.p);
		else
			out[k++] = arena_printf(a,
			    n == 1 ? tr(catalog(an->store), "%s fits its name “%s”.")
				   : tr(catalog(an->store), "%s fit its name “%s”."),
			    words.p, m->term);
		buf_clear(&words);
	}
	buf_free(&words);
	return k;
}
