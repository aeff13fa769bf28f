from onlinelives.audits.trend_charts.of_a_section import bars, radar
from onlinelives.audits.trend_charts.over_rounds import Drawn, lines, statement

__all__ = ["Drawn", "bars", "lines", "radar", "statement"]
