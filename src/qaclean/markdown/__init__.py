"""The Markdown reader: from a Markdown source to text without markup, with the layout that the markup told.

`render.read_markdown` makes the page, `detect.looks_like_markdown` sees whether a source without a media type is Markdown, without importing the reader.
"""
