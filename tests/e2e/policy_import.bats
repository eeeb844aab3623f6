#!/usr/bin/env bats
# git done policy import: a policy of another repository, copied, held to its hash, and binding.
load helper

prepare() {
	git init -q "$WORK/policies"
	cd "$WORK/policies" || return 1
	write common.yml <<'YAML'
version: 1
criteria:
  docs:
    checks:
      readme: {file: README.md}
YAML
	write teams/backend.yml <<'YAML'
version: 1
extends: [/common.yml]
allow_loosening: [debt]
criteria:
  docs:
    checks:
      runbook:
        level: error
        file: RUNBOOK.md
YAML
	commit policies
	git clone -q --bare "$WORK/policies" "$WORK/policies.git"
	git -C "$WORK/policies.git" remote set-url origin 'https://ci:s3cret@git.example.com/policies.git'
	git init -q "$WORK/shop"
	cd "$WORK/shop" || return 1
	write services/orders/README.md orders
	write services/cart/README.md cart
	write services/cart/RUNBOOK.md cart
	write .git-done.yml <<'YAML'
# Ours.
version: 1   # of the language

# Where services are.
services: [{path: services/*}]
criteria:
  docs:
    checks:
      changelog: {level: warning, file: CHANGELOG.md}   # ours
YAML
	commit shop
}

import() {
	git done policy import "$@" "$WORK/policies.git:main:teams/backend.yml"
}

# The next version: the runbook is called otherwise, and nothing extends common.yml.
next_version() {
	cd "$WORK/policies" || return 1
	write teams/backend.yml <<'YAML'
version: 1
criteria:
  docs:
    checks:
      readme: {file: README.md}
      runbook:
        level: error
        file: README.md
YAML
	commit next
	git push -q "$WORK/policies.git" main
	cd "$WORK/shop" || return 1
}

entry() {
	printf '%s' "{path: \".git-done/org/teams/backend.yml\", sha256: \"$(sha256sum <.git-done/org/teams/backend.yml | cut -d' ' -f1)\", from: \"https://git.example.com/policies.git@$(git -C "$WORK/policies.git" rev-parse main)\""
}

@test "the files are copied byte for byte, the policy gets one entry and keeps its comments, and what changes is told by service" {
	run --separate-stderr import
	assert_success
	assert_output "HEAD ($(git rev-parse HEAD | cut -c1-12)) judged by the policy before and after:
  cart
    docs.readme  not asked -> met
    docs.runbook  not asked -> met
  orders
    docs.readme  not asked -> met
    docs.runbook  not asked -> unmet  services/orders/RUNBOOK.md  no RUNBOOK.md
2 of 2 services changed"
	cmp .git-done/org/teams/backend.yml "$WORK/policies/teams/backend.yml"
	cmp .git-done/org/common.yml "$WORK/policies/common.yml"
	assert_equal "$(sed -n 3,4p .git-done.yml)" "extends:
  - $(entry), files: {common.yml: \"$(sha256sum <.git-done/org/common.yml | cut -d' ' -f1)\"}}"
	assert_equal "$(sed 3,4d .git-done.yml)" "$(git show HEAD:.git-done.yml)"
	refute grep -r s3cret .git-done .git-done.yml
	run git done policy lint
	assert_success
	run --separate-stderr import
	assert_success
	assert_output ''
	assert_equal "$stderr" "git-done: 'teams/backend.yml' is imported already, and nothing has changed"
}

@test "it judges pushes, also from a clone of depth 1, and an edit of it ends with 2 and its place" {
	import 2>/dev/null
	commit import
	git clone -q --bare . "$WORK/remote.git"
	git remote add origin "$WORK/remote.git"
	git fetch -q origin
	git remote set-head origin main
	git done install 2>/dev/null
	write services/orders/main.go 'package main'
	commit more
	run git push origin main
	assert_failure
	assert_output --partial 'docs.runbook  no RUNBOOK.md'
	git clone -q --depth 1 "file://$WORK/shop" "$WORK/shallow"
	run git -C "$WORK/shallow" done audit
	assert_equal "$status" 1
	assert_output --partial 'docs.runbook'
	sed -i 's/error/warning/' .git-done/org/teams/backend.yml
	commit 'edited by hand'
	run git push origin main
	assert_failure
	assert_output --regexp "\.git-done\.yml:4:[0-9]+: '\.git-done/org/teams/backend\.yml' is not the file that was imported"
	assert_output --partial "git checkout HEAD -- '.git-done/org/teams/backend.yml'"
	run git done audit
	assert_equal "$status" 2
	git rm -q .git-done/org/common.yml
	git checkout -q HEAD~1 -- .git-done/org/teams
	commit 'a file is gone'
	run git done audit
	assert_equal "$status" 2
	assert_output --partial "the imported file '.git-done/org/common.yml' does not exist"
	# What is gone comes back by importing it again.
	run import
	assert_success
	commit back
	run git done audit
	assert_equal "$status" 1
}

@test "what loosens it is an error of the policy, with both places" {
	import 2>/dev/null
	commit import
	printf '      runbook:\n        level: warning\n' >>.git-done.yml
	commit loosen
	run git done check HEAD~1..HEAD
	assert_equal "$status" 2
	assert_output --partial ".git-done.yml:13:16: this loosens the imported policy: 'docs.runbook' is lowered to a warning (stated at .git-done/org/teams/backend.yml:8)"
	assert_output --partial "ask for 'docs.runbook' in 'allow_loosening' of the imported policy"
	sed -i '12,13d' .git-done.yml
	printf 'debt: allow\ntarget: gold\n' >>.git-done.yml
	run git done policy lint
	assert_success
}

# bats file_tags=deep

@test "the next version is an ordinary change: it tells what changes, and the base's policy judges it" {
	import 2>/dev/null
	printf 'debt: allow\n' >>.git-done.yml
	commit import
	next_version
	run import
	assert_equal "$status" 2
	assert_output --partial "'teams/backend.yml' is imported already, from https://git.example.com/policies.git@"
	# The new one does not allow what this repository's policy says: nothing is written.
	run import --update
	assert_equal "$status" 2
	assert_output --regexp "\.git-done\.yml:12:7: nothing was imported: this loosens the imported policy: debt refuse -> allow"
	assert_equal "$(git status --short)" ''
	sed -i '/^debt/d' .git-done.yml
	run --separate-stderr import --update
	assert_success
	assert_output --partial "the policy asks less, or is not proved to ask as much:
  'docs.runbook': any 'RUNBOOK.md' -> 'README.md'"
	assert_output --partial '  orders
    docs.runbook  unmet -> met
1 of 2 services changed'
	assert_regex "$stderr" "no policy extends '\.git-done/org/common\.yml' any more: git rm it"
	assert_equal "$(sed -n 4p .git-done.yml)" "  - $(entry)}"
	commit update
	run git done check HEAD~1..HEAD
	assert_output --partial "the change edits the policy: 'docs.runbook': any 'RUNBOOK.md' -> 'README.md' (judged by the base's)"
}

@test "without a policy one is written, and without a commit nothing is compared" {
	git init -q "$WORK/new"
	cd "$WORK/new"
	run --separate-stderr import
	assert_success
	assert_output 'nothing was compared: HEAD has no commit yet'
	assert_equal "$(tail -n 1 .git-done.yml)" 'services: auto'
	run git done policy lint
	assert_success
}

@test "an import of what is not there names what is near" {
	run git done policy import "$WORK/policies.git:mian:teams/backend.yml"
	assert_equal "$status" 2
	assert_output --partial "revision 'mian' does not exist in this repository ('$WORK/policies.git')"
	assert_output --partial "did you mean 'main'?"
	run git done policy import "$WORK/policies.git:main:teams/backed.yml"
	assert_equal "$status" 2
	assert_output --partial "there is no policy 'teams/backed.yml' at 'main' of '$WORK/policies.git'"
	assert_output --partial "did you mean 'teams/backend.yml'?"
	run git done policy import "$WORK/nothing:main:backend.yml"
	assert_equal "$status" 3
	run git done policy import
	assert_equal "$status" 2
	assert_output --partial 'usage: git done policy import REPO:REV:FILE'
	run git done policy import backend.yml
	assert_equal "$status" 2
	assert_output --partial "'backend.yml' is not REPO:REV:FILE"
	for url in https://git.example.com/policies.git:main:backend.yml git@git.example.com:policies.git:main:backend.yml; do
		run git done policy import "$url"
		assert_equal "$status" 2
		assert_output --partial "git-done opens no network connection: '$url'"
	done
	for path in ../backend.yml /backend.yml 'a//b.yml'; do
		run git done policy import "$WORK/policies.git:main:$path"
		assert_equal "$status" 2
		assert_output --partial "the path '$path'"
	done
	run import --update
	assert_equal "$status" 2
	assert_output --partial "'teams/backend.yml' is not imported yet"
	run git -C "$WORK/policies.git" done policy import "$WORK/policies.git:main:teams/backend.yml"
	assert_equal "$status" 2
	assert_output --partial 'a bare repository has no work tree'
	assert_equal "$(git status --short)" ''
}

@test "a policy of a hostile repository is refused, and nothing is written" {
	hostile() {
		cd "$WORK/policies"
		write evil.yml
		git add -A && git commit -qm evil
		cd "$WORK/shop"
		run git done policy import "$WORK/policies:main:evil.yml"
		assert_equal "$status" "${expected:-2}"
		assert_equal "$(git status --short)" ''
	}
	hostile <<<$'version: 1\nextends: ../../../etc/passwd'
	assert_output --partial "evil.yml:2:10: the path '../../../etc/passwd' climbs out by '..'"
	hostile <<<$'version: 1\nextends: [preset:nothing]'
	hostile <<<$'version: 1\nextends: evil.yml'
	assert_output --partial "goes in a circle: evil.yml -> evil.yml (in '$WORK/policies' at "
	hostile <<<$'version: 1\ncriteria: &a {x: *a}'
	(cd "$WORK/policies" && mkdir -p .github && cp common.yml .github/x.yml)
	hostile <<<$'version: 1\nextends: .github/x.yml'
	assert_output --partial "the policy extends '.github/x.yml', whose name git or a tool would read"
	(cd "$WORK/policies" && ln -s /etc/passwd link.yml)
	hostile <<<$'version: 1\nextends: link.yml'
	assert_output --partial "the policy 'link.yml' is not a regular file"
	head -c 300000 /dev/zero | tr '\0' '#' >"$WORK/large"
	expected=3 hostile <"$WORK/large"
	assert_output --partial 'evil.yml'
}

@test "what stands in the way is left as it is" {
	mkdir -p .git-done "$WORK/elsewhere"
	ln -s "$WORK/elsewhere" .git-done/org
	run import
	assert_equal "$status" 2
	assert_output --partial "'.git-done/org' is not a directory: nothing was written"
	assert_equal "$(ls "$WORK/elsewhere")" ''
	rm .git-done/org
	write .git-done/org/common.yml mine
	run import
	assert_equal "$status" 2
	assert_output --partial "'.git-done/org/common.yml' exists and is another file: nothing was written"
	rm -r .git-done
	sed -i 's/^services/extends: preset:backend\nservices/' .git-done.yml
	run import
	assert_equal "$status" 2
	assert_output --partial "write 'extends' as a list with one line an entry"
	sed -i '/^extends/d' .git-done.yml
	import 2>/dev/null
	printf '# mine\n' >>.git-done/org/common.yml
	next_version
	sed -i 's/x/x/' .git-done.yml
	run import --update
	# Edited by hand, but no longer named: the new version needs it no more.
	assert_success
	printf '# mine\n' >>.git-done/org/teams/backend.yml
	cd "$WORK/policies"
	printf '# more\n' >>teams/backend.yml
	commit more
	cd "$WORK/shop"
	run git done policy import --update "$WORK/policies:main:teams/backend.yml"
	assert_equal "$status" 2
	assert_output --partial "'.git-done/org/teams/backend.yml' was edited since it was imported: nothing was written"
}

@test "a work tree whose line ends git changes says what a gate says" {
	import 2>/dev/null
	commit import
	git clone -q -c core.autocrlf=true "$WORK/shop" "$WORK/windows"
	cd "$WORK/windows"
	grep -q $'\r' .git-done/org/teams/backend.yml
	run git done policy lint
	assert_success
	run git done audit
	assert_equal "$status" 1
	assert_output --partial 'docs.runbook'
	next_version
	cd "$WORK/windows"
	run import --update
	assert_success
	run git done policy lint
	assert_success
	# What is really another text is refused as before.
	printf 'debt: allow\r\n' >>.git-done/org/teams/backend.yml
	run git done policy lint
	assert_equal "$status" 2
	assert_output --partial 'is not the file that was imported'
}

@test "a disk that is full leaves what was there" {
	before=$(cat .git-done.yml)
	(cd "$WORK/policies" && head -c 20000 /dev/zero | tr '\0' '#' >>common.yml && git commit -qam large)
	run bash -c 'trap "" XFSZ; ulimit -f 10; git done policy import "$WORK/policies:main:teams/backend.yml"'
	assert_equal "$status" 4
	assert_output --partial 'what was written of it was taken back'
	assert_equal "$(cat .git-done.yml)" "$before"
	assert_equal "$(find .git-done -type f)" ''
}

@test "a policy of a policy's imports, and of a branch of a remote, is named by where it comes from" {
	git remote add up "$WORK/policies.git"
	git fetch -q up
	run git done policy import .:up/main:teams/backend.yml
	assert_success
	assert_output --partial "git-done: it is  $WORK/policies.git@"
	commit import
	cd "$WORK" && git init -q team && cd team
	run git done policy import "$WORK/shop:main:.git-done.yml"
	assert_success
	assert_equal "$(find .git-done -type f | sort)" '.git-done/org/.git-done.yml
.git-done/org/.git-done/org/common.yml
.git-done/org/.git-done/org/teams/backend.yml'
	run git done policy lint
	assert_success
	assert_output --partial 'ok: 1 criteria, 3 checks'
}

# An imported policy whose address is the path of a repository that has no remote.
import_by_path() {
	git -C "$WORK/policies.git" remote remove origin
	import 2>/dev/null
	commit import
}

@test "--update alone takes the next version from where 'from' says: a path on this machine" {
	import_by_path
	run --separate-stderr git done policy import --update
	assert_success
	assert_output ''
	assert_regex "$stderr" "'teams/backend.yml' is imported already, and nothing has changed"
	before=$(git -C "$WORK/policies.git" rev-parse main)
	next_version
	run --separate-stderr git done policy import --update
	assert_success
	assert_output --partial '  orders
    docs.runbook  unmet -> met
1 of 2 services changed'
	assert_regex "$stderr" "'teams/backend.yml' at $(git -C "$WORK/policies.git" rev-parse main | cut -c1-12), refs/heads/main of $WORK/policies.git"
	assert_regex "$stderr" "it was $WORK/policies.git/?@$before"
	assert_regex "$(sed -n 4p .git-done.yml)" "from: \"$WORK/policies.git/?@$(git -C "$WORK/policies.git" rev-parse main)\""
	cmp .git-done/org/teams/backend.yml "$WORK/policies/teams/backend.yml"
	commit update
	run git done policy lint
	assert_success
	# A later commit that leaves the files as they are is not worth a change.
	(cd "$WORK/policies" && write other.txt other && commit other && git push -q "$WORK/policies.git" main)
	run git done policy import --update
	assert_success
	assert_equal "$(git status --short)" ''
}

@test "--update alone takes it from a remote of this repository, as it was fetched last" {
	git remote add --no-tags bar "$WORK/policies.git"
	git fetch -q bar
	git done policy import .:bar/main:teams/backend.yml 2>/dev/null
	commit import
	next_version
	run git done policy import --update
	assert_success
	assert_output --partial 'nothing has changed'
	git fetch -q bar
	git remote add other "$WORK/nothing"
	run git done policy import --update
	assert_success
	assert_output --partial "'teams/backend.yml' at $(git rev-parse bar/main | cut -c1-12), refs/remotes/bar/main"
	assert_output --partial 'docs.runbook  unmet -> met'
	assert_regex "$(cat .git-done.yml)" "from: \"$WORK/policies.git@$(git rev-parse bar/main)\""
	# From a linked work tree as well, and with a password in the remote's address.
	commit update
	git remote set-url bar 'https://ci:s3cret@git.example.com/policies.git'
	sed -i "s|$WORK/policies.git@|https://git.example.com/policies.git@|" .git-done.yml
	commit address
	git worktree add -q "$WORK/linked"
	cd "$WORK/linked"
	run git done policy import --update
	assert_success
	assert_output --partial 'nothing has changed'
}

@test "--update alone says what it needs where the place is not on this machine" {
	import 2>/dev/null
	commit import
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial "'teams/backend.yml' was imported from 'https://git.example.com/policies.git', which is not on this machine"
	command=$(sed -n 's/^ *\(git remote add .* && git fetch policies\)$/\1/p' <<<"$output")
	assert_equal "$command" 'git remote add --no-tags policies https://git.example.com/policies.git && git fetch policies'
	assert_output --partial 'git done policy import --update CLONE:BRANCH:teams/backend.yml'
	# The command as printed; the address is this machine's by git's own means.
	git config "url.$WORK/.insteadOf" https://git.example.com/
	eval "${command/fetch policies/fetch -q policies}"
	next_version
	git fetch -q policies
	run git done policy import --update
	assert_success
	assert_output --partial 'docs.runbook  unmet -> met'
	# Nothing of the address is a command of its own.
	sed -i 's|https://git.example.com/policies.git@|https://x/$(touch hit);a b@|' .git-done.yml
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial "add --no-tags policies 'https://x/\$(touch hit);a b' &&"
	run git done policy import --update
	assert_equal "$(git status --short | grep hit)" ''
	for address in ../policies.git file://elsewhere/policies.git git@git.example.com:policies.git; do
		sed -i "s|from: \"[^@]*@\?[^@]*@|from: \"$address@|" .git-done.yml
		run git done policy import --update
		assert_equal "$address: $status" "$address: 2"
		assert_output --partial "from '$address', which is not on this machine"
	done
}

@test "--update alone finds the branch that went on, and guesses none" {
	import_by_path
	cd "$WORK/policies"
	git checkout -q -b stable
	sed -i 's/level: error/level: warning/' teams/backend.yml
	commit stable
	git checkout -q --orphan fresh
	git commit -q -m 'another history'
	git push -q "$WORK/policies.git" stable
	git push -q -f "$WORK/policies.git" fresh:main
	cd "$WORK/shop"
	# The usual branch was rewritten; the only one that has the commit is taken.
	run git done policy import --update
	assert_success
	assert_output --partial 'refs/heads/stable'
	git checkout -q .
	git -C "$WORK/policies.git" branch older stable
	run git done policy import --update
	assert_success
	git checkout -q .
	git -C "$WORK/policies.git" branch -f older stable~1
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial "several branches of '$WORK/policies.git' have the commit that was imported: 'older', 'stable'"
	assert_output --partial 'git done policy import --update REPO:REV:FILE'
	# The commit is still there, but no branch leads to it.
	git -C "$WORK/policies.git" branch -q -D older stable
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial 'no branch of'
	git -C "$WORK/policies.git" -c gc.pruneExpire=now gc -q --prune=now
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial "'teams/backend.yml' was imported from commit $(git show HEAD:.git-done.yml | sed -n 's/.*@\([0-9a-f]\{10\}\).*/\1/p'), which '$WORK/policies.git"
	assert_output --partial 'its history was rewritten, or it is another repository'
	assert_equal "$(git status --short)" ''
	rm -rf "$WORK/policies.git"
	run git done policy import --update
	assert_equal "$status" 3
	assert_equal "$(git status --short)" ''
}

@test "--update alone in a shallow place is not decided, and nothing is written" {
	import_by_path
	next_version
	(cd "$WORK/policies" && write more.txt more && commit more && write most.txt most && commit most && git push -q "$WORK/policies.git" main)
	git clone -q --bare --depth 2 "file://$WORK/policies.git" "$WORK/shallow.git"
	git -C "$WORK/shallow.git" remote remove origin
	rm -rf "$WORK/policies.git" && mv "$WORK/shallow.git" "$WORK/policies.git"
	run git done policy import --update
	assert_equal "$status" 3
	assert_output --partial 'it is a shallow clone: git fetch --unshallow there'
	assert_equal "$(git status --short)" ''
}

@test "--update alone of what was edited by hand, of a circle and of hostile entries writes nothing" {
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial "'.git-done.yml' imports no policy that could be updated"
	import_by_path
	next_version
	printf '# mine\n' >>.git-done/org/teams/backend.yml
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial "'.git-done/org/teams/backend.yml' was edited since it was imported: nothing was written"
	git checkout -q .
	cd "$WORK/policies"
	write teams/backend.yml <<<$'version: 1\nextends: backend.yml'
	commit circle
	git push -q "$WORK/policies.git" main
	cd "$WORK/shop"
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial 'goes in a circle: '
	while IFS='|' read -r script words; do
		git checkout -q .
		sed -i "$script" .git-done.yml
		cp .git-done.yml "$WORK/before"
		run git done policy import --update
		assert_equal "$script: $status" "$script: 2"
		assert_output --partial "$words"
		cmp .git-done.yml "$WORK/before"
		assert_equal "$(git status --short)" ' M .git-done.yml'
	done <<'ROWS'
s/from: "[^"]*"/from: "here"/|.git-done.yml:4:
s/from: "[^"]*"/from: [1]/|does not say as 'from'
s/, from: "[^"]*"//|does not say as 'from'
s/\(from: "[^"]*\)"/\10"/|does not say as 'from'
s#path: ".git-done/org/teams#path: "../teams#|does not say as 'path'
s#path: ".git-done/org/teams#path: ".git-done/org/../teams#|does not say as 'path'
s/^version: 1.*/version: [/|.git-done.yml:
ROWS
	git checkout -q .
	git rm -q --cached -r . >/dev/null
	rm -rf .git-done.yml .git-done
	run git done policy import --update
	assert_equal "$status" 2
	assert_output --partial 'imports no policy'
}

@test "--update alone brings all imported policies, and none where one place is missing" {
	import_by_path
	cd "$WORK/policies"
	write extra.yml <<<$'version: 1\ncriteria: {more: {checks: {license: {file: LICENSE}}}}'
	commit extra
	git push -q "$WORK/policies.git" main
	cd "$WORK/shop"
	git done policy import "$WORK/policies.git:main:extra.yml" 2>/dev/null
	commit two
	cd "$WORK/policies"
	sed -i 's/LICENSE/COPYING/' extra.yml
	git add -A && git commit -q -m copying
	cd "$WORK/shop"
	next_version
	cp .git-done.yml "$WORK/before"
	sed -i '/extra/s|@|x@|' .git-done.yml
	run git done policy import --update
	assert_equal "$status" 3
	assert_equal "$(git status --short)" ' M .git-done.yml'
	cp "$WORK/before" .git-done.yml
	run git done policy import --update
	assert_success
	assert_output --partial "'extra.yml' at "
	cmp .git-done/org/extra.yml "$WORK/policies/extra.yml"
	cmp .git-done/org/teams/backend.yml "$WORK/policies/teams/backend.yml"
	run git done policy lint
	assert_success
}
