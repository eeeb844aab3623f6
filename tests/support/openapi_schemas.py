#!/usr/bin/env python3
"""openapi_schemas.py GIT_DONE CLONE [SEED [NUMBER]]: kind `openapi` against the schemas that the standard publishes.

CLONE is a git directory of OAI/OpenAPI-Specification. Its own examples, and copies of them with one value deleted, replaced or added, are
judged by both. Ours may refuse more where the schema cannot ask (the list OURS); it may not pass what the schema refuses, but for THEIRS.
"""
import copy, json, os, random, subprocess, sys, tempfile, warnings

warnings.simplefilter("ignore")
import jsonschema, yaml

# What a JSON Schema does not see: names that must match, references, and schemas in descriptions of 3.1 and later.
OURS = ("not declared", "no parameter describes it", "does not name it", "also that of", "names nothing", "described twice", "that of line",
        "leads to", "leads out", "the schema", "the xml", "the external documentation 'externalDocs'", "the discriminator",
        "which 'path' needs", "'enum' without a value")
# What the schemas refuse and the text of the standard allows, or a tool of no use: siblings of `bearerFormat`, types of links' parameters,
# keys beside `type: file`.
THEIRS = ("bearerFormat", "is not of type 'string'", "is not valid under any of the given schemas", "allowReserved")
KEYS = ("summary description in name required schema content type format items enum responses parameters requestBody tags flows style "
        "explode example examples url x-a foo properties allOf nullable discriminator const title deprecated query webhooks servers host "
        "scopes scheme consumes").split()
VALUES = [None, 1, -1, 1.5, "text", True, [], {}, ["a"], {"a": "b"}, [{}], [1], "string", "path", "query", "header", "body", "cookie",
          "apiKey", "http", "implicit"]
FREE = ("example", "examples", "default", "value", "enum", "const")
PLACES = {"2.0": ("main", "_archive_/schemas/v2.0/schema.json"), "3.0": ("main", "_archive_/schemas/v3.0/schema.yaml"),
          "3.1": ("v3.1-dev", "src/schemas/validation/schema.yaml"), "3.2": ("v3.2-dev", "src/schemas/validation/schema.yaml")}


class Loader(yaml.SafeLoader):
    """As the core schema reads: no timestamps; keys are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith("timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def texts(value):
    if isinstance(value, dict):
        return {str(key): texts(item) for key, item in value.items()}
    return [texts(item) for item in value] if isinstance(value, list) else value


def git(clone, *args):
    return subprocess.run(["git", "--git-dir=" + clone, *args], check=True, capture_output=True).stdout.decode()


def documents(clone):
    for branch, folder in (("main", "_archive_/schemas/v3.0/pass"), ("v3.1-dev", "tests/schema"), ("v3.2-dev", "tests/schema")):
        for path in git(clone, "ls-tree", "-r", "--name-only", branch, folder).split():
            if path.endswith(".yaml"):
                yield texts(yaml.load(git(clone, "show", branch + ":" + path), Loader))


def version(document):
    return str(document.get("swagger", str(document.get("openapi"))[:3])) if isinstance(document, dict) else ""


def nodes(value, path=()):
    yield path, value
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from nodes(item, path + (key,))


def mutated(document, keys=KEYS, free=FREE):
    document = copy.deepcopy(document)
    path, value = random.choice([(path, value) for path, value in nodes(document)
                                 if not any(str(part).startswith("x-") or part in free for part in path)])
    if isinstance(value, dict) and (not path or random.random() < 0.5):
        value[random.choice(keys)] = random.choice(VALUES)
    elif path:
        parent = document
        for key in path[:-1]:
            parent = parent[key]
        if random.random() < 0.5:
            del parent[path[-1]]
        else:
            parent[path[-1]] = random.choice(VALUES)
    return document


def judge(binary, all_documents, kind="openapi"):
    env = dict(os.environ, GIT_AUTHOR_NAME="a", GIT_AUTHOR_EMAIL="a@b", GIT_COMMITTER_NAME="a", GIT_COMMITTER_EMAIL="a@b")
    with tempfile.TemporaryDirectory() as folder:
        for number, document in enumerate(all_documents):
            os.mkdir("%s/d%d" % (folder, number))
            with open("%s/d%d/%s.json" % (folder, number, kind), "w") as file:
                json.dump(document, file)
        with open(folder + "/.git-done.yml", "w") as file:
            file.write("version: 1\nservices: [{path: '*'}]\ncriteria: {d: {checks: {a: {%s: {reports: %s.json, "
                       "allow_empty: true, external: ignore}}}}}\n" % (kind, kind))
        for args in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x")):
            subprocess.run(["git", *args], cwd=folder, env=env, check=True)
        report = subprocess.run([binary, "audit", "--format", "json"], cwd=folder, env=env, capture_output=True).stdout
    return {service["name"]: service["criteria"][0]["checks"][0] for service in json.loads(report)["runs"][0]["services"]}


def main(binary, clone, seed="1", number="300"):
    random.seed(int(seed))
    schemas = {}
    for name, (branch, path) in PLACES.items():
        schema = yaml.load(git(clone, "show", branch + ":" + path), Loader)
        schemas[name] = (jsonschema.Draft4Validator if name < "3.1" else jsonschema.Draft202012Validator)(schema)
    own = [document for document in documents(clone) if version(document) in schemas]
    whole = [document for document in own if schemas[version(document)].is_valid(document)]
    judged = own + [document for document in (mutated(random.choice(whole)) for _ in range(int(number))) if version(document) in schemas]
    checks, wrong = judge(binary, judged), 0
    for index, document in enumerate(judged):
        check = checks["d%d" % index]
        errors = [error.message for error in schemas[version(document)].iter_errors(document)]
        more = [finding["message"] for finding in check["findings"] if not any(part in finding["message"] for part in OURS)]
        if errors and check["verdict"] == "met" and not any(part in error for error in errors for part in THEIRS):
            print("passed, and the schema refuses it: %s: %.200s" % (version(document), errors[0]))
        elif not errors and more:
            print("refused, and the schema takes it: %s: %.200s" % (version(document), more[0]))
        else:
            continue
        wrong += 1
    print("%d documents, %d of them judged otherwise than by the schemas" % (len(judged), wrong))
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
