/* What a report is headed by: the repository's name, by the address of origin. */
#include "support.h"

#include "gate/gate.h"

static void test_heading__names_the_repository(void **state)
{
	static const struct {
		const char *remote, *url, *name;
	} rows[] = {
	    {"origin", "https://example.com/acme/shop.git", "shop"},
	    {"origin", "https://example.com/acme/shop.git/", "shop"},
	    {"origin", "https://user:secret@example.com:8443/acme/shop", "shop"},
	    {"origin", "ssh://git@example.com:22/acme/shop.git", "shop"},
	    {"origin", "git@example.com:acme/shop.git", "shop"},
	    {"origin", "git@example.com:shop", "shop"},
	    {"origin", "https://example.com", NULL},
	    {"origin", "https://example.com/", NULL},
	    {"origin", "git@example.com:.git", NULL},
	    {"origin", "/srv/git/shop.git", NULL},
	    {"origin", "../shop:x", NULL},
	    {"origin", "file:///srv/git/shop.git", NULL},
	    {"origin", "C:\\repos\\shop", NULL},
	    {"origin", "C:/repos/shop", NULL},
	    {"origin", NULL, NULL},
	    {"upstream", "https://example.com/acme/other.git", NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].url ? rows[i].url : "no address"); i++) {
		struct done_arena arena = {0};
		struct done_remote remote = {.name = rows[i].remote, .url = rows[i].url};
		struct done_remotes remotes = {.items = &remote, .nr = 1};
		const char *name = done_heading_repository(&arena, &remotes);

		if (rows[i].name)
			assert_string_equal(name, rows[i].name);
		else
			assert_null(name);
		done_arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_heading__names_the_repository),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
