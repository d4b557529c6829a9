#include "base/record.h"

#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/program.h"

/* A site of a million pages. */
#define RECORD_MAX (1024ul * 1024 * 1024)

static const char magic[8] = "cee-rec";

struct head {
	char magic[8];
	uint64_t sum; /* of all that follows */
	uint64_t program; /* what wrote it */
	uint64_t size; /* of what follows this head */
};

_Static_assert(sizeof(struct head) == RECORD_HEAD, "as record.h has it");

static uint64_t
this_program(void)
{
	struct buf files = BUF_INIT;
	uint64_t sum;

	program_files(&files);
	sum = hash_sum(buf_str(&files));
	buf_free(&files);
	return sum;
}

void
record_begin(struct buf *out)
{
	static const struct head empty;

	buf_add(out, &empty, sizeof(empty));
}

static uint64_t
sum_of(const struct buf *b)
{
	return hash_sum(str_skip(buf_str(b), offsetof(struct head, program)));
}

bool
record_write(struct buf *out, const char *path)
{
	struct head h = { .program = this_program(), .size = out->n - sizeof(h) };
	struct diag unread;
	bool done;

	memcpy(h.magic, magic, sizeof(magic));
	memcpy(out->p, &h, sizeof(h));
	h.sum = sum_of(out);
	memcpy(out->p, &h, sizeof(h));
	diag_init(&unread);
	done = fs_write(&unread, path, buf_str(out)) == 0;
	diag_free(&unread);
	return done;
}

bool
record_read(struct buf *in, const char *path)
{
	struct diag unread;
	struct head h;
	bool sound;

	if (!fs_exists(path))
		return false;
	diag_init(&unread);
	sound = fs_read(&unread, in, path, RECORD_MAX) == 0 && in->n >= sizeof(h);
	diag_free(&unread);
	if (!sound)
		return false;
	memcpy(&h, in->p, sizeof(h));
	return memcmp(h.magic, magic, sizeof(magic)) == 0 && h.size == in->n - sizeof(h) &&
	       h.program == this_program() && h.sum == sum_of(in);
}
