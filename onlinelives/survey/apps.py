from django.apps import AppConfig
from django.template import engines

from onlinelives.content import survey_words
from onlinelives.survey import languages


class SurveyConfig(AppConfig):
    name = "onlinelives.survey"
    label = "survey"

    def ready(self) -> None:
        """Children's pages take their fixed words from the content by language."""
        pages = engines["jinja2"].env  # type: ignore[attr-defined]
        pages.globals.update(fixed_words=survey_words.of, language_of=languages.language, edition=languages.edition)
        pages.filters["in_words_of"] = lambda sentence, language: survey_words.translated(str(sentence), language)
