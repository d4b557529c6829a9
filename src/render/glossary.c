#include "render/glossary.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"

static const char address[] = "/glossary/#";

static size_t
letter_of(char c)
{
	return (size_t)(ascii_lower(c) - 'a');
}

static bool
upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Two capitals or more and no small letter. */
static bool
is_abbreviation(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
		n += upper(s.p[i]);
	}
	return n >= 2;
}

static void
add_form(struct glossary *g, struct arena *a, size_t term, const char *name, bool other)
{
	struct glossary_form f = { .term = term, .exact = is_abbreviation(str_of(name)) };
	struct buf b = BUF_INIT;
	char *text;
	size_t i;

	f.one_word = strchr(name, ' ') == NULL;
	if (!ascii_isalpha(name[0]) || (other && f.one_word && !f.exact))
		return;
	escape_html(&b, str_of(name));
	text = arena_strndup(a, b.p, b.n);
	for (i = 0; !f.exact && i < b.n; i++)
		text[i] = ascii_lower(text[i]);
	f.text = (struct str){ text, b.n };
	buf_free(&b);
	g->forms[g->n_forms++] = f;
}

static int
by_letter(const void *x, const void *y)
{
	const struct glossary_form *f = x, *g = y;
	size_t l = letter_of(f->text.p[0]), m = letter_of(g->text.p[0]);

	if (l != m)
		return l < m ? -1 : 1;
	if (f->text.n != g->text.n)
		return f->text.n > g->text.n ? -1 : 1;
	return str_cmp(f->text, g->text);
}

void
glossary_init(struct glossary *g, struct arena *a, const struct site *site)
{
	size_t i, j, n = 0;

	*g = (struct glossary){ .site = site };
	for (i = 0; i < site->n_terms; i++)
		n += 1 + site->terms[i].also.n;
	g->forms = arena_alloc(a, (n + 1) * sizeof(*g->forms));
	for (i = 0; i < site->n_terms; i++) {
		const struct term *t = &site->terms[i];

		add_form(g, a, i, t->term, false);
		for (j = 0; j < t->also.n; j++)
			add_form(g, a, i, t->also.v[j], true);
	}
	if (g->n_forms > 1)
		qsort(g->forms, g->n_forms, sizeof(*g->forms), by_letter);
	for (i = j = 0; i < 27; i++) {
		while (j < g->n_forms && letter_of(g->forms[j].text.p[0]) < i)
			j++;
		g->at[i] = j;
	}
}

bool *
glossary_used(const struct glossary *g, struct arena *a)
{
	bool *used = arena_alloc(a, (g->site->n_terms + 1) * sizeof(*used));

	memset(used, 0, (g->site->n_terms + 1) * sizeof(*used));
	return used;
}

/* Part of a word?  A hyphen joins, and so does what is no ASCII. */
static bool
word_byte(struct str s, size_t at)
{
	char c = (char)(at < s.n ? s.p[at] : ' ');

	return ascii_isalpha(c) || ascii_isdigit(c) || c == '-' || c == '_' ||
	       (unsigned char)c >= 0x80;
}

/* Bytes that HTML at AT has in common with F, at most N. */
static size_t
common(const struct glossary_form *f, struct str html, size_t at, size_t n)
{
	size_t i;

	for (i = 0; i < n && at + i < html.n; i++) {
		char c = html.p[at + i];

		if (f->text.p[i] == ' ' ? !ascii_isspace(c)
					: (f->exact ? c : ascii_lower(c)) != f->text.p[i])
			break;
	}
	return i;
}

/* Bytes of HTML at AT that say F, in the plural or not; 0: it does not stand there. */
static size_t
match(const struct glossary_form *f, struct str html, size_t at)
{
	size_t n = f->text.n, i = common(f, html, at, n);
	struct str rest = str_skip(html, at + i);

	if (i == n)
		n += str_starts(rest, "s") && f->text.p[n - 1] != 's';
	else if (i == n - 1 && f->text.p[i] == 'y' && str_starts(rest, "ies"))
		n += 2;
	else
		return 0;
	if (word_byte(html, at + n))
		return 0;
	for (i = at + n; i < html.n && ascii_isspace(html.p[i]); i++)
		;
	return f->one_word && i < html.n && ascii_isdigit(html.p[i]) ? 0 : n;
}

/* Bytes of the tag at AT, which is "<"; all the rest when it does not end. */
static size_t
tag_size(struct str html, size_t at)
{
	bool quoted = false;
	size_t i;

	for (i = at; i < html.n && (quoted || html.p[i] != '>'); i++)
		quoted ^= html.p[i] == '"';
	return (i < html.n ? i + 1 : i) - at;
}

/* Does the tag open (1) or close (-1) something that no link may stand in? */
static int
shelter(struct str tag)
{
	static const char *const names[] = { "a", "h1", "h2", "h3", "h4", "h5", "h6", "code",
		"pre", "caption", "th" };
	struct str name = str_skip(tag, 1);
	int step = 1;
	size_t i;

	if (name.n > 0 && name.p[0] == '/') {
		name = str_skip(name, 1);
		step = -1;
	}
	for (i = 0; i < name.n && (ascii_isalpha(name.p[i]) || ascii_isdigit(name.p[i])); i++)
		;
	name.n = i;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is(name, names[i]))
			return step;
	return 0;
}

/* Terms that the author linked. */
static void
note_links(const struct glossary *g, bool *used, struct str html)
{
	size_t i, n;

	for (; (i = str_find(html, address)) < html.n; html = str_skip(html, i)) {
		struct str id;

		i += sizeof(address) - 1;
		id = str_skip(html, i);
		id.n = str_chr(id, '"');
		for (n = 0; n < g->site->n_terms; n++)
			used[n] |= str_is(id, g->site->terms[n].page->slug);
	}
}

/* The longest name of a term that stands at AT, and its size; NULL: none. */
static const struct glossary_form *
find(const struct glossary *g, struct str html, size_t at, size_t *size)
{
	size_t letter = letter_of(html.p[at]), i;

	for (i = g->at[letter]; i < g->at[letter + 1]; i++) {
		*size = match(&g->forms[i], html, at);
		if (*size > 0)
			return &g->forms[i];
	}
	return NULL;
}

static void
add_link(struct buf *out, const struct page *entry, struct str text)
{
	buf_addf(out, "<a class=\"cee-term\" href=\"%s%s\" title=\"", address, entry->slug);
	escape_html(out, str_of(entry->description));
	buf_adds(out, "\">");
	buf_add(out, text.p, text.n);
	buf_adds(out, "</a>");
}

struct str
glossary_link(const struct glossary *g, struct arena *a, bool *used, struct str html,
    const struct term *own)
{
	struct buf b = BUF_INIT;
	size_t at = 0, kept = 0, size;
	int depth = 0;

	if (g->n_forms == 0)
		return html;
	note_links(g, used, html);
	while (at < html.n) {
		const struct glossary_form *f;

		if (html.p[at] == '<') {
			size = tag_size(html, at);
			depth += shelter((struct str){ html.p + at, size });
			at += size;
			continue;
		}
		if (depth > 0 || !ascii_isalpha(html.p[at]) ||
		    (at > 0 && (word_byte(html, at - 1) || html.p[at - 1] == '&'))) {
			at++;
			continue;
		}
		f = find(g, html, at, &size);
		if (f == NULL) {
			while (at < html.n && word_byte(html, at))
				at++; /* no term begins within a word */
			continue;
		}
		if (!used[f->term] && own != &g->site->terms[f->term]) {
			used[f->term] = true;
			buf_add(&b, html.p + kept, at - kept);
			add_link(&b, g->site->terms[f->term].page,
			    (struct str){ html.p + at, size });
			kept = at + size;
		}
		at += size;
	}
	if (b.n > 0) {
		buf_add(&b, html.p + kept, html.n - kept);
		html = (struct str){ arena_strndup(a, b.p, b.n), b.n };
	}
	buf_free(&b);
	return html;
}
