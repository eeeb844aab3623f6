#!/usr/bin/env bats
# The html report in a real browser, made by the real binary from generated repositories. Chromium is
# looked for in PATH, or is CHROMIUM; playwright-core is among the tools (tests/tools), or in BROWSER_TOOLS.
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
}

# look NR [tiers]: a report on NR services, in HTML and as JSON to compare with.
look() {
	sh "$here/repository.sh" "$WORK/shop" "$@"
	cd "$WORK/shop"
	git done audit --now 2026-06-01 --format "html=$WORK/page.html" --format "json=$WORK/page.json" || [ $? -eq 1 ]
	node "$here/html.mjs" "$WORK/page.html" "$WORK/page.json"
}

@test "5 services: widths, contrast, links, filter, sort, without script, without style, on paper" {
	look 5
}

@test "12 services by tier, nine criteria" {
	look 12 tiers
}

# bats test_tags=slow
@test "100 services" {
	look 100
}

# bats test_tags=slow
@test "2,000 services open and filter without a pause" {
	look 2000
	[ "$(wc -c <"$WORK/page.html")" -lt 4000000 ]
}

# bats test_tags=slow
@test "2,000 services that lack most of nine criteria" {
	look 2000 tiers
	[ "$(wc -c <"$WORK/page.html")" -lt 4000000 ]
}

@test "names that try to be markup stay text" {
	node "$here/html.mjs" "$GIT_DONE_SOURCE/tests/golden/report/html.html"
}
