"""Work taken out of the room: pictures, text for other programs, and print-outs."""

from curriculum.exports.fishbone import to_markdown, to_mermaid, to_png, to_print_html, to_svg

__all__ = ["to_markdown", "to_mermaid", "to_png", "to_print_html", "to_svg"]
