#!/usr/bin/env bats
# What a seal says of the files that the tests ran on, and what becomes of seals of earlier runs.
load helper

prepare() {
	copy_of make_sealed
}

# A clone `shop` whose policy demands sealed reports of every check; on topic, services/orders changed.
make_sealed() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		evidence: {require_seal: true}
		criteria:
		  quality:
		    checks:
		      tests: {tests: {reports: ["**/*.xml"]}}
	POLICY
	write services/orders/pay.js 'one()'
	write services/orders/tax.js 'one()'
	write go.mod 'module shop'
	commit start
	git remote add origin "${PWD%/shop}/remote.git"
	git push -q origin main
	git remote set-head origin main
	git checkout -q -b topic
	write services/orders/pay.js 'two()'
	commit topic
	git fetch -q origin
}

GOOD='<testsuite><testcase name="adds"/></testsuite>'

judge() {
	run git done check main..topic --evidence build/reports --verbose "$@"
}

seal() {
	git done evidence begin "${1:-build/reports}" &&
		write "${1:-build/reports}/junit.xml" "$GOOD" &&
		git done evidence seal "${1:-build/reports}"
}

@test "the policy's own word asks every check for a seal, and one check may be excepted" {
	write build/reports/junit.xml "$GOOD"
	judge
	assert_failure 1
	assert_output --partial 'the report is not sealed, and only sealed reports are accepted'
	seal
	judge
	assert_success
	assert_output --partial 'sealed for'
	refute_output --partial 'differed'
	rm -r build
	git checkout -q main
	sed -i 's/xml"\]/xml"], require_seal: false/' .git-done.yml
	commit except
	git push -q origin main
	git checkout -q topic
	git fetch -q origin
	git rebase -q main
	write build/reports/junit.xml "$GOOD"
	run git done check origin/main..topic --evidence build/reports
	assert_success
}

@test "taking the policy's word away is told as loosening, and a directory's policy cannot" {
	sed -i '/^evidence/d' .git-done.yml
	commit looser
	seal
	judge
	assert_output --partial 'evidence: require_seal true -> none'
	git reset -q --hard HEAD~1
	write services/orders/.git-done.yml 'version: 1
criteria:
  quality:
    checks:
      unit: {tests: {reports: ["*.xml"]}}'
	commit nested
	rm -r build
	write build/reports/junit.xml "$GOOD"
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial 'quality.unit'
	assert_output --partial 'the report is not sealed'
}

# bats file_tags=deep

@test "files that differ from the commit are named by begin and seal, and refused where seals are required" {
	local -A how=(
		[modified]="echo 'three()' >services/orders/tax.js"
		[longer]="echo >>services/orders/tax.js"
		[deleted]="rm services/orders/tax.js"
		[staged]="echo 'three()' >services/orders/tax.js; git add -A services"
		[unstaged]="echo 'three()' >services/orders/tax.js; git add -A services; git show HEAD:services/orders/tax.js >services/orders/tax.js"
		[link]="ln -sf pay.js services/orders/tax.js"
		[removed]="git rm -q --cached services/orders/tax.js"
		[old-time]="cp -p services/orders/tax.js keep; sleep 1.1; git status >/dev/null; echo 'ten()' >services/orders/tax.js; touch -r keep services/orders/tax.js"
		[skipped]="git update-index --skip-worktree services/orders/tax.js; echo 'three()' >services/orders/tax.js"
		[assumed]="git update-index --assume-unchanged services/orders/tax.js; echo 'three()' >services/orders/tax.js"
		[same-size]="sed -i s/one/ten/ services/orders/tax.js"
	)
	for way in "${!how[@]}"; do
		rm -rf build
		rm .git/index
		git reset -q --hard
		git done evidence begin build/reports
		write build/reports/junit.xml "$GOOD"
		eval "${how[$way]}"
		run git done evidence seal build/reports
		if [ "$status" -ne 0 ] || [[ "$output" != *'1 tracked file differs from commit'*'services/orders/tax.js'* ]]; then
			echo "$way: $status: $output"
			false
		fi
		judge
		if [ "$status" -ne 1 ] || [[ "$output" != *'the reports were made where 1 tracked file differed from commit'*'services/orders/tax.js'* ]]; then
			echo "$way: $status: $output"
			false
		fi
	done
}

@test "what differed when the job began counts though it was put back" {
	echo 'three()' >services/orders/tax.js
	run git done evidence begin build/reports
	assert_success
	assert_output --partial '1 tracked file differs from commit'
	git checkout -q services
	write build/reports/junit.xml "$GOOD"
	run git done evidence seal build/reports
	assert_success
	assert_output --partial 'services/orders/tax.js'
	judge
	assert_failure 1
	assert_output --partial 'differed from commit'
}

@test "a submodule at another commit, or with other files, differs" {
	git init -q ../lib
	write ../lib/money.js 'one()'
	git -C ../lib add -A
	git -C ../lib commit -q -m one
	write ../lib/money.js 'two()'
	git -C ../lib commit -q -a -m two
	git -c protocol.file.allow=always submodule -q add "${PWD%/shop}/lib" libs/money
	git commit -q -m 'a library'
	run seal
	assert_success
	refute_output --partial 'differs'
	judge
	assert_success
	git -C libs/money checkout -q HEAD~1
	run seal
	assert_output --partial '1 tracked file differs from commit'
	assert_output --partial 'libs/money'
	judge
	assert_failure 1
	assert_output --partial 'the reports were made where 1 tracked file differed'
	git -c protocol.file.allow=always submodule -q update
	write libs/money/money.js 'three()'
	run seal
	assert_output --partial '1 tracked file differs from commit'
	git -C libs/money checkout -q .
	# Not checked out: nothing ran on it.
	git submodule -q deinit -f libs/money
	run seal
	assert_success
	refute_output --partial 'differs'
	judge
	assert_success
}

@test "where no seal is required the result says what differed" {
	git checkout -q main
	sed -i '/^evidence/d' .git-done.yml
	commit 'not required'
	git push -q origin main
	git checkout -q topic
	git rebase -q main
	git fetch -q origin
	echo 'three()' >services/orders/tax.js
	seal
	run git done check origin/main..topic --evidence build/reports --verbose
	assert_success
	assert_output --partial 'though 1 tracked file differed from it (services/orders/tax.js)'
}

@test "what git itself takes for unchanged is no difference" {
	printf '* text=auto\n' >.gitattributes
	git config core.autocrlf true
	commit crlf
	rm services/orders/tax.js
	git checkout -q services
	grep -q "$(printf '\r')" services/orders/tax.js
	touch services/orders/tax.js go.mod
	mkdir perf
	echo old >perf/k6.json
	commit 'a tracked report'
	git update-index --chmod=+x go.mod
	commit mode
	git sparse-checkout set --no-cone '/*' '!/go.mod'
	[ ! -e go.mod ]
	write untracked.js 'nobody knows it'
	run seal perf
	assert_success
	refute_output --partial 'differ'
	echo new >perf/k6.json
	run seal perf
	refute_output --partial 'differ'
	run seal build/reports
	assert_output --partial 'perf/k6.json'
}

@test "a pointer of LFS is compared as what it stands for" {
	printf 'the model\n' >model.bin
	{
		echo 'version https://git-lfs.github.com/spec/v1'
		echo "oid sha256:$(sha256sum model.bin | cut -d' ' -f1)"
		echo "size $(stat -c %s model.bin)"
	} >pointer
	cp model.bin content
	cp pointer model.bin
	rm pointer
	git add model.bin
	git commit -qm lfs
	cp content model.bin
	rm content
	run seal
	refute_output --partial 'differs'
	echo more >>model.bin
	run seal
	assert_output --partial 'model.bin'
}

@test "a job that begins forgets the seals of earlier runs in subdirectories" {
	seal build/reports/unit
	git done evidence begin build/reports
	[ ! -e build/reports/unit/.git-done-seal.json ]
	write build/reports/load/junit.xml "$GOOD"
	git done evidence seal build/reports
	judge
	assert_failure 1
	assert_output --partial 'build/reports/unit/junit.xml'
	assert_output --partial 'the report is not in the seal'
	rm -r build
	mkdir -p build/reports/unit victim
	ln -s ../../../victim/seal build/reports/unit/.git-done-seal.json
	echo mine >victim/seal
	git done evidence begin build/reports
	[ ! -L build/reports/unit/.git-done-seal.json ]
	[ "$(cat victim/seal)" = mine ]
}

@test "a stamp beside a seal is a job that did not end, whatever the seal says" {
	git done evidence begin build/reports
	cp build/reports/.git-done-begin.json stamp
	write build/reports/junit.xml "$GOOD"
	git done evidence seal build/reports
	judge
	assert_success
	mv stamp build/reports/.git-done-begin.json
	judge
	assert_failure 1
	assert_output --partial 'begun, not sealed'
	git done evidence seal build/reports
	judge
	assert_success
}

@test "a seal that counts no changed files, or names none of them, cannot be used" {
	local seal=build/reports/.git-done-seal.json
	seal
	sed -i '/"changed_files"/d' $seal
	judge
	assert_failure 1
	assert_output --partial 'the seal of the reports cannot be used'
	seal
	sed -i 's/"changed_files": 0/"changed_files": 3/' $seal
	judge
	assert_failure 1
	assert_output --partial "'changed_files' must be the number of the files in 'changed', or more"
	seal
	sed -i 's/"changed_files": 0/"changed_files": 0, "changed": ["a"]/' $seal
	judge
	assert_failure 1
	assert_output --partial "'changed_files' must be the number"
}
