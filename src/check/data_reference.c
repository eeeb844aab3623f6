/*
 * What the reference page of kind `data` says besides its fields: conditions, places, documents,
 * numbers, and which file is read as what.
 */
#include "data.h"

static const char places[] =
    "\n"
    "## Every place\n\n"
    "A path with `[*]`, `.*`, a slice or a union names many places, and every one of them is "
    "judged. The finding names the line of the element.\n\n"
    "| what is there | `exists: true`, or any other condition | `exists: false` |\n"
    "| --- | --- | --- |\n"
    "| an element that has the rest of the path | its value is judged | unmet at the value |\n"
    "| an element without the rest of the path | unmet at the element | met |\n"
    "| an empty list or map where `[*]` or `.*` stands | unmet at the list or map | met |\n"
    "| no list or map where `[*]` or `.*` stands | unmet at the place where it is missing | met |\n"
    "| a union such as `['get','post']` | each of them that is there is judged; none is unmet | "
    "unmet at each that is there |\n"
    "| `..name`, a search at any depth | all that is found is judged; nothing found is unmet | "
    "unmet at all that is found |\n\n"
    "`optional: true` skips what is missing; the other conditions then apply where the value "
    "exists.\n";

static const char documents[] =
    "\n## Files with several documents\n\n"
    "A YAML file may hold several documents between lines of `---`, and JSON lines hold one on "
    "each line. `document: each`, the default, judges all of them; `document: 2` judges the "
    "second; `document: any` is met where one document meets everything under `at`. A document "
    "that is empty or holds only comments does not count and has no number. A finding names "
    "its "
    "document by number, and by `kind` and `metadata.name` where it has them. At most 10,000 "
    "documents are read from a file; a file with more cannot be parsed. A YAML file without "
    "any "
    "document (empty, or only comments) holds nothing: every place below `$` is missing.\n";

static const char numbers[] =
    "\n## Numbers\n\n"
    "Numbers of any size are read. `equals` and `one_of` compare whole numbers exactly, also "
    "beyond 64 bits, as well as numbers such as `1e400` that a double cannot hold; other "
    "decimals "
    "are compared as doubles. `min` and `max` compare as doubles, which hold 15 digits. Above "
    "64 bits a hexadecimal, octal or binary number equals only one that is written in the same "
    "base. Infinity is a number; NaN never meets `min` or `max`. Dates of "
    "TOML are texts, as they are written. `matches` sees a number as it is written (`1.10`, "
    "`0755`), while `equals: 1.1` is met by `1.10`, as they are one number. YAML is version "
    "1.2: `0755` is seven hundred and fifty-five, and `yes` is a text.\n";

static const char formats[] =
    "\n"
    "## Which file is read as what\n\n"
    "The file's name decides, in any letter case; the first row that matches counts. A file of at "
    "most 8 MiB is read, with values nested at most 64 deep. Keys must be unique, and no text may "
    "hold U+0000. JSON with comments takes `//`, `/* */` and a comma behind the last value; plain "
    "JSON does not. TOML is version 1.0.\n\n";

static const char rest[] =
    "\n"
    "A file with any other name is read as JSON with comments if it begins with a bracket and can "
    "be parsed as such, otherwise as YAML.\n\n"
    "A file that cannot be parsed is a finding at the place of the error. A YAML file that cannot "
    "be parsed and holds `{{ ... }}` is a template (Helm, Jinja), which may be right when it is "
    "rendered: the check is undecided.\n";

void done_data_reference(struct done_buf *out)
{
	done_buf_addstr(out,
	    "\n"
	    "## Conditions\n\n"
	    "The value of a path in `at` is the expected value, or a map of these conditions, "
	    "which must all hold:\n\n");
	done_record_reference(out, &done_data_expectation);
	done_buf_addstr(out, places);
	done_buf_addstr(out, documents);
	done_buf_addstr(out, numbers);
	done_buf_addstr(out, formats);
	done_data_names_reference(out);
	done_buf_addstr(out, rest);
}
