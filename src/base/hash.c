#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL /* one function of it, and no library to load */
#include <xxhash.h>

#include "base/arena.h"

#define PIECE (256ul * 1024)
#define CRC_POLYNOMIAL 0xEDB88320u /* reversed, as RFC 1952 has it */

/* N bytes as digits, and NUL. */
static void
hex(char *out, const unsigned char *sum, size_t n)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = digits[sum[i] >> 4];
		out[2 * i + 1] = digits[sum[i] & 15];
	}
	out[2 * n] = '\0';
}

static void
end(char out[HASH_HEX], struct sha256_ctx *ctx)
{
	uint8_t sum[SHA256_DIGEST_SIZE];

	sha256_digest(ctx, sizeof(sum), sum);
	hex(out, sum, sizeof(sum));
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

/* T[0] is RFC 1952's table; T[k][b] is what byte b does to the sum k bytes later, so that eight
 * bytes take eight looks and no chain of dependent steps. */
static void
crc_tables(uint32_t t[8][256])
{
	uint32_t c, i, k;

	for (i = 0; i < 256; i++) {
		c = i;
		for (k = 0; k < 8; k++)
			c = (c & 1) != 0 ? CRC_POLYNOMIAL ^ (c >> 1) : c >> 1;
		t[0][i] = c;
	}
	for (i = 0; i < 256; i++)
		for (k = 1; k < 8; k++)
			t[k][i] = t[0][t[k - 1][i] & 255] ^ (t[k - 1][i] >> 8);
}

uint32_t
hash_crc32(uint32_t crc, struct str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.p;
	uint32_t t[8][256], k, next;
	size_t n = bytes.n;

	crc_tables(t);
	crc = ~crc;
	for (; n >= 8; n -= 8, p += 8) {
		for (k = 0, next = 0; k < 8; k++)
			next ^= t[7 - k][k < 4 ? (p[k] ^ (crc >> (8 * k))) & 255 : p[k]];
		crc = next;
	}
	for (; n > 0; n--, p++)
		crc = t[0][(crc ^ *p) & 255] ^ (crc >> 8);
	return ~crc;
}

void
hash_quick(char out[HASH_QUICK_HEX], struct str bytes)
{
	XXH128_canonical_t sum;

	XXH128_canonicalFromHash(&sum, XXH3_128bits(bytes.p, bytes.n));
	hex(out, sum.digest, sizeof(sum.digest));
}

uint64_t
hash_sum(struct str bytes)
{
	return XXH3_64bits(bytes.p, bytes.n);
}
