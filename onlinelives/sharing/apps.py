from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "onlinelives.sharing"
    label = "sharing"

    def ready(self) -> None:
        from onlinelives.cases import keeping  # noqa: PLC0415
        from onlinelives.cases import queries as cases  # noqa: PLC0415  models are there only now
        from onlinelives.cases.actions import sealing  # noqa: PLC0415
        from onlinelives.sharing import models, queries  # noqa: PLC0415
        from onlinelives.sharing.actions.keeping import forget_files  # noqa: PLC0415

        cases.tell_of(queries.happenings)
        cases.looked_by(queries.looks_by_lookup)
        cases.also_copied(queries.passages)
        sealing.seal_also(*models.SEALED_MODELS)
        for model in models.OF_A_RECORD:
            keeping.also(model, "young_person", forget_files if model is models.Pack else None)
