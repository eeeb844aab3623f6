/* The text format: several repositories, and the closing words over all of them. */
#include <string.h>

#include "../fleet/fleet_parts.h"
#include "report.h"

enum { ROWS_MAX = 200, MISSING_SHOWN = 3 };

void done_text_repository(struct done_text_writer *writer, const char *repository)
{
	done_layout_wrap(
	    &writer->layout, 0, "##### ", DONE_BOLD, done_arena_shown(writer->arena, repository));
	done_layout_gap(&writer->layout);
}

/* What is wrong stands on standard error too; here it is beside the others. */
void done_text_fleet_error(
    const char *repository, const struct done_error *error, int exit_status, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_buf lines = {0}, message = {0};
	struct done_text_writer writer = {.layout = {&lines, false, 80}, .arena = &arena};

	(void)exit_status;
	done_error_describe(error, &message);
	done_text_repository(&writer, repository);
	done_layout_wrap(&writer.layout, 0, "undecided: ", DONE_PLAIN, message.ptr);
	if (error->cure[0])
		done_layout_wrap(&writer.layout, 2, "", DONE_PLAIN, error->cure);
	done_layout_gap(&writer.layout);
	done_escape_commands(out, &lines);
	done_buf_release(&lines);
	done_buf_release(&message);
	done_arena_release(&arena);
}

static void write_rows(struct done_text_writer *writer, const struct done_fleet *fleet)
{
	size_t shown = 0, left = 0;

	for (size_t i = 0; i < fleet->nr; i++) {
		const struct done_fleet_entry *entry = &fleet->entries[i];

		if (entry->verdict == DONE_MET)
			continue;
		if (shown == ROWS_MAX) {
			left++;
			continue;
		}
		done_layout_wrap(&writer->layout, 2,
		    done_arena_printf(writer->arena, "%s: ", done_word_of_verdict(entry->verdict)),
		    DONE_PLAIN, done_arena_shown(writer->arena, entry->repository));
		shown++;
	}
	if (left)
		done_buf_addf(writer->layout.out, "  and %zu more\n", left);
}

/* Whom one calls, and about what. */
static void write_owners(struct done_text_writer *writer, const struct done_fleet *fleet)
{
	struct done_fleet_owners owners;
	struct done_buf words = {0};

	done_fleet_owners_find(fleet, writer->arena, &owners);
	for (size_t i = 0; i < owners.nr && i < ROWS_MAX; i++) {
		const struct done_fleet_owner *owner = &owners.items[i];

		done_buf_clear(&words);
		done_buf_addf(&words, "%zu of %zu %s done, in %zu %s", owner->tally.nr_done,
		    owner->nr, owner->nr == 1 ? "service is" : "services are",
		    owner->nr_repositories,
		    owner->nr_repositories == 1 ? "repository" : "repositories");
		if (owner->tally.nr_missing)
			done_buf_addstr(&words, "; most often missing: ");
		done_fleet_say_missing(&words, &owner->tally, MISSING_SHOWN);
		done_layout_wrap(&writer->layout, 2,
		    done_arena_printf(writer->arena, "%s: ",
		        *owner->name ? done_arena_shown(writer->arena, owner->name)
		                     : "nobody is named"),
		    DONE_BOLD, words.ptr);
	}
	if (owners.nr > ROWS_MAX)
		done_buf_addf(writer->layout.out, "  and %zu owners more\n", owners.nr - ROWS_MAX);
	done_layout_gap(&writer->layout);
	done_buf_release(&words);
}

void done_text_fleet(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out)
{
	static const enum done_color colors[] = {[DONE_MET] = DONE_GREEN,
	    [DONE_UNMET] = DONE_RED,
	    [DONE_WAIVED] = DONE_GREEN,
	    [DONE_NOT_APPLICABLE] = DONE_GREEN,
	    [DONE_UNDECIDED] = DONE_VIOLET};
	struct done_arena arena = {0};
	struct done_buf lines = {0}, words = {0};
	struct done_text_writer writer = {
	    .layout = {&lines, style->color, style->width > 0 ? style->width : 80},
	    .style = style,
	    .arena = &arena,
	};

	done_buf_addstr(&words, ": ");
	done_fleet_say(&words, fleet);
	if (fleet->advisory && fleet->verdict == DONE_UNMET)
		done_say_advisory(&words, fleet->exit_status);
	if (fleet->is_by_owner)
		write_owners(&writer, fleet);
	write_rows(&writer, fleet);
	done_layout_wrap(&writer.layout, 0, done_word_of_verdict(fleet->verdict),
	    colors[fleet->verdict], words.ptr);
	done_escape_commands(out, &lines);
	done_buf_release(&lines);
	done_buf_release(&words);
	done_arena_release(&arena);
}
