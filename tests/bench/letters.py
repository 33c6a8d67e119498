"""Count the letters of languages, for ``ext/sphinx_publications/letters.txt``.

Run ``PYTHONPATH=tests python -m bench.letters ngerman et_EE.dic`` with wordfreq and zhconv
installed, which nothing else needs, and write what it prints into that file. wordfreq has
"ss" for "ß" and no Estonian: the two word lists are of Debian's packages wngerman and
myspell-et.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

#: The letters of each language that are not ASCII.
ALPHABETS: Final = {
    "fr": "éèêçôîâàûïœëùæ",
    "de": "äöüßé",
    "es": "óíáéñúü",
    "pt": "çãáíéóêõúâôà",
    "ca": "óàèíòéçúïü",
    "it": "àòèéìùí",
    "nl": "ëéïèóüöáç",
    "et": "äõüöšž",
    "sv": "äöåé",
    "da": "æøåé",
    "nb": "øåæéò",
    "fi": "äöå",
    "is": "ðáóæöíþúéý",
    "pl": "łąęóśżćńź",
    "cs": "íáěřéčýšžůúňťóď",
    "sk": "áíýčšéúťžľôóňäďĺŕ",
    "hu": "áéöóőíüúű",
    "ro": "ăţşîâ",
    "sh": "čšžćđ",
    "sl": "čšž",
    "tr": "ıüşğçöâîİ",
    "lt": "ėųšžąįūčę",
    "lv": "āīēšūņļžķģč",
    "ru": "оаеинтсрлвкпмдуяыьзбгйчхжюшцфщэёъ",
    "uk": "оаниіртвесклудпмзяьгбчйхюцжшїєфщґ",
    "bg": "аиеотнрсвлкпдмзяъбугчжцхшйщфю",
    "el": "ασεοιτνρκπμλυηάίγέδόήωχύθφβώξζψϊϋΐΰς",
    "he": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآءئؤةى",
}
#: How many words of a language are asked, and how many characters of Chinese are told.
WORDS, CHARACTERS = 40_000, 2_500
#: Family names, of which .bib files have more than other texts, the most frequent first.
FAMILIES: Final = {
    "zh": (
        "李 王 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧"
        " 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜"
        " 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤"
    ).split(),
    "ja": (
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林"
        " 斎藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤"
        " 村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 金子 岡本 藤原 中野 三浦 原田 中川 松田 竹内"
        " 小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島"
    ).split(),
}
_CEDILLA: Final = str.maketrans("șț", "şţ")  # what encodings before Unicode have


def words(language: str) -> Iterator[tuple[str, int]]:
    """Yield the most frequent words with their weights.

    The root of the frequency: "the" says little about names and titles.
    """
    from wordfreq import get_frequency_dict

    if language == "et":
        for word in Path(sys.argv[2]).read_text(encoding="iso8859_15").split():
            yield word.partition("/")[0].lower(), 1
        return
    known = sorted(get_frequency_dict(language).items(), key=lambda item: (-item[1], item[0]))
    for word, frequency in known[:WORDS]:
        yield word, round(1e6 * frequency**0.5)


def as_written(word: str, language: str, sharp: Mapping[str, str]) -> str:
    """Return *word*, of which wordfreq has the folded form, as it is written."""
    if language == "ro":
        return word.translate(_CEDILLA)
    if language == "de":
        return sharp.get(word, word)
    if language == "el" and word.endswith("σ"):
        return f"{word[:-1]}ς"
    return word


def alphabet(language: str, sharp: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each letter: how frequent it is, and its neighbours, by frequency."""
    counts: Counter[str] = Counter()
    before: defaultdict[str, Counter[str]] = defaultdict(Counter)
    behind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, weight in words(language):
        for part in word.split("'"):
            if not part.isalpha():
                continue
            part = f"_{as_written(part, language, sharp)}_"  # noqa: PLW2901
            for left, letter, right in zip(part, part[1:], part[2:], strict=False):
                if language == "tr" and (left, letter) == ("_", "i"):
                    letter = "İ"  # noqa: PLW2901 # its small letter is ASCII
                if letter in ALPHABETS[language]:
                    counts[letter] += weight
                    before[letter][left] += weight
                    behind[letter][right] += weight
    for letter, count in counts.most_common():
        share = max(1, round(10_000 * count / counts.total()))
        neighbours = (
            "".join(neighbour for neighbour, _ in side[letter].most_common(30))
            for side in (before, behind)
        )
        yield " ".join((language, letter, str(share), *neighbours))


def characters(language: str) -> Iterator[str]:
    """Yield the most frequent characters of Chinese (tw: traditional), Japanese or Korean.

    In groups, each half as frequent as the one before.
    """
    from zhconv import convert

    counts: Counter[str] = Counter()
    for word, weight in words("zh" if language == "tw" else language):
        for character in convert(word, "zh-tw") if language == "tw" else word:
            if character.isalpha() and not character.isascii():
                counts[character] += weight
    share = counts.total() // 30  # one character in ten
    for rank, name in enumerate(FAMILIES.get("zh" if language == "tw" else language, ())):
        for character in convert(name, "zh-tw") if language == "tw" else name:
            counts[character] += share // (rank + 10)
    limit = max(counts.values()) / 2
    group = ""
    for character, count in counts.most_common(CHARACTERS):
        if count < limit:
            yield group
            group = ""
            limit /= 2
        group += character
    yield group


def main() -> None:
    """Print the file."""
    german = {word.lower() for word in Path(sys.argv[1]).read_text(encoding="utf-8").split()}
    sharp = {folded: word for word in german if (folded := word.replace("ß", "ss")) not in german}
    print("# Letters, by tests/bench/letters.py from the word frequencies of wordfreq 3.1:")
    print("# language, letter, its share in 10,000 of those that are not ASCII, and what stands")
    print("# before and behind it (_: no letter), the most frequent first; or the language and its")
    print("# characters, those of each group half as frequent as those of the one before.")
    for language in ALPHABETS:
        print(*alphabet(language, sharp), sep="\n")
    for language in ("zh", "tw", "ja", "ko"):
        print(language, *characters(language))


if __name__ == "__main__":
    main()
