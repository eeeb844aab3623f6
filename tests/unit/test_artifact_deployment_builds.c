/* What builds images: Skaffold, bake, Tilt, workflows, makefiles and scripts. */
#include "support.h"

#include "deployment_rows.h"

static const struct deployment_row skaffold_rows[] = {
    {"build:\n  artifacts:\n    - image: acme/cart\n      context: src/cart\n      docker:\n   "
     "     "
     "dockerfile: D\n        target: prod\n        buildArgs: {A: b}\n    - image: pay\n      "
     "ko: "
     "{main: ./cmd/pay}\n",
        "3 image image=acme/cart context=src/cart file=D target=prod args=[A=b]; 9 image "
        "image=pay "
        "context=. builds=[go build ./cmd/pay]",
        NULL, 0},
    {"kind: Config\nprofiles:\n  - name: x\n    build:\n      artifacts: [{image: j, context: "
     "j, jib: "
     "{project: j-api}}]\n---\nbuild: {artifacts: [{image: k}]}\n",
        "5 image image=j context=j builds=[jib j-api]; 7 image image=k context=.", NULL, 0},
    {"build: {artifacts: text}\n", "", NULL, 0},
    {"build: [\n", NULL, "", 2},
};

static const struct deployment_row tye_rows[] = {
    {"name: shop\nservices:\n- name: cart\n  project: src/Cart/Cart.csproj\n- {name: pay, project: "
     "'src\\Pay\\Pay.csproj'}\n- {name: db, image: 'postgres:16'}\n",
        "3 run cart context=src/Cart; 5 run pay context=src/Pay; 6 run db image=postgres", NULL, 0},
    {"services:\n- {name: a, dockerFile: a/Dockerfile}\n- {name: b, dockerFile: D, "
     "dockerFileContext: ./b}\n- {name: c, project: C.csproj}\n",
        "2 run a context=a file=a/Dockerfile; 3 run b context=b file=D; 4 run c context=.", NULL,
        0},
    {"services: text\n", "", NULL, 0},
    {"services: [text]\n", "", NULL, 0},
    {"services: [\n", NULL, "", 2},
};

static const struct deployment_row bake_rows[] = {
    {"variable \"TAG\" {\n  default = \"1\"\n}\ntarget \"_base\" {\n  context = \"./src\" # "
     "{\n}\n"
     "target \"cart\" {\n  inherits = [\"_base\"]\n  dockerfile = \"cart/Dockerfile\"\n  "
     "target = "
     "\"prod\"\n  args = {\n    APP = \"cart\"\n  }\n  tags = [\n    "
     "\"r.io/cart:${TAG}\",\n    \"r.io/other\"\n  ]\n}\n",
        "7 image cart image=r.io/cart context=src file=cart/Dockerfile target=prod "
        "args=[APP=cart]",
        NULL, 0},
    {"group \"default\" { targets = [\"a\"] }\ntarget \"a\" { context = \"a\" }\n",
        "2 image a context=a", NULL, 0},
    {"target \"a\" {\n  context = x\n}\n}}}\ntarget \"b\" {\n  context = \"b\"\n}\n",
        "1 image a context=.; 5 image b context=b", NULL, 0},
    {"", "", NULL, 0},
};

static const struct deployment_row tilt_rows[] = {
    {"# docker_build('no', '.')\ndocker_build('acme/cart:dev', './src/cart', dockerfile='D', "
     "only=['a', 'b'], live_update=[sync('x', 'y')])\n",
        "2 image image=acme/cart context=src/cart file=D", NULL, 0},
    {"\"docker_build('no', '.')\"\ndocker_build_with_restart(\n  'a',\n  context=\"b\",\n  "
     "target='t')\n",
        "2 image image=a context=b target=t", NULL, 0},
    {"docker_build('a', root + '/b')\nmy_docker_build('c', 'd')\n",
        "not read: Tiltfile:1: the context of 'docker_build' is computed, which is not read.", NULL,
        0},
    {"docker_build('it\\'s', '''x''')\ndocker_build('open",
        "1 image image=it's context=x; not read: "
        "Tiltfile:2: the context of 'docker_build' is "
        "computed, which is not read.",
        NULL, 0},
};

#define JOB "jobs:\n  j:\n"
static const struct deployment_row actions_rows[] = {
    {JOB "    steps:\n      - uses: actions/checkout@v4\n      - uses: "
         "docker/build-push-action@v6\n        "
         "with:\n          context: src/cart\n          file: src/cart/Dockerfile\n          tags: "
         "|\n            r.io/cart:${{ github.sha }}\n            r.io/cart:latest\n          "
         "build-args: [A=b]\n",
        "5 image image=r.io/cart context=src/cart file=src/cart/Dockerfile args=[A=b] from-root",
        NULL, 0},
    {JOB "    strategy: {matrix: {app: [cart, pay]}}\n    steps:\n      - uses: "
         "docker/build-push-action@v6\n        with: {context: 'src/${{ matrix.app }}', tags: "
         "'x/${{ "
         "matrix.app }}'}\n",
        "5 image image=x/cart context=src/cart from-root; 5 image image=x/pay context=src/pay "
        "from-root",
        NULL, 0},
    {JOB "    strategy: {matrix: {include: [{n: a, d: src/a}, {n: b, d: src/b}]}}\n    steps:\n    "
         "  - "
         "uses: docker/build-push-action@v6\n        with: {file: '${{matrix.d}}/D', tags: '${{ "
         "matrix.n }}'}\n",
        "5 image image=a context=. file=src/a/D from-root; 5 image image=b context=. file=src/b/D "
        "from-root",
        NULL, 0},
    {JOB "    strategy: {matrix: '${{ fromJSON(x) }}'}\n    steps:\n      - uses: "
         "docker/build-push-action@v6\n        with: {context: '${{ matrix.d }}'}\n",
        "not read: .github/workflows/a.yml:5: the directory of this build is an expression, which "
        "is not "
        "read.",
        NULL, 0},
    {JOB "    steps:\n      - uses: docker/build-push-action@v6\n      - uses: "
         "docker/build-push-action@v6\n        with: {context: '{{defaultContext}}:src/a'}\n   "
         "   - "
         "uses: docker/build-push-action@v6\n        with: {context: "
         "'https://github.com/x/y.git'}\n",
        "4 image context=. from-root; 5 image context=src/a from-root", NULL, 0},
    {JOB "    steps:\n      - working-directory: api\n        run: docker build -t api .\n     "
         " - run: "
         "go test ./...\n",
        "5 image image=api context=api from-root", NULL, 0},
    {"on: push\n", "", NULL, 0},
    {"jobs: [\n", NULL, "", 2},
};

static const struct deployment_row make_rows[] = {
    {"REG ?= r.io/acme\nDIR := src\nbuild:\n\t@docker build --platform linux/amd64 -f "
     "$(DIR)/cart/D \\\n\t "
     " -t $(REG)/cart:$(TAG) --target prod --build-arg APP=cart .\n",
        "4 image image=r.io/acme/cart context=. file=src/cart/D target=prod args=[APP=cart]", NULL,
        0},
    {"a:\n\tcd svc/a && docker buildx build --tag=a --file=D --push ./sub; docker push "
     "a\nb:\n\tpodman "
     "build -t b b | tee log\n",
        "2 image image=a context=svc/a/sub file=svc/a/D; 4 image image=b context=b", NULL, 0},
    {"a:\n\tdocker build -t $@ services/$*\n\tdocker build -t x $(SVC)\n",
        "not read: d/Makefile:2: the directory of this build is a variable, which is not read.; "
        "not read: d/Makefile:3: the directory of this build is a variable, which is not read.",
        NULL, 0},
    {"a:\n\tdocker build a --platform linux/amd64 -q\n", "2 image context=a", NULL, 0},
    {"a:\n\tdocker build -t $@ services\n", "2 image context=services", NULL, 0},
    {"a:\n\tdocker build -t gcr.io/$(PROJECT)/$(APP):1 -f $(CURDIR)/D ..\n",
        "2 image context=.. file=D", NULL, 0},
    {"# docker build -t no .\na:\n\tdocker compose build\n\tdocker build -t remote "
     "https://x.io/y.git\n\tgo "
     "build ./cmd/x\n\tdocker build -\n",
        "", NULL, 0},
};

static const struct deployment_row script_rows[] = {
    {"#!/bin/sh\nset -e\nIMAGE=acme/cart\nsudo docker build -t \"$IMAGE:latest\" -f "
     "'src/cart/Dockerfile' "
     "src # why\n",
        "4 image image=acme/cart context=why file=src/cart/Dockerfile from-root", NULL, 0},
};

#define CHECK(reader, file, rows) deployment_check(reader, file, NULL, rows, DONE_ARRAY_SIZE(rows))

static void test_builds__skaffold(void **state)
{
	(void)state;
	CHECK("skaffold", "skaffold.yaml", skaffold_rows);
}

static void test_builds__tye(void **state)
{
	(void)state;
	CHECK("tye", "tye.yaml", tye_rows);
}

static void test_builds__bake(void **state)
{
	(void)state;
	CHECK("docker-bake", "docker-bake.hcl", bake_rows);
}

static void test_builds__tilt(void **state)
{
	(void)state;
	CHECK("tiltfile", "Tiltfile", tilt_rows);
}

static void test_builds__workflows(void **state)
{
	(void)state;
	CHECK("github-actions", ".github/workflows/a.yml", actions_rows);
}

static void test_builds__makefiles_and_scripts(void **state)
{
	(void)state;
	CHECK("commands", "d/Makefile", make_rows);
	CHECK("commands", "d/build.sh", script_rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_builds__skaffold),
	    cmocka_unit_test(test_builds__tye),
	    cmocka_unit_test(test_builds__bake),
	    cmocka_unit_test(test_builds__tilt),
	    cmocka_unit_test(test_builds__workflows),
	    cmocka_unit_test(test_builds__makefiles_and_scripts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
