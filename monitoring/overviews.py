from calendar_cycle.content import QuestionsOnly


class OverviewContent(QuestionsOnly):
    pass
