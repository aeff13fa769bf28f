"""Codes cannot be guessed one after another: from one place only so many wrong ones a minute are looked at.

Half a million tries find one code of 40,000 (rules.access_codes); at this pace that takes three days and a half. A
whole school sits behind one address, so the number is that of three classes that all mistype at once. What is counted
by is a keyed hash of the address, gone after a minute and tied to nothing.
"""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from onlinelives.accounts.sealed_fields import blind

MOST = 100  # wrong codes
MINUTE = 60  # seconds


def too_many(request: HttpRequest) -> bool:
    """Whether no code from there is looked at for a minute."""
    return int(cache.get(_key(request), 0)) >= MOST


def count(request: HttpRequest) -> None:
    """One more wrong code from there."""
    key = _key(request)
    if not cache.add(key, 1, MINUTE):
        cache.set(key, int(cache.get(key, 0)) + 1, MINUTE)


def _key(request: HttpRequest) -> str:
    return "survey-codes-" + blind(str(get_adapter().get_client_ip(request)), "survey guessing")
