from __future__ import annotations

import io
import warnings
import zipfile
from pathlib import Path

import pytest

from extractor.errors import DamagedError, TooLargeError, UnreadableError
from service import inputs


def pack(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def member_of(path: Path) -> inputs.Member:
    (member,) = inputs.expand(path)
    return member


def test_office_files_are_zips_but_stay_whole(tmp_path: Path) -> None:
    for name, mark in (("a.docx", "[Content_Types].xml"), ("b.odt", "mimetype")):
        path = pack(tmp_path / name, **{mark: "x", "content.xml": "y"})
        assert member_of(path) == inputs.Member(name, path)


def renamed(path: Path, raw: bytes) -> Path:
    """A zip whose one member's name is `raw`, not marked as UTF-8: what Windows and old tools write."""
    stand_in = "x" * len(raw)
    pack(path, **{stand_in: "content"})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), raw))
    return path


@pytest.mark.parametrize("encoding", ["cp866", "utf-8"])
def test_names_that_are_not_marked_as_utf8(tmp_path: Path, encoding: str) -> None:
    member = member_of(renamed(tmp_path / "a.zip", "Приказ.txt".encode(encoding)))
    assert (member.name, member.read()) == ("a.zip/Приказ.txt", b"content")


def test_a_name_that_a_zip_holds_twice_is_one_member_that_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile's own, of the second «b.txt»
        for name, content in (("b.txt", "one"), ("b.txt", "two"), ("./c.txt", "three"), ("c.txt", "four"), ("d.txt", "five")):
            archive.writestr(name, content)
    twice, also, whole = inputs.expand(path)
    for member in (twice, also):
        with pytest.raises(DamagedError, match="2 files of this name"):
            member.read()
    assert (twice.name, also.name, whole.read()) == ("a.zip/b.txt", "a.zip/c.txt", b"five")


@pytest.mark.parametrize("name", ["../../etc/cron.txt", "/etc/cron.txt", "..\\..\\etc\\cron.txt", "./etc//cron.txt"])
def test_no_name_leaves_its_folder(tmp_path: Path, name: str) -> None:
    assert member_of(pack(tmp_path / "a.zip", **{name: "x"})).name == "a.zip/etc/cron.txt"


def test_a_member_that_swells_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_MEMBER", 1000)
    with pytest.raises(TooLargeError):
        member_of(pack(tmp_path / "a.zip", bomb="0" * 10_000_000)).read()


def test_a_member_that_hides_its_size_is_damaged(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", bomb="0" * 1000)
    path.write_bytes(path.read_bytes().replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    with pytest.raises(DamagedError):
        member_of(path).read()


def test_broken_and_locked_members_say_so(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", member="content")
    whole = path.read_bytes()
    path.write_bytes(whole.replace(zipfile.ZipFile(io.BytesIO(whole)).getinfo("member").CRC.to_bytes(4, "little"), b"\0\0\0\0"))
    with pytest.raises(DamagedError):
        member_of(path).read()
    at = whole.index(b"PK\x01\x02") + 8
    path.write_bytes(whole[:at] + b"\x01" + whole[at + 1 :])
    with pytest.raises(UnreadableError, match="password"):
        member_of(path).read()


def test_a_zip_cut_short_is_left_to_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(pack(tmp_path / "b.zip", member="content").read_bytes()[:-30])
    assert member_of(path) == inputs.Member("a.zip", path)
