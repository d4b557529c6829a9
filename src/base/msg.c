#include "base/msg.h"

void
msg_response_init(struct msg_response *r)
{
	*r = (struct msg_response){
		.status = 200,
		.location = BUF_INIT,
		.etag = BUF_INIT,
		.allow = BUF_INIT,
		.filename = BUF_INIT,
		.body = BUF_INIT,
	};
}

void
msg_response_free(struct msg_response *r)
{
	buf_free(&r->location);
	buf_free(&r->etag);
	buf_free(&r->allow);
	buf_free(&r->filename);
	buf_free(&r->body);
}

const char *
msg_reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} table[] = {
		{ 200, "OK" },
		{ 204, "No Content" },
		{ 301, "Moved Permanently" },
		{ 302, "Found" },
		{ 303, "See Other" },
		{ 304, "Not Modified" },
		{ 400, "Bad Request" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 408, "Request Timeout" },
		{ 413, "Content Too Large" },
		{ 414, "URI Too Long" },
		{ 415, "Unsupported Media Type" },
		{ 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" },
		{ 500, "Internal Server Error" },
		{ 501, "Not Implemented" },
		{ 503, "Service Unavailable" },
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].status == status)
			return table[i].reason;
	return "Unknown";
}

static void
header(struct buf *out, const char *name, struct str value)
{
	size_t i;

	buf_addf(out, "%s: ", name);
	for (i = 0; i < value.n; i++) /* nothing may end the line early */
		buf_addc(out, (char)((unsigned char)value.p[i] < 0x20 ? ' ' : value.p[i]));
	buf_adds(out, "\r\n");
}

/* RFC 6266 with a plain quoted string: what could end it, or is not ASCII, becomes "_". */
static void
disposition(struct buf *out, struct str name)
{
	size_t i;

	buf_adds(out, "Content-Disposition: attachment; filename=\"");
	for (i = 0; i < name.n; i++) {
		unsigned char c = (unsigned char)name.p[i];

		buf_addc(out, (char)(c < 0x20 || c > 0x7E || c == '"' || c == '\\' ? '_' : c));
	}
	buf_adds(out, "\"\r\n");
}

void
msg_headers(struct buf *out, const struct msg_response *r)
{
	static const struct {
		const char *name, *value;
	} always[] = {
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "no-referrer" },
		{ "X-Frame-Options", "DENY" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Permissions-Policy",
		    "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
		{ "Content-Security-Policy",
		    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
		    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
		    "frame-ancestors 'none'" },
	};
	size_t i;

	if (r->content_type != NULL)
		header(out, "Content-Type", str_of(r->content_type));
	header(out, "Cache-Control",
	    str_of(r->cache_control != NULL ? r->cache_control : "no-store"));
	if (r->etag.n > 0)
		header(out, "ETag", buf_str(&r->etag));
	if (r->location.n > 0)
		header(out, "Location", buf_str(&r->location));
	if (r->allow.n > 0)
		header(out, "Allow", buf_str(&r->allow));
	if (r->retry_after_s > 0)
		buf_addf(out, "Retry-After: %u\r\n", r->retry_after_s);
	if (r->attachment)
		disposition(out, buf_str(&r->filename));
	for (i = 0; i < sizeof(always) / sizeof(always[0]); i++)
		header(out, always[i].name, str_of(always[i].value));
}
