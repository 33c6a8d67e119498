"""The two tools, which come as packages of npm: where they are, and how they are brought."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: Exact versions: another Lighthouse measures something else.
PACKAGES: Final = ("lighthouse@12.8.2", "vnu-jar@26.9.27")
_NEEDED: Final = {
    "node": "Node.js 18.20 or newer, which Lighthouse runs on",
    "java": "Java 17 or newer, which the Nu HTML checker runs on",
}


class MissingError(Exception):
    """Something that has to be installed by hand; the text says what."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The installed tools."""

    #: The folder ``node_modules``.
    modules: Path

    @property
    def lighthouse(self) -> list[str]:
        """The command that runs Lighthouse."""
        return ["node", str(self.modules / "lighthouse" / "cli" / "index.js")]

    @property
    def checker(self) -> list[str]:
        """The command that runs the Nu HTML checker."""
        return ["java", "-jar", str(self.modules / "vnu-jar" / "build" / "dist" / "vnu.jar")]

    def complete(self) -> bool:
        """Tell whether both are there."""
        return all(Path(command[-1]).exists() for command in (self.lighthouse, self.checker))


def find(folder: Path) -> Tools:
    """Return the tools in *folder*, installed there if they are not."""
    missing = [text for command, text in _NEEDED.items() if not shutil.which(command)]
    if missing:
        raise MissingError("The audit needs " + " and ".join(missing) + ".")
    tools = Tools(folder / "node_modules")
    if tools.complete():
        return tools
    if not shutil.which("npm"):
        raise MissingError(f"The audit needs npm, to install {' and '.join(PACKAGES)}.")
    folder.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund"]
    # The jar is in the package; its script would fetch a Java of its own.
    command += ["--ignore-scripts", *PACKAGES]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode or not tools.complete():
        raise MissingError(f"npm could not install {' and '.join(PACKAGES)}:\n{done.stderr}")
    return tools
