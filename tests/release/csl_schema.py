"""Check items of CSL-JSON against the schema of CSL.

    PYTHONPATH=ext:tests python -m release.csl_schema csl-data.json [pubs.bib …]

The schema is ``schemas/input/csl-data.json`` of citation-style-language/schema. The items are
those of the made entries and of all files of the tests, and of the files that are named.

Prints what is wrong, and a count. Ends with 1 if anything is.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from jsonschema import Draft7Validator

from sphinx_publications.formats.exchange.csl_json import as_csl
from sphinx_publications.formats.exchange.variables.works import work_of
from unit.formats.exports import made, of_files, publications_in


def main() -> int:
    """Return 1 if an item is not valid."""
    parser = argparse.ArgumentParser(description="Check CSL-JSON against its schema.")
    parser.add_argument("schema", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    arguments = parser.parse_args()
    validator = Draft7Validator(json.loads(arguments.schema.read_text(encoding="utf-8")))
    sources = [made(), *(source for _, source in of_files())]
    sources += [path.read_text(encoding="utf-8-sig") for path in arguments.files]
    items = [
        as_csl(work_of(publication))
        for source in sources
        for publication in publications_in(source)
    ]
    problems = list(validator.iter_errors(items))
    for problem in problems:
        print(f"{problem.json_path}: {problem.message[:200]}")
    print(f"{len(items)} items, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
