"""HTML for the desk: every text is escaped on its way in, so no name or note can be markup."""

from html import escape

VOID = frozenset(("hr", "br"))


class Markup(str):
    """Text that is already safe HTML."""

    __slots__ = ()


def tag(name: str, *inside: str, cls: str = "", style: str = "") -> Markup:
    """Return an element; what is inside is escaped unless it is an element itself."""
    marks = "".join(f' {key}="{escape(value)}"' for key, value in (("class", cls), ("style", style)) if value)
    if name in VOID:
        return Markup(f"<{name}{marks}>")
    return Markup(f"<{name}{marks}>{joined(*inside)}</{name}>")


def joined(*parts: str) -> Markup:
    """Return parts one after the other, escaped unless they are elements."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
