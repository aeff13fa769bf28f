"""What people do on the sign-in pages, and what can be seen afterwards."""

import html
import itertools
import json
import re
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from onlinelives.trail.models import Entry
from tests.world import PASSWORD

OMAR, BOB, ALICE = (
    "omar@mossley-vale.example",
    "bob.castellane@mossley-vale.example",
    "alice.penhaligon@mossley-vale.example",
)
WRONG = "parsnip teapot gravel"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
_places = itertools.count(1)


def somewhere(agent: str = FIREFOX) -> Client:
    """A browser at a network address that no other browser has."""
    number = next(_places)
    return Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}", HTTP_USER_AGENT=agent)


def sign_in(client: Client, email: str = BOB, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def signed_in_as(email: str = BOB, agent: str = FIREFOX) -> Client:
    client = somewhere(agent)
    response = sign_in(client, email)
    assert response.status_code == 302, words(response)
    return client


def confirm(client: Client, password: str = PASSWORD) -> None:
    """Type the password again, as before any change to how one signs in."""
    client.post(reverse("account_reauthenticate"), {"password": password})


def set_up_app(client: Client, phone: Any) -> str:
    """Set up an authenticator app; the secret it was given."""
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'class="ol-code">([A-Z2-7 ]+)<', page.content.decode()).group(1).replace(" ", "")  # type: ignore[union-attr]
    done = client.post(reverse("mfa_activate_totp"), {"code": phone.code(secret)})
    assert done.status_code == 302, words(done)
    phone.later()  # the next code is another one
    return secret


def words(response: Any) -> str:
    """What a person reads on the page: the text of its main part."""
    page = response.content.decode()
    main = re.search(r"<main.*?</main>", page, re.S)
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", main.group(0) if main else page, flags=re.S)
    return " ".join(html.unescape(text).split())


def title(response: Any) -> str:
    return html.unescape(re.search(r"<title>(.*?)</title>", response.content.decode(), re.S).group(1))  # type: ignore[union-attr]


def error_links_lead_somewhere(response: Any) -> bool:
    """Every message of the error summary links to an id that the page has."""
    page = response.content.decode()
    summary = re.search(r'class="govuk-error-summary".*?</ul>', page, re.S)
    links = re.findall(r'href="#([^"]+)"', summary.group(0)) if summary else []
    return bool(links) and all(f'id="{link}"' in page for link in links)


def out(client: Client) -> bool:
    """Whether the next page asks to sign in."""
    response = client.get(reverse("home"))
    return response.status_code == 302 and response["Location"].startswith(reverse("account_login"))


def trail(subject: str) -> list[str]:
    """What the trail says happened to somebody, oldest first."""
    return list(Entry.objects.filter(subject=subject).order_by("chain", "seq").values_list("verb", flat=True))


def bodies() -> str:
    """Every word the trail holds."""
    return "\n".join(json.dumps(json.loads(body)) for body in Entry.objects.values_list("body", flat=True))


def whole_database() -> str:
    """Every value of every table as text, as somebody would find it who had stolen the file."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")  # noqa: S608  names from the database
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)
