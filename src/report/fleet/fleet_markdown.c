/* markdown of several repositories: a table for the summary of a CI step or a wiki. */
#include <string.h>

#include "fleet_parts.h"

/* GitHub takes 1 MiB in the summary of a step; what is read ends long before. */
enum { MARKDOWN_ROWS = 500, MARKDOWN_MISSING = 3, MARKDOWN_OWNERS = 3, MARKDOWN_MAX = 1000000 };

struct marking {
	const struct done_fleet *fleet;
	struct done_arena *arena;
	struct done_buf *out;
};

static void mark_text(const struct marking *marking, const char *raw)
{
	done_escape_markdown(marking->out, done_arena_shown(marking->arena, raw));
}

static void mark_number(const struct marking *marking, size_t nr)
{
	if (nr)
		done_buf_addf(marking->out, " | %zu", nr);
	else
		done_buf_addstr(marking->out, " | –");
}

static void mark_tally(const struct marking *marking, const struct done_fleet_tally *tally)
{
	struct done_buf words = {0};

	done_buf_addf(marking->out, " | %zu of %zu | ", tally->nr_done, tally->nr);
	done_fleet_say_tiers(&words, tally);
	done_buf_addstr(marking->out, words.len ? words.ptr : "–");
	done_buf_clear(&words);
	done_fleet_say_missing(&words, tally, MARKDOWN_MISSING);
	done_buf_addstr(marking->out, " | ");
	done_escape_markdown(marking->out, words.len ? words.ptr : "–");
	done_buf_release(&words);
}

/* The first few whom the services name, those with most of them first. */
static void mark_owners(const struct marking *marking, const struct done_fleet_entry *entry)
{
	struct done_fleet one = {.entries = entry, .nr = 1};
	struct done_fleet_owners owners;
	size_t nr = 0, named = 0;

	done_fleet_owners_find(&one, marking->arena, &owners);
	done_buf_addstr(marking->out, " | ");
	for (size_t i = 0; i < owners.nr; i++)
		named += *owners.items[i].name != '\0';
	for (size_t i = 0; i < owners.nr && nr < MARKDOWN_OWNERS; i++) {
		if (!*owners.items[i].name)
			continue;
		done_buf_addstr(marking->out, nr++ ? ", " : "");
		mark_text(marking, owners.items[i].name);
	}
	if (nr < named)
		done_buf_addf(marking->out, ", +%zu", named - nr);
	if (!named)
		done_buf_addstr(marking->out, "–");
}

static void mark_repository(const struct marking *marking, const struct done_fleet_entry *entry)
{
	struct done_fleet_tally tally;

	done_buf_addstr(marking->out, "| ");
	mark_text(marking, entry->repository);
	done_buf_addf(marking->out, " | %s%s%s", entry->verdict == DONE_MET ? "" : "**",
	    done_word_of_verdict(entry->verdict), entry->verdict == DONE_MET ? "" : "**");
	if (entry->error) {
		done_buf_addstr(marking->out, ": ");
		done_escape_markdown(marking->out, entry->error);
		done_buf_addstr(marking->out, " | | | | | | |\n");
		return;
	}
	done_fleet_count_entry(entry, marking->arena, &tally);
	mark_tally(marking, &tally);
	mark_owners(marking, entry);
	mark_number(marking, entry->nr_waivers);
	mark_number(marking, done_fleet_emergencies(entry));
	mark_number(marking, entry->nr_disputes);
	done_buf_addstr(marking->out, " |\n");
}

static void mark_more(const struct marking *marking, size_t nr, size_t shown)
{
	if (shown < nr)
		done_buf_addf(marking->out, "\nand %zu more, which JSON has\n", nr - shown);
	done_buf_addch(marking->out, '\n');
}

static void mark_repositories(const struct marking *marking)
{
	const struct done_fleet_entry **entries =
	    done_fleet_worst_first(marking->fleet, marking->arena);
	size_t i;

	done_buf_addstr(marking->out,
	    "### Repositories\n\n"
	    "| repository | verdict | services done | reached | most often missing | owners | "
	    "waivers | emergencies | not applicable by hand |\n"
	    "| :- | :- | -: | :- | :- | :- | -: | -: | -: |\n");
	for (i = 0; i < marking->fleet->nr && i < MARKDOWN_ROWS && marking->out->len < MARKDOWN_MAX;
	     i++)
		mark_repository(marking, entries[i]);
	mark_more(marking, marking->fleet->nr, i);
}

static void mark_owner(const struct marking *marking, const struct done_fleet_owner *owner)
{
	done_buf_addstr(marking->out, "| ");
	if (*owner->name)
		mark_text(marking, owner->name);
	else
		done_buf_addstr(marking->out, "*nobody is named*");
	mark_tally(marking, &owner->tally);
	done_buf_addf(marking->out, " | %zu", owner->nr_repositories);
	mark_number(marking, owner->nr_waivers);
	mark_number(marking, owner->nr_emergencies);
	mark_number(marking, owner->nr_disputes);
	done_buf_addstr(marking->out, " |\n");
}

static void mark_by_owner(const struct marking *marking)
{
	struct done_fleet_owners owners;
	size_t i;

	done_fleet_owners_find(marking->fleet, marking->arena, &owners);
	done_buf_addstr(marking->out,
	    "### Owners\n\n"
	    "| owner | services done | reached | most often missing | repositories | waivers | "
	    "emergencies | not applicable by hand |\n"
	    "| :- | -: | :- | :- | -: | -: | -: | -: |\n");
	for (i = 0; i < owners.nr && i < MARKDOWN_ROWS && marking->out->len < MARKDOWN_MAX; i++)
		mark_owner(marking, &owners.items[i]);
	mark_more(marking, owners.nr, i);
}

void done_fleet_markdown(
    const struct done_fleet *fleet, const struct done_style *style, struct done_buf *out)
{
	struct done_arena arena = {0};
	struct done_buf text = {0};
	struct marking marking = {fleet, &arena, &text};

	(void)style;
	done_buf_addf(&text, "## git-done: %s\n\n", done_word_of_verdict(fleet->verdict));
	done_fleet_say(&text, fleet);
	if (fleet->advisory && fleet->verdict == DONE_UNMET)
		done_say_advisory(&text, fleet->exit_status);
	done_buf_addstr(&text, "\n\n");
	if (fleet->is_by_owner)
		mark_by_owner(&marking);
	mark_repositories(&marking);
	done_escape_commands(out, &text);
	done_buf_release(&text);
	done_arena_release(&arena);
}
