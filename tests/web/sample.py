"""A form with one field of every kind, a page as a list of elements, and how to make one out of the other."""

from html.parser import HTMLParser
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template import engines

from onlinelives.web.forms import DateField

HOSTILE = "<img src=x onerror=alert(1)>"
SCORES = [(score, f"{score} points") for score in range(5)]
COLOURS = [("red", "Red"), ("blue", "Blue")]


class Sample(forms.Form):
    """Everything is required, so that an empty one has an error at every field."""

    score = forms.ChoiceField(label="Score", choices=SCORES, widget=forms.RadioSelect)
    colours = forms.MultipleChoiceField(label="Colours", choices=COLOURS, widget=forms.CheckboxSelectMultiple)
    when = DateField(label="When", missing="Enter the day", wrong="Enter a real date")
    words = forms.CharField(label="Words", widget=forms.Textarea(attrs={"rows": 3}))
    counted = forms.CharField(label="Counted words", max_length=50, widget=forms.Textarea)
    line = forms.CharField(label="Line", help_text="In a few words")
    colour = forms.ChoiceField(label="Colour", choices=[("", "Choose"), *COLOURS])
    sure = forms.BooleanField(label="I am sure")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    where = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data.get("line") == "clash":
            raise ValidationError("These do not go together")


class Page(HTMLParser):
    """What a browser would see: every element with its attributes, and the words."""

    def __init__(self, html: str):
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.elements if "id" in attrs]

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of every such element with these attributes."""
        return [a for t, a in self.elements if t == tag and all(a.get(name) == value for name, value in wanted.items())]

    def one(self, tag: str, **wanted: str) -> dict[str, str | None]:
        (found,) = self.all(tag, **wanted)
        return found


def rendered(source: str, **told: Any) -> Page:
    """A piece of template, with the kit at hand, as our pages are rendered."""
    template = engines["jinja2"].from_string('{% import "web/kit.html" as kit with context %}' + source)
    return Page(template.render({"csrf_input": "", **told}))


def shown(form: forms.Form) -> Page:
    """The form as a page shows it: what is wrong, then every field."""
    return rendered("{{ kit.errors(form) }}{{ kit.form(form) }}", form=form)
