"""Figures that the area has published: one table that shows something and one that is mostly hidden."""

from datetime import date

from onlinelives.cases.actions import releases
from onlinelives.demo.area import Area, moment
from onlinelives.rules.quarters import quarter_of
from onlinelives.trail import clock

QUARTERS = 4  # in the stretch, the newest of them the last that is over
LATER = 12  # days after the end of the stretch on which it is published


def publish_figures(area: Area, today: date) -> None:
    """By Ines and, two days later, by Dana: for the last year of finished quarters."""
    last = quarter_of(today).later(-1)
    first = last.later(1 - QUARTERS)
    for later, (who, table) in enumerate((("Ines", "online-quarter"), ("Dana", "harm-age"))):
        day = min(date.fromordinal(last.ends_on.toordinal() + LATER + 2 * later), today)
        with clock.at(moment(day, 8 + later)):
            releases.publish(table=table, first=first, last=last, by=area.person(who))
