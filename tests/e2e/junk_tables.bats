#!/usr/bin/env bats
# More that costs nothing: tests/support/junk_wrapped.tsv puts the code that would do where it does
# not run, junk_papers.txt is a list of files that hold nothing. What still meets a check is listed
# here as a known hole; a hole that is closed has to be taken out.
load helper

wrapped_holes() {
	cat <<-'HOLES'
		cpp-if-0 logging.health
		cpp-if-0 logging.logger
		cpp-if-0 validation.errors
		cpp-if-0 validation.input
		cpp-raw-string logging.health
		dotnet-bin logging.health
		dotnet-bin validation.errors
		dotnet-controller-if-false logging.logger
		dotnet-controller-if-false validation.input
		dotnet-if-false logging.health
		dotnet-if-false validation.errors
		elixir-example logging.health
		elixir-example logging.logger
		elixir-example validation.errors
		elixir-example validation.input
		elixir-heredoc logging.health
		elixir-sigil logging.health
		elixir-sigil-pipe logging.health
		go-example logging.health
		go-example logging.logger
		go-example validation.errors
		go-example validation.input
		go-ignored logging.health
		go-ignored logging.logger
		go-ignored validation.errors
		go-ignored validation.input
		go-raw-string logging.health
		go-underscore logging.health
		go-underscore logging.logger
		go-underscore validation.errors
		go-underscore validation.input
		jvm-kotlin-raw logging.health
		jvm-text-block logging.health
		node-example logging.health
		node-example logging.logger
		node-example validation.errors
		node-example validation.input
		node-template-literal logging.health
		php-halted logging.health
		php-halted logging.logger
		php-halted validation.errors
		php-halted validation.input
		php-heredoc logging.health
		php-outside logging.health
		python-build logging.health
		python-build logging.logger
		python-build validation.errors
		python-build validation.input
		python-example logging.health
		python-example logging.logger
		python-example validation.errors
		python-example validation.input
		python-single-quotes logging.health
		ruby-example logging.health
		ruby-example logging.logger
		ruby-example validation.errors
		ruby-example validation.input
		ruby-heredoc logging.health
		ruby-percent-q logging.health
		rust-cfg-test logging.health
		rust-cfg-test logging.logger
		rust-cfg-test validation.errors
		rust-cfg-test validation.input
		rust-raw-string logging.health
	HOLES
}

papers_holes() {
	cat <<-'HOLES'
		alert-block-comment logging.alerts
		alert-kind-alone logging.alerts
		alert-no-expression logging.alerts
		alert-node-modules logging.alerts
		alert-string logging.alerts
		alert-test logging.alerts
		alert-vendored logging.alerts
		api-only-parameters docs.api
		health-compose-empty logging.health
		health-compose-true logging.health
		health-docker-exit logging.health
		health-docker-true logging.health
		health-probe-empty logging.health
		health-variable logging.health
		load-readme-only performance.check
		load-run-comment performance.check
		load-run-echo performance.check
		load-run-false performance.check
		on-call-mash docs.on-call
		owner-blank docs.owner
		owner-catalog-unknown docs.owner
		owner-dash docs.owner
		owner-example-text docs.owner
		owner-nobody docs.owner
		owner-none docs.owner
		owner-question docs.owner
		owner-slot docs.owner
		owner-tbd docs.owner
		owner-unknown docs.owner
		promise-year performance.promise
		purpose-alphabet docs.purpose
		purpose-latin docs.purpose
		purpose-mash docs.purpose
		purpose-slot docs.purpose
		purpose-soon docs.purpose
		purpose-template docs.purpose
		runbook-link-empty docs.runbook
	HOLES
}

# judged TABLE TARGET: writes the services of the table, and the verdicts to verdicts.txt.
judged() {
	git init -q shop
	cd shop
	sh "$GIT_DONE_SOURCE/tests/support/$1.sh" "$PWD"
	write .git-done.yml "version: 1
extends: [preset:backend]
services: [{path: services/*}]
target: $2"
	git add -A -f
	git commit -q -m judged
	git done audit --format json >"$WORK/report.json" || [ $? -eq 1 ]
	jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | "\($name) \(.id) \(.verdict) \(.evidence[0] | if . then "\(.path):\(.line) \(.what)" else "" end)"' \
		"$WORK/report.json" >"$WORK/verdicts.txt"
}

@test "code that does not run meets nothing in any ecosystem" {
	judged junk_wrapped bronze
	for name in validation.input validation.errors logging.logger logging.health; do
		grep " $name " "$WORK/verdicts.txt" | grep -v ' unmet ' || :
	done | sort >"$WORK/met.txt"
	run diff <(wrapped_holes | sort) <(cut -d' ' -f1,2 "$WORK/met.txt")
	assert_output ''
	run sh -c "ls -d services/* | wc -l"
	assert_output "$(grep -c -v '^#' "$GIT_DONE_SOURCE/tests/support/junk_wrapped.tsv")"
}

@test "files that hold nothing meet nothing" {
	judged junk_papers gold
	grep '^@ ' "$GIT_DONE_SOURCE/tests/support/junk_papers.txt" | while read -r _ name check _; do
		grep "^$name $check " "$WORK/verdicts.txt" || echo "$name $check was not asked"
	done | grep -v ' unmet ' | sort >"$WORK/met.txt"
	run diff <(papers_holes | sort) <(cut -d' ' -f1,2 "$WORK/met.txt")
	assert_output ''
	[ "$(wc -l <"$WORK/verdicts.txt")" -gt 2000 ]
}
