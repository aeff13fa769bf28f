"""Risk items that an area asks about beside those of the taxonomy."""

import uuid

from django.db import transaction
from django.db.models.functions import Lower

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import LocalItem
from onlinelives.rules.verdict import Invalid, NotNow, need
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def add(*, category: str, label: str, how: str, by: Person, form_key: uuid.UUID | None = None) -> LocalItem:
    """A new item, asked in every assessment that is begun from now on. Its words never change. Raises Invalid without
    words, and where the same is asked already."""
    need(permissions.decide_local_items(by))
    label, how = " ".join(label.split()), " ".join(how.split())
    again = form_key and LocalItem.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    if category not in LocalItem.Category.values or not label or not how:
        raise Invalid("Say what is asked about, how, and under which of the four Cs.", "label")
    now = LocalItem.objects.filter(partnership=by.partnership_id, ended_at=None)
    if now.annotate(low=Lower("label")).filter(low=label.lower()).exists():
        raise Invalid("Your area asks about this already.", "label")
    item = LocalItem.objects.create(
        partnership_id=by.partnership_id, category=category, label=label, help=how, form_key=form_key
    )
    record("local item added", by=by, subject="local_items", item=item.pk, category=category)
    return item


@transaction.atomic
def end(*, item: LocalItem, by: Person) -> LocalItem:
    """It is not asked any more in assessments that are begun from now on. Answers given to it stay."""
    need(permissions.decide_local_items(by))
    item = LocalItem.objects.select_for_update(no_key=True).get(pk=item.pk)
    if item.ended_at:
        raise NotNow("This item is not asked any more.")
    item.ended_at = clock.now()
    item.save(update_fields=["ended_at"])
    record("local item ended", by=by, subject="local_items", item=item.pk)
    return item
