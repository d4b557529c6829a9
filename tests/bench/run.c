/*
 * run.c - `run COMMAND...`: run it with its output into the log on descriptor 2, and print what it
 * took: "status wall-s user-s system-s peak-KiB", children of its own included.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int
main(int argc, char *argv[])
{
	struct timespec a, b;
	struct rusage r;
	int status;
	pid_t pid;

	if (argc < 2)
		return 2;
	(void)clock_gettime(CLOCK_MONOTONIC, &a);
	pid = fork();
	if (pid == 0) {
		(void)dup2(2, 1);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &r) != 0)
		return 1;
	(void)clock_gettime(CLOCK_MONOTONIC, &b);
	printf("%d %.4f %.4f %.4f %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128,
	    (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9,
	    seconds(r.ru_utime), seconds(r.ru_stime), r.ru_maxrss);
	return 0;
}
