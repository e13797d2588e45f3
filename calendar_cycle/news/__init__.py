"""Who hears what, when: the table, who it reaches, the words, and the mail of the day."""
