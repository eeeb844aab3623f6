/*
 * What the standard knows: one table a form of object, one row a key, with the versions that have
 * the key and those that require it. From the texts of Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2;
 * tests/support/openapi_schemas.py compares them with the standard's own schemas.
 */
#include <string.h>

#include "parts.h"

#define V20 DONE_OPENAPI_20
#define V30 DONE_OPENAPI_30
#define V31 DONE_OPENAPI_31
#define V32 DONE_OPENAPI_32
#define ALL OPENAPI_ALL
#define FROM_30 OPENAPI_FROM_30
#define FROM_31 OPENAPI_FROM_31
#define TO_30 OPENAPI_TO_30

#define A2 DONE_ASYNCAPI_2
#define A3 DONE_ASYNCAPI_3
#define ASYNC OPENAPI_ASYNC
#define EVERY (OPENAPI_ALL | OPENAPI_ASYNC)
#define JSON (OPENAPI_FROM_31 | OPENAPI_ASYNC) /* schemas that are JSON Schema as it is */

#define ROW OPENAPI_ROW
#define OF OPENAPI_OF
#define WORD OPENAPI_WORD

static const char *const schemes[] = {"http", "https", "ws", "wss", NULL};

static const struct openapi_field root_fields[] = {
    ROW("swagger", V20, V20, TYPE_ANY),
    ROW("openapi", FROM_30, FROM_30, TYPE_TEXT),
    ROW("$self", V32, 0, TYPE_TEXT),
    OF("info", EVERY, EVERY, TYPE_OBJECT, FORM_INFO),
    ROW("jsonSchemaDialect", FROM_31, 0, TYPE_TEXT),
    ROW("host", V20, 0, TYPE_TEXT),
    ROW("basePath", V20, 0, TYPE_TEXT),
    {"schemes", V20, 0, TYPE_WORDS, 0, schemes},
    ROW("consumes", V20, 0, TYPE_TEXTS),
    ROW("produces", V20, 0, TYPE_TEXTS),
    OF("servers", FROM_30, 0, TYPE_LIST, FORM_SERVER),
    OF("paths", ALL, TO_30, TYPE_OBJECT, FORM_PATHS),
    OF("webhooks", FROM_31, 0, TYPE_MAP, FORM_PATH_ITEM),
    OF("components", FROM_30, 0, TYPE_OBJECT, FORM_COMPONENTS),
    OF("definitions", V20, 0, TYPE_MAP, FORM_SCHEMA),
    OF("parameters", V20, 0, TYPE_MAP, FORM_PARAMETER),
    OF("responses", V20, 0, TYPE_MAP, FORM_RESPONSE),
    OF("securityDefinitions", V20, 0, TYPE_MAP, FORM_SECURITY_SCHEME),
    OF("security", ALL, 0, TYPE_LIST, FORM_SECURITY),
    OF("tags", ALL | A2, 0, TYPE_LIST, FORM_TAG),
    OF("externalDocs", ALL | A2, 0, TYPE_OBJECT, FORM_DOCS),
    /* AsyncAPI */
    ROW("asyncapi", ASYNC, ASYNC, TYPE_TEXT),
    ROW("id", ASYNC, 0, TYPE_TEXT),
    ROW("defaultContentType", ASYNC, 0, TYPE_TEXT),
    OF("servers", ASYNC, 0, TYPE_MAP, FORM_SERVER),
    OF("channels", ASYNC, A2, TYPE_MAP, FORM_CHANNEL),
    OF("operations", A3, 0, TYPE_MAP, FORM_CHANNEL_OPERATION),
    OF("components", ASYNC, 0, TYPE_OBJECT, FORM_COMPONENTS),
};

static const struct openapi_field info_fields[] = {
    ROW("title", EVERY, EVERY, TYPE_TEXT),
    ROW("version", EVERY, EVERY, TYPE_TEXT),
    ROW("summary", FROM_31, 0, TYPE_TEXT),
    ROW("description", EVERY, 0, TYPE_TEXT),
    ROW("termsOfService", EVERY, 0, TYPE_TEXT),
    OF("contact", EVERY, 0, TYPE_OBJECT, FORM_CONTACT),
    OF("license", EVERY, 0, TYPE_OBJECT, FORM_LICENSE),
    OF("tags", A3, 0, TYPE_LIST, FORM_TAG),
    OF("externalDocs", A3, 0, TYPE_OBJECT, FORM_DOCS),
};

static const struct openapi_field contact_fields[] = {
    ROW("name", EVERY, 0, TYPE_TEXT),
    ROW("url", EVERY, 0, TYPE_TEXT),
    ROW("email", EVERY, 0, TYPE_TEXT),
};

static const struct openapi_field license_fields[] = {
    ROW("name", EVERY, EVERY, TYPE_TEXT),
    ROW("identifier", FROM_31, 0, TYPE_TEXT),
    ROW("url", EVERY, 0, TYPE_TEXT),
};

static const struct openapi_field server_fields[] = {
    ROW("url", FROM_30, FROM_30, TYPE_TEXT),
    ROW("name", V32, 0, TYPE_TEXT),
    ROW("description", FROM_30, 0, TYPE_TEXT),
    OF("variables", FROM_30, 0, TYPE_MAP, FORM_SERVER_VARIABLE),
    /* AsyncAPI */
    ROW("url", A2, A2, TYPE_TEXT),
    ROW("host", A3, A3, TYPE_TEXT),
    ROW("pathname", A3, 0, TYPE_TEXT),
    ROW("title", A3, 0, TYPE_TEXT),
    ROW("summary", A3, 0, TYPE_TEXT),
    ROW("description", ASYNC, 0, TYPE_TEXT),
    ROW("protocol", ASYNC, ASYNC, TYPE_TEXT),
    ROW("protocolVersion", ASYNC, 0, TYPE_TEXT),
    OF("variables", ASYNC, 0, TYPE_MAP, FORM_SERVER_VARIABLE),
    OF("security", A2, 0, TYPE_LIST, FORM_SECURITY),
    OF("security", A3, 0, TYPE_LIST, FORM_SECURITY_SCHEME),
    OF("tags", ASYNC, 0, TYPE_LIST, FORM_TAG),
    OF("externalDocs", A3, 0, TYPE_OBJECT, FORM_DOCS),
    OF("bindings", ASYNC, 0, TYPE_OBJECT, FORM_BINDINGS),
};

static const struct openapi_field server_variable_fields[] = {
    ROW("enum", FROM_30 | ASYNC, 0, TYPE_TEXTS),
    ROW("default", FROM_30 | ASYNC, FROM_30, TYPE_TEXT),
    ROW("description", FROM_30 | ASYNC, 0, TYPE_TEXT),
    ROW("examples", ASYNC, 0, TYPE_TEXTS),
};

static const struct openapi_field components_fields[] = {
    OF("schemas", FROM_30 | ASYNC, 0, TYPE_MAP, FORM_SCHEMA),
    OF("responses", FROM_30, 0, TYPE_MAP, FORM_RESPONSE),
    OF("parameters", FROM_30, 0, TYPE_MAP, FORM_PARAMETER),
    OF("examples", FROM_30, 0, TYPE_MAP, FORM_EXAMPLE),
    OF("requestBodies", FROM_30, 0, TYPE_MAP, FORM_BODY),
    OF("headers", FROM_30, 0, TYPE_MAP, FORM_HEADER),
    OF("securitySchemes", FROM_30 | ASYNC, 0, TYPE_MAP, FORM_SECURITY_SCHEME),
    OF("links", FROM_30, 0, TYPE_MAP, FORM_LINK),
    OF("callbacks", FROM_30, 0, TYPE_MAP, FORM_CALLBACK),
    OF("pathItems", FROM_31, 0, TYPE_MAP, FORM_PATH_ITEM),
    OF("mediaTypes", V32, 0, TYPE_MAP, FORM_MEDIA_TYPE),
    /* AsyncAPI */
    OF("parameters", ASYNC, 0, TYPE_MAP, FORM_CHANNEL_PARAMETER),
    OF("servers", ASYNC, 0, TYPE_MAP, FORM_SERVER),
    OF("serverVariables", ASYNC, 0, TYPE_MAP, FORM_SERVER_VARIABLE),
    OF("channels", ASYNC, 0, TYPE_MAP, FORM_CHANNEL),
    OF("operations", A3, 0, TYPE_MAP, FORM_CHANNEL_OPERATION),
    OF("messages", ASYNC, 0, TYPE_MAP, FORM_MESSAGE),
    OF("correlationIds", ASYNC, 0, TYPE_MAP, FORM_CORRELATION),
    OF("operationTraits", ASYNC, 0, TYPE_MAP, FORM_OPERATION_TRAIT),
    OF("messageTraits", ASYNC, 0, TYPE_MAP, FORM_MESSAGE_TRAIT),
    OF("replies", A3, 0, TYPE_MAP, FORM_REPLY),
    OF("replyAddresses", A3, 0, TYPE_MAP, FORM_REPLY_ADDRESS),
    OF("serverBindings", ASYNC, 0, TYPE_MAP, FORM_BINDINGS),
    OF("channelBindings", ASYNC, 0, TYPE_MAP, FORM_BINDINGS),
    OF("operationBindings", ASYNC, 0, TYPE_MAP, FORM_BINDINGS),
    OF("messageBindings", ASYNC, 0, TYPE_MAP, FORM_BINDINGS),
    OF("tags", A3, 0, TYPE_MAP, FORM_TAG),
    OF("externalDocs", A3, 0, TYPE_MAP, FORM_DOCS),
};

static const struct openapi_field path_item_fields[] = {
    ROW("$ref", ALL, 0, TYPE_TEXT),
    ROW("summary", FROM_30, 0, TYPE_TEXT),
    ROW("description", FROM_30, 0, TYPE_TEXT),
    OF("servers", FROM_30, 0, TYPE_LIST, FORM_SERVER),
    OF("parameters", ALL, 0, TYPE_LIST, FORM_PARAMETER),
    OF("get", ALL, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("put", ALL, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("post", ALL, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("delete", ALL, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("options", ALL, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("head", ALL, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("patch", ALL, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("trace", FROM_30, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("query", V32, 0, TYPE_OBJECT, FORM_OPERATION),
    OF("additionalOperations", V32, 0, TYPE_MAP, FORM_OPERATION),
};

static const struct openapi_field operation_fields[] = {
    ROW("tags", ALL, 0, TYPE_TEXTS),
    ROW("summary", ALL, 0, TYPE_TEXT),
    ROW("description", ALL, 0, TYPE_TEXT),
    OF("externalDocs", ALL, 0, TYPE_OBJECT, FORM_DOCS),
    ROW("operationId", ALL, 0, TYPE_TEXT),
    ROW("consumes", V20, 0, TYPE_TEXTS),
    ROW("produces", V20, 0, TYPE_TEXTS),
    OF("parameters", ALL, 0, TYPE_LIST, FORM_PARAMETER),
    OF("requestBody", FROM_30, 0, TYPE_OBJECT, FORM_BODY),
    OF("responses", ALL, TO_30, TYPE_OBJECT, FORM_RESPONSES),
    OF("callbacks", FROM_30, 0, TYPE_MAP, FORM_CALLBACK),
    {"schemes", V20, 0, TYPE_WORDS, 0, schemes},
    ROW("deprecated", ALL, 0, TYPE_BOOLEAN),
    OF("security", ALL, 0, TYPE_LIST, FORM_SECURITY),
    OF("servers", FROM_30, 0, TYPE_LIST, FORM_SERVER),
};

static const struct openapi_field docs_fields[] = {
    ROW("description", EVERY, 0, TYPE_TEXT),
    ROW("url", EVERY, EVERY, TYPE_TEXT),
};

static const char *const collections[] = {"csv", "ssv", "tsv", "pipes", "multi", NULL};
static const char *const plain_types[] = {"string", "number", "integer", "boolean", "array", NULL};
static const char *const parameter_types[] = {
    "string", "number", "integer", "boolean", "array", "file", NULL};
static const char *const places_20[] = {"query", "header", "path", "formData", "body", NULL};
static const char *const places_30[] = {"query", "header", "path", "cookie", NULL};
static const char *const places_32[] = {"query", "querystring", "header", "path", "cookie", NULL};

/* What parameters, headers and their items say of a value in 2.0. */
#define PLAIN_VALUE                                                                             \
	ROW("format", V20, 0, TYPE_TEXT), OF("items", V20, 0, TYPE_OBJECT, FORM_ITEMS),         \
	    WORD("collectionFormat", V20, 0, collections), ROW("default", V20, 0, TYPE_ANY),    \
	    ROW("maximum", V20, 0, TYPE_NUMBER), ROW("exclusiveMaximum", V20, 0, TYPE_BOOLEAN), \
	    ROW("minimum", V20, 0, TYPE_NUMBER), ROW("exclusiveMinimum", V20, 0, TYPE_BOOLEAN), \
	    ROW("maxLength", V20, 0, TYPE_COUNT), ROW("minLength", V20, 0, TYPE_COUNT),         \
	    ROW("pattern", V20, 0, TYPE_TEXT), ROW("maxItems", V20, 0, TYPE_COUNT),             \
	    ROW("minItems", V20, 0, TYPE_COUNT), ROW("uniqueItems", V20, 0, TYPE_BOOLEAN),      \
	    ROW("enum", V20, 0, TYPE_VALUES), ROW("multipleOf", V20, 0, TYPE_FACTOR)

static const struct openapi_field parameter_fields[] = {
    ROW("name", ALL, ALL, TYPE_TEXT),
    WORD("in", V20, V20, places_20),
    WORD("in", V30 | V31, V30 | V31, places_30),
    WORD("in", V32, V32, places_32),
    ROW("description", ALL, 0, TYPE_TEXT),
    ROW("required", ALL, 0, TYPE_BOOLEAN),
    ROW("deprecated", FROM_30, 0, TYPE_BOOLEAN),
    ROW("allowEmptyValue", ALL, 0, TYPE_BOOLEAN),
    ROW("style", FROM_30, 0, TYPE_TEXT),
    ROW("explode", FROM_30, 0, TYPE_BOOLEAN),
    ROW("allowReserved", FROM_30, 0, TYPE_BOOLEAN),
    OF("schema", ALL, 0, TYPE_OBJECT, FORM_SCHEMA),
    ROW("example", FROM_30, 0, TYPE_ANY),
    OF("examples", FROM_30, 0, TYPE_MAP, FORM_EXAMPLE),
    OF("content", FROM_30, 0, TYPE_MAP, FORM_MEDIA_TYPE),
    WORD("type", V20, 0, parameter_types),
    PLAIN_VALUE,
};

static const struct openapi_field items_fields[] = {
    WORD("type", V20, 0, plain_types),
    PLAIN_VALUE,
};

static const struct openapi_field header_fields[] = {
    ROW("description", ALL, 0, TYPE_TEXT),
    ROW("required", FROM_30, 0, TYPE_BOOLEAN),
    ROW("deprecated", FROM_30, 0, TYPE_BOOLEAN),
    ROW("allowEmptyValue", V30, 0, TYPE_BOOLEAN),
    ROW("allowReserved", V30, 0, TYPE_BOOLEAN),
    ROW("style", FROM_30, 0, TYPE_TEXT),
    ROW("explode", FROM_30, 0, TYPE_BOOLEAN),
    OF("schema", FROM_30, 0, TYPE_OBJECT, FORM_SCHEMA),
    ROW("example", FROM_30, 0, TYPE_ANY),
    OF("examples", FROM_30, 0, TYPE_MAP, FORM_EXAMPLE),
    OF("content", FROM_30, 0, TYPE_MAP, FORM_MEDIA_TYPE),
    WORD("type", V20, V20, plain_types),
    PLAIN_VALUE,
};

static const struct openapi_field body_fields[] = {
    ROW("description", FROM_30, 0, TYPE_TEXT),
    OF("content", FROM_30, FROM_30, TYPE_MAP, FORM_MEDIA_TYPE),
    ROW("required", FROM_30, 0, TYPE_BOOLEAN),
};

static const struct openapi_field media_type_fields[] = {
    ROW("description", V32, 0, TYPE_TEXT),
    OF("schema", FROM_30, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("itemSchema", V32, 0, TYPE_OBJECT, FORM_SCHEMA),
    ROW("example", FROM_30, 0, TYPE_ANY),
    OF("examples", FROM_30, 0, TYPE_MAP, FORM_EXAMPLE),
    OF("encoding", FROM_30, 0, TYPE_MAP, FORM_ENCODING),
    OF("prefixEncoding", V32, 0, TYPE_LIST, FORM_ENCODING),
    OF("itemEncoding", V32, 0, TYPE_OBJECT, FORM_ENCODING),
};

static const char *const encoding_styles[] = {
    "form", "spaceDelimited", "pipeDelimited", "deepObject", NULL};

static const struct openapi_field encoding_fields[] = {
    ROW("contentType", FROM_30, 0, TYPE_TEXT),
    OF("headers", FROM_30, 0, TYPE_MAP, FORM_HEADER),
    WORD("style", FROM_30, 0, encoding_styles),
    ROW("explode", FROM_30, 0, TYPE_BOOLEAN),
    ROW("allowReserved", FROM_30, 0, TYPE_BOOLEAN),
    OF("encoding", V32, 0, TYPE_MAP, FORM_ENCODING),
    OF("prefixEncoding", V32, 0, TYPE_LIST, FORM_ENCODING),
    OF("itemEncoding", V32, 0, TYPE_OBJECT, FORM_ENCODING),
};

static const struct openapi_field response_fields[] = {
    ROW("summary", V32, 0, TYPE_TEXT),
    ROW("description", ALL, V20 | V30 | V31, TYPE_TEXT),
    OF("schema", V20, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("headers", ALL, 0, TYPE_MAP, FORM_HEADER),
    ROW("examples", V20, 0, TYPE_MAP_ANY),
    OF("content", FROM_30, 0, TYPE_MAP, FORM_MEDIA_TYPE),
    OF("links", FROM_30, 0, TYPE_MAP, FORM_LINK),
};

static const struct openapi_field example_fields[] = {
    ROW("summary", FROM_30, 0, TYPE_TEXT),
    ROW("description", FROM_30, 0, TYPE_TEXT),
    ROW("value", FROM_30, 0, TYPE_ANY),
    ROW("externalValue", FROM_30, 0, TYPE_TEXT),
    ROW("dataValue", V32, 0, TYPE_ANY),
    ROW("serializedValue", V32, 0, TYPE_TEXT),
};

static const struct openapi_field link_fields[] = {
    ROW("operationRef", FROM_30, 0, TYPE_TEXT),
    ROW("operationId", FROM_30, 0, TYPE_TEXT),
    ROW("parameters", FROM_30, 0, TYPE_MAP_ANY),
    ROW("requestBody", FROM_30, 0, TYPE_ANY),
    ROW("description", FROM_30, 0, TYPE_TEXT),
    OF("server", FROM_30, 0, TYPE_OBJECT, FORM_SERVER),
};

static const struct openapi_field tag_fields[] = {
    ROW("name", EVERY, EVERY, TYPE_TEXT),
    ROW("summary", V32, 0, TYPE_TEXT),
    ROW("description", EVERY, 0, TYPE_TEXT),
    OF("externalDocs", EVERY, 0, TYPE_OBJECT, FORM_DOCS),
    ROW("parent", V32, 0, TYPE_TEXT),
    ROW("kind", V32, 0, TYPE_TEXT),
};

static const char *const types_20[] = {
    "string", "number", "integer", "boolean", "array", "object", "null", "file", NULL};
static const char *const types_30[] = {
    "string", "number", "integer", "boolean", "array", "object", NULL};
static const char *const types_31[] = {
    "string", "number", "integer", "boolean", "array", "object", "null", NULL};

static const struct openapi_field schema_fields[] = {
    ROW("title", EVERY, 0, TYPE_TEXT),
    ROW("description", EVERY, 0, TYPE_TEXT),
    {"type", V20, 0, TYPE_WORDS, 0, types_20},
    WORD("type", V30, 0, types_30),
    {"type", JSON, 0, TYPE_WORDS, 0, types_31},
    ROW("format", EVERY, 0, TYPE_TEXT),
    ROW("default", EVERY, 0, TYPE_ANY),
    ROW("example", ALL, 0, TYPE_ANY),
    ROW("multipleOf", EVERY, 0, TYPE_FACTOR),
    ROW("maximum", EVERY, 0, TYPE_NUMBER),
    ROW("minimum", EVERY, 0, TYPE_NUMBER),
    ROW("exclusiveMaximum", TO_30, 0, TYPE_BOOLEAN),
    ROW("exclusiveMinimum", TO_30, 0, TYPE_BOOLEAN),
    ROW("exclusiveMaximum", JSON, 0, TYPE_NUMBER),
    ROW("exclusiveMinimum", JSON, 0, TYPE_NUMBER),
    ROW("maxLength", EVERY, 0, TYPE_COUNT),
    ROW("minLength", EVERY, 0, TYPE_COUNT),
    ROW("pattern", EVERY, 0, TYPE_TEXT),
    ROW("maxItems", EVERY, 0, TYPE_COUNT),
    ROW("minItems", EVERY, 0, TYPE_COUNT),
    ROW("uniqueItems", EVERY, 0, TYPE_BOOLEAN),
    ROW("maxProperties", EVERY, 0, TYPE_COUNT),
    ROW("minProperties", EVERY, 0, TYPE_COUNT),
    ROW("required", EVERY, 0, TYPE_TEXTS),
    ROW("enum", EVERY, 0, TYPE_VALUES),
    OF("items", V20 | ASYNC, 0, TYPE_ITEMS, FORM_SCHEMA),
    OF("items", FROM_30, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("allOf", EVERY, 0, TYPE_LIST, FORM_SCHEMA),
    OF("oneOf", FROM_30 | ASYNC, 0, TYPE_LIST, FORM_SCHEMA),
    OF("anyOf", FROM_30 | ASYNC, 0, TYPE_LIST, FORM_SCHEMA),
    OF("not", FROM_30 | ASYNC, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("properties", EVERY, 0, TYPE_MAP, FORM_SCHEMA),
    OF("additionalProperties", EVERY, 0, TYPE_SWITCH, FORM_SCHEMA),
    ROW("readOnly", EVERY, 0, TYPE_BOOLEAN),
    ROW("writeOnly", FROM_30 | ASYNC, 0, TYPE_BOOLEAN),
    ROW("deprecated", FROM_30 | ASYNC, 0, TYPE_BOOLEAN),
    ROW("nullable", V30, 0, TYPE_BOOLEAN),
    ROW("discriminator", V20 | ASYNC, 0, TYPE_TEXT),
    OF("discriminator", FROM_30, 0, TYPE_OBJECT, FORM_DISCRIMINATOR),
    OF("xml", ALL, 0, TYPE_OBJECT, FORM_XML),
    OF("externalDocs", EVERY, 0, TYPE_OBJECT, FORM_DOCS),
    /* JSON Schema 2020-12 */
    ROW("$schema", JSON, 0, TYPE_TEXT),
    ROW("$id", JSON, 0, TYPE_TEXT),
    ROW("$ref", FROM_31, 0, TYPE_TEXT),
    ROW("$dynamicRef", FROM_31, 0, TYPE_TEXT),
    ROW("$anchor", FROM_31, 0, TYPE_TEXT),
    ROW("$dynamicAnchor", FROM_31, 0, TYPE_TEXT),
    ROW("$comment", JSON, 0, TYPE_TEXT),
    OF("$defs", JSON, 0, TYPE_MAP, FORM_SCHEMA),
    OF("definitions", JSON, 0, TYPE_MAP, FORM_SCHEMA),
    ROW("const", JSON, 0, TYPE_ANY),
    OF("if", JSON, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("then", JSON, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("else", JSON, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("dependentSchemas", FROM_31, 0, TYPE_MAP, FORM_SCHEMA),
    ROW("dependentRequired", FROM_31, 0, TYPE_MAP_LISTS),
    OF("prefixItems", FROM_31, 0, TYPE_LIST, FORM_SCHEMA),
    OF("contains", JSON, 0, TYPE_OBJECT, FORM_SCHEMA),
    ROW("maxContains", FROM_31, 0, TYPE_COUNT),
    ROW("minContains", FROM_31, 0, TYPE_COUNT),
    OF("patternProperties", JSON, 0, TYPE_MAP, FORM_SCHEMA),
    OF("propertyNames", JSON, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("unevaluatedItems", FROM_31, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("unevaluatedProperties", FROM_31, 0, TYPE_OBJECT, FORM_SCHEMA),
    OF("contentSchema", FROM_31, 0, TYPE_OBJECT, FORM_SCHEMA),
    ROW("contentMediaType", JSON, 0, TYPE_TEXT),
    ROW("contentEncoding", JSON, 0, TYPE_TEXT),
};

static const struct openapi_field discriminator_fields[] = {
    ROW("propertyName", FROM_30, FROM_30, TYPE_TEXT),
    ROW("mapping", FROM_30, 0, TYPE_MAP_TEXTS),
    ROW("defaultMapping", V32, 0, TYPE_TEXT),
};

static const struct openapi_field xml_fields[] = {
    ROW("name", ALL, 0, TYPE_TEXT),
    ROW("namespace", ALL, 0, TYPE_TEXT),
    ROW("prefix", ALL, 0, TYPE_TEXT),
    ROW("attribute", ALL, 0, TYPE_BOOLEAN),
    ROW("wrapped", ALL, 0, TYPE_BOOLEAN),
    ROW("nodeType", V32, 0, TYPE_TEXT),
};

static const char *const schemes_20[] = {"basic", "apiKey", "oauth2", NULL};
static const char *const schemes_30[] = {"apiKey", "http", "oauth2", "openIdConnect", NULL};
static const char *const schemes_31[] = {
    "apiKey", "http", "mutualTLS", "oauth2", "openIdConnect", NULL};
static const char *const schemes_async[] = {"userPassword", "apiKey", "X509", "symmetricEncryption",
    "asymmetricEncryption", "http", "httpApiKey", "oauth2", "openIdConnect", "plain", "scramSha256",
    "scramSha512", "gssapi", NULL};
static const char *const flows_20[] = {"implicit", "password", "application", "accessCode", NULL};

/* Which of them belong to which type is said by rules.c. */
static const struct openapi_field security_scheme_fields[] = {
    WORD("type", V20, V20, schemes_20),
    WORD("type", V30, V30, schemes_30),
    WORD("type", FROM_31, FROM_31, schemes_31),
    ROW("description", EVERY, 0, TYPE_TEXT),
    ROW("deprecated", V32, 0, TYPE_BOOLEAN),
    ROW("name", EVERY, 0, TYPE_TEXT),
    ROW("in", EVERY, 0, TYPE_TEXT),
    ROW("scheme", FROM_30 | ASYNC, 0, TYPE_TEXT),
    ROW("bearerFormat", FROM_30 | ASYNC, 0, TYPE_TEXT),
    OF("flows", FROM_30 | ASYNC, 0, TYPE_OBJECT, FORM_FLOWS),
    ROW("openIdConnectUrl", FROM_30 | ASYNC, 0, TYPE_TEXT),
    ROW("oauth2MetadataUrl", V32, 0, TYPE_TEXT),
    WORD("flow", V20, 0, flows_20),
    ROW("authorizationUrl", V20, 0, TYPE_TEXT),
    ROW("tokenUrl", V20, 0, TYPE_TEXT),
    OF("scopes", V20, 0, TYPE_OBJECT, FORM_SCOPES),
    WORD("type", ASYNC, ASYNC, schemes_async),
    ROW("scopes", A3, 0, TYPE_TEXTS),
};

static const struct openapi_field flows_fields[] = {
    OF("implicit", FROM_30 | ASYNC, 0, TYPE_OBJECT, FORM_FLOW),
    OF("password", FROM_30 | ASYNC, 0, TYPE_OBJECT, FORM_FLOW),
    OF("clientCredentials", FROM_30 | ASYNC, 0, TYPE_OBJECT, FORM_FLOW),
    OF("authorizationCode", FROM_30 | ASYNC, 0, TYPE_OBJECT, FORM_FLOW),
    OF("deviceAuthorization", V32, 0, TYPE_OBJECT, FORM_FLOW),
};

static const struct openapi_field flow_fields[] = {
    ROW("authorizationUrl", FROM_30 | ASYNC, 0, TYPE_TEXT),
    ROW("deviceAuthorizationUrl", V32, 0, TYPE_TEXT),
    ROW("tokenUrl", FROM_30 | ASYNC, 0, TYPE_TEXT),
    ROW("refreshUrl", FROM_30 | ASYNC, 0, TYPE_TEXT),
    ROW("scopes", FROM_30 | A2, FROM_30 | A2, TYPE_MAP_TEXTS),
    ROW("availableScopes", A3, A3, TYPE_MAP_TEXTS),
};

#define FIELDS(table) (table), DONE_ARRAY_SIZE(table)

const struct openapi_form_row done_openapi_forms[FORMS] = {
    [FORM_ROOT] = {"description", FIELDS(root_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_INFO] = {"info", FIELDS(info_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_CONTACT] = {"contact", FIELDS(contact_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_LICENSE] = {"license", FIELDS(license_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_SERVER] = {"server", FIELDS(server_fields), 0, ASYNC, 0, 0, KEYS_NONE, 0},
    [FORM_SERVER_VARIABLE] = {"server variable", FIELDS(server_variable_fields), 0, ASYNC, 0, 0,
        KEYS_NONE, 0},
    [FORM_COMPONENTS] = {"components", FIELDS(components_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_PATHS] = {"paths", NULL, 0, 0, 0, 0, 0, KEYS_PATHS, FORM_PATH_ITEM},
    [FORM_PATH_ITEM] = {"path", FIELDS(path_item_fields), 0, ALL, ALL, 0, KEYS_NONE, 0},
    [FORM_OPERATION] = {"operation", FIELDS(operation_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_DOCS] = {"external documentation", FIELDS(docs_fields), 0, A3, 0, 0, KEYS_NONE, 0},
    [FORM_PARAMETER] = {"parameter", FIELDS(parameter_fields), 0, ALL, 0, 0, KEYS_NONE, 0},
    [FORM_BODY] = {"request body", FIELDS(body_fields), 0, ALL, 0, 0, KEYS_NONE, 0},
    [FORM_MEDIA_TYPE] = {"media type", FIELDS(media_type_fields), 0, V32, 0, 0, KEYS_NONE, 0},
    [FORM_ENCODING] = {"encoding", FIELDS(encoding_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_RESPONSES] = {"responses", NULL, 0, 0, 0, 0, 0, KEYS_CODES, FORM_RESPONSE},
    [FORM_RESPONSE] = {"response", FIELDS(response_fields), 0, ALL, 0, 0, KEYS_NONE, 0},
    [FORM_CALLBACK] = {"callback", NULL, 0, 0, FROM_30, 0, 0, KEYS_ALL, FORM_PATH_ITEM},
    [FORM_EXAMPLE] = {"example", FIELDS(example_fields), 0, FROM_30, 0, 0, KEYS_NONE, 0},
    [FORM_LINK] = {"link", FIELDS(link_fields), 0, FROM_30, 0, 0, KEYS_NONE, 0},
    [FORM_HEADER] = {"header", FIELDS(header_fields), 0, FROM_30, 0, 0, KEYS_NONE, 0},
    [FORM_TAG] = {"tag", FIELDS(tag_fields), 0, A3, 0, 0, KEYS_NONE, 0},
    [FORM_SCHEMA] = {"schema", FIELDS(schema_fields), JSON, EVERY, FROM_31, JSON, KEYS_NONE, 0},
    [FORM_DISCRIMINATOR] = {"discriminator", FIELDS(discriminator_fields), V30, 0, 0, 0, KEYS_NONE,
        0},
    [FORM_XML] = {"xml", FIELDS(xml_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_SECURITY_SCHEME] = {"security scheme", FIELDS(security_scheme_fields), 0, FROM_30 | ASYNC,
        0, 0, KEYS_NONE, 0},
    [FORM_FLOWS] = {"flows", FIELDS(flows_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_FLOW] = {"flow", FIELDS(flow_fields), 0, 0, 0, 0, KEYS_NONE, 0},
    [FORM_SECURITY] = {"security requirement", NULL, 0, EVERY, 0, 0, 0, KEYS_NONE, 0},
    [FORM_SCOPES] = {"scopes", NULL, 0, ALL, 0, 0, 0, KEYS_NONE, 0},
    [FORM_ITEMS] = {"items", FIELDS(items_fields), 0, 0, 0, 0, KEYS_NONE, 0},
};

const struct openapi_form_row *done_openapi_form(enum openapi_form form)
{
	return form < FORMS ? &done_openapi_forms[form] : &done_asyncapi_forms[form - FORMS];
}

const struct openapi_field *done_openapi_field(
    const struct openapi_form_row *row, const char *name, unsigned version)
{
	for (size_t i = 0; i < row->nr; i++) {
		if ((row->fields[i].in & version) && !strcmp(row->fields[i].name, name))
			return &row->fields[i];
	}
	return NULL;
}

/* ---- what things are called ---- */

const char *done_openapi_called(struct done_openapi *api, const struct openapi_seat *seat)
{
	const char *form = done_openapi_form(seat->form)->name;
	bool is_named = seat->name && strcmp(seat->name, form) != 0 &&
	    seat->form != FORM_OPERATION && seat->form != FORM_ROOT && seat->form != FORM_CHANNEL;

	return done_arena_printf(api->arena, "%s%sthe %s%s%.100s%s", seat->where ? seat->where : "",
	    seat->where ? ": " : "", form, is_named ? " '" : "", is_named ? seat->name : "",
	    is_named ? "'" : "");
}

const char *done_openapi_thing(
    struct done_openapi *api, const struct openapi_seat *seat, const char *more)
{
	return done_arena_printf(api->arena, "%s %s %s %s", seat->where ? seat->where : "",
	    done_openapi_form(seat->form)->name, seat->name ? seat->name : "", more ? more : "");
}
