"""The README as the page of the package shows it, where none of the files beside it are."""

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Readme(MetadataHookInterface):
    """Leads the links and pictures of the README to the files of this version."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the text of the package's page."""
        home, version = metadata["urls"]["Homepage"], metadata["version"]
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        text = re.sub(r"\]\((?!https:)(\S+\.svg)\)", rf"]({home}/raw/v{version}/\1)", text)
        text = re.sub(r"\]\((?!https:)(\S+)\)", rf"]({home}/blob/v{version}/\1)", text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
