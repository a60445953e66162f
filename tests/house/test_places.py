"""Where things lie."""

from pathlib import Path

from house.places import Places, fits


def test_a_socket_path_of_107_bytes_is_too_long() -> None:
    name = len("/.s.PGSQL.5432")
    assert fits(Path("/" + "a" * (105 - name)))
    assert not fits(Path("/" + "a" * (106 - name)))


def test_hangul_in_a_path_counts_by_its_bytes() -> None:
    assert fits(Path("/" + "a" * 40))
    assert not fits(Path("/" + "가" * 40))


def test_a_long_temporary_folder_is_passed_over(monkeypatch, tmp_path) -> None:
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    directories = Places(root=tmp_path, var=tmp_path / "var").socket_directories()
    assert [directory.parent for directory in directories] == [Path("/tmp")]


def test_two_checkouts_have_different_marks(tmp_path) -> None:
    one, other = (Places(root=tmp_path, var=tmp_path / name) for name in ("one", "other"))
    assert one.mark != other.mark
    assert one.outside != other.outside
    assert one.socket_directories() != other.socket_directories()


def test_the_state_directory_follows_the_setting(tmp_path) -> None:
    assert Places.of({"IEUM_VAR": str(tmp_path)}, name="test").var == tmp_path / "test"
    assert Places.of({}).var == Places.of({}).root / "var"


def test_a_relative_setting_is_read_from_the_checkout() -> None:
    assert Places.of({"IEUM_VAR": "var/other"}).var == Places.of({}).var / "other"
