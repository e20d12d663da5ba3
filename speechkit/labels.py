"""What people read beside a speech's own words, which are never translated: in Chinese and in English."""

from __future__ import annotations

import msgspec

from speechkit.language import LANGUAGES, Language
from speechkit.model import Role, SloganKind

__all__ = ["LABELS", "LANGUAGES", "SLOGAN_KINDS", "STRENGTHS", "Labels", "Language", "TaskSheetLabels", "labels_for"]


class TaskSheetLabels(msgspec.Struct, frozen=True):
    """What a task table says outside its columns' headings.

    ``progress`` is what people choose from, ``done`` all that says that a task is done,
    ``progress_headings`` words in the heading of an office's own column of progress.
    """

    title: str
    unknown_actor: str
    inherited_actor: str
    suggested_actor: str
    no_deadline: str
    no_section: str
    relayed: str
    based_on: str
    page: str
    progress: tuple[str, ...]
    done: tuple[str, ...]
    progress_headings: tuple[str, ...]
    change: str
    change_again: str
    added: str
    changed: str
    gone: str
    was: str
    now: str
    gone_note: str
    overdue: str
    left: str
    days_left: str


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
            suggested_actor="待明确（建议：{}，“{}”）",
            no_deadline="未定时限",
            no_section="未分节",
            relayed="转述",
            based_on="依据：{}",
            page="第 {} 页　共 {} 页",
            progress=("未启动", "推进中", "已完成", "延期"),
            done=(
                "已完成",
                "完成",
                "全部完成",
                "已全部完成",
                "已办结",
                "办结",
                "已销号",
                "销号",
                "已结案",
                "结案",
                "√",
                "✓",
            ),
            progress_headings=("进展", "办理", "完成情况", "落实情况"),
            change="变更",
            change_again="变更（讲话修订）",
            added="新增",
            changed="修改",
            gone="已删除",
            was="{}原为：{}",
            now="{}在新稿中为：{}（表中保留了人工填写的内容）",
            gone_note="新稿中没有这一项：{}",
            overdue="逾期 {} 天",
            left="还有 {} 天",
            days_left="剩余天数",
        ),
    ),
    "zh-hant": Labels(
        roles={
            "meta": "篇首",
            "salutation": "稱謂",
            "opening": "開場",
            "review": "回顧",
            "problems": "問題",
            "context": "背景",
            "requirements": "要求",
            "closing": "結語",
        },
        strengths={"must": "必須", "should": "應當", "plan": "計畫", "may": "鼓勵"},
        slogan_kinds={"formula": "提法", "motto": "口號", "parallel": "排比", "call": "號召"},
        task_sheet=TaskSheetLabels(
            title="列管事項表",
            unknown_actor="待釐清",
            inherited_actor="{}（承前）",
            suggested_actor="待釐清（建議：{}，「{}」）",
            no_deadline="未定期限",
            no_section="未分節",
            relayed="轉述",
            based_on="依據：{}",
            page="第 {} 頁　共 {} 頁",
            progress=("未開始", "辦理中", "已完成", "展延"),
            done=("已完成", "完成", "已辦結", "辦結", "已結案", "結案", "解除列管", "√", "✓"),
            progress_headings=("進展", "辦理", "完成情形", "落實"),
            change="異動",
            change_again="異動（講話修訂）",
            added="新增",
            changed="修改",
            gone="已刪除",
            was="{}原為：{}",
            now="{}在新稿中為：{}（表中保留人工填寫的內容）",
            gone_note="新稿中沒有這一項：{}",
            overdue="逾期 {} 天",
            left="尚有 {} 天",
            days_left="剩餘天數",
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
            suggested_actor="to be decided (perhaps {}: {})",
            no_deadline="no deadline",
            no_section="no section",
            relayed="relayed",
            based_on="From: {}",
            page="Page {} of {}",
            progress=("not started", "under way", "done", "delayed"),
            done=("done", "Done", "finished", "completed", "closed", "√", "✓"),
            progress_headings=("progress", "Progress", "status", "Status"),
            change="Change",
            change_again="Change (speech revised)",
            added="added",
            changed="changed",
            gone="gone",
            was="{} was: {}",
            now="{} in the new text: {} (what was entered by hand is kept)",
            gone_note="The new text no longer has: {}",
            overdue="{} days overdue",
            left="{} days left",
            days_left="Days left",
        ),
    ),
}
STRENGTHS = tuple(LABELS["zh"].strengths)
SLOGAN_KINDS = tuple(LABELS["zh"].slogan_kinds)


def labels_for(language: Language, *, traditional: bool = False) -> Labels:
    """Return the labels of ``language``; Chinese ones in traditional characters beside a text that is shown in them."""
    return LABELS["zh-hant" if traditional and language == "zh" else language]
