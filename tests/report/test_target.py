import os
from pathlib import Path

import pytest

from reliability.errors import ReliabilityError
from reliability.report.target import check_target, write_target


def test_a_report_is_written_whole(tmp_path):
    target = tmp_path / "out.csv"
    write_target(target, iter(["a\n", "b ü\n"]))
    assert target.read_bytes() == "a\nb ü\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_failure_half_way_leaves_what_was_there_and_nothing_else(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("before")

    def break_off():
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_target(target, break_off())
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_permissions_of_a_replaced_file_stay(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("before")
    target.chmod(0o640)
    write_target(target, ["after"])
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("after", 0o640)


def test_links_are_refused_and_what_they_point_to_stays(tmp_path):
    (tmp_path / "real.txt").write_text("keep")
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "real.txt")
    with pytest.raises(ReliabilityError, match="symbolic link"):
        write_target(link, ["x"])
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ReliabilityError, match="symbolic link"):
        write_target(dangling, ["x"])
    assert (tmp_path / "real.txt").read_text() == "keep"


def test_inputs_are_refused_by_any_of_their_names(tmp_path):
    source = tmp_path / "a.txt"
    source.write_text("text")
    (tmp_path / "hard.txt").hardlink_to(source)
    (tmp_path / "soft.txt").symlink_to(source)
    for name in ("a.txt", "hard.txt", "soft.txt"):
        with pytest.raises(ReliabilityError, match="also to be read"):
            check_target(source, [tmp_path / name])
    check_target(tmp_path / "b.txt", [source, "-", tmp_path / "missing"])


def test_folders_devices_and_missing_folders_are_refused(tmp_path):
    for target in (tmp_path, Path(os.devnull), tmp_path / "no" / "out.txt"):
        with pytest.raises(ReliabilityError, match=str(target)):
            write_target(target, ["x"])


def test_a_name_too_long_is_an_error_of_ours(tmp_path):
    with pytest.raises(ReliabilityError, match="cannot be written"):
        write_target(tmp_path / ("x" * 300), ["x"])
