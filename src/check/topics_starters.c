/* Commands that start a service, by language and tool. Who adds one adds a row. */
#include "topics_starters.h"

#include <ctype.h>
#include <string.h>

#include "done/base.h"

const char done_starter_scripts[] =
    "run* start* serve* dev* up up-* up:* local* watch launch* *-run *:run *_run *-start *:start "
    "*_start *-serve *:serve *-up *:up *_up *-dev *:dev server* boot boot-* develop*";

#define NODE "{package.json,deno.json,**/package.json}"
#define GO "{go.mod,**/*.go}"
#define PYTHON "**/*.py"
#define MAVEN "{pom.xml,**/pom.xml}"
#define GRADLE "{build.gradle,build.gradle.kts,**/build.gradle,**/build.gradle.kts}"
#define DOTNET "**/*.{csproj,fsproj,vbproj,cs}"
#define RUBY "{Gemfile,config.ru,**/*.rb}"
#define PHP "{composer.json,**/*.php}"

static const struct done_starter starters[] = {
    {"go", "run", DONE_START_PLAIN, GO},
    {"air", NULL, DONE_START_PLAIN, GO},
    {"encore", "run", DONE_START_PLAIN, NULL},
    {"npm", done_starter_scripts, DONE_START_SCRIPT, NULL},
    {"yarn", done_starter_scripts, DONE_START_SCRIPT, NULL},
    {"pnpm", done_starter_scripts, DONE_START_SCRIPT, NULL},
    {"bun", "run start dev *.js *.ts", DONE_START_PLAIN, NODE},
    {"deno", "run task serve", DONE_START_PLAIN, NULL},
    {"nx", "serve run dev", DONE_START_PLAIN, NULL},
    {"turbo", "dev start", DONE_START_PLAIN, NULL},
    {"nest", "start", DONE_START_PLAIN, NODE},
    {"next", "dev start", DONE_START_PLAIN, NODE},
    {"medusa", "develop start", DONE_START_PLAIN, NODE},
    {"strapi", "develop start", DONE_START_PLAIN, NODE},
    {"pm2", "start", DONE_START_PLAIN, NODE},
    {"node", NULL, DONE_START_FILE, NULL},
    {"nodemon", NULL, DONE_START_PLAIN, NODE},
    {"ts-node", NULL, DONE_START_FILE, NULL},
    {"ts-node-dev", NULL, DONE_START_FILE, NULL},
    {"tsx", NULL, DONE_START_FILE, NULL},
    {"python", "runserver", DONE_START_PLAIN, PYTHON},
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
    {"java", "-jar", DONE_START_PLAIN,
        "{**/pom.xml,**/*.gradle,**/*.gradle.kts,**/*.java,**/*.kt,**/*.scala,**/build.sbt}"},
    {"mvn",
        "*spring-boot:run *quarkus:dev *exec:java *jetty:run *mn:run *liberty:dev *tomcat7:run "
        "*cargo:run *helidon:dev",
        DONE_START_PLAIN, MAVEN},
    {"mvnw",
        "*spring-boot:run *quarkus:dev *exec:java *jetty:run *mn:run *liberty:dev *tomcat7:run "
        "*cargo:run *helidon:dev",
        DONE_START_PLAIN, MAVEN},
    {"gradle",
        "!*Scripts run *:run *bootRun *quarkusDev *appRun *jettyRun *runShadow *bootTestRun "
        "start* *:start*",
        DONE_START_PLAIN, GRADLE},
    {"gradlew",
        "!*Scripts run *:run *bootRun *quarkusDev *appRun *jettyRun *runShadow *bootTestRun "
        "start* *:start*",
        DONE_START_PLAIN, GRADLE},
    {"sbt", "run* *run *reStart", DONE_START_PLAIN, "**/*.{sbt,scala}"},
    {"quarkus", "dev", DONE_START_PLAIN, NULL},
    {"catalina.sh", "run start", DONE_START_PLAIN, NULL},
    {"dotnet", "run watch *.dll", DONE_START_DOTNET, DOTNET},
    {"func", "start host", DONE_START_PLAIN, "{host.json,**/host.json}"},
    {"tye", "run", DONE_START_PLAIN, NULL},
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
    {"rails", "server s", DONE_START_PLAIN, RUBY},
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
    {"just", NULL, DONE_START_ENTRY, "{justfile,Justfile,.justfile}"},
    {"task", NULL, DONE_START_ENTRY, "{Taskfile,taskfile}.{yml,yaml}"},
    {"mise", "dev* start* serve* up", DONE_START_PLAIN, "{mise.toml,.mise.toml,.mise/**}"},
    {"inv", "up *.up run* start* serve* *.run *.start *.dev devserver", DONE_START_PLAIN,
        "{tasks.py,tasks/**}"},
    {"invoke", "up *.up run* start* serve* *.run *.start *.dev devserver", DONE_START_PLAIN,
        "{tasks.py,tasks/**}"},
    {"mage", NULL, DONE_START_ENTRY, "{magefile.go,magefiles/**}"},
    {"bazel", "run", DONE_START_PLAIN, "{BUILD,BUILD.bazel,**/BUILD,**/BUILD.bazel}"},
    {"skaffold", "run dev debug", DONE_START_DECLARED, "skaffold*.{yml,yaml}"},
    {"tilt", "up", DONE_START_DECLARED, "Tiltfile"},
    {"helm", "install upgrade", DONE_START_PLAIN, "**/Chart.yaml"},
    {"kubectl", "apply create", DONE_START_DECLARED, "**/*.{yml,yaml}"},
    {"sam", "local", DONE_START_PLAIN, NULL},
    {"serverless", "offline", DONE_START_PLAIN, "serverless.*"},
    {"sls", "offline", DONE_START_PLAIN, "serverless.*"},
    {"heroku", "local", DONE_START_PLAIN, "Procfile*"},
    {"wrangler", "dev", DONE_START_PLAIN, "wrangler.*"},
    {"vagrant", "up", DONE_START_PLAIN, "Vagrantfile"},
    {"systemctl", "start", DONE_START_PLAIN, "**/*.service"},
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

/* "./mvnw", "bin/rails", "python3.11", "docker-compose.exe": what the tool is called. */
static bool is_tool(const char *word, const char *tool)
{
	const char *slash = strrchr(word, '/');
	size_t len = strlen(tool);

	if (slash)
		word = slash + 1;
	if (strncmp(word, tool, len) != 0)
		return false;
	word += len;
	word += !strcmp(tool, "python") ? strspn(word, "0123456789.") : 0;
	return !*word || !strcmp(word, ".cmd") || !strcmp(word, ".bat") || !strcmp(word, ".exe");
}

const struct done_starter *done_starter_of(const char *const *words, size_t nr)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(starters); i++) {
		const struct done_starter *starter = &starters[i];
		bool fits = starter->words == NULL;

		if (nr == 0 || !is_tool(words[0], starter->tool))
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

static bool is_assignment(const char *word)
{
	const char *p = word;

	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	return p > word && *p == '=';
}

size_t done_starter_wrappers(const char *const *words, size_t nr)
{
	size_t at = 0;

	for (bool more = true; more && at < nr;) {
		more = is_assignment(words[at]);
		at += more;
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
