"""The terminal for tests is itself tested on a program of a few lines."""

import signal
import sys

PROGRAM = r"""
import os, sys, signal
out = sys.stdout
def size(*_):
    columns, rows = os.get_terminal_size()
    out.write(f"\x1b[H{columns}x{rows}   "); out.flush()
out.write("before\r\n\x1b[?1049h\x1b[?1000;1006h\x1b[?25l\x1b[>1u\x1b[?2026$p")
signal.signal(signal.SIGWINCH, size)
size()
for line in sys.stdin:
    if line.strip() == "q":
        out.write("\x1b[<u\x1b[?1000;1006l\x1b[?1049l\x1b[?25h")
        out.flush()
        sys.exit(7)
    out.write(f"\x1b[2;1H\x1b[31mgot {line.strip()}\x1b[0m\x1b[K"); out.flush()
"""


def test_it_types_reads_resizes_and_sees_the_end(launch) -> None:
    terminal = launch(program=[sys.executable, "-c", PROGRAM], columns=50, rows=9)
    assert terminal.wait_for("50x9").startswith("50x9")
    terminal.send("hé\r")
    terminal.wait_for("got hé")
    assert terminal.untidy == {"1049", "1000", "1006", "25"}
    terminal.resize(70, 12)
    terminal.wait_for("70x12")
    assert "before" not in terminal.text
    terminal.send("q\r")
    assert terminal.wait_end() == 7
    assert terminal.text.strip() == "before"
    assert terminal.untidy == set()


def test_it_sees_what_a_killed_program_leaves_behind(launch) -> None:
    terminal = launch(program=[sys.executable, "-c", PROGRAM])
    terminal.wait_for("120x40")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_end() == 128 + signal.SIGTERM
    assert terminal.untidy == {"1049", "1000", "1006", "25"}
