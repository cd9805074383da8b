"""What a configuration file may hold, and what is said of one that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from postlint.config.load import load_config
from postlint.config.model import Config, Level, OptionValue, Override, SchemaChoice, Selection, Settings
from postlint.errors import ConfigError
from postlint.model.findings import Severity
from postlint.phrases.model import Phrase, Scope
from postlint.rule import Rule

Write = Callable[[str, str], Path]

WHOLE = """\
generator = "jekyll"
schema = "post"
select = ["TX"]
extend-select = ["DT205"]
ignore = ["TX702"]
exclude = ["_site/**", "!_site/keep.md"]
posts = ["_posts/**"]
asset-roots = ["static"]

[severity]
DT201 = "error"
repeat = "off"

[rules.filler-phrase]
packs = ["default", "buzzwords"]
is-strict = true

[[overrides]]
paths = ["_drafts/**"]
schema = "draft.schema.json"
ignore = ["DT"]
severity.DU601 = "info"
rules.TX702.at-least = 5

[[phrases]]
match = "utilize"
replace = "use"
scope = ["title", "body"]

[[phrases]]
pattern = '\\bvery \\w+'
message = "say it plainly"
severity = "info"
case-sensitive = true
name = "very"
"""


def faults_of(path: Path, rules: tuple[Rule, ...]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(path, rules)
    return str(caught.value).split("\n")


def test_every_key_reaches_the_record(site: Path, write: Write, rules: tuple[Rule, ...]) -> None:
    write("draft.schema.json", "{}")
    path = write("postlint.toml", WHOLE)
    assert load_config(path, rules) == Config(
        root=site,
        path=path,
        files=(path,),
        generator="jekyll",
        exclude=("_site/**", "!_site/keep.md"),
        posts=("_posts/**",),
        asset_roots=("static",),
        settings=(
            Settings(
                schema=SchemaChoice("post", site),
                selection=Selection(("TX",), ("DT205",), ("TX702",)),
                levels=(Level("DT201", Severity.ERROR), Level("DU601", None)),
                options=(
                    OptionValue("TX702", "packs", ("default", "buzzwords")),
                    OptionValue("TX702", "is_strict", True),
                ),
            ),
        ),
        overrides=(
            Override(
                ("_drafts/**",),
                Settings(
                    schema=SchemaChoice("draft.schema.json", site),
                    selection=Selection(ignore=("DT",)),
                    levels=(Level("DU601", Severity.INFO),),
                    options=(OptionValue("TX702", "at_least", 5),),
                ),
            ),
        ),
        phrases=(
            Phrase("utilize", replacement="use", scopes=(Scope.TITLE, Scope.BODY)),
            Phrase(
                r"\bvery \w+",
                severity=Severity.INFO,
                scopes=(Scope.TITLE, Scope.EXCERPT, Scope.HEADING, Scope.BODY),
                reason="say it plainly",
                case_sensitive=True,
                name="very",
                is_pattern=True,
            ),
        ),
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "\ufeff\r\n"], ids=["empty", "comment", "mark and CRLF"])
def test_a_file_may_say_nothing(site: Path, write: Write, rules: tuple[Rule, ...], text: str) -> None:
    path = write("postlint.toml", text)
    assert load_config(path, rules) == Config(site, path, (path,), settings=(Settings(),))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        # keys
        ('ingore = ["TX"]\n', "1:1: unknown key `ingore`: did you mean `ignore`?"),
        ('\n  Ignore = ["TX"]\n', "2:3: unknown key `Ignore`: did you mean `ignore`?"),
        ("qqqqqq = 1\n", "1:1: unknown key `qqqqqq`"),
        ("[serverity]\n", "1:2: unknown key `serverity`: did you mean `severity`?"),
        ('[[overrides]]\npaths = ["a"]\nposts = ["a"]\n', "3:1: unknown key `posts`: did you mean `paths`?"),
        (
            '[[phrases]]\nmatch = "a"\nreplacement = "b"\n',
            "3:1: unknown key `replacement`: did you mean `replace`?",
        ),
        ("[[phrases]]\nregex = 'a'\n", "2:1: unknown key `regex`: did you mean `pattern`?"),
        # types
        ('ignore = "TX"\n', '1:10: `ignore` must be a list, not "TX"'),
        (
            "\tignore = [1]\n",
            "1:12: `ignore[0]` must be a rule's code or name, or the beginning of a code, not 1",
        ),
        ("exclude = ['a', '']\n", '1:17: `exclude[1]` must be a glob, not ""'),
        ("posts = ['[z-a]']\n", "1:10: `[z-a]` is not a glob: bad character range z-a"),
        ("schema = true\n", "1:10: `schema` must be text, not true"),
        ("schema = ''\n", "1:10: `schema` is empty"),
        ("schema = 'psot'\n", "1:10: no schema is called “psot”: did you mean post?"),
        (
            "[[overrides]]\npaths = ['a']\nschema = 'weather.yaml'\n",
            "3:10: no schema file at “weather.yaml”",
        ),
        ("severity = 1\n", "1:12: `severity` must be a table, not 1"),
        ("rules = []\n", "1:9: `rules` must be a table, not a list"),
        ("[phrases]\nmatch = 'a'\n", "1:1: `phrases` must be a list, not a table"),
        ("overrides = ['a']\n", '1:14: `overrides[0]` must be a table, not "a"'),
        (
            "generator = 'jekyl'\n",
            (
                "1:13: `generator` must be one of `astro`, `docusaurus`, `eleventy`, `gatsby`, `hexo`, "
                "`hugo`, `jekyll`, `mkdocs`, `nikola`, `pelican`, `quarto`, `vitepress`, `zola`, `none`, "
                'not "jekyl": did you mean `jekyll`?'
            ),
        ),
        # rules
        ('select = ["TX", "TX799"]\n', "1:17: no rule is called `TX799`; did you mean `TX701`?"),
        (
            'ignore = ["filler-phrases"]\n',
            "1:11: no rule is called `filler-phrases`; did you mean `filler-phrase`?",
        ),
        ('[severity]\nrepeats = "off"\n', "2:1: no rule is called `repeats`; did you mean `repeat`?"),
        ('[severity]\nTX = "off"\n', "2:1: no rule is called `TX`"),
        (
            '[severity]\nrepeat = "fatal"\n',
            '2:10: `severity.repeat` must be one of `error`, `warning`, `info`, `off`, not "fatal"',
        ),
        ('[severity]\nrepeat = "off"\nDU601 = "info"\n', "3:1: `DU601` and `repeat` are the same rule"),
        ("[rules.filler-phase]\n", "1:8: no rule is called `filler-phase`; did you mean `filler-phrase`?"),
        # options
        ("[rules.filler-phrase]\npack = []\n", "2:1: unknown option `pack`: did you mean `packs`?"),
        ("[rules.filler-phrase]\nat_least = 1\n", "2:1: unknown option `at_least`: did you mean `at-least`?"),
        ("[rules.repeat]\nanything = 1\n", "2:1: unknown option `anything`"),
        ("[rules.user-phrase]\nphrases = []\n", "2:1: unknown option `phrases`"),
        ("rules.filler-phrase.packs = 'a'\n", '1:29: `rules.filler-phrase.packs` must be a list, not "a"'),
        ("rules.TX702.allow = ['a', 1]\n", "1:27: `rules.TX702.allow[1]` must be text, not 1"),
        ("rules.TX702.at-least = true\n", "1:24: `rules.TX702.at-least` must be a whole number, not true"),
        ("rules.TX702.at-least = 1.5\n", "1:24: `rules.TX702.at-least` must be a whole number, not 1.5"),
        ("rules.TX702.ratio = 'a'\n", '1:21: `rules.TX702.ratio` must be a number, not "a"'),
        ("rules.TX702.is-strict = 1\n", "1:25: `rules.TX702.is-strict` must be true or false, not 1"),
        ("rules.TX702.language = 1\n", "1:24: `rules.TX702.language` must be text, not 1"),
        (
            "rules.TX702.style = 'shrt'\n",
            '1:21: `rules.TX702.style` must be one of `long`, `short`, not "shrt": did you mean `short`?',
        ),
        (
            "rules.TX702.packs = ['default', 'buzzword']\n",
            (
                "1:33: `rules.TX702.packs[1]` must be one of `default`, `buzzwords`, "
                'not "buzzword": did you mean `buzzwords`?'
            ),
        ),
        # overrides
        ("[[overrides]]\nignore = ['TX']\n", "1:1: `paths` is missing"),
        ("[[overrides]]\npaths = []\n", "2:9: `overrides[0].paths` is empty"),
        (
            "[[overrides]]\npaths = ['a']\n[[overrides]]\npaths = ['b']\nrules.TX702.at-least = 'c'\n",
            '5:24: `overrides[1].rules.TX702.at-least` must be a whole number, not "c"',
        ),
        # phrases
        (
            "[[phrases]]\nreplace = 'b'\n",
            "1:1: a phrase has either `match` or `pattern`, this one has neither",
        ),
        (
            "[[phrases]]\nmatch = 'a'\npattern = 'b'\n",
            "1:1: a phrase has either `match` or `pattern`, this one has both",
        ),
        (
            "[[phrases]]\nmatch = 'a'\n[[phrases]]\npattern = '(a'\n",
            "4:11: the phrase pattern “(a” is no regular expression: missing ) at position 2",
        ),
        pytest.param(
            f"[[phrases]]\npattern = '{'(' * 5000}{')' * 5000}'\n",
            "2:11: a regular expression with too many brackets inside each other",
            id="deep brackets",
        ),
        ("[[phrases]]\npattern = 'a*'\n", "2:11: `a*` matches the empty text"),
        (
            "[[phrases]]\npattern = '(a)b'\nreplace = '\\1'\n",
            "3:11: `replace` is written as it stands and cannot hold a group of the pattern",
        ),
        ("[[phrases]]\nmatch = ''\n", "2:9: `phrases[0].match` is empty"),
        ("[[phrases]]\nmatch = 'a'\nscope = []\n", "3:9: `phrases[0].scope` is empty"),
        (
            "[[phrases]]\nmatch = 'a'\nscope = ['titel']\n",
            (
                "3:10: `phrases[0].scope[0]` must be one of `title`, `excerpt`, `heading`, `body`, `opener`, "
                'not "titel": did you mean `title`?'
            ),
        ),
        # TOML
        ("ignore = [\n", "1:10: a value that cannot be read: look at quotes and brackets"),
        ("ignore = ['TX']\nignore = []\n", "2:1: `ignore` is given twice"),
        ("generator: jekyll\n", "1:1: `key: value` is YAML; TOML wants `key = value`"),
        # extend
        ("extend = 'base.toml'\n", "1:10: no file at base.toml"),
        ("extend = 1\n", "1:10: `extend` must be text, not 1"),
    ],
)
def test_a_fault_has_its_place(write: Write, rules: tuple[Rule, ...], text: str, fault: str) -> None:
    path = write("postlint.toml", text)
    assert faults_of(path, rules) == [f"postlint.toml:{fault}"]


def test_all_faults_are_said_at_once_in_the_order_of_the_text(write: Write, rules: tuple[Rule, ...]) -> None:
    path = write(
        "blog/postlint.toml",
        "[severity]\nTX799 = 'error'\n[rules.repeat]\na = 1\n[[overrides]]\npaths = 1\nignore = ['XX']\n",
    )
    assert faults_of(path, rules) == [
        "blog/postlint.toml:2:1: no rule is called `TX799`; did you mean `TX701`?",
        "blog/postlint.toml:4:1: unknown option `a`",
        "blog/postlint.toml:6:9: `overrides[0].paths` must be a list, not 1",
        "blog/postlint.toml:7:11: no rule is called `XX`",
    ]


def test_columns_count_characters_and_lines_end_as_they_may(write: Write, rules: tuple[Rule, ...]) -> None:
    path = write("postlint.toml", "# é\r\n'é' = 1\r\nposts = ['é😀', 1]\r\n")
    assert faults_of(path, rules) == [
        "postlint.toml:2:1: unknown key `é`",
        "postlint.toml:3:16: `posts[1]` must be a glob, not 1",
    ]


def test_a_file_that_is_not_there(site: Path, rules: tuple[Rule, ...]) -> None:
    assert faults_of(site / "postlint.toml", rules) == ["postlint.toml: no such file or directory"]


def test_a_file_that_is_not_utf_8(site: Path, rules: tuple[Rule, ...]) -> None:
    (site / "postlint.toml").write_bytes(b"# caf\xe9\n")
    assert faults_of(site / "postlint.toml", rules) == ["postlint.toml: byte 6 is not UTF-8"]


def test_a_file_outside_the_working_folder_is_named_in_full(
    write: Write, rules: tuple[Rule, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("postlint.toml", "a = 1\n")
    (path.parent / "elsewhere").mkdir()
    monkeypatch.chdir(path.parent / "elsewhere")
    assert faults_of(path, rules) == [f"{path.as_posix()}:1:1: unknown key `a`"]


# --- pyproject.toml --------------------------------------------------------------------------------


def test_pyproject_holds_the_same_keys(site: Path, write: Write, rules: tuple[Rule, ...]) -> None:
    path = write(
        "pyproject.toml",
        '[project]\nname = "boats"\n[tool.ruff]\nselect = ["E"]\n[tool.postlint]\ngenerator = "hugo"\n'
        '[tool.postlint.severity]\nDT201 = "error"\n',
    )
    levels = (Level("DT201", Severity.ERROR),)
    assert load_config(path, rules) == Config(
        site, path, (path,), generator="hugo", settings=(Settings(levels=levels),)
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "[project]\nname = 'a'\n\n[tool.postlint]\nfoo = 1\nignore = ['TX799']\n",
            [":5:1: unknown key `foo`", ":6:11: no rule is called `TX799`; did you mean `TX701`?"],
        ),
        (
            "[tool.postlint]\nphrases = [{replace = 'a'}]\n",
            [":2:12: a phrase has either `match` or `pattern`, this one has neither"],
        ),
        ("[tool]\npostlint = 1\n", [":2:12: the configuration must be a table, not 1"]),
        ("[project]\n", [": no table `[tool.postlint]`"]),
        ("[tool.postlint\n", [":1:1: a closing bracket is missing after the name of a table"]),
    ],
)
def test_places_in_pyproject_are_those_of_the_file(
    write: Write, rules: tuple[Rule, ...], text: str, fault: list[str]
) -> None:
    path = write("pyproject.toml", text)
    assert faults_of(path, rules) == [f"pyproject.toml{line}" for line in fault]


# --- extend ----------------------------------------------------------------------------------------


def test_an_extended_file_holds_where_this_one_is_silent(
    site: Path, write: Write, rules: tuple[Rule, ...]
) -> None:
    write("shared/base.schema.json", "{}")
    write("shared/d.schema.json", "{}")
    base = write(
        "shared/base.toml",
        """\
generator = "hugo"
schema = "base.schema.json"
exclude = ["a"]
posts = ["b"]
asset-roots = ["c"]
ignore = ["TX"]
[[overrides]]
paths = ["d"]
schema = "d.schema.json"
[[phrases]]
match = "e"
""",
    )
    path = write(
        "blog/postlint.toml",
        """\
extend = "../shared/base.toml"
generator = "jekyll"
exclude = ["f"]
posts = ["g"]
ignore = ["DU"]
[[overrides]]
paths = ["h"]
[[phrases]]
match = "i"
""",
    )
    config = load_config(path, rules)
    assert config.root == site / "blog"
    assert [file.resolve() for file in config.files] == [path, base]
    assert (config.generator, config.exclude, config.posts) == ("jekyll", ("a", "f"), ("g",))
    assert config.asset_roots == ("c",)
    assert [said.selection.ignore for said in config.settings] == [("TX",), ("DU",)]
    assert [override.paths for override in config.overrides] == [("d",), ("h",)]
    assert [phrase.text for phrase in config.phrases] == ["e", "i"]


def test_a_schema_counts_from_the_file_that_names_it(
    site: Path, write: Write, rules: tuple[Rule, ...]
) -> None:
    write("shared/a.json", "{}")
    write("shared/b.json", "{}")
    write("shared/base.toml", 'schema = "a.json"\n[[overrides]]\npaths = ["d"]\nschema = "b.json"\n')
    config = load_config(write("postlint.toml", "extend = 'shared/base.toml'\n"), rules)
    assert config.settings[0].schema == SchemaChoice("a.json", site / "shared")
    assert config.overrides[0].settings.schema == SchemaChoice("b.json", site / "shared")


def test_extended_files_may_extend_further_and_be_a_pyproject(write: Write, rules: tuple[Rule, ...]) -> None:
    write("pyproject.toml", "[tool.postlint]\nextend = 'c.toml'\ngenerator = 'zola'\n")
    write("c.toml", "generator = 'hexo'\nposts = ['a']\n")
    config = load_config(write("postlint.toml", "extend = 'pyproject.toml'\n"), rules)
    assert (config.generator, config.posts) == ("zola", ("a",))
    assert [file.name for file in config.files] == ["postlint.toml", "pyproject.toml", "c.toml"]


def test_the_faults_of_every_file_are_said(write: Write, rules: tuple[Rule, ...]) -> None:
    write("base.toml", "\nb = 1\n")
    path = write("postlint.toml", "extend = 'base.toml'\na = 1\n")
    assert faults_of(path, rules) == ["postlint.toml:2:1: unknown key `a`", "base.toml:2:1: unknown key `b`"]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"postlint.toml": "extend = './postlint.toml'\n"},
            "postlint.toml:1:10: files extend each other in a circle: postlint.toml → postlint.toml",
        ),
        (
            {
                "postlint.toml": "extend = 'a.toml'\n",
                "a.toml": "extend = 'b.toml'\n",
                "b.toml": "posts = []\nextend = 'a.toml'\n",
            },
            "b.toml:2:10: files extend each other in a circle: a.toml → b.toml → a.toml",
        ),
    ],
    ids=["itself", "two others"],
)
def test_a_circle_is_an_error(
    site: Path, write: Write, rules: tuple[Rule, ...], files: dict[str, str], fault: str
) -> None:
    for name, text in files.items():
        write(name, text)
    assert faults_of(site / "postlint.toml", rules) == [fault]
