"""The report: what was kept and why, of one document or of many, in one HTML file to open without a server or a network.

`Tally` counts pages as they go by, in bounded memory, and `report_html` writes the file.

>>> from qaclean import clean
>>> tally = Tally()
>>> tally.add(clean("怎么退订彩铃?\\n发短信TD。"), "a.txt")
>>> report_html(tally).splitlines()[0]
'<!DOCTYPE html>'
"""

from __future__ import annotations

from qaclean.report.page_file import report_html
from qaclean.report.tally import Tally

__all__ = ["Tally", "report_html"]
