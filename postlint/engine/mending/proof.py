"""Proves that edits did what they were made for, and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from postlint.engine.mending.edits import Patch
from postlint.model.findings import Diagnostic
from postlint.model.front_matter import Format, FrontMatter
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.report import FileResult
from postlint.model.text import Span
from postlint.model.values import Json, KeyPath, path_text


class State(NamedTuple):
    """A post as it is at one moment, and what is found in it by the rules that look at one post."""

    post: Post
    result: FileResult


def objection(before: State, after: State, patch: Patch, mended: Sequence[Diagnostic]) -> str:
    """What speaks against edits that were to mend some findings, in words that complete "it would …"; ""
    when nothing does."""
    crashed = {crash.rule for crash in before.result.crashes}
    for crash in after.result.crashes:
        if crash.rule not in crashed:
            return f"make the rule {crash.rule} crash"
    return _of_values(before.post, after.post, patch) or _of_findings(before, after, patch, mended)


def _of_findings(before: State, after: State, patch: Patch, mended: Sequence[Diagnostic]) -> str:
    """Whether a finding is still there, or one has come that was not there before."""
    first_unread = _first_unread(before.post, after.post, patch)
    kept = Counter(before.result.diagnostics)
    kept.subtract(mended)
    here = [(found, patch.moved(found.span)) for found in kept.elements()]
    once_here = [(found, patch.moved(found.span)) for found in mended]
    for now in _not_said_before(after.result.diagnostics, here):
        if any(was.code == now.code and place == now.span for was, place in once_here):
            return f"leave {now.code} where it is: {now.message}"
        # of very many places with one fault only some are told one by one, and then come the next
        if any(was.code == now.code and place.touches(now.span) for was, place in here):
            continue
        if any(was.code == now.code and place.touches(now.span) for was, place in once_here):
            return f"leave {now.code} where it is: {now.message}"
        if now.span.start < first_unread:
            return f"bring {now.code}: {now.message}"
    return ""


def _first_unread(before: Post, after: Post, patch: Patch) -> float:
    """From where on in the new text nothing could be found before, since front matter could not be read."""
    if before.front is not None and before.front.values is not None:
        return inf
    if after.front is None:
        return inf
    if after.front.values is not None or before.front is None:
        return 0
    # it is still not to be read, but farther than it was
    return max(span.end for span in patch.new_spans) if patch.new_spans else inf


def _not_said_before(
    found: Iterable[Diagnostic], here: Iterable[tuple[Diagnostic, Span]]
) -> Iterator[Diagnostic]:
    """The findings without those that say what was said before, be it at another place."""
    places: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for was, place in here:
        places[was.code, was.message].append(place)
    moved = []
    for now in found:
        said = places[now.code, now.message]
        same = next((place for place in said if place.touches(now.span)), None)
        if same is None:
            moved.append(now)
        else:
            said.remove(same)
    for now in moved:
        said = places[now.code, now.message]
        if said:
            said.pop()
        else:
            yield now


def _is_near(place: Span, edited: Span) -> bool:
    """Whether an edit writes over a part of a place, or inserts something in it or at its ends."""
    return place.touches(edited) if edited.start == edited.end else place.overlaps(edited)


def _of_values(before: Post, after: Post, patch: Patch) -> str:
    """Whether a value of the front matter is another one though no edit is near it."""
    values, values_after = _values(before), _values(after)
    if values is None:
        return ""
    if values_after is None:
        return "make the front matter unreadable"
    assert before.front is not None
    assert after.front is not None
    for path in _differing(values, values_after):
        was, now = list(_places(before.front, path)), list(_places(after.front, path))
        is_meant = any(_is_near(place, span) for place in was for span in patch.spans)
        # a new field may have come from behind what was taken away
        is_written = Span.overlaps if was else Span.touches
        if not is_meant and not any(is_written(place, span) for place in now for span in patch.new_spans):
            return f"change the value of `{path_text(path)}`"
    return ""


def _values(post: Post) -> Mapping[str, Json] | None:
    return None if post.front is None else post.front.values


def _differing(one: Mapping[str, Json], other: Mapping[str, Json], way: KeyPath = ()) -> Iterator[KeyPath]:
    """The ways to what differs. A list counts as one value: an item that is taken out moves the others."""
    for key in dict.fromkeys((*one, *other)):
        value, other_value = one.get(key), other.get(key)
        if isinstance(value, Mapping) and isinstance(other_value, Mapping):
            yield from _differing(value, other_value, (*way, key))
        elif (key in one) is not (key in other) or not _is_same(value, other_value):
            yield (*way, key)


def _is_same(one: Json, other: Json) -> bool:
    # `True == 1`, and no number that is none is like itself
    return repr(one) == repr(other)


def _places(front: FrontMatter, path: KeyPath) -> Iterator[Span]:
    """Where an entry is written, with its key; nowhere when it is not, or when an alias only repeats it."""
    try:
        whole = Span(front.locate_key(*path[:1]).start, front.locate(*path[:1]).end)
        key, value = front.locate_key(*path), front.locate(*path)
    except KeyError:
        return
    # the parts of a table of TOML may stand far from each other
    if front.format is not Format.YAML or (whole.holds(key) and whole.holds(value)):
        yield Span(key.start, value.end)
