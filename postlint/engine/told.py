"""Keeps what a rule across posts said, for as long as all is the same that it was said of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from postlint.config.plan import ActiveRule
from postlint.engine.cache import reading_back
from postlint.engine.lint import Desk
from postlint.engine.stored import encoded
from postlint.model.digests import blake2b
from postlint.model.records import NamedTuple, dataclass, field
from postlint.model.values import Json
from postlint.sites.base import Site
from postlint.sites.files import Answer, Question


@dataclass
class Earlier:
    """What is known of a site from the last run, by the code of the rule, and is to be known in the next.

    `kept` is what the rules want to have again, `told` what they said. `rules` stays the same for as long as
    the rules do, and `fingerprint` gives what does so for as long as the same is asked of posts in the same
    way (`engine/fingerprint.py`).
    """

    rules: str
    fingerprint: Callable[[Desk], bytes]
    kept: dict[str, dict[str, Json]] = field(default_factory=dict)
    told: dict[str, bytes] = field(default_factory=dict)


class Facts(NamedTuple):
    """The facts that one rule has of posts, as they are stored: the paths of the posts, what is asked of them
    as a fingerprint, and a record of each."""

    paths: list[str]
    asked: list[bytes]
    records: list[bytes]

    def basis(self, active: ActiveRule, rules: str, site: Site) -> str:
        """A digest of all that a rule is given of the posts, and of all that is asked of it."""
        how = (rules, site.generator, site.asset_roots, *active[1:])
        paths = "\0".join(self.paths).encode("utf-8", "surrogatepass")
        digest = blake2b(repr(how).encode("utf-8", "surrogatepass"), digest_size=16)
        for part in (paths, b"".join(self.asked), b"\n".join(self.records)):
            digest.update(b"%d\0" % len(part))
            digest.update(part)
        return digest.hexdigest()

    def read(self) -> list[Any]:
        """The records. Raises StoredError for what can be none."""
        with reading_back():
            records: list[Any] = json.loads(b"[%s]" % b",".join(self.records))
            if len(records) != len(self.records):
                raise ValueError("a record is no record")
        return records


class Told(NamedTuple):
    """What a rule said. `read` has the digests of the posts that it read, in hexadecimal, and `asked` what it
    asked about the site's files, with the answers; `found` is what `engine/stored.py` makes of findings, each
    with a key that names all that its shape rests on, and with the path of its post."""

    basis: str
    read: Mapping[str, str]
    asked: Sequence[tuple[str, str, Answer]]
    found: Sequence[tuple[str, str, Any]]

    def as_stored(self) -> bytes:
        return encoded(self)

    def holds(self, content_of: Callable[[str], str | None], site: Site) -> bool:
        """Whether all that the rule looked at beside its facts is what it was. `content_of` gives the digest
        of a post in hexadecimal, None where there is no such post."""
        with reading_back():
            return all(content_of(path) == content for path, content in self.read.items()) and all(
                site.answer(Question(about, path)) == answer for about, path, answer in self.asked
            )


def shapes_in(stored: bytes | None) -> dict[str, Any]:
    """The shapes of findings, by the key of each, whatever else has changed since.

    Raises StoredError for bytes that are no such thing.
    """
    if stored is None:
        return {}
    with reading_back():
        return {key: shape for key, _, shape in Told(*json.loads(stored)).found}


def told_before(stored: bytes | None, basis: str) -> Told | None:
    """What a rule said of the same facts; None where it was asked something else.

    Raises StoredError for bytes that are no such thing.
    """
    # to compare the beginning is enough to know that the rest need not be read
    if stored is None or not stored.startswith(b'["%s"' % basis.encode()):
        return None
    with reading_back():
        return Told(*json.loads(stored))
