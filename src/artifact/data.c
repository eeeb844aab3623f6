/* Which reader reads a file of data, by its name; a name that says nothing, by its first byte. */
#include "done/artifact.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "formats.h"
#include "text.h"

#define READ_FORMATS "'data' reads YAML, JSON, JSON5, JSON lines and TOML"

enum data_format {
	FORMAT_YAML,
	FORMAT_JSON,
	FORMAT_JSON_COMMENTS,
	FORMAT_JSON_FIVE,
	FORMAT_JSON_LINES,
	FORMAT_TOML,
};

/*
 * The first row that fits is taken. At most one '*', which stands for anything but '/'; a row with
 * a '/' looks at the directory, too. In any letter case.
 */
static const struct name {
	const char *pattern;
	enum data_format format;
} names[] = {
    /* JSON whose own tools take comments and a last comma. */
    {"tsconfig*.json", FORMAT_JSON_COMMENTS},
    {"jsconfig*.json", FORMAT_JSON_COMMENTS},
    {"appsettings*.json", FORMAT_JSON_COMMENTS},
    {"launchsettings.json", FORMAT_JSON_COMMENTS},
    {"local.settings.json", FORMAT_JSON_COMMENTS},
    {"global.json", FORMAT_JSON_COMMENTS},
    {".vscode/*.json", FORMAT_JSON_COMMENTS},
    {".zed/*.json", FORMAT_JSON_COMMENTS},
    {"devcontainer.json", FORMAT_JSON_COMMENTS},
    {".devcontainer.json", FORMAT_JSON_COMMENTS},
    {".eslintrc.json", FORMAT_JSON_COMMENTS},
    {"tslint.json", FORMAT_JSON_COMMENTS},
    {".swcrc", FORMAT_JSON_COMMENTS},
    {".jshintrc", FORMAT_JSON_COMMENTS},
    {"deno.json", FORMAT_JSON_COMMENTS},
    {"turbo.json", FORMAT_JSON_COMMENTS},
    {"nx.json", FORMAT_JSON_COMMENTS},
    {"angular.json", FORMAT_JSON_COMMENTS},
    {"biome.json", FORMAT_JSON_COMMENTS},
    {"typedoc.json", FORMAT_JSON_COMMENTS},
    {"wrangler.json", FORMAT_JSON_COMMENTS},
    {"cspell.json", FORMAT_JSON_COMMENTS},
    {".cspell.json", FORMAT_JSON_COMMENTS},
    {".markdownlint.json", FORMAT_JSON_COMMENTS},
    {"pyrightconfig.json", FORMAT_JSON_COMMENTS},
    {"api-extractor*.json", FORMAT_JSON_COMMENTS},
    {"rush*.json", FORMAT_JSON_COMMENTS},
    {"config/rush/*.json", FORMAT_JSON_COMMENTS},
    {"project.json", FORMAT_JSON_COMMENTS},
    {"knip.json", FORMAT_JSON_COMMENTS},
    {"dprint.json", FORMAT_JSON_COMMENTS},
    {".dprint.json", FORMAT_JSON_COMMENTS},
    {"devcontainer-feature.json", FORMAT_JSON_COMMENTS},
    {"language-configuration.json", FORMAT_JSON_COMMENTS},
    {"bun.lock", FORMAT_JSON_COMMENTS},
    {"host.json", FORMAT_JSON_COMMENTS},
    {"stylecop.json", FORMAT_JSON_COMMENTS},
    {"omnisharp.json", FORMAT_JSON_COMMENTS},
    {"bundleconfig.json", FORMAT_JSON_COMMENTS},
    {"firebase.json", FORMAT_JSON_COMMENTS},
    {"tsdoc.json", FORMAT_JSON_COMMENTS},
    {".mocharc.json", FORMAT_JSON_COMMENTS},
    {".oxlintrc.json", FORMAT_JSON_COMMENTS},
    {".luarc.json", FORMAT_JSON_COMMENTS},
    {"*.jsonc", FORMAT_JSON_COMMENTS},
    {"*.code-workspace", FORMAT_JSON_COMMENTS},
    {"*.code-snippets", FORMAT_JSON_COMMENTS},
    {"*.sublime-keymap", FORMAT_JSON_COMMENTS},
    {"*.sublime-project", FORMAT_JSON_COMMENTS},
    {"*.sublime-settings", FORMAT_JSON_COMMENTS},
    {".babelrc", FORMAT_JSON_FIVE},
    {".babelrc.json", FORMAT_JSON_FIVE},
    {"babel.config.json", FORMAT_JSON_FIVE},
    {"renovate.json", FORMAT_JSON_FIVE},
    {".renovaterc", FORMAT_JSON_FIVE},
    {".renovaterc.json", FORMAT_JSON_FIVE},
    {"*.json5", FORMAT_JSON_FIVE},
    {"*.json", FORMAT_JSON},
    {"*.geojson", FORMAT_JSON},
    {"*.jsonld", FORMAT_JSON},
    {"*.webmanifest", FORMAT_JSON},
    {"*.ipynb", FORMAT_JSON},
    {"*.sarif", FORMAT_JSON},
    {"*.avsc", FORMAT_JSON},
    {"composer.lock", FORMAT_JSON},
    {"pipfile.lock", FORMAT_JSON},
    {"flake.lock", FORMAT_JSON},
    {"deno.lock", FORMAT_JSON},
    {"*.ndjson", FORMAT_JSON_LINES},
    {"*.jsonl", FORMAT_JSON_LINES},
    {"*.toml", FORMAT_TOML},
    {"cargo.lock", FORMAT_TOML},
    {"poetry.lock", FORMAT_TOML},
    {"pdm.lock", FORMAT_TOML},
    {"uv.lock", FORMAT_TOML},
    {"gopkg.lock", FORMAT_TOML},
    {"pipfile", FORMAT_TOML},
    {"*.yaml", FORMAT_YAML},
    {"*.yml", FORMAT_YAML},
};

/* Formats that are told by their endings and read by nobody here: YAML would make nonsense of them.
 */
static const struct other {
	const char *pattern;
	const char *name;
} others[] = {
    {"*.tf", "HCL"},
    {"*.hcl", "HCL"},
    {"*.tfvars", "HCL"},
    {"*.nomad", "HCL"},
    {"*.xml", "XML"},
    {"*.csproj", "XML"},
    {"*.fsproj", "XML"},
    {"*.vbproj", "XML"},
    {"*.props", "XML"},
    {"*.pom", "XML"},
    {"*.nuspec", "XML"},
    {"*.xsd", "XML"},
    {"*.html", "HTML"},
    {"*.plist", "a property list"},
    {"*.properties", "Java properties"},
    {"*.ini", "INI"},
    {".editorconfig", "INI"},
    {".npmrc", "INI"},
    {".gitconfig", "INI"},
    {"setup.cfg", "INI"},
    {"*.env", "environment variables"},
    {".env.*", "environment variables"},
    {"*.csv", "CSV"},
    {"*.tsv", "TSV"},
    {"*.md", "Markdown (kind 'markdown' reads it)"},
    {"*.markdown", "Markdown (kind 'markdown' reads it)"},
    {"*.proto", "Protocol Buffers"},
    {"*.graphql", "GraphQL"},
    {"*.sql", "SQL"},
    {"*.gradle", "Gradle"},
    {"*.kts", "Kotlin"},
    {"*.js", "JavaScript"},
    {"*.mjs", "JavaScript"},
    {"*.cjs", "JavaScript"},
    {"*.ts", "TypeScript"},
    {"*.py", "Python"},
    {"*.rb", "Ruby"},
    {"*.jsonnet", "Jsonnet"},
    {"*.libsonnet", "Jsonnet"},
    {"*.cue", "CUE"},
    {"*.dhall", "Dhall"},
    {"*.nix", "Nix"},
    {"dockerfile", "a Dockerfile"},
    {"makefile", "a makefile"},
    {"go.mod", "Go's module file"},
    {"go.sum", "Go's checksum file"},
};

/* The end of the path that a pattern with so many slashes looks at. */
static const char *path_end(const char *path, const char *pattern)
{
	size_t parts = 1;
	const char *end = path + strlen(path);

	for (; *pattern; pattern++)
		parts += *pattern == '/';
	while (end > path && (end[-1] != '/' || --parts > 0))
		end--;
	return end;
}

static bool name_fits(const char *path, const char *pattern)
{
	const char *text = path_end(path, pattern), *star = strchr(pattern, '*');
	size_t len = strlen(text);

	if (!star)
		return !strcasecmp(text, pattern);
	size_t before = (size_t)(star - pattern), behind = strlen(star + 1);
	return len >= before + behind && !strncasecmp(text, pattern, before) &&
	    !strcasecmp(text + len - behind, star + 1) &&
	    !memchr(text + before, '/', len - before - behind);
}

static const struct name *find_name(const char *file)
{
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++)
		if (name_fits(file, names[i].pattern))
			return &names[i];
	return NULL;
}

/* ---- readers ---- */

static int keep_one(
    struct done_arena *arena, int rc, const struct done_value *value, struct done_documents *out)
{
	if (rc < 0)
		return rc;
	out->items = done_arena_array(arena, 1, sizeof(*out->items));
	out->items[0] = *value;
	out->nr = 1;
	return 0;
}

static int parse_json(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_value value;
	int rc = done_json_parse(arena, bytes, file, &value, err);

	return keep_one(arena, rc, &value, out);
}

static int parse_json_comments(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_value value;
	int rc = done_json_parse_as(arena, bytes, file, DONE_JSON_COMMENTS, &value, err);

	return keep_one(arena, rc, &value, out);
}

static int parse_json_five(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_value value;
	int rc = done_json_parse_as(arena, bytes, file, DONE_JSON_FIVE, &value, err);

	return keep_one(arena, rc, &value, out);
}

static int parse_toml(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_value value;
	int rc = done_toml_parse(arena, bytes, file, &value, err);

	return keep_one(arena, rc, &value, out);
}

/* The first "{{" that a "}}" follows, as templates of Helm, Jinja and others have them. */
static const char *find_template(struct done_bytes bytes)
{
	const char *end = bytes.ptr + bytes.len, *at = bytes.ptr;

	while (at < end && (at = memchr(at, '{', (size_t)(end - at)))) {
		if (++at == end || *at != '{')
			continue;
		for (const char *close = at; (close = memchr(close, '}', (size_t)(end - close)));)
			if (++close < end && *close == '}')
				return at - 1;
			else if (close == end)
				break;
		return NULL;
	}
	return NULL;
}

/* A template is not YAML before it is rendered, and may be right: that is not the file's fault. */
static int refuse_template(struct done_bytes bytes, const char *file, const char *at,
    const struct done_error *broken, struct done_error *err)
{
	int line, column;

	done_text_place(bytes, (size_t)(at - bytes.ptr), &line, &column);
	done_error_set(err, DONE_E_UNDECIDED,
	    "'%s' is a template ('{{' at line %d), which is not YAML before it is "
	    "rendered: line %d: %.200s",
	    file, line, broken->line, broken->message);
	done_error_place(err, file, line, column);
	return done_error_cure(err,
	    "name another file under 'file' (values, or what the template "
	    "is rendered to), or ask this one with kind 'content'; where "
	    "'{{ ... }}' is a value, put it in quotes");
}

static int parse_yaml(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_error broken = {0};
	int rc = done_yaml_parse_documents(arena, bytes, file, out, &broken);
	const char *template = rc < 0 && broken.code == DONE_E_POLICY ? find_template(bytes) : NULL;

	if (template)
		return refuse_template(bytes, file, template, &broken, err);
	if (rc < 0)
		*err = broken;
	return rc;
}

static int (*const readers[])(struct done_arena *, struct done_bytes, const char *,
    struct done_documents *, struct done_error *) = {
    [FORMAT_YAML] = parse_yaml,
    [FORMAT_JSON] = parse_json,
    [FORMAT_JSON_COMMENTS] = parse_json_comments,
    [FORMAT_JSON_FIVE] = parse_json_five,
    [FORMAT_JSON_LINES] = done_json_parse_lines,
    [FORMAT_TOML] = parse_toml,
};

/* ---- by name, then by what is there ---- */

static bool looks_like_json(struct done_bytes bytes)
{
	size_t i = bytes.len >= 3 && !memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) ? 3 : 0;

	while (i < bytes.len && bytes.ptr[i] && strchr(" \t\r\n", bytes.ptr[i]))
		i++;
	return i < bytes.len && (bytes.ptr[i] == '{' || bytes.ptr[i] == '[' || bytes.ptr[i] == '/');
}

static int parse_unnamed(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	struct done_error ignored = {0};

	if (looks_like_json(bytes) && parse_json_comments(arena, bytes, file, out, &ignored) == 0)
		return 0;
	int rc = done_yaml_parse_documents(arena, bytes, file, out, err);
	if (rc < 0 && !*err->cure)
		done_error_cure(err,
		    "the name says no format, so it was read as YAML; " READ_FORMATS
		    ", told apart by the file's name");
	return rc;
}

static int refuse_other(const char *file, const char *format, struct done_error *err)
{
	done_error_set(err, DONE_E_UNDECIDED, "'%s' is %s, which is not read", file, format);
	done_error_place(err, file, 0, 0);
	return done_error_cure(
	    err, READ_FORMATS ": ask this file with kind 'content', or name another file");
}

int done_data_parse(struct done_arena *arena, struct done_bytes bytes, const char *file,
    struct done_documents *out, struct done_error *err)
{
	const struct name *name = find_name(file);

	if (name)
		return readers[name->format](arena, bytes, file, out, err);
	for (size_t i = 0; i < DONE_ARRAY_SIZE(others); i++)
		if (name_fits(file, others[i].pattern))
			return refuse_other(file, others[i].name, err);
	return parse_unnamed(arena, bytes, file, out, err);
}

enum done_data_style done_data_style(const char *file)
{
	const struct name *name = find_name(file);

	if (!name || name->format == FORMAT_YAML)
		return DONE_STYLE_YAML;
	return name->format == FORMAT_TOML ? DONE_STYLE_TOML : DONE_STYLE_JSON;
}

/* ---- for the reference ---- */

static void data_add_name(struct done_buf *out, const char *pattern, bool first)
{
	done_buf_addf(out, "%s`%s`", first ? "" : ", ", pattern);
}

void done_data_names_reference(struct done_buf *out)
{
	static const char *const titles[] = {
	    [FORMAT_YAML] = "YAML",
	    [FORMAT_JSON] = "JSON",
	    [FORMAT_JSON_COMMENTS] = "JSON with comments",
	    [FORMAT_JSON_FIVE] = "JSON5",
	    [FORMAT_JSON_LINES] = "JSON lines",
	    [FORMAT_TOML] = "TOML",
	};

	done_buf_addstr(out, "| format | names |\n| --- | --- |");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(names); i++) {
		bool first = i == 0 || names[i].format != names[i - 1].format;

		if (first)
			done_buf_addf(out, "%s\n| %s | ", i ? " |" : "", titles[names[i].format]);
		data_add_name(out, names[i].pattern, first);
	}
	done_buf_addstr(out, " |\n| not read: the check is undecided | ");
	for (size_t i = 0; i < DONE_ARRAY_SIZE(others); i++)
		data_add_name(out, others[i].pattern, i == 0);
	done_buf_addstr(out, " |\n");
}
