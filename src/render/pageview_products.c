/* pageview_products.c - product names from A to Z. */
#include <string.h>

#include "render/pageview_parts.h"

static const char *
label_of(struct arena *a, const char *slug)
{
	char *s = arena_strdup(a, slug);
	size_t i;

	for (i = 0; s[i] != '\0'; i++)
		if (s[i] >= 'a' && s[i] <= 'z')
			s[i] = (char)(s[i] - 'a' + 'A');
	/* "q-" is for "q" alone; "0-9" stays. */
	if (i > 1 && s[i - 1] == '-')
		s[i - 1] = '\0';
	return s;
}

static const char *
letter_url(const struct pageview *pv, struct arena *a, const char *slug)
{
	return pageview_url(pv, a, arena_printf(a, "/products/%s/", slug));
}

/* {label, url, count, current} for each letter. */
static void
add_letters(
    const struct pageview *pv, struct pageview_page *out, const struct products_letter *current)
{
	struct value *list = value_set_list(out->root, "letters");
	size_t i;

	for (i = 0; i < pv->products.n_letters; i++) {
		const struct products_letter *l = &pv->products.letters[i];
		struct value *v = value_push_map(list);

		value_set_cstr(v, "label", label_of(out->arena, l->slug));
		value_set_cstr(v, "url", letter_url(pv, out->arena, l->slug));
		value_set_int(v, "count", (long long)l->n);
		value_set_bool(v, "current", l == current);
	}
}

void
pageview_fill_products(const struct pageview *pv, struct pageview_page *out)
{
	add_letters(pv, out, NULL);
	value_set_cstr(out->root, "count", pageview_number(out->arena, pv->products.n));
}

static void
add_names(const struct pageview *pv, struct pageview_page *out, size_t first, size_t n)
{
	struct value *list = value_set_list(out->root, "names");
	struct arena *a = out->arena;
	size_t i;

	for (i = first; i < first + n; i++) {
		const struct product *p = &pv->products.v[i];
		struct value *v = value_push_map(list);

		value_set_cstr(v, "text", p->name->text);
		value_set_cstr(v, "code", pageview_dotted(a, p->name->code));
		value_set_cstr(v, "url",
		    strcmp(p->name->code, p->heading->code) == 0
			? pageview_hts_url(a, p->heading->code)
			: arena_printf(a, "/hts/%s/#line-%s", p->heading->code, p->name->code));
		value_set(v, "center", pageview_card(pv, p->rule->center));
		value_set_bool(v, "brand", p->name->kind == NAME_BRAND);
		value_set(v, "other", pageview_ref(pv, a, p->name->other));
		value_set_cstr(v, "question", p->name->question);
	}
}

static void
begin(const struct pageview *pv, struct pageview_page *out, const struct products_letter *l,
    const struct products_group *g)
{
	struct arena *a = out->arena;
	const char *slug = g != NULL ? g->slug : l->slug, *label = label_of(a, slug);
	struct pageview_head head = {
		.title = arena_printf(a, pageview_tr(pv, TR("Products: %s")), label),
		.crumb = label,
		.description = arena_printf(a,
		    pageview_tr(pv,
			TR("Names of goods that begin with %s, from %s to %s, each with its "
			   "tariff heading and CBP Center.")),
		    label, pv->products.v[g != NULL ? g->first : l->first].name->text,
		    pv->products.v[g != NULL ? g->first + g->n - 1 : l->first + l->n - 1]
			.name->text),
		.section = "products",
		.above = { { pageview_tr(pv, TR("Products A to Z")),
		    pageview_url(pv, a, "/products/") } },
		.n_above = 1,
	};

	if (g != NULL)
		head.above[head.n_above++] =
		    (struct pageview_crumb){ label_of(a, l->slug), letter_url(pv, a, l->slug) };
	out->url = letter_url(pv, a, slug);
	out->template = "letter";
	out->indexed = true;
	pageview_begin(pv, out, &head);
	value_set_cstr(out->root, "label", label);
	add_letters(pv, out, l);
}

/* {label, url, count, current, from, to} for each group of a letter that was cut. */
static void
add_groups(const struct pageview *pv, struct pageview_page *out,
    const struct products_letter *l, const struct products_group *current)
{
	struct value *list = value_set_list(out->root, "groups");
	size_t i;

	for (i = 0; i < l->n_groups; i++) {
		const struct products_group *g = &l->groups[i];
		struct value *v = value_push_map(list);

		value_set_cstr(v, "label", label_of(out->arena, g->slug));
		value_set_cstr(v, "url", letter_url(pv, out->arena, g->slug));
		value_set_int(v, "count", (long long)g->n);
		value_set_bool(v, "current", g == current);
		value_set_cstr(v, "from", pv->products.v[g->first].name->text);
		value_set_cstr(v, "to", pv->products.v[g->first + g->n - 1].name->text);
	}
}

void
pageview_letter(
    const struct pageview *pv, struct pageview_page *out, const struct products_letter *l)
{
	begin(pv, out, l, NULL);
	value_set_int(out->root, "count", (long long)l->n);
	add_groups(pv, out, l, NULL);
	add_names(pv, out, l->first, l->n_groups > 0 ? 0 : l->n);
}

void
pageview_group(const struct pageview *pv, struct pageview_page *out,
    const struct products_letter *l, const struct products_group *g)
{
	begin(pv, out, l, g);
	value_set_int(out->root, "count", (long long)g->n);
	add_groups(pv, out, l, g);
	add_names(pv, out, g->first, g->n);
}
