"""Nothing in a document reaches a shell, the network or a path outside its folders."""

import os
import re
import shutil
import subprocess

import pytest

from conftest import COMMAND


def rejected(datagen, text, name="document.yaml"):
    """The codes of the problems; the run must leave nothing behind."""
    datagen.document(text, name)
    before = datagen.names()
    result = datagen.run("generate", name, "--out", "d", code=2)
    assert datagen.names() == before
    return [line.split("[")[-1].rstrip("]") for line in result.stderr.splitlines() if "error:" in line]


@pytest.fixture
def secret(tmp_path_factory):
    path = tmp_path_factory.mktemp("outside") / "secret.yaml"
    path.write_text("tables: {stolen: {rows: 1, columns: {id: {key: integer}}}}\n")
    return path


@pytest.mark.parametrize("form", [
    "{path}", "../{folder}/secret.yaml", "a/../../{folder}/secret.yaml", "./../{folder}/secret.yaml",
    "file://{path}", "~/secret.yaml", "..\\\\{folder}\\\\secret.yaml",
])
def test_includes_stay_in_the_folder_of_the_document(datagen, secret, form):
    written = form.format(path=secret, folder=secret.parent.name)
    codes = rejected(datagen, f'datagen: 1\ninclude: ["{written}"]\ntables: {{}}\n')
    assert codes in (["include-outside"], ["include-unreadable"])


def test_includes_follow_no_link_out_of_the_folder(datagen, secret):
    (datagen.folder / "link.yaml").symlink_to(secret)
    assert rejected(datagen, "datagen: 1\ninclude: [link.yaml]\ntables: {}\n") == ["include-outside"]
    (datagen.folder / "folder").symlink_to(secret.parent)
    assert rejected(datagen, "datagen: 1\ninclude: [folder/secret.yaml]\ntables: {}\n") == [
        "include-outside"
    ]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="devices")
def test_devices_and_pipes_are_no_documents(datagen):
    assert "no file" in datagen.run("check", "/dev/zero", code=74).stderr
    os.mkfifo(datagen.folder / "pipe.yaml")
    assert rejected(datagen, "datagen: 1\ninclude: [pipe.yaml]\ntables: {}\n") == [
        "include-unreadable"
    ]
    datagen.run("check", "pipe.yaml", code=74)


@pytest.mark.parametrize("file, code", [
    ("/etc/passwd", "file-outside"), ("../up.parquet", "file-outside"),
    ("a/../../up.parquet", "file-outside"), ("", "file-outside"), (".", "file-outside"),
    ("a\\\\b.parquet", "file-outside"), ("C:/up.parquet", "file-outside"),
    ("~/up.parquet", "file-outside"), ("a\\tb.parquet", "file-outside"),
    ("manifest.json", "same-file"), ("Manifest.JSON", "same-file"),
    ("x" * 250 + ".parquet", "long-file-name"),
])
def test_files_stay_in_the_output_folder(datagen, file, code):
    text = f"""
        datagen: 1
        tables: {{a: {{rows: 1, columns: {{id: {{key: integer}}}}}}}}
        output: {{tables: {{a: {{file: "{file}"}}}}}}
        """
    assert rejected(datagen, text) == [code]
    assert not (datagen.folder.parent / "up.parquet").exists()


@pytest.mark.parametrize("first, second, code", [
    ("x.parquet", "x.parquet", "same-file"), ("x.parquet", "X.parquet", "same-file"),
    ("./x.parquet", "x.parquet", "same-file"), ("a.parquet", "a.parquet/b.parquet", "file-is-folder"),
    ("b.parquet", None, "same-file"),
])
def test_two_tables_never_share_a_file(datagen, first, second, code):
    other = f", b: {{file: {second}}}" if second else ""
    text = f"""
        datagen: 1
        tables:
          a: {{rows: 1, columns: {{id: {{key: integer}}}}}}
          b: {{rows: 1, columns: {{id: {{key: integer}}}}}}
        output: {{tables: {{a: {{file: {first}}}{other}}}}}
        """
    assert rejected(datagen, text) == [code]


def test_a_format_of_the_command_line_can_make_two_files_one(datagen):
    datagen.document(
        """
        datagen: 1
        tables:
          a: {rows: 1, columns: {id: {key: integer}}}
          b: {rows: 1, columns: {id: {key: integer}}}
        output: {tables: {a: {file: x.parquet}, b: {file: x.csv, format: csv}}}
        """
    )
    datagen.run("generate", "document.yaml", "--out", "d")
    result = datagen.run("generate", "document.yaml", "--out", "e", "--format", "csv", code=2)
    assert "[same-file]" in result.stderr
    assert "e" not in datagen.names()
    # Standard output has no files.
    result = datagen.run(
        "generate", "document.yaml", "--out", "-", "--format", "csv", "--table", "b")
    assert result.stdout == "id\n1\n"
    assert re.fullmatch(r"b to standard output: 1 row, 5 B in .+\n", result.stderr)


@pytest.mark.parametrize("name", [
    "../a", "/a", "a/b", "..", ".", "a\\\\b", "$(touch x)", "`touch x`", "a;touch x", "a\\0b", "a\\nb",
    "", "x" * 300, "'; drop table a; --",
])
def test_names_of_tables_and_columns_are_names(datagen, name):
    codes = rejected(
        datagen, f'datagen: 1\ntables: {{"{name}": {{rows: 1, columns: {{id: {{key: integer}}}}}}}}\n')
    assert codes
    assert rejected(
        datagen, f'datagen: 1\ntables: {{a: {{rows: 1, columns: {{"{name}": {{key: integer}}}}}}}}\n')


def test_key_patterns_and_texts_are_data(datagen):
    datagen.document(
        """
        datagen: 1
        tables:
          a:
            rows: 1
            columns:
              id: {key: "$(touch x)../../{}`touch x`"}
              t: {value: "%s%n {0} ${HOME} \\\\x00 '; drop table a"}
        """
    )
    datagen.run("generate", "document.yaml", "--format", "csv", "--out", "d")
    text = (datagen.folder / "d" / "a.csv").read_text()
    assert text == "id,t\n$(touch x)../../1`touch x`,%s%n {0} ${HOME} \\x00 '; drop table a\n"
    assert datagen.names() == ["d", "document.yaml"]


@pytest.mark.parametrize("expression", [
    "read('/etc/passwd')", "getenv('HOME')", "system('touch x')", "exec('touch x')", "now()",
    "open('x')", "http('example.org')", "random()", "__import__('os')", "eval('1')", "a.b.c()",
])
def test_expressions_have_no_word_for_the_world(datagen, expression):
    text = f"""
        datagen: 1
        tables:
          a:
            rows: 1
            columns: {{id: {{key: integer}}, t: {{value: "= {expression}"}}}}
        """
    assert rejected(datagen, text)


@pytest.mark.parametrize("text", [
    "!!python/object/apply:os.system ['touch x']", "!include /etc/passwd", "!<tag:x> 1", "&a [*a]",
    "!!binary aGk=",
])
def test_tags_and_anchors_make_nothing(datagen, text):
    assert rejected(datagen, f"datagen: 1\ndescribe: {text}\ntables: {{}}\n")


def test_nested_anchors_cannot_fill_the_memory(datagen):
    lines = ["datagen: 1", "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]
    assert rejected(datagen, "\n".join(lines) + "\ntables: {}\n")


def test_deep_documents_are_refused_not_followed(datagen):
    assert rejected(datagen, "datagen: 1\ntables: " + "[" * 100_000)
    assert rejected(datagen, '{"datagen": ' + "[" * 100_000, "deep.json")


def test_links_in_the_output_folder_are_replaced_not_followed(datagen, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.parquet").write_text("mine")
    datagen.document("datagen: 1\ntables: {a: {rows: 1, columns: {id: {key: integer}}}}\n")
    datagen.run("generate", "document.yaml", "--out", "d")
    (datagen.folder / "d" / "a.parquet").unlink()
    (datagen.folder / "d" / "a.parquet").symlink_to(outside / "a.parquet")
    datagen.run("generate", "document.yaml", "--out", "d", "--force")
    assert (outside / "a.parquet").read_text() == "mine"
    assert not (datagen.folder / "d" / "a.parquet").is_symlink()


def test_a_manifest_cannot_point_outside_its_folder(shop):
    shop.run("generate", "shop.yaml", "--format", "csv", "--table", "colours", "--out", "d")
    path = shop.folder / "d" / "manifest.json"
    (shop.folder / "outside.csv").write_text((shop.folder / "d" / "colours.csv").read_text())
    path.write_text(path.read_text().replace('"colours.csv"', '"../outside.csv"'))
    assert "outside its folder" in shop.run("hash", "d", code=74).stderr


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace")
def test_no_process_and_no_connection_is_made(shop):
    log = shop.folder / "calls"
    subprocess.run(
        ["strace", "-f", "-o", str(log), "-e", "trace=execve,fork,vfork,socket,connect", COMMAND,
         "generate", "shop.yaml", "--out", "d"],
        cwd=shop.folder, check=True, capture_output=True, timeout=120,
    )
    calls = [line for line in log.read_text().splitlines() if "(" in line]
    assert len([line for line in calls if "execve(" in line]) == 1
    assert not [line for line in calls if "socket(" in line or "connect(" in line]
