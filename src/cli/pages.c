/* The reference pages, in Markdown: what `explain` prints, config/reference holds and manual pages
 * are made of. */
#include <string.h>

#include "cli.h"
#include "done/ecosystem.h"

/* The example's value: on the line of the key, or indented below it. */
static void page_add_example(const struct done_kind_form *form, struct done_buf *out)
{
	const char *line = form->example;

	done_buf_addf(out, "\n```yaml\n%s:", form->name);
	if (!strchr(line, '\n')) {
		done_buf_addf(out, " %s\n```\n", line);
		return;
	}
	while (*line) {
		size_t len = strcspn(line, "\n");
		done_buf_addf(out, "\n  %.*s", (int)len, line);
		line += len + (line[len] == '\n');
	}
	done_buf_addstr(out, "\n```\n");
}

static void page_write_kind(const struct done_kind_form *form, struct done_buf *out)
{
	done_buf_addf(out, "# %s\n\n%s.\n\n", form->name, form->summary);
	done_record_reference(out, form->options);
	if (form->example)
		page_add_example(form, out);
	if (form->more)
		form->more(out);
}

int done_page_write(const char *name, struct done_buf *out, struct done_error *err)
{
	static const struct {
		const char *name;
		void (*write)(struct done_buf *out);
	} pages[] = {{"policy", done_policy_reference}, {"sheet", done_sheet_reference}};
	const struct done_kind_forms *forms = done_check_forms();

	if (!strcmp(name, "ecosystems"))
		return done_ecosystems_reference(out, err) < 0 ? err->code : 1;
	for (size_t i = 0; i < DONE_ARRAY_SIZE(pages); i++) {
		if (!strcmp(pages[i].name, name)) {
			pages[i].write(out);
			return 1;
		}
	}
	for (size_t i = 0; i < forms->nr; i++) {
		if (!strcmp(forms->items[i]->name, name)) {
			page_write_kind(forms->items[i], out);
			return 1;
		}
	}
	return 0;
}
