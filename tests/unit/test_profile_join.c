/* Which declaration builds or runs which program: by small trees, and what the profile then says.
 */
#include "done/profile.h"

#include "fake_snapshot.h"
#include "support.h"

#define GO_DAEMON "package main\n\nfunc main() {\n}\n"
#define MODULE(name) "module " name "\n"

/* Two modules without anything that is seen to serve: a find rests on the declaration alone. */
struct join_row {
	const char *name;
	const char *files[12]; /* path, text, … beside the two modules a and b */
	const char *found;
};

static const struct join_row rows[] = {
    {"in its directory", {"a/Dockerfile", "FROM scratch\nEXPOSE 1\n"}, "a"},
    {"below it", {"a/docker/Dockerfile", "FROM scratch\nEXPOSE 1\n"}, "a"},
    {"above both: neither", {"Dockerfile", "FROM scratch\nEXPOSE 1\n"}, ""},
    {"above both, it starts one",
        {"Dockerfile", "FROM scratch\nEXPOSE 1\nENTRYPOINT [\"/app/mod-b\"]\n"}, "b"},
    {"above both, it builds one",
        {"Dockerfile",
            ("FROM golang AS x\nRUN go build -o /srv ./b/main.go\nFROM scratch\nCOPY "
             "--from=x /srv /srv\nEXPOSE 1\n")},
        "b"},
    {"above both, it copies one", {"Dockerfile", "FROM scratch\nCOPY b /b\nEXPOSE 1\n"}, "b"},
    {"called after it", {"docker/Dockerfile-mod-a", "FROM scratch\nEXPOSE 1\n"}, "a"},
    {"in a folder of its name", {"docker/mod-a/Dockerfile", "FROM scratch\nEXPOSE 1\n"}, "a"},
    {"a database that is handed its directory",
        {"compose.yml",
            "services:\n  x:\n    image: mongo:5\n    volumes: [\"./a:/opt/key\"]\n    ports: "
            "[\"1:1\"]\n"},
        ""},
    {"an image of a runtime that is handed its directory",
        {"compose.yml",
            "services:\n  x:\n    image: golang:1\n    volumes: [\"./a:/opt/src\"]\n    ports: "
            "[\"1:1\"]\n"},
        "a"},
    {"a database with an extension, built in its directory",
        {"compose.yml",
            "services:\n  x:\n    build: {context: ./a, dockerfile: ops/postgres/Dockerfile}\n    "
            "ports: [\"1:1\"]\n",
            "a/ops/postgres/Dockerfile", "FROM postgres:14\nRUN apt-get install postgis\n"},
        ""},
    {"settings of other software below it",
        {"compose.yml", "services:\n  keycloak:\n    build: ./a/keycloak\n    ports: [\"1:1\"]\n"},
        ""},
    {"settings below it upon the image of other software",
        {"a/login/Dockerfile", "FROM quay.io/keycloak/keycloak:24\nCOPY realms /opt\nEXPOSE 1\n"},
        ""},
    {"compose builds its directory",
        {"compose.yml", "services:\n  x:\n    build: ./a\n    ports: [\"1:1\"]\n"}, "a"},
    {"compose builds by a container file elsewhere",
        {"compose.yml",
            "services:\n  x:\n    build: {context: ., dockerfile: docker/mod-a/Dockerfile}\n",
            "docker/mod-a/Dockerfile", "FROM scratch\n"},
        "a"},
    {"an image of its package",
        {"c/package.json", "{\"name\": \"@acme/pay\", \"scripts\": {\"start\": \"node index.js\"}}",
            "c/index.js", "run()\n", "k8s/x.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {template: {spec: "
            "{containers: [{name: y, image: ghcr.io/acme/pay}]}}}\n"},
        "c"},
    {"an image of another owner",
        {"c/package.json", "{\"name\": \"@acme/pay\", \"scripts\": {\"start\": \"node index.js\"}}",
            "c/index.js", "run()\n", "k8s/x.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {template: {spec: "
            "{containers: [{name: y, image: ghcr.io/others/pay}]}}}\n"},
        ""},
    {"an image of its name",
        {"k8s/x.yaml",
            ("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec:\n  template:\n"
             "    spec:\n      containers: [{name: x, image: acme/mod-b:1}]\n")},
        "b"},
    {"an image of somebody else",
        {"k8s/x.yaml",
            ("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec:\n  template:\n"
             "    spec:\n      containers: [{name: x, image: redis:7}]\n")},
        ""},
    {"a Procfile in it", {"a/Procfile", "worker: bin/run\n"}, "a"},
    {"for tests", {"a/docker-compose.test.yml", "services:\n  x:\n    build: .\n"}, ""},
    {"in examples", {"examples/compose.yml", "services:\n  x:\n    build: ../a\n"}, ""},
    /* Whoever only builds an image does not say that anybody runs it. */
    {"a builder alone", {"docker-bake.hcl", "target \"x\" {\n  context = \"a\"\n}\n"}, ""},
};

static const char *found_in(struct done_arena *arena, const char *const *files)
{
	struct fake_snapshot fake = {0};
	struct done_snapshot snapshot;
	struct done_ecosystems ecosystems = {0};
	struct done_profiles profiles = {0};
	struct done_error err = {0};
	struct done_buf text = {0};
	const char *copy;

	fake_file(&fake, "a/go.mod", MODULE("acme.dev/mod-a"));
	fake_file(&fake, "a/main.go", GO_DAEMON);
	fake_file(&fake, "b/go.mod", MODULE("acme.dev/mod-b"));
	fake_file(&fake, "b/main.go", GO_DAEMON);
	for (size_t i = 0; files[i]; i += 2)
		fake_file(&fake, files[i], files[i + 1]);
	fake_open(&fake, &snapshot);
	assert_success(done_ecosystems_load(arena, NULL, &ecosystems, &err), err);
	assert_success(done_profiles_find(arena, &snapshot, &ecosystems, &profiles, &err), err);
	for (size_t i = 0; i < profiles.nr; i++) {
		if (!done_kind_is_service(profiles.items[i].kind))
			continue;
		done_buf_addf(&text, "%s%s", text.len ? " " : "", profiles.items[i].directory);
		assert_true(profiles.items[i].is_doubtful);
		assert_true(profiles.items[i].nr_deployments > 0);
	}
	copy = done_arena_strndup(arena, text.len ? text.ptr : "", text.len);
	done_buf_release(&text);
	done_ecosystems_release(&ecosystems);
	fake_release(&fake);
	return copy;
}

static void test_join__by_the_strongest_hint(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct done_arena arena = {0};
		const char *found = found_in(&arena, rows[i].files);

		if (strcmp(found, rows[i].found) != 0)
			fail_msg("%s: found '%s', not '%s'", rows[i].name, found, rows[i].found);
		done_arena_release(&arena);
	}
}

/* ---- probes of templates ---- */

#define CHART(name, container, rest)                                                     \
	"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " name                \
	"\nspec:\n  template:\n    spec:\n      containers:\n        - name: " container \
	"\n          image: \"{{ .Values.image }}\"\n" rest
#define PROBE(how) "          livenessProbe:\n            " how "\n"
#define HTTP PROBE("httpGet:\n              path: /health")

/* One service at the root, and one or two templates of a chart beside it. */
static const struct probe_row {
	const char *name, *first, *second; /* NULL: one template */
	bool is_found;
} probe_rows[] = {
    {"over HTTP", CHART("{{ .Release.Name }}", "main", HTTP), NULL, true},
    {"over gRPC", CHART("{{ .Release.Name }}", "main", PROBE("grpc: {port: 1}")), NULL, true},
    {"in one line",
        CHART("{{ x }}", "main", "          livenessProbe: {httpGet: {path: /health}}\n"), NULL,
        true},
    {"a command", CHART("{{ x }}", "main", PROBE("exec:\n              command: [ping]")), NULL,
        false},
    {"a port alone", CHART("{{ x }}", "main", PROBE("tcpSocket: {port: 1}")), NULL, false},
    {"HTTP behind the probe",
        CHART(
            "{{ x }}", "main", PROBE("exec: {}") "          lifecycle:\n            httpGet: {}\n"),
        NULL, false},
    {"of the workload of a database", CHART("{{ .Release.Name }}-redis", "main", HTTP), NULL,
        false},
    {"of the container of a database", CHART("{{ x }}", "vault", HTTP), NULL, false},
    {"beside that of a database", CHART("{{ x }}", "main", HTTP), CHART("redis-a", "redis", HTTP),
        true},
    {"of two, nobody knows which", CHART("{{ x }}", "main", HTTP), CHART("{{ y }}", "main", HTTP),
        false},
    {"none", CHART("{{ x }}", "main", ""), NULL, false},
};

/* One program at the top beside up to three files; the fact of its profile at the offset has a
 * place, or has none. */
struct only_file {
	const char *path, *text;
};

static void join_check_only(
    const char *name, const struct only_file *files, size_t nr, size_t fact, bool is_found)
{
	struct done_arena arena = {0};
	struct fake_snapshot fake = {0};
	struct done_snapshot snapshot;
	struct done_ecosystems ecosystems = {0};
	struct done_profiles profiles = {0};
	struct done_error err = {0};
	const struct done_fact *found;

	fake_file(&fake, "go.mod", MODULE("acme.dev/shop"));
	fake_file(&fake, "main.go", GO_DAEMON);
	fake_file(&fake, "Dockerfile", "FROM scratch\nEXPOSE 1\n");
	for (size_t i = 0; i < nr && files[i].text; i++)
		fake_file(&fake, files[i].path, files[i].text);
	fake_open(&fake, &snapshot);
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	assert_success(done_profiles_find(&arena, &snapshot, &ecosystems, &profiles, &err), err);
	assert_int_equal(profiles.nr, 1);
	found = (const struct done_fact *)((const char *)&profiles.items[0] + fact);
	if ((found->path != NULL) != is_found)
		fail_msg("%s: it is %sfound", name, is_found ? "not " : "");
	done_ecosystems_release(&ecosystems);
	fake_release(&fake);
	done_arena_release(&arena);
}

static void test_join__a_probe_of_a_template(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(probe_rows, i, probe_rows[i].name); i++) {
		const struct only_file files[] = {
		    {"chart/Chart.yaml", "name: shop\n"},
		    {"chart/templates/a.yaml", probe_rows[i].first},
		    {"chart/templates/b.yaml", probe_rows[i].second},
		};

		join_check_only(probe_rows[i].name, files, DONE_ARRAY_SIZE(files),
		    offsetof(struct done_profile, probe), probe_rows[i].is_found);
	}
}

/* ---- probes of workloads that are declared in several files ---- */

#define NAIS(name, path)                                                      \
	"apiVersion: nais.io/v1\nkind: Application\nmetadata:\n  name: " name \
	"\nspec:\n  image: {{ image }}\n  liveness:\n    " path
#define IMAGE(name, image, rest)                                                    \
	"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " name             \
	"}\nspec:\n  template:\n    spec:\n      containers:\n        - name: main" \
	"\n          image: " image ":__TAG__\n" rest

static const struct several_row {
	const char *name;
	struct only_file files[3];
	bool is_found;
} several_rows[] = {
    {"one workload, a file for each environment",
        {{"dev.yaml", NAIS("till", "path: /alive\n")},
            {"prod.yaml", NAIS("till", "path: /alive\n")}},
        true},
    {"two workloads",
        {{"dev.yaml", NAIS("till", "path: /alive\n")},
            {"prod.yaml", NAIS("desk", "path: /alive\n")}},
        false},
    {"nothing is asked", {{"dev.yaml", NAIS("till", "timeout: 1\n")}}, false},
    {"the only image, a file for each environment",
        {{"kubernetes/dev.tmpl", IMAGE("a", "r.io/till", HTTP)},
            {"kubernetes/prod.tmpl", IMAGE("b", "r.io/till", HTTP)}},
        true},
    {"the only image, by its port",
        {{"deploy/a.yaml", IMAGE("a", "r.io/till", PROBE("tcpSocket: {port: 1}"))}}, true},
    {"the only image beside a database",
        {{"deploy/a.yaml", IMAGE("a", "r.io/till", HTTP)},
            {"deploy/b.yaml", IMAGE("b", "redis", HTTP)}},
        true},
    {"of two images, nobody knows which",
        {{"deploy/a.yaml", IMAGE("a", "r.io/till", HTTP)},
            {"deploy/b.yaml", IMAGE("b", "r.io/desk", "")}},
        false},
    {"of two images, the one whose parts the workloads are",
        {{"deploy/a.yaml", IMAGE("till-web", "r.io/till", HTTP)},
            {"deploy/b.yaml", IMAGE("till-jobs", "r.io/till", "")},
            {"deploy/c.yaml", IMAGE("grafana", "r.io/grafana", HTTP)}},
        true},
    {"of two images, each called as its workload is",
        {{"deploy/a.yaml", IMAGE("desk", "r.io/till", "")},
            {"deploy/c.yaml", IMAGE("grafana", "r.io/grafana", HTTP)}},
        false},
    {"the only image, of a database", {{"deploy/b.yaml", IMAGE("b", "redis", HTTP)}}, false},
    {"a template of nothing that is deployed", {{"mail/a.tmpl", IMAGE("a", "r.io/till", HTTP)}},
        false},
};

static void test_join__a_probe_of_the_only_workload(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(several_rows, i, several_rows[i].name); i++)
		join_check_only(several_rows[i].name, several_rows[i].files,
		    DONE_ARRAY_SIZE(several_rows[i].files), offsetof(struct done_profile, probe),
		    several_rows[i].is_found);
}

/* ---- what traces it ---- */

#define TRACED(name, enabled)                                                               \
	"apiVersion: nais.io/v1\nkind: Application\nmetadata:\n  name: " name               \
	"\nspec:\n  image: {{ image }}\n  observability:\n    autoInstrumentation:\n      " \
	"enabled: " enabled "\n"

static const struct traced_row {
	const char *name, *text;
	bool is_found;
} traced_rows[] = {
    {"an agent of nais", TRACED("shop", "true"), true},
    {"switched off", TRACED("shop", "false"), false},
    {"of a database", TRACED("shop-redis", "true"), false},
};

static void test_join__what_traces_the_only_service(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(traced_rows, i, traced_rows[i].name); i++) {
		const struct only_file file = {".nais/prod.yaml", traced_rows[i].text};

		join_check_only(traced_rows[i].name, &file, 1,
		    offsetof(struct done_profile, traces), traced_rows[i].is_found);
	}
}

/* ---- what collects its numbers, and what a platform asks ---- */

#define BALANCER(name, text)                                                       \
	"resource \"aws_lb_target_group\" \"x\" {\n  name = \"" name "\"\n  " text \
	" {\n    path = "                                                          \
	"\"/h\"\n  }\n}\n"

static const struct platform_row {
	const char *name, *path, *text;
	size_t fact;
	bool is_found;
} platform_rows[] = {
    {"numbers of an application of nais", ".nais/prod.yaml",
        "apiVersion: nais.io/v1\nkind: Application\nmetadata:\n  name: shop\nspec:\n  image: {{ "
        "image }}\n  prometheus:\n    enabled: true\n",
        offsetof(struct done_profile, metrics), true},
    {"a monitor", "deploy/m.yaml",
        "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: shop}\n",
        offsetof(struct done_profile, metrics), true},
    {"a monitor of a database", "deploy/m.yaml",
        "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: {name: redis}\n",
        offsetof(struct done_profile, metrics), false},
    {"a balancer's check", "infra/a.tf", BALANCER("x", "health_check"),
        offsetof(struct done_profile, probe), true},
    {"a balancer's check of a database", "infra/a.tf", BALANCER("redis", "health_check"),
        offsetof(struct done_profile, probe), false},
    {"a balancer without a check", "infra/a.tf", BALANCER("x", "stickiness"),
        offsetof(struct done_profile, probe), false},
    {"an example", "examples/a.tf", BALANCER("x", "health_check"),
        offsetof(struct done_profile, probe), false},
};

static void test_join__what_a_platform_says_of_the_only_service(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(platform_rows, i, platform_rows[i].name); i++) {
		const struct only_file file = {platform_rows[i].path, platform_rows[i].text};

		join_check_only(platform_rows[i].name, &file, 1, platform_rows[i].fact,
		    platform_rows[i].is_found);
	}
}

/* ---- a program of a directory above ---- */

#define COMPOSED \
	"services:\n  shop:\n    build: .\n    healthcheck:\n      test: curl -f localhost/up\n"

/* What is declared of the program at the top is of the directory "b" only where that has none. */
static void test_join__a_program_above_is_anothers(void **state)
{
	static const struct {
		const char *program;
		bool is_found;
	} above[] = {{NULL, true}, {"b/main.go", false}};

	(void)state;
	for (size_t i = 0; TEST_EACH(above, i, above[i].program); i++) {
		struct done_arena arena = {0};
		struct fake_snapshot fake = {0};
		struct done_snapshot snapshot;
		struct done_ecosystems ecosystems = {0};
		struct done_profile profile;
		struct done_error err = {0};

		fake_file(&fake, "go.mod", MODULE("acme.dev/shop"));
		fake_file(&fake, "main.go", GO_DAEMON);
		fake_file(&fake, "Dockerfile", "FROM scratch\nEXPOSE 1\n");
		fake_file(&fake, "docker-compose.yml", COMPOSED);
		fake_file(&fake, "b/parts.go", "package parts\n");
		if (above[i].program) {
			fake_file(&fake, "b/go.mod", MODULE("acme.dev/b"));
			fake_file(&fake, above[i].program, GO_DAEMON);
		}
		fake_open(&fake, &snapshot);
		assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
		assert_success(
		    done_profile_of(&arena, &snapshot, &ecosystems, "b", &profile, &err), err);
		assert_int_equal(profile.probe.path != NULL, above[i].is_found);
		done_ecosystems_release(&ecosystems);
		fake_release(&fake);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_join__a_program_above_is_anothers),
	    cmocka_unit_test(test_join__by_the_strongest_hint),
	    cmocka_unit_test(test_join__a_probe_of_a_template),
	    cmocka_unit_test(test_join__a_probe_of_the_only_workload),
	    cmocka_unit_test(test_join__what_traces_the_only_service),
	    cmocka_unit_test(test_join__what_a_platform_says_of_the_only_service),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
