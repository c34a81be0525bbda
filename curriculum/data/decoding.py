"""Which letters a text file's bytes stand for."""

from __future__ import annotations

import re
from itertools import islice

from curriculum.data.report import ReadError

NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-32": "UTF-32",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows (cp1252)",
    "mac_roman": "Mac (Mac Roman)",
}


def decode(data: bytes, answer: str = "") -> tuple[str, str, str]:
    """Text of a file whose encoding is not known.

    Parameters
    ----------
    data : bytes
    answer : str
        The encoding that a person chose, "cp1252" or "mac_roman".

    Returns
    -------
    text, encoding, other
        ``other`` is the text read the other way where both are possible, else "".
    """
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return _strict(data, "utf-32"), "utf-32", ""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16"), "utf-16", ""
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data, "utf-8-sig"), "utf-8-sig", ""
    head = data[:4000]
    if head.count(0) > len(head) // 5:
        order = "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"
        return _strict(data, order), order, ""
    if b"\x00" in data:
        raise ReadError("This is not a table: save the table as CSV or .xlsx first.")
    try:
        return data.decode("utf-8"), "utf-8", ""
    except UnicodeDecodeError:
        pass
    mac = data.decode("mac_roman")
    try:
        windows = data.decode("cp1252")
    except UnicodeDecodeError:
        return mac, "mac_roman", ""
    texts = {"cp1252": windows, "mac_roman": mac}
    if answer in texts:
        return texts[answer], answer, ""
    scores = {name: _likely(text) for name, text in texts.items()}
    best = "cp1252" if scores["cp1252"] >= scores["mac_roman"] else "mac_roman"
    worse = "mac_roman" if best == "cp1252" else "cp1252"
    clear = scores[best] > 0.5 and scores[best] - scores[worse] > 0.7
    return texts[best], best, "" if clear else texts[worse]


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadError(
            f"The file starts as {NAMES[encoding]} text but breaks off: save it again as CSV."
        ) from None


_ENOUGH = 4_000
_ODD = re.compile(r"[^\x00-\x7f]")
_GOOD = re.compile(
    r"(?:(?<=[^\W\d_])|(?<!\w)(?=.[^\W\d_]))[áéíóúñüöäàèìòùçâêîôûßåæøëïãõý]"
    r"|(?<![^\W\d_])[ÁÉÍÓÚÑÜÖÄÀÈÇÂÊÎÔÅÆØ](?=[a-zà-ÿ])"
    r"|(?<=[A-ZÁÉÍÓÚÑÜÖÄ])[ÁÉÍÓÚÑÜÖÄÀÈÇÂÊÎÔÅÆØ]"
    r"|’|(?<![a-z])[‘“”–—…•°½¼¾€£§²«»¿¡]|[‘“”–—…•°½¼¾€£§²«»¿¡](?![a-z])"
)


def _likely(text: str) -> float:
    """Share of the first letters beyond ASCII that stand where they stand in real words."""
    odd = [found.start() for found in islice(_ODD.finditer(text), _ENOUGH)]
    good = sum(_GOOD.match(text, place) is not None for place in odd)
    return good / len(odd) if odd else 1.0
