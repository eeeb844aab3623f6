#!/usr/bin/env bats
# A policy or a sheet under a name that nothing reads is said, and never passed over.
load helper

prepare() {
	export COLUMNS=300
	shop
	git done install 2>/dev/null
}

# rename TO: the policy has another name, here and on the remote.
rename() {
	mkdir -p "$(dirname "$1")"
	git mv .git-done.yml "$1"
	commit "rename to $1"
	git push -q --no-verify origin main
	git checkout -q -B topic
	write services/orders/more.go 'package main'
	commit topic
}

back() {
	git checkout -q -f main
	git reset -q --hard "$1"
	git push -q -f --no-verify origin main
}

# bats file_tags=deep

@test "a policy of another name lets no push through, and the rename is said, that works" {
	start=$(git rev-parse main)
	for name in .git-done.yaml .gitdone.yml .git_done.yml git-done.yml .Git-Done.yml .GIT-DONE.YML .git-done.yml.txt .git-done \
		.git-doen.yml services/orders/.git-done.yml .github/.git-done.yml .config/git-done.yaml; do
		rename $name
		advice="git mv $name .git-done.yml"
		run git push origin topic
		assert_failure
		case $name in
		*/.git-done.yml) assert_output --partial "at the root to which '$name' adds" ;;
		*) assert_output --partial "but '$name'" ;;
		esac
		assert_output --partial "$advice"
		assert_equal "$(remote_ref topic)" ''
		run git done check
		assert_equal "$status" 3
		assert_output --partial "$advice"
		git add -A
		run git done check --staged
		assert_equal "$status" 3
		run git done audit
		case $name in
		*/.git-done.yml) assert_output --partial "'$name' adds to the policy" ;;
		*) assert_output --partial "'$name' is not read" ;;
		esac
		assert_output --partial "$advice"
		run git done policy lint
		assert_equal "$status" 2
		assert_output --partial "$advice"
		run git done policy lint --from HEAD
		assert_equal "$status" 2
		assert_output --partial "$advice"
		run git done audit --policy-from HEAD
		assert_equal "$status" 2
		assert_output --partial "$advice"
		run git done doctor
		assert_equal "$status" 1
		assert_output --partial 'there is no policy'
		assert_output --partial "$advice"
		assert_output --partial 'the gate is not in place'
		$advice
		commit mended
		run git done doctor
		assert_success
		git push -q origin topic
		git push -q --no-verify origin :topic
		back "$start"
	done
}

@test "a branch that is older than what was meant is not quietly let through either" {
	git rm -q .git-done.yml
	commit 'no policy'
	git push -q --no-verify origin main
	git checkout -q -b topic
	write services/orders/more.go 'package main'
	commit topic
	git checkout -q main
	git show HEAD~1:.git-done.yml >.git-done.yaml
	commit 'a policy, misnamed'
	git push -q --no-verify origin main
	git checkout -q topic
	run git push origin topic
	assert_failure
	assert_output --partial "but '.git-done.yaml' in the base"
	assert_output --partial 'git mv .git-done.yaml .git-done.yml'
}

@test "the change that renames the policy right is judged by it" {
	rename .git-done.yaml
	git mv .git-done.yaml .git-done.yml
	commit 'right'
	git push -q origin topic
	break_service orders
	run git push origin topic
	assert_failure
	assert_output --partial docs.readme
}

@test "the change that renames it wrong is judged by the base's, and it is said" {
	git checkout -q -b topic
	git mv .git-done.yml .git-done.yaml
	write services/orders/more.go 'package main'
	commit wrong
	run git done check
	assert_success
	assert_output --partial 'the change removes the policy'
	assert_output --partial 'git mv .git-done.yaml .git-done.yml'
}

@test "beside the policy: in the root always, below it in audits and where a change brings it" {
	cp .git-done.yml .git-done.yaml
	write services/orders/.git-done.yml 'version: 1
target: gold'
	write docs/.git-done.yml 'version: 1
target: gold'
	mkdir -p tests/fixtures/repository ci/gitlab
	cp .git-done.yml tests/fixtures/repository/.git-done.yml
	printf 'include: []\nstages: [test]\n' >ci/gitlab/git-done.yml
	git checkout -q -b topic
	commit more
	run git done check
	assert_success
	assert_output --partial "warning: '.git-done.yaml' is not read: the policy is '.git-done.yml' at the root"
	assert_output --partial "'docs/.git-done.yml' asks nothing of anybody"
	refute_output --partial "'services/orders/.git-done.yml' is not read"
	refute_output --partial fixtures
	refute_output --partial "'ci/gitlab"
	run git push origin topic
	assert_success
	assert_output --partial "'docs/.git-done.yml' asks nothing of anybody"
	run git done audit
	assert_success
	assert_output --partial "'docs/.git-done.yml' asks nothing of anybody"
	refute_output --partial "'services/orders/.git-done.yml' is not read"
	refute_output --partial fixtures
	run git done policy lint
	assert_success
	assert_output --partial "warning: '.git-done.yaml' is not read"
	assert_output --partial 'from services/orders/.git-done.yml, .git-done.yml'
	# What it extends is read.
	git rm -q .git-done.yaml docs/.git-done.yml
	printf 'version: 1\nhelp: ask\n' >services/orders/.git-done.yml
	sed -i.bak 's|^version: 1|version: 1\nextends: [services/orders/.git-done.yml]|' .git-done.yml
	rm .git-done.yml.bak
	commit extends
	run git done audit
	assert_success
	refute_output --partial 'is not read'
}

@test "a repository without any policy is let through as before, and doctor is not content" {
	git rm -q .git-done.yml
	mkdir -p ci/gitlab examples/shop
	printf 'include: []\nstages: [test]\n' >ci/gitlab/git-done.yml
	printf 'version: 1\nextends: [preset:backend]\n' >examples/shop/.git-done.yml
	commit 'no policy'
	git push -q --no-verify origin main
	write services/orders/more.go 'package main'
	commit more
	run git push origin main
	assert_success
	assert_output --partial 'nothing was judged'
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'there is no policy, so the hook judges nothing'
	assert_output --partial 'git done init'
	git done init
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'it is in the work tree: git add .git-done.yml, and commit it'
	commit policy
	run git done doctor
	assert_success
	echo 'nonsense: 1' >>.git-done.yml
	commit nonsense
	run git done doctor
	assert_equal "$status" 1
	assert_output --partial 'the policy at HEAD is not valid'
	# A branch that is older than the policy: where it will be merged there is one.
	git checkout -q --orphan older
	git rm -rfq .
	commit older
	git push -q --no-verify -f origin main~1:main
	run git done doctor
	assert_success
	assert_output --partial 'the policy at origin/main can be read'
}

@test "a policy under a sheet's name is found, another file under a policy's name is left alone" {
	start=$(git rev-parse main)
	for name in done.yml done.yaml .done.yml .git-done.toml; do
		rename $name
		run git push origin topic
		assert_failure
		assert_output --partial "git mv $name .git-done.yml"
		run git done doctor
		assert_equal "$status" 1
		assert_output --partial "git mv $name .git-done.yml"
		back "$start"
	done
	git rm -q .git-done.yml
	printf 'stages: [test]\nbuild: {script: make}\n' >git-done.yml
	printf 'stage: production\n' >done.yml
	commit 'a pipeline that is called git-done.yml'
	git push -q --no-verify origin main
	git checkout -q -B topic
	write services/orders/more.go 'package main'
	commit topic
	run git push origin topic
	assert_success
	run git done doctor
	assert_output --partial 'git done init writes one'
	run git done init
	assert_success
	rm .git-done.yml
	printf '{"version": 1, "criteria": {}}' >git-done.json
	commit json
	run git done check
	assert_equal "$status" 3
	assert_output --partial 'git mv git-done.json .git-done.yml'
}

@test "a misnamed file that was never added is renamed without git" {
	git rm -q --cached .git-done.yml
	mv .git-done.yml .git-done.yaml
	git commit -q -m 'no policy'
	git push -q --no-verify origin main
	command='mv .git-done.yaml .git-done.yml && git add .git-done.yml'
	for ask in doctor 'policy lint' init 'explain shop.none'; do
		# shellcheck disable=SC2086 # words
		run git done $ask
		assert_output --partial "$command"
		refute_output --partial 'git mv'
	done
	sh -c "$command"
	run git done policy lint
	assert_success
}

@test "init writes no second one" {
	git mv .git-done.yml .git-done.yaml
	run git done init
	assert_equal "$status" 2
	assert_output --partial 'git mv .git-done.yaml .git-done.yml'
	assert_file_not_exist .git-done.yml
	write services/orders/done.yaml 'owner: "@shop/orders"'
	run git done init --service services/orders
	assert_equal "$status" 2
	assert_output --partial 'rename it: mv services/orders/done.yaml services/orders/done.yml && git add services/orders/done.yml'
	git add services
	run git done init --service services/orders
	assert_equal "$status" 2
	assert_output --partial 'git mv services/orders/done.yaml services/orders/done.yml'
	assert_file_not_exist services/orders/done.yml
}

# ask_sheet [MORE]: every service must say in its sheet what its data looks like.
ask_sheet() {
	printf 'version: 1\nservices: [{path: services/*}]\n%s\ncriteria:\n  ready:\n    checks:\n      data: {why: w, answers: {question: data}}\n' "${1:-}" >.git-done.yml
}

@test "a sheet of another name" {
	ask_sheet
	printf 'data: {not_applicable: The service keeps no data of its own.}\n' >services/stock/done.yml
	for name in done.yaml Done.yml .done.yml DONE.YML done.yml.txt done.json; do
		printf 'data: {not_applicable: The service keeps no data of its own.}\n' >services/orders/$name
		commit $name
		advice="git mv services/orders/$name services/orders/done.yml"
		run git done audit
		assert_equal "$status" 1
		assert_output --partial "warning: 'services/orders/$name' is not read: the name is 'done.yml'; rename it:"
		assert_output --partial "         $advice" # on a line of its own
		# In the finding, too, in the place of 'git done init'.
		refute_output --partial 'git done init --service'
		$advice
		commit mended
		run git done audit
		assert_success
		refute_output --partial 'not read'
		git rm -q services/orders/done.yml
	done
	printf 'data: {not_applicable: The service keeps no data of its own.}\n' >services/orders/done.yml
	cp services/orders/done.yml services/orders/done.yaml
	commit both
	run git done audit
	assert_success
	assert_output --partial "'services/orders/done.yaml' is not read, because 'services/orders/done.yml' is there"
	# In a gate, of what it touches.
	git rm -q services/orders/done.yaml
	commit one
	git push -q --no-verify origin main
	git checkout -q -b topic
	git mv services/orders/done.yml services/orders/done.yaml
	commit wrong
	run git push origin topic
	assert_failure
	assert_output --partial 'git mv services/orders/done.yaml services/orders/done.yml'
}

@test "the graph and 'explain' say it, too" {
	ask_sheet
	git mv .git-done.yml .git-done.yaml
	printf 'owner: "@shop/orders"\n' >services/orders/done.yaml
	for service in orders stock; do go_server services/$service; done
	commit misnamed
	run git done graph
	assert_success
	assert_output --partial "'.git-done.yaml' is not read; rename it: git mv .git-done.yaml .git-done.yml"
	assert_output --partial "rename it: git mv services/orders/done.yaml services/orders/done.yml"
	run git done explain docs.run
	assert_output --partial "'.git-done.yaml' is not read"
}

@test "Backstage's catalog, where it is read" {
	ask_sheet
	printf 'data: {not_applicable: The service keeps no data of its own.}\n' >services/stock/done.yml
	printf 'data: {not_applicable: The service keeps no data of its own.}\n' >services/orders/done.yml
	printf 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: orders}\nspec: {lifecycle: production, owner: shop}\n' >services/orders/catalog-info.yml
	commit catalog
	run git done audit
	assert_output --partial "'services/orders/catalog-info.yml' is not read: the name is 'catalog-info.yaml'; rename it:"
	assert_output --partial "  git mv services/orders/catalog-info.yml services/orders/catalog-info.yaml"
	ask_sheet 'sheet: {backstage: false}'
	commit 'no Backstage'
	run git done audit
	refute_output --partial catalog-info
}

@test "a name that a shell would read otherwise is quoted" {
	rename "my config/.git-done.yaml"
	run git done check
	assert_equal "$status" 3
	assert_output --partial "git mv 'my config/.git-done.yaml' .git-done.yml"
}
