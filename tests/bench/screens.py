#!/usr/bin/env python3
"""Three screens for whoever measures them on a terminal: the form of a new onboarding, the panel that waits for a phone
and checks every few seconds, and the form of a profile, which ends by itself. Serves the simulated service, prepares a
home with an onboarding that waits, and runs a command with HOME set, in which {program}, {form}, {wait} and {keep} are
replaced in every argument and in the file that --fill names (written anew beside it, with the ending .filled).

  cargo build --release && tests/bench/screens.py [--fill FILE] COMMAND...

Python's standard library only.
"""
import argparse
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAM = os.path.realpath(os.path.join(HERE, "../../target/release/zapi-onboard"))
NUMBER = "+5511987654321"
STEP_NEEDED = 8


def given_by(service):
    given = {}
    for line in service.stdout:
        key, _, value = line.strip().partition("=")
        if key.startswith("ZAPI_"):
            given[key] = value
        if len(given) == 5:
            return given
    raise SystemExit("the simulated service did not start")


def run(program, home, arguments, said="", codes=(0,)):
    environment = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8"}
    ended = subprocess.run([program, *arguments], input=said, env=environment, capture_output=True, text=True)
    if ended.returncode not in codes:
        raise SystemExit(f"{arguments}: {ended.returncode}\n{ended.stdout}{ended.stderr}")


def prepare(program, home, given):
    settings = os.path.join(home, ".config/zapi-onboard")
    os.makedirs(settings)
    with open(os.path.join(settings, "config.toml"), "w") as file:
        file.write(f'base_url = "{given["ZAPI_BASE_URL"]}"\n')
    tokens = "".join(f"{name}={given[name]}\n" for name in
                     ("ZAPI_INSTANCE_ID", "ZAPI_INSTANCE_TOKEN", "ZAPI_CLIENT_TOKEN"))
    # The first one is the default, which would fill the form of a plain start.
    for name in ("first", "bench"):
        run(program, home, ["profile", "add", name], tokens)
    run(program, home, ["profile", "remove", "first"])
    line = ["--profile", "bench", "--state-dir", os.path.join(home, "waiting")]
    run(program, home, [*line, "check", "--number", NUMBER])
    run(program, home, [*line, "request", "--number", NUMBER, "--method", "sms"], codes=(0, STEP_NEEDED))
    run(program, home, [*line, "confirm"], "123456\n", codes=(STEP_NEEDED,))
    queue = os.path.join(home, "queue.csv")
    with open(queue, "w") as file:
        file.write("profile,instance_id,instance_token,client_token,calling_code,number,note\n")
        file.write("bench,,,,55,11 98765-4321,\n")
    return {
        "program": program,
        "form": program,
        "wait": f"{program} queue {queue} --state-dir {os.path.join(home, 'waiting')}",
        "keep": f"{program} profile add kept --force",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--fill", action="append", default=[])
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    home = tempfile.mkdtemp()
    service = subprocess.Popen([options.program, "simulate", "device"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)
    try:
        screens = prepare(options.program, home, given_by(service))

        def filled(text):
            for name, command in screens.items():
                text = text.replace("{" + name + "}", command)
            return text

        for path in options.fill:
            with open(path) as file:
                text = file.read()
            with open(path + ".filled", "w") as file:
                file.write(filled(text))
        command = [filled(argument) for argument in options.command]
        return subprocess.run(command, env={**os.environ, "HOME": home}).returncode
    finally:
        service.terminate()
        service.wait()
        shutil.rmtree(home)


if __name__ == "__main__":
    sys.exit(main())
