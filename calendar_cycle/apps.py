from django.apps import AppConfig


class CalendarCycleConfig(AppConfig):
    name = "calendar_cycle"
    verbose_name = "Jaarcyclus"

    def ready(self) -> None:
        from calendar_cycle import last_year, running

        running.before_opening(last_year.prepare)
