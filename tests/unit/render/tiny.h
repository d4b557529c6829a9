/*
 * tiny.h - a site of two Centers, two chapters and three headings, made by hand.
 */
#ifndef TESTS_RENDER_TINY_H
#define TESTS_RENDER_TINY_H

#include <string.h>

#include "model/site.h"

struct tiny {
	struct site site;
	struct page pages[5];
	struct center centers[2];
	struct rule rules[3];
	struct chapter chapters[2];
	struct heading headings[3];
	struct change changes[2];
	struct source source;
	const struct source *sources[1];
	const struct center *of_change[1];
	const char *redirect[4];
};

static inline struct rule
tiny_rule(
    struct tiny *t, const char *from, const char *to, const struct center *c, enum basis b)
{
	struct rule r = { .len = strlen(from), .center = c, .basis = b };

	memcpy(r.from, from, r.len + 1);
	memcpy(r.to, to, r.len + 1);
	r.sources = (struct sources){ t->sources, 1 };
	return r;
}

static inline void
tiny_init(struct tiny *t)
{
	struct site *s = &t->site;
	size_t i;

	memset(t, 0, sizeof(*t));
	t->source = (struct source){ .title = "A \"quoted\", listed source",
		.date = { 2015, 1, 28 },
		.url = "https://example.org/?a=1&b=2" };
	t->sources[0] = &t->source;
	for (i = 0; i < 5; i++)
		t->pages[i] = (struct page){ .file = "content/x.md", .live = true };
	t->pages[0].url = "/centers/cloth/";
	t->pages[1].url = "/centers/metal/";
	t->pages[2].url = "/changes/#first";
	t->pages[3].url = "/changes/#second";
	t->pages[4].url = "/about/";
	t->pages[2].doc.html = STR("<p>R&amp;D <a href=\"/hts/6109/\">6109</a> \x01</p>");
	t->pages[3].doc.html = STR("<p>]]></p>");
	t->centers[0] = (struct center){ .page = &t->pages[0],
		.slug = "cloth",
		.name = "Cloth & <Yarn>",
		.city = "A",
		.field_office = "B",
		.number = 1 };
	t->centers[1] = (struct center){ .page = &t->pages[1],
		.slug = "metal",
		.name = "Metal",
		.city = "C",
		.field_office = "D",
		.number = 2 };
	t->rules[0] = tiny_rule(t, "01", "01", &t->centers[0], BASIS_SCOPE);
	t->rules[1] = tiny_rule(t, "72", "72", &t->centers[1], BASIS_STATED);
	t->rules[2] = tiny_rule(t, "7202", "7203", &t->centers[0], BASIS_INFERRED);
	t->rules[2].note = "first line\nsecond";
	t->headings[0] = (struct heading){ .code = "0101",
		.title = "Horses, live",
		.chapter = &t->chapters[0],
		.rule = &t->rules[0] };
	t->headings[1] = (struct heading){ .code = "7201",
		.title = "Pig iron",
		.chapter = &t->chapters[1],
		.rule = &t->rules[1] };
	t->headings[2] = (struct heading){ .code = "7202",
		.title = "Ferroalloys",
		.chapter = &t->chapters[1],
		.rule = &t->rules[2] };
	t->chapters[0] = (struct chapter){ .number = "01",
		.title = "Animals",
		.section = "I",
		.headings = t->headings,
		.n_headings = 1 };
	t->chapters[1] = (struct chapter){ .number = "72",
		.title = "Iron",
		.section = "XV",
		.headings = t->headings + 1,
		.n_headings = 2 };
	t->of_change[0] = &t->centers[0];
	t->changes[0] = (struct change){ .page = &t->pages[2],
		.date = { 2020, 5, 0 },
		.title = "A < B & \"C\"",
		.centers = t->of_change,
		.n_centers = 1 };
	t->changes[1] =
	    (struct change){ .page = &t->pages[3], .date = { 2013, 0, 0 }, .title = "Old" };
	*s = (struct site){ .root = "content",
		.pages = t->pages,
		.n_pages = 5,
		.centers = t->centers,
		.n_centers = 2,
		.rules = t->rules,
		.n_rules = 3,
		.chapters = t->chapters,
		.n_chapters = 2,
		.changes = t->changes,
		.n_changes = 2 };
	s->config = (struct config){ .title = "Tom & Jerry's",
		.short_title = "Short & sweet",
		.description = "What <it> is",
		.base_url = "https://example.org/x",
		.mapping_date = { 2026, 11, 21 } };
}

#endif
