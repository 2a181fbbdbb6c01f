"""Runs `reliability score` under an audit hook: told of every socket, process and file that Python opens to write.

    python watched.py REPORT ARGUMENTS...

The report has a line for each such event; a socket is refused besides.
"""

import os
import sys
import traceback

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {f"os.{name}" for name in "remove rename mkdir rmdir link symlink truncate chmod chown".split()}
STARTING = {"subprocess.Popen", "os.exec", "os.fork", "os.posix_spawn", "os.system", "webbrowser.open"}


def watch(path):
    """Write what happens from now on to a file."""
    report = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def tell(event, arguments):
        if not is_of_interest(event, arguments):
            return
        os.write(report, f"{event} {arguments!r}\n".encode("utf-8", "replace"))
        if event.startswith("socket."):
            raise PermissionError("this test has no network")

    sys.addaudithook(tell)


def is_of_interest(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        # A descriptor that is there already, such as that of standard output, is no file that is opened.
        writes = (flags & WRITING) or (isinstance(mode, str) and set("wax+") & set(mode))
        return writes and not isinstance(path, int)
    if event in {"socket.__new__", "socket.bind"}:
        # On its import urllib3, which trafilatura brings along, asks whether the system has IPv6; nothing is sent.
        return "_has_ipv6" not in {frame.name for frame in traceback.extract_stack(limit=6)}
    return event.startswith("socket.") or event in CHANGING or event in STARTING


if __name__ == "__main__":
    watch(sys.argv[1])
    sys.argv[:2] = ["reliability", "score"]
    # Watched from its first import on.
    from reliability.cli import main

    main(prog_name="reliability")
