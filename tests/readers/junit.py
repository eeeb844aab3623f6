"""JUnit's XML as junitparser reads it: its counts agree, and are those of the JSON report of the same run.

    python3 junit.py CASE REPORT
"""
import json
import sys

from junitparser import Error, Failure, JUnitXml, Skipped

xml = JUnitXml.fromfile(sys.argv[2])
with open(sys.argv[1] + "/json", encoding="utf-8") as file:
    report = json.load(file)
cases = [case for suite in xml for case in suite]


def count(kind):
    return sum(any(isinstance(result, kind) for result in case.result) for case in cases)


assert xml.tests == len(cases) == sum(suite.tests for suite in xml)
for kind, said in ((Failure, "failures"), (Error, "errors"), (Skipped, "skipped")):
    assert count(kind) == sum(getattr(suite, said) for suite in xml), said
assert xml.failures == count(Failure) and xml.errors == count(Error)

checks = [
    check
    for run in report.get("runs", [])
    for service in run["services"]
    for criterion in service["criteria"]
    for check in criterion["checks"]
]
refused = [check for check in checks if check["verdict"] == "unmet" and check["level"] == "error"]
assert count(Failure) == len(refused)
notes = [case for case in cases if case.classname == "git-done"]
assert len(cases) - len(notes) == len(checks)
assert cases
assert count(Error) == ("error" in report)
