"""Which folders of a site get a schema of their own."""

from __future__ import annotations

from postlint.model.values import Json
from postlint.schema.inferring.records import Sample
from postlint.schema.inferring.sections import sections_of

NEWS: dict[str, Json] = {"title": "a", "date": "2025-01-02", "author": "Ann"}
GUIDE: dict[str, Json] = {"title": "a", "weight": 1}


def folder(name: str, values: dict[str, Json], number: int = 12) -> list[Sample]:
    return [Sample(f"{name}/{count}.md", values) for count in range(number)]


def found(*samples: list[Sample]) -> list[tuple[str, tuple[str, ...], int]]:
    sections = sections_of([sample for each in samples for sample in each])
    return [(section.main_folder, section.folders, len(section.samples)) for section in sections]


def test_folders_with_other_fields() -> None:
    news, guides = folder("content/news", NEWS, 20), folder("content/guides", GUIDE)
    assert found(guides, news) == [("content", ("content",), 20), ("content/guides", ("content/guides",), 12)]


def test_folders_with_the_same_fields() -> None:
    assert found(folder("a/b/x", NEWS), folder("a/b/y", NEWS)) == [("a/b", ("a/b",), 24)]


def test_one_field_more_makes_no_other_sort() -> None:
    assert len(found(folder("news", NEWS), folder("sport", {**NEWS, "lead": "b"}))) == 1


def test_fields_that_are_empty_are_none() -> None:
    empty: dict[str, Json] = {"title": "a", "date": "", "author": None}
    assert len(found(folder("news", NEWS), folder("drafts", empty))) == 2


def test_too_few_posts_are_no_sort_of_their_own_and_go_with_those_like_them() -> None:
    sections = found(
        folder("news", NEWS, 30), folder("guides", GUIDE), folder("faq", GUIDE, 3), folder("sport", NEWS, 3)
    )
    assert sections == [("", ("",), 33), ("guides", ("faq", "guides"), 15)]


def test_posts_in_no_folder_are_of_the_first_sort() -> None:
    guides = [Sample(f"content/{number}.md", GUIDE) for number in range(12)]
    assert found(folder("content/news", NEWS, 30), guides) == [
        ("content", ("content",), 12),
        ("content/news", ("content/news",), 30),
    ]
    few = guides[:3]
    assert found(folder("content/news", NEWS, 30), folder("content/faq", GUIDE), few) == [
        ("content", ("content",), 33),
        ("content/faq", ("content/faq",), 12),
    ]


def test_what_the_configuration_gives_counts() -> None:
    given = [Sample(f"b/{n}.md", {"title": "a"}, frozenset({"date", "author"})) for n in range(12)]
    assert len(found(folder("a", NEWS), given)) == 1


def test_every_post_is_in_one_section() -> None:
    samples = [*folder("a", NEWS), *folder("b", GUIDE), *folder("c", {"x": 1}, 2), Sample("d.md", {})]
    sections = sections_of(samples)
    assert sorted(sample.path for section in sections for sample in section.samples) == sorted(
        sample.path for sample in samples
    )
