/* The strict tree parser: what git writes is read, what git's fsck would refuse is refused. */
#include "support.h"

#include "repo/tree.h"

struct raw {
	const char *mode, *name;
};

static struct done_oid some_oid(unsigned char last)
{
	struct done_oid oid = {{0}};

	memset(oid.id, 0x11, sizeof(oid.id));
	oid.id[19] = last;
	return oid;
}

static void add(struct done_buf *buf, const char *mode, const char *name, struct done_oid oid)
{
	done_buf_addf(buf, "%s %s", mode, name);
	done_buf_add(buf, "", 1);
	done_buf_add(buf, oid.id, sizeof(oid.id));
}

static int parse(struct done_arena *arena, const struct done_buf *buf, struct done_directory *out,
    struct done_error *err)
{
	/* A block of exactly that size, so that the sanitizer sees a read behind its end. */
	char *bytes = done_arena_alloc(arena, buf->len);

	if (buf->len)
		memcpy(bytes, buf->ptr, buf->len);
	struct done_bytes raw = {bytes, buf->len};
	return done_tree_parse(arena, "services/a", raw, out, err);
}

static void test_tree__is_read_and_sorted_by_name(void **state)
{
	static const struct raw rows[] = {
	    {"100644", "a-"},
	    {"100755", "a.b"},
	    {"40000", "a"},
	    {"100664", "a0"},
	    {"120000", "lib"},
	    {"040000", "old"},
	    {"160000", "sub"},
	};
	static const struct {
		const char *name;
		enum done_entry_kind kind;
		bool executable;
	} expected[] = {
	    {"a", DONE_ENTRY_DIRECTORY, false},
	    {"a-", DONE_ENTRY_FILE, false},
	    {"a.b", DONE_ENTRY_FILE, true},
	    {"a0", DONE_ENTRY_FILE, false},
	    {"lib", DONE_ENTRY_LINK, false},
	    {"old", DONE_ENTRY_DIRECTORY, false},
	    {"sub", DONE_ENTRY_SUBMODULE, false},
	};
	struct done_arena arena = {0};
	struct done_buf buf = {0};
	struct done_directory directory = {0};
	struct done_error err = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].mode); i++)
		add(&buf, rows[i].mode, rows[i].name, some_oid((unsigned char)rows[i].name[0]));
	assert_success(parse(&arena, &buf, &directory, &err), err);
	assert_int_equal(directory.nr, DONE_ARRAY_SIZE(expected));
	for (size_t i = 0; i < directory.nr; i++) {
		const struct done_entry *entry = &directory.entries[i];

		assert_string_equal(entry->name, expected[i].name);
		assert_int_equal(entry->kind, expected[i].kind);
		assert_int_equal(entry->executable, expected[i].executable);
		assert_true(entry->has_oid);
		assert_int_equal(entry->oid.id[19], expected[i].name[0]);
		assert_ptr_equal(
		    done_directory_find(&directory, entry->name, strlen(entry->name)), entry);
	}
	assert_null(done_directory_find(&directory, "a1", 2));
	assert_null(done_directory_find(&directory, "", 0));
	done_buf_release(&buf);
	done_arena_release(&arena);
}

static void test_tree__may_be_empty(void **state)
{
	struct done_arena arena = {0};
	struct done_buf buf = {0};
	struct done_directory directory = {NULL, 7};
	struct done_error err = {0};

	(void)state;
	assert_success(parse(&arena, &buf, &directory, &err), err);
	assert_int_equal(directory.nr, 0);
	done_arena_release(&arena);
}

static void test_tree__is_refused_when_malformed(void **state)
{
	static const struct {
		struct raw entries[3];
		const char *problem;
	} rows[] = {
	    {{{"100644", "b"}, {"100644", "a"}}, "not in order"},
	    {{{"40000", "a"}, {"100644", "a.b"}}, "not in order"},
	    {{{"100644", "a"}, {"100644", "a"}}, "share a name"},
	    {{{"100644", "a"}, {"40000", "a"}}, "share a name"},
	    {{{"100644", "a"}, {"100644", "a.b"}, {"40000", "a"}}, "share a name"},
	    {{{"100644", ""}}, "no name"},
	    {{{"100644", "a/b"}}, "slash"},
	    {{{"100644", "/etc/passwd"}}, "slash"},
	    {{{"40000", "."}}, "'.' or '..'"},
	    {{{"40000", ".."}}, "'.' or '..'"},
	    {{{"40000", ".git"}}, "'.git'"},
	    {{{"40000", ".GiT"}}, "'.git'"},
	    {{{"0", "a"}}, "mode"},
	    {{{"777777", "a"}}, "mode"},
	    {{{"100600", "a"}}, "mode"},
	    {{{"0100644", "a"}}, "mode"},
	    {{{"0040000", "a"}}, "mode"},
	    {{{"100644x", "a"}}, "mode"},
	    {{{"", "a"}}, "mode"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].problem); i++) {
		struct done_arena arena = {0};
		struct done_buf buf = {0};
		struct done_directory directory = {NULL, 7};
		struct done_error err = {0};

		for (size_t j = 0; j < 3 && rows[i].entries[j].mode; j++)
			add(&buf, rows[i].entries[j].mode, rows[i].entries[j].name, some_oid(1));
		assert_int_equal(parse(&arena, &buf, &directory, &err), DONE_E_UNDECIDED);
		assert_error(err, DONE_E_UNDECIDED, rows[i].problem);
		assert_error(err, DONE_E_UNDECIDED, "'services/a'");
		assert_int_equal(directory.nr, 7);
		done_buf_release(&buf);
		done_arena_release(&arena);
	}
}

static void test_tree__is_refused_with_a_null_id(void **state)
{
	struct done_arena arena = {0};
	struct done_buf buf = {0};
	struct done_directory directory;
	struct done_error err = {0};

	(void)state;
	add(&buf, "100644", "a", (struct done_oid){{0}});
	assert_int_equal(parse(&arena, &buf, &directory, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "null id");
	done_buf_release(&buf);
	done_arena_release(&arena);
}

static void test_tree__is_refused_when_cut_anywhere(void **state)
{
	struct done_arena arena = {0};
	struct done_buf buf = {0};

	(void)state;
	add(&buf, "100644", "a", some_oid(1));
	size_t whole = buf.len;
	add(&buf, "40000", "bc", some_oid(2));
	for (size_t len = buf.len - 1; len > 0; len--) {
		struct done_directory directory;
		struct done_error err = {0};

		buf.len = len;
		if (len == whole)
			continue;
		assert_int_equal(parse(&arena, &buf, &directory, &err), DONE_E_UNDECIDED);
	}
	done_buf_release(&buf);
	done_arena_release(&arena);
}

static void test_tree__is_refused_with_a_path_too_long(void **state)
{
	struct done_arena arena = {0};
	struct done_buf buf = {0};
	struct done_directory directory;
	struct done_error err = {0};
	char name[DONE_PATH_MAX];
	size_t fits = DONE_PATH_MAX - strlen("services/a/");

	(void)state;
	memset(name, 'x', sizeof(name));
	name[fits] = '\0';
	add(&buf, "100644", name, some_oid(1));
	assert_success(parse(&arena, &buf, &directory, &err), err);
	done_buf_clear(&buf);
	name[fits] = 'x';
	name[fits + 1] = '\0';
	add(&buf, "100644", name, some_oid(1));
	assert_int_equal(parse(&arena, &buf, &directory, &err), DONE_E_UNDECIDED);
	assert_error(err, DONE_E_UNDECIDED, "4,095");
	done_buf_release(&buf);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_tree__is_read_and_sorted_by_name),
	    cmocka_unit_test(test_tree__may_be_empty),
	    cmocka_unit_test(test_tree__is_refused_when_malformed),
	    cmocka_unit_test(test_tree__is_refused_with_a_null_id),
	    cmocka_unit_test(test_tree__is_refused_when_cut_anywhere),
	    cmocka_unit_test(test_tree__is_refused_with_a_path_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
