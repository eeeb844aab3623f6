/*
 * Inside the repo room: a quick way to packed objects. It takes only what it can read plainly; at
 * anything else, damage too, it gives up without a word, and libgit2 reads the object or says what
 * is wrong. libgit2 needs the header first, which for a delta costs about as much as the object.
 */
#ifndef DONE_REPO_PACK_H
#define DONE_REPO_PACK_H

#include "handle.h"

/* ---- the files (pack_files.c) ---- */

struct done_pack {
	char *path;                 /* of the .pack; malloc'd */
	const unsigned char *index; /* mapped */
	size_t index_len;
	size_t nr;     /* of objects */
	int fd;        /* of the .pack; -1: not opened yet */
	uint64_t end;  /* where its objects end */
	bool unusable; /* the pack is not as its index says, or could not be opened */
};

/* A part of a pack. Read, not mapped: pages of large packs would count as memory of ours. */
struct done_pack_block {
	const struct done_pack *pack;
	uint64_t start;
	size_t len;
	unsigned char *ptr; /* malloc'd; NULL: none yet */
};
#define DONE_PACK_BLOCKS 128U

struct done_pack_list {
	struct done_pack *items;
	size_t nr, last; /* last: where the last object was found */
	size_t mapped;   /* bytes of indexes */
	size_t nr_open;  /* packs */
	struct done_pack_block blocks[DONE_PACK_BLOCKS];
};

/* Maps the indexes of every pack in the object directories; those that cannot be are left out. */
void done_pack_list_open(struct done_pack_list *list, const char *const *directories, size_t nr);
void done_pack_list_close(struct done_pack_list *list);
/* The pack that holds an object, opened, and its place there; NULL: none that is usable. */
struct done_pack *done_pack_list_find(
    struct done_pack_list *list, const struct done_oid *id, uint64_t *offset);
/* The object's place in this pack; false when it is not there. */
bool done_pack_find(const struct done_pack *pack, const struct done_oid *id, uint64_t *offset);
/* Some of the bytes from an offset on, until the next call; none at the end of the objects, or when
 * they cannot be read. */
struct done_bytes done_pack_bytes(
    struct done_pack_list *list, const struct done_pack *pack, uint64_t offset);

/* ---- one object (pack.c, pack_delta.c) ---- */

struct done_packs;

struct done_packed {
	git_object_t type;
	struct done_bytes bytes; /* until the next read */
};

/* Never NULL. */
struct done_packs *done_packs_open(const char *const *directories, size_t nr);
void done_packs_close(struct done_packs *packs); /* accepts NULL */
/* Reads an object of at most max bytes; false: not this way. */
bool done_packs_read(
    struct done_packs *packs, const struct done_oid *id, size_t max, struct done_packed *out);

/* The first bytes of an object, at most len, however large it is: how many could be told; 0: not
 * this way. Of a delta they may be fewer than there are. */
size_t done_packs_start(struct done_packs *packs, const struct done_oid *id, char *out, size_t len);

/* The size that a delta says it makes; false when it is malformed or not for such a base. */
bool done_delta_size(struct done_bytes delta, size_t base_len, size_t *out);
/* From the first bytes of the base and of the delta the first of what it makes, at most len: how
 * many could be made. */
size_t done_delta_start(struct done_bytes base, struct done_bytes delta, char *out, size_t len);
/* Makes exactly len bytes, which done_delta_size() gave; false when the delta is malformed. */
bool done_delta_apply(struct done_bytes base, struct done_bytes delta, char *out, size_t len);

#endif
