/* extends: who wins, what is read, and every way to name a file wrongly. */
#include "policy_fixture.h"

static const char base[] = "version: 1\n"
                           "services: [{path: 'services/*'}, {path: apps/a}]\n"
                           "select: {everything: [go.work], unowned: error}\n"
                           "criteria:\n"
                           "  docs:\n"
                           "    title: Documentation\n"
                           "    level: warning\n"
                           "    checks:\n"
                           "      readme:\n"
                           "        why: because\n"
                           "        fix: write it\n"
                           "        file: {all: [README.md, USE.md], min_bytes: 9}\n"
                           "      runbook:\n"
                           "        file: RUNBOOK.md\n"
                           "  logging:\n"
                           "    checks:\n"
                           "      structured: {content: {files: '**', match: slog}}\n";

static const struct done_check *find(const struct policy_fixture *f, const char *id)
{
	for (size_t i = 0; i < f->policy->nr_criteria; i++) {
		const struct done_criterion *criterion = &f->policy->criteria[i];

		for (size_t j = 0; j < criterion->nr_checks; j++) {
			if (!strcmp(criterion->checks[j].id, id))
				return &criterion->checks[j];
		}
	}
	return NULL;
}

static void test_extends__the_nearer_file_wins_key_by_key(void **state)
{
	struct policy_fixture f = {0};
	const struct done_check *readme;
	const struct file_kind *options;

	(void)state;
	policy_file(&f, "base.yml", base);
	policy_load(&f,
	    "version: 1\n"
	    "extends: base.yml\n"
	    "select: {unowned: warning}\n"
	    "criteria:\n"
	    "  docs:\n"
	    "    checks:\n"
	    "      readme: {level: error, fix: otherwise}\n"
	    "      added: {file: NEW.md}\n"
	    "  mine: {checks: {a: {file: x}}}\n");
	assert_loads(&f);
	readme = find(&f, "docs.readme");
	options = readme->test.options;
	assert_int_equal(readme->level, DONE_LEVEL_ERROR);
	assert_string_equal(readme->why, "because");
	assert_string_equal(readme->fix, "otherwise");
	assert_int_equal(options->all.nr, 2);
	assert_int_equal(options->min_bytes, 9);
	assert_int_equal(find(&f, "docs.runbook")->level, DONE_LEVEL_WARNING);
	assert_string_equal(f.policy->criteria[0].title, "Documentation");
	assert_int_equal(f.policy->nr_rules, 2);
	assert_int_equal(f.policy->select.unowned, DONE_UNOWNED_WARNING);
	assert_int_equal(f.policy->select.everything.nr, 1);
	/* In the order of the policy, the extended file's first. */
	assert_string_equal(f.policy->criteria[0].checks[2].id, "docs.added");
	assert_string_equal(f.policy->criteria[2].id, "mine");
	/* Each is told of where it was written. */
	assert_string_equal(readme->place.file, DONE_POLICY_PATH);
	assert_int_equal(readme->place.line, 7);
	assert_string_equal(find(&f, "docs.runbook")->place.file, "base.yml");
	policy_close(&f);
}

static void test_extends__a_criterion_gets_its_day_from_the_nearest(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_file(&f, "base.yml",
	    "version: 1\nservices: ['*']\ncriteria:\n  docs:\n"
	    "    effective: {new_services: 2027-01-16, existing: 2027-01-17}\n"
	    "    checks: {a: {file: x}, b: {effective: now, file: x}}\n"
	    "  logging: {effective: 2027-01-16, checks: {a: {file: x}}}\n");
	policy_load(&f,
	    "version: 1\n"
	    "extends: base.yml\n"
	    "criteria:\n"
	    "  docs: {effective: {existing: 2027-01-15}}\n"
	    "  logging: {checks: {b: {file: x}}}\n");
	assert_loads(&f);
	assert_int_equal(find(&f, "docs.a")->debt, 20832);
	assert_int_equal(find(&f, "docs.a")->effective, DONE_NO_DAY);
	assert_int_equal(find(&f, "docs.b")->debt, DONE_DEBT_NEVER);
	assert_int_equal(find(&f, "logging.a")->effective, 20834);
	assert_int_equal(find(&f, "logging.b")->effective, 20834);
	policy_close(&f);
}

/* A check over one of a farther file; what it comes to, written on one line, or the error. */
static const struct {
	const char *name, *far, *near, *gives;
} options[] = {
    {"one key of several", "{file: {all: [a, b], min_bytes: 9}}", "{file: {min_bytes: 3}}",
        "file: {all: [a, b], min_bytes: 3}"},
    {"a key more", "{file: {all: [a, b]}}", "{file: {any: c}}", "file: {all: [a, b], any: c}"},
    {"a list is replaced", "{file: {all: [a, b], min_bytes: 9}}", "{file: {all: [c]}}",
        "file: {all: [c], min_bytes: 9}"},
    {"null takes out", "{file: {all: [a, b], any: c, min_bytes: 9}}",
        "{file: {all: null, min_bytes: }}", "file: {any: c}"},
    {"the short form is the long one", "{file: {any: a, min_bytes: 9}}", "{file: b}",
        "file: {any: b, min_bytes: 9}"},
    {"short over short", "{file: a}", "{file: b}", "file: {any: b}"},
    {"a list, short", "{file: a}", "{file: [b, c]}", "file: {any: [b, c]}"},
    {"long over short", "{file: a}", "{file: {min_bytes: 3}}", "file: {any: a, min_bytes: 3}"},
    {"another kind", "{why: w, file: {any: a}}", "{content: {files: b, match: x}}",
        "why: w, content: {files: b, match: x}"},
    {"the other of two", "{content: {files: a, match: x}}", "{content: {files: b, forbid: y}}",
        "content: {files: b, forbid: y}"},
    {"the other of two, the first taken out by name", "{content: {files: a, match: x}}",
        "{content: {match: null, forbid: y}}", "content: {files: a, forbid: y}"},
    {"the other of two, and null for what goes anyway",
        "{content: {files: a, match: x, in: every}}", "{content: {files: b, in: null, forbid: y}}",
        "content: {files: b, forbid: y}"},
    {"the same of two", "{content: {files: a, match: x}}", "{content: {match: y}}",
        "content: {files: a, match: y}"},
    {"another discriminator", "{zoo: {letter: alpha, string: s}}", "{zoo: {letter: beta}}",
        "zoo: {letter: beta}"},
    {"the same discriminator", "{zoo: {letter: alpha, string: s}}",
        "{zoo: {letter: alpha, number: 2}}", "zoo: {letter: alpha, string: s, number: 2}"},
    {"below an option nothing merges", "{zoo: {object: {word: w, number: 1}}}",
        "{zoo: {object: {word: v}}}", "zoo: {object: {word: v}}"},
    {"keys of the check", "{why: w, fix: f, file: a}", "{why: null, fix: g}", "fix: g, file: a"},
    {"a condition", "{when: {tag: x}, file: a}", "{when: }", "file: a"},
    {"parts", "{any_of: [{file: a}]}", "{any_of: [{file: b}]}", "any_of: {checks: [{file: b}]}"},
};

/* The one check of a policy in flow style, for one line. */
static void flow(struct done_buf *out, const struct done_value *value, bool inner)
{
	bool map = value->type == DONE_MAP;

	if (value->type == DONE_STRING)
		done_buf_addstr(out, value->string.ptr);
	if (value->type == DONE_INTEGER)
		done_buf_addf(out, "%d", (int)value->integer);
	if (!map && value->type != DONE_LIST)
		return;
	done_buf_addstr(out, !inner ? "" : map ? "{" : "[");
	for (size_t i = 0; i < (map ? value->map.nr : value->list.nr); i++) {
		done_buf_addstr(out, i ? ", " : "");
		if (map)
			done_buf_addf(out, "%s: ", value->map.ptr[i].key.ptr);
		flow(out, map ? &value->map.ptr[i].value : &value->list.ptr[i], true);
	}
	done_buf_addstr(out, !inner ? "" : map ? "}" : "]");
}

static const struct done_value *merged_check(const struct policy_fixture *f)
{
	const struct done_value *criteria = done_value_get(f->policy->merged, "criteria");
	const struct done_value *docs = done_value_get(criteria, "docs");

	return done_value_get(done_value_get(docs, "checks"), "a");
}

static void test_extends__options_merge_key_by_key(void **state)
{
	struct done_buf far = {0}, near = {0}, text = {0};

	(void)state;
	for (size_t i = 0; TEST_EACH(options, i, options[i].name); i++) {
		struct policy_fixture f = {0};

		done_buf_clear(&far);
		done_buf_clear(&near);
		done_buf_clear(&text);
		done_buf_addf(&far,
		    "version: 1\nservices: [{path: '*', tags: x}]\ncriteria: {docs: {checks: "
		    "{a: %s}}}\n",
		    options[i].far);
		done_buf_addf(&near,
		    "version: 1\nextends: far.yml\ncriteria: {docs: {checks: {a: %s}}}\n",
		    options[i].near);
		policy_file(&f, "far.yml", far.ptr);
		policy_load(&f, near.ptr);
		if (f.rc != 1)
			fail_msg("%s: %s", options[i].name, f.err.message);
		flow(&text, merged_check(&f), false);
		if (strcmp(text.ptr, options[i].gives) != 0)
			fail_msg("%s: gives '%s'", options[i].name, text.ptr);
		policy_close(&f);
	}
	done_buf_release(&far);
	done_buf_release(&near);
	done_buf_release(&text);
}

static void test_extends__what_is_taken_out_stays_out(void **state)
{
	struct policy_fixture f = {0};
	const struct file_kind *kind;

	/* Out of every file that comes before, not only of the one before it. */
	(void)state;
	policy_file(&f, "far.yml", POLICY_CHECK("{fix: far, file: {all: [x, y], min_bytes: 2}}"));
	policy_file(&f, "near.yml", POLICY_CHECK("{fix: near, file: {all: [z], any: u}}"));
	policy_load(&f,
	    "version: 1\nextends: [far.yml, near.yml]\n"
	    "criteria: {docs: {checks: {a: {fix: null, file: {all: null}}}}}\n");
	assert_loads(&f);
	kind = find(&f, "docs.a")->test.options;
	assert_null(find(&f, "docs.a")->fix);
	assert_int_equal(kind->all.nr, 0);
	assert_int_equal(kind->any.nr, 1);
	assert_int_equal(kind->min_bytes, 2);
	/* What another test of a file in between replaced does not come back. */
	policy_close(&f);
	f = (struct policy_fixture){0};
	policy_file(&f, "far.yml", POLICY_CHECK("{content: {files: x, forbid: p}}"));
	policy_file(&f, "near.yml", POLICY_CHECK("{content: {files: y, match: q}}"));
	policy_load(&f,
	    "version: 1\nextends: [far.yml, near.yml]\n"
	    "criteria: {docs: {checks: {a: {content: {forbid: r}}}}}\n");
	policy_refused(&f, "replaced whole", "check kind 'content' has no 'files'", NULL,
	    DONE_POLICY_PATH, 3, 41);
	policy_close(&f);
}

static void test_extends__null_takes_out_parts_but_no_checks(void **state)
{
	static const struct {
		const char *near, *message;
		int column;
	} rows[] = {
	    {"criteria: {docs: }", "criterion 'docs' must be a map, not null", 18},
	    {"criteria: {docs: {checks: {readme: }}}",
	        "check 'docs.readme' must be a map, not null", 36},
	    {"criteria: {docs: {checks: {readme: {file: }}}}", "check 'docs.readme' has no kind",
	        28},
	    {"criteria: {docs: {checks: {readme: {url: }}}}", "'url' has no value: it must be text",
	        42},
	    {"criteria: {docs: {checks: {readme: {file: {any: }}}}}",
	        "a glob must be text, not null", 49},
	};
	struct policy_fixture f = {0};

	(void)state;
	policy_file(&f, "base.yml", base);
	policy_load(&f,
	    "version: 1\nextends: base.yml\nselect: {everything: null}\n"
	    "criteria: {docs: {title: null, level: null}}\n");
	assert_loads(&f);
	assert_int_equal(f.policy->select.everything.nr, 0);
	assert_int_equal(f.policy->select.unowned, DONE_UNOWNED_ERROR);
	assert_string_equal(f.policy->criteria[0].title, "docs");
	assert_int_equal(find(&f, "docs.runbook")->level, DONE_LEVEL_ERROR);
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].near); i++) {
		char text[256];

		snprintf(text, sizeof(text), "version: 1\nextends: base.yml\n%s\n", rows[i].near);
		policy_load(&f, text);
		policy_refused(
		    &f, rows[i].near, rows[i].message, NULL, DONE_POLICY_PATH, 3, rows[i].column);
	}
	policy_close(&f);
}

static void test_extends__lists_are_replaced_not_joined(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_file(&f, "base.yml", base);
	policy_load(&f,
	    "version: 1\nextends: base.yml\nservices: [{path: only}]\nselect: "
	    "{everything: [a, b]}\n");
	assert_loads(&f);
	assert_int_equal(f.policy->nr_rules, 1);
	assert_string_equal(done_glob_text(f.policy->rules[0].path), "only");
	assert_int_equal(f.policy->select.everything.nr, 2);
	policy_load(&f, "version: 1\nextends: base.yml\nservices: auto\n");
	assert_loads(&f);
	assert_true(f.policy->automatic);
	policy_close(&f);
}

static void test_extends__off_removes_and_error_brings_back(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_file(&f, "base.yml", base);
	policy_file(&f, "middle.yml",
	    "version: 1\nextends: base.yml\ncriteria: {docs: {checks: {readme: {level: "
	    "off}}}, logging: {level: off}}\n");
	policy_load(&f, "version: 1\nextends: middle.yml\n");
	assert_loads(&f);
	assert_int_equal(f.policy->nr_criteria, 1);
	assert_null(find(&f, "docs.readme"));
	assert_non_null(find(&f, "docs.runbook"));
	assert_null(done_value_get(f.policy->merged, "extends"));
	policy_load(&f,
	    "version: 1\nextends: middle.yml\ncriteria: {docs: {checks: {readme: "
	    "{level: error}}}, logging: {level: warning}}\n");
	assert_loads(&f);
	assert_int_equal(f.policy->nr_checks, 3);
	assert_int_equal(find(&f, "logging.structured")->level, DONE_LEVEL_WARNING);
	policy_close(&f);
}

static void test_extends__of_several_the_later_is_nearer(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_file(&f, "far.yml", POLICY_CHECK("{file: x, why: far, fix: far}"));
	policy_file(&f, "near.yml", POLICY_CHECK("{file: x, why: near}"));
	policy_load(&f, "version: 1\nextends: [far.yml, near.yml]\n");
	assert_loads(&f);
	assert_string_equal(find(&f, "docs.a")->why, "near");
	assert_string_equal(find(&f, "docs.a")->fix, "far");
	assert_int_equal(f.policy->files.nr, 3);
	assert_string_equal(f.policy->files.items[0], DONE_POLICY_PATH);
	assert_string_equal(f.policy->files.items[1], "near.yml");
	assert_string_equal(f.policy->files.items[2], "far.yml");
	policy_close(&f);
}

static void test_extends__paths_start_at_the_file_or_at_the_root(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	policy_file(&f, "org/a.yml", "version: 1\nextends: [sub/b.yml, /c.yml]\n");
	policy_file(&f, "org/sub/b.yml", POLICY_CHECK("file: x"));
	policy_file(&f, "c.yml", "version: 1\n");
	policy_load(&f, "version: 1\nextends: org/a.yml\n");
	assert_loads(&f);
	assert_int_equal(f.policy->files.nr, 4);
	assert_string_equal(f.policy->files.items[2], "c.yml");
	assert_string_equal(f.policy->files.items[3], "org/sub/b.yml");
	policy_close(&f);
}

static void test_extends__a_file_named_by_many_is_read_once(void **state)
{
	static const char *const names[] = {
	    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o"};
	static char texts[DONE_ARRAY_SIZE(names)][64];
	struct policy_fixture f = {0};

	/* Each names the next twice: read again and again they would be 2^15 files. */
	(void)state;
	for (size_t i = 0; i + 1 < DONE_ARRAY_SIZE(names); i++) {
		snprintf(texts[i], sizeof(texts[i]), "version: 1\nextends: [%s, %s]\n",
		    names[i + 1], names[i + 1]);
		policy_file(&f, names[i], texts[i]);
	}
	policy_file(&f, "o", POLICY_CHECK("file: x"));
	policy_load(&f, "version: 1\nextends: [a, a]\n");
	assert_loads(&f);
	assert_int_equal(f.reads, 16);
	assert_int_equal(f.policy->files.nr, 16);
	policy_close(&f);
}

/* A chain of files below .git-done.yml, so many extends deep. */
static void load_chain(struct policy_fixture *f, int depth)
{
	static char names[32][16], texts[32][64];

	policy_close(f);
	for (int i = 1; i <= depth; i++) {
		snprintf(names[i], sizeof(names[i]), "%d.yml", i);
		snprintf(texts[i], sizeof(texts[i]), "version: 1\nextends: %d.yml\n", i + 1);
		policy_file(f, names[i], i < depth ? texts[i] : POLICY_CHECK("file: x"));
	}
	policy_load(f, "version: 1\nextends: 1.yml\n");
}

static void test_extends__sixteen_deep_and_no_deeper(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	load_chain(&f, 16);
	assert_loads(&f);
	load_chain(&f, 17);
	policy_refused(&f, "17", "'extends' is more than 16 deep", "", "16.yml", 2, 10);
	policy_close(&f);
}

static const struct {
	const char *name, *text, *message, *cure, *file;
	int line, column;
} refusals[] = {
    {"missing", "version: 1\nextends: [gone.yml]\n",
        "'extends' names 'gone.yml', which does not exist", NULL, DONE_POLICY_PATH, 2, 11},
    {"missing, deeper", "version: 1\nextends: org/gone.yml\n",
        "'extends' names 'org/lost.yml', which does not exist", NULL, "org/gone.yml", 2, 10},
    {"preset", "version: 1\nextends: preset:backand\n", "unknown preset 'backand'",
        "did you mean 'preset:backend'?", DONE_POLICY_PATH, 2, 10},
    {"preset, far off", "version: 1\nextends: preset:x\n", "unknown preset 'x'",
        "built in: 'preset:backend@1', 'preset:readiness@1'", DONE_POLICY_PATH, 2, 10},
    {"climbs", "version: 1\nextends: ../a.yml\n", "the path '../a.yml' climbs out by '..'",
        "write it from the root of the tree, with a leading '/'", DONE_POLICY_PATH, 2, 10},
    {"an address", "version: 1\nextends: https://example.com/a.yml\n",
        "'extends' opens no network connection: 'https://example.com/a.yml'",
        "copy the file into this repository, and name its path", DONE_POLICY_PATH, 2, 10},
    {"climbs from the root", "version: 1\nextends: /../a.yml\n",
        "the path '/../a.yml' climbs out by '..'", NULL, DONE_POLICY_PATH, 2, 10},
    {"number", "version: 1\nextends: [1]\n", "'extends' takes presets and paths, not whole number",
        "", DONE_POLICY_PATH, 2, 11},
    {"empty text", "version: 1\nextends: ['']\n",
        "'extends' takes presets and paths, not empty text", "", DONE_POLICY_PATH, 2, 11},
    {"map", "version: 1\nextends: {a: b}\n", "unknown key 'a' in an imported policy",
        "use one of: path, sha256, from, files", DONE_POLICY_PATH, 2, 11},
    {"number", "version: 1\nextends: [1]\n", "'extends' takes presets and paths, not whole number",
        "", DONE_POLICY_PATH, 2, 11},
    {"itself", "version: 1\nextends: .git-done.yml\n",
        "'extends' goes in a circle: .git-done.yml -> .git-done.yml", "", DONE_POLICY_PATH, 2, 10},
    {"circle", "version: 1\nextends: a.yml\n",
        "'extends' goes in a circle: a.yml -> b.yml -> a.yml", "", "b.yml", 2, 11},
    {"version of another", "version: 1\nextends: old.yml\n",
        "version 3 of the policy language is not supported", NULL, "old.yml", 1, 10},
    {"no version in another", "version: 1\nextends: none.yml\n",
        "the policy does not declare its version", NULL, "none.yml", 1, 1},
    {"key of another", "version: 1\nextends: key.yml\n", "unknown key 'servces' in the policy",
        "did you mean 'services'?", "key.yml", 2, 1},
    {"not yet in another", "version: 1\nextends: baseline.yml\n",
        "'baseline' is not supported by this version of git-done yet", NULL, "baseline.yml", 2, 1},
    {"a link", "version: 1\nextends: link.yml\n", "'link.yml' is not a regular file", NULL,
        DONE_POLICY_PATH, 2, 10},
    {"wrong where it was written", "version: 1\nextends: bad.yml\nservices: auto\n",
        "unknown key 'minn' in check kind 'file'", NULL, "bad.yml", 7, 16},
    {"nothing asked", "version: 1\nextends: quiet.yml\nservices: auto\n",
        "the policy requires nothing: it has no checks", NULL, DONE_POLICY_PATH, 1, 1},
    {"too many", "version: 1\nextends: [a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a, a]\n",
        "'extends' has more than 16 items", "", DONE_POLICY_PATH, 2, 10},
};

static void test_extends__refuses_with_message_and_place(void **state)
{
	struct policy_fixture f = {0};

	(void)state;
	f.fails_on = "link.yml";
	policy_file(&f, "org/gone.yml", "version: 1\nextends: lost.yml\n");
	policy_file(&f, "a.yml", "version: 1\nextends: b.yml\n");
	policy_file(&f, "b.yml", "version: 1\nextends: [/a.yml]\n");
	policy_file(&f, "old.yml", "version: 3\n");
	policy_file(&f, "none.yml", "services: auto\n");
	policy_file(&f, "key.yml", "version: 1\nservces: auto\n");
	policy_file(&f, "baseline.yml", "version: 1\nbaseline: {}\n");
	policy_file(&f, "bad.yml", POLICY_CHECK("file: {minn: 1}"));
	policy_file(&f, "quiet.yml", "version: 1\n");
	for (size_t i = 0; TEST_EACH(refusals, i, refusals[i].name); i++) {
		policy_load(&f, refusals[i].text);
		policy_refused(&f, refusals[i].name, refusals[i].message, refusals[i].cure,
		    refusals[i].file, refusals[i].line, refusals[i].column);
	}
	policy_close(&f);
}

/* Unpacked, as a policy that extends it gets it. */
static void preset_tree(
    struct done_arena *arena, const struct done_preset *preset, struct done_value *out)
{
	assert_true(done_value_unpack(arena, preset->packed, "a.yml", out));
}

static void test_extends__presets_are_sorted_and_whole(void **state)
{
	struct done_arena arena = {0};

	(void)state;
	assert_true(done_presets_nr > 0);
	for (size_t i = 0; i < done_presets_nr; i++) {
		struct done_value tree;

		preset_tree(&arena, &done_presets[i], &tree);
		assert_int_equal(done_value_get(&tree, "version")->integer, 1);
		if (i > 0)
			assert_true(strcmp(done_presets[i - 1].name, done_presets[i].name) < 0);
	}
	done_arena_release(&arena);
}

static void assert_same_tree(const struct done_value *a, const struct done_value *b);

static void assert_same_map(const struct done_members *a, const struct done_members *b)
{
	assert_int_equal(a->nr, b->nr);
	for (size_t i = 0; i < a->nr; i++) {
		assert_string_equal(a->ptr[i].key.ptr, b->ptr[i].key.ptr);
		assert_int_equal(a->ptr[i].line, b->ptr[i].line);
		assert_int_equal(a->ptr[i].column, b->ptr[i].column);
		assert_same_tree(&a->ptr[i].value, &b->ptr[i].value);
	}
}

/* With the place of each value, which messages name. */
static void assert_same_tree(const struct done_value *a, const struct done_value *b)
{
	assert_int_equal(a->type, b->type);
	assert_int_equal(a->plain, b->plain);
	assert_int_equal(a->line, b->line);
	assert_int_equal(a->column, b->column);
	assert_string_equal(a->file, b->file);
	assert_string_equal(a->digits ? a->digits : "", b->digits ? b->digits : "");
	if (a->type == DONE_MAP) {
		assert_same_map(&a->map, &b->map);
	} else if (a->type == DONE_LIST) {
		assert_int_equal(a->list.nr, b->list.nr);
		for (size_t i = 0; i < a->list.nr; i++)
			assert_same_tree(&a->list.ptr[i], &b->list.ptr[i]);
	} else {
		assert_true(done_value_equal(a, b));
	}
}

static void test_extends__a_preset_is_the_file_place_by_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < done_presets_nr; i++) {
		struct done_arena arena = {0};
		struct done_error err = {0};
		struct done_buf text = {0};
		struct done_value tree, file;
		char *path = done_arena_printf(
		    &arena, DONE_SOURCE_DIR "/config/presets/%s.yml", done_presets[i].name);

		assert_success(done_file_read(path, 1 << 20, &text, &err), err);
		assert_success(done_yaml_parse(&arena, (struct done_bytes){text.ptr, text.len},
		                   "a.yml", DONE_YAML_STRICT, &file, &err),
		    err);
		preset_tree(&arena, &done_presets[i], &tree);
		assert_same_tree(&tree, &file);
		done_buf_release(&text);
		done_arena_release(&arena);
	}
}

static void test_extends__a_preset_needs_no_source(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_policy *policy = NULL;
	/* Its kinds are not known here: that it is read is what counts. */
	int rc = done_policy_load(&arena, NULL, "preset:backend", &policy_kinds, &policy, &err);

	(void)state;
	assert_int_equal(rc < 0 ? strncmp(err.file, "preset:backend", 14) : 0, 0);
	err = (struct done_error){0};
	done_policy_release(policy);
	policy = NULL;
	assert_int_equal(done_policy_load(&arena, NULL, "preset:x", &policy_kinds, &policy, &err),
	    DONE_E_POLICY);
	err = (struct done_error){0};
	assert_int_equal(done_policy_load(&arena, NULL, "a.yml", &policy_kinds, &policy, &err), 0);
	assert_null(policy);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_extends__the_nearer_file_wins_key_by_key),
	    cmocka_unit_test(test_extends__a_criterion_gets_its_day_from_the_nearest),
	    cmocka_unit_test(test_extends__options_merge_key_by_key),
	    cmocka_unit_test(test_extends__what_is_taken_out_stays_out),
	    cmocka_unit_test(test_extends__null_takes_out_parts_but_no_checks),
	    cmocka_unit_test(test_extends__lists_are_replaced_not_joined),
	    cmocka_unit_test(test_extends__off_removes_and_error_brings_back),
	    cmocka_unit_test(test_extends__of_several_the_later_is_nearer),
	    cmocka_unit_test(test_extends__paths_start_at_the_file_or_at_the_root),
	    cmocka_unit_test(test_extends__a_file_named_by_many_is_read_once),
	    cmocka_unit_test(test_extends__sixteen_deep_and_no_deeper),
	    cmocka_unit_test(test_extends__refuses_with_message_and_place),
	    cmocka_unit_test(test_extends__presets_are_sorted_and_whole),
	    cmocka_unit_test(test_extends__a_preset_is_the_file_place_by_place),
	    cmocka_unit_test(test_extends__a_preset_needs_no_source),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
