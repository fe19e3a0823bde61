"""The folder of releases after a crash, on a full disk, and with two builds at once.

A crash is made where it hurts: Python announces each file that it opens, makes, renames or removes
(`sys.addaudithook`), and the process kills itself at the chosen announcement.
"""

import fcntl
import gzip
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from kg.release import Release, current, open_release
from kg.release.folder import HISTORY
from kg.release.history import difference, steps, steps_until

ROOT: Final = Path(__file__).parents[2]

CRASHING: Final = """
import os, signal, sys
from io import StringIO
from pathlib import Path
from kg.release import PlainProgress, load

file, out, crash_at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
WATCHED = {"open", "os.mkdir", "os.rename", "os.symlink", "os.remove", "os.rmdir"}
seen = []

def crash(event, arguments):
    if event in WATCHED and any(str(a).startswith(out) for a in arguments):
        seen.append(event)
        if len(seen) == crash_at:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(crash)
load([file], Path(out), PlainProgress(StringIO()))
print(*seen)
"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_crash_at_any_file_operation_leaves_a_whole_release(tmp_path: Path, out: Path) -> None:
    first, second = numbered(tmp_path, 1), numbered(tmp_path, 2)
    assert crash(second, tmp_path / "counted", crash_at=0) == 0
    operations = (tmp_path / "operations.txt").read_text().split()
    new = current(tmp_path / "counted")
    assert crash(first, out, crash_at=0) == 0
    old = current(out)

    for moment in decisive(operations):
        shutil.rmtree(tmp_path / "tried", ignore_errors=True)
        shutil.copytree(out, tmp_path / "tried", symlinks=True)
        status = crash(second, tmp_path / "tried", crash_at=moment)
        assert status == -signal.SIGKILL, f"operation {moment} was not reached"
        assert_whole(tmp_path / "tried", served=[old.version, new.version])

    assert crash(second, tmp_path / "tried", crash_at=0) == 0
    assert current(tmp_path / "tried").version == new.version
    assert [step.version for step in steps(tmp_path / "tried")] == [old.version, new.version]
    assert leftovers(tmp_path / "tried") == []


def test_a_crash_at_any_time_leaves_a_whole_release(tmp_path: Path, out: Path) -> None:
    """The store is written by threads that announce nothing, so here the clock decides."""
    assert run_load(numbered(tmp_path, 0), out) == 0
    for number, delay_s in enumerate((0.0, 0.02, 0.05, 0.1, 0.2, 0.4), start=1):
        before = current(out).version
        command = [sys.executable, "-m", "kg", "load", str(numbered(tmp_path, number))]
        process = subprocess.Popen([*command, "--out", str(out)], cwd=ROOT, stdout=-3, stderr=-3)
        wait_for_writing(out, process)
        time.sleep(delay_s)
        process.kill()
        process.wait()
        found = current(out).version
        assert_whole(out, served=[before, found])
        assert found == before or process.returncode in (0, -signal.SIGKILL)
    assert run_load(numbered(tmp_path, 99), out) == 0
    assert leftovers(out) == []


@pytest.mark.parametrize("limit_bytes", [500, 20_000, 150_000])
def test_a_full_disk_leaves_the_old_release_and_no_rest(
    tmp_path: Path, out: Path, limit_bytes: int
) -> None:
    assert run_load(numbered(tmp_path, 1), out) == 0
    old = current(out)
    done = subprocess.run(
        [sys.executable, "-B", "-m", "kg", "load", str(numbered(tmp_path, 2)), "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes,) * 2),
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert current(out) == old
    assert leftovers(out) == []


def test_two_builds_at_once_both_end_well(tmp_path: Path, out: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "kg", "load", str(numbered(tmp_path, n)), "--out", str(out)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for n in (1, 2)
    ]
    printed = [process.communicate()[0].strip() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert str(current(out).path) in {str(Path(folder).resolve()) for folder in printed}
    assert_whole(out, served=[Path(folder).name for folder in printed])
    assert leftovers(out) == []


def test_a_build_says_that_it_waits_for_another(tmp_path: Path, out: Path) -> None:
    out.mkdir()
    with (out / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = [sys.executable, "-m", "kg", "load", str(numbered(tmp_path, 1))]
        process = subprocess.Popen(
            [*command, "--out", str(out)], cwd=ROOT, stderr=subprocess.PIPE, stdout=-3, text=True
        )
        assert process.stderr is not None
        assert "another build is at work" in process.stderr.readline()
        assert leftovers(out) == []
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 0, rest
    assert current(out).manifest.quads > 0


def run_load(file: Path, out: Path) -> int:
    command = [sys.executable, "-m", "kg", "load", str(file), "--out", str(out)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode


def numbered(folder: Path, number: int) -> Path:
    """Write a file of 8,000 quads, and one that is of this number alone."""
    path = folder / f"{number}.nq"
    lines = [
        f'<http://e/s{n // 4}> <http://e/p{n % 4}> "Wert {n * 7919 % 8009}" <http://e/g{n % 3}> .'
        for n in range(8_000)
    ]
    lines.append(f'<http://e/s> <http://e/number> "{number}" .')
    path.write_text("\n".join(lines) + "\n")
    return path


def crash(file: Path, out: Path, crash_at: int) -> int:
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, str(file), str(out), str(crash_at)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    (file.parent / "operations.txt").write_text(done.stdout)
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode


def decisive(operations: Sequence[str]) -> list[int]:
    """Choose some operations from all over the work, and each that makes something appear."""
    appearing = {"os.rename", "os.symlink"}
    publishing = [n for n, kind in enumerate(operations, start=1) if kind in appearing]
    assert len(publishing) == 4, "folder and step are renamed, the link is made and renamed"
    after = [n + 1 for n in publishing if n < len(operations)]
    return sorted({*publishing, *after, *range(2, len(operations), len(operations) // 6)})


def assert_whole(out: Path, served: list[str]) -> None:
    """Whatever is visible is a whole release or step; one of *served* is served, and recorded."""
    release = current(out)
    assert release.version in served
    for path in out.iterdir():
        if not path.name.startswith(".") and path.name != HISTORY:
            open_release(path)
    known = steps_until(out, release.version)
    assert [line for line, _ in difference(known)] == lines_of(release)
    assert steps(out)[-1].version in served


def lines_of(release: Release) -> list[bytes]:
    return gzip.decompress(release.quads_path.read_bytes()).splitlines()


def leftovers(out: Path) -> list[str]:
    return [path.name for path in out.rglob(".tmp-*")]


def wait_for_writing(out: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while not leftovers(out) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
