/* Whose the probe of a workload of a chart is, where its image is a template: by small trees. */
#include "done/profile.h"

#include "fake_snapshot.h"
#include "support.h"

#define GO_SERVER                                                                              \
	"package main\n\nimport \"net/http\"\n\nfunc main() {\n\thttp.ListenAndServe(\":1\", " \
	"nil)\n}\n"
#define SCALA_SERVER                                                         \
	"package com.acme.shop\nimport cask.main.Main\nobject Shop extends " \
	"cask.MainRoutes {\n  def main(args: Array[String]): Unit = ()\n}\n"
#define PROBED "          livenessProbe:\n            httpGet: {path: /, port: 1}\n"
#define CONTAINER(name, image, rest) "        - name: " name "\n          image: " image "\n" rest
#define WORKLOAD(name, containers)                                           \
	"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: " name    \
	"\nspec:\n  template:\n    spec:\n      {{- if .Values.x }}\n      " \
	"containers:\n" containers "      {{- end }}\n      affinity:\n          name: others\n"
#define CHART_IMAGE "\"{{ .Values.image.repository }}:{{ .Values.image.tag }}\""
#define CHART_NAME "{{ .Chart.Name }}"
#define OWN WORKLOAD("{{ .Release.Name }}", CONTAINER(CHART_NAME, CHART_IMAGE, PROBED))
#define SIDECAR(rest) CONTAINER("cloud-sql-proxy", "gcr.io/x/gce-proxy:1", rest)

/* Two programs of one module, pick and pay, and a chart. */
static const struct chart_row {
	const char *name, *chart, *text; /* the chart's directory, its only template */
	const char *found;               /* directories whose service has a probe */
} chart_rows[] = {
    {"a chart of its name", "charts/pay", OWN, "cmd/pay"},
    {"a chart of another name", "charts/shop", OWN, ""},
    {"the workload's name in a chart of both", "charts/shop",
        WORKLOAD("{{ .Release.Name }}-pay", CONTAINER("main", CHART_IMAGE, PROBED)), "cmd/pay"},
    {"the workload's name before the chart's", "charts/pick",
        WORKLOAD("{{ include \"pay.fullname\" . }}", CONTAINER(CHART_NAME, CHART_IMAGE, PROBED)),
        "cmd/pay"},
    {"a workload beside it in its chart", "charts/pay",
        WORKLOAD("{{ .Release.Name }}-worker", CONTAINER(CHART_NAME, CHART_IMAGE, PROBED)), ""},
    {"of two containers its own", "charts/pay",
        WORKLOAD("{{ include \"pay.name\" . }}",
            SIDECAR("") CONTAINER("{{ include \"pay.name\" . }}", CHART_IMAGE, PROBED)),
        "cmd/pay"},
    {"of two containers the other", "charts/pay",
        WORKLOAD("{{ include \"pay.name\" . }}",
            SIDECAR(PROBED) CONTAINER("{{ include \"pay.name\" . }}", CHART_IMAGE, "")),
        ""},
    {"a sidecar whose image is a template", "charts/pay",
        WORKLOAD("{{ .Release.Name }}",
            CONTAINER("oauth2-proxy", CHART_IMAGE, PROBED) CONTAINER(CHART_NAME, CHART_IMAGE, "")),
        ""},
    {"an image by the branch", "charts/pay",
        WORKLOAD("{{ .Release.Name }}",
            CONTAINER(CHART_NAME, "\"{{ .Values.a }}\"",
                "          image: \"{{ .Values.b }}\"\n" PROBED)),
        "cmd/pay"},
    {"two workloads that nothing names", "charts/pay", OWN "---\n" OWN, ""},
    {"software of others beside it", "charts/pay",
        WORKLOAD("pay-redis", CONTAINER(CHART_NAME, CHART_IMAGE, PROBED)), ""},
    {"a port alone", "charts/pay",
        WORKLOAD("{{ .Release.Name }}",
            CONTAINER(CHART_NAME, CHART_IMAGE,
                "          livenessProbe:\n            tcpSocket: {port: 1}\n")),
        ""},
    {"no chart", "deploy/pay", OWN, ""},
};

struct chart_tree {
	struct done_arena arena;
	struct fake_snapshot fake;
	struct done_snapshot snapshot;
	struct done_ecosystems ecosystems;
	struct done_profiles profiles;
};

static void chart_file(
    struct chart_tree *tree, const char *directory, const char *name, const char *text)
{
	fake_file(&tree->fake, done_arena_printf(&tree->arena, "%s/%s", directory, name), text);
}

static void chart_open(struct chart_tree *tree)
{
	struct done_error err = {0};

	fake_open(&tree->fake, &tree->snapshot);
	assert_success(done_ecosystems_load(&tree->arena, NULL, &tree->ecosystems, &err), err);
	assert_success(done_profiles_find(
	                   &tree->arena, &tree->snapshot, &tree->ecosystems, &tree->profiles, &err),
	    err);
}

static void chart_check(struct chart_tree *tree, const char *name, const char *expected)
{
	const char *found = "";

	chart_open(tree);
	for (size_t i = 0; i < tree->profiles.nr; i++) {
		if (tree->profiles.items[i].probe.path)
			found = done_arena_printf(&tree->arena, "%s%s%s", found, *found ? " " : "",
			    tree->profiles.items[i].directory);
	}
	if (strcmp(found, expected) != 0)
		fail_msg("%s: a probe of '%s', not of '%s'", name, found, expected);
	done_ecosystems_release(&tree->ecosystems);
	fake_release(&tree->fake);
	done_arena_release(&tree->arena);
}

static void test_charts__a_probe_is_of_whom_it_names(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(chart_rows, i, chart_rows[i].name); i++) {
		const struct chart_row *row = &chart_rows[i];
		struct chart_tree tree = {0};

		fake_file(&tree.fake, "go.mod", "module acme.dev/shop\n");
		fake_file(&tree.fake, "cmd/pay/main.go", GO_SERVER);
		fake_file(&tree.fake, "cmd/pick/main.go", GO_SERVER);
		if (strcmp(row->name, "no chart") != 0)
			chart_file(&tree, row->chart, "Chart.yaml",
			    done_arena_printf(
			        &tree.arena, "name: %s\n", done_last_part(row->chart)));
		chart_file(&tree, row->chart, "templates/a.yaml", row->text);
		chart_check(&tree, row->name, row->found);
	}
}

/* ---- of the only service, which is not at the root ---- */

static const struct only_row {
	const char *name, *chart, *text, *found;
} only_rows[] = {
    {"the chart has the name of its package", "shop", OWN, "backend"},
    {"and its workload", "shop",
        WORKLOAD("{{ include \"shop.fullname\" . }}", CONTAINER(CHART_NAME, CHART_IMAGE, PROBED)),
        "backend"},
    {"an image by the branch", "shop",
        WORKLOAD("{{ .Release.Name }}",
            CONTAINER(CHART_NAME, "\"{{ .Values.a }}\"",
                "          image: \"{{ .Values.b }}\"\n" PROBED)),
        "backend"},
    {"another chart", "keycloak", OWN, ""},
    {"another workload of it", "shop",
        WORKLOAD("{{ .Release.Name }}-broker", CONTAINER(CHART_NAME, CHART_IMAGE, PROBED)), ""},
    {"another container of it", "shop",
        WORKLOAD("{{ .Release.Name }}", CONTAINER("envoy", CHART_IMAGE, PROBED)), ""},
};

static void test_charts__a_probe_of_the_only_service(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(only_rows, i, only_rows[i].name); i++) {
		const struct only_row *row = &only_rows[i];
		struct chart_tree tree = {0};

		fake_file(&tree.fake, "backend/build.sbt", "name := \"backend\"\n");
		fake_file(
		    &tree.fake, "backend/src/main/scala/com/acme/shop/Shop.scala", SCALA_SERVER);
		fake_file(&tree.fake, "backend/Dockerfile", "FROM scratch\nEXPOSE 1\n");
		chart_file(&tree, "helm/x", "Chart.yaml",
		    done_arena_printf(&tree.arena, "name: %s\n", row->chart));
		chart_file(&tree, "helm/x", "templates/a.yaml", row->text);
		chart_check(&tree, row->name, row->found);
	}
}

/* ---- of an image that is called as the repository ---- */

#define IMAGED(image) WORKLOAD("store", CONTAINER("store", image, PROBED))
#define BADGE "[![x](https://ci.dev/acme/shop/badge.svg)](https://ci.dev/acme/shop)\n"

static const struct badge_row {
	const char *name, *readme, *text, *found;
} badge_rows[] = {
    {"the repository's", BADGE, IMAGED("acme/shop:1") "---\n" IMAGED("acme/mesh:1"), "."},
    {"another one's", BADGE, IMAGED("acme/shops:1") "---\n" IMAGED("acme/mesh:1"), ""},
    {"a link that is no badge", "[a](https://acme.dev/acme/shop)\n",
        IMAGED("acme/shop:1") "---\n" IMAGED("acme/mesh:1"), ""},
};

static void test_charts__a_probe_of_the_repositorys_image(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(badge_rows, i, badge_rows[i].name); i++) {
		struct chart_tree tree = {0};

		fake_file(&tree.fake, "README.md", badge_rows[i].readme);
		fake_file(&tree.fake, "requirements.txt", "flask\n");
		fake_file(&tree.fake, "app.py", "from flask import Flask\napp = Flask(__name__)\n");
		fake_file(&tree.fake, "Dockerfile", "FROM python\nCMD flask run\n");
		fake_file(&tree.fake, "k8s/a.yaml", badge_rows[i].text);
		chart_check(&tree, badge_rows[i].name, badge_rows[i].found);
	}
}

/* ---- of load balancers ---- */

#define BALANCER(name)                                               \
	"resource \"aws_lb_target_group\" \"x\" {\n  name = \"" name \
	"\"\n  health_check {\n    path "                            \
	"= \"/h\"\n  }\n}\n"

static const struct balancer_row {
	const char *name, *text, *found;
} balancer_rows[] = {
    {"called after one", BALANCER("pay"), "cmd/pay"},
    {"called after nothing", BALANCER("public"), ""},
    {"called by a part of a name", BALANCER("payments"), ""},
    {"one for each", BALANCER("pay") BALANCER("pick"), "cmd/pay cmd/pick"},
};

static void test_charts__a_balancer_asks_whom_it_is_called_after(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(balancer_rows, i, balancer_rows[i].name); i++) {
		struct chart_tree tree = {0};

		fake_file(&tree.fake, "go.mod", "module acme.dev/shop\n");
		fake_file(&tree.fake, "cmd/pay/main.go", GO_SERVER);
		fake_file(&tree.fake, "cmd/pick/main.go", GO_SERVER);
		fake_file(&tree.fake, "infra/main.tf", balancer_rows[i].text);
		chart_check(&tree, balancer_rows[i].name, balancer_rows[i].found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_charts__a_probe_is_of_whom_it_names),
	    cmocka_unit_test(test_charts__a_probe_of_the_only_service),
	    cmocka_unit_test(test_charts__a_probe_of_the_repositorys_image),
	    cmocka_unit_test(test_charts__a_balancer_asks_whom_it_is_called_after),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
