"""The same cause ends every command that reads speeches with the same exit: 2 for usage, 1 for an input that failed."""

import pytest

COMMANDS = ["outline", "analyze", "summary", "tasks", "slogans", "text", "segment", "keywords"]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("arguments", "config", "exit_code"),
    [
        (["absent.txt"], None, 1),
        (["broken.docx"], None, 1),
        (["--no-such-option", "speech.txt"], None, 2),
        (["speech.txt"], "languages: zh\n", 2),
        (["speech.txt"], None, 0),
    ],
)
def test_one_cause_has_one_exit(run, tmp_path, monkeypatch, command, arguments, config, exit_code):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "speech.txt").write_text("讲话\n一、抓紧整改\n各单位要在年底前完成整改。\n", "utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (tmp_path / "config.yaml").write_text(config or "", "utf-8")
    ran = run("--config", "config.yaml", command, *arguments)
    assert ran.exit_code == exit_code, ran.stderr
    assert "Traceback" not in ran.stderr
