"""The records of data/pdf.yaml, which explains their fields."""

from __future__ import annotations

import msgspec

from speechkit.rules import HereRule, reader

__all__ = ["PdfRules", "pdf_rules"]


class PdfRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/pdf.yaml."""

    page_number: HereRule
    item: HereRule
    point: HereRule
    note: HereRule
    radicals: dict[str, str]


pdf_rules = reader("pdf", PdfRules)  # the rules of data/pdf.yaml, read once, where a document is met
