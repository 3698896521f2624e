"""Whom a run tells that the report was not made: a command, a mail. Neither changes the verdict."""

from __future__ import annotations

import json
import os
import smtplib
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage

from aarsmelding.building import interruption
from aarsmelding.errors import EXIT_OK, UsageError
from aarsmelding.unattended.verdict import Verdict

VERDICT_VARIABLE = "AARSMELDING_VERDICT"
EXIT_CODE_VARIABLE = "AARSMELDING_EXIT_CODE"
HOOK_SECONDS = 60
SMTP = "localhost:25"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Hooks:
    """Told of every run that did not end with 0."""

    command: str | None = None
    mail_to: str | None = None
    smtp: str = SMTP

    def __post_init__(self) -> None:
        if self.mail_to:
            address(self.smtp)

    def tell(self, verdict: Verdict) -> Iterator[str]:
        """Tell; yields a sentence for each way that did not work."""
        if verdict.exit_code == EXIT_OK:
            return
        if self.command:
            try:
                run(self.command, verdict)
            except (OSError, subprocess.SubprocessError, KeyboardInterrupt) as problem:
                yield f"the command given with --on-failure did not work: {_said(problem)}"
        if self.mail_to:
            try:
                send(self.mail_to, self.smtp, verdict)
            except (OSError, smtplib.SMTPException, ValueError) as problem:
                yield f"no mail was sent to {self.mail_to} through {self.smtp}: {problem}"


def _said(problem: BaseException) -> str:
    if isinstance(problem, subprocess.TimeoutExpired):
        return f"it was stopped after {HOOK_SECONDS} s"
    if isinstance(problem, subprocess.CalledProcessError):
        return f"it ended with exit code {problem.returncode}"
    if isinstance(problem, KeyboardInterrupt):
        interruption.answered()
        return "it was stopped with the build"
    return str(problem)


def run(command: str, verdict: Verdict) -> None:
    """Run `command` in a shell with the verdict as JSON on its input. Raises where it fails."""
    process = subprocess.Popen(
        command,
        shell=True,
        stdin=subprocess.PIPE,
        # Standard output is the verdict's alone.
        stdout=2,
        text=True,
        encoding="utf-8",
        start_new_session=os.name == "posix",
        env={
            **os.environ,
            VERDICT_VARIABLE: verdict.word,
            EXIT_CODE_VARIABLE: str(verdict.exit_code),
        },
    )
    try:
        process.communicate(json.dumps(verdict.as_record(), ensure_ascii=False) + "\n", HOOK_SECONDS)
    except BaseException:
        if os.name == "posix":
            os.killpg(process.pid, 9)
        process.kill()
        process.wait()
        raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def address(smtp: str) -> tuple[str, int]:
    """Host and port of `host:port`. Raises UsageError for anything else."""
    host, _, port = smtp.rpartition(":")
    if not (host and port.isascii() and port.isdigit()):
        raise UsageError(f"not a mail server: {smtp!r}", "--smtp", f"write HOST:PORT, such as {SMTP}")
    return host.strip("[]"), int(port)


def message(to: str, verdict: Verdict) -> EmailMessage:
    """The mail: what happened in words, and the verdict as an attachment."""
    mail = EmailMessage()
    mail["Subject"] = f"Annual report {verdict.year}: {verdict.word}"
    mail["From"] = f"aarsmelding@{socket.getfqdn()}"
    mail["To"] = to
    came_to = f"{verdict.word} (exit code {verdict.exit_code})"
    lines = [f"The report of {verdict.year} was not made: {came_to}.", ""]
    for error in verdict.errors:
        lines += [str(error), ""]
    earlier = f"{verdict.report} is that of an earlier run."
    there = earlier if verdict.report else "There is no earlier report."
    lines += [there, f"Log: {verdict.log or 'none'}"]
    mail.set_content("\n".join(lines))
    record = json.dumps(verdict.as_record(), ensure_ascii=False, indent=1) + "\n"
    mail.add_attachment(record.encode(), maintype="application", subtype="json", filename="verdict.json")
    return mail


def send(to: str, smtp: str, verdict: Verdict) -> None:
    """Send the mail, encrypted where the server can; on this machine itself in the clear."""
    host, port = address(smtp)
    with smtplib.SMTP(host, port, timeout=HOOK_SECONDS) as server:
        server.ehlo()
        if server.has_extn("starttls") and host not in LOOPBACK:
            server.starttls(context=ssl.create_default_context())
        server.send_message(message(to, verdict))
