/*
 * The worker takes from itself what judging never needs: writing files (Landlock), opening
 * connections and reaching into other processes (seccomp). Where the kernel has neither, nothing
 * changes: the libraries are trusted as far as they were tested, and the supervisor still holds the
 * deadline.
 */
#include "confine.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__has_include)
#if __has_include( \
    <linux/landlock.h>) && __has_include(<linux/seccomp.h>) && __has_include(<linux/filter.h>)
#define DONE_CAN_CONFINE 1
#endif
#endif

#if !defined(DONE_CAN_CONFINE)

unsigned done_confine(void)
{
	return 0;
}

#else

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "done/base.h"

/* Everything that changes a file system; reading and running are not handled and so stay allowed.
 */
#define WRITES                                                              \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |    \
	    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | \
	    LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |     \
	    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |   \
	    LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* The one child there may be (git ls-files) sends its complaints there. */
static void allow_null_device(int rules)
{
	struct landlock_path_beneath_attr beneath = {
	    .allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE,
	    .parent_fd = open("/dev/null", O_RDONLY | O_CLOEXEC),
	};

	if (beneath.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
	close(beneath.parent_fd);
}

static bool forbid_writing(void)
{
	struct landlock_ruleset_attr attributes = {.handled_access_fs = WRITES};
	int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
	bool held;

	if (rules < 0)
		return false;
	allow_null_device(rules);
	held = !syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
	return held;
}

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#if defined(ARCHITECTURE)

/* Refused with EPERM; everything else is allowed, so that no library breaks by a call nobody
 * thought of. */
static const unsigned short refused[] = {
    SYS_socket,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_ptrace,
    SYS_process_vm_writev,
    SYS_bpf,
    SYS_mount,
    SYS_unshare,
    SYS_setns,
};

#define REFUSED_NR (sizeof(refused) / sizeof(refused[0]))

static bool forbid_calls(void)
{
	struct sock_filter filter[REFUSED_NR + 5];
	struct sock_fprog program = {.len = 0, .filter = filter};

	filter[program.len++] = (struct sock_filter)BPF_STMT(
	    BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
	/* Another architecture's numbers mean other calls: leave them be. */
	filter[program.len++] = (struct sock_filter)BPF_JUMP(
	    BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 0, REFUSED_NR + 1);
	filter[program.len++] = (struct sock_filter)BPF_STMT(
	    BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < REFUSED_NR; i++)
		filter[program.len++] = (struct sock_filter)BPF_JUMP(
		    BPF_JMP | BPF_JEQ | BPF_K, refused[i], (unsigned char)(REFUSED_NR - i), 0);
	filter[program.len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	filter[program.len++] =
	    (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	return !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

#else

static bool forbid_calls(void)
{
	return false;
}

#endif

unsigned done_confine(void)
{
	unsigned held = 0;

	/* Both ask for it: what is taken away cannot come back by running another program. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 0;
	if (forbid_writing())
		held |= DONE_CONFINED_WRITING;
	if (forbid_calls())
		held |= DONE_CONFINED_CALLS;
	return held;
}

#endif
