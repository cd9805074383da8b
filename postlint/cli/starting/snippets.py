"""Settings for pre-commit and for CI services, to be copied."""

from __future__ import annotations

from postlint import __version__
from postlint.model.records import NamedTuple


class Service(NamedTuple):
    """A CI service: files that tell of it, where its settings stand, and what to add there."""

    signs: tuple[str, ...]
    place: str
    lines: tuple[str, ...]


#: as in .pre-commit-hooks.yaml, which asks for the address of a repository
HOOK = (
    "- repo: local",
    "  hooks:",
    "    - id: postlint",
    "      name: postlint",
    "      entry: postlint check --force-exclude",
    "      language: python",
    f"      additional_dependencies: [postlint=={__version__}]",
    "      types_or: [markdown, mdx, quarto]",
    "      require_serial: true",
)

SERVICES = (
    Service(
        (".github",),
        "a workflow below .github/workflows, among the steps",
        (
            "- uses: actions/setup-python@v5",
            "  with:",
            '    python-version: "3.13"',
            f"- run: pip install postlint=={__version__}",
            "- run: postlint check --output-format github",
        ),
    ),
    Service(
        (".gitlab-ci.yml",),
        ".gitlab-ci.yml",
        (
            "postlint:",
            "  image: python:3.13",
            "  script:",
            f"    - pip install postlint=={__version__}",
            "    - postlint check --output-format concise --output-format gitlab=postlint.json",
            "  artifacts:",
            "    when: always",
            "    reports:",
            "      codequality: postlint.json",
        ),
    ),
    Service(
        ("azure-pipelines.yml",),
        "azure-pipelines.yml, among the steps",
        (
            f"- script: pip install postlint=={__version__}",
            "- script: postlint check --output-format azure",
        ),
    ),
)

#: for any other
ANY_SERVICE = Service((), "CI", (f"pip install postlint=={__version__}", "postlint check"))
