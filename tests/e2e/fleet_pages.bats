#!/usr/bin/env bats
# Many repositories at a glance: an index in html, json and markdown, a page for each, and whom to call.
load helper
load tools

prepare() {
	fleet_of_four
}

# one DIRECTORY: a repository of two services, orders and billing; billing has no README.md.
one() {
	git init -q "$1"
	cd "$1"
	small_policy
	readme orders
	write services/orders/main.go 'package main'
	write services/billing/main.go 'package main'
	commit start
	cd "$OLDPWD"
}

# Two of one name, one whose name is hostile, one that is no repository. What names owners, excuses and disputes.
fleet_of_four() {
	mkdir "$WORK/fleet"
	cd "$WORK/fleet"
	one a/shop
	mkdir b
	one b/Shop
	one '<b>&"x'
	mkdir empty
	cd a/shop
	write .github/CODEOWNERS '* @org/everybody
/services/orders/ @org/orders @lead'
	write services/billing/done.yml 'owner: "Team <Billing>"
waivers: [{check: docs.readme, reason: "we write <it> in June", by: lead@example.com, until: 2026-06-30}]'
	commit owners
	cd ../../b/Shop
	write services/billing/done.yml 'not_applicable: [{check: docs.readme, reason: "it is a <stub>"}]'
	commit disputed
	cd ../..
	printf '%s\n' a/shop b/Shop '<b>&"x' empty >list
}

audit() {
	git-done audit --repos-from list --now 2026-05-01 "$@" 2>err || status=$?
}

@test "json is an index that keeps to its schema, with the owners of every service" {
	audit --format json=fleet.json
	assert_equal "$status" 1
	python_with jsonschema
	"$python" - "$GIT_DONE_SOURCE/config/fleet.schema.json" fleet.json <<'END'
import json, jsonschema, sys
schema, fleet = (json.load(open(name)) for name in sys.argv[1:])
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(fleet, schema)
assert [r["repository"] for r in fleet["repositories"]] == ["a/shop", "b/Shop", '<b>&"x', "empty"]
assert [r["verdict"] for r in fleet["repositories"]] == ["met", "met", "unmet", "undecided"], fleet["repositories"]
assert fleet["counts"] == {"repositories": 4, "met": 2, "unmet": 1, "undecided": 1}
shop, other, hostile, empty = fleet["repositories"]
assert "empty" in empty["error"]["message"] and not empty["items"]
owners = {s["name"]: (s["owners"], s["owner_from"]) for s in shop["items"]}
assert owners == {"orders": (["@org/orders", "@lead"], ".github/CODEOWNERS"),
	"billing": (["Team <Billing>"], "services/billing/done.yml")}, owners
assert [(w["service"], w["check"], w["until"], w["state"], w["emergency"]) for w in shop["waivers"]] == [
	("billing", "docs.readme", "2026-06-30", "counts", None)]
assert [(d["service"], d["check"]) for d in other["disputes"]] == [("billing", "docs.readme")]
assert hostile["missing"] == [{"check": "docs.readme", "services": 1}]
named = [(o["owner"], o["services"]["judged"], o["repositories"]) for o in fleet["owners"]]
assert named == [("@lead", 1, [0]), ("@org/orders", 1, [0]), ("Team <Billing>", 1, [0]), (None, 4, [1, 2])], named
assert sum(t for t in fleet["services"].values()) - fleet["services"]["judged"] == fleet["services"]["judged"]
END
}

@test "html is an index beside a page for each: names that are equal or hostile, a repository without a verdict" {
	audit --format html=out.html --by owner
	assert_equal "$status" 1
	assert_equal "$(ls out.pages)" "$(printf '%s\n' -b---x.html Shop~2.html empty.html shop.html | LC_ALL=C sort)"
	python3 - <<'END'
import re, html, html.parser, os
text = open("out.html").read()
assert "<b>&" not in text and "<stub>" not in text and "Team <B" not in text
class Links(html.parser.HTMLParser):
	def __init__(self): super().__init__(); self.links, self.rows, self.tags = [], 0, []
	def handle_starttag(self, tag, attributes):
		attributes = dict(attributes)
		if tag == "a" and not attributes["href"].startswith("#"): self.links.append(attributes["href"])
		assert not any(key.startswith("on") or key == "style" for key in attributes), attributes
reader = Links()
reader.feed(text)
assert set(reader.links) == {f"out.pages/{name}" for name in ("-b---x.html", "Shop~2.html", "empty.html", "shop.html")}, reader.links
for link in reader.links: assert os.path.getsize(link) > 1000
assert text.index("id=\"owners\"") < text.index("id=\"repositories\"")
rows = re.findall(r"<tr><th scope=row><a href=\"out.pages/([^\"]*)\"", text[text.index("id=\"repositories\""):])
assert rows[:4] == ["empty.html", "-b---x.html", "shop.html", "Shop~2.html"], rows
for words in ("we write &lt;it&gt; in June", "it is a &lt;stub&gt;", "Team &lt;Billing&gt;", "nobody is named"): assert words in text, words
END
	grep -q 'there is no verdict' out.pages/empty.html
	grep -q 'not done' out.pages/-b---x.html
	cp -r out.pages before
	cp out.html before.html
	audit --format html=out.html --by owner
	cmp out.html before.html
	diff -r out.pages before
	assert_equal "$(find . -name '*.tmp' | wc -l)" 0
	# A page is the report that the repository has by itself.
	git-done audit --repo a/shop --now 2026-05-01 --format html=alone.html
	cmp alone.html out.pages/shop.html
}

# bats file_tags=deep

@test "markdown is a table of the repositories, or of the owners before it" {
	audit --format markdown >plain.md
	run grep -c '^| ' plain.md
	assert_output 6
	! grep -q '### Owners' plain.md
	audit --format markdown --by owner >owners.md
	grep -q '^| \*nobody is named\* | 3 of 4 ' owners.md
	grep -q '^| @<!-- -->org/orders | 1 of 1 ' owners.md
	! grep -q '<b>&' owners.md
	audit --by owner >text
	grep -q 'nobody is named: 3 of 4 services are done, in 2 repositories; most often' text
	grep -q '@org/orders: 1 of 1 service is done, in 1 repository' text
}

@test "one repository by name gives the ordinary report" {
	for format in json sarif html markdown text ndjson; do
		git-done audit --repo b/Shop --now 2026-05-01 --format "$format" >alone
		(cd b/Shop && git-done audit --now 2026-05-01 --format "$format") >inside
		cmp alone inside || fail "$format"
	done
	run git-done audit --repo a/shop --service orders --format json
	assert_success
	mkdir a/shop/clone
	run git-done audit --repo a/shop/clone
	assert_equal "$status" 3
	assert_output --partial 'inside one'
}

@test "what cannot be written for several repositories is refused before anything is judged" {
	for options in '--format html' '--format html=/dev/stdout' '--format sarif' '--format html=a.html --format html=b.html' \
		'--by team' '--by owner --format ndjson' '--shard 1/2' '--evidence x'; do
		run git-done audit --repos-from list $options
		assert_equal "$options: $status" "$options: 2"
	done
	run git-done audit --by owner
	assert_equal "$status" 2
	run git-done audit --repo a/shop --by owner
	assert_equal "$status" 2
	touch taken.pages
	mkdir elsewhere
	ln -s elsewhere linked.pages
	for name in taken linked; do
		run git-done audit --repos-from list --format "html=$name.html"
		assert_equal "$name: $status" "$name: 4"
		grep -q 'there is no verdict' "$name.html"
	done
	assert_equal "$(ls elsewhere | wc -l)" 0
	seq 1 10001 >many
	run git-done audit --repos-from many
	assert_equal "$status" 2
	assert_output --partial 'the most is 10000'
}

@test "a page that cannot be written is lost out loud, the index and the others stand" {
	mkdir -p out.pages/shop.html
	audit --format html=out.html
	assert_equal "$status" 4
	grep -q 'shop.html' err
	assert_file_exist out.pages/Shop~2.html
	! grep -q 'out.pages/shop.html' out.html
	grep -q 'out.pages/Shop~2.html' out.html
}

@test "a crashed worker costs one repository, not the index" {
	audit --format json --timeout 0 >whole.json
	printf '%s\n' a/shop missing b/Shop >list
	audit --format json >fleet.json
	python3 -c '
import json
fleet = json.load(open("fleet.json"))
assert [r["verdict"] for r in fleet["repositories"]] == ["met", "undecided", "met"]
assert fleet["exit"] == 3 and "missing" in fleet["repositories"][1]["error"]["message"]'
}

# ---- replay of several repositories --------------------------------------------------------------------

@test "replay tells what a new bar would refuse everywhere, and one that cannot be replayed stops no other" {
	git -C a/shop rm -q services/orders/README.md
	git -C a/shop commit -qm 'no more words'
	cat >new.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs: {checks: {readme: {file: {any: [README.md]}}, runbook: {file: {any: [RUNBOOK.md]}}}}
POLICY
	run --separate-stderr git-done replay --repos-from list --policy new.yml
	assert_equal "$status" 3
	assert_line --index 0 'replayed 6 commits of 3 repositories, by new.yml'
	assert_line --index 1 --partial '6 would have been refused, in 3 repositories; 0 could not be decided'
	assert_line '  docs.runbook  3 repositories, 6 commits, 6 services'
	assert_line '  docs.readme  3 repositories, 5 commits, 4 services'
	assert_line --partial '  a/shop  3 of 3 refused: docs.'
	assert_line --partial '  empty  undecided: '
	git-done replay --repos-from list --policy new.yml --format json >fleet.json || assert_equal $? 3
	python_with jsonschema
	"$python" - "$GIT_DONE_SOURCE/config/replay-fleet.schema.json" fleet.json <<'END'
import json, jsonschema, sys
schema, fleet = (json.load(open(name)) for name in sys.argv[1:])
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(fleet, schema)
assert [(r["repository"], r["replay"] and r["replay"]["refused"]) for r in fleet["repositories"]] == [
	("a/shop", 3), ("b/Shop", 2), ('<b>&"x', 1), ("empty", None)], fleet
END
	git-done replay --repo a/shop --policy new.yml >alone
	(cd a/shop && git-done replay --policy ../../new.yml) | sed 's|\.\./\.\./new.yml|new.yml|g' | cmp - alone
	run git-done replay --repo a/shop --repo a/shop
	assert_equal "$status" 2
}
