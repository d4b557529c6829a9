#include "model/kept.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/record.h"
#include "base/sort.h"
#include "model/kept_page.h"
#include "model/spill.h"

/* Of .kept-pages: what is read of a file is at most a few times as long. */
#define PAGES_MAX (64ul * 1024 * 1024 * 1024)

/* Pages that are looked at before memory is given back: some MiB of them. */
#define SEEN_MAX 256

/* Written at once. */
#define PIECE (1024ul * 1024)

/* What the system calls the time since it was started, and NUL, at least. */
#define BOOT_ID 40

/* How the record .kept begins; then N entries by file, then the files' names. */
struct head {
	uint32_t n, texts; /* TEXTS: with the plain texts of pages */
	uint64_t addresses; /* of the site (site.h) */
	char boot[BOOT_ID]; /* the machine's, since it was started */
	int64_t size, mtime_ns, ctime_ns; /* of .kept-pages */
	uint64_t inode;
};

/* What .kept has of one content file. */
struct entry {
	uint64_t at, size, sum; /* of its bytes in .kept-pages */
	int64_t file_size, mtime_ns, ctime_ns;
	uint64_t inode;
	uint32_t settled, plain,
	    name; /* NAME: where it begins among the names; it ends in NUL */
};

struct kept {
	struct buf list;
	const struct entry *entries; /* N of them */
	size_t n;
	const char *names;
	bool texts;
	bool sound; /* the bytes of all pages are those that were written */
	uint64_t addresses;
	char *pages; /* mapped; NULL: none */
	size_t n_pages; /* bytes */
	uint64_t device, inode; /* of .kept-pages */
	atomic_uint *seen; /* in memory that is not const with the rest */
};

static void
boot_id(char out[BOOT_ID])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);

	memset(out, 0, BOOT_ID);
	if (fd < 0)
		return;
	if (read(fd, out, BOOT_ID - 1) <= 0)
		out[0] = '\0';
	(void)close(fd); /* read only */
}

/* Is .kept-pages, as it is NOW, what was written when H was, since the machine was started? */
static bool
as_written(const struct head *h, const struct fs_stamp *now)
{
	char boot[BOOT_ID];

	boot_id(boot);
	return boot[0] != '\0' && memcmp(boot, h->boot, sizeof(boot)) == 0 && now->settled &&
	       h->size == now->size && h->mtime_ns == now->mtime_ns &&
	       h->ctime_ns == now->ctime_ns && h->inode == now->inode;
}

/* Point into the list. */
static bool
open_list(struct kept *k, const struct fs_stamp *pages)
{
	struct str all = str_skip(buf_str(&k->list), RECORD_HEAD);
	struct head h;
	size_t i, n_names;

	if (all.n < sizeof(h))
		return false;
	memcpy(&h, all.p, sizeof(h));
	all = str_skip(all, sizeof(h));
	if (h.n > all.n / sizeof(*k->entries))
		return false;
	k->addresses = h.addresses;
	k->sound = as_written(&h, pages);
	k->entries = (const struct entry *)(const void *)all.p; /* it is aligned */
	k->n = h.n;
	k->texts = h.texts != 0;
	k->names = all.p + h.n * sizeof(*k->entries);
	n_names = all.n - h.n * sizeof(*k->entries);
	for (i = 0; i < k->n; i++)
		if (k->entries[i].name >= n_names)
			return false;
	return k->n == 0 || k->names[n_names - 1] == '\0';
}

static void
open_pages(struct kept *k, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;

	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (uint64_t)st.st_size <= PAGES_MAX) {
		k->pages = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (k->pages == MAP_FAILED)
			k->pages = NULL;
		k->n_pages = k->pages != NULL ? (size_t)st.st_size : 0;
		k->device = (uint64_t)st.st_dev;
		k->inode = (uint64_t)st.st_ino;
	}
	(void)close(fd); /* read only */
}

struct kept *
kept_open(const char *dir, bool texts)
{
	struct kept *k = xalloc(sizeof(*k));
	struct fs_stamp stamp;
	struct arena a;
	bool sound = false;

	*k = (struct kept){ .list = BUF_INIT, .seen = xalloc(sizeof(*k->seen)) };
	atomic_init(k->seen, 0);
	arena_init(&a, 0);
	if (fs_stamp(fs_join(&a, dir, ".kept-pages"), &stamp) &&
	    record_read(&k->list, fs_join(&a, dir, ".kept")) && open_list(k, &stamp)) {
		open_pages(k, fs_join(&a, dir, ".kept-pages"));
		sound = k->pages != NULL && (k->texts || !texts);
	}
	arena_free(&a);
	if (sound)
		return k;
	kept_close(k);
	return NULL;
}

void
kept_close(struct kept *k)
{
	if (k == NULL)
		return;
	if (k->pages != NULL)
		(void)munmap(k->pages, k->n_pages); /* ours: cannot fail */
	buf_free(&k->list);
	free(k->seen);
	free(k);
}

uint64_t
kept_addresses(const struct kept *k)
{
	return k != NULL ? k->addresses : 0;
}

bool
kept_texts(const struct kept *k)
{
	return k != NULL && k->texts;
}

void
kept_seen(const struct kept *k)
{
	if (k != NULL && atomic_fetch_add(k->seen, 1) % SEEN_MAX == SEEN_MAX - 1)
		(void)madvise(k->pages, k->n_pages, MADV_DONTNEED); /* else they stay */
}

static const struct entry *
find(const struct kept *k, const char *file)
{
	size_t low = 0, high = k->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(k->names + k->entries[mid].name, file);

		if (c == 0)
			return &k->entries[mid];
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static struct str
bytes_of(const struct kept *k, const struct entry *e)
{
	if (e->at > k->n_pages || e->size > k->n_pages - e->at)
		return STR("");
	return (struct str){ k->pages + e->at, (size_t)e->size };
}

static bool
same_stamp(const struct entry *e, const struct fs_stamp *now)
{
	const struct fs_stamp was = { .size = e->file_size,
		.mtime_ns = e->mtime_ns,
		.ctime_ns = e->ctime_ns,
		.inode = e->inode,
		.settled = e->settled != 0 };

	return fs_stamp_same(&was, now);
}

bool
kept_take(
    const struct kept *k, struct arena *a, const char *file, const char *sha, struct page *page)
{
	const struct entry *e = find(k, file);
	struct page p = *page;
	struct str bytes;

	if (e == NULL || (sha == NULL && !same_stamp(e, &page->stamp)))
		return false;
	bytes = bytes_of(k, e);
	if ((!k->sound && e->sum != hash_sum(bytes)) ||
	    (sha != NULL && strcmp(kept_page_sha(bytes), sha) != 0) ||
	    !kept_page_read(bytes, a, &p))
		return false;
	kept_seen(k);
	*page = p;
	page->kept = (size_t)(e - k->entries) + 1;
	page->plain = e->plain != 0;
	return true;
}

/* What is about to be kept. */
struct saving {
	const struct kept *before; /* NULL: nothing of it is of use */
	bool spilled; /* the pages are written already, where each says */
	bool texts;
	int fd; /* of .kept-pages, or of what will be */
	uint64_t at; /* where PAGES will be written */
	struct buf pages, entries, names;
	size_t n;
	bool failed; /* to write */
};

static void
flush(struct saving *s)
{
	struct str rest = buf_str(&s->pages);
	ssize_t n;

	while (rest.n > 0 && !s->failed) {
		n = pwrite(s->fd, rest.p, rest.n, (off_t)s->at);
		s->failed = n <= 0;
		if (n > 0) {
			s->at += (uint64_t)n;
			rest = str_skip(rest, (size_t)n);
		}
	}
	buf_clear(&s->pages);
}

static int
by_file(const void *x, const void *y)
{
	const struct page *const *a = x, *const *b = y;

	return strcmp((*a)->file, (*b)->file);
}

static void
add_page(struct saving *s, const struct site *site, const struct page *p)
{
	struct entry e;
	size_t start;

	memset(&e, 0, sizeof(e)); /* what lies between, too, is the same each time */

	if (s->before != NULL && p->kept > 0) {
		e = s->before->entries[p->kept - 1];
	} else if (s->spilled) {
		if (p->spilled.size == 0)
			return;
		e.at = p->spilled.at;
		e.size = p->spilled.size;
		e.sum = p->spilled.sum;
	} else {
		if (s->pages.n >= PIECE)
			flush(s);
		start = s->pages.n;
		if (!kept_page_write(&s->pages, p, s->texts, NULL))
			return;
		e.at = s->at + start;
		e.size = s->pages.n - start;
		e.sum = hash_sum(str_skip(buf_str(&s->pages), start));
	}
	e.name = (uint32_t)s->names.n;
	e.file_size = p->stamp.size;
	e.mtime_ns = p->stamp.mtime_ns;
	e.ctime_ns = p->stamp.ctime_ns;
	e.inode = p->stamp.inode;
	e.settled = p->stamp.settled;
	e.plain = p->plain;
	buf_add(&s->entries, &e, sizeof(e));
	buf_adds(&s->names, p->file + strlen(site->root) + (site->root[0] != '\0'));
	buf_addc(&s->names, '\0');
	s->n++;
}

/* Every file that there is, by name. */
static void
add_pages(struct saving *s, const struct site *site)
{
	size_t n = site->n_pages + site->n_translations, i;
	const struct page **v = xalloc((n + 1) * sizeof(const struct page *));

	for (i = 0; i < site->n_pages; i++)
		v[i] = &site->pages[i];
	for (i = 0; i < site->n_translations; i++)
		v[site->n_pages + i] = &site->translations[i];
	sort_by(v, n, sizeof(const struct page *), by_file);
	for (i = 0; i < n; i++)
		add_page(s, site, v[i]);
	free(v);
}

/* How much of what is there is still wanted, in bytes. */
static uint64_t
wanted(const struct kept *k, const struct site *site)
{
	uint64_t n = 0;
	size_t i;

	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].kept > 0)
			n += k->entries[site->pages[i].kept - 1].size;
	for (i = 0; i < site->n_translations; i++)
		if (site->translations[i].kept > 0)
			n += k->entries[site->translations[i].kept - 1].size;
	return n;
}

/* Add what is new to the file that the former list is about; false: it cannot be done. */
static bool
append(struct saving *s, const struct site *site, const char *path)
{
	struct stat st;

	s->fd = open(path, O_WRONLY | O_CLOEXEC);
	if (s->fd < 0)
		return false;
	if (fstat(s->fd, &st) == 0 && (uint64_t)st.st_dev == s->before->device &&
	    (uint64_t)st.st_ino == s->before->inode) {
		s->at = s->before->n_pages;
		add_pages(s, site);
		flush(s);
	} else {
		s->failed = true; /* another build wrote it anew meanwhile */
	}
	return close(s->fd) == 0 && !s->failed;
}

/* Write all of it anew, beside it first. */
static bool
rewrite(struct saving *s, const struct site *site, const char *path, const char *beside)
{
	s->fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (s->fd < 0)
		return false;
	add_pages(s, site);
	flush(s);
	return close(s->fd) == 0 && !s->failed && rename(beside, path) == 0;
}

/* All of it was written when it was read: only its name is missing. */
static bool
adopt(struct saving *s, const struct site *site, const char *path, const char *beside)
{
	(void)unlink(beside); /* as a rule it is not there */
	if (!spill_name(site->spill, beside) || rename(beside, path) != 0)
		return false;
	s->spilled = true;
	add_pages(s, site);
	return true;
}

static void
write_list(const struct saving *s, const struct site *site, const char *path, const char *pages)
{
	struct buf all = BUF_INIT;
	struct fs_stamp stamp;
	struct head h;

	if (!fs_stamp(pages, &stamp))
		return;
	memset(&h, 0, sizeof(h)); /* what lies between, too, is the same each time */
	h.n = (uint32_t)s->n;
	h.texts = s->texts;
	h.addresses = site->addresses;
	boot_id(h.boot);
	h.size = stamp.size;
	h.mtime_ns = stamp.mtime_ns;
	h.ctime_ns = stamp.ctime_ns;
	h.inode = stamp.inode;
	record_begin(&all);
	buf_add(&all, &h, sizeof(h));
	buf_addstr(&all, buf_str(&s->entries));
	buf_addstr(&all, buf_str(&s->names));
	(void)record_write(&all, path); /* else the old one is of less use */
	buf_free(&all);
}

static void
begin(struct saving *s, const struct kept *before, bool texts)
{
	*s = (struct saving){ .before = before,
		.texts = texts,
		.fd = -1,
		.pages = BUF_INIT,
		.entries = BUF_INIT,
		.names = BUF_INIT };
}

static void
end(struct saving *s)
{
	buf_free(&s->pages);
	buf_free(&s->entries);
	buf_free(&s->names);
}

void
kept_save(const char *dir, const struct site *site, const struct kept *before, bool texts)
{
	struct saving s;
	struct arena a;
	const char *path, *beside;
	bool done = false;

	arena_init(&a, 0);
	path = fs_join(&a, dir, ".kept-pages");
	beside = fs_join(&a, dir, ".kept-pages.new");
	begin(&s, before, texts || (before != NULL && before->texts));
	if (before == NULL && site->spill != NULL)
		done = adopt(&s, site, path, beside);
	/* More than half of it is of no use any more: then all is written anew. */
	if (before != NULL && wanted(before, site) * 2 >= before->n_pages)
		done = append(&s, site, path);
	if (!done) {
		texts = s.texts;
		end(&s);
		begin(&s, NULL, texts);
		done = rewrite(&s, site, path, beside);
		if (!done)
			(void)unlink(beside); /* may not be there */
	}
	if (done)
		write_list(&s, site, fs_join(&a, dir, ".kept"), path);
	end(&s);
	arena_free(&a);
}
