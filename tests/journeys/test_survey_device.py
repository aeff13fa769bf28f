"""A child answers on the device: nothing goes over the line until it is handed in, and nothing of it stays behind."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onlinelives.survey.actions import urns
from onlinelives.survey.models import AccessCode, Box, HeldDraft, Response
from tests.journeys.doing import follow, press, sees, soon
from tests.journeys.looking import NARROW
from tests.two_languages import OTHER, both_spoken, mirrored, questionnaire
from tests.waves import Fieldwork

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
LEFT_BEHIND = """async () => ({
  local: Object.entries(localStorage), session: Object.entries(sessionStorage),
  databases: (await indexedDB.databases()).map((each) => each.name),
  caches: window.caches ? await caches.keys() : [], state: history.state, address: location.href,
  cookies: document.cookie,
})"""


@pytest.fixture
def fieldwork(world) -> Fieldwork:
    return Fieldwork(world, on_device=True)


@pytest.fixture
def short(world) -> Fieldwork:
    """A wave with a short questionnaire."""
    return Fieldwork(world, on_device=True, asks=questionnaire())


@pytest.fixture
def both(tmp_path: Path) -> Iterator[None]:
    """The fixed words are there in both languages."""
    with both_spoken(tmp_path / "content"):
        yield


def phone(browse: Any) -> Page:
    device = browse()
    device.set_viewport_size(PHONE)
    device.goto("/s/")
    return device


def enter(device: Page, code: str) -> None:
    """Type the code and wait until the device goes on by itself."""
    device.get_by_label("Type the code from your slip").fill(code)
    press(device, "Start")
    expect(device.locator("button[data-do=next]")).to_be_visible()


def tap(device: Page, button: str) -> None:
    device.get_by_role("button", name=button, exact=True).click()


def pick(device: Page, label: str) -> None:
    device.locator(".choice").get_by_text(label, exact=True).click()


def choose(device: Page, *labels: str) -> None:
    for label in labels:
        pick(device, label)
    tap(device, "Next")


def to_the_end(device: Page) -> int:
    """With the first choice of each page. How many pages there were."""
    pages = 0
    while not device.get_by_role("heading", name="That was the last question").count():
        if device.locator(".choice").count():
            device.locator(".choice label").first.click()
        tap(device, "Next")
        pages += 1
    return pages


def answer_all(device: Page) -> None:
    """The short questionnaire, to the page on which it is handed in."""
    tap(device, "Next")
    choose(device, "Now and then")
    choose(device, "Films", "Music")
    choose(device, "Yes")
    choose(device, "More than once")
    tap(device, "Next")


def left_behind(device: Page) -> dict[str, Any]:
    return device.evaluate(LEFT_BEHIND)


def has_left_nothing(device: Page, sealed: int = 0) -> None:
    """But as many sets of sealed answers as said, in which nobody can read."""
    found = left_behind(device)
    local = found.pop("local")
    assert len(local) == sealed
    for name, value in local:
        assert re.fullmatch(r"online-lives-sealed:[0-9a-f-]+", name)
        assert re.fullmatch(r"[A-Za-z0-9_=-]{200,}", value)
    assert found["state"] is None or found["state"].keys() == {"depth"}
    assert found["address"].endswith("/s/")
    assert (found["session"], found["databases"], found["caches"], found["cookies"]) == ([], [], [], "")


def test_answers_stay_on_the_device_and_are_handed_in_at_once(browse, look, fieldwork):
    device = phone(browse)
    enter(device, fieldwork.class_8b.codes[0])
    look(device)
    sent: list[str] = []
    device.on("request", lambda request: sent.append(request.url))
    device.on("response", lambda answer: sent.remove(answer.url) if "/static/" in answer.url else None)
    assert to_the_end(device) > 40
    assert sent == []
    look(device)
    has_left_nothing(device)
    tap(device, "Hand in my answers")
    sees(device, "Thank you. Your answers are in.")
    look(device)
    has_left_nothing(device)
    assert [address.rpartition("/s/")[2] for address in sent] == ["whole/"]
    assert Box.objects.count() == 1
    assert AccessCode.objects.filter(state="used").count() == 1
    follow(device, "Next person")
    expect(device.get_by_label("Type the code from your slip")).to_be_visible()


def test_going_back_in_every_way_and_what_stands_alone(browse, look, short):
    device = phone(browse)
    enter(device, short.class_8b.codes[0])
    tap(device, "Next")
    heading = device.get_by_role("heading", name="Do you play games on the internet?")
    expect(heading).to_be_focused()
    choose(device, "Frequently")
    none = device.get_by_label("None of these")
    for other in ("Films", "Music"):
        pick(device, other)
    pick(device, "None of these")
    expect(device.get_by_label("Films")).not_to_be_checked()
    pick(device, "Music")
    expect(none).not_to_be_checked()
    pick(device, "Prefer not to say")
    expect(device.get_by_label("Music")).not_to_be_checked()

    none.evaluate("(input) => { input.checked = true; }")  # as a browser may do that fills in forms
    tap(device, "Next")
    alert = device.get_by_role("alert")
    expect(alert).to_have_text("You chose “Prefer not to say” and something else. Choose one or the other.")
    expect(alert.get_by_role("link")).to_be_focused()
    assert device.locator("fieldset").get_attribute("aria-describedby") == "error hint"
    look(device)
    pick(device, "Films")
    tap(device, "Next")
    sees(device, "Was anybody unkind?")

    tap(device, "Back")
    expect(device.get_by_label("Films")).to_be_checked()
    device.go_back()
    expect(device.get_by_label("Frequently")).to_be_checked()
    pick(device, "Never")
    device.go_back()
    sees(device, "We ask about your life.")
    assert not device.get_by_role("button", name="Back").count()
    tap(device, "Next")
    expect(device.get_by_label("Never")).to_be_checked()
    device.keyboard.press("Tab")
    device.get_by_label("Never").press("Enter")
    sees(device, "What do you use?")
    tap(device, "Next")
    tap(device, "Stop here")
    sees(device, "Do you want to stop?")
    look(device)
    device.go_back()
    sees(device, "Was anybody unkind?")
    tap(device, "Stop here")
    tap(device, "Go back to the questions")
    sees(device, "Was anybody unkind?")
    has_left_nothing(device)


def test_stopping_putting_aside_and_going_on_from_another_device(browse, look, short):
    device = phone(browse)
    enter(device, short.class_8b.codes[0])
    tap(device, "Next")
    pick(device, "Never")
    tap(device, "Stop here")
    device.route("**/s/whole/", lambda route: route.abort())
    tap(device, "Keep them until later")
    sees(device, "The line is down, so we could not do that.")
    look(device, "ERR_FAILED")
    device.unroute("**/s/whole/")
    tap(device, "Keep them until later")
    sees(device, "Keep these three words")
    words = device.locator(".words").inner_text()
    look(device)
    has_left_nothing(device)
    assert HeldDraft.objects.count() == 1

    other = phone(browse)
    follow(other, "I have three words and want to go on")
    other.get_by_label("Type your three words").fill(words)
    enter(other, short.class_8b.codes[0])
    expect(other.get_by_label("Never")).to_be_checked()
    tap(other, "Back")
    sees(other, "We ask about your life.")
    tap(other, "Next")
    tap(other, "Stop here")
    tap(other, "Hand in what I have answered")
    sees(other, "Thank you. Your answers are in.")
    assert Box.objects.count() == 1


def test_throwing_the_answers_away(browse, look, short):
    device = phone(browse)
    enter(device, short.class_8b.codes[0])
    tap(device, "Next")
    choose(device, "Never")
    tap(device, "Stop here")
    tap(device, "Throw my answers away")
    sees(device, "Nothing was kept")
    look(device)
    has_left_nothing(device)
    assert not Box.objects.exists()
    device.go_back()
    expect(device.get_by_label("Type the code from your slip")).to_be_visible()


def test_the_line_drops_and_two_children_hand_in_on_one_device(browse, look, short):
    device = phone(browse)
    device.route("**/s/whole/", lambda route: route.abort())
    first, second = short.class_8b.codes[:2]
    enter(device, first)
    answer_all(device)
    tap(device, "Hand in my answers")
    sees(device, "Your answers are locked and wait on this device", "You can give the device to the adult.")
    has_left_nothing(device, sealed=1)
    look(device, "ERR_FAILED")

    follow(device, "Next person")
    sees(device, "1 set of answers waits on this device.")
    look(device, "ERR_FAILED")
    enter(device, second)
    answer_all(device)
    tap(device, "Hand in my answers")
    sees(device, "Your answers are locked and wait on this device")
    has_left_nothing(device, sealed=2)
    follow(device, "Next person")
    sees(device, "2 sets of answers wait on this device.")
    assert not Box.objects.exists()
    tap(device, "Send now")
    sees(device, "The line is still down.")

    device.unroute("**/s/whole/")
    tap(device, "Send now")
    sees(device, "All answers that waited on this device have been sent.")
    look(device, "ERR_FAILED")
    has_left_nothing(device)
    assert Box.objects.count() == 2
    assert AccessCode.objects.filter(state="used").count() == 2


def test_what_waits_goes_off_by_itself_when_the_line_is_back(browse, look, short):
    device = phone(browse)
    enter(device, short.class_8b.codes[0])
    answer_all(device)
    device.context.set_offline(True)
    tap(device, "Hand in my answers")
    sees(device, "Your answers are locked and wait on this device")
    has_left_nothing(device, sealed=1)
    device.context.set_offline(False)
    sees(device, "Thank you. Your answers are in.")
    look(device, "ERR_INTERNET_DISCONNECTED")
    has_left_nothing(device)
    assert Box.objects.count() == 1


def test_two_tabs_and_an_answer_that_got_lost_double_nothing(browse, short):
    device = phone(browse)
    device.route("**/s/whole/", lambda route: (route.fetch(), route.abort()))  # it arrives, and nobody hears of it
    enter(device, short.class_8b.codes[0])
    answer_all(device)
    tap(device, "Hand in my answers")
    sees(device, "Your answers are locked and wait on this device")
    assert Box.objects.count() == 1
    tabs = [device.context.new_page() for _ in range(2)]
    for tab in tabs:
        tab.goto("/s/")
    soon(lambda: left_behind(tabs[0])["local"] == [])
    soon(lambda: left_behind(tabs[1])["local"] == [])
    assert Box.objects.count() == 1


def test_what_the_server_never_takes_is_said_so_and_removed(browse, look, short):
    device = phone(browse)
    device.route("**/s/whole/", lambda route: route.abort())
    enter(device, short.class_8b.codes[0])
    answer_all(device)
    tap(device, "Hand in my answers")
    sees(device, "Your answers are locked and wait on this device")
    AccessCode.objects.update(state="revoked")
    follow(device, "Next person")  # while nothing gets through, or the page before may be told already
    device.unroute("**/s/whole/")
    device.evaluate("window.dispatchEvent(new Event('online'))")
    sees(device, "1 set of answers could not be taken")
    look(device, "ERR_FAILED")
    has_left_nothing(device)
    assert not Box.objects.exists()


def test_a_revoked_code_is_told_to_the_child(browse, look, short):
    device = phone(browse)
    enter(device, short.class_8b.codes[0])
    answer_all(device)
    AccessCode.objects.update(state="revoked")
    tap(device, "Hand in my answers")
    sees(device, "Your answers could not be taken")
    look(device)
    has_left_nothing(device)


def test_where_the_browser_cannot_lock_the_answers_stay_on_the_page(browse, look, short):
    device = browse()
    device.add_init_script("delete Crypto.prototype.subtle")
    device.goto("/s/")
    enter(device, short.class_8b.codes[0])
    answer_all(device)
    device.route("**/s/whole/", lambda route: route.fulfill(status=503))
    tap(device, "Hand in my answers")
    sees(device, "Do not close this page")
    look(device, "503")
    has_left_nothing(device)
    device.unroute("**/s/whole/")
    device.evaluate("window.dispatchEvent(new Event('online'))")
    sees(device, "Thank you. Your answers are in.")
    has_left_nothing(device)
    assert Box.objects.count() == 1


def press_shift(device: Page) -> None:
    for _ in range(3):
        device.keyboard.press("Shift")


@pytest.mark.parametrize("go", [lambda device: device.get_by_role("link", name="Leave").click(), press_shift])
def test_leaving_quickly_takes_the_answers_along_and_leaves_those_that_wait(browse, short, settings, go):
    settings.SURVEY_EXIT = "/s/?later"
    device = phone(browse)
    device.route("**/s/whole/", lambda route: route.abort())
    enter(device, short.class_8b.codes[0])
    answer_all(device)
    tap(device, "Hand in my answers")
    sees(device, "Your answers are locked and wait on this device")
    follow(device, "Next person")
    enter(device, short.class_8b.codes[1])
    tap(device, "Next")
    pick(device, "Never")
    go(device)
    device.wait_for_url("**/s/?later")
    sees(device, "Go on where you stopped")
    assert len(left_behind(device)["local"]) == 1
    device.go_back()
    assert not device.get_by_text("Do you play games").count()
    assert AccessCode.objects.filter(state="used").count() == 0


def test_the_page_is_blank_before_the_line_answers(browse, short):
    device = phone(browse)
    enter(device, short.class_8b.codes[0])
    tap(device, "Next")
    device.route("**/s/leave/", lambda route: route.fulfill(status=204))  # an answer that leads nowhere
    press_shift(device)
    soon(lambda: device.evaluate("document.body.textContent + document.title").strip() == "")
    assert device.evaluate("getComputedStyle(document.documentElement).visibility") == "hidden"


def test_shift_among_letters_is_typing(browse, short):
    device = phone(browse)
    code = device.get_by_label("Type the code from your slip")
    code.press_sequentially("ABC")
    for letter in "DEF":
        code.press(f"Shift+{letter}")
    expect(code).to_have_value("ABCDEF")


def test_whom_to_talk_to_is_the_same_whatever_was_answered(browse, short):
    def panels(code: str, *answers: str) -> dict[str, str]:
        device = phone(browse)
        enter(device, code)
        found, wanted = {}, iter(answers)
        while True:
            heading = device.locator("h1").inner_text()
            found[heading] = device.locator("footer").evaluate("(footer) => footer.outerHTML")
            if not device.get_by_role("button", name="Next", exact=True).count():
                break
            if device.locator(".choice").count():
                device.locator(".choice").get_by_text(next(wanted), exact=True).click()
            tap(device, "Next")
        tap(device, "Hand in my answers")
        sees(device, "Thank you.")
        found["thanks"] = device.locator("footer").evaluate("(footer) => footer.outerHTML")
        return found

    first, second = short.class_8b.codes[:2]
    hard = panels(first, "Frequently", "Films", "Yes", "Once")
    easy = panels(second, "Never", "None of these", "No")
    assert set(hard) - set(easy) == {"How often was that?"}
    assert {name: hard[name] for name in easy} == easy
    opened = {name for name, panel in easy.items() if "<details open" in panel}
    assert opened == {"The end", "That was the last question", "thanks"}


def test_easier_words_and_another_language_from_right_to_left(browse, look, short, both):
    device = browse()
    device.set_viewport_size(NARROW)
    device.goto("/s/")
    enter(device, short.class_8b.codes[0])
    tap(device, "Use easier words")
    sees(device, "We ask. You may stop.")
    tap(device, "Next")
    pick(device, "A lot")
    look(device)
    tap(device, "Use the usual words")
    expect(device.get_by_label("Frequently")).to_be_checked()
    tap(device, mirrored("other"))
    expect(device.get_by_role("heading", name=mirrored("Do you play games on the internet?"))).to_be_focused()
    expect(device.get_by_label(mirrored("Frequently"))).to_be_checked()
    assert device.evaluate("[document.documentElement.lang, document.dir]") == [OTHER, "rtl"]
    look(device)
    tap(device, mirrored("Stop here"))
    look(device)
    tap(device, mirrored("Go back to the questions"))
    tap(device, "English")
    expect(device.get_by_label("Frequently")).to_be_checked()
    assert device.evaluate("[document.documentElement.lang, document.dir]") == ["en", "ltr"]
    tap(device, mirrored("other"))
    tap(device, mirrored("Stop here"))
    tap(device, mirrored("Hand in what I have answered"))
    sees(device, mirrored("Thank you. Your answers are in."))
    look(device)
    short.close()
    urns.empty_due()
    assert Response.objects.get().language == OTHER


@pytest.mark.parametrize("words", ["both", None])
def test_the_same_page_by_page_without_a_script(browse, look, request, world, words):
    if words:
        request.getfixturevalue(words)
    asked = Fieldwork(world, asks=questionnaire())
    device = browse(scripts=False)
    device.set_viewport_size(NARROW)
    device.goto("/s/")
    device.get_by_label("Type the code from your slip").fill(asked.class_8b.codes[0])
    press(device, "Start")
    press(device, "Next")
    press(device, "Use easier words")
    expect(device.get_by_role("heading", name="Do you play games?")).to_be_visible()
    device.get_by_text("A lot", exact=True).click()
    press(device, mirrored("other") if words else OTHER)
    expect(device.get_by_label(mirrored("A lot"))).to_be_checked()
    look(device)
    press(device, mirrored("Use the usual words") if words else "Use the usual words")
    expect(device.get_by_label(mirrored("Frequently"))).to_be_checked()
    press(device, mirrored("Next") if words else "Next")
    look(device)


SPEAKS = """
  window.spoken = [];
  const voices = { speak: (told) => { spoken.push([told.lang, told.text]); window.ended = () => told.onend(); },
                   cancel: () => spoken.push("stop"), getVoices: () => [] };
  Object.defineProperty(window, "speechSynthesis", { value: voices });
"""


@pytest.mark.parametrize("on_device", [True, False])
def test_read_aloud_one_after_the_other_and_stopped(browse, look, world, on_device):
    asked = Fieldwork(world, on_device=on_device, asks=questionnaire())
    device = browse()
    device.add_init_script(SPEAKS)
    device.goto("/s/")
    device.get_by_label("Type the code from your slip").fill(asked.class_8b.codes[0])
    press(device, "Start")
    if on_device:
        expect(device.locator("button[data-do=next]")).to_be_visible()
    tap(device, "Next")
    sees(device, "Do you play games")
    device.evaluate("spoken.length = 0")
    tap(device, "Read this to me")
    for _ in range(2):
        look(device)
        assert device.locator(".aloud").count() == 1
        device.evaluate("ended()")
    tap(device, "Stop reading")
    assert device.locator(".aloud").count() == 0
    device.evaluate("ended()")
    spoken = device.evaluate("spoken.filter((each) => each !== 'stop')")
    assert spoken == [["en", "Do you play games on line?"], ["en", "Frequently"], ["en", "Now and then"]]
    expect(device.get_by_role("button", name="Read this to me")).to_have_attribute("aria-pressed", "false")


def test_a_browser_that_cannot_speak_offers_nothing(browse, short):
    device = browse()
    device.add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    device.goto("/s/")
    enter(device, short.class_8b.codes[0])
    assert not device.get_by_role("button", name="Read this to me").count()


def test_where_the_questions_cannot_be_loaded_the_form_goes_on_page_by_page(browse, short):
    device = phone(browse)
    device.route("**/s/asks/**", lambda route: route.abort())
    device.get_by_label("Type the code from your slip").fill(short.class_8b.codes[0])
    press(device, "Start")
    press(device, "Next")
    device.get_by_text("Never", exact=True).click()
    press(device, "Next")
    press(device, "Stop here")
    press(device, "Hand in what I have answered")
    sees(device, "Thank you. Your answers are in.")
    assert Box.objects.count() == 1
