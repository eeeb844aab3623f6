/*
 * Edits of a policy: which of them loosen, and in which words. Every key of the schema has a row,
 * and no edit is tighter both ways.
 */
#include "gate_fixture.h"

/* Nothing loosens, nor does the reverse. */
#define NEITHER "\001"
#define S "services: ['services/\x2a']\n"
#define OF_ONE(text) "criteria: {d: {checks: {r: {" text "}}}}\n"
#define CHECK(text) S OF_ONE(text)
#define WITH(text) S text "\n" OF_ONE("file: README.md")
#define WHEN(text) CHECK("file: README.md, when: {" text "}")
#define RULE(text) "services: [{path: 'services/\x2a'" text "}]\n" OF_ONE("file: README.md")
#define CRITERION(text) S "criteria: {d: {" text "checks: {r: {file: README.md}}}}\n"

static const struct edit {
	const char *keys; /* of the schema, apart by spaces */
	const char *before, *after;
	const char *words; /* line by line; "": nothing loosens */
} edits[] = {
    {"version extends extends.path extends.sha256 extends.from extends.files services criteria",
        CHECK("file: README.md"), S "criteria: {d: {checks: {s: {file: S}}}}\n",
        "'d.r' is removed\n"},
    {"criteria criterion.checks",
        S "criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n",
        CHECK("file: README.md"), "'d.s' is removed\n"},
    {"criteria", CHECK("file: README.md"),
        S "criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n", ""},
    {"stages", "stages: [draft, production, experiment]\n" S OF_ONE("file: README.md"),
        "stages: [production, draft, experiment]\n" S OF_ONE("file: README.md"),
        "the stages are others, or in another order\n"},
    {"target", WITH("target: gold"), WITH("target: bronze"), "target gold -> bronze\n"},
    {"target", WITH(""), WITH("target: gold"), ""},
    {"keep", WITH("keep: gold"), WITH(""), "keep gold -> nothing\n"},
    {"keep", WITH("keep: silver"), WITH(""), NEITHER}, /* the target is silver */
    {"keep", WITH("target: bronze\nkeep: gold"), WITH("target: bronze\nkeep: silver"),
        "keep gold -> silver\n"},
    {"keep", WITH("target: bronze\nkeep: silver"), WITH("target: silver"), ""},
    {"keep", WITH("keep: silver"), WITH("keep: gold"), ""},
    {"requires", WITH("requires: '>=0.1'"), WITH("requires: '>0, <=999'"), NEITHER},
    {"debt", WITH(""), WITH("debt: allow"), "debt refuse -> allow\n"},
    {"debt", WITH("debt: 2027-05-01"), WITH("debt: 2027-06-01"), "debt 2027-05-01 -> 2027-06-01\n"},
    {"debt", WITH("debt: allow"), WITH("debt: 2027-06-01"), ""},
    {"losses", WITH("losses: refuse"), WITH("losses: tell"), "losses refuse -> tell\n"},
    {"losses", WITH(""), WITH("losses: tell"), "losses refuse where on trial -> tell\n"},
    {"losses", WITH(""), WITH("losses: refuse"), ""},
    {"loosening", WITH("loosening: refuse"), WITH("loosening: alone"),
        "loosening refuse -> alone\n"},
    {"loosening", WITH("loosening: alone"), WITH(""), "loosening alone -> note\n"},
    {"loosening", WITH(""), WITH("loosening: alone"), ""},
    {"allow_loosening", WITH("allow_loosening: d.r"), WITH("allow_loosening: [d.r, debt]"),
        "policies that import this one may loosen 'debt'\n"},
    {"allow_loosening", WITH("allow_loosening: [d, debt]"), WITH("allow_loosening: debt"), ""},
    {"help", WITH("help: ask Ada"), WITH("help: ask Bob"), NEITHER},
    {"help", WITH("help: ask Ada"), WITH(""), NEITHER},
    {"ecosystems", WITH(""),
        WITH("ecosystems: {go: {clients: {http: {package: x.y/z, says: a client}}}}"),
        "other rows of 'ecosystems' show capabilities: {go: {clients: {http: {package: 'x.y/z', "
        "says: 'a client'}}}}\n"},
    {"ecosystems", WITH("ecosystems: {go: {clients: {http: {package: x.y/z, says: a client}}}}"),
        WITH(""), "no rows of 'ecosystems' any more\n"},
    {"debt", CHECK("file: README.md, debt: refuse"), WITH("debt: allow"),
        "debt refuse -> allow\n'd.r': debt refuse -> allow\n"},
    {"params", S "params: {size: 20}\n" OF_ONE("file: {any: a, min_bytes: '${size}'}"),
        S "params: {size: 10}\n" OF_ONE("file: {any: a, min_bytes: '${size}'}"),
        "'d.r': min_bytes 20 -> 10\n"},
    {"placeholders", WITH("placeholders: strict"), WITH(""), "placeholders 'strict' -> none\n"},
    {"placeholders", WITH(""), WITH("placeholders: strict"), ""},
    {"placeholders", WITH("placeholders: off"), WITH("placeholders: [LATER]"), ""},
    {"placeholders", WITH("placeholders: [LATER, FILLED]"), WITH("placeholders: [LATER]"),
        "placeholders ['LATER', 'FILLED'] -> ['LATER']\n"},
    {"services", CHECK("file: README.md"), "services: ['apps/\x2a']\n" OF_ONE("file: README.md"),
        "what comes where 'services/\x2a' looks may be no service\n1 service is no longer judged: "
        "'services/a'\n"},
    {"services.path services.markers", RULE(""), RULE(", markers: [x]"),
        "by its rule 'services/a' is found by fewer markers\n"},
    {"services.markers", RULE(", markers: [y, x]"), RULE(", markers: [x]"),
        "by its rule 'services/a' is found by fewer markers\n"},
    {"services.markers", RULE(", markers: [x]"), RULE(""), ""},
    {"services.name", "services: [{path: services/a, name: one}]\n" OF_ONE("file: README.md"),
        "services: [{path: services/a, name: two}]\n" OF_ONE("file: README.md"),
        "by its rule 'services/a' gets another name\n"},
    {"services.tags", RULE(", tags: [api, web]"), RULE(", tags: [api]"),
        "by its rule 'services/a' loses a tag\n"},
    {"services.tags", RULE(", tags: [api]"), RULE(", tags: [api, web]"), ""},
    {"services.stage", RULE(", stage: production"), RULE(", stage: deprecated"),
        "by its rule 'services/a' gets another stage by the map\n"},
    {"services.target", RULE(", target: gold"), RULE(", target: silver"),
        "by its rule 'services/a' is held to a lower target\n"},
    {"services.target", RULE(", target: silver"), RULE(", target: gold"), ""},
    {"services.kind", RULE(", kind: api"), RULE(", kind: worker"),
        "by its rule 'services/a' is declared as kind 'worker' instead of 'api'\n"},
    {"services.depends_on", RULE(", depends_on: [lib, go.mod]"), RULE(", depends_on: [lib]"),
        "by its rule 'services/a' depends on less\n"},
    {"services.depends_on", RULE(""), RULE(", depends_on: [lib]"), ""},
    {"services.ignore", RULE(""), RULE(", ignore: ['**/\x2a.md']"),
        "by its rule 'services/a' ignores more of its changes\n"},
    {"services.ignore", RULE(", ignore: ['**/\x2a.md', '**/\x2a.txt']"),
        RULE(", ignore: ['**/\x2a.md']"), ""},
    {"select select.everything", WITH("select: {everything: [go.mod, Makefile]}"),
        WITH("select: {everything: [go.mod]}"), "'select' has less that concerns every service\n"},
    {"select.everything", WITH(""), WITH("select: {everything: [go.mod]}"), ""},
    {"select.unowned", WITH("select: {unowned: error}"), WITH(""),
        "changed paths that no service owns count for less\n"},
    {"select.deleted", WITH(""), WITH("select: {deleted: ignore}"),
        "the removal of a service is no longer reported\n"},
    {"select.uncovered", WITH("select: {uncovered: error}"), WITH("select: {uncovered: note}"),
        "services that no rule covers count for less\n"},
    {"select.dependencies", WITH(""), WITH("select: {dependencies: off}"),
        "a change to a local package no longer selects the services that depend on it\n"},
    {"experiments experiments.max_days", WITH(""), WITH("experiments: {max_days: 200}"),
        "experiments may last 200 days instead of 180\n"},
    {"experiments.max_days", WITH("experiments: {max_days: 90}"),
        WITH("experiments: {max_days: 30}"), ""},
    {"sheet sheet.backstage", WITH(""), WITH("sheet: {backstage: false}"),
        "Backstage's catalog is no longer read\n"},
    {"waivers waivers.max_days", WITH(""), WITH("waivers: {max_days: 120}"),
        "waivers may last 120 days instead of 90\n"},
    {"waivers.max_days", WITH("waivers: {max_days: 120}"), WITH("waivers: {max_days: 60}"), ""},
    {"waivers.approvers", WITH("waivers: {approvers: [a]}"), WITH("waivers: {approvers: [a, b]}"),
        "'b' may approve waivers\n"},
    {"waivers.approvers", WITH("waivers: {approvers: [a, b]}"), WITH("waivers: {approvers: [b]}"),
        ""},
    {"waivers.approvers waivers.self_granted",
        WITH("waivers: {approvers: [a], self_granted: refuse}"),
        WITH("waivers: {self_granted: refuse}"), "anybody may approve waivers\n"},
    {"waivers.self_granted", WITH("waivers: {self_granted: warning}"),
        WITH("waivers: {self_granted: allow}"), "a change may waive more of itself\n"},
    {"waivers.self_granted", WITH("waivers: {self_granted: warning}"),
        WITH("waivers: {self_granted: refuse}"), ""},
    {"waivers.emergency_days", WITH(""), WITH("waivers: {emergency_days: 3}"),
        "a waiver of an emergency may last 3 days instead of 0\n"},
    {"waivers.emergency_days", WITH("waivers: {emergency_days: 3}"),
        WITH("waivers: {emergency_days: 2}"), ""},
    {"questions questions.parts", WITH("questions: {rollback: {title: How, parts: {steps: a}}}"),
        WITH(""), "the question 'rollback' is removed\n"},
    {"questions", WITH(""), WITH("questions: {rollback: {title: How, parts: {steps: a}}}"), ""},
    {"questions.title questions.parts.asks questions.parts.example",
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, example: one does b and "
             "then c}}}}"),
        WITH("questions: {rollback: {title: Why, parts: {steps: {asks: c}}}}"), NEITHER},
    {"questions.parts", WITH("questions: {rollback: {title: How, parts: {steps: a, data: b}}}"),
        WITH("questions: {rollback: {title: How, parts: {steps: a}}}"),
        "the question 'rollback' no longer has the part 'data'\n"},
    {"questions.parts.required", WITH("questions: {rollback: {title: How, parts: {steps: a}}}"),
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, required: false}}}}"),
        "the question 'rollback': steps: required none -> false\n"},
    {"questions.parts.min_words",
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, min_words: 5}}}}"),
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, min_words: 4}}}}"),
        "the question 'rollback': steps: min_words 5 -> 4\n"},
    {"questions.parts.min_words",
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, min_words: 5}}}}"),
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, min_words: 6}}}}"), ""},
    {"questions.parts.min_words", WITH("questions: {rollback: {title: How, parts: {steps: a}}}"),
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, min_words: 2}}}}"),
        "the question 'rollback': steps: min_words none -> 2\n"},
    {"questions.parts.form", WITH("questions: {rollback: {title: How, parts: {steps: a}}}"),
        WITH("questions: {rollback: {title: How, parts: {steps: {asks: a, form: texts}}}}"),
        "the question 'rollback': steps: form none -> 'texts'\n"},
    {"evidence evidence.require_seal", WITH("evidence: {require_seal: true}"), WITH(""),
        "evidence: require_seal true -> none\n"},
    {"evidence.require_seal", WITH(""), WITH("evidence: {require_seal: true}"), ""},
    {"push push.tell", WITH(""), WITH("push: {tell: ['*']}"), "push: tell none -> ['*']\n"},
    {"push.tell", WITH("push: {tell: ['*', 'refs/tags/\x2a']}"), WITH("push: {tell: ['*']}"), ""},
    {"push.refuse", WITH("push: {tell: '*', refuse: [main, 'release/\x2a']}"),
        WITH("push: {tell: '*', refuse: [main]}"), "push: refuse loses 'release/\x2a'\n"},
    {"push.refuse", WITH("push: {tell: '*', refuse: main}"),
        WITH("push: {tell: '*', refuse: [main, next]}"), ""},
    {"push", WITH("push: {tell: '*', refuse: main}"), WITH(""), ""},
    {"criterion.title", CRITERION("title: Texts, "), CRITERION("title: Papers, "), NEITHER},
    {"criterion.level", CRITERION(""), CRITERION("level: warning, "),
        "'d.r' is lowered to a warning\n"},
    {"criterion.effective", CRITERION(""), CRITERION("effective: 2027-06-01, "),
        "'d.r' is put off: now -> 2027-06-01\n"},
    {"criterion.effective.existing criterion.effective.new_services",
        CRITERION("effective: {existing: 2027-05-01, new_services: now}, "),
        CRITERION("effective: {existing: 2027-06-01, new_services: 2027-05-01}, "),
        "'d.r' is put off: now -> 2027-05-01\n'd.r': debt 2027-04-30 -> 2027-05-31\n"},
    {"criterion.debt", CRITERION("debt: 2027-05-01, "), CRITERION("debt: allow, "),
        "'d.r': debt 2027-05-01 -> allow\n"},
    {"criterion.debt", CRITERION("debt: allow, "), CRITERION(""), ""},
    {"check.debt", CHECK("file: README.md"), CHECK("file: README.md, debt: allow"),
        "'d.r': debt refuse -> allow\n"},
    {"criterion.losses", CRITERION("level: warning, losses: refuse, "),
        CRITERION("level: warning, "), "'d.r': losses refuse -> tell\n"},
    {"check.losses", CHECK("file: README.md, tier: silver, trial: true"),
        CHECK("file: README.md, tier: silver, trial: true, losses: tell"),
        "'d.r': losses refuse -> tell\n"},
    {"check.losses", CHECK("file: README.md, tier: silver, trial: true"),
        CHECK("file: README.md, level: warning, trial: true"),
        "'d.r' no longer counts for silver\n'd.r': losses refuse -> tell\n"},
    {"check.losses", CHECK("file: README.md, level: warning, losses: refuse"), WITH("losses: tell"),
        "losses refuse where on trial -> tell\n"},
    /* What refuses whatever is missing refuses what is taken away. */
    {"check.losses check.level", CHECK("file: README.md, level: warning, losses: refuse"),
        CHECK("file: README.md, losses: tell"), ""},
    {"criterion.stages", CRITERION("stages: [production, deprecated], "),
        CRITERION("stages: [production], "), "'d' no longer applies at stage 'deprecated'\n"},
    {"criterion.stages", CRITERION("stages: [production], "),
        CRITERION("stages: [production, deprecated], "), ""},
    {"check.level", CHECK("file: README.md"), CHECK("file: README.md, level: warning"),
        "'d.r' is lowered to a warning\n"},
    {"check.level", S "criteria: {d: {checks: {r: {file: README.md}, s: {file: S}}}}\n",
        S "criteria: {d: {checks: {r: {file: README.md}, s: {file: S, level: off}}}}\n",
        "'d.s' is removed\n"},
    {"check.tier", CHECK("file: README.md, tier: bronze"), CHECK("file: README.md, tier: silver"),
        "'d.r' is required from a higher target on: bronze -> silver\n"},
    {"check.tier", CHECK("file: README.md"), CHECK("file: README.md, tier: gold"),
        "'d.r' is required from a higher target on: every target -> gold\n"},
    {"check.tier", CHECK("file: README.md, tier: gold"), CHECK("file: README.md, tier: silver"),
        ""},
    {"check.tier check.level", CHECK("file: README.md, tier: silver"),
        CHECK("file: README.md, level: warning"),
        "'d.r' is lowered to a warning\n'd.r' no longer counts for silver\n"},
    {"check.trial", CHECK("file: README.md, tier: silver"),
        CHECK("file: README.md, tier: silver, trial: true"),
        "'d.r' is lowered to a warning (trial)\n"},
    {"check.trial", CHECK("file: README.md, tier: silver, trial: true"),
        CHECK("file: README.md, tier: gold"), "'d.r' no longer counts for silver\n"},
    {"check.title check.why check.fix check.missing check.url",
        CHECK("file: README.md, title: t, why: a, fix: b, missing: no c, url: 'https://d.example'"),
        CHECK("file: README.md"), NEITHER},
    {"check.effective", CHECK("file: README.md, effective: 2027-05-01"),
        CHECK("file: README.md, effective: 2027-06-01"),
        "'d.r' is put off: 2027-05-01 -> 2027-06-01\n"},
    {"check.effective", CHECK("file: README.md, effective: 2027-05-01"), CHECK("file: README.md"),
        ""},
    {"check.effective.existing check.effective.new_services",
        CHECK("file: README.md, effective: {existing: 2027-06-01, new_services: now}"),
        CHECK("file: README.md, effective: {existing: 2027-06-01, new_services: 2027-05-01}"),
        "'d.r' is put off: now -> 2027-05-01\n"},
    {"file.any content.files", CHECK("file: README.md"),
        CHECK("content: {files: README.md, match: a}"),
        "'d.r' tests something else: file -> content\n"},
    {"check.when", CHECK("file: README.md"), CHECK("file: README.md, when: {stage: production}"),
        "'d.r': when none -> {stage: 'production'}\n"},
    {"when.has", WHEN("has: [a]"), WHEN("has: [a, b]"), ""},
    {"when.has", WHEN("has: [a, b]"), WHEN("has: [a]"),
        "'d.r': when {has: ['a', 'b']} -> {has: ['a']}\n"},
    {"when.changed", WHEN("changed: [a]"), WHEN("changed: [b]"),
        "'d.r': when {changed: ['a']} -> {changed: ['b']}\n"},
    {"when.stage", WHEN("stage: production"), WHEN("stage: deprecated"),
        "'d.r': when {stage: 'production'} -> {stage: 'deprecated'}\n"},
    {"when.kind", WHEN("kind: [api, web]"), WHEN("kind: api"),
        "'d.r': when {kind: ['api', 'web']} -> {kind: 'api'}\n"},
    {"when.kind", WHEN("kind: api"), WHEN("kind: [api, web]"), ""},
    {"when.serves", WHEN("serves: http"), WHEN("serves: grpc"),
        "'d.r': when {serves: 'http'} -> {serves: 'grpc'}\n"},
    {"when.calls", WHEN("calls: http"), WHEN("calls: database"),
        "'d.r': when {calls: 'http'} -> {calls: 'database'}\n"},
    {"when.language", WHEN("language: go"), WHEN("language: [go, rust]"), ""},
    {"when.not", WHEN("not: {has: a}"), WHEN("not: {has: [a, b]}"),
        "'d.r': when {not: {has: 'a'}} -> {not: {has: ['a', 'b']}}\n"},
    {"when.not", WHEN("not: {has: [a, b]}"), WHEN("not: {has: a}"), ""},
    {"when.any", WHEN("any: [{has: a}, {has: b}]"), WHEN("any: [{has: a}, {has: b}, {has: c}]"),
        ""},
    {"when.any", WHEN("any: [{has: a}, {has: b}]"), WHEN("has: a"),
        "'d.r': when {any: [{has: 'a'}, {has: 'b'}]} -> {has: 'a'}\n"},
    {"when.all", WHEN("all: [{has: a}, {has: b}]"), WHEN("has: a"), ""},
    {"when.all", WHEN("has: a"), WHEN("all: [{has: a}, {has: b}]"),
        "'d.r': when {has: 'a'} -> {all: [{has: 'a'}, {has: 'b'}]}\n"},
    {"when.tag",
        "services: [{path: 'services/\x2a', tags: [a, b]}]\n" OF_ONE(
            "file: README.md, when: {tag: a}"),
        "services: [{path: 'services/\x2a', tags: [a, b]}]\n" OF_ONE(
            "file: README.md, when: {tag: b}"),
        "'d.r': when {tag: 'a'} -> {tag: 'b'}\n"},
    {"file.any", CHECK("file: {any: [a, b]}"), CHECK("file: {any: [a]}"), ""},
    {"file.any", CHECK("file: {any: [a]}"), CHECK("file: {any: [a, b]}"), "'d.r': any gains 'b'\n"},
    {"file.any", CHECK("file: README.md"), CHECK("file: {any: [README.md]}"), NEITHER},
    {"file.all", CHECK("file: {all: [a, b]}"), CHECK("file: {all: [a]}"), "'d.r': all loses 'b'\n"},
    {"file.none", CHECK("file: {none: [a]}"), CHECK("file: {none: [a, b]}"), ""},
    {"file.none", CHECK("file: {none: [a, '!a/x']}"), CHECK("file: {none: [a]}"), ""},
    {"file.none", CHECK("file: {none: [a]}"), CHECK("file: {none: [a, '!a/x']}"),
        "'d.r': none gains '!a/x'\n"},
    {"file.min_bytes", CHECK("file: {any: a, min_bytes: 100}"),
        CHECK("file: {any: a, min_bytes: 10}"), "'d.r': min_bytes 100 -> 10\n"},
    {"file.min_bytes", CHECK("file: {any: a}"), CHECK("file: {any: a, min_bytes: 0}"),
        "'d.r': min_bytes none -> 0\n"},
    {"file.max_bytes", CHECK("file: {any: a, max_bytes: 10}"),
        CHECK("file: {any: a, max_bytes: 100}"), "'d.r': max_bytes 10 -> 100\n"},
    {"file.max_bytes", CHECK("file: {any: a, max_bytes: 10}"), CHECK("file: {any: a}"),
        "'d.r': max_bytes 10 -> none\n"},
    {"file.max_bytes", CHECK("file: {any: a}"), CHECK("file: {any: a, max_bytes: 10}"), ""},
    {"file.about", CHECK("file: {any: a}"), CHECK("file: {any: a, about: ['docs/\x2a']}"),
        "'d.r': about none -> ['docs/\x2a']\n"},
    {"file.about", CHECK("file: {any: a, about: ['docs/\x2a']}"), CHECK("file: {any: a}"), ""},
    {"content.match", CHECK("content: {files: a, match: x}"),
        CHECK("content: {files: a, match: 'x|y'}"), "'d.r': match 'x' -> 'x|y'\n"},
    {"content.match content.forbid", CHECK("content: {files: a, match: x}"),
        CHECK("content: {files: a, forbid: x}"),
        "'d.r': match 'x' -> none\n'd.r': forbid none -> 'x'\n"},
    {"content.forbid", CHECK("content: {files: a, forbid: x}"),
        CHECK("content: {files: a, forbid: 'x|y'}"), "'d.r': forbid 'x' -> 'x|y'\n"},
    {"content.files", CHECK("content: {files: [a], match: x}"),
        CHECK("content: {files: [a, b], match: x}"), "'d.r': files gains 'b'\n"},
    {"content.files", CHECK("content: {files: [a], forbid: x}"),
        CHECK("content: {files: [a, b], forbid: x}"), ""},
    {"content.exclude", CHECK("content: {files: a, forbid: x}"),
        CHECK("content: {files: a, exclude: b, forbid: x}"), "'d.r': exclude none -> 'b'\n"},
    {"content.exclude", CHECK("content: {files: a, exclude: [b, c], forbid: x}"),
        CHECK("content: {files: a, exclude: b, forbid: x}"), ""},
    {"content.exclude", CHECK("content: {files: a, exclude: [b, c], match: x}"),
        CHECK("content: {files: a, exclude: b, match: x}"), "'d.r': exclude loses 'c'\n"},
    {"content.in", CHECK("content: {files: a, match: x, in: every}"),
        CHECK("content: {files: a, match: x}"), "'d.r': in 'every' -> none\n"},
    {"content.in", CHECK("content: {files: a, match: x}"),
        CHECK("content: {files: a, match: x, in: every}"), ""},
    {"content.in", CHECK("content: {files: a, match: x, max: 3}"),
        CHECK("content: {files: a, match: x, max: 3, in: every}"), "'d.r': in none -> 'every'\n"},
    {"content.where", CHECK("content: {files: a, match: x, where: code}"),
        CHECK("content: {files: a, match: x}"), "'d.r': where 'code' -> none\n"},
    {"content.min", CHECK("content: {files: a, match: x, min: 3}"),
        CHECK("content: {files: a, match: x, min: 2}"), "'d.r': min 3 -> 2\n"},
    {"content.min", CHECK("content: {files: a, match: x}"),
        CHECK("content: {files: a, match: x, min: 2}"), ""},
    {"content.max", CHECK("content: {files: a, match: x, max: 3}"),
        CHECK("content: {files: a, match: x, max: 5}"), "'d.r': max 3 -> 5\n"},
    {"content.binary", CHECK("content: {files: a, match: x}"),
        CHECK("content: {files: a, match: x, binary: skip}"), "'d.r': binary none -> 'skip'\n"},
    {"content.about", CHECK("content: {files: a, match: x, about: ['docs/\x2a', 'more/\x2a']}"),
        CHECK("content: {files: a, match: x, about: ['docs/\x2a']}"), ""},
    {"data.file", CHECK("data: {file: a.yml, at: {$.x: 1}}"),
        CHECK("data: {file: b.yml, at: {$.x: 1}}"), "'d.r': file 'a.yml' -> 'b.yml'\n"},
    {"data.document", CHECK("data: {file: a.yml, at: {$.x: 1}}"),
        CHECK("data: {file: a.yml, document: any, at: {$.x: 1}}"),
        "'d.r': document none -> 'any'\n"},
    {"data.at data.at.equals", CHECK("data: {file: a.yml, at: {$.x: 1, $.y: 2}}"),
        CHECK("data: {file: a.yml, at: {$.x: 1}}"), "'d.r': at $.y is removed\n"},
    {"data.at.equals", CHECK("data: {file: a.yml, at: {$.x: 1}}"),
        CHECK("data: {file: a.yml, at: {$.x: 2}}"), "'d.r': at $.x: 1 -> 2\n"},
    {"data.at.exists", CHECK("data: {file: a.yml, at: {$.x: {exists: true}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {exists: false}}}"),
        "'d.r': at $.x: exists true -> false\n"},
    {"data.at.one_of", CHECK("data: {file: a.yml, at: {$.x: {one_of: [a]}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {one_of: [a, b]}}}"),
        "'d.r': at $.x: one_of gains 'b'\n"},
    {"data.at.matches", CHECK("data: {file: a.yml, at: {$.x: {matches: a}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {matches: b}}}"),
        "'d.r': at $.x: matches 'a' -> 'b'\n"},
    {"data.at.min data.at.max", CHECK("data: {file: a.yml, at: {$.x: {min: 5, max: 9}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {min: 4.5, max: 10}}}"),
        "'d.r': at $.x: min 5 -> '4.5'\n'd.r': at $.x: max 9 -> 10\n"},
    {"data.at.min", CHECK("data: {file: a.yml, at: {$.x: {min: 5}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {min: 6, max: 9}}}"), ""},
    {"data.at.min_items", CHECK("data: {file: a.yml, at: {$.x: {min_items: 5}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {min_items: 2}}}"),
        "'d.r': at $.x: min_items 5 -> 2\n"},
    {"data.at.optional", CHECK("data: {file: a.yml, at: {$.x: {min: 5}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {min: 5, optional: true}}}"),
        "'d.r': at $.x: optional none -> true\n"},
    {"data.at.type", CHECK("data: {file: a.yml, at: {$.x: {type: integer}}}"),
        CHECK("data: {file: a.yml, at: {$.x: {type: boolean}}}"),
        "'d.r': at $.x: type 'integer' -> 'boolean'\n"},
    {"data.about", CHECK("data: {file: a.yml, at: {$.x: 1}}"),
        CHECK("data: {file: a.yml, at: {$.x: 1}, about: ['docs/\x2a']}"),
        "'d.r': about none -> ['docs/\x2a']\n"},
    {"markdown.sections markdown.sections.heading markdown.sections.min_words",
        CHECK("markdown: {file: README.md, sections: [{heading: run, min_words: 20}]}"),
        CHECK("markdown: {file: README.md, sections: [{heading: run, min_words: 5}]}"),
        "'d.r': sections 'run': min_words 20 -> 5\n"},
    {"markdown.sections.min_words",
        CHECK("markdown: {file: README.md, sections: [{heading: run, min_words: 5}]}"),
        CHECK("markdown: {file: README.md, sections: [{heading: run, min_words: 20}]}"), ""},
    {"markdown.sections.code",
        CHECK("markdown: {file: a.md, sections: [{heading: run, min_words: 5}]}"),
        CHECK("markdown: {file: a.md, sections: [{heading: run, min_words: 5, code: true}]}"),
        "'d.r': sections 'run': code none -> true\n"},
    {"markdown.sections.heading",
        CHECK("markdown: {file: a.md, sections: [{heading: run}, {heading: use}]}"),
        CHECK("markdown: {file: a.md, sections: [{heading: run}]}"),
        "'d.r': sections loses 'use'\n"},
    {"markdown.sections.heading", CHECK("markdown: {file: a.md, sections: [{heading: run}]}"),
        CHECK("markdown: {file: a.md, sections: [{heading: use}]}"),
        "'d.r': sections loses 'run'\n"},
    {"markdown.file", CHECK("markdown: a.md"), CHECK("markdown: b.md"),
        "'d.r': file 'a.md' -> 'b.md'\n"},
    {"markdown.topics markdown.topics.topic",
        CHECK("markdown: {file: a.md, topics: [{topic: run}, {topic: purpose}]}"),
        CHECK("markdown: {file: a.md, topics: [{topic: run}]}"), "'d.r': topics loses 'purpose'\n"},
    {"markdown.placeholders", CHECK("markdown: {file: a.md, placeholders: strict}"),
        CHECK("markdown: {file: a.md, placeholders: standard}"),
        "'d.r': placeholders 'strict' -> 'standard'\n"},
    {"markdown.placeholders", CHECK("markdown: {file: a.md, placeholders: standard}"),
        CHECK("markdown: {file: a.md, placeholders: strict}"), ""},
    {"markdown.links", CHECK("markdown: {file: a.md, links: true}"), CHECK("markdown: a.md"),
        "'d.r': links true -> none\n"},
    {"markdown.about", CHECK("markdown: a.md"),
        CHECK("markdown: {file: a.md, about: ['docs/\x2a']}"),
        "'d.r': about none -> ['docs/\x2a']\n"},
    {"changed.if", CHECK("changed: {if: [a, b], then: c}"), CHECK("changed: {if: [a], then: c}"),
        "'d.r': if loses 'b'\n"},
    {"changed.then", CHECK("changed: {if: a, then: c}"), CHECK("changed: {if: a, then: [c, d]}"),
        "'d.r': then gains 'd'\n"},
    {"changed.if changed.then", CHECK("changed: {if: a, then: [c, d]}"),
        CHECK("changed: {if: [a, b], then: c}"), ""},
    {"answers.question", CHECK("answers: load"), CHECK("answers: data"),
        "'d.r': question 'load' -> 'data'\n"},
    {"answers.require",
        CHECK("answers: {question: load, require: [requests_per_second, failure_modes]}"),
        CHECK("answers: {question: load, require: [requests_per_second]}"),
        "'d.r': require loses 'failure_modes'\n"},
    {"answers.placeholders", CHECK("answers: {question: load, placeholders: standard}"),
        CHECK("answers: {question: load, placeholders: off}"),
        "'d.r': placeholders 'standard' -> 'off'\n"},
    {"answers.fresh", CHECK("answers: load"), CHECK("answers: {question: load, fresh: true}"),
        "'d.r': fresh none -> true\n"},
    {"graph.acyclic", CHECK("graph: {acyclic: [sync, async]}"), CHECK("graph: {acyclic: [sync]}"),
        "'d.r': acyclic loses 'async'\n"},
    {"graph.max_fan_out graph.max_depth", CHECK("graph: {max_fan_out: 5, max_depth: 3}"),
        CHECK("graph: {max_fan_out: 6}"),
        "'d.r': max_fan_out 5 -> 6\n'd.r': max_depth 3 -> none\n"},
    {"graph.max_fan_out", CHECK("graph: {max_fan_out: 5}"),
        CHECK("graph: {max_fan_out: 4, max_depth: 3}"), ""},
    {"graph.one_writer graph.both_ends", CHECK("graph: {acyclic: [sync]}"),
        CHECK("graph: {acyclic: [sync], one_writer: false, both_ends: false}"),
        "'d.r': one_writer none -> false\n'd.r': both_ends none -> false\n"},
    {"graph.experiments", CHECK("graph: {acyclic: [sync]}"),
        CHECK("graph: {acyclic: [sync], experiments: true}"), "'d.r': experiments none -> true\n"},
    {"owners.one_of", CHECK("owners: {one_of: ['@a']}"), CHECK("owners: {one_of: ['@a', '@b']}"),
        "'d.r': one_of gains '@b'\n"},
    {"owners.except", CHECK("owners: {one_of: ['@a']}"),
        CHECK("owners: {one_of: ['@a'], except: ['*.md']}"), "'d.r': except none -> ['*.md']\n"},
    {"owners.sheet", CHECK("owners: {one_of: ['@a'], sheet: true}"),
        CHECK("owners: {one_of: ['@a'], sheet: false}"), "'d.r': sheet true -> false\n"},
    {"owners.groups owners.groups.name owners.groups.members",
        CHECK("owners: {one_of: ['@a'], groups: [{name: '@a', members: ['@x']}]}"),
        CHECK("owners: {one_of: ['@a'], groups: [{name: '@a', members: ['@x', '@y']}]}"),
        "'d.r': groups loses {name: '@a', members: ['@x']} and gains {name: '@a', members: ['@x', "
        "'@y']}\n"},
    {"owners.host", CHECK("owners: {one_of: ['@a'], host: github}"),
        CHECK("owners: {one_of: ['@a'], host: gitlab}"), "'d.r': host 'github' -> 'gitlab'\n"},
    {"uses.capability", CHECK("uses: input-validation"), CHECK("uses: health"),
        "'d.r': capability 'input-validation' -> 'health'\n"},
    {"uses.at_least", CHECK("uses: client-timeouts"),
        CHECK("uses: {capability: client-timeouts, at_least: 3 of 5}"),
        "'d.r': at_least none -> '3 of 5'\n"},
    {"uses.at_least", CHECK("uses: {capability: client-timeouts, at_least: 3 of 5}"),
        CHECK("uses: client-timeouts"), ""},
    {"link.any", CHECK("link: {any: [runbook]}"), CHECK("link: {any: [runbook, wiki]}"),
        "'d.r': any gains 'wiki'\n"},
    {"tests.reports tests.format tests.min tests.max_skipped",
        CHECK("tests: {reports: j, min: 3, max_skipped: 5%}"),
        CHECK("tests: {reports: k, min: 2, max_skipped: 0.06, format: tap}"),
        "'d.r': reports 'j' -> 'k'\n"
        "'d.r': format none -> 'tap'\n"
        "'d.r': min 3 -> 2\n"
        "'d.r': max_skipped '5%' -> '0.06'\n"},
    {"tests.min tests.max_skipped", CHECK("tests: {reports: j, min: 2, max_skipped: 0.06}"),
        CHECK("tests: {reports: j, min: 3, max_skipped: 5%}"), ""},
    {"tests.require_seal", CHECK("tests: {reports: j, require_seal: true}"),
        CHECK("tests: {reports: j}"), "'d.r': require_seal true -> none\n"},
    {"tests.require_seal", CHECK("tests: {reports: j}"),
        CHECK("tests: {reports: j, require_seal: true}"), ""},
    {"openapi.structure", CHECK("openapi: {reports: j}"),
        CHECK("openapi: {reports: j, structure: ignore}"), "'d.r': structure none -> 'ignore'\n"},
    {"openapi.structure", CHECK("openapi: {reports: j, structure: ignore}"),
        CHECK("openapi: {reports: j}"), ""},
    {"fresh.from", CHECK("fresh: {reports: j}"), CHECK("fresh: {reports: j, from: [tree, notes]}"),
        "'d.r': from gains 'notes'\n"},
    {"fresh.from", CHECK("fresh: {reports: j, from: [tree, notes]}"), CHECK("fresh: {reports: j}"),
        ""},
    {"coverage.require_seal", CHECK("coverage: {reports: j, min: 1%, require_seal: true}"),
        CHECK("coverage: {reports: j, min: 1%}"), "'d.r': require_seal true -> none\n"},
    {"coverage.require_seal", CHECK("coverage: {reports: j, min: 1%}"),
        CHECK("coverage: {reports: j, min: 1%, require_seal: true}"), ""},
    {"scan.require_seal", CHECK("scan: {reports: j, require_seal: true}"),
        CHECK("scan: {reports: j}"), "'d.r': require_seal true -> none\n"},
    {"scan.require_seal", CHECK("scan: {reports: j}"),
        CHECK("scan: {reports: j, require_seal: true}"), ""},
    {"performance.require_seal", CHECK("performance: {reports: j, require_seal: true}"),
        CHECK("performance: {reports: j}"), "'d.r': require_seal true -> none\n"},
    {"performance.require_seal", CHECK("performance: {reports: j}"),
        CHECK("performance: {reports: j, require_seal: true}"), ""},
    {"tests.from", CHECK("tests: {reports: j}"),
        CHECK("tests: {reports: j, from: [evidence, tree, notes]}"), "'d.r': from gains 'notes'\n"},
    {"tests.from", CHECK("tests: {reports: j, from: [evidence, tree, notes]}"),
        CHECK("tests: {reports: j}"), ""},
    {"tests.from", CHECK("tests: {reports: j, from: tree}"),
        CHECK("tests: {reports: j, from: notes}"), "'d.r': from 'tree' -> 'notes'\n"},
    {"tests.from", CHECK("tests: {reports: j, from: [evidence]}"), CHECK("tests: {reports: j}"),
        "'d.r': from gains 'tree'\n"},
    {"tests.from", CHECK("tests: {reports: j}"), CHECK("tests: {reports: j, from: [evidence]}"),
        ""},
    {"tests.max_drop tests.flaky tests.require",
        CHECK("tests: {reports: j, max_drop: 5%, flaky: error, require: [a, b]}"),
        CHECK("tests: {reports: j, max_drop: 6%, require: [a]}"),
        "'d.r': max_drop '5%' -> '6%'\n"
        "'d.r': flaky 'error' -> none\n"
        "'d.r': require loses 'b'\n"},
    {"tests.max_drop tests.flaky tests.require", CHECK("tests: {reports: j, flaky: ignore}"),
        CHECK("tests: {reports: j, max_drop: 6%, require: [a]}"), ""},
    {"coverage.reports coverage.format coverage.from coverage.min coverage.min_changed",
        CHECK("coverage: {reports: c, min: 80%, min_changed: 0.9, from: tree}"),
        CHECK("coverage: {reports: c, min: 0.7, min_changed: 80%, from: tree, format: lcov}"),
        "'d.r': format none -> 'lcov'\n"
        "'d.r': min '80%' -> '0.7'\n"
        "'d.r': min_changed '0.9' -> '80%'\n"},
    {"coverage.min coverage.max_drop", CHECK("coverage: {reports: c, min: 70%}"),
        CHECK("coverage: {reports: c, min: 0.8, max_drop: 1%}"), ""},
    {"coverage.max_drop coverage.of coverage.min_lines coverage.exclude coverage.ignore_space",
        CHECK("coverage: {reports: c, max_drop: 1%}"),
        CHECK("coverage: {reports: c, max_drop: 2%, of: branches, min_lines: 9, exclude: [x], "
              "ignore_space: true}"),
        "'d.r': max_drop '1%' -> '2%'\n"
        "'d.r': of none -> 'branches'\n"
        "'d.r': min_lines none -> 9\n"
        "'d.r': exclude none -> ['x']\n"
        "'d.r': ignore_space none -> true\n"},
    /* What is not written is 20 %. */
    {"coverage.min_files", CHECK("coverage: {reports: c, min: 1%}"),
        CHECK("coverage: {reports: c, min: 1%, min_files: 19%}"),
        "'d.r': min_files none -> '19%'\n"},
    {"coverage.min_files", CHECK("coverage: {reports: c, min: 1%}"),
        CHECK("coverage: {reports: c, min: 1%, min_files: 20%}"), NEITHER},
    {"coverage.min_files", CHECK("coverage: {reports: c, min: 1%, min_files: 80%}"),
        CHECK("coverage: {reports: c, min: 1%}"), "'d.r': min_files '80%' -> none\n"},
    {"coverage.min_lines coverage.exclude",
        CHECK("coverage: {reports: c, min: 1%, exclude: [x, y]}"),
        CHECK("coverage: {reports: c, min: 1%, exclude: [x], min_lines: 1}"), ""},
    {"performance.reports performance.format performance.from performance.max "
     "performance.max.sheet performance.min performance.min.sheet",
        CHECK("performance: {reports: r, from: tree, max: {p95_ms: 250ms, p99_ms: 1}, min: "
              "{requests: 900}}"),
        CHECK("performance: {reports: r, max: {p95_ms: 2s, error_rate: 2%}, min: {requests: "
              "{sheet: a}}, format: k6}"),
        "'d.r': format none -> 'k6'\n"
        "'d.r': from gains 'evidence'\n"
        "'d.r': max.error_rate none -> '2%'\n"
        "'d.r': max.p95_ms '250ms' -> '2s'\n"
        "'d.r': max.p99_ms 1 -> none\n"
        "'d.r': min.requests 900 -> {sheet: 'a'}\n"},
    {"tests.fresh tests.fresh.inputs tests.fresh.grace_days",
        CHECK("tests: {reports: r, fresh: {inputs: [a], grace_days: 3}}"),
        CHECK("tests: {reports: r, fresh: {inputs: [a], grace_days: 4}}"),
        "'d.r': fresh {inputs: ['a'], grace_days: 3} -> {inputs: ['a'], grace_days: 4}\n"},
    {"coverage.fresh coverage.fresh.inputs coverage.fresh.grace_days",
        CHECK("coverage: {reports: r, min: 1%, fresh: {inputs: [a], grace_days: 3}}"),
        CHECK("coverage: {reports: r, min: 1%, fresh: {inputs: [a], grace_days: 4}}"),
        "'d.r': fresh {inputs: ['a'], grace_days: 3} -> {inputs: ['a'], grace_days: 4}\n"},
    {"scan.fresh scan.fresh.inputs scan.fresh.grace_days",
        CHECK("scan: {reports: r, fresh: {inputs: [a], grace_days: 3}}"),
        CHECK("scan: {reports: r, fresh: {inputs: [a], grace_days: 4}}"),
        "'d.r': fresh {inputs: ['a'], grace_days: 3} -> {inputs: ['a'], grace_days: 4}\n"},
    {"performance.fresh performance.fresh.inputs performance.fresh.grace_days",
        CHECK("performance: {reports: r, fresh: {inputs: [a], grace_days: 3}}"),
        CHECK("performance: {reports: r, fresh: {inputs: [a], grace_days: 4}}"),
        "'d.r': fresh {inputs: ['a'], grace_days: 3} -> {inputs: ['a'], grace_days: 4}\n"},
    {"tests.fresh", CHECK("tests: {reports: r, fresh: inputs}"), CHECK("tests: {reports: r}"),
        "'d.r': fresh 'inputs' -> none\n"},
    {"tests.fresh", CHECK("tests: {reports: r}"), CHECK("tests: {reports: r, fresh: inputs}"), ""},
    {"fresh.reports fresh.inputs fresh.grace_days",
        CHECK("fresh: {reports: r, inputs: [a, b], grace_days: 3}"),
        CHECK("fresh: {reports: q, inputs: [a], grace_days: 4}"),
        "'d.r': reports 'r' -> 'q'\n"
        "'d.r': inputs loses 'b'\n"
        "'d.r': grace_days 3 -> 4\n"},
    {"fresh.grace_days", CHECK("fresh: {reports: r, inputs: [a]}"),
        CHECK("fresh: {reports: r, inputs: [a], grace_days: 3650}"),
        "'d.r': grace_days none -> 3650\n"},
    {"fresh.inputs fresh.grace_days", CHECK("fresh: {reports: r, inputs: [a]}"),
        CHECK("fresh: {reports: r, inputs: [a, b], grace_days: 0}"), ""},
    {"performance.max performance.min performance.require performance.max_regression",
        CHECK("performance: {reports: r, max: {p95_ms: 0.25s}}"),
        CHECK("performance: {reports: r, max: {p95_ms: 200ms, error_rate: 0.5%, p99_ms: 1s}, min: "
              "{requests: 101}, require: [a], max_regression: {p95_ms: 5%}}"),
        ""},
    {"performance.no_base",
        CHECK("performance: {reports: r, max_regression: {p95_ms: 5%}, no_base: error}"),
        CHECK("performance: {reports: r, max_regression: {p95_ms: 5%}, no_base: ignore}"),
        "'d.r': no_base 'error' -> 'ignore'\n"},
    {"performance.no_base", CHECK("performance: {reports: r, no_base: ignore}"),
        CHECK("performance: {reports: r, no_base: error}"), ""},
    {"performance.each performance.each.max performance.each.max.sheet performance.each.min "
     "performance.each.min.sheet performance.require performance.own_thresholds "
     "performance.max_regression performance.max_regression.sheet performance.percentiles "
     "performance.metric performance.transactions performance.many",
        CHECK("performance: {reports: r, each: {max: {p95_ms: 1}}, require: [a], max_regression: "
              "{p95_ms: 5%, p99_ms: 5%}}"),
        CHECK("performance: {reports: r, each: {max: {p95_ms: 2}}, max_regression: {p95_ms: 6%}, "
              "own_thresholds: ignore, percentiles: [90], metric: m, transactions: true, many: "
              "true}"),
        "'d.r': each {max: {p95_ms: 1}} -> {max: {p95_ms: 2}}\n"
        "'d.r': require ['a'] -> none\n"
        "'d.r': own_thresholds none -> 'ignore'\n"
        "'d.r': max_regression.p95_ms '5%' -> '6%'\n"
        "'d.r': max_regression.p99_ms '5%' -> none\n"
        "'d.r': percentiles none -> [90]\n"
        "'d.r': metric none -> 'm'\n"
        "'d.r': transactions none -> true\n"
        "'d.r': many none -> true\n"},
    {"scan.reports scan.format scan.from scan.level scan.security scan.new_only",
        CHECK("scan: {reports: r, security: 5}"),
        CHECK("scan: {reports: [r, s], security: 7.5, new_only: true, format: sarif}"),
        "'d.r': reports gains 's'\n"
        "'d.r': format none -> 'sarif'\n"
        "'d.r': security 5 -> '7.5'\n"
        "'d.r': new_only none -> true\n"},
    {"scan.level", CHECK("scan: {reports: r, level: note}"), CHECK("scan: {reports: r}"),
        "'d.r': level 'note' -> none\n"},
    {"scan.level scan.security", CHECK("scan: {reports: r}"),
        CHECK("scan: {reports: r, level: warning, security: 7.0}"), ""},
    {"scan.suppressed scan.tools scan.exclude",
        CHECK("scan: {reports: r, suppressed: count, tools: [CodeQL]}"),
        CHECK("scan: {reports: r, exclude: [x]}"),
        "'d.r': suppressed 'count' -> none\n"
        "'d.r': tools ['CodeQL'] -> none\n"
        "'d.r': exclude none -> ['x']\n"},
    {"scan.from", CHECK("scan: {reports: r, from: tree}"),
        CHECK("scan: {reports: r, from: evidence}"), "'d.r': from 'tree' -> 'evidence'\n"},
    {"openapi.reports openapi.every_operation openapi.need openapi.error_media",
        CHECK("openapi: {reports: r, every_operation: [summary, tags]}"),
        CHECK("openapi: {reports: [r, s], every_operation: [summary], need: [client], "
              "error_media: a/b}"),
        "'d.r': reports gains 's'\n"
        "'d.r': every_operation loses 'tags'\n"
        "'d.r': need none -> ['client']\n"},
    {"openapi.same_schema openapi.constraints openapi.exclude openapi.include "
     "openapi.allow_empty openapi.external openapi.described",
        CHECK("openapi: {reports: r, same_schema: true, constraints: true, include: webhooks}"),
        CHECK("openapi: {reports: r, exclude: ['GET /a'], allow_empty: true, external: ignore}"),
        "'d.r': same_schema true -> none\n"
        "'d.r': constraints true -> none\n"
        "'d.r': exclude none -> ['GET /a']\n"
        "'d.r': include 'webhooks' -> none\n"
        "'d.r': allow_empty none -> true\n"
        "'d.r': external none -> 'ignore'\n"},
    {"proto.reports proto.every_service proto.every_rpc proto.every_message proto.every_field "
     "proto.every_enum proto.every_enum_value",
        CHECK("proto: {reports: r, every_service: comment, every_rpc: comment, every_message: "
              "comment, every_field: comment, every_enum: comment, every_enum_value: comment}"),
        CHECK("proto: {reports: [r, s]}"),
        "'d.r': reports gains 's'\n"
        "'d.r': every_service 'comment' -> none\n"
        "'d.r': every_rpc 'comment' -> none\n"
        "'d.r': every_message 'comment' -> none\n"
        "'d.r': every_field 'comment' -> none\n"
        "'d.r': every_enum 'comment' -> none\n"
        "'d.r': every_enum_value 'comment' -> none\n"},
    {"proto.validate proto.exclude proto.external", CHECK("proto: {reports: r, validate: true}"),
        CHECK("proto: {reports: r, exclude: ['*.M'], external: ignore}"),
        "'d.r': validate true -> none\n"
        "'d.r': exclude none -> ['*.M']\n"
        "'d.r': external none -> 'ignore'\n"},
    {"asyncapi.reports asyncapi.every_message asyncapi.every_operation asyncapi.exclude "
     "asyncapi.allow_empty asyncapi.external",
        CHECK("asyncapi: {reports: r, every_message: [payload], every_operation: [summary]}"),
        CHECK("asyncapi: {reports: [r, s], exclude: ['send a'], allow_empty: true, external: "
              "ignore}"),
        "'d.r': reports gains 's'\n"
        "'d.r': every_message ['payload'] -> none\n"
        "'d.r': every_operation ['summary'] -> none\n"
        "'d.r': exclude none -> ['send a']\n"
        "'d.r': allow_empty none -> true\n"
        "'d.r': external none -> 'ignore'\n"},
    {"graphql.reports graphql.every_type graphql.every_field graphql.every_argument "
     "graphql.every_input_field graphql.every_enum_value graphql.every_deprecated",
        CHECK("graphql: {reports: r, every_type: description, every_field: description, "
              "every_argument: description, every_input_field: description, every_enum_value: "
              "description, every_deprecated: reason}"),
        CHECK("graphql: {reports: [r, s]}"),
        "'d.r': reports gains 's'\n"
        "'d.r': every_type 'description' -> none\n"
        "'d.r': every_field 'description' -> none\n"
        "'d.r': every_argument 'description' -> none\n"
        "'d.r': every_input_field 'description' -> none\n"
        "'d.r': every_enum_value 'description' -> none\n"
        "'d.r': every_deprecated 'reason' -> none\n"},
    {"graphql.exclude graphql.allow_empty", CHECK("graphql: {reports: r}"),
        CHECK("graphql: {reports: r, exclude: ['*.M'], allow_empty: true}"),
        "'d.r': exclude none -> ['*.M']\n"
        "'d.r': allow_empty none -> true\n"},
    {"compatible.reports compatible.level compatible.enums compatible.version "
     "compatible.exclude compatible.described",
        CHECK("compatible: {reports: r, level: possible, enums: strict}"),
        CHECK("compatible: {reports: [r, s], version: true, exclude: ['GET /a']}"),
        "'d.r': reports gains 's'\n"
        "'d.r': level 'possible' -> none\n"
        "'d.r': enums 'strict' -> none\n"
        "'d.r': version none -> true\n"
        "'d.r': exclude none -> ['GET /a']\n"},
    {"records.files records.except", CHECK("records: {files: ['adr/\x2a.md']}"),
        CHECK("records: {files: ['adr/\x2a.md'], except: ['adr/0*.md']}"),
        "'d.r': except none -> ['adr/0*.md']\n"},
    {"records.files", CHECK("records: {files: ['adr/\x2a.md', 'doc/\x2a.md']}"),
        CHECK("records: {files: ['adr/\x2a.md']}"), "'d.r': files loses 'doc/\x2a.md'\n"},
    {"records.named_in records.named_in.file records.named_in.at",
        CHECK("records: {named_in: {file: done.yml, at: $.x}}"),
        CHECK("records: {named_in: {file: done.yml, at: $.y}}"),
        "'d.r': named_in {file: 'done.yml', at: '$.x'} -> {file: 'done.yml', at: '$.y'}\n"},
    {"records.require", CHECK("records: {files: ['adr/\x2a.md']}"),
        CHECK("records: {files: ['adr/\x2a.md'], require: [title]}"),
        "'d.r': require none -> ['title']\n"},
    {"records.status", CHECK("records: {files: ['adr/\x2a.md'], status: [accepted]}"),
        CHECK("records: {files: ['adr/\x2a.md']}"), "'d.r': status ['accepted'] -> none\n"},
    {"records.links", CHECK("records: {files: ['adr/\x2a.md']}"),
        CHECK("records: {files: ['adr/\x2a.md'], links: false}"), "'d.r': links none -> false\n"},
    {"any_of.checks", CHECK("any_of: [{file: a}, {file: b}]"),
        CHECK("any_of: [{file: a}, {file: b}, {file: c}]"),
        "'d.r': another way is enough: {file: 'c'}\n"},
    {"any_of.checks", CHECK("any_of: [{file: a}, {file: b}, {file: c}]"),
        CHECK("any_of: [{file: a}, {file: b}]"), ""},
    {"any_of.checks",
        CHECK("any_of: [{file: a}, {markdown: {file: b, sections: [{heading: x, min_words: "
              "9}]}}]"),
        CHECK("any_of: [{file: a}, {markdown: {file: b, sections: [{heading: x, min_words: "
              "3}]}}]"),
        "'d.r': markdown: sections 'x': min_words 9 -> 3\n"},
    {"all_of.checks", CHECK("all_of: [{file: a}, {link: b}]"), CHECK("all_of: [{file: a}]"),
        "'d.r': a part is removed: {link: 'b'}\n"},
    {"all_of.checks", CHECK("all_of: [{file: a}, {file: b}]"),
        CHECK("all_of: [{file: a}, {file: b}, {link: runbook}]"), ""},
};

static bool is_neither(const struct edit *edit)
{
	return !strcmp(edit->words, NEITHER);
}

static void make_policy(const char *text, char out[2048])
{
	snprintf(out, 2048, "version: 1\n%s", text);
}

/* To be freed. */
static char *found_between(const char *before, const char *after)
{
	char then[2048], now[2048];
	const char *const base[] = {
	    DONE_POLICY_PATH, then, "services/a/x", "1", "apps/b/x", "1", NULL};
	const char *const change[] = {DONE_POLICY_PATH, now, NULL};
	struct done_loosened found = {0};
	struct done_buf out = {0};
	struct gate_fixture f;

	make_policy(before, then);
	make_policy(after, now);
	gate_open(&f, base, change);
	found.arena = &f.arena;
	if (gate_make(&f, GATE_MAP) < 0)
		done_buf_addf(&out, "%s:%d: %s\n", f.err.file, f.err.line, f.err.message);
	else
		done_plan_loosenings(&f.chain.plan, &found);
	for (size_t i = 0; i < found.nr; i++)
		done_buf_addf(&out, "%s\n", found.items[i]);
	gate_close(&f);
	done_buf_addch(&out, '\0');
	return out.ptr;
}

static void test_loosened__each_edit_is_named(void **state)
{
	size_t nr_wrong = 0;

	(void)state;
	for (size_t i = 0; TEST_EACH(edits, i, edits[i].keys); i++) {
		char *found = found_between(edits[i].before, edits[i].after);

		if (strcmp(found, edits[i].words + is_neither(&edits[i])) != 0) {
			print_error("%s: from\n%sto\n%sexpected\n%sgot\n%s\n", edits[i].keys,
			    edits[i].before, edits[i].after, edits[i].words, found);
			nr_wrong++;
		}
		free(found);
	}
	assert_int_equal(nr_wrong, 0);
}

static void test_loosened__no_edit_is_tighter_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(edits, i, edits[i].keys); i++) {
		char *found = found_between(edits[i].after, edits[i].before);

		if (is_neither(&edits[i]) ? *found : !*edits[i].words && !*found)
			fail_msg("%s: back, from\n%sto\n%sgot '%s'", edits[i].keys, edits[i].after,
			    edits[i].before, found);
		free(found);
	}
}

/* ---- edits by chance ---- */

/* Ways to write one key, each of which asks something else. */
static const struct {
	const char *ways[5];
} choices[] = {
    {{"", "min: 2, ", "min: 3, ", "min: 9, "}},
    {{"", "max: 20, ", "max: 30, ", "max: 10, "}},
    {{"match: a, ", "match: b, ", "match: 'a|b', "}},
    {{"files: [a], ", "files: [b], ", "files: [a, b], ", "files: [a, b, '!c'], "}},
    {{"", "exclude: [d], ", "exclude: [e], ", "exclude: [d, e], "}},
    {{"", "where: code, ", "where: comments, "}},
    {{"", "in: every, "}},
    {{"", "binary: skip, "}},
};
static const struct {
	const char *ways[5];
} around[] = {
    {{"", "level: warning, ", "tier: bronze, ", "tier: gold, ", "tier: gold, trial: true, "}},
    {{"", "effective: 2027-05-01, ", "effective: {existing: 2027-06-01, new_services: now}, "}},
    {{"", "when: {has: a}, ", "when: {has: [a, b]}, ", "when: {not: {has: a}}, ",
        "when: {any: [{has: a}, {stage: production}]}, "}},
};

static unsigned next_random(unsigned *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 16;
}

/* Every way among which one is chosen; an id of what was chosen. */
static unsigned write_check(unsigned *seed, unsigned fixed, char out[2048])
{
	struct done_buf options = {0}, fields = {0};
	unsigned id = 0;

	for (size_t i = 0; i < DONE_ARRAY_SIZE(choices) + DONE_ARRAY_SIZE(around); i++) {
		bool is_option = i < DONE_ARRAY_SIZE(choices);
		const char *const *ways =
		    is_option ? choices[i].ways : around[i - DONE_ARRAY_SIZE(choices)].ways;
		unsigned nr = 1, way;

		while (nr < 5 && ways[nr])
			nr++;
		/* Most keys stay as they are: two edits at once hide each other. */
		way = fixed >> i & 1 ? 0 : next_random(seed) % nr;
		id = id * 5 + way;
		done_buf_addstr(is_option ? &options : &fields, ways[way]);
	}
	snprintf(out, 2048, S "criteria: {d: {checks: {r: {%scontent: {%s}}}}}\n",
	    fields.ptr ? fields.ptr : "", options.ptr);
	done_buf_release(&options);
	done_buf_release(&fields);
	return id;
}

static void test_loosened__no_edit_by_chance_is_tighter_both_ways(void **state)
{
	unsigned seed = 12;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		unsigned fixed = next_random(&seed) | next_random(&seed);
		char before[2048], after[2048];
		unsigned then = write_check(&seed, fixed, before);
		unsigned now = write_check(&seed, fixed, after);
		char *there = found_between(before, after), *back = found_between(after, before);

		if (then == now ? *there || *back : !*there && !*back)
			fail_msg(
			    "from\n%sto\n%sgot '%s' and back '%s'", before, after, there, back);
		free(there);
		free(back);
	}
}

/* ---- every key has a row ---- */

/* Compared as one, whatever stands below it. */
static bool is_whole(const char *key)
{
	return !strcmp(key, "ecosystems");
}

static bool has_row(const char *key)
{
	size_t len = strlen(key);

	for (size_t i = 0; i < DONE_ARRAY_SIZE(edits); i++) {
		for (const char *at = edits[i].keys; (at = strstr(at, key)); at += len) {
			if ((at == edits[i].keys || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
				return true;
		}
	}
	return false;
}

struct keys {
	char texts[400][64];
	size_t nr;
};

static void add_key(struct keys *keys, const char *key)
{
	for (size_t i = 0; i < keys->nr; i++) {
		if (!strcmp(keys->texts[i], key))
			return;
	}
	assert_true(keys->nr < DONE_ARRAY_SIZE(keys->texts));
	snprintf(keys->texts[keys->nr++], sizeof(keys->texts[0]), "%s", key);
}

static void walk(struct keys *keys, const struct done_value *schema, const char *prefix);

static void walk_properties(
    struct keys *keys, const struct done_value *properties, const char *prefix)
{
	for (size_t i = 0; properties && i < properties->map.nr; i++) {
		char key[64];

		snprintf(key, sizeof(key), "%s%s%s", prefix, *prefix ? "." : "",
		    properties->map.ptr[i].key.ptr);
		add_key(keys, key);
		if (!is_whole(key))
			walk(keys, &properties->map.ptr[i].value, key);
	}
}

static void walk(struct keys *keys, const struct done_value *schema, const char *prefix)
{
	static const char *const below[] = {"anyOf", "allOf", "items", "additionalProperties"};

	if (!schema || schema->type != DONE_MAP)
		return;
	walk_properties(keys, done_value_get(schema, "properties"), prefix);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(below); i++) {
		const struct done_value *part = done_value_get(schema, below[i]);

		if (part && part->type == DONE_MAP)
			walk(keys, part, prefix);
		for (size_t j = 0; part && part->type == DONE_LIST && j < part->list.nr; j++)
			walk(keys, &part->list.ptr[j], prefix);
	}
}

/* A kind's options are known by the kind, its other fields as the check's. */
static void walk_check(struct keys *keys, const struct done_value *defs)
{
	const struct done_value *kinds = done_value_get(done_value_get(defs, "test"), "properties");
	const struct done_value *fields =
	    done_value_get(done_value_get(defs, "check"), "properties");

	for (size_t i = 0; i < fields->map.nr; i++) {
		const char *name = fields->map.ptr[i].key.ptr;
		char key[64];

		snprintf(key, sizeof(key), "check.%s", name);
		if (done_value_get(kinds, name)) {
			walk(keys, &fields->map.ptr[i].value, name);
			continue;
		}
		add_key(keys, key);
		walk(keys, &fields->map.ptr[i].value, key);
	}
}

static void test_loosened__every_key_of_the_schema_has_a_row(void **state)
{
	struct done_arena arena = {0};
	struct done_error err = {0};
	struct done_buf text = {0};
	struct done_value schema = {0};
	struct keys *keys = calloc(1, sizeof(*keys));
	const struct done_value *defs;
	size_t nr_without = 0;

	(void)state;
	assert_non_null(keys);
	done_policy_schema(&text, done_check_forms());
	assert_success(done_json_parse(&arena, (struct done_bytes){text.ptr, text.len},
	                   "schema.json", &schema, &err),
	    err);
	defs = done_value_get(&schema, "$defs");
	walk_properties(keys, done_value_get(&schema, "properties"), "");
	walk_check(keys, defs);
	walk(keys, done_value_get(defs, "criterion"), "criterion");
	walk(keys, done_value_get(defs, "condition"), "when");
	walk(keys, done_value_get(defs, "question"), "questions");
	assert_true(keys->nr > 130);
	for (size_t i = 0; i < keys->nr; i++) {
		if (has_row(keys->texts[i]))
			continue;
		print_error(
		    "the key '%s' has no row in edits[] of tests/unit/test_gate_loosened.c: "
		    "say in .tighter of its field which edit of it asks more (enum "
		    "done_tighter, in include/done/policy.h; without it every edit loosens), "
		    "and add a row with an edit that loosens it\n",
		    keys->texts[i]);
		nr_without++;
	}
	if (nr_without)
		fail_msg("%zu keys have no row: they are named above", nr_without);
	free(keys);
	done_buf_release(&text);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_loosened__each_edit_is_named),
	    cmocka_unit_test(test_loosened__no_edit_is_tighter_both_ways),
	    cmocka_unit_test(test_loosened__no_edit_by_chance_is_tighter_both_ways),
	    cmocka_unit_test(test_loosened__every_key_of_the_schema_has_a_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
