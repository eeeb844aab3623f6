#!/usr/bin/env bats
# The comment on a pull request (ci/github/comment), from the report of a real run to a server that stands in for
# GitHub's: when it is written, when it is updated, and what it makes of a folder that somebody else has filled.
load helper
load tools

prepare() {
	source=${GIT_DONE_SOURCE:?the source tree}
	python_with json
	export HEAD_OWNER=ada HEAD_BRANCH='topic/a&b' HEAD_SHA=1111111111111111111111111111111111111111
	export GITHUB_REPOSITORY=acme/shop GH_TOKEN=secret
	mkdir "$WORK/api" "$WORK/left"
	state '[{"number": 7, "head": {"label": "ada:topic/a&b", "sha": "'$HEAD_SHA'"}}]' '{}'
	"$python" "$source/tests/support/comment_server.py" "$WORK/api" 3>&- &
	server=$!
	for _ in $(seq 200); do [ -e "$WORK/api/port" ] && break || sleep 0.05; done
	GITHUB_API_URL=http://127.0.0.1:$(cat "$WORK/api/port")
	export GITHUB_API_URL
}

teardown() {
	[ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
	[ -z "${WORK:-}" ] || rm -rf "$WORK"
}

# state PULLS COMMENTS [FAIL]
state() {
	jq -n --argjson pulls "$1" --argjson comments "$2" --arg fail "${3:-}" \
		'{pulls: $pulls, comments: $comments, fail: ($fail | select(. != "") // null)}' >"$WORK/api/state.json"
}

bodies() {
	jq -r '.comments[][] | select(.user.login == "github-actions[bot]") | .body' "$WORK/api/state.json"
}

comment() {
	: >"$WORK/api/log"
	run sh "$source/ci/github/comment/comment.sh" "$WORK/left"
}

# left STATUS TEXT
left() {
	printf '%s\n' "$1" >"$WORK/left/status"
	printf '<!-- git-done -->\n%s\n' "$2" >"$WORK/left/comment.md"
}

@test "refused, refused otherwise, accepted: one comment that says the last" {
	left 1 'first'
	comment
	assert_success
	assert_output --partial 'commented on #7'
	left 1 'second'
	comment
	assert_success
	[ "$(bodies)" = "$(printf '<!-- git-done -->\nsecond\n')" ]
	left 0 'fine'
	comment
	assert_success
	[ "$(bodies)" = "$(printf '<!-- git-done -->\nfine\n')" ]
	[ "$(jq '.comments["7"] | length' "$WORK/api/state.json")" -eq 1 ]
}

@test "accepted at once: nothing is written" {
	left 0 'fine'
	comment
	assert_success
	assert_output --partial 'has no comment to update'
	refute grep -qE '^(POST|PATCH)' "$WORK/api/log"
}

# bats file_tags=deep

@test "a real refusal, as the action leaves it" {
	shop
	git checkout -q -b topic
	break_service orders
	run git done check --format "comment=$WORK/left/comment.md"
	printf '%s\n' "$status" >"$WORK/left/status"
	assert_equal "$status" 1
	comment
	assert_success
	bodies >"$WORK/body"
	grep -q '^| what | where | do |$' "$WORK/body"
	grep -q 'services/orders' "$WORK/body"
}

@test "its own among three hundred of others; one of somebody else with the same mark stays" {
	left 1 'new'
	state '[{"number": 7, "head": {"label": "ada:topic/a&b", "sha": "'$HEAD_SHA'"}}]' "$(jq -n '{"7": (
		[range(250) | {id: ., user: {login: "eve"}, body: "<!-- git-done -->\nforged"}]
		+ [{id: 888, user: {login: "github-actions[bot]"}, body: "another bot"},
		   {id: 999, user: {login: "github-actions[bot]"}, body: "<!-- git-done -->\nold"}])}')"
	comment
	assert_success
	[ "$(jq -r '.comments["7"][] | select(.id == 999) | .body' "$WORK/api/state.json")" = "$(printf '<!-- git-done -->\nnew')" ]
	[ "$(jq '[.comments["7"][] | select(.body | contains("forged"))] | length' "$WORK/api/state.json")" -eq 250 ]
	grep -q '^PATCH issues/comments/999$' "$WORK/api/log"
}

@test "a pull request that has moved on, or is of another branch, gets none" {
	left 1 'late'
	state '[{"number": 7, "head": {"label": "ada:topic/a&b", "sha": "2222222222222222222222222222222222222222"}},
		{"number": 8, "head": {"label": "eve:topic/a&b", "sha": "'$HEAD_SHA'"}}]' '{}'
	comment
	assert_success
	assert_output --partial 'nothing to comment'
	refute grep -qE '^(POST|PATCH)' "$WORK/api/log"
}

@test "a server that fails, and one that knows us not, fail the job and say so" {
	left 1 'text'
	for request in 'GET pulls' 'GET issues/7/comments' 'POST issues/7/comments'; do
		state '[{"number": 7, "head": {"label": "ada:topic/a&b", "sha": "'$HEAD_SHA'"}}]' '{}' "$request"
		comment
		assert_failure
		assert_output --partial 500
	done
	GH_TOKEN=wrong comment
	assert_failure
	assert_output --partial 401
}

@test "a folder that is not the gate's: nothing is asked of the server" {
	while IFS='|' read -r status text words; do
		rm -f "$WORK/left"/*
		[ "$status" = none ] || printf "$status" >"$WORK/left/status"
		[ "$text" = none ] || printf "$text" >"$WORK/left/comment.md"
		comment
		assert_failure
		assert_output --partial "$words"
		[ ! -s "$WORK/api/log" ] || fail "asked: $(cat "$WORK/api/log")"
	done <<-'END'
		none|none|there is no comment
		1|none|there is no comment
		none|<!-- git-done -->\n|there is no comment
		5|<!-- git-done -->\n|none of 0 to 4
		0; rm|<!-- git-done -->\n|none of 0 to 4
		|<!-- git-done -->\n|none of 0 to 4
		1|hello\n|was not written by git-done
	END
}

@test "what a change writes calls nobody, and fits" {
	left 1 "hello @acme/team and @eve, mail a@b.example; \$(touch $WORK/run) \`touch $WORK/run\`"
	head -c 200000 /dev/zero | tr '\0' x >>"$WORK/left/comment.md"
	comment
	assert_success
	bodies >"$WORK/body"
	refute grep -qE '@[A-Za-z0-9]' "$WORK/body"
	[ "$(wc -c <"$WORK/body")" -lt 65536 ]
	[ ! -e "$WORK/run" ]
}
