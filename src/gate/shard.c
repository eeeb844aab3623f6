/* Which part of the services a shard has. */
#include <stdio.h>

#include "shard.h"

/*
 * FNV-1a over the path, then mixed, as its low bits alone are poor. Never to be changed: shards of
 * one run may be judged by builds of different days.
 */
static uint64_t hash_path(const char *path)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *path; path++) {
		hash ^= (unsigned char)*path;
		hash *= UINT64_C(0x100000001b3);
	}
	hash ^= hash >> 33;
	hash *= UINT64_C(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	return hash;
}

int done_shard_of_path(const char *path, int of)
{
	return (int)(hash_path(path) % (uint64_t)of) + 1;
}

bool done_shard_has(const struct done_shard *shard, const char *path)
{
	return !shard->of || done_shard_of_path(path, shard->of) == shard->number;
}

/* At most five digits, none of them a leading zero; returns what follows, or NULL. */
static const char *shard_read_number(const char *text, int *out)
{
	int number = 0, nr = 0;

	if (*text < '1' || *text > '9')
		return NULL;
	for (; *text >= '0' && *text <= '9'; text++) {
		if (++nr > 5)
			return NULL;
		number = number * 10 + (*text - '0');
	}
	*out = number;
	return text;
}

int done_shard_parse(const char *text, struct done_shard *out, struct done_error *err)
{
	struct done_shard shard = {0, 0};
	const char *rest = shard_read_number(text, &shard.number);

	if (rest)
		rest = *rest == '/' ? shard_read_number(rest + 1, &shard.of) : NULL;
	if (!rest || *rest) {
		done_error_set(err, DONE_E_USAGE, "'%s' is not a valid shard", text);
		return done_error_cure(err, "write I/N, for example '--shard 2/4'");
	}
	if (shard.of > DONE_SHARDS_MAX)
		return done_error_set(
		    err, DONE_E_USAGE, "shard '%s' is one of more than %d", text, DONE_SHARDS_MAX);
	if (shard.number > shard.of) {
		done_error_set(err, DONE_E_USAGE, "there is no shard '%s'", text);
		return done_error_cure(
		    err, "shards are numbered from 1/%d to %d/%d", shard.of, shard.of, shard.of);
	}
	*out = shard;
	return 0;
}

void done_shard_words(const struct done_shard *shard, char out[48])
{
	snprintf(out, 48, ", shard %d of %d", shard->number, shard->of);
}

void done_shard_option(const struct done_shard *shard, char out[48])
{
	snprintf(out, 48, " --shard %d/%d", shard->number, shard->of);
}
