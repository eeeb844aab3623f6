#!/bin/sh
# For action.yml: judges, and leaves reports and the status as outputs. Ends with 0 whenever it could
# say its status, so that the report is uploaded; the action's last step then ends with that status.
set -eu

reports="${RUNNER_TEMP:?}/git-done-reports"
rm -rf "$reports"
mkdir -p "$reports"

mode=${DONE_MODE:-check}

refuse() {
	echo "git-done: $1" >&2
	echo 'status=2' >>"${GITHUB_OUTPUT:?}"
	exit 2
}

case $mode in
check | audit) set -- "$mode" ;;
*) refuse "the input 'mode' is neither check nor audit" ;;
esac
case ${DONE_RANGE:-} in
-*) refuse "the input 'range' begins with '-', so it is neither a range nor a revision; options are inputs of their own" ;;
?*) set -- "$@" "$DONE_RANGE" ;;
esac
[ -z "${DONE_POLICY:-}" ] || set -- "$@" "--policy=$DONE_POLICY"
[ -z "${DONE_EVIDENCE:-}" ] || set -- "$@" "--evidence=$DONE_EVIDENCE"
[ "${DONE_ADVISORY:-false}" != true ] || set -- "$@" --advisory

mkdir "$reports/comment"
status=0
git-done "$@" --format github --format "comment=$reports/comment/comment.md" --format "markdown=$reports/summary.md" \
	--format "json=$reports/git-done.json" --format "sarif=$reports/git-done.sarif" || status=$?
if [ "$status" -eq 0 ] && [ ! -s "$reports/git-done.json" ]; then
	echo "git-done: it ended well without a report, so it has judged nothing" >&2
	status=4
fi

# Code scanning closes the alerts that an upload for the same ref does not have. What a change
# touches is not all: it is for the ref of a pull request alone. What could not be judged is nothing.
alerts=false
case $status/$mode/${GITHUB_EVENT_NAME:-} in
[01]/audit/* | [01]/check/pull_request) alerts=true ;;
esac

printf '%s\n' "$status" >"$reports/comment/status"
if [ -s "$reports/summary.md" ]; then
	cat "$reports/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
{
	printf 'status=%s\nalerts=%s\n' "$status" "$alerts"
	[ ! -s "$reports/comment/comment.md" ] || printf 'comment=%s\n' "$reports/comment"
	[ ! -s "$reports/git-done.json" ] || printf 'json=%s\n' "$reports/git-done.json"
	[ ! -s "$reports/git-done.sarif" ] || printf 'sarif=%s\n' "$reports/git-done.sarif"
} >>"${GITHUB_OUTPUT:?}"
