"""Named pipes: what is written arrives, a reader that leaves is noticed, nothing is left behind."""

import os
import subprocess
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kg.web.transport.pipes import ClientLeftError, Pipes


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_what_is_written_arrives() -> None:
    read: list[bytes] = []
    threads: list[threading.Thread] = []

    def announced(path: str) -> None:
        threads.append(threading.Thread(target=lambda: read.append(Path(path).read_bytes())))
        threads[0].start()

    with closing(Pipes(5.0)) as pipes, pipes.opened(announced) as pipe:
        pipe.write(b"a" * 200_000)
        pipe.write(b"end")
    threads[0].join(10)
    assert read == [b"a" * 200_000 + b"end"]


def test_a_reader_that_leaves_is_noticed() -> None:
    def announced(path: str) -> None:
        def read_a_little() -> None:
            with Path(path).open("rb", buffering=0) as file:
                file.read(10)

        threading.Thread(target=read_a_little).start()

    with (
        closing(Pipes(5.0)) as pipes,
        pipes.opened(announced) as pipe,
        pytest.raises(ClientLeftError),
    ):
        pipe.write(b"a" * 10_000_000)


def test_a_reader_that_reads_nothing_is_given_up() -> None:
    held: list[int] = []

    def announced(path: str) -> None:
        opened = lambda: held.append(os.open(path, os.O_RDONLY))  # noqa: E731 -- one call
        threading.Thread(target=opened).start()

    with (
        closing(Pipes(0.1)) as pipes,
        pipes.opened(announced) as pipe,
        pytest.raises(TimeoutError, match=r"0\.1 s"),
    ):
        pipe.write(b"a" * 10_000_000)
    os.close(held[0])


def test_what_a_killed_process_left_is_removed_and_nothing_else(temporary: Path) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = temporary / f"foerdergraph-pipes-{ended.pid}-abc"
    living = temporary / f"foerdergraph-pipes-{os.getpid()}-abc"
    other = temporary / "foerdergraph-pipes-notes"
    for folder in (left, living, other):
        folder.mkdir()
    Pipes(1.0).close()
    assert (left.exists(), living.exists(), other.exists()) == (False, True, True)
