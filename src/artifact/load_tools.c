/* Tools that a line calls with an address, and scripts that are called as what they do. */
#include "load_parts.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct {
	const char *word, *needs; /* '|' divides alternatives; NULL: nothing beside an address */
} load_tools[] = {
    {"hey", NULL},
    {"wrk", NULL},
    {"wrk2", NULL},
    {"ab", "-n|-c|-t"},
    {"oha", NULL},
    {"bombardier", NULL},
    {"autocannon", NULL},
    {"ghz", NULL},
    {"vegeta", "attack"},
    {"siege", NULL},
    {"h2load", NULL},
    {"fortio", "load"},
    {"plow", NULL},
    {"cassowary", NULL},
    {"loadtest", NULL},
    {"rewrk", NULL},
    {"ddosify", NULL},
    {"slowcooker", NULL},
    {"loads-runner", NULL},
    {"molotov", NULL},
    {"ailoads", NULL},
    {"nghttp", "-n"},
    {"boom", "-n|-c"},
    {"httperf", NULL},
    {"apib", NULL},
    {"artillery", "quick"},
    {"emqtt_bench", NULL},
    {"mqtt-bench", NULL},
    {"websocket-bench", NULL},
    {"kafka-producer-perf-test", NULL},
    {"kafka-producer-perf-test.sh", NULL},
    {"sysbench", "run"},
    {"tcpkali", NULL},
    {"baton", "-u"},
    {"gobench", "-u"},
    {"hyperfoil", NULL},
    {"pgbench", "-T|-t |--transactions|--time"},
    {"redis-benchmark", NULL},
    {"memtier_benchmark", NULL},
};

/* Where a command may begin: the start, or behind a blank, a quote or a sign of the shell. */
static bool load_may_begin(const char *line, const char *at)
{
	return at == line || strchr(" \t\"'&|;@(`[/", at[-1]);
}

static bool load_is_address(const char *rest, size_t len)
{
	return done_load_has_any(rest, len, "://|localhost|127.0.0.1|$|{{|:80|:50|:30", NULL);
}

/* A script of one's own that is called as what it does, with an address: "e2e_benchmark.py --host
 * http://localhost:5000". */
static const char *load_own_tool(const char *line, size_t len)
{
	static const char *const names[] = {
	    "benchmark", "loadtest", "load_test", "load-test", "load_testing"};
	static const char *const endings[] = {".py ", ".js ", ".rb ", ".ts ", ".mjs "};

	if (!done_load_has_any(line, len, "http://|https://", NULL))
		return NULL;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		for (size_t k = 0; k < DONE_ARRAY_SIZE(endings); k++) {
			char word[32];
			int size = snprintf(word, sizeof(word), "%s%s", names[i], endings[k]);

			if (size > 0 && done_load_has_any(line, len, word, NULL))
				return "a load script";
		}
	}
	return NULL;
}

const char *done_load_tool_in(const char *line, size_t len)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(load_tools); i++) {
		const char *word = load_tools[i].word;
		size_t size = strlen(word);

		for (const char *at = line; at + size < line + len; at++) {
			const char *rest = at + size;
			size_t left = (size_t)(line + len - rest);

			if (*at != *word || memcmp(at, word, size) != 0 ||
			    !load_may_begin(line, at) || (*rest != ' ' && *rest != '\t') ||
			    rest[strspn(rest, " \t")] == '=')
				continue;
			if (load_tools[i].needs &&
			    !done_load_has_any(rest, left, load_tools[i].needs, NULL))
				continue;
			if (!strcmp(word, "vegeta") || load_is_address(rest, left))
				return word;
		}
	}
	return load_own_tool(line, len);
}

bool done_load_names_tool(struct done_bytes bytes)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(load_tools); i++) {
		if (done_load_has_word(bytes.ptr, bytes.len, load_tools[i].word))
			return true;
	}
	return false;
}
