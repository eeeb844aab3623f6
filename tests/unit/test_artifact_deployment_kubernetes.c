/* Kubernetes' workloads, templates of them, Helm's values and charts. */
#include "support.h"

#include "deployment_rows.h"

#define NAIS "apiVersion: nais.io/v1alpha1\nkind: \"Application\"\nmetadata:\n  name: cart\nspec:\n"
#define HEAD "apiVersion: apps/v1\nkind: Deployment\n"

static const struct deployment_row kubernetes_rows[] = {
    {"", "", NULL, 0},
    {"apiVersion: v1\nkind: Template\nobjects:\n- apiVersion: cloud.redhat.com/v1alpha1\n  kind: "
     "ClowdApp\n  metadata: {name: shop}\n  spec:\n    deployments:\n    - name: api\n      "
     "webServices: {public: {enabled: true}}\n      podSpec:\n        image: ${IMAGE}:${TAG}\n     "
     "   livenessProbe:\n          httpGet: {path: /h}\n    - name: worker\n      podSpec: {image: "
     "acme/worker}\n",
        "9 run api ports=1 probe=14 apart; 15 run worker image=acme/worker", NULL, 0},
    {"apiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: {name: shop}\n",
        "1 run shop metrics=1 apart", NULL, 0},
    {HEAD "spec:\n  template:\n    metadata:\n      annotations:\n        prometheus.io/scrape: "
          "'true'\n        admission.datadoghq.com/java-lib.version: v1\n    spec: {containers: "
          "[{image: a}]}\n",
        "9 run image=a traces=8 metrics=7", NULL, 0},
    {"openapi: 3.0.0\n", "", NULL, 0},
    {"not: [yaml", "", NULL, 0},
    {"apiVersion: v1\nkind: ConfigMap\nno: [yaml", "", NULL, 0},
    {"kind: 'Pod' # x\napiVersion: v1\nspec: {containers: [{image: a}]}\n", "3 run image=a", NULL,
        0},
    {HEAD "metadata:\n  name: cart\n  labels: {team: shop}\nspec:\n  template:\n    spec:\n      "
          "initContainers: [{name: migrate, image: acme/migrate}]\n      containers:\n        - "
          "name: server\n          image: gcr.io/acme/cartservice:1.2\n          command: "
          "[/cart]\n          args: [--port, '80']\n          ports: [{containerPort: 80}]\n"
          "          readinessProbe:\n            grpc: {port: 80}\n",
        "11 run cart image=gcr.io/acme/cartservice commands=[/cart --port 80] ports=1 probe=17 "
        "team=shop",
        NULL, 0},
    {HEAD
        "metadata: {name: pod}\nspec:\n  template:\n    metadata:\n      labels: {owner: me}\n    "
        "spec:\n      containers:\n        - {name: main, image: main:1}\n        - {name: "
        "proxy, image: envoy}\n",
        "10 run main image=main team=me; 11 run proxy image=envoy team=me", NULL, 0},
    {"apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: report}\nspec:\n  schedule: '0 1 * "
     "* *'\n  "
     "jobTemplate:\n    spec:\n      template:\n        spec:\n          containers:\n         "
     "   - "
     "{name: r, image: acme/report}\n",
        "11 schedule report image=acme/report", NULL, 0},
    {"apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n---\n"
     "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: k}\nspec:\n  "
     "template:\n   "
     " spec: {containers: [{image: ko://acme/cmd/k}]}\n---\napiVersion: v1\nkind: "
     "Pod\nmetadata: "
     "{name: p}\nspec: {containers: [{image: '${REG}/p:${TAG}'}]}\n",
        "11 run k image=ko://acme/cmd/k; 16 run p image=p", NULL, 0},
    {"apiVersion: v1\nkind: List\nitems:\n  - apiVersion: batch/v1\n    kind: Job\n    "
     "metadata: {name: "
     "j}\n    spec: {template: {spec: {containers: [{image: j}]}}}\n",
        "7 schedule j image=j", NULL, 0},
    {HEAD "spec: {template: {spec: {containers: text}}}\n", "", NULL, 0},
    /* documents of other kinds are passed over, whatever is in them; lines hold */
    {"apiVersion: v1\nkind: ConfigMap\nno: [yaml\n---\nkind: Pod\napiVersion: v1\nspec: "
     "{containers: [{image: a}]}\n--- # c\nkind: ConfigMap\n",
        "7 run image=a", NULL, 0},
    {"apiVersion: v1\nkind: ConfigMap\ndata: |\n  kind: Pod\n...\n---\nkind: Pod\napiVersion: "
     "v1\nspec: {containers: [{image: b}]}\n",
        "9 run image=b", NULL, 0},
    {"apiVersion: v1\nkind: Pod\nspec: {containers: [{image: c}]}\nkind: ConfigMap\n", NULL, "", 4},
    {"apiVersion: v1\nkind: ConfigMap x\nno: [yaml\n---\nkind: Pod\n", NULL, "", 4},
    {"--- {no: [yaml\nkind: ConfigMap\n---\nkind: Pod\napiVersion: v1\n", NULL, "", 2},
    {HEAD "spec: [\n", NULL, "", 4},
    {HEAD "spec:\n  template:\n    metadata:\n      annotations:\n        "
          "instrumentation.opentelemetry.io/inject-java: 'true'\n    spec: {containers: [{image: "
          "a}]}\n",
        "8 run image=a traces=7", NULL, 0},
    {HEAD "spec:\n  template:\n    metadata:\n      annotations:\n        "
          "instrumentation.opentelemetry.io/inject-java: 'false'\n    spec: {containers: [{image: "
          "a}]}\n",
        "8 run image=a", NULL, 0},
    {NAIS "  observability:\n    autoInstrumentation:\n      enabled: true\n  image: a/cart:1\n"
          "  liveness: {path: /alive}\n",
        "1 run cart image=a/cart probe=10 traces=8", NULL, 0},
    {NAIS "  observability:\n    autoInstrumentation:\n      enabled: false\n  image: a/cart:1\n",
        "1 run cart image=a/cart", NULL, 0},
    {NAIS "  image: {{ image }}\n  observability:\n    autoInstrumentation:\n      enabled: true\n"
          "  leader: true\n",
        "6 run cart traces=9", NULL, 0},
    {NAIS "  image: {{ image }}\n  port: 1\n  liveness:\n    initialDelay: 1\n    path: /alive\n  "
          "a: b\n",
        "6 run cart probe=10", NULL, 0},
    {NAIS "  image: {{ image }}\n  readiness: {path: /ready}\n", "6 run cart probe=7", NULL, 0},
    {NAIS "  image: {{ image }}\n  readiness:\n    timeout: 1\n  prometheus:\n    path: /n\n",
        "6 run cart", NULL, 0},
    {NAIS "  image: {{ image }}\n  observability:\n    autoInstrumentation:\n      enabled: false\n"
          "  gcp:\n    enabled: true\n",
        "6 run cart", NULL, 0},
    {"apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec: {source: "
     "{}}\n",
        "", NULL, 0},
    /* templates: lines with literal values */
    {HEAD
        "metadata:\n  name: {{ .Release.Name }}-cart\nspec:\n  template:\n    spec:\n      {{- if "
        "x "
        "}}\n      containers:\n        - name: c\n          image: \"{{ .Values.registry "
        "}}/acme/cart:{{ .Chart.AppVersion }}\"\n          ports:\n            - containerPort: "
        "80\n          livenessProbe:\n            httpGet: {}\n      {{- end }}\n",
        "11 run cart image=acme/cart ports=1 probe=14", NULL, 0},
    {HEAD "metadata:\n  name: {{ .Values.cartService.name }}\nspec:\n  x: {{ toYaml . }}\n  "
          "image: {{ "
          ".Values.image }}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: {{ x }}\n",
        "7 run cartService; not read: t/a.yaml:7: the image is a template expression, which is "
        "not "
        "read.",
        NULL, 0},
    {HEAD "metadata:\n  name: {{ include \"x.fullname\" . }}\n  {{ toYaml . }}\n", "2 run x", NULL,
        0},
    {HEAD "metadata:\n  name: \"{{ template \"harbor.core\" . }}\"\n  {{ toYaml . }}\n",
        "2 run core", NULL, 0},
    {HEAD "metadata:\n  name: {{ include \"a..name\" . }}\n  {{ toYaml . }}\n", "2 run", NULL, 0},
    {"apiVersion: v1\nkind: ConfigMap\ndata:\n  image: a/no\n---\n" HEAD
     "metadata:\n  name: a{{ x }}\n  {{ y }}\n",
        "7 run a", NULL, 0},
    {HEAD "metadata:\n  name: {{ printf \"a.b\" . }}\n  {{ toYaml . }}\n", "2 run", NULL, 0},
    {HEAD "metadata:\n  name: {{ include \"name\" . }}\n  {{ toYaml . }}\n", "2 run", NULL, 0},
    /* a probe is its container's, and not of what comes behind the containers */
    {HEAD "metadata:\n  name: a\n  {{ y }}\nspec:\n      initContainers:\n        - name: i\n"
          "          image: a/i\n          startupProbe: {}\n      containers:\n        - name: p\n"
          "          image: a/p\n        - name: c\n          livenessProbe: {}\n          image: "
          "a/c\n      volumes:\n        - name: v\n",
        "13 run image=a/p; 16 run image=a/c probe=15", NULL, 0},
    {HEAD "metadata: {name: '{{ x }}-a'}\nspec: {template: {spec: {containers: [{image: '{{ r "
          "}}/a'}]}}}\n",
        "4 run a image=a", NULL, 0},
};

static const struct deployment_row values_rows[] = {
    {"image:\n  repository: acme/cart\n  tag: 1\n", "2 run image=acme/cart", NULL, 0},
    {"cart:\n  image: {registry: r.io, repository: acme/cart}\ncheckout:\n  image: "
     "acme/checkout:2\n",
        "2 run cart image=r.io/acme/cart; 4 run checkout image=acme/checkout", NULL, 0},
    {"services:\n  pay: {image: {repository: pay}}\ndependencies: [{repository: "
     "'https://charts.x'}]\n",
        "2 run pay image=pay", NULL, 0},
    {"image: {repository: acme/cart, tag: 1}\nlivenessProbe:\n  httpGet: {path: /}\n",
        "1 run image=acme/cart probe=3", NULL, 0},
    {"cart:\n  image: acme/cart\n  readinessProbe: {httpGet: {path: /}}\npay:\n  image: "
     "acme/pay\n  readinessProbe: {}\n",
        "2 run cart image=acme/cart probe=3; 5 run pay image=acme/pay", NULL, 0},
    {"repository: a\n", "", NULL, 0},
    {"image: {repository: ''}\n", "", NULL, 0},
    {"a: [", NULL, "", 1},
};

static const struct deployment_row chart_rows[] = {
    {"apiVersion: v2\nname: cart\n", "1 run cart", NULL, 0},
    {"name: common\ntype: library\n", "", NULL, 0},
    {"name: [\n", NULL, "", 2},
};

static void test_kubernetes__gives_its_workloads(void **state)
{
	(void)state;
	deployment_check(
	    "kubernetes", "t/a.yaml", NULL, kubernetes_rows, DONE_ARRAY_SIZE(kubernetes_rows));
}

static void test_helm__gives_images_and_names(void **state)
{
	(void)state;
	deployment_check(
	    "helm-values", "values.yaml", NULL, values_rows, DONE_ARRAY_SIZE(values_rows));
	deployment_check("helm-chart", "Chart.yaml", NULL, chart_rows, DONE_ARRAY_SIZE(chart_rows));
}

static void test_kubernetes__has_at_most_10000_declarations(void **state)
{
	struct done_arena arena = {0};
	struct done_deployments out = {0};
	struct done_error err = {0};
	struct done_buf buf = {0};

	(void)state;
	done_buf_addstr(&buf, "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n");
	for (int i = 0; i <= DONE_DEPLOYMENTS_MAX; i++)
		done_buf_addstr(&buf, "    - image: a\n");
	done_deployment_read(done_deployment_reader_find("kubernetes"), &arena,
	    (struct done_bytes){buf.ptr, buf.len}, "a.yaml", &out, &err);
	assert_error(err, DONE_E_POLICY, "more than 10000 declarations");
	assert_int_equal(err.line, DONE_DEPLOYMENTS_MAX + 5);
	assert_int_equal(out.nr, 0);
	done_buf_release(&buf);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kubernetes__gives_its_workloads),
	    cmocka_unit_test(test_helm__gives_images_and_names),
	    cmocka_unit_test(test_kubernetes__has_at_most_10000_declarations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
