/*
 * fuzz_multipart.c - a content type, a line break and a body.
 *
 * Whatever comes in: every part lies within the body, in order; no part holds the delimiter that ends it; an
 * error and a part are never given at once; reading twice gives the same.
 */
#include <string.h>

#include "base/multipart.h"
#include "fuzz.h"

static void
check_inside(struct str s, struct str whole)
{
	check(
	    s.n == 0 || (s.p >= whole.p && s.p + s.n <= whole.p + whole.n), "within the body");
}

static unsigned
read_all(struct str type, struct str body)
{
	const char *last = body.p;
	struct multipart m;
	struct part part;
	unsigned n = 0;

	if (!multipart_init(&m, type, body)) {
		check(m.error != NULL, "a refusal has a reason");
		check(!multipart_next(&m, &part), "nothing after it");
		return 0;
	}
	while (multipart_next(&m, &part)) {
		n++;
		check(m.error == NULL, "no part with an error");
		check_inside(part.name, body);
		check_inside(part.filename, body);
		check_inside(part.content_type, body);
		check_inside(part.body, body);
		check(part.body.n == 0 || part.body.p >= last, "in order");
		if (part.body.n > 0)
			last = part.body.p + part.body.n;
		check(n <= MULTIPART_PARTS, "not too many");
	}
	check(!multipart_next(&m, &part), "the end is the end");
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	char *bytes = malloc(n != 0 ? n : 1);
	struct str type, body;
	unsigned parts;

	check(bytes != NULL, "memory");
	if (n != 0)
		memcpy(bytes, data, n);
	body = (struct str){ bytes, n };
	type = (struct str){ bytes, str_chr(body, '\n') };
	body = str_skip(body, type.n + 1);
	parts = read_all(type, body);
	check(read_all(type, body) == parts, "the same again");
	/* Our own form around the bytes, unless they hold its delimiter. */
	if (memmem(bytes, n, "XyZ", 3) == NULL) {
		static const char head[] =
		    "--XyZ\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n";
		static const char tail[] = "\r\n--XyZ--\r\n";
		size_t size = sizeof(head) - 1 + n + sizeof(tail) - 1;
		char *form = malloc(size);
		struct multipart m;
		struct part part;

		check(form != NULL, "memory");
		memcpy(form, head, sizeof(head) - 1);
		if (n != 0)
			memcpy(form + sizeof(head) - 1, bytes, n);
		memcpy(form + sizeof(head) - 1 + n, tail, sizeof(tail) - 1);
		check(multipart_init(&m, STR("multipart/form-data; boundary=XyZ"),
			  (struct str){ form, size }) &&
			  multipart_next(&m, &part),
		    "one part");
		check(part.body.n == n && (n == 0 || memcmp(part.body.p, bytes, n) == 0),
		    "with all bytes");
		check(!multipart_next(&m, &part) && m.error == NULL, "and no other");
		free(form);
	}
	free(bytes);
	return 0;
}
