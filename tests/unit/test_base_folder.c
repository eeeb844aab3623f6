/* A directory of hostile content: what is listed, what is refused, where the limits are. */
#include "evidence_folder.h"

#include <sys/socket.h>
#include <sys/un.h>

static void test_folder__lists_files_in_order_and_reads_them(void **state)
{
	struct evidence_folder folder;
	struct done_buf text = {0};
	struct done_error err = {0};

	(void)state;
	evidence_folder_make(&folder);
	evidence_folder_file(&folder, "b.xml", "two");
	evidence_folder_file(&folder, "a/x/c.xml", "three");
	evidence_folder_file(&folder, "a.xml", "one");
	evidence_folder_open(&folder);
	assert_int_equal(folder.opened.nr, 3);
	assert_string_equal(folder.opened.files[0].path, "a.xml");
	assert_string_equal(folder.opened.files[1].path, "a/x/c.xml");
	assert_string_equal(folder.opened.files[2].path, "b.xml");
	assert_int_equal(folder.opened.files[1].size, 5);
	assert_success(done_folder_read(&folder.opened, "a/x/c.xml", 5, &text, &err), err);
	assert_int_equal(text.len, 5);
	assert_memory_equal(text.ptr, "three", 5);
	assert_true(done_folder_read(&folder.opened, "a/x/c.xml", 4, &text, &err) < 0);
	assert_int_equal(err.code, DONE_E_UNDECIDED);
	done_buf_release(&text);
	evidence_folder_remove(&folder);
}

static void test_folder__one_that_is_not_there_is_empty(void **state)
{
	struct done_arena arena = {0};
	struct done_folder folder;
	struct done_error err = {0};

	(void)state;
	assert_success(
	    done_folder_open(&arena, "/tmp/git-done-no-such-directory", &folder, &err), err);
	assert_true(folder.is_absent);
	assert_int_equal(folder.nr, 0);
	done_folder_close(&folder);
	done_folder_close(NULL);
	done_arena_release(&arena);
}

static void test_folder__follows_no_link(void **state)
{
	struct evidence_folder folder;
	struct done_folder through;
	struct done_arena arena = {0};
	struct done_buf text = {0};
	struct done_error err = {0};
	char link[128];

	(void)state;
	evidence_folder_make(&folder);
	assert_int_equal(symlink("/etc/passwd", evidence_folder_note(&folder, "junit.xml")), 0);
	assert_int_equal(symlink("/etc", evidence_folder_note(&folder, "dir")), 0);
	evidence_folder_open(&folder);
	assert_int_equal(folder.opened.nr, 0);
	assert_int_equal(folder.opened.nr_refused, 2);
	assert_string_equal(folder.opened.refused[1].path, "junit.xml");
	assert_string_equal(folder.opened.refused[1].what, "is a symbolic link");
	assert_true(folder.opened.refused[1].may_hold);
	assert_true(done_folder_read(&folder.opened, "junit.xml", 1 << 20, &text, &err) < 0);
	assert_int_equal(err.code, DONE_E_UNDECIDED);
	err = (struct done_error){0};
	assert_true(done_folder_read(&folder.opened, "dir/passwd", 1 << 20, &text, &err) < 0);
	assert_int_equal(err.code, DONE_E_UNDECIDED);
	assert_int_equal(text.len, 0);
	/* Nor at its own name, with a slash behind it or without. */
	snprintf(link, sizeof(link), "%s-link", folder.path);
	assert_int_equal(symlink(folder.path, link), 0);
	err = (struct done_error){0};
	assert_true(done_folder_open(&arena, link, &through, &err) < 0);
	assert_error(err, DONE_E_USAGE, "it is a symbolic link");
	err = (struct done_error){0};
	assert_true(
	    done_folder_open(&arena, done_arena_printf(&arena, "%s/", link), &through, &err) < 0);
	assert_error(err, DONE_E_USAGE, "it is a symbolic link");
	unlink(link);
	done_arena_release(&arena);
	evidence_folder_remove(&folder);
}

static void test_folder__opens_nothing_special(void **state)
{
	struct evidence_folder folder;
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct done_buf text = {0};
	struct done_error err = {0};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	evidence_folder_make(&folder);
	assert_int_equal(mkfifo(evidence_folder_note(&folder, "pipe.xml"), 0600), 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s",
	    evidence_folder_note(&folder, "s.xml"));
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	evidence_folder_open(&folder);
	assert_int_equal(folder.opened.nr, 0);
	assert_int_equal(folder.opened.nr_refused, 2);
	assert_string_equal(folder.opened.refused[0].what, "is a named pipe");
	assert_string_equal(folder.opened.refused[1].what, "is a socket");
	/* One that took a file's place after the listing does not make us wait. */
	assert_true(done_folder_read(&folder.opened, "pipe.xml", 100, &text, &err) < 0);
	assert_int_equal(err.code, DONE_E_UNDECIDED);
	close(fd);
	evidence_folder_remove(&folder);
}

static void test_folder__has_a_limit_of_depth(void **state)
{
	struct evidence_folder folder;
	struct done_folder opened;
	struct done_error err = {0};
	char path[256] = "";

	(void)state;
	evidence_folder_make(&folder);
	for (int i = 0; i <= DONE_FOLDER_DEPTH_MAX; i++)
		strcat(path, "d/");
	evidence_folder_directories(&folder, path);
	assert_true(done_folder_open(&folder.arena, folder.path, &opened, &err) < 0);
	assert_error(err, DONE_E_UNDECIDED, "more than 32 directories deep");
	err = (struct done_error){0};
	assert_true(done_folder_open(&folder.arena, "/dev/null", &opened, &err) < 0);
	assert_error(err, DONE_E_USAGE, "cannot open the directory '/dev/null'");
	evidence_folder_remove(&folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_folder__lists_files_in_order_and_reads_them),
	    cmocka_unit_test(test_folder__one_that_is_not_there_is_empty),
	    cmocka_unit_test(test_folder__follows_no_link),
	    cmocka_unit_test(test_folder__opens_nothing_special),
	    cmocka_unit_test(test_folder__has_a_limit_of_depth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
