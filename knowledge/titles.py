"""A title set in capitals, written as in a sentence: the body shows which words are names."""

import re
from collections import Counter
from itertools import pairwise

Pairs = dict[tuple[str, str], Counter[tuple[str, str]]]
_SENTENCE = re.compile(r"[.:;\n]\s*")
_WORD = re.compile(r"\w+")


def recased(title: str, body: str) -> str:
    """``QUY ĐỊNH THI HÀNH ĐIỀU LỆ ĐẢNG`` as ``Quy định thi hành Điều lệ Đảng``.

    Each word takes the case in which the body writes it after the same word or before the same word.
    """
    words = title.split()
    pairs = _pairs(body)
    small = [word.lower() for word in words]
    pairs = _pairs(body)
    written = [_case(small, place, pairs) for place in range(len(small))]
    return written[0][:1].upper() + " ".join(written)[1:] if written else ""


def _pairs(body: str) -> Pairs:
    """How often each pair of neighbours stands in which case, capitals throughout left out."""
    found: Pairs = {}
    for sentence in _SENTENCE.split(body):
        # The first word has a capital for its place, not for what it is.
        for left, right in pairwise(_WORD.findall(sentence)[1:]):
            if not (len(left) > 1 and left.isupper()) and not (len(right) > 1 and right.isupper()):
                found.setdefault((left.lower(), right.lower()), Counter())[left, right] += 1
    return found


def _case(words: list[str], place: int, pairs: Pairs) -> str:
    word, forms = words[place], Counter[str]()
    if place + 1 < len(words):
        for (left, _), count in pairs.get((_bare(word), _bare(words[place + 1])), Counter()).items():
            forms[left] += count
    if place:
        for (_, right), count in pairs.get((_bare(words[place - 1]), _bare(word)), Counter()).items():
            forms[right] += count
    best = forms.most_common(1)
    return word.replace(_bare(word), best[0][0]) if best else word


def _bare(word: str) -> str:
    match = _WORD.search(word)
    return match[0] if match else word
