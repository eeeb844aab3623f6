/* Kind `compatible`: what breaks callers, what nobody can prove, and what is no change. */
#include "interface_fixture.h"

#define API "openapi: 3.0.3\ninfo: {title: t, version: 1.0.0}\n"
#define NEWER "openapi: 3.1.0\ninfo: {title: t, version: 1.0.0}\n"
#define OK "responses: {'200': {description: ok}}"
#define GET(more) API "paths: {/a: {get: {" more "}}}\n"
#define PARAM(more) GET("parameters: [{name: q, in: query, " more "}], " OK)
#define SENT(schema) GET("requestBody: {content: {application/json: {schema: " schema "}}}, " OK)
#define GOT(schema)                                                                             \
	GET("responses: {'200': {description: ok, content: {application/json: {schema: " schema \
	    "}}}}")
#define NEWER_GOT(schema)                                                         \
	NEWER "paths: {/a: {get: {responses: {'200': {description: ok, content: " \
	      "{application/json: {schema: " schema "}}}}}}}\n"
#define CODES(codes) GET("responses: {" codes "}")

enum expected { SAME, POSSIBLE, CERTAIN };

static const struct {
	const char *name, *base, *head;
	enum expected there, back; /* base against head, and the other way round */
	const char *message;       /* a part of what is said there; NULL */
} pairs[] = {
    /* No change. */
    {"the same", GET(OK), GET(OK), SAME, SAME, NULL},
    {"words", GET("summary: x, tags: [a], " OK), GET("description: y, " OK), SAME, SAME, NULL},
    {"names of path parameters",
        API
        "paths: {'/a/{x}': {get: {parameters: [{name: x, in: path, required: true, schema: {type: "
        "string}}], " OK "}}}\n",
        API
        "paths: {'/a/{y}': {get: {parameters: [{name: y, in: path, required: true, schema: {type: "
        "string}}], " OK "}}}\n",
        SAME, SAME, NULL},
    {"a reference and what it names", SENT("{type: object, properties: {a: {type: string}}}"),
        GET("requestBody: {content: {application/json: {schema: {$ref: "
            "'#/components/schemas/S'}}}}, " OK) "components: {schemas: {S: {type: object, "
                                                 "properties: {a: {type: string}}}}}\n",
        SAME, SAME, NULL},
    {"allOf of one", SENT("{type: string, maxLength: 3}"),
        SENT("{allOf: [{type: string, maxLength: 3}]}"), SAME, SAME, NULL},
    {"allOf that says nothing", SENT("{type: string}"), SENT("{type: string, allOf: [{title: x}]}"),
        SAME, SAME, NULL},
    {"nullable and null", GOT("{type: string, nullable: true}"),
        NEWER_GOT("{type: [string, 'null']}"), SAME, SAME, NULL},
    {"null as an alternative",
        NEWER_GOT("{type: [object, 'null'], properties: {a: {type: string}}}"),
        NEWER_GOT("{oneOf: [{type: object, properties: {a: {type: string}}}, {type: 'null'}]}"),
        SAME, SAME, NULL},
    {"exclusive bounds of both versions", GOT("{type: number, minimum: 1, exclusiveMinimum: true}"),
        NEWER_GOT("{type: number, exclusiveMinimum: 1}"), SAME, SAME, NULL},
    {"from 2.0 to 3.0",
        "swagger: '2.0'\ninfo: {title: t, version: '1'}\nconsumes: [application/json]\nproduces: "
        "[application/json]\npaths: {/a: {post: {parameters: [{name: b, in: body, required: true, "
        "schema: {$ref: '#/definitions/S'}}, {name: q, in: query, type: integer, maximum: 3}], "
        "responses: {'200': {description: ok, schema: {$ref: "
        "'#/definitions/S'}}}}}}\ndefinitions: "
        "{S: {type: object, required: [a], properties: {a: {type: string}}}}\n",
        API
        "paths: {/a: {post: {parameters: [{name: q, in: query, schema: {type: integer, maximum: "
        "3}}], requestBody: {required: true, content: {application/json: {schema: {$ref: "
        "'#/components/schemas/S'}}}}, responses: {'200': {description: ok, content: "
        "{application/json: {schema: {$ref: '#/components/schemas/S'}}}}}}}}\ncomponents: "
        "{schemas: {S: {type: object, required: [a], properties: {a: {type: string}}}}}\n",
        SAME, SAME, NULL},
    {"a path moves into the address",
        "swagger: '2.0'\ninfo: {title: t, version: '1'}\nbasePath: /v2/\npaths: {/a: {get: {" OK
        "}}}\n",
        "swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths: {/v2/a: {get: {" OK "}}}\n", SAME,
        SAME, NULL},
    {"the whole path moves into the address",
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\nservers: [{url: /v2/a}]\npaths: {/: {get: "
        "{" OK "}}}\n",
        "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/v2/a: {get: {" OK "}}}\n", SAME,
        SAME, NULL},
    {"a circle",
        GET(OK) "components: {schemas: {S: {properties: {s: {$ref: "
                "'#/components/schemas/S'}}}}}\n",
        GET(OK) "components: {schemas: {S: {properties: {s: {$ref: "
                "'#/components/schemas/S'}}}}}\n",
        SAME, SAME, NULL},
    /* Operations. */
    {"a path", API "paths: {/a: {get: {" OK "}}, /b: {get: {" OK "}}}\n", GET(OK), CERTAIN, SAME,
        "GET /b is gone, with its path"},
    {"an operation", API "paths: {/a: {get: {" OK "}, put: {" OK "}}}\n", GET(OK), CERTAIN, SAME,
        "PUT /a is gone"},
    {"a webhook", NEWER "paths: {}\nwebhooks: {w: {post: {}}}\n", NEWER "paths: {}\nwebhooks: {}\n",
        CERTAIN, SAME, "POST w is gone"},
    {"operationId", GET("operationId: a, " OK), GET("operationId: b, " OK), POSSIBLE, POSSIBLE,
        "has another operationId"},
    {"security", GET("security: [], " OK), GET("security: [{k: []}], " OK), POSSIBLE, SAME,
        "asks callers for more"},
    {"scopes", GET("security: [{k: [a]}], " OK), GET("security: [{k: [a, b]}], " OK), POSSIBLE,
        SAME, "asks callers for more"},
    {"another way to log in", GET("security: [{k: []}], " OK),
        GET("security: [{k: []}, {l: []}], " OK), SAME, POSSIBLE, NULL},
    {"address", GET(OK), GET(OK) "servers: [{url: 'https://x.test/v2'}]\n", POSSIBLE, POSSIBLE,
        "the API stands below '/v2' now"},
    /* Parameters. */
    {"a parameter", PARAM("schema: {type: string}"), GET(OK), POSSIBLE, SAME,
        "the query parameter 'q' is gone"},
    {"a required parameter", GET(OK), PARAM("required: true, schema: {type: string}"), CERTAIN,
        POSSIBLE, "the query parameter 'q' is new and required"},
    {"a parameter became required", PARAM("schema: {type: string}"),
        PARAM("required: true, schema: {type: string}"), CERTAIN, SAME,
        "the query parameter 'q' is now required"},
    {"a parameter moved", PARAM("schema: {type: string}"),
        GET("parameters: [{name: q, in: header, schema: {type: string}}], " OK), CERTAIN, CERTAIN,
        "stands elsewhere now"},
    {"style", PARAM("schema: {type: array, items: {}}"),
        PARAM("explode: false, schema: {type: array, items: {}}"), CERTAIN, CERTAIN,
        "is written in another style"},
    {"a header in other letters",
        GET("parameters: [{name: X-A, in: header, schema: {type: string}}], " OK),
        GET("parameters: [{name: x-a, in: header, schema: {type: string}}], " OK), SAME, SAME,
        NULL},
    {"maximum", PARAM("schema: {type: integer, maximum: 10}"),
        PARAM("schema: {type: integer, maximum: 9}"), CERTAIN, SAME,
        "has another maximum: 9, and it was 10"},
    {"exclusive", PARAM("schema: {type: integer, maximum: 10}"),
        PARAM("schema: {type: integer, maximum: 10, exclusiveMaximum: true}"), CERTAIN, SAME,
        "has another maximum"},
    {"minLength", PARAM("schema: {type: string}"), PARAM("schema: {type: string, minLength: 1}"),
        CERTAIN, SAME, "has another minimum length"},
    {"minLength of nothing", PARAM("schema: {type: string}"),
        PARAM("schema: {type: string, minLength: 0}"), SAME, SAME, NULL},
    {"multipleOf", PARAM("schema: {type: number, multipleOf: 4}"),
        PARAM("schema: {type: number, multipleOf: 2}"), SAME, CERTAIN, NULL},
    {"pattern", PARAM("schema: {type: string}"), PARAM("schema: {type: string, pattern: '^a'}"),
        CERTAIN, SAME, "must match a pattern now"},
    {"other pattern", PARAM("schema: {type: string, pattern: '^b'}"),
        PARAM("schema: {type: string, pattern: '^a'}"), POSSIBLE, POSSIBLE, "another pattern"},
    {"format", PARAM("schema: {type: string}"), PARAM("schema: {type: string, format: uuid}"),
        POSSIBLE, SAME, "another 'format'"},
    {"default", PARAM("schema: {type: integer, default: 1}"),
        PARAM("schema: {type: integer, default: 2}"), POSSIBLE, POSSIBLE, "another 'default'"},
    /* Bodies. */
    {"a body", SENT("{type: string}"), GET(OK), CERTAIN, SAME, "the request body is gone"},
    {"a body is required", SENT("{type: string}"),
        GET("requestBody: {required: true, content: {application/json: {schema: {type: "
            "string}}}}, " OK),
        CERTAIN, SAME, "the request body is now required"},
    {"a media type", SENT("{type: string}"),
        GET("requestBody: {content: {text/plain: {schema: {type: string}}}}, " OK), CERTAIN,
        CERTAIN, "has no content of 'application/json' any more"},
    {"a wider media type", SENT("{type: string}"),
        GET("requestBody: {content: {application/*: {schema: {type: string}}}}, " OK), SAME,
        CERTAIN, NULL},
    {"a charset", SENT("{type: string}"),
        GET("requestBody: {content: {'application/json; charset=utf-8': {schema: {type: "
            "string}}}}, " OK),
        SAME, SAME, NULL},
    /* What is sent. */
    {"type sent", SENT("{type: string}"), SENT("{type: integer}"), CERTAIN, CERTAIN,
        "is now integer, and was string"},
    {"integer to number", SENT("{type: integer}"), SENT("{type: number}"), SAME, CERTAIN, NULL},
    {"a list of types",
        NEWER "paths: {/a: {get: {parameters: [{name: q, in: query, schema: {type: "
              "[string, integer]}}]}}}\n",
        NEWER "paths: {/a: {get: {parameters: [{name: q, in: query, schema: {type: string}}]}}}\n",
        CERTAIN, SAME, "is now string, and was integer or string"},
    {"null sent", SENT("{type: string, nullable: true}"), SENT("{type: string}"), CERTAIN, SAME,
        "must not be null any more"},
    {"value sent", SENT("{type: string, enum: [a, b]}"), SENT("{type: string, enum: [a]}"), CERTAIN,
        SAME, "does not take 'b' any more"},
    {"values sent", SENT("{type: string}"), SENT("{type: string, enum: [a]}"), CERTAIN, SAME,
        "takes only the values of a list now"},
    {"property sent", SENT("{type: object, properties: {a: {type: string}}}"),
        SENT("{type: object, properties: {}}"), POSSIBLE, SAME, "property 'a' is gone"},
    {"property not taken", SENT("{type: object, properties: {a: {type: string}, b: {}}}"),
        SENT("{type: object, additionalProperties: false, properties: {b: {}}}"), CERTAIN, SAME,
        "property 'a' is not taken any more"},
    {"required property sent", SENT("{type: object, properties: {a: {type: string}}}"),
        SENT("{type: object, required: [a], properties: {a: {type: string}}}"), CERTAIN, SAME,
        "GET /a, request body: property 'a' is now required"},
    {"new required property", SENT("{type: object}"),
        SENT("{type: object, required: [a], properties: {a: {type: string, default: x}}}"), CERTAIN,
        POSSIBLE, "property 'a' is new and required"},
    {"required without a description", SENT("{type: object}"),
        SENT("{type: object, required: [a]}"), CERTAIN, SAME, "property 'a' is new and required"},
    {"new required property that is read-only", SENT("{type: object}"),
        SENT("{type: object, required: [a], properties: {a: {type: string, readOnly: true}}}"),
        SAME, SAME, NULL},
    {"further properties", SENT("{type: object}"),
        SENT("{type: object, additionalProperties: false}"), CERTAIN, SAME,
        "does not take further properties any more"},
    {"alternative sent",
        SENT("{oneOf: [{title: A, type: string}, {title: B, type: integer}, {title: "
             "C, type: boolean}]}"),
        SENT("{oneOf: [{title: C, type: boolean}, {title: A, type: string}]}"), CERTAIN, SAME,
        "has an alternative less"},
    {"several alternatives", SENT("{oneOf: [{title: A}, {title: B}]}"),
        SENT("{oneOf: [{title: C}, {title: D}]}"), POSSIBLE, POSSIBLE, "has other alternatives"},
    {"not", SENT("{type: string, not: {enum: [a]}}"), SENT("{type: string, not: {enum: [b]}}"),
        POSSIBLE, POSSIBLE, "another 'not'"},
    {"discriminator",
        SENT("{type: object, discriminator: {propertyName: k, mapping: {a: A, b: B}}}"),
        SENT("{type: object, discriminator: {propertyName: k, mapping: {a: A}}}"), CERTAIN, SAME,
        "does not know 'b' any more"},
    {"deep",
        SENT("{type: object, properties: {a: {type: array, items: {type: object, properties: {b: "
             "{type: string}}}}}}"),
        SENT("{type: object, properties: {a: {type: array, items: {type: object, properties: {b: "
             "{type: string, maxLength: 3}}}}}}"),
        CERTAIN, SAME, "property 'a[].b' has another maximum length: 3, and it was none"},
    {"the second part of allOf",
        SENT("{allOf: [{properties: {a: {}}}, {properties: {a: {type: string}}}]}"),
        SENT("{allOf: [{properties: {a: {}}}, {properties: {a: {type: string, maxLength: 1}}}]}"),
        CERTAIN, SAME, "property 'a' has another maximum length"},
    /* What is got. */
    {"type got", GOT("{type: integer}"), GOT("{type: number}"), CERTAIN, SAME,
        "is now number, and was integer"},
    {"null got", GOT("{type: string}"), GOT("{type: string, nullable: true}"), CERTAIN, SAME,
        "may now be null"},
    {"value got", GOT("{type: string, enum: [a]}"), GOT("{type: string, enum: [a, b]}"), POSSIBLE,
        SAME, "may now be 'b'"},
    {"bounds of other types", SENT("{type: string}"),
        SENT("{type: string, uniqueItems: true, maxItems: 1, minimum: 3, minProperties: 2, "
             "multipleOf: 2}"),
        SAME, SAME, NULL},
    {"pattern and length of a number", SENT("{type: number}"),
        SENT("{type: number, pattern: a, maxLength: 1}"), SAME, SAME, NULL},
    {"bound of one of several types", SENT("{}"), SENT("{uniqueItems: true}"), CERTAIN, SAME,
        "must not hold an item twice now"},
    {"bound got", GOT("{type: string, maxLength: 3}"), GOT("{type: string}"), POSSIBLE, SAME,
        "has another maximum length: none, and it was 3"},
    {"required property got", GOT("{type: object, required: [a], properties: {a: {type: string}}}"),
        GOT("{type: object}"), CERTAIN, SAME, "GET /a, response 200: property 'a' is gone"},
    {"property got", GOT("{type: object, properties: {a: {type: string}}}"), GOT("{type: object}"),
        POSSIBLE, SAME, "property 'a' is gone"},
    {"property may be missing",
        GOT("{type: object, required: [a], properties: {a: {type: string}}}"),
        GOT("{type: object, properties: {a: {type: string}}}"), CERTAIN, SAME,
        "property 'a' may now be missing"},
    {"write-only",
        GOT("{type: object, required: [a], properties: {a: {type: string, writeOnly: true}}}"),
        GOT("{type: object}"), SAME, SAME, NULL},
    {"closed and new", GOT("{type: object, additionalProperties: false}"),
        GOT("{type: object, additionalProperties: false, properties: {a: {}}}"), POSSIBLE, POSSIBLE,
        "property 'a' is new, where nothing further was to come"},
    {"alternative got", GOT("{oneOf: [{title: A, type: string}, {title: B, type: integer}]}"),
        GOT("{oneOf: [{title: A, type: string}, {title: B, type: integer}, {title: C, type: "
            "boolean}]}"),
        CERTAIN, SAME, "has an alternative more"},
    {"alternative of an error",
        CODES("'403': {description: x, content: {a/b: {schema: {oneOf: [{title: A}, {title: "
              "B}]}}}}"),
        CODES("'403': {description: x, content: {a/b: {schema: {oneOf: [{title: A}, {title: B}, "
              "{title: C}]}}}}"),
        POSSIBLE, SAME, "has an alternative more"},
    {"status", CODES("'200': {description: x}, '202': {description: x}"),
        CODES("'200': {description: x}"), CERTAIN, POSSIBLE, "the response 202 is gone"},
    {"status of an error", CODES("'200': {description: x}, '404': {description: x}"),
        CODES("'200': {description: x}"), POSSIBLE, SAME, "the response 404 is gone"},
    {"status, and its range", CODES("'200': {description: x}"), CODES("'2XX': {description: x}"),
        POSSIBLE, CERTAIN, NULL},
    {"header", CODES("'200': {description: x, headers: {E: {required: true, schema: {}}}}"),
        CODES("'200': {description: x}"), CERTAIN, SAME, "header 'E' is gone"},
    {"optional header", CODES("'200': {description: x, headers: {E: {schema: {}}}}"),
        CODES("'200': {description: x}"), POSSIBLE, SAME, "header 'E' is gone"},
    {"header may be missing",
        CODES("'200': {description: x, headers: {E: {required: true, schema: {}}}}"),
        CODES("'200': {description: x, headers: {e: {schema: {}}}}"), CERTAIN, SAME,
        "header 'E' may now be missing"},
    /* A webhook is sent by the server: what callers get is its body. */
    {"webhook",
        NEWER "webhooks: {w: {post: {requestBody: {content: {a/b: {schema: {type: integer}}}}}}}\n",
        NEWER "webhooks: {w: {post: {requestBody: {content: {a/b: {schema: {type: number}}}}}}}\n",
        CERTAIN, SAME, "is now number, and was integer"},
    /* What does not count. */
    {"internal", API "paths: {/a: {get: {" OK "}}, /b: {get: {x-internal: true, " OK "}}}\n",
        GET(OK), SAME, SAME, NULL},
    {"draft", API "paths: {/a: {get: {" OK "}}, /b: {get: {x-stability-level: draft, " OK "}}}\n",
        GET(OK), SAME, SAME, NULL},
    {"over",
        API "paths: {/a: {get: {" OK "}}, /b: {get: {deprecated: true, x-sunset: 2020-01-01, " OK
            "}}}\n",
        GET(OK), SAME, SAME, NULL},
    {"not over",
        API "paths: {/a: {get: {" OK "}}, /b: {get: {deprecated: true, x-sunset: 2999-01-01, " OK
            "}}}\n",
        GET(OK), CERTAIN, SAME, "GET /b is gone"},
};

static void compatible_judge_pair(
    struct compatible_fixture *f, const char *check, const char *base, const char *head)
{
	compatible_judge(f, check, (struct compatible_texts){"s/o.yaml", base, head});
}

static enum expected compatible_level(const char *base, const char *head, const char *message)
{
	struct compatible_fixture f;
	enum expected level;

	compatible_judge_pair(&f, "compatible: {reports: o.yaml, level: possible}", base, head);
	level = f.check.result.verdict == DONE_MET ? SAME : POSSIBLE;
	for (size_t i = 0; i < f.check.result.nr; i++) {
		if (!strncmp(f.check.result.findings[i].message, "breaks callers: ", 16))
			level = CERTAIN;
		assert_string_equal(f.check.result.findings[i].path, "s/o.yaml");
		assert_non_null(f.check.result.findings[i].fix);
	}
	if (message && (!f.check.result.nr || !strstr(f.check.result.findings[0].message, message)))
		fail_msg("expected '%s', got: %s", message,
		    f.check.result.nr ? f.check.result.findings[0].message : "nothing");
	compatible_close(&f);
	/* At the other level only what is certain is a finding. */
	compatible_judge_pair(&f, "compatible: o.yaml", base, head);
	assert_int_equal(f.check.result.verdict, level == CERTAIN ? DONE_UNMET : DONE_MET);
	if (level == POSSIBLE && !strstr(f.check.result.reason, "cannot be proven safe"))
		fail_msg("what is possible is not said: %s", f.check.result.reason);
	compatible_close(&f);
	return level;
}

static void test_compatible__knows_what_breaks(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].name); i++) {
		assert_int_equal(compatible_level(pairs[i].base, pairs[i].head, pairs[i].message),
		    pairs[i].there);
		assert_int_equal(
		    compatible_level(pairs[i].head, pairs[i].base, NULL), pairs[i].back);
		assert_int_equal(compatible_level(pairs[i].head, pairs[i].head, NULL), SAME);
	}
}

#define TWO(version)                                                                       \
	"openapi: 3.0.3\ninfo: {title: t, version: '" version "'}\npaths: {/a: {get: {" OK \
	"}}, /b: {get: {" OK "}}}\n"
#define ONE(version) \
	"openapi: 3.0.3\ninfo: {title: t, version: '" version "'}\npaths: {/a: {get: {" OK "}}}\n"

static const struct {
	const char *name, *check, *base, *head;
	enum done_verdict verdict;
	const char *text; /* of the reason, or of the first finding */
} options[] = {
    {"a higher version", "compatible: {reports: o.yaml, version: true}", TWO("1.9.0"), ONE("2.0.0"),
        DONE_MET, "1 break with the base, which version 1.9.0 -> 2.0.0 admits"},
    {"a higher minor version", "compatible: {reports: o.yaml, version: true}", TWO("1.9.0"),
        ONE("1.10.0"), DONE_UNMET, "GET /b is gone"},
    {"0.x", "compatible: {reports: o.yaml, version: true}", TWO("0.9.0"), ONE("v0.10.0"), DONE_MET,
        "admits"},
    {"not a number", "compatible: {reports: o.yaml, version: true}", TWO("a"), ONE("b"), DONE_UNMET,
        "GET /b is gone"},
    {"not asked", "compatible: {reports: o.yaml}", TWO("1.0.0"), ONE("2.0.0"), DONE_UNMET,
        "GET /b is gone"},
    {"excluded", "compatible: {reports: o.yaml, exclude: ['* /b']}", TWO("1.0.0"), ONE("1.0.0"),
        DONE_MET, "nothing that callers use was taken away"},
    {"strict enums", "compatible: {reports: o.yaml, enums: strict}",
        GOT("{type: string, enum: [a]}"), GOT("{type: string, enum: [a, b]}"), DONE_UNMET,
        "may now be 'b'"},
    {"a base that cannot be parsed", "compatible: o.yaml", "openapi: [", GET(OK),
        DONE_NOT_APPLICABLE, "not compared: 'o.yaml' of the base cannot be parsed"},
    {"a base of another version", "compatible: o.yaml", "openapi: 4.0.0\n", GET(OK),
        DONE_NOT_APPLICABLE, "is not a version of OpenAPI that is known"},
    {"a base that is something else", "compatible: o.yaml", "a: 1\n", GET(OK), DONE_MET,
        "this is the first one"},
    {"a head that cannot be parsed", "compatible: o.yaml", GET(OK), "openapi: [", DONE_UNMET,
        "cannot be parsed"},
    {"neither can be parsed", "compatible: o.yaml", "openapi: [", "openapi: [", DONE_NOT_APPLICABLE,
        "not compared: 'o.yaml' cannot be read, and did not change"},
    {"a head that is something else", "compatible: o.yaml", GET(OK), "a: 1\n", DONE_UNMET,
        "is not an OpenAPI description"},
    {"a head with a part that is gone", "compatible: o.yaml", GET(OK),
        API "paths: {/a: {$ref: gone.yaml}}\n", DONE_UNMET,
        "the description cannot be read whole, and is not compared"},
    {"a part that is gone on both sides", "compatible: o.yaml",
        API "paths: {/a: {$ref: gone.yaml}, /b: {get: {" OK "}}}\n",
        API "paths: {/a: {$ref: gone.yaml}, /b: {get: {" OK "}}, /c: {get: {" OK "}}}\n", DONE_MET,
        "nothing that callers use was taken away"},
    {"a part that is gone on both sides, and a break", "compatible: o.yaml",
        API "paths: {/a: {$ref: gone.yaml}, /b: {get: {" OK "}}}\n",
        API "paths: {/a: {$ref: gone.yaml}, /c: {get: {" OK "}}}\n", DONE_UNMET, "GET /b is gone"},
    {"another part that is gone", "compatible: o.yaml",
        API "paths: {/a: {$ref: gone.yaml}, /b: {get: {" OK "}}}\n",
        API "paths: {/a: {$ref: away.yaml}, /b: {get: {" OK "}}}\n", DONE_UNMET,
        "the description cannot be read whole"},
    {"a base with a part that is gone", "compatible: {reports: o.yaml, level: possible}",
        GET("requestBody: {content: {a/b: {schema: {$ref: gone.yaml}}}}, " OK),
        GET("requestBody: {content: {a/b: {schema: {type: string}}}}, " OK), DONE_UNMET,
        "could not be read whole"},
};

static void test_compatible__keeps_to_its_options(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(options, i, options[i].name); i++) {
		struct compatible_fixture f;
		const struct done_result *result = &f.check.result;
		const char *text;

		compatible_judge_pair(&f, options[i].check, options[i].base, options[i].head);
		text = result->nr ? result->findings[0].message : result->reason;
		assert_int_equal(result->verdict, options[i].verdict);
		if (!text || !strstr(text, options[i].text))
			fail_msg(
			    "expected '%s', got: %s", options[i].text, text ? text : "nothing");
		compatible_close(&f);
	}
}

/* ---- files that come, go and move ---- */

static void compatible_change(
    struct check_fixture *f, size_t i, const char *path, enum done_change_kind kind)
{
	f->changes.items[i].path = path;
	f->changes.items[i].kind = kind;
}

static void compatible_move(struct compatible_fixture *f, const char *head)
{
	compatible_open(f);
	fake_file(&f->base, "s/o.yaml", TWO("1.0.0"));
	if (head)
		fake_file(&f->check.head, "s/api/o.yaml", head);
	f->check.changes.items = done_arena_array(&f->check.arena, 2, sizeof(struct done_change));
	f->check.changes.nr = head ? 2 : 1;
	if (head)
		compatible_change(&f->check, 0, "s/api/o.yaml", DONE_ADDED);
	compatible_change(&f->check, f->check.changes.nr - 1, "s/o.yaml", DONE_DELETED);
	check_run(&f->check, "compatible: '**/o.yaml'");
}

static void test_compatible__follows_a_description_that_moves(void **state)
{
	struct compatible_fixture f;

	(void)state;
	compatible_move(&f, TWO("1.0.0"));
	assert_met(&f.check);
	assert_string_equal(f.check.result.reason, "nothing that callers use was taken away");
	compatible_close(&f);
	compatible_move(&f, ONE("1.0.0"));
	assert_unmet(&f.check, 1, "s/api/o.yaml", 3,
	    "GET /b is gone, with its path (o.yaml:3 at the base)", "keep the path");
	compatible_close(&f);
}

/* Its operations are not known, and gone with it all the same. */
static void test_compatible__a_path_whose_reference_leads_nowhere_is_one(void **state)
{
	static const char base[] = API "paths: {/a: {get: {" OK "}}, '/b/{x}': {$ref: b.yaml}}\n";
	struct compatible_fixture f;

	(void)state;
	compatible_judge_pair(&f, "compatible: o.yaml", base, GET(OK));
	assert_unmet(&f.check, 1, "s/o.yaml", 3,
	    "/b/{x} is gone, though nobody knows its operations", "keep the path");
	compatible_close(&f);
	compatible_judge_pair(&f, "compatible: o.yaml", base,
	    API "paths: {/a: {get: {" OK "}}, '/b/{y}': {get: {" OK "}}}\n");
	assert_met(&f.check);
	compatible_close(&f);
}

static void test_compatible__finds_a_description_that_is_gone(void **state)
{
	struct compatible_fixture f;

	(void)state;
	compatible_move(&f, NULL);
	assert_success(f.check.rc, f.check.err);
	assert_int_equal(f.check.result.nr, 2);
	check_finding(&f.check.result.findings[1], "s/o.yaml", 0, "the description was deleted",
	    "bring it back");
	compatible_close(&f);
}

/* Found by what they are about, and not by `reports`: what takes one away is never passed over. */
static const struct {
	const char *name, *base, *base_path, *head, *head_path;
	enum done_verdict verdict;
	const char *text;
} about[] = {
    {"deleted", TWO("1.0.0"), "s/api/o.yaml", NULL, NULL, DONE_UNMET,
        "the description was deleted"},
    {"deleted outside of the service", TWO("1.0.0"), "api/s/o.yaml", NULL, NULL, DONE_UNMET,
        "the description was deleted"},
    {"its key renamed", TWO("1.0.0"), "s/api/o.yaml", "x" TWO("1.0.0"), "s/api/o.yaml", DONE_UNMET,
        "no longer holds the description"},
    {"no paths", TWO("1.0.0"), "s/api/o.yaml", API "paths: {}\n", "s/api/o.yaml", DONE_UNMET,
        "GET /a is gone"},
    {"a path dropped", TWO("1.0.0"), "s/api/o.yaml", ONE("1.0.0"), "s/api/o.yaml", DONE_UNMET,
        "GET /b is gone"},
    {"moved, with a path dropped", TWO("1.0.0"), "s/api/o.yaml", ONE("1.0.0"), "s/docs/api.yaml",
        DONE_UNMET, "GET /b is gone"},
    {"moved to where nothing finds it", TWO("1.0.0"), "s/api/o.yaml", TWO("1.0.0"), "s/x/y.yaml",
        DONE_UNMET, "the description was deleted"},
    {"broken", TWO("1.0.0"), "s/api/o.yaml", "openapi: [", "s/api/o.yaml", DONE_UNMET,
        "cannot be parsed"},
    {"moved", TWO("1.0.0"), "s/api/o.yaml", TWO("1.0.0"), "s/docs/api.yaml", DONE_MET,
        "nothing that callers use was taken away"},
    {"a path added", ONE("1.0.0"), "s/api/o.yaml", TWO("1.0.0"), "s/api/o.yaml", DONE_MET,
        "nothing that callers use was taken away"},
    {"the first", "a: 1\n", "s/x.yaml", TWO("1.0.0"), "s/api/o.yaml", DONE_MET, "the first one"},
    {"none on either side", "a: 1\n", "s/api/o.yaml", NULL, NULL, DONE_NOT_APPLICABLE,
        "no description is about this service"},
    {"somebody else's code", TWO("1.0.0"), "s/node_modules/api/o.yaml", NULL, NULL,
        DONE_NOT_APPLICABLE, "no description is about this service"},
    {"an example of tests", TWO("1.0.0"), "s/tests/api/o.yaml", NULL, NULL, DONE_NOT_APPLICABLE,
        "no description is about this service"},
};

static void test_compatible__sees_what_is_about_the_service_go(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(about, i, about[i].name); i++) {
		struct compatible_fixture f;
		const struct done_result *result = &f.check.result;
		const char *text;
		bool stays = about[i].head && !strcmp(about[i].head_path, about[i].base_path);

		compatible_open(&f);
		fake_file(&f.base, about[i].base_path, about[i].base);
		if (about[i].head)
			fake_file(&f.check.head, about[i].head_path, about[i].head);
		else
			fake_file(&f.check.head, "s/main.go", "package main\n");
		f.check.changes.items =
		    done_arena_array(&f.check.arena, 2, sizeof(struct done_change));
		compatible_change(&f.check, f.check.changes.nr++, about[i].base_path,
		    stays ? DONE_MODIFIED : DONE_DELETED);
		if (about[i].head && !stays)
			compatible_change(
			    &f.check, f.check.changes.nr++, about[i].head_path, DONE_ADDED);
		check_run(&f.check, "compatible: {reports: '**/openapi.yaml', described: true}");
		assert_success(f.check.rc, f.check.err);
		text = result->nr ? result->findings[0].message : result->reason;
		if (result->verdict != about[i].verdict || !text || !strstr(text, about[i].text))
			fail_msg("%s: %s", done_verdict_name(result->verdict), text ? text : "");
		assert_true(result->nr <= 2);
		compatible_close(&f);
	}
}

#define EVENTS(channels) "asyncapi: 2.6.0\ninfo: {title: s, version: 1.0.0}\nchannels:\n" channels
#define EVENT(name) "  " name ": {publish: {message: {payload: {type: string}}}}\n"
#define CALLS(rpcs) \
	"syntax = \"proto3\";\npackage s;\nmessage M { int32 a = 1; }\nservice S { " rpcs " }\n"

struct compatible_file {
	const char *path, *base, *head; /* NULL: it is not there */
};

static const struct {
	const char *name;
	struct compatible_file files[3];
	enum done_verdict verdict;
	const char *text;
	size_t nr; /* of findings */
} others[] = {
    {"AsyncAPI", {{"s/asyncapi.yaml", EVENTS(EVENT("a") EVENT("b")), EVENTS(EVENT("a"))}},
        DONE_UNMET, "breaks callers", 1},
    {"AsyncAPI is gone", {{"s/asyncapi.yaml", EVENTS(EVENT("a")), NULL}}, DONE_UNMET,
        "the description was deleted", 1},
    {"proto",
        {{"s/api/s.proto", CALLS("rpc A(M) returns (M); rpc B(M) returns (M);"),
            CALLS("rpc A(M) returns (M);")}},
        DONE_UNMET, "breaks callers", 1},
    {"proto with more",
        {{"s/api/s.proto", CALLS("rpc A(M) returns (M);"),
            CALLS("rpc A(M) returns (M); rpc B(M) returns (M);")}},
        DONE_MET, "nothing that callers use", 0},
    {"proto is gone", {{"s/api/s.proto", CALLS("rpc A(M) returns (M);"), NULL}}, DONE_UNMET,
        "breaks callers", 1},
    {"GraphQL", {{"s/schema.graphql", "type Query { a: Int b: Int }", "type Query { a: Int }"}},
        DONE_UNMET, "'Query.b'", 1},
    {"GraphQL in two files",
        {{"s/schema.graphql", "type Query { a: A }", "type Query { a: A }"},
            {"s/types.graphql", "type A { x: Int y: Int }", "type A { x: Int }"}},
        DONE_UNMET, "'A.y'", 1},
    {"GraphQL is gone", {{"s/schema.graphql", "type Query { a: Int }", NULL}}, DONE_UNMET,
        "breaks callers", 1},
    {"GraphQL that the change broke",
        {{"s/schema.graphql", "type Query { a: Int }", "type Query { a: Int"}}, DONE_UNMET,
        "nothing is compared", 1},
    {"GraphQL of tests",
        {{"s/tests/schema.graphql", "type Query { a: Int b: Int }", "type Query { a: Int }"}},
        DONE_NOT_APPLICABLE, "no description is about this service", 0},
    {"what a client asks", {{"s/src/get.graphql", "query A { a b }", "query A { a }"}},
        DONE_NOT_APPLICABLE, "no description is about this service", 0},
    {"a fragment with the name of a description",
        {{"s/openapi.yaml", "components: {a: 1}\n", "components: {a: 2}\n"}}, DONE_NOT_APPLICABLE,
        "no description is about this service", 0},
    {"a description that becomes a fragment",
        {{"s/openapi.yaml", TWO("1.0.0"), "components: {a: 2}\n"}}, DONE_UNMET,
        "is not an OpenAPI description", 1},
    {"two copies of one description",
        {{"s/docs/o.yaml", TWO("1.0.0"), ONE("1.0.0")},
            {"s/api/o.yaml", TWO("1.0.0"), ONE("1.0.0")}},
        DONE_UNMET, "GET /b is gone", 1},
    {"one of two copies is gone",
        {{"s/docs/o.yaml", TWO("1.0.0"), NULL}, {"s/api/o.yaml", TWO("1.0.0"), TWO("1.0.0")}},
        DONE_MET, "nothing that callers use", 0},
};

static void test_compatible__finds_descriptions_of_every_form(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(others, i, others[i].name); i++) {
		struct compatible_fixture f;
		const struct done_result *result = &f.check.result;
		const char *text;

		compatible_open(&f);
		fake_file(&f.check.head, "s/main.go", "package main\n");
		f.check.changes.items =
		    done_arena_array(&f.check.arena, 3, sizeof(struct done_change));
		for (size_t j = 0; j < 3 && others[i].files[j].path; j++) {
			const struct compatible_file *file = &others[i].files[j];

			fake_file(&f.base, file->path, file->base);
			if (file->head)
				fake_file(&f.check.head, file->path, file->head);
			if (!file->head || strcmp(file->head, file->base) != 0)
				compatible_change(&f.check, f.check.changes.nr++, file->path,
				    file->head ? DONE_MODIFIED : DONE_DELETED);
		}
		check_run(&f.check, "compatible: {reports: '**/openapi.yaml', described: true}");
		assert_success(f.check.rc, f.check.err);
		text = result->nr ? result->findings[0].message : result->reason;
		if (result->verdict != others[i].verdict || !text ||
		    !strstr(text, others[i].text) || result->nr != others[i].nr)
			fail_msg("%s: %zu: %s", done_verdict_name(result->verdict), result->nr,
			    text ? text : "");
		compatible_close(&f);
	}
}

static void test_compatible__takes_parts_of_either_side(void **state)
{
	struct compatible_fixture f;

	(void)state;
	compatible_open(&f);
	fake_file(&f.base, "s/o.yaml", API "paths: {/a: {$ref: a.yaml}}\n");
	fake_file(&f.base, "s/a.yaml", "get: {" OK "}\nput: {" OK "}\n");
	fake_file(&f.check.head, "s/o.yaml", API "paths: {/a: {$ref: a.yaml}}\n");
	fake_file(&f.check.head, "s/a.yaml", "get: {" OK "}\n");
	check_changes(&f.check, "s/a.yaml", NULL);
	check_run(&f.check, "compatible: o.yaml");
	assert_unmet(&f.check, 1, "s/a.yaml", 1, "PUT /a is gone (a.yaml:2 at the base)", "keep");
	compatible_close(&f);
}

static void test_compatible__needs_a_base(void **state)
{
	struct compatible_fixture f;

	(void)state;
	compatible_open(&f);
	f.check.base = NULL;
	fake_file(&f.check.head, "s/o.yaml", GET(OK));
	check_run(&f.check, "compatible: o.yaml");
	assert_not_applicable(&f.check, "there is no base to compare with");
	compatible_close(&f);
	compatible_open(&f);
	fake_file(&f.check.head, "s/o.yaml", GET(OK));
	check_changes(&f.check, "s/o.yaml", NULL);
	check_run(&f.check, "compatible: o.yaml");
	assert_met(&f.check);
	assert_string_equal(
	    f.check.result.reason, "the base has no such description: this is the first one");
	compatible_close(&f);
}

static void test_compatible__refuses_bad_options(void **state)
{
	static const struct {
		const char *check, *message;
	} bad[] = {
	    {"compatible: {level: certain}", "has no 'reports'"},
	    {"compatible: {reports: o, level: sure}", "sure"},
	    {"compatible: {reports: o, exclude: [health]}", "'health' does not name operations"},
	    {"compatible: {reports: o, version: 2}", "version"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, 0);
}

/* Half a description must not look as if it kept what it had. */
static void test_compatible__cut_off_is_never_met(void **state)
{
	static const char whole[] =
	    API "paths:\n  /a:\n    get: {responses: {'200': {description: ok}}}\n  /b:\n    "
	        "post:\n"
	        "      requestBody: {content: {application/json: {schema: {$ref: "
	        "'#/components/schemas/A'}}}}\n      responses: {'200': {description: ok}}\n"
	        "components:\n  schemas:\n    A: {type: object, properties: {n: {type: integer}}}";

	(void)state;
	for (size_t len = 0; len + 1 < sizeof(whole) - 1; len += 1 + len / 50) {
		struct compatible_fixture f;

		compatible_open(&f);
		fake_file(&f.base, "s/o.yaml", whole);
		fake_file_bytes(&f.check.head, "s/o.yaml", whole, len);
		check_changes(&f.check, "s/o.yaml", NULL);
		check_run(&f.check, "compatible: {reports: o.yaml, level: possible}");
		if (f.check.rc >= 0 && f.check.result.verdict != DONE_UNMET)
			fail_msg(
			    "%zu bytes are %s", len, done_verdict_name(f.check.result.verdict));
		compatible_close(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_compatible__knows_what_breaks),
	    cmocka_unit_test(test_compatible__keeps_to_its_options),
	    cmocka_unit_test(test_compatible__follows_a_description_that_moves),
	    cmocka_unit_test(test_compatible__a_path_whose_reference_leads_nowhere_is_one),
	    cmocka_unit_test(test_compatible__finds_a_description_that_is_gone),
	    cmocka_unit_test(test_compatible__sees_what_is_about_the_service_go),
	    cmocka_unit_test(test_compatible__finds_descriptions_of_every_form),
	    cmocka_unit_test(test_compatible__takes_parts_of_either_side),
	    cmocka_unit_test(test_compatible__needs_a_base),
	    cmocka_unit_test(test_compatible__refuses_bad_options),
	    cmocka_unit_test(test_compatible__cut_off_is_never_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
