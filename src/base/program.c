#include "base/program.h"

#include <inttypes.h>
#include <link.h>

#include "base/fs.h"

static void
add(struct buf *out, const char *path)
{
	struct fs_stamp st;

	/* Else it is part of another, as the kernel's own is.  Its time of change says nothing: a link to it
	 * from elsewhere is one. */
	if (fs_stamp(path, &st))
		buf_addf(out, "%s %" PRId64 " %" PRId64 " %" PRIu64 "\n", path, st.size,
		    st.mtime_ns, st.inode);
}

static int
each(struct dl_phdr_info *info, size_t size, void *out)
{
	(void)size;
	if (info->dlpi_name != NULL && info->dlpi_name[0] != '\0')
		add(out, info->dlpi_name);
	return 0;
}

void
program_files(struct buf *out)
{
	add(out, "/proc/self/exe");
	(void)dl_iterate_phdr(each, out); /* what each() returns: 0 */
}
