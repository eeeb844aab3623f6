#!/bin/sh
# For action.yml: judges, and leaves reports and the status as outputs. Ends with 0 whenever it could
# say its status, so that the report is uploaded; the action's last step then ends with that status.
set -eu

reports="${RUNNER_TEMP:?}/git-done-reports"
rm -rf "$reports"
mkdir -p "$reports"

case ${DONE_MODE:-check} in
check | audit) set -- "${DONE_MODE:-check}" ;;
*)
	echo "git-done: the input 'mode' is neither check nor audit" >&2
	exit 2
	;;
esac
[ -z "${DONE_RANGE:-}" ] || set -- "$@" "$DONE_RANGE"
[ -z "${DONE_POLICY:-}" ] || set -- "$@" --policy "$DONE_POLICY"
[ "${DONE_ADVISORY:-false}" != true ] || set -- "$@" --advisory

status=0
git-done "$@" --format github --format "markdown=$reports/summary.md" \
	--format "json=$reports/git-done.json" --format "sarif=$reports/git-done.sarif" || status=$?

if [ -s "$reports/summary.md" ]; then
	cat "$reports/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
{
	printf 'status=%s\n' "$status"
	[ ! -s "$reports/git-done.json" ] || printf 'json=%s\n' "$reports/git-done.json"
	[ ! -s "$reports/git-done.sarif" ] || printf 'sarif=%s\n' "$reports/git-done.sarif"
} >>"${GITHUB_OUTPUT:?}"
