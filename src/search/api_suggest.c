#include "base/jsonw.h"
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/answer_json.h"
#include "search/call.h"
#include "search/suggest.h"

void
call_suggest(struct call *c)
{
	struct suggestion s[SUGGEST_MAX];
	struct str q = { "", 0 };
	struct jsonw w;
	size_t i, n;

	(void)url_param(c->arena, c->req->query, "q", &q); /* absent: nothing */
	if (q.n > LIMIT_QUERY || utf8_valid(q) < q.n) {
		call_problem(c, 400, "The query is not UTF-8 text of at most 2,048 bytes.");
		return;
	}
	n = suggest_find(s, c->arena, c->store, q);
	jsonw_init(&w, &c->r->body);
	jsonw_object(&w);
	jsonw_kstr(&w, "query", q);
	jsonw_key(&w, "suggestions");
	jsonw_array(&w);
	for (i = 0; i < n; i++) {
		jsonw_object(&w);
		jsonw_kcstr(&w, "text", s[i].text);
		jsonw_kcstr(&w, "kind", s[i].kind);
		jsonw_kcstr(&w, "url", s[i].url);
		jsonw_kcstr(&w, "center", s[i].center != NULL ? s[i].center->slug : NULL);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(&c->r->body, '\n');
	call_json(c);
	call_cacheable(c);
}

void
call_centers(struct call *c)
{
	centers_json(&c->r->body, c->store);
	call_json(c);
	call_cacheable(c);
}
