"""Exit codes, and what is left behind when a run does not end well."""

import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path

import pytest

from conftest import COMMAND, SHOP, Datagen, heed_signals, wait_until


def staged(datagen, name="d"):
    """Whether rows are being written aside."""
    folders = [folder for folder in datagen.folder.iterdir() if folder.name.startswith(f".{name}.partial-")]
    return any(file.stat().st_size > 0 for folder in folders for file in folder.iterdir())


@pytest.mark.parametrize("arguments", [
    ["generate"], ["nonsense"], ["generate", "shop.yaml", "--nonsense"],
    ["generate", "shop.yaml", "--format", "xml"], ["generate", "shop.yaml", "--compression", "rar"],
    ["generate", "shop.yaml", "--format", "csv", "--compression", "snappy"],
    ["generate", "shop.yaml", "--share", "0/4"], ["generate", "shop.yaml", "--share", "5/4"],
    ["generate", "shop.yaml", "--share", "x"], ["generate", "shop.yaml", "--threads", "0"],
    ["generate", "shop.yaml", "--rows", "orders"], ["generate", "shop.yaml", "--rows", "orders=-1"],
    ["generate", "shop.yaml", "--scale", "0"], ["generate", "shop.yaml", "--scale", "nan"],
    ["generate", "shop.yaml", "--set", "=1"], ["generate", "shop.yaml", "--seed", "x"],
    ["generate", "shop.yaml", "--progress", "loud"], ["generate", "shop.yaml", "--table", "agents"],
    ["generate", "shop.yaml", "--table", "nothing"], ["preview", "shop.yaml"],
    ["preview", "shop.yaml", "orders", "-n", "-1"], ["preview", "shop.yaml", "orders", "-n", "1_000_000"],
    ["preview", "shop.yaml", "orders", "--from", "0"], ["row", "shop.yaml", "orders"], ["hash"],
    ["generate", "-"], ["check", "-"], ["check", "--fix", "-"],
])
def test_wrong_usage_ends_with_64(shop, arguments):
    result = shop.run(*arguments, code=64)
    assert result.stderr and result.stdout == ""
    assert shop.names() == ["shop.yaml"]


@pytest.mark.parametrize("arguments", [
    ["--rows", "ordes=5"], ["--rows", "lines=5"], ["--set", "nothing=5"], ["--scenario", "nothing"],
])
def test_changes_the_document_does_not_know_end_with_2(shop, arguments):
    result = shop.run("generate", "shop.yaml", *arguments, code=2)
    assert "error:" in result.stderr and result.stdout == ""
    assert shop.names() == ["shop.yaml"]


def listens(process, number):
    """Whether the program itself has begun and takes the signal: it is blocked for a thread that waits."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("SigBlk:"):
            return int(line.split()[1], 16) >> (number - 1) & 1 == 1
    return False


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells when the program begins")
def test_signals_from_the_first_moment_on_end_with_their_code_and_leave_nothing(shop):
    for step in range(25):
        process = shop.start("generate", "shop.yaml", "--out", "d", "--rows", "orders=4_000_000",
                             stdout=subprocess.PIPE)
        wait_until(lambda: listens(process, signal.SIGINT))
        time.sleep(step * step / 4000)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
        assert process.returncode == 130, stderr
        assert stderr.startswith(b"stopped"), stderr
        assert shop.names() == ["shop.yaml"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells when the program begins")
def test_commands_that_run_nothing_are_ended_by_the_first_signal(datagen):
    columns = "{id: {key: integer}, x: = id * 2}"
    tables = "".join(f"  t{i}: {{rows: 1, columns: {columns}}}\n" for i in range(6000))
    datagen.document("datagen: 1\ntables:\n" + tables)
    for number in signal.SIGINT, signal.SIGTERM:
        process = datagen.start("plan", "document.yaml", stdout=subprocess.PIPE)
        wait_until(lambda: listens(process, number))
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=60)
        assert (process.returncode, stdout, stderr) == (128 + number, b"", b"stopped\n")


def test_a_folder_that_holds_something_is_kept_unless_forced(shop):
    (shop.folder / "d").mkdir()
    (shop.folder / "d" / "mine.txt").write_text("mine")
    result = shop.run("generate", "shop.yaml", "--out", "d", code=74)
    assert result.stderr == (
        "error: 'd': the folder exists and is not empty; --force replaces it\n"
    )
    assert (shop.folder / "d" / "mine.txt").read_text() == "mine"
    result = shop.run("generate", "shop.yaml", "--out", "d", "--force", code=74)
    assert "'d': the folder holds no dataset" in result.stderr
    assert (shop.folder / "d" / "mine.txt").read_text() == "mine"
    (shop.folder / "d" / "mine.txt").unlink()
    shop.run("generate", "shop.yaml", "--out", "d")
    (shop.folder / "d" / "mine.txt").write_text("mine")
    shop.run("generate", "shop.yaml", "--out", "d", "--force")
    assert not (shop.folder / "d" / "mine.txt").exists()
    shop.run("hash", "d")
    assert shop.leftovers() == []


def test_an_empty_folder_is_filled(shop):
    (shop.folder / "d").mkdir()
    shop.run("generate", "shop.yaml", "--out", "d")


@pytest.mark.parametrize("out", [".", "..", "/"])
def test_folders_in_use_are_never_replaced(shop, out):
    shop.run("generate", "shop.yaml", "--out", out, "--force", code=74)
    assert shop.names() == ["shop.yaml"]


def test_a_file_in_the_way_is_told(shop):
    (shop.folder / "d").write_text("mine")
    assert "it is a file, not a folder" in shop.run("generate", "shop.yaml", "--out", "d", code=74).stderr
    result = shop.run("generate", "shop.yaml", "--out", "d/inside", code=74)
    assert "not a folder" in result.stderr
    assert (shop.folder / "d").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told(shop):
    (shop.folder / "closed").mkdir(mode=0o500)
    result = shop.run("generate", "shop.yaml", "--out", "closed/d", code=74)
    assert "permission denied" in result.stderr


def test_a_folder_that_cannot_be_listed_receives_the_dataset():
    """Moved into place, a dataset is there, even where nobody can wait for the folder."""
    with tempfile.TemporaryDirectory() as name:
        shop = Datagen(Path(name))
        shop.document(SHOP, "shop.yaml")
        os.chmod(name, 0o755)
        place = Path(name) / "drop"
        place.mkdir()
        place.chmod(0o333)
        drop = (lambda: os.setuid(65534)) if os.geteuid() == 0 else None
        try:
            shop.run("--version", preexec_fn=drop)
        except PermissionError:
            pytest.skip("the command lies where only its owner reaches")
        result = shop.run("generate", "shop.yaml", "--out", "drop/d", preexec_fn=drop)
        place.chmod(0o755)
        assert result.stderr == ""
        shop.run("hash", "drop/d")
        assert [path.name for path in place.iterdir()] == ["d"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc")
def test_a_place_where_nobody_can_write_is_told(shop):
    result = shop.run("generate", "shop.yaml", "--out", "/proc/d", code=74)
    assert result.stderr.startswith("error: '/proc/d': ")


def test_a_file_that_may_not_grow_leaves_nothing(endless):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

    result = endless.run(
        "generate", "endless.yaml", "--out", "d", code=74, preexec_fn=limit, restore_signals=False
    )
    assert "error: 'd/numbers.parquet' (table 'numbers'): the file is larger than allowed" in result.stderr
    assert endless.names() == ["endless.yaml"]


@pytest.mark.skipif(os.geteuid() != 0 or not sys.platform.startswith("linux"), reason="mounts")
def test_a_full_disk_leaves_nothing(endless):
    disk = endless.folder / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        result = endless.run("generate", "endless.yaml", "--out", "disk/d", code=74)
        assert "no space is left on the disk" in result.stderr
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="/dev/full")
@pytest.mark.parametrize("arguments", [
    ["generate", "shop.yaml", "--table", "orders", "--out", "-", "--format", "csv"],
    ["generate", "shop.yaml", "--table", "orders", "--out", "-"],
    ["plan", "shop.yaml"], ["preview", "shop.yaml", "orders"], ["docs"], ["schema"],
    ["preview", "shop.yaml", "orders", "--json"], ["check", "shop.yaml"],
])
def test_a_full_standard_output_ends_with_74(shop, arguments):
    with open("/dev/full", "wb") as full:
        result = shop.run(*arguments, code=74, stdout=full)
    assert "standard output" in result.stderr and "no space is left on the disk" in result.stderr


@pytest.mark.parametrize("streams", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_files_of_the_dataset(shop, streams):
    script = f'"$0" generate shop.yaml --out d --threads 1 --format csv {streams}'
    result = subprocess.run(["bash", "-c", script, COMMAND], cwd=shop.folder, timeout=60)
    assert result.returncode == 0
    shop.run("hash", "d")
    for path in (shop.folder / "d").glob("*.csv"):
        assert "written to" not in path.read_text()


@pytest.mark.parametrize("end", [">/dev/full", "| true"])
def test_a_summary_that_nobody_reads_is_no_failure(shop, end):
    script = f'set -o pipefail; "$0" generate shop.yaml --out d --force --format csv {end}'
    result = subprocess.run(["bash", "-c", script, COMMAND], cwd=shop.folder, timeout=60)
    assert result.returncode == 0
    shop.run("hash", "d")


def test_a_closed_standard_output_is_told(shop):
    result = subprocess.run(
        ["bash", "-c", '"$0" check shop.yaml >&-', COMMAND],
        cwd=shop.folder, capture_output=True, text=True, timeout=60)
    assert (result.returncode, result.stderr) == (74, "error: standard output: it is closed\n")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet", "arrow"])
def test_a_reader_that_leaves_ends_the_run_quietly_with_141(endless, form):
    process = endless.start(
        "generate", "endless.yaml", "--out", "-", "--format", form, stdout=subprocess.PIPE
    )
    assert process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141


def test_a_pipe_that_does_not_block_is_waited_for(shop):
    arguments = ["generate", "shop.yaml", "--rows", "orders=30000", "--table", "orders", "--format", "csv"]
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    process = shop.start(*arguments, "--out", "-", "--quiet", stdout=writer)
    os.close(writer)
    # A pipe takes a part of what is written; then the command has to wait for the reader.
    wait_until(lambda: any(fcntl.ioctl(reader, termios.FIONREAD, b"\0" * 4)))
    assert process.poll() is None
    with os.fdopen(reader, "rb") as stream:
        received = stream.read()
    assert (process.wait(60), process.stderr.read()) == (0, b"")
    shop.run(*arguments, "--out", "d")
    assert received == (shop.folder / "d" / "orders.csv").read_bytes()


def test_more_tables_than_files_may_be_open_are_told(datagen):
    tables = "".join(f"  t{i}: {{rows: 1, columns: {{id: {{key: integer}}}}}}\n" for i in range(300))
    (datagen.folder / "many.yaml").write_text(f"datagen: 1\ntables:\n{tables}")
    limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))
    result = datagen.run("generate", "many.yaml", "--out", "d", code=74, preexec_fn=limit)
    assert "too many files are open at once; 'ulimit -n' raises the limit" in result.stderr
    assert datagen.names() == ["many.yaml"]
    datagen.run("generate", "many.yaml", "--out", "d")


def test_the_first_line_of_a_pipe_comes_through(endless):
    result = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" generate endless.yaml --out - --format csv | head -1', COMMAND],
        cwd=endless.folder, capture_output=True, text=True, timeout=60,
    )
    assert (result.stdout, result.returncode, result.stderr) == ("id,value\n", 141, "")


@pytest.mark.parametrize("number, code", [
    (signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129),
])
def test_a_signal_in_the_middle_leaves_nothing(endless, number, code):
    process = endless.start("generate", "endless.yaml", "--out", "d")
    wait_until(lambda: staged(endless))
    process.send_signal(number)
    assert process.stderr.read() == b"stopped; nothing was written\n"
    assert process.wait(60) == code
    assert endless.names() == ["endless.yaml"]


def test_a_signal_keeps_the_dataset_that_was_there(endless):
    endless.run("generate", "endless.yaml", "--out", "d", "--rows", "numbers=3")
    (endless.folder / "d" / "mine.txt").write_text("mine")
    process = endless.start("generate", "endless.yaml", "--out", "d", "--force")
    wait_until(lambda: staged(endless))
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert (endless.folder / "d" / "mine.txt").read_text() == "mine"
    assert endless.leftovers() == []


def test_a_second_run_into_one_folder_is_refused_at_once(endless):
    process = endless.start("generate", "endless.yaml", "--out", "d")
    wait_until(lambda: staged(endless))
    result = endless.run("generate", "endless.yaml", "--out", "d", code=74)
    assert result.stderr == f"error: 'd': another run, process {process.pid}, is writing it\n"
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert endless.names() == ["endless.yaml"]


def test_a_file_larger_than_allowed_is_told_and_leaves_nothing(endless):
    from conftest import COMMAND

    result = subprocess.run(
        ["bash", "-c", 'ulimit -f 64; exec "$0" generate endless.yaml --out d', COMMAND],
        cwd=endless.folder, capture_output=True, text=True, timeout=60,
    )
    assert (result.returncode, result.stderr) == (
        74, "error: 'd/numbers.parquet' (table 'numbers'): the file is larger than allowed\n"
    )
    assert endless.names() == ["endless.yaml"]


def test_two_signals_end_the_run_at_once_and_leave_nothing(endless):
    process = endless.start("generate", "endless.yaml", "--out", "d")
    wait_until(lambda: staged(endless))
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert endless.names() == ["endless.yaml"]


def test_a_signal_that_is_to_be_ignored_is_ignored(endless):
    process = subprocess.Popen(
        ["bash", "-c", "trap '' HUP; exec \"$0\" generate endless.yaml --out d", COMMAND],
        cwd=endless.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    wait_until(lambda: staged(endless))
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 143
    assert endless.names() == ["endless.yaml"]


def test_a_signal_stops_standard_output_too(endless):
    process = endless.start(
        "generate", "endless.yaml", "--out", "-", "--format", "csv", stdout=subprocess.PIPE
    )
    process.stdout.read(1000)
    process.send_signal(signal.SIGINT)
    _, message = process.communicate(timeout=60)
    assert message == b"stopped; the output is not whole\n"
    assert process.returncode == 130


def test_what_a_killed_run_leaves_is_hidden_and_removed_by_the_next(endless, shop):
    process = endless.start("generate", "endless.yaml", "--out", "d")
    wait_until(lambda: staged(endless))
    process.kill()
    process.communicate(timeout=60)
    assert not (endless.folder / "d").exists()
    assert len(endless.leftovers()) == 1
    shop.run("generate", "shop.yaml", "--out", "d")
    assert shop.leftovers() == []
    shop.run("hash", "d")


# Seconds of preparation, most of them spent on finding the weights of parents.
UNEQUAL = """
    datagen: 1
    seed: 11
    timeframe: {from: 2022-01-01, to: 2024-12-31}
    tables:
      members:
        rows: 600_000
        arrivals: {from: 2022-01-01}
        columns:
          member_id: {key: integer}
          joined: {arrival: date}
          left: {value: "= joined + days(100 + mod(member_id, 530))"}
          region: {choice: {north: 50%, south: 30%, west: 20%}}
      visits:
        rows: 1_000_000
        arrivals:
          per: member_id
          since: member_id.joined
          until: member_id.left
          heterogeneity: {pareto: {top: 20%, share: 80%}, most: 0.5%}
          factors:
            weekend: {by: weekday, share: {weekend: 40%}}
            region: {by: member_id.region, share: {north: 60%}}
        columns:
          visit_id: {key: integer}
          member_id: {ref: members}
          at: {arrival: timestamp}
"""

# What is promised is 0.3 s; a build without optimisation on a busy machine is given three times
# that.
PATIENCE = 0.9


def unequal(datagen, kind):
    lines = UNEQUAL if kind == "lives" else UNEQUAL.replace("until: member_id.left", "to: 2024-12-31")
    return datagen.document(lines, "unequal.yaml")


def prepare(process, lines):
    """Waits until the weights of parents have been looked for as long as some lines take."""
    seen = 0
    while seen < lines:
        line = json.loads(process.stderr.readline())
        assert line["event"] == "preparing", "preparation was over too soon"
        # The grid is the last step.
        seen += line["done"] == line["total"] - 1


@pytest.mark.parametrize("kind", ["lives", "starts"])
@pytest.mark.parametrize("lines", [1, 3, 6])
def test_a_signal_while_weights_are_found_is_answered_at_once(datagen, kind, lines):
    document = unequal(datagen, kind)
    process = datagen.start("generate", document, "--out", "d", "--progress", "json")
    prepare(process, lines)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    rest = process.stderr.read()
    assert process.wait(60) == 130
    assert time.monotonic() - start < PATIENCE
    assert rest.endswith(b"stopped; nothing was written\n")
    assert datagen.names() == ["unequal.yaml"]


@pytest.mark.parametrize("kind", ["lives", "starts"])
def test_a_reader_that_leaves_while_weights_are_found_is_noticed_at_once(datagen, kind):
    document = unequal(datagen, kind)
    process = datagen.start(
        "generate", document, "--out", "-", "--table", "visits", "--format", "csv",
        "--progress", "json", stdout=subprocess.PIPE)
    prepare(process, 2)
    start = time.monotonic()
    process.stdout.close()
    rest = process.stderr.read()
    assert process.wait(60) == 141
    assert time.monotonic() - start < PATIENCE
    assert all(json.loads(line)["event"] == "preparing" for line in rest.splitlines())


MOUNTS = {
    "another file system": "mount -t tmpfs -o size=1g tmpfs out",
    "a folder of the same file system": "mkdir other && mount --bind other out",
}


@pytest.fixture
def mounted(shop):
    """Runs a script where the folder `out` is a mount point, in a name space of its own."""
    if subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode != 0:
        pytest.skip("nothing can be mounted here; MountPointTests tells how such folders are filled")

    def run(mount, script):
        result = subprocess.run(
            ["unshare", "-rm", "sh", "-c", f"mkdir out && {mount} || exit 99\n{script}"],
            cwd=shop.folder, capture_output=True, text=True, timeout=120,
            env=shop.environment(DATAGEN=COMMAND), preexec_fn=heed_signals)
        assert result.returncode != 99, result.stderr
        return result.stdout
    return run


@pytest.mark.parametrize("mount", MOUNTS.values(), ids=MOUNTS)
def test_a_mount_point_is_filled_and_its_data_replaced(mounted, mount):
    printed = mounted(mount, """
        $DATAGEN generate shop.yaml --quiet --out out; echo "first $?"; ls -A out . | sort | tr '\\n' ' '
        $DATAGEN generate shop.yaml --quiet --out out 2>/dev/null; echo "again $?"
        $DATAGEN generate shop.yaml --quiet --out out --force --format csv; echo "forced $?"; ls -A out
        $DATAGEN hash out >/dev/null; echo "hash $?"
    """)
    files = [f"{name}.csv" for name in ("colours", "customers", "lines", "orders")]
    assert "first 0\n" in printed and "again 74\n" in printed and "hash 0\n" in printed, printed
    forced = printed.split("forced 0\n")[1].split("hash")[0].split()
    assert forced == sorted([*files, "manifest.json"]), printed
    assert ".partial" not in printed and ".replaced" not in printed


@pytest.mark.parametrize("mount", MOUNTS.values(), ids=MOUNTS)
def test_an_interrupt_leaves_a_mount_point_as_it_was(mounted, endless, mount):
    printed = mounted(mount, """
        $DATAGEN generate endless.yaml --quiet --out out 2>/dev/null &
        until find out -type f -size +0 | grep -q .; do sleep 0.02; done
        kill -TERM $!; wait $!; echo "ended $?"
        echo "left: $(ls -A out)"
    """)
    assert "ended 143\nleft: \n" in printed, printed
