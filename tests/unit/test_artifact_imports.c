/* The import readers: rows of source, below each what it names, binds and calls itself. */
#include <stdlib.h>

#include "scanner_languages.h"
#include "support.h"

/* "line name=bound …", with "package:" first where the source names its own. */
static const struct {
	const char *language, *reader, *source, *found;
} rows[] = {
    /* clang-format off */
	{"go", "go", "package main\nimport \"fmt\"\nimport x \"a/b\"; import . \"c\"", "package:main 2 fmt=fmt 3 a/b=x 3 c"},
	{"go", "go", "import (\n\t\"a.b/c/v2\"\n\t// \"d\"\n\t_ \"e\"\n\tf `g`\n)\nimport \"h\"", "2 a.b/c/v2=c 4 e 5 g=f 7 h=h"},
	{"go", "go", "import (\"a/go-redis/v9\"; \"gopkg.in/yaml.v3\"; \"v2\"; \"go-\"; \"a/b.git\")", "1 a/go-redis/v9=redis 1 gopkg.in/yaml.v3=yaml 1 v2=v2 1 go-=go- 1 a/b.git=b.git"},
	{"go", "go", "// import \"a\"\nx := \"import \\\"b\\\"\"\ny.import(\"c\")\nimport (\n\"d", ""},
	{"go", "go", "import\nimport (\nfunc { \"a\" \n 1 \"b\"", "3 a=a 4 b=1"},
	{"javascript", "javascript", "import a from 'b'\nimport c, {d, e as f, type G} from \"h\"\nimport * as i from 'j'\nimport 'k'", "1 b=a 2 h=c 2 h=d 2 h=f 2 h=G 3 j=i 4 k"},
	{"javascript", "javascript", "const a = require('b'), {c, d: e} = require(\"f\").g\nrequire('h')\nlet i = await import(`j`)\nimport('k').then(l)", "1 b=a 1 f=c 1 f=e 2 h 3 j=i 4 k"},
	{"javascript", "javascript", "require('a' + b); import(c); require(`d${e}`); f.require('g'); // require('h')\n`${require('i')}` + \"require('j')\"", ""},
	{"javascript", "javascript", "export {a, b as c} from 'd'; export * from 'e'; export * as f from 'g'; export const h = require('i')", "1 d 1 e 1 g 1 i=h"},
	{"typescript", "javascript", "import type { A } from 'b'\nimport type C from 'd'\nimport e = require('f')\nimport from from 'g'\nimport type from 'h'", "1 b=A 2 d=C 3 f=e 4 g=from 5 h=type"},
	{"javascript", "javascript", "import {\n  a,\n  b,\n} from 'c'\nimport.meta.url; import {d; import 'e'", "4 c=a 4 c=b 5 e"},
	{"typescript", "javascript", "export type { A } from 'b'\nexport type * from 'c'\nexport type D = 'e'", "1 b 2 c"},
	{"javascript", "javascript", "import", ""},
	{"javascript", "javascript", "const {a} = b; const c = require(\n  'd',\n)", "2 d=c"},
	{"javascript", "javascript", "<p>import 'a'</p>; x = <q>{require('b')}</q>", "1 b"},
	{"python", "python", "import a, b.c\nimport d.e as f\nfrom g.h import i, j as k", "1 a=a 1 b.c=b 2 d.e=f 3 g.h.i=i 3 g.h.j=k"},
	{"python", "python", "from a import (\n  b, # c\n  d as e,\n)\nfrom . import f\nfrom ..g import h\nfrom i import *", "2 a.b=b 3 a.d=e 5 .f=f 6 ..g.h=h 7 i"},
	{"python", "python", "\"\"\"import a\"\"\"\n# import b\nx = 'import c'\ny.import_module('d')\ntry: import e\nexcept: raise F from g", "5 e=e"},
	{"python", "python", "from a \\\n  import b, \\\n  c\nimport \\\r\n d", "2 a.b=b 3 a.c=c 5 d=d"},
	{"python", "python", "import\nfrom\nfrom a\nimport b.\nfrom c import\nfrom d import (e", "6 d.e=e"},
	{"java", "jvm", "package a.b;\nimport c.d.E;\nimport static f.G.h;\nimport i.*;\n// import j.K;\nclass L { String m = \"import n.O;\"; }", "package:a.b 2 c.d.E=E 3 f.G.h=h 4 i"},
	{"kotlin", "jvm", "package a.b\nimport c.D as E\nimport f.`in`.G\nimport h.*\nval importer = import", "package:a.b 2 c.D=E 3 f.in.G=G 4 h"},
	{"scala", "jvm", "package a\nimport b.{C, D => E, F => _, _}\nimport g._, h.I\nimport j.*\nimport k.{l.m, n as o}", "package:a 2 b.C=C 2 b.D=E 2 b.F 2 b 3 g 3 h.I=I 4 j 5 k.l.m=m 5 k.n=o"},
	{"groovy", "jvm", "import a.B as C\nimport static d.E.*", "1 a.B=C 2 d.E"},
	{"java", "jvm", "import ;\nimport a.;\nimport {", ""},
	{"csharp", "dotnet", "\xEF\xBB\xBFusing A;", "1 A"},
	{"csharp", "dotnet", "using A.B;\nglobal using C;\nusing static D.E;\nusing F = G.H<int>;\nnamespace I.J;\nusing var k = l;\nusing (var m = n) {}\nusing (o) {}\n// using P;", "package:I.J 1 A.B 2 C 3 D.E 4 G.H=F"},
	{"fsharp", "dotnet", "module A.B\nopen C.D\nopen type E.F\nlet x = open' 1 (* open G *)", "package:A.B 2 C.D 3 E.F"},
	{"vb", "dotnet", "Imports A.B, C\nimports D = E.F\nNamespace G\n' Imports H", "package:G 1 A.B 1 C 2 E.F=D"},
	{"rust", "rust", "use a::b;\nuse c::{d, e as f, self, g::{h, i::*}};\npub use ::j::k as _;\nextern crate l as m;\nextern crate n;", "1 a::b=b 2 c::d=d 2 c::e=f 2 c=c 2 c::g::h=h 2 c::g::i 3 j::k 4 l=m 5 n=n"},
	{"rust", "rust", "fn f() { a::b!(); a::c(); std::d(); E::f(); self::g(); h.i::<J>(); k::l::m() } // n::o()", "1 a=a 1 k=k"},
	{"rust", "rust", "use\nuse a::{b::{c", "2 a::b::c=c"},
	{"php", "php", "x use A\\Z; <?php\nnamespace A\\B;\nuse C\\D;\nuse E\\F as G;\nuse H\\{I, J as K};\nuse function L\\m;\nuse \\N;", "package:A\\B 3 C\\D=D 4 E\\F=G 5 H\\I=I 5 H\\J=K 6 L\\m=m 7 N=N"},
	{"php", "php", "<?php require 'a.php'; include_once(\"b\"); require __DIR__ . 'c'; $f = function () use ($x) {}; # use D;\n'use E;'", "1 a.php 1 b"},
	{"php", "php", "<?php\nmyuse A; use_ B;\nuser C;\n/* ; */use D;$x->use E; x /* \n */ use F;\n\"use G;\"\n# a\nuse H;", "4 D=D 8 H=H"},
	{"kotlin", "jvm", "x import a.B\n ;/*\n*/ import c.D\n}import e.F\n\"\"\"\nimport g.H\n\"\"\" import i.J\nreimport k.L; importer m; import\tn.O", "3 c.D=D 4 e.F=F 8 n.O=O"},
	{"javascript", "javascript", "a.\nrequire('b'); c\n.require('d'); e./**/require('f'); $require('g'); require\n('h'); letter('i'); `x` require('j'); outlet = require('k')", "2 b 4 j 4 k"},
	{"ruby", "ruby", "require 'a/b'\nrequire_relative(\"c\")\nload \"d#{e}\"\nx.require 'f'\n# require 'g'\nh = <<~I\n  require 'j'\nI\nrequire k", "1 a/b 2 c"},
	{"elixir", "elixir", "defmodule A.B do\n  alias C.D\n  alias E.{F, G}\n  alias H.I, as: J\n  import K, only: [l: 1]\n  use M.N, o: :p\n  require Logger\n  @doc \"use Q\"", "package:A.B 2 C.D=D 3 E.F=F 3 E.G=G 4 H.I=J 5 K=K 6 M.N=N 7 Logger=Logger"},
	{"cpp", "cpp", "#include <a/b.h>\n  # include \"c.h\"\n// #include \"d\"\n#include E\nx #include \"f\"\n#include <g\n#import <h>", "1 a/b.h 2 c.h 7 h"},
    /* clang-format on */
};

static void describe(const struct done_imports *imports, struct done_buf *out)
{
	if (imports->package)
		done_buf_addf(out, "package:%s", imports->package);
	for (size_t i = 0; i < imports->nr; i++) {
		const struct done_import *item = &imports->items[i];

		done_buf_addf(out, "%s%d %s%s%s", out->len ? " " : "", item->line, item->name,
		    item->bound ? "=" : "", item->bound ? item->bound : "");
	}
}

static void read_imports(struct done_arena *arena, const char *language, const char *reader,
    struct done_bytes bytes, struct done_imports *out)
{
	unsigned char *classes = malloc(bytes.len + 1);

	assert_non_null(classes);
	assert_non_null(done_import_reader_find(reader));
	done_scan(scanner_of(language), bytes, classes);
	done_import_reader_find(reader)->read(arena, bytes, classes, out);
	free(classes);
}

static void test_imports__name_packages_and_bind_names(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].language); i++) {
		struct done_arena arena = {0};
		struct done_imports imports;
		struct done_buf found = {0};

		read_imports(&arena, rows[i].language, rows[i].reader,
		    (struct done_bytes){rows[i].source, strlen(rows[i].source)}, &imports);
		done_buf_addstr(&found, "");
		describe(&imports, &found);
		if (strcmp(found.len ? found.ptr : "", rows[i].found) != 0)
			fail_msg("%s\n%s\nnames\n%s\nand not\n%s", rows[i].reader, rows[i].source,
			    found.len ? found.ptr : "", rows[i].found);
		done_buf_release(&found);
		done_arena_release(&arena);
	}
}

/* Names that nobody may write as long, as deep or as many. */
static const struct {
	const char *language, *reader, *repeated, *tail;
	size_t times, nr;
} large[] = {
    {"go", "go", "import \"a\"\n", "", 20000, DONE_IMPORTS_MAX},
    {"rust", "rust", "use a::{", "b", 100000, DONE_IMPORTS_MAX},
    {"rust", "rust", "a::", "b", 100000, 1},
    {"rust", "rust", "use ", "a::b;", 100000, DONE_IMPORTS_MAX},
    {"javascript", "javascript", "import {", "a} from 'b'", 100000, 0},
    {"javascript", "javascript", "const {a, ", "b} = require('c')", 100000, 0},
    {"javascript", "javascript", "import a, ", "b from 'c'", 100000, 256},
    {"python", "python", "from a import (", "b", 100000, DONE_IMPORTS_MAX},
    {"python", "python", ".", "a", 1000000, 0},
    {"python", "python", "from .", "import a", 100000, 0},
    {"java", "jvm", "import a.", "b;", 100000, 1},
    {"php", "php", "<?php use a\\{", "b", 50000, 0},
    {"cpp", "cpp", "#include <\n", "", 300000, 0},
    {"elixir", "elixir", "alias A.{", "B}", 100000, DONE_IMPORTS_MAX},
};

static void test_imports__are_bounded(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(large, i, large[i].language); i++) {
		struct done_arena arena = {0};
		struct done_imports imports;
		struct done_buf source = {0};

		for (size_t j = 0; j < large[i].times; j++)
			done_buf_addstr(&source, large[i].repeated);
		done_buf_addstr(&source, large[i].tail);
		read_imports(&arena, large[i].language, large[i].reader,
		    (struct done_bytes){source.ptr, source.len}, &imports);
		if (imports.nr != large[i].nr)
			fail_msg("'%s' times %zu gives %zu imports, not %zu", large[i].repeated,
			    large[i].times, imports.nr, large[i].nr);
		done_buf_release(&source);
		done_arena_release(&arena);
	}
}

static void test_imports__have_a_reader_a_name(void **state)
{
	(void)state;
	assert_null(done_import_reader_find("cobol"));
	for (size_t i = 0; i < done_import_readers_nr; i++) {
		assert_ptr_equal(
		    done_import_reader_find(done_import_readers[i]->name), done_import_readers[i]);
		if (i > 0)
			assert_true(strcmp(done_import_readers[i - 1]->name,
			                done_import_readers[i]->name) < 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_imports__name_packages_and_bind_names),
	    cmocka_unit_test(test_imports__are_bounded),
	    cmocka_unit_test(test_imports__have_a_reader_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
