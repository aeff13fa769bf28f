from onlinelives.cases.models.young_people import NamedPerson, Restriction, SearchKey, YoungPerson, new_reference

SEALED_MODELS = (YoungPerson, Restriction)  # whatever `reseal_records` has to look at

__all__ = ["SEALED_MODELS", "NamedPerson", "Restriction", "SearchKey", "YoungPerson", "new_reference"]
