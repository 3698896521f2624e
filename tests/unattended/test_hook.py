"""Who is told that the report was not made: a command and a mail; neither changes the verdict."""

from __future__ import annotations

import json
import os
import socketserver
import sys
import threading
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aarsmelding.errors import AarsmeldingError, UsageError
from aarsmelding.unattended import hook
from aarsmelding.unattended.verdict import Verdict

YEAR = 2031
ANSWERS = {
    "EHLO": b"250-test\r\n250 STARTTLS",
    "STARTTLS": b"454 not now",
    "DATA": b"354 go on",
    "QUIT": b"221 bye",
}


class MailServer(socketserver.StreamRequestHandler):
    """As much of SMTP as a client needs to be rid of a mail; keeps envelope and content."""

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        for line in self.rfile:
            command = line.split()[0].decode().upper().partition(":")[0]
            if command in ("MAIL", "RCPT"):
                self.server.envelope.append(line.strip().decode())
            self.server.commands.append(command)
            self.wfile.write(ANSWERS.get(command, b"250 ok") + b"\r\n")
            if command == "DATA":
                content = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.mails.append(content)
                self.wfile.write(b"250 taken\r\n")
            if command == "QUIT":
                return


@pytest.fixture
def server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        server.mails, server.envelope, server.commands = [], [], []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield server
        server.shutdown()


@pytest.fixture
def failed() -> Verdict:
    error = AarsmeldingError("seksjonen «avvik» feilet", "50_avvik.ipynb", "open it")
    return Verdict(YEAR, 1, 2.5, "abc", f"reports/{YEAR}/index.html", "logg.jsonl", errors=[error])


def test_the_mail_has_the_errors_in_words_and_the_verdict_attached(server, failed):
    port = server.server_address[1]
    hooks = hook.Hooks(mail_to="mottak@example.org", smtp=f"127.0.0.1:{port}")
    assert list(hooks.tell(failed)) == []
    mail = message_from_bytes(server.mails[0], policy=policy.default)
    assert mail["Subject"] == "Annual report 2031: failed"
    assert mail["To"] == "mottak@example.org"
    assert any("TO:<mottak@example.org>" in line for line in server.envelope)
    assert "seksjonen «avvik» feilet" in mail.get_body().get_content()
    assert "that of an earlier run" in mail.get_body().get_content()
    (attached,) = mail.iter_attachments()
    assert json.loads(attached.get_content()) == failed.as_record()


def test_no_mail_leaves_this_machine_in_the_clear_where_the_server_can_encrypt(server, failed, monkeypatch):
    smtp = f"127.0.0.1:{server.server_address[1]}"
    monkeypatch.setattr(hook, "LOOPBACK", ())
    (said,) = hook.Hooks(mail_to="mottak@example.org", smtp=smtp).tell(failed)
    assert said.startswith(f"no mail was sent to mottak@example.org through {smtp}: (454, ")
    assert ("STARTTLS" in server.commands, server.mails) == (True, [])


def test_a_run_that_went_well_tells_nobody(server, tmp_path):
    port = server.server_address[1]
    hooks = hook.Hooks(f"touch {tmp_path / 'told'}", "mottak@example.org", f"127.0.0.1:{port}")
    assert list(hooks.tell(Verdict(YEAR))) == []
    assert server.mails == [] and list(tmp_path.iterdir()) == []


def test_a_mail_server_that_is_not_there_is_said(failed, unused_port):
    (said,) = hook.Hooks(mail_to="mottak@example.org", smtp=f"127.0.0.1:{unused_port}").tell(failed)
    assert said.startswith(f"no mail was sent to mottak@example.org through 127.0.0.1:{unused_port}: ")


@pytest.fixture
def unused_port() -> int:
    with socketserver.TCPServer(("127.0.0.1", 0), MailServer) as server:
        return int(server.server_address[1])


@pytest.mark.parametrize("smtp", ["localhost", "localhost:", ":25", "localhost:smtp", "localhost:²"])
def test_a_mail_server_must_have_host_and_port(smtp):
    with pytest.raises(UsageError, match="not a mail server"):
        hook.Hooks(mail_to="a@example.org", smtp=smtp)


def test_the_command_gets_the_verdict_on_its_input_and_in_its_environment(tmp_path, failed):
    script = tmp_path / "told.py"
    script.write_text(
        "import json, os, pathlib, sys\n"
        "said = [os.environ[f'AARSMELDING_{name}'] for name in ('VERDICT', 'EXIT_CODE')]\n"
        "told = [json.load(sys.stdin), *said]\n"
        "pathlib.Path(__file__).with_suffix('.json').write_text(json.dumps(told))\n"
    )
    assert list(hook.Hooks(f'"{sys.executable}" "{script}"').tell(failed)) == []
    told = json.loads(Path(tmp_path / "told.json").read_text())
    assert told == [failed.as_record(), "failed", "1"]


@pytest.mark.skipif(os.name != "posix", reason="the commands are those of a POSIX shell")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("exit 7", "it ended with exit code 7"),
        ("finnes-ikke-noe-sted 2>/dev/null", "it ended with exit code 127"),
        ("sleep 600 & sleep 600", "it was stopped after 0.2 s"),
    ],
)
def test_a_command_that_does_not_work_is_said(command, said, failed, monkeypatch):
    monkeypatch.setattr(hook, "HOOK_SECONDS", 0.2 if "sleep" in command else 60)
    (found,) = hook.Hooks(command).tell(failed)
    assert found == f"the command given with --on-failure did not work: {said}"


def test_a_command_that_reads_nothing_is_no_failure(failed):
    failed.errors *= 5000
    assert list(hook.Hooks("exit 0").tell(failed)) == []
