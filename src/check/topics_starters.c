/* Commands that start a service, by language and tool. Who adds one adds a row. */
#include "topics_starters.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "done/base.h"

const char done_starter_scripts[] =
    "run* start* serve* dev dev-* dev:* dev_* dev.* devserver* devel devel-* up up-* up:* local "
    "local-* local:* local_* localenv* watch launch* *-run *:run *_run *-start *:start *_start "
    "*-serve *:serve *-up *:up *_up *-dev *:dev server* boot boot-* develop*";

#define NODE "{package.json,deno.json,**/package.json}"
#define GO "{go.mod,**/*.go}"
#define PYTHON "**/*.py"
#define MAVEN_GOALS                                                                              \
	"*spring-boot:run *spring-boot:start *quarkus:dev *exec:java *exec:exec *jetty:run "     \
	"*jetty:run-war "                                                                        \
	"*mn:run *liberty:dev *liberty:run *tomcat7:run *tomcat7:run-war *cargo:run *cargo.run " \
	"*helidon:dev *wildfly:run *wildfly:dev *vertx:run *payara-micro:start *appengine:run "  \
	"*wildfly-swarm:run *thorntail:run *play2:run"
#define MAVEN "{pom.xml,**/pom.xml}"
#define GRADLE "{build.gradle,build.gradle.kts,**/build.gradle,**/build.gradle.kts}"
#define GRADLE_TASKS                                                                          \
	"!*Scripts run *:run *Run *quarkusDev *runShadow *bootTestRun *composeUp *ComposeUp " \
	"start* "                                                                             \
	"*:start*"
#define DOTNET "**/*.{csproj,fsproj,vbproj,cs}"
#define RUBY "{Gemfile,config.ru,**/*.rb}"
#define PHP "{composer.json,**/*.php}"

static const struct done_starter starters[] = {
    {"go", "run", DONE_START_PLAIN, GO},
    {"air", NULL, DONE_START_PLAIN, GO},
    {"reflex", NULL, DONE_START_PLAIN, GO},
    {"modd", NULL, DONE_START_PLAIN, GO},
    {"wgo", NULL, DONE_START_PLAIN, GO},
    {"gow", "run", DONE_START_PLAIN, GO},
    {"CompileDaemon", NULL, DONE_START_PLAIN, GO},
    {"realize", "start", DONE_START_PLAIN, GO},
    {"bee", "run", DONE_START_PLAIN, GO},
    {"buffalo", "dev", DONE_START_PLAIN, GO},
    {"gf", "run", DONE_START_PLAIN, GO},
    {"kratos", "run", DONE_START_PLAIN, GO},
    {"encore", "run", DONE_START_PLAIN, NULL},
    {"npm", done_starter_scripts, DONE_START_SCRIPT, NULL},
    {"yarn", done_starter_scripts, DONE_START_SCRIPT, NULL},
    {"pnpm", done_starter_scripts, DONE_START_SCRIPT, NULL},
    {"bun", "run start dev *.js *.ts", DONE_START_PLAIN, NODE},
    {"deno", "run task serve", DONE_START_PLAIN, NULL},
    {"nx", "serve run dev start run-many", DONE_START_RUNNER, NULL},
    {"turbo", "dev start run", DONE_START_RUNNER, NULL},
    {"lerna", "run exec", DONE_START_RUNNER, NULL},
    {"rush", "start dev", DONE_START_PLAIN, NODE},
    {"nest", "start", DONE_START_PLAIN, NODE},
    {"sails", "lift", DONE_START_PLAIN, NODE},
    {"meteor", NULL, DONE_START_PLAIN, NODE},
    {"moleculer-runner", NULL, DONE_START_PLAIN, NODE},
    {"forever", "start", DONE_START_PLAIN, NODE},
    {"nf", "start", DONE_START_PLAIN, NODE},
    {"ace", "serve", DONE_START_PLAIN, NODE},
    {"node", "ace", DONE_START_PLAIN, NODE},
    {"vercel", "dev", DONE_START_PLAIN, NODE},
    {"netlify", "dev", DONE_START_PLAIN, NODE},
    {"firebase", "serve emulators:start", DONE_START_PLAIN, "firebase.json"},
    {"functions-framework", NULL, DONE_START_PLAIN, NULL},
    {"next", "dev start", DONE_START_PLAIN, NODE},
    {"medusa", "develop start", DONE_START_PLAIN, NODE},
    {"strapi", "develop start", DONE_START_PLAIN, NODE},
    {"pm2", "start", DONE_START_PLAIN, NODE},
    {"node", NULL, DONE_START_FILE, NULL},
    {"nodemon", NULL, DONE_START_PLAIN, NODE},
    {"ts-node", NULL, DONE_START_FILE, NULL},
    {"ts-node-dev", NULL, DONE_START_FILE, NULL},
    {"tsx", NULL, DONE_START_FILE, NULL},
    {"python",
        "runserver uvicorn gunicorn hypercorn daphne flask celery waitress aiohttp.web "
        "granian sanic dramatiq",
        DONE_START_PLAIN, PYTHON},
    {"python", NULL, DONE_START_FILE, NULL},
    {"manage.py", "runserver", DONE_START_PLAIN, PYTHON},
    {"django-admin", "runserver", DONE_START_PLAIN, PYTHON},
    {"flask", "run", DONE_START_PLAIN, PYTHON},
    {"fastapi", "dev run", DONE_START_PLAIN, PYTHON},
    {"uvicorn", NULL, DONE_START_PLAIN, PYTHON},
    {"gunicorn", NULL, DONE_START_PLAIN, PYTHON},
    {"hypercorn", NULL, DONE_START_PLAIN, PYTHON},
    {"daphne", NULL, DONE_START_PLAIN, PYTHON},
    {"uwsgi", NULL, DONE_START_PLAIN, PYTHON},
    {"waitress-serve", NULL, DONE_START_PLAIN, PYTHON},
    {"celery", "worker beat", DONE_START_PLAIN, PYTHON},
    {"nameko", "run", DONE_START_PLAIN, PYTHON},
    {"litestar", "run", DONE_START_PLAIN, PYTHON},
    {"honcho", "start", DONE_START_PLAIN, NULL},
    {"pserve", NULL, DONE_START_PLAIN, PYTHON},
    {"granian", NULL, DONE_START_PLAIN, PYTHON},
    {"sanic", NULL, DONE_START_PLAIN, PYTHON},
    {"twistd", NULL, DONE_START_PLAIN, PYTHON},
    {"faust", "worker", DONE_START_PLAIN, PYTHON},
    {"rq", "worker", DONE_START_PLAIN, PYTHON},
    {"dramatiq", NULL, DONE_START_PLAIN, PYTHON},
    {"arq", NULL, DONE_START_PLAIN, PYTHON},
    {"chalice", "local", DONE_START_PLAIN, PYTHON},
    {"streamlit", "run", DONE_START_PLAIN, PYTHON},
    {"java", "-jar", DONE_START_PLAIN,
        "{**/pom.xml,**/*.gradle,**/*.gradle.kts,**/*.java,**/*.kt,**/*.scala,**/build.sbt}"},
    {"mvn", MAVEN_GOALS, DONE_START_PLAIN, MAVEN},
    {"mvnw", MAVEN_GOALS, DONE_START_PLAIN, MAVEN},
    {"gradle", GRADLE_TASKS, DONE_START_PLAIN, GRADLE},
    {"gradlew", GRADLE_TASKS, DONE_START_PLAIN, GRADLE},
    {"sbt", "!testOnly* run* *run *reStart", DONE_START_PLAIN, "**/*.{sbt,scala}"},
    {"sbt", "~*run ~*Start ~*run* runMain*", DONE_START_PLAIN, "**/*.{sbt,scala}"},
    {"quarkus", "dev", DONE_START_PLAIN, NULL},
    {"java", "-cp -classpath", DONE_START_PLAIN,
        "{**/pom.xml,**/*.gradle,**/*.gradle.kts,**/*.java,**/*.kt,**/*.scala,**/build.sbt}"},
    {"lein", "run ring", DONE_START_PLAIN, "{project.clj,**/project.clj}"},
    {"clojure", "-M* -X* -A*", DONE_START_PLAIN, "{deps.edn,**/deps.edn}"},
    {"clj", "-M* -X* -A*", DONE_START_PLAIN, "{deps.edn,**/deps.edn}"},
    {"grails", "run-app", DONE_START_PLAIN, NULL},
    {"grailsw", "run-app", DONE_START_PLAIN, NULL},
    {"asadmin", "deploy", DONE_START_PLAIN, NULL},
    {"catalina.sh", "run start", DONE_START_PLAIN, NULL},
    {"dotnet", "run watch *.dll", DONE_START_DOTNET, DOTNET},
    {"func", "start host", DONE_START_PLAIN, "{host.json,**/host.json}"},
    {"tye", "run", DONE_START_DECLARED, NULL},
    {"shipyard", "run", DONE_START_PLAIN, "**/*.hcl"},
    {"aspire", "run", DONE_START_DOTNET, NULL},
    {"dapr", "run", DONE_START_PLAIN, NULL},
    {"cargo", "!nextest !llvm-cov !test !codspeed !bench run watch *:run", DONE_START_PLAIN,
        "{Cargo.toml,**/Cargo.toml}"},
    {"php", "serve -S queue:work horizon octane:start server:run *.php start", DONE_START_PLAIN,
        PHP},
    {"artisan", "serve queue:work horizon octane:start", DONE_START_PLAIN, PHP},
    {"symfony", "serve *server:start", DONE_START_PLAIN, PHP},
    {"sail", "up", DONE_START_PLAIN, PHP},
    {"rr", "serve", DONE_START_PLAIN, PHP},
    {"composer", "start serve run-script dev", DONE_START_PLAIN, PHP},
    {"console", "server:run server:start", DONE_START_PLAIN, PHP},
    {"cake", "server", DONE_START_PLAIN, PHP},
    {"ddev", "start", DONE_START_PLAIN, PHP},
    {"lando", "start", DONE_START_PLAIN, NULL},
    {"warden", "env", DONE_START_PLAIN, PHP},
    {"frankenphp", "run php-server", DONE_START_PLAIN, PHP},
    {"rails", "server s", DONE_START_PLAIN, RUBY},
    {"rerun", NULL, DONE_START_PLAIN, RUBY},
    {"shotgun", NULL, DONE_START_PLAIN, RUBY},
    {"thin", "start", DONE_START_PLAIN, RUBY},
    {"passenger", "start", DONE_START_PLAIN, RUBY},
    {"hanami", "server s dev", DONE_START_PLAIN, RUBY},
    {"karafka", "server s", DONE_START_PLAIN, RUBY},
    {"falcon", "serve host", DONE_START_PLAIN, RUBY},
    {"jets", "server", DONE_START_PLAIN, RUBY},
    {"rake", "run run:* start start:* serve server jobs:work resque:work *:work *:run *:start",
        DONE_START_PLAIN, RUBY},
    {"ruby", "rackup puma thin", DONE_START_PLAIN, RUBY},
    {"puma", NULL, DONE_START_PLAIN, RUBY},
    {"rackup", NULL, DONE_START_PLAIN, RUBY},
    {"unicorn", NULL, DONE_START_PLAIN, RUBY},
    {"sidekiq", NULL, DONE_START_PLAIN, RUBY},
    {"ruby", NULL, DONE_START_FILE, NULL},
    {"foreman", "start", DONE_START_PLAIN, "Procfile*"},
    {"overmind", "start s", DONE_START_PLAIN, "Procfile*"},
    {"hivemind", NULL, DONE_START_PLAIN, "Procfile*"},
    {"mix", "phx.server run", DONE_START_PLAIN, "{mix.exs,**/mix.exs}"},
    {"iex", "mix", DONE_START_PLAIN, "{mix.exs,**/mix.exs}"},
    {"docker", "compose", DONE_START_COMPOSE, NULL},
    {"docker", "stack", DONE_START_COMPOSE, NULL},
    {"docker", "run", DONE_START_IMAGE, NULL},
    {"docker-compose", NULL, DONE_START_COMPOSE, NULL},
    {"podman", "compose", DONE_START_COMPOSE, NULL},
    {"podman", "run", DONE_START_IMAGE, NULL},
    {"podman-compose", NULL, DONE_START_COMPOSE, NULL},
    {"nerdctl", "compose", DONE_START_COMPOSE, NULL},
    {"make", NULL, DONE_START_ENTRY, "{Makefile,makefile,GNUmakefile}"},
    {"$(MAKE)", NULL, DONE_START_ENTRY, "{Makefile,makefile,GNUmakefile}"},
    {"${MAKE}", NULL, DONE_START_ENTRY, "{Makefile,makefile,GNUmakefile}"},
    {"gmake", NULL, DONE_START_ENTRY, "{Makefile,makefile,GNUmakefile}"},
    {"mingw32-make", NULL, DONE_START_ENTRY, "{Makefile,makefile,GNUmakefile}"},
    {"just", NULL, DONE_START_ENTRY, "{justfile,Justfile,.justfile}"},
    {"task", NULL, DONE_START_ENTRY, "{Taskfile,taskfile}.{yml,yaml}"},
    {"mise", "dev* start* serve* up", DONE_START_PLAIN, "{mise.toml,.mise.toml,.mise/**}"},
    {"inv", "up *.up run* start* serve* *.run *.start *.dev devserver", DONE_START_PLAIN,
        "{tasks.py,tasks/**}"},
    {"invoke", "up *.up run* start* serve* *.run *.start *.dev devserver", DONE_START_PLAIN,
        "{tasks.py,tasks/**}"},
    {"image:", NULL, DONE_START_IMAGE, NULL},
    {"helmfile", "sync apply", DONE_START_DECLARED, NULL},
    {"oc", "apply create new-app process", DONE_START_DECLARED, "**/*.{yml,yaml}"},
    {"ko", "apply run", DONE_START_DECLARED, "**/*.{yml,yaml}"},
    {"kapp", "deploy", DONE_START_DECLARED, "**/*.{yml,yaml}"},
    {"devspace", "dev deploy run", DONE_START_PLAIN, "devspace.*"},
    {"okteto", "up deploy", DONE_START_PLAIN, "okteto.*"},
    {"garden", "dev deploy", DONE_START_PLAIN, "**/*garden.{yml,yaml}"},
    {"process-compose", NULL, DONE_START_PLAIN, "process-compose.*"},
    {"devenv", "up", DONE_START_PLAIN, "devenv.*"},
    {"devbox", "run services", DONE_START_PLAIN, "devbox.json"},
    {"nix", "run", DONE_START_PLAIN, "flake.nix"},
    {"supervisord", NULL, DONE_START_PLAIN, "**/supervisor*"},
    {"cf", "push", DONE_START_PLAIN, "{manifest*.yml,**/manifest*.yml}"},
    {"fly", "launch deploy", DONE_START_PLAIN, "fly.toml"},
    {"flyctl", "launch deploy", DONE_START_PLAIN, "fly.toml"},
    {"dip", "up server", DONE_START_PLAIN, "dip.yml"},
    {"mage", NULL, DONE_START_ENTRY, "{magefile.go,magefiles/**}"},
    {"bazel", "run", DONE_START_PLAIN, "{BUILD,BUILD.bazel,**/BUILD,**/BUILD.bazel}"},
    {"skaffold", "run dev debug", DONE_START_DECLARED, "skaffold*.{yml,yaml}"},
    {"tilt", "up", DONE_START_DECLARED, "Tiltfile"},
    {"helm", "install upgrade", DONE_START_DECLARED, "**/Chart.yaml"},
    {"kubectl", "apply create", DONE_START_DECLARED, "**/*.{yml,yaml}"},
    {"sam", "local", DONE_START_PLAIN, NULL},
    {"serverless", "offline", DONE_START_PLAIN, "serverless.*"},
    {"sls", "offline", DONE_START_PLAIN, "serverless.*"},
    {"heroku", "local", DONE_START_PLAIN, "Procfile*"},
    {"wrangler", "dev", DONE_START_PLAIN, "wrangler.*"},
    {"vagrant", "up", DONE_START_PLAIN, "Vagrantfile"},
    {"systemctl", "start", DONE_START_UNIT, NULL},
    {"service", "start", DONE_START_UNIT, NULL},
    {"gulp", "serve* dev* start* nodemon", DONE_START_PLAIN, "gulpfile.*"},
    {"grunt", "serve* dev* start* nodemon", DONE_START_PLAIN, "Gruntfile.*"},
    {"nuxi", "dev", DONE_START_PLAIN, NODE},
    {"nuxt", "dev start", DONE_START_PLAIN, NODE},
    {"remix", "dev", DONE_START_PLAIN, NODE},
    {"keystone", "dev start", DONE_START_PLAIN, NODE},
    {"directus", "start", DONE_START_PLAIN, NODE},
    {"sst", "dev start", DONE_START_PLAIN, "sst.*"},
    {"moon", "run", DONE_START_PLAIN, ".moon/**"},
    {"pm2-runtime", NULL, DONE_START_PLAIN, NODE},
    {"quart", "run", DONE_START_PLAIN, PYTHON},
    {"manage.py", "runserver_plus rundev", DONE_START_PLAIN, PYTHON},
    {"mod_wsgi-express", "start-server", DONE_START_PLAIN, PYTHON},
    {"adev", "runserver", DONE_START_PLAIN, PYTHON},
    {"poe", "run* serve* start* dev*", DONE_START_PLAIN, "{pyproject.toml,**/pyproject.toml}"},
    {"tox", "run serve run-* serve-*", DONE_START_PLAIN, "{tox.ini,**/tox.ini}"},
    {"iodine", NULL, DONE_START_PLAIN, RUBY},
    {"drush", "runserver rs", DONE_START_PLAIN, PHP},
    {"php", "think", DONE_START_PLAIN, "{think,**/think}"},
    {"mix", "phoenix.server dev start server", DONE_START_PLAIN, "{mix.exs,**/mix.exs}"},
    {"elixir", "mix", DONE_START_PLAIN, "{mix.exs,**/mix.exs}"},
    {"bacon", "run", DONE_START_PLAIN, "{Cargo.toml,**/Cargo.toml}"},
    {"cargo", "loco", DONE_START_PLAIN, "{Cargo.toml,**/Cargo.toml}"},
    {"shuttle", "run", DONE_START_PLAIN, "{Cargo.toml,**/Cargo.toml}"},
    {"spin", "up watch", DONE_START_PLAIN, "spin.toml"},
    {"mill", "*.run *.runBackground *:run", DONE_START_PLAIN, "build.{sc,mill,mill.scala}"},
    {"activator", "run* *run", DONE_START_PLAIN, "**/*.{sbt,scala}"},
    {"scala-cli", "run", DONE_START_PLAIN, "**/*.scala"},
    {"pants", "run", DONE_START_PLAIN, "pants.toml"},
    {"buck2", "run", DONE_START_PLAIN, "**/BUCK"},
    {"bazelisk", "run", DONE_START_PLAIN, "{BUILD,BUILD.bazel,**/BUILD,**/BUILD.bazel}"},
    {"azd", "up", DONE_START_PLAIN, "azure.yaml"},
    {"odo", "dev", DONE_START_PLAIN, "devfile.yaml"},
    {"bonfire", "deploy deploy-*", DONE_START_PLAIN, "**/*.{yml,yaml}"},
    {"werf", "converge up", DONE_START_PLAIN, "werf.yaml"},
    {"kamal", "setup deploy", DONE_START_PLAIN, "config/deploy*.yml"},
    {"copilot", "init deploy", DONE_START_PLAIN, "copilot/**"},
    {"nomad", "run", DONE_START_PLAIN, "**/*.{nomad,hcl}"},
    {"podman", "play kube", DONE_START_DECLARED, "**/*.{yml,yaml}"},
    {"nerdctl", "run", DONE_START_IMAGE, NULL},
    {"node-lambda", "run", DONE_START_PLAIN, NODE},
    {"lambda-uploader", NULL, DONE_START_PLAIN, "{lambda.json,**/lambda.json}"},
    {"sam", "sync", DONE_START_DECLARED, DONE_STARTER_SAM},
    {"samlocal", "sync", DONE_START_DECLARED, DONE_STARTER_SAM},
    {"serverless", "invoke", DONE_START_PLAIN, "serverless.*"},
    {"sls", "invoke", DONE_START_PLAIN, "serverless.*"},
    {"aws", "create-function", DONE_START_PLAIN, NULL},
    {"InstallUtil.exe", NULL, DONE_START_PLAIN, DOTNET},
    {"installutil", NULL, DONE_START_PLAIN, DOTNET},
    {"inv", "server celery worker", DONE_START_PLAIN, "{tasks.py,tasks/**}"},
    {"invoke", "server celery worker", DONE_START_PLAIN, "{tasks.py,tasks/**}"},
    {"awslocal", "create-function update-function-code", DONE_START_PLAIN, NULL},
};

/* Words in front of a command, and what goes with them. */
static const struct {
	const char *word, *next; /* NULL: it stands alone */
} wrappers[] = {
    {"sudo", NULL},
    {"env", NULL},
    {"nohup", NULL},
    {"time", NULL},
    {"exec", NULL},
    {"cross-env", NULL},
    {"npx", NULL},
    {"bunx", NULL},
    {"winpty", NULL},
    {"poetry", "run"},
    {"uv", "run"},
    {"pipenv", "run"},
    {"pdm", "run"},
    {"hatch", "run"},
    {"bundle", "exec"},
    {"pnpm", "exec"},
    {"yarn", "exec"},
    {"npm", "exec"},
    {"rye", "run"},
    {"dotenv", NULL},
    {"bash", NULL},
    {"sh", NULL},
    {"source", NULL},
    {"opentelemetry-instrument", NULL},
};

/* "run", "*:run", "start*". */
static bool is_word(const char *item, size_t len, const char *word)
{
	size_t word_len = strlen(word);

	if (*item == '*')
		return word_len >= len - 1 &&
		    !strncmp(word + word_len - (len - 1), item + 1, len - 1);
	if (item[len - 1] == '*')
		return !strncmp(word, item, len - 1);
	return word_len == len && !strncmp(word, item, len);
}

/* The word is one of the list, with the mark in front of it: '!', or '\0' for none. */
static bool has_marked(const char *list, char mark, const char *word)
{
	for (const char *item = list; *item; item += strspn(item, " ")) {
		size_t len = strcspn(item, " "), skip = *item == '!';

		if (skip == (mark == '!') && is_word(item + skip, len - skip, word))
			return true;
		item += len;
	}
	return false;
}

bool done_starter_word(const char *list, const char *word)
{
	return has_marked(list, '\0', word);
}

/* What such names have at their end where they start something beside the service. */
static const char starter_asides[] =
    "*test *tests *test:* *-spec *lint *linter *bench *benchmark *benchmarks *migrate *migrations "
    "*seed *-db *_db *:db *-database *-infra *-deps *-dependencies *-ci *storybook *-docs *:docs "
    "*-down *:down install* setup* init-* init:* clean* stop* teardown* push*";

bool done_starter_is_script(const char *name)
{
	return done_starter_word(done_starter_scripts, name) &&
	    !done_starter_word(starter_asides, name);
}

bool done_starter_asks(const char *const *words, size_t nr)
{
	static const char first[] = "--version --help -h -v -V version help";

	for (size_t i = 1; i < nr; i++) {
		if (done_starter_word("--version --help", words[i]))
			return true;
	}
	return nr == 2 && done_starter_word(first, words[1]);
}

bool done_starter_ends(const char *const *words, size_t nr)
{
	/* Tools that run what stands behind them. */
	static const char any[] =
	    "reflex modd wgo gow nodemon rerun CompileDaemon dotnet cargo turbo nx "
	    "python python3 rake mvn mvnw terraform java composer php vercel "
	    "netlify inv invoke mise shotgun air";
	static const char ends[] =
	    "test tests test:* rspec jest vitest mocha pytest check lint lint:* --target=lint "
	    "--target=test db db:* upgrade migrate purge destroy cucumber* cucumber:* liquibase* "
	    "cs-fix phpstan* env dev:exec run-tests start-db";

	if (!nr || !done_starter_word(any, done_last_part(words[0])))
		return false;
	for (size_t i = 1; i < nr; i++) {
		if (done_starter_word(ends, done_last_part(words[i])))
			return true;
	}
	return false;
}

/* What else a variable that holds a tool is called at its end. */
static const struct {
	const char *name, *tool;
} variables[] = {{"DC", "docker-compose"}, {"COMPOSE", "docker-compose"},
    {"COMPOSE_ENGINE", "docker-compose"}, {"COMPOSE_CMD", "docker-compose"},
    {"COMPOSE_COMMAND", "docker-compose"}, {"COMPOSE_BIN", "docker-compose"},
    {"KUBECTL_CMD", "kubectl"}, {"KUBECTL_BIN", "kubectl"}, {"HELM_CMD", "helm"},
    {"HELM_BIN", "helm"}};

/* "$(DOCKER_COMPOSE)", "${GO}", "$(SHOP_COMPOSE_ENGINE)": what a Makefile or a script calls a
 * tool. */
static bool is_variable_of(const char *word, const char *tool)
{
	size_t len = strlen(tool), end;

	word += 2;
	end = strcspn(word, ")}");
	for (size_t i = 0; word[end] && i < DONE_ARRAY_SIZE(variables); i++) {
		size_t size = strlen(variables[i].name);

		if (size <= end && !strncasecmp(word + end - size, variables[i].name, size) &&
		    (size == end || word[end - size - 1] == '_') &&
		    !strcmp(tool, variables[i].tool))
			return true;
	}
	for (size_t i = 0; i < len; i++) {
		if (tolower((unsigned char)(word[i] == '_' ? '-' : word[i])) != tool[i])
			return false;
	}
	return word[len] == ')' || word[len] == '}';
}

/* "./mvnw", "bin/rails", "python3.11", "docker-compose.exe": what the tool is called. */
static bool is_tool(const char *word, const char *tool)
{
	const char *slash = strrchr(word, '/');
	size_t len = strlen(tool);

	if (slash)
		word = slash + 1;
	if (*tool != '$' && (!strncmp(word, "$(", 2) || !strncmp(word, "${", 2)))
		return is_variable_of(word, tool);
	if (strncmp(word, tool, len) != 0)
		return false;
	word += len;
	/* "bin/docker-compose-dev up": a script that is called as what it wraps */
	if (slash && !strcmp(tool, "docker-compose") && *word == '-')
		return true;
	word += !strcmp(tool, "python") ? strspn(word, "0123456789.") : 0;
	if (!strcmp(tool, "sbt") && *word == ':' && word[strlen(word) - 1] == '>')
		return true; /* its own prompt */
	return !*word || !strcmp(word, ".cmd") || !strcmp(word, ".bat") || !strcmp(word, ".exe");
}

/* is_tool() holds for none that begins otherwise: asked of all rows at each command. */
static bool begins_as(const char *name, const char *tool)
{
	return *name == *tool || *name == '$';
}

const struct done_starter *done_starter_of(const char *const *words, size_t nr)
{
	const char *name = nr ? done_last_part(words[0]) : NULL;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(starters); i++) {
		const struct done_starter *starter = &starters[i];
		bool fits = starter->words == NULL;

		if (!name || !begins_as(name, starter->tool) || !is_tool(words[0], starter->tool))
			continue;
		for (size_t k = 1; k < nr && !fits; k++)
			fits = done_starter_word(starter->words, words[k]);
		for (size_t k = 1; k < nr && fits && starter->words; k++)
			fits = !has_marked(starter->words, '!', words[k]);
		if (fits)
			return starter;
	}
	return NULL;
}

bool done_starter_knows(const char *word)
{
	const char *name = done_last_part(word);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(starters); i++) {
		if (begins_as(name, starters[i].tool) && is_tool(word, starters[i].tool))
			return true;
	}
	return false;
}

static bool is_assignment(const char *word)
{
	const char *p = word;

	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	return p > word && *p == '=';
}

/* "env $(cat .env | xargs) npm start"; "$(GO) run" is a tool. */
static bool is_substitution(const char *word)
{
	return !strncmp(word, "$(", 2) && strchr(word, ' ') != NULL;
}

/* Tools that run the command behind "--": "mise exec go -- go run .". So many words, or 0. */
static size_t behind_dashes(const char *const *words, size_t nr)
{
	static const char tools[] = "mise rtx asdf aws-vault chamber doppler op infisical direnv "
	                            "dotenvx dotenv devbox teller envchain nix-shell";

	for (size_t i = 1; i < nr && done_starter_word(tools, words[0]); i++) {
		if (!strcmp(words[i], "--"))
			return i + 1;
	}
	/* "nodemon --exec go run main.go" */
	for (size_t i = 1; i + 1 < nr && done_starter_word("nodemon", words[0]); i++) {
		if (done_starter_word("--exec -x", words[i]) && strcmp(words[i + 1], "node") != 0)
			return i + 1;
	}
	return 0;
}

size_t done_starter_wrappers(const char *const *words, size_t nr)
{
	size_t at = 0;

	for (bool more = true; more && at < nr;) {
		size_t behind = behind_dashes(words + at, nr - at);

		more = behind || is_assignment(words[at]) || is_substitution(words[at]);
		at += behind ? behind : more;
		for (size_t i = 0; !more && i < DONE_ARRAY_SIZE(wrappers); i++) {
			const char *next = wrappers[i].next;

			if (strcmp(words[at], wrappers[i].word) != 0 ||
			    (next && (at + 1 >= nr || strcmp(words[at + 1], next) != 0)))
				continue;
			at += 1 + (next != NULL);
			while (!next && at < nr && *words[at] == '-')
				at++;
			more = true;
		}
	}
	return at;
}
