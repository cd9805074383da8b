"""The fields of front matter that nearly all sites have, by what they hold; rules add theirs."""

from __future__ import annotations

#: what stands for the post in lists, feeds and search results
EXCERPTS = ("description", "excerpt", "summary")
#: what people read as text
TEXTS = ("title", "subtitle", *EXCERPTS)
#: lists of words by which posts are grouped, which some write as one text
LISTS_OF_WORDS = ("tag", "tags", "category", "categories", "keywords", "topics")
