/* pageview_lines.c - a heading's lines in the imported edition of the tariff schedule. */
#include "model/tariff.h"
#include "render/pageview_parts.h"

const struct value *
pageview_schedule(const struct pageview *pv, struct arena *a, const struct heading *h)
{
	const struct tariff *t = pv->site->tariff;
	struct value *v, *rows;
	size_t i, n = 0, first;

	first = t != NULL ? tariff_heading(t, h->code, &n) : 0;
	if (n == 0)
		return value_null();
	v = value_map(a);
	value_set_cstr(v, "edition", t->edition);
	value_set(v, "imported", pageview_date(pv, a, t->imported));
	rows = value_set_list(v, "rows");
	for (i = first; i < first + n; i++) {
		const struct tariff_row *r = &t->rows[i];
		struct value *row = value_push_map(rows);

		value_set_cstr(row, "code", pageview_dotted(a, r->code));
		value_set_int(row, "indent", (long long)r->indent);
		value_set_cstr(row, "text", r->text);
	}
	return v;
}
