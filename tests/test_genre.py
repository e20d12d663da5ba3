"""What kind of paper a text is."""

import json
from typing import get_args

import pytest

from speechkit import analyze
from speechkit.genre import genre_rules
from speechkit.model import Genre
from speechkit.pipeline import read

PAPERS = {
    "speech": [
        "在全县农村工作会议上的讲话\n（2024年3月1日）\n同志们：\n今天开会。要抓好春耕。",
        "国家主席发表二〇二四年新年贺词\n大家好！岁序更替，华章日新。\n祝大家新年快乐！",
        "乡亲们：\n今天把大家请来，就为一件事：修渠。\n每户出工五天。",
    ],
    "report": [
        "2025年某县政府工作报告\n各位代表：\n现在，我代表县人民政府，向大会报告工作。",
        "各位代表：\n我代表国务院，向大会报告政府工作，请予审议。\n一、过去一年工作回顾\n二、今年工作安排",
        "某市住房公积金管理中心2023年工作总结\n一、主要工作\n全年归集资金35亿元。\n二、存在不足\n排队时间较长。",
    ],
    "news": [
        "全县安全生产会议召开\n本报讯（记者 刘某某）4月9日，会议召开。\n李某某强调，要深入排查。",
        "新华社北京9月11日电 国家主席9月11日主持召开座谈会并发表重要讲话。\n他强调，要面向未来。",
        "党委书记庄某某为党员发展对象讲授主题教育专题党课\n11月1日下午，庄某某作专题辅导报告。",
    ],
    "minutes": ["县政府常务会议纪要\n4月8日，县长主持召开会议。\n会议议定：由县财政局落实资金。"],
    "notice": [
        "某县教育局关于做好暑期防溺水工作的通知\n各中小学校：\n一、召开家长会。\n二、每周提醒。",
        "国务院关于促进就业的若干意见\n各省：\n一、稳定岗位。\n二、加强培训。",
    ],
    "resolution": [
        "关于政府工作报告的决议\n（2023年3月13日通过）\n会议批准这个报告。",
        "第二届全国人民代表大会第三次会议听取了国务院所作的政府工作报告，并且进行了讨论。\n会议同意这个报告。",
    ],
    "plan": ["2025年重点工作任务分解方案\n一、稳增长\n二、惠民生"],
    "transcript": ["县长答记者问实录\n记者：今年的重点是什么？\n县长：抓项目。"],
    "article": ["论持久战\n战争的长期性已经看得很清楚了。\n我们主张持久。\n最后的胜利属于我们。"],
    "other": ["要抓好落实。"],
}


@pytest.mark.parametrize(("genre", "text"), [(genre, text) for genre, texts in PAPERS.items() for text in texts])
def test_the_genre(genre, text):
    assert read(text).genre == genre


def test_every_genre_is_tried_and_the_rules_name_no_other():
    assert set(PAPERS) == set(get_args(Genre))
    assert {rule.genre for rule in genre_rules().rules} <= set(PAPERS)


def test_the_json_has_genre_and_speaker():
    text = "在大会上的讲话\n县长　李某某\n同志们：\n要抓好落实。"
    found = json.loads(analyze(text).to_json())
    assert found["genre"] == "speech"
    speaker = found["speaker"]
    assert text[speaker["start"] : speaker["end"]] == speaker["source_text"]
    assert "李某某" in speaker["text"]
    assert json.loads(analyze("要抓好落实。").to_json())["speaker"] is None
