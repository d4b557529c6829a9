#include "model/schema.h"

#include <string.h>

#include "base/date.h"
#include "base/near.h"

#define MAX_KEYS 64 /* of both tables together: only bounds the suggestion list */

static bool
is_text(struct str s, const struct schema_key *k)
{
	(void)k;
	return str_trim(s).n > 0 && str_chr(s, '\n') == s.n;
}

static bool
is_date(struct str s, const struct schema_key *k)
{
	struct date d;

	(void)k;
	return date_parse(s, &d);
}

static bool
is_day(struct str s, const struct schema_key *k)
{
	struct date d;

	(void)k;
	return date_parse(s, &d) && d.day != 0;
}

static bool
is_time(struct str s, const struct schema_key *k)
{
	int64_t t;

	(void)k;
	return s.n > 0 && s.p[0] != '@' && time_parse(s, NULL, &t);
}

static bool
is_bool(struct str s, const struct schema_key *k)
{
	(void)k;
	return str_is(s, "true") || str_is(s, "false");
}

static bool
is_int(struct str s, const struct schema_key *k)
{
	unsigned long v;

	(void)k;
	return str_to_uint(s, 9999, &v);
}

static bool
is_url(struct str s, const struct schema_key *k)
{
	return is_text(s, k) && str_chr(s, ' ') == s.n && s.n > 8 &&
	       (str_starts(s, "https://") || str_starts(s, "http://"));
}

static bool
is_email(struct str s, const struct schema_key *k)
{
	size_t at = str_chr(s, '@');

	return is_text(s, k) && str_chr(s, ' ') == s.n && at > 0 && at + 3 < s.n &&
	       str_chr(str_skip(s, at), '.') + at < s.n - 1;
}

static bool
is_slug(struct str s, const struct schema_key *k)
{
	size_t i;

	(void)k;
	for (i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !ascii_isdigit(s.p[i]) &&
		    (s.p[i] != '-' || i == 0 || i + 1 == s.n))
			return false;
	return s.n > 0;
}

static bool
is_path(struct str s, const struct schema_key *k)
{
	return is_text(s, k) && s.p[0] == '/' && str_chr(s, ' ') == s.n;
}

static bool
is_digits(struct str s, size_t n)
{
	unsigned long v;

	return s.n == n && str_to_uint(s, 99999999, &v);
}

static bool
is_chapter(struct str s, const struct schema_key *k)
{
	(void)k;
	return is_digits(s, 2) || is_digits(s, 1); /* YAML writers drop the 0 of 08 */
}

static bool
is_heading(struct str s, const struct schema_key *k)
{
	(void)k;
	return is_digits(s, 4);
}

/* 8501, 8501.10, 8501.10.20, without dots too, or a range of two such codes. */
static bool
is_code(struct str s, const struct schema_key *k)
{
	struct str rest = s, part;
	size_t parts = 0, i, digits, first = 0;

	(void)k;
	if (str_ends(s, "-"))
		return false;
	while (str_split(&rest, '-', &part)) {
		for (i = digits = 0; i < part.n; i++) {
			if (ascii_isdigit(part.p[i]))
				digits++;
			else if (part.p[i] != '.')
				return false;
		}
		if (digits != 4 && digits != 6 && digits != 8)
			return false;
		if (parts == 0)
			first = digits;
		else if (digits != first)
			return false;
		parts++;
	}
	return parts == 1 || parts == 2;
}

static bool
is_enum(struct str s, const struct schema_key *k)
{
	size_t i;

	for (i = 0; k->choices[i] != NULL; i++)
		if (str_is(s, k->choices[i]))
			return true;
	return false;
}

static const struct {
	bool (*ok)(struct str, const struct schema_key *);
	const char *expected;
} types[SCHEMA__MAX] = {
	[SCHEMA_TEXT] = { is_text, "a line of text" },
	[SCHEMA_DATE] = { is_date, "a date such as 2013, 2013-06 or 2013-06-03" },
	[SCHEMA_DAY] = { is_day, "a date such as 2026-11-21" },
	[SCHEMA_TIME] = { is_time, "a time such as 2026-12-01 or 2026-12-01 09:00" },
	[SCHEMA_BOOL] = { is_bool, "true or false" },
	[SCHEMA_INT] = { is_int, "a number from 0 to 9999" },
	[SCHEMA_URL] = { is_url, "an address that begins with https:// or http://" },
	[SCHEMA_EMAIL] = { is_email, "an e-mail address" },
	[SCHEMA_SLUG] = { is_slug, "lower-case words joined by \"-\"" },
	[SCHEMA_PATH] = { is_path, "a path that begins with \"/\"" },
	[SCHEMA_CHAPTER] = { is_chapter, "a chapter such as \"08\"" },
	[SCHEMA_HEADING] = { is_heading, "a heading of four digits such as \"6109\"" },
	[SCHEMA_CODE] = { is_code,
	    "a code of 4, 6 or 8 digits, or a range such as \"8501-8505\"" },
	[SCHEMA_ENUM] = { is_enum, "one of its words" },
	[SCHEMA_MAP] = { NULL, "\"key: value\" lines" },
};

/* Year, month and day of "2026-1-5" or "2026/1/5", read whether or not there is such a day. */
static bool
read_day(struct str s, unsigned long v[3])
{
	struct str part;
	size_t i = 0;
	char sep = str_chr(s, '/') < s.n ? '/' : '-';

	while (str_split(&s, sep, &part)) {
		if (i == 3 || !str_to_uint(part, 9999, &v[i]))
			return false;
		i++;
	}
	return i == 3 && v[0] >= 1900 && v[1] < 100 && v[2] < 100;
}

/* What is wrong with the date S, or how it is written right; nothing when that is not plain. */
static void
explain_date(struct buf *out, struct str s)
{
	unsigned long v[3];
	struct date d;
	struct buf iso = BUF_INIT;

	if (!read_day(s, v))
		return;
	if (v[1] == 0 || v[1] > 12) {
		buf_addf(out, "; there is no month %lu", v[1]);
		return;
	}
	buf_addf(&iso, "%04lu-%02lu-%02lu", v[0], v[1], v[2]);
	if (date_parse(buf_str(&iso), &d))
		buf_addf(out, "; did you mean \"%s\"?", iso.p);
	else
		buf_addf(out, "; that month has no day %lu", v[2]);
	buf_free(&iso);
}

/* Other words for true and false. */
static void
explain_bool(struct buf *out, struct str s)
{
	static const char *const words[] = { "yes", "on", "y", "no", "off", "n", "true",
		"false" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_is_nocase(s, words[i]))
			buf_addf(
			    out, "; did you mean \"%s\"?", i < 3 || i == 6 ? "true" : "false");
}

static int
bad_value(struct diag *d, const struct front *v, const struct schema_key *k)
{
	struct buf more = BUF_INIT;

	if (str_trim(v->text).n == 0)
		return diag_error(
		    d, v->loc, "%s is empty; expected %s", k->name, types[k->type].expected);
	if (k->type == SCHEMA_DATE || k->type == SCHEMA_DAY || k->type == SCHEMA_TIME)
		explain_date(&more, v->text);
	else if (k->type == SCHEMA_BOOL)
		explain_bool(&more, v->text);
	else if (k->type == SCHEMA_SLUG)
		buf_addf(&more, "; expected %s", k->help);
	(void)diag_error(d, v->loc, "%s must be %s, not \"%s\"%s", k->name,
	    types[k->type].expected, v->text.p, more.p); /* -1 below */
	buf_free(&more);
	return -1;
}

/* A list or mapping where one value is wanted.  "May I: choose?" is a mapping to YAML alone. */
static int
not_one(struct diag *d, const struct front *v, const struct schema_key *k)
{
	if (v->kind == FRONT_MAP && v->n == 1 && v->pairs[0].value->kind == FRONT_SCALAR)
		return diag_error(d, v->loc,
		    "%s must be one value; this one has a colon in it: put \"%s: %s\" in "
		    "double "
		    "quotes",
		    k->name, v->pairs[0].key.p, v->pairs[0].value->text.p);
	return diag_error(d, v->loc, "%s must be one value, not a %s", k->name,
	    v->kind == FRONT_LIST ? "list" : "mapping");
}

/* An enum's choices, and the one that was probably meant. */
static int
bad_choice(struct diag *d, const struct front *v, const struct schema_key *k)
{
	struct buf list = BUF_INIT;
	const char *near;
	size_t i;

	for (i = 0; k->choices[i] != NULL; i++)
		buf_addf(&list, "%s%s", i == 0 ? "" : ", ", k->choices[i]);
	near = near_best(v->text, k->choices, i);
	if (near != NULL)
		(void)diag_error(d, v->loc, "%s cannot be \"%s\"; did you mean \"%s\"?",
		    k->name, v->text.p, near); /* -1 below */
	else
		(void)diag_error(d, v->loc, "%s cannot be \"%s\"; expected one of %s", k->name,
		    v->text.p, list.p);
	buf_free(&list);
	return -1;
}

static int
check_value(struct diag *d, const struct front *v, const struct schema_key *k)
{
	if (k->type == SCHEMA_MAP) {
		if (v->kind == FRONT_MAP)
			return schema_check(d, v, k->keys, NULL);
		if (v->kind == FRONT_SCALAR && k->scalar_too && is_text(v->text, k))
			return 0;
		return diag_error(d, v->loc, "%s must be %s", k->name, types[k->type].expected);
	}
	if (v->kind != FRONT_SCALAR)
		return not_one(d, v, k);
	if (types[k->type].ok(v->text, k))
		return 0;
	return k->type == SCHEMA_ENUM && str_trim(v->text).n > 0 ? bad_choice(d, v, k)
								 : bad_value(d, v, k);
}

static int
check_key(struct diag *d, const struct front *v, const struct schema_key *k)
{
	size_t i;
	int rc = 0;

	if (!k->list)
		return check_value(d, v, k);
	if (v->kind == FRONT_LIST) {
		for (i = 0; i < v->n; i++)
			if (check_value(d, v->items[i], k) != 0)
				rc = -1;
		return rc;
	}
	if (k->scalar_too)
		return check_value(d, v, k);
	return diag_error(d, v->loc, "%s must be a list, such as [a, b]", k->name);
}

static const struct schema_key *
find_key(const struct schema_key *keys, struct str name)
{
	for (; keys != NULL && keys->name != NULL; keys++)
		if (str_is(name, keys->name))
			return keys;
	return NULL;
}

/* The known key that P's was probably meant to be, or NULL. */
static const char *
meant_key(
    const struct front_pair *p, const struct schema_key *keys, const struct schema_key *common)
{
	const char *names[MAX_KEYS];
	size_t n = 0;

	for (; keys != NULL && keys->name != NULL && n < MAX_KEYS; keys++)
		names[n++] = keys->name;
	for (; common != NULL && common->name != NULL && n < MAX_KEYS; common++)
		names[n++] = common->name;
	return near_best(p->key, names, n);
}

static int
unknown_key(struct diag *d, const struct front_pair *p, const char *near)
{
	if (near != NULL)
		return diag_error(
		    d, p->key_loc, "unknown key \"%s\"; did you mean \"%s\"?", p->key.p, near);
	return diag_error(d, p->key_loc, "unknown key \"%s\"", p->key.p);
}

/* Required keys of TABLE, but for those that a misspelt one was meant to be. */
static int
check_required(struct diag *d, const struct front *map, const struct schema_key *table,
    const char *const *meant, size_t n_meant)
{
	size_t i;
	int rc = 0;

	for (; table != NULL && table->name != NULL; table++) {
		if (!table->required || front_get(map, table->name) != NULL)
			continue;
		for (i = 0; i < n_meant && strcmp(meant[i], table->name) != 0; i++)
			;
		if (i == n_meant)
			rc = diag_error(d, map->loc, "key \"%s\" is missing (%s)", table->name,
			    table->help);
	}
	return rc;
}

int
schema_check(struct diag *d, const struct front *map, const struct schema_key *keys,
    const struct schema_key *common)
{
	const char *meant[MAX_KEYS];
	size_t i, n = 0;
	int rc = 0;

	for (i = 0; i < map->n; i++) {
		const struct front_pair *p = &map->pairs[i];
		const struct schema_key *k = find_key(keys, p->key);

		if (k == NULL)
			k = find_key(common, p->key);
		if (k == NULL) {
			const char *near = meant_key(p, keys, common);

			rc = unknown_key(d, p, near);
			if (near != NULL && n < MAX_KEYS)
				meant[n++] = near;
		} else if (check_key(d, p->value, k) != 0) {
			rc = -1;
		}
	}
	if (check_required(d, map, keys, meant, n) != 0)
		rc = -1;
	if (check_required(d, map, common, meant, n) != 0)
		rc = -1;
	return rc;
}

/* Does V fit K once the items that do not are taken out of it? */
static bool
fits(struct diag *silent, struct front *v, const struct schema_key *k)
{
	struct front *item;
	size_t i, n = 0;

	if (k->list && v->kind == FRONT_LIST) {
		for (i = 0; i < v->n; i++) {
			item = v->items[i];
			if (check_value(silent, item, k) != 0)
				continue;
			v->items[i] = v->items[n];
			v->items[n++] = item;
		}
		v->n_aside = v->n - n;
		v->n = n;
	}
	return check_key(silent, v, k) == 0;
}

/* How many of KEYS are missing that nothing else depends on? */
static unsigned
missing_aside(const struct front *map, const struct schema_key *keys)
{
	unsigned n = 0;

	for (; keys != NULL && keys->name != NULL; keys++)
		n += keys->required && keys->aside && front_get(map, keys->name) == NULL;
	return n;
}

bool
schema_prune(struct front *map, const struct schema_key *keys, const struct schema_key *common)
{
	struct diag silent;
	size_t i, n = 0;
	bool whole;

	diag_init(&silent);
	for (i = 0; i < map->n; i++) {
		const struct schema_key *k = find_key(keys, map->pairs[i].key);

		if (k == NULL)
			k = find_key(common, map->pairs[i].key);
		if (k != NULL && fits(&silent, map->pairs[i].value, k))
			map->pairs[n++] = map->pairs[i];
	}
	map->n = n;
	silent.errors = 0;
	(void)schema_check(&silent, map, keys, common); /* counted */
	whole = silent.errors == missing_aside(map, keys) + missing_aside(map, common);
	diag_free(&silent);
	return whole;
}
