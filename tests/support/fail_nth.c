/*
 * Preloaded into the real program: makes its n-th call of one kind fail, so that a test can try
 * every n. FAIL_KIND=read|memory  FAIL_NTH=n  FAIL_REACHED=file (gets a byte when the n-th call
 * comes) Calls are counted in every process that is started, from its own start.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_long count;
static long nth = -1;
static char kind;
static int reached = -1; /* opened at the start: the worker that is to fail may write no file */

__attribute__((constructor)) static void begin(void)
{
	const char *text = getenv("FAIL_NTH");
	const char *which = getenv("FAIL_KIND");

	kind = which ? which[0] : '\0';
	nth = text ? atol(text) : -1;
	if (getenv("FAIL_REACHED"))
		reached = (int)syscall(SYS_openat, AT_FDCWD, getenv("FAIL_REACHED"),
		    O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static int is_time(char which)
{
	if (kind != which || nth < 0 || atomic_fetch_add(&count, 1) != nth)
		return 0;
	if (reached >= 0)
		syscall(SYS_write, reached, "!", 1);
	return 1;
}

#define NEXT(type, name)  \
	static type next; \
	if (!next)        \
	next = (type)dlsym(RTLD_NEXT, name)

typedef ssize_t (*read_type)(int, void *, size_t);
ssize_t read(int fd, void *bytes, size_t len)
{
	NEXT(read_type, "read");
	if (is_time('r')) {
		errno = EIO;
		return -1;
	}
	return next(fd, bytes, len);
}

typedef void *(*mmap_type)(void *, size_t, int, int, int, off_t);
void *mmap(void *at, size_t len, int protection, int flags, int fd, off_t offset)
{
	NEXT(mmap_type, "mmap");
	if (fd >= 0 && is_time('r')) {
		errno = EIO;
		return MAP_FAILED;
	}
	return next(at, len, protection, flags, fd, offset);
}

typedef int (*open_type)(const char *, int, ...);
#define DEFINE_OPEN(name)                                          \
	int name(const char *path, int flags, ...)                 \
	{                                                          \
		va_list args;                                      \
		mode_t mode;                                       \
		NEXT(open_type, #name);                            \
		va_start(args, flags);                             \
		mode = flags & O_CREAT ? va_arg(args, mode_t) : 0; \
		va_end(args);                                      \
		if (is_time('r')) {                                \
			errno = EIO;                               \
			return -1;                                 \
		}                                                  \
		return next(path, flags, mode);                    \
	}
DEFINE_OPEN(open)
DEFINE_OPEN(open64)

extern void *__libc_malloc(size_t len);
extern void *__libc_calloc(size_t nr, size_t len);
extern void *__libc_realloc(void *old, size_t len);

void *malloc(size_t len)
{
	if (is_time('m')) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_malloc(len);
}

void *calloc(size_t nr, size_t len)
{
	if (is_time('m')) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_calloc(nr, len);
}

void *realloc(void *old, size_t len)
{
	if (is_time('m')) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_realloc(old, len);
}
