"""In which longer words each bare cue word stands in real speeches: all are known, so that none acts by chance."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from speechkit.cues import cue_rules
from speechkit.pipeline import read_file

KNOWN = yaml.safe_load((Path(__file__).parent / "cases" / "cue_hosts.yaml").read_text("utf-8"))
SEEN_OFTEN = 3


def hosts_of(texts):
    """Count, by cue and word, the longer words of jieba that the word stands in, but for the ``hosts`` of its cue."""
    import jieba

    jieba.setLogLevel(60)
    words = defaultdict(list)
    for cue in cue_rules():
        for word in cue.words:
            if word[0] != "^" and word[-1] != "$":
                words[word[0]].append((cue.id, word, cue.hosts))
    found = defaultdict(Counter)
    for text in texts:
        starts = [0]
        for token in jieba.cut(text):
            starts.append(starts[-1] + len(token))
        borders = set(starts)
        for match in re.finditer(".", text):
            start = match.start()
            for cue, word, hosts in words.get(match[0], ()):
                end = start + len(word)
                if not text.startswith(word, start) or (start in borders and end in borders):
                    continue
                host = text[starts[bisect_right(starts, start) - 1] : starts[bisect_left(starts, end)]]
                around = text[max(0, start - 8) : end + 8]
                if not any(word in each and each in around for each in hosts):
                    found[f"{cue}: {word}"][host] += 1
    return found


def test_words_by_chance_are_counted():
    found = hosts_of(["他们是困难群众。", "遇到了不少重重困难。"])
    assert "困难群众" not in found.get("trouble: 困难", {})


@pytest.mark.slow
def test_every_host_of_a_bare_cue_is_known(speeches):
    """A new one is to be looked at: where the cue means something else in it, it belongs to ``hosts`` of the cue."""
    texts = [unit.text for speech in speeches for unit in read_file(speech.path).units]
    new = {
        cue: sorted(host for host, times in hosts.items() if times >= SEEN_OFTEN and host not in KNOWN.get(cue, ()))
        for cue, hosts in hosts_of(texts).items()
    }
    assert {cue: hosts for cue, hosts in new.items() if hosts} == {}
