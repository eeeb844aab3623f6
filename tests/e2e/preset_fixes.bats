#!/usr/bin/env bats
# preset:backend: whoever writes what a fix prints has met the check, in code as it stands, in
# documents with words of their own below the same headings.
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
	whole_preset 'services/*'
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
	git done audit --policy "$WORK/bar.yml" --format json >"$WORK/report.json" || [ $? -eq 1 ]
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

# The sentences that a document's fix shows as examples, in somebody's own words.
in_own_words() {
	sed -e 's/^Takes a cart .*/Keeps the stock of the three warehouses and promises each parcel once./' \
		-e "s/^How to start it .*/Start the database, then run the binary; both take their address from DATABASE_URL./" \
		-e 's/^A request and its answer, .*/Ask for the stock of one article; the answer is a number and a day./' \
		-e 's/^Seen by: .*/You see parcels wait in the queue for more than an hour. The printer is the usual cause./' \
		-e 's/^Do: .*/Restart the printer, take the latest release back, and print the waiting labels by hand./' \
		-e 's/^Call: .*/Then call the people of the warehouse, whose numbers stand beside the door./' \
		-e 's/^checkout_orders_failed calls .*/parcels_waiting pages warehouse-oncall./' \
		-e 's/^- Orders carry a currency.*/- Parcels have a weight in grams./' \
		-e 's/^Target: .*/We promise p99 below 80 ms at 40 requests per second./'
}

unmet_of() {
	jq -r --arg service "$1" '.runs[0].services[] | select(.name == $service) | .criteria[].checks[]
		| select(.verdict == "unmet") | .id' "$WORK/report.json"
}

@test "each fix turns its check green and none red" {
	audit
	while read -r service source; do
		unmet_of "$service" >"$WORK/unmet.txt"
		[ "$(wc -l <"$WORK/unmet.txt")" -ge 9 ]
		while read -r id; do
			file="services/$service/$(file_of "$id" "$source")"
			mkdir -p "$(dirname "$file")"
			case $file in
			*.md) fix_of "$service" "$id" | in_own_words >>"$file" ;;
			*) fix_of "$service" "$id" >>"$file" ;;
			esac
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

@test "a document's fix, copied word for word, is an example that git done prints" {
	audit
	unmet_of go | grep -E '^docs\.|^performance\.target|^logging\.alerts' | grep -v -F docs.api >"$WORK/unmet.txt"
	[ "$(wc -l <"$WORK/unmet.txt")" -ge 6 ]
	while read -r id; do
		fix_of go "$id" >"services/go/$id.md"
		printf '      %s: {why: w, fix: f, markdown: "%s.md"}\n' "${id##*.}" "$id" >>"$WORK/checks.txt"
	done <"$WORK/unmet.txt"
	{
		printf 'version: 1\nservices: [{path: services/go}]\ncriteria:\n  own:\n    checks:\n'
		cat "$WORK/checks.txt"
	} >.git-done.yml
	commit copied
	run git done audit --format json
	assert_failure 1
	jq -r '.runs[0].services[].criteria[].checks[] | "\(.id) \(.verdict) \(.findings[0].message)"' <<<"$output" >"$WORK/found.txt"
	[ "$(wc -l <"$WORK/found.txt")" -eq "$(wc -l <"$WORK/unmet.txt")" ]
	run grep -v ' unmet .* is an example that git done prints$' "$WORK/found.txt"
	assert_output ''
}
