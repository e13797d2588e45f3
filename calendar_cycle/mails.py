def after_deed(assignment, deed):
    return None
