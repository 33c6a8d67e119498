"""The site says what its sources say, and as of when.

The facts, with the numbers of the CV's papers, are those for which two sources agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from support import Output

    Site = Callable[[str], Output]

PAGES = ["index", "pages/publications", "pages/experience", "pages/teaching", "pages/cv"]
#: Where the CV and the published record differ: what stands behind the reference.
OTHER_RECORDS = {
    "zhu2024data": "Published as “Iterative Data Smoothing: Mitigating Reward Overfitting and"
    " Overoptimization in RLHF”.",
    "sheng2024slora": "Preprint: “S-LoRA: Serving Thousands of Concurrent LoRA Adapters”,"
    " arXiv:2311.03285, 2023.",
    "laidlaw2024theoretical": "Published as “The Effective Horizon Explains Deep RL Performance in"
    " Stochastic Environments”.",
    "wu2023pairwise": "Later version: “Pairwise Proximal Policy Optimization: Large Language Models"
    " Alignment via Comparative RL”, Technical report UCB/EECS-2024-21, University of California,"
    " Berkeley, 2024.",
    "huang2023towards": "Later version with the authors Baihe Huang, Hanlin Zhu, Banghua Zhu,"
    " Kannan Ramchandran, Michael I. Jordan, Jason D. Lee and Jiantao Jiao,"
    " arXiv:2312.07930v3, 2024.",
    "zhu2024efficient": "Preprint: “Efficient Prompt Caching via Embedding Similarity”.",
    "zhu2023optimal": "Published as “Towards Optimal Caching and Model Selection for Large Model"
    " Inference”.",
    "zhu2023principled": "Published with the authors in the order Banghua Zhu, Michael Jordan and"
    " Jiantao Jiao.",
    "zhu2023byzantine": "Published as “Byzantine-Robust Federated Learning with Optimal Statistical"
    " Rates”.",
    "zhu2023starling": "Later version: “Starling-7B: Improving Helpfulness and Harmlessness with"
    " RLAIF”, by Banghua Zhu, Evan Frick, Tianhao Wu, Hanlin Zhu, Karthik Ganesan, Wei-Lin Chiang,"
    " Jian Zhang and Jiantao Jiao, COLM, 2024.",
}
#: What visitors copy of papers that were published, or are to be read, in another form.
COPIED = {
    "zhu2024data": "Iterative Data Smoothing",
    "laidlaw2024theoretical": "The Effective Horizon",
    "zhu2024efficient": "Efficient Prompt Caching via Embedding",
    "zhu2023optimal": "Towards Optimal Caching",
    "zhu2023principled": "Zhu, Banghua and Jordan, Michael and Jiao, Jiantao",
    "zhu2023byzantine": "Optimal Statistical Rates",
}


def text_of(node: HtmlElement) -> str:
    return " ".join(node.text_content().replace("¶", "").split())


def article(site: Site, page: str) -> HtmlElement:
    return site("html").html(f"{page}.html").cssselect("article.bd-article")[0]


def items(site: Site) -> dict[str, HtmlElement]:
    page = article(site, "pages/publications")
    return {item.get("id"): item for item in page.cssselect("li.pub-item")}


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_once_of_what_date_they_are(site: Site, page: str) -> None:
    said = len(re.findall("[Aa]s of March 2025", text_of(article(site, page))))
    assert said == (0 if page == "pages/teaching" else 1)


@pytest.mark.parametrize(
    ("builder", "name"),
    [("latex", "banghua-zhu-cv.tex"), ("man", "banghua-zhu.7"), ("text", "pages/cv.txt")],
)
def test_the_cv_says_so_in_every_format(site: Site, builder: str, name: str) -> None:
    assert "As of March 2025" in site(builder).text(name)


def test_the_date_is_one_setting() -> None:
    sources = [*ROOT.glob("*.md"), *ROOT.glob("pages/*.md"), ROOT / "conf.py"]
    sources.remove(ROOT / "CHANGELOG.md")
    found = [path.name for path in sources if '"March 2025"' in path.read_text(encoding="utf-8")]
    assert found == ["conf.py"]
    assert "of March 2025" not in (ROOT / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_no_page_claims_to_have_all_publications(site: Site, page: str) -> None:
    document = site("html").html(f"{page}.html")
    texts = [text_of(document), *document.xpath("//meta/@content")]
    assert [
        text for text in texts if re.search("all (?:papers|publications)", text, re.IGNORECASE)
    ] == []


def test_the_publications_of_the_cv_are_counted(site: Site) -> None:
    assert "The 31 publications of the CV are under publications." in text_of(
        article(site, "index")
    )
    assert "The 31 publications of the CV, as of" in text_of(article(site, "pages/publications"))
    for name in ("index.md", "pages/publications.md"):
        assert "31" not in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["index", "pages/experience", "pages/cv"])
def test_what_is_open_has_one_form(site: Site, page: str) -> None:
    text = text_of(article(site, page))
    assert re.findall(r"\d{4} –(?! \d{4})[^,.C]{0,4}", text)[:2] == ["2025 – Now", "2023 – Now"]
    assert "since 2025" not in text


def test_references_tell_of_other_records(site: Site) -> None:
    found = {
        key: " ".join(text_of(node) for node in item.cssselect(".pub-related"))
        for key, item in items(site).items()
    }
    assert {key: text for key, text in found.items() if text} == OTHER_RECORDS


@pytest.mark.parametrize(("key", "words"), COPIED.items())
def test_the_record_that_exists_is_copied(site: Site, key: str, words: str) -> None:
    (source,) = items(site)[key].cssselect(".pub-bibtex")
    assert words in source.text_content()
    assert source.text_content().partition("{")[2].startswith(f"{key},")


def test_labels_of_papers_on_the_home_page_are_distinct(site: Site) -> None:
    shown = [text_of(link) for link in article(site, "index").cssselect("dl a.internal")]
    # Six areas, and fourteen papers.
    assert len(shown) == len(set(shown)) == 20


def test_facts_of_single_papers(site: Site) -> None:
    papers = {key: text_of(item) for key, item in items(site).items()}
    assert (
        "Proceedings of Machine Learning Research 202, pp. 42304–42316" in papers["zhao2023online"]
    )
    assert "ICLR, 2024. Spotlight." in papers["laidlaw2024theoretical"]
    assert "2020, 66(11), pp. 7155+." in papers["zhu2020deconstructing"]
    assert "Video" not in papers["rashidinejad2022bridging"]
    assert not any("Website" in paper for paper in papers.values())


@pytest.mark.parametrize("page", PAGES)
def test_no_link_is_less_safe_than_it_can_be(site: Site, page: str) -> None:
    addresses = site("html").html(f"{page}.html").xpath("//a/@href")
    assert [address for address in addresses if address.startswith("http:")] == []


def test_announced_subjects_are_no_courses(site: Site) -> None:
    said = "Subjects announced in March 2025, when no course was listed yet: machine learning,"
    assert said in text_of(article(site, "pages/teaching"))


def test_papers_with_people_are_named_in_one_form(site: Site) -> None:
    section = article(site, "pages/experience").cssselect("#papers-with-people-named-above")[0]
    assert [text_of(item) for item in section.cssselect("li")] == [
        "With Hiteshi Sharma, Shi Dong and Felipe Vieira Frujeri: Fine-Tuning Language Models with"
        " Advantage-Induced Policy Alignment",
        "With Yao Lu: Jump-Start Reinforcement Learning",
        "With David Tse: Deconstructing Generative Adversarial Networks",
    ]


def test_braces_in_titles_are_around_names_and_acronyms() -> None:
    source = (ROOT / "pubs.bib").read_text(encoding="utf-8")
    titles = re.findall(r"^  title += \{(.*?)\},$", source, re.MULTILINE | re.DOTALL)
    braced = {word for title in titles for word in re.findall(r"\{([^{}]+)\}", title)}
    assert braced == {
        "OR", "MAX", "RLHF", "SLoRA", "S-LoRA", "LoRA", "RL", "LLM", "LLMs", "NexusRaven", "$K$",
        "Stackelberg", "Byzantine", "Tukey", "Starling-7B", "RLAIF", "QFT",
    }  # fmt: skip


def test_the_sample_of_the_readme_has_invented_persons_only() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "Zhu, " not in readme
    assert "and Zhu" not in readme
