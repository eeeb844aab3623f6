/* Kind `asyncapi`: structure, what is asked of operations and messages; kind `compatible` of such
 * descriptions. */
#include "interface_fixture.h"

#define INFO "info: {title: t, version: '1'}\n"
#define A2 "asyncapi: 2.6.0\n" INFO
#define A3 "asyncapi: 3.0.0\n" INFO
#define CHANNEL3 "channels: {o: {address: orders, messages: {m: {payload: {type: string}}}}}\n"
#define SEND3 "operations: {s: {action: send, channel: {$ref: '#/channels/o'}}}\n"
#define EVERY(option, item) "asyncapi: {reports: a.yaml, every_" option ": [" item "]}"

static const struct {
	const char *name, *check, *text;
	const char *unmet; /* a part of the first finding; NULL: met */
	int line;
} rows[] = {
    {"version 2", "asyncapi: a.yaml",
        A2 "channels: {orders: {publish: {message: {payload: {type: string}}}}}\n", NULL, 0},
    {"version 3", "asyncapi: a.yaml", A3 CHANNEL3 SEND3, NULL, 0},
    {"version 4", "asyncapi: a.yaml", "asyncapi: 4.0.0\n", "not a version of AsyncAPI", 1},
    {"OpenAPI", "asyncapi: a.yaml", "openapi: 3.0.3\n", "is not an AsyncAPI description", 0},
    {"no channel", "asyncapi: a.yaml", A3, "describes no channel", 1},
    {"no channel, allowed", "asyncapi: {reports: a.yaml, allow_empty: true}", A3, NULL, 0},
    {"empty channels of 2", "asyncapi: a.yaml", A2 "channels: {}\n", "describes no channel", 1},
    {"channels are required in 2", "asyncapi: a.yaml", A2, "has no 'channels'", 1},
    {"an unknown key", "asyncapi: a.yaml", A3 CHANNEL3 "operation: {}\n",
        "the description has the key 'operation'", 4},
    {"a key of version 2 in 3", "asyncapi: a.yaml", A3 "channels:\n  o: {publish: {}}\n",
        "channel o: the channel has the key 'publish', which AsyncAPI 3.0.0", 4},
    {"a key of OpenAPI", "asyncapi: a.yaml", A3 CHANNEL3 "paths: {}\n", "has the key 'paths'", 4},
    {"an operation without a channel", "asyncapi: a.yaml",
        A3 CHANNEL3 "operations: {s: {action: send}}\n", "has no 'channel'", 4},
    {"an unknown action", "asyncapi: a.yaml",
        A3 CHANNEL3 "operations: {s: {action: push, channel: {$ref: '#/channels/o'}}}\n",
        "'action' must be one of its words", 4},
    {"a channel that is not there", "asyncapi: a.yaml",
        A3 CHANNEL3 "operations: {s: {action: send, channel: {$ref: '#/channels/x'}}}\n",
        "names nothing in the file", 4},
    {"a channel that is written out", "asyncapi: a.yaml",
        A3 CHANNEL3 "operations: {s: {action: send, channel: {address: x}}}\n",
        "the channel of an operation must be a reference", 4},
    {"a message of another channel", "asyncapi: a.yaml",
        A3 CHANNEL3
        "components: {messages: {m: {payload: {type: string}}}}\noperations: {s: {action: send, "
        "channel: {$ref: '#/channels/o'}, messages: [{$ref: '#/components/messages/m'}]}}\n",
        "is not one of the operation's channel", 5},
    {"a message of its channel", "asyncapi: a.yaml",
        A3 CHANNEL3 "operations: {s: {action: send, channel: {$ref: '#/channels/o'}, messages: "
                    "[{$ref: '#/channels/o/messages/m'}]}}\n",
        NULL, 0},
    {"a parameter that is not described", "asyncapi: a.yaml",
        A3 "channels: {o: {address: 'orders/{id}'}}\n", "the address names '{id}'", 3},
    {"a parameter that is not named", "asyncapi: a.yaml",
        A2 "channels: {orders: {parameters: {id: {}}, publish: {}}}\n",
        "does not name the parameter 'id'", 3},
    {"an unknown server", "asyncapi: a.yaml",
        A2 "channels: {orders: {servers: [x], publish: {}}}\n", "names the server 'x'", 3},
    {"an unknown security scheme", "asyncapi: a.yaml",
        A2 "servers: {a: {url: x, protocol: kafka, security: [{x: []}]}}\nchannels: {o: "
           "{publish: {}}}\n",
        "names the security scheme 'x'", 3},
    {"operationId twice", "asyncapi: a.yaml",
        A2 "channels:\n  a: {publish: {operationId: x}}\n  b: {publish: {operationId: x}}\n",
        "is also that of publish a", 5},
    {"messageId twice", "asyncapi: a.yaml",
        A2 "channels:\n  a: {publish: {message: {messageId: x}}}\n"
           "  b: {publish: {message: {messageId: x}}}\n",
        "the messageId 'x' is also that of another message", 5},
    {"messageId of one message in two channels", "asyncapi: a.yaml",
        A2 "channels:\n  a: {publish: {message: {$ref: '#/components/messages/m'}}}\n"
           "  b: {publish: {message: {$ref: '#/components/messages/m'}}}\n"
           "components: {messages: {m: {messageId: x}}}\n",
        NULL, 0},
    {"a payload that is no schema", "asyncapi: a.yaml",
        A3 "channels: {o: {messages: {m: {payload: {type: strnig}}}}}\n", "'type' must be", 3},
    {"a payload of Avro", "asyncapi: a.yaml",
        A3 "channels: {o: {messages: {m: {payload: {schemaFormat: "
           "application/vnd.apache.avro;version=1.9.0, schema: {type: record}}}}}}\n",
        NULL, 0},
    {"a payload of Avro in 2", "asyncapi: a.yaml",
        A2 "channels: {o: {publish: {message: {schemaFormat: "
           "application/vnd.apache.avro;version=1.9.0, payload: {type: record}}}}}\n",
        NULL, 0},
    {"every payload", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {name: M}}}\n",
        "the message 'M' of 'publish o' has no payload", 4},
    {"a payload that says nothing", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {type: object}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: a list that says nothing", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {allOf: [{}]}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: no list at all", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {oneOf: []}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: one of anything", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {anyOf: [{type: string}, {}]}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: properties of nothing", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {type: object, properties: {}}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: an object or null", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {type: [object, 'null']}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: additional of anything", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {additionalProperties: true}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: a reference to what says nothing", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {$ref: '#/components/schemas/E'}}}}\n"
           "components: {schemas: {E: {$ref: '#/components/schemas/F'}, F: {title: x}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload: a reference to what says something", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {payload: {$ref: '#/components/schemas/E'}}}}\n"
           "components: {schemas: {E: {allOf: [{title: x}, {$ref: '#/components/schemas/F'}]}, F: "
           "{type: string}}}\n",
        NULL, 0},
    {"a payload of Avro that is empty", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {schemaFormat: "
           "application/vnd.apache.avro;version=1.9.0, payload: {}}}}\n",
        "the payload of the message 'message' of 'publish o' says nothing", 4},
    {"a payload of Avro that is not there", EVERY("message", "payload"),
        A2 "channels:\n  o: {publish: {message: {schemaFormat: "
           "application/vnd.apache.avro;version=1.9.0}}}\n",
        "the message 'message' of 'publish o' has no payload", 4},
    {"every payload of a list", EVERY("message", "payload"),
        A2
        "channels:\n  o: {publish: {message: {oneOf: [{payload: {type: string}}, {name: N}]}}}\n",
        "the message 'N' of 'publish o' has no payload", 4},
    {"a payload of a trait", EVERY("message", "payload, name"),
        A2 "channels:\n  o: {publish: {message: {payload: {type: string}, traits: [{name: N}]}}}\n",
        NULL, 0},
    {"no message", EVERY("message", "payload"), A2 "channels:\n  o: {publish: {}}\n",
        "'publish o' describes no message", 4},
    {"every name is text", EVERY("message", "name"),
        A3 "channels: {o: {messages: {m: {name: TODO}}}}\n" SEND3, "the name of the message", 3},
    {"every contentType by default", EVERY("message", "contentType"),
        A3 "defaultContentType: application/json\n" CHANNEL3 SEND3, NULL, 0},
    {"every contentType", EVERY("message", "contentType"), A3 CHANNEL3 SEND3, "has no contentType",
        3},
    {"every summary", EVERY("operation", "summary"), A3 CHANNEL3 SEND3,
        "'send orders' has no summary", 4},
    {"every operationId in 3", EVERY("operation", "operationId"), A3 CHANNEL3 SEND3, NULL, 0},
    {"a channel that no operation names", EVERY("message", "payload"),
        A3 "channels:\n  o: {messages: {m: {name: M}}}\n",
        "the message 'M' of 'channel o' has no payload", 4},
    {"a message that no operation names", EVERY("message", "payload"),
        A3 "channels:\n  o: {messages: {m: {payload: {type: string}},\n    n: {name: N}}}\n"
           "operations: {s: {action: send, channel: {$ref: '#/channels/o'}, messages: [{$ref: "
           "'#/channels/o/messages/m'}]}}\n",
        "the message 'N' of 'channel o' has no payload", 5},
    {"a channel of no message", EVERY("message", "payload"), A3 "channels:\n  o: {address: x}\n",
        "'channel x' describes no message", 4},
    {"a channel of no message, and nothing asked", "asyncapi: a.yaml",
        A3 "channels:\n  o: {address: x}\n", NULL, 0},
    {"no message at all in 2", EVERY("message", "payload"), A2 "channels:\n  o: {}\n",
        "the description has no message", 1},
    {"no message at all, allowed",
        "asyncapi: {reports: a.yaml, allow_empty: true, every_message: [payload]}",
        A2 "channels:\n  o: {}\n", NULL, 0},
    {"a channel is no operation", EVERY("operation", "summary"), A3 CHANNEL3, NULL, 0},
    {"a channel that is excluded",
        "asyncapi: {reports: a.yaml, every_message: [name], exclude: ['channel ord*']}",
        A3 CHANNEL3, NULL, 0},
    {"a reply", EVERY("message", "payload"),
        A3 "channels:\n  o: {messages: {m: {payload: {type: string}}}}\n"
           "  r: {messages: {n: {name: N}}}\n"
           "operations: {s: {action: send, channel: {$ref: '#/channels/o'}, reply: {channel: "
           "{$ref: '#/channels/r'}}}}\n",
        "the message 'N' of 'reply to send o' has no payload", 5},
    {"a reply of what is excluded",
        "asyncapi: {reports: a.yaml, every_message: [payload], exclude: ['send o']}",
        A3 "channels:\n  o: {messages: {m: {payload: {type: string}}}}\n"
           "  r: {messages: {n: {name: N}}}\n"
           "operations: {s: {action: send, channel: {$ref: '#/channels/o'}, reply: {channel: "
           "{$ref: '#/channels/r'}}}}\n",
        NULL, 0},
    {"excluded", "asyncapi: {reports: a.yaml, every_operation: [summary], exclude: ['send ord*']}",
        A3 CHANNEL3 SEND3, NULL, 0},
};

static void test_asyncapi__judges(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(rows, i, rows[i].name); i++) {
		struct check_fixture f;

		check_open(&f, "s");
		fake_file(&f.head, "s/a.yaml", rows[i].text);
		check_run(&f, rows[i].check);
		assert_success(f.rc, f.err);
		if (!rows[i].unmet) {
			assert_met(&f);
		} else {
			assert_int_equal(f.result.verdict, DONE_UNMET);
			check_finding(
			    &f.result.findings[0], "s/a.yaml", rows[i].line, rows[i].unmet, "");
			assert_true(f.result.findings[0].fix && *f.result.findings[0].fix);
		}
		check_close(&f);
	}
}

static void test_asyncapi__follows_other_files(void **state)
{
	struct check_fixture f;

	(void)state;
	check_open(&f, "s");
	fake_file(&f.head, "s/a.yaml",
	    A3 "channels: {o: {messages: {m: {$ref: 'common/m.yaml#/m'}}}}\n" SEND3);
	fake_file(&f.head, "s/common/m.yaml", "m:\n  payload: {$ref: 's.yaml'}\n  nmae: x\n");
	fake_file(&f.head, "s/common/s.yaml", "type: string\n");
	check_run(&f, "asyncapi: {reports: '**/*.yaml', every_message: [payload]}");
	assert_unmet(&f, 1, "s/common/m.yaml", 3, "the message 'm' has the key 'nmae'", "'name'");
	check_close(&f);
}

static void test_asyncapi__refuses_bad_options(void **state)
{
	static const struct {
		const char *check, *message;
	} bad[] = {
	    {"asyncapi: {every_message: [payload]}", "has no 'reports'"},
	    {"asyncapi: {reports: a, every_message: [playload]}",
	        "'playload' is not an item of 'every_message'"},
	    {"asyncapi: {reports: a, every_operation: [payload]}",
	        "'payload' is not an item of 'every_operation'"},
	    {"asyncapi: {reports: a, exclude: [orders]}", "'orders' does not name operations"},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(bad, i, bad[i].check); i++)
		check_refused(bad[i].check, DONE_E_POLICY, bad[i].message, 7, 0);
}

/* ---- compatible ---- */

#define PUB(payload) A2 "channels: {orders: {publish: {message: {payload: " payload "}}}}\n"
#define SUB(payload) A2 "channels: {orders: {subscribe: {message: {payload: " payload "}}}}\n"
#define OBJECT(required, properties) \
	"{type: object, required: [" required "], properties: {" properties "}}"
#define ONE OBJECT("a", "a: {type: string}")
#define TWO OBJECT("a, b", "a: {type: string}, b: {type: string}")
#define LIST(messages) A2 "channels: {orders: {subscribe: {message: {oneOf: [" messages "]}}}}\n"
#define BARE(payload) A3 "channels: {o: {messages: {m: {payload: " payload "}}}}\n"
#define RECEIVE3 "operations: {s: {action: receive, channel: {$ref: '#/channels/o'}}}\n"
#define REPLY(payload)                                                                 \
	A3 "channels: {o: {messages: {m: {payload: " ONE                               \
	   "}}}, r: {messages: {n: {payload: " payload                                 \
	   "}}}}\noperations: {s: {action: receive, channel: {$ref: '#/channels/o'}, " \
	   "reply: {channel: {$ref: '#/channels/r'}}}}\n"
#define M(name) "{name: " name ", payload: {type: string}}"
#define ID(id, name) "{messageId: " id ", name: " name ", payload: {type: string}}"
#define BOUND(of_channel, of_operation, of_message)                                             \
	A2 "channels: {orders: {bindings: {" of_channel "}, publish: {bindings: {" of_operation \
	   "}, message: {bindings: {" of_message "}}}}}\n"
#define BOUND3(of_channel, of_operation)                                                        \
	A3 "channels: {o: {bindings: {" of_channel "}, messages: {m: {}}}}\noperations: {s: "   \
	   "{action: send, channel: {$ref: '#/channels/o'}, traits: [{bindings: {" of_operation \
	   "}}]}}\n"

static const struct {
	const char *name, *base, *head;
	const char *unmet; /* a part of the first finding at level certain; NULL: met */
} pairs[] = {
    {"the same", PUB(ONE), PUB(ONE), NULL},
    {"a channel gone", PUB(ONE), A2 "channels: {other: {publish: {}}}\n",
        "publish orders is gone, with its channel"},
    {"an operation gone", PUB(ONE), A2 "channels: {orders: {subscribe: {}}}\n",
        "publish orders is gone"},
    {"sent: new and required", PUB(ONE), PUB(TWO),
        "publish orders, payload of message 'message': property 'b' is new and required"},
    {"sent: no longer required", PUB(TWO), PUB(ONE), NULL},
    {"got: new and required", SUB(ONE), SUB(TWO), NULL},
    {"got: gone", SUB(TWO), SUB(ONE), "property 'b'"},
    {"another type", SUB("{type: string}"), SUB("{type: integer}"), "payload of message"},
    {"a message gone", LIST(M("A") ", " M("B")), LIST(M("A")), "no longer has the message 'B'"},
    {"a message more", LIST(M("A")), LIST(M("A") ", " M("B")), NULL},
    {"another name of the only one", LIST(M("A")), LIST(M("B")), NULL},
    {"content type",
        A2 "defaultContentType: application/json\nchannels: {o: {publish: {message: {}}}}\n",
        A2 "defaultContentType: application/xml\nchannels: {o: {publish: {message: {}}}}\n",
        "is 'application/xml' now"},
    {"names of parameters",
        A2 "channels: {'o/{a}': {parameters: {a: {}}, publish: {message: {}}}}\n",
        A2 "channels: {'o/{b}': {parameters: {b: {}}, publish: {message: {}}}}\n", NULL},
    {"version 2 to 3", SUB("{type: string}"), A3 CHANNEL3 SEND3, NULL},
    {"version 2 to 3, the other way", PUB("{type: string}"), A3 CHANNEL3 SEND3,
        "publish orders is gone"},
    {"an operation of another name", A3 CHANNEL3 SEND3,
        A3 CHANNEL3 "operations: {t: {action: send, channel: {$ref: '#/channels/o'}}}\n", NULL},
    {"operations on one channel",
        A3 "channels: {o: {messages: {a: {}, b: {}}}}\n"
           "operations: {s: {action: send, channel: {$ref: '#/channels/o'}}}\n",
        A3 "channels: {o: {messages: {a: {}, b: {}}}}\n"
           "operations: {x: {action: send, channel: {$ref: '#/channels/o'}, messages: [{$ref: "
           "'#/channels/o/messages/a'}]}, y: {action: send, channel: {$ref: '#/channels/o'}, "
           "messages: [{$ref: '#/channels/o/messages/b'}]}}\n",
        NULL},
    {"a channel without operations: gone", BARE(ONE), A3 "channels: {p: {}}\n",
        "channel o is gone, with its channel"},
    {"a channel without operations: the same", BARE(ONE), BARE(ONE) "# more\n", NULL},
    {"a channel without operations: new and required", BARE(ONE), BARE(TWO),
        "channel o, payload of message 'm': property 'b' is new and required"},
    {"a channel without operations: property gone", BARE(TWO), BARE(ONE), "property 'b' is gone"},
    {"a channel without operations: another type", BARE("{type: string}"), BARE("{type: integer}"),
        "payload of message 'm' is now integer"},
    {"a channel without operations: a message gone",
        A3 "channels: {o: {messages: {a: {}, b: {}, c: {}}}}\n",
        A3 "channels: {o: {messages: {a: {}, c: {}}}}\n", "no longer has the message 'b'"},
    {"a channel without operations is sent now", BARE(ONE), BARE(TWO) SEND3, NULL},
    {"a channel without operations is received now", BARE(ONE), BARE(TWO) RECEIVE3,
        "property 'b' is new and required"},
    {"a reply: gone", REPLY(ONE), BARE(ONE) RECEIVE3, "reply to receive o is gone"},
    {"a reply: more", REPLY(ONE), REPLY(TWO), NULL},
    {"a reply: property gone", REPLY(TWO), REPLY(ONE),
        "reply to receive o, payload of message 'n': property 'b' is gone"},
    {"messages by their ids", LIST(ID("i", "A") ", " M("B")), LIST(ID("i", "C") ", " M("B")), NULL},
    {"bindings: the same", BOUND("kafka: {topic: t}", "http: {method: PUT}", "kafka: {key: {}}"),
        BOUND("kafka: {topic: t, bindingVersion: '1'}", "http: {method: PUT}", "kafka: {key: {}}"),
        NULL},
    {"bindings: another topic", BOUND("kafka: {topic: t}", "", ""),
        BOUND("kafka: {topic: u}", "", ""),
        "publish orders: the channel has 'u' for 'topic' of its kafka binding, and had 't'"},
    {"bindings: another queue", BOUND("amqp: {is: queue, queue: {name: t}}", "", ""),
        BOUND("amqp: {is: queue, queue: {name: u}}", "", ""),
        "has 'u' for 'queue.name' of its amqp binding"},
    {"bindings: another method", BOUND("", "http: {method: PUT}", ""),
        BOUND("", "http: {method: POST}", ""), "has 'POST' for 'method' of its http binding"},
    {"bindings: a topic that was not said", BOUND("kafka: {partitions: 3}", "", ""),
        BOUND("kafka: {partitions: 3, topic: orders}", "", ""), NULL},
    {"bindings of traits", BOUND3("", "http: {method: PUT}"), BOUND3("", "http: {method: POST}"),
        "has 'POST' for 'method'"},
    {"bindings behind references",
        A3 "channels: {o: {bindings: {$ref: '#/components/channelBindings/b'}}}\ncomponents: "
           "{channelBindings: {b: {kafka: {topic: t}}}}\n",
        BOUND3("kafka: {topic: u}", ""), "has 'u' for 'topic'"},
    {"became OpenAPI", PUB(ONE),
        "openapi: 3.0.3\n" INFO "paths: {/a: {get: {responses: {'200': {description: x}}}}}\n",
        "publish orders is gone"},
};

static void test_compatible__judges_channels(void **state)
{
	(void)state;
	for (size_t i = 0; TEST_EACH(pairs, i, pairs[i].name); i++) {
		struct compatible_fixture f;
		const struct done_result *result = &f.check.result;

		compatible_judge(&f, "compatible: a.yaml",
		    (struct compatible_texts){"s/a.yaml", pairs[i].base, pairs[i].head});
		if (pairs[i].unmet) {
			assert_int_equal(result->verdict, DONE_UNMET);
			if (!strstr(result->findings[0].message, pairs[i].unmet))
				fail_msg("%s", result->findings[0].message);
		} else {
			assert_met(&f.check);
		}
		compatible_close(&f);
	}
}

/* What a protocol makes of the rest nobody knows here: it is counted, and never certain. */
static void test_compatible__other_bindings_are_possible(void **state)
{
	static const char *const others[][2] = {
	    {BOUND("kafka: {partitions: 3}", "", ""), BOUND("kafka: {partitions: 1}", "", "")},
	    {BOUND("kafka: {topic: t}", "", ""), BOUND("kafka: {}", "", "")},
	    {BOUND("kafka: {topic: t}", "", ""), BOUND("", "", "")},
	    {BOUND("", "", "kafka: {key: {type: string}}"),
	        BOUND("", "", "kafka: {key: {type: integer}}")},
	    {BOUND("mqtt: {qos: 1}", "", ""), BOUND("mqtt: {qos: 1, retain: true}", "", "")},
	};

	(void)state;
	for (size_t i = 0; TEST_EACH(others, i, others[i][1]); i++) {
		struct compatible_fixture f;

		compatible_judge(&f, "compatible: a.yaml",
		    (struct compatible_texts){"s/a.yaml", others[i][0], others[i][1]});
		assert_met(&f.check);
		if (!strstr(f.check.result.reason, "1 difference cannot be proven safe"))
			fail_msg("%s", f.check.result.reason);
		compatible_close(&f);
	}
}

/* What is cut off anywhere is a finding, but behind a whole operation. */
static void test_asyncapi__a_cut_is_seen(void **state)
{
	static const char whole[] =
	    "{\"asyncapi\": \"3.0.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"},"
	    "\"channels\": {\"o\": {\"messages\": {\"m\": {\"payload\": {\"type\": "
	    "\"string\"}}}}}}";

	(void)state;
	for (size_t len = 1; len + 1 < sizeof(whole); len++) {
		struct check_fixture f;
		char *text = strndup(whole, len);

		check_open(&f, "s");
		fake_file(&f.head, "s/a.json", text);
		check_run(&f, "asyncapi: a.json");
		assert_success(f.rc, f.err);
		assert_int_equal(f.result.verdict, DONE_UNMET);
		check_close(&f);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_asyncapi__judges),
	    cmocka_unit_test(test_asyncapi__follows_other_files),
	    cmocka_unit_test(test_asyncapi__refuses_bad_options),
	    cmocka_unit_test(test_asyncapi__a_cut_is_seen),
	    cmocka_unit_test(test_compatible__judges_channels),
	    cmocka_unit_test(test_compatible__other_bindings_are_possible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
