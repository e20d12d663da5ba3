"""How an extra is installed, from where speechkit itself came."""

import pytest

from speechkit.extras import _command


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (None, "pip install 'speechkit-zh[chart]'"),
        ({"url": "file:///home/w/speech%20kit", "dir_info": {}}, "pip install '/home/w/speech kit[chart]'"),
        ({"url": "file:///w", "dir_info": {"editable": True}}, "pip install -e '/w[chart]'"),
        (
            {"url": "https://example.org/s.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "pip install 'speechkit-zh[chart] @ git+https://example.org/s.git@abc'",
        ),
        (
            {"url": "https://example.org/s.whl", "archive_info": {}},
            "pip install 'speechkit-zh[chart] @ https://example.org/s.whl'",
        ),
        (
            {"url": "file:///w/s.whl", "archive_info": {}},
            "pip install 'speechkit-zh[chart] @ file:///w/s.whl'",
        ),
    ],
)
def test_the_command_leads_to_where_speechkit_came_from(origin, expected):
    assert _command(origin, "chart") == expected
