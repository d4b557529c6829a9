#include "cmd/desk.h"

#include <stdlib.h>

#include "base/fs.h"
#include "cmd/cmd.h"
#include "cmd/desk_state.h"
#include "cmd/when.h"
#include "model/judge.h"
#include "model/links.h"

static void
add_all(struct diag *d, const struct diag *from, bool errors, bool warnings)
{
	size_t i;

	for (i = 0; i < from->n; i++) {
		const struct diag_msg *m = &from->msgs[i];

		if (m->level == DIAG_ERROR ? errors : warnings)
			diag_add(d, m->level, m->loc, m->text);
	}
}

static void
notes_free(struct desk_notes *n)
{
	if (n == NULL)
		return;
	diag_free(&n->remarks);
	arena_free(&n->arena);
	free(n);
}

/* Until or since when each page is held back, by the clocks of the site's zone. */
static const char **
when_held(struct arena *a, const struct site *site)
{
	const char **when = arena_alloc(a, (site->n_pages + 1) * sizeof(*when));
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < site->n_pages; i++) {
		const struct page *p = &site->pages[i];
		enum held h = page_held(p, site->at);

		buf_clear(&b);
		if (h == HELD_NOT_YET)
			when_words(&b, p->publish_on, site->config.time_zone);
		else if (h == HELD_EXPIRED)
			when_words(&b, p->expires_on, site->config.time_zone);
		when[i] = arena_strdup(a, b.p);
	}
	buf_free(&b);
	return when;
}

/* Notes of SITE (NULL: none) and of all that was said last.  With LOADING held: clocks are read. */
static struct desk_notes *
notes_new(const struct desk *k, const struct site *site)
{
	struct desk_notes *n = xalloc(sizeof(*n));
	struct diag errors;

	*n = (struct desk_notes){ .when = NULL };
	arena_init(&n->arena, 0);
	diag_init(&n->remarks);
	diag_init(&errors);
	if (site != NULL)
		n->when = when_held(&n->arena, site);
	add_all(&errors, &k->look_said, true, false);
	add_all(&errors, &k->site_said, true, false);
	add_all(&errors, &k->build_said, true, false);
	diag_sort(&errors);
	n->n_mistakes = errors.errors;
	n->mistakes = desk_html_mistakes(&n->arena, &errors, k->good_at, &n->n_rest);
	add_all(&n->remarks, &k->look_said, false, true);
	add_all(&n->remarks, &k->site_said, false, true);
	add_all(&n->remarks, &k->judged, false, true);
	add_all(&n->remarks, &k->build_said, false, true);
	diag_sort(&n->remarks);
	diag_free(&errors);
	return n;
}

/* Make new notes known. */
static void
note(struct desk *k)
{
	struct desk_notes *old, *next;

	(void)pthread_mutex_lock(&k->loading); /* plain locks used right: none can fail */
	next = notes_new(k, k->site != NULL ? preview_site(k->site) : NULL);
	(void)pthread_mutex_unlock(&k->loading);
	(void)pthread_rwlock_wrlock(&k->lock);
	old = k->notes;
	k->notes = next;
	(void)pthread_rwlock_unlock(&k->lock);
	notes_free(old);
}

struct desk *
desk_open(const struct make_dirs *dirs)
{
	struct desk *k = xalloc(sizeof(*k));

	*k = (struct desk){ .dirs = dirs, .look_bad = true };
	arena_init(&k->arena, 0);
	k->set = desk_html_open(&k->arena);
	k->index = fs_join(&k->arena, dirs->out, "current/search.db");
	diag_init(&k->look_said);
	diag_init(&k->site_said);
	diag_init(&k->judged);
	diag_init(&k->build_said);
	(void)pthread_mutex_init(&k->loading, NULL); /* without attributes: cannot fail */
	(void)pthread_rwlock_init(&k->lock, NULL);
	k->notes = notes_new(k, NULL);
	return k;
}

void
desk_close(struct desk *k)
{
	if (k == NULL)
		return;
	preview_close(k->site);
	preview_look_close(k->look);
	notes_free(k->notes);
	diag_free(&k->look_said);
	diag_free(&k->site_said);
	diag_free(&k->judged);
	diag_free(&k->build_said);
	(void)pthread_rwlock_destroy(&k->lock); /* nobody holds either */
	(void)pthread_mutex_destroy(&k->loading);
	arena_free(&k->arena);
	free(k);
}

static void
begin_again(struct diag *d)
{
	diag_free(d);
	diag_init(d);
}

/* Change over to SITE and, unless it is the same, LOOK. */
static void
change_over(
    struct desk *k, struct preview *site, struct preview_look *look, struct desk_notes *notes)
{
	struct preview_look *old_look = NULL;
	struct desk_notes *old_notes;
	struct preview *old;
	time_t now = time(NULL);
	struct tm tm;

	(void)pthread_rwlock_wrlock(&k->lock); /* as in note() */
	old = k->site;
	old_notes = k->notes;
	k->site = site;
	k->notes = notes;
	if (k->look != look) {
		old_look = k->look;
		k->look = look;
	}
	k->fresh = true;
	k->search = DESK_UPDATING;
	if (localtime_r(&now, &tm) == NULL ||
	    strftime(k->since, sizeof(k->since), "%H:%M:%S", &tm) == 0)
		k->since[0] = '\0';
	(void)pthread_rwlock_unlock(&k->lock);
	preview_close(old); /* who was reading it has ended: it was read under the lock */
	preview_look_close(old_look);
	notes_free(old_notes);
}

static int64_t
time_now(struct diag *d)
{
	int64_t at = 0;

	(void)cmd_time(d, NULL, &at); /* counted */
	return at;
}

int
desk_load(struct desk *k, struct diag *said, bool look)
{
	struct preview_look *next = NULL;
	struct preview *site = NULL;
	struct desk_notes *notes = NULL;
	struct timespec began;
	int64_t at;

	(void)clock_gettime(CLOCK_REALTIME_COARSE, &began); /* cannot fail on Linux */
	begin_again(&k->site_said);
	begin_again(&k->build_said);
	(void)pthread_mutex_lock(&k->loading); /* as in note() */
	at = time_now(&k->site_said);
	if (look || k->look_bad) {
		begin_again(&k->look_said);
		next = preview_look_open(&k->look_said, k->dirs->templates, k->dirs->assets);
		k->look_bad = next == NULL;
	}
	site = preview_open(&k->site_said,
	    k->look_bad    ? NULL
	    : next != NULL ? next
			   : k->look,
	    k->dirs->content, at, k->site);
	if (site != NULL)
		notes = notes_new(k, preview_site(site));
	(void)pthread_mutex_unlock(&k->loading);
	add_all(said, &k->look_said, true, true);
	add_all(said, &k->site_said, true, true);
	if (site == NULL) {
		if (next != NULL) { /* read again with the content that goes with it */
			preview_look_close(next);
			k->look_bad = true;
		}
		(void)pthread_rwlock_wrlock(&k->lock); /* as in note() */
		k->fresh = false;
		(void)pthread_rwlock_unlock(&k->lock);
		note(k);
		return -1;
	}
	k->good_at = began;
	change_over(k, site, next != NULL ? next : k->look, notes);
	return 0;
}

void
desk_judge(struct desk *k)
{
	if (k->site == NULL)
		return;
	begin_again(&k->judged);
	judge_site(&k->judged, preview_site(k->site), true);
	links_check_made(&k->judged, preview_site(k->site));
	note(k);
}

void
desk_built(struct desk *k, bool good, bool more, const struct diag *said)
{
	if (!more) {
		begin_again(&k->build_said);
		add_all(&k->build_said, said, true, true);
	}
	(void)pthread_rwlock_wrlock(&k->lock); /* as in note() */
	k->search = more ? DESK_UPDATING : good ? DESK_CURRENT : DESK_FAILED;
	k->build += good;
	(void)pthread_rwlock_unlock(&k->lock);
	note(k);
}

int64_t
desk_due_s(const struct desk *k)
{
	const struct site *site = k->site != NULL ? preview_site(k->site) : NULL;

	return site == NULL || site->next_due == 0 ? -1 : site->next_due - site->at;
}
