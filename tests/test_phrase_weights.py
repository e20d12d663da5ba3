"""The file of fitted weights: read whole, or refused with one sentence."""

import pytest

from speechkit.errors import ConfigError
from speechkit.phrases import weights
from speechkit.phrases.weights import LinearModel, PhraseWeights, phrase_weights

MODEL = LinearModel(-1.0, 0.0, {"a": 2.0, "b=1": -0.5})


@pytest.fixture
def stored(monkeypatch):
    """Put other weights in the place of the shipped ones: ``stored(version, signs)``."""

    def put(version, signs):
        found = PhraseWeights(version, signs, {"chain": MODEL})
        monkeypatch.setattr(weights, "load_rules", lambda name, shape: found)

    phrase_weights.cache_clear()
    yield put
    phrase_weights.cache_clear()


def test_a_score_is_what_the_signs_add():
    assert MODEL.score({"a": 1.0, "b=1": 2.0, "unknown": 5.0}) == 0.0


def test_weights_are_read(stored):
    stored(weights.VERSION, 2)
    assert phrase_weights().models == {"chain": MODEL}


def test_another_version_is_refused(stored):
    stored(weights.VERSION + 1, 2)
    with pytest.raises(ConfigError, match=f"of version {weights.VERSION + 1}; this speechkit reads version"):
        phrase_weights()


def test_a_file_that_lacks_weights_is_refused(stored):
    stored(weights.VERSION, 3)
    with pytest.raises(ConfigError, match="should hold 3 weights but holds 2"):
        phrase_weights()
