"""Takes from each paragraph of a post the few numbers by which others like it are found in other posts."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from zlib import adler32, crc32

from postlint.dates import day_of
from postlint.model.patterns import late
from postlint.model.post import Post
from postlint.model.records import NamedTuple
from postlint.prose.candidates import letters_of
from postlint.prose.likeness import inline_code
from postlint.prose.packed import count_packed, packed, unpacked
from postlint.prose.repeats import introduces, is_filler, is_verse, prose_paragraphs

#: keys of a paragraph; the number 0 stands for none
KEYS = 6

#: Letters from which on a piece is taken where they first come up, and up to which where they come up
#: last: an edit spoils the pieces of its own end only. The second of each pair, the last byte of common
#: letters in other scripts, stands in where the first does not come up.
_FROM_FRONT = ((b"b", b"\x87"), (b"w", b"\x9c"), (b"m", b"\xb1"))
_FROM_BACK = ((b"p", b"\x8c"), (b"g", b"\x99"), (b"f", b"\xb2"))
#: bytes in a piece: rare enough among a million paragraphs
_PIECE = 24

#: A paragraph of so many words has at least so many code points for each.
_SHORTEST_WORD = 2
#: bytes beyond one for each code point that make a word in a script without spaces
_BYTES_OF_WORD = 6

#: a link or an image: `[the map](map.html)`, `[the map][map]`; not `[sic]`
_LINK = late(r"!?\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
#: an address that is a link as it stands: `<https://harbour-news.net>`, `<a@b.net>`; not `<a href="b:c">`
#: (https://spec.commonmark.org/0.31.2/#autolinks)
_AUTOLINK = late(r"<(?:[A-Za-z][\w+.-]+:|[^<>\s@]+@)[^<>\s]*>")


_NO_DIGITS = bytes(byte for byte in range(256) if not 48 <= byte <= 57)

#: what ends a sentence in ASCII, and what may stand behind it
_STOPS = ".!"
_CLOSING = " \t\r\n*_\"')]"


class Sketches(NamedTuple):
    """The paragraphs of a post that count, in order.

    Number `i` reaches from `starts[i]` to `ends[i]`, in code points of the text, and has the keys from
    `KEYS * i` on. Equal digests stand for equal paragraphs; paragraphs that are nearly the same have most
    of their keys in common, the same inline code, and the same numbers unless one has none: `codes` and
    `numbers` are digests of these, 0 where there are none. `body` is a digest of the whole body, `subject` of
    the post's file name and title. `day` is when the post appeared.
    """

    day: str
    body: int
    subject: int
    starts: list[int]
    ends: list[int]
    digests: list[int]
    codes: list[int]
    numbers: list[int]
    keys: list[int]

    def packed(self) -> PackedSketches:
        return PackedSketches(
            *self[:3],
            starts=packed("I", self.starts),
            ends=packed("I", self.ends),
            digests=packed("q", self.digests),
            codes=packed("q", self.codes),
            numbers=packed("I", self.numbers),
            keys=packed("I", self.keys),
        )


class Columns(NamedTuple):
    """The lists of `Sketches` that are only looked at where another post has something like it."""

    starts: array[int]
    ends: array[int]
    codes: array[int]
    numbers: array[int]


class PackedSketches(NamedTuple):
    """`Sketches` as they are stored: each list is one text."""

    day: str
    body: int
    subject: int
    starts: str
    ends: str
    digests: str
    codes: str
    numbers: str
    keys: str

    @property
    def paragraphs(self) -> int:
        """How many there are."""
        return count_packed("q", self.digests)

    def read_digests(self) -> array[int]:
        return unpacked("q", self.digests)

    def read_columns(self) -> Columns:
        return Columns(
            unpacked("I", self.starts),
            unpacked("I", self.ends),
            unpacked("q", self.codes),
            unpacked("I", self.numbers),
        )


def read_keys(posts: Iterable[PackedSketches]) -> array[int]:
    """The keys of many posts, one after the other."""
    # the keys of a paragraph fill whole groups of three bytes, so that no text ends in a padding
    return unpacked("I", "".join([post.keys for post in posts]))


def sketch_paragraphs(post: Post, min_words: int) -> Sketches:
    """Sketches of the paragraphs with so many words; ask for it with `post.once`.

    Left out is what is repeated by design or is no prose: what introduces code or a list, lines of links,
    verses, questions, names, tags of templates, pages of filler text.
    """
    body, subject = digest_of(post.text[post.body_start :].strip()), digest_of(subject_of(post))
    sketches = Sketches(post.once(day_of), body, subject, [], [], [], [], [], [])
    for paragraph in post.once(prose_paragraphs):
        block = paragraph.block
        start, end = block.text_start, block.span.end
        if end - start < _SHORTEST_WORD * min_words:
            continue
        written = post.text[start:end]
        if (
            _words(written) >= min_words
            and _is_sentence(written)
            and not _is_mostly_links(written)
            and not (introduces(post, paragraph, written) or is_verse(written))
        ):
            sketches.starts.append(start)
            sketches.ends.append(end)
            sketches.digests.append(digest_of(written))
            sketches.codes.append(_code_in(written) if "`" in written else 0)
            sketches.numbers.append(_numbers_in(written))
            sketches.keys.extend(keys_of(written))
    if sketches.starts and is_filler(post):
        return Sketches(sketches.day, body, subject, [], [], [], [], [], [])
    return sketches


def subject_of(post: Post) -> str:
    """What a post says it is about, in small letters: its file name and its title."""
    title = post.front.get("title") if post.front is not None else None
    return f"{post.path.rpartition('/')[2]} {title if isinstance(title, str) else ''}".casefold()


def _is_sentence(text: str) -> bool:
    """Whether a paragraph ends as sentences do, and does not begin with a template's tag; what else stands
    between blank lines is a list of names, code in a shortcode, or a signature."""
    end = text.rstrip(_CLOSING)[-1:]
    return (end in _STOPS or not end.isascii()) and not text.startswith(("{%", "{{"))


def digest_of(text: str) -> int:
    """A number below 2 ** 63 that another text will not have, the same in every process."""
    encoded = text.encode("utf-8", "surrogatepass")
    return (crc32(encoded) << 31) ^ adler32(encoded)


def _code_in(text: str) -> int:
    return digest_of("".join(inline_code(text)))


def _numbers_in(text: str) -> int:
    digits = text.encode("utf-8", "surrogatepass").translate(None, _NO_DIGITS)
    return crc32(digits) if digits else 0


def keys_of(paragraph: str) -> list[int]:
    """The keys of one paragraph, in fixed places."""
    letters = letters_of(paragraph)
    find, rfind = letters.find, letters.rfind
    keys = []
    for anchor, other in _FROM_FRONT:
        at = find(anchor)
        if at < 0:
            at = find(other)
        keys.append(crc32(letters[at : at + _PIECE]) if at >= 0 else 0)
    for anchor, other in _FROM_BACK:
        end = rfind(anchor) + 1 or rfind(other) + 1
        keys.append(crc32(letters[max(0, end - _PIECE) : end]) if end else 0)
    return keys


def has_link(text: str) -> bool:
    """Whether there is a link in a piece of Markdown, or the end of one that begins before it."""
    return "](" in text or "][" in text or ("<" in text and _AUTOLINK.search(text) is not None)


def _is_mostly_links(text: str) -> bool:
    """Whether more words stand in links than outside of them."""
    if not has_link(text):
        return False
    # the spaces between links are no words
    outside = _words(" ".join(_AUTOLINK.sub("", _LINK.sub("", text)).split()))
    return outside * 2 < _words(text)


def _words(text: str) -> int:
    """About as many words as a text has."""
    words = text.count(" ") + text.count("\n") + 1
    if text.isascii():
        return words
    return max(words, (len(text.encode("utf-8", "surrogatepass")) - len(text)) // _BYTES_OF_WORD)
