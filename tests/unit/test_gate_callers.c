/* Who calls a service that the change removes is touched by the change. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define ASKS                                               \
	"version: 1\nservices: ['services/*', 'apps/*']\n" \
	"criteria: {d: {checks: {g: {graph: {max_depth: 9}}}}}\n"
#define SILENT                                             \
	"version: 1\nservices: ['services/*', 'apps/*']\n" \
	"criteria: {d: {checks: {r: {file: README.md}}}}\n"
#define CALLS(name) "communication: [{to: " name ", style: sync}]\n"
#define A "services/a/m", "the code of a\n"
#define B "services/b/m", "the code of b\n", "services/b/done.yml"

/* "services/b by dependency of services/a" */
static void render_callers(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_selection *selection = &f->chain.plan.standings->selection;

	for (size_t i = 0; i < selection->nr; i++) {
		if (!selection->items[i].is_beside)
			done_buf_addf(out, "%s by %s of %s\n", selection->items[i].service->path,
			    done_via_name(selection->items[i].reasons[0].via),
			    selection->items[i].reasons[0].path);
	}
	f->chain.notes.nr = 0;
}

static const char *const names[] = {"c"};

static void service_c(struct gate_fixture *f)
{
	f->request.services = (struct done_strings){(const char **)(uintptr_t)names, 1};
}

static const struct gate_row rows[] = {
    {"it calls what goes", {P, ASKS, A, B, CALLS("a")}, {"services/a/m", GONE},
        "services/b by dependency of services/a\n", NULL},
    {"no check asks for sheets", {P, SILENT, A, B, CALLS("a")}, {"services/a/m", GONE}, "", NULL},
    {"it calls what stays", {P, ASKS, A, B, CALLS("c"), "services/c/m", "1"},
        {"services/a/m", GONE}, "", NULL},
    {"it calls nothing of ours", {P, ASKS, A, B, CALLS("\"external:a\"")}, {"services/a/m", GONE},
        "", NULL},
    {"it called it, and does no longer", {P, ASKS, A, B, CALLS("a")},
        {"services/a/m", GONE, "services/b/done.yml", "owner: b\n"},
        "services/b by changed of services/b/done.yml\n", NULL},
    {"it is touched itself: once", {P, ASKS, A, B, CALLS("a")},
        {"services/a/m", GONE, "services/b/m", "2"}, "services/b by changed of services/b/m\n",
        NULL},
    {"what moves under its name is called still", {P, ASKS, A, B, CALLS("a")},
        {"services/a/m", GONE, "apps/a/m", "the code of a\n"}, "apps/a by changed of apps/a/m\n",
        NULL},
    {"what moves under another name is not", {P, ASKS, A, B, CALLS("a")},
        {"services/a/m", GONE, "apps/z/m", "the code of a\n"},
        "apps/z by changed of apps/z/m\nservices/b by dependency of services/a\n", NULL},
    {"all of them, in order of path",
        {P, ASKS, A, B, CALLS("a"), "apps/c/done.yml", CALLS("a"), "services/d/m", "1"},
        {"services/a/m", GONE, "services/d/m", "2"},
        "apps/c by dependency of services/a\nservices/b by dependency of services/a\n"
        "services/d by changed of services/d/m\n",
        NULL},
    {"but what is asked for alone", {P, ASKS, A, B, CALLS("a"), "apps/c/done.yml", CALLS("a")},
        {"services/a/m", GONE}, "apps/c by dependency of services/a\n", service_c},
};

static void test_callers__are_touched_by_a_removal(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_STANDINGS, render_callers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_callers__are_touched_by_a_removal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
