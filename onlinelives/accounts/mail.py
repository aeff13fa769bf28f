"""Messages of this room. They carry no content beyond what is needed to act."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string

from onlinelives.accounts.models import Invitation

log = logging.getLogger(__name__)


def invite(invitation: Invitation, address: str) -> bool:
    """Send the link. False when no mail is configured or it could not be sent, so that the page can show the link."""
    if not settings.MAIL_IS_CONFIGURED:
        return False
    told = {"invitation": invitation, "address": address}
    try:
        send_mail(
            subject=f"Your invitation to Online Lives in {invitation.partnership.name}",
            message=render_to_string("accounts/mail/invitation.txt", told, using="jinja2"),
            from_email=None,
            recipient_list=[invitation.email],
        )
    except OSError:
        log.exception("the invitation %s could not be sent", invitation.pk)
        return False
    return True
