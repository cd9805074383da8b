"""The language server as an editor meets it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from language_client import PATIENCE, Client, applied, client_of, folder_of, offset_of
from lsp.conftest import ABILITIES, make_site

from postlint import __version__

FILLER = "Let's dive into the details: it opens."


def post_of(title: str = "A new quay", *, body: str = "It opens tomorrow.", more: str = "") -> str:
    return (
        f"---\nlayout: post\ntitle: {title}\ndate: 2025-03-12\nauthor: Ann Lee\nexcerpt: It is of stone.\n"
        f"image: /images/boat.jpg\n{more}---\n\n{body}\n"
    )


PUBLISHED = "textDocument/publishDiagnostics"
#: within the filler, where it is the first line
AT_FILLER = {"line": 0, "character": 8}


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [each["code"] for each in found]


def covered(text: str, found: dict[str, Any], encoding: str) -> str:
    """The text that a diagnostic covers."""
    start, end = (offset_of(text, found["range"][side], encoding) for side in ("start", "end"))
    return text[start:end]


def named(actions: list[dict[str, Any]], title: str) -> dict[str, Any]:
    return next(action for action in actions if action["title"] == title)


# diagnostics


def test_what_is_found_while_typing(writer: Client, draft: Path) -> None:
    assert writer.open(draft, post_of()) == []
    text = post_of(body="😀 é the the quay")
    (found,) = writer.change(draft, text)
    assert covered(text, found, writer.encoding) == "the"
    assert found["range"]["start"]["character"] == {"utf-16": 9, "utf-8": 12}[writer.encoding]
    assert (found["code"], found["severity"], found["source"]) == ("DU605", 2, "postlint")
    assert writer.change(draft, post_of()) == []


def test_the_newest_text_wins(writer: Client, draft: Path) -> None:
    writer.open(draft, post_of())
    for number in range(20):
        writer.type(draft, post_of(body=f"{FILLER} {number}"))
    assert writer.change(draft, post_of()) == []
    published = [each for each in writer.heard if each["method"] == "textDocument/publishDiagnostics"]
    assert len(published) < 10


def test_line_breaks_and_a_byte_order_mark(writer: Client, draft: Path) -> None:
    text = "\ufeff" + post_of(body=f"a\u2028b\x0cc.\n\n{FILLER}").replace("\n", "\r\n")
    found = {each["code"]: each for each in writer.open(draft, text)}
    assert covered(text, found["TX701"], writer.encoding) == "Let's dive into the details:"
    action = named(writer.actions(draft, found["TX701"]["range"]), "Delete the opener")
    assert "\r\n\r\nIt opens.\r\n" in applied(text, action, writer.encoding)


def test_what_other_posts_have_to_do_with_it(editor: Client, quay: Path) -> None:
    (registration,) = editor.wait_for("client/registerCapability")["registrations"]
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    text = post_of("The harbour opens again")
    quay.write_text(text)
    editor.open(quay)
    (found,) = editor.until(quay, lambda found: codes(found) == ["SL304"])
    (related,) = found["relatedInformation"]
    assert related["location"]["uri"].endswith("/_posts/2025-03-12-harbour.md")
    assert related["location"]["range"]["start"] == {"line": 2, "character": 7}
    # it moves with its line, and goes with it
    moved = text.replace("title", "subtitle: Stone\ntitle")
    (found,) = editor.change(quay, moved)
    assert covered(moved, found, editor.encoding) == "The harbour opens again"
    assert editor.change(quay, post_of("A new quay")) == []
    # what is saved is compared anew
    editor.save(quay, text)
    editor.type(quay, text)
    editor.until(quay, lambda found: codes(found) == ["SL304"])


def test_a_file_without_a_folder(quay: Path) -> None:
    quay.write_text(post_of("The harbour opens again"))
    with client_of() as editor:
        editor.initialize()
        editor.open(quay)
        editor.until(quay, lambda found: codes(found) == ["SL304"])


def test_sites_of_open_documents_as_folders_come_and_go(tmp_path: Path) -> None:
    one, two, three = (make_site(tmp_path / name) for name in ("one", "two", "three"))
    text = "---\ntags:\n  - \n---\n"

    def known(editor: Client, site: Path) -> bool:
        return "harbour" in editor.complete(site / "_posts" / "2025-03-13-quay.md", 2, 4)

    with client_of() as editor:
        editor.initialize(one)
        for site in (one, two):
            editor.open(site / "_posts" / "2025-03-13-quay.md", text)
        wait_until(lambda: known(editor, two))
        event = {"added": [folder_of(three)], "removed": [folder_of(one)]}
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        editor.open(three / "_posts" / "2025-03-13-quay.md", text)
        wait_until(lambda: known(editor, three))
        assert known(editor, two)
        assert known(editor, one)  # in no folder any more, but open
        two_quay = two / "_posts" / "2025-03-13-quay.md"
        editor.notify("textDocument/didClose", {"textDocument": {"uri": two_quay.as_uri()}})
        harbour = three / "_posts" / "2025-03-12-harbour.md"
        editor.open(harbour)
        editor.save(harbour, harbour.read_text().replace("boats", "ferries"))
        wait_until(lambda: "ferries" in editor.complete(three / "_posts" / "2025-03-13-quay.md", 2, 4))
        editor.open(two_quay, text)
        assert not known(editor, two)  # it was let go of, and is looked through anew
        wait_until(lambda: known(editor, two))


def test_the_first_of_two_duplicates_in_one_post(writer: Client, draft: Path) -> None:
    words = "The ferry leaves from the new quay at nine, and the last one comes back before midnight."
    text = post_of(body=f"{words}\n\nNo.\n\n{words}")
    writer.open(draft, post_of())
    (found,) = writer.change(draft, text)
    assert found["code"] == "DU601"
    (related,) = found["relatedInformation"]
    assert related["location"]["uri"] == draft.as_uri()
    assert covered(text, related["location"], writer.encoding) == words


# actions


def test_a_fix(writer: Client, draft: Path) -> None:
    text = post_of(body="😀 the the quay, and ![A boat](/images/baot.jpg).")
    writer.open(draft, post_of())
    found = {each["code"]: each for each in writer.change(draft, text)}
    action = named(writer.actions(draft, found["IM401"]["range"]), "Write /images/boat.jpg")
    assert action["kind"] == "quickfix"
    assert action["diagnostics"] == [found["IM401"]]
    assert "isPreferred" not in action
    assert "![A boat](/images/boat.jpg)." in applied(text, action, writer.encoding)


def test_a_safe_fix_is_preferred_and_made_with_all_others(writer: Client, draft: Path) -> None:
    text = post_of("Â£89m for a quay", body="😀 It costs Â£89m.\n\nNo.\n\nIt’s Â£2m more.")
    writer.open(draft, post_of())
    first, *_ = writer.change(draft, text)
    assert first["code"] == "EN502"
    mending = writer.actions(draft, first["range"], only=["quickfix"])[0]
    assert mending["isPreferred"]
    (fix_all,) = writer.actions(draft, first["range"], only=["source.fixAll"])
    assert fix_all["kind"] == "source.fixAll.postlint"
    assert applied(text, fix_all, writer.encoding) == text.replace("Â", "")
    assert len(fix_all["edit"]["documentChanges"][0]["edits"]) == 3
    assert writer.actions(draft, first["range"], only=["refactor"]) == []


def test_comments_that_silence(writer: Client, draft: Path) -> None:
    text = post_of("Update: a quay", body=f"😀 It opens.\n{FILLER} The the quay.")
    writer.open(draft, post_of())
    for found in writer.change(draft, text):
        actions = writer.actions(draft, found["range"])
        for reach in ("line", "file"):
            action = named(actions, f"Disable {found['code']} for this {reach}")
            silent = applied(text, action, writer.encoding)
            assert found["code"] not in codes(writer.change(draft, silent))
            writer.type(draft, text)


def test_one_comment_for_all_of_a_line(writer: Client, draft: Path) -> None:
    text = post_of(body=f"{FILLER} The the quay.")
    writer.open(draft, post_of())
    writer.change(draft, text)
    line = {"start": {"line": 9, "character": 0}, "end": {"line": 9, "character": 60}}
    action = named(writer.actions(draft, line), "Disable DU605, TX701 for this line")
    assert writer.change(draft, applied(text, action, writer.encoding)) == []


def test_comments_are_tried_where_somebody_wants_them(writer: Client, draft: Path) -> None:
    text = post_of(body=FILLER + "\n\nIt opens." * 100)
    writer.open(draft, text)

    def is_offered(end: int, kind: int) -> bool:
        params = {
            "textDocument": {"uri": draft.as_uri()},
            "range": {"start": {"line": 9, "character": 0}, "end": {"line": end, "character": 1}},
            "context": {"diagnostics": [], "triggerKind": kind},
        }
        titles = [action["title"] for action in writer.ask("textDocument/codeAction", params)]
        assert "Delete the opener" in titles
        return "Disable TX701 for this line" in titles

    invoked, automatic = 1, 2
    assert is_offered(9, automatic)
    assert is_offered(20, invoked)
    assert not is_offered(20, automatic)
    assert not is_offered(200, invoked)
    # each comment takes a check of the whole post
    writer.change(draft, text + "\n\nIt opens." * 10_000)
    assert is_offered(9, invoked)
    assert not is_offered(9, automatic)


# hover, completion, links


def test_hover(writer: Client, draft: Path) -> None:
    text = post_of(body=FILLER)
    writer.open(draft, text)
    assert "The headline" in writer.hover(draft, 2, 1)
    assert "required" in writer.hover(draft, 2, 9)
    said = writer.hover(draft, 9, 8)
    assert "TX701" in said
    assert "Readers decide on the first words" in said
    assert writer.hover(draft, 8, 0) == ""


def test_hover_on_a_field_of_a_schema_of_ones_own(writer: Client, school: Path) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    kind = {
        "title": "Kind",
        "description": "What sort of post it is.",
        "enum": ["news", "guide"],
        "default": "news",
        "deprecated": True,
        "deprecationMessage": "use `category` instead",
    }
    write_schema(school, {"kind": kind})
    text = post_of(more="kind: news\n")
    writer.open(post, text)
    said = writer.hover(post, 7, 1)
    for words in ("What sort of post it is.", "`news`, `guide`", "default: `news`", "use `category` instead"):
        assert words in said


def write_schema(site: Path, properties: dict[str, Any], required: tuple[str, ...] = ()) -> None:
    schema = {"type": "object", "properties": properties, "required": required}
    (site / "own.schema.json").write_text(json.dumps(schema))
    (site / "postlint.toml").write_text('schema = "own.schema.json"\n')


def test_missing_keys(writer: Client, school: Path) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    properties = {
        "title": {"type": "string"},
        "kind": {"enum": ["news", "guide"]},
        "draft": {"type": "boolean"},
        "date": {"type": "string", "format": "date"},
        "cover": {"type": "object", "properties": {"alt": {"type": "string"}}},
        "authors": {"type": "array", "items": {"properties": {"name": {}, "email": {}}}},
    }
    write_schema(school, properties, required=("date",))
    writer.open(post, "---\ntitle: a\n\n---\n")
    offered = writer.complete(post, 2, 0)
    assert list(offered) == ["date", "kind", "draft", "cover", "authors"]
    assert offered["kind"]["textEdit"]["newText"] == "kind: ${1|news,guide|}"
    assert offered["draft"]["textEdit"]["newText"] == "draft: ${1|true,false|}"
    writer.change(post, "---\ntitle: a\ncover:\n  a\n---\n")
    assert list(writer.complete(post, 3, 3)) == ["alt"]
    writer.change(post, "---\ntitle: a\nauthors:\n  - na\n---\n")
    assert list(writer.complete(post, 3, 6)) == ["name", "email"]
    writer.change(post, "---\ntitle: a\nauthors:\n  - name: Ann\n    e\n---\n")
    assert "email" in writer.complete(post, 4, 5)
    writer.change(post, "+++\ntitle = 'a'\nki\n+++\n")
    offered = writer.complete(post, 2, 2)
    assert offered["kind"]["textEdit"]["newText"] == 'kind = ${1|"news","guide"|}'


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_keys_before_the_closing_fence_is_written(writer: Client, school: Path, newline: str) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    write_schema(school, {"kind": {"enum": ["news", "guide"]}, "title": {}})

    writer.open(post, "")

    def offered(text: str, line: int, character: int) -> list[str]:
        writer.change(post, text.replace("\n", newline))
        return list(writer.complete(post, line, character))

    assert offered("---\n", 1, 0) == ["kind", "title"]
    assert offered("---\nki", 1, 2) == ["kind", "title"]
    assert offered("---\ntitle: a\n", 2, 0) == ["kind"]
    assert offered("---\ntitle: a\nkind: \n\nThe quay.\n", 2, 6) == ["news", "guide"]
    assert offered("---\ntitle: a\n\nThe quay.\n", 2, 0) == ["kind"]
    assert offered("+++\nki", 1, 2) == ["kind", "title"]
    assert offered("---\n\nThe quay.\nki\n", 3, 2) == []  # a line across the page
    assert offered("ki", 0, 2) == []


def test_keys_of_other_posts_where_there_is_no_schema(editor: Client, site: Path, quay: Path) -> None:
    (site / "postlint.toml").write_text('schema = "none"\n')
    editor.open(quay, "---\ntitle: a\n\n---\n")
    wait_until(lambda: bool(editor.complete(quay, 2, 0)))  # the folder has been looked through
    offered = editor.complete(quay, 2, 0)
    assert sorted(offered) == ["author", "date", "excerpt", "image", "layout", "tags"]
    assert offered["tags"]["textEdit"]["newText"] == "tags:\n  - $1"
    assert offered["excerpt"]["textEdit"]["newText"] == "excerpt: $1"


def test_values(writer: Client, school: Path) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    properties = {
        "kind": {"enum": ["news", "guide: long"]},
        "draft": {"type": "boolean"},
        "date": {"type": "string", "format": "date"},
        "tags": {"type": "array", "items": {"type": "string"}},
    }
    write_schema(school, properties)
    text = "---\nkind: \ndraft: t\ndate: \ntags: [harbour, b]\nimage: \n---\n"
    writer.open(post, text)
    assert writer.complete(post, 1, 6)["guide: long"]["textEdit"]["newText"] == '"guide: long"'
    assert set(writer.complete(post, 2, 8)) == {"true", "false"}
    (day,) = writer.complete(post, 3, 6)
    assert len(day.split("-")) == 3
    assert writer.complete(post, 5, 7)["/images/boat.jpg"]["textEdit"]["newText"] == "/images/boat.jpg"


def test_images_in_the_body(writer: Client, draft: Path) -> None:
    text = "😀 ![A boat](/im)\n"
    writer.open(draft, text)
    image = writer.complete(draft, 0, {"utf-16": 16, "utf-8": 18}[writer.encoding])["/images/boat.jpg"]
    completed = applied(text, {"edit": {"changes": {"": [image["textEdit"]]}}}, writer.encoding)
    assert completed == "😀 ![A boat](/images/boat.jpg)\n"


def test_a_list_is_whole_unless_it_was_cut(writer: Client, school: Path) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    write_schema(school, {f"field{number}": {} for number in range(205)})
    text = "---\ntitle: a\nfield\nimage: \n---\n"
    writer.open(post, text)

    def offered(line: int, character: int) -> tuple[int, bool]:
        place = {"line": line, "character": character}
        asked = {"textDocument": {"uri": post.as_uri()}, "position": place}
        answer = writer.ask("textDocument/completion", asked)
        return len(answer["items"]), answer["isIncomplete"]

    assert offered(2, 5) == (205, False)
    for number in range(199):  # and the boat
        (school / "images" / f"quay-{number}.jpg").write_bytes(b"")
    assert offered(3, 7) == (200, False)
    (school / "images" / "mill.jpg").write_bytes(b"")
    assert offered(3, 7) == (200, True)


def test_nothing_is_checked_with_each_key(writer: Client, draft: Path) -> None:
    text = post_of(body="The the quay opens, and it is of stone.\n\n" * 5_000)
    writer.open(draft, post_of())
    started = time.perf_counter()
    writer.change(draft, text)
    to_check = time.perf_counter() - started
    started = time.perf_counter()
    for number in range(5):
        text += f" {number}"
        writer.type(draft, text)
        assert writer.complete(draft, 11, 3) == {}
    assert time.perf_counter() - started < to_check
    # but what is offered fits what is written
    writer.type(draft, post_of().replace("author: Ann Lee", "auth"))
    assert "author" in writer.complete(draft, 4, 4)


def test_words_of_other_posts(writer: Client, draft: Path) -> None:
    writer.open(draft, post_of())
    writer.change(draft, "---\ntags:\n  - ha\nauthor: \n---\n")
    wait_until(lambda: bool(writer.complete(draft, 2, 6)))  # the folder has been looked through
    assert list(writer.complete(draft, 2, 6)) == ["harbour"]
    assert list(writer.complete(draft, 3, 8)) == ["Ann Lee"]


def test_a_new_word_of_another_post(editor: Client, site: Path, quay: Path) -> None:
    text = "---\ntags:\n  - \n---\n"
    editor.open(quay, text)
    wait_until(lambda: "harbour" in editor.complete(quay, 2, 4))
    harbour = site / "_posts" / "2025-03-12-harbour.md"
    editor.open(harbour)
    editor.save(harbour, harbour.read_text().replace("boats", "ferries"))
    wait_until(lambda: "ferries" in editor.complete(quay, 2, 4))


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_links_to_images(writer: Client, draft: Path) -> None:
    text = post_of(body="😀 ![A boat](../images/boat.jpg) and ![none](/images/none.jpg)")
    writer.open(draft, text)
    links = writer.ask("textDocument/documentLink", {"textDocument": {"uri": draft.as_uri()}})
    assert [covered(text, link, writer.encoding) for link in links] == [
        "/images/boat.jpg",
        "../images/boat.jpg",
    ]
    assert all(link["target"].endswith("/images/boat.jpg") for link in links)


# what changes around the post


def test_the_configuration_changes(writer: Client, school: Path) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    text = post_of(body=FILLER)
    assert codes(writer.open(post, text)) == ["TX701"]
    (school / "postlint.toml").write_text('ignore = ["TX701"]\n')
    watched(writer, school / "postlint.toml")
    writer.until(post, lambda found: found == [])
    (school / "postlint.toml").write_text("ignore = 1\n")
    watched(writer, school / "postlint.toml")
    assert "postlint.toml" in writer.wait_for("window/showMessage")["message"]
    (fault,) = writer.until(post, lambda found: found != [])  # no findings would look like a good post
    assert (fault["range"]["start"], fault["severity"]) == ({"line": 0, "character": 0}, 1)
    assert "postlint.toml" in fault["message"]
    assert "code" not in fault
    writer.expect_in_log("postlint.toml")
    (school / "postlint.toml").write_text("")
    watched(writer, school / "postlint.toml")
    writer.until(post, lambda found: codes(found) == ["TX701"])


WATCHED = [
    "postlint.toml",
    "pyproject.toml",
    ".postlint-baseline.json",
    "_config.yml",
    "hugo.toml",
    "mkdocs.yml",
    "_quarto.yml",
    "package.json",
    "astro.config.mts",
    ".eleventy.js",
    "pelicanconf.py",
    "schemas/own.yaml",
    "shared/postlint-base.toml",
    "_data/authors.yml",
    "data/authors.json",
    "_posts/a.qmd",
    "images/boat.webp",
    "_layouts/wide.html",
    "themes/plain/layouts/posts/wide.html",
]


def test_it_wants_to_be_told_of_all_that_bears_on_a_post(editor: Client) -> None:
    (registration,) = editor.wait_for("client/registerCapability")["registrations"]
    globs = [each["globPattern"] for each in registration["registerOptions"]["watchers"]]
    patterns = [re.compile(as_regex(glob)) for glob in globs]
    assert [file for file in WATCHED if not any(each.fullmatch(file) for each in patterns)] == []
    assert [file for file in ("a.txt", "css/a.css") if any(each.fullmatch(file) for each in patterns)] == []


def as_regex(glob: str) -> str:
    """A glob as the protocol has them: `{a,b}` for either, `**` for any number of folders."""
    signs = {"**/": "(.*/)?", "**": ".*", "*": "[^/]*", "{": "(", "}": ")", ",": "|"}
    return "".join(signs.get(part) or re.escape(part) for part in re.split(r"(\*\*/|\*\*|[*{},])", glob))


def test_what_a_generator_has_made_is_of_no_account(editor: Client, site: Path, quay: Path) -> None:
    editor.open(quay, post_of(body="![A mill](/images/mill.jpg)"))
    (site / "images" / "mill.jpg").write_bytes(b"\xff\xd8\xff")
    watched(editor, site / "_site" / "images" / "mill.jpg")
    watched(editor, site / "node_modules" / "a" / "package.json")
    assert codes(editor.change(quay, post_of(body="![The mill](/images/mill.jpg)"))) == ["IM401"]
    watched(editor, site / "images" / "mill.jpg")
    editor.until(quay, lambda found: found == [])


@pytest.mark.parametrize("abilities", [{}, ABILITIES], ids=["untold", "told"])
def test_files_are_looked_at_again_from_time_to_time(
    site: Path, quay: Path, abilities: dict[str, Any]
) -> None:
    prelude = "from postlint.lsp import server; server._TRUSTED = server._TRUSTED_IF_TOLD = 0.0"
    with client_of(prelude=prelude) as editor:
        editor.initialize(site, **abilities)
        assert codes(editor.open(quay, post_of(body="![A mill](/images/mill.jpg)"))) == ["IM401"]
        (site / "images" / "mill.jpg").write_bytes(b"\xff\xd8\xff")
        assert editor.change(quay, post_of(body="![The mill](/images/mill.jpg)")) == []


def test_an_image_comes(writer: Client, school: Path) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    assert codes(writer.open(post, post_of(body="![A mill](/images/mill.jpg)"))) == ["IM401"]
    (school / "images" / "mill.jpg").write_bytes(b"\xff\xd8\xff")
    watched(writer, school / "images" / "mill.jpg")
    writer.until(post, lambda found: found == [])


def watched(editor: Client, file: Path) -> None:
    """Have the editor tell that a file has changed."""
    editor.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 2}]})


def test_several_folders(tmp_path: Path) -> None:
    for name, ignored in (("one", "TX701"), ("two", "TX702")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "postlint.toml").write_text(f'ignore = ["{ignored}"]\nschema = "none"\n')
    text = f"---\ntitle: A quay\n---\n\n{FILLER}\n\nNeedless to say, it opens.\n"
    with client_of() as editor:
        editor.initialize(tmp_path / "one")
        assert codes(editor.open(tmp_path / "one" / "a.md", text)) == ["TX702"]
        event = {"added": [folder_of(tmp_path / "two")], "removed": [folder_of(tmp_path / "one")]}
        editor.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        assert codes(editor.open(tmp_path / "two" / "a.md", text)) == ["TX701"]


# nothing ends it


HOSTILE = {
    "broken front matter": "---\ntitle: [a\n  b: {\n\x00---\n",
    "open front matter": "---\ntitle: a\n",
    "json": '{"title": "a",\n',
    "nothing": "",
    "binary": "\x00\x01\ufffd\udc80" * 50,
    "half characters": "---\ntitle: a\ud83d\n---\n\ud83d the the\n",
    "one long line": "😀 the the quay " * 1_000 + "é" * 300_000,
    "many lines": "---\n" + "a: 1\n" * 20_000 + "---\n",
}


def test_nothing_ends_it(writer: Client, draft: Path) -> None:
    writer.open(draft, post_of())
    for text in HOSTILE.values():
        writer.change(draft, text)
        for position in ({"line": 1, "character": 3}, {"line": 9_999, "character": 9_999}):
            place = {"textDocument": {"uri": draft.as_uri()}, "position": position}
            for method in ("hover", "completion", "documentLink"):
                writer.ask(f"textDocument/{method}", place)
            writer.actions(draft, {"start": position, "end": position}, only=["source.fixAll"])
    writer.write(b"Content-Length: 5\r\n\r\n{oops")
    writer.notify("textDocument/didChange", {"textDocument": 7})
    writer.notify("postlint/unknown", {})
    assert codes(writer.change(draft, post_of(body=FILLER))) == ["TX701"]
    assert writer.is_alive()
    log = writer.expect_in_log("Expecting property name", "Unable to deserialize", "postlint/unknown")
    # what the library says of messages that are none; a handler of ours would be named
    assert [line for line in log if line.startswith(("postlint server: _", "postlint server: check"))] == []


CRASH = """
from postlint.engine import session
from postlint.model.report import Crash
lint_post = session.lint_post
def crash(post, desk, shown):
    if "Oops" in post.text:
        raise ValueError("half a pie")
    crashes = (Crash("missing-image", shown, "no pie"),) if "Ouch" in post.text else ()
    return lint_post(post, desk, shown=shown)._replace(crashes=crashes)
session.lint_post = crash
"""


def test_a_fault_of_ours_is_told(site: Path, quay: Path) -> None:
    with client_of(prelude=CRASH) as editor:
        editor.initialize(site, **ABILITIES)
        (fault,) = editor.open(quay, post_of("Oops", body=FILLER))
        assert fault["message"] == "checking failed; the log of the server says why"
        editor.expect_in_log("ValueError: half a pie")
        fault, found = editor.change(quay, post_of("Ouch", body=FILLER))
        assert "missing-image" in fault["message"]
        assert found["code"] == "TX701"
        editor.expect_in_log("no pie")
        assert codes(editor.change(quay, post_of(body=FILLER))) == ["TX701"]


def test_folders_that_cannot_be_checked(site: Path, quay: Path) -> None:
    prelude = (
        "import sys\nfrom postlint.lsp import surveying\n"
        "surveying._COMMAND = (sys.executable, '-c', 'print(1)')"
    )
    with client_of(prelude=prelude) as editor:
        editor.initialize(site, **ABILITIES)
        editor.expect_in_log("the folders could not be checked")
        assert codes(editor.open(quay, post_of(body=FILLER))) == ["TX701"]


def test_a_text_that_is_too_long(writer: Client, draft: Path) -> None:
    (found,) = writer.open(draft, "a" * 2_000_001)
    assert "is not checked while it is written" in found["message"]


def test_what_is_no_post_is_left_alone(writer: Client, school: Path) -> None:
    post = school / "_posts" / "2025-03-12-a.md"
    (school / "postlint.toml").write_text('exclude = ["_posts/2025-03-12*"]\n')
    assert writer.open(post, post_of(body=FILLER)) == []
    assert writer.actions(post, {"start": AT_FILLER, "end": AT_FILLER}) == []
    configuration = school / "postlint.toml"
    document = {"uri": configuration.as_uri(), "languageId": "toml", "version": 1, "text": f"{FILLER}\n"}
    writer.notify("textDocument/didOpen", {"textDocument": document})
    assert writer.hover(configuration, 0, 8) == ""
    assert writer.actions(configuration, {"start": AT_FILLER, "end": AT_FILLER}) == []
    assert writer.open(school / "a.md", f"{FILLER}\n") != []  # all that was said before has been heard now
    told = [each["params"]["uri"] for each in writer.heard if "uri" in each["params"]]
    assert configuration.as_uri() not in told


def test_a_document_without_a_file(writer: Client) -> None:
    document = {"uri": "untitled:Untitled-1", "languageId": "markdown", "version": 1, "text": f"{FILLER}\n"}
    writer.notify("textDocument/didOpen", {"textDocument": document})
    said = writer.wait_for("textDocument/publishDiagnostics")
    assert codes(said["diagnostics"]) == ["TX701"]


@pytest.mark.parametrize(
    "uri",
    [
        "file:///c%3A/blog/a.md",  # as VS Code writes it on Windows
        "file:///blog/My%20blog%20%C3%A9/a.md",
        "file:///blog/My%20blog%20%c3%a9/a.md",
        "file:///blog/My%20blog%20é/a.md",
        "file:///blog/100%25/%5Bid%5D.md",
    ],
)
def test_an_address_is_used_as_the_editor_writes_it(editor: Client, uri: str) -> None:
    def is_told(message: dict[str, Any]) -> bool:
        found = message["params"]["diagnostics"] if message.get("method") == PUBLISHED else []
        return codes(found) == ["TX701"] and bool(message["params"]["uri"] == uri)

    document = {"uri": uri, "languageId": "markdown", "version": 1, "text": f"{FILLER}\n"}
    editor.notify("textDocument/didOpen", {"textDocument": document})
    editor.wait(is_told)
    assert editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": AT_FILLER}) is not None
    editor.notify("textDocument/didSave", {"textDocument": {"uri": uri}})  # all are checked again
    editor.wait(is_told)
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    editor.wait(lambda message: message.get("params") == {"uri": uri, "diagnostics": []})


# the command


def test_it_says_who_it_is_and_ends_when_told(site: Path) -> None:
    messages = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **message}).encode() for message in messages]
    said = subprocess.run(
        [sys.executable, "-m", "postlint", "server"],
        input=b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies),
        capture_output=True,
        cwd=site,
        timeout=30,
        check=True,
    )
    assert said.stderr == b""
    assert f'"version": "{__version__}"'.encode() in said.stdout


def test_without_pygls(tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('no pygls', name='pygls')\n")
    said = subprocess.run(
        [sys.executable, "-m", "postlint", "server"],
        capture_output=True,
        text=True,
        timeout=30,
        env={"PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert said.returncode == 2
    assert said.stderr == "postlint: the language server needs pygls: pip install 'postlint[lsp]'\n"


def test_a_check_loads_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("It opens.\n")
    code = (
        "import sys\nfrom postlint.cli import main\n"
        f"try: main(['check', {str(tmp_path)!r}])\nexcept SystemExit: pass\n"
        "sys.exit('pygls' in sys.modules or 'asyncio' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], timeout=30, capture_output=True, check=False).returncode
        == 0
    )
