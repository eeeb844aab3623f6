/* Lines of a container file: parser directives, continuation lines, comments, here-documents. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "dockerfile_parts.h"

/* "# escape=`" at the top, before anything else; other directives change nothing for us. */
void done_dockerfile_open(
    struct done_dockerfile_lines *lines, struct done_deploy *deploy, struct done_bytes bytes)
{
	if (bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3)) {
		bytes.ptr += 3;
		bytes.len -= 3;
	}
	*lines = (struct done_dockerfile_lines){deploy, {bytes, 0}, '\\'};

	struct done_deploy_lines look = lines->lines;
	struct done_bytes line;
	while (done_deploy_line(&look, &line)) {
		line = done_deploy_trim(line);
		const char *is = line.len ? memchr(line.ptr, '=', line.len) : NULL;
		if (!is || line.ptr[0] != '#')
			break;
		struct done_bytes key = done_deploy_trim(
		    (struct done_bytes){line.ptr + 1, (size_t)(is - line.ptr) - 1});
		struct done_bytes value = done_deploy_trim(
		    (struct done_bytes){is + 1, line.len - (size_t)(is - line.ptr) - 1});
		if (key.len == 6 && !strncasecmp(key.ptr, "escape", 6) && value.len == 1)
			lines->escape = value.ptr[0];
	}
}

/* ---- here-documents ---- */

/* The mark of a here-document in `text`, from `*at` on: "<<EOF", "<<-\"EOF\""; moves *at behind
 * it. */
static bool heredoc_mark(const char **at, struct done_bytes *mark)
{
	const char *found = *at;

	while ((found = strstr(found, "<<")) != NULL) {
		const char *begin = found + 2;
		if (*begin == '<') { /* "<<<" is a here-string of some shells */
			found += 3;
			continue;
		}
		begin += *begin == '-';
		char quote = *begin == '"' || *begin == '\'' ? *begin++ : 0;
		size_t len = 0;
		while (
		    isalnum((unsigned char)begin[len]) || (begin[len] && strchr("_-.", begin[len])))
			len++;
		*at = begin + len + (quote && begin[len] == quote);
		if (len && !isdigit((unsigned char)*begin)) {
			*mark = (struct done_bytes){begin, len};
			return true;
		}
		found = begin + len;
	}
	return false;
}

static int heredoc_unclosed(
    struct done_dockerfile_lines *lines, int line, const struct done_bytes *mark)
{
	struct done_error *err = lines->deploy->err;

	done_error_set(err, DONE_E_POLICY, "the here-document '%.*s' does not end",
	    (int)(mark->len < 64 ? mark->len : 64), mark->ptr);
	done_error_cure(err, "end it with a line that holds only its word");
	return done_error_place(err, lines->deploy->file, line, 0);
}

/* The lines up to the mark. */
static int heredoc_take(struct done_dockerfile_lines *lines, int at, const struct done_bytes *mark,
    struct done_buf *out)
{
	struct done_bytes line;

	while (done_deploy_line(&lines->lines, &line)) {
		struct done_bytes bare = done_deploy_trim(line);
		if (bare.len == mark->len && !memcmp(bare.ptr, mark->ptr, bare.len))
			return 0;
		done_buf_add(out, line.ptr, line.len);
		done_buf_addch(out, '\n');
	}
	return heredoc_unclosed(lines, at, mark);
}

static bool heredocs_may_be(const char *word)
{
	return !strcmp(word, "RUN") || !strcmp(word, "COPY") || !strcmp(word, "ADD");
}

static int heredocs_take(struct done_dockerfile_lines *lines, struct done_instruction *out)
{
	const char *at = out->rest;
	struct done_buf buf = {0};
	struct done_bytes mark;
	int rc = 0;

	while (rc == 0 && heredoc_mark(&at, &mark))
		rc = heredoc_take(lines, out->line, &mark, &buf);
	if (rc == 0 && buf.len)
		out->heredoc = done_arena_strndup(lines->deploy->arena, buf.ptr, buf.len);
	done_buf_release(&buf);
	return rc;
}

/* ---- instructions ---- */

/* Adds a line without its mark of continuation; true: another one follows. */
static bool line_continues(
    const struct done_dockerfile_lines *lines, struct done_bytes line, struct done_buf *out)
{
	struct done_bytes bare = done_deploy_trim(line);
	bool more = bare.len && bare.ptr[bare.len - 1] == lines->escape;

	bare = done_deploy_trim((struct done_bytes){bare.ptr, bare.len - more});
	done_buf_add(out, bare.ptr, bare.len);
	if (more)
		done_buf_addch(out, ' ');
	return more;
}

static void instruction_join(
    struct done_dockerfile_lines *lines, struct done_bytes line, struct done_buf *out)
{
	bool more = line_continues(lines, line, out);

	while (more && done_deploy_line(&lines->lines, &line)) {
		struct done_bytes bare = done_deploy_trim(line);
		if (bare.len && bare.ptr[0] != '#')
			more = line_continues(lines, bare, out);
	}
}

int done_dockerfile_next(struct done_dockerfile_lines *lines, struct done_instruction *out)
{
	struct done_buf buf = {0};
	struct done_bytes line, bare;

	do {
		if (!done_deploy_line(&lines->lines, &line))
			return 0;
		bare = done_deploy_trim(line);
	} while (!bare.len || bare.ptr[0] == '#');
	*out = (struct done_instruction){.line = lines->lines.line};
	instruction_join(lines, bare, &buf);

	size_t len = 0;
	while (len < buf.len && isalpha((unsigned char)buf.ptr[len]))
		len++;
	char *word = done_arena_strndup(lines->deploy->arena, buf.ptr, len);
	for (char *c = word; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	struct done_bytes rest =
	    done_deploy_trim((struct done_bytes){buf.ptr + len, buf.len - len});
	out->word = word;
	out->rest = done_arena_strndup(lines->deploy->arena, rest.ptr, rest.len);
	done_buf_release(&buf);
	return heredocs_may_be(word) && heredocs_take(lines, out) < 0 ? lines->deploy->err->code
	                                                              : 1;
}
