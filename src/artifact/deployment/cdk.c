/* Programs of the AWS CDK and its kin: that they make functions, and the texts that may name their
 * code. Nothing is evaluated: what a construct of one's own adds is not known. */
#include <ctype.h>
#include <string.h>

#include "deployment_parts.h"

#define CDK_TEXTS_MAX 400
#define CDK_TEXT_MAX 120

struct cdk_file {
	struct done_deploy *deploy;
	struct done_deployment *to; /* NULL: no construct of a function was seen yet */
	struct done_deploy_texts names, handlers;
	const char *at, *end;
	int line;
};

static bool cdk_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static void cdk_step(struct cdk_file *file, size_t nr)
{
	for (; nr && file->at < file->end; nr--)
		file->line += *file->at++ == '\n';
}

static bool cdk_begins(const struct cdk_file *file, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(file->end - file->at) >= len && !memcmp(file->at, text, len);
}

static bool cdk_comment(struct cdk_file *file)
{
	const char *end;

	if (cdk_begins(file, "//") || *file->at == '#') {
		end = memchr(file->at, '\n', (size_t)(file->end - file->at));
		file->at = end ? end : file->end;
		return true;
	}
	if (!cdk_begins(file, "/*"))
		return false;
	for (cdk_step(file, 2); file->at < file->end && !cdk_begins(file, "*/");)
		cdk_step(file, 1);
	cdk_step(file, 2);
	return true;
}

/* "handler: 'index.main'", "handler='index.main'": the word before a text, as the name of it. */
static bool cdk_is_named(const char *begin, const char *quote, const char *name)
{
	size_t len = strlen(name);

	while (quote > begin && isspace((unsigned char)quote[-1]))
		quote--;
	if (quote == begin || (quote[-1] != ':' && quote[-1] != '='))
		return false;
	for (quote--; quote > begin && isspace((unsigned char)quote[-1]);)
		quote--;
	return (size_t)(quote - begin) >= len && !memcmp(quote - len, name, len) &&
	    ((size_t)(quote - begin) == len || !cdk_is_word(quote[-(long)len - 1]));
}

static void cdk_take_text(struct cdk_file *file, const char *begin, const char *quote, size_t len)
{
	struct done_arena *arena = file->deploy->arena;

	if (!len || len > CDK_TEXT_MAX || file->names.nr >= CDK_TEXTS_MAX)
		return;
	for (size_t i = 0; i < len; i++) {
		if (!cdk_is_word(quote[1 + i]) && !strchr("-./:", quote[1 + i]))
			return;
	}
	done_deploy_push(arena,
	    cdk_is_named(begin, quote, "handler") && memchr(quote + 1, '.', len) ? &file->handlers
	                                                                         : &file->names,
	    done_arena_strndup(arena, quote + 1, len));
}

static void cdk_text(struct cdk_file *file, const char *begin)
{
	const char *quote = file->at;

	for (cdk_step(file, 1); file->at < file->end && *file->at != *quote;) {
		if (*file->at == '\n' && *quote != '`')
			return; /* an apostrophe */
		cdk_step(file, *file->at == '\\' ? 2 : 1);
	}
	cdk_take_text(file, begin, quote, (size_t)(file->at - quote) - 1);
	cdk_step(file, 1);
}

/* "lambda.Function(", "GuScheduledLambda(", "NodejsFunction("; not what a function is given to. */
static bool cdk_is_construct(const char *word, size_t len)
{
	static const char *const endings[] = {"Function", "Lambda", "function_"};

	for (size_t i = 0; i < DONE_ARRAY_SIZE(endings); i++) {
		size_t ending = strlen(endings[i]);

		if (len >= ending && !memcmp(word + len - ending, endings[i], ending) &&
		    isupper((unsigned char)*word) &&
		    !(len == strlen("LambdaFunction") && !memcmp(word, "LambdaFunction", len)))
			return true;
	}
	return false;
}

static int cdk_word(struct cdk_file *file)
{
	const char *word = file->at;
	size_t len = 0;

	while (word + len < file->end && cdk_is_word(word[len]))
		len++;
	cdk_step(file, len);
	if (file->to || file->at == file->end || (*file->at != '(' && *file->at != '<') ||
	    !cdk_is_construct(word, len))
		return 0;
	file->to = done_deploy_add(file->deploy, DONE_DEPLOY_FUNCTION, file->line);
	return file->to ? 0 : file->deploy->err->code;
}

static int cdk_read(struct done_arena *arena, struct done_bytes bytes, const char *path,
    struct done_deployments *out, struct done_error *err)
{
	struct done_deploy deploy = {.arena = arena, .file = path, .err = err};
	struct cdk_file file = {
	    .deploy = &deploy, .at = bytes.ptr, .end = bytes.ptr + bytes.len, .line = 1};
	int rc = done_deploy_open(&deploy, bytes);

	if (rc < 0 ||
	    !done_deploy_holds(
	        bytes, (const char *const[]){"Function(", "Lambda(", "Lambda<", NULL}) ||
	    !done_deploy_holds(bytes, (const char *const[]){"cdk", "sst", "pulumi", NULL}))
		return rc;
	while (rc == 0 && file.at < file.end) {
		if (cdk_comment(&file))
			continue;
		if (strchr("'\"`", *file.at) && *file.at)
			cdk_text(&file, bytes.ptr);
		else if (cdk_is_word(*file.at))
			rc = cdk_word(&file);
		else
			cdk_step(&file, 1);
	}
	if (rc < 0 || !file.to)
		return rc;
	file.to->is_apart = true;
	file.to->names = file.names.items;
	file.to->nr_names = file.names.nr;
	file.to->commands = file.handlers.items;
	file.to->nr_commands = file.handlers.nr;
	*out = deploy.out;
	return 0;
}

const struct done_deployment_reader done_reader_cdk = {
    .name = "cdk",
    .summary = "Programs of the AWS CDK: what may name the code of their functions",
    .read = cdk_read,
};
