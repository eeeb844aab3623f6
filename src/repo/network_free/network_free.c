/*
 * For the static build: stands in for libgit2's network code, so that a program which never opens a
 * connection does not load TLS, SSH and Kerberos libraries, nor parse the machine's certificates
 * inside git_libgit2_init(). (Half and more of the dynamic program's time on a small change;
 * tests/bench.) CMake uses this only when the probe links; the names are libgit2's own, from 1.5.
 */
#include <stdbool.h>

int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_mbedtls_stream_new(void **out, const char *host, const char *port);
int git_mbedtls_stream_wrap(void **out, void *in, const char *host);
int git_transport_ssh_global_init(void);
int git_transport_ssh_with_paths(void **out, void *owner, void *payload);
int git_smart_subtransport_ssh(void **out, void *owner, void *param);
int git_smart_subtransport_http(void **out, void *owner, void *param);
int git_smart_subtransport_git(void **out, void *owner, void *param);
extern bool git_http__expect_continue;

bool git_http__expect_continue = false;

/* Starting up: nothing to start. */
int git_mbedtls_stream_global_init(void)
{
	return 0;
}

int git_transport_ssh_global_init(void)
{
	return 0;
}

/* Everything else fails: there is no network here. */
#define DONE_NO_NETWORK2(name, first, second) \
	int name(first one, second two)       \
	{                                     \
		(void)one;                    \
		(void)two;                    \
		return -1;                    \
	}
#define DONE_NO_NETWORK3(name, second, third)         \
	int name(void **one, second two, third three) \
	{                                             \
		(void)one;                            \
		(void)two;                            \
		(void)three;                          \
		return -1;                            \
	}

DONE_NO_NETWORK2(git_mbedtls__set_cert_location, const char *, const char *)
DONE_NO_NETWORK3(git_mbedtls_stream_new, const char *, const char *)
DONE_NO_NETWORK3(git_mbedtls_stream_wrap, void *, const char *)
DONE_NO_NETWORK3(git_transport_ssh_with_paths, void *, void *)
DONE_NO_NETWORK3(git_smart_subtransport_ssh, void *, void *)
DONE_NO_NETWORK3(git_smart_subtransport_http, void *, void *)
DONE_NO_NETWORK3(git_smart_subtransport_git, void *, void *)
