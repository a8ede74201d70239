"""Markdown of results, and which of the stated targets they meet."""

from dataclasses import dataclass, field

from measuring import Runs


@dataclass
class Target:
    """A stated bound: met when the value is at most, or at least, so much."""

    what: str
    value: float
    bound: float
    at_least: bool = False
    unit: str = ""

    @property
    def is_met(self) -> bool:
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    @property
    def line(self) -> str:
        sign = "≥" if self.at_least else "≤"
        verdict = "yes" if self.is_met else "**no**"
        return (f"| {self.what} | {figure(self.value)}{self.unit} "
                f"| {sign} {figure(self.bound)}{self.unit} | {verdict} |")


@dataclass
class Section:
    """One comparison: a table, notes below it, targets."""

    title: str
    text: str
    table: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        parts = [f"### {self.title}\n\n{self.text}"]
        if self.table:
            parts.append("\n".join(self.table))
        if self.notes:
            parts.append("\n".join(f"- {note}" for note in self.notes))
        if self.targets:
            head = ["| target | found | stated | met |", "| --- | --- | --- | --- |"]
            parts.append("\n".join(head + [target.line for target in self.targets]))
        return "\n\n".join(parts) + "\n"

    @property
    def is_met(self) -> bool:
        return all(target.is_met for target in self.targets)


def figure(value: float) -> str:
    """Three digits that count, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(runs: dict[str, Runs], rows: int) -> list[str]:
    """Wall, spread, processor, speed, memory and size of each contestant."""
    lines = ["| | wall s (min–max) | CPU s | M rows/s | peak MB | file MB |",
             "| --- | --- | --- | --- | --- | --- |"]
    for name, one in runs.items():
        low, high = one.spread
        lines.append(
            f"| {name} | {one.wall:.2f} ({low:.2f}–{high:.2f}) | {one.cpu:.2f} "
            f"| {figure(rows / one.wall / 1e6)} | {megabytes(one.memory)} "
            f"| {megabytes(one.size)} |")
    return lines


def megabytes(count: int) -> str:
    return figure(count / 1e6) if count else "–"
