/* The reference page of the policy's own keys: those of the top, each from the table that loads it.
 */
#include "loader.h"

static const struct {
	const char *title, *text;
	const struct done_record *record; /* NULL: the text says it all */
} sections[] = {
    {"services",
        "`auto`, or a list of rules; a text alone is short for `path`. The first rule that "
        "matches "
        "a directory describes it, and a `path` that begins with `!` takes out what it "
        "matches.\n\n",
        &done_service_record},
    {"select", "Which services a change touches, beside those whose files it changes.\n\n",
        &done_select_record},
    {"criteria", "Groups of checks, by id.\n\n", &done_criterion_record},
    {"checks", "By id within their criterion. Beside these keys stands exactly one kind.\n\n",
        &done_check_record},
    {"params",
        "Values by name, in one place: `params: {p95: 250ms, coverage: 80%}`. `${p95}` as a whole "
        "value stands for one, wherever it is written below the other keys. The nearer file's "
        "value "
        "counts, also in checks of a preset that it extends. A value is a text, a number, true, "
        "false, or a list of these. A name that is near to a parameter's, and a parameter that "
        "nothing uses, are errors; any other `${name}` is text.\n",
        NULL},
    {"experiments", "", &done_experiments_record},
    {"sheet", "", &done_sheets_record},
    {"waivers", "", &done_waivers_record},
    {"push",
        "What the pre-push hook does, by the policy of the base. On a ref of `tell` it prints the "
        "same, and exits 0 whatever the verdict is; CI judges all. Without the key every push is "
        "refused that is not done.\n\n",
        &done_push_record},
    {"evidence",
        "What every check that reads reports of tools (`tests`, `coverage`, `scan`, "
        "`performance`) is held to, where it does not say it itself. A check whose `from` does not "
        "admit the directory of `--evidence` must then say `require_seal: false`.\n\n",
        &done_evidence_record},
    {"help",
        "One line of at most 200 bytes that stands at the end of a refusal: whom to ask, and where "
        "git-done is had from. `help: \"#platform, or https://wiki.example.com/git-done\"`\n",
        NULL},
    {"loosening",
        "`note` (default), `alone` or `refuse`: what comes of a change that loosens the policy, "
        "by "
        "the word of the base. A change is always judged by the base's policy; this is about the "
        "next one.\n\n"
        "| word | a change that loosens the policy |\n"
        "| --- | --- |\n"
        "| `note` | passes; each edit is reported |\n"
        "| `alone` | is refused unless it holds nothing but files of the policy and sheets |\n"
        "| `refuse` | is refused; a change of nothing but this word takes it back |\n\n"
        "Every edit loosens unless it is proved tighter: a list grew or shrank on the right side, "
        "a number tightened, a check came, a condition holds for more. Edits of patterns are "
        "never "
        "proved. Beside an edited check that looks at files alone the report counts the services "
        "that meet it by the old rule and by the new, in both trees, for at most 200 services. "
        "This is no proof.\n\n"
        "`alone` is judged over the whole change. On the integration branch and in a merge queue "
        "each first-parent commit is a change of its own. A merge of the remote's default branch "
        "loosens nothing where the policy is that branch's, file by file. Removing or renaming "
        "the policy is refused until a change has said `loosening: note`. Under `alone` and "
        "`refuse`, a sheet that asks less of its service (a stage further down, a lower target, "
        "another kind) must also come in a change of nothing but policy and sheets.\n",
        NULL},
    {"extends, of another repository",
        "An entry that is a map is a policy of another repository, copied into '" DONE_IMPORTS
        "' with all that it extends. `git done policy import REPO:REV:FILE` writes the entry and "
        "the files, from a clone on this machine; `--update` brings the next version, and prints "
        "what that changes for each service. In the imported files a path with a leading '/' "
        "begins at the top of their own repository. A file with another hash ends with exit 2; a "
        "line that ends in CR LF is a line that ends in LF, because git may change that at "
        "checkout.\n\n"
        "Over an imported policy this policy may ask more: new checks, higher levels and targets, "
        "earlier days, whatever else is proved tighter (`loosening`). Anything else is an error "
        "with its line, unless the imported policy lists it under `allow_loosening`. Where "
        "services are is this policy's word, unless the imported one has `services` too; with "
        "the rules come their `stage`, `kind` and `ignore`. A bar that must hold at each stage "
        "names `services` itself, for example `services: auto`.\n\n",
        &done_imported_record},
    {"policies of directories",
        "`.git-done.yml` in a directory below the root asks more of the services that lie there, "
        "or are that directory. It holds `version`, `requires`, `criteria` and `target`, and "
        "nothing else: criteria and checks merge by their ids over the policy above, as with "
        "`extends`, and every directory between the root and the service may have one. It may "
        "only ask more (`loosening`): new checks, higher levels and targets, earlier days. "
        "Anything else is an error with its line. It has no `extends`.\n\n"
        "In a push those of the base judge, as its policy does. One that the change brings must "
        "be valid, and counts from the next change on; removing one, or editing it so that it "
        "asks less, loosens the policy. A service that moves out of such a directory is held to "
        "its policy until the move has landed. Where another policy judges in place of the "
        "repository's (`--policy FILE`, `done.policy` on a server, a preset), none counts, and "
        "the report says so.\n\n"
        "`git done policy show DIR` prints what counts in a directory, `git done policy lint` "
        "checks all of them, and `git done policy schema DIR/.git-done.yml` is their schema.\n",
        NULL},
    {"allow_loosening",
        "For a policy that others import: what they may ask less. A list of checks "
        "(`docs.readme`), criteria (`docs`, with all their checks), and keys of the top "
        "(`services`, `select`, `stages`, `experiments`, `sheet`, `waivers`, `placeholders`, "
        "`ecosystems`, `target`, `debt`, `losses`, `questions`, `loosening`, `push`). The word of "
        "each "
        "imported policy counts for itself: one between cannot give what it was not given.\n",
        NULL},
};

void done_policy_reference(struct done_buf *out)
{
	done_buf_addstr(out,
	    "# policy\n\n"
	    "`.git-done.yml`, at the top of the repository. To begin with, `version`, "
	    "`extends`, `services` with their `path`, `target` and "
	    "`waivers: {approvers: …}` are enough; of a check its kind, `tier` or "
	    "`level`, `missing` and `fix`. All else is for later.\n\n"
	    "`version` is 1. `requires` names the versions of git-done that may judge by "
	    "it, as in `requires: \">=0.2\"` or `\">=0.2, <1\"`: any other ends with exit 2 "
	    "and that line, also where the policy has keys that it does not know. "
	    "`extends` names presets (`preset:backend`) and files. "
	    "`stages` lists the stages of services, in their order. `target` is "
	    "bronze, silver or gold: what services are held to (default: silver). "
	    "`placeholders` is described in `git done explain markdown`, `questions` in "
	    "`git done explain answers`, `ecosystems` in `git done explain "
	    "ecosystems`.\n");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(sections); i++) {
		done_buf_addf(out, "\n## %s\n\n%s", sections[i].title, sections[i].text);
		if (sections[i].record)
			done_record_reference(out, sections[i].record);
	}
}
