"""Scrapy: an item pipeline that adds the record of a page to the item that holds the page."""

from __future__ import annotations

import json
from typing import Any

from qaclean.cleaner import Cleaner, Options
from qaclean.engines import missing
from qaclean.intake import Fields, Raw, parse

__all__ = ["CleanItems"]


class CleanItems:
    """Puts the record (as plain values) into `QACLEAN_FIELD` of each item, or `{"error": ..., "message": ...}` where that fails; no item is dropped.
    An item whose class has no such field (`scrapy.Item`, dataclass, attrs) becomes a dict with all its fields and the record.

    Settings: `QACLEAN_FIELD` ("qaclean"), `QACLEAN_HTML_FIELD` ("html"), `QACLEAN_TEXT_FIELD` ("text"), `QACLEAN_URL_FIELD` ("url"),
    `QACLEAN_PROFILE` (none), `QACLEAN_RULES` (none). Turn it on with `ITEM_PIPELINES = {"qaclean.engines.scrapy_items.CleanItems": 300}`.
    Errors: `MissingExtraError`.
    """

    def __init__(self, options: Options | None = None, fields: Fields | None = None, field: str = "qaclean") -> None:
        try:
            from itemadapter import ItemAdapter
        except ImportError as error:
            raise missing("scrapy", "scrapy") from error
        self.adapter: Any = ItemAdapter
        self.cleaner, self.fields, self.field = Cleaner(options), fields or Fields(), field

    @classmethod
    def from_crawler(cls, crawler: Any) -> CleanItems:
        """Made from the settings; Scrapy calls it."""
        get = crawler.settings.get
        fields = Fields(
            text=get("QACLEAN_TEXT_FIELD", "text"),
            html=get("QACLEAN_HTML_FIELD", "html"),
            url=get("QACLEAN_URL_FIELD", "url"),
        )
        return cls(
            Options(profile=get("QACLEAN_PROFILE"), rules=get("QACLEAN_RULES")), fields, get("QACLEAN_FIELD", "qaclean")
        )

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item with its record; Scrapy calls it."""
        adapter = self.adapter(item)
        source = parse(Raw("", 0, "row", adapter.asdict()), self.fields)
        outcome = self.cleaner.outcome(source)
        if outcome.page is None:
            record: Any = {"error": outcome.error, "message": outcome.message}
        else:
            record = json.loads(outcome.page.model_dump_json())
        try:
            adapter[self.field] = record
        except (KeyError, AttributeError, TypeError):  # an item class with fixed fields
            return {**adapter.asdict(), self.field: record}
        return item
