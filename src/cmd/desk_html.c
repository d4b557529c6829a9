#include "cmd/desk_html.h"

#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "cmd/check_rules.h"
#include "cmd/guide.h"
#include "markup/markdown.h"
#include "model/judge.h"
#include "model/why.h"

#define SHOWN 20 /* mistakes: who has more has one that makes the others */
#define EXCERPT_BYTES 200 /* of a line */

static const unsigned char strip_text[] = {
#include "cmd/desk/strip.mustache.h"
};
static const unsigned char mistakes_text[] = {
#include "cmd/desk/mistakes.mustache.h"
};
static const unsigned char page_text[] = {
#include "cmd/desk/page.mustache.h"
};
static const unsigned char manual_text[] = {
#include "cmd/desk/manual.mustache.h"
};
static const unsigned char style[] = {
#include "cmd/desk/desk.css.h"
};

struct mustache_set *
desk_html_open(struct arena *a)
{
	static const struct {
		const char *name;
		const unsigned char *text;
		size_t n;
	} files[] = {
		{ "strip", strip_text, sizeof(strip_text) },
		{ "mistakes", mistakes_text, sizeof(mistakes_text) },
		{ "page", page_text, sizeof(page_text) },
		{ "manual", manual_text, sizeof(manual_text) },
	};
	struct mustache_set *set = arena_alloc(a, sizeof(*set));
	struct diag d;
	size_t i;

	diag_init(&d);
	mustache_set_init(set, a);
	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		(void)mustache_add(&d, set, files[i].name, files[i].name,
		    (struct str){ (const char *)files[i].text, files[i].n });
	diag_print(&d, stderr); /* our own mistakes only */
	diag_free(&d);
	return set;
}

struct str
desk_html_style(void)
{
	return (struct str){ (const char *)style, sizeof(style) };
}

static void
render(struct buf *out, const struct desk_view *v, const char *name, const struct value *root)
{
	struct diag d;

	diag_init(&d);
	(void)mustache_render(&d, v->set, name, root, out, MUSTACHE_STRICT);
	diag_print(&d, stderr); /* our own mistakes only */
	diag_free(&d);
}

static const char *
count_of(struct arena *a, size_t n, const char *what)
{
	return arena_printf(a, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

/* A line for the screen: cut, and what is no UTF-8 replaced. */
static const char *
shown(struct arena *a, struct str line)
{
	bool cut = line.n > EXCERPT_BYTES;
	struct buf b = BUF_INIT;
	const char *out;
	uint32_t cp;
	size_t n;

	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	if (cut)
		line.n = EXCERPT_BYTES;
	while (line.n > 0) {
		n = utf8_next(line, &cp);
		if (n == 0 && cut && line.n < 4)
			break; /* the cut went through it */
		utf8_put(&b, n == 0 ? 0xFFFD : cp < 0x20 ? ' ' : cp);
		line = str_skip(line, n == 0 ? 1 : n);
	}
	if (cut)
		utf8_put(&b, 0x2026);
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}

static void
add_excerpt(struct arena *a, struct value *v, struct loc loc)
{
	struct value *list = value_set_list(v, "excerpt"), *entry;
	struct buf text = BUF_INIT;
	struct str rest, line;
	struct diag unread;
	unsigned number = 1;

	diag_init(&unread);
	if (loc.file != NULL && loc.line != 0 &&
	    fs_read(&unread, &text, loc.file, LIMIT_TEMPLATE_FILE) == 0) {
		rest = buf_str(&text);
		for (; number <= loc.line + 1 && str_split(&rest, '\n', &line); number++) {
			if (number + 1 < loc.line)
				continue;
			entry = value_push_map(list);
			value_set_int(entry, "number", number);
			value_set_cstr(entry, "text", shown(a, line));
			value_set_bool(entry, "here", number == loc.line);
		}
	}
	value_set_bool(v, "has_excerpt", value_count(list) > 0);
	buf_free(&text);
	diag_free(&unread);
}

static bool
changed_since(const char *file, struct timespec t)
{
	struct stat st;

	if (file == NULL || stat(file, &st) != 0)
		return false;
	return st.st_ctim.tv_sec > t.tv_sec ||
	       (st.st_ctim.tv_sec == t.tv_sec && st.st_ctim.tv_nsec > t.tv_nsec);
}

/* Is there an error in a file that changed? */
static bool
any_changed(const struct diag *d, struct timespec since)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (d->msgs[i].level == DIAG_ERROR && changed_since(d->msgs[i].loc.file, since))
			return true;
	return false;
}

static bool
same_line(const struct loc *a, const struct loc *b)
{
	return a->file != NULL && b->file != NULL && a->line == b->line &&
	       strcmp(a->file, b->file) == 0;
}

/* Does LINE of FILE stand among its facts, before the second "---"? */
static bool
in_front(struct loc loc)
{
	struct buf text = BUF_INIT;
	struct str rest, line;
	struct diag unread;
	unsigned number = 1;
	bool front = false;

	diag_init(&unread);
	if (fs_read(&unread, &text, loc.file, LIMIT_TEMPLATE_FILE) == 0) {
		rest = buf_str(&text);
		for (front = true; number < loc.line && str_split(&rest, '\n', &line); number++)
			front &= number == 1 || !str_is(str_trim(line), "---");
	}
	buf_free(&text);
	diag_free(&unread);
	return front;
}

/* "add-a-name", "Add a name": where the manual says how what stands there is done. */
static void
set_task(struct arena *a, struct value *v, struct loc loc)
{
	struct guide_task *tasks;
	const char *name = NULL;
	size_t i, n;

	if (loc.file != NULL)
		name = guide_task_of(str_of(loc.file), in_front(loc));
	value_set_cstr(v, "task", name);
	value_set_cstr(v, "task_title", name);
	tasks = guide_tasks(a, &n);
	for (i = 0; name != NULL && i < n; i++)
		if (strcmp(tasks[i].name, name) == 0)
			value_set_str(v, "task_title", tasks[i].title);
}

const struct value *
desk_html_mistakes(struct arena *a, const struct diag *d, struct timespec since, size_t *rest)
{
	bool some = any_changed(d, since);
	struct value *list = value_list(a), *texts = NULL, *v;
	const struct loc *last = NULL;
	size_t i;

	*rest = 0;
	for (i = 0; i < d->n; i++) {
		const struct diag_msg *m = &d->msgs[i];
		bool again = last != NULL && same_line(last, &m->loc);

		if (m->level != DIAG_ERROR)
			continue;
		if ((some && !changed_since(m->loc.file, since)) ||
		    (value_count(list) == SHOWN && !again)) {
			++*rest;
			continue;
		}
		if (!again) {
			v = value_push_map(list);
			value_set_cstr(v, "place",
			    m->loc.file == NULL ? NULL
			    : m->loc.line == 0
				? arena_strdup(a, m->loc.file)
				: arena_printf(a, "%s:%u", m->loc.file, m->loc.line));
			texts = value_set_list(v, "texts");
			add_excerpt(a, v, m->loc);
			set_task(a, v, m->loc);
		}
		v = value_push_map(texts);
		value_set_cstr(v, "text", shown(a, str_of(m->text)));
		value_set_cstr(v, "help", check_rule(m->text)->help);
		last = &m->loc;
	}
	return list;
}

static void
set_mistakes(struct arena *a, struct value *root, const struct desk_view *v)
{
	size_t n = v->n_mistakes;

	value_set_bool(root, "has_mistakes", n > 0);
	if (n == 0)
		return;
	value_set(root, "mistakes", v->mistakes);
	value_set_cstr(root, "mistakes_count", count_of(a, n, "mistake"));
	value_set_cstr(root, "mistakes_effect",
	    v->site == NULL ? "The site appears as soon as they are mended."
	    : v->fresh
		? "Pages show what you wrote; search and downloads do not, until this is "
		  "mended."
		: arena_printf(a,
		      "Pages are as they were at %s, the last time that all was well.",
		      v->since));
	value_set_cstr(root, "mistakes_more",
	    v->n_rest > 0
		? arena_printf(a,
		      "And %zu more elsewhere; mend these first: others may follow from "
		      "them.",
		      v->n_rest)
		: NULL);
}

static void
set_search(struct value *root, const struct desk_view *v)
{
	static const char *const words[] = {
		[DESK_CURRENT] = "Search is up to date",
		[DESK_UPDATING] = "Search is being updated",
		[DESK_FAILED] = "Search could not be updated",
	};

	value_set_cstr(root, "search", words[v->search]);
	value_set_bool(root, "search_bad", v->search == DESK_FAILED);
}

/* "Draft", "Held back until December 1, 2026, 09:00", or NULL. */
static const char *
held_text(struct arena *a, const struct desk_view *v, const struct page *p)
{
	size_t i = (size_t)(p - v->site->pages);

	switch (page_held(p, v->site->at)) {
	case HELD_DRAFT:
		return "Draft: not on the site";
	case HELD_NOT_YET:
		return arena_printf(a, "Not on the site until %s", v->when[i]);
	case HELD_EXPIRED:
		return arena_printf(a, "Not on the site since %s: expired", v->when[i]);
	case HELD_NOT:
	default:
		return NULL;
	}
}

static bool
overdue(const struct site *site, const struct page *p)
{
	if (p->review_by.year != 0 && date_cmp(p->review_by, site->today) < 0)
		return true;
	return p->reviewed.year != 0 &&
	       date_days(site->today) - date_days(p->reviewed) > JUDGE_REVIEW_DAYS;
}

static const char *
long_date(struct arena *a, struct date d)
{
	struct buf b = BUF_INIT;
	const char *out;

	date_long(&b, d);
	out = arena_strdup(a, b.p);
	buf_free(&b);
	return out;
}

static const char *
review_text(struct arena *a, const struct site *site, const struct page *p)
{
	bool late = overdue(site, p);

	if (p->reviewed.year == 0)
		return "No review date";
	if (p->review_by.year != 0)
		return arena_printf(a, "Reviewed %s, %s %s", long_date(a, p->reviewed),
		    late ? "again was due by" : "again by", long_date(a, p->review_by));
	return arena_printf(a, "Reviewed %s%s", long_date(a, p->reviewed),
	    late ? ": overdue" : "; no date for the next");
}

static bool
is_remark(const struct diag_msg *m)
{
	return m->level != DIAG_ERROR && m->loc.file != NULL;
}

static void
push_remark(struct arena *a, struct value *list, const struct diag_msg *m)
{
	struct value *v = value_push_map(list);

	value_set(v, "line", m->loc.line != 0 ? value_int(a, m->loc.line) : value_null());
	value_set_cstr(v, "text", m->text);
}

static void
set_remarks(struct arena *a, struct value *root, const struct desk_view *v, const char *file)
{
	struct value *list = value_set_list(root, "remarks");
	size_t i;

	for (i = 0; file != NULL && i < v->remarks->n; i++)
		if (is_remark(&v->remarks->msgs[i]) &&
		    strcmp(v->remarks->msgs[i].loc.file, file) == 0)
			push_remark(a, list, &v->remarks->msgs[i]);
	value_set_bool(root, "has_remarks", value_count(list) > 0);
	value_set_cstr(root, "remarks_count", count_of(a, value_count(list), "remark"));
}

/* The page of v->site behind FILE, or NULL. */
static const struct page *
page_of(const struct site *site, const char *file)
{
	size_t i;

	for (i = 0; i < site->n_pages; i++)
		if (strcmp(site->pages[i].file, file) == 0)
			return &site->pages[i];
	return NULL;
}

/* What a page without a file of its own is made from. */
static const char *
made_from(const struct site *site, struct arena *a, struct str path)
{
	static const struct {
		const char *below, *source;
	} table[] = {
		{ "/products/", "scopes/" },
		{ "/hts/", "scopes/" },
		{ "/centers/", "centers/" },
		{ "/faq/", "faqs/" },
		{ "/glossary/", "glossary/" },
		{ "/changes/", "changes/" },
		{ "/", "site.yml" },
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (str_is(path, "/") ? i + 1 == sizeof(table) / sizeof(table[0])
				      : i + 1 < sizeof(table) / sizeof(table[0]) &&
					    str_starts(path, table[i].below))
			return fs_join(a, site->root, table[i].source);
	return NULL;
}

static void
set_source(struct arena *a, struct value *root, const struct desk_view *v, struct str path)
{
	const char *address = arena_strndup(a, path.p, path.n);
	const struct page *p = NULL;
	struct why w = { .kind = WHY_NOTHING };
	const char *file = NULL;

	if (v->site != NULL)
		w = why_explain(a, v->site, address);
	if (w.kind == WHY_NOTHING && v->all != NULL)
		w = why_explain(a, v->all, address);
	if (w.page != NULL) {
		p = page_of(v->site, w.page->file);
		file = w.page->file;
		value_set_cstr(root, "source_label", "from");
		value_set_cstr(root, "source",
		    w.loc.file != NULL && w.loc.line != 0
			? arena_printf(a, "%s:%u", w.loc.file, w.loc.line)
			: file);
	} else if (w.kind == WHY_MADE) {
		value_set_cstr(root, "source_label", "made from");
		value_set_cstr(root, "source", made_from(v->site, a, path));
	} else {
		value_set_cstr(root, "source_label", "there is no file for");
		value_set_str(root, "source", path);
	}
	value_set_cstr(root, "held", p != NULL ? held_text(a, v, p) : NULL);
	value_set_cstr(root, "review", p != NULL ? review_text(a, v->site, p) : NULL);
	value_set_bool(
	    root, "review_bad", p != NULL && (p->reviewed.year == 0 || overdue(v->site, p)));
	set_remarks(a, root, v, file);
}

static size_t
count_held(const struct desk_view *v)
{
	size_t i, n = 0;

	for (i = 0; v->site != NULL && i < v->site->n_pages; i++)
		n += page_held(&v->site->pages[i], v->site->at) != HELD_NOT;
	return n;
}

void
desk_html_strip(struct buf *out, const struct desk_view *v, struct str path, bool late)
{
	struct arena a;
	struct value *root;
	size_t held = count_held(v);

	arena_init(&a, 0);
	root = value_map(&a);
	value_set_int(root, "build", v->build);
	value_set_bool(root, "late", late);
	set_mistakes(&a, root, v);
	set_search(root, v);
	set_source(&a, root, v, path);
	value_set_cstr(root, "desk",
	    held == 0 ? "Editor\xE2\x80\x99s desk"
		      : arena_printf(&a, "Editor\xE2\x80\x99s desk: %zu held back", held));
	render(out, v, "strip", root);
	arena_free(&a);
}

static void
push_page(
    struct arena *a, struct value *list, const struct page *p, const char *state, bool held)
{
	struct value *v = value_push_map(list);
	struct str all = str_of(p->url);
	size_t hash = str_chr(all, '#');

	/* A part of a page that is made shows what is held only when asked. */
	value_set_cstr(v, "url",
	    all.n == 0 ? NULL
	    : held && hash < all.n
		? arena_printf(a, "%.*s?held%s", (int)hash, all.p, all.p + hash)
		: p->url);
	value_set_cstr(v, "title", p->title);
	value_set_cstr(v, "file", p->file);
	value_set_cstr(v, "state", state);
}

static void
set_files(struct arena *a, struct value *root, const struct desk_view *v)
{
	struct value *files = value_set_list(root, "files"), *file = NULL, *list = NULL;
	const char *last = NULL;
	size_t i, n = 0;

	for (i = 0; i < v->remarks->n; i++) {
		const struct diag_msg *m = &v->remarks->msgs[i];

		if (!is_remark(m))
			continue;
		if (last == NULL || strcmp(last, m->loc.file) != 0) {
			last = m->loc.file;
			file = value_push_map(files);
			value_set_cstr(file, "file", last);
			list = value_set_list(file, "remarks");
		}
		push_remark(a, list, m);
		value_set_int(file, "count", (long long)value_count(list));
		n++;
	}
	value_set_bool(root, "has_files", n > 0);
	value_set_cstr(root, "remarks_count", count_of(a, n, "remark"));
}

void
desk_html_desk(struct buf *out, const struct desk_view *v)
{
	struct value *root, *held, *reviews;
	struct arena a;
	size_t i;

	arena_init(&a, 0);
	root = value_map(&a);
	value_set_cstr(root, "title", "Editor\xE2\x80\x99s desk");
	value_set_null(root, "about");
	value_set_bool(root, "desk", true);
	set_mistakes(&a, root, v);
	set_search(root, v);
	held = value_set_list(root, "held");
	reviews = value_set_list(root, "reviews");
	for (i = 0; v->site != NULL && i < v->site->n_pages; i++) {
		const struct page *p = &v->site->pages[i];
		const char *state = held_text(&a, v, p);

		if (state != NULL)
			push_page(&a, held, p, state, true);
		else if (overdue(v->site, p) || p->reviewed.year == 0)
			push_page(&a, reviews, p, review_text(&a, v->site, p), false);
	}
	value_set_bool(root, "has_held", value_count(held) > 0);
	value_set_bool(root, "has_reviews", value_count(reviews) > 0);
	set_files(&a, root, v);
	render(out, v, "page", root);
	arena_free(&a);
}

void
desk_html_manual(struct buf *out, const struct desk_view *v)
{
	struct markdown_options o = { .loc = { "content/README.md", 1, 0 } };
	struct markdown_doc doc;
	struct value *root;
	struct arena a;
	struct diag d;

	arena_init(&a, 0);
	diag_init(&d);
	(void)markdown_parse(
	    &d, &a, &o, guide_all(), &doc); /* our own, and checked with the rest */
	root = value_map(&a);
	value_set_str(root, "manual", doc.html);
	render(out, v, "manual", root);
	diag_free(&d);
	arena_free(&a);
}

void
desk_html_blank(
    struct buf *out, const struct desk_view *v, const char *title, const char *about)
{
	struct value *root;
	struct arena a;

	arena_init(&a, 0);
	root = value_map(&a);
	value_set_cstr(root, "title", title);
	value_set_cstr(root, "about", about);
	value_set_bool(root, "desk", false);
	value_set_bool(root, "has_mistakes", false); /* the strip has them */
	render(out, v, "page", root);
	arena_free(&a);
}
