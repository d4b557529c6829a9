#include "cmd/new_text.h"

#include <string.h>

#include "markup/outline.h"

#define SLUG_MAX 60 /* bytes of a file's name; long questions are cut at a word */

/* Can TEXT stand as it is?  Sparing: what could mean anything to YAML is quoted. */
static bool
is_plain(const char *text)
{
	const char *p;
	struct date date;

	if (strchr(text, '-') != NULL && date_parse(str_of(text), &date))
		return true;
	if (!ascii_isalpha(text[0]))
		return false;
	for (p = text; *p != '\0'; p++)
		if (!ascii_isalpha(*p) && !ascii_isdigit(*p) &&
		    strchr(" -./'()_", *p) == NULL && (unsigned char)*p < 0x80)
			return false;
	return true;
}

/* One line of text as a YAML scalar. */
static void
scalar(struct buf *out, const char *text)
{
	if (is_plain(text)) {
		buf_adds(out, text);
		return;
	}
	buf_addc(out, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
	buf_addc(out, '"');
}

static void
choice(struct buf *out, struct arena *a, const struct site *site, const char *text)
{
	struct new_choice c = new_choice(a, site, text);

	buf_adds(out, "  - label: ");
	scalar(out, c.label);
	buf_addf(out, "\n    %s: ", c.key);
	scalar(out, c.to);
	buf_addc(out, '\n');
}

static void
list(struct buf *out, const struct schema_key *k, const struct new_values *values,
    const struct site *site)
{
	bool flow = new_splits(k);
	size_t i, n = 0;

	buf_addf(out, "%s:%s", k->name, flow ? " [" : "\n");
	for (i = 0; i < values->n; i++) {
		if (strcmp(values->v[i].key, k->name) != 0)
			continue;
		if (flow) {
			buf_adds(out, n++ > 0 ? ", " : "");
			scalar(out, values->v[i].text);
		} else if (k->type == SCHEMA_MAP) {
			choice(out, values->arena, site, values->v[i].text);
		} else {
			buf_adds(out, "  - ");
			scalar(out, values->v[i].text);
			buf_addc(out, '\n');
		}
	}
	if (flow)
		buf_adds(out, "]\n");
}

static void
key_lines(struct buf *out, const struct schema_key *k, const struct new_values *values,
    const struct site *site)
{
	const char *value = new_get(values, k->name);

	if (value == NULL) {
		buf_addf(out, "# %s: (%s)\n", k->name, k->help);
		return;
	}
	buf_addf(out, "# %s\n", k->help);
	if (k->list) {
		list(out, k, values, site);
	} else {
		buf_addf(out, "%s: ", k->name);
		scalar(out, value);
		buf_addc(out, '\n');
	}
}

static void
body(struct buf *out, const struct new_kind *k, const struct new_values *values)
{
	const char *text = new_get(values, "body");

	buf_adds(out, text != NULL ? text : k->body);
	if (text != NULL)
		buf_addc(out, '\n');
	if (k->type == PAGE_SCOPE)
		buf_addf(out,
		    "\n## %s\n\nWhat decides this heading, in a sentence or two.\n\n- %s\n",
		    new_get(values, "heading"), new_get(values, "names"));
}

void
new_text(struct buf *out, const struct new_kind *k, const struct new_values *values,
    const struct site *site, bool draft)
{
	const struct schema_key *key;

	buf_addf(out,
	    "---\n# %s\n# Lines that begin with # are hints: fill in what you need, "
	    "remove the rest.\n",
	    k->lead);
	for (key = k->keys; key->name != NULL; key++)
		key_lines(out, key, values, site);
	for (key = schema_common; key->name != NULL; key++) {
		if (strcmp(key->name, "reviewed") == 0 && new_get(values, key->name) == NULL) {
			buf_addf(out, "# %s\nreviewed: ", key->help);
			date_iso(out, site->today);
			buf_addc(out, '\n');
		} else if (strcmp(key->name, "draft") == 0 &&
			   new_get(values, key->name) == NULL) {
			if (draft)
				buf_adds(out,
				    "# remove this line when the text below is written: "
				    "until then nobody sees it\ndraft: true\n");
		} else {
			key_lines(out, key, values, site);
		}
	}
	buf_adds(out, "---\n");
	body(out, k, values);
}

void
new_file(struct buf *out, const struct new_kind *k, const struct new_values *values)
{
	const char *path = new_get(values, "path");
	const char *title = new_get(values, k->type == PAGE_SCOPE ? "chapter" : k->title_key);
	struct buf slug = BUF_INIT;
	size_t n;

	if (path != NULL) {
		buf_adds(&slug, path);
	} else {
		outline_slug(&slug, str_of(title));
		if (slug.n > SLUG_MAX) {
			for (n = SLUG_MAX; n > 0 && slug.p[n] != '-'; n--)
				;
			buf_truncate(&slug, n > 0 ? n : SLUG_MAX);
		}
	}
	if (slug.n > 0)
		buf_addf(out, "%s/%s%s.md", k->dir,
		    k->type == PAGE_SCOPE && slug.n == 1 ? "0" : "", slug.p);
	buf_free(&slug);
}
