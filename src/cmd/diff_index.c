#include "cmd/diff_index.h"

#include <pthread.h>
#include <string.h>

#include "db/db.h"

/* One row of a table: what it is found by, and what is compared. */
struct row {
	const char *key, *value;
};

struct rows {
	struct row *v; /* N of them, by key */
	size_t n, cap;
};

/* What is compared of one index. */
struct side {
	const char *release, *built;
	struct rows headings; /* code, title */
	struct rule {
		const char *from, *to, *center;
		size_t len;
	} * rules; /* by length, then from */
	size_t n_rules, cap_rules;
	struct diff_name *names; /* by heading, text, kind, code */
	size_t n_names, cap_names;
	struct rows pins; /* terms, the answer in one text */
};

/* Call ROW for each row of SQL.  0, or -1 after reporting. */
static int
each(struct diag *d, struct db *db, const char *sql,
    void (*row)(struct side *, struct arena *, struct db_stmt *), struct side *s,
    struct arena *a)
{
	struct db_stmt *st = db_prepare(d, db, sql);
	enum db_step step;

	if (st == NULL)
		return -1;
	while ((step = db_step(st)) == DB_ROW)
		row(s, a, st);
	db_stmt_free(st);
	return step == DB_DONE ? 0 : db_damaged(d, db);
}

static void
meta_row(struct side *s, struct arena *a, struct db_stmt *st)
{
	const char *value = arena_strdup(a, db_col_text(st, 1));

	if (str_is(db_col_str(st, 0), "release"))
		s->release = value;
	else
		s->built = value;
}

static void
add_row(struct rows *r, struct arena *a, struct db_stmt *st)
{
	r->v = arena_grow(a, r->v, r->n, &r->cap, sizeof(*r->v));
	r->v[r->n++] = (struct row){ arena_strdup(a, db_col_text(st, 0)),
		arena_strdup(a, db_col_text(st, 1)) };
}

static void
heading_row(struct side *s, struct arena *a, struct db_stmt *st)
{
	add_row(&s->headings, a, st);
}

static void
pin_row(struct side *s, struct arena *a, struct db_stmt *st)
{
	add_row(&s->pins, a, st);
}

static void
rule_row(struct side *s, struct arena *a, struct db_stmt *st)
{
	struct rule *r;

	s->rules = arena_grow(a, s->rules, s->n_rules, &s->cap_rules, sizeof(*s->rules));
	r = &s->rules[s->n_rules++];
	*r = (struct rule){ arena_strdup(a, db_col_text(st, 0)),
		arena_strdup(a, db_col_text(st, 1)), arena_strdup(a, db_col_text(st, 2)), 0 };
	r->len = strlen(r->from);
}

static void
name_row(struct side *s, struct arena *a, struct db_stmt *st)
{
	s->names = arena_grow(a, s->names, s->n_names, &s->cap_names, sizeof(*s->names));
	s->names[s->n_names++] =
	    (struct diff_name){ .heading = arena_strdup(a, db_col_text(st, 0)),
		    .text = arena_strdup(a, db_col_text(st, 1)),
		    .kind = arena_strdup(a, db_col_text(st, 2)),
		    .code = arena_strdup(a, db_col_text(st, 3)) };
}

static const struct {
	const char *sql;
	void (*row)(struct side *, struct arena *, struct db_stmt *);
} tables[] = {
	{ "SELECT key, value FROM meta WHERE key IN ('release', 'built')", meta_row },
	{ "SELECT code, title FROM heading ORDER BY code", heading_row },
	{ "SELECT from_code, to_code, center.name FROM rule JOIN center ON slug = center "
	  "ORDER BY length(from_code), from_code",
	    rule_row },
	{ "SELECT heading.code, name.text, coalesce(kind, 'name'), coalesce(name.code, "
	  "heading.code) FROM name "
	  "JOIN heading ON heading.id = heading ORDER BY 1, 2, 3, 4",
	    name_row },
	{ "SELECT pin.terms, action || char(10) || ifnull(center, '') || char(10) || "
	  "ifnull(heading, '') || char(10) || text || char(10) || ifnull((SELECT "
	  "group_concat(label || '|' || ifnull(center, '') || '|' || ifnull(heading, '') || "
	  "'|' "
	  "|| ifnull(query, '') || '|' || ifnull(url, ''), char(10)) FROM choice "
	  "WHERE choice.answer = answer.id), '') FROM pin JOIN answer ON answer.id = "
	  "pin.answer "
	  "ORDER BY pin.terms",
	    pin_row },
};

static int
read_side(struct side *s, struct diag *d, struct arena *a, const char *path)
{
	struct db *db = db_open(d, path);
	size_t i;
	int rc = db != NULL ? 0 : -1;

	*s = (struct side){ .release = "", .built = "" };
	for (i = 0; rc == 0 && i < sizeof(tables) / sizeof(tables[0]); i++)
		rc = each(d, db, tables[i].sql, tables[i].row, s, a);
	db_close(db);
	return rc;
}

/* The Center of CODE, by the longest rule; NULL when none matches. */
static const char *
route(const struct side *s, const char *code)
{
	size_t i, n = strlen(code);

	for (i = s->n_rules; i-- > 0;)
		if (s->rules[i].len <= n &&
		    memcmp(code, s->rules[i].from, s->rules[i].len) >= 0 &&
		    memcmp(code, s->rules[i].to, s->rules[i].len) <= 0)
			return s->rules[i].center;
	return NULL;
}

static const char *
value_of(const struct rows *r, const char *key)
{
	size_t low = 0, high = r->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(key, r->v[mid].key);

		if (c == 0)
			return r->v[mid].value;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static bool
differ(const char *a, const char *b)
{
	return (a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0);
}

struct comparison {
	struct diff_index *out;
	struct arena *arena;
	const struct side *old, *new;
	size_t cap_centers, cap_gained, cap_lost, cap_pins;
};

static void
add_center(
    struct comparison *c, const char *code, const char *title, const char *old, const char *new)
{
	struct diff_index *o = c->out;

	o->centers = arena_grow(
	    c->arena, o->centers, o->n_centers, &c->cap_centers, sizeof(*o->centers));
	o->centers[o->n_centers++] = (struct diff_center){ code, title, old, new };
}

static void
compare_heading(struct comparison *c, const char *code)
{
	const char *old = value_of(&c->old->headings, code);
	const char *new = value_of(&c->new->headings, code);
	const char *before = old != NULL ? route(c->old, code) : NULL;
	const char *after = new != NULL ? route(c->new, code) : NULL;

	if (differ(before, after))
		add_center(c, code, new != NULL ? new : old, before, after);
}

static void
compare_headings(struct comparison *c)
{
	const struct rows *old = &c->old->headings, *new = &c->new->headings;
	size_t i = 0, j = 0;

	while (i < old->n || j < new->n) {
		int cmp = i == old->n   ? 1
			  : j == new->n ? -1
					: strcmp(old->v[i].key, new->v[j].key);

		compare_heading(c, cmp <= 0 ? old->v[i].key : new->v[j].key);
		i += cmp <= 0;
		j += cmp >= 0;
	}
}

/* Lines below a heading with a rule of their own on one of the sides. */
static void
compare_lines(struct comparison *c, const struct side *from, bool both)
{
	const struct rule *r;
	char heading[5] = "";

	for (r = from->rules; r < from->rules + from->n_rules; r++) {
		const struct rule *other = c->old->rules;
		const struct rule *end = other + c->old->n_rules;
		const char *before = route(c->old, r->from), *after = route(c->new, r->from);
		const char *title;

		if (r->len <= 4 || !differ(before, after))
			continue;
		while (other < end && strcmp(other->from, r->from) != 0)
			other++;
		if (!both && other < end)
			continue; /* said already */
		memcpy(heading, r->from, 4);
		/* What a whole heading does has been said with it. */
		if (!differ(before, route(c->old, heading)) &&
		    !differ(after, route(c->new, heading)))
			continue;
		title = value_of(&c->new->headings, heading);
		add_center(c, r->from, title != NULL ? title : "", before, after);
	}
}

static int
name_cmp(const struct diff_name *a, const struct diff_name *b)
{
	int c = strcmp(a->heading, b->heading);

	if (c == 0)
		c = strcmp(a->text, b->text);
	if (c == 0)
		c = strcmp(a->kind, b->kind);
	return c != 0 ? c : strcmp(a->code, b->code);
}

static void
compare_names(struct comparison *c)
{
	const struct side *old = c->old, *new = c->new;
	struct diff_index *o = c->out;
	size_t i = 0, j = 0;

	while (i < old->n_names || j < new->n_names) {
		int cmp = i == old->n_names   ? 1
			  : j == new->n_names ? -1
					      : name_cmp(&old->names[i], &new->names[j]);

		if (cmp < 0) {
			o->lost = arena_grow(
			    c->arena, o->lost, o->n_lost, &c->cap_lost, sizeof(*o->lost));
			o->lost[o->n_lost++] = old->names[i];
		} else if (cmp > 0) {
			o->gained = arena_grow(c->arena, o->gained, o->n_gained, &c->cap_gained,
			    sizeof(*o->gained));
			o->gained[o->n_gained++] = new->names[j];
		}
		i += cmp <= 0;
		j += cmp >= 0;
	}
}

static void
compare_pins(struct comparison *c)
{
	const struct rows *old = &c->old->pins, *new = &c->new->pins;
	struct diff_index *o = c->out;
	size_t i = 0, j = 0;

	while (i < old->n || j < new->n) {
		int cmp = i == old->n   ? 1
			  : j == new->n ? -1
					: strcmp(old->v[i].key, new->v[j].key);

		if (cmp != 0 || strcmp(old->v[i].value, new->v[j].value) != 0) {
			o->pins = arena_grow(
			    c->arena, o->pins, o->n_pins, &c->cap_pins, sizeof(*o->pins));
			o->pins[o->n_pins++].terms = cmp <= 0 ? old->v[i].key : new->v[j].key;
		}
		i += cmp <= 0;
		j += cmp >= 0;
	}
}

/* The old side, read beside the new one. */
struct old_side {
	struct side side;
	struct arena arena;
	struct diag diag;
	const char *path;
	int rc;
};

static void *
read_old(void *arg)
{
	struct old_side *o = arg;

	o->rc = read_side(&o->side, &o->diag, &o->arena, o->path);
	return NULL;
}

/* Everything of LIST in the arena A. */
static void
keep_names(struct arena *a, struct diff_name *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		list[i].heading = arena_strdup(a, list[i].heading);
		list[i].code = arena_strdup(a, list[i].code);
		list[i].kind = arena_strdup(a, list[i].kind);
		list[i].text = arena_strdup(a, list[i].text);
	}
}

/* What OUT borrows from the old side, which goes. */
static void
keep(struct arena *a, struct diff_index *out, const struct side *old)
{
	size_t i;

	out->release = arena_strdup(a, old->release);
	out->built = arena_strdup(a, old->built);
	for (i = 0; i < out->n_centers; i++) {
		struct diff_center *c = &out->centers[i];

		c->code = arena_strdup(a, c->code);
		c->title = arena_strdup(a, c->title);
		c->before = c->before != NULL ? arena_strdup(a, c->before) : NULL;
	}
	keep_names(a, out->lost, out->n_lost);
	for (i = 0; i < out->n_pins; i++)
		out->pins[i].terms = arena_strdup(a, out->pins[i].terms);
}

static void
compare(struct comparison *c)
{
	compare_headings(c);
	compare_lines(c, c->old, true);
	compare_lines(c, c->new, false);
	compare_names(c);
	compare_pins(c);
}

int
diff_index(
    struct diff_index *out, struct diag *d, struct arena *a, const char *old, const char *new)
{
	struct old_side before = { .path = old, .rc = -1 };
	struct side after;
	struct comparison c = { .out = out, .arena = a, .old = &before.side, .new = &after };
	pthread_t thread;
	bool started;
	size_t i;
	int rc;

	*out = (struct diff_index){ .n_centers = 0 };
	arena_init(&before.arena, 0);
	diag_init(&before.diag);
	started = pthread_create(&thread, NULL, read_old, &before) == 0;
	rc = read_side(&after, d, a, new);
	if (started)
		(void)pthread_join(thread, NULL); /* ours and joinable */
	else
		(void)read_old(&before); /* rc says it */
	for (i = 0; i < before.diag.n; i++)
		rc = diag_error(d, before.diag.msgs[i].loc, "%s", before.diag.msgs[i].text);
	if (before.rc != 0)
		rc = -1;
	if (rc == 0) {
		compare(&c);
		keep(a, out, &before.side);
	}
	arena_free(&before.arena);
	diag_free(&before.diag);
	return rc;
}
