#!/usr/bin/env python3
"""asyncapi_schemas.py GIT_DONE SPECS FILES [SEED [NUMBER]]: kind `asyncapi` against the schemas that the standard publishes.

SPECS is npm's @asyncapi/specs, FILES a directory of whole descriptions in one file each. They, and copies of them with one value deleted,
replaced or added, are judged by both. Ours may refuse more where the schema cannot ask (the list OURS).
"""
import json, os, random, sys

import jsonschema, yaml

from openapi_schemas import Loader, judge, mutated, texts

# What a JSON Schema does not see: names that must match, references, what is beside them.
OURS = ("not declared", "no parameter describes it", "does not name the parameter", "also that of", "names nothing", "leads to", "leads out",
        "is not one of the operation's channel", "must be a reference", "to one of its channel", "the parameter", "the security scheme")
# What the schemas refuse and we do not look into: bindings, examples, forms of texts; keys of a later minor version; and alternatives, of which
# they do not say which is meant.
THEIRS = ("binding", "is not valid under any of the given schemas", "non-unique", "is not a 'uri", "does not match")
KEYS = ("summary description in name required schema content type format items enum messages parameters payload headers tags flows channel "
        "examples url x-a foo properties allOf discriminator title deprecated servers host scopes scheme action address traits reply "
        "message publish subscribe operationId contentType correlationId location protocol security bindings schemaFormat").split()
FREE = ("example", "examples", "default", "value", "enum", "const", "bindings", "payload", "schemas", "headers", "schema")


def main(binary, specs, files, seed="1", number="300"):
    random.seed(int(seed))
    schemas, own = {}, []
    for version in ("2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0"):
        with open("%s/schemas/%s-without-$id.json" % (specs, version)) as file:
            schemas[version] = jsonschema.Draft7Validator(json.load(file))
    for folder, _, names in os.walk(files):
        for name in sorted(names):
            if name.endswith((".yml", ".yaml", ".json")):
                with open(os.path.join(folder, name)) as file:
                    own.append(texts(yaml.load(file, Loader)))
    own = [document for document in own if isinstance(document, dict) and str(document.get("asyncapi")) in schemas]
    whole = [document for document in own if schemas[document["asyncapi"]].is_valid(document)]
    judged = own + [mutated(random.choice(whole), KEYS, FREE) for _ in range(int(number))]
    judged = [document for document in judged if isinstance(document, dict) and str(document.get("asyncapi")) in schemas]
    checks, wrong = judge(binary, judged, "asyncapi"), 0
    for index, document in enumerate(judged):
        check = checks["d%d" % index]
        errors = [error.message for error in schemas[document["asyncapi"]].iter_errors(document)]
        more = [finding["message"] for finding in check["findings"] if not any(part in finding["message"] for part in OURS)]
        if errors and check["verdict"] == "met" and not any(part in error for error in errors for part in THEIRS):
            print("passed, and the schema refuses it: %s: %.300s" % (document["asyncapi"], errors[0]))
        elif not errors and more:
            print("refused, and the schema takes it: %s: %.300s" % (document["asyncapi"], more[0]))
        else:
            continue
        wrong += 1
    print("%d documents, %d of them judged otherwise than by the schemas" % (len(judged), wrong))
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
