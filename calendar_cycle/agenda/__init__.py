"""One's own agenda: deadlines, openings and meetings, as rows and as an iCalendar feed."""
