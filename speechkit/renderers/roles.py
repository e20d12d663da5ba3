"""The Chinese words for the roles of a speech's parts."""

from __future__ import annotations

from speechkit.model import Role

ROLE_WORDS: dict[Role, str] = {
    "meta": "篇首",
    "salutation": "称呼",
    "opening": "开场",
    "review": "回顾",
    "problems": "问题",
    "context": "背景",
    "requirements": "要求",
    "closing": "结语",
}
