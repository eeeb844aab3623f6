/* Load scripts and plans: of which tool, whether they send anything, and whom they call. */
#include "done/description.h"
#include "load_parts.h"
#include "placeholder_parts.h"

#include <ctype.h>
#include <string.h>

/* ---- texts ---- */

static bool load_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static const char *load_find(const char *text, size_t len, const char *word, size_t size)
{
	if (!size || size > len)
		return NULL;

	const char *last = text + len - size;
	while (text <= last && (text = memchr(text, word[0], (size_t)(last - text) + 1))) {
		if (!memcmp(text, word, size))
			return text;
		text++;
	}
	return NULL;
}

bool done_load_has_word(const char *text, size_t len, const char *word)
{
	size_t size = strlen(word);
	const char *at = text, *end = text + len;

	while ((at = load_find(at, (size_t)(end - at), word, size))) {
		bool begins = at == text || !load_is_word(at[-1]);
		bool ends = at + size == end || !load_is_word(at[size]);

		if (begins && ends)
			return true;
		at++;
	}
	return false;
}

bool done_load_has_any(const char *text, size_t len, const char *alternatives, size_t *at)
{
	while (*alternatives) {
		size_t size = strcspn(alternatives, "|");
		const char *found = load_find(text, len, alternatives, size);

		if (found) {
			if (at)
				*at = (size_t)(found - text);
			return true;
		}
		alternatives += size + (alternatives[size] == '|');
	}
	return false;
}

/* ---- targets ---- */

static void target_add(struct done_arena *arena, struct done_targets *out, bool is_host,
    struct done_bytes text, int line)
{
	struct done_called *called;

	if (!text.len || (is_host ? out->nr_hosts : out->nr_paths) == DONE_LOAD_TARGETS_MAX)
		return;
	called = is_host ? DONE_ARENA_PUSH(arena, out->hosts, out->nr_hosts, out->cap_hosts)
	                 : DONE_ARENA_PUSH(arena, out->paths, out->nr_paths, out->cap_paths);
	*called = (struct done_called){done_arena_strndup(arena, text.ptr, text.len), line};
}

/* A path ends where no literal text goes on: at a quote, a variable, a query. */
static size_t target_path_len(const char *text, size_t len)
{
	size_t end = 0;

	while (end < len && (isalnum((unsigned char)text[end]) || strchr("/-_.~%", text[end])))
		end++;
	return end;
}

/* Behind "://": the host, and the path. */
static void target_url(
    struct done_arena *arena, struct done_targets *out, struct done_bytes rest, int line)
{
	size_t host = 0, path;

	while (host < rest.len &&
	    (isalnum((unsigned char)rest.ptr[host]) || strchr("-_.", rest.ptr[host])))
		host++;
	target_add(arena, out, true, (struct done_bytes){rest.ptr, host}, line);
	for (path = host; path < rest.len && !isspace((unsigned char)rest.ptr[path]) &&
	     !strchr("/\"'`", rest.ptr[path]);
	     path++)
		;
	if (path < rest.len && rest.ptr[path] == '/')
		target_add(arena, out, false,
		    (struct done_bytes){
		        rest.ptr + path, target_path_len(rest.ptr + path, rest.len - path)},
		    line);
}

/* What a variable that holds an address is called by: FRONTEND of FRONTEND_ADDR. */
static void target_variable(
    struct done_arena *arena, struct done_targets *out, struct done_bytes word, int line)
{
	static const char *const tails[] = {
	    "_ADDR", "_HOST", "_URL", "_ADDRESS", "_URI", "_HOSTNAME", "_ENDPOINT"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(tails); i++) {
		size_t size = strlen(tails[i]);

		if (word.len > size + 2 && !memcmp(word.ptr + word.len - size, tails[i], size)) {
			target_add(
			    arena, out, true, (struct done_bytes){word.ptr, word.len - size}, line);
			return;
		}
	}
}

void done_targets_read(struct done_arena *arena, struct done_bytes text, struct done_targets *out)
{
	static const char domain[] = "HTTPSampler.domain\">";
	int line = 1;

	for (size_t i = 0; i < text.len; i++) {
		const char *at = text.ptr + i;
		struct done_bytes rest = {at, text.len - i};
		size_t size = 0;

		line += *at == '\n';
		if (rest.len > 3 && !memcmp(at, "://", 3)) {
			target_url(arena, out, (struct done_bytes){at + 3, rest.len - 3}, line);
		} else if (*at == '/' && i && strchr("\"'`> }", at[-1])) {
			size = target_path_len(at, rest.len);
			if (size > 1 && at[1] != '/')
				target_add(arena, out, false, (struct done_bytes){at, size}, line);
		} else if (rest.len > sizeof(domain) && !memcmp(at, domain, sizeof(domain) - 1)) {
			target_url(arena, out,
			    (struct done_bytes){
			        at + sizeof(domain) - 1, rest.len - sizeof(domain) + 1},
			    line);
		} else if (isupper((unsigned char)*at) && (!i || !load_is_word(at[-1]))) {
			while (size < rest.len && load_is_word(at[size]))
				size++;
			target_variable(arena, out, (struct done_bytes){at, size}, line);
		}
	}
}

/* Hosts that generators and tutorials write: nobody's service. */
static const char *const target_examples[] = {
    "test.k6.io",
    "test-api.k6.io",
    "quickpizza.grafana.com",
    "httpbin.test.k6.io",
    "test.loadimpact.com",
    "k6.io",
    "asciiart.artillery.io",
    "computer-database.gatling.io",
    "api-ecomm.gatling.io",
    "example.com",
    "www.example.com",
    "example.org",
    "blazedemo.com",
    "httpbin.org",
    "jsonplaceholder.typicode.com",
    "jmeter.apache.org",
    "grafana.com",
    "docs.locust.io",
    "json.schemastore.org",
    "www.google.com",
    "google.com",
    "localhost.example",
};

const char *done_targets_example(const struct done_targets *targets)
{
	const char *first = NULL;

	for (size_t i = 0; i < targets->nr_hosts; i++) {
		size_t j = 0;

		while (j < DONE_ARRAY_SIZE(target_examples) &&
		    strcmp(target_examples[j], targets->hosts[i].text) != 0)
			j++;
		if (j == DONE_ARRAY_SIZE(target_examples))
			return NULL;
		if (!first)
			first = target_examples[j];
	}
	return first;
}

/* ---- scripts ---- */

static const struct {
	const char *tool;
	const char *endings[5];
	const char *is[3]; /* all of these: it is of the tool; '|' divides alternatives */
	const char *sends; /* one of these: it sends something */
} load_tools[] = {
    {"k6", {".js", ".mjs", ".cjs", ".ts"}, {"'k6|\"k6"},
        "http.|.invoke(|ws.|.goto(|socket|= get(|= post(|= put(|= patch(|= request(|= batch("
        "|from '.|from \"."},
    {"Locust", {".py"}, {"locust"}, "client.|.get(|.post(|@task"},
    {"JMeter", {".jmx"}, {"jmeterTestPlan"}, "Sampler"},
    {"Gatling", {".scala", ".java", ".kt", ".js", ".ts"}, {"io.gatling|@gatling.io"},
        ".get(|.post(|.put(|.delete(|.patch(|.grpc(|exec(ws(|.rpc("},
    {"Artillery", {".yml", ".yaml", ".json"}, {"config", "target", "scenarios"}, "url|flow|emit"},
    {"tsung", {".xml"}, {"<tsung", "<session"}, "<request"},
    {"drill", {".yml", ".yaml"}, {"plan:", "base:|concurrency:"}, "request:"},
    {"vegeta", {".txt", ".targets", ".http"}, {"GET http|POST http|PUT http"}, "http"},
    /* A program of one's own: it sends requests again and again, and takes the time. */
    {DONE_LOAD_OWN, {".go", ".py", ".js", ".mjs", ".ts"},
        {"for |for(|while |while(|setInterval|.map(",
            "time.Since|time.time()|perf_counter|monotonic()|Date.now()|performance.now|hrtime|"
            "elapsed|throughput|percentile|latency|Concurren|concurren"},
        "http.NewRequest|http.Get(|http.Post(|fetch(|axios|requests.get|requests.post|"
        "session.get|session.post|aiohttp|httpx|urlopen|client.Do|Client.Do|.apiPost|.apiGet"},
};

static bool load_has_ending(const char *const *endings, size_t nr, const char *path)
{
	for (size_t i = 0; i < nr && endings[i]; i++) {
		if (done_text_ends(path, endings[i]))
			return true;
	}
	return false;
}

/* Words of a path under which loads are kept; `whole` ones are a word of their own or go on as
 * these do: "load", "loads", "loadtest", "LoadGenerator", not "loader". */
static const struct {
	const char *word;
	bool whole;
} load_places[] = {
    {"load", true},
    {"locust", false},
    {"k6", false},
    {"perf", false},
    {"stress", false},
    {"gatling", false},
    {"bench", false},
    {"artillery", false},
    {"jmeter", false},
    {"simulation", false},
    {"soak", false},
    {"spike", false},
    {"tsung", false},
    {"drill", false},
    {"vegeta", false},
    {"traffic", false},
};

/* Behind what is no letter, or with a capital. */
static bool load_word_begins(const char *path, const char *at)
{
	return isalpha((unsigned char)*at) &&
	    (at == path || !isalpha((unsigned char)at[-1]) ||
	        (isupper((unsigned char)*at) && !isupper((unsigned char)at[-1])));
}

static bool load_place_at(const char *at, size_t place)
{
	const char *word = load_places[place].word;
	size_t len = 0, i;
	char tail[5] = "";

	while (word[len] && tolower((unsigned char)at[len]) == word[len])
		len++;
	if (word[len])
		return false;
	if (!load_places[place].whole || !isalpha((unsigned char)at[len]))
		return true;
	for (i = 0; i + 1 < sizeof(tail) && at[len + i]; i++)
		tail[i] = (char)tolower((unsigned char)at[len + i]);
	return !strncmp(tail, "test", 4) || !strncmp(tail, "gen", 3) ||
	    (tail[0] == 's' && !isalpha((unsigned char)tail[1]));
}

bool done_load_is_placed(const char *path)
{
	for (const char *at = path; *at; at++) {
		if (!load_word_begins(path, at))
			continue;
		for (size_t i = 0; i < DONE_ARRAY_SIZE(load_places); i++) {
			if (load_place_at(at, i))
				return true;
		}
	}
	return false;
}

bool done_load_is_named(const char *path)
{
	bool has_ending = false;

	/* "__init__.py" */
	if (!strncmp(done_last_part(path), "__", 2))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(load_tools) && !has_ending; i++)
		has_ending = load_has_ending(
		    load_tools[i].endings, DONE_ARRAY_SIZE(load_tools[i].endings), path);
	return has_ending && (done_text_ends(path, ".jmx") || done_load_is_placed(path));
}

static bool load_is_blank(struct done_bytes text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (!isspace((unsigned char)text.ptr[i]))
			return false;
	}
	return true;
}

static bool load_is_of(size_t tool, struct done_bytes text)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(load_tools[tool].is) && load_tools[tool].is[i];
	     i++) {
		if (!done_load_has_any(text.ptr, text.len, load_tools[tool].is[i], NULL))
			return false;
	}
	return true;
}

static int load_read_text(struct done_arena *arena, struct done_bytes text, const char *path,
    struct done_load_script *out)
{
	const char *example;
	size_t tool = 0, at;

	while (tool < DONE_ARRAY_SIZE(load_tools) &&
	    (!load_has_ending(
	         load_tools[tool].endings, DONE_ARRAY_SIZE(load_tools[tool].endings), path) ||
	        !load_is_of(tool, text)))
		tool++;
	if (tool == DONE_ARRAY_SIZE(load_tools))
		return 0;
	if (!strcmp(load_tools[tool].tool, DONE_LOAD_OWN) &&
	    (!done_load_has_any(path, strlen(path), "load|soak|stress|perf|spike", NULL) ||
	        !done_load_has_any(text.ptr, text.len, load_tools[tool].sends, NULL)))
		return 0;
	out->tool = load_tools[tool].tool;
	if (!done_load_has_any(text.ptr, text.len, load_tools[tool].sends, &at)) {
		out->lacks = "sends no request";
		return 1;
	}
	out->line = 1;
	for (size_t i = 0; i < at; i++)
		out->line += text.ptr[i] == '\n';
	done_targets_read(arena, text, &out->targets);
	example = done_targets_example(&out->targets);
	if (example)
		out->lacks = done_arena_printf(
		    arena, "calls only '%s', which is the example of a generator", example);
	return 1;
}

int done_load_read(struct done_arena *arena, struct done_bytes bytes, const char *path,
    struct done_load_script *out)
{
	struct done_buf buf = {0};
	struct done_bytes text;
	int rc = 1;

	*out = (struct done_load_script){0};
	if (bytes.len > DONE_LOAD_FILE_MAX)
		return 0;
	done_text_uncomment(bytes, path, &buf);
	text = (struct done_bytes){buf.len ? buf.ptr : "", buf.len};
	if (load_is_blank(text))
		out->lacks = load_is_blank(bytes) ? "is empty" : "holds only comments";
	else
		rc = load_read_text(arena, text, path, out);
	if (rc && !out->lacks && done_skeleton_line(bytes)) {
		out->lacks = "still has a placeholder of 'git done draft'";
		out->line = done_skeleton_line(bytes);
	}
	done_buf_release(&buf);
	return rc;
}
