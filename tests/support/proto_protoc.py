#!/usr/bin/env python3
"""proto_protoc.py TEST_ARTIFACT_PROTO ROOT [INCLUDE...]: our reader of .proto files against protoc, over all files below ROOT.

What protoc accepts must be read without a fault, with the same declarations: messages, fields, oneofs, enums, values, services, rpcs.
Needs protoc and Python's protobuf. Prints how many files agree, and each that does not.
"""
import collections, os, subprocess, sys, tempfile

from google.protobuf import descriptor_pb2


def enum(scope, declared, out):
    out[("enum", scope + declared.name)] += 1
    for value in declared.value:
        out[("value", scope + declared.name + "." + value.name)] += 1


def message(scope, declared, out):
    full = scope + declared.name + "."
    out[("message", scope + declared.name)] += 1
    made = {field.oneof_index for field in declared.field if field.proto3_optional}
    for field in list(declared.field) + list(declared.extension):
        out[("field", full + field.name)] += 1
    for index, oneof in enumerate(declared.oneof_decl):
        if index not in made:
            out[("oneof", full + oneof.name)] += 1
    for nested in declared.enum_type:
        enum(full, nested, out)
    for nested in declared.nested_type:
        if not nested.options.map_entry:
            message(full, nested, out)


def theirs(path):
    """What protoc found: file -> declarations."""
    found = descriptor_pb2.FileDescriptorSet()
    with open(path, "rb") as file:
        found.ParseFromString(file.read())
    want = {}
    for file in found.file:
        scope = file.package + "." if file.package else ""
        out = want[file.name] = collections.Counter()
        for declared in file.message_type:
            message(scope, declared, out)
        for declared in file.enum_type:
            enum(scope, declared, out)
        for field in file.extension:
            out[("field", scope + field.name)] += 1
        for service in file.service:
            out[("service", scope + service.name)] += 1
            for rpc in service.method:
                out[("rpc", scope + service.name + "." + rpc.name)] += 1
    return want


def protoc(files, includes, out):
    command = ["protoc", "-I.", *["-I" + path for path in includes], "--experimental_allow_proto3_optional", "-o" + out, *files]
    return subprocess.run(command, capture_output=True, text=True).returncode == 0


def ours(program, files, scratch):
    """What we found: file -> declarations, and the files with faults."""
    with open(scratch, "w") as file:
        file.write("".join(path + "\n" for path in files))
    lines = subprocess.run([program], env={**os.environ, "DONE_PROTO_LIST": scratch}, capture_output=True, text=True, check=True).stdout
    have, faults = collections.defaultdict(collections.Counter), {}
    for line in lines.splitlines():
        sort, path, full = line.split(" ", 2)
        if sort == "fault":
            faults.setdefault(path, full)
        else:
            have[path][(sort, full)] += 1
    return have, faults


def main():
    program, root, *includes = sys.argv[1:]
    program = os.path.abspath(program)
    os.chdir(root)
    files = sorted(os.path.normpath(os.path.join(folder, name)) for folder, _, names in os.walk(".") for name in names
                   if name.endswith(".proto"))
    with tempfile.TemporaryDirectory() as scratch:
        descriptors = os.path.join(scratch, "set")
        want = {}
        if files and protoc(files, includes, descriptors):
            want = theirs(descriptors)
        else:
            for path in files:
                if protoc([path], includes, descriptors):
                    want.update(theirs(descriptors))
        have, faults = ours(program, files, os.path.join(scratch, "list"))
    wrong = [path for path in sorted(want) if have[path] != want[path] or path in faults]
    for path in wrong:
        print(path, faults.get(path), list((have[path] - want[path]) + (want[path] - have[path]))[:3])
    print(len(files), "files,", len(want), "accepted by protoc,", len(wrong), "read otherwise")
    return bool(wrong) or not want


sys.exit(main())
