/* What a text in a source is worth: quoted code, and paths that nothing takes, show no health
 * route. */
#include <string.h>

#include "done/profile.h"
#include "support.h"

static const struct {
	const char *ecosystem, *path, *text;
	bool shown;
} rows[] = {
    /* code within one text */
    {"go", "a.go", "var x = `r.Get(\"/healthz\", h)`\nuse(x)\n", false},
    {"go", "a.go", "var x = \"r.Get('/healthz', h)\"\nuse(x)\n", false},
    {"go", "a.go", "r.Get(\"/healthz\", h)\n", true},
    {"go", "a.go", "r.Get(`/x`, h); r.Get(\"/healthz\", h)\n", true},
    {"node", "a.js", "use(`app.get(\"/healthz\", h)`)\n", false},
    {"node", "a.js", "use(\"app.get('/healthz', h)\")\n", false},
    {"node", "a.js", "use(\"'/healthz'\")\n", false},
    {"node", "a.js", "app.get(`/healthz`, h)\n", true},
    {"node", "a.js", "const junk = `\napp.get('/healthz', h)\n`\nuse(junk)\n", false},
    {"python", "a.py", "x = '''\n@app.get(\"/healthz\")\n'''\nuse(x)\n", false},
    {"python", "a.py", "@app.get(\"/healthz\")\ndef f(): pass\n", true},
    {"python", "a.py", "urls = [path(r'healthz/', f)]\n", true},
    {"jvm", "A.java", "String x = \"\"\"\n@GetMapping(\"/healthz\")\n\"\"\"; use(x);\n", false},
    {"jvm", "A.java", "@GetMapping(\"/healthz\")\n", true},
    {"dotnet", "A.cs", "var x = \"\"\"app.MapGet(\"/healthz\", f)\"\"\"; Use(x);\n", false},
    {"dotnet", "A.cs", "app.MapGet(\"/healthz\", f);\n", true},
    {"rust", "a.rs", "let x = r##\".route(\"/healthz\", get(f))\"##; use(x);\n", false},
    {"rust", "a.rs", "x.route(r\"/healthz\", get(f))\n", true},
    {"php", "a.php", "Route::get('/healthz', f);\n<?php a();\n", false},
    {"php", "a.php", "<?php $x = <<<X\nRoute::get('/healthz', f);\nX;\nuse($x);\n", false},
    {"php", "a.php", "<?php Route::get('/healthz', f);\n", true},
    {"ruby", "a.rb", "x = <<~X\nget '/healthz' do\nX\nuse(x)\n", false},
    {"ruby", "a.rb", "x = %q(get '/healthz' do)\nuse(x)\n", false},
    {"ruby", "a.rb", "get '/healthz' do\n", true},
    {"elixir", "a.ex", "x = ~s|get \"/healthz\", A, :b|\nuse(x)\n", false},
    {"elixir", "a.ex", "get \"/healthz\", A, :b\n", true},
    {"cpp", "a.cpp", "auto x = R\"j(svr.Get(\"/healthz\", f))j\"; use(x);\n", false},
    {"cpp", "a.cpp", "svr.Get(\"/healthz\", f);\n", true},
    {"go", "a.go", "use(`{\"/healthz\": 1}`)\n", false},
    /* a path that nothing takes */
    {"go", "a.go", "const x = \"/healthz\"\n", false},
    {"go", "a.go", "var _ = \"/healthz\"\n", false},
    {"go", "a.go", "x := \"/healthz\"\nmux.HandleFunc(x, h)\n", true},
    {"go", "a.go", "healthURL string = \"/api/health\"\nget(healthURL)\n", false},
    {"go", "a.go", "u := base + \"/healthz\"\nget(u)\n", false},
    {"go", "a.go", "mux.HandleFunc(base + \"/healthz\", h)\n", true},
    {"go", "a.go", "fmt.Println(\"/healthz\")\n", false},
    {"go", "a.go", "switch p {\ncase \"/healthz\":\n}\n", true},
    {"go", "a.go", "m := map[string]h{\n\"/healthz\": f,\n}\n", true},
    {"go", "a.go", "if r.URL.Path == \"/healthz\" {\n", true},
    {"node", "a.js", "const HEALTH = '/healthz'\n", false},
    {"node", "a.ts", "const path: string = '/healthz'\napp.get(path, h)\n", true},
    {"node", "a.js", "'/healthz';\n", false},
    {"node", "a.js", "console.log('/healthz')\n", false},
    {"node", "a.js", "server.route({method: 'GET', path: '/healthz'})\n", true},
    {"jvm", "A.java", "String url = \"/health\";\nuse(url);\n", false},
    {"rust", "a.rs", "println!(\"/healthz\");\n", false},
    {"rust", "a.rs", "match p {\n\"/healthz\" => ok(),\n}\n", true},
};

static size_t quoted_shown(
    struct done_arena *arena, const struct done_ecosystem *ecosystem, struct done_source *source)
{
	const struct done_rows *health = done_row_group_find(&ecosystem->capabilities, "health");
	size_t nr = 0;

	assert_non_null(health);
	for (size_t i = 0; i < health->nr; i++) {
		struct done_row_match match;
		struct done_error err = {0};

		assert_success(
		    done_row_in_source(arena, ecosystem, &health->items[i], source, &match, &err),
		    err);
		nr += match.nr;
	}
	return nr;
}

static void test_quoted__shows_what_is_taken(void **state)
{
	struct done_arena arena = {0};
	struct done_ecosystems ecosystems;
	struct done_error err = {0};

	(void)state;
	assert_success(done_ecosystems_load(&arena, NULL, &ecosystems, &err), err);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].text); i++) {
		const struct done_ecosystem *ecosystem =
		    done_ecosystem_find(&ecosystems, rows[i].ecosystem);
		struct done_bytes text = {rows[i].text, strlen(rows[i].text)};
		struct done_source source;

		done_source_make(&arena, ecosystem, rows[i].path, text, &source);
		assert_int_equal(quoted_shown(&arena, ecosystem, &source) > 0, rows[i].shown);
	}
	done_ecosystems_release(&ecosystems);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_quoted__shows_what_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
