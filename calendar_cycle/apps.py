from django.apps import AppConfig


class CalendarCycleConfig(AppConfig):
    name = "calendar_cycle"
    verbose_name = "Jaarcyclus"
