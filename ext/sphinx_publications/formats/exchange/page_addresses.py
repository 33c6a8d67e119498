"""Where the page of a publication is, and what of it is on this site."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["PageAddresses"]


class PageAddresses(NamedTuple):
    """The addresses that the metadata of a publication's page name; "" for what there is not."""

    #: The page, and the home page of the site: absolute; "" where the site has no base address.
    page: str = ""
    home: str = ""
    #: A PDF of the work that is a file of this site: absolute. Google Scholar takes it only from
    #: the folder of the page or below.
    pdf: str = ""
    #: A picture of the work on this site: absolute; and what it shows, in words.
    picture: str = ""
    picture_text: str = ""
    #: The media type and the address of each file with the entry: BibTeX, RIS, CSL-JSON.
    files: tuple[tuple[str, str], ...] = ()
    #: The name of the site.
    site: str = ""
    #: The "@id" of the owner in JSON-LD: an address at the home page, "https://e.org/#owner".
    owner_id: str = ""
