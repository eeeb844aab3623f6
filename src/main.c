/* git-done: a thin door to libdone. */
#include "cli/cli.h"

int main(int argc, char **argv)
{
	return done_cli_main(argc, argv);
}
