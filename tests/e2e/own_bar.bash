# What own_bar.bats and moved.bats share: `load helper`, then `load own_bar`. One service, orders, and a bar for it.

prepare() {
	export COLUMNS=300
	git init -q .
	readme orders
	write services/orders/main.go 'package main'
}

# policy SERVICES [MORE]: a README is asked for, and no Print in Go.
policy() {
	printf 'version: 1\nservices: %s\n%s\ncriteria:\n  docs:\n    checks:\n      readme: {file: {any: [README.md]}}\n' "$1" "${2:-}" >.git-done.yml
	printf '      no-print: {content: {files: ["**/*.go"], forbid: Print}}\n' >>.git-done.yml
}

based() {
	commit base
	git checkout -q -b topic
}

judged() {
	commit topic
	run git done check --verbose --now 2027-01-01 main...topic
}

refused() {
	judged
	assert_equal "$status" 1
}
