"""A client of the language server that speaks to it as an editor does, over its standard streams."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import Any

#: seconds in which a server that is well has answered
PATIENCE = 20.0


class Client:
    """One editor with one server. Positions are counted in the units of `encoding`."""

    def __init__(self, process: subprocess.Popen[bytes], encoding: str) -> None:
        self._process = process
        self._said: Queue[dict[str, Any]] = Queue()
        self._number = 0
        self.encoding = encoding
        self.capabilities: dict[str, Any] = {}
        self.folders: tuple[Path, ...] = ()
        #: what the server said on its own, in order
        self.heard: list[dict[str, Any]] = []
        self._versions: dict[str, int] = {}
        #: what the server has written into its log and no test has expected, by line
        self.log: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self._logging = threading.Thread(target=self._read_log, daemon=True)
        self._logging.start()

    # the protocol

    def _listen(self) -> None:
        out = self._process.stdout
        assert out is not None
        while True:
            length = 0
            while (line := out.readline()).strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not line:
                return
            self._said.put(json.loads(out.read(length)))

    def _read_log(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.log.append(line.decode(errors="replace").rstrip())

    def expect_in_log(self, *words: str) -> list[str]:
        """Wait until the log has lines with each of some words; take no offence at it so far, which is the
        answer."""
        until = time.monotonic() + PATIENCE
        while missing := [each for each in words if not any(each in line for line in self.log)]:
            assert time.monotonic() < until, f"nothing of {missing} in {self.log}"
            time.sleep(0.02)
        said, self.log[:] = list(self.log), []
        return said

    def end(self) -> None:
        """Have the server end as it should; its log is whole then."""
        self.ask("shutdown", None)
        self.notify("exit", None)
        self._process.wait(PATIENCE)
        self._logging.join(PATIENCE)
        assert not self._logging.is_alive(), "something that the server started is still there"

    def send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def write(self, raw: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(raw)
        stdin.flush()

    def notify(self, method: str, params: object) -> None:
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        """The server's answer to a request."""
        self._number += 1
        number = self._number
        self.send({"id": number, "method": method, "params": params})
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def wait(self, is_wanted: Callable[[dict[str, Any]], bool], patience: float = PATIENCE) -> dict[str, Any]:
        """The next message that is wanted."""
        until = time.monotonic() + patience
        while True:
            try:
                message = self._said.get(timeout=max(0.0, until - time.monotonic()))
            except Empty:
                raise AssertionError(f"the server said nothing more; before: {self.heard[-3:]}") from None
            if "method" in message:
                self.heard.append(message)
                if "id" in message:
                    self.send({"id": message["id"], "result": None})
            if is_wanted(message):
                return message

    def wait_for(self, method: str, patience: float = PATIENCE) -> Any:
        """What the server says next by a method."""
        return self.wait(lambda message: message.get("method") == method, patience)["params"]

    # what an editor does

    def initialize(self, *folders: Path, **capabilities: Any) -> dict[str, Any]:
        self.folders = folders
        answer = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": None,
                "workspaceFolders": [folder_of(folder) for folder in folders] or None,
                "capabilities": {"general": {"positionEncodings": [self.encoding]}, **capabilities},
            },
        )
        self.capabilities = answer["capabilities"]
        self.notify("initialized", {})
        return self.capabilities

    def open(self, file: Path, text: str | None = None, language: str = "markdown") -> list[dict[str, Any]]:
        """Open a file, with what it holds or another text; what is found in it."""
        written = file.read_text(encoding="utf-8") if text is None else text
        self._versions[file.as_uri()] = 1
        self.notify(
            "textDocument/didOpen",
            {
                "textDocument": {
                    "uri": file.as_uri(),
                    "languageId": language,
                    "version": 1,
                    "text": written,
                }
            },
        )
        return self.diagnostics(file)

    def type(self, file: Path, text: str) -> None:
        """Have a document hold a text that is not saved."""
        self._versions[file.as_uri()] += 1
        self.notify(
            "textDocument/didChange",
            {
                "textDocument": {"uri": file.as_uri(), "version": self._versions[file.as_uri()]},
                "contentChanges": [{"text": text}],
            },
        )

    def save(self, file: Path, text: str) -> None:
        file.write_text(text, encoding="utf-8")
        self.notify("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})

    def change(self, file: Path, text: str) -> list[dict[str, Any]]:
        """Type a text; what is found in it."""
        self.type(file, text)
        return self.diagnostics(file)

    def diagnostics(self, file: Path) -> list[dict[str, Any]]:
        """What is found in the newest text of a document."""
        version = self._versions[file.as_uri()]

        def is_of_it(message: dict[str, Any]) -> bool:
            said = message.get("params") or {}
            is_published = message.get("method") == "textDocument/publishDiagnostics"
            return is_published and said["uri"] == file.as_uri() and said.get("version") in (version, None)

        found: list[dict[str, Any]] = self.wait(is_of_it)["params"]["diagnostics"]
        return found

    def until(
        self, file: Path, is_wanted: Callable[[list[dict[str, Any]]], bool], patience: float = PATIENCE
    ) -> list[dict[str, Any]]:
        """The first diagnostics of a document that are as wanted."""

        def is_it(message: dict[str, Any]) -> bool:
            said = message.get("params") or {}
            is_published = message.get("method") == "textDocument/publishDiagnostics"
            return is_published and said["uri"] == file.as_uri() and is_wanted(said["diagnostics"])

        found: list[dict[str, Any]] = self.wait(is_it, patience)["params"]["diagnostics"]
        return found

    def actions(
        self, file: Path, range_: dict[str, Any], only: list[str] | None = None
    ) -> list[dict[str, Any]]:
        """The code actions for a range."""
        context: dict[str, Any] = {"diagnostics": []} | ({} if only is None else {"only": only})
        asked = {"textDocument": {"uri": file.as_uri()}, "range": range_, "context": context}
        return self.ask("textDocument/codeAction", asked) or []

    def complete(self, file: Path, line: int, character: int) -> dict[str, dict[str, Any]]:
        """What is offered at a place, by its label."""
        found = self.ask("textDocument/completion", at(file, line, character))
        return {item["label"]: item for item in found["items"]}

    def hover(self, file: Path, line: int, character: int) -> str:
        """What is said of a place."""
        found = self.ask("textDocument/hover", at(file, line, character))
        return "" if found is None else found["contents"]["value"]

    def is_alive(self) -> bool:
        return self._process.poll() is None


def at(file: Path, line: int, character: int) -> dict[str, Any]:
    position = {"line": line, "character": character}
    return {"textDocument": {"uri": file.as_uri()}, "position": position}


def folder_of(folder: Path) -> dict[str, str]:
    return {"uri": folder.as_uri(), "name": folder.name}


def applied(text: str, action: dict[str, Any], encoding: str = "utf-16") -> str:
    """The text with the edits of a code action."""
    changes = action["edit"].get("changes")
    edits = next(iter(changes.values())) if changes else action["edit"]["documentChanges"][0]["edits"]
    for edit in sorted(edits, key=lambda edit: position_key(edit["range"]["start"]), reverse=True):
        start, end = (offset_of(text, edit["range"][side], encoding) for side in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text


def position_key(position: dict[str, int]) -> tuple[int, int]:
    return position["line"], position["character"]


def offset_of(text: str, position: dict[str, int], encoding: str) -> int:
    """Where a position is in a text, counted by its encoded bytes."""
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]*\Z", text)
    width, name = _UNITS[encoding]
    line = lines[position["line"]].encode(name)
    return sum(map(len, lines[: position["line"]])) + len(line[: position["character"] * width].decode(name))


#: bytes of a unit, and Python's name of the encoding
_UNITS = {"utf-8": (1, "utf-8"), "utf-16": (2, "utf-16-le"), "utf-32": (4, "utf-32-le")}


@contextmanager
def client_of(
    encoding: str = "utf-16", *options: str, prelude: str = "", **environment: str
) -> Iterator[Client]:
    """A client with a server of its own, into whose log nothing may be written but what was expected.
    `prelude` is Python that its process runs before it serves."""
    code = f"{prelude}\nfrom postlint.cli import main\nmain({['server', *options]!r})"
    process = subprocess.Popen(
        [sys.executable, *(("-c", code) if prelude else ("-m", "postlint", "server", *options))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
    try:
        client = Client(process, encoding)
        yield client
        client.end()
        assert client.log == [], client.log
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            assert stream is not None
            stream.close()
