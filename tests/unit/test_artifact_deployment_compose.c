/* Compose files and Procfiles. */
#include "support.h"

#include "deployment_rows.h"

static const struct deployment_row compose_rows[] = {
    {"services:\n  cart:\n    build: ./src/cart/\n    ports: ['80:80']\n    expose: [90]\n",
        "2 image cart context=src/cart ports=2", NULL, 0},
    {"services:\n  cart:\n    build:\n      context: .\n      dockerfile: "
     "cart/Dockerfile.prod\n"
     "      target: ${T:-web}\n      args: {APP: cart, N: 1, EMPTY: }\n    image: "
     "${REG}/acme/cart:${TAG:-1}\n",
        "2 image cart image=acme/cart context=. file=cart/Dockerfile.prod target=web "
        "args=[APP=cart | N=1]",
        NULL, 0},
    {"services:\n  a:\n    build: {context: .., args: [APP=x, ONLY_NAME]}\n",
        "2 image a context=.. args=[APP=x]", NULL, 0},
    {"services:\n  a:\n    build:\n      dockerfile_inline: |\n        FROM node\n        COPY "
     "src "
     ".\n        CMD node a.js\n",
        "2 image a base=node context=. copies=[src] commands=[node a.js] inline", NULL, 0},
    {"services:\n  a:\n    build: https://github.com/x/y.git\n",
        "2 image a context=.; not read: d/compose.yaml:3: the build of service 'a' has its "
        "context in "
        "another place.",
        NULL, 0},
    {"services:\n  a:\n    build: {dockerfile_inline: \"FROM a\\nCMD x\"}\n    command: y\n",
        "2 image a base=a context=. commands=[y] inline", NULL, 0},
    /* commands */
    {"services:\n  a:\n    image: node:18\n    entrypoint: [npm, run]\n    command: start\n",
        "2 run a image=node commands=[npm run start]", NULL, 0},
    {"services:\n  a:\n    image: x@sha256:12\n    command: sh -c 'echo $$HOME ${N:-1}'\n",
        "2 run a image=x commands=[sh -c 'echo $HOME 1']", NULL, 0},
    /* mounts, and where a command finds itself */
    {"services:\n  a:\n    image: node\n    working_dir: /app/api\n    volumes:\n      - "
     "./services:/app:ro\n      - data:/var/lib\n      - {type: bind, source: ./etc, target: "
     "/etc/x}\n      - {type: volume, source: v, target: /v}\n",
        "2 run a image=node mounts=[services/api | etc]", NULL, 0},
    {"services:\n  a:\n    image: node\n    working_dir: /app/api\n    volumes: ['.:/app/']\n",
        "2 run a image=node mounts=[api]", NULL, 0},
    {"services:\n  a:\n    image: node\n    working_dir: /application\n    volumes: "
     "['./x:/app']\n",
        "2 run a image=node mounts=[x]", NULL, 0},
    /* probes and labels */
    {"services:\n  a:\n    image: x\n    healthcheck:\n      test: curl\n    labels:\n      - "
     "com.acme.team=pay\n",
        "2 run a image=x probe=5 team=pay", NULL, 0},
    {"services:\n  a: {image: x, healthcheck: {disable: true}, deploy: {labels: {owner: "
     "me}}}\n  b: "
     "{image: y, healthcheck: {test: [NONE]}}\n",
        "2 run a image=x team=me; 3 run b image=y", NULL, 0},
    {"services:\n  a:\n    image: x\n    labels:\n      - "
     "traefik.http.services.a.loadbalancer.healthcheck.path=/h\n  b:\n    image: y\n    deploy:\n  "
     "  "
     "  labels: {traefik.enable: 'true', "
     "traefik.http.services.b.loadbalancer.healthcheck.path: /h}\n",
        "2 run a image=x probe=5; 6 run b image=y probe=9", NULL, 0},
    /* anchors, merge keys, other files */
    {"x-base: &base\n  build: app\nservices:\n  a:\n    <<: *base\n    command: a\n  b:\n    "
     "<<: "
     "*base\n    command: b\n",
        "4 image a context=app commands=[a]; 7 image b context=app commands=[b]", NULL, 0},
    {"include: [other.yml]\nservices:\n  a:\n    extends: {file: b.yml, service: b}\n",
        "3 run a; not read: d/compose.yaml:1: the files that 'include' names are not read from "
        "here.; not "
        "read: d/compose.yaml:3: the service 'a' extends another one, which is not read.",
        NULL, 0},
    {"web:\n  build: web\n", "1 image web context=web", NULL, 0},
    {"version: '3'\nvolumes: {a: {}}\n", "", NULL, 0},
    {"services:\n  a:\n  b: text\n", "", NULL, 0},
    /* faults */
    {"services:\n  a: [\n", NULL, "", 3},
    {"services:\n  a:\n    build:\n      dockerfile_inline: |\n        RUN x\n", NULL,
        "'RUN' stands before the first FROM", 1},
};

static const struct deployment_row variable_rows[] = {
    {"services:\n  a:\n    build: {context: ., dockerfile: '${A_FILE}'}\n    image: "
     "${REG}/a:${V}\n",
        "2 image a image=r.io/shop/a context=. file=src/a/Dockerfile", NULL, 0},
    {"services:\n  a:\n    image: $QUOTED\n", "2 run a image=in quotes", NULL, 0},
    {"services:\n  a:\n    image: x\n    command: $NOTED $OFF $NONE\n",
        "2 run a image=x commands=[run  $NONE]", NULL, 0},
};

static const struct deployment_row procfile_rows[] = {
    {"web: node server.js --port $PORT\n# no\n\nworker: bundle exec sidekiq\n",
        "1 run web context=. commands=[node server.js --port $PORT] ports=1; 4 run worker "
        "context=. "
        "commands=[bundle exec sidekiq]",
        NULL, 0},
    {"release: rake db:migrate\r\nurgent-mail: ./mail\r\n",
        "1 schedule release context=. commands=[rake db:migrate]; 2 run urgent-mail context=. "
        "commands=[./mail]",
        NULL, 0},
    {"web node\n", NULL, "this line does not name a process", 1},
    {"\n: x\n", NULL, "this line does not name a process", 2},
};

static const struct deployment_row pm2_rows[] = {
    {"module.exports = {\n  apps: [{\n    name: 'web',\n    script: './lib/run.js',\n    // "
     "script: "
     "'a'\n  }, {\n    \"script\" : \"npm\",\n    script_args: 'x',\n    script: f(),\n  }]\n};\n",
        "4 run web context=. commands=[node ./lib/run.js]; 7 run context=. commands=[npm]", NULL,
        0},
    {"{\"apps\": [\n{\"script\": \"a.ts\"}]}\n", "2 run context=. commands=[node a.ts]", NULL, 0},
    {"script:\n'script\nscript: '\n{", "", NULL, 0},
};

static void test_pm2__gives_its_processes(void **state)
{
	(void)state;
	deployment_check("pm2", "pm2.config.js", NULL, pm2_rows, DONE_ARRAY_SIZE(pm2_rows));
}

static void test_compose__gives_its_services(void **state)
{
	(void)state;
	deployment_check(
	    "compose", "d/compose.yaml", NULL, compose_rows, DONE_ARRAY_SIZE(compose_rows));
}

static void test_compose__takes_variables_from_the_file_beside_it(void **state)
{
	(void)state;
	deployment_check("compose", "d/compose.yaml",
	    "# names\nREG=r.io/shop\nexport A_FILE=./src/a/Dockerfile\nQUOTED=\"in "
	    "quotes\"\nNOTED=run # a note\nOFF=\n",
	    variable_rows, DONE_ARRAY_SIZE(variable_rows));
}

static void test_procfile__gives_its_processes(void **state)
{
	(void)state;
	deployment_check(
	    "procfile", "Procfile", NULL, procfile_rows, DONE_ARRAY_SIZE(procfile_rows));
}

static void test_software__is_known_by_its_name(void **state)
{
	static const struct {
		const char *text;
		bool is_image, is_within;
	} rows[] = {
	    {"redis", true, true},
	    {"redis:7", true, true},
	    {"docker.io/bitnami/redis:7", true, false},
	    {"cp-kafka", true, true},
	    {"mongo@sha256", true, false},
	    {"redis-commander", false, true},
	    {"acme/cart", false, false},
	    {"cart-redis", false, true},
	    {"server", false, false},
	    {"run-mysql", false, true},
	    {"mysqld", false, false},
	    {"", false, false},
	    {"-", false, false},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		assert_int_equal(done_software_image(rows[i].text), rows[i].is_image);
		if (!strpbrk(rows[i].text, "/@"))
			assert_int_equal(done_software_within(rows[i].text), rows[i].is_within);
	}
	assert_true(done_software_of_others("postgres"));
	assert_false(done_software_of_others("postgres-cart"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_compose__gives_its_services),
	    cmocka_unit_test(test_compose__takes_variables_from_the_file_beside_it),
	    cmocka_unit_test(test_procfile__gives_its_processes),
	    cmocka_unit_test(test_pm2__gives_its_processes),
	    cmocka_unit_test(test_software__is_known_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
