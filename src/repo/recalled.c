/* What was made of the bytes of a file is kept as long as the snapshots of a line last. */
#include "done/repo.h"

static void recalled_key(
    struct done_buf *key, const char *of, const char *path, const struct done_oid *oid)
{
	done_buf_addf(key, "%s %s ", of, path);
	done_buf_add(key, (const char *)oid->id, sizeof(oid->id));
}

void *done_snapshot_recall(
    struct done_snapshot *snapshot, const char *of, const char *path, const struct done_oid *oid)
{
	struct done_buf key = {0};
	void *value;

	if (!snapshot->memo)
		return NULL;
	recalled_key(&key, of, path, oid);
	value = done_memo_find(snapshot->memo, &key);
	done_buf_release(&key);
	if (value && snapshot->recall)
		snapshot->recall(snapshot->self, oid);
	return value;
}

struct done_arena *done_snapshot_room(struct done_snapshot *snapshot)
{
	return done_memo_room(snapshot->memo);
}

void done_snapshot_keep(struct done_snapshot *snapshot, const char *of, const char *path,
    const struct done_oid *oid, void *value)
{
	struct done_buf key = {0};

	recalled_key(&key, of, path, oid);
	done_memo_keep(snapshot->memo, &key, value);
	done_buf_release(&key);
}
