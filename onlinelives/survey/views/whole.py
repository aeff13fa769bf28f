"""What the script on a device asks for and sends, where answers may wait on it. JSON, and as anonymous as the pages."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from onlinelives.rules.verdict import NotNow
from onlinelives.survey import locked, queries
from onlinelives.survey import whole as wholes
from onlinelives.survey.actions import taking_part
from onlinelives.survey.asked import packed
from onlinelives.survey.drafts import Broken, Draft
from onlinelives.survey.queries import Standing
from onlinelives.survey.views.anybody import for_anybody

FOR_EVER = "public, max-age=31536000, immutable"  # what is behind a hash never changes, and nothing of a child is in it
BROKEN = "Something went wrong on the way and your answers did not arrive. Your code still works."


@for_anybody
@require_GET
def asks(request: HttpRequest, sha256: str, language: str) -> HttpResponse:
    """The questionnaire of a wave. Raises Http404 for one that no wave asks on devices, or another language."""
    found = queries.asked_on_devices(sha256)
    if found is None or language not in found.languages:
        raise Http404
    told, zipped = packed(sha256, language)
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(zipped, "application/json", headers={**headers, "Content-Encoding": "gzip"})
    return HttpResponse(told, "application/json", headers=headers)


@for_anybody
@require_GET
def key(request: HttpRequest) -> HttpResponse:
    """With which a device locks what has to wait."""
    return JsonResponse({"key": locked.public_key()})


@for_anybody
@require_POST
def whole(request: HttpRequest) -> HttpResponse:
    """All the answers at once, to hand in or to put aside. The same sent twice is kept once."""
    try:
        told, waited = _opened(request)
        sent = wholes.read(told)
        wave = queries.standing(sent.draft.wave, sent.draft.code)
        if wave is None:
            raise Broken("no such wave")
        return JsonResponse(_done(wave, sent.do, sent.answered(wave.asks), waited))
    except Broken:
        return JsonResponse({"reason": BROKEN}, status=422)
    except NotNow as error:
        return JsonResponse({"reason": str(error)}, status=409)


def _opened(request: HttpRequest) -> tuple[dict[str, Any], bool]:
    """What was sent, and whether it had waited on the device. Raises Broken."""
    told = wholes.fields_of(request.body)
    if "sealed" not in told:
        return told, False
    return wholes.fields_of(locked.open_(str(told["sealed"]))), True


def _done(wave: Standing, do: str, draft: Draft, waited: bool) -> dict[str, Any]:
    """Raises NotNow where it is too late, and Broken where answers may not wait on a device."""
    if not wave.on_device or (waited and do != "hand_in"):
        raise Broken("not in this way")
    if do == "hand_in":
        taking_part.hand_in(draft=draft, waited=waited)
        return {"done": True}
    if wave.code != "unused":
        raise NotNow(taking_part.USED if wave.code == "used" else taking_part.REVOKED)
    return {"words": taking_part.put_aside(draft=draft)}
