#include "base/jsonw.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

#include "base/escape.h"

void
jsonw_init(struct jsonw *w, struct buf *out)
{
	*w = (struct jsonw){ .out = out };
}

/* A comma where one is due; in an object a value must follow its key. */
static void
before_value(struct jsonw *w)
{
	if (w->depth == 0)
		return;
	if (w->kind[w->depth - 1] == '{') {
		assert(w->keyed);
		w->keyed = false;
		return;
	}
	if (w->some[w->depth - 1])
		buf_addc(w->out, ',');
	w->some[w->depth - 1] = true;
}

static void
open_level(struct jsonw *w, unsigned char kind)
{
	before_value(w);
	assert(w->depth < JSONW_DEPTH);
	w->kind[w->depth] = kind;
	w->some[w->depth] = false;
	w->depth++;
	buf_addc(w->out, (char)kind);
}

void
jsonw_object(struct jsonw *w)
{
	open_level(w, '{');
}

void
jsonw_array(struct jsonw *w)
{
	open_level(w, '[');
}

void
jsonw_end(struct jsonw *w)
{
	assert(w->depth > 0 && !w->keyed);
	w->depth--;
	buf_addc(w->out, w->kind[w->depth] == '{' ? '}' : ']');
}

static void
quoted(struct jsonw *w, struct str s)
{
	buf_addc(w->out, '"');
	escape_json(w->out, s);
	buf_addc(w->out, '"');
}

void
jsonw_key(struct jsonw *w, const char *key)
{
	assert(w->depth > 0 && w->kind[w->depth - 1] == '{' && !w->keyed);
	if (w->some[w->depth - 1])
		buf_addc(w->out, ',');
	w->some[w->depth - 1] = true;
	quoted(w, str_of(key));
	buf_addc(w->out, ':');
	w->keyed = true;
}

void
jsonw_str(struct jsonw *w, struct str s)
{
	before_value(w);
	quoted(w, s);
}

void
jsonw_cstr(struct jsonw *w, const char *s)
{
	if (s == NULL)
		jsonw_null(w);
	else
		jsonw_str(w, str_of(s));
}

void
jsonw_int(struct jsonw *w, int64_t v)
{
	before_value(w);
	if (v < 0)
		buf_addc(w->out, '-');
	buf_addu(w->out, v < 0 ? -(uint64_t)v : (uint64_t)v);
}

void
jsonw_real(struct jsonw *w, double v, int digits)
{
	if (!isfinite(v)) {
		jsonw_null(w);
		return;
	}
	before_value(w);
	buf_addf(w->out, "%.*f", digits, v);
}

void
jsonw_bool(struct jsonw *w, bool v)
{
	before_value(w);
	buf_adds(w->out, v ? "true" : "false");
}

void
jsonw_null(struct jsonw *w)
{
	before_value(w);
	buf_adds(w->out, "null");
}

void
jsonw_kstr(struct jsonw *w, const char *key, struct str s)
{
	jsonw_key(w, key);
	jsonw_str(w, s);
}

void
jsonw_kcstr(struct jsonw *w, const char *key, const char *s)
{
	jsonw_key(w, key);
	jsonw_cstr(w, s);
}

void
jsonw_kint(struct jsonw *w, const char *key, int64_t v)
{
	jsonw_key(w, key);
	jsonw_int(w, v);
}

void
jsonw_kreal(struct jsonw *w, const char *key, double v, int digits)
{
	jsonw_key(w, key);
	jsonw_real(w, v, digits);
}

void
jsonw_kbool(struct jsonw *w, const char *key, bool v)
{
	jsonw_key(w, key);
	jsonw_bool(w, v);
}
