/* config.c - content/site.yml to struct config. */
#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "model/load.h"

static struct topic *
topics(struct loader *l, const struct front *list, size_t *n)
{
	struct topic *t;
	size_t i, j;

	*n = list != NULL ? list->n : 0;
	t = arena_alloc(&l->site->arena, (*n + 1) * sizeof(*t));
	for (i = 0; list != NULL && i < *n; i++) {
		t[i].id = front_text(list->items[i], "id");
		t[i].title = front_text(list->items[i], "title");
		for (j = 0; j < i; j++)
			if (strcmp(t[j].id, t[i].id) == 0)
				(void)diag_error(l->diag, list->items[i]->loc, /* counted */
				    "\"%s\" stands here twice", t[i].id);
	}
	return t;
}

static void
fill(struct loader *l, const struct front *f)
{
	struct config *c = &l->site->config;

	c->title = front_text(f, "title");
	c->short_title = front_text(f, "short_title");
	c->description = front_text(f, "description");
	c->base_url = front_text(f, "base_url");
	c->agency = front_text(f, "agency");
	c->mailbox = front_text(f, "mailbox");
	c->time_zone = front_text(f, "time_zone");
	c->official_banner = strcmp(front_text(f, "official_banner"), "true") == 0;
	(void)date_parse(str_of(front_text(f, "mapping_date")), &c->mapping_date); /* checked */
	c->topics = topics(l, front_get(f, "topics"), &c->n_topics);
	c->sections = topics(l, front_get(f, "sections"), &c->n_sections);
	c->channels = front_get(f, "channels");
	c->gone = front_strings(l, f, "gone");
	if (!time_zone_known(c->time_zone)) {
		(void)diag_error(l->diag, front_get(f, "time_zone")->loc, /* counted */
		    "time zone \"%s\" is not known here; expected one such as America/New_York",
		    c->time_zone);
		c->time_zone = "UTC";
	}
	if (str_ends(str_of(c->base_url), "/"))
		(void)diag_error(l->diag, front_get(f, "base_url")->loc, /* counted */
		    "base_url must not end in \"/\"");
}

void
load_config(struct loader *l)
{
	struct arena *a = &l->site->arena;
	char *path = fs_join(a, l->site->root, "site.yml");
	struct buf text = BUF_INIT;
	struct front *f;
	bool sound = false;

	l->site->config.time_zone = "UTC"; /* until the file says otherwise */
	if (fs_read_inside(l->diag, &text, l->site->root, path, LIMIT_FRONT_MATTER) == 0) {
		hash_hex(l->site->config.sha, buf_str(&text));
		f = front_parse(l->diag, a, path, 1, buf_str(&text));
		sound = f != NULL && schema_check(l->diag, f, schema_site, NULL) == 0;
		if (sound || (f != NULL && schema_prune(f, schema_site, NULL)))
			fill(l, f);
	}
	buf_free(&text);
	l->config_bad = !sound;
}
