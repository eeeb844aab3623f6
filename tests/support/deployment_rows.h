/*
 * Declarations as text, so that a row of a table says all of what a reader gives:
 *   "2 run cart image=acme/cart context=src commands=[node x.js] ports=1 probe=7; not read: …"
 * One declaration after another, divided by "; ". Include after support.h.
 */
#ifndef DONE_TEST_DEPLOYMENT_ROWS_H
#define DONE_TEST_DEPLOYMENT_ROWS_H

#include <stdio.h>

#include "done/deployment.h"

struct deployment_row {
	const char *text, *shown; /* shown NULL: an error that says `problem` at `line` */
	const char *problem;
	int line;
};

static inline void deployment_add_text(struct done_buf *out, const char *key, const char *text)
{
	if (text)
		done_buf_addf(out, " %s=%s", key, text);
}

static inline void deployment_add_items(
    struct done_buf *out, const char *key, const char *const *items, size_t nr)
{
	if (nr)
		done_buf_addf(out, " %s=[", key);
	for (size_t i = 0; i < nr; i++)
		done_buf_addf(out, "%s%s", i ? " | " : "", items[i]);
	if (nr)
		done_buf_addf(out, "]");
}

static inline void deployment_add(struct done_buf *out, const struct done_deployment *one)
{
	static const char *const kinds[] = {"image", "run", "function", "schedule"};

	done_buf_addf(out, "%s%d %s", out->len ? "; " : "", one->line, kinds[one->kind]);
	if (one->name)
		done_buf_addf(out, " %s", one->name);
	deployment_add_text(out, "image", one->image);
	deployment_add_text(out, "base", one->base);
	deployment_add_text(out, "context", one->context);
	deployment_add_text(out, "file", one->file);
	deployment_add_text(out, "target", one->target);
	deployment_add_text(out, "project", one->project);
	deployment_add_items(out, "args", one->args, one->nr_args);
	deployment_add_items(out, "builds", one->builds, one->nr_builds);
	deployment_add_items(out, "copies", one->copies, one->nr_copies);
	deployment_add_items(out, "commands", one->commands, one->nr_commands);
	deployment_add_items(out, "mounts", one->mounts, one->nr_mounts);
	deployment_add_items(out, "names", one->names, one->nr_names);
	if (one->ports)
		done_buf_addf(out, " ports=%d", one->ports);
	if (one->has_probe)
		done_buf_addf(out, " probe=%d", one->probe_line);
	deployment_add_text(out, "team", one->team);
	if (one->traces)
		done_buf_addf(out, " traces=%d", one->traces_line);
	if (one->metrics_line)
		done_buf_addf(out, " metrics=%d", one->metrics_line);
	done_buf_addf(out, "%s%s%s%s", one->is_build_only ? " build-only" : "",
	    one->is_inline ? " inline" : "", one->is_from_root ? " from-root" : "",
	    one->is_apart ? " apart" : "");
}

static inline void deployment_add_all(struct done_buf *out, const struct done_deployments *all)
{
	for (size_t i = 0; i < all->nr; i++)
		deployment_add(out, &all->items[i]);
	for (size_t i = 0; i < all->nr_not_read; i++)
		done_buf_addf(out, "%snot read: %s", out->len ? "; " : "", all->not_read[i]);
}

/* Each row through a reader; `variables` is the file beside it, NULL: none. */
static inline void deployment_check(const char *reader_name, const char *file,
    const char *variables, const struct deployment_row *rows, size_t nr)
{
	const struct done_deployment_reader *reader = done_deployment_reader_find(reader_name);

	assert_non_null(reader);
	for (size_t i = 0; i < nr; i++) {
		struct done_arena arena = {0};
		struct done_deployments all = {0};
		struct done_error err = {0};
		struct done_buf shown = {0};
		struct done_bytes bytes = {rows[i].text, strlen(rows[i].text)};
		int rc = variables
		    ? reader->read_beside(&arena, bytes, file,
		          (struct done_bytes){variables, strlen(variables)}, &all, &err)
		    : done_deployment_read(reader, &arena, bytes, file, &all, &err);
		if (rows[i].shown) {
			assert_success(rc, err);
			deployment_add_all(&shown, &all);
			if (strcmp(shown.ptr ? shown.ptr : "", rows[i].shown) != 0)
				fail_msg("%s, row %zu:\n%s\nexpected: %s\ngot:      %s",
				    reader_name, i, rows[i].text, rows[i].shown,
				    shown.ptr ? shown.ptr : "");
		} else {
			assert_error(err, DONE_E_POLICY, rows[i].problem);
			if (err.line != rows[i].line || strcmp(err.file, file) != 0)
				fail_msg("%s, row %zu: at %s:%d, not at line %d", reader_name, i,
				    err.file, err.line, rows[i].line);
		}
		done_buf_release(&shown);
		done_arena_release(&arena);
	}
}

#endif
