/* Preloaded by tests: what is written takes a while to reach the disk, so that a signal comes
 * meanwhile. */
#include <time.h>

int fsync(int fd);
int fsync(int fd)
{
	struct timespec second = {1, 0};

	(void)fd;
	/* Until the time is over, whatever wakes us. */
	while (nanosleep(&second, &second)) {
	}
	return 0;
}
