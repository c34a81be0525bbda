"""What strangers wrote, shown as text in HTML and in Markdown."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from autograde.safe import image, words


@settings(deadline=None)
@given(st.text())
def test_nothing_is_markup_and_nothing_is_lost(text: str) -> None:
    shown = words(text)
    assert re.fullmatch(r"(?:[^\x00-\x7f]|[A-Za-z0-9 ,;:]|&#\d+;|<br>)*", shown)
    plain = "".join(
        one if one == "\n" or one.isprintable() else " " for one in text.replace("\r\n", "\n")
    )
    assert unescape(shown.replace("<br>", "\n")) == plain


def test_markdown_and_formulas_stay_text() -> None:
    from nbconvert.filters.markdown_mistune import markdown2html_mistune

    for evil in (
        "$x$ **b**",
        "[a](javascript:alert(1))",
        "<b>\n\n<script>x</script>",
        "`c` \\(y\\)",
    ):
        html = markdown2html_mistune(f"<p>{words(evil)}</p>")
        assert not re.search(r"<(?!/?p>|br)", html)
        assert unescape(re.sub(r"<br ?/?>", "\n", html)).strip() == f"<p>{evil}</p>"


def test_an_image_is_data_and_its_alt_is_one_line() -> None:
    html = image("<svg onload='x'/>", 'say "hi"\n> there')
    assert re.fullmatch(
        r'<img style="[^"]*" alt="[^"<>]*" src="data:image/svg\+xml;base64,[A-Za-z0-9+/=]+">', html
    )
