# What losses.bats and keep.bats share: a service of Go with a health route, pushes of "topic", and what reaches the base.

# publish: main is on the remote beside it, past the hook.
publish() {
	git remote add origin "${PWD%/shop}/remote.git"
	git push -q --no-verify origin main
	git remote set-head origin main
	git branch -q --set-upstream-to=origin/main
}

service() {
	write "services/$1/go.mod" "module $1"
	write "services/$1/main.go" 'package main

import "net/http"

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(200) })
	http.HandleFunc("/orders", orders)
	_ = http.ListenAndServe(":8080", nil)
}'
}

refused() {
	run git push origin +topic
	assert_failure
	assert_output --partial 'PUSH REFUSED'
}

passes() {
	run git push origin +topic
	assert_success
}

# on_main COMMAND...: it is in the base, past the hook.
on_main() {
	git checkout -q main
	"$@"
	commit "on main: $*"
	git push -q --no-verify origin main
	git checkout -q -B topic main
}

say() {
	sed -i.bak "$1" .git-done.yml
	rm .git-done.yml.bak
}
