/*
 * The function of an operation, by the integration that a gateway of AWS has for it: "uri:
 * ${lambda_cart_invoke_arn}" of a template of Terraform, ".../functions/${CartFunction.Arn}/
 * invocations" of CloudFormation. Both are cart.
 */
#include "description_gateway.h"

#include <string.h>

static const char *const gateway_before[] = {"lambda_", "function_"};
static const char *const gateway_behind[] = {
    "_invoke_arn", "_invocation_arn", "_arn", ".InvokeArn", ".Arn", "Function", "Lambda"};

static struct done_bytes gateway_bare(struct done_bytes name)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(gateway_before); i++) {
		size_t size = strlen(gateway_before[i]);

		if (name.len > size && !memcmp(name.ptr, gateway_before[i], size)) {
			name.ptr += size;
			name.len -= size;
		}
	}
	for (size_t i = 0; i < DONE_ARRAY_SIZE(gateway_behind); i++) {
		size_t size = strlen(gateway_behind[i]);

		if (name.len > size && !memcmp(name.ptr + name.len - size, gateway_behind[i], size))
			name.len -= size;
	}
	return name;
}

bool done_description_function(
    const struct done_value *operation, struct done_bytes *name, int *line)
{
	const struct done_value *uri =
	    done_value_get(done_value_get(operation, "x-amazon-apigateway-integration"), "uri");
	const char *open = uri && uri->type == DONE_STRING ? strstr(uri->string.ptr, "${") : NULL;

	while (open && !strncmp(open, "${AWS::", 7))
		open = strstr(open + 2, "${");
	if (!open)
		return false;
	*name = gateway_bare((struct done_bytes){open + 2, strcspn(open + 2, "}")});
	*line = uri->line;
	return name->len > 0;
}
