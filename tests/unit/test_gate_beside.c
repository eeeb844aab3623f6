/* Whom a change touches beside: by what lies outside of services. */
#include "gate_fixture.h"

#define P DONE_POLICY_PATH
#define CHECKS "criteria: {d: {checks: {r: {file: README.md}, s: {file: /LICENSE}}}}\n"
#define RULES "version: 1\nservices: ['services/*']\n" CHECKS
#define ROOTED "version: 1\nservices: ['services/*', '.']\n" CHECKS
#define ALL "services/a/x", "1", "services/b/x", "1", "services/common/x", "1"
#define BOTH "services/a beside\nservices/b beside\nservices/common beside\n"

static void render_beside(struct gate_fixture *f, struct done_buf *out)
{
	const struct done_selection *selection = &f->chain.plan.standings->selection;

	for (size_t i = 0; i < selection->nr; i++)
		done_buf_addf(out, "%s %s\n", selection->items[i].service->path,
		    selection->items[i].is_beside ? "beside" : "itself");
}

static void beside_only_b(struct gate_fixture *f)
{
	static const char *names[] = {"b"};

	f->request.services = (struct done_strings){names, 1};
}

static const struct gate_row rows[] = {
    {"a file of a service touches nobody else", {P, RULES, ALL}, {"services/a/x", "2"},
        "services/a itself\n", NULL},
    {"one that lies outside touches all", {P, RULES, ALL, "docs/x.md", "1"}, {"docs/x.md", "2"},
        BOTH, NULL},
    {"one that comes", {P, RULES, ALL}, {"docs/x.md", "2"}, BOTH, NULL},
    {"one that goes", {P, RULES, ALL, "docs/x.md", "1"}, {"docs/x.md", GONE}, BOTH, NULL},
    {"who is touched itself stays so", {P, RULES, ALL, "x", "1"}, {"x", "2", "services/a/x", "2"},
        "services/a itself\nservices/b beside\nservices/common beside\n", NULL},
    {"an edit of the policy is judged elsewhere", {P, RULES, ALL}, {P, RULES "# more\n"}, "", NULL},
    {"an edit of what tools write", {P, RULES, ALL, "yarn.lock", "1"}, {"yarn.lock", "2"}, "",
        NULL},
    {"one that goes takes links with it", {P, RULES, ALL, "a.png", "1"}, {"a.png", GONE}, BOTH,
        NULL},
    {"what a check names is looked at", {P, RULES, ALL, "LICENSE", "1"}, {"LICENSE", "2"}, BOTH,
        NULL},
    {"a service whose name says that others use it", {P, RULES, ALL}, {"services/common/x", "2"},
        "services/a beside\nservices/b beside\nservices/common itself\n", NULL},
    {"what belongs to the root only", {P, ROOTED, ALL, "x", "1"}, {"x", "2"}, ". itself\n" BOTH,
        NULL},
    {"a service that comes may have a name that says two", {P, RULES, ALL}, {"services/c/x", "1"},
        "services/a beside\nservices/b beside\nservices/c itself\nservices/common beside\n", NULL},
    {"one that goes, too", {P, RULES, ALL}, {"services/b/x", GONE},
        "services/a beside\nservices/common beside\n"
        "note: the change removes the service 'services/b'*\n",
        NULL},
    {"only who is asked for", {P, RULES, ALL}, {"docs/x.md", "2"}, "services/b beside\nnote: *\n",
        beside_only_b},
    {"nothing", {P, RULES, ALL}, {NULL}, "", NULL},
};

static void test_beside__is_who_may_have_been_looked_at_for(void **state)
{
	(void)state;
	gate_check_rows(rows, DONE_ARRAY_SIZE(rows), GATE_STANDINGS, render_beside);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_beside__is_who_may_have_been_looked_at_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
