#include "cmd/new_kind.h"

#include <string.h>

#include "base/near.h"

#define NAMES_MAX 1024 /* Centers, topics, sources: several times what there is */

const struct new_kind new_kinds[] = {
	{ .name = "center",
	    .type = PAGE_CENTER,
	    .dir = "centers",
	    .keys = schema_center,
	    .title_key = "name",
	    .lead =
		"A Center.  README.md in content/ says how to write; the other Centers show "
		"it.",
	    .same = { "number", "name", "also_called" },
	    .ask = { "also_called", "mailbox" },
	    .body =
		"## What it handles\n\nIts goods in words that a shop owner knows.\n\n"
		"## Which codes\n\nWhat the sources say of tariff codes, and what is our own "
		"reading.\n\n## Not this Center\n\n- What people confuse with it, and where "
		"that goes.\n" },
	{ .name = "scope",
	    .type = PAGE_SCOPE,
	    .dir = "scopes",
	    .keys = schema_scope,
	    .title_key = "title",
	    .lead = "A chapter of the tariff schedule: \"Add a name\" and \"Add an exception\" "
		    "in\n# content/README.md, or cee help add-a-name.  Each heading is a part "
		    "\"## 6109 Title\" with a list of names.",
	    .same = { "chapter" },
	    .body =
		"What the chapter covers, in two or three sentences, and what people confuse "
		"it with.\n" },
	{ .name = "faq",
	    .type = PAGE_FAQ,
	    .dir = "faqs",
	    .keys = schema_faq,
	    .title_key = "question",
	    .lead = "A question and its answer: \"Add a question\" in content/README.md, or\n# "
		    "cee help add-a-question.",
	    .same = { "question", "also_asked" },
	    .ask = { "also_asked" },
	    .body =
		"The first sentence answers the question.\n\nThe rest explains it, in short "
		"sentences, and links what helps.\n" },
	{ .name = "page",
	    .type = PAGE_PAGE,
	    .dir = "pages",
	    .keys = schema_page,
	    .title_key = "title",
	    .lead = "A page; its path below pages/ is its address.  \"Sources and tone\" in\n# "
		    "content/README.md says how to write.",
	    .same = { "title" },
	    .ask = { "sources" },
	    .body = "What a reader must know first.\n\n## A part\n\nThe rest, in parts with "
		    "titles.\n" },
	{ .name = "glossary",
	    .type = PAGE_TERM,
	    .dir = "glossary",
	    .keys = schema_term,
	    .title_key = "term",
	    .lead = "A term: what it means, in one or two sentences.  \"Add a term\" in "
		    "content/README.md, or\n# cee help add-a-term.",
	    .same = { "term", "also" },
	    .ask = { "also" },
	    .body = "What it means, in plain words.\n" },
	{ .name = "answer",
	    .type = PAGE_ANSWER,
	    .dir = "answers",
	    .keys = schema_answer,
	    .title_key = "queries",
	    .lead = "A fixed answer for words that no search can settle: \"Pin an answer\" "
		    "in\n# content/README.md, or cee help pin-an-answer.  Pin little: a good "
		    "name is better.",
	    .same = { "queries" },
	    .ask = { "center", "heading", "choices" },
	    .body = "What the visitor reads: kind, short, and where to go on.\n" },
	{ .name = "change",
	    .type = PAGE_CHANGE,
	    .dir = "changes",
	    .keys = schema_change,
	    .title_key = "title",
	    .lead = "A change, with the day on which it happened: \"Announce a change\" in\n# "
		    "content/README.md, or cee help announce-a-change.",
	    .same = { "title" },
	    .ask = { "centers", "headings" },
	    .body = "What changed, for whom, and what to do.\n" },
	{ .name = NULL },
};

const struct schema_key new_extra[] = {
	{ .name = "body",
	    .type = SCHEMA_TEXT,
	    .help = "the text; without it the file is a draft with hints" },
	{ .name = "path",
	    .type = SCHEMA_TEXT,
	    .help = "the file's name, without .md; a page's may stand in a folder" },
	{ .name = NULL },
};

/* A chapter without a heading is an error. */
static const struct schema_key scope_extra[] = {
	{ .name = "heading",
	    .type = SCHEMA_TEXT,
	    .required = true,
	    .help = "its first heading: four digits and a title" },
	{ .name = "names",
	    .type = SCHEMA_TEXT,
	    .required = true,
	    .help = "what people call the heading's goods, apart by commas" },
	{ .name = NULL },
};

const struct new_kind *
new_kind_find(struct diag *d, const char *name)
{
	const char *names[NAMES_MAX], *near;
	struct buf all = BUF_INIT;
	size_t i;

	for (i = 0; new_kinds[i].name != NULL; i++) {
		if (strcmp(new_kinds[i].name, name) == 0)
			return &new_kinds[i];
		names[i] = new_kinds[i].name;
	}
	near = near_best(str_of(name), names, i);
	for (i = 0; new_kinds[i].name != NULL; i++)
		buf_addf(&all, "%s%s", i > 0 ? ", " : "", new_kinds[i].name);
	if (near != NULL)
		(void)diag_error(d, (struct loc){ NULL, 0, 0 }, /* counted */
		    "nothing new is called \"%s\"; did you mean \"%s\"?", name, near);
	else
		(void)diag_error(d, (struct loc){ NULL, 0, 0 }, /* counted */
		    "nothing new is called \"%s\"; expected one of %s", name, all.p);
	buf_free(&all);
	return NULL;
}

static const struct schema_key *
key_in(const struct schema_key *keys, const char *name)
{
	for (; keys->name != NULL; keys++)
		if (strcmp(keys->name, name) == 0)
			return keys;
	return NULL;
}

const struct schema_key *
new_key(const struct new_kind *k, const char *name)
{
	const struct schema_key *key = key_in(k->keys, name);

	if (key == NULL && k->type == PAGE_SCOPE)
		key = key_in(scope_extra, name);
	if (key == NULL)
		key = key_in(new_extra, name);
	return key != NULL ? key : key_in(schema_common, name);
}

bool
new_splits(const struct schema_key *k)
{
	return k->type == SCHEMA_SLUG || k->type == SCHEMA_CODE || k->keys == schema_source;
}

const char *
new_get(const struct new_values *values, const char *key)
{
	size_t i;

	for (i = 0; i < values->n; i++)
		if (strcmp(values->v[i].key, key) == 0)
			return values->v[i].text;
	return NULL;
}

/* The names that a value of KEY may have in SITE; 0: it is free text. */
static size_t
allowed(const struct new_kind *k, const struct site *site, const struct schema_key *key,
    const char **out, const char **where)
{
	size_t i, n = 0;

	*where = "centers/";
	if (key->choices != NULL) {
		for (*where = "the choices"; n < NAMES_MAX && key->choices[n] != NULL; n++)
			out[n] = key->choices[n];
	} else if (strcmp(key->name, "center") == 0 || strcmp(key->name, "centers") == 0) {
		for (; n < NAMES_MAX && n < site->n_centers; n++)
			out[n] = site->centers[n].slug;
	} else if (strcmp(key->name, "topic") == 0) {
		for (*where = "site.yml"; n < NAMES_MAX && n < site->config.n_topics; n++)
			out[n] = site->config.topics[n].id;
	} else if (k->type == PAGE_SCOPE && strcmp(key->name, "section") == 0) {
		for (*where = "site.yml"; n < NAMES_MAX && n < site->config.n_sections; n++)
			out[n] = site->config.sections[n].id;
	} else if (key->keys == schema_source) {
		*where = "sources.yml";
		for (i = 0; n < NAMES_MAX && i < site->n_sources; i++)
			out[n++] = site->sources[i].key;
	}
	return n;
}

static const char *
trimmed(struct arena *a, struct str s)
{
	s = str_trim(s);
	return arena_strndup(a, s.p, s.n);
}

struct new_choice
new_choice(struct arena *a, const struct site *site, const char *text)
{
	struct str s = str_of(text);
	size_t bar = str_chr(s, '|'), digits;
	struct new_choice c = { .label = trimmed(a, (struct str){ s.p, bar }),
		.key = "query",
		.to = trimmed(a, str_skip(s, bar < s.n ? bar + 1 : bar)) };

	for (digits = 0; ascii_isdigit(c.to[digits]); digits++)
		;
	if (c.to[0] == '/')
		c.key = "url";
	else if (digits == 4 && c.to[4] == '\0')
		c.key = "heading";
	else if (site_center(site, c.to) != NULL)
		c.key = "center";
	return c;
}

static int
add_one(struct diag *d, struct new_values *values, const struct new_kind *k,
    const struct site *site, const struct schema_key *key, struct str text)
{
	const char *names[NAMES_MAX], *where, *near;
	const char *copy = arena_strndup(values->arena, text.p, text.n);
	size_t i, n = allowed(k, site, key, names, &where);

	for (i = 0; i < n && strcmp(names[i], copy) != 0; i++)
		;
	if (n > 0 && i == n) {
		near = near_best(text, names, n);
		return diag_error(d, (struct loc){ NULL, 0, 0 },
		    "%s: there is no \"%s\" in %s%s%s%s", key->name, copy, where,
		    near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
		    near != NULL ? "\"?" : "");
	}
	if (key->type == SCHEMA_MAP && key->keys != schema_source) {
		struct new_choice c = new_choice(values->arena, site, copy);

		if (c.to[0] == '\0' || c.label[0] == '\0')
			return diag_error(d, (struct loc){ NULL, 0, 0 },
			    "%s: \"%s\" needs what it says and where it leads, apart by \"|\": "
			    "a "
			    "heading, a Center, a path or words to search",
			    key->name, copy);
	}
	if (key->type == SCHEMA_HEADING && site_heading(site, copy) == NULL)
		return diag_error(d, (struct loc){ NULL, 0, 0 },
		    "%s: there is no heading %s in scopes/", key->name, copy);
	if (!key->list && new_get(values, key->name) != NULL)
		return diag_error(
		    d, (struct loc){ NULL, 0, 0 }, "%s is given twice", key->name);
	values->v =
	    arena_grow(values->arena, values->v, values->n, &values->cap, sizeof(*values->v));
	values->v[values->n++] = (struct new_value){ key->name, copy };
	return 0;
}

int
new_add(struct diag *d, struct new_values *values, const struct new_kind *k,
    const struct site *site, const struct schema_key *key, const char *text)
{
	struct str rest = str_trim(str_of(text)), part;
	size_t i;

	for (i = 0; i < rest.n; i++)
		if ((unsigned char)rest.p[i] < 0x20 && strcmp(key->name, "body") != 0)
			return diag_error(
			    d, (struct loc){ NULL, 0, 0 }, "%s must be one line", key->name);
	if (rest.n == 0)
		return diag_error(
		    d, (struct loc){ NULL, 0, 0 }, "%s is empty: %s", key->name, key->help);
	if (!key->list || !new_splits(key))
		return add_one(d, values, k, site, key, rest);
	while (rest.n > 0) {
		for (i = 0; i < rest.n && rest.p[i] != ',' && rest.p[i] != ' '; i++)
			;
		part = (struct str){ rest.p, i };
		rest = str_skip(rest, i < rest.n ? i + 1 : i);
		if (part.n > 0 && add_one(d, values, k, site, key, part) != 0)
			return -1;
	}
	return 0;
}
