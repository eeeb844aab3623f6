#!/usr/bin/env bats
# Completion in the real shells: commands, options, refs, services, checks and files.
load helper

prepare() {
	git init -q shop
	cd shop
	sh "$GIT_DONE_SOURCE/tests/support/ecosystem_services.sh" . ''
	write .git-done.yml 'version: 1
services: auto
criteria:
  docs: {checks: {runbook: {file: RUNBOOK.md}, readme: {file: README.md}}}
  own: {checks: {manual: {file: MANUAL.md}}}'
	write 'policies/strict bar.yml' 'version: 1'
	commit 'services'
	git branch -m trunk
	git branch topic/orders
	git tag v1
}

# What is written | what is offered, all of it, parted by blanks ("…": also others) | what is not.
rows() {
	cat <<'ROWS'
git done che|check|audit
git done ser|services|
git done |check init draft policy trunk …|pre-push
git done check --ba|--base|--head
git done draft --d|--dry-run|
git done check --base t|topic/orders trunk|v1
git done check tru|trunk|
git done check trunk..top|trunk..topic/orders|
git done check trunk...v|trunk...v1|
git done --head v|v1|
git done check --service py|python|
git done draft ru|ruby rust|go
git done draft go docs.|docs.readme docs.runbook|own.manual
git done draft go docs.readme own|own.manual|
git done check --check own|own.manual|
git done check --criterion d|docs|
git done check --format js|json|
git done services --format |json text|sarif
git done check --color a|always auto|never
git done policy te|test|
git done policy lint pol|policies/|
git done init --service services/py|services/python|
git done explain ow|own own.manual owners|
git done explain mark|markdown|
git done install --hook pre-c|pre-commit|
git done help rep|replay|
git done waive py|python|
git done waive python go docs.|docs.readme docs.runbook|
git done waive python docs.readme ru|ruby rust|docs.runbook
git done waive --al|--all|
git done not-applicable --all own|own.manual|
git done not-applicable go rus|rust|ruby
git done why go docs.|docs.readme docs.runbook|
git done log --policy-f|--policy-from|
git done blame no|node|
git done completion f|fish|
git done audit --head nowhere||
git done rec|record|
git done record own|own.manual|
git done evidence se|seal|
git-done dra|draft|
git-done draft node own|own.manual|
ROWS
}

# compare SHELL: "complete_SHELL LINE" prints what that shell offers.
compare() {
	local nr=0
	while IFS='|' read -r line wanted never; do
		nr=$((nr + 1))
		"complete_$1" "$line" | sed 's/[ /]*$//' | sort -u | sed '/^$/d' >"$WORK/offered"
		for word in $wanted; do
			[ "$word" = … ] || grep -qxF -- "${word%/}" "$WORK/offered" || fail "$1, '$line' does not offer '$word': $(tr '\n' ' ' <"$WORK/offered")"
		done
		case $wanted in *…*) ;; *) [ "$(wc -l <"$WORK/offered")" -eq "$(wc -w <<<"$wanted")" ] || fail "$1, '$line' offers: $(tr '\n' ' ' <"$WORK/offered")" ;; esac
		for word in $never; do ! grep -qxF -- "$word" "$WORK/offered" || fail "$1, '$line' offers '$word'"; done
	done < <(rows)
	[ "$nr" -ge 30 ]
}

complete_bash() {
	bash --norc --noprofile -c '
		eval "$(git-done completion bash)"
		read -r -a COMP_WORDS <<<"$1"
		case $1 in *" ") COMP_WORDS+=("") ;; esac
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$1 COMP_POINT=${#1}
		_git_done
		printf "%s\n" "${COMPREPLY[@]}"' bash "$1"
}

complete_fish() {
	fish --no-config -c 'git-done completion fish | source; complete -C $argv[1]' "$1" | cut -f 1
}

# zsh completes only where a terminal is: one of its own, whose matches are printed between marks. It may be slow to start.
complete_zsh() {
	local offered
	for _ in 1 2; do
		offered=$(timeout 20 zsh -f "$GIT_DONE_SOURCE/tests/support/complete.zsh" "$1")
		[ -z "$offered" ] || break
	done
	printf '%s\n' "$offered"
}

# bats file_tags=deep

@test "bash" {
	compare bash
	run bash -n <(git-done completion bash)
	assert_success
	# "--base=t" comes in three words there.
	run bash --norc -c 'eval "$(git-done completion bash)"; COMP_WORDS=(git done check --base = t) COMP_CWORD=5; _git_done; echo "${COMPREPLY[*]}"'
	assert_output 'topic/orders trunk'
	run bash --norc -c 'eval "$(git-done completion bash)"; COMP_WORDS=(git done check --color = a) COMP_CWORD=5; _git_done; echo "${COMPREPLY[*]}"'
	assert_output 'auto always'
	run bash --norc -c 'eval "$(git-done completion bash)"; COMP_WORDS=(git done check --policy preset : back) COMP_CWORD=6; _git_done; echo "${COMPREPLY[*]}"'
	assert_output ''
	run bash --norc -c 'eval "$(git-done completion bash)"; complete -p git-done'
	assert_output --partial '_git_done'
}

@test "fish" {
	command -v fish >/dev/null || skip 'fish is not there'
	compare fish
	run complete_fish 'git done check --base=to'
	assert_output --regexp '^--base=topic/orders'
}

@test "zsh" {
	command -v zsh >/dev/null || skip 'zsh is not there'
	compare zsh
}

@test "an unknown shell, and places where nothing is known" {
	run git done completion zhs
	assert_failure 2
	assert_output --partial "did you mean 'zsh'?"
	run git done completion
	assert_failure 2
	cd "$WORK"
	run git-done completion words -- draft ''
	assert_success
	assert_output ''
	run git-done completion words -- check --check performance
	assert_success
	assert_output --partial 'performance.check'
	# A policy that is not valid: the built-in one.
	cd shop
	write .git-done.yml 'version: ['
	run git-done completion words -- check --criterion perf
	assert_output 'performance'
	git clone -q --bare . "$WORK/bare.git"
	run git --git-dir="$WORK/bare.git" done completion words -- check --base ''
	assert_success
	assert_output ':refs'
}

@test "names that a shell would read otherwise are not offered" {
	mkdir -p 'services/a b' 'services/$(touch hurt)'
	cp services/go/* 'services/a b/'
	cp services/go/* 'services/$(touch hurt)/'
	git add .
	run git-done completion words -- draft ''
	assert_line go
	refute_output --partial 'hurt'
	refute_output --partial 'a b'
}

@test "the schema that editors read describes every key" {
	for file in '' done.yml; do
		run sh -c "git-done policy schema $file | python3 '$GIT_DONE_SOURCE/tests/support/described.py'"
		assert_success
		assert_output ''
	done
	# It can tell.
	run python3 "$GIT_DONE_SOURCE/tests/support/described.py" <<<'{"properties": {"a": {"description": "x"}, "b": {"anyOf": [{"properties": {"c": {}}}]}}}'
	assert_line /b
	assert_line /properties/b/anyOf/0/c
}
