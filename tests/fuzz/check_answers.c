/* A sheet (or, after a NUL, Backstage's catalog) and every question about it: no crash, and every
 * problem has its message. */
#include <stdlib.h>
#include <string.h>

#include "done/check.h"
#include "done/questions.h"

struct files {
	struct done_bytes bytes[2];
	struct done_entry entries[2];
	struct done_directory directory;
};

static int list(
    void *self, const char *path, const struct done_directory **out, struct done_error *err)
{
	struct files *files = self;

	(void)err;
	*out = &files->directory;
	return !*path;
}

static int read_file(void *self, const struct done_oid *oid, const char *path, size_t max,
    struct done_buf *out, struct done_error *err)
{
	const struct files *files = self;
	const struct done_bytes *bytes = &files->bytes[strcmp(path, DONE_SHEET_NAME) == 0];

	(void)oid;
	if (bytes->len > max)
		return done_error_set(err, DONE_E_UNDECIDED, "too much");
	done_buf_add(out, bytes->ptr, bytes->len);
	return 0;
}

/* Options as the loader leaves them: the question first, no parts named. */
static void ask(struct done_view *view)
{
	for (size_t i = 0; i < done_kinds_nr; i++) {
		if (strcmp(done_kinds[i]->form.name, "answers") != 0)
			continue;
		for (size_t j = 0; j < done_questions_nr; j++) {
			void *options =
			    done_arena_alloc(view->arena, done_kinds[i]->form.options->size);
			struct done_result result = {.verdict = DONE_MET};
			struct done_error err = {0};

			*(const struct done_question **)options = &done_questions[j];
			if (done_kinds[i]->run(options, view, &result, &err) < 0 && !err.message[0])
				abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *stages[] = {"experiment", "production"};
	const char *text = (const char *)data;
	const char *end = size ? memchr(text, '\0', size) : NULL;
	size_t len = end ? (size_t)(end - text) : size;
	struct files files = {
	    .bytes = {{text + (end ? len + 1 : len), end ? size - len - 1 : 0}, {text, len}},
	    .entries = {{.name = DONE_CATALOG_NAME, .has_oid = true},
	        {.name = DONE_SHEET_NAME, .has_oid = true}},
	};
	struct done_snapshot snapshot = {.self = &files, .list = list, .read = read_file};
	struct done_policy policy = {.stages = {stages, 2}, .backstage = true};
	struct done_service service = {.name = "a", .path = ".", .stage = "production"};
	struct done_arena arena = {0};
	struct done_view view = {.head = &snapshot, .service = &service, .arena = &arena};

	files.directory = (struct done_directory){files.entries, 2};
	service.sheet = done_sheet_load(&arena, &snapshot, &service, &policy);
	if (service.sheet->problem.code && !service.sheet->problem.message[0])
		abort();
	ask(&view);
	done_view_release(&view);
	done_arena_release(&arena);
	return 0;
}
