/* channels.c - site.yml's channels: which questions do not go to the Center's mailbox. */
#include <string.h>

#include "base/near.h"
#include "model/load.h"

#define NEAR_MAX 512 /* questions that a misspelt one is compared with */

static const struct faq *
live_faq(const struct site *site, const char *slug)
{
	size_t i;

	for (i = 0; i < site->n_faqs; i++)
		if (strcmp(site->faqs[i].page->slug, slug) == 0)
			return &site->faqs[i];
	return NULL;
}

/* The question that V names; NULL when it is not on the site today, or reported as unknown. */
static const struct faq *
resolve_faq(struct loader *l, const struct front *v)
{
	const struct site *site = l->site;
	const struct faq *f = live_faq(site, v->text.p);
	const char *slugs[NEAR_MAX], *near;
	size_t i, n = 0;

	if (f != NULL || load_broken(l, PAGE_FAQ, v->text.p, NULL) != NULL)
		return f;
	for (i = 0; i < site->n_pages; i++) {
		if (site->pages[i].type != PAGE_FAQ)
			continue;
		if (str_is(v->text, site->pages[i].slug))
			return NULL; /* held back or expired: so is the channel */
		if (n < NEAR_MAX)
			slugs[n++] = site->pages[i].slug;
	}
	near = near_best(v->text, slugs, n);
	(void)diag_error(l->diag, v->loc, "no question faqs/%s.md%s%s%s", /* counted */
	    v->text.p, near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
	    near != NULL ? "\"?" : "");
	return NULL;
}

static void
check_topics(struct loader *l, const struct front *map)
{
	const struct front *list = front_get(map, "topics");
	const struct config *c = &l->site->config;
	size_t i, j;

	if (l->config_bad)
		return;
	for (i = 0; list != NULL && i < list->n; i++) {
		for (j = 0; j < c->n_topics; j++)
			if (str_is(list->items[i]->text, c->topics[j].id))
				break;
		if (j == c->n_topics)
			(void)diag_error(l->diag, list->items[i]->loc, /* counted */
			    "no topic \"%s\" in site.yml", list->items[i]->text.p);
	}
}

void
load_channels(struct loader *l)
{
	struct site *site = l->site;
	const struct front *list = site->config.channels;
	size_t i, n = list != NULL ? list->n : 0;

	site->channels = arena_alloc(&site->arena, (n + 1) * sizeof(*site->channels));
	for (i = 0; i < n; i++) {
		const struct front *f = list->items[i];
		const char *port = front_text(f, "port");
		struct channel c = { .faq = resolve_faq(l, front_get(f, "faq")),
			.to = front_text(f, "to"),
			.port = port != NULL && strcmp(port, "true") == 0,
			.mailbox = front_text(f, "mailbox"),
			.advice = front_text(f, "advice"),
			.topics = front_strings(l, f, "topics"),
			.words = front_strings(l, f, "words") };

		check_topics(l, f);
		if (c.topics.n == 0 && c.words.n == 0)
			(void)diag_error(l->diag, f->loc, /* counted */
			    "a channel needs topics or words, or it takes every question");
		if (c.to == NULL && (c.port || c.mailbox != NULL))
			(void)diag_error(l->diag, f->loc, /* counted */
			    "a channel with port or mailbox needs \"to\"");
		if (c.faq != NULL && c.mailbox != NULL &&
		    str_find(c.faq->page->doc.text, c.mailbox) == c.faq->page->doc.text.n)
			(void)diag_error(l->diag, front_get(f, "mailbox")->loc, /* counted */
			    "%s does not give the address %s", c.faq->page->file, c.mailbox);
		if (c.faq != NULL)
			site->channels[site->n_channels++] = c;
	}
}
