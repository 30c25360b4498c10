from __future__ import annotations

import json
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import service.workers
from extractor.export import FORMATS
from extractor.schema import from_json
from service.cli import FormatName, app
from tests.service import fakes


@pytest.fixture(autouse=True)
def fake_extractor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(service.workers, "load_extractor", fakes.load)
    monkeypatch.chdir(tmp_path)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def put(name: str, content: str = "fine") -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def test_one_file_goes_to_stdout() -> None:
    result = run("extract", put("приказ.txt"))
    assert result.exit_code == 0
    document = from_json(result.stdout_bytes)
    assert (document.source.filename, document.text) == ("приказ.txt", None)


def test_text_is_filled_on_request() -> None:
    assert from_json(run("extract", put("a.txt"), "--with-text").stdout_bytes).text == fakes.EXAMPLE.text


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_file_gets_its_json_and_each_failure_its_line(jobs: str) -> None:
    files = [put("а.txt"), put("b.txt", "damaged"), put("c.txt"), Path("absent.txt")]
    result = run("extract", *files, "-o", "out", "-j", jobs)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["b.txt: its end is missing", "absent.txt: No such file or directory"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["c.txt.json", "а.txt.json"]


def test_a_name_that_a_zip_holds_twice_fails_and_the_rest_go_on() -> None:
    with zipfile.ZipFile("a.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile's own, of the second «b.txt»
        for name in ("b.txt", "b.txt", "c.txt"):
            archive.writestr(name, "fine")
    result = run("extract", "a.zip", "-o", "out")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["a.zip/b.txt: the archive holds 2 files of this name: unpack it and give them other names"]
    assert [path.name for path in Path("out/a.zip").iterdir()] == ["c.txt.json"]


def test_a_file_that_kills_its_process_harms_no_other() -> None:
    result = run("extract", put("a.txt"), put("b.txt", "die"), put("c.txt"), "-o", "out", "-j", "2")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["b.txt: the process that read it ended unexpectedly"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.txt.json", "c.txt.json"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["extract"], "Missing argument"),
        (["extract", "a.txt", "b.txt"], "2 files to read"),
        (["extract", "x/a.txt", "y/a.txt", "-o", "out"], "a.txt.json"),
        (["extract", "a.txt", "-o", "b.txt"], "not a folder"),
        (["extract", "hollow"], "no file to read"),
        (["extract", "a.txt", "-j", "0"], "-j"),
        (["serve", "--port", "70000"], "--port"),
        (["fly"], "fly"),
    ],
)
def test_wrong_usage_is_2_and_nothing_is_done(args: list[str], said: str) -> None:
    for name in ("a.txt", "b.txt", "x/a.txt", "y/a.txt"):
        put(name)
    Path("hollow").mkdir()
    result = run(*args)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert not Path("out").exists()


def test_what_cannot_be_written_leaves_nothing_half_written() -> None:
    put("out/a.txt.json/in the way")
    result = run("extract", put("a.txt"), put("b.txt"), "-o", "out")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["a.txt: cannot be written: Is a directory"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["a.txt.json", "b.txt.json"]


def test_debug_says_which_rule_fired_where(capfd: pytest.CaptureFixture[str]) -> None:
    command = "import service.workers as w, tests.service.fakes as f; w.load_extractor = f.load; from service.cli import main; main()"
    root = Path(fakes.__file__).parents[2]
    args = [sys.executable, "-c", command, "extract", str(put("a.txt").resolve()), "--debug"]
    done = subprocess.run(args, cwd=root, capture_output=True, text=True, check=True)
    assert done.stderr.splitlines() == ["# a.txt", "a_rule\t7\tfine"]
    assert json.loads(done.stdout)["schema_version"] == "1.0"


def test_folders_and_zip_files_stand_for_their_members() -> None:
    put("in/b/deep.txt"), put("in/a.txt"), put("in/.hidden")
    put("in/a.txt.json")
    with zipfile.ZipFile("in/pack.zip", "w") as pack:
        pack.writestr("папка/приказ.txt", "fine")
        pack.writestr("bad.txt", "damaged")
    result = run("extract", "in", "-o", "out")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == ["pack.zip/bad.txt: its end is missing"]
    written = sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.json"))
    assert written == ["a.txt.json", "b/deep.txt.json", "pack.zip/папка/приказ.txt.json"]


def test_show_prints_orders_and_their_json() -> None:
    run("extract", put("a.txt"), "-o", "out")
    for source in ("a.txt", "out/a.txt.json"):
        result = run("show", source)
        assert result.exit_code == 0
        for said in ("Закупка книг", "2022-03-15", "FREQ=MONTHLY", "Управление", "42% sure", "lost a cell"):
            assert said.split()[0] in result.stdout, said
    assert run("show", put("b.txt", "damaged")).exit_code == 1


@pytest.mark.parametrize("form", list(FORMATS))
def test_other_formats(form: str) -> None:
    assert {name.value for name in FormatName} == FORMATS.keys()
    assert run("extract", put("a.txt"), "-o", "out", "--format", form).exit_code == 0
    assert Path(f"out/a.txt.{form}").read_bytes() == FORMATS[form].write(fakes.extract(b"fine", "a.txt"))


def test_due_lists_by_day() -> None:
    result = run("due", put("a.txt"), put("b.txt"), "--after", "2022-03-15", "--before", "2022-08-31")
    assert result.exit_code == 0
    days = [line.split("│")[1].strip() for line in result.stdout.splitlines() if line.startswith("│")]
    assert [day for day in days if day] == ["2022-03-15"] * 2 + ["2022-03-31"] * 2 + ["2022-06-30"] * 2


def test_schema_is_json() -> None:
    assert json.loads(run("schema").stdout)["title"] == "Document"


def test_models_that_cannot_be_loaded_are_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(service.workers, "load_extractor", fakes.load_nothing)
    monkeypatch.setattr(sys, "argv", ["dorkarta", "extract", str(put("a.txt"))])
    with pytest.raises(SystemExit) as end:
        service.cli.main()
    assert end.value.code == 1
    assert capsys.readouterr().err == "dorkarta: no weights\n"


def test_help_loads_nothing_heavy() -> None:
    heavy = {"pydantic", "fastapi", "numpy", "sklearn", "natasha", "pymorphy3", "extractor.pipeline"}
    code = f"import sys, service.cli; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=Path(fakes.__file__).parents[2])
    assert done.stdout == "[]\n", "0.2 s becomes seconds"
