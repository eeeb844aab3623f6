/* Replays a corpus through a fuzz target, with any compiler: every file of every folder named, and
 * the empty input. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *path)
{
	static uint8_t bytes[1 << 20];
	FILE *file = fopen(path, "rb");
	uint8_t *exact;
	size_t len;

	if (!file)
		return 0;
	len = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	/* Exactly as long as it is, so that a sanitizer sees one byte too many. */
	exact = malloc(len ? len : 1);
	if (!exact)
		return 0;
	memcpy(exact, bytes, len);
	LLVMFuzzerTestOneInput(exact, len);
	free(exact);
	return 1;
}

static int replay_folder(const char *folder)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	char path[4096];
	int nr = 0;

	while (directory && (entry = readdir(directory))) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		nr += replay_file(path);
	}
	if (directory)
		closedir(directory);
	return nr;
}

int main(int argc, char **argv)
{
	int nr = 0;

	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	for (int i = 1; i < argc; i++)
		nr += replay_folder(argv[i]);
	printf("%d inputs\n", nr);
	return nr ? 0 : 1;
}
