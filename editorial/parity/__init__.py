"""The safety gate: whether the Vietnamese and the English text of one field state the same values.

`compare(vietnamese, english, names=())` takes both as rendered HTML (plain one-line text is HTML too) and returns a
list of `Difference`. It is pure and deterministic, and knows no subject: medicine and brand names and phone numbers
are handed in. What it does not see: wording, word order within one value, and anything that has no number, name,
address, route, denial or structure about it.
"""

from editorial.parity.comparing import compare
from editorial.parity.rules import RULES, Difference, Passage, Severity

__all__ = ["RULES", "Difference", "Passage", "Severity", "compare"]
