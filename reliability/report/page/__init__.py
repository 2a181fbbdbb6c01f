"""The report as one web page that needs nothing else: every document, its evidence, and who contradicts whom."""

from reliability.report.page.write import make_page, write_page

__all__ = ["make_page", "write_page"]
