"""load_covenant: a small covenant to load, and what is there afterwards."""

from pathlib import Path

from django.apps import apps

SMALL = Path(__file__).parent / "small.yaml"


def first_topic(content) -> dict:
    return content["themes"][0]["topics"][0]


def everything() -> dict[str, int]:
    names = ("agreements", "calendar_cycle", "monitoring")
    return {model.__name__: model.objects.count() for name in names for model in apps.get_app_config(name).get_models()}
