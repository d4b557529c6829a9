#include "render/openapi.h"

static const unsigned char text[] = {
#include "render/openapi.json.h"
};

void
openapi_json(struct buf *out, const struct site *site)
{
	(void)site; /* for the table of build.c */
	buf_add(out, (const char *)text, sizeof(text));
}
