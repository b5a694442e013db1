"""Finding the tables: zips, folders, single files, their names, and what is refused."""

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from ssi_tui.core.checks import RefusedError
from ssi_tui.linkedin.files import archive as archive_module
from ssi_tui.linkedin.files import lines as lines_module
from ssi_tui.linkedin.files.archive import Archive, open_archive, open_lines
from ssi_tui.linkedin.files.names import ArchiveKind, Table, stem_of, table_of
from tests.linkedin.builder import MEMBER_ID, Export, sheet, urn
from tests.linkedin.sample import sample

COMMENT = sheet("Comments", [("2025-12-15 21:58:49", urn("activity", 7), "hello")])


def tables_of(path: Path) -> set[Table]:
    """Return the tables that are found at a path."""
    with open_archive(path) as found:
        return set(found.members)


def read_all(found: Archive) -> int:
    """Read every table to its end and return the number of lines."""
    total = 0
    for members in found.members.values():
        for member in members:
            with open_lines(member) as chunks:
                total += sum(map(len, chunks))
    return total


def refusal(path: Path) -> str:
    """Return the sentence with which a path is refused, opened and read."""
    with pytest.raises(RefusedError) as refused, open_archive(path) as found:
        read_all(found)
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert MEMBER_ID not in sentence
    return sentence


# -- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("Comments.csv", Table.COMMENTS),
        (f"Comments_{MEMBER_ID}.csv", Table.COMMENTS),
        ("comments (1).CSV", Table.COMMENTS),
        (f"Shares_{MEMBER_ID} (2).csv", Table.SHARES),
        ("Messages.csv", Table.MESSAGES),
        ("messages.csv", Table.MESSAGES),
        ("Search Queries.csv", Table.SEARCHES),
        ("SearchQueries.csv", Table.SEARCHES),
        ("Search_Queries.csv", Table.SEARCHES),
        ("Endorsement Received Info.csv", Table.ENDORSEMENTS),
        ("Profile Summary.csv", Table.PROFILE_SUMMARY),
        ("Profile.csv", Table.PROFILE),
        ("guide_messages.csv", None),
        ("learning_coach_messages.csv", None),
        ("Company Follows.csv", None),
        ("MyComments.csv", None),
        ("Comments.csv.txt", None),
    ],
)
def test_a_file_is_known_by_exactly_its_stem(name: str, table: Table | None) -> None:
    assert table_of(stem_of(name) or "") is table


# -- containers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Complete_LinkedInDataExport_12-31-2025.zip",
        "Complete_LinkedInDataExport_12-31-2025.zip.zip",
        "Complete_LinkedInDataExport_12-31-2025.zip (1).zip",
        "no suffix at all",
    ],
)
def test_a_zip_is_known_by_its_bytes_not_by_its_name(name: str, tmp_path: Path) -> None:
    assert tables_of(sample().zip(tmp_path / name)) >= {Table.COMMENTS, Table.MESSAGES}


@pytest.mark.parametrize("wrapper", ["Export/", "Basic_LinkedInDataExport/", "a\\"])
def test_a_wrapper_folder_in_the_zip_is_looked_through(wrapper: str, tmp_path: Path) -> None:
    found = tables_of(sample().zip(tmp_path / "a.zip", wrapper=wrapper))
    assert found >= {Table.COMMENTS, Table.ARTICLES}


def test_a_folder_is_read_like_its_zip_even_where_its_name_ends_in_zip(tmp_path: Path) -> None:
    folder = sample().folder(tmp_path / "Complete_LinkedInDataExport.zip")
    assert tables_of(folder) == tables_of(sample().zip(tmp_path / "a.zip"))
    assert tables_of(tmp_path) == tables_of(folder)


def test_what_a_mac_adds_is_passed_over(tmp_path: Path) -> None:
    export = sample()
    for name in ("__MACOSX/._Comments.csv", "._Shares.csv", ".DS_Store", "__MACOSX/Votes.csv"):
        export.add(name, b"\x00\x05\x16\x07Mac OS X")
    for path in (export.zip(tmp_path / "a.zip"), export.folder(tmp_path / "folder")):
        with open_archive(path) as found:
            assert all(
                len(members) == 1
                for table, members in found.members.items()
                if table is not Table.ARTICLES
            )


def test_a_single_table_may_be_given(tmp_path: Path) -> None:
    for name in (f"Comments_{MEMBER_ID}.csv", "renamed by me.csv"):
        path = tmp_path / name
        path.write_bytes(COMMENT.to_bytes())
        with open_archive(path) as found:
            assert (set(found.members), found.whole) == ({Table.COMMENTS}, False)


def test_a_renamed_table_is_told_by_its_columns(tmp_path: Path) -> None:
    for name, data in sample(suffix=f"_{MEMBER_ID}").files.items():
        stem = stem_of(name)
        if stem not in (
            None,
            "logins",
            "profile",
            "positions",
            "skills",
            "savedjobalerts",
            "securitychallenges",
            "recommendationsreceived",
            "endorsementreceivedinfo",
        ):
            path = tmp_path / "something.csv"
            path.write_bytes(data)
            assert tables_of(path) == {table_of(stem or "")}


def test_conversations_with_a_machine_are_no_messages(tmp_path: Path) -> None:
    machine = sample().files["messages.csv"]
    path = tmp_path / "guide_messages.csv"
    path.write_bytes(machine)
    assert "not a LinkedIn export" in refusal(path)
    export = Export({"learning_coach_messages.csv": machine}).add("Comments.csv", COMMENT)
    assert tables_of(export.zip(tmp_path / "a.zip")) == {Table.COMMENTS}


# -- which archive it is ----------------------------------------------------------------------


def test_complete_is_told_by_behaviour_files_and_not_by_comments(tmp_path: Path) -> None:
    silent = sample()
    for name in ("Comments.csv", "Shares.csv", "Reactions.csv", "Votes.csv"):
        del silent.files[name]
    basic_with_searches = sample(complete=False)
    basic_with_searches.add("SearchQueries.csv", b"Time,Search Query\n")
    kinds = []
    for number, export in enumerate(
        (
            silent,
            sample(complete=False),
            basic_with_searches,
            Export().add("Comments.csv", COMMENT),
        )
    ):
        with open_archive(export.zip(tmp_path / f"{number}.zip")) as found:
            kinds.append(found.kind)
    basic = ArchiveKind.BASIC
    assert kinds == [ArchiveKind.COMPLETE, basic, basic, ArchiveKind.UNKNOWN]


# -- refused ----------------------------------------------------------------------------------


def test_what_is_no_export_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("hello")
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    (tmp_path / "zero.csv").write_bytes(b"")
    Export().add("holiday.jpg", b"jpg").zip(tmp_path / "holiday.zip")
    assert "this isn't a LinkedIn export" in refusal(tmp_path / "empty")
    assert "this isn't a LinkedIn export" in refusal(tmp_path / "holiday.zip")
    assert "not a LinkedIn export" in refusal(tmp_path / "text.txt")
    assert "not a LinkedIn export" in refusal(tmp_path / "table.csv")
    assert "not a LinkedIn export" in refusal(tmp_path / "zero.csv")
    assert "no such file" in refusal(tmp_path / f"Comments_{MEMBER_ID}.zip")


@pytest.mark.parametrize("inside", [False, True])
def test_a_zip_around_the_zip_or_beside_it_is_told(inside: bool, tmp_path: Path) -> None:
    """The newest first, and of many those of LinkedIn alone."""
    downloads = tmp_path / "Downloads"
    (downloads / "old").mkdir(parents=True)
    older, newer = "old/LinkedIn_2024.zip", "Basic_LinkedInDataExport_12-15-2025.zip (1).zip"
    names = (older, "a-holiday.zip", newer, f"my-{MEMBER_ID}.zip")
    for day, name in enumerate(names, 1):
        Export().add("photo.jpg", b"").zip(downloads / name)
        os.utime(downloads / name, (day * 86_400,) * 2)
    place, where, how = downloads, "", "; choose "
    if inside:
        place, where, how = tmp_path / "wrapped.zip", "there /", "; unpack it and choose "
        with zipfile.ZipFile(place, "w") as out:
            for day, name in enumerate(names, 1):
                info = zipfile.ZipInfo(f"there\x1b/{name}", (2025, 12, day, 0, 0, 0))
                out.writestr(info, (downloads / name).read_bytes())
    said = f"here, but {where}{newer}, {where}{older}{how}one of them (the newest is first)"
    assert refusal(place).endswith(said)


def test_of_zips_beside_each_other_three_are_named(tmp_path: Path) -> None:
    """Without the number of a member."""
    for day, name in enumerate(("a.zip", "b.zip", f"my-{MEMBER_ID}.zip", "d.zip", "e.zip"), 1):
        Export().add("photo.jpg", b"").zip(tmp_path / name)
        os.utime(tmp_path / name, (day * 86_400,) * 2)
    said = "but e.zip, d.zip, my-….zip and 2 more; choose one of them (the newest is first)"
    assert refusal(tmp_path).endswith(said)
    for name in ("a.zip", "b.zip", "d.zip", "e.zip"):
        (tmp_path / name).unlink()
    assert refusal(tmp_path).endswith("but my-….zip; choose that zip")


@pytest.mark.posix
def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "Comments.csv"
    os.mkfifo(pipe)
    assert "not a file" in refusal(pipe)


def test_a_truncated_zip_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    whole = sample().zip(tmp_path / "whole.zip").read_bytes()
    for share in range(1, 20):
        path = tmp_path / "cut.zip"
        path.write_bytes(whole[: len(whole) * share // 20])
        assert "incomplete or damaged" in refusal(path)


def test_damaged_bytes_inside_a_table_are_refused(tmp_path: Path) -> None:
    path = sample().zip(tmp_path / "a.zip", method=zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    at = data.index(b"Thanks for accepting")
    data[at : at + 6] = b"Danke!"
    path.write_bytes(data)
    assert "incomplete or damaged" in refusal(path)


def _marked(data: bytes, *, flags: int = 0, method: int | None = None) -> bytes:
    """Return a zip with flags or a method in every header of its files."""
    out = bytearray(data)
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(magic)
        while at >= 0:
            (old,) = struct.unpack_from("<H", out, at + place)
            struct.pack_into("<H", out, at + place, old | flags)
            if method is not None:
                struct.pack_into("<H", out, at + place + 2, method)
            at = out.find(magic, at + 4)
    return bytes(out)


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = Export().add("Comments.csv", COMMENT).zip(tmp_path / "a.zip")
    path.write_bytes(_marked(path.read_bytes(), flags=1))
    assert "encrypted" in refusal(path)


def test_an_unusual_packing_is_refused(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        path = Export().add("Comments.csv", COMMENT).zip(tmp_path / "a.zip", method=method)
        assert "packed in an unusual way" in refusal(path)
    path = Export().add("Comments.csv", COMMENT).zip(tmp_path / "a.zip")
    path.write_bytes(_marked(path.read_bytes(), method=99))
    assert "packed in an unusual way" in refusal(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out,
        out.open("messages.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(64):
            member.write(b"\0" * (1 << 20))
    assert "too large when unpacked" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = Export().add("Comments.csv", b"\n" * (1 << 22)).zip(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 1000)
    struct.pack_into("<L", data, 22, 1000)
    path.write_bytes(data)
    assert "incomplete or damaged" in refusal(path)


def test_tables_larger_than_an_export_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Export().add("Comments.csv", COMMENT).zip(tmp_path / "a.zip")
    folder = Export().add("Comments.csv", COMMENT).folder(tmp_path / "folder")
    for limit in ("MEMBER_MAX", "TOTAL_MAX"):
        with monkeypatch.context() as patched:
            patched.setattr(archive_module, limit, 20)
            assert "larger than" in refusal(path)
            assert "larger than" in refusal(folder)


def test_more_lines_than_a_table_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Export().add("Comments.csv", b"\n" * 1000).zip(tmp_path / "a.zip")
    monkeypatch.setattr(lines_module, "LINES_MAX", 999)
    assert "more lines than" in refusal(path)


def test_a_list_of_files_that_would_fill_the_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Export().add("Comments.csv", COMMENT).zip(tmp_path / "a.zip")
    monkeypatch.setattr(archive_module, "DIRECTORY_MAX", 20)
    assert "more files than" in refusal(path)


@pytest.mark.parametrize(
    "name",
    [
        "../../outside/Comments.csv",
        "/tmp/outside/Comments.csv",  # noqa: S108 - a name inside a zip, never a path
        "C:\\outside\\Comments.csv",
        "..\\Comments.csv",
    ],
)
def test_a_name_inside_is_never_a_path(name: str, tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    path = Export().add(name, COMMENT).zip(inner / "a.zip")
    before = sorted(tmp_path.rglob("*"))
    with open_archive(path) as found:
        assert read_all(found) == 2
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.posix
def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "Comments.csv").write_bytes(COMMENT.to_bytes())
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "Comments.csv").symlink_to(secret / "Comments.csv")
    (folder / "inside").symlink_to(secret)
    (folder / "loop").symlink_to(folder)
    assert "this isn't a LinkedIn export" in refusal(folder)


def test_links_in_a_zip_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    info = zipfile.ZipInfo("Comments.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(info, "/etc/passwd")
        out.writestr("Logins.csv", "Login Date\n")
    assert tables_of(path) == set()


def test_a_folder_that_cannot_be_entered_is_passed_over(tmp_path: Path) -> None:
    deep = tmp_path / "1" / "2" / "3" / "4" / "5"
    deep.mkdir(parents=True)
    (deep / "Comments.csv").write_bytes(COMMENT.to_bytes())
    assert "this isn't a LinkedIn export" in refusal(tmp_path)


def test_the_field_size_limit_is_put_back(tmp_path: Path) -> None:
    import csv

    before = csv.field_size_limit()
    with open_archive(sample().zip(tmp_path / "a.zip")) as found:
        read_all(found)
    refusal(tmp_path)
    assert csv.field_size_limit() == before


def test_large_texts_do_not_fill_the_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = (
        Export()
        .add("Comments.csv", os.urandom(1 << 20).hex().encode() * 16)
        .zip(tmp_path / "a.zip")
    )
    tracemalloc.start()
    try:
        with open_archive(path) as found:
            read_all(found)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 24 << 20
