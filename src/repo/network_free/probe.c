/* Does libgit2 link statically with network_free.c in place of its network code? CMake asks. */
#include <git2.h>

int main(void)
{
	git_repository *repository = NULL;

	git_libgit2_init();
	return git_repository_open(&repository, ".") < -100;
}
