/* Bicep and ARM templates of Azure: health checks of sites and of container apps, and assemblies
 * that they start. */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

/* The key of "key: value" or "\"key\": value"; what stands behind the colon in *value. */
static struct done_bytes bicep_key(struct done_bytes line, struct done_bytes *value)
{
	struct done_bytes key = done_deploy_trim(line);
	size_t len = 0;

	if (key.len && *key.ptr == '"') {
		key.ptr++;
		key.len--;
	}
	while (len < key.len && isalnum((unsigned char)key.ptr[len]))
		len++;
	*value = (struct done_bytes){key.ptr + len, key.len - len};
	while (value->len && strchr("\": \t", *value->ptr)) {
		value->ptr++;
		value->len--;
	}
	if (len == key.len || !strchr("\":", key.ptr[len]))
		len = 0;
	return (struct done_bytes){key.ptr, len};
}

static bool bicep_is(struct done_bytes text, const char *word)
{
	return text.len == strlen(word) && !memcmp(text.ptr, word, text.len);
}

/* healthCheckPath: '/health', of a site; probes: [ … ], of a container. */
static bool bicep_probes(struct done_bytes line)
{
	struct done_bytes value, key = bicep_key(line, &value);

	if (bicep_is(key, "healthCheckPath"))
		return value.len && !bicep_is(value, "''") && *value.ptr != ',' &&
		    memcmp(value.ptr, "null", value.len < 4 ? value.len : 4) != 0;
	if (bicep_is(key, "probes"))
		return value.len && *value.ptr == '[' && !(value.len > 1 && value.ptr[1] == ']');
	return bicep_is(key, "livenessProbe") || bicep_is(key, "readinessProbe");
}

static int bicep_read(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = file, .err = err};
	struct done_deploy_lines lines = {bytes, 0};
	struct done_bytes line;
	int rc = done_deploy_open(&deploy, bytes);

	if (rc < 0 ||
	    !done_deploy_holds(
	        bytes, (const char *const[]){"healthCheckPath", "robe", ".dll", NULL}))
		return rc;
	while (rc == 0 && done_deploy_line(&lines, &line)) {
		if (!bicep_probes(line))
			continue;
		struct done_deployment *to = done_deploy_add(&deploy, DONE_DEPLOY_RUN, lines.line);
		if (!to)
			return err->code;
		to->is_apart = to->has_probe = to->probe_asks = true;
		to->probe_line = lines.line;
	}
	if (rc == 0)
		rc = done_deploy_assemblies(&deploy, bytes);
	*out = deploy.out;
	return rc;
}

const struct done_deployment_reader done_reader_bicep = {
    .name = "bicep",
    .summary = "*.bicep of Azure: health checks, `dotnet X.dll`",
    .read = bicep_read,
};
