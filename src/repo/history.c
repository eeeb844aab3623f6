/*
 * Commits for walks: raw, each read once, known by a number.
 */
#include "history.h"

#include <stdlib.h>
#include <string.h>

#define COMMIT_BYTES_MAX (4U << 20)

void done_history_release(struct done_history *history)
{
	free(history->commits);
	free(history->parents);
	free(history->slots);
	done_buf_release(&history->scratch);
	*history = (struct done_history){0};
}

static void *resize(void *old, size_t nr, size_t size)
{
	void *items = nr > SIZE_MAX / size ? NULL : realloc(old, nr * size);

	if (!items)
		done_out_of_memory();
	return items;
}

/* Object ids are spread evenly as they are. */
static uint32_t *history_slot_of(struct done_history *history, const struct done_oid *oid)
{
	uint32_t i;

	memcpy(&i, oid->id, sizeof(i));
	for (;; i++) {
		uint32_t *slot = &history->slots[i & (history->nr_slots - 1)];

		if (!*slot || done_oid_equal(&history->commits[*slot - 1].oid, oid))
			return slot;
	}
}

static void grow_slots(struct done_history *history)
{
	history->nr_slots = history->nr_slots ? history->nr_slots * 2 : 1024;
	history->slots = resize(history->slots, history->nr_slots, sizeof(*history->slots));
	memset(history->slots, 0, history->nr_slots * sizeof(*history->slots));
	for (uint32_t i = 0; i < history->nr; i++)
		*history_slot_of(history, &history->commits[i].oid) = i + 1;
}

uint32_t done_history_number(struct done_history *history, const struct done_oid *oid)
{
	if (history->nr >= history->nr_slots / 2)
		grow_slots(history);
	uint32_t *slot = history_slot_of(history, oid);
	if (*slot)
		return *slot - 1;
	if (history->nr == history->cap) {
		history->cap = history->cap ? history->cap * 2 : 512;
		history->commits =
		    resize(history->commits, history->cap, sizeof(*history->commits));
	}
	history->commits[history->nr] = (struct done_history_commit){.oid = *oid};
	*slot = ++history->nr;
	return history->nr - 1;
}

static bool is_edge(const struct done_repo *repo, const struct done_oid *oid)
{
	size_t low = 0, high = repo->nr_grafts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(repo->grafts[middle].id, oid->id, sizeof(oid->id));

		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* A header line "<key> <40 hex digits>\n" at *at; moves behind it. */
static bool take_oid(const char **at, const char *end, const char *key, struct done_oid *out)
{
	size_t len = strlen(key);
	char hex[DONE_OID_HEX + 1] = {0};

	if ((size_t)(end - *at) < len + DONE_OID_HEX + 1 || memcmp(*at, key, len) ||
	    (*at)[len + DONE_OID_HEX] != '\n')
		return false;
	memcpy(hex, *at + len, DONE_OID_HEX);
	if (!done_oid_parse(hex, out))
		return false;
	*at += len + DONE_OID_HEX + 1;
	return true;
}

/* The committer's time: the digits behind the last '>' of that line; 0 where there are none. */
static int64_t date_of(const char *at, const char *end)
{
	static const char key[] = "committer ";
	const size_t len = sizeof(key) - 1;

	while (at < end && *at != '\n') {
		const char *line_end = memchr(at, '\n', (size_t)(end - at));

		if (!line_end)
			return 0;
		if ((size_t)(line_end - at) > len && !memcmp(at, key, len)) {
			const char *p = line_end;
			int64_t date = 0;

			while (p > at && p[-1] != '>')
				p--;
			while (p < line_end && *p == ' ')
				p++;
			for (; *p >= '0' && *p <= '9' && date < INT64_MAX / 16; p++)
				date = date * 10 + (*p - '0');
			return date;
		}
		at = line_end + 1;
	}
	return 0;
}

static void add_parent(struct done_history *history, uint32_t parent)
{
	if (history->nr_parents == history->cap_parents) {
		history->cap_parents = history->cap_parents ? history->cap_parents * 2 : 1024;
		history->parents =
		    resize(history->parents, history->cap_parents, sizeof(*history->parents));
	}
	history->parents[history->nr_parents++] = parent;
}

static int history_parse(struct done_history *history, uint32_t number, struct done_error *err)
{
	const char *at = history->scratch.ptr, *end = at + history->scratch.len;
	struct done_oid oid;
	char hex[DONE_OID_HEX + 1];
	uint32_t first = history->nr_parents;
	bool edge = is_edge(history->repo, &history->commits[number].oid);

	if (!at || !take_oid(&at, end, "tree ", &oid)) {
		done_oid_hex(&history->commits[number].oid, hex);
		done_error_set(err, DONE_E_UNDECIDED, "malformed commit '%s'", hex);
		return done_error_cure(err, "git fsck   # reports what is wrong with it");
	}
	while (take_oid(&at, end, "parent ", &oid))
		if (!edge)
			add_parent(history, done_history_number(history, &oid));
	/* Numbers may have moved the array: take the commit only now. */
	struct done_history_commit *commit = &history->commits[number];
	commit->first = first;
	commit->nr_parents = history->nr_parents - first;
	commit->date = date_of(at, end);
	commit->edge = edge;
	commit->loaded = true;
	return 0;
}

int done_history_load(struct done_history *history, uint32_t number, struct done_error *err)
{
	char what[16 + DONE_OID_HEX] = "commit ";

	if (history->commits[number].loaded)
		return 0;
	if (history->nr_loaded >= DONE_COMMITS_MAX) {
		done_error_set(
		    err, DONE_E_UNDECIDED, "the merge base is more than 1,000,000 commits away");
		return done_error_cure(err, "name a nearer base: git done check BASE..HEAD");
	}
	done_oid_hex(&history->commits[number].oid, what + strlen(what));
	done_buf_clear(&history->scratch);
	int rc = done_object_read(history->repo, &history->commits[number].oid, GIT_OBJECT_COMMIT,
	    COMMIT_BYTES_MAX, what, &history->scratch, err);
	if (rc < 0)
		return rc;
	history->nr_loaded++;
	return history_parse(history, number, err);
}
