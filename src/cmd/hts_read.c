#include "cmd/hts_read.h"

#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/limits.h"
#include "db/json.h"
#include "model/plain.h"
#include "model/tariff_import.h"

static int
read_json(struct diag *d, struct tariff *t, struct str bytes)
{
	struct json_member m[] = { { .key = "htsno" }, { .key = "indent" },
		{ .key = "description" } };
	struct json_array *j = json_open(d, t->file, bytes);
	struct arena a; /* of one object */
	unsigned line = 0;
	size_t i;
	int rc = -1;

	arena_init(&a, 0);
	while (j != NULL && (rc = json_next(d, j, &a, m, 3, &line)) > 0) {
		for (i = 0; i < 3; i++)
			if (m[i].kind == JSON_MISSING || m[i].kind == JSON_OTHER)
				break;
		if (i < 3) {
			rc = diag_error(d, (struct loc){ t->file, line, 0 },
			    "no \"%s\" with a text; expected htsno, indent and description in "
			    "every object",
			    m[i].key);
			break;
		}
		tariff_row(d, t, m[0].text, m[1].text, m[2].text, line);
		arena_reset(&a);
	}
	arena_free(&a);
	json_close(j);
	return rc;
}

/* NAME's last part, as plain text; without its ending when SHORT. */
static const char *
base_name(struct arena *a, const char *path, bool without_ending)
{
	const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	struct buf plain = BUF_INIT;
	struct str s = str_of(name);
	const char *out;

	if (without_ending && dot != NULL && dot > name)
		s.n = (size_t)(dot - name);
	plain_add(&plain, s);
	out = arena_strdup(a, plain.p);
	buf_free(&plain);
	return out;
}

static int
read_bytes(
    struct diag *d, struct tariff *t, const char *path, const char *edition, struct str bytes)
{
	char hex[HASH_HEX];
	struct buf plain = BUF_INIT;
	int rc;

	hash_hex(hex, bytes);
	t->sha256 = arena_strdup(t->arena, hex);
	t->source = base_name(t->arena, path, false);
	plain_add(&plain, str_of(edition));
	t->edition =
	    plain.n > 0 ? arena_strdup(t->arena, plain.p) : base_name(t->arena, path, true);
	buf_free(&plain);
	switch (tariff_format(bytes)) {
	case TARIFF_CSV:
		rc = tariff_csv(d, t, bytes);
		break;
	case TARIFF_JSON:
		rc = read_json(d, t, bytes);
		break;
	case TARIFF_KEPT:
		return tariff_read(d, t, bytes);
	case TARIFF_OTHER:
	default:
		return diag_error(d, (struct loc){ path, 0, 0 },
		    "neither CSV nor JSON; download the export of hts.usitc.gov as one of "
		    "them");
	}
	/* What is half read would be called out of order as well. */
	return rc == 0 ? tariff_finish(d, t) : rc;
}

int
hts_read(
    struct diag *d, struct tariff *t, struct arena *a, const char *path, const char *edition)
{
	struct buf bytes = BUF_INIT;
	int rc;

	tariff_init(t, a, path);
	rc = fs_read(d, &bytes, path, LIMIT_HTS_FILE);
	if (rc == 0)
		rc = read_bytes(d, t, path, edition, buf_str(&bytes));
	buf_free(&bytes);
	return rc;
}
