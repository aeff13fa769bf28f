"""Part of other actions: the file of a pack goes, and that the pack was made stays."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from onlinelives.files import store
from onlinelives.files.models import StoredFile
from onlinelives.sharing.models import Pack


def forget_files(packs: Iterable[Pack]) -> int:
    """How many files went. Their content is erased once this is committed."""
    count = 0
    for pack in packs:
        gone, pack.file = pack.file_id, None
        pack.save(update_fields=["file"])
        if gone is not None:
            StoredFile.objects.filter(pk=gone).delete()
            transaction.on_commit(partial(store.erase, gone))
            count += 1
    return count
