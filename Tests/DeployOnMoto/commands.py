#!/usr/bin/env python3
"""Runs AWS's own command line for many callers: loads it once, and forks for each command. A command of its own would spend
most of a second on loading, hundreds of times.

    commands.py SOCKET FOLDER     listens at SOCKET, and puts the command `aws` that calls it into FOLDER
"""

import contextlib
import json
import os
import select
import signal
import socket
import sys

import awscli.clidriver

SERVICES = [
    "cloudformation", "ecs", "ecr", "elbv2", "events", "lambda", "resourcegroupstaggingapi", "route53", "servicediscovery", "sts",
]

CALLER = """#!{python} -IS
import json, os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect({socket!r})
order = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
socket.send_fds(server, [len(order).to_bytes(8, "big")], [0, 1, 2])
server.sendall(order)
sys.exit(int(server.recv(16) or b"255"))
"""


def serve(connection, driver):
    """In a process of its own, which has the caller's streams, environment and folder."""
    length, files, _, _ = socket.recv_fds(connection, 8, 3)
    order = b""
    while len(order) < int.from_bytes(length, "big"):
        order += connection.recv(65536)
    arguments, environment, folder = json.loads(order)
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    try:
        code = driver.main(arguments)
    except SystemExit as ended:
        code = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(str(code or 0).encode())


def main():
    path, folder = sys.argv[1:]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    os.environ.update(AWS_ACCESS_KEY_ID="test-key", AWS_SECRET_ACCESS_KEY="test-secret-key")
    driver = awscli.clidriver.create_clidriver()
    for service in SERVICES:
        driver.session.create_client(service, region_name="eu-west-1")
    # What all commands have alike is read by one that does nothing.
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
        driver.main(["cloudformation", "describe-stacks", "--region", "eu-west-1", "--generate-cli-skeleton"])
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    with open(os.path.join(folder, "aws"), "w") as command:
        command.write(CALLER.format(python=sys.executable, socket=path))
        os.fchmod(command.fileno(), 0o755)
    print("ready", flush=True)
    # It cannot outlive who started it: then its standard input ends.
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        connection, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                serve(connection, driver)
            finally:
                os._exit(0)
        connection.close()


if __name__ == "__main__":
    main()
