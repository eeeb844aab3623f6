#!/usr/bin/env bats
# preset:backend: whoever writes what a fix prints has met the check.
load helper

# bare SERVICE MANIFEST SOURCE: empty files, which meet nothing that is asked for.
bare() {
	write "services/$1/$2" ''
	write "services/$1/$3" ''
	printf '%s %s\n' "$1" "$3" >>"$WORK/sources.txt"
}

prepare() {
	git init -q shop
	cd shop
	bare go go.mod main.go
	bare jvm pom.xml src/main/java/Orders.java
	bare python pyproject.toml app.py
	bare node package.json index.js
	bare dotnet orders.csproj Orders.cs
	bare rust Cargo.toml src/main.rs
	bare php composer.json index.php
	bare ruby Gemfile app.rb
	commit bare
}

audit() {
	git done audit --policy preset:backend --format json >"$WORK/report.json" || [ $? -eq 1 ]
}

# The file that a check's fix speaks of, in a service with that source.
file_of() {
	case $1 in
	docs.runbook) echo RUNBOOK.md ;;
	docs.changelog) echo CHANGELOG.md ;;
	docs.* | performance.target | logging.alerts) echo README.md ;;
	performance.load-test) echo load/checkout.js ;;
	logging.health) echo Dockerfile ;;
	*) echo "$2" ;;
	esac
}

# The fix of one unmet check: the lines that are to be copied, else all of it.
fix_of() {
	jq -r --arg service "$1" --arg id "$2" '.runs[0].services[] | select(.name == $service) | .criteria[].checks[]
		| select(.id == $id) | .findings[0].fix | split("\n")
		| (map(select(startswith("  ")) | .[2:])) as $copied
		| if ($copied | length) > 0 then $copied else . end | "", .[]' "$WORK/report.json"
}

unmet_of() {
	jq -r --arg service "$1" '.runs[0].services[] | select(.name == $service) | .criteria[].checks[]
		| select(.verdict == "unmet") | .id' "$WORK/report.json"
}

@test "each fix, written as it is printed, turns its check green and none red" {
	audit
	while read -r service source; do
		unmet_of "$service" >"$WORK/unmet.txt"
		[ "$(wc -l <"$WORK/unmet.txt")" -ge 9 ]
		while read -r id; do
			file="services/$service/$(file_of "$id" "$source")"
			mkdir -p "$(dirname "$file")"
			fix_of "$service" "$id" >>"$file"
		done <"$WORK/unmet.txt"
	done <"$WORK/sources.txt"
	commit fixed
	audit
	run jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | select(.verdict == "unmet")
		| "\($name) \(.id) \(.findings[0].message)"' "$WORK/report.json"
	assert_success
	assert_output ''
	run jq -r '.runs[0].services | length' "$WORK/report.json"
	assert_output 8
}
