/* Manifests of Go: go.mod, go.work. */
#include "manifests.h"

static const struct manifest_row go_rows[] = {
    {"go-mod", "go.mod",
        ("module github.com/acme/shop // the shop\n"
         "\n"
         "go 1.22.1\n"
         "\n"
         "toolchain go1.22.3\n"
         "\n"
         "require (\n"
         "\tgithub.com/go-chi/chi/v5 v5.0.12\n"
         "\tgolang.org/x/sync v0.7.0 // indirect\n"
         "\t\"github.com/acme/kit\" v1.4.0 //indirect; kept\n"
         "\tgithub.com/acme/money v0.0.0\n"
         ")\n"
         "require google.golang.org/grpc v1.63.2 // for the probes\n"
         "\n"
         "exclude github.com/old/thing v1.0.0\n"
         "\n"
         "replace github.com/acme/money => ./libs/money\n"
         "replace (\n"
         "\tgithub.com/acme/kit v1.4.0 => ../kit\n"
         "\tgithub.com/x/y => github.com/fork/y v1.2.3\n"
         ")\n"
         "retract [v1.0.0, v1.0.5]\n"
         "tool golang.org/x/tools/cmd/stringer\n"),
        ("name github.com/acme/shop\n"
         "run github.com/go-chi/chi/v5 v5.0.12 :8\n"
         "run github.com/acme/money v0.0.0 at libs/money :11\n"
         "run google.golang.org/grpc v1.63.2 :13\n"
         "run github.com/acme/kit at ../kit :0\n"
         "go = 1.22.1 :3\n"
         "toolchain = go1.22.3 :5\n"
         "indirect = golang.org/x/sync :9\n"
         "indirect = github.com/acme/kit :10\n"
         "replace = github.com/x/y github.com/fork/y v1.2.3 :20\n"
         "tool = golang.org/x/tools/cmd/stringer :23\n")},
    {"go-mod", "go.mod",
        ("module a\r\n"
         "require(\r\n"
         ")\r\n"
         "require ()\r\n"
         "future x\r\n"),
        ("name a\n"
         "not read: Line 5: 'future' is not a known word of this format.\n")},
    {"go-work", "go.work",
        ("go 1.22\n"
         "\n"
         "use ./\n"
         "use (\n"
         "\t./services/cart // the cart\n"
         "\t\"services/pay\"\n"
         "\t../shared\n"
         ")\n"
         "replace github.com/acme/kit => ./kit\n"),
        ("name -\n"
         "run github.com/acme/kit at kit :0\n"
         "member .\n"
         "member services/cart\n"
         "member services/pay\n"
         "member ../shared\n"
         "go = 1.22 :1\n")},
};

static const struct manifest_refusal go_refused[] = {
    {"go-mod",
        ("module a\n"
         "require (\n"
         "\tb v1\n"),
        "the block of 'require' is never closed", 2, 1},
    {"go-mod",
        ("module a\n"
         "\trequire b\n"),
        "must be written as 'path version'", 2, 2},
    {"go-mod",
        ("module a\n"
         "replace b =>\n"),
        "a replacement must be written", 2, 1},
    {"go-mod", "module \"a\n", "not closed on its line", 1, 8},
    {"go-mod", "go 1.22\n", "'module PATH' is missing", 1, 1},
    {"go-mod", "module a b\n", "'module' must be followed by one path", 1, 1},
    {"go-mod", "", "is missing", 1, 1},
    {"go-work", "use a b\n", "'use' must be followed by one path", 1, 1},
    {"go-mod",
        ("module a\n"
         "\377\n"),
        "not UTF-8", 2, 1},
};

static void test_manifest_go__gives_what_is_written(void **state)
{
	(void)state;
	check_manifests(go_rows, DONE_ARRAY_SIZE(go_rows));
}

static void test_manifest_go__refuses_with_a_place(void **state)
{
	(void)state;
	check_manifests_refused(go_refused, DONE_ARRAY_SIZE(go_refused));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_manifest_go__gives_what_is_written),
	    cmocka_unit_test(test_manifest_go__refuses_with_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
