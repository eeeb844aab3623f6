/* What a report is headed by: the repository's name, of origin's address or of the directory. */
#include "support.h"

#include "gate/gate.h"

static void test_heading__names_the_repository(void **state)
{
	static const struct {
		const char *remote, *url, *directory, *name;
	} rows[] = {
		{"origin", "https://example.com/acme/shop.git", "/tmp/x", "shop"},
		{"origin", "git@example.com:acme/shop.git", "/tmp/x", "shop"},
		{"origin", "git@example.com:shop", "/tmp/x", "shop"},
		{"origin", "/srv/git/shop.git/", "/tmp/x", "shop"},
		{"origin", "C:\\repos\\shop", "/tmp/x", "shop"},
		{"origin", "https://user:secret@example.com/acme/shop", "/tmp/x", "shop"},
		{"origin", ".git", "/tmp/x", "x"},
		{"origin", NULL, "/tmp/x/", "x"},
		{"upstream", "https://example.com/acme/other.git", "/home/ada/shop", "shop"},
		{"upstream", "https://example.com/acme/other.git", "/home/ada/shop/.git/", "shop"},
		{"upstream", "https://example.com/acme/other.git", "/", NULL},
		{"upstream", "https://example.com/acme/other.git", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].url ? rows[i].url : "no address"); i++) {
		struct done_arena arena = {0};
		struct done_remote remote = {.name = rows[i].remote, .url = rows[i].url};
		struct done_remotes remotes = {.items = &remote, .nr = 1};
		const char *name = done_heading_repository(&arena, &remotes, rows[i].directory);

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
