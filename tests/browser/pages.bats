#!/usr/bin/env bats
# What holds of every page in a real browser: the scorecard, the index of several repositories, the history. Widths,
# contrast, names for those who hear it, the order of the keyboard, forced colours, paper. Tools: see html.bats.
load ../e2e/helper
load ../e2e/tools

prepare() {
	here=$GIT_DONE_SOURCE/tests/browser
	for name in chromium chromium-browser google-chrome; do
		if [ -z "${CHROMIUM:-}" ] && command -v "$name" >/dev/null 2>&1; then
			CHROMIUM=$(command -v "$name")
		fi
	done
	export CHROMIUM
	[ -n "${CHROMIUM:-}" ] || lacks Chromium 'sh ci/packages.sh tools'
	[ -n "${BROWSER_TOOLS:-}" ] || npm_tool playwright-core
	export BROWSER_TOOLS=${BROWSER_TOOLS:-$DONE_TOOLS}
	sh "$here/repository.sh" "$WORK/a/shop" 12 tiers
	sh "$here/repository.sh" "$WORK/b/shop" 5
	git init -q "$WORK/b/empty"
	cd "$WORK/a/shop"
	git reset -q --hard
	git rm -q -r services/search
	git commit -q -m 'search goes'
}

@test "the scorecard, the index of several repositories, and the history" {
	git done log --format html >"$WORK/log.html"
	git done log --format json >"$WORK/log.json"
	git done audit --now 2026-06-01 --history "$WORK/log.json" --format "html=$WORK/score.html" || [ $? -eq 1 ]
	git done audit --now 2026-06-01 --repo "$WORK/a/shop" --repo "$WORK/b/shop" --repo "$WORK/b/empty" \
		--by owner --format "html=$WORK/index.html" || [ $? -ne 0 ]
	grep -q '>a/shop</a>' "$WORK/index.html"
	grep -q '>b/shop</a>' "$WORK/index.html"
	node "$here/pages.mjs" "$WORK/score.html" "$WORK/index.html" "$WORK/log.html"
}

@test "a page that is not good is seen" {
	write bad.html <<'HTML'
<!doctype html><html><head><title>x</title></head><body><h1 class=unmet>x</h1><h3>y</h3><a href="#no"></a>
<div style="width:2000px;color:#ddd">pale</div><table><tr><td>z</table><svg></svg></body></html>
HTML
	run node "$here/pages.mjs" bad.html
	assert_failure
	for words in '390 px, light' 'for those who hear it' 'by keyboard' 'on paper'; do
		assert_output --partial "not ok - bad.html: $words"
	done
}
