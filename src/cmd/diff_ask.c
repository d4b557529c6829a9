#include "cmd/diff_ask.h"

#include <pthread.h>
#include <string.h>

#include "cmd/eval_run.h"
#include "search/answer.h"

#define THREADS 2 /* more gain little: each reads the whole index first */
#define FEW 400 /* queries that are not worth the opening of an index by a second thread */

/* What one thread does, and what came of it. */
struct worker {
	struct diff_job *jobs;
	size_t n_jobs;
	bool second; /* does the small jobs */
	struct arena arena; /* of the replies */
	struct diag diag;
	pthread_t thread;
	bool started;
};

static enum diff_right
judge(
    const struct store *s, const struct diff_query *q, const struct answer *an, const char *url)
{
	const struct store_center *first = an->n_centers > 0 ? an->centers[0].center : NULL;
	bool right = false;

	if (q->want.n == 0 || q->kind == DIFF_WORDS)
		return DIFF_UNKNOWN;
	if (q->kind == DIFF_PRODUCT)
		right = first != NULL && eval_right(s, q->want, first, NULL);
	else if (q->kind == DIFF_PINNED)
		right = first != NULL && str_is(q->want, first->slug);
	else
		right = eval_url(q->want, url);
	return right ? DIFF_RIGHT : DIFF_WRONG;
}

static void
ask(struct worker *w, struct arena *scratch, const struct store *s, const struct diff_query *q,
    struct diff_reply *r)
{
	struct answer_request req = { .q = q->text };
	const char *url = "";
	struct answer an;

	arena_reset(scratch);
	answer_make(&an, scratch, s, &req);
	if (an.pinned != NULL && an.n_choices > 0 && an.choices[0].url != NULL)
		url = an.choices[0].url;
	else if (an.pages.n > 0)
		url = an.pages.v[0].url;
	*r = (struct diff_reply){
		.label = answer_label_name(an.label),
		.center =
		    an.n_centers > 0 ? arena_strdup(&w->arena, an.centers[0].center->name) : "",
		.heading = an.n_headings > 0
			       ? arena_strdup(&w->arena, an.headings[0].heading->code)
			       : "",
		.url = arena_strdup(&w->arena, url),
		.right = judge(s, q, &an, url),
	};
}

/* Take queries of JOB until none is left. */
static void
work_on(struct worker *w, struct diff_job *job)
{
	struct store *s = store_open(&w->diag, job->index);
	struct arena scratch;
	size_t i;

	if (s == NULL)
		return;
	s->patience_ms = 0;
	arena_init(&scratch, 0);
	while ((i = atomic_fetch_add(&job->next, 1)) < job->n)
		if (job->replies[i].label == NULL)
			ask(w, &scratch, s, &job->queries[i], &job->replies[i]);
	arena_free(&scratch);
	store_close(s);
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	size_t i;

	for (i = 0; i < w->n_jobs; i++)
		if (w->jobs[i].missing > (w->second ? 0 : FEW))
			work_on(w, &w->jobs[i]);
	return NULL;
}

int
diff_ask(struct diag *d, struct arena *a, struct diff_job *jobs, size_t n)
{
	struct worker w[THREADS];
	size_t i, j;
	int rc = 0;

	for (i = 0; i < n; i++) {
		jobs[i].next = jobs[i].missing = 0;
		for (j = 0; j < jobs[i].n; j++)
			jobs[i].missing += jobs[i].replies[j].label == NULL;
	}
	for (i = 0; i < THREADS; i++) {
		w[i] = (struct worker){ .jobs = jobs, .n_jobs = n, .second = i > 0 };
		arena_init(&w[i].arena, 0);
		diag_init(&w[i].diag);
	}
	w[1].started = pthread_create(&w[1].thread, NULL, work, &w[1]) == 0;
	(void)work(&w[0]); /* no result */
	if (w[1].started)
		(void)pthread_join(w[1].thread, NULL); /* ours and joinable */
	else
		(void)work(&w[1]); /* what is left; no result */
	for (i = 0; i < THREADS; i++)
		for (j = 0; j < w[i].diag.n; j++)
			rc = diag_error(d, w[i].diag.msgs[j].loc, "%s", w[i].diag.msgs[j].text);
	for (i = 0; i < n; i++)
		for (j = 0; rc == 0 && j < jobs[i].n; j++) {
			struct diff_reply *r = &jobs[i].replies[j];

			r->center = arena_strdup(a, r->center);
			r->heading = arena_strdup(a, r->heading);
			r->url = arena_strdup(a, r->url);
		}
	for (i = 0; i < THREADS; i++) {
		arena_free(&w[i].arena);
		diag_free(&w[i].diag);
	}
	return rc;
}

bool
diff_differs(const struct diff_query *q, const struct diff_reply *a, const struct diff_reply *b)
{
	bool sure = strcmp(a->label, answer_label_name(LABEL_ASK)) != 0 &&
		    strcmp(a->label, answer_label_name(LABEL_NONE)) != 0;

	return strcmp(a->label, b->label) != 0 ||
	       (q->kind == DIFF_QUESTION && strcmp(a->url, b->url) != 0) ||
	       (strcmp(a->label, answer_label_name(LABEL_NONE)) != 0 &&
		   strcmp(a->center, b->center) != 0) ||
	       (sure && strcmp(a->heading, b->heading) != 0);
}
