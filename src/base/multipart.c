#include "base/multipart.h"

#include <string.h>

#define BOUNDARY_MAX 70 /* RFC 2046, 5.1.1 */

/*
 * The value of the parameter NAME in "main; name=value; name=\"value\"" (RFC 2045, 5.1).  Browsers
 * write a quote within a file name as %22, older programs as \": both are left as they are.
 */
static bool
parameter(struct str s, const char *name, struct str *out)
{
	s = str_skip(s, str_chr(s, ';'));
	while (s.n > 0) {
		struct str key, value;
		size_t eq;

		s = str_trim(str_skip(s, 1)); /* the semicolon */
		eq = str_chr(s, '=');
		key = str_trim((struct str){ s.p, eq });
		s = eq < s.n ? str_trim(str_skip(s, eq + 1)) : (struct str){ NULL, 0 };
		if (str_starts(s, "\"")) {
			size_t end = 1;

			while (end < s.n && s.p[end] != '"')
				end += s.p[end] == '\\' && end + 1 < s.n ? 2 : 1;
			if (end >= s.n)
				return false; /* never closed */
			value = (struct str){ s.p + 1, end - 1 };
			s = str_skip(s, end + 1);
			s = str_skip(s, str_chr(s, ';'));
		} else {
			size_t end = str_chr(s, ';');

			value = str_trim((struct str){ s.p, end });
			s = str_skip(s, end);
		}
		if (str_is_nocase(key, name)) {
			*out = value;
			return true;
		}
	}
	return false;
}

static bool
fail(struct multipart *m, const char *error)
{
	m->error = error;
	m->rest = (struct str){ NULL, 0 };
	return false;
}

/*
 * The offset of the next delimiter line of S, "--boundary" at the beginning of a line, and in *AFTER that
 * of what follows it; s.n when there is none.  *END: it is the last one.
 */
static size_t
find_delimiter(const struct multipart *m, struct str s, size_t *after, bool *end)
{
	size_t at = 0;

	while (at < s.n) {
		const char *hit = memmem(s.p + at, s.n - at, m->boundary.p, m->boundary.n);
		size_t i;

		if (hit == NULL)
			break;
		at = (size_t)(hit - s.p);
		i = at + m->boundary.n;
		if (at >= 2 && memcmp(hit - 2, "--", 2) == 0 &&
		    (at == 2 || (at >= 4 && memcmp(hit - 4, "\r\n", 2) == 0))) {
			*end = s.n - i >= 2 && memcmp(s.p + i, "--", 2) == 0;
			*after = i + 2;
			if (*end)
				return at - 2;
			while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
				i++;
			*after = i + 2;
			if (s.n - i >= 2 && memcmp(s.p + i, "\r\n", 2) == 0)
				return at - 2;
		}
		at++;
	}
	*after = s.n;
	return s.n;
}

bool
multipart_init(struct multipart *m, struct str content_type, struct str body)
{
	size_t at, after;
	bool end;

	*m = (struct multipart){ .rest = body };
	if (!parameter(content_type, "boundary", &m->boundary) || m->boundary.n == 0 ||
	    m->boundary.n > BOUNDARY_MAX)
		return fail(m, "the form has no boundary between its fields");
	at = find_delimiter(m, body, &after, &end);
	if (at == body.n)
		return fail(m, "the form's boundary is nowhere in it");
	m->rest = end ? (struct str){ NULL, 0 } : str_skip(body, after);
	return true;
}

/* Read the lines before the empty one; *BODY_AT is what follows it. */
static bool
read_headers(struct multipart *m, struct part *part, size_t *body_at)
{
	struct str s = m->rest, line;
	size_t n = 0, eol, colon;
	bool named = false;

	for (;;) {
		const char *nl = memmem(s.p, s.n, "\r\n", 2);

		if (nl == NULL)
			return fail(m, "a field of the form ends within its headers");
		eol = (size_t)(nl - s.p);
		n += eol + 2;
		if (n > MULTIPART_HEADERS)
			return fail(m, "the headers of a field are too long");
		line = (struct str){ s.p, eol };
		s = str_skip(s, eol + 2);
		if (eol == 0)
			break;
		colon = str_chr(line, ':');
		if (str_is_nocase((struct str){ line.p, colon }, "content-disposition")) {
			named = parameter(line, "name", &part->name);
			(void)parameter(line, "filename", &part->filename); /* or stays empty */
		} else if (str_is_nocase((struct str){ line.p, colon }, "content-type")) {
			part->content_type = str_trim(str_skip(line, colon + 1));
		}
	}
	if (!named)
		return fail(m, "a field of the form has no name");
	*body_at = n;
	return true;
}

bool
multipart_next(struct multipart *m, struct part *part)
{
	size_t body_at, at, after;
	bool end;

	*part = (struct part){ .name = { "", 0 }, .filename = { "", 0 } };
	if (m->error != NULL || m->rest.p == NULL)
		return false;
	if (++m->parts > MULTIPART_PARTS)
		return fail(m, "the form has too many fields");
	if (!read_headers(m, part, &body_at))
		return false;
	if (part->content_type.n >= 10 &&
	    str_is_nocase((struct str){ part->content_type.p, 10 }, "multipart/"))
		return fail(m, "a field of the form holds another form");
	/* The line break before the body may be the delimiter's own: an empty body. */
	m->rest = str_skip(m->rest, body_at - 2);
	at = find_delimiter(m, m->rest, &after, &end);
	if (at == m->rest.n)
		return fail(m, "the form is cut off before its end");
	part->body = at > 2 ? (struct str){ m->rest.p + 2, at - 4 } : (struct str){ "", 0 };
	m->rest = end ? (struct str){ NULL, 0 } : str_skip(m->rest, after);
	return true;
}
