#!/usr/bin/env bats
# Seals of reports, the whole way: a job begins, its tools write, it seals, and a gate judges; whatever is left over,
# changed, added, taken away or mixed up between is refused.
load helper

prepare() {
	copy_of make_sealed
}

# A clone `shop` with a remote; on topic, services/orders changed, and the policy demands sealed reports.
make_sealed() {
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  quality:
		    checks:
		      tests: {tests: {reports: ["**/*.xml"], require_seal: true}}
	POLICY
	write services/orders/pay.js 'one()'
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
BAD='<testsuite><testcase name="adds"/><testcase name="rounds"><failure/></testcase></testsuite>'

# The job: it begins, writes NAME with TEXT by pairs, and seals.
job() {
	git done evidence begin build/reports
	while [ $# -gt 0 ]; do
		write "build/reports/$1" "$2"
		shift 2
	done
	git done evidence seal build/reports
}

judge() {
	run git done check main..topic --evidence build/reports --verbose "$@"
}

@test "what a job sealed for this commit is met, and the report says so" {
	run job junit.xml "$GOOD"
	assert_success
	assert_output --partial "git-done: 1 file of 'build/reports' sealed for commit $(git rev-parse HEAD | cut -c1-12)"
	judge
	assert_success
	assert_output --partial "sealed for $(git rev-parse HEAD | cut -c1-12)"
	run git done evidence seal build/reports
	assert_failure 2
	assert_output --partial "'build/reports' is sealed already, and was not begun again"
	assert_output --partial 'git done evidence begin build/reports'
	judge
	assert_success
}

@test "a job that is begun again and not sealed is not held for sealed, and nothing else counts instead" {
	job junit.xml "$GOOD"
	git done evidence begin build/reports
	[ ! -e build/reports/.git-done-seal.json ]
	judge
	assert_failure 1
	assert_output --partial 'begun, not sealed: the job that makes the reports did not come to its end'
	assert_output --partial 'build/reports/.git-done-begin.json'
	git done evidence seal build/reports
	[ ! -e build/reports/.git-done-begin.json ]
	# Where no policy asks for a seal, and a committed report lies there.
	sed -i 's/, require_seal: true//' .git-done.yml
	write services/orders/junit.xml "$GOOD"
	commit 'no seal asked'
	git push -q origin HEAD:main
	git fetch -q origin
	write services/orders/pay.js 'three()'
	commit more
	rm -r build
	git done evidence begin build/reports
	run git done check origin/main..topic --evidence build/reports
	assert_failure 1
	assert_output --partial 'begun, not sealed'
	# One job of two: the other's reports alone are not all.
	rm build/reports/.git-done-begin.json
	git done evidence begin build/reports/one
	write build/reports/one/junit.xml "$GOOD"
	git done evidence seal build/reports/one
	run git done check origin/main..topic --evidence build/reports
	assert_success
	git done evidence begin build/reports/two
	run git done check origin/main..topic --evidence build/reports
	assert_failure 1
	assert_output --partial 'build/reports/two/.git-done-begin.json'
	# Reports that lie elsewhere are not theirs.
	sed -i 's/"\*\*.\*.xml"/"one\/*.xml"/' .git-done.yml
	git commit -qam 'one job alone'
	git push -q origin HEAD:main
	git fetch -q origin
	write services/orders/pay.js 'four()'
	commit 'even more'
	rm -r build
	git done evidence begin build/reports/one
	write build/reports/one/junit.xml "$GOOD"
	git done evidence seal build/reports/one
	git done evidence begin build/reports/two
	run git done check origin/main..topic --evidence build/reports
	assert_success
}

@test "a sealed report that was taken away with its subdirectory does not let a committed one count" {
	sed -i 's/, require_seal: true//; s/\*\*.\*.xml/junit.xml/' .git-done.yml
	write services/orders/junit.xml "$GOOD"
	write services/cart/junit.xml "$GOOD"
	commit 'no seal asked'
	git push -q origin HEAD:main
	git fetch -q origin
	write services/orders/pay.js 'three()'
	write services/cart/pay.js 'three()'
	commit more
	job services/orders/junit.xml "$BAD" cart/junit.xml "$BAD"
	rm -r build/reports/services
	run git done check origin/main..topic --evidence build/reports
	assert_failure 1
	assert_output --partial 'build/reports/services/orders/junit.xml'
	assert_output --partial 'the report was sealed, and is not in the directory'
	rm -r build/reports/cart
	run git done check origin/main..topic --evidence build/reports
	assert_failure 1
	assert_output --partial 'build/reports/services/orders/junit.xml'
	assert_output --partial 'build/reports/cart/junit.xml'
	refute_output --partial 'claimed'
}

# bats file_tags=deep

@test "links are named when a directory is sealed, and a seal of nothing is warned of" {
	git done evidence begin build/reports
	ln -s ../../services/orders/junit.xml build/reports/junit.xml
	run git done evidence seal build/reports
	assert_success
	assert_output --partial "git-done: warning: 'junit.xml' is a symbolic link: it is not sealed, and not read as a report"
	assert_output --partial "git-done: warning: the job wrote no report into 'build/reports': its seal is of nothing"
	assert_output --partial "git-done: 0 files of 'build/reports' sealed"
}

@test "a left-over report with another mode, or restored with its old time, is not sealed" {
	write build/reports/mode.xml "$GOOD"
	write build/reports/time.xml "$GOOD"
	touch -d 2020-01-01 build/reports/time.xml
	git done evidence begin build/reports
	sleep 0.02
	chmod 600 build/reports/mode.xml
	write build/reports/time.xml "$GOOD"
	touch -d 2020-01-01 build/reports/time.xml
	run git done evidence seal build/reports
	assert_success
	assert_output --partial "'mode.xml' lay there before the job began"
	assert_output --partial "'time.xml' lay there before the job began"
	assert_output --partial 'git-done: 0 files'
}

@test "the commit that is judged may be another one with the same tree" {
	job junit.xml "$GOOD"
	git commit -q --amend -m 'another message'
	judge
	assert_success
}

@test "an unsealed report is refused where seals are required, and a committed one is none" {
	write build/reports/junit.xml "$GOOD"
	judge
	assert_failure 1
	assert_output --partial 'the report is not sealed, and only sealed reports are accepted'
	assert_output --partial 'git done evidence begin DIR before the tests run'
	rm -r build
	write services/orders/junit.xml "$GOOD"
	commit 'a committed report'
	mkdir -p build/reports
	judge
	assert_failure 1
	assert_output --partial "no report matches '**/*.xml'"
}

@test "each way to change sealed reports is refused, with its place and its reason" {
	local -A says=(
		[changed]='the report was changed after it was sealed'
		[longer]='the report was changed after it was sealed'
		[added]='the report is not in the seal: it is left over from before the job, or was written after the job had ended'
		[gone]='the report was sealed, and is not in the directory'
		[moved]='the report was sealed, and is not in the directory'
		[commit]='the reports were sealed for commit'
		[tree]='the seal of the reports contradicts itself: commit'
		[cut]='the seal of the reports cannot be used'
		[link]='the seal of the reports cannot be used: is a symbolic link'
		[empty]='the seal of the reports cannot be used'
		[twice]="the seal of the reports cannot be used: duplicate key 'commit'"
		[double]='the seal of the reports cannot be used: a report is there twice'
		[climbs]='the seal of the reports cannot be used'
		[nested]='the seal of the reports cannot be used'
		[future]='the seal says that it was made on 2999-01-01, which is not yet'
		[version]='the seal of the reports cannot be used'
		[unknown]='the seal of the reports cannot be used'
		[removed]='the report is not sealed, and only sealed reports are accepted'
	)
	local seal=build/reports/.git-done-seal.json
	for attack in "${!says[@]}"; do
		rm -rf build
		job junit.xml "$BAD" other.xml "$GOOD"
		case $attack in
			changed) sed -i 's/<failure\/>/<fixture\/>/' build/reports/junit.xml ;;
			longer) echo >>build/reports/other.xml ;;
			added) write build/reports/third.xml "$GOOD" ;;
			gone) rm build/reports/junit.xml ;;
			moved) mv build/reports/junit.xml build/reports/junit.txt ;;
			commit) sed -i "s/\"commit\": \"[0-9a-f]*/\"commit\": \"$(git rev-parse main)/; s/\"tree\": \"[0-9a-f]*/\"tree\": \"$(git rev-parse main:)/" $seal ;;
			tree) sed -i "s/\"tree\": \"[0-9a-f]*/\"tree\": \"$(git rev-parse main:)/" $seal ;;
			cut) truncate -s -3 $seal ;;
			link) mv $seal build/seal && ln -s ../seal $seal ;;
			empty) : >$seal ;;
			twice) sed -i 's/"commit"/"commit": "0", "commit"/' $seal ;;
			double) sed -i 's/other.xml/junit.xml/' $seal ;;
			climbs) sed -i 's/other.xml/..\/..\/other.xml/' $seal ;;
			nested) { printf '{"version": '; yes '[' | head -100000 | tr -d '\n'; } >$seal ;;
			future) sed -i 's/"date": "[^"]*/"date": "2999-01-01/' $seal ;;
			version) sed -i 's/"version": 1/"version": 2/' $seal ;;
			unknown) sed -i 's/"version"/"valid": true, "version"/' $seal ;;
			removed) rm $seal ;;
		esac
		# What fails is not the test of the sample: it was taken away, or would pass.
		judge --format json
		if [ "$status" -ne 1 ] || [[ "$output" != *"${says[$attack]}"* ]]; then
			echo "$attack: $status: $output"
			false
		fi
	done
}

@test "what lay there before the job is not sealed, but what the job wrote again is" {
	write build/reports/old.xml "$GOOD"
	write build/reports/again.xml "$GOOD"
	git done evidence begin build/reports
	sleep 0.02
	write build/reports/again.xml "$GOOD"
	run git done evidence seal build/reports
	assert_success
	assert_output --partial "git-done: 'old.xml' lay there before the job began and was not written since: it is not sealed"
	assert_output --partial "git-done: 1 file of 'build/reports' sealed"
	judge
	assert_failure 1
	assert_output --partial 'the report is not in the seal'
	rm build/reports/old.xml
	judge
	assert_success
}

@test "a job that was not begun, or began at another commit, seals nothing" {
	write build/reports/junit.xml "$GOOD"
	run git done evidence seal build/reports
	assert_failure 2
	assert_output --partial "has no stamp of the job's beginning"
	git done evidence begin build/reports
	git checkout -q main
	run git done evidence seal build/reports
	assert_failure 2
	assert_output --partial 'the job began at commit'
	[ ! -e build/reports/.git-done-seal.json ]
	for stamp in '' '{' '{"version": 1}' '[]' 'null'; do
		printf %s "$stamp" >build/reports/.git-done-begin.json
		run git done evidence seal build/reports
		assert_failure 2
		[ ! -e build/reports/.git-done-seal.json ]
	done
	run git done evidence seal build/nowhere
	assert_failure 2
	assert_output --partial "there is no directory 'build/nowhere'"
	run git done evidence open build/reports
	assert_failure 2
	assert_output --partial "unknown subcommand 'open' of 'git done evidence'"
}

@test "neither command follows a link that the code under test put in the place of what it writes" {
	mkdir -p build/reports
	echo mine >victim
	ln -s ../../victim build/reports/.git-done-begin.json
	git done evidence begin build/reports
	ln -s ../../victim build/reports/.git-done-seal.json
	write build/reports/junit.xml "$GOOD"
	git done evidence seal build/reports
	[ "$(cat victim)" = mine ]
	[ ! -L build/reports/.git-done-seal.json ]
	mv build/reports build/real
	ln -s real build/reports
	run git done evidence seal build/reports
	assert_failure 2
	assert_output --partial 'it is a symbolic link'
}

@test "jobs that hand over a directory each are sealed each, and one seal does not stand for another" {
	git done evidence begin build/reports/unit
	write build/reports/unit/junit.xml "$GOOD"
	git done evidence seal build/reports/unit
	git done evidence begin build/reports/load
	write build/reports/load/junit.xml "$GOOD"
	git done evidence seal build/reports/load
	judge
	assert_success
	cp build/reports/unit/junit.xml build/reports/load/more.xml
	judge
	assert_failure 1
	assert_output --partial 'build/reports/load/more.xml'
	rm build/reports/load/more.xml
	write build/reports/third.xml "$GOOD"
	judge
	assert_failure 1
	assert_output --partial 'the report is not sealed'
}

@test "a seal that lies there is judged where no policy asks for one, and none is missed" {
	sed -i 's/, require_seal: true//' .git-done.yml
	commit 'no seal asked'
	git push -q origin HEAD:main
	git fetch -q origin
	write services/orders/pay.js 'three()'
	commit more
	write build/reports/junit.xml "$GOOD"
	run git done check origin/main..topic --evidence build/reports
	assert_success
	job junit.xml "$GOOD"
	write services/orders/pay.js 'four()'
	commit 'another commit'
	run git done check origin/main..topic --evidence build/reports
	assert_failure 1
	assert_output --partial 'the reports were sealed for commit'
}

@test "a base without a seal excuses nothing, and taking require_seal away is told" {
	write build/base/junit.xml "$GOOD"
	write build/reports/junit.xml "$GOOD"
	git checkout -q main
	sed -i '/^version/a debt: allow' .git-done.yml
	commit 'debt'
	git push -q origin main
	git checkout -q -b other
	write services/orders/pay.js 'five()'
	commit other
	run git done check main..other --evidence build/reports --evidence-base build/base
	assert_failure 1
	assert_output --partial 'the report is not sealed'
	sed -i 's/, require_seal: true//' .git-done.yml
	commit 'looser'
	run git done check main..other --evidence build/reports
	assert_output --partial 'require_seal'
}

@test "a policy that asks for a seal and admits no directory is an error with its place" {
	sed -i 's/require_seal: true/from: tree, require_seal: true/' .git-done.yml
	run git done policy lint
	assert_failure 2
	assert_output --partial "only reports of --evidence are sealed, and 'from' does not admit them"
}
