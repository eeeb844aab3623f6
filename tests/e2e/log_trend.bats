#!/usr/bin/env bats
# The trend of git done log: in its JSON, as a page, and in the scorecard (audit --history).
load helper
load tools

# on DAY COMMAND...: as a committer of that day.
on() {
	local day=$1
	shift
	GIT_COMMITTER_DATE="${day}T12:00:00Z" "$@"
}

# cart loses its README in the second commit, pay comes in the third, cart is well again and a <b> comes in the fourth,
# the fifth changes nothing, the sixth takes pay away.
prepare() {
	git init -q shop
	cd shop
	small_policy
	sed -i.bak 's/^      readme:/&\n        tier: bronze/; s/^      no-print:/&\n        tier: silver/' .git-done.yml
	write services/cart/main.go 'package main'
	readme cart
	on 2026-01-01 commit first
	git rm -q services/cart/README.md
	on 2026-01-11 commit 'takes <the> README'
	write services/pay/main.go 'package main
func f() { fmt.Println(1) }'
	readme pay
	on 2026-01-21 commit 'pay comes'
	readme cart
	write 'services/<b>/main.go' 'package main'
	on 2026-01-31 commit 'well again'
	write services/cart/x.go 'package main'
	on 2026-02-10 commit 'changes nothing'
	git rm -q -r services/pay
	on 2026-03-01 commit 'pay goes'
}

@test "json has the points where something changed, and keeps to its schema" {
	git-done log --format json >history.json
	python_with jsonschema
	"$python" - "$GIT_DONE_SOURCE/config/log.schema.json" history.json <<'END'
import json, jsonschema, sys
schema, log = (json.load(open(name)) for name in sys.argv[1:])
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(log, schema)
trend = log["trend"]
assert trend["criteria"] == ["docs", "logging"]
dates = [p["date"] for p in trend["points"]]
assert dates == ["2026-01-01", "2026-01-11", "2026-01-21", "2026-01-31", "2026-03-01"], dates
tiers = [tuple(p["tiers"][t] for t in ("gold", "silver", "bronze", "none")) for p in trend["points"]]
# What reaches the policy's highest tier reaches all above it.
assert [sum(t) for t in tiers] == [p["services"] for p in trend["points"]] == [1, 1, 2, 3, 2], tiers
assert [t[3] for t in tiers] == [0, 1, 1, 1, 1] and [t[2] for t in tiers] == [0, 0, 1, 1, 0], tiers
shares = [[(c["met"], c["judged"]) for c in p["criteria"]] for p in trend["points"]]
assert shares == [[(1, 1), (1, 1)], [(0, 1), (1, 1)], [(1, 2), (1, 2)], [(2, 3), (2, 3)], [(1, 2), (2, 2)]], shares
services = {s["path"]: [(v["point"], v["exists"], v["met"], v["judged"]) for v in s["values"]] for s in trend["services"]}
assert list(services) == sorted(services)
assert services["services/cart"] == [(0, True, 2, 2), (1, True, 1, 2), (3, True, 2, 2)], services
assert services["services/pay"] == [(2, True, 1, 2), (4, False, 0, 0)], services
END
	git-done log --format json --service cart --check docs >part.json
	run jq -c '[.trend.criteria, [.trend.points[] | [.date, .services]], [.trend.services[].path]]' part.json
	assert_output '[["docs"],[["2026-01-01",1],["2026-01-11",1],["2026-01-31",1],["2026-03-01",1]],["services/cart"]]'
}

@test "the page draws it, says the same as a table, and escapes what is hostile" {
	git-done log --format html >log.html
	python3 - <<'END'
import re
text = open("log.html").read()
body = text[text.index("<body>"):]
assert "<the>" not in body and "/<b>/" not in body and "services/&lt;b&gt;" in body
assert "takes &lt;the&gt; README" in body
assert re.search(r"6 commits, 2026-01-01 to 2026-03-01, judged by the policy at HEAD: 5 changed something, 1 did not", body)
assert not re.search(r" (?:on[a-z]+|style)=", body.split("<script>")[0]), "an inline handler or style"
assert "http://" not in body.split("<script>")[0] and "https://" not in body.split("<script>")[0]
for heading in ("Services by tier", "Checks that are met, by criterion", "The same as a table", "Commits that changed something"):
	assert heading in body, heading
rows = re.findall(r"<tr><th scope=row><time datetime=(\S+?)>.*?((?:<td class=nr>[^<\n]*)+)", body)
assert [(r[0], re.findall(r">([^<]*)", r[1])) for r in rows] [0][0] == "2026-03-01" and len(rows) == 5, rows
assert rows[-1][1].endswith("<td class=nr>1/1<td class=nr>1/1"), rows[-1]
areas = re.findall(r"<path class=(t.) d=\"([^\"]*)\"", body)
assert [a[0] for a in areas] == ["tn", "t0", "t1", "t2", "t3"], areas
# One of three services at first, at the end two of three; a step at 30 of 59 days.
assert areas[0][1].startswith("M0 67H") and areas[0][1].endswith("H1000V100H0Z"), areas[0]
assert "H508" in areas[0][1], areas[0]
END
	git-done log --format html >again.html
	cmp log.html again.html
	run git-done log --format html --last 1
	assert_output --partial 'Services by tier'
	run git-done log HEAD..HEAD --format html
	assert_output --partial 'No commit was judged'
}

# bats file_tags=deep

@test "the scorecard draws the history that it is given, and is as before without" {
	git-done log --format json >history.json
	git-done audit --now 2026-05-01 --format html=plain.html || assert_equal $? 1
	git-done audit --now 2026-05-01 --history history.json --format html=drawn.html --format json=report.json || assert_equal $? 1
	git-done audit --now 2026-05-01 --format json=plain.json || assert_equal $? 1
	cmp plain.json report.json
	! grep -q 'class=spark' plain.html
	grep -q 'aria-label="2 of 2 checks met on 2026-01-01, 2 of 2 on 2026-03-01"' drawn.html
	grep -q 'aria-label="1 of 1 checks met on 2026-01-01, 1 of 2 on 2026-03-01"' drawn.html
	grep -q 'from 2026-01-01 to 2026-03-01' drawn.html
	# A service that the history does not know has no line.
	readme new
	commit 'new one'
	git-done audit --now 2026-05-01 --history history.json --format html=newer.html || assert_equal $? 1
	assert_equal "$(grep -c '^<tr><th scope=row>.*class=spark' newer.html)" 4
}

@test "a file that is no such history is refused at its place, before anything is judged" {
	git-done log --format json >history.json
	run git-done audit --history history.json
	assert_equal "$status" 2
	assert_output --partial 'html only'
	run git-done audit --history missing --format html
	assert_equal "$status" 2
	run git-done audit --repo . --repo ../other --history history.json --format html=x.html
	assert_equal "$status" 2
	while IFS='|' read -r change words; do
		jq "$change" history.json >bad.json
		run git-done audit --history bad.json --format html
		assert_equal "$change: $status" "$change: 2"
		assert_output --partial 'bad.json:'
		assert_output --partial "$words"
	done <<'ROWS'
.schema = 2|this is not a history
del(.trend)|this is not a history
.trend.points[1].date = "yesterday"|point of the trend is not valid
.trend.points[1].commit = "x"|point of the trend is not valid
.trend.points[1].criteria = []|point of the trend is not valid
.trend.points[1].services = 0|not valid
.trend.points[1].criteria[0].met = 7|not valid
.trend.points = {}|a list is missing
.trend.services[0].values[0].point = 99|not valid
.trend.services[0].values[0].tier = "iron"|not a valid tier
.trend.services[0].values[0].exists = 1|not valid
.trend.services = [.trend.services[1], .trend.services[0]]|not in order
.trend.services[1].values = [.trend.services[1].values[1], .trend.services[1].values[0]]|not in order
ROWS
	for text in '' '[]' '{' 'x'; do
		printf '%s' "$text" >bad.json
		run git-done audit --history bad.json --format html
		assert_equal "'$text': $status" "'$text': 2"
	done
}

# 1,000 commits, made at once: three break something, each is found at its own.
@test "three regressions among 1,000 commits are found at their commits" {
	git init -q ../long
	cd ../long
	small_policy
	python3 - >stream <<'END'
files = {".git-done.yml": open(".git-done.yml").read()}
for name in ("cart", "pay", "stock"):
	files[f"services/{name}/README.md"] = f"# {name}\n\n## Purpose\n\nIt keeps the orders of the shop.\n"
	files[f"services/{name}/main.go"] = "package main\n"
changes = {300: ("services/cart/main.go", "package main\nfunc f() { fmt.Println(1) }\n"),
	600: ("services/pay/README.md", "# pay\n"), 900: ("services/stock/main.go", "package main\nfunc g() { fmt.Printf(2) }\n")}
for number in range(1, 1001):
	message = f"commit {number}"
	print(f"commit refs/heads/main\ncommitter A <a@example.com> {1767225600 + number * 3600} +0000\ndata {len(message)}\n{message}")
	change = dict([changes[number]]) if number in changes else {f"services/cart/f{number % 7}.go": f"package main\n// {number}\n"}
	for path, text in (files if number == 1 else change).items():
		print(f"M 100644 inline {path}\ndata {len(text)}\n{text}")
END
	git fast-import --quiet <stream
	git checkout -q -f main
	run git-done log
	assert_success
	assert_equal "$(grep -c '^commit ' <<<"$output")" 4
	assert_output --partial "commit $(git rev-parse main~100)"
	assert_output --partial "commit $(git rev-parse main~400)"
	assert_output --partial "commit $(git rev-parse main~700)"
	assert_output --partial '1000 commits, 2026-01-01 to 2026-02-11, judged by the policy at HEAD: 4 changed something, 996 did not'
	run git-done blame pay docs.readme
	assert_output --partial 'commit 600'
	git-done log --format html >log.html
	for back in 100 400 700; do grep -q "id=c-$(git rev-parse main~$back)>" log.html; done
}
