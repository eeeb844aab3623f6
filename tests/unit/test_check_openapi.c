/* Kind `openapi`: what the standard refuses, references, and what every operation must have. */
#include "check_fixture.h"

#define API "openapi: 3.0.3\ninfo: {title: t, version: 1.0.0}\n"
#define NEWER "openapi: 3.1.0\ninfo: {title: t, version: 1.0.0}\n"
#define NEWEST "openapi: 3.2.0\ninfo: {title: t, version: 1.0.0}\n"
#define OLD "swagger: '2.0'\ninfo: {title: t, version: 1.0.0}\n"
#define OK "responses: {'200': {description: ok}}"
#define GET(more) API "paths:\n  /a:\n    get: {" more "}\n"

static const struct {
	const char *name, *text;
	const char *unmet; /* a part of the first finding; NULL: met */
	int line;
} structure[] = {
    {"plain", GET(OK), NULL, 0},
    {"old", OLD "paths: {/a: {get: {" OK "}}}\n", NULL, 0},
    {"old, two bodies",
        OLD "paths: {/a: {post: {parameters: [{name: a, in: body, schema: {}}, {name: b, in: body, "
            "schema: {}}], " OK "}}}\n",
        "POST /a: more than one parameter is in 'body'", 3},
    {"old, a body and a form",
        OLD "paths: {/a: {post: {parameters: [{name: a, in: body, schema: {}}, {name: b, in: "
            "formData, type: string}], " OK "}}}\n",
        "POST /a: parameters are in 'body' and in 'formData'", 3},
    {"old, a list of nothing",
        OLD "paths: {/a: {get: {parameters: [{name: a, in: query, type: array}], " OK "}}}\n",
        "has no 'items', which 'array' needs", 3},
    {"a slot of a skeleton",
        "openapi: 3.0.3\ninfo:\n  title: '[Describe the service]'\n  version: '1'\n"
        "paths: {/a: {get: {" OK "}}}\n",
        "still has a placeholder of 'git done draft'", 3},
    {"old without quotes",
        "swagger: 2.0\ninfo: {title: t, version: 1.0.0}\npaths: {/a: {get: {" OK "}}}\n", NULL, 0},
    {"newer", NEWER "webhooks: {a: {post: {}}}\n", NULL, 0},
    {"newest", NEWEST "paths: {/a: {query: {}, additionalOperations: {COPY: {}}}}\n", NULL, 0},
    {"codes as numbers", GET("responses: {200: {description: ok}}"), NULL, 0},
    {"other version", "openapi: 4.0.0\n", "is not a version of OpenAPI that is known: 4.0.0", 1},
    {"version is a number", "openapi: 3\n", "is not a version of OpenAPI that is known", 1},
    {"no version", "paths: {}\n", "is not an OpenAPI description", 0},
    {"empty file", "", "is not an OpenAPI description", 0},
    {"not a map", "- a\n", "is not an OpenAPI description", 0},
    {"two documents", API "paths: {}\n---\na: 1\n", "must hold one document, not 2", 0},
    {"cut off", API "paths: {/a: {get: {\n", "cannot be parsed", 4},
    {"duplicate key", API "paths:\n  /a: {}\n  /a: {}\n", "duplicate key '/a'", 5},
    {"no paths", API, "the description has no 'paths'", 1},
    {"empty paths", API "paths: {}\n", "describes no operation", 1},
    {"nothing at all", NEWER, "has none of 'paths', 'webhooks' and 'components'", 1},
    {"no title", "openapi: 3.0.3\ninfo: {version: 1.0.0}\npaths: {/a: {get: {" OK "}}}\n",
        "the info has no 'title'", 2},
    {"number for text",
        "openapi: 3.0.3\ninfo: {title: t, version: 1.0}\npaths: {/a: {get: {" OK "}}}\n",
        "the info: 'version' must be text", 2},
    {"unknown key", GET("sumary: x, " OK), "GET /a: the operation has the key 'sumary'", 5},
    {"key of a later version", GET(OK) "webhooks: {}\n", "has the key 'webhooks'", 6},
    {"extension", GET("x-owner: me, " OK), NULL, 0},
    {"no responses", GET("summary: x"), "GET /a: the operation has no 'responses'", 5},
    {"empty responses", GET("responses: {}"), "must hold at least one response", 5},
    {"bad code", GET("responses: {'20': {description: ok}}"), "has the key '20'", 5},
    {"no description", GET("responses: {'200': {}}"), "has no 'description'", 5},
    {"path without slash", API "paths: {a: {get: {" OK "}}}\n", "the paths has the key 'a'", 3},
    {"path parameter missing", API "paths:\n  /a/{id}:\n    get: {" OK "}\n",
        "GET /a/{id}: the path names '{id}'", 5},
    {"path parameter of the path",
        API "paths:\n  /a/{id}:\n    parameters: [{name: id, in: path, required: true, schema: "
            "{type: string}}]\n    get: {" OK "}\n",
        NULL, 0},
    {"path parameter too many",
        GET("parameters: [{name: id, in: path, required: true, schema: {type: string}}], " OK),
        "'id' is one of the path, which does not name it", 5},
    {"path parameter not required",
        API "paths:\n  /a/{id}:\n    get:\n      parameters:\n      - {name: id, in: path, "
            "required: false, schema: {type: string}}\n      " OK "\n",
        "must have 'required: true'", 7},
    {"parameter twice",
        GET("parameters: [{name: q, in: query, schema: {type: string}}, {name: q, in: query, "
            "schema: {type: string}}], " OK),
        "'q' is described twice for 'query'", 5},
    {"parameter without schema", GET("parameters: [{name: q, in: query}], " OK),
        "has neither 'schema' nor 'content'", 5},
    {"parameter nowhere", GET("parameters: [{name: q, in: body, schema: {}}], " OK),
        "'in' must be one of its words", 5},
    {"style", GET("parameters: [{name: q, in: query, style: matrix, schema: {}}], " OK),
        "has the style 'matrix'", 5},
    {"same path", API "paths:\n  /a/{x}: {}\n  /a/{y}: {}\n  /b: {get: {" OK "}}\n",
        "the path '/a/{y}' is that of line 4", 5},
    {"same operationId",
        API "paths:\n  /a:\n    get: {operationId: x, " OK "}\n  /b:\n    get: {operationId: x, " OK
            "}\n",
        "GET /b: the operationId 'x' is also that of GET /a", 7},
    {"unknown scheme", GET("security: [{key: []}], " OK),
        "names the security scheme 'key', which is not declared", 5},
    {"scheme without its key",
        GET(OK) "components: {securitySchemes: {key: {type: apiKey, name: k}}}\n",
        "has no 'in', which 'apiKey' needs", 6},
    {"type of a schema",
        GET("responses: {'200': {description: ok, content: {application/json: {schema: {type: "
            "strnig}}}}}"),
        "'type' must be one of its words", 5},
    {"null of 3.1 in 3.0", GET(OK) "components: {schemas: {A: {type: [string, 'null']}}}\n",
        "the schema 'A': 'type' must be one of its words", 6},
    {"null of 3.1",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {type: [string, 'null']}}}\n",
        NULL, 0},
    {"any key in a schema of 3.1",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {foo: 1}, B: true}}\n", NULL, 0},
    {"any key in a schema of 3.0", GET(OK) "components: {schemas: {A: {foo: 1}}}\n",
        "has the key 'foo'", 6},
    /* What only looks like it: examples, defaults, extensions. */
    {"an example is no description",
        GET(OK) "components: {schemas: {A: {example: {$ref: nowhere, responses: 1}, default: "
                "{$ref: "
                "x}, enum: [{$ref: y}], x-a: {$ref: z}}}}\n",
        NULL, 0},
    {"property named $ref",
        GET(OK) "components: {schemas: {A: {properties: {$ref: {type: string}}}}}\n", NULL, 0},
    /* References. */
    {"nowhere", GET(OK) "components: {schemas: {A: {$ref: '#/components/schemas/B'}}}\n",
        "the reference '#/components/schemas/B' names nothing", 6},
    {"to itself", GET(OK) "components: {schemas: {A: {$ref: '#/components/schemas/A'}}}\n",
        "leads to references alone", 6},
    {"circle through a property",
        GET(OK) "components: {schemas: {A: {properties: {a: {$ref: "
                "'#/components/schemas/A'}}}}}\n",
        NULL, 0},
    {"out of the tree", GET(OK) "components: {schemas: {A: {$ref: '../../../etc/passwd'}}}\n",
        "leads out of the repository", 6},
    {"absolute", GET(OK) "components: {schemas: {A: {$ref: '/etc/passwd'}}}\n",
        "must be a relative path", 6},
    {"file:", GET(OK) "components: {schemas: {A: {$ref: 'file:///etc/passwd'}}}\n",
        "leads to what is not in this tree", 6},
    {"external", GET(OK) "components: {schemas: {A: {$ref: 'https://x.test/a.yaml#/A'}}}\n",
        "leads to what is not in this tree", 6},
    {"no such file", GET(OK) "components: {schemas: {A: {$ref: gone.yaml}}}\n",
        "leads to 's/gone.yaml', which is not in this tree", 6},
    {"a link", GET(OK) "components: {schemas: {A: {$ref: 'link.yaml'}}}\n",
        "which is a symbolic link", 6},
    {"anchor in 3.0", GET(OK) "components: {schemas: {A: {$ref: '#A'}}}\n",
        "must have a '/' behind '#'", 6},
    {"anchor in 3.1",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$ref: '#B'}, B: {$anchor: B}}}\n",
        NULL, 0},
    {"escapes", GET(OK) "components: {schemas: {A: {$ref: 'part.yaml#/a~1b%7Bc%7D/0'}}}\n", NULL,
        0},
    /* Identities: what else may be called so, and what is relative to it. */
    {"by its $id",
        NEWER
        "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$ref: 'https://x.test/b.json'}, B: "
        "{$id: 'https://x.test/b.json'}}}\n",
        NULL, 0},
    {"by its $id, and what is within",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$ref: "
              "'https://x.test/b.json#/$defs/c'}, B: {$id: 'https://x.test/b.json#', $defs: {c: "
              "{}}}}}\n",
        NULL, 0},
    {"by its $id, nothing within",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$ref: "
              "'https://x.test/b.json#/$defs/d'}, B: {$id: 'https://x.test/b.json'}}}\n",
        "names nothing", 4},
    {"relative to an $id",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$id: 'https://x.test/d/a.json', "
              "items: {$ref: '../b.json'}}, B: {$id: 'https://x.test/b.json'}}}\n",
        NULL, 0},
    {"relative to an $id that is a path",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$id: more/a.json, items: {$ref: "
              "'b.yaml'}}}}\n",
        NULL, 0},
    {"relative to an $id that is elsewhere",
        NEWER
        "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$id: 'https://x.test/a.json', items: "
        "{$ref: 'b.json'}}}}\n",
        "leads to what is not in this tree", 4},
    {"in what has an $id",
        NEWER
        "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$id: a, $defs: {b: {}}, items: {$ref: "
        "'#/$defs/b'}}}}\n",
        NULL, 0},
    {"in the file, for who knows no $id",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$id: a, items: {$ref: "
              "'#/components/schemas/B'}}, B: {}}}\n",
        NULL, 0},
    {"an $id is none in 3.0",
        GET(OK) "components: {schemas: {A: {$ref: 'https://x.test/b'}, B: {x-a: {$id: "
                "'https://x.test/b'}}}}\n",
        "leads to what is not in this tree", 6},
    {"an $id in an example is none",
        NEWER "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$ref: 'https://x.test/b'}, B: "
              "{examples: [{$id: 'https://x.test/b'}]}}}\n",
        "leads to what is not in this tree", 4},
    {"by $self",
        NEWEST
        "$self: https://x.test/api/o.yaml\npaths: {/a: {get: {}}}\ncomponents: {schemas: {A: "
        "{$ref: 'https://x.test/api/o.yaml#/components/schemas/B'}, B: {}}}\n",
        NULL, 0},
    {"beside $self",
        NEWEST
        "$self: https://x.test/api/o.yaml\npaths: {/a: {get: {}}}\ncomponents: {schemas: {A: "
        "{$ref: 'https://x.test/api/part.yaml'}}}\n",
        NULL, 0},
    {"not beside $self",
        NEWEST
        "$self: https://x.test/api/o.yaml\npaths: {/a: {get: {}}}\ncomponents: {schemas: {A: "
        "{$ref: 'https://x.test/part.yaml'}}}\n",
        "leads to what is not in this tree", 5},
    {"out of the tree by an $id",
        NEWER
        "paths: {/a: {get: {}}}\ncomponents: {schemas: {A: {$id: '../../../etc/x', items: {$ref: "
        "'passwd'}}}}\n",
        "leads to 's/passwd', which is not in this tree", 4},
    {"index with a zero", GET(OK) "components: {schemas: {A: {$ref: 'part.yaml#/a~1b{c}/00'}}}\n",
        "names nothing", 6},
};

static void test_openapi__holds_descriptions_to_the_standard(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(structure, i, structure[i].name); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/openapi.yaml", structure[i].text);
		fake_file(&f.head, "s/part.yaml", "'a/b{c}': [{type: string}]\n");
		fake_file(&f.head, "s/more/b.yaml", "type: string\n");
		fake_link(&f.head, "s/link.yaml", "part.yaml");
		check_run(&f, "openapi: openapi.yaml");
		assert_success(f.rc, f.err);
		if (!structure[i].unmet)
			assert_met(&f);
		else
			assert_unmet(
			    &f, 1, "s/openapi.yaml", structure[i].line, structure[i].unmet, "");
		check_close(&f);
	}
}

#define EVERY(item) "openapi: {reports: o.yaml, every_operation: [" item "]}"
#define LOOSE                                                                               \
	"openapi: {reports: o.yaml, structure: ignore, external: ignore, every_operation: " \
	"[error_responses]}"
#define BODY(schema) GET("requestBody: {content: {application/json: {schema: " schema "}}}, " OK)
#define ERROR "content: {application/problem+json: {schema: {type: object}}}"

static const struct {
	const char *check, *text, *unmet;
} operations[] = {
    {EVERY("summary"), GET("summary: List, " OK), NULL},
    {EVERY("summary"), GET(OK), "GET /a has no summary"},
    {EVERY("summary"), GET("summary: TODO, " OK), "the summary of GET /a says nothing: 'TODO'"},
    {EVERY("summary"), GET("summary: string, " OK), "says nothing: 'string'"},
    {EVERY("summary"), GET("summary: ls, operationId: ls, " OK), "says nothing: 'ls'"},
    {EVERY("description"), GET("description: TBD, " OK), "the description of GET /a says nothing"},
    {EVERY("description"), GET("description: ..., " OK), "the description of GET /a says nothing"},
    {EVERY("description"), GET("description: '-----', " OK),
        "the description of GET /a says nothing"},
    {EVERY("summary"), GET("summary: String., " OK), "says nothing: 'String.'"},
    {EVERY("error_responses"),
        GET("responses: {default: {description: x, content: {a/b: {schema: {title: x}}}}}"),
        "does not say what an error looks like"},
    {EVERY("error_responses"),
        GET("responses: {default: {description: x, content: {a/b: {schema: {$ref: "
            "'#/components/schemas/E'}}}}}") "components: {schemas: {E: {}}}\n",
        "does not say what an error looks like"},
    {EVERY("request_schema"), BODY("{allOf: [{type: object}]}"), "does not say what it takes"},
    {EVERY("request_schema"),
        BODY("{$ref: '#/components/schemas/E'}") "components: {schemas: {E: {type: object}}}\n",
        "does not say what it takes"},
    {EVERY("request_schema"),
        BODY("{$ref: '#/components/schemas/E'}") "components: {schemas: {E: {type: object, "
                                                 "required: [a]}}}\n",
        NULL},
    {EVERY("description"), GET("description: Newest first., " OK), NULL},
    {EVERY("operationId"), GET(OK), "GET /a has no operationId"},
    {EVERY("operationId"), GET("operationId: a, " OK), NULL},
    {EVERY("tags"), GET("tags: [], " OK), "GET /a has no tag"},
    {EVERY("tags"), GET("tags: [x], " OK), NULL},
    {EVERY("tags"), GET("tags: [x], " OK) "tags: [{name: y}]\n", "GET /a has the tag 'x'"},
    {EVERY("security"), GET(OK), "GET /a does not say who may call it"},
    {EVERY("security"), GET("security: [], " OK), NULL},
    {EVERY("security"), GET(OK) "security: [{}]\n", NULL},
    {EVERY("error_responses"), GET(OK), "GET /a describes no error"},
    {EVERY("error_responses"), GET("responses: {default: {description: x, " ERROR "}}"), NULL},
    {EVERY("error_responses"),
        GET("responses: {default: {description: x, content: {a/b: {schema: {}}}}}"),
        "does not say what an error looks like"},
    {EVERY("error_responses"),
        NEWER "paths: {/a: {get: {responses: {default: {description: x, content: {a/b: {schema: "
              "true}}}}}}}\n",
        "does not say what an error looks like"},
    {LOOSE, API "paths: {/a: {GET: {" OK "}}}\n", "describes no operation"},
    {LOOSE, API "paths: {x-a: {get: {" OK "}}}\n", "describes no operation"},
    {LOOSE, API "paths: {/a: {get: []}}\n", "describes no operation"},
    {LOOSE, API "paths: {/a: {$ref: 'https://x.test/a.yaml'}}\n",
        "describes no operation in this tree"},
    {EVERY("error_responses"), GET("responses: {4XX: {description: x, " ERROR "}}"),
        "GET /a describes no server error (5XX or default)"},
    {EVERY("error_responses"), GET("responses: {503: {description: x, " ERROR "}}"),
        "GET /a describes no client error (4XX or default)"},
    {EVERY("error_responses"),
        GET("responses: {400: {description: x, " ERROR "}, 5XX: {description: x, " ERROR "}}"),
        NULL},
    {EVERY("error_responses"), GET("responses: {default: {description: x}}"),
        "the response 'default' of GET /a does not say what an error looks like"},
    {EVERY("error_responses"),
        OLD "paths: {/a: {head: {responses: {default: {description: x}}}}}\n", NULL},
    {"openapi: {reports: o.yaml, every_operation: [error_responses], need: [client]}",
        GET("responses: {404: {description: x, " ERROR "}}"), NULL},
    {"openapi: {reports: o.yaml, every_operation: [error_responses], error_media: "
     "application/json}",
        GET("responses: {default: {description: x, " ERROR "}}"),
        "the response 'default' of GET /a has no content of 'application/json'"},
    {"openapi: {reports: o.yaml, every_operation: [error_responses], same_schema: true}",
        GET("responses: {4XX: {description: x, " ERROR
            "}, default: {description: x, content: {application/problem+json: {schema: {type: "
            "string}}}}}"),
        "the response 'default' of GET /a has another schema than the errors of GET /a"},
    {EVERY("request_schema"), BODY("{}"), "the request body of GET /a does not say what it takes"},
    {EVERY("request_schema"), BODY("{type: object}"), "does not say what it takes"},
    {EVERY("request_schema"), BODY("{type: object, properties: {a: {type: string}}}"), NULL},
    {EVERY("request_schema"), GET(OK), NULL},
    {EVERY("response_schema"), GET(OK), "the response '200' of GET /a does not say what it holds"},
    {EVERY("response_schema"), GET("responses: {204: {description: x}}"), NULL},
    {EVERY("response_schema"), API "paths: {/a: {head: {" OK "}}}\n", NULL},
    {EVERY("response_schema"),
        OLD "paths: {/a: {get: {responses: {200: {description: x, schema: {type: "
            "string}}}}}}\n",
        NULL},
    {EVERY("examples"), BODY("{type: string}"), "the request body of GET /a has no example"},
    {EVERY("examples"), BODY("{type: string, example: x}"), NULL},
    {EVERY("sunset"), GET("deprecated: true, " OK), "GET /a is deprecated, and nothing says"},
    {EVERY("sunset"), GET("deprecated: true, x-sunset: 2027-01-01, " OK), NULL},
    {"openapi: {reports: o.yaml, constraints: true}",
        BODY("{type: object, properties: {note: {type: string}}}"),
        "GET /a: the property 'note' takes text of any length"},
    {"openapi: {reports: o.yaml, constraints: true}",
        BODY("{type: object, properties: {note: {type: string, readOnly: true}, n: {type: string, "
             "maxLength: 3}}}"),
        NULL},
    {"openapi: {reports: o.yaml, constraints: true}",
        GET("parameters: [{name: q, in: query, schema: {type: array, items: {type: integer, "
            "maximum: "
            "3}}}], " OK),
        "GET /a: the parameter 'q' takes a list of any length"},
    {"openapi: {reports: o.yaml, every_operation: [summary], exclude: ['GET /*']}", GET(OK), NULL},
    {"openapi: {reports: o.yaml, every_operation: [summary], exclude: ['GET /b*']}", GET(OK),
        "GET /a has no summary"},
    {"openapi: {reports: o.yaml, every_operation: [summary], exclude: ['operationId:list*']}",
        GET("operationId: listAll, " OK), NULL},
    {"openapi: {reports: o.yaml, every_operation: [summary], exclude: [x-internal]}",
        GET("x-internal: true, " OK), NULL},
    {"openapi: {reports: o.yaml, every_operation: [summary], exclude: [x-internal]}",
        GET("x-internal: false, " OK), "GET /a has no summary"},
    {EVERY("summary"), NEWER "paths: {}\nwebhooks: {new: {post: {}}}\n", NULL},
    {"openapi: {reports: o.yaml, every_operation: [summary], include: webhooks}",
        NEWER "paths: {}\nwebhooks: {new: {post: {}}}\n", "POST new has no summary"},
    {"openapi: {reports: o.yaml, external: ignore}",
        GET(OK) "components: {schemas: {A: {$ref: 'https://x.test/a.yaml#/A'}}}\n", NULL},
    {"openapi: {reports: o.yaml, external: ignore}",
        GET(OK) "components: {schemas: {A: {$ref: 'file:///a.yaml#/A'}}}\n",
        "leads to what is not in this tree"},
    {"openapi: {reports: o.yaml, allow_empty: true}", API "paths: {}\n", NULL},
};

static void test_openapi__asks_of_every_operation(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(operations, i, operations[i].text); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/o.yaml", operations[i].text);
		check_run(&f, operations[i].check);
		assert_success(f.rc, f.err);
		if (!operations[i].unmet) {
			assert_met(&f);
		} else {
			assert_int_equal(f.result.nr, 1);
			check_finding(&f.result.findings[0], "s/o.yaml", f.result.findings[0].line,
			    operations[i].unmet, "");
			assert_true(f.result.findings[0].line > 0);
		}
		check_close(&f);
	}
}

/* Findings stand in the file where the thing is written, and name the operation. */
static void test_openapi__finds_what_is_written_in_another_file(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/api/o.yaml", API "paths:\n  /a: {$ref: 'paths/a.json'}\n");
	fake_file(&f.head, "s/api/paths/a.json",
	    "{\"get\": {\n\"responses\": {\"default\": {\"$ref\": "
	    "\"../../../shared/e.yaml#/E\"}}}}\n");
	fake_file(&f.head, "shared/e.yaml", "X: 1\nE:\n  description: x\n  contnet: {}\n");
	check_run(&f, "openapi: {reports: 'api/**/*', every_operation: [error_responses]}");
	assert_success(f.rc, f.err);
	assert_int_equal(f.result.nr, 2);
	check_finding(&f.result.findings[0], "shared/e.yaml", 4,
	    "GET /a: the response 'default' has the key 'contnet'", "'content'");
	check_finding(&f.result.findings[1], "shared/e.yaml", 3,
	    "the response 'default' of GET /a does not say what an error looks like", "");
	check_close(&f);
}

static void test_openapi__says_what_it_read(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/o.yaml", API "paths:\n  /a: {$ref: 'a.yaml'}\n");
	fake_file(&f.head, "s/a.yaml", "get: {" OK "}\npost: {" OK "}\n");
	check_run(&f, "openapi: '*.yaml'");
	assert_met(&f);
	assert_string_equal(f.result.reason, "OpenAPI 3.0.3 in 2 files, 2 operations");
	check_close(&f);
	/* Two names that are one to many generators. */
	check_open(&f, "s");
	fake_file(&f.head, "s/o.yaml",
	    API "paths: {/a: {get: {operationId: listA, " OK
	        "}}, /b: {get: {operationId: lista, " OK "}}, /c: {get: {operationId: listC, " OK
	        "}}}\n");
	check_run(&f, "openapi: o.yaml");
	assert_met(&f);
	assert_string_equal(f.result.reason,
	    "OpenAPI 3.0.3, 3 operations; the operationIds 'listA' and 'lista' differ by case "
	    "alone");
	check_close(&f);
	/* A file that no description refers to is none. */
	check_open(&f, "s");
	fake_file(&f.head, "s/o.yaml", GET(OK));
	fake_file(&f.head, "s/a.yaml", "get: {" OK "}\n");
	check_run(&f, "openapi: '*.yaml'");
	assert_unmet(&f, 1, "s/a.yaml", 0, "is not an OpenAPI description", "openapi: 3.1.0");
	check_close(&f);
}

static const struct {
	const char *check, *message;
	int line, column;
} bad[] = {
    {"openapi: {every_operation: [summary]}", "check kind 'openapi' has no 'reports'", 7, 18},
    {"openapi: {reports: o, every_operation: [sumary]}",
        "'sumary' is not an item of 'every_operation'", 7, 48},
    {"openapi: {reports: o, need: [clients]}", "'need' takes 'client' and 'server'", 7, 37},
    {"openapi: {reports: o, include: [links]}", "'include' takes 'callbacks' and 'webhooks'", 7,
        40},
    {"openapi: {reports: o, exclude: [health]}", "'health' does not name operations", 7, 40},
    {"openapi: {reports: o, external: fetch}", "fetch", 7, 41},
    {"openapi: {reports: o, from: tree}", "from", 7, 31},
};

static void test_openapi__refuses_bad_options(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(
		    bad[i].check, DONE_E_POLICY, bad[i].message, bad[i].line, bad[i].column);
}

/* ---- hostile input ---- */

static void openapi_judge_hostile(const char *text, size_t len)
{
	struct check_fixture f;

	check_open(&f, "s");
	fake_file_bytes(&f.head, "s/o.yaml", text, len);
	check_run(&f,
	    "openapi: {reports: o.yaml, constraints: true, every_operation: [summary, "
	    "error_responses, request_schema, response_schema, examples]}");
	if (f.rc >= 0 && f.result.verdict != DONE_UNMET)
		fail_msg("hostile input is %s", done_verdict_name(f.result.verdict));
	check_close(&f);
}

static void test_openapi__cut_off_is_never_met(void **state)
{
	static const char whole[] =
	    API "paths:\n  /a:\n    post:\n      summary: Make one\n      requestBody: {content: "
	        "{application/json: {schema: {$ref: '#/components/schemas/A'}, example: {n: 1}}}}\n"
	        "      responses:\n        '200': {description: ok, content: {application/json: "
	        "{schema: {type: string, example: x}}}}\n        default: {description: x, "
	        "content: "
	        "{application/json: {schema: {$ref: '#/components/schemas/E'}}}}\n"
	        "components:\n  schemas:\n    E: {type: object}\n    A: {type: object, properties: "
	        "{n: "
	        "{type: integer, maximum: 3}}}";
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/o.yaml", whole);
	check_run(&f,
	    "openapi: {reports: o.yaml, constraints: true, every_operation: [summary, "
	    "error_responses, request_schema, response_schema, examples]}");
	assert_met(&f);
	check_close(&f);
	for (size_t len = 0; len + 1 < sizeof(whole) - 1; len++)
		openapi_judge_hostile(whole, len);
}

static void test_openapi__bombs_are_refused(void **state)
{
	struct done_buf text = {0};

	(void)state;
	done_buf_addstr(&text, API "paths: ");
	for (int i = 0; i < 100000; i++)
		done_buf_addstr(&text, "{a: ");
	openapi_judge_hostile(text.ptr, text.len);
	done_buf_clear(&text);
	/* Ten times ten times ten …, by aliases. */
	done_buf_addstr(&text, API "paths: {}\nx-0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
	for (int i = 1; i < 10; i++)
		done_buf_addf(&text,
		    "x-%d: &x%d [*x%d, *x%d, *x%d, *x%d, *x%d, *x%d, *x%d, *x%d]\n", i, i, i - 1,
		    i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	openapi_judge_hostile(text.ptr, text.len);
	done_buf_clear(&text);
	/* A schema that doubles with each reference is looked at once. */
	done_buf_addstr(&text,
	    API "paths: {/a: {post: {requestBody: {content: {a/b: {schema: {$ref: "
	        "'#/components/schemas/S0'}}}}}}}\ncomponents:\n  schemas:\n");
	for (int i = 0; i < 60; i++)
		done_buf_addf(&text,
		    "    S%d: {allOf: [{$ref: '#/components/schemas/S%d'}, {$ref: "
		    "'#/components/schemas/S%d'}]}\n",
		    i, i + 1, i + 1);
	done_buf_addstr(&text, "    S60: {type: string}\n");
	openapi_judge_hostile(text.ptr, text.len);
	done_buf_clear(&text);
	/* References to references, more than 64 of them. */
	done_buf_addstr(&text, GET(OK) "components:\n  schemas:\n");
	for (int i = 0; i < 70; i++)
		done_buf_addf(&text, "    S%d: {$ref: '#/components/schemas/S%d'}\n", i, i + 1);
	done_buf_addstr(&text, "    S70: {type: string}\n");
	openapi_judge_hostile(text.ptr, text.len);
	done_buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_openapi__holds_descriptions_to_the_standard),
	    cmocka_unit_test(test_openapi__asks_of_every_operation),
	    cmocka_unit_test(test_openapi__finds_what_is_written_in_another_file),
	    cmocka_unit_test(test_openapi__says_what_it_read),
	    cmocka_unit_test(test_openapi__refuses_bad_options),
	    cmocka_unit_test(test_openapi__cut_off_is_never_met),
	    cmocka_unit_test(test_openapi__bombs_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
