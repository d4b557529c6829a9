/* desk_answer.c - the half of the desk that the server's threads call. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/lang.h"
#include "base/limits.h"
#include "base/url.h"
#include "cmd/coverage_print.h"
#include "cmd/desk.h"
#include "cmd/desk_state.h"
#include "model/why.h"
#include "net/problem.h"
#include "net/static.h"
#include "search/api.h"

/* One thread of the server's. */
struct seat {
	struct desk *desk;
	struct api *api; /* NULL: there was no index yet */
};

/* With the lock held. */
static struct desk_view
view_of(const struct desk *k)
{
	return (struct desk_view){ .set = k->set,
		.site = k->site != NULL ? preview_site(k->site) : NULL,
		.when = k->notes->when,
		.mistakes = k->notes->mistakes,
		.n_mistakes = k->notes->n_mistakes,
		.n_rest = k->notes->n_rest,
		.fresh = k->fresh,
		.since = k->since,
		.remarks = &k->notes->remarks,
		.search = k->search,
		.build = k->build };
}

static bool
holds_back(const struct site *site)
{
	size_t i;

	for (i = 0; i < site->n_pages; i++)
		if (page_held(&site->pages[i], site->at) != HELD_NOT)
			return true;
	return false;
}

/* The site with what is held back; with the lock held, for reading.  NULL: there is no more to it, or
 * it does not go together (reported). */
static const struct site *
with_held(struct desk *k, struct diag *d)
{
	const struct site *all;

	if (k->site == NULL || !holds_back(preview_site(k->site)))
		return NULL;
	(void)pthread_mutex_lock(&k->loading); /* as in note() */
	all = preview_held(k->site, d);
	(void)pthread_mutex_unlock(&k->loading);
	return all;
}

/* Pages of the last build. */
static bool
is_late(struct str path)
{
	return api_owns(STR("GET"), path) || str_is(path, "/data/") ||
	       str_is(path, "/data/index.html");
}

/* A file of content/images, which is there before any build; -1: none. */
static int
open_image(const struct desk *k, struct str path, struct static_file *file)
{
	struct buf raw = BUF_INIT;
	int root;

	file->fd = -1;
	if (!str_starts(path, "/images/"))
		return -1;
	root = open(k->dirs->content, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return -1;
	static_location(&raw, path, STR("")); /* it is decoded there once more */
	static_find(root, STR("GET"), (struct str){ raw.p, raw.n - 1 }, file);
	(void)close(root); /* O_PATH */
	buf_free(&raw);
	if (file->fd >= 0 && (file->status != 200 || file->size > LIMIT_ASSET_FILE)) {
		(void)close(file->fd); /* read only */
		file->fd = -1;
	}
	return file->fd;
}

bool
desk_owns(void *arg, struct str method, struct str path)
{
	struct desk *k = arg;
	struct static_file file;
	size_t last;
	bool owns;

	if (api_owns(method, path))
		return true;
	if ((!str_is(method, "GET") && !str_is(method, "HEAD")) || is_late(path))
		return false;
	if (str_starts(path, "/assets/")) {
		(void)pthread_rwlock_rdlock(&k->lock); /* as in note() */
		owns = preview_asset(k->look, path) != NULL;
		(void)pthread_rwlock_unlock(&k->lock);
		return owns;
	}
	if (str_is(path, "/favicon.ico"))
		return true;
	if (open_image(k, path, &file) >= 0) {
		(void)close(file.fd); /* read only */
		return true;
	}
	/* Pages: they end in a slash or ".html", or lack the slash. */
	for (last = path.n; last > 0 && path.p[last - 1] != '/'; last--)
		;
	path = str_skip(path, last);
	return str_chr(path, '.') == path.n || str_ends(path, ".html");
}

void
desk_strip(void *arg, struct buf *out, struct str path)
{
	struct desk *k = arg;
	struct desk_view v;
	struct diag unsaid;

	if (str_starts(path, "/_desk/") || str_is(path, "/_coverage/"))
		return;
	diag_init(&unsaid);
	(void)pthread_rwlock_rdlock(&k->lock); /* as in note() */
	v = view_of(k);
	if (v.site != NULL && !is_late(path)) {
		struct arena a;

		arena_init(&a, 0);
		/* Where nothing is for readers there may be for the author. */
		if (why_explain(&a, v.site, arena_strndup(&a, path.p, path.n)).kind ==
		    WHY_NOTHING)
			v.all = with_held(k, &unsaid);
		arena_free(&a);
	}
	desk_html_strip(out, &v, path, is_late(path));
	(void)pthread_rwlock_unlock(&k->lock);
	diag_free(&unsaid);
}

struct str
desk_style(void)
{
	return desk_html_style();
}

/* A sentence in place of a page that there is but that cannot be shown. */
static void
say_broken(const struct desk *k, struct msg_response *r, struct diag *d, bool held)
{
	const struct desk_view v = view_of(k);
	struct buf about = BUF_INIT;

	diag_sort(d);
	r->status = 500;
	buf_adds(&about,
	    held ? "This page is held back, and with it the content does not go together"
		 : "The page cannot be made");
	if (d->n > 0 && d->msgs[0].loc.file != NULL)
		buf_addf(&about, ": %s:%u: %s", d->msgs[0].loc.file, d->msgs[0].loc.line,
		    d->msgs[0].text);
	else if (d->n > 0)
		buf_addf(&about, ": %s", d->msgs[0].text);
	desk_html_blank(&r->body, &v, "Not to be shown yet", about.p);
	buf_free(&about);
}

/* One page; with the lock held. */
static enum preview_found
render(struct desk *k, struct diag *d, struct buf *out, const char *url, bool held)
{
	if (str_starts(lang_bare_path(str_of(url)), "/products/")) {
		(void)pthread_mutex_lock(&k->loading); /* as in note() */
		preview_prepare(k->site, url, held);
		(void)pthread_mutex_unlock(&k->loading);
	}
	return preview_page(k->site, d, out, url, held);
}

/* The page at URL, also when it is held back; with the lock held.  False: there is none. */
static bool
answer_page(struct desk *k, struct msg_response *r, const char *url, bool held)
{
	enum preview_found found = PREVIEW_NONE;
	struct diag d;

	diag_init(&d);
	if (!held)
		found = render(k, &d, &r->body, url, false);
	if (found == PREVIEW_NONE) {
		held = true;
		if (with_held(k, &d) != NULL)
			found = render(k, &d, &r->body, url, true);
		else if (d.errors > 0 && site_page_by_url(preview_site(k->site), url) != NULL)
			found = PREVIEW_BROKEN;
	}
	if (found == PREVIEW_BROKEN)
		say_broken(k, r, &d, held);
	diag_free(&d);
	return found != PREVIEW_NONE;
}

/* With the lock held. */
static void
answer_site(struct desk *k, struct msg_response *r, struct str path, bool held)
{
	struct arena a;
	const char *url;

	arena_init(&a, 0);
	if (str_ends(path, "/index.html"))
		path.n -= strlen("index.html");
	url = arena_strndup(&a, path.p, path.n);
	if (answer_page(k, r, url, held))
		goto out;
	if (!str_ends(path, "/") && !str_ends(path, ".html")) {
		url = arena_printf(&a, "%s/", url);
		if (answer_page(k, r, url, held)) {
			buf_clear(&r->body);
			r->status = 301;
			r->content_type = NULL;
			static_location(&r->location, path, STR(""));
			goto out;
		}
	}
	url = arena_printf(&a, "%s/404.html", lang_info[lang_of_path(path)].prefix);
	if (!answer_page(k, r, url, false))
		(void)answer_page(k, r, "/404.html", false); /* there always is one */
	r->status = 404;
out:
	arena_free(&a);
}

/* False: it is no image of the content. */
static bool
answer_image(const struct desk *k, struct msg_response *r, struct str path)
{
	struct static_file file;
	ssize_t n;

	if (open_image(k, path, &file) < 0)
		return false;
	r->content_type = file.content_type;
	buf_reserve(&r->body, (size_t)file.size);
	do {
		n = read(file.fd, r->body.p + r->body.n, (size_t)file.size - r->body.n);
		if (n > 0)
			r->body.n += (size_t)n;
	} while (n > 0 || (n < 0 && errno == EINTR));
	r->body.p[r->body.n] = '\0';
	(void)close(file.fd); /* read only */
	if (n < 0)
		problem_fill(r, 500, "the image cannot be read");
	return true;
}

/* With the lock held. */
static void
answer_coverage(const struct desk *k, struct msg_response *r)
{
	const struct asset *css = preview_asset_named(k->look, "style.css");
	struct coverage c;
	struct arena a;
	struct diag d;

	arena_init(&a, 0);
	diag_init(&d);
	(void)coverage_make(
	    &c, &d, &a, preview_site(k->site), NULL); /* asks no index: cannot fail */
	coverage_html(&r->body, &c, css != NULL ? css->url : "/_live/live.css");
	diag_free(&d);
	arena_free(&a);
}

/* What stands in memory, or next to it. */
static void
answer(struct desk *k, const struct msg_request *q, struct msg_response *r)
{
	const struct asset *asset;
	struct desk_view v;
	struct arena a;
	struct str held;

	r->content_type = "text/html; charset=utf-8";
	r->cache_control = "no-store";
	(void)pthread_rwlock_rdlock(&k->lock); /* as in note() */
	v = view_of(k);
	if (str_starts(q->path, "/assets/")) {
		asset = preview_asset(k->look, q->path);
		if (asset == NULL) {
			problem_fill(r, 404, "this asset is not there any more");
		} else {
			r->content_type = static_type(q->path);
			r->cache_control = "public, max-age=31536000, immutable";
			buf_addstr(&r->body, asset->bytes);
		}
	} else if (str_is(q->path, "/favicon.ico")) {
		r->status = 204; /* browsers ask where a page names none, as the desk */
		r->content_type = NULL;
	} else if (str_is(q->path, "/_coverage/") && k->site != NULL) {
		answer_coverage(k, r);
	} else if (str_is(q->path, "/_desk/manual/")) {
		desk_html_manual(&r->body, &v);
	} else if (str_is(q->path, "/_desk/")) {
		desk_html_desk(&r->body, &v);
	} else if (str_is(q->path, "/_desk")) {
		r->status = 301;
		r->content_type = NULL;
		buf_adds(&r->location, "/_desk/");
	} else if (k->site == NULL) {
		r->status = 503;
		desk_html_blank(
		    &r->body, &v, "No site yet", "This page shows it as soon as there is one.");
	} else {
		arena_init(&a, 0);
		answer_site(k, r, q->path, url_param(&a, q->query, "held", &held));
		arena_free(&a);
	}
	(void)pthread_rwlock_unlock(&k->lock);
}

static void *
seat_open(void *shared)
{
	struct seat *s = xalloc(sizeof(*s));

	*s = (struct seat){ .desk = shared };
	return s;
}

static void
seat_close(void *self)
{
	struct seat *s = self;

	api_close(s->api);
	free(s);
}

static void
seat_handle(void *self, const struct msg_request *q, struct msg_response *r)
{
	struct seat *s = self;
	struct diag unsaid;

	if (!api_owns(q->method, q->path)) {
		if (!answer_image(s->desk, r, q->path))
			answer(s->desk, q, r);
		return;
	}
	diag_init(&unsaid);
	if (s->api == NULL && fs_exists(s->desk->index))
		s->api = api_open(&unsaid, s->desk->index);
	diag_free(&unsaid);
	if (s->api != NULL)
		api_handle(s->api, q, r);
	else
		problem_fill(r, 503, "the first build has not ended yet");
}

const struct msg_handler desk_handler = {
	.open = seat_open, .handle = seat_handle, .close = seat_close
};
