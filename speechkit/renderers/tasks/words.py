"""What the table says in Chinese and in English; the speech's own words are never translated."""

from __future__ import annotations

from typing import Literal

import msgspec

from speechkit.model import Role
from speechkit.renderers.roles import ROLE_WORDS

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


class Words(msgspec.Struct, frozen=True):
    """The words of one language; keys are those of the JSON contract."""

    sheet: str
    unknown_actor: str
    no_deadline: str
    no_section: str
    relayed: str
    based_on: str
    page: str
    strengths: dict[str, str]
    roles: dict[Role, str]
    progress: tuple[str, ...]
    change: str
    change_again: str
    added: str
    changed: str
    gone: str
    was: str
    now: str
    gone_note: str


WORDS: dict[Language, Words] = {
    "zh": Words(
        sheet="督办清单",
        unknown_actor="待明确",
        no_deadline="未定时限",
        no_section="未分节",
        relayed="转述",
        based_on="依据：{}",
        page="第 {} 页　共 {} 页",
        strengths={"must": "必须", "should": "应当", "plan": "计划", "may": "鼓励"},
        roles=ROLE_WORDS,
        progress=("未启动", "推进中", "已完成", "延期"),
        change="变更",
        change_again="变更（讲话修订）",
        added="新增",
        changed="修改",
        gone="已删除",
        was="{}原为：{}",
        now="{}在新稿中为：{}（表中保留了人工填写的内容）",
        gone_note="新稿中没有这一句：{}",
    ),
    "en": Words(
        sheet="Tasks",
        unknown_actor="to be decided",
        no_deadline="no deadline",
        no_section="no section",
        relayed="relayed",
        based_on="From: {}",
        page="Page {} of {}",
        strengths={"must": "must", "should": "should", "plan": "plan", "may": "may"},
        roles={role: role for role in ROLE_WORDS},
        progress=("not started", "under way", "done", "delayed"),
        change="Change",
        change_again="Change (speech revised)",
        added="added",
        changed="changed",
        gone="gone",
        was="{} was: {}",
        now="{} in the new text: {} (what was entered by hand is kept)",
        gone_note="The new text no longer has: {}",
    ),
}
STRENGTHS = tuple(WORDS["zh"].strengths)
