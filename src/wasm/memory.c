/*
 * memory.c - SQLite where there are no files: it asks its VFS for files, time and chance, and SQLITE_OS_OTHER
 * leaves that to us.  Databases in memory need none of it; this VFS has no file to give.
 */
#include <sqlite3.h>
#include <stddef.h>

static int
no_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *f, int flags, int *out)
{
	(void)vfs, (void)name, (void)flags, (void)out;
	f->pMethods = NULL;
	return SQLITE_CANTOPEN;
}

static int
no_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
	(void)vfs, (void)name, (void)sync;
	return SQLITE_OK;
}

static int
no_access(sqlite3_vfs *vfs, const char *name, int flags, int *out)
{
	(void)vfs, (void)name, (void)flags;
	*out = 0;
	return SQLITE_OK;
}

static int
no_path(sqlite3_vfs *vfs, const char *name, int n, char *out)
{
	(void)vfs;
	sqlite3_snprintf(n, out, "%s", name);
	return SQLITE_OK;
}

/* Nothing that is asked here is a secret, and the same must come out each time. */
static int
no_chance(sqlite3_vfs *vfs, int n, char *out)
{
	int i;

	(void)vfs;
	for (i = 0; i < n; i++)
		out[i] = 0;
	return n;
}

static int
no_sleep(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	return us;
}

static int
no_time(sqlite3_vfs *vfs, double *out)
{
	(void)vfs;
	*out = 2440587.5; /* 1970 as a Julian day */
	return SQLITE_OK;
}

static int
no_error(sqlite3_vfs *vfs, int n, char *out)
{
	(void)vfs, (void)n, (void)out;
	return 0;
}

int sqlite3_os_init(void);
int sqlite3_os_end(void);

int
sqlite3_os_init(void)
{
	static sqlite3_vfs none = {
		.iVersion = 1,
		.szOsFile = sizeof(sqlite3_file),
		.mxPathname = 64,
		.zName = "none",
		.xOpen = no_file,
		.xDelete = no_delete,
		.xAccess = no_access,
		.xFullPathname = no_path,
		.xRandomness = no_chance,
		.xSleep = no_sleep,
		.xCurrentTime = no_time,
		.xGetLastError = no_error,
	};

	return sqlite3_vfs_register(&none, 1);
}

int
sqlite3_os_end(void)
{
	return SQLITE_OK;
}
