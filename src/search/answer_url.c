#include "search/answer_url.h"

#include "base/escape.h"

#define ACCOUNT_MAX 1800 /* bytes of an address that every browser and server takes */

/* Of addresses in the language of the answer. */
static const char *
prefix(const struct store *s)
{
	return lang_info[s != NULL ? s->lang : LANG_EN].prefix;
}

static void
argument(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, "&%s=", name);
	escape_url_arg(out, value);
}

/* The request, without not= number SKIP. */
static void
request(struct buf *out, const struct answer *an, bool is, size_t skip)
{
	size_t i;

	buf_addf(out, "%s/find/?q=", prefix(an->store));
	escape_url_arg(out, an->query);
	if (is && an->is.n > 0)
		argument(out, "is", an->is);
	for (i = 0; i < an->n_keep; i++)
		if (i != skip)
			argument(out, "not", an->keep[i]);
}

void
answer_keep_url(struct buf *out, const struct answer *an, struct str word)
{
	request(out, an, true, SIZE_MAX);
	argument(out, "not", word);
}

void
answer_undo_url(struct buf *out, const struct answer *an, size_t correction)
{
	answer_keep_url(out, an, an->corrections[correction].from);
}

void
answer_read_url(struct buf *out, const struct answer *an, size_t kept)
{
	request(out, an, true, kept);
}

void
answer_ask_url(struct buf *out, const struct answer *an)
{
	request(out, an, false, SIZE_MAX);
}

void
answer_cite_url(struct buf *out, const struct store *s, const struct answer *an)
{
	buf_adds(out, s->base_url);
	request(out, an, true, SIZE_MAX);
	argument(out, "mapping", str_of(s->mapping_date));
	argument(out, "release", str_of(s->release));
}

void
answer_account_url(struct buf *out, const struct answer *an)
{
	size_t i, start = out->n;

	buf_addf(out, "%s/account/", prefix(an->store));
	for (i = 0; i < an->codes.n && out->n - start < ACCOUNT_MAX; i++) {
		if (an->codes.lines[i].code[0] == '\0')
			continue;
		buf_adds(out, out->p[out->n - 1] == '/' ? "?list=" : "%0A");
		buf_adds(out, an->codes.lines[i].code);
	}
}
