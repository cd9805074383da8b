"""Words by what they do to a paragraph: carry no meaning, tell things apart, or stand against each other."""

from __future__ import annotations


def group_of(words: str) -> frozenset[str]:
    """The words of a text in which blanks and line breaks stand between them."""
    return frozenset(words.split())


#: words that carry no meaning of their own: `as a message` and `with the message` say the same
FUNCTION_WORDS = group_of(
    """
    a about also am an and are as at be been being but by can could did do does for from had has have
    having he her him his how i if in into is it its just me more my of on or other our she should so some
    such than that the their them then there these they this those to us very was we were what when where
    which while who will with would you your
    """
)

#: words that take back what is said with them
NEGATIONS = group_of(
    "no nobody none nor not nothing never neither without false untrue wrong deny denied denies unless except"
)

#: words that tell one thing from another: where one of them differs, something else is said
TELLING_WORDS = NEGATIONS | group_of(
    """
    two three four five six seven eight nine ten dozen hundred thousand million billion half both
    first second third fourth fifth sixth seventh eighth ninth tenth last next previous former latter
    earlier later sooner
    above below before after left right top bottom up down off out true false yes
    minimum maximum min max east west north south
    """
)

#: words of programs and forms: another word in the place of one of them says something else
CONTRASTING_WORDS = group_of(
    """
    horizontal vertical horizontally vertically row column width height inner outer upper lower
    static instance default custom optional required local global public private protected
    major minor input output import export read write reading writing open close
    increase decrease mobile desktop web online offline client server internal external
    source target sender receiver parent child key value request response upload download
    enable disable enabled disabled allow deny accept reject include exclude encode decode lock unlock
    """
)

#: words that say something else where they stand for another of the same line
_GROUPS = tuple(
    group_of(line)
    for line in (
        "eastern western northern southern",
        "indoor outdoor indoors outdoors inside outside front back",
        "morning noon afternoon evening night midnight today tomorrow yesterday weekdays weekend",
        "spring summer autumn fall winter",
        "second seconds minute minutes hour hours day days week weeks month months year years",
        "hourly daily weekly monthly yearly annual",
        "all some any few none",
        "few many most",
        "more fewer less least",
        "always often sometimes rarely only",
        "large small big little long short thick thin wide narrow high low deep shallow",
        "fast slow quick quickly slowly",
        "hot cold warm cool",
        "old new young early late",
        "light dark black white red green blue yellow grey brown pink purple orange",
        "begin begins start starts end ends finish finishes stop stops",
        "open opens opened close closes closed",
        "add adds added remove removes removed delete deletes deleted",
        "show shows shown hide hides hidden",
        "arrive arrives arrived leave leaves left join joins joined",
        "win wins won lose loses lost",
        "rise rises rose fall falls fell grow grows grew shrink shrinks shrank",
        "push pushes pushed pull pulls pulled",
        "insert inserts inserted insertion extract extracts extracted extraction",
        "pointer pointers reference references",
        "sine cosine tangent arcsine arccosine arctangent",
        "success failure positive negative odd even",
        "forward backward forwards backwards",
        "man woman boy girl father mother son daughter brother sister",
        "men women boys girls fathers mothers sons daughters brothers sisters",
    )
)
_SYNONYMS = tuple(
    set(pair.split()) for pair in ("begin start", "begins starts", "end finish", "ends finishes", "most many")
)
_GROUP_OF = {word: number for number, group in enumerate(_GROUPS) for word in group}


#: what makes two words contraries in front of the same letters: `privileged` and `nonprivileged`, `including`
#: and `excluding`, `enabled` and `disabled`
_CONTRARY_BEGINNINGS = (
    *(("", beginning) for beginning in ("anti", "de", "dis", "il", "im", "in", "ir", "mis", "non", "un")),
    ("as", "des"),
    ("de", "in"),
    ("dis", "en"),
    ("down", "up"),
    ("ex", "im"),
    ("ex", "in"),
    ("inter", "intra"),
    ("over", "under"),
    ("post", "pre"),
)
_BEGINNINGS = (*_CONTRARY_BEGINNINGS, *((second, first) for first, second in _CONTRARY_BEGINNINGS))
#: letters that the two have in common at the least
_SHORTEST_STEM = 4


def are_contraries(one: str, other: str) -> bool:
    """Whether two words are contraries by the way they begin."""
    return other in contraries_of(one)


def contraries_of(word: str) -> set[str]:
    """The words that a word is a contrary of by the way they begin, whether there are such words or not."""
    return {
        other_beginning + word[len(beginning) :]
        for beginning, other_beginning in _BEGINNINGS
        if len(word) - len(beginning) >= _SHORTEST_STEM and word.startswith(beginning)
    }


def are_of_one_group(one: str, other: str) -> bool:
    """Whether one word in the place of the other says something else: `spring` and `autumn`."""
    group = _GROUP_OF.get(one)
    return group is not None and group == _GROUP_OF.get(other) and {one, other} not in _SYNONYMS
