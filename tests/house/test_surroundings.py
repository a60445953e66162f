"""The environment variables of the portal's processes."""

import stat

import pytest

from house.places import Places
from house.surroundings import read_env_file, secret_key
from house.words import Stop


def test_an_env_file_gives_names_and_values(tmp_path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "# comment\n\nPORT=9000\nexport NAME = '제조 이음'\nURL=postgresql://a@/b?host=/x\nEMPTY=\n"
    )
    assert read_env_file(file) == {
        "PORT": "9000",
        "NAME": "제조 이음",
        "URL": "postgresql://a@/b?host=/x",
        "EMPTY": "",
    }


def test_a_missing_env_file_is_no_fault(tmp_path) -> None:
    assert read_env_file(tmp_path / ".env") == {}


def test_a_line_that_is_no_setting_is_named(tmp_path) -> None:
    file = tmp_path / ".env"
    file.write_text("PORT=9000\nnonsense\n")
    with pytest.raises(Stop, match="line 2"):
        read_env_file(file)


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path) -> None:
    places = Places(root=tmp_path, var=tmp_path)
    key = secret_key(places)
    assert len(key) >= 50
    assert secret_key(places) == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
