import csv
import importlib.metadata
import io
import json
import os
import signal
import subprocess
import sys
import time
import types
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from reliability.cli import main
from reliability.errors import EmptyDocumentError, ModelError
from reliability.scale import CAVEAT

HERE = Path(__file__).parent


def rate_by_first_word(document):
    """Stand in for a rater: the score is the document's first word."""
    score = float(document.text.split()[0])
    signals = {"hedging": 1 - score, "specificity": score, "sourcing": score, "consensus": None}
    return types.SimpleNamespace(
        document=document,
        score=score,
        level="well-sourced" if score > 0.8 else "speculative",
        probabilities=(1 - score, 0.0, 0.0, 0.0, score),
        interval=(score, score),
        signals=signals,
        contributions={"hedging": 0.0, "specificity": 0.0, "sourcing": 0.0},
        reasons=(),
        flags=(),
        evidence=(),
        furniture=(),
        story=None,
        to_dict=lambda: {"id": document.id, "score": score},
    )


def load_stand_in(model=None):
    """Stand in for ``load_rater``."""
    if model is not None:
        raise ModelError(f"{model}: there is no such model")

    def rater(document):
        if document.text.startswith("empty"):
            raise EmptyDocumentError(document.id, "holds no words")
        if document.text.startswith("wait"):
            # In steps, as work goes: a signal that comes just before a long sleep begins is seen after it only.
            for _ in range(6000):
                time.sleep(0.01)
        if document.text.startswith("interrupt"):
            raise KeyboardInterrupt
        if document.text.startswith("import"):
            # As SciPy does where Ctrl-C comes while its compiled modules are loaded.
            raise ImportError("initialization failed") from KeyboardInterrupt()
        return rate_by_first_word(document)

    return rater


def compare_stand_in(readings, against=()):
    """Stand in for ``compare_readings``."""
    return readings


def stand_in_module():
    module = types.ModuleType("reliability.rating")
    module.load_rater = module.load_reader = load_stand_in
    module.compare_readings = compare_stand_in
    return module


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run the command in a folder of three documents, with a stand-in for the model."""
    monkeypatch.setitem(sys.modules, "reliability.rating", stand_in_module())
    monkeypatch.chdir(tmp_path)
    for name, score in (("low", 0.1), ("high", 0.9), ("middle", 0.5)):
        (tmp_path / f"{name}.txt").write_text(f"{score} The council met on Monday.\n")

    def call(*arguments, text=None):
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=text)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return call


ALL = ("low.txt", "high.txt", "middle.txt")


def names_in(output):
    return [name for line in output.splitlines() for name in ALL if line.startswith(name)]


def all_commands(name="reliability", command=main):
    yield name, command
    for own, child in getattr(command, "commands", {}).items():
        yield from all_commands(f"{name} {own}", child)


@pytest.mark.parametrize(("name", "command"), list(all_commands()))
def test_every_command_and_option_has_help(name, command):
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
        else:
            assert parameter.name.rstrip("s") in command.help.lower()


@pytest.mark.parametrize("name", [name for name, _ in all_commands()])
def test_every_command_shows_an_example(run, name):
    shown = run(*name.split()[1:], "--help").output
    assert f"  {name} " in shown.split("Example", 1)[1]
    assert max(map(len, shown.splitlines())) <= 80


def test_score_says_what_a_score_is_not(run):
    assert CAVEAT.split(":")[0][6:] in " ".join(run("score", "--help").output.split())


def test_version(run):
    try:
        importlib.metadata.version("source-reliability")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("the package is not installed")
    assert run("--version").output.startswith("reliability, version ")


def test_help_loads_nothing_heavy():
    heavy = "numpy", "sklearn", "nltk", "rich", "trafilatura", "pypdf", "joblib", "matplotlib"
    code = f"import sys, reliability.cli; print([name for name in {heavy!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_the_module_is_the_command():
    shown = subprocess.run([sys.executable, "-m", "reliability", "--help"], capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("Usage: reliability ")


@pytest.mark.parametrize(
    ("order", "names"),
    [((), "hml"), (("--sort", "best"), "hml"), (("--sort", "worst"), "lmh"), (("--sort", "given"), "lhm")],
)
def test_the_table_in_each_order(run, order, names):
    result = run("score", *ALL, *order)
    assert "".join(name[0] for name in names_in(result.stdout)) == names
    assert " ".join(result.stdout.split()).endswith(CAVEAT)
    assert (result.exit_code, result.stderr) == (0, "")


def test_explanations_end_with_the_table(run):
    result = run("score", "--explain", "low.txt", "high.txt")
    assert result.stdout.count("How likely each level is") == 2
    assert "Sourcing of 2 documents" in result.stdout
    assert "Sourcing of" not in run("score", "--explain", "low.txt").stdout


def test_json_lines_come_in_the_given_order(run):
    lines = run("score", *ALL, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["score"] for line in lines] == [0.1, 0.9, 0.5]


def test_json_and_csv(run):
    assert len(json.loads(run("score", *ALL, "--format", "json").stdout)) == 3
    table = csv.DictReader(io.StringIO(run("score", *ALL, "--format", "csv", "--sort", "worst").stdout))
    assert [float(row["score"]) for row in table] == [0.1, 0.5, 0.9]


def test_folders_and_patterns_and_standard_input(run):
    assert len(names_in(run("score", "*.txt").stdout)) == 3
    assert len(run("score", ".", "--format", "jsonl").stdout.splitlines()) == 3
    assert "0.70" in run("score", "-", text="0.7 The council met.").stdout


def test_bad_documents_are_named_and_the_others_rated(run):
    Path("none.txt").write_text("empty")
    result = run("score", "missing.txt", "none.txt", "no/*.txt", "low.txt", "--min-score", "0.5")
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    assert all(line.startswith("reliability: ") for line in lines)
    assert ["missing.txt" in lines[0], "none.txt" in lines[1], "no/*.txt" in lines[2]] == [True] * 3
    assert names_in(result.stdout) == ["low.txt"]
    assert result.exit_code == 2


def test_no_document_at_all(run):
    result = run("score", "missing.txt")
    assert (result.stdout, result.exit_code) == ("", 2)
    assert run("score").exit_code == 2


def test_documents_below_a_score_are_named(run):
    result = run("score", *ALL, "--min-score", "0.5")
    assert result.stderr == "reliability: low.txt: speculative: score 0.100 is below 0.5\n"
    assert result.exit_code == 1
    assert run("score", *ALL, "--min-score", "0.1").exit_code == 0


def test_a_score_just_below_is_not_rounded_up_to_the_limit(run):
    Path("near.txt").write_text("0.49999 It rained.")
    assert "score 0.499 is below 0.5" in run("score", "near.txt", "--min-score", "0.5").stderr


@pytest.mark.parametrize("value", ["nan", "1.5", "-0.1", "much"])
def test_limits_that_are_none(run, value):
    assert run("score", "low.txt", "--min-score", value).exit_code == 2


def test_quiet_leaves_errors_and_the_exit_code(run):
    result = run("score", *ALL, "missing.txt", "-q", "--min-score", "0.2")
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 2
    assert result.exit_code == 2


def test_output_goes_to_the_file(run):
    result = run("score", *ALL, "--output", "out.txt", "--quiet")
    assert (result.stdout, result.exit_code) == ("", 0)
    assert len(names_in(Path("out.txt").read_text(encoding="utf-8"))) == 3


def test_output_over_an_input_is_refused_before_any_work(run):
    before = Path("low.txt").read_text()
    result = run("score", ".", "--output", "./low.txt")
    assert "low.txt: is also to be read" in result.stderr
    assert (result.exit_code, Path("low.txt").read_text()) == (2, before)


@pytest.mark.parametrize("text", ["interrupt", "import"])
def test_an_interrupted_run_leaves_the_output_alone(run, text):
    Path("stop.txt").write_text(text)
    Path("out.jsonl").write_text("before")
    result = run("score", "low.txt", "stop.txt", "--format", "jsonl", "--output", "out.jsonl")
    assert (result.exit_code, result.stderr) == (130, "reliability: stopped\n")
    assert Path("out.jsonl").read_text() == "before"
    assert not list(Path().glob(".*.tmp"))


def test_a_model_that_cannot_be_used_is_one_line(run):
    result = run("score", "low.txt", "--model", "other")
    assert (result.exit_code, result.stderr) == (2, "reliability: other: there is no such model\n")


def test_explain_goes_with_text_only(run):
    assert "--explain goes with --format text" in run("score", "low.txt", "--explain", "--format", "csv").stderr


def test_a_name_with_escapes_is_one_safe_line(run):
    result = run("score", "a\x1b[31m\nb.txt")
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_train_passes_on_and_prints(run, monkeypatch):
    module = types.ModuleType("reliability.training")
    module.train_files = lambda gold, out, data=None: f"{gold} {out} {data}"
    monkeypatch.setitem(sys.modules, "reliability.training", module)
    assert run("train", "gold.jsonl", "--out", "models").output == "gold.jsonl models None\n"
    assert run("train", "g", "--data", "d", "--out", "m").output == "g m d\n"


def test_retrain_passes_on_and_prints(run, monkeypatch):
    module = types.ModuleType("reliability.training")
    module.train_from_numbers = lambda out, numbers=None: f"{out} {numbers}"
    monkeypatch.setitem(sys.modules, "reliability.training", module)
    assert run("retrain", "--out", "m").output == "m None\n"
    assert run("retrain", "n.npz", "--out", "m").output == "m n.npz\n"


def test_train_attributions_passes_on_and_prints(run, monkeypatch):
    module = types.ModuleType("reliability.training")
    module.train_attribution_files = lambda data, out, teacher=None: f"{data} {out} {teacher}"
    monkeypatch.setitem(sys.modules, "reliability.training", module)
    assert run("train-attributions", "data", "--out", "m").output == "data m None\n"
    assert run("train-attributions", "data", "--out", "m", "--teacher", "t.pt").output == "data m t.pt\n"


def test_train_sentences_passes_on_and_prints(run, monkeypatch):
    module = types.ModuleType("reliability.training")
    module.train_sentence_files = lambda data, out: f"{data} {out}"
    monkeypatch.setitem(sys.modules, "reliability.training", module)
    assert run("train-sentences", "data", "--out", "m").output == "data m\n"


def test_train_consensus_passes_on_and_prints(run, monkeypatch):
    module = types.ModuleType("reliability.training")
    module.train_consensus_files = lambda data, out: f"{data} {out}"
    monkeypatch.setitem(sys.modules, "reliability.training", module)
    assert run("train-consensus", "data", "--out", "m").output == "data m\n"


def test_references_are_read_and_not_shown(run):
    Path("archive").mkdir()
    Path("archive/old.txt").write_text("0.3 The council met on Monday.")
    Path("archive/none.txt").write_text("empty")
    result = run("score", "low.txt", "--against", "archive")
    assert names_in(result.stdout) == ["low.txt"]
    assert "old.txt" not in result.stdout
    assert "none.txt" in result.stderr
    assert result.exit_code == 2


def test_alone_and_against_exclude_each_other(run):
    assert "give one of them" in run("score", "low.txt", "--against", ".", "--alone").stderr


def start(folder, *arguments, stdout=subprocess.PIPE, **given):
    """Start the command as a process of its own, with the stand-in for the model."""
    code = (
        # A shell that starts its jobs in the background has them ignore Ctrl-C.
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "import sys, test_cli; sys.modules['reliability.rating'] = test_cli.stand_in_module();"
        "from reliability.cli import main; main(prog_name='reliability')"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)])}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment | given, stdout=stdout, stderr=subprocess.PIPE)


def test_a_closed_pipe_ends_quietly(tmp_path):
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text("0.5 It rained.")
    process = start(tmp_path, "score", ".", "--alone", "--format", "jsonl")
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert (errors, process.wait()) == (b"", 141)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_is_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("0.5 It rained.")
    with Path("/dev/full").open("wb") as full:
        process = start(tmp_path, "score", "a.txt", stdout=full)
        _, errors = process.communicate()
    assert errors == b"reliability: standard output cannot be written: No space left on device\n"
    assert process.returncode == 2


def test_ctrl_c_ends_with_130(tmp_path):
    (tmp_path / "a.txt").write_text("0.5 It rained.")
    (tmp_path / "b.txt").write_text("wait")
    process = start(tmp_path, "score", "a.txt", "b.txt", "--alone", "--format", "jsonl")
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (errors, process.returncode) == (b"reliability: stopped\n", 130)


def test_an_old_code_page_gets_question_marks_and_no_traceback(tmp_path):
    (tmp_path / "港.txt").write_text("0.5 It rained.")
    process = start(tmp_path, "score", "港.txt", PYTHONIOENCODING="latin-1")
    shown, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")
    assert b"?.txt" in shown


def test_the_real_command_rates_a_document(tmp_path):
    rating = pytest.importorskip("reliability.rating")
    try:
        rating.load_rater(None)
    except ModelError as error:
        pytest.skip(f"there is no model yet: {error}")
    page = tmp_path / "ferry.txt"
    page.write_text(
        "The ferry across the harbour could stop on 3 June, Mayor Ole Lindqvist said on Monday.\n\n"
        "“We might lose the late crossing first,” Lindqvist told the council, according to its minutes.\n"
    )
    for arguments in ((), ("--explain",), ("--format", "csv"), ("--format", "json"), ("--format", "jsonl")):
        result = CliRunner().invoke(main, ["score", str(page), *arguments])
        assert (result.exit_code, result.stderr) == (0, ""), result.stderr
    assert json.loads(result.stdout)["level"] in rating.LEVELS


@pytest.mark.slow
def test_the_real_command_compares_with_a_folder(tmp_path):
    seeds = HERE.parent / "seeds"
    command = [sys.executable, "-m", "reliability", "score", str(seeds / "flat-claim.txt"), "--format", "jsonl"]
    together = subprocess.run([*command, "--against", str(seeds)], capture_output=True, text=True, check=True)
    alone = subprocess.run([*command, "--alone"], capture_output=True, text=True, check=True)
    [rating], [before] = (list(map(json.loads, run.stdout.splitlines())) for run in (together, alone))
    assert rating["score"] < before["score"]
    assert len(rating["story"]["documents"]) == 5
    assert rating["story"]["conflicts"]
    assert "contradicts-consensus" in rating["flags"]
    assert (before["story"], before["signals"]["consensus"]) == (None, None)
