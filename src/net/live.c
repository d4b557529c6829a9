#include "net/live.h"

#include <inttypes.h>

static const char script[] = {
#include "net/live.js.h"
};

struct str
live_script(void)
{
	return (struct str){ script, sizeof(script) };
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
live_inject(struct buf *html, struct str strip, uint64_t generation)
{
	size_t at = body_end(buf_str(html));
	struct buf rest = BUF_INIT;

	buf_add(&rest, html->p + at, html->n - at);
	buf_truncate(html, at);
	buf_addstr(html, strip);
	buf_addf(html,
	    "<script src=\"" LIVE_SCRIPT "\" defer data-generation=\"%" PRIu64 "\"></script>\n",
	    generation);
	buf_addstr(html, buf_str(&rest));
	buf_free(&rest);
}

void
live_event(struct buf *out, uint64_t generation, bool reload)
{
	buf_addf(
	    out, "event: %s\ndata: %" PRIu64 "\n\n", reload ? "reload" : "notice", generation);
}
