#include "markup/links.h"

#include <stddef.h>
#include <string.h>

#include "base/escape.h"

static const struct {
	const char *name;
	enum links_target target;
} schemes[] = {
	{ "http", LINKS_WEB },
	{ "https", LINKS_WEB },
	{ "mailto", LINKS_MAIL },
	{ "tel", LINKS_PHONE },
};

static const char *const says_nothing[] = {
	"here",
	"click here",
	"go here",
	"see here",
	"this",
	"this link",
	"this page",
	"link",
	"more",
	"read more",
	"learn more",
	"see more",
	"more information",
	"details",
};

/* Bytes of the scheme that URL begins with, without its colon, or 0. */
static size_t
scheme_length(struct str url)
{
	size_t n = 0;

	if (url.n == 0 || !ascii_isalpha(url.p[0]))
		return 0;
	while (n < url.n && (ascii_isalpha(url.p[n]) || ascii_isdigit(url.p[n]) ||
				url.p[n] == '+' || url.p[n] == '-' || url.p[n] == '.'))
		n++;
	return n < url.n && url.p[n] == ':' ? n : 0;
}

enum links_target
links_target(struct str url)
{
	struct str scheme = { url.p, scheme_length(url) };
	size_t i;

	if (scheme.n == 0)
		return str_starts(url, "//") ? LINKS_WEB : LINKS_LOCAL;
	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if (str_is_nocase(scheme, schemes[i].name))
			return schemes[i].target;
	return LINKS_OTHER;
}

/* Does C stand for itself in an address? */
static bool
is_plain(char c)
{
	static const bool not_plain[128] = { ['"'] = true,
		['<'] = true,
		['>'] = true,
		['['] = true,
		[']'] = true,
		['\\'] = true,
		['^'] = true,
		['`'] = true,
		['{'] = true,
		['|'] = true,
		['}'] = true };

	return c > 0x20 && c < 0x7F && !not_plain[(unsigned char)c];
}

void
links_href(struct buf *out, struct str url)
{
	static const char hex[] = "0123456789ABCDEF";
	struct buf clean = BUF_INIT;
	size_t i, n;

	buf_reserve(&clean, url.n); /* as a rule it is as it is */
	for (i = 0; i < url.n; i += n) {
		unsigned char c = (unsigned char)url.p[i];

		for (n = 0; i + n < url.n && is_plain(url.p[i + n]); n++)
			;
		if (n > 0) {
			buf_add(&clean, url.p + i, n);
		} else {
			n = 1;
			buf_addc(&clean, '%');
			buf_addc(&clean, hex[c >> 4]);
			buf_addc(&clean, hex[c & 15]);
		}
	}
	escape_attr(out, buf_str(&clean));
	buf_free(&clean);
}

bool
links_says_nothing(struct str text)
{
	size_t i;

	text = str_trim(text);
	while (text.n > 0 && strchr(".:!,>", text.p[text.n - 1]) != NULL)
		text.n--;
	text = str_trim(text);
	for (i = 0; i < sizeof(says_nothing) / sizeof(says_nothing[0]); i++)
		if (str_is_nocase(text, says_nothing[i]))
			return true;
	return text.n == 0;
}
