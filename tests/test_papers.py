"""Small papers as offices write them, and what is read of them: sections, title, date, speaker, what is not said."""

from pathlib import Path

import pytest
import yaml

from speechkit.pipeline import read_file

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "papers.yaml").read_text("utf-8"))


@pytest.fixture(params=CASES, ids=[case["name"] for case in CASES])
def case(request, tmp_path):
    path = tmp_path / f"paper.{request.param.get('format', 'txt')}"
    path.write_text(request.param["text"], "utf-8")
    return request.param, read_file(path)


def test_what_is_read_of_a_paper(case):
    wanted, reading = case
    found = {
        "sections": [f"{section.marker} {section.level}" for section in reading.sections],
        "title": reading.title and reading.title.text,
        "date": reading.date and reading.date.iso,
        "speaker": reading.masthead.speaker and reading.masthead.speaker.text,
        "latest": [task.deadline.latest for task in reading.tasks if task.deadline],
        "meta": [paragraph.text for paragraph in reading.paragraphs if paragraph.meta],
    }
    asked = {field: value for field, value in wanted.items() if field in found}
    assert asked
    assert {field: found[field] for field in asked} == asked
