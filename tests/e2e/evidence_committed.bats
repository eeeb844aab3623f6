#!/usr/bin/env bats
# A report in the directory of --evidence that the checkout put there: it is a claim, as any committed file, and no word of the run.
load helper

prepare() {
	make_shop
}

GOOD='<testsuite><testcase name="adds"/></testsuite>'

make_shop() {
	git init -q shop
	cd shop || return 1
	write .git-done.yml <<-'POLICY'
		version: 1
		services: [{path: services/*}]
		criteria:
		  quality:
		    checks:
		      tests: {tests: {reports: ["**/*.xml"], from: evidence}}
	POLICY
	write services/orders/pay.js 'one()'
	write build/reports/junit.xml "$GOOD"
	commit start
}

@test "a report that is a file of the commit was not made in this run" {
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial "'junit.xml' is a file of the commit, and not a report that the job made"
	run git done audit --evidence "$PWD/build/../build/reports/"
	assert_failure 1
	# The job made another one.
	write build/reports/junit.xml '<testsuite><testcase name="adds" time="1"/></testsuite>'
	run git done audit --evidence build/reports
	assert_success
	# The same bytes again, and a seal says so.
	git done evidence begin build/reports
	sleep 0.02
	write build/reports/junit.xml "$GOOD"
	git done evidence seal build/reports
	run git done audit --evidence build/reports --verbose
	assert_success
	assert_output --partial 'sealed for'
	# Left over from the checkout: not in the seal.
	git checkout -q build
	git done evidence begin build/reports
	git done evidence seal build/reports
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial 'the report is not in the seal'
	# A directory elsewhere is the run's.
	cp -r build/reports ../elsewhere
	rm ../elsewhere/.git-done-seal.json
	run git done audit --evidence ../elsewhere
	assert_success
}

@test "what a checkout makes of a committed report is no other report" {
	write .gitattributes '*.xml text eol=crlf'
	commit 'as on Windows'
	rm build/reports/junit.xml
	git checkout -q HEAD -- build
	grep -q $'\r' build/reports/junit.xml
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial "'junit.xml' is a file of the commit, and not a report that the job made"
	# What a pointer of Git LFS stands for.
	rm .gitattributes
	cp build/reports/junit.xml ../real.xml
	write build/reports/junit.xml <<-POINTER
		version https://git-lfs.github.com/spec/v1
		oid sha256:$(sha256sum <../real.xml | cut -c1-64)
		size $(wc -c <../real.xml)
	POINTER
	commit 'a pointer'
	cp ../real.xml build/reports/junit.xml
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial "'junit.xml' is a file of the commit, and not a report that the job made"
	write build/reports/junit.xml '<testsuite><testcase name="adds" time="1"/></testsuite>'
	run git done audit --evidence build/reports
	assert_success
}

@test "what a filter makes of a committed report is no other report" {
	cp build/reports/junit.xml ../plain.xml
	write .gitattributes '*.xml ident'
	write build/reports/junit.xml '<!-- $Id$ --><testsuite><testcase name="adds"/></testsuite>'
	commit 'git writes the name of the blob into it'
	rm build/reports/junit.xml
	git checkout -q HEAD -- build
	grep -q 'Id: [0-9a-f]' build/reports/junit.xml
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial "'junit.xml' is as git checked it out, and not a report that the job made"
	write .gitattributes '*.xml text working-tree-encoding=UTF-16'
	{ printf '\xff\xfe'; printf '<?xml version="1.0" encoding="UTF-16"?>' | iconv -t UTF-16LE; iconv -t UTF-16LE ../plain.xml; } >build/reports/junit.xml
	commit 'git writes it as UTF-16'
	rm build/reports/junit.xml
	git checkout -q HEAD -- build
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial "'junit.xml' is as git checked it out, and not a report that the job made"
}

@test "where a filter may have made it, and git has not looked at it since, nobody can tell" {
	printf '*.log ident\n*.xml ident\n' >.gitattributes
	write build/reports/junit.xml '<!-- $Id$ --><testsuite><testcase name="adds"/></testsuite>'
	commit 'git writes the name of the blob into it'
	rm build/reports/junit.xml
	git checkout -q HEAD -- build
	# A cache, or a way from job to job: the bytes are kept, and the time is not.
	touch -d '2026-01-01 12:00' build/reports/junit.xml
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial "'junit.xml' may be what a filter of git's attributes makes of the file of the commit"
	# Of attributes that no commit has, nor .gitattributes.
	printf '*.log ident\n' >.gitattributes
	commit 'of other files'
	write build/reports/junit.xml '<testsuite><testcase name="adds" time="2"/></testsuite>'
	printf '*.xml ident\n' >.git/info/attributes
	run git done audit --evidence build/reports
	assert_failure 1
	assert_output --partial "'junit.xml' may be what a filter of git's attributes makes of the file of the commit"
	printf '*.log ident\n' >.git/info/attributes
	run git done audit --evidence build/reports
	assert_success
	printf '*.xml filter=x\n' >../mine
	git config core.attributesFile "$PWD/../mine"
	run git done audit --evidence build/reports
	assert_failure 1
	git config --unset core.attributesFile
	# What is no file is waited for by nobody, and may speak of every report.
	rm .git/info/attributes
	mkfifo .git/info/attributes
	run timeout 60 git done audit --evidence build/reports
	assert_failure 1
	rm .git/info/attributes
	# One that does not reach the report is none.
	printf '*.xml ident\n*.log ident\njunit.txt filter=x\n*.xml -ident\n# *.xml ident\n*.xml filter=lfs\n' >.gitattributes
	commit 'of other files'
	write build/reports/junit.xml '<testsuite><testcase name="adds" time="3"/></testsuite>'
	run git done audit --evidence build/reports
	assert_success
	# What the job sealed it made.
	write .gitattributes '*.xml ident'
	commit 'again'
	git done evidence begin build/reports
	sleep 0.02
	write build/reports/junit.xml '<testsuite><testcase name="adds" time="1"/></testsuite>'
	run git done audit --evidence build/reports
	assert_failure 1
	git done evidence seal build/reports
	run git done audit --evidence build/reports
	assert_success
}

@test "what another clone or work tree checked out is no report of this run" {
	local other
	git clone -q . ../clone
	git worktree add -q ../beside HEAD
	for other in ../clone ../beside; do
		run git done audit --evidence $other/build/reports
		assert_failure 1
		assert_output --partial "'junit.xml' is a file of the commit, and not a report that the job made"
	done
	# It is at another commit: its bytes are none of the commit that is judged.
	write build/reports/junit.xml '<testsuite><testcase name="adds" time="7"/></testsuite>'
	commit 'another report'
	for other in ../clone ../beside; do
		run git done audit --evidence $other/build/reports
		assert_failure 1
		assert_output --partial "'junit.xml' is as git checked it out, and not a report that the job made"
		# A cache, or a copy: the bytes are kept, and the time is not.
		touch -d '2026-01-01 12:00' $other/build/reports/junit.xml
		run git done audit --evidence $other/build/reports
		assert_failure 1
		assert_output --partial "'junit.xml' is as git checked it out, and not a report that the job made"
		# The job ran there.
		write $other/build/reports/junit.xml '<testsuite><testcase name="adds" time="9"/></testsuite>'
		run git done audit --evidence $other/build/reports --verbose
		assert_success
		assert_output --partial 'made in this run'
		# And staged what it made.
		git -C $other add -A
		run git done audit --evidence $other/build/reports
		assert_success
	done
}

@test "where committed reports count it is a claim, and held to its freshness" {
	sed -i 's/, from: evidence//' .git-done.yml
	commit 'from anywhere'
	run git done audit --evidence build/reports --verbose
	assert_success
	assert_output --partial 'committed, so claimed'
	refute_output --partial 'made in this run'
	sed -i 's/"\*\*.\*.xml"/"\/build\/reports\/*.xml"/; s/xml"\]/xml"], fresh: inputs/' .git-done.yml
	commit 'must be fresh'
	git branch base
	write services/orders/pay.js 'two()'
	commit 'other inputs'
	run git done check base..HEAD --evidence build/reports
	assert_failure 1
	assert_output --partial 'was not measured again'
}

@test "one directory cannot be the run's and the base's" {
	mkdir -p r
	write r/junit.xml '<testsuite><testcase name="adds" time="1"/></testsuite>'
	run git done audit --evidence r --evidence-base ./r/
	assert_failure 2
	assert_output --partial '--evidence and --evidence-base name one directory'
}

@test "a case that only an attribute calls failed is failed" {
	local says
	for says in 'status="failed"' 'status="FAILED"' 'result="failure"' 'status="error"'; do
		write r/junit.xml "<testsuite><testcase name=\"adds\"/><testcase name=\"rounds\" $says/></testsuite>"
		run git done audit --evidence r
		assert_failure 1
		assert_output --partial 'rounds'
	done
}
