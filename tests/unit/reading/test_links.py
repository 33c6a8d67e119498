from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.model.link_labels import LinkField
from sphinx_publications.model.publication import ResourceLink
from sphinx_publications.reading.links import (
    LINK_ROWS,
    LinkProblem,
    UnsafeAddressError,
    arxiv_of,
    derived_pdf,
    doi_of,
    resource_links,
    web_address,
)

ADDRESSES = {
    "http://a.b/c": "http://a.b/c",
    "https://a.b/c?d=e&f=g#h": "https://a.b/c?d=e&f=g#h",
    "ftp://a.b/c": "ftp://a.b/c",
    "HTTP://A.B/C": "HTTP://A.B/C",
    "//a.b/c": "https://a.b/c",
    "www.a.b/c": "https://www.a.b/c",
    " https://a.b ": "https://a.b",
    "http://[::1]/": "http://[::1]/",
    "https://a.b/~me/c_d(1).pdf": "https://a.b/~me/c_d(1).pdf",
    "https://a.b/%20": "https://a.b/%20",
    "https://a.b/c d": "https://a.b/c%20d",
    "https://a.b/ü": "https://a.b/%C3%BC",
    'https://a.b/"><script>': "https://a.b/%22%3E%3Cscript%3E",
    "https://a.b/{c}|`^\\": "https://a.b/%7Bc%7D%7C%60%5E%5C",
    "https://a.b/\x00": "https://a.b/%00",
    # What is no part of an address by the standard, and makes a book invalid.
    "https://a.b/100%": "https://a.b/100%25",
    "https://a.b/%C3%9?%zz#%": "https://a.b/%C3%259?%25zz#%25",
    "https://a.b/c[1]?d[]=e#f[g]#h": "https://a.b/c%5B1%5D?d%5B%5D=e#f%5Bg%5D%23h",
    "http://[::1]:80/c[1]": "http://[::1]:80/c%5B1%5D",
    "https://me:p@ss@a.b:80/@c": "https://me:p%40ss@a.b:80/@c",
    "https://a.b?c": "https://a.b?c",
    "https://a.b#": "https://a.b#",
    "https://m%C3%BCnchen.example/": "https://m%C3%BCnchen.example/",
}


@pytest.mark.parametrize(("source", "address"), ADDRESSES.items(), ids=[*map(ascii, ADDRESSES)])
def test_web_addresses(source: str, address: str) -> None:
    assert web_address(source) == address


@pytest.mark.parametrize(
    "source",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "\N{NO-BREAK SPACE}javascript:alert(1)",
        "https:javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "mailto:me@a.b",
        "view-source:http://a.b",
        "blob:http://a.b",
        "a.b/c",
        "/c",
        "",
        "http:",
        "http://",
        "http:///c",
        "http:/a.b",
        "http://[::1",
        "http://?c",
        # One address in a field: a host has no white space and no markup in it.
        "http://a.b and http://c.d",
        "http://<b>/",
        "http://a%20b/",
        "http://a%zz/",
        "http://a..b/",
        "http://a.b:c/",
        "http://a.b:99999/",
        # urlsplit() leaves line ends out before it looks for the scheme; browsers do not.
        "ht\ntp://a.b",
        "htt\tps://a.b",
    ],
    ids=ascii,
)
def test_unsafe_and_malformed_addresses_are_refused(source: str) -> None:
    with pytest.raises(UnsafeAddressError, match=r"\A(has the scheme “|is no web address: )"):
        web_address(source)


@given(
    st.tuples(
        st.sampled_from(
            ["", "http:", "https://", "ht\ntp://", "javascript:", "//", "www.", "ftp://a.b"]
        ),
        st.text() | st.text("a1.:/@?#[]\\\t\n \"'<>%\x00\x01"),
    ).map("".join)
)
def test_an_address_is_safe_or_refused(source: str) -> None:
    try:
        address = web_address(source)
    except UnsafeAddressError:
        return
    assert address.partition(":")[0].lower() in {"http", "https", "ftp"}
    assert urlsplit(address).hostname
    assert [char for char in address if not ("!" <= char <= "~") or char in '"<>`'] == []
    ((site, page, place),) = re.findall(r"([^/]*//[^/?#]*)([^#]*)#?(.*)", address)
    assert "[" not in page + place
    assert "#" not in place
    assert re.search(r"%(?![0-9A-Fa-f]{2})", address) is None
    assert site.count("@") < 2
    assert web_address(address) == address


DOIS = {
    "10.1214/22-AOS2186": "10.1214/22-AOS2186",
    "https://doi.org/10.1214/22-AOS2186": "10.1214/22-AOS2186",
    "http://dx.doi.org/10.1214/22-AOS2186": "10.1214/22-AOS2186",
    "doi:10.1000/182": "10.1000/182",
    "DOI 10.1000/182 (in press)": "10.1000/182",
    "{10.1000/182}": "10.1000/182",
    r"\url{https://doi.org/10.1000/182}": "10.1000/182",
    r"10.1000/a\_b": "10.1000/a_b",
    r"10.1000/a{\_}b": "10.1000/a_b",
    "10.1016/S0140-6736(20)30183-5": "10.1016/S0140-6736(20)30183-5",
    "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2": "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2",
    "10.1000.10/123": "10.1000.10/123",
    "Vol. 3.10.1000/182": "10.1000/182",
    "10.1000/": "",
    "10.1000.": "",
    "11.1000/182": "",
    "none": "",
    "": "",
}


#: Long values; what takes the square of their length does not end here.
LONG_DOIS = {
    "10.1234.1." * 50_000: "",
    "10.1234.1." * 50_000 + "10.1234/x": "10.1234.1." * 3 + "10.1234/x",
    "10." * 50_000 + "10.1234/x": "10.1234/x",
    "10.1234/" + "x" * 50_000: "10.1234/" + "x" * 50_000,
}


@pytest.mark.parametrize(("source", "doi"), DOIS.items(), ids=list(DOIS))
def test_doi(source: str, doi: str) -> None:
    assert doi_of(source) == doi


@pytest.mark.parametrize("source", LONG_DOIS, ids=range(len(LONG_DOIS)))
def test_long_values_of_a_doi(source: str) -> None:
    assert doi_of(source) == LONG_DOIS[source]


ARXIVS = {
    "2301.11270": "2301.11270",
    "0704.0001v2": "0704.0001v2",
    "arXiv:2301.11270": "2301.11270",
    "arXiv preprint arXiv:2301.11270": "2301.11270",
    "2301.11270 [cs.LG]": "2301.11270",
    "https://arxiv.org/abs/2301.11270": "2301.11270",
    "https://arxiv.org/pdf/2301.11270v3.pdf": "2301.11270v3",
    "10.48550/arXiv.2301.11270": "2301.11270",
    "math/0211159": "math/0211159",
    "math.GT/0309136v1": "math.GT/0309136v1",
    "https://arxiv.org/abs/hep-th/9901001": "hep-th/9901001",
    # A digit too many is another paper, or none.
    "2301.112701": "",
    "12301.11270": "",
    "2301": "",
    "none": "",
    "": "",
}


@pytest.mark.parametrize(("source", "arxiv"), ARXIVS.items(), ids=list(ARXIVS))
def test_arxiv(source: str, arxiv: str) -> None:
    assert arxiv_of(source) == arxiv


def links(fields: Mapping[str, str]) -> list[ResourceLink | LinkProblem]:
    return list(resource_links(fields, LINK_ROWS))


@pytest.mark.parametrize(
    ("value", "targets", "problems"),
    [
        ("http://a" + " " * 50_000 + "b", [], 1),
        ("http://a/" + " " * 50_000 + "b", ["http://a/" + "%20" * 50_000 + "b"], 0),
        ("http://a/" + " \n" * 50_000 + "b", ["http://a/b"], 0),
        ("http://a/" + ",;" * 50_000, ["http://a/" + ",;" * 50_000], 0),
        ("http://a/" + ",; " * 50_000 + "ftp://b", ["http://a/", "ftp://b"], 0),
        ("http://a/" + " and http://b" * 50_000, ["http://a/", "http://b"], 0),
        ("http://a/" + " and" * 50_000, ["http://a/" + "%20and" * 50_000], 0),
        ("{" * 50_000 + "http://a/" + "}" * 50_000, [], 1),
    ],
    ids=range(8),
)
def test_long_addresses(value: str, targets: list[str], problems: int) -> None:
    found = links({"url": value})
    assert [link.target for link in found if isinstance(link, ResourceLink)] == targets
    assert sum(isinstance(link, LinkProblem) for link in found) == problems


def test_links_come_in_the_order_shown() -> None:
    fields = {
        "website": "https://w.org",
        "blog": "https://bl.org",
        "supp": "https://su.org",
        "video": "https://v.org",
        "poster": "https://po.org",
        "slides": "https://sl.org",
        "data": "https://d.org",
        "code": "https://c.org",
        "url": "https://u.org",
        "html": "https://h.org",
        "eprint": "2301.11270",
        "doi": "10.1000/182",
        "pdf": "https://p.org/a.pdf",
    }
    assert links(fields) == [
        ResourceLink("pdf", "PDF", "https://p.org/a.pdf"),
        ResourceLink("doi", "DOI", "https://doi.org/10.1000/182"),
        ResourceLink("arxiv", "arXiv", "https://arxiv.org/abs/2301.11270"),
        ResourceLink("html", "HTML", "https://h.org"),
        ResourceLink("url", "Web page", "https://u.org"),
        ResourceLink("code", "Code", "https://c.org"),
        ResourceLink("data", "Data", "https://d.org"),
        ResourceLink("slides", "Slides", "https://sl.org"),
        ResourceLink("poster", "Poster", "https://po.org"),
        ResourceLink("video", "Video", "https://v.org"),
        ResourceLink("supp", "Supplement", "https://su.org"),
        ResourceLink("blog", "Blog", "https://bl.org"),
        ResourceLink("website", "Website", "https://w.org"),
    ]


def test_a_site_has_link_fields_of_its_own() -> None:
    labels = {**LINK_ROWS, "talk": LinkField("talk", "Talk"), "code": LinkField("code", "Source")}
    fields = {"talk": "https://t.org", "code": "https://c.org", "note": "https://n.org"}
    assert list(resource_links(fields, labels)) == [
        ResourceLink("code", "Source", "https://c.org"),
        ResourceLink("talk", "Talk", "https://t.org"),
    ]


ARXIV = ResourceLink("arxiv", "arXiv", "https://arxiv.org/abs/2301.11270")
PUBMED = ResourceLink("pubmed", "PubMed", "https://pubmed.ncbi.nlm.nih.gov/123/")

FIELDS: dict[str, tuple[dict[str, str], list[ResourceLink | LinkProblem]]] = {
    "nothing": ({}, []),
    "eprint alone is arXiv's": ({"eprint": "2301.11270"}, [ARXIV]),
    "eprint with its type": ({"eprint": "2301.11270", "eprinttype": "arXiv"}, [ARXIV]),
    "field of al-folio": ({"arxiv": "2301.11270"}, [ARXIV]),
    "twice the same": ({"arxiv": "2301.11270", "eprint": "2301.11270"}, [ARXIV]),
    "address of the same": (
        {"eprint": "2301.11270", "url": "https://arxiv.org/abs/2301.11270"},
        [ARXIV],
    ),
    "another archive": ({"eprint": "123", "eprinttype": "PubMed"}, [PUBMED]),
    "two archives": (
        {"eprint": "123", "eprinttype": "pubmed", "arxiv": "2301.11270"},
        [PUBMED, ARXIV],
    ),
    "an archive without an address": (
        {"eprint": "123", "eprinttype": "HEPdb"},
        [
            LinkProblem(
                "eprint",
                "is of the unknown type “hepdb”; it is printed without a link (the setting"
                " publications_links can give its address)",
            )
        ],
    ),
    "hostile identifier": (
        {"eprint": 'a"><b>', "eprinttype": "hal"},
        [ResourceLink("hal", "HAL", "https://hal.science/a%22%3E%3Cb%3E")],
    ),
    "doi in an address": (
        {"doi": "https://doi.org/10.1000/182"},
        [ResourceLink("doi", "DOI", "https://doi.org/10.1000/182")],
    ),
    "doi with characters that mean something in an address": (
        {"doi": r"10.1000/a<b>\#c?d"},
        [ResourceLink("doi", "DOI", "https://doi.org/10.1000/a%3Cb%3E%23c%3Fd")],
    ),
    "known host": (
        {"url": "https://openreview.net/forum?id=x"},
        [ResourceLink("url", "OpenReview", "https://openreview.net/forum?id=x")],
    ),
    "escaped address": (
        {"url": r"\url{https://a.b/c\_d\%20e}"},
        [ResourceLink("url", "Web page", "https://a.b/c_d%20e")],
    ),
    "file": ({"pdf": "papers/a.pdf"}, [ResourceLink("pdf", "PDF", "papers/a.pdf", local=True)]),
    "file from the root": (
        {"slides": "/_static/a b.pdf"},
        [ResourceLink("slides", "Slides", "/_static/a b.pdf", local=True)],
    ),
    "address without a scheme": (
        {"pdf": "//a.b/c.pdf", "code": "www.a.b"},
        [
            ResourceLink("pdf", "PDF", "https://a.b/c.pdf"),
            ResourceLink("code", "Code", "https://www.a.b"),
        ],
    ),
}


@pytest.mark.parametrize(("fields", "expected"), FIELDS.values(), ids=list(FIELDS))
def test_links(fields: dict[str, str], expected: list[ResourceLink | LinkProblem]) -> None:
    assert links(fields) == expected


@pytest.mark.parametrize(
    ("kind", "label", "target"),
    [
        ("arxiv", "arXiv", "https://arxiv.org/abs/2301.11270"),
        ("hal", "HAL", "https://hal.science/2301.11270"),
        ("jstor", "JSTOR", "https://www.jstor.org/stable/2301.11270"),
        ("hdl", "Handle", "https://hdl.handle.net/2301.11270"),
    ],
)
def test_archives(kind: str, label: str, target: str) -> None:
    assert links({"eprint": "2301.11270", "eprinttype": kind}) == [
        ResourceLink(kind, label, target)
    ]


@pytest.mark.parametrize(
    ("host", "label"),
    [
        ("openreview.net", "OpenReview"),
        ("proceedings.mlr.press", "PMLR"),
        ("proceedings.neurips.cc", "NeurIPS proceedings"),
        ("aclanthology.org", "ACL Anthology"),
        ("dl.acm.org", "ACM"),
        ("ieeexplore.ieee.org", "IEEE Xplore"),
        ("link.springer.com", "Springer"),
        ("example.org", "Web page"),
    ],
)
def test_hosts_that_have_a_name(host: str, label: str) -> None:
    target = f"https://{host}/x"
    assert links({"url": target}) == [ResourceLink("url", label, target)]
    assert links({"code": target}) == [ResourceLink("code", "Code", target)]


@pytest.mark.parametrize(
    "name", ["pdf", "doi", "eprint", "arxiv", "arxivid", "url", "code", "website"]
)
@pytest.mark.parametrize("value", ["", " \n"], ids=["empty", "blank"])
def test_an_empty_field_is_no_field(name: str, value: str) -> None:
    assert links({name: value}) == []


PROBLEMS = {
    "no doi": ("doi", "xx", "is no DOI: “xx” (a DOI looks like 10.1000/182)"),
    "no arXiv identifier": (
        "eprint",
        "xx",
        "is no arXiv identifier: “xx” (one looks like 2301.11270)",
    ),
    "script": (
        "url",
        "javascript:alert(1)",
        "has the scheme “javascript:”; only web addresses become links; no link is made",
    ),
    "script behind a control character": (
        "code",
        "\x00javascript:alert(1)",
        "has the scheme “javascript:”; only web addresses become links; no link is made",
    ),
    "drive": (
        "pdf",
        "C:\\a.pdf",
        "has the scheme “c:”; only web addresses become links; no link is made",
    ),
    "no host": ("url", "http:///x", "is no web address: it names no host; no link is made"),
    "no port": (
        "url",
        f"https://x.org:{'9' * 5000}/",
        "is no web address: the number of its port or of its host is none; no link is made",
    ),
    "no number of a host": (
        "url",
        "https://[zz]/",
        "is no web address: the number of its port or of its host is none; no link is made",
    ),
    "neither": ("code", "github.com/a/b", "is neither a web address nor a file: “github.com/a/b”"),
    "url is no file": ("url", "a.pdf", "is neither a web address nor a file: “a.pdf”"),
    "file above the site": (
        "pdf",
        "../a.pdf",
        "leads out of the folder of the site: “../a.pdf”; no link is made",
    ),
    "file above the site, hidden": (
        "pdf",
        "/a/../../b.pdf",
        "leads out of the folder of the site: “/a/../../b.pdf”; no link is made",
    ),
    "file on another machine": (
        "pdf",
        r"\\host\a.pdf",
        r"is neither a web address nor a file: “\\host\a.pdf”",
    ),
}


@pytest.mark.parametrize(("name", "value", "message"), PROBLEMS.values(), ids=list(PROBLEMS))
def test_what_is_no_link_is_reported(name: str, value: str, message: str) -> None:
    assert links({name: value}) == [LinkProblem(name, message)]


@given(
    st.dictionaries(
        st.sampled_from(["doi", "eprint", "eprinttype", "arxiv", *LINK_ROWS]),
        st.text(max_size=15)
        | st.text("a./:-_\\{}~%#\"'<> \n", max_size=12).map("http://a.b/{}".format)
        | st.sampled_from(['10.1000/<">', "hal", "2301.11270", "../a.pdf", "a.pdf"]),
        max_size=4,
    )
)
def test_any_fields_give_distinct_safe_links(fields: dict[str, str]) -> None:
    found = [item for item in links(fields) if isinstance(item, ResourceLink)]
    targets = [link.target for link in found]
    assert len(set(targets)) == len(targets)
    for link in found:
        if link.local:
            assert ".." not in link.target.split("/")
        else:
            assert web_address(link.target) == link.target


@pytest.mark.parametrize(
    ("fields", "target"),
    [
        ({"url": '<a href="https://e.org/x?a=1&amp;b=2">e.org</a>'}, "https://e.org/x?a=1&b=2"),
        ({"code": "See <A target=_blank HREF='https://e.org/c'>here</A>"}, "https://e.org/c"),
        ({"doi": '<a href="https://doi.org/10.1000/x">10.1000/x</a>'}, "https://doi.org/10.1000/x"),
        ({"eprint": '<a href="https://arxiv.org/abs/2301.11270">2301.11270</a>'},
         "https://arxiv.org/abs/2301.11270"),
    ],
)  # fmt: skip
def test_an_address_may_be_given_as_html(fields: dict[str, str], target: str) -> None:
    found = list(resource_links(fields, LINK_ROWS))
    assert [getattr(link, "target", link) for link in found] == [target]


# -- the PDF that follows from a link to arXiv -----------------------------------------

DERIVED: dict[str, tuple[dict[str, str], str]] = {
    "eprint": ({"eprint": "2301.11270"}, "2301.11270"),
    "old identifier": ({"eprint": "math/0309136"}, "math/0309136"),
    "old identifier with its area": (
        {"eprint": "0309136", "eprintclass": "math.PR"},
        "math/0309136",
    ),
    "old identifier with a version": ({"arxiv": "hep-th/9901001v2"}, "hep-th/9901001v2"),
    "version": ({"eprint": "2301.11270v3"}, "2301.11270v3"),
    "al-folio": ({"arxiv": "2301.11270"}, "2301.11270"),
    "DOI of arXiv": ({"doi": "10.48550/arXiv.2301.11270"}, "2301.11270"),
    "journal": ({"journal": "arXiv preprint arXiv:2301.11270"}, "2301.11270"),
    "address": ({"url": "https://arxiv.org/abs/2301.11270"}, "2301.11270"),
    "address without TLS": ({"url": "http://www.arxiv.org/abs/math/0309136v1"}, "math/0309136v1"),
    "address of a mirror": ({"url": "https://export.arxiv.org/abs/2301.11270"}, "2301.11270"),
    "address with more": ({"url": "https://arxiv.org/abs/2301.11270v2?context=cs"}, "2301.11270v2"),
    "address with a slash": ({"url": "https://arxiv.org/abs/math/0309136/"}, "math/0309136"),
    "address of a place": ({"html": "https://arxiv.org/abs/2301.11270#S1"}, "2301.11270"),
    "several": ({"eprint": "2301.11270", "url": "https://arxiv.org/abs/2302.00001"}, "2301.11270"),
    "another page": ({"eprint": "2301.11270", "url": "https://e.org/a"}, "2301.11270"),
    "page of HTML": (
        {"eprint": "2301.11270", "url": "https://arxiv.org/html/2301.11270"},
        "2301.11270",
    ),
    "DOI of a journal": ({"eprint": "2301.11270", "doi": "10.1000/182"}, "2301.11270"),
    "nothing": ({}, ""),
    "no arXiv": ({"doi": "10.1000/182", "url": "https://e.org/abs/2301.11270"}, ""),
    "another archive": ({"eprint": "123", "eprinttype": "pubmed"}, ""),
    "a host that is called so": ({"url": "https://arxiv.org.evil.example/abs/2301.11270"}, ""),
    "no paper": ({"url": "https://arxiv.org/abs/"}, ""),
    "no identifier": ({"url": "https://arxiv.org/abs/nothing of the kind"}, ""),
    "list of papers": ({"url": "https://arxiv.org/a/zhu_b_1"}, ""),
    "PDF": ({"eprint": "2301.11270", "pdf": "https://e.org/a"}, ""),
    "local PDF": ({"eprint": "2301.11270", "pdf": "papers/a.pdf"}, ""),
    "address of a PDF": ({"eprint": "2301.11270", "url": "https://e.org/A.PDF"}, ""),
    "PDF at arXiv": ({"url": "https://arxiv.org/pdf/2301.11270v2.pdf"}, ""),
    # These are about the work, and not the work.
    "code": ({"code": "https://arxiv.org/abs/2301.11270"}, ""),
    "blog": ({"blog": "https://arxiv.org/abs/2301.11270"}, ""),
    "supplement": ({"supp": "https://arxiv.org/abs/2301.11270"}, ""),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "identifier"), DERIVED.values(), ids=list(DERIVED))
def test_a_pdf_follows_from_a_link_to_arxiv(fields: dict[str, str], identifier: str) -> None:
    found = [it for it in resource_links(fields, LINK_ROWS) if isinstance(it, ResourceLink)]
    pdf = ResourceLink("pdf", "PDF", f"https://arxiv.org/pdf/{identifier}", derived=True)
    assert derived_pdf(found) == (pdf if identifier else None)


def test_a_pdf_follows_whatever_a_site_calls_arxiv() -> None:
    rows = {**LINK_ROWS, "arxiv": LINK_ROWS["arxiv"]._replace(label="Preprint")}
    found = [*resource_links({"eprint": "2301.11270"}, rows)]
    assert [getattr(link, "label", "") for link in found] == ["Preprint"]
    links_of_it = [link for link in found if isinstance(link, ResourceLink)]
    assert derived_pdf(links_of_it) == ResourceLink(
        "pdf", "PDF", "https://arxiv.org/pdf/2301.11270", derived=True
    )


def test_where_links_for_arxiv_lead_elsewhere_no_pdf_follows() -> None:
    row = LINK_ROWS["arxiv"]._replace(address="https://mirror.example/abs/{}")
    found = [*resource_links({"eprint": "2301.11270"}, {**LINK_ROWS, "arxiv": row})]
    assert derived_pdf([link for link in found if isinstance(link, ResourceLink)]) is None


@given(
    st.sampled_from(["2301.11270", "math/0309136", "hep-th/9901001", "0704.0001", "cs.LG/0309136"]),
    st.sampled_from(["", "v1", "v12"]),
    st.dictionaries(
        st.sampled_from(["doi", "url", "code", "slides", "website", "eprinttype"]),
        st.sampled_from(["10.1000/182", "https://e.org/a", "https://e.org/b", "arxiv"]),
    ),
)
def test_a_derived_pdf_is_that_of_the_link(
    identifier: str, version: str, others: dict[str, str]
) -> None:
    fields = {**others, "arxiv": f"{identifier}{version}"}
    found = [it for it in resource_links(fields, LINK_ROWS) if isinstance(it, ResourceLink)]
    (arxiv,) = (it for it in found if it.kind == "arxiv")
    pdf = derived_pdf(found)
    assert pdf is not None
    assert pdf.target == arxiv.target.replace("/abs/", "/pdf/")
    assert web_address(pdf.target) == pdf.target
    # It is none that is there, and has none itself.
    assert pdf not in found
    assert derived_pdf([pdf, *found]) is None
