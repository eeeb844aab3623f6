/*
 * Commits, read by hand: only the two headers that matter, so that a bad date or encoding, which
 * git lives with, does not make a commit unreadable.
 */
#include "handle.h"

#include <stdio.h>
#include <string.h>

enum {
	COMMIT_BYTES_MAX = 4 << 20,
	PARENTS_MAX = 65536,
	SUBJECT_BYTES_MAX = 200,
};

/* Takes "<key> <40 hex digits>\n" from the front of text. */
static bool take_oid(struct done_bytes *text, const char *key, struct done_oid *out)
{
	size_t len = strlen(key);
	char hex[DONE_OID_HEX + 1] = {0};

	if (text->len < len + DONE_OID_HEX + 1 || memcmp(text->ptr, key, len) ||
	    text->ptr[len + DONE_OID_HEX] != '\n')
		return false;
	memcpy(hex, text->ptr + len, DONE_OID_HEX);
	if (!done_oid_parse(hex, out))
		return false;
	text->ptr += len + DONE_OID_HEX + 1;
	text->len -= len + DONE_OID_HEX + 1;
	return true;
}

static int commit_refuse(struct done_error *err, const char *hex, const char *problem)
{
	done_error_set(err, DONE_E_UNDECIDED, "commit %s is malformed: %s", hex, problem);
	return done_error_cure(err, "the repository may be damaged: git fsck");
}

static int commit_parse(struct done_bytes text, const char *hex, struct done_arena *arena,
    struct done_commit *out, struct done_error *err)
{
	struct done_commit commit = {0};
	struct done_oid parent;
	size_t cap = 0;

	if (!take_oid(&text, "tree ", &commit.tree))
		return commit_refuse(err, hex, "it does not begin with a tree");
	while (take_oid(&text, "parent ", &parent)) {
		if (commit.nr_parents == PARENTS_MAX)
			return commit_refuse(err, hex, "more than 65,536 parents");
		*DONE_ARENA_PUSH(arena, commit.parents, commit.nr_parents, cap) = parent;
	}
	/* To take a broken parent for the end of the headers would hide history. */
	if (text.len >= 6 && !memcmp(text.ptr, "parent", 6))
		return commit_refuse(err, hex, "a parent is not a valid object id");
	*out = commit;
	return 0;
}

/* The bytes of a commit, under the name that errors call it by. */
static int commit_bytes(struct done_repo *repo, const struct done_oid *id, char what[48],
    struct done_buf *text, struct done_error *err)
{
	char hex[DONE_OID_HEX + 1];

	done_oid_hex(id, hex);
	snprintf(what, 48, "commit %s", hex);
	return done_object_read(repo, id, GIT_OBJECT_COMMIT, COMMIT_BYTES_MAX, what, text, err);
}

int done_commit_read(struct done_repo *repo, const struct done_oid *id, struct done_arena *arena,
    struct done_commit *out, struct done_error *err)
{
	struct done_buf text = {0};
	char what[48];
	int rc = commit_bytes(repo, id, what, &text, err);

	if (rc >= 0)
		rc = commit_parse((struct done_bytes){text.ptr, text.len}, what + strlen("commit "),
		    arena, out, err);
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}

/* "committer NAME <MAIL> SECONDS ZONE"; what is no such line has no time. */
static int64_t time_of_line(struct done_bytes line)
{
	size_t at = line.len;
	int64_t seconds = 0;

	while (at && line.ptr[at - 1] != '>')
		at--;
	while (at < line.len && line.ptr[at] == ' ')
		at++;
	for (; at < line.len && line.ptr[at] >= '0' && line.ptr[at] <= '9'; at++) {
		if (seconds > INT64_MAX / 100)
			return 0;
		seconds = seconds * 10 + (line.ptr[at] - '0');
	}
	return seconds;
}

/* "author NAME <MAIL> SECONDS ZONE": the name and the mail. */
static const char *author_of_line(struct done_arena *arena, struct done_bytes line)
{
	size_t end = line.len;

	while (end && line.ptr[end - 1] != '>')
		end--;
	return done_arena_strndup(
	    arena, line.ptr, end < SUBJECT_BYTES_MAX ? end : SUBJECT_BYTES_MAX);
}

static struct done_bytes line_at(struct done_bytes text)
{
	const char *end = text.len ? memchr(text.ptr, '\n', text.len) : NULL;

	return (struct done_bytes){text.ptr, end ? (size_t)(end - text.ptr) : text.len};
}

static void words_parse(
    struct done_bytes text, struct done_arena *arena, struct done_commit_words *out)
{
	struct done_bytes line;

	for (line = line_at(text); line.len; line = line_at(text)) {
		if (line.len > 10 && !memcmp(line.ptr, "committer ", 10))
			out->time = time_of_line(line);
		if (line.len > 7 && !memcmp(line.ptr, "author ", 7))
			out->author =
			    author_of_line(arena, (struct done_bytes){line.ptr + 7, line.len - 7});
		if (line.len == text.len)
			return;
		text.ptr += line.len + 1;
		text.len -= line.len + 1;
	}
	while (text.len && *text.ptr == '\n') {
		text.ptr++;
		text.len--;
	}
	line = line_at(text);
	out->subject = done_arena_strndup(arena, line.len ? line.ptr : "",
	    line.len < SUBJECT_BYTES_MAX ? line.len : SUBJECT_BYTES_MAX);
}

int done_commit_words(struct done_repo *repo, const struct done_oid *id, struct done_arena *arena,
    struct done_commit_words *out, struct done_error *err)
{
	struct done_buf text = {0};
	char what[48];
	int rc = commit_bytes(repo, id, what, &text, err);

	*out = (struct done_commit_words){.subject = "", .author = ""};
	if (rc >= 0)
		words_parse((struct done_bytes){text.ptr, text.len}, arena, out);
	done_buf_release(&text);
	return rc < 0 ? rc : 0;
}
