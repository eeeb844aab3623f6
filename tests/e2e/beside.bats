#!/usr/bin/env bats
# What changes outside of every service is held against the base: only what the change takes from services counts.
# Real pushes through the hook.
load helper

# shop [DEBT]: a clone with a remote and three services.
shop() {
	export COLUMNS=400
	git init -q --bare remote.git
	git init -q shop
	cd shop || return 1
	write .git-done.yml "version: 1
extends: preset:backend
debt: ${1:-allow}
criteria: {logging: {checks: {health: {trial: false}}}}"
	for name in cart orders stock; do
		write services/$name/package.json "{\"name\": \"$name\", \"scripts\": {\"start\": \"node index.js\"}, \"dependencies\": {\"express\": \"4\"}}"
		write services/$name/index.js "const app = require('express')();
app.get('/$name', (req, res) => res.json([]));
app.get('/healthz', (req, res) => res.send('ok'));
app.use((err, req, res, next) => { res.status(500).json({error: err.message}); });
app.listen(8080);"
	done
	write CODEOWNERS '/services/cart/ @cardshop/cart
/services/orders/ @cardshop/orders
/services/stock/ @cardshop/stock'
	write README.md '# Shop'
	[ -z "${2:-}" ] || $2
	publish
}

pushed() {
	commit "${1:-topic}"
	run git push origin topic
}

refused() {
	pushed
	assert_failure
	assert_output --partial REFUSED
	assert_equal "$(git --git-dir "$WORK/remote.git" rev-parse -q --verify topic || true)" ''
}

accepted() {
	pushed
	assert_success
}

again() {
	git reset -q --hard main
}

@test "an edit outside of services that takes nothing passes, whatever services lack already" {
	for debt in refuse allow; do
		(
			mkdir "$debt"
			cd "$debt" || exit 1
			WORK=$PWD
			shop $debt
			# They lack an owner on the base, and that is not the change's.
			write CODEOWNERS '# nobody'
			git add -A
			git commit -q --no-verify -m base
			git push -q --no-verify origin HEAD:main
			git fetch -q
			echo more >>README.md
			accepted
			assert_line 'ok  nothing got worse in what 3 services are held to: the change touches no service'
			refute_output --partial warning
		)
	done
}

@test "owners that are emptied, rewritten or cut are told of the services that had them" {
	shop refuse
	: >CODEOWNERS
	refused
	assert_output --partial '3 services'
	assert_output --partial docs.owner
	again
	sed -i '/orders/d' CODEOWNERS
	refused
	assert_output --partial orders
	assert_output --partial docs.owner
	refute_output --partial stock
}

@test "a file that checks name from the root" {
	shop refuse named
	: >SECURITY.md
	refused
	assert_output --partial docs.security
	assert_output --partial '3 services'
	again
	# What a check names is looked at, whatever its name.
	: >go.sum
	refused
	assert_output --partial docs.sums
}

named() {
	write SECURITY.md 'Write to security@shop.example.'
	write go.sum 'x v1 h1:abc'
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      security: {file: {any: [/SECURITY.md], min_bytes: 5}}
      sums: {file: {any: [/go.sum], min_bytes: 5}}'
}

described() {
	write api/orders.yaml 'openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      summary: All orders.
      responses:
        "200": {description: All of them}'
	write docs/runbooks/cart.md '# cart

## Rollback

Deploy the tag before the last one: make deploy TAG=previous'
	write .git-done.yml 'version: 1
services: [{path: services/*}]
criteria:
  docs:
    checks:
      api: {uses: api-description}
      rollback: {any_of: [{markdown: {file: RUNBOOK.md}}, {content: {about: ["docs/**/*.md"], files: ["**/*.md"], match: "(?i)rollback"}}]}'
}

@test "a description that is damaged, and a runbook that is rewritten" {
	shop allow described
	run git done audit --format json
	assert_equal "$(jq -r '.runs[0].services[] | "\(.name) \([.criteria[].checks[].verdict] | join(" "))"' <<<"$output")" 'cart unmet met
orders met unmet
stock unmet unmet'
	printf 'openapi: [' >api/orders.yaml
	refused
	assert_output --partial orders
	assert_output --partial docs.api
	again
	printf '# cart\n\nNothing.\n' >docs/runbooks/cart.md
	refused
	assert_output --partial cart
	assert_output --partial docs.rollback
	refute_output --partial stock
	again
	# A better one takes nothing.
	echo 'And call the team.' >>docs/runbooks/cart.md
	accepted
}

probed() {
	for name in cart orders stock; do
		sed -i '/healthz/d' services/$name/index.js
	done
	write deploy/compose.yml 'services:
  cart: {build: ../services/cart, ports: ["8080:8080"], healthcheck: {test: ["CMD", "curl", "-f", "http://localhost:8080/cart"]}}
  orders: {build: ../services/orders, ports: ["8081:8080"]}'
}

@test "a deployment that named the service" {
	shop allow probed
	run git done audit --format json
	before=$(jq -r '.runs[0].services[] | "\(.name) \(.criteria[].checks[] | select(.id == "logging.health") | .verdict)"' <<<"$output")
	assert_equal "$(head -n 1 <<<"$before")" 'cart met'
	write deploy/compose.yml 'services: {}'
	refused
	assert_output --partial logging.health
	assert_output --partial cart
}

# bats file_tags=deep

@test "a branch that goes back to what the base had before is no loss of its own" {
	shop allow
	git checkout -q main
	git mv CODEOWNERS owners.txt
	commit 'no owners'
	git push -q --no-verify origin main
	git revert --no-edit HEAD >/dev/null
	git push -q --no-verify origin main
	git checkout -q -B topic
	git revert --no-edit HEAD >/dev/null
	run git push origin topic
	assert_success
}

@test "a directory of services whose name says that others use it" {
	shop allow
	git checkout -q main
	write services/shared/health.js "module.exports = app => app.get('/healthz', (req, res) => res.send('ok'));"
	for name in cart orders stock; do
		sed -i "s|^app.get('/healthz'.*|require('../shared/health')(app);|" services/$name/index.js
	done
	write .git-done.yml 'version: 1
extends: preset:backend
services: [{path: services/*}]
debt: allow
criteria: {logging: {checks: {health: {trial: false}}}}'
	commit shared
	git push -q --no-verify origin main
	git checkout -q -B topic
	write services/shared/health.js 'module.exports = app => {};'
	refused
	assert_output --partial 'logging.health'
	assert_output --partial '3 services'
}

@test "a route that moved into a shared file that is required by its path is there" {
	shop allow
	write shared/health.js "module.exports = app => app.get('/healthz', (req, res) => res.send('ok'));"
	sed -i "s|^app.get('/healthz'.*|require('../../shared/health')(app);|" services/*/index.js
	accepted
	git push -q --no-verify origin HEAD:main
	git fetch -q
	run git done why cart logging.health --no-history
	assert_line --partial "route '/healthz', through shared/health.js"
	# It is required no more: the file alone is nobody's, and the refusal says where it stands.
	git checkout -q -B topic2
	sed -i "/shared.health/d" services/cart/index.js
	echo '// for all' >>shared/health.js
	commit unmounted
	run git push origin topic2
	assert_failure
	assert_output --partial 'with this change cart has no health check any more'
	assert_output --partial 'it was in shared/health.js, and this change removed the line that used it, services/cart/index.js:3'
	assert_output --partial "bring that line back: require('../../shared/health')(app);"
	assert_output --partial "shared/health.js has '/healthz', and belongs to no service; require it by a relative path"
}

@test "in Ruby and in Python, too" {
	export COLUMNS=400
	git init -q polyglot
	cd polyglot || return 1
	write .git-done.yml 'version: 1
extends: preset:backend
services: [{path: services/*}]'
	write services/rb/Gemfile "gem 'sinatra'"
	write services/rb/app.rb "require 'sinatra'
require_relative '../../shared/status'
get('/things') { 'x' }"
	write shared/status.rb "require 'sinatra'
get '/healthz' do
  'ok'
end"
	write services/py/requirements.txt flask
	write services/py/app.py "from flask import Flask
from ...shared.health import blueprint
app = Flask(__name__)
@app.route('/things')
def things(): return []
app.register_blueprint(blueprint)"
	write shared/health.py "from flask import Blueprint
blueprint = Blueprint('health', __name__)
@blueprint.route('/healthz')
def health(): return 'ok'"
	write services/none/requirements.txt flask
	write services/none/app.py "from flask import Flask
app = Flask(__name__)
@app.route('/things')
def things(): return []"
	commit start
	run git done audit --format json
	assert_equal "$(jq -r '.runs[0].services[] | .name as $name | .criteria[].checks[] | select(.id == "logging.health") | "\($name) \(.verdict) \(.evidence[0].path // "")"' <<<"$output")" 'none unmet 
py met shared/health.py
rb met shared/status.rb'
}

# in_parts: a description of each service, whose parts lie outside of them; that of stock is broken already.
in_parts() {
	write .git-done.yml 'version: 1
services: [services/*]
criteria: {api: {title: API, checks: {callers: {compatible: openapi.yaml}}}}'
	for name in cart orders stock; do
		write services/$name/openapi.yaml "openapi: 3.0.0
info: {title: $name, version: '1'}
paths:
  /$name:
    get:
      responses:
        '200': {description: ok, content: {application/json: {schema: {\$ref: '../../parts/item.yaml#/Item'}}}}"
	done
	write parts/item.yaml 'Item: {type: object, properties: {id: {type: string}}}'
	sed -i 's/item.yaml/none.yaml/' services/stock/openapi.yaml
}

@test "a part of descriptions that goes, or that nobody can read any more" {
	shop allow in_parts
	git rm -q parts/item.yaml
	refused
	assert_output --partial '2 services fail 1 required check each'
	assert_output --partial api.callers
	again
	head -c 17000000 /dev/zero | tr '\0' a >parts/item.yaml
	pushed
	assert_failure
	assert_output --partial '2 checks of 2 services could not be judged'
	again
	# What was broken before is nobody's.
	echo more >>README.md
	accepted
}

@test "what a shared file requires is the same for all services, whoever is looked at first" {
	shop allow
	write .git-done.yml 'version: 1
services: [services/*]
criteria: {c: {title: C, checks: {health: {uses: health}, metrics: {uses: metrics}}}}'
	sed -i "s|^app.get('/healthz'.*|require('../../shared/boot')(app);|" services/*/index.js
	write shared/boot.js "module.exports = require('../services/cart/health');"
	write services/cart/health.js "module.exports = app => app.get('/healthz', (req, res) => res.send('ok'));"
	commit shared
	run git done audit --jobs 1 --format json
	assert_equal "$(jq -r '.runs[0].services[] | "\(.name) \(.criteria[].checks[] | select(.id == "c.health") | .verdict)"' <<<"$output")" 'cart met
orders met
stock met'
}
