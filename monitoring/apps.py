from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Plannen en resultaten"

    def ready(self) -> None:
        from calendar_cycle import content
        from calendar_cycle.kinds import MilestoneKind
        from calendar_cycle.news import collecting, looking_again
        from monitoring import contribution_news, contribution_told
        from monitoring.overviews import OverviewContent
        from monitoring.results import ResultsContent

        content.register(MilestoneKind.OVERVIEW, OverviewContent())
        content.register(MilestoneKind.RESULTS, ResultsContent())
        collecting.register_asked(contribution_news.waiting)
        looking_again.register("contribution_event", contribution_told.about)
