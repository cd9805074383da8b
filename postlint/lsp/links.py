"""The images of a post as links that editors follow."""

from __future__ import annotations

from lsprotocol import types
from pygls.uris import from_fs_path

from postlint.lsp.documents import Document
from postlint.sites.images import IMAGE_FIELDS, labelled_images

#: links of one document
_MOST_LINKS = 2_000


def document_links(document: Document) -> list[types.DocumentLink]:
    """A link for each image that is a file of the site."""
    post, site = document.checked.post, document.checked.desk.site
    links: list[types.DocumentLink] = []
    for _, image in labelled_images(post, IMAGE_FIELDS):
        if image.is_remote or image.is_dynamic or len(links) >= _MOST_LINKS:
            continue
        inside = site.file_at(post, image.target)
        if inside is not None and (site.root / inside).is_file():
            target = from_fs_path(str(site.root / inside))
            links.append(types.DocumentLink(document.places.range(image.target_span), target))
    return links
