"""Our reading of plain CommonMark against pulldown-cmark's."""

from __future__ import annotations

import pytest

from postlint.model.body import BlockKind
from postlint.reading.body import read_body

pyromark = pytest.importorskip("pyromark")

DOCUMENTS = {
    "everyday": """
# A title with ![an image](one.png)

Some *text* with [a link](/a "title"), `![code](no.png)` and ![two](<two words.png>).
Second line, ![three](three_(3).png 'title').

- item ![four](four.png)
  - nested [b](/b)

    more ![five](five.png)

        code ![no](no.png)
1. one
2. two ![six][six]

> quoted ![seven](seven.png)
> ```
> ![no](no.png)
> ```
lazy? ![eight](eight.png)

[six]: six.png (title)
""",
    "code": """
```md
![no](no.png)

    ![no](no.png)
~~~
```
~~~
![no](no.png)
```
~~~
    ![no](no.png)

text
    ![one](one.png)

- item

  ~~~
  ![no](no.png)
  ~~~
- ```
  ![no](no.png)
![two](two.png)

- a

      ![no](no.png)

``a ` ![no](no.png)`` `![three](three.png)
""",
    "html": """
<div>
![no](no.png)
</div>

<div>

![one](one.png)

</div>

<!-- ![no](no.png)

![no](no.png) -->

<script>

![no](no.png)
</script>
text <b title="![no](no.png)">![two](two.png)</b> <!-- ![no](no.png) -->

<x-y>
![no](no.png)

a
<x-y>
![three](three.png)
""",
    "brackets": r"""
![a ![b](b.png) c](a.png) [![d](d.png)](/d) [e [f](/f) g](/e)

\![h](/h) ![i\](i.png) ![j](j.png"t") ![k](k(.png) ![l](<l).png>)

![n]( n.png ) ![o](
o.png
"title
on two lines") ![p](p.png "t" x) ![q] (q.png)

![R] ![r][] ![s][R] ![t][u] [v]: v.png

[r]: r.png
[R]: no.png
""",
    "lists-and-headings": """
Setext ![one](one.png)
===

text
1986. ![two](two.png)
- ![three](three.png)
* * *
- - ![four](four.png)

   ![five](five.png)

10) ![six](six.png)

    ![seven](seven.png)
# ![eight](eight.png)
    ![no](no.png)
""",
}


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_images_and_links(text: str) -> None:
    body = read_body(text, 0)
    ours = [("Image", image.span.start, image.target) for image in body.images]
    ours += [("Link", link.span.start, link.target) for link in body.links]
    theirs = [
        (kind, where["start"], start["dest_url"])
        for event, where in pyromark.events_with_range(text)
        if isinstance(event, dict) and isinstance(event.get("Start"), dict)
        for kind, start in event["Start"].items()
        if kind in ("Image", "Link")
    ]
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize("text", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_code_blocks(text: str) -> None:
    ours = [
        text[block.text_start : block.span.end]
        for block in read_body(text, 0).blocks
        if block.kind in (BlockKind.FENCED_CODE, BlockKind.INDENTED_CODE)
    ]
    theirs = [
        text[where["start"] : where["end"]].rstrip("\n")
        for event, where in pyromark.events_with_range(text)
        if isinstance(event, dict) and isinstance(event.get("Start"), dict) and "CodeBlock" in event["Start"]
    ]
    assert ours == theirs
