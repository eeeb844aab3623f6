#!/bin/sh
# For action.yml beside it: one comment on the pull request, updated in place.
#   comment.sh FOLDER     with comment.md and status, which the gate's run left as an artifact
# A green run leaves no comment, unless one is there that would otherwise still say "refused".
#
# The folder comes from a run of somebody else's code: nothing of it is run, its text mentions nobody, and which
# pull request it is about is asked of the server. What is posted is for people to read; the verdict is the gate's.
set -eu

folder=$1
api=${GITHUB_API_URL:-https://api.github.com}
repository=${GITHUB_REPOSITORY:?}
marker='<!-- git-done -->'
bytes=60000
pages=30

fail() {
	printf 'git-done: %s\n' "$1" >&2
	exit 1
}

# ask METHOD PATH [FILE]: what the server says.
ask() {
	method=$1 path=$2
	shift 2
	[ $# -eq 0 ] || set -- --header 'content-type: application/json' --data-binary "@$1"
	curl --silent --show-error --fail-with-body --max-time 30 --request "$method" \
		--header 'accept: application/vnd.github+json' --header "authorization: Bearer ${GH_TOKEN:?}" \
		"$@" "$api/repos/$repository/$path"
}

if [ ! -f "$folder/comment.md" ] || [ ! -f "$folder/status" ]; then
	fail "there is no comment in '$folder': the gate's run has left none; look at its log"
fi
status=$(head -c 2 "$folder/status" | tr -d '\n')
case $status in
[0-4]) ;;
*) fail "the status in '$folder' is none of 0 to 4" ;;
esac
[ "$(head -n 1 "$folder/comment.md")" = "$marker" ] || fail "the comment in '$folder' was not written by git-done"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A name behind an @ would call somebody.
head -c "$bytes" "$folder/comment.md" | jq --raw-input --slurp '{body: gsub("@(?<next>[A-Za-z0-9])"; "@<!-- -->\(.next)")}' >"$work/body"

# The open pull requests whose head is the commit that was judged.
head=$(printf '%s:%s' "${HEAD_OWNER:?}" "${HEAD_BRANCH:?}" | jq --raw-input --raw-output @uri)
ask GET "pulls?state=open&per_page=100&head=$head" >"$work/pulls"
numbers=$(jq --raw-output --arg sha "${HEAD_SHA:?}" '.[] | select(.head.sha == $sha) | .number' "$work/pulls")
[ -n "$numbers" ] || echo "git-done: no open pull request is at $HEAD_SHA any more; nothing to comment"

for number in $numbers; do
	comment=
	page=1
	while [ -z "$comment" ] && [ "$page" -le "$pages" ]; do
		ask GET "issues/$number/comments?per_page=100&page=$page" >"$work/comments"
		comment=$(jq --raw-output --arg marker "$marker" \
			'[.[] | select(.user.login == "github-actions[bot]" and (.body | startswith($marker)))][0].id // empty' \
			"$work/comments")
		[ "$(jq length "$work/comments")" -eq 100 ] || break
		page=$((page + 1))
	done
	if [ -n "$comment" ]; then
		ask PATCH "issues/comments/$comment" "$work/body" >/dev/null
		echo "git-done: the comment on #$number says it anew"
	elif [ "$status" -eq 0 ]; then
		echo "git-done: #$number is fine, and has no comment to update"
	else
		ask POST "issues/$number/comments" "$work/body" >/dev/null
		echo "git-done: commented on #$number"
	fi
done
