"""The last run, kept in a page between two marks."""

from pathlib import Path

from report import Section

BEGIN, END = "<!-- last run -->", "<!-- end of last run -->"


def text(head: list[str], rounds: int, sections: list[Section]) -> str:
    """All sections below what they were measured on."""
    met = sum(target.is_met for one in sections for target in one.targets)
    stated = sum(len(one.targets) for one in sections)
    summary = f"Medians of {rounds}, contestants in turn; {met} of {stated} targets met."
    return "\n\n".join([*head, summary, *[one.markdown.strip() for one in sections]]) + "\n"


def record(page: Path, run: str) -> None:
    """Puts a run in place of the one before."""
    whole = page.read_text()
    before, begin, rest = whole.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{page} has no place for a run: {BEGIN} … {END}")
    page.write_text(f"{before}{BEGIN}\n\n{run}\n{END}{after}")
