#!/usr/bin/env bats
# Where a report points when the file is missing: at a line that the change touches, as GitHub shows
# an alert only there. Compared with the lines that git itself calls changed.
load helper

prepare() {
	shop
	{ printf 'package main\n'; seq 1 40 | sed 's/^/\/\/ line /'; } >services/orders/main.go
	commit 'a file of some length'
	git push -q origin main
	git checkout -q -b topic
	git rm -q services/orders/README.md
}

# The anchor as SARIF has it, "path:line", of the only result.
anchor() {
	git done check --format sarif >x.sarif || true
	python3 -c 'import json
r = json.load(open("x.sarif"))["runs"][0]["results"]
assert len(r) == 1, len(r)
p = r[0]["locations"][0]["physicalLocation"]
print("%s:%d" % (p["artifactLocation"]["uri"], p["region"]["startLine"]))'
}

# Is the line one of those that git's own diff shows, added or beside what is gone?
in_diff() {
	git diff -U3 main...HEAD -- "${1%:*}" | awk -v wanted="${1##*:}" '
		/^@@/ { split($3, part, ","); line = part[1] + 0; next }
		/^[+ ]/ && !/^\+\+\+/ { found = found || line == wanted; line++ }
		END { exit !found }' FS='[ +]+'
}

@test "a missing file is hung on the first line that changed" {
	sed -i.bak 's/^\/\/ line 20$/changed/' services/orders/main.go
	rm services/orders/main.go.bak
	commit
	run anchor
	assert_output services/orders/main.go:21
	git done check --format json >x.json || true
	python3 -c 'import json
s = [s for s in json.load(open("x.json"))["runs"][0]["services"] if s["name"] == "orders"][0]
assert (s["anchor"], s["anchor_line"]) == ("services/orders/main.go", 21), s'
	# Text alone looks for no such place; beside it the others have theirs.
	git done check >alone.txt || true
	git done check --format text --format json=y.json >beside.txt || true
	cmp alone.txt beside.txt
	cmp x.json y.json
}

@test "whatever was done to the file, the line is in the diff" {
	while read -r edit; do
		git checkout -q main -- services/orders/main.go
		sed -i.bak "$edit" services/orders/main.go
		rm services/orders/main.go.bak
		commit "$edit"
		at=$(anchor)
		[ "${at%:*}" = services/orders/main.go ]
		in_diff "$at" || { echo "$edit: $at"; git diff -U3 main...HEAD -- services/orders/main.go; return 1; }
	done <<'EDITS'
1d
1s/$/ x/
40,41d
20d
41s/$/ x/
20a more
41a more
2,41d
EDITS
}

@test "binary files, links, empty and deleted ones are passed over; a new file's first line is new" {
	printf 'a\0b' >services/orders/a.bin
	ln -s main.go services/orders/b.link
	: >services/orders/c.empty
	git rm -q services/orders/main.go
	write services/orders/z.go 'package main'
	commit
	run anchor
	assert_output services/orders/z.go:1
}

# bats file_tags=deep

@test "where nothing can be pointed at by line, the first changed path serves" {
	printf 'a\0b' >services/orders/a.bin
	commit
	run anchor
	assert_output services/orders/a.bin:1
}

@test "a changed file that falls short as a whole is shown where it changed" {
	printf '# orders\n\nNo heading that is asked for.\n' >services/orders/README.md
	sed -i.bak 's/^\/\/ line 20$/changed/' services/orders/main.go
	rm services/orders/main.go.bak
	commit
	run anchor
	assert_output --regexp '^services/orders/README.md:[1-9]'
	in_diff "$output"
}

@test "an audit has no change: the nearest file that is there" {
	commit
	git done audit --format sarif >x.sarif || true
	run python3 -c 'import json
p = json.load(open("x.sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
print("%s:%d" % (p["artifactLocation"]["uri"], p["region"]["startLine"]))'
	assert_output services/orders/main.go:1
}
