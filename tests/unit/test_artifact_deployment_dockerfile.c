/* Container files: stages, both forms of a command, continuation lines, here-documents. */
#include "support.h"

#include "deployment_rows.h"

static const struct deployment_row docker_rows[] = {
    {"", "", NULL, 0},
    {"# only a comment\n", "", NULL, 0},
    {"FROM node:18@sha256:1\nCMD [\"node\", \"server.js\"]\n",
        "1 image base=node commands=[node server.js]", NULL, 0},
    {"from node as build\nrun npm ci\nFrom build\ncopy . .\nCmd node server.js\n",
        "3 image base=node builds=[npm ci] copies=[.] commands=[node server.js]", NULL, 0},
    /* entry point and command, in both forms */
    {"FROM a\nENTRYPOINT [\"/tini\", \"--\"]\nCMD [\"node\", \"x.js\"]",
        "1 image base=a commands=[/tini -- node x.js]", NULL, 0},
    {"FROM a\nENTRYPOINT node x.js\nCMD [\"ignored\"]", "1 image base=a commands=[node x.js]", NULL,
        0},
    {"FROM a AS b\nCMD old\nFROM b AS c\nENTRYPOINT [\"new\"]",
        "1 image base=a target=b commands=[old]; 3 image base=a target=c commands=[new]", NULL, 0},
    {"FROM a\nCMD [ -f x ] && run it", "1 image base=a commands=[[ -f x ] && run it]", NULL, 0},
    /* arguments */
    {"ARG TAG=18\nARG IMAGE\nFROM r.io/node:${TAG}\nARG TAG\nRUN echo $TAG ${IMAGE}",
        "3 image base=r.io/node builds=[echo 18 ${IMAGE}] build-only", NULL, 0},
    {"FROM golang AS b\nARG APP\nARG DIR=cmd\nRUN go build ./$DIR/$APP\nCOPY ${DIR}/$APP "
     "/x\nFROM "
     "scratch\nCOPY --from=b /x /x\nENTRYPOINT [\"/x\"]",
        "6 image base=scratch builds=[go build ./cmd/$APP] copies=[cmd/$APP] commands=[/x]", NULL,
        0},
    {"ARG BASE\nFROM ${BASE:-node}:${V:-1}-slim\nCMD x", "2 image base=node commands=[x]", NULL, 0},
    {"FROM a\nENV PORT=80 HOST=x\nENV OLD form\nEXPOSE $PORT 90/tcp\nCMD run $OLD $HOST",
        "1 image base=a commands=[run form x] ports=2", NULL, 0},
    /* what is copied: of all stages that it is made from, not of others */
    {"FROM a AS one\nCOPY one /\nFROM a AS two\nCOPY two /\nFROM a AS three\nCOPY three "
     "/\nCOPY "
     "--from=two /two /\nCMD x",
        "5 image base=a target=three copies=[two | three] commands=[x]", NULL, 0},
    {"FROM a\nCOPY a b\nFROM c\nCOPY --from=0 b b\nCMD x", "3 image base=c copies=[a] commands=[x]",
        NULL, 0},
    {"FROM a\nCOPY --chown=1:1 --link [\"a b\", \"./c/\", \"/d/\"]\nADD https://x.io/y "
     "git@h:r.git "
     "z /w/",
        "1 image base=a copies=[a b | c | z] build-only", NULL, 0},
    {"FROM a\nCOPY --from=nginx:1 /etc/x /etc/x\nCMD x", "1 image base=a commands=[x]", NULL, 0},
    {"FROM a\nRUN --mount=type=bind,source=cmd/x,target=/x --mount=type=cache,target=/c go "
     "build",
        "1 image base=a builds=[go build] copies=[cmd/x] build-only", NULL, 0},
    /* lines */
    {"FROM a\nRUN one && \\\n# a comment\n\n   two \\\n  three\nCMD x\n",
        "1 image base=a builds=[one && two three] commands=[x]", NULL, 0},
    {"# escape=`\r\nFROM a\r\nRUN dir c:\\ `\r\n  more\r\nCMD x\r\n",
        "2 image base=a builds=[dir c:\\ more] commands=[x]", NULL, 0},
    {"\xEF\xBB\xBF"
     "FROM a\nCMD x",
        "1 image base=a commands=[x]", NULL, 0},
    {"FROM a\nRUN <<EOF\nmake all\nCMD no\nEOF\nCOPY <<-\"X\" <<Y src /dst/\nFROM "
     "no\nX\nY\nCMD x",
        "1 image base=a builds=[<<EOF | make all\nCMD no\n] copies=[src] commands=[x]", NULL, 0},
    {"FROM a\nRUN cat <<<word\nRUN echo $((1 << 4))\nCMD x",
        "1 image base=a builds=[cat <<<word | echo $((1 << 4))] commands=[x]", NULL, 0},
    /* what else is said */
    {"FROM a\nHEALTHCHECK --interval=5s CMD curl -f x\nLABEL "
     "app.acme.io/owner=\"pay\"\nCMD x",
        "1 image base=a commands=[x] probe=2 team=pay", NULL, 0},
    {"FROM a\nHEALTHCHECK CMD x\nHEALTHCHECK NONE\nLABEL com.acme.owner \"the team\"",
        "1 image base=a team=the team build-only", NULL, 0},
    {"FROM a AS run\nHEALTHCHECK CMD ask\nFROM a AS dev\nRUN x",
        "1 image base=a target=run probe=2; 3 image base=a target=dev builds=[x] build-only", NULL,
        0},
    {"FROM nginx:1.27\nCOPY site /usr/share/nginx/html", "1 image base=nginx copies=[site]", NULL,
        0},
    {"FROM php:8.3-apache\nCOPY . .", "1 image base=php copies=[.]", NULL, 0},
    {"FROM php:8.3-cli\nCOPY . .", "1 image base=php copies=[.] build-only", NULL, 0},
    /* stages that are built by their names */
    {"FROM a\nCMD x\nFROM b\nCMD y", "3 image base=b commands=[y]", NULL, 0},
    {"FROM a AS base\nRUN make\nFROM base AS web\nCMD web\nFROM base AS worker\nCMD work\nFROM "
     "base "
     "AS tests\nRUN test",
        "3 image base=a target=web builds=[make] commands=[web]; 5 image base=a target=worker "
        "builds=[make] commands=[work]; 7 image base=a target=tests builds=[make | test] "
        "build-only",
        NULL, 0},
    /* faults */
    {"RUN x\nFROM a", NULL, "'RUN' stands before the first FROM", 1},
    {"FROM\nRUN x", NULL, "'FROM' names no image", 1},
    {"FROM a\n\nCOPPY x y", NULL, "unknown instruction 'COPPY'", 3},
    {"FROM a\n{{ if x }}", NULL, "an instruction is missing", 2},
    {"FROM a\nRUN <<EOF\nx\n", NULL, "the here-document 'EOF' does not end", 2},
};

static void test_dockerfile__gives_its_stages(void **state)
{
	(void)state;
	deployment_check(
	    "dockerfile", "a/Dockerfile", NULL, docker_rows, DONE_ARRAY_SIZE(docker_rows));
}

static int dockerfile_read_bytes(struct done_arena *arena, struct done_bytes bytes,
    struct done_deployments *out, struct done_error *err)
{
	return done_deployment_read(
	    done_deployment_reader_find("dockerfile"), arena, bytes, "Dockerfile", out, err);
}

static void test_dockerfile__has_limits(void **state)
{
	struct done_arena arena = {0};
	struct done_deployments out = {0};
	struct done_error err = {0}, nul = {0}, stages = {0};
	struct done_buf buf = {0};

	(void)state;
	for (int i = 0; i < 65; i++)
		done_buf_addf(&buf, "FROM a AS s%d\n", i);
	dockerfile_read_bytes(&arena, (struct done_bytes){buf.ptr, buf.len}, &out, &stages);
	assert_error(stages, DONE_E_POLICY, "more than 64 stages");
	assert_int_equal(stages.line, 65);

	dockerfile_read_bytes(&arena, (struct done_bytes){"FROM a\n\0x", 9}, &out, &nul);
	assert_error(nul, DONE_E_POLICY, "a NUL character");
	assert_int_equal(nul.line, 2);

	done_buf_clear(&buf);
	while (buf.len <= DONE_DEPLOYMENT_FILE_MAX)
		done_buf_addstr(&buf, "# a line that says nothing at all, again and again\n");
	dockerfile_read_bytes(&arena, (struct done_bytes){buf.ptr, buf.len}, &out, &err);
	assert_error(err, DONE_E_POLICY, "larger than 4 MiB");
	assert_int_equal(out.nr, 0);
	done_buf_release(&buf);
	done_arena_release(&arena);
}

/* Variables that double each other, and braces that do not end, cost what their text costs. */
static void test_dockerfile__is_not_blown_up_by_variables(void **state)
{
	struct done_arena arena = {0};
	struct done_deployments out = {0};
	struct done_error err = {0};
	struct done_buf buf = {0};

	(void)state;
	done_buf_addstr(&buf, "FROM a\nARG v0=0123456789\n");
	for (int i = 1; i < 40; i++)
		done_buf_addf(&buf, "ARG v%d=$v%d$v%d$v%d$v%d\n", i, i - 1, i - 1, i - 1, i - 1);
	for (int i = 0; i < 20000; i++)
		done_buf_addstr(&buf, "RUN $v3$v4$v5$v30 ${a:-${b:-${c:-${d:-${e:-${\n");
	assert_success(
	    dockerfile_read_bytes(&arena, (struct done_bytes){buf.ptr, buf.len}, &out, &err), err);
	assert_int_equal(out.nr, 1);
	assert_true(arena.used < ((size_t)32 << 20));
	done_buf_release(&buf);
	done_arena_release(&arena);
}

static void test_dockerfile__says_that_variables_are_too_many(void **state)
{
	struct done_arena arena = {0};
	struct done_deployments out = {0};
	struct done_error err = {0};
	struct done_buf buf = {0};

	(void)state;
	done_buf_addstr(&buf, "FROM a\n");
	for (int i = 0; i <= 401; i++)
		done_buf_addf(&buf, "ARG v%d=x\n", i);
	done_buf_addstr(&buf, "CMD $v399 $v400");
	assert_success(
	    dockerfile_read_bytes(&arena, (struct done_bytes){buf.ptr, buf.len}, &out, &err), err);
	assert_string_equal(out.items[0].commands[0], "x $v400");
	assert_int_equal(out.nr_not_read, 1);
	assert_string_equal(out.not_read[0],
	    "Dockerfile: there are more than 400 variables; the "
	    "others are not read.");
	done_buf_release(&buf);
	done_arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dockerfile__gives_its_stages),
	    cmocka_unit_test(test_dockerfile__has_limits),
	    cmocka_unit_test(test_dockerfile__is_not_blown_up_by_variables),
	    cmocka_unit_test(test_dockerfile__says_that_variables_are_too_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
