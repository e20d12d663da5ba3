"""``speechkit.readers.refusals``: what is no text is named by its content, whatever its name says, and refused."""

import io
import json
import zipfile

import pytest

from speechkit.config import ReadingConfig
from speechkit.errors import InputError
from speechkit.readers import read_source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names, content=b"x" * 100):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def old(stream, head=b""):
    return OLE + bytes(504) + head.ljust(512, b"\0") + stream.encode("utf-16-le") + bytes(600)


KINDS = {
    "png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image", "OCR"),
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image", "OCR"),
    "bmp": (b"BM\x36\x10\0\0\0\0\0\0\x36", "a BMP image", "OCR"),
    "tiff": (b"II*\0\x08\0\0\0", "a TIFF image", "OCR"),
    "webp": (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP image", "OCR"),
    "heic": (b"\0\0\0\x18ftypheic\0\0\0\0", "a HEIC or AVIF image", "OCR"),
    "mp3": (b"ID3\x03\0\0\0\0", "a sound recording", "what is said"),
    "mp3 without tags": (b"\xff\xfb\x90\x64\0\0", "a sound recording", "what is said"),
    "wav": (b"RIFF\x10\0\0\0WAVEfmt ", "a sound recording", "what is said"),
    "m4a": (b"\0\0\0\x20ftypM4A \0", "a sound recording", "what is said"),
    "mp4": (b"\0\0\0\x20ftypisom\0", "a video or sound", "what is said"),
    "mkv": (b"\x1aE\xdf\xa3\x01", "a video or sound", "what is said"),
    "zip": (zipped("a.txt", "b.txt"), "a zip archive", "unpack it"),
    "rar": (b"Rar!\x1a\x07\x01\0", "a rar archive", "unpack it"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", "a 7z archive", "unpack it"),
    "gz": (b"\x1f\x8b\x08\0\0\0\0\0", "a gzip archive", "unpack it"),
    "tar": (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "a tar archive", "unpack it"),
    "encrypted zip": (b"PK\x03\x04\x14\0\x01\0\x08\0" + bytes(40), "an encrypted zip archive", "its password"),
    "encrypted docx": (old("EncryptedPackage"), "an encrypted office document", "without one"),
    "encrypted doc": (old("WordDocument", b"\xec\xa5\xc1\0\x47\0\x04\x08\0\0\0\x13"), "an encrypted office", "without"),
    "doc": (old("WordDocument", b"\xec\xa5\xc1\0\x47\0\x04\x08\0\0\0\x12"), "(.doc or .wps)", "soffice --headless"),
    "xls": (old("Workbook"), "an old Excel workbook", "save it as .xlsx"),
    "ppt": (old("PowerPoint Document"), "an old PowerPoint", "plain text"),
    "pptx": (zipped("ppt/presentation.xml"), "a PowerPoint", "plain text"),
    "odt": (zipped("mimetype", content=b"application/vnd.oasis.opendocument.text"), "an OpenDocument text", "soffice"),
    "ofd": (zipped("OFD.xml"), "an OFD document", "export"),
    "rtf": (b"{\\rtf1\\ansi", "a rich-text document", "soffice --headless --convert-to docx"),
    "sqlite": (b"SQLite format 3\0", "an SQLite database", "kwic"),
}


@pytest.mark.parametrize("suffix", ["", ".txt", ".md"])
@pytest.mark.parametrize(("data", "kind", "advice"), KINDS.values(), ids=KINDS)
def test_what_is_no_text_is_named_and_refused(tmp_path, data, kind, advice, suffix):
    path = tmp_path / f"讲话{suffix}"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_source(path, ReadingConfig())
    sentence = str(caught.value)
    assert sentence.startswith(f"{path} is ")
    assert kind in sentence
    assert advice in sentence.partition("; ")[2]
    assert "\n" not in sentence


TEXTS = {
    "BM": "BM市2025年工作报告\n一、总结",
    "ID3": "ID3标签管理办法讲话\n一、总结",
    "II*": "II*号文件讲话",
    "RIFF": "RIFF是一种格式，WAVE也是",
    "ftyp": "x型ftyp讲话",
    "PAR": "PAR讲话",
    "MZ": "MZ区领导讲话" + "x" * 60,
    "OLE words": "WordDocument Workbook 讲话",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_texts_that_begin_alike_are_read(tmp_path, text, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes((text * 4).encode(encoding))
    assert read_source(path, ReadingConfig()).text == text * 4


def test_nothing_is_written_and_a_batch_notes_the_failure(run, tmp_path):
    (tmp_path / "a.txt").write_bytes(KINDS["png"][0])
    (tmp_path / "b.txt").write_text("一、抓好落实\n各单位要在年底前完成整改。\n", "utf-8")
    status, out, err = run("outline", str(tmp_path / "a.txt"), "-o", str(tmp_path / "o.json"), "--format", "json")
    assert (status, out, (tmp_path / "o.json").exists()) == (1, b"", False)
    assert err.count(b"\n") == 1
    assert run("batch", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(tmp_path / "o"), "-j", "1")[0] == 1
    (failure,) = map(json.loads, (tmp_path / "o/failures.jsonl").read_text("utf-8").splitlines())
    assert "a PNG image" in json.dumps(failure)
    assert (tmp_path / "o/b.txt.json").exists()
