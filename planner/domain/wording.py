"""One sentence in the two languages of the house, side by side: all of them can be read in one table."""

from typing import NamedTuple


class Wording(NamedTuple):
    """The same words in plain Dutch (B1, on screen) and in English (for readers of the rules)."""

    nl: str
    en: str

    def filled(self, **values: object) -> "Wording":
        """Return the words with values in the places that are left open (``{day}``)."""
        return Wording(nl=self.nl.format(**values), en=self.en.format(**values))

    def then(self, more: "Wording") -> "Wording":
        """Return these words with a further sentence behind them."""
        return Wording(nl=f"{self.nl} {more.nl}", en=f"{self.en} {more.en}")
