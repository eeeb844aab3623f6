/* Benchmarks of code: where they stand, and which lines run them. */
#include "done/description.h"
#include "load_parts.h"

#include <ctype.h>
#include <string.h>

const struct done_benchmark_form done_benchmark_forms[] = {
    {"go test -bench", {"_test.go"}, NULL, {"func Benchmark", "testing.B"},
        {"go test|gotestsum|GOTEST|GO_TEST|GO) test|GO} test|GOCMD|mage",
            "-bench|-test.bench|bench:|benchmark"},
        "-bench=^$|-bench ^$", false},
    {"vegeta, in go test,", {"_test.go"}, NULL, {"tsenart/vegeta", "vegeta.NewAttacker|.Attack("},
        {"go test|gotestsum|GOTEST|GO_TEST|GO) test|GO} test"}, " -short| -run ", false},
    {"JMH", {".java", ".kt", ".scala"}, NULL, {"@Benchmark", "org.openjdk.jmh|kotlinx.benchmark"},
        {"gradle|mvn|java -|sbt |jmh.sh|register<|register(|task ",
            "jmh|Jmh|benchmarks.jar|benchmark"},
        NULL, false},
    {"BenchmarkDotNet", {".cs", ".fs"}, NULL, {"[Benchmark|[<Benchmark", "BenchmarkDotNet"},
        {"dotnet run|dotnet test", "ench|erf"}, NULL, false},
    {"cargo bench", {".rs"}, "bench",
        {"criterion_main!|#[bench]|divan::main|criterion_group!|iai::main!|iai_callgrind::main!"},
        {"cargo bench|cargo criterion|cargo codspeed|cargo xtask bench"}, "--no-run", false},
    {"pytest-benchmark", {".py"}, NULL,
        {"def test_",
            "(benchmark)|(benchmark,|, benchmark)|, "
            "benchmark,|mark.benchmark|\tbenchmark,|    benchmark,"},
        {"\tpytest|run pytest|-m pytest|: pytest|& pytest|; pytest|pytest -|py.test "},
        "--benchmark-skip|--benchmark-disable| -m ", false},
    {"pytest", {"test_benchmark.py", "test_benchmarks.py", "test_performance.py", "test_perf.py"},
        NULL, {"def test_", "perf_counter|time.time()|timeit|time.monotonic|benchmark"}, {"pytest"},
        NULL, true},
    {"pytest-django-queries", {".py"}, NULL, {"mark.count_queries"},
        {"\tpytest|run pytest|-m pytest|: pytest|& pytest|; pytest|pytest -|py.test "}, " -m ",
        false},
    {"vitest bench", {".bench.ts", ".bench.js", ".bench.mjs", ".bench.tsx"}, NULL, {"bench("},
        {"vitest bench"}, NULL, false},
    {"a benchmark script", {".js", ".ts", ".mjs", ".cjs"}, "bench",
        {"tinybench|require('benchmark')|require(\"benchmark\")|from 'benchmark'|from "
         "\"benchmark\"|mitata",
            ".add(|bench("},
        {"node|tsx|bun|deno|npx"}, NULL, true},
    {"Google Benchmark", {".cc", ".cpp", ".cxx"}, NULL,
        {"BENCHMARK(|BENCHMARK_F(|BENCHMARK_TEMPLATE(|BENCHMARK(\"",
            "benchmark/benchmark.h|catch2/|catch.hpp"},
        {"./|ctest|build/", "ench"}, NULL, false},
    {"benchmark-ips", {".rb"}, NULL, {"Benchmark.ips|Benchmark.bm"}, {"ruby|bundle|rake"}, NULL,
        true},
    {"phpbench", {"Bench.php"}, NULL, {"#[Bench|@Revs|function bench|#[Revs"},
        {"phpbench run|phpbench"}, NULL, false},
    {"Benchee", {".exs", ".ex"}, NULL, {"Benchee.run"}, {"mix "}, NULL, true},
};
const size_t done_benchmark_forms_nr = DONE_ARRAY_SIZE(done_benchmark_forms);

static bool benchmark_path_has(const char *path, const char *word)
{
	size_t len = strlen(word);

	for (; *path; path++) {
		size_t i = 0;

		while (i < len && tolower((unsigned char)path[i]) == word[i])
			i++;
		if (i == len)
			return true;
	}
	return false;
}

bool done_benchmark_is_named(const struct done_benchmark_form *form, const char *path)
{
	if (form->folder && !benchmark_path_has(path, form->folder))
		return false;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(form->endings) && form->endings[i]; i++) {
		if (done_text_ends(path, form->endings[i]))
			return true;
	}
	return false;
}

int done_benchmark_find(
    const struct done_benchmark_form *form, struct done_bytes bytes, const char *path)
{
	struct done_buf text = {0};
	size_t at = 0, first = 0;
	bool holds = true;
	int line = 1;

	/* Most files hold none: these are told without a scan. */
	if (bytes.len > DONE_LOAD_FILE_MAX ||
	    !done_load_has_any(bytes.ptr, bytes.len, form->holds[0], NULL))
		return 0;
	done_text_uncomment(bytes, path, &text);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(form->holds) && form->holds[i] && holds; i++) {
		holds = text.len && done_load_has_any(text.ptr, text.len, form->holds[i], &at);
		if (!i)
			first = at;
	}
	for (size_t i = 0; holds && i < first; i++)
		line += text.ptr[i] == '\n';
	done_buf_release(&text);
	return holds ? line : 0;
}
