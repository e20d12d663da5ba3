"""Terms through the years: counts, temperatures, moves, formats."""

import json
import xml.etree.ElementTree as ET

import pytest

from speechkit.corpus.trend import temperature
from speechkit.renderers.trend.rows import Point, Trend, sparkline

SPEECHES = {
    "2019-03-05_a.txt": "同志们：\n我们要抓好“三农”工作。增强“四个意识”。\n",
    "2020-03-05_b.txt": "同志们：\n我们要增强“四个意识”，做到“两个维护”。发展发展再发展。\n",
    "2021-03-05_c.txt": "同志们：\n我们要增强“四个意识”，做到“两个维护”，发展经济。\n",
    "2021-04-01_d.txt": "同志們：\n我們要做到「兩個維護」，發展經濟。\n",
    "notes.txt": "同志们：\n发展。\n",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in SPEECHES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def trends(run, folder, *arguments):
    ran = run("trend", *arguments, str(folder), "--format", "json")
    assert ran.exit_code == 0
    return json.loads(ran.stdout)


def test_counts_by_year(run, folder):
    (trend,) = trends(run, folder, "发展")
    assert [(point["period"], point["count"], point["documents"], point["of"]) for point in trend["points"]] == [
        ("2019", 0, 0, 1),
        ("2020", 3, 1, 1),
        ("2021", 2, 2, 2),
    ]
    assert (trend["first"], trend["last"]) == ("2020", "2021")
    assert trend["share"] == 0.75
    assert trend["temperature"] == "烫"


def test_a_traditional_term_and_months(run, folder):
    (trend,) = trends(run, folder, "發展", "--by", "month")
    assert [point["period"] for point in trend["points"]] == ["2019-03", "2020-03", "2021-03", "2021-04"]
    assert [point["count"] for point in trend["points"]] == [0, 3, 1, 1]


def test_new_terms(run, folder):
    found = trends(run, folder, "--new", "--since", "2020")
    assert [trend["term"] for trend in found] == ["两个维护"]
    assert found[0]["move"] == {"since": "2020", "before": 0, "after": 3} | {
        key: found[0]["move"][key] for key in ("g2", "p", "log_ratio")
    }
    assert found[0]["move"]["log_ratio"] > 0


def test_gone_terms_need_two_documents(run, folder):
    ran = run("trend", "--gone", str(folder), "--format", "json")
    assert json.loads(ran.stdout) == []
    assert "no term is gone in it" in ran.stderr
    assert ran.exit_code == 0


@pytest.mark.parametrize(
    ("share", "name"), [(1.0, "沸"), (0.8, "沸"), (0.79, "烫"), (0.4, "热"), (0.2, "暖"), (0.05, "温"), (0.0, "冷")]
)
def test_temperature(share, name):
    assert temperature(share, (0.8, 0.6, 0.4, 0.2, 0.05)) == name


def test_sparkline():
    points = tuple(Point(str(2000 + n), count, int(count > 0), 1, 1000) for n, count in enumerate((0, 1, 4, 8)))
    assert sparkline(Trend("改革", points, "2001", "2003", 0.75, "烫")) == "·▂▅█"


def test_svg_is_well_formed_and_names_the_terms(run, folder, tmp_path):
    chart = tmp_path / "out" / "trend.svg"
    chart.parent.mkdir()
    assert run("trend", "发展", "<经济&>", str(folder), "-o", str(chart)).exit_code == 0
    texts = [element.text for element in ET.parse(chart).getroot().iter() if element.tag.endswith("text")]
    assert "发展" in texts
    assert "<经济&>" in texts
    assert "2019" in texts


def test_table_and_text(run, folder):
    lines = run("trend", "发展", str(folder), "--format", "text").stdout.splitlines()
    assert lines[0] == "term\tperiod\tcount\tdocuments\tof\tchars\tshare\tper_10k"
    assert lines[2].startswith("发展\t2020\t3\t1\t1\t")
    assert "烫" in run("trend", "发展", str(folder), "--format", "table").stdout


def test_documents_without_a_date(run, tmp_path):
    (tmp_path / "a.txt").write_text("同志们：\n发展。\n", "utf-8")
    ran = run("trend", "发展", str(tmp_path), "--format", "json")
    assert json.loads(ran.stdout)[0]["points"] == []
    assert "none of the documents has a date" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--part", "closing", "发展"], "leave --part out"),
        (["发展", "-o", "x.png", "--font", "no-such-font.ttf"], "no-such-font.ttf"),
    ],
)
def test_refusals(run, folder, arguments, sentence):
    ran = run("trend", *arguments, str(folder))
    assert ran.exit_code == 2
    assert sentence in ran.stderr
