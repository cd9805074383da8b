"""What the name of a field tells of its values."""

from __future__ import annotations

from postlint.model.patterns import late
from postlint.schema.inferring.records import Place

#: words in the names of fields whose values are names of people and things: new ones come all the time, and
#: they have no usual length
NAMES = frozenset(
    {
        "address",
        "author",
        "authors",
        "by",
        "byline",
        "city",
        "company",
        "contact",
        "contributor",
        "contributors",
        "country",
        "creator",
        "creators",
        "editor",
        "editors",
        "guest",
        "guests",
        "guid",
        "host",
        "hosts",
        "id",
        "ids",
        "keyword",
        "keywords",
        "location",
        "manager",
        "name",
        "names",
        "owner",
        "owners",
        "path",
        "people",
        "permalink",
        "person",
        "photographer",
        "place",
        "publisher",
        "reviewer",
        "reviewers",
        "series",
        "slug",
        "source",
        "speaker",
        "speakers",
        "subject",
        "subjects",
        "tag",
        "tags",
        "topics",
        "translator",
        "translators",
        "url",
        "user",
        "username",
        "venue",
        "version",
        "versions",
    }
)

#: words in the names of fields that each post writes anew
PROSE = frozenset(
    {"alt", "caption", "deck", "description", "excerpt", "heading", "subtitle", "summary", "title"}
)

# the words of `ms.author`, `authorName`, `AUTHOR_IDS`
_WORD = late(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def words_of(place: Place) -> set[str]:
    """The words of all names on the way to a value, in lower case."""
    return {word.lower() for key in place if key is not None for word in _WORD.findall(key)}
