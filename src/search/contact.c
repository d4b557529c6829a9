#include "search/contact.h"

#include <string.h>

#include "base/escape.h"
#include "base/limits.h"

#define SUBJECT_GOODS 60 /* bytes of the goods in the subject */
#define PAGES_SHOWN 4
#define PAGES_NEAR \
	0.6 /* of the best score: pages below it share a word with the question, no more */

static const char *const field_names[] = {
	[CONTACT_TOPIC] = "topic",
	[CONTACT_GOODS] = "goods",
	[CONTACT_PORT] = "port",
	[CONTACT_QUESTION] = "question",
};

const char *
contact_field_name(enum contact_field f)
{
	return field_names[f];
}

/* Letters of UTF-8 text. */
static size_t
letters(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}

static bool
is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7F;
}

/* One line: control bytes and runs of white space become one space. */
static const char *
one_line(struct arena *a, struct str s)
{
	struct buf b = BUF_INIT;
	const char *out;
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (!is_control(s.p[i]) && s.p[i] != ' ')
			buf_addc(&b, s.p[i]);
		else if (b.n > 0 && b.p[b.n - 1] != ' ')
			buf_addc(&b, ' ');
	}
	if (b.n > 0 && b.p[b.n - 1] == ' ')
		buf_truncate(&b, b.n - 1);
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}

/* Lines end in \n, however a browser sent them; at most one empty line follows another. */
static const char *
many_lines(struct arena *a, struct str s)
{
	struct buf b = BUF_INIT;
	struct str rest = s, line;
	const char *out, *clean;
	size_t empty = 0;

	while (str_split(&rest, '\n', &line)) {
		clean = one_line(a, line);
		if (clean[0] == '\0') {
			empty++;
			continue;
		}
		if (b.n > 0)
			buf_adds(&b, empty > 0 ? "\n\n" : "\n");
		buf_adds(&b, clean);
		empty = 0;
	}
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}

static const struct store_topic *
topic_at(const struct store *s, struct str id)
{
	size_t i;

	for (i = 0; i < s->n_topics; i++)
		if (str_is(id, s->topics[i].id))
			return &s->topics[i];
	return NULL;
}

static void
check(struct contact *c, struct arena *a, const struct store *s)
{
	static const char *const missing[] = {
		[CONTACT_TOPIC] = TR("Choose what your letter is about"),
		[CONTACT_GOODS] = TR("Enter what you import, or its tariff codes"),
		[CONTACT_QUESTION] = TR("Enter your question"),
	};
	static const char *const named[] = {
		[CONTACT_GOODS] = TR("Your goods are"),
		[CONTACT_PORT] = TR("The ports are"),
		[CONTACT_QUESTION] = TR("Your question is"),
	};
	size_t i;

	c->topic = topic_at(s, c->typed[CONTACT_TOPIC]);
	if (c->topic == NULL)
		c->error[CONTACT_TOPIC] = tr(s->tr, missing[CONTACT_TOPIC]);
	for (i = CONTACT_GOODS; i < CONTACT__MAX; i++) {
		if (c->typed[i].n > LIMIT_LETTER_FIELD)
			c->error[i] = arena_printf(a,
			    tr(s->tr, "%s too long by %zu characters or more; the limit is "
				      "about 2,000"),
			    tr(s->tr, named[i]),
			    letters(str_skip(c->typed[i], LIMIT_LETTER_FIELD)));
		else if (i != CONTACT_PORT && one_line(a, c->typed[i])[0] == '\0')
			c->error[i] = tr(s->tr, missing[i]);
	}
	for (i = 0; i < CONTACT__MAX; i++)
		c->bad |= c->error[i] != NULL;
}

/* Is one of the phrases, terms on a line each, among TERMS (terms between spaces)? */
static bool
has_phrase(struct arena *a, struct str phrases, const char *terms)
{
	struct str line;

	while (str_split(&phrases, '\n', &line))
		if (line.n > 0 &&
		    strstr(terms, arena_printf(a, " %.*s ", (int)line.n, line.p)) != NULL)
			return true;
	return false;
}

static const struct store_channel *
channel_of(const struct contact *c, struct arena *a, const struct store *s)
{
	const char *id = arena_printf(a, " %s ", c->topic->id);
	const char *terms =
	    arena_printf(a, " %s ", words_terms(s->words, a, str_of(c->question)));
	size_t i;

	for (i = 0; i < s->n_channels; i++) {
		const struct store_channel *h = &s->channels[i];

		if (h->topics[0] != '\0' && strstr(h->topics, id) == NULL)
			continue;
		if (h->words.n > 0 && !has_phrase(a, h->words, terms))
			continue;
		return h;
	}
	return NULL;
}

/* The Center of the goods when they tell it, by the same labels as everywhere. */
static const struct store_center *
center_of(const struct answer *an)
{
	return an->label <= LABEL_PROBABLY && an->n_centers > 0 ? an->centers[0].center : NULL;
}

/* What answers the question already; this page and the first are no answer. */
static void
find_pages(struct contact *c, struct arena *a, const struct store *s)
{
	struct page_hits hits, *out = &c->answer.pages;
	struct query q;
	double least;
	size_t i;

	query_read(
	    &q, a, s, str_of(arena_printf(a, "%s %s", c->topic->title, c->question)), NULL, 0);
	pages_find(&hits, a, s, &q);
	*out = (struct page_hits){ .v = hits.v };
	least = hits.n > 0 ? PAGES_NEAR * hits.v[0].score : 0;
	for (i = 0; i < hits.n && out->n < PAGES_SHOWN && hits.v[i].score >= least; i++)
		if (!str_is(lang_bare_path(str_of(hits.v[i].url)), "/contact/") &&
		    !str_is(lang_bare_path(str_of(hits.v[i].url)), "/") &&
		    (c->channel == NULL || strcmp(hits.v[i].url, c->channel->url) != 0))
			out->v[out->n++] = hits.v[i];
}

/* The first N bytes of S at most, not cut inside a letter. */
static size_t
cut(const char *s, size_t n)
{
	if (strlen(s) <= n)
		return strlen(s);
	while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	return n;
}

static const char *
subject_of(const struct contact *c, struct arena *a, const struct store *s)
{
	size_t n = cut(c->goods, SUBJECT_GOODS);
	const char *dots = c->goods[n] != '\0' ? "..." : "";
	const char *mark = str_ends(str_of(c->topic->title), "?") ? "" : ":";

	if (c->center == NULL)
		return arena_printf(
		    a, "%s%s %.*s%s", c->topic->title, mark, (int)n, c->goods, dots);
	return arena_printf(a, tr(s->tr, "%s%s %.*s%s (%s Center)"), c->topic->title, mark,
	    (int)n, c->goods, dots, store_in(s, c->center)->name);
}

void
contact_make(struct contact *c, struct arena *a, const struct store *s)
{
	struct answer_request goods = { .q = c->typed[CONTACT_GOODS] };

	check(c, a, s);
	if (c->bad)
		return;
	c->goods = one_line(a, c->typed[CONTACT_GOODS]);
	c->port = one_line(a, c->typed[CONTACT_PORT]);
	c->question = many_lines(a, c->typed[CONTACT_QUESTION]);
	answer_make(&c->answer, a, s, &goods);
	c->center = center_of(&c->answer);
	c->channel = channel_of(c, a, s);
	find_pages(c, a, s);
	if (c->channel != NULL && c->channel->to != NULL)
		c->mailbox = c->channel->mailbox;
	else
		c->mailbox = c->center != NULL && c->center->mailbox != NULL
				 ? c->center->mailbox
				 : s->mailbox;
	c->subject = subject_of(c, a, s);
}

static void
wrap_line(struct buf *out, struct str line, size_t width)
{
	size_t used = 0;
	struct str word;

	while (str_split(&line, ' ', &word)) {
		size_t n = letters(word);

		if (used > 0 && used + 1 + n > width) {
			buf_addc(out, '\n');
			used = 0;
		} else if (used > 0) {
			buf_addc(out, ' ');
			used++;
		}
		buf_addstr(out, word);
		used += n;
	}
}

void
contact_wrap(struct buf *out, struct str text, size_t width)
{
	struct str line;

	while (str_split(&text, '\n', &line)) {
		wrap_line(out, line, width);
		buf_addc(out, '\n');
	}
}

void
contact_mailto(struct buf *out, const char *mailbox, const char *subject, const char *letter)
{
	buf_adds(out, "mailto:");
	escape_url_path(out, str_of(mailbox)); /* keeps its "@" */
	buf_adds(out, "?subject=");
	escape_mailto(out, str_of(subject));
	if (letter != NULL) {
		buf_adds(out, "&body=");
		escape_mailto(out, str_of(letter));
	}
}
