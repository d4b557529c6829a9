#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"

#define PIECE (256ul * 1024)

static void
end(char out[HASH_HEX], struct sha256_ctx *ctx)
{
	static const char digits[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_SIZE];
	size_t i;

	sha256_digest(ctx, sizeof(sum), sum);
	for (i = 0; i < sizeof(sum); i++) {
		out[2 * i] = digits[sum[i] >> 4];
		out[2 * i + 1] = digits[sum[i] & 15];
	}
	out[HASH_HEX - 1] = '\0';
}

void
hash_hex(char out[HASH_HEX], struct str bytes)
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, bytes.n, (const uint8_t *)bytes.p);
	end(out, &ctx);
}

int
hash_file(char out[HASH_HEX], const char *path, uint64_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = -1, error;
	struct sha256_ctx ctx;
	uint8_t *piece;
	ssize_t n;

	if (fd < 0)
		return -1;
	piece = xalloc(PIECE);
	sha256_init(&ctx);
	*size = 0;
	while ((n = read(fd, piece, PIECE)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			goto out;
		sha256_update(&ctx, (size_t)n, piece);
		*size += (uint64_t)n;
	}
	end(out, &ctx);
	rc = 0;
out:
	error = errno;
	free(piece);
	(void)close(fd); /* read only */
	errno = error;
	return rc;
}
