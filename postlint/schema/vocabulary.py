"""The keywords there are, so that a mistyped one in a schema does not pass for a remark."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from postlint.model.hints import with_question
from postlint.schema.dialects import DIALECTS, Dialect
from postlint.schema.documents import Fault
from postlint.schema.gathering import Gathering
from postlint.schema.metaschema import validator_of
from postlint.schema.words import NEAR_CHOICE, choice, nearest

#: keywords that other tools read: Visual Studio Code, ajv, json-schema-to-typescript, OpenAPI, JSON
#: editors, tombi; `x-…` is free for all by custom
_OF_OTHER_TOOLS = frozenset(
    """
    allowComments allowTrailingCommas completionDetail defaultSnippets deprecationMessage disallowComments
    doNotSuggest enumDescriptions enumDetails enumItemLabels errorMessage markdownDeprecationMessage
    markdownDescription markdownEnumDescriptions patternErrorMessage suggestSortText
    instanceof transform typeof uniqueItemProperties
    tsEnumNames tsType
    discriminator example externalDocs nullable xml
    enumNames options propertyOrder
    """.split()  # noqa: SIM905 - one a line would be a page
)


def unknown_keywords(gathering: Gathering) -> Iterator[Fault]:
    """A fault for each key of a schema that neither its draft nor another tool knows.

    The standard lets them pass (core specification, section 6.5), and they do nothing.
    """
    dialect = gathering.dialect
    known = keywords_of(dialect)
    for document, place, schema in gathering.places.values():
        for keyword in schema if isinstance(schema, dict) else ():
            if keyword not in known | _OF_OTHER_TOOLS and not keyword.startswith("x-"):
                yield Fault(document, (*place, keyword), _said_of(keyword, dialect))


def _said_of(keyword: str, dialect: Dialect) -> str:
    drafts = [other.name for other in DIALECTS if keyword in keywords_of(other)]
    if drafts:
        return f"`{keyword}` does nothing in {dialect.name}: it is a keyword of {choice(drafts)}"
    message = f"`{keyword}` is no keyword of {dialect.name} and does nothing"
    near = nearest(keyword, sorted(keywords_of(dialect)), closeness=NEAR_CHOICE)
    return with_question(message, near and f"`{near}`")


@cache
def keywords_of(dialect: Dialect) -> frozenset[str]:
    """The keywords that a draft's metaschema describes, those for remarks included."""
    from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]

    metaschema: Any = validator_of(dialect).META_SCHEMA
    resolver = REGISTRY.resolver(metaschema.get("$id", ""))
    parts = [metaschema, *(resolver.lookup(part["$ref"]).contents for part in metaschema.get("allOf", ()))]
    described = {
        keyword: schema for part in reversed(parts) for keyword, schema in part.get("properties", {}).items()
    }
    # the newer drafts describe what older ones had, so that nobody gives it another meaning
    applied = validator_of(dialect).VALIDATORS.keys()
    gone = {"$recursiveAnchor", "$recursiveRef", "dependencies"} - applied
    # these were added to the later drafts, and editors show them in all
    return (
        frozenset(described) - gone
        | applied
        | {"$comment", "deprecated", "examples", "readOnly", "writeOnly"}
    )
