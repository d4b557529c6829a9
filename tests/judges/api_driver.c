/*
 * api_driver.c - requests on standard input, replies on standard output, for a judge of the API.
 *
 *	api_driver INDEX		answer from the search.db at INDEX
 *	api_driver --no-limit INDEX	the same, however long a search takes
 *	api_driver --fixture FILE	write the unit tests' small index to FILE, then answer from it
 *
 * A request is a line of fields between tabs: method, path, query string, Content-Type, the body,
 * percent-encoded, and If-None-Match; those at the end may be missing.  A reply is a line of JSON:
 * status, type (or null), body, etag, allow (strings) and cache (or null).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../unit/search/fixture_db.h"
#include "base/jsonw.h"
#include "base/url.h"
#include "search/api.h"

static struct str
field(struct str *line)
{
	struct str f = { "", 0 };

	(void)str_split(line, '\t', &f);	/* missing: empty */
	return f;
}

static void
answer(struct api *api, struct str line)
{
	struct buf body = BUF_INIT, out = BUF_INIT;
	struct msg_request req = { .method = field(&line), .path = field(&line),
		.query = field(&line), .content_type = field(&line) };
	struct msg_response r;
	struct jsonw w;

	url_decode(&body, field(&line), false);
	req.body = buf_str(&body);
	req.if_none_match = field(&line);
	msg_response_init(&r);
	api_handle(api, &req, &r);
	jsonw_init(&w, &out);
	jsonw_object(&w);
	jsonw_kint(&w, "status", r.status);
	jsonw_kcstr(&w, "type", r.content_type);
	jsonw_kstr(&w, "body", buf_str(&r.body));
	jsonw_kstr(&w, "etag", buf_str(&r.etag));
	jsonw_kstr(&w, "allow", buf_str(&r.allow));
	jsonw_kcstr(&w, "cache", r.cache_control);
	jsonw_end(&w);
	if (puts(out.p) < 0 || fflush(stdout) != 0)
		exit(1);
	msg_response_free(&r);
	buf_free(&body);
	buf_free(&out);
}

static void
no_limit(struct store *s)
{
	enum lang lang;

	s->patience_ms = 0;
	for (lang = 0; lang < LANG__MAX; lang++)
		if (s->in[lang] != NULL)
			s->in[lang]->patience_ms = 0;
}

int
main(int argc, char **argv)
{
	const char *path = argc == 2 ? argv[1] : argc == 3 ? argv[2] : NULL;
	struct api *api;
	struct diag d;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (path == NULL) {
		fprintf(stderr, "usage: api_driver [--no-limit] INDEX | --fixture FILE\n");
		return 2;
	}
	if (argc == 3 && strcmp(argv[1], "--fixture") == 0)
		fixture_db_write(path, "r1",
		    "INSERT INTO message VALUES ('es', '%s Center', 'Centro de %s')\n"
		    "INSERT INTO center_in VALUES ('es', 'apparel', 'Ropa', 'De todo', "
		    "'/es/centers/apparel/')\n"
		    "INSERT INTO template SELECT 'es/' || name, text FROM template");
	diag_init(&d);
	api = api_open(&d, path);
	diag_print(&d, stderr);
	diag_free(&d);
	if (api == NULL)
		return 1;
	if (argc == 3 && strcmp(argv[1], "--no-limit") == 0)
		no_limit((struct store *)(uintptr_t)api_store(api));
	while ((n = getline(&line, &cap, stdin)) > 0)
		answer(api, (struct str){ line, (size_t)n - (line[n - 1] == '\n') });
	free(line);
	api_close(api);
	return 0;
}
