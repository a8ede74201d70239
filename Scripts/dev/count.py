"""Sums JUnit files, prints 'N passed, N failed[, N skipped]' and exits with 1 unless all is well.

    count.py FAILED_STEPS FILE...

A failed step whose tests all passed (a build, a lint, a crash, a run of no tests) counts as one
failure, so that a red run never closes on '0 failed'. A file that cannot be read is a failure too.
"""

import sys
import xml.etree.ElementTree as ElementTree


def count(path):
    """Passed, failed and skipped tests of one file."""
    total = failed = skipped = 0
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - failed - skipped, failed, skipped


def main(failed_steps, paths):
    passed = failed = skipped = 0
    for path in paths:
        try:
            counts = count(path)
        except (OSError, ElementTree.ParseError) as error:
            print(f"error: {path}: {error}", file=sys.stderr)
            counts = (0, 1, 0)
        passed += counts[0]
        failed += counts[1]
        skipped += counts[2]
    failed = max(failed, int(failed_steps))
    if passed == 0 and failed == 0:
        print("error: no test ran", file=sys.stderr)
        failed = 1
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
