from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Plannen en resultaten"

    def ready(self) -> None:
        from calendar_cycle import content
        from calendar_cycle.kinds import MilestoneKind
        from calendar_cycle.news import collecting
        from monitoring import contribution_news
        from monitoring.overviews import OverviewContent
        from monitoring.results import ResultsContent

        content.register(MilestoneKind.OVERVIEW, OverviewContent())
        content.register(MilestoneKind.RESULTS, ResultsContent())
        collecting.register_asked(contribution_news.waiting)
