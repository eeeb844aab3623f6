#!/usr/bin/env bats
# A server holds what it receives to the bar: bare repositories, objects in quarantine, its own refs and settings.
# Pushes over ssh and HTTP are in server_transport.bats, a hundred at once and a full disk in server_load.bats.
load helper

prepare() {
	shop
	server git done install --server 2>/dev/null
}

# In the repository that receives.
server() {
	(cd "$WORK/remote.git" && "$@")
}

# Every object and ref of the server, so that a refused push can be seen to leave none.
server_state() {
	(cd "$WORK/remote.git" && git for-each-ref && find . -path ./hooks -prune -o -type f -print -o -type d -print | sort)
}

# refused REFSPEC...: the push is refused, and nothing of it is left on the server.
refused() {
	server_state >"$WORK/before"
	run git push origin "$@"
	assert_failure
	assert_output --partial 'pre-receive hook declined'
	server_state >"$WORK/after"
	run_output=$output
	diff "$WORK/before" "$WORK/after"
	output=$run_output
}

@test "a push that does not meet the bar is refused, the message reaches who pushes, and nothing is left behind" {
	break_service orders
	refused main
	assert_output --partial 'remote: PUSH REFUSED by git-done, nothing was pushed'
	assert_output --partial 'docs.readme  no README.md'
	refute_output --partial $'\e['
	readme orders
	write services/orders/more.go 'package main'
	commit mend
	run git push origin main
	assert_success
	assert_output --partial 'remote: ok  orders'
	assert_equal "$(remote_ref main)" "$(git rev-parse HEAD)"
}

@test "sentences end before the eightieth column, with 'remote: ' in front" {
	break_service orders
	run git push origin main
	while IFS= read -r text; do
		text="${text%"${text##*[! ]}"}"
		case $text in *'git done '* | *'rejected'*) continue ;; esac
		[ ${#text} -le 80 ] || fail "$text"
	done <<<"$output"
}

@test "more objects than are unpacked one by one: the pack in quarantine is read, and goes with the refusal" {
	git config --global receive.unpackLimit 1
	break_service orders
	refused main
	assert_output --partial 'docs.readme'
	readme orders
	commit mend
	git push -q origin main
	[ -n "$(find "$WORK/remote.git/objects/pack" -name '*.pack')" ]
}

@test "a repository that borrows its objects receives pushes as well" {
	git clone -q --bare --shared "$WORK/remote.git" "$WORK/fork.git"
	(cd "$WORK/fork.git" && git done install --server 2>/dev/null)
	break_service orders
	run git push "$WORK/fork.git" HEAD:topic
	assert_failure
	assert_output --partial 'docs.readme'
}

# bats file_tags=deep

@test "neither --no-verify nor GIT_DONE_SKIP nor a push option nor the pusher's own settings let it through" {
	server git config receive.advertisePushOptions true
	break_service orders
	GIT_DONE_SKIP=docs.readme run git -c done.refs='!*' push --no-verify -o git-done.skip=docs.readme origin main
	assert_failure
	assert_output --partial 'docs.readme  no README.md'
	assert_output --partial 'GIT_DONE_SKIP is ignored on a server'
}

@test "settings in the environment of the hook do not count" {
	break_service orders
	git push -q "$WORK/remote.git" HEAD:refs/notes/new
	cd "$WORK/remote.git"
	list="$(git rev-parse main refs/notes/new | tr '\n' ' ')refs/heads/main"
	export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=done.refs GIT_CONFIG_VALUE_0='!*' GIT_CONFIG_PARAMETERS="'done.refs'='!*'"
	run git-done hook pre-receive < <(echo "$list")
	assert_equal "$status" 1
	assert_output --partial 'docs.readme'
}

@test "a branch is judged from where it left the integration branch, push after push" {
	git checkout -q -b topic
	git push -q origin topic
	break_service orders
	refused topic
	write services/stock/more.go 'package main'
	commit more
	refused topic
	assert_output --partial 'orders'
	refused topic:refs/for/main
	refused topic:refs/tags/v1
}

@test "several refs: one that is not done refuses all of them" {
	git branch fine
	break_service orders
	refused fine main
	assert_output --partial 'fine'
	run git push origin fine
	assert_success
}

@test "tags: on what is there nothing changed; on a tree or a blob there is nothing to judge; annotated ones are peeled" {
	git tag light
	git tag -m annotated annotated
	git tag of-a-tree 'HEAD^{tree}'
	run git push origin light annotated of-a-tree
	assert_success
	assert_output --partial 'it points to no commit'
	break_service orders
	git tag -m release release
	refused release
}

@test "deletions pass, but the branch whose policy judges stays" {
	git branch topic
	git push -q origin topic
	run git push origin :topic
	assert_success
	assert_equal "$(remote_ref topic)" ''
	server git config receive.denyDeletes false
	server git config receive.denyDeleteCurrent ignore
	refused :main
	assert_output --partial "'refs/heads/main' is the branch whose policy judges"
}

@test "what deletes the policy's branch and brings another in one push is refused" {
	server git config receive.denyDeleteCurrent ignore
	git checkout -q --orphan other
	git rm -qrf .
	write services/orders/main.go 'package main'
	commit 'without a policy'
	refused :main other
}

@test "pushes by force are held to the old tip's policy, also without common history" {
	break_service orders
	git commit -q --amend -m 'another one'
	git reset -q --hard HEAD~1
	git checkout -q --orphan other
	git rm -qf .git-done.yml services/orders/README.md
	commit 'no policy, no readme'
	refused -f other:main
	assert_output --partial 'orders'
}

@test "what sets the branch back is judged against what it takes away" {
	write services/orders/main.go 'package main // changed'
	commit further
	git push -q origin main
	run git push -f origin HEAD~1:main
	assert_success
	assert_output --partial 'set back'
}

@test "the change's own policy lowers nothing: the one of the server's branch judges" {
	sed -i.bak 's/min_words: 3/min_words: 0/' .git-done.yml
	rm .git-done.yml.bak
	write services/orders/README.md '## Purpose'
	commit 'lower the bar'
	refused main
	assert_output --partial 'orders fails'
	git rm -q .git-done.yml
	commit 'or take it away'
	refused HEAD:refs/heads/topic
}

@test "the first push to an empty repository is judged by the policy that it brings" {
	git init -q --bare "$WORK/empty.git"
	(cd "$WORK/empty.git" && git done install --server 2>/dev/null)
	run git push "$WORK/empty.git" main
	assert_success
	assert_output --partial 'everything counts as new'
	git init -q --bare "$WORK/second.git"
	(cd "$WORK/second.git" && git done install --server 2>/dev/null)
	git checkout -q -b develop
	break_service orders
	run git push "$WORK/second.git" develop
	assert_failure
	assert_output --partial 'docs.readme'
	assert_equal "$(git --git-dir="$WORK/second.git" for-each-ref)" ''
}

@test "which branch is the integration branch: the setting, HEAD, the usual names, the only branch" {
	git checkout -q -b trunk
	git push -q origin trunk
	break_service orders
	server git symbolic-ref HEAD refs/heads/nothing
	refused HEAD:refs/heads/new
	assert_output --partial 'changed since main'
	server git config done.integrationBranch trunk
	refused HEAD:refs/heads/new
	assert_output --partial 'changed since trunk'
	server git config done.integrationBranch refs/tags/v1
	refused HEAD:refs/heads/new
	assert_output --partial 'must name a branch'
	server git config --unset done.integrationBranch
	server git update-ref -d refs/heads/main
	refused HEAD:refs/heads/new
	assert_output --partial 'changed since trunk'
	server git update-ref refs/heads/third trunk
	refused HEAD:refs/heads/new
	assert_output --partial 'does not say which of its branches is the integration branch'
}

@test "a server without policies is left alone, whatever its branches are called" {
	git rm -q .git-done.yml
	commit 'no policy'
	git init -q --bare "$WORK/plain.git"
	(cd "$WORK/plain.git" && git done install --server 2>/dev/null)
	git push -q "$WORK/plain.git" HEAD:one
	git push -q "$WORK/plain.git" HEAD:two
	run git push "$WORK/plain.git" HEAD:three :one
	assert_success
	assert_output --partial 'nothing was judged'
	git --git-dir="$WORK/plain.git" config done.requirePolicy true
	run git push "$WORK/plain.git" HEAD:four
	assert_failure
}

@test "done.requirePolicy refuses what has none" {
	server git config done.requirePolicy true
	server git update-ref -d refs/heads/main
	git rm -q .git-done.yml
	commit 'no policy'
	refused main
	assert_output --partial 'done.requirePolicy is set'
}

@test "done.policy, a file of the server, judges in place of the repository's own" {
	write "$WORK/bar.yml" <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      runbook: {why: On call needs it., file: {any: [RUNBOOK.md]}}
POLICY
	server git config done.policy "$WORK/bar.yml"
	write services/orders/main.go 'package main // changed'
	commit change
	refused main
	assert_output --partial 'docs.runbook'
	refute_output --partial 'git done check'
	refused :main
	server git config done.policy "$WORK/nothing.yml"
	refused main
	assert_output --partial 'there is no policy'
}

@test "done.policy names a file of another repository's objects, and what it extends is read from there" {
	git init -q "$WORK/policies"
	(
		cd "$WORK/policies"
		write base.yml <<'POLICY'
version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      runbook: {why: On call needs it., file: {any: [RUNBOOK.md]}}
POLICY
		write backend.yml 'version: 1
extends: [base.yml]'
		commit policies
		write base.yml 'broken: ['
	)
	git clone -q --bare "$WORK/policies" "$WORK/policies.git"
	server git config done.policy "$WORK/policies.git:main:backend.yml"
	write services/orders/main.go 'package main // changed'
	commit change
	refused main
	assert_output --partial 'docs.runbook'
	assert_output --partial 'policies.git:main:backend.yml'
	write services/orders/RUNBOOK.md 'How to run it.'
	commit runbook
	git push -q origin main
	for wrong in "$WORK/policies.git:main:missing.yml" "$WORK/policies.git:gone:backend.yml" "$WORK/none.git:main:backend.yml" \
		"$WORK/policies.git:main" 'backend.yml' '' "$WORK/policies.git:main:/backend.yml" "$WORK/remote.git/refs:main:backend.yml"; do
		server git config done.policy "$wrong"
		refused main:refs/heads/new
	done
}

@test "system-wide settings hold for every repository, its own go before them, and a folder of hooks serves all" {
	unset GIT_CONFIG_NOSYSTEM
	export GIT_CONFIG_SYSTEM="$WORK/system"
	server git done uninstall 2>/dev/null
	git config --system core.hooksPath "$WORK/hooks"
	git config --system done.refs refs/heads/main
	server git done install --server 2>"$WORK/said"
	grep -q 'shared' "$WORK/said"
	[ -x "$WORK/hooks/pre-receive" ]
	break_service orders
	refused main
	run git push origin main:topic
	assert_success
	assert_output --partial 'done.refs does not list it'
	server git config done.refs '!refs/heads/wip/*'
	server git config --add done.refs 'refs/heads/*'
	refused main:refs/heads/other
	git config --system done.timeout never
	refused main:refs/heads/other
	assert_output --partial "$WORK/system:"
	assert_output --partial "not 'never'"
}

@test "a setting that makes no sense refuses every push, with its file and line" {
	while IFS='|' read -r key value says; do
		server git config "$key" "$value"
		line=$(grep -n "${key#done.} = " "$WORK/remote.git/config" | cut -d: -f1)
		refused main:refs/heads/new
		assert_output --partial "$WORK/remote.git/config:$line:1: "
		assert_output --partial "$says"
		server git config --unset "$key"
	done <<-'ROWS'
		done.timeout|0|a number of seconds from 1 to 3600
		done.timeout|60s|not '60s'
		done.timeout|99999999999|not '99999999999'
		done.requirePolicy|ture|true or false
		done.refs|heads/main|no ref can match
		done.policy|bar.yml|does not name a policy
		done.policies|/srv/bar.yml|unknown setting 'done.policies'
	ROWS
}

@test "done.timeout ends what takes too long: undecided, and refused" {
	server git config done.timeout 1
	cd "$WORK/remote.git"
	run git-done hook pre-receive < <(exec sleep 20)
	assert_equal "$status" 3
	assert_output --partial '1 s'
}

@test "the update hook judges ref by ref: the others go through" {
	server git done uninstall 2>/dev/null
	server git done install --hook update 2>/dev/null
	git branch fine
	break_service orders
	run git push origin fine main
	assert_failure
	assert_output --partial 'hook declined'
	assert_output --partial 'docs.readme'
	assert_equal "$(remote_ref fine)" "$(git rev-parse fine)"
	refute [ "$(remote_ref main)" = "$(git rev-parse main)" ]
	run git push --atomic origin main fine:other
	assert_failure
	assert_equal "$(remote_ref other)" ''
}

@test "a repository with a work tree receives pushes, too" {
	git init -q "$WORK/live"
	(cd "$WORK/live" && git config receive.denyCurrentBranch updateInstead && git done install --server 2>/dev/null)
	run git push "$WORK/live" main
	assert_success
	break_service orders
	run git push "$WORK/live" main
	assert_failure
	assert_output --partial 'docs.readme'
	[ -e "$WORK/live/services/orders/README.md" ]
}

@test "a push from a shallow clone is judged, or undecided, never green by what is missing" {
	git clone -q --depth 1 "file://$WORK/remote.git" "$WORK/shallow"
	cd "$WORK/shallow"
	git rm -q services/orders/README.md
	git commit -qm 'break it'
	run git push origin main
	assert_failure
	assert_output --partial 'pre-receive hook declined'
}

@test "without the program every push is refused, with what to do" {
	break_service orders
	PATH="${PATH#"$GIT_DONE_BUILD":}" run git push origin main
	[ -z "$(PATH="${PATH#"$GIT_DONE_BUILD":}" command -v git-done)" ] || skip 'git-done is on the PATH anyway'
	assert_failure
	assert_output --partial "does not find the program 'git-done'"
	assert_equal "$(remote_ref main)" "$(git rev-parse HEAD~1)"
}

@test "called by hand, without git's input or arguments, it is undecided or says how it is called" {
	cd "$WORK/remote.git"
	run git-done hook pre-receive </dev/null
	assert_equal "$status" 3
	for line in 'a' 'a b c' "$(git rev-parse main) $(git rev-parse main)" "$(git rev-parse main) x refs/heads/y"; do
		run git-done hook pre-receive < <(printf '%s\n' "$line")
		assert_equal "$status" 3
		assert_output --partial "not in git's format"
	done
	run git-done hook update refs/heads/main
	assert_equal "$status" 2
	run git-done hook pre-receive < <(:)
	assert_success
}

@test "install: a hook of somebody else stays as it is, a block can be added, and uninstall takes out what is ours" {
	cd "$WORK/remote.git"
	git done uninstall 2>/dev/null
	write hooks/pre-receive '#!/bin/sh
cat >received'
	run git done install --server
	assert_equal "$status" 2
	assert_output --partial "another tool's hook"
	chmod +x hooks/pre-receive
	run git done install --server
	assert_equal "$status" 2
	run git done install --server --chain
	assert_success
	cd "$WORK/shop"
	break_service orders
	refused main
	readme orders
	commit mend
	git push -q origin main
	grep -q 'refs/heads/main' "$WORK/remote.git/received"
	cd "$WORK/remote.git"
	git done uninstall 2>/dev/null
	assert_equal "$(cat hooks/pre-receive)" '#!/bin/sh
cat >received'
}

@test "what lies in the repository of another account is not set by who pushes" {
	[ "$(id -u)" = 0 ] || skip 'only root can push as somebody else'
	command -v setpriv >/dev/null || skip 'setpriv is not here'
	chmod 755 "$WORK"
	chown -R 65534 "$WORK/remote.git"
	git config --global done.refs '!refs/heads/*'
	break_service orders
	git config --global safe.directory '*'
	run git push origin main
	assert_failure
	assert_output --partial 'docs.readme'
}

# As Gitaly calls its hooks: the list read whole, the repository's folder, an environment of its own making.
@test "GitLab: the script to copy refuses with what the web interface shows, and without its settings" {
	server git done uninstall 2>/dev/null
	cp "$GIT_DONE_SOURCE/ci/server/gitlab-pre-receive" "$WORK/gitlab"
	sed -i.bak "s|^PATH=.*|PATH=$PATH|" "$WORK/gitlab"
	write "$WORK/settings" '[done]
	requirePolicy = true'
	write "$WORK/remote.git/hooks/pre-receive" <<-HOOK
		#!/bin/sh
		list=\$(cat)
		printf '%s\n' "\$list" | env -i GIT_DIR="$WORK/remote.git" GIT_OBJECT_DIRECTORY="\$GIT_OBJECT_DIRECTORY" \
			GIT_ALTERNATE_OBJECT_DIRECTORIES="\$GIT_ALTERNATE_OBJECT_DIRECTORIES" GL_ID=user-1 GL_PROTOCOL=ssh \
			GIT_CONFIG_SYSTEM=/dev/null GIT_DONE_SETTINGS="$WORK/settings" "$WORK/gitlab"
	HOOK
	chmod +x "$WORK/remote.git/hooks/pre-receive"
	break_service orders
	refused main
	assert_output --partial 'GL-HOOK-ERR: PUSH REFUSED by git-done, nothing was pushed'
	git rm -q .git-done.yml
	commit 'no policy'
	git init -q --bare "$WORK/other.git"
	sed "s|$WORK/remote.git|$WORK/other.git|" "$WORK/remote.git/hooks/pre-receive" >"$WORK/other.git/hooks/pre-receive"
	chmod +x "$WORK/other.git/hooks/pre-receive"
	run git push "$WORK/other.git" main
	assert_failure
	assert_output --partial 'GL-HOOK-ERR: git-done: no policy, and done.requirePolicy is set'
	rm "$WORK/settings"
	git reset -q --hard HEAD~2
	write services/orders/more.go 'package main'
	commit fine
	refused main
	assert_output --partial "settings '$WORK/settings' cannot be read"
}

@test "Gitea and Forgejo: the script in pre-receive.d gets the list from theirs" {
	server git done uninstall 2>/dev/null
	mkdir "$WORK/remote.git/hooks/pre-receive.d"
	cp "$GIT_DONE_SOURCE/hooks/pre-receive" "$WORK/remote.git/hooks/pre-receive.d/git-done"
	write "$WORK/remote.git/hooks/pre-receive" <<-'HOOK'
		#!/bin/sh
		list=$(cat)
		for each in "$0".d/*; do
			printf '%s\n' "$list" | "$each" || exit $?
		done
	HOOK
	chmod +x "$WORK/remote.git/hooks/pre-receive" "$WORK/remote.git/hooks/pre-receive.d/git-done"
	break_service orders
	refused main
	assert_output --partial 'docs.readme'
	readme orders
	commit mend
	git push -q origin main
}

@test "the doctor on a server: the hooks, the settings and the policy, and what keeps a push from being judged" {
	run server git done doctor
	assert_success
	assert_output --partial 'pre-receive calls git-done'
	assert_output --partial 'the policy at HEAD can be read'
	assert_output --partial "the server's gate is in place, as far as can be seen without a push"
	git init -q --bare "$WORK/policies.git"
	server git config done.policy "$WORK/policies.git:main:backend.yml"
	run server git done doctor
	assert_equal "$status" 1
	assert_output --partial 'the policy of git config done.policy cannot be used, so every push is refused'
	printf 'version: 1\nrequires: ">=99"\n' >"$WORK/bar.yml"
	server git config done.policy "$WORK/bar.yml"
	run server git done doctor
	assert_equal "$status" 1
	assert_output --partial 'the policy requires git-done >=99'
	server git config done.policy "$WORK/nowhere.yml"
	run server git done doctor
	assert_equal "$status" 1
	assert_output --partial 'the policy of git config done.policy does not exist'
	server git config done.policy preset:backend
	run server git done doctor
	assert_success
	server git config done.polcy x
	run server git done doctor
	assert_equal "$status" 1
	assert_output --partial 'the settings of git config done.* are not valid'
	assert_output --partial "did you mean 'done.policy'?"
	server git config --unset done.polcy
	chmod -x "$WORK/remote.git/hooks/pre-receive"
	run server git done doctor
	assert_equal "$status" 1
	assert_output --partial 'is not executable, so git ignores it'
	assert_output --partial 'chmod +x'
}
