"""The HTML reader: renders a page to text, with the layout of each line."""
