"""What odd posts are made of: pieces that mean something to one room or another, in any order."""

from __future__ import annotations

from hypothesis import strategies as st

FRAGMENTS = (
    "---\n", "+++\n", "...\n", ";;;\n", "---json\n", "{", "}", "```\n", "~~~\n", "`", "![", "](", ")",
    "<img src=", "<img alt='' src='a.png' srcset='b.png 2x, c.png'>", ">", "<!--", "-->", "{{", "}}", "{%",
    "%}", "{% raw %}", "{{< figure src=\"a.png\" >}}", ":::image source=\"a.png\":::", "![[a.png]]",
    "title: ", "title = ", "Title: ", "titel: x\n", "tags: [a, a]\n", "image: a.png\n", "image: ",
    "date: 2025-13-45\n", "date: 2024-1-5 10:00 +0100\n", "lastmod: 2001-01-01\n", "version: 1.10\n",
    ": ", "- ", "\t", "\n", "\n\n", "\x00", "\x0c", "\x85", "Â£", "â€™", "Ã", "\ufffd", "&a ", "*a",
    "<<: ", "!!x ", '"', "'", "“", "”", "|\n", "> ", "    ", "[", "]", "# ", "=", " #5", "@", "%",
    "Let's dive into the details: ", "needless to say ", "Update: ", "e\u0301", "🎉", "the the ",
    "\u200b", "\u202e", "&#39;", "&amp;amp;", "\xa0", "\xad", "$schema: x\n", "a/../../b.png", "file:///a.png",
    "C:\\a.png", "http://localhost/a.png", "http:", "//", "%zz", "?utm_source=chatgpt.com", "TODO: ",
    "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "Lorem ipsum dolor sit amet ", "As an AI language model, ",
    "## Notes\n\n", "don?t ", "[^1]: ", "[a]: b.png\n", "| a | b |\n|---|---|\n",
    "It is not clear how much it will cost or how long the work will take.\n\n",
)  # fmt: skip

#: whole files, with line feeds alone and without a byte-order mark
posts = st.lists(
    st.one_of(
        st.sampled_from(FRAGMENTS),
        st.text(st.characters(exclude_characters="\r\ufeff", exclude_categories=["Cs"]), max_size=12),
    ),
    max_size=40,
).map("".join)
