"""Write a site of posts with faults at places that are known.

    python benchmarks/generate_site.py DIR --posts 5000 --seed 1

The posts are as long as real ones are, their paragraphs say different things, and their images are there.
Every third post has one of the faults of `Fault`; `DIR/planted.json` tells which one and where. A post is
the same however many others there are, so that a larger site begins with the posts of a smaller one.
"""

from __future__ import annotations

import argparse
import json
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from math import exp
from pathlib import Path
from random import Random
from typing import NamedTuple

from prose import Writer

PLANTED = "planted.json"

# Characters of a post: their logarithms are spread like this over eight sites with 16,800 pages, from
# a blog with 750 posts to the reference of a language with 9,700 pages.
MEAN, DEVIATION = 7.65, 1.12
SHORTEST, LONGEST = 500, 60_000

FIRST_DAY, POSTS_A_DAY, DAYS = date(2005, 1, 3), 16, 7000
POSTS_AN_IMAGE = 4

#: of so many posts in a row each third has a fault, each time another one
ROUND = 33
#: how far back the post stands that one takes its text from; neither has a fault of its own
BACK_FOR_PARAGRAPH, BACK_FOR_POST = 7, 11

CONFIGURATION = "title: The Harbour Letter\nurl: https://harbour.example\n"


class Fault(StrEnum):
    """What is wrong with a post, in the order in which the faults are planted."""

    MISSING_FIELD = "missing field"
    MOJIBAKE = "mojibake"
    MISSING_IMAGE = "missing image"
    MISSING_FRONT_IMAGE = "missing image in front matter"
    IMPOSSIBLE_DATE = "impossible date"
    REPEATED_PARAGRAPH = "repeated paragraph"
    NEARLY_REPEATED_PARAGRAPH = "nearly repeated paragraph"
    FILLER_PHRASE = "filler phrase"
    FILLER_OPENER = "filler opener"
    PARAGRAPH_OF_ANOTHER_POST = "paragraph of another post"
    POST_AGAIN = "post published again"


#: the rules that find each fault
RULES = {
    Fault.MISSING_FIELD: "SC101",
    Fault.MOJIBAKE: "EN502",
    Fault.MISSING_IMAGE: "IM401",
    Fault.MISSING_FRONT_IMAGE: "IM402",
    Fault.IMPOSSIBLE_DATE: "DT201",
    Fault.REPEATED_PARAGRAPH: "DU601",
    Fault.NEARLY_REPEATED_PARAGRAPH: "DU602",
    Fault.FILLER_PHRASE: "TX702",
    Fault.FILLER_OPENER: "TX701",
    Fault.PARAGRAPH_OF_ANOTHER_POST: "DU606",
    Fault.POST_AGAIN: "DU607",
}


class Planted(NamedTuple):
    """One fault: `line` is 0 where all of the post is meant; `like` is the post it repeats, or ""."""

    path: str
    line: int
    fault: Fault
    code: str
    like: str = ""


class Draft(NamedTuple):
    """A post that is not written yet. `paragraphs` tells which of the blocks are paragraphs of prose."""

    number: int
    seed: int
    front: dict[str, str]
    blocks: list[str]
    paragraphs: list[int]

    @property
    def text(self) -> str:
        front = "".join(f"{key}: {value}\n" for key, value in self.front.items())
        return f"---\n{front}---\n\n" + "\n\n".join(self.blocks) + "\n"

    @property
    def path(self) -> str:
        day = day_of(self.number)
        words = re.findall(r"[a-z]+", self.front["title"].lower())
        return f"_posts/{day.year}/{day}-{'-'.join(words[:6])}-{self.number}.md"


class Spoiled(NamedTuple):
    """What was done to a draft: the text to find it by, "" for all of the post, and the post it repeats."""

    culprit: str
    like: str = ""


def main() -> None:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--posts", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    planted = generate(given.folder, given.posts, given.seed)
    print(f"{given.posts} posts below {given.folder}, {len(planted)} of them with a fault")
    for fault, count in Counter(each.fault for each in planted).items():
        print(f"{count:>8}  {RULES[fault]}  {fault}")


def generate(folder: Path, posts: int, seed: int = 1, *, first: int = 0) -> list[Planted]:
    """Write the posts from number `first` up to number `posts`; those before it must stand there already.

    Gives the faults of the posts written. `planted.json` lists those of the whole site.
    """
    listed = folder / PLANTED
    before = json.loads(listed.read_text(encoding="utf-8")) if first else []
    _write(folder / "_config.yml", CONFIGURATION.encode())
    planted: list[Planted] = []
    for number in range(first, posts):
        if number % POSTS_AN_IMAGE == 0:
            _write(folder / image_of(number).lstrip("/"), _picture(number))
        path, text, fault = written(number, seed)
        _write(folder / path, text.encode())
        if fault is not None:
            planted.append(fault)
    every = [*before, *(each._asdict() for each in planted)]
    _write(listed, json.dumps(every, ensure_ascii=False, indent=1).encode())
    return planted


def written(number: int, seed: int) -> tuple[str, str, Planted | None]:
    """Path and text of the post of this number, and the fault in it if there is one."""
    post = draft(number, seed)
    fault = fault_of(number)
    if fault is None:
        return post.path, post.text, None
    culprit, like = SPOIL[fault](post)
    line = post.text.count("\n", 0, post.text.rindex(culprit)) + 1 if culprit else 0
    return post.path, post.text, Planted(post.path, line, fault, RULES[fault], like)


def draft(number: int, seed: int) -> Draft:
    """A post without fault."""
    rng = Random(f"{seed} {number}")
    writer = Writer(rng, has_curly_quotes=number % 3 == 0)
    image = image_of(number)
    front = {
        "layout": "post",
        "title": json.dumps(writer.title(), ensure_ascii=False),
        "date": day_of(number).isoformat(),
        "author": writer.name(),
        "excerpt": json.dumps(writer.sentence(), ensure_ascii=False),
        "image": image,
        "tags": json.dumps(sorted({writer.word("noun") for _ in range(rng.randint(1, 4))})),
    }
    length = min(max(int(exp(rng.gauss(MEAN, DEVIATION))), SHORTEST), LONGEST)
    return Draft(number, seed, front, *writer.body(length, image))


def fault_of(number: int) -> Fault | None:
    place, rest = divmod(number % ROUND, 3)
    return tuple(Fault)[place] if rest == 2 else None


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=number // POSTS_A_DAY % DAYS)


def image_of(number: int) -> str:
    """The image that this post and its neighbours show."""
    number -= number % POSTS_AN_IMAGE
    return f"/assets/images/{day_of(number).year}/{number}.png"


def _without_author(post: Draft) -> Spoiled:
    del post.front["author"]
    return Spoiled("")


def _garbled(post: Draft) -> Spoiled:
    # an apostrophe in UTF-8, read as Windows-1252
    return _begin(post, f"The harbour{'’'.encode().decode('cp1252')}s clock was late. ")


def _with_lost_image(post: Draft) -> Spoiled:
    culprit = f"/assets/images/lost-{post.number}.png"
    post.blocks.append(f"![A boat at low tide]({culprit})")
    return Spoiled(culprit)


def _with_lost_front_image(post: Draft) -> Spoiled:
    post.front["image"] = f"/assets/images/lost-{post.number}.png"
    return Spoiled(post.front["image"])


def _on_no_day(post: Draft) -> Spoiled:
    post.front["date"] = f"{day_of(post.number).year}-02-30"
    return Spoiled(f"date: {post.front['date']}")


def _with_repeat(post: Draft) -> Spoiled:
    return _append(post, post.blocks[post.paragraphs[0]])


def _with_near_repeat(post: Draft) -> Spoiled:
    return _append(post, _varied(post.blocks[post.paragraphs[0]]))


def _with_filler(post: Draft) -> Spoiled:
    return _begin(post, "It is important to note that the ferry is late. ")


def _with_filler_opener(post: Draft) -> Spoiled:
    return _begin(post, "According to new developments, the ferry is late. ")


def _with_paragraph_of_another(post: Draft) -> Spoiled:
    other = draft(post.number - BACK_FOR_PARAGRAPH, post.seed)
    spoiled = _append(post, _varied(other.blocks[other.paragraphs[0]]))
    return spoiled._replace(like=other.path)


def _again(post: Draft) -> Spoiled:
    """The text of another post below a title, date and excerpt of its own."""
    other = draft(post.number - BACK_FOR_POST, post.seed)
    post.blocks[:] = other.blocks
    return Spoiled("", other.path)


SPOIL: dict[Fault, Callable[[Draft], Spoiled]] = {
    Fault.MISSING_FIELD: _without_author,
    Fault.MOJIBAKE: _garbled,
    Fault.MISSING_IMAGE: _with_lost_image,
    Fault.MISSING_FRONT_IMAGE: _with_lost_front_image,
    Fault.IMPOSSIBLE_DATE: _on_no_day,
    Fault.REPEATED_PARAGRAPH: _with_repeat,
    Fault.NEARLY_REPEATED_PARAGRAPH: _with_near_repeat,
    Fault.FILLER_PHRASE: _with_filler,
    Fault.FILLER_OPENER: _with_filler_opener,
    Fault.PARAGRAPH_OF_ANOTHER_POST: _with_paragraph_of_another,
    Fault.POST_AGAIN: _again,
}


def _begin(post: Draft, words: str) -> Spoiled:
    """Put a sentence in front of the last paragraph."""
    post.blocks[post.paragraphs[-1]] = words + post.blocks[post.paragraphs[-1]]
    return Spoiled(words)


def _append(post: Draft, block: str) -> Spoiled:
    post.blocks.append(block)
    return Spoiled(block)


def _varied(paragraph: str) -> str:
    """The paragraph with one word more, as a copy that somebody went over."""
    words = paragraph.split(" ")
    return " ".join([*words[:-8], "also", *words[-8:]])


def _picture(number: int) -> bytes:
    """A PNG file of one grey pixel (https://www.w3.org/TR/png-3/)."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes((0, number % 256)))),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


if __name__ == "__main__":
    main()
