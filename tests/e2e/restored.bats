#!/usr/bin/env bats
# The command that a refusal prints restores: after it the service is as it was. Real pushes through the hook.
load helper

# shop [NAMES]: services whose health route is a file of its own, which index.js mounts.
shop() {
	export COLUMNS=400
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml 'version: 1
extends: preset:backend
debt: allow
services: [{path: services/*}]
criteria: {logging: {checks: {health: {trial: false}}}}'
	for name in ${1:-cart}; do
		write services/$name/package.json "{\"name\": \"$name\", \"scripts\": {\"start\": \"node src/index.js\"}, \"dependencies\": {\"express\": \"4\"}}"
		write services/$name/src/index.js "const app = require('express')();
app.get('/$name', (req, res) => res.json([]));
app.use(require('./routes/health'));
app.use((err, req, res, next) => { res.status(500).json({error: err.message}); });
app.listen(8080);"
		write services/$name/src/routes/health.js "const router = require('express').Router();
router.get('/healthz', (req, res) => res.send('ok'));
module.exports = router;"
	done
	publish
}

refused() {
	commit "${1:-topic}"
	run git push origin topic
	assert_failure
	assert_output --partial REFUSED
	assert_output --partial 'no health check any more: it was in '
	assert_output --partial 'src/routes/health.js, deleted by this change'
}

# The command behind "to restore:" is run, and what comes of it has every line of the base.
restored() {
	command=$(sed -n 's/^ *to restore: //p' <<<"$output" | head -n 1)
	eval "$command" >/dev/null
	git diff --quiet "main:services/$1/src/routes" "HEAD:services/$1/src/routes" || commit back
	git commit -qam back --no-verify || true
	git diff --exit-code main -- "services/$1/src/routes/health.js"
	grep -q "require('./routes/health')" "services/$1/src/index.js"
	run git push origin topic
	assert_success
}

@test "the file, and the file of which only the line went that used it" {
	shop
	git rm -q services/cart/src/routes/health.js
	sed -i '/routes.health/d' services/cart/src/index.js
	refused
	assert_output --partial "and so was the line that used it, services/cart/src/index.js:3"
	assert_output --partial 'to restore: git checkout origin/main -- services/cart/src/routes/health.js services/cart/src/index.js'
	restored cart
	git diff --exit-code main
}

@test "one commit that does more to that file is reverted" {
	shop
	git rm -q services/cart/src/routes/health.js
	sed -i "s|.*routes.health.*|app.get('/new', (req, res) => res.json({}));|" services/cart/src/index.js
	refused
	assert_output --partial "to restore: git revert --no-edit $(git rev-parse --short=10 HEAD)"
	restored cart
}

@test "of several commits the line is told" {
	shop
	git rm -q services/cart/src/routes/health.js
	sed -i "s|.*routes.health.*|app.get('/new', (req, res) => res.json({}));|" services/cart/src/index.js
	commit one
	echo '// more' >>services/cart/src/index.js
	refused two
	assert_output --partial 'to restore: git checkout origin/main -- services/cart/src/routes/health.js'
	assert_output --partial "and bring back the line that used it, services/cart/src/index.js:3: app.use(require('./routes/health'));"
}

@test "a file whose line is still there is restored alone" {
	shop
	git rm -q services/cart/src/routes/health.js
	refused
	assert_output --partial 'to restore: git checkout origin/main -- services/cart/src/routes/health.js
'
	refute_output --partial 'the line that used it'
	restored cart
}

# bats file_tags=deep

@test "many services are restored by one command" {
	shop 'cart orders stock'
	git rm -q services/*/src/routes/health.js
	sed -i '/routes.health/d' services/*/src/index.js
	refused
	for name in cart orders stock; do
		assert_output --partial "services/$name/src/routes/health.js services/$name/src/index.js"
	done
	restored cart
	git diff --exit-code main
}

@test "a line is told with its number and its text, alone and in many services" {
	shop 'cart orders stock'
	sed -i "s|app.use(require('./routes/health'));|app.get('/healthz', (req, res) => res.send('ok'));|" services/*/src/index.js
	git rm -rq services/*/src/routes
	commit inline
	git push -q --no-verify origin HEAD:main
	git checkout -q -B topic
	sed -i '/healthz/d' services/cart/src/index.js
	commit one
	run git push origin topic
	assert_failure
	assert_output --partial 'it was in services/cart/src/index.js:3, a line that this change removed'
	assert_output --partial "bring that line back: app.get('/healthz', (req, res) => res.send('ok'));"
	sed -i '/healthz/d' services/*/src/index.js
	commit all
	run git push origin topic
	assert_failure
	assert_output --partial 'it was in src/index.js:3, a line that this change removed'
	assert_output --partial "bring that line back: app.get('/healthz', (req, res) => res.send('ok'));"
}

@test "what many services lost in one file is named once" {
	shop 'cart orders stock'
	git checkout -q main
	write .github/CODEOWNERS '* @acme/shop'
	commit owners
	git push -q --no-verify origin main
	git checkout -q -B topic
	git rm -q .github/CODEOWNERS
	write NOTES.md 'Not what stood there before.'
	commit 'no owners'
	run git push origin topic
	assert_failure
	assert_output --partial 'in 3 services: cart, orders, stock'
	assert_output --partial 'to restore: git checkout origin/main -- .github/CODEOWNERS
'
	git checkout origin/main -- .github/CODEOWNERS
	commit back
	run git push origin topic
	assert_success
}

@test "a line of a file that services share is told with one number, and what it began, too" {
	shop 'cart orders stock'
	git checkout -q main
	write libs/web/package.json '{"name": "@acme/web", "main": "index.js"}'
	write libs/web/index.js 'module.exports = (app) => {
  app.use((err, req, res, next) => {
    res.status(500).json({error: err.message});
  });
};'
	for name in cart orders stock; do
		write services/$name/package.json "{\"name\": \"$name\", \"scripts\": {\"start\": \"node src/index.js\"}, \"dependencies\": {\"express\": \"4\", \"@acme/web\": \"1\"}}"
		sed -i "s|^app.use((err.*|require('@acme/web')(app);|" services/$name/src/index.js
	done
	commit shared
	git push -q --no-verify origin main
	git checkout -q -B topic
	write libs/web/index.js 'module.exports = () => {
};'
	commit 'no errors'
	run git push origin topic
	assert_failure
	assert_output --partial 'no error handling any more: it was in libs/web/index.js:2, a line that this change removed'
	assert_output --partial 'bring back what began with that line: app.use((err, req, res, next) => {'
}

@test "the full report and why print the same command as the refusal" {
	shop
	git rm -q services/cart/src/routes/health.js
	sed -i '/routes.health/d' services/cart/src/index.js
	commit 'no health'
	for command in 'check --verbose' 'why cart logging.health'; do
		run git done $command
		assert_output --partial 'to restore: git checkout origin/main -- services/cart/src/routes/health.js services/cart/src/index.js'
	done
	sed -i "2s|.*|app.get('/new', (req, res) => res.json({}));|" services/cart/src/index.js
	git commit -q --no-verify -a --amend -m 'no health, and more'
	for command in 'check --verbose' 'why cart logging.health'; do
		run git done $command
		assert_output --partial "to restore: git revert --no-edit $(git rev-parse --short=10 HEAD)"
	done
}

@test "what is set back to an earlier state is an old gap that the report names as such" {
	shop
	git rm -q services/cart/src/routes/health.js
	sed -i '/routes.health/d' services/cart/src/index.js
	commit 'no health'
	broken=$(git rev-parse --short=10 HEAD)
	git revert --no-edit HEAD >/dev/null
	git push -q origin HEAD:main
	git revert --no-edit HEAD >/dev/null
	run git push origin topic
	assert_success
	assert_output --partial "note: the change sets 'cart' back to what it was at $broken: 'logging.health', which the base meets, counts as an old gap"
	run git done check --verbose
	assert_output --partial "owed: the change sets the service back to what it was at $broken, which did not meet it either; the base does"
}

@test "a library that is deleted as a whole is restored with its manifest" {
	shop 'cart orders stock'
	git checkout -q main
	write libs/web/package.json '{"name": "@acme/web", "main": "index.js"}'
	write libs/web/index.js "module.exports = (app) => app.get('/healthz', (req, res) => res.send('ok'));"
	for name in cart orders stock; do
		write services/$name/package.json "{\"name\": \"$name\", \"scripts\": {\"start\": \"node src/index.js\"}, \"dependencies\": {\"express\": \"4\", \"@acme/web\": \"1\"}}"
		sed -i "s|.*routes.health.*|require('@acme/web')(app);|" services/$name/src/index.js
	done
	git rm -rq services/*/src/routes
	commit shared
	git push -q --no-verify origin main
	git checkout -q -B topic
	git rm -rq libs
	commit 'no libraries'
	run git push origin topic
	assert_failure
	assert_output --partial 'no health check any more: it was in libs/web/index.js, deleted by this change'
	assert_output --partial 'to restore: git checkout origin/main -- libs/web
'
	git checkout origin/main -- libs/web
	commit back
	run git push origin topic
	assert_success
}
