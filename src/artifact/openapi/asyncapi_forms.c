/*
 * What AsyncAPI 2 and 3 know beyond what they share with OpenAPI (forms.c): one table a form of
 * object. A key of a later minor version is taken in an earlier one, too.
 */
#include "parts.h"

#define A2 DONE_ASYNCAPI_2
#define A3 DONE_ASYNCAPI_3
#define ASYNC OPENAPI_ASYNC

#define ROW OPENAPI_ROW
#define OF OPENAPI_OF
#define WORD OPENAPI_WORD

static const struct openapi_field channel_fields[] = {
    ROW("$ref", A2, 0, TYPE_TEXT),
    ROW("description", ASYNC, 0, TYPE_TEXT),
    OF("parameters", ASYNC, 0, TYPE_MAP, FORM_CHANNEL_PARAMETER),
    OF("bindings", ASYNC, 0, TYPE_OBJECT, FORM_BINDINGS),
    ROW("deprecated", A2, 0, TYPE_BOOLEAN),
    ROW("servers", A2, 0, TYPE_TEXTS),
    OF("publish", A2, 0, TYPE_OBJECT, FORM_CHANNEL_OPERATION),
    OF("subscribe", A2, 0, TYPE_OBJECT, FORM_CHANNEL_OPERATION),
    ROW("address", A3, 0, TYPE_ANY),
    OF("messages", A3, 0, TYPE_MAP, FORM_MESSAGE),
    ROW("title", A3, 0, TYPE_TEXT),
    ROW("summary", A3, 0, TYPE_TEXT),
    OF("servers", A3, 0, TYPE_LIST, FORM_SERVER),
    OF("tags", A3, 0, TYPE_LIST, FORM_TAG),
    OF("externalDocs", A3, 0, TYPE_OBJECT, FORM_DOCS),
};

static const char *const actions[] = {"send", "receive", NULL};

/* What an operation and its traits have. */
#define OPERATION_VALUE                                                               \
	ROW("summary", ASYNC, 0, TYPE_TEXT), ROW("description", ASYNC, 0, TYPE_TEXT), \
	    ROW("title", A3, 0, TYPE_TEXT), ROW("operationId", A2, 0, TYPE_TEXT),     \
	    OF("security", A2, 0, TYPE_LIST, FORM_SECURITY),                          \
	    OF("security", A3, 0, TYPE_LIST, FORM_SECURITY_SCHEME),                   \
	    OF("tags", ASYNC, 0, TYPE_LIST, FORM_TAG),                                \
	    OF("externalDocs", ASYNC, 0, TYPE_OBJECT, FORM_DOCS),                     \
	    OF("bindings", ASYNC, 0, TYPE_OBJECT, FORM_BINDINGS)

static const struct openapi_field operation_trait_fields[] = {
    OPERATION_VALUE,
};

static const struct openapi_field operation_fields[] = {
    OPERATION_VALUE,
    OF("traits", ASYNC, 0, TYPE_LIST, FORM_OPERATION_TRAIT),
    OF("message", A2, 0, TYPE_OBJECT, FORM_MESSAGE),
    WORD("action", A3, A3, actions),
    OF("channel", A3, A3, TYPE_OBJECT, FORM_CHANNEL),
    OF("messages", A3, 0, TYPE_LIST, FORM_MESSAGE),
    OF("reply", A3, 0, TYPE_OBJECT, FORM_REPLY),
};

static const struct openapi_field parameter_fields[] = {
    ROW("description", ASYNC, 0, TYPE_TEXT),
    ROW("location", ASYNC, 0, TYPE_TEXT),
    OF("schema", A2, 0, TYPE_OBJECT, FORM_SCHEMA),
    ROW("enum", A3, 0, TYPE_TEXTS),
    ROW("default", A3, 0, TYPE_TEXT),
    ROW("examples", A3, 0, TYPE_TEXTS),
};

/* What a message and its traits have. */
#define MESSAGE_VALUE                                                                             \
	ROW("messageId", A2, 0, TYPE_TEXT), ROW("schemaFormat", A2, 0, TYPE_TEXT),                \
	    ROW("contentType", ASYNC, 0, TYPE_TEXT),                                              \
	    OF("headers", A2, 0, TYPE_OBJECT, FORM_SCHEMA),                                       \
	    OF("headers", A3, 0, TYPE_PAYLOAD, FORM_SCHEMA),                                      \
	    OF("correlationId", ASYNC, 0, TYPE_OBJECT, FORM_CORRELATION),                         \
	    ROW("name", ASYNC, 0, TYPE_TEXT), ROW("title", ASYNC, 0, TYPE_TEXT),                  \
	    ROW("summary", ASYNC, 0, TYPE_TEXT), ROW("description", ASYNC, 0, TYPE_TEXT),         \
	    ROW("deprecated", ASYNC, 0, TYPE_BOOLEAN), OF("tags", ASYNC, 0, TYPE_LIST, FORM_TAG), \
	    OF("externalDocs", ASYNC, 0, TYPE_OBJECT, FORM_DOCS),                                 \
	    OF("bindings", ASYNC, 0, TYPE_OBJECT, FORM_BINDINGS),                                 \
	    OF("examples", ASYNC, 0, TYPE_LIST, FORM_MESSAGE_EXAMPLE)

static const struct openapi_field message_trait_fields[] = {
    MESSAGE_VALUE,
};

static const struct openapi_field message_fields[] = {
    MESSAGE_VALUE,
    OF("oneOf", A2, 0, TYPE_LIST, FORM_MESSAGE),
    OF("payload", ASYNC, 0, TYPE_PAYLOAD, FORM_SCHEMA),
    OF("traits", ASYNC, 0, TYPE_LIST, FORM_MESSAGE_TRAIT),
};

static const struct openapi_field message_example_fields[] = {
    ROW("name", ASYNC, 0, TYPE_TEXT),
    ROW("summary", ASYNC, 0, TYPE_TEXT),
    ROW("headers", ASYNC, 0, TYPE_MAP_ANY),
    ROW("payload", ASYNC, 0, TYPE_ANY),
};

static const struct openapi_field correlation_fields[] = {
    ROW("description", ASYNC, 0, TYPE_TEXT),
    ROW("location", ASYNC, ASYNC, TYPE_TEXT),
};

static const struct openapi_field reply_fields[] = {
    OF("address", A3, 0, TYPE_OBJECT, FORM_REPLY_ADDRESS),
    OF("channel", A3, 0, TYPE_OBJECT, FORM_CHANNEL),
    OF("messages", A3, 0, TYPE_LIST, FORM_MESSAGE),
};

static const struct openapi_field reply_address_fields[] = {
    ROW("location", A3, A3, TYPE_TEXT),
    ROW("description", A3, 0, TYPE_TEXT),
};

#define FIELDS(table) (table), DONE_ARRAY_SIZE(table)
#define AT(form) [(form)-FORMS]

const struct openapi_form_row done_asyncapi_forms[ALL_FORMS - FORMS] = {
    AT(FORM_CHANNEL) = {"channel", FIELDS(channel_fields), 0, ASYNC, 0, 0, KEYS_NONE, 0},
    AT(FORM_CHANNEL_OPERATION) = {"operation", FIELDS(operation_fields), 0, A3, 0, 0, KEYS_NONE, 0},
    AT(FORM_OPERATION_TRAIT) = {"operation trait", FIELDS(operation_trait_fields), 0, ASYNC, 0, 0,
        KEYS_NONE, 0},
    AT(FORM_CHANNEL_PARAMETER) = {"parameter", FIELDS(parameter_fields), 0, ASYNC, 0, 0, KEYS_NONE,
        0},
    AT(FORM_MESSAGE) = {"message", FIELDS(message_fields), 0, ASYNC, 0, 0, KEYS_NONE, 0},
    AT(FORM_MESSAGE_TRAIT) = {"message trait", FIELDS(message_trait_fields), 0, ASYNC, 0, 0,
        KEYS_NONE, 0},
    /* Before 2.1 an example was a map of anything. */
    AT(FORM_MESSAGE_EXAMPLE) = {"message example", FIELDS(message_example_fields), A2, 0, 0, 0,
        KEYS_NONE, 0},
    AT(FORM_CORRELATION) = {"correlation id", FIELDS(correlation_fields), 0, ASYNC, 0, 0, KEYS_NONE,
        0},
    AT(FORM_REPLY) = {"reply", FIELDS(reply_fields), 0, A3, 0, 0, KEYS_NONE, 0},
    AT(FORM_REPLY_ADDRESS) = {"reply address", FIELDS(reply_address_fields), 0, A3, 0, 0, KEYS_NONE,
        0},
    AT(FORM_BINDINGS) = {"bindings", NULL, 0, ASYNC, ASYNC, 0, 0, KEYS_NONE, 0},
};
