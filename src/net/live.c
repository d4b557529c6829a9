#include "net/live.h"

#include <inttypes.h>

/* Hidden tabs do not listen: browsers open only six connections to one HTTP/1.1 server. */
static const char script[] =
    "(function () {\n"
    "	\"use strict\";\n"
    "	var self = document.querySelector('script[src=\"" LIVE_SCRIPT "\"]');\n"
    "	var key = \"live-scroll:\" + location.pathname;\n"
    "	var kept = sessionStorage.getItem(key);\n"
    "	var events = null;\n"
    "\n"
    "	function reload() {\n"
    "		sessionStorage.setItem(key, String(scrollY));\n"
    "		location.reload();\n"
    "	}\n"
    "\n"
    "	function listen() {\n"
    "		if (events !== null)\n"
    "			events.close();\n"
    "		events = null;\n"
    "		if (document.visibilityState !== \"visible\")\n"
    "			return;\n"
    "		events = new EventSource(\"" LIVE_EVENTS "?g=\" + self.dataset.generation);\n"
    "		events.addEventListener(\"reload\", reload);\n"
    "	}\n"
    "\n"
    "	if (kept !== null) {\n"
    "		sessionStorage.removeItem(key);\n"
    "		scrollTo(0, Number(kept));\n"
    "	}\n"
    "	document.addEventListener(\"visibilitychange\", listen);\n"
    "	listen();\n"
    "})();\n";

struct str
live_script(void)
{
	return (struct str){ script, sizeof(script) - 1 };
}

/* Where the last "</body>" begins, or the end. */
static size_t
body_end(struct str html)
{
	const struct str tag = STR("</body>");
	size_t at;

	for (at = html.n; at-- > 0;)
		if (html.p[at] == '<' && html.n - at >= tag.n &&
		    str_is_nocase((struct str){ html.p + at, tag.n }, tag.p))
			return at;
	return html.n;
}

void
live_inject(struct buf *html, uint64_t generation)
{
	size_t at = body_end(buf_str(html));
	struct buf rest = BUF_INIT;

	buf_add(&rest, html->p + at, html->n - at);
	buf_truncate(html, at);
	buf_addf(html,
	    "<script src=\"" LIVE_SCRIPT "\" defer data-generation=\"%" PRIu64 "\"></script>\n",
	    generation);
	buf_addstr(html, buf_str(&rest));
	buf_free(&rest);
}

void
live_event(struct buf *out, uint64_t generation)
{
	buf_addf(out, "event: reload\ndata: %" PRIu64 "\n\n", generation);
}
