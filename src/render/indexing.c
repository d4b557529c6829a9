#include "render/indexing.h"

/* What the index waits for. */
static const struct build_index_input *
wait_input(void *wait)
{
	struct indexing *x = wait;

	(void)pthread_mutex_lock(&x->lock); /* of ours: these cannot fail */
	while (!x->known)
		(void)pthread_cond_wait(&x->told, &x->lock);
	(void)pthread_mutex_unlock(&x->lock);
	return x->input;
}

static void *
write_index(void *arg)
{
	struct indexing *x = arg;

	x->rc = x->opt->index(x->opt->ctx, &x->diag, x->site, wait_input, x, x->path);
	return NULL;
}

/* A thread that cannot be started leaves the index for indexing_end(). */
void
indexing_start(struct indexing *x, const struct build_options *o, const struct site *site,
    const char *path)
{
	*x = (struct indexing){ .opt = o, .site = site, .path = path };
	diag_init(&x->diag);
	if (o->index == NULL)
		return;
	(void)pthread_mutex_init(&x->lock, NULL); /* without attributes neither can fail */
	(void)pthread_cond_init(&x->told, NULL);
	x->started = pthread_create(&x->thread, NULL, write_index, x) == 0;
}

int
indexing_end(struct indexing *x, struct diag *d, const struct build_index_input *input)
{
	size_t i;

	if (x->opt->index == NULL || x->joined)
		return x->rc;
	(void)pthread_mutex_lock(&x->lock);
	x->known = true;
	x->input = input;
	(void)pthread_cond_signal(&x->told);
	(void)pthread_mutex_unlock(&x->lock);
	if (x->started)
		(void)pthread_join(x->thread, NULL); /* ours and joinable */
	else if (input != NULL)
		(void)write_index(x); /* its end is in X */
	x->joined = true;
	for (i = 0; i < x->diag.n; i++)
		diag_add(d, x->diag.msgs[i].level, x->diag.msgs[i].loc, x->diag.msgs[i].text);
	diag_free(&x->diag);
	(void)pthread_cond_destroy(&x->told);
	(void)pthread_mutex_destroy(&x->lock);
	return x->rc;
}
