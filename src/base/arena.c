/*
 * Regions of memory: blocks in a list, handed out from the front, freed together.
 */
#include "done/base.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK ((size_t)4 * 1024)
#define LARGEST_BLOCK ((size_t)256 * 1024)

struct done_arena_block {
	struct done_arena_block *next;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

void done_arena_release(struct done_arena *arena)
{
	if (!arena)
		return;
	for (struct done_arena_block *block = arena->block; block;) {
		struct done_arena_block *next = block->next;

		free(block);
		block = next;
	}
	*arena = (struct done_arena){0};
}

static size_t round_up(size_t size)
{
#ifdef DONE_ARENA_DEBUG
	return size; /* to the byte, so that an overrun of one is seen */
#else
	return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
#endif
}

static struct done_arena_block *new_block(size_t size)
{
	struct done_arena_block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		done_out_of_memory();
	block->size = size;
	return block;
}

static size_t next_block_size(const struct done_arena_block *block, size_t needed)
{
#ifdef DONE_ARENA_DEBUG
	(void)block;
	return needed;
#else
	size_t size = FIRST_BLOCK;

	if (block)
		size = block->size < LARGEST_BLOCK / 2 ? block->size * 2 : LARGEST_BLOCK;
	return size > needed ? size : needed;
#endif
}

void *done_arena_alloc(struct done_arena *arena, size_t size)
{
	struct done_arena_block *block = arena->block;
	void *memory;

	if (size > SIZE_MAX / 4)
		done_out_of_memory();
	size = round_up(size ? size : 1);
	if (!block || block->size - block->used < size) {
		block = new_block(next_block_size(block, size));
		block->next = arena->block;
		arena->block = block;
	}
	memory = block->bytes + block->used;
	block->used += size;
	arena->used += size;
	return memory;
}

void *done_arena_array(struct done_arena *arena, size_t nr, size_t size)
{
	if (size && nr > SIZE_MAX / size)
		done_out_of_memory();
	return done_arena_alloc(arena, nr * size);
}

char *done_arena_strndup(struct done_arena *arena, const char *bytes, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		done_out_of_memory();
	copy = done_arena_alloc(arena, len + 1);
	if (len)
		memcpy(copy, bytes, len);
	return copy;
}

char *done_arena_strdup(struct done_arena *arena, const char *text)
{
	return done_arena_strndup(arena, text, strlen(text));
}

char *done_arena_printf(struct done_arena *arena, const char *format, ...)
{
	struct done_buf buf = {0};
	va_list args;
	char *text;

	va_start(args, format);
	done_buf_vaddf(&buf, format, args);
	va_end(args);
	text = done_arena_strndup(arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return text;
}

void *done_arena_grow(struct done_arena *arena, void *items, size_t nr, size_t *cap, size_t size)
{
	size_t larger = *cap ? *cap * 2 : 8;
	void *grown;

	if (nr < *cap) {
		/* The array may have been shortened: what comes next must be zero again. */
		memset((char *)items + nr * size, 0, size);
		return items;
	}
	if (*cap > SIZE_MAX / 4)
		done_out_of_memory();
	grown = done_arena_array(arena, larger, size);
	if (nr)
		memcpy(grown, items, nr * size);
	*cap = larger;
	return grown;
}
