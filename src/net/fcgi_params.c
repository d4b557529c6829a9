#include "net/fcgi_params.h"

#include <limits.h>

enum param {
	PARAM_METHOD,
	PARAM_DOCUMENT_URI,
	PARAM_SCRIPT_NAME,
	PARAM_PATH_INFO,
	PARAM_QUERY,
	PARAM_TYPE,
	PARAM_LENGTH,
	PARAM_IF_NONE_MATCH,
	PARAM__MAX
};

static const char *const param_names[PARAM__MAX] = {
	[PARAM_METHOD] = "REQUEST_METHOD",
	[PARAM_DOCUMENT_URI] = "DOCUMENT_URI",
	[PARAM_SCRIPT_NAME] = "SCRIPT_NAME",
	[PARAM_PATH_INFO] = "PATH_INFO",
	[PARAM_QUERY] = "QUERY_STRING",
	[PARAM_TYPE] = "CONTENT_TYPE",
	[PARAM_LENGTH] = "CONTENT_LENGTH",
	[PARAM_IF_NONE_MATCH] = "HTTP_IF_NONE_MATCH",
};

static bool
pair_length(struct str *rest, size_t *n)
{
	size_t i, bytes;

	if (rest->n == 0)
		return false;
	bytes = (unsigned char)rest->p[0] >> 7 != 0 ? 4 : 1;
	if (rest->n < bytes)
		return false;
	*n = (unsigned char)rest->p[0] & 0x7f;
	for (i = 1; i < bytes; i++)
		*n = *n << 8 | (unsigned char)rest->p[i];
	*rest = str_skip(*rest, bytes);
	return true;
}

int
fcgi_pair(struct str *rest, struct str *name, struct str *value)
{
	size_t name_n, value_n;

	if (rest->n == 0)
		return 0;
	if (!pair_length(rest, &name_n) || !pair_length(rest, &value_n))
		return -1;
	if (name_n > rest->n || value_n > rest->n - name_n) /* no sum that could wrap */
		return -1;
	*name = (struct str){ rest->p, name_n };
	*value = (struct str){ rest->p + name_n, value_n };
	*rest = str_skip(*rest, name_n + value_n);
	return 1;
}

static int
gather(struct str got[PARAM__MAX], struct str params)
{
	struct str name, value;
	int more;
	size_t i;

	for (i = 0; i < PARAM__MAX; i++)
		got[i] = STR("");
	while ((more = fcgi_pair(&params, &name, &value)) > 0)
		for (i = 0; i < PARAM__MAX; i++)
			if (str_is(name, param_names[i]))
				got[i] = value;
	return more;
}

static struct str
request_path(struct buf *path, const struct str got[PARAM__MAX])
{
	if (got[PARAM_DOCUMENT_URI].n > 0)
		return got[PARAM_DOCUMENT_URI];
	if (got[PARAM_PATH_INFO].n == 0)
		return got[PARAM_SCRIPT_NAME];
	buf_clear(path);
	buf_addstr(path, got[PARAM_SCRIPT_NAME]);
	buf_addstr(path, got[PARAM_PATH_INFO]);
	return buf_str(path);
}

const char *
fcgi_params_read(struct msg_request *msg, struct buf *path, struct str params)
{
	struct str got[PARAM__MAX];
	unsigned long length;

	if (gather(got, params) != 0)
		return "the request's parameters are not name-value pairs";
	msg->method = got[PARAM_METHOD];
	msg->path = request_path(path, got);
	msg->query = got[PARAM_QUERY];
	msg->content_type = got[PARAM_TYPE];
	msg->if_none_match = got[PARAM_IF_NONE_MATCH];
	if (msg->method.n == 0)
		return "the web server passes no REQUEST_METHOD";
	if (msg->path.n == 0)
		return "the web server passes neither DOCUMENT_URI nor SCRIPT_NAME";
	if (msg->path.p[0] != '/' || str_chr(msg->path, '\0') < msg->path.n)
		return "the path does not begin with a slash or holds a NUL byte";
	if (got[PARAM_LENGTH].n > 0 &&
	    (!str_to_uint(got[PARAM_LENGTH], ULONG_MAX, &length) || length != msg->body.n))
		return "the body is not as long as CONTENT_LENGTH says";
	return NULL;
}
