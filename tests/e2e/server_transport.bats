#!/usr/bin/env bats
# Real pushes over ssh (openssh) and HTTP (git-http-backend behind lighttpd and nginx), to servers that the test starts on
# the loopback device with keys and settings of its own. What is not installed is skipped, by its name.
load helper

prepare() {
	shop
	server git done install --server 2>/dev/null
	started=()
}

server() {
	(cd "$WORK/remote.git" && "$@")
}

teardown() {
	for pid in "${started[@]}"; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
	done
	cd / && rm -rf "$WORK"
}

# need PROGRAM...: its path in $found; looked for where daemons are, too.
need() {
	found=$(PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$1") || skip "$1 is not installed"
}

# begin PROGRAM...: runs it until the test ends.
begin() {
	"$@" >"$WORK/log" 2>&1 3>&- &
	started+=($!)
}

# answers PORT: waits until something listens there.
answers() {
	for _ in $(seq 100); do
		if (exec 4<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then return 0; fi
		sleep 0.1
	done
	cat "$WORK/log"
	return 1
}

free_port() {
	local port
	while :; do
		port=$((20000 + RANDOM % 12000))
		(exec 4<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
	done
	echo "$port"
}

# Over URL: refused with the message and nothing left, then accepted.
pushes_over() {
	break_service orders
	(cd "$WORK/remote.git" && git for-each-ref && find objects | sort) >"$WORK/before"
	run git push "$1" main
	assert_failure
	assert_output --partial 'remote: PUSH REFUSED by git-done, nothing was pushed'
	assert_output --partial 'pre-receive hook declined'
	refute_output --partial $'\e['
	(cd "$WORK/remote.git" && git for-each-ref && find objects | sort) | diff "$WORK/before" -
	readme orders
	write services/orders/more.go 'package main'
	commit mend
	run git push "$1" main
	assert_success
	assert_output --partial 'remote: ok  orders'
	assert_equal "$(remote_ref main)" "$(git rev-parse HEAD)"
}

# without_program URL: what follows is refused, for the hook does not find git-done.
without_program() {
	break_service stock
	run git push "$1" main
	assert_failure
	assert_output --partial "does not find the program 'git-done'"
	refute [ "$(remote_ref main)" = "$(git rev-parse HEAD)" ]
}

# start_ssh PATH: sshd, whose sessions have that PATH.
start_ssh() {
	need sshd
	[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
	port=$(free_port)
	[ -e "$WORK/host" ] || ssh-keygen -q -t ed25519 -N '' -f "$WORK/host"
	[ -e "$WORK/key" ] || ssh-keygen -q -t ed25519 -N '' -f "$WORK/key"
	cp "$WORK/key.pub" "$WORK/authorized"
	write "$WORK/sshd_config" <<-CONFIG
		ListenAddress 127.0.0.1
		Port $port
		HostKey $WORK/host
		PidFile none
		AuthorizedKeysFile $WORK/authorized
		StrictModes no
		PasswordAuthentication no
		KbdInteractiveAuthentication no
		PermitRootLogin prohibit-password
		AcceptEnv GIT_PROTOCOL
		SetEnv PATH=$1 HOME=$HOME GIT_CONFIG_NOSYSTEM=1
	CONFIG
	begin "$found" -D -e -f "$WORK/sshd_config"
	answers "$port"
	export GIT_SSH_COMMAND="ssh -F none -i $WORK/key -o IdentitiesOnly=yes -o IdentityAgent=none -o UserKnownHostsFile=$WORK/known -o StrictHostKeyChecking=accept-new -o BatchMode=yes"
	url="ssh://$(id -un)@127.0.0.1:$port$WORK/remote.git"
}

# The PATH without it, in $poor.
without_git_done() {
	poor="${PATH#"$GIT_DONE_BUILD":}"
	[ -z "$(PATH=$poor command -v git-done)" ] || skip 'git-done is on the PATH anyway'
}

@test "ssh: refused with the message, nothing left behind, then accepted" {
	start_ssh "$PATH"
	pushes_over "$url"
}

# bats file_tags=deep

@test "ssh: a server without the program refuses, and says so" {
	without_git_done
	start_ssh "$poor"
	without_program "$url"
}

@test "ssh: what the client sends along as its environment does not reach the hook" {
	start_ssh "$PATH"
	break_service orders
	export GIT_DONE_SKIP=docs.readme GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=done.refs GIT_CONFIG_VALUE_0='!*'
	GIT_SSH_COMMAND="$GIT_SSH_COMMAND -o SendEnv=GIT_*" run git push --no-verify "$url" main
	assert_failure
	assert_output --partial 'docs.readme  no README.md'
	refute_output --partial 'GIT_DONE_SKIP'
}

# start_lighttpd PATH
start_lighttpd() {
	need lighttpd
	backend=$(git --exec-path)/git-http-backend
	[ -x "$backend" ] || skip 'git-http-backend is not installed'
	port=$(free_port)
	server git config http.receivepack true
	write "$WORK/lighttpd.conf" <<-CONFIG
		server.modules = ("mod_alias", "mod_setenv", "mod_cgi")
		server.bind = "127.0.0.1"
		server.port = $port
		server.document-root = "$WORK"
		server.upload-dirs = ("$WORK")
		server.errorlog = "$WORK/lighttpd.log"
		alias.url = ("/git" => "$backend")
		\$HTTP["url"] =~ "^/git" {
			cgi.assign = ("" => "")
			setenv.set-environment = ("GIT_PROJECT_ROOT" => "$WORK", "GIT_HTTP_EXPORT_ALL" => "1", "PATH" => "$1",
				"HOME" => "$HOME", "GIT_CONFIG_NOSYSTEM" => "1")
		}
	CONFIG
	begin "$found" -D -f "$WORK/lighttpd.conf"
	answers "$port"
	url="http://127.0.0.1:$port/git/remote.git"
}

@test "HTTP, lighttpd: refused with the message, nothing left behind, then accepted" {
	start_lighttpd "$PATH"
	pushes_over "$url"
}

@test "HTTP, lighttpd: a server without the program refuses, and says so" {
	without_git_done
	start_lighttpd "$poor"
	without_program "$url"
}

@test "HTTP, nginx: refused with the message, nothing left behind, then accepted" {
	need fcgiwrap
	fcgiwrap=$found
	need nginx
	backend=$(git --exec-path)/git-http-backend
	[ -x "$backend" ] || skip 'git-http-backend is not installed'
	port=$(free_port)
	server git config http.receivepack true
	mkdir "$WORK/nginx"
	write "$WORK/nginx.conf" <<-CONFIG
		$([ "$(id -u)" != 0 ] || echo 'user root;')
		worker_processes 1;
		daemon off;
		pid $WORK/nginx/pid;
		error_log $WORK/nginx/errors;
		events {}
		http {
			access_log off;
			client_body_temp_path $WORK/nginx/body;
			proxy_temp_path $WORK/nginx/proxy;
			fastcgi_temp_path $WORK/nginx/fastcgi;
			uwsgi_temp_path $WORK/nginx/uwsgi;
			scgi_temp_path $WORK/nginx/scgi;
			server {
				listen 127.0.0.1:$port;
				client_max_body_size 0;
				location ~ ^/git(/.*) {
					fastcgi_pass unix:$WORK/socket;
					fastcgi_param SCRIPT_FILENAME $backend;
					fastcgi_param PATH_INFO \$1;
					fastcgi_param QUERY_STRING \$query_string;
					fastcgi_param REQUEST_METHOD \$request_method;
					fastcgi_param CONTENT_TYPE \$content_type;
					fastcgi_param CONTENT_LENGTH \$content_length;
					fastcgi_param GIT_PROJECT_ROOT $WORK;
					fastcgi_param GIT_HTTP_EXPORT_ALL 1;
					fastcgi_param PATH $PATH;
					fastcgi_param HOME $HOME;
					fastcgi_param GIT_CONFIG_NOSYSTEM 1;
				}
			}
		}
	CONFIG
	begin "$fcgiwrap" -s "unix:$WORK/socket"
	begin "$found" -p "$WORK/nginx" -c "$WORK/nginx.conf" -e "$WORK/nginx/errors"
	answers "$port"
	pushes_over "http://127.0.0.1:$port/git/remote.git"
}
