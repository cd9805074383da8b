"""A tag that other posts spell in another way.

## Why
Generators make a page of posts for each spelling, and readers who follow one tag see half of them.

## Bad
    File: a.md
    ---
    title: The harbour opens again
    tags: [open-water]
    ---
    File: b.md
    ---
    title: The harbour in winter
    tags: [open-water]
    ---
    File: c.md
    ---
    title: The harbour in spring
    tags: [Open Water]
    ---

## Good
    File: a.md
    ---
    title: The harbour opens again
    tags: [open-water]
    ---
    File: b.md
    ---
    title: The harbour in winter
    tags: [open-water]
    ---

## Limits
Spellings are taken for one tag that differ in letter case, in blanks, hyphens and underscores, or as an
English singular and plural do. The one that most posts use is suggested, of equally frequent ones the
first. Tags are compared with tags and categories with categories, those of one language and version
of the site among themselves. Posts that have expired or lead elsewhere (`redirect_to`) do not count.
Where the schema lists what a tag may be, the schema decides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from postlint.model.across import SiteFinding
from postlint.model.fields import LISTS_OF_WORDS
from postlint.model.findings import Edit, Finding, Fix, Severity
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.model.text import Span
from postlint.model.verdict import Breach
from postlint.rule import OptionSet, WholeSite, option, site_rule
from postlint.sites.base import Site
from postlint.sites.labels import Label, folded, labels_of, place_of_label
from postlint.sites.naming import language_of
from postlint.sites.roles import is_template
from postlint.sites.sections import edition_of
from postlint.sites.visibility import is_withdrawn

# what may replace a word in YAML without quotes: "open water", "c++"; not "no: 1", "#1"
_PLAIN = late(r"[^\W\d][\w+.-]*(?: [\w+.-]+)*")


# what YAML without quotes takes for something else than text
_OTHER_THAN_TEXT = frozenset(("false", "n", "no", "null", "off", "on", "true", "y", "yes"))


class Options(OptionSet):
    fields: tuple[str, ...] = option(LISTS_OF_WORDS, "the fields whose words are compared")
    allow: tuple[str, ...] = option((), "tags that may be spelled as they like")


class Labels(NamedTuple):
    """The words of a post, each with the kind of list it stands in."""

    words: tuple[tuple[str, str], ...]
    language: str | None


def collect(post: Post, site: Site, options: Options) -> Labels | None:
    values = post.front.values if post.front is not None else None
    if not values or (values.keys().isdisjoint(options.fields) and "taxonomies" not in values):
        return None
    words = tuple((label.kind, label.word) for label in labels_of(post, options.fields, site.generator))
    if not words or is_template(post.path, generator=site.generator) or is_withdrawn(post, site):
        return None
    return Labels(words, language_of(values))


@site_rule(
    "SL307",
    severity=Severity.INFO,
    since="0.1.0",
    facts=Labels,
    collect=collect,
    options=Options,
    fixable=True,
)
def compare(whole: WholeSite[Labels], options: Options) -> Iterator[SiteFinding]:
    meant = _meant(whole, options)
    for path, (words, language) in whole.posts if meant else ():
        for word in dict.fromkeys((kind, word) for kind, word in words):
            best = meant.get((_edition(path, language), *word))
            if best is not None:
                yield from _findings(whole, options, path, word, best)


class _Spelling(NamedTuple):
    """The spelling that most posts use, and in how many it stands."""

    word: str
    uses: int


_Edition = tuple[str, str | None]


def _meant(whole: WholeSite[Labels], options: Options) -> dict[tuple[_Edition, str, str], _Spelling]:
    """For each rarer spelling the one that most posts use."""
    uses = Counter(
        (_edition(path, language), kind, word)
        for path, (words, language) in whole.posts
        for kind, word in dict.fromkeys((kind, word) for kind, word in words)
    )
    spellings: defaultdict[tuple[_Edition, str, str], list[str]] = defaultdict(list)
    for edition, kind, word in uses:
        spellings[edition, kind, folded(word)].append(word)
    meant = {}
    for (edition, kind, _), words in spellings.items():
        best = max(words, key=lambda word: uses[edition, kind, word])
        for word in words:
            if word != best and word not in options.allow:
                meant[edition, kind, word] = _Spelling(best, uses[edition, kind, best])
    return meant


def _edition(path: str, language: str | None) -> _Edition:
    return edition_of(path), language


def _findings(
    whole: WholeSite[Labels], options: Options, path: str, word: tuple[str, str], best: _Spelling
) -> Iterator[SiteFinding]:
    post = whole.read(path)
    if post is None:
        return
    labels = list(labels_of(post, options.fields, whole.site.generator))
    is_there_too = any((label.kind, label.word) == (word[0], best.word) for label in labels)
    for label in labels:
        if (label.kind, label.word) != word or _schema_decides(post, label, best.word):
            continue
        place = place_of_label(post, label)
        if place is None:
            continue
        where = "elsewhere" if best.uses == 1 else f"in {best.uses} posts"
        fix = None if is_there_too else _fix(post, label, place, best.word)
        yield SiteFinding(path, Finding(place, f"`{label.word}` is `{best.word}` {where}", fix))


def _fix(post: Post, label: Label, place: Span, word: str) -> Fix | None:
    """The replacement, where the word needs no quotes or stands in some."""
    stands_alone = post.front is not None and post.front.get(*label.path) == label.word
    if not stands_alone and not set(word).isdisjoint(" ,"):
        return None
    is_quoted = post.text[place.start - 1 : place.start] in ("'", '"') and not {'"', "'", "\\"} & set(word)
    if not is_quoted and (_PLAIN.fullmatch(word) is None or word.lower() in _OTHER_THAN_TEXT):
        return None
    return Fix(f"write {word}", (Edit(place, word),), safe=False)


def _schema_decides(post: Post, label: Label, best: str) -> bool:
    """Whether the schema lists the words that the field may hold: it refuses one of the two."""
    if post.verdict is None or post.front is None or post.front.values is None:
        return False
    field = label.path[0]
    if any(violation.path[:1] == (field,) for violation, _ in post.violations(Breach.ENUM)):
        return True
    if not isinstance(field, str):
        return False
    verdict = post.verdict_with({**post.front.values, field: [best]})
    return verdict is not None and any(
        violation.breach is Breach.ENUM and violation.path[:1] == (field,) for violation in verdict.violations
    )
