#!/usr/bin/env bats
# A health probe whose route the code has no more (decision 36), by real pushes.
load helper

prepare() {
	git init -q --bare remote.git
	git init -q shop
	cd shop
	git remote add origin ../remote.git
	write .git-done.yml 'version: 1
services: [{path: "services/*"}]
criteria: {logging: {checks: {health: {uses: health}}}}'
	server '"/healthz"'
	write services/cart/go.mod 'module cart'
	write services/cart/Dockerfile 'FROM scratch
COPY . .
HEALTHCHECK --interval=5s \
  CMD curl -f http://localhost:8080/healthz || exit 1
CMD ["/cart"]'
	commit cart
	git push -q -u origin main
	git done install >/dev/null
}

# server ROUTE: cart serves it beside another one.
server() {
	write services/cart/main.go "package main

import \"net/http\"

func main() {
	http.HandleFunc(\"/carts\", nil)
	http.HandleFunc($1, nil)
	http.ListenAndServe(\":8080\", nil)
}"
}

@test "a probe that asks for what the code does not serve any more is no health check" {
	server '"/stock"'
	commit 'no health'
	run git push origin main
	assert_failure
	assert_output --partial 'services/cart/Dockerfile:3'
	assert_output --partial 'its probe asks for /healthz, which its code does not serve'
	# Served again, under whatever prefix, it counts.
	server '"/internal/" + "healthz"'
	commit 'health again'
	run git push origin main
	assert_success
}

@test "a probe of a port counts, and so does one of a framework that answers unasked" {
	server '"/stock"'
	write services/cart/Dockerfile 'FROM scratch
COPY . .
HEALTHCHECK CMD nc -z localhost 8080
CMD ["/cart"]'
	commit 'a port'
	run git push origin main
	assert_success
	git rm -q -r services/cart
	write services/java/pom.xml '<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>java</artifactId><version>1</version></project>'
	write services/java/src/main/java/A.java 'class A { String a = "/carts"; public static void main(String[] a) {} }'
	write services/java/Dockerfile 'FROM jre
COPY . .
HEALTHCHECK CMD curl -f http://localhost:8080/actuator/info
CMD ["java", "-jar", "a.jar"]'
	commit java
	run git push origin main
	assert_success
}
