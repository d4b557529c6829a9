#include "net/problem.h"

#include "base/jsonw.h"

void
problem_fill(struct msg_response *r, int status, const char *detail)
{
	struct jsonw w;

	msg_response_free(r);
	msg_response_init(r);
	r->status = status;
	r->content_type = "application/problem+json";
	r->retry_after_s = status == 503 ? 1 : 0;
	jsonw_init(&w, &r->body);
	jsonw_object(&w);
	jsonw_kcstr(&w, "type", "about:blank");
	jsonw_kcstr(&w, "title", msg_reason(status));
	jsonw_kint(&w, "status", status);
	jsonw_kcstr(&w, "detail", detail);
	jsonw_end(&w);
}
