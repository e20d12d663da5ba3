"""The labels: every language has a word for everything, and no word twice."""

from typing import get_args

import msgspec
import pytest

from speechkit.labels import LABELS, LANGUAGES, SLOGAN_KINDS, STRENGTHS, Language
from speechkit.model import Role, SloganKind


def test_every_language_is_there():
    assert get_args(Language) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_complete_and_different(language):
    labels = LABELS[language]
    assert tuple(labels.roles) == get_args(Role)
    assert set(labels.slogan_kinds) == set(get_args(SloganKind))
    assert tuple(labels.strengths) == STRENGTHS
    assert tuple(labels.slogan_kinds) == SLOGAN_KINDS
    for words in (labels.roles, labels.strengths, labels.slogan_kinds):
        assert all(words.values())
        assert len(set(words.values())) == len(words)
    assert len(labels.task_sheet.progress) == len(set(labels.task_sheet.progress)) == 4
    assert all(msgspec.structs.astuple(labels.task_sheet))


def test_sentences_have_the_same_holes_in_every_language():
    holes = [
        [word.count("{}") for word in msgspec.structs.astuple(LABELS[language].task_sheet)] for language in LANGUAGES
    ]
    assert holes.count(holes[0]) == len(holes)
    assert sum(holes[0]) == 13
