/*
 * An object id by its first digits, as git prints it everywhere: in packs by libgit2, loose by the
 * names of their files. It must be the only one, whatever its type.
 */
#include <dirent.h>
#include <string.h>

#include "ref.h"

struct abbreviated {
	char hex[DONE_OID_HEX + 1]; /* in lower case */
	size_t len;
	struct done_oid found;
	size_t nr; /* ids that begin so; 2: more than one */
};

static void abbreviated_take(struct abbreviated *looking, const struct done_oid *id)
{
	if (looking->nr && done_oid_equal(&looking->found, id))
		return;
	looking->found = *id;
	looking->nr++;
}

static int abbreviated_in_packs(
    struct done_repo *repo, struct abbreviated *looking, struct done_error *err)
{
	git_oid prefix, found;
	struct done_oid id;
	int rc = git_oid_fromstrn(&prefix, looking->hex, looking->len);

	if (rc >= 0)
		rc = git_odb_exists_prefix(&found, repo->odb, &prefix, looking->len);
	if (rc == GIT_ENOTFOUND)
		return 0;
	if (rc == GIT_EAMBIGUOUS)
		looking->nr += 2;
	else if (rc < 0)
		return done_git_error(err, rc, "cannot look for object %s", looking->hex);
	if (rc < 0)
		return 0;
	done_oid_from_git(&id, &found);
	abbreviated_take(looking, &id);
	return 0;
}

static void abbreviated_in_folder(struct abbreviated *looking, const char *directory)
{
	struct done_buf path = {0};
	struct dirent *entry;
	DIR *folder;

	done_buf_addf(&path, "%s/%.2s", directory, looking->hex);
	folder = opendir(path.ptr);
	done_buf_release(&path);
	while (folder && looking->nr < 2 && (entry = readdir(folder))) {
		char hex[DONE_OID_HEX + 1];
		struct done_oid id;

		if (strlen(entry->d_name) != DONE_OID_HEX - 2 ||
		    strncmp(entry->d_name, looking->hex + 2, looking->len - 2) != 0)
			continue;
		memcpy(hex, looking->hex, 2);
		memcpy(hex + 2, entry->d_name, DONE_OID_HEX - 1);
		if (done_oid_parse(hex, &id))
			abbreviated_take(looking, &id);
	}
	if (folder)
		closedir(folder);
}

int done_oid_abbreviated(
    struct done_repo *repo, const char *digits, struct done_oid *out, struct done_error *err)
{
	struct abbreviated looking = {.len = strlen(digits)};

	if (looking.len < DONE_OID_ABBREVIATED_MIN || looking.len >= DONE_OID_HEX)
		return 0;
	for (size_t i = 0; i < looking.len; i++)
		looking.hex[i] = digits[i] >= 'A' && digits[i] <= 'F'
		    ? (char)(digits[i] - 'A' + 'a')
		    : digits[i];
	if (abbreviated_in_packs(repo, &looking, err) < 0)
		return err->code;
	for (size_t i = 0; i < repo->nr_object_directories && looking.nr < 2; i++)
		abbreviated_in_folder(&looking, repo->object_directories[i]);
	if (looking.nr == 1)
		*out = looking.found;
	if (looking.nr < 2)
		return (int)looking.nr;
	done_error_set(err, DONE_E_UNDECIDED,
	    "revision '%s' is ambiguous: several objects begin with it", digits);
	return done_error_cure(err, "give more of its 40 digits");
}
