/* git done init: the policy, with the services that the index holds. */
#include <string.h>

#include "init.h"

/* The part of a path before its last name; "" at the top. */
enum { HALF_A_YEAR = 180 };

static size_t parent_length(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

static bool same_parent(const char *a, const char *b)
{
	size_t len = parent_length(a);

	return len == parent_length(b) && !strncmp(a, b, len);
}

/* How many directories stand beside a service, itself included. */
static int count_beside(struct done_snapshot *index, const char *parent, size_t *nr,
                        struct done_error *err)
{
	const struct done_directory *directory;
	int rc = index->list(index->self, parent, &directory, err);

	*nr = 0;
	for (size_t i = 0; rc == 1 && i < directory->nr; i++)
		*nr += directory->entries[i].kind == DONE_ENTRY_DIRECTORY;
	return rc < 0 ? rc : 0;
}

static void add_path(struct done_buf *out, const char *path, const char *tail)
{
	struct done_json json = {.out = out, .compact = true};
	struct done_buf whole = {0};

	done_buf_addf(&whole, "%s%s", path, tail);
	done_buf_addstr(out, "  - path: ");
	done_json_string(&json, whole.ptr);
	done_buf_addch(out, '\n');
	done_buf_release(&whole);
}

/* Found by itself, a service of a name that another has too is called by its path. */
static bool is_twin(const struct done_service *service)
{
	return strchr(service->name, '/') != NULL;
}

/* In the policy a name is one part of a path. */
static void init_policy_add_service(struct done_buf *out, const struct done_service *service)
{
	struct done_json json = {.out = out, .compact = true};
	struct done_buf name = {0};

	add_path(out, service->path, "");
	if (!is_twin(service))
		return;
	done_buf_addstr(&name, service->name);
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == '/')
			name.ptr[i] = '-';
	}
	done_buf_addstr(out, "    name: ");
	done_json_string(&json, name.ptr);
	done_buf_addch(out, '\n');
	done_buf_release(&name);
}

/* Services that are all the directories of one folder are one glob. */
static int add_services(const struct done_init *init, struct done_snapshot *index,
                        const struct done_services *services, struct done_buf *out,
                        struct done_error *err)
{
	for (size_t i = 0; i < services->nr;) {
		const char *path = services->items[i].path;
		char *parent = done_arena_strndup(init->arena, path, parent_length(path));
		size_t end = i + 1, beside;

		while (end < services->nr && same_parent(services->items[end].path, path))
			end++;
		if (count_beside(index, parent, &beside, err) < 0)
			return err->code;
		bool whole = *parent && end - i > 1 && beside == end - i;
		if (whole)
			add_path(out, parent, "/*");
		/* What names one directory goes before what names them all. */
		for (size_t j = i; j < end; j++) {
			if (!whole || is_twin(&services->items[j]))
				init_policy_add_service(out, &services->items[j]);
		}
		i = end;
	}
	return 0;
}

static int init_policy_write_services(const struct done_init *init, struct done_snapshot *index,
                                      struct done_buf *out, struct done_error *err)
{
	static const struct done_policy automatic = {.automatic = true};
	struct done_services services = {0};
	int rc = done_services_discover(index, &automatic, init->arena, &services, err);

	if (rc < 0)
		return rc;
	if (!services.nr) {
		done_buf_addstr(out, "# No service was found here. Name them, for example:\n"
		                     "#   services: [{path: services/*}]\n"
		                     "# or, for a repository that is one service: [{path: .}]\n"
		                     "services: auto\n");
		return 0;
	}
	done_buf_addf(out, "# Found by their Dockerfile, go.mod, package.json and the like: %zu.\n",
	              services.nr);
	done_buf_addstr(out, "services:\n");
	return add_services(init, index, &services, out, err);
}

/* Nobody begins with everything met. */
static void add_beginning(struct done_buf *out)
{
	char day[11];

	done_day_format(done_day_today() + HALF_A_YEAR, day);
	done_buf_addf(out,
	              "\n# What does not fit is changed key by key. What few services meet yet can "
	              "warn only, or hold\n"
	              "# new services to it now and the others from a day on:\n"
	              "# criteria:\n"
	              "#   performance: {level: warning}\n"
	              "#   docs: {effective: {new_services: now, existing: %s}}\n",
	              day);
}

int done_init_policy(const struct done_init *init, struct done_buf *out, struct done_error *err)
{
	struct done_snapshot index = {0};
	int rc = done_snapshot_of_index(init->repo, &index, err);

	if (rc < 0)
		return rc;
	done_buf_addstr(out,
	                "# When is a change done? 'git done policy show' prints this as the gate "
	                "reads it,\n"
	                "# 'git done explain' tells of each check.\n"
	                "version: 1\n\n"
	                "# preset:readiness asks the questions before it as well: what a service "
	                "owns, its data,\n"
	                "# its load, whom it calls, what was decided. Each is answered in the "
	                "service's done.yml\n"
	                "# (git done init --service PATH).\n"
	                "extends: [preset:backend]\n\n");
	rc = init_policy_write_services(init, &index, out, err);
	done_snapshot_close(&index);
	if (rc >= 0)
		add_beginning(out);
	return rc;
}
