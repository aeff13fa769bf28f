"""Signing in, and fetching the person on every request with the roles they hold, in one query."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from onlinelives.accounts import queries
from onlinelives.accounts.models import Person


class PeopleBackend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> Person | None:
        """The person with partnership and roles, or None when there is none or the account is switched off."""
        return queries.signed_in(user_id)
