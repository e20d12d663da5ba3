"""Short papers of many kinds of offices, and what a reader finds in them: tasks, who, by when, how firmly; parts; days.

Every paper was written before the rules that read it were looked at. ``wrong`` names the findings that are known to come
out otherwise: a finding that is mended must be taken off the list.
"""

from pathlib import Path

import pytest
import yaml

from speechkit import analyze, convert

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "papers_read.yaml").read_text("utf-8"))


def findings(paper, analysis):
    """Yield what is asked of a paper, in words, and whether it is found."""
    text = convert(paper["text"], "hans")
    for wanted in paper.get("tasks", ()):
        yield from _of_task(wanted, analysis)
    for words, actor in paper.get("actors", {}).items():
        yield from _of_task({"has": words, "actor": actor}, analysis)
    for words in paper.get("not_tasks", ()):
        found = _task_with(words, analysis)
        yield f"no task: {words}", found is None or found.relayed
    for words, role in paper.get("roles", {}).items():
        at = text.index(convert(words, "hans"))
        yield f"role: {words}", any(part.role == role and part.start <= at < part.end for part in analysis.parts)
    if "sections" in paper:
        yield "sections", [[section.marker, section.level] for section in analysis.sections] == paper["sections"]
    if "title" in paper:
        yield "title", analysis.title is not None and analysis.title.text == paper["title"]
    if "date" in paper:
        yield "date", analysis.date is not None and analysis.date.iso == str(paper["date"])


def _task_with(words, analysis):
    words = _plain(words)
    return next((task for task in analysis.tasks if words in _plain(task.text)), None)


def _plain(text):
    return "".join(convert(text, "hans").split()).replace(",", "，").replace(":", "：")


def _of_task(wanted, analysis):
    task = _task_with(wanted["has"], analysis)
    yield f"task: {wanted['has']}", task is not None and task.relayed == wanted.get("relayed", False)
    if task is None:
        return
    found = {
        "actor": task.named_actor and _plain(task.named_actor.text),
        "co_actors": [_plain(span.text) for span in task.co_actors],
        "earliest": task.deadline and task.deadline.earliest,
        "latest": task.deadline and task.deadline.latest,
        "strength": task.strength,
    }
    for key in found.keys() & wanted.keys():
        value = wanted[key]
        if key in ("actor", "co_actors") and value:
            value = _plain(value) if key == "actor" else [_plain(each) for each in value]
        yield (
            f"{key}: {wanted['has']}",
            found[key] == (str(value) if key in ("earliest", "latest") and value else value),
        )


@pytest.mark.parametrize("paper", CASES, ids=[paper["name"] for paper in CASES])
def test_what_a_reader_finds_in_a_paper(paper):
    missed = sorted(what for what, right in findings(paper, analyze(paper["text"])) if not right)
    assert missed == sorted(paper.get("wrong", []))
