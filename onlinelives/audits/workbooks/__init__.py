"""Excel workbooks: a return to fill in and to read back, and the area's results."""

from onlinelives.audits.workbooks.area import area_workbook
from onlinelives.audits.workbooks.layout import identity_of
from onlinelives.audits.workbooks.packages import LARGEST
from onlinelives.audits.workbooks.reading import read_return
from onlinelives.audits.workbooks.writing import return_workbook

__all__ = ["LARGEST", "area_workbook", "identity_of", "read_return", "return_workbook"]
