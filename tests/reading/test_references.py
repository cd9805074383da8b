"""Which images and links a post refers to, and where exactly their addresses stand."""

from __future__ import annotations

import pytest

from postlint.reading.body import read_body

IMAGES = {
    # Markdown
    "inline": ("![a](x.png)", ["x.png"]),
    "title": ("![a](x.png \"t\") ![a](y.png 't') ![a](z.png (t))", ["x.png", "y.png", "z.png"]),
    "angle-brackets": ("![a](<x y.png>)", ["x y.png"]),
    "parentheses": ("![a](x_(1).png) ![b](f(g(h(i))).png)", ["x_(1).png", "f(g(h(i))).png"]),
    "unbalanced-parenthesis": ("![a](x(1.png", []),
    "blank-in-address": ("![a](x y.png)", []),
    "kramdown-size": ("![a](x.png =100x200) ![a](y.png =100x)", ["x.png", "y.png"]),
    "kramdown-attributes": ("![a](x.png){: width=100}", ["x.png"]),
    "full-reference": ("![a][r]\n\n[r]: x.png", ["x.png"]),
    "collapsed-reference": ("![r][]\n\n[R]: x.png 't'", ["x.png"]),
    "shortcut-reference": ("![r]\n\n[r]: <x y.png>", ["x y.png"]),
    "each-use-counts": ("![r] ![r]\n\n[r]: x.png", ["x.png", "x.png"]),
    "first-definition-counts": ("![r]\n\n[r]: x.png\n[r]: y.png", ["x.png"]),
    "undefined-reference": ("![a][r] ![b]", []),
    "linked": ("[![a](x.png)](y)", ["x.png"]),
    "nested-brackets": ("![a [b] c](x.png)", ["x.png"]),
    "over-lines": ("![a\nb](\nx.png)", ["x.png"]),
    "in-heading-list-quote-table": (
        "# ![a](1.png)\n\n- ![a](2.png)\n\n> ![a](3.png)\n\n|![a](4.png)|\n|---|\n",
        ["1.png", "2.png", "3.png", "4.png"],
    ),
    "pelican": ("![a]({static}/x.png) ![a]({attach}y.png)", ["{static}/x.png", "{attach}y.png"]),
    "escaped-mark": (r"\![a](x.png)", []),
    "escaped-bracket": (r"!\[a](x.png) ![a\](x.png)", []),
    "data": ("![a](data:image/png;base64,AA==)", ["data:image/png;base64,AA=="]),
    # HTML
    "img": ("<img src=\"x.png\"> <img src='y.png'> <img src=z.png>", ["x.png", "y.png", "z.png"]),
    "img-block": ("<p>\n<img\n  alt='a'\n  src='x.png'\n/>\n</p>", ["x.png"]),
    "img-upper-case": ("<IMG SRC='x.png'>", ["x.png"]),
    "srcset": ('<img srcset="x.png 1x, y.png 2x,z.png">', ["x.png", "y.png", "z.png"]),
    "srcset-data": (
        '<source srcset="data:image/png;base64,AA== 1x, y.png 2x">',
        ["data:image/png;base64,AA==", "y.png"],
    ),
    "data-src-is-another-attribute": ('<img data-src="x.png" src="y.png">', ["y.png"]),
    "poster": ('<video poster="x.png" src="y.mp4"></video>', ["x.png"]),
    "style": ("<div style=\"background: url('x.png')\">\n</div>", ["x.png"]),
    "html-comment": ("<div>\n<!-- <img src='x.png'> -->\n</div>", []),
    "script": ("<div>\n<script>a = \"<img src='x.png'>\"</script>\n</div>", []),
    # generators
    "relative-url": ("![a]({{ '/x y.png' | relative_url }})", ["/x y.png"]),
    "prepend-baseurl": ('<img src="{{ "/x.png" | prepend: site.baseurl }}">', ["/x.png"]),
    "baseurl": ("![a]({{ site.url }}{{ site.baseurl }}/x.png)", ["/x.png"]),
    "dynamic": ("![a]({{ page.image }})", ["{{ page.image }}"]),
    "include": ('{% include figure.html src="/x.png" %}', ["/x.png"]),
    "include-with-baseurl": ('{% include f.html image="{{ site.baseurl }}/x.png" %}', ["/x.png"]),
    "include-with-variable": ("{% include f.html src=page.image %}", []),
    "hugo-figure": ('{{< figure src="x.png" >}}', ["x.png"]),
    "hugo-over-lines": ('{{< img\n  alt="a"\n  src="x.png"\n>}}', ["x.png"]),
    "hugo-positional": ('{{% img "x.png" %}}', ["x.png"]),
    "hugo-key-of-a-data-file": ('{{< img src="boats-at-sea" >}}', []),
    "shortcodes-side-by-side": ('a {{< img "x.png" >}}{{< img "y.png" >}}', ["x.png", "y.png"]),
    "hexo": ("{% asset_img big x.png 100 200 %}", ["x.png"]),
    "obsidian": ("![[x.png|100]] ![[a note]]", ["x.png"]),
    "mdx-import": ("import x from './x.png'\n\n<Image src={x} />", ["./x.png"]),
    "mdx-unknown-name": ("<Image src={post.cover} />", []),
    "require": ("<img src={require('./x.png').default} />", ["./x.png"]),
    # what must not count
    "code-span": ("`![a](x.png)`", []),
    "code-span-around-tag": ('a `{% include f.html src="x.png" %}`', []),
    "fence": ("```\n![a](x.png)\n{{< figure src='y.png' >}}\n```", []),
    "indented-code": ("    ![a](x.png)", []),
    "comment": ("<!-- ![a](x.png) -->\n\na <!-- ![a](y.png) --> b", []),
    "raw": ("{% raw %}![a](x.png){% endraw %}", []),
    "hugo-shown-shortcode": ('{{</* figure src="x.png" */>}}', []),
    "html-block": ("<div>\n![a](x.png)\n</div>", []),
    "liquid-comment": ("{% comment %}\n![a](x.png)\n{% endcomment %}", []),
    "highlight": ("{% highlight md %}\n![a](x.png)\n{% endhighlight %}", []),
}


@pytest.mark.parametrize(("text", "expected"), IMAGES.values(), ids=IMAGES.keys())
def test_images(text: str, expected: list[str]) -> None:
    images = read_body(text, 0).images
    assert [image.target for image in images] == expected
    assert [image.target_span.of(text) for image in images] == expected


def test_liquid_link_leads_from_the_root() -> None:
    text = "![a]({% link assets/x.png %})"
    (image,) = read_body(text, 0).images
    assert (image.target, image.target_span.of(text), image.syntax) == (
        "/assets/x.png",
        "assets/x.png",
        "markdown",
    )


@pytest.mark.parametrize(
    ("text", "syntax", "alt"),
    [
        ("![a *b*](x.png)", "markdown", "a *b*"),
        ("![](x.png)", "markdown", ""),
        ("![a][r]\n\n[r]: x.png", "reference", "a"),
        ("<img src=x.png>", "html", None),
        ("<img src=x.png alt>", "html", ""),
        ("<img src=x.png alt=''>", "html", ""),
        ('<img src=x.png alt="{{ "a" | t }}">', "html", '{{ "a" | t }}'),
        ("<img srcset='x.png 1x' alt=a>", "srcset", "a"),
        ('{{< figure src="x.png" alt="a" >}}', "template", "a"),
        ('{{< figure src="x.png" >}}', "template", None),
        ("![[x.png|a|100x50]]", "wiki", "a"),
        ("![[x.png|100]]", "wiki", None),
        ('<b style="background:url(x.png)">a</b>', "css", None),
    ],
)
def test_alternative_text(text: str, syntax: str, alt: str | None) -> None:
    (image,) = read_body(text, 0).images
    assert (image.syntax, image.alt) == (syntax, alt)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a ![b](c 'd') e", "![b](c 'd')"),
        ("a ![b][c] e\n\n[c]: d", "![b][c]"),
        ("a <img src=b> c", "<img src=b>"),
        ("a {% img b.png %} c", "{% img b.png %}"),
        ("a ![[b.png]] c", "![[b.png]]"),
    ],
)
def test_span_covers_the_construct(text: str, whole: str) -> None:
    (image,) = read_body(text, 0).images
    assert image.span.of(text) == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](/b) [c][d]\n\n[d]: e", ["/b", "e"]),
        ("[a](<b c>) [![d](e)](f)", ["b c", "f"]),
        ("<https://a.b> and https://c.d, or www.e.f", ["https://a.b", "https://c.d", "www.e.f"]),
        ("[https://a.b](c)", ["c"]),
        ("[a [b](c) d](e)", ["c"]),
        ("<a href='x'>a</a>", ["x"]),
        ("<p>\n<a href='{{ site.baseurl }}/x'>a</a>\n</p>", ["/x"]),
        ("`[a](b)` [c] [d][e]", []),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    assert [link.target for link in read_body(text, 0).links] == expected
