/* git done services: which directories of a revision are services, of which kind, and why. */
#include "done/profile.h"

#include <string.h>
#include <unistd.h>

#include "cli.h"

#define TIMEOUT_SECONDS 60

struct services_options {
	bool all, doubtful, trust_owner;
	struct done_strings formats;
	int timeout; /* below 0: the usual */
};

#define AT(member) offsetof(struct services_options, member)

static const struct done_option rows[] = {
    {"all", 0, DONE_OPTION_FLAG, AT(all), NULL,
        "also list examined directories that are not services, and why"},
    {"doubtful", 0, DONE_OPTION_FLAG, AT(doubtful), NULL,
        "print only services that rest on a weak signal"},
    {"format", 'f', DONE_OPTION_STRINGS, AT(formats), "FORMAT", "text or json"},
    {"timeout", 0, DONE_OPTION_INTEGER, AT(timeout), "SECONDS",
        "stop after this time (default: 60; 0: never)"},
    {"trust-owner", 0, DONE_OPTION_FLAG, AT(trust_owner), NULL,
        "read a repository that belongs to somebody else"},
    DONE_OPTION_ROW_HELP,
};
static const struct services_options defaults = {.timeout = -1};
static const struct done_option_table own = {
    rows, DONE_ARRAY_SIZE(rows), sizeof(defaults), &defaults};

enum { TO_STDOUT, TO_STDERR, NR_OUTPUTS };

/* One table on its way from the repository to the channel. */
struct listing {
	const struct services_options *options;
	const char *revision;
	bool is_json;
	struct done_arena arena;
	struct done_repo *repo;
	struct done_snapshot snapshot;
	struct done_policy *policy; /* NULL: there is none, or it cannot be used */
	struct done_error policy_problem;
	struct done_ecosystems ecosystems;
	struct done_profiles profiles;
};

static const char *const serves_names[] = {
    "http", "html", "grpc", "graphql", "queue", "schedule", "cli"};

/* ---- reading ---- */

/* Its own rows of ecosystems count; a policy that is not valid keeps nobody from looking. */
static void read_policy(struct listing *listing)
{
	struct done_policy_source source = {
	    .self = &listing->snapshot, .read = done_policy_read_snapshot};

	if (done_policy_load(&listing->arena, &source, DONE_POLICY_PATH, done_check_forms(),
	        &listing->policy, &listing->policy_problem) < 0)
		listing->policy = NULL;
}

static int read_profiles(struct listing *listing, struct done_error *err)
{
	struct done_repo_options how = {.trust_owner = listing->options->trust_owner};
	struct done_oid commit;

	if (done_repo_open(&listing->repo, &how, err) < 0 ||
	    done_revision_resolve(listing->repo, listing->revision, &commit, err) < 0 ||
	    done_snapshot_of_commit(listing->repo, &commit, &listing->snapshot, err) < 0)
		return err->code;
	read_policy(listing);
	if (done_policy_ecosystems(listing->policy, &listing->arena, &listing->ecosystems, err) < 0)
		return err->code;
	return done_profiles_find(
	    &listing->arena, &listing->snapshot, &listing->ecosystems, &listing->profiles, err);
}

static bool is_asked_for(const struct listing *listing, const struct done_profile *profile)
{
	if (listing->options->doubtful)
		return profile->is_doubtful && done_kind_is_service(profile->kind);
	return listing->options->all || done_kind_is_service(profile->kind);
}

/* ---- text ---- */

enum { COLUMN_DIRECTORY, COLUMN_KIND, COLUMN_ECOSYSTEMS, COLUMN_SERVES, COLUMN_WHY, NR_COLUMNS };

static const char *const titles[NR_COLUMNS] = {
    "directory", "kind", "ecosystems", "serves", "found by"};

static const char *text_serves(struct listing *listing, const struct done_profile *profile)
{
	struct done_buf text = {0};
	const char *copy;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(serves_names); i++) {
		if (profile->serves & (1U << i))
			done_buf_addf(&text, "%s%s", text.len ? ", " : "", serves_names[i]);
	}
	copy =
	    done_arena_strndup(&listing->arena, text.len ? text.ptr : "-", text.len ? text.len : 1);
	done_buf_release(&text);
	return copy;
}

static const char *text_ecosystems(struct listing *listing, const struct done_profile *profile)
{
	struct done_buf text = {0};
	const char *copy;

	for (size_t i = 0; i < profile->ecosystems.nr; i++)
		done_buf_addf(&text, "%s%s", i ? ", " : "", profile->ecosystems.items[i]);
	copy =
	    done_arena_strndup(&listing->arena, text.len ? text.ptr : "-", text.len ? text.len : 1);
	done_buf_release(&text);
	return copy;
}

static const char *text_why(struct listing *listing, const struct done_profile *profile)
{
	return done_arena_printf(&listing->arena, "%s%s",
	    done_profile_why(&listing->arena, profile), profile->is_doubtful ? " (doubtful)" : "");
}

static void text_row(struct done_buf *out, const char *const *cells, const size_t *widths)
{
	for (size_t i = 0; i < NR_COLUMNS; i++) {
		if (i + 1 < NR_COLUMNS)
			done_buf_addf(out, "%-*s  ", (int)widths[i], cells[i]);
		else
			done_buf_addf(out, "%s\n", cells[i]);
	}
}

static void services_write_text(struct listing *listing, struct done_buf *out)
{
	const struct done_profiles *profiles = &listing->profiles;
	const char *(*cells)[NR_COLUMNS] =
	    done_arena_array(&listing->arena, profiles->nr + 1, sizeof(*cells));
	size_t widths[NR_COLUMNS] = {0}, nr = 0;

	for (size_t j = 0; j < NR_COLUMNS; j++)
		cells[0][j] = titles[j];
	for (size_t i = 0; i < profiles->nr; i++) {
		const struct done_profile *profile = &profiles->items[i];

		if (!is_asked_for(listing, profile))
			continue;
		nr++;
		cells[nr][COLUMN_DIRECTORY] = done_arena_shown(&listing->arena, profile->directory);
		cells[nr][COLUMN_KIND] = done_kind_of_service_name(profile->kind);
		cells[nr][COLUMN_ECOSYSTEMS] = text_ecosystems(listing, profile);
		cells[nr][COLUMN_SERVES] = text_serves(listing, profile);
		cells[nr][COLUMN_WHY] = text_why(listing, profile);
	}
	for (size_t i = 0; i <= nr; i++) {
		for (size_t j = 0; j < NR_COLUMNS; j++) {
			size_t len = strlen(cells[i][j]);
			widths[j] = len > widths[j] ? len : widths[j];
		}
	}
	for (size_t i = 0; i <= nr && nr; i++)
		text_row(out, cells[i], widths);
}

/* ---- json ---- */

static void json_fact(struct done_json *json, const struct done_fact *fact)
{
	done_json_object(json);
	done_json_member(json, "path", fact->path && *fact->path ? fact->path : NULL);
	done_json_member_integer(json, "line", fact->line);
	done_json_member(json, "what", fact->what);
	done_json_object_end(json);
}

static void json_facts(
    struct done_json *json, const char *key, const struct done_fact *facts, size_t nr)
{
	done_json_key(json, key);
	done_json_array(json);
	for (size_t i = 0; i < nr; i++)
		json_fact(json, &facts[i]);
	done_json_array_end(json);
}

static void json_texts(struct done_json *json, const char *key, const char *const *texts, size_t nr)
{
	done_json_key(json, key);
	done_json_array(json);
	for (size_t i = 0; i < nr; i++)
		done_json_string(json, texts[i]);
	done_json_array_end(json);
}

static void json_profile(struct done_json *json, const struct done_profile *profile)
{
	const char *serves[DONE_ARRAY_SIZE(serves_names)];
	size_t nr = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(serves_names); i++) {
		if (profile->serves & (1U << i))
			serves[nr++] = serves_names[i];
	}
	done_json_object(json);
	done_json_member(json, "directory", profile->directory);
	done_json_member(json, "kind", done_kind_of_service_name(profile->kind));
	done_json_key(json, "service");
	done_json_boolean(json, done_kind_is_service(profile->kind));
	done_json_key(json, "doubtful");
	done_json_boolean(json, profile->is_doubtful);
	json_texts(json, "ecosystems", profile->ecosystems.items, profile->ecosystems.nr);
	json_texts(json, "serves", serves, nr);
	done_json_key(json, "why");
	json_fact(json, &profile->why);
	done_json_key(json, "unstarted");
	done_json_boolean(json, profile->is_unstarted);
	json_facts(json, "serves_at", profile->serves_facts, profile->nr_serves_facts);
	json_facts(json, "programs", profile->programs, profile->nr_programs);
	json_facts(json, "deployments", profile->deployments, profile->nr_deployments);
	json_texts(json, "local_dependencies", profile->locals, profile->nr_locals);
	done_json_object_end(json);
}

static void services_write_json(struct listing *listing, struct done_buf *out)
{
	const struct done_profiles *profiles = &listing->profiles;
	struct done_json json = {.out = out};

	done_json_object(&json);
	done_json_member_integer(&json, "schema", 1);
	done_json_key(&json, "directories");
	done_json_array(&json);
	for (size_t i = 0; i < profiles->nr; i++) {
		if (is_asked_for(listing, &profiles->items[i]))
			json_profile(&json, &profiles->items[i]);
	}
	done_json_array_end(&json);
	json_texts(&json, "not_read", profiles->not_read, profiles->nr_not_read);
	done_json_member_integer(&json, "files", (int64_t)profiles->nr_files);
	done_json_member_integer(&json, "files_opened", (int64_t)profiles->nr_opened);
	done_json_object_end(&json);
	done_buf_addch(out, '\n');
}

/* ---- the worker ---- */

static void services_send(struct done_channel *channel, int number, struct done_buf *text)
{
	struct done_buf inert = {0};

	done_escape_commands(&inert, text);
	if (inert.len)
		done_channel_write(channel, number, inert.ptr, inert.len);
	done_buf_release(&inert);
	done_buf_release(text);
}

static size_t count_services(const struct done_profiles *profiles)
{
	size_t nr = 0;

	for (size_t i = 0; i < profiles->nr; i++)
		nr += done_kind_is_service(profiles->items[i].kind);
	return nr;
}

/* What was not read may hide a service; what was looked at is said, so that nothing is silent. */
static void say_examined(struct listing *listing, struct done_channel *channel)
{
	const struct done_profiles *profiles = &listing->profiles;
	size_t nr = count_services(profiles);
	struct done_buf text = {0};

	if (listing->policy_problem.code) {
		done_buf_addstr(&text, "git-done: warning: the policy is not used: ");
		done_error_describe(&listing->policy_problem, &text);
		done_buf_addch(&text, '\n');
	}
	for (size_t i = 0; i < profiles->nr_not_read && listing->options->all; i++)
		done_buf_addf(&text, "git-done: not read: %s\n", profiles->not_read[i]);
	if (profiles->nr_not_read && !listing->options->all)
		done_buf_addf(&text, "git-done: not read: %zu place%s; --all lists them\n",
		    profiles->nr_not_read, profiles->nr_not_read == 1 ? "" : "s");
	done_buf_addf(&text, "git-done: %zu service%s in %zu director%s; %zu of %zu files opened\n",
	    nr, nr == 1 ? "" : "s", profiles->nr, profiles->nr == 1 ? "y" : "ies",
	    profiles->nr_opened, profiles->nr_files);
	for (size_t i = 0; i < profiles->nr && !listing->options->doubtful; i++) {
		const struct done_profile *profile = &profiles->items[i];

		if (profile->is_unstarted)
			done_buf_addf(&text,
			    "git-done: '%s' is not a service: %s; to have it judged, %s\n",
			    done_arena_shown(&listing->arena, profile->directory),
			    done_profile_why(&listing->arena, profile),
			    done_profile_cure(&listing->arena, profile));
	}
	services_send(channel, TO_STDERR, &text);
}

static int services_list(
    struct listing *listing, struct done_channel *channel, struct done_error *err)
{
	struct done_buf text = {0};

	if (read_profiles(listing, err) < 0)
		return err->code;
	if (listing->is_json)
		services_write_json(listing, &text);
	else
		services_write_text(listing, &text);
	services_send(channel, TO_STDOUT, &text);
	say_examined(listing, channel);
	return DONE_EXIT_MET;
}

static int services_work(void *data, struct done_channel *channel)
{
	struct listing *listing = data;
	struct done_error err = {0};
	int status = services_list(listing, channel, &err);

	if (status < 0) {
		struct done_buf text = {0};

		done_error_print(&err, &text);
		services_send(channel, TO_STDERR, &text);
		status = done_exit_of_error(&err);
	}
	done_ecosystems_release(&listing->ecosystems);
	done_policy_release(listing->policy);
	done_snapshot_close(&listing->snapshot);
	done_repo_close(listing->repo);
	done_arena_release(&listing->arena);
	return status;
}

/* ---- the command ---- */

static int services_run(void *data, struct done_command_line *line, struct done_error *err)
{
	const struct services_options *options = data;
	struct listing listing = {
	    .options = options,
	    .revision = line->arguments.nr ? line->arguments.items[0] : "HEAD",
	};
	struct done_buf outputs[NR_OUTPUTS] = {{0}};
	struct done_supervised supervised = {outputs, NR_OUTPUTS, 0};
	struct done_supervision supervision = {.work = services_work, .data = &listing};
	int rc;

	if (done_text_or_json(&options->formats, &listing.is_json, err) < 0)
		return err->code;
	supervision.timeout = options->timeout < 0 ? TIMEOUT_SECONDS : options->timeout;
	rc = done_supervise(&supervision, &supervised, err);
	if (rc >= 0) {
		rc = done_print(outputs[TO_STDOUT].len ? outputs[TO_STDOUT].ptr : "",
		    outputs[TO_STDOUT].len, err);
		done_to_stderr(&outputs[TO_STDERR]);
	}
	for (size_t i = 0; i < NR_OUTPUTS; i++)
		done_buf_release(&outputs[i]);
	return rc < 0 ? rc : supervised.status;
}

const struct done_command done_command_services = {
    .name = "services",
    .summary = "print the services of a revision, their kinds, and the reasons",
    .usage = "git done services [REV] [--all | --doubtful] [--format text|json]",
    .details = "REV defaults to HEAD. The table shows what 'services: auto' finds, whatever the "
               "policy\n"
               "declares. It goes to standard output; what was examined goes to standard error.\n",
    .groups = {{&own, 0}},
    .options_size = sizeof(struct services_options),
    .most_arguments = 1,
    .exits = {[DONE_EXIT_MET] = "the table is printed",
        DONE_EXIT_SAYS_USAGE,
        DONE_EXIT_SAYS_UNREADABLE,
        DONE_EXIT_SAYS_UNWRITTEN},
    .run = services_run,
};
