"""Rows from a Dask cluster of real processes on this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import rows, write_jsonl
from test_score_corpus import ROOT, assert_same, call, read_rows, start

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def free_port():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


@pytest.fixture
def cluster():
    """Start a scheduler and two workers, and end them."""
    pytest.importorskip("distributed")
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    started = []

    def begin(name, *arguments):
        command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
        with Path(f"{len(started)}.log").open("wb") as log:
            started.append(subprocess.Popen(command, env=ENVIRONMENT, stdout=log, stderr=log, start_new_session=True))
        return started[-1]

    begin("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    workers = [
        begin("dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--host", "127.0.0.1")
        for _ in range(2)
    ]
    yield address, workers
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


@pytest.mark.slow
def test_a_cluster_writes_the_rows_of_one_process_though_a_worker_is_killed(cluster):
    address, workers = cluster
    records = rows(1500)
    records[700] = {"id": "none"}
    write_jsonl(Path("a.jsonl"), records)
    process = start("a.jsonl", "--engine", "dask", "--scheduler", address, "--output", "o.jsonl")
    part = Path("o.jsonl.part")
    while process.poll() is None and not (part.exists() and part.read_bytes().count(b"\n") > 300):
        time.sleep(0.05)
    assert process.poll() is None
    os.killpg(workers[0].pid, signal.SIGKILL)
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 2, errors
    assert len(read_rows("o.jsonl")) == 1500
    call("a.jsonl", "--output", "one.jsonl")
    assert_same("o.jsonl", "one.jsonl")


@pytest.mark.slow
def test_a_cluster_of_this_machine():
    pytest.importorskip("distributed")
    write_jsonl(Path("a.jsonl"), rows(200))
    process = start("a.jsonl", "--engine", "dask", "-j", "2", "--timeout", "30", "--output", "o.jsonl")
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    call("a.jsonl", "--timeout", "30", "--output", "one.jsonl")
    assert_same("o.jsonl", "one.jsonl")


def test_what_does_not_go_together():
    write_jsonl(Path("a.jsonl"), rows(1))
    assert "goes with --engine dask" in call("a.jsonl", "--scheduler", "tcp://127.0.0.1:1").stderr
    both = ("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1", "-j", "2")
    assert "has its own workers" in call("a.jsonl", *both).stderr


def test_a_missing_package_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    write_jsonl(Path("a.jsonl"), rows(1))
    assert "source-reliability[cluster]" in call("a.jsonl", "--engine", "dask").stderr
