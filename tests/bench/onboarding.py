#!/usr/bin/env python3
"""One whole onboarding at 80x24, by the wizard and by whiptail, curl and jq: bytes on the terminal, CPU, processes
and threads begun (on the whole machine, so it should be quiet), connections. Python's standard library only; whiptail, curl and jq must be there.

  cargo build --release && tests/bench/onboarding.py
"""
import fcntl
import os
import pty
import resource
import select
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

# What stands beside this is read, and nothing is left there.
sys.dont_write_bytecode = True
from screens import given_by

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.join(HERE, "../../target/release/zapi-onboard")
QUIET = 0.5


class Relay:
    """Counts the connections that pass through it."""

    def __init__(self, port):
        self.connections = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, args=(port,), daemon=True).start()

    def accept(self, port):
        while True:
            near, _ = self.listener.accept()
            self.connections += 1
            far = socket.create_connection(("127.0.0.1", port))
            for a, b in ((near, far), (far, near)):
                threading.Thread(target=pipe, args=(a, b), daemon=True).start()


def pipe(a, b):
    try:
        while data := a.recv(65536):
            b.sendall(data)
        b.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def forks():
    with open("/proc/stat") as stat:
        return next(int(line.split()[1]) for line in stat if line.startswith("processes"))


def play(command, environment, steps):
    """Types each step after the terminal has been quiet for a while: bytes written and CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        os.execvpe(command[0], command, environment)
    written, steps, last, out = 0, list(steps), time.monotonic(), b""
    while True:
        if select.select([fd], [], [], 0.05)[0]:
            try:
                data = os.read(fd, 65536)
            except OSError:
                break
            if not data:
                break
            out += data
            written, last = written + len(data), time.monotonic()
        elif steps and time.monotonic() - last > steps[0][0]:
            for key in steps.pop(0)[1]:
                os.write(fd, key.encode())
                time.sleep(0.02)
            last = time.monotonic()
        elif not steps and time.monotonic() - last > 10:
            raise SystemExit("stuck: " + out[-600:].decode("utf-8", "replace"))
    os.waitpid(pid, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return written, cpu * 1000, out


def measure(name, command, steps):
    home = tempfile.mkdtemp()
    service = subprocess.Popen([PROGRAM, "simulate", "happy"], stdout=subprocess.PIPE, text=True)
    given = given_by(service)
    relay = Relay(int(given["ZAPI_BASE_URL"].rsplit(":", 1)[1]))
    environment = {"PATH": os.environ["PATH"], "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8",
                   "ZAPI_BASE_URL": f"http://127.0.0.1:{relay.port}"}
    begun = forks()
    try:
        typed = [(wait, keys.format(**given)) for wait, keys in steps]
        written, cpu, out = play(command, environment, typed)
        if os.environ.get("SHOW"):
            print(out.decode("utf-8", "replace"))
        print(f"{name:24} {written:8} bytes {cpu:8.1f} ms CPU {relay.connections:4} connections"
              f" {forks() - begun:5} processes and threads")
    finally:
        service.terminate()
        service.wait()
        shutil.rmtree(home)


CREDENTIALS = ["{ZAPI_INSTANCE_ID}", "{ZAPI_INSTANCE_TOKEN}", "{ZAPI_CLIENT_TOKEN}"]
WIZARD = [(QUIET, "\t".join(CREDENTIALS) + "\r")] + [
    (QUIET, "11987654321\r"),   # the number
    (QUIET, "\x1b[B\r"),        # use it
    (QUIET, "\r"),              # by SMS
    (QUIET, "\x1b[B\r"),        # request
    (QUIET, "123456"),          # the code
    (1.5, "\x03\x03"),          # connected: leave
]
BY_HAND = [(QUIET, part + "\r") for part in CREDENTIALS] + [
    (QUIET, "11987654321\r"), (QUIET, "\r"), (QUIET, "123456\r"), (4.0, "\r"),
]

if __name__ == "__main__":
    measure("zapi-onboard", [PROGRAM], WIZARD)
    measure("whiptail + curl + jq", ["bash", os.path.join(HERE, "onboarding.sh")], BY_HAND)
