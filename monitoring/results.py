from calendar_cycle.content import QuestionsOnly


class ResultsContent(QuestionsOnly):
    pass
