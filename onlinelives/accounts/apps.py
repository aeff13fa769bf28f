from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "onlinelives.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from onlinelives.accounts import listeners  # noqa: PLC0415  the apps must be loaded first

        listeners.connect()
