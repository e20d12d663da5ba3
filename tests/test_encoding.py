"""Which encoding bytes are in, and what becomes of broken ones."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from speechkit.config import ReadingConfig
from speechkit.errors import InputError, SpeechkitError, UsageError
from speechkit.readers.encoding import codec_name, decode

AUTO = ReadingConfig()
SPEECH = "同志们：今天召开党建工作会议，主要任务是总结去年的工作，部署今年的工作。一是要加强领导，二是要落实责任。"
# Python codec → the name reported for it
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "big5hkscs": "big5hkscs",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}


def encoded(text):
    """(Python codec, bytes) for each of the encodings that has all of the text's characters."""
    for codec in ENCODINGS:
        try:
            yield codec, text.encode(codec)
        except UnicodeEncodeError:
            continue


def wrong(text):
    """The encodings in which the text does not come back as it was, or not under the right name."""
    for codec, data in encoded(text):
        plain = data.isascii() and codec in ("gb18030", "gbk", "big5hkscs")
        expected = (text, "utf-8" if plain else ENCODINGS[codec], ())
        if decode(data, "t", AUTO) != expected:
            yield codec


@pytest.mark.slow
def test_every_speech_is_read_right_in_every_encoding(speeches):
    failed = {}
    for file in speeches:
        if codecs := list(wrong(file.text())):
            failed[file.path.name] = codecs
    assert len(speeches) >= 40
    assert not failed


def test_sixty_characters_from_the_middle_are_enough(speeches):
    failed = []
    for number, file in enumerate(speeches):
        text = file.text()
        chance = random.Random(number)
        for _ in range(8):
            start = chance.randrange(len(text) - 60)
            cut = text[start : start + 60]
            failed += [(file.path.name, start, codec) for codec in wrong(cut)]
    assert not failed


def test_utf_8_stays_utf_8_when_cut_within_characters_or_broken_in_places(speeches):
    for number, file in enumerate(speeches):
        data = file.text().encode()
        chance = random.Random(number)
        start = chance.randrange(len(data) - 400)
        piece = bytearray(data[start : start + 400])
        for _ in range(4):
            piece[chance.randrange(len(piece))] = 0xFF
        assert decode(bytes(piece), "t", AUTO)[1] == "utf-8", file.path.name


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("联通".encode("gb18030"), ("联通", "gb18030"), id="GB18030 that is valid UTF-8 by chance"),
        pytest.param("![图](http://a.cn/)".encode("gb18030"), ("![图](http://a.cn/)", "gb18030"), id="one character"),
        pytest.param("café".encode(), ("café", "utf-8"), id="Latin letters in UTF-8"),
        pytest.param("tóngzhìmen, nǐ hǎo".encode(), ("tóngzhìmen, nǐ hǎo", "utf-8"), id="pinyin in UTF-8"),
        pytest.param("A·B".encode(), ("A·B", "utf-8"), id="middle dot in UTF-8"),
        pytest.param(b"plain ASCII", ("plain ASCII", "utf-8"), id="ASCII"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbfA", ("\ufeffA", "utf-8-sig"), id="only the first byte-order mark goes"),
        pytest.param("一\r\n二\r三\n".encode("utf-16-le"), ("一\r\n二\r三\n", "utf-16-le"), id="line ends stay"),
        pytest.param("Speech.\n".encode("utf-16-be"), ("Speech.\n", "utf-16-be"), id="ASCII in UTF-16, no mark"),
        pytest.param(b"\x84\x31\x95\x33" + SPEECH.encode("gb18030"), (SPEECH, "gb18030"), id="GB18030 with a mark"),
        pytest.param(b"<html>" * 9000 + SPEECH.encode("gbk"), ("<html>" * 9000 + SPEECH, "gb18030"), id="late Chinese"),
    ],
)
def test_detected(data, expected):
    assert decode(data, "t", AUTO) == (*expected, ())


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("gbk", SPEECH.encode("gbk"), (SPEECH, "gbk")),
        ("GB2312", SPEECH.encode("gb2312"), (SPEECH, "gb2312")),
        ("utf8", SPEECH.encode("utf-8-sig"), (SPEECH, "utf-8-sig")),
        ("utf-8-sig", SPEECH.encode(), (SPEECH, "utf-8")),
        ("utf-16", SPEECH.encode("utf-16-be"), (SPEECH, "utf-16-be")),
        ("utf-16-le", SPEECH.encode("utf-16"), (SPEECH, "utf-16")),
        ("big5", "施政報告".encode("big5"), ("施政報告", "big5")),
        ("latin-1", b"\xcd\xa8", ("Í¨", "iso8859-1")),
    ],
)
def test_forced(name, data, expected):
    assert decode(data, "t", ReadingConfig(encoding=name)) == (*expected, ())


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("gb1803", "gb18030"),
        ("uft-8", "utf-8"),
        ("big5-hkcs", "big5-hkscs"),
        ("hex", "text encoding"),
        ("rot13", "text encoding"),
        ("idna", "text encoding"),
        ("unicode_escape", "text encoding"),
        ("汉字", "try auto"),
        ("", "try auto"),
        ("a\0b", r"a\x00b"),
        ("\udcff", r"\xff"),
    ],
)
def test_no_text_encoding(name, hint):
    with pytest.raises(UsageError) as caught:
        codec_name(name)
    assert hint in str(caught.value)
    str(caught.value).encode()


BROKEN = [
    # bytes, encoding, count, byte offset, code point offset
    (b"\xe4\xb8\x80\xff" + SPEECH.encode(), "auto", 1, 3, 1),
    (SPEECH.encode() + b"\xe4\xb8", "auto", 1, len(SPEECH.encode()), len(SPEECH)),
    (b"\xef\xbb\xbf" + SPEECH.encode() + b"\xff\xfe", "auto", 2, 3 + len(SPEECH.encode()), len(SPEECH)),
    ("\ufffd一".encode() + b"\xff" + SPEECH.encode(), "auto", 1, 6, 2),  # U+FFFD of the author's own is not counted
    (SPEECH.encode("gb18030") + b"\xff", "auto", 1, len(SPEECH.encode("gb18030")), len(SPEECH)),
    (SPEECH.encode("utf-16") + b"\x00", "auto", 1, len(SPEECH.encode("utf-16")), len(SPEECH)),
    (SPEECH.encode("utf-16-le") + b"\x00\xd8", "utf-16-le", 1, len(SPEECH.encode("utf-16-le")), len(SPEECH)),
]


@pytest.mark.parametrize(("data", "encoding", "count", "byte", "offset"), BROKEN)
def test_broken_bytes_are_replaced_and_counted(data, encoding, count, byte, offset):
    text, _, (warning,) = decode(data, "t", ReadingConfig(encoding=encoding))
    assert text[warning.start : warning.end] == "\ufffd"
    assert (warning.code, warning.start) == ("broken-bytes", offset)
    assert warning.message.startswith(f"{count} sequence")
    assert warning.message.endswith(f"byte offset {byte}")


@pytest.mark.parametrize(("data", "encoding", "count", "byte", "offset"), BROKEN)
def test_strict_refuses_broken_bytes(data, encoding, count, byte, offset):
    with pytest.raises(InputError, match=f"byte offset {byte} "):
        decode(data, "t", ReadingConfig(encoding=encoding, strict=True))


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=200),
    st.sampled_from(["auto", "utf-8", "gb18030", "gbk", "big5hkscs", "utf-16", "utf-16-be", "hz", "shift_jis"]),
    st.booleans(),
)
@example(b"\xff\xfe\x00\xd8", "auto", False)
@example(b"~{\xff~}", "hz", False)
def test_any_bytes_become_text_that_can_be_stored(data, encoding, strict):
    try:
        text, _, warnings = decode(data, "t", ReadingConfig(encoding=encoding, strict=strict))
    except SpeechkitError:
        return
    text.encode()  # no lone surrogates
    for warning in warnings:
        assert text[warning.start : warning.end] == "\ufffd"


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=200).filter(lambda text: any(c > "\u07ff" for c in text) and text[0] != "\ufeff"))
def test_utf_8_comes_back_as_it_was(text):
    if "\0" not in text:
        assert decode(text.encode(), "t", AUTO) == (text, "utf-8", ())
