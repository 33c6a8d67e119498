"""The field ``license`` → the address of a licence.

Authors write an address, a name of the SPDX licence list ("CC-BY-4.0", "MIT"), or words, as
exports of DataCite do: "Creative Commons Attribution 4.0 International".
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_publications.reading.links import UnsafeAddressError, web_address

__all__ = ["license_address"]

_ADDRESS: Final = re.compile(r"(?i)https?://\S+")
_VERSION: Final = re.compile(r"(?<!\d)[1-4]\.\d(?!\d)")
#: The words of a licence of Creative Commons, long or short → its short name in the address.
_TERMS: Final = {
    "attribution": "by", "noncommercial": "nc", "noderivatives": "nd", "noderivs": "nd",
    "sharealike": "sa", "by": "by", "nc": "nc", "nd": "nd", "sa": "sa",
}  # fmt: skip
#: Names of the SPDX licence list that are written for works of research, beside Creative Commons'.
_SPDX: Final = {
    name.lower(): name
    for name in (
        "0BSD AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BSD-2-Clause BSD-3-Clause"
        " BSL-1.0 CECILL-2.1 ECL-2.0 EPL-2.0 EUPL-1.2 GFDL-1.3-or-later GPL-2.0-only"
        " GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later ISC LGPL-2.1-only LGPL-2.1-or-later"
        " LGPL-3.0-only LGPL-3.0-or-later LPPL-1.3c MIT MPL-2.0 ODbL-1.0 ODC-By-1.0 OFL-1.1"
        " PDDL-1.0 Unlicense Zlib"
    ).split()
}


def license_address(text: str) -> str:
    """Return the address of the licence that *text* names; "" if it is unknown.

    >>> license_address("CC BY-SA 4.0")
    'https://creativecommons.org/licenses/by-sa/4.0/'
    """
    # In a sentence an address is not that of a licence: "(c) 2023 IEEE, https://ieee.org".
    if _ADDRESS.fullmatch(text.strip()):
        try:
            return web_address(text)
        except UnsafeAddressError:
            return ""
    joined = re.sub(r"\b(non|no|share)[- ]+", r"\1", text.lower())
    words = re.findall("[a-z]+|[0-9]+", joined)
    if words[:1] == ["cc"] or {"creative", "commons"} <= {*words}:
        return _creative_commons(words, text)
    name = _SPDX.get(text.strip().lower())
    return f"https://spdx.org/licenses/{name}.html" if name else ""


def _creative_commons(words: list[str], text: str) -> str:
    """Return the address of a licence of Creative Commons, which is by its terms and version."""
    found = {_TERMS[word] for word in words if word in _TERMS}
    terms = "-".join(term for term in ("by", "nc", "nd", "sa") if term in found)
    version = _VERSION.search(text)
    if not terms and {"zero", "0"}.intersection(words):
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if "by" not in found or not version:
        return ""
    return f"https://creativecommons.org/licenses/{terms}/{version[0]}/"
