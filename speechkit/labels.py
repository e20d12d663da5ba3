"""What people read beside the speech's own words, in Chinese and in English; those words are never translated."""

from __future__ import annotations

from typing import Literal

import msgspec

from speechkit.model import Role, SloganKind

Language = Literal["zh", "en"]


class TaskSheetLabels(msgspec.Struct, frozen=True):
    """What a task table says outside its columns' headings; ``progress`` is what people choose from."""

    title: str
    unknown_actor: str
    inherited_actor: str
    no_deadline: str
    no_section: str
    relayed: str
    based_on: str
    page: str
    progress: tuple[str, ...]
    change: str
    change_again: str
    added: str
    changed: str
    gone: str
    was: str
    now: str
    gone_note: str


class Labels(msgspec.Struct, frozen=True):
    """The labels of one language; keys are those of the JSON contract, in the order in which they are shown."""

    roles: dict[Role, str]
    strengths: dict[str, str]
    slogan_kinds: dict[SloganKind, str]
    task_sheet: TaskSheetLabels


LABELS: dict[Language, Labels] = {
    "zh": Labels(
        roles={
            "meta": "篇首",
            "salutation": "称呼",
            "opening": "开场",
            "review": "回顾",
            "problems": "问题",
            "context": "背景",
            "requirements": "要求",
            "closing": "结语",
        },
        strengths={"must": "必须", "should": "应当", "plan": "计划", "may": "鼓励"},
        slogan_kinds={"formula": "提法", "motto": "口号", "parallel": "排比", "call": "号召"},
        task_sheet=TaskSheetLabels(
            title="督办清单",
            unknown_actor="待明确",
            inherited_actor="{}（承前）",
            no_deadline="未定时限",
            no_section="未分节",
            relayed="转述",
            based_on="依据：{}",
            page="第 {} 页　共 {} 页",
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
    ),
    "en": Labels(
        roles={
            "meta": "meta",
            "salutation": "salutation",
            "opening": "opening",
            "review": "review",
            "problems": "problems",
            "context": "context",
            "requirements": "requirements",
            "closing": "closing",
        },
        strengths={"must": "must", "should": "should", "plan": "plan", "may": "may"},
        slogan_kinds={"formula": "formula", "motto": "motto", "parallel": "parallel", "call": "call"},
        task_sheet=TaskSheetLabels(
            title="Tasks",
            unknown_actor="to be decided",
            inherited_actor="{} (from before)",
            no_deadline="no deadline",
            no_section="no section",
            relayed="relayed",
            based_on="From: {}",
            page="Page {} of {}",
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
    ),
}
LANGUAGES = tuple(LABELS)
STRENGTHS = tuple(LABELS["zh"].strengths)
SLOGAN_KINDS = tuple(LABELS["zh"].slogan_kinds)
