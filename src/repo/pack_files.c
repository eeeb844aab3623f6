/*
 * The files of packs: indexes of version 2, mapped and looked through by halves, and the packs
 * themselves, opened when the first object is wanted from one and read in blocks.
 */
#include "pack.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define PACKS_MAX 256
#define OPENED_MAX 16
/* Indexes in all, of address space. What is more is left to libgit2. */
#define MAPPED_MAX ((size_t)256 << 20)
#define BLOCK_BYTES ((size_t)16 << 10)

enum {
	ID_BYTES = 20,
	FANOUT_AT = 8,
	FANOUT_BYTES = 256 * 4,
	IDS_AT = FANOUT_AT + FANOUT_BYTES,
	TRAILER_BYTES = 2 * ID_BYTES, /* the pack's hash, the index's own */
	HEADER_BYTES = 12,            /* of a pack */
};

static uint32_t pack_files_number_at(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int open_regular(const char *path, uint64_t *len)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode) || st.st_size <= 0) {
		close(fd);
		return -1;
	}
	*len = (uint64_t)st.st_size;
	return fd;
}

static bool map_index(struct done_pack_list *list, struct done_pack *pack)
{
	uint64_t len = 0;
	void *bytes = MAP_FAILED;
	int fd = open_regular(pack->path, &len);

	if (fd < 0)
		return false;
	if (len <= MAPPED_MAX - list->mapped)
		bytes = mmap(NULL, (size_t)len, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (bytes == MAP_FAILED)
		return false;
	pack->index = bytes;
	pack->index_len = (size_t)len;
	list->mapped += pack->index_len;
	return true;
}

static void free_pack(struct done_pack *pack)
{
	if (pack->index)
		munmap((void *)pack->index, pack->index_len);
	if (pack->fd >= 0)
		close(pack->fd);
	free(pack->path);
}

/* Version 2, its fanout rising, and as long as that many objects need. */
static bool check_index(struct done_pack *pack)
{
	static const unsigned char start[] = {0xFF, 't', 'O', 'c', 0, 0, 0, 2};
	const unsigned char *fanout = pack->index + FANOUT_AT;
	uint32_t nr = 0;

	if (pack->index_len < IDS_AT + TRAILER_BYTES ||
	    memcmp(pack->index, start, sizeof(start)) != 0)
		return false;
	for (size_t i = 0; i < 256; i++) {
		if (pack_files_number_at(fanout + 4 * i) < nr)
			return false;
		nr = pack_files_number_at(fanout + 4 * i);
	}
	pack->nr = nr;
	return (pack->index_len - IDS_AT - TRAILER_BYTES) / (ID_BYTES + 4 + 4) >= nr;
}

static bool pack_files_read_all(int fd, unsigned char *out, size_t len, uint64_t offset)
{
	while (len) {
		ssize_t nr = pread(fd, out, len, (off_t)offset);

		if (nr < 0 && errno == EINTR)
			continue;
		if (nr <= 0)
			return false;
		out += nr;
		len -= (size_t)nr;
		offset += (uint64_t)nr;
	}
	return true;
}

/* The pack is the one that the index was made for. */
static bool check_pack(const struct done_pack *pack)
{
	const unsigned char *hash = pack->index + pack->index_len - TRAILER_BYTES;
	unsigned char header[HEADER_BYTES], trailer[ID_BYTES];

	return pack_files_read_all(pack->fd, header, sizeof(header), 0) &&
	    pack_files_read_all(pack->fd, trailer, sizeof(trailer), pack->end) &&
	    !memcmp(header, "PACK", 4) && pack_files_number_at(header + 4) == 2 &&
	    pack_files_number_at(header + 8) == pack->nr && !memcmp(trailer, hash, ID_BYTES);
}

static bool open_pack(struct done_pack_list *list, struct done_pack *pack)
{
	uint64_t len = 0;

	if (pack->fd >= 0 || pack->unusable)
		return !pack->unusable;
	pack->unusable = true;
	if (list->nr_open == OPENED_MAX)
		return false;
	pack->fd = open_regular(pack->path, &len);
	if (pack->fd < 0)
		return false;
	list->nr_open++;
	if (len < HEADER_BYTES + ID_BYTES)
		return false;
	pack->end = len - ID_BYTES;
	pack->unusable = !check_pack(pack);
	return !pack->unusable;
}

static void pack_files_add(struct done_pack_list *list, const char *directory, const char *name)
{
	size_t len = strlen(directory) + strlen(name) + sizeof("/pack/") + 1; /* for ".pack" */
	struct done_pack pack = {.path = malloc(len), .fd = -1};

	if (!pack.path)
		done_out_of_memory();
	snprintf(pack.path, len, "%s/pack/%s", directory, name);
	if (!map_index(list, &pack) || !check_index(&pack)) {
		free_pack(&pack);
		return;
	}
	memcpy(strrchr(pack.path, '.'), ".pack", sizeof(".pack"));
	list->items[list->nr++] = pack;
}

static bool is_index(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && !strcmp(name + len - 4, ".idx");
}

static void add_directory(struct done_pack_list *list, const char *directory)
{
	struct done_arena arena = {0};
	char *path = done_arena_printf(&arena, "%s/pack", directory);
	DIR *dir = opendir(path);

	for (struct dirent *entry; dir && list->nr < PACKS_MAX && (entry = readdir(dir));) {
		if (is_index(entry->d_name))
			pack_files_add(list, directory, entry->d_name);
	}
	if (dir)
		closedir(dir);
	done_arena_release(&arena);
}

static int pack_files_compare_paths(const void *a, const void *b)
{
	return strcmp(((const struct done_pack *)a)->path, ((const struct done_pack *)b)->path);
}

void done_pack_list_open(struct done_pack_list *list, const char *const *directories, size_t nr)
{
	*list = (struct done_pack_list){.items = calloc(PACKS_MAX, sizeof(*list->items))};
	if (!list->items)
		done_out_of_memory();
	for (size_t i = 0; i < nr; i++)
		add_directory(list, directories[i]);
	/* Not as the file system happens to list them. */
	qsort(list->items, list->nr, sizeof(*list->items), pack_files_compare_paths);
}

void done_pack_list_close(struct done_pack_list *list)
{
	for (size_t i = 0; i < list->nr; i++)
		free_pack(&list->items[i]);
	for (size_t i = 0; i < DONE_PACK_BLOCKS; i++)
		free(list->blocks[i].ptr);
	free(list->items);
	*list = (struct done_pack_list){0};
}

/* The i-th object's place. Large packs keep those beyond 2 GiB in a table of their own. */
static bool offset_of(const struct done_pack *pack, size_t i, uint64_t *out)
{
	const unsigned char *small = pack->index + IDS_AT + pack->nr * (ID_BYTES + 4);
	const unsigned char *large = small + pack->nr * 4;
	const unsigned char *end = pack->index + pack->index_len - TRAILER_BYTES;
	uint32_t offset = pack_files_number_at(small + i * 4);

	if (!(offset & 0x80000000U)) {
		*out = offset;
		return true;
	}
	offset &= 0x7FFFFFFFU;
	if (offset >= (size_t)(end - large) / 8)
		return false;
	*out = (uint64_t)pack_files_number_at(large + 8 * (size_t)offset) << 32 |
	    pack_files_number_at(large + 8 * (size_t)offset + 4);
	return true;
}

bool done_pack_find(const struct done_pack *pack, const struct done_oid *id, uint64_t *offset)
{
	const unsigned char *fanout = pack->index + FANOUT_AT, first = id->id[0];
	size_t low = first ? pack_files_number_at(fanout + 4 * (first - 1)) : 0;
	size_t high = pack_files_number_at(fanout + 4 * first);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(pack->index + IDS_AT + middle * ID_BYTES, id->id, ID_BYTES);

		if (!order)
			return offset_of(pack, middle, offset);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

struct done_pack *done_pack_list_find(
    struct done_pack_list *list, const struct done_oid *id, uint64_t *offset)
{
	for (size_t i = 0; i < list->nr; i++) {
		size_t at = (list->last + i) % list->nr; /* neighbours lie in the same pack */
		struct done_pack *pack = &list->items[at];

		if (!pack->unusable && done_pack_find(pack, id, offset) && open_pack(list, pack)) {
			list->last = at;
			return pack;
		}
	}
	return NULL;
}

static bool pack_files_fill(
    struct done_pack_block *block, const struct done_pack *pack, uint64_t start)
{
	size_t len = pack->end - start < BLOCK_BYTES ? (size_t)(pack->end - start) : BLOCK_BYTES;

	if (!block->ptr)
		block->ptr = malloc(BLOCK_BYTES);
	block->pack = NULL;
	if (!block->ptr || !pack_files_read_all(pack->fd, block->ptr, len, start))
		return false;
	block->pack = pack;
	block->start = start;
	block->len = len;
	return true;
}

struct done_bytes done_pack_bytes(
    struct done_pack_list *list, const struct done_pack *pack, uint64_t offset)
{
	static const struct done_bytes none;
	uint64_t start = offset - offset % BLOCK_BYTES;
	struct done_pack_block *block =
	    &list->blocks[(start / BLOCK_BYTES + (uint64_t)(pack - list->items)) %
	        DONE_PACK_BLOCKS];

	if (offset >= pack->end)
		return none;
	if ((block->pack != pack || block->start != start) && !pack_files_fill(block, pack, start))
		return none;
	size_t at = (size_t)(offset - start);
	return (struct done_bytes){(const char *)block->ptr + at, block->len - at};
}
